"""Text as unit vectors, and the index of the recaps on disk."""

from embeddings.index import Index, IndexFault, Match, open_index
from embeddings.model import DEFAULT, Encoder, Model, ModelError

__all__ = ["DEFAULT", "Encoder", "Index", "IndexFault", "Match", "Model", "ModelError", "open_index"]
