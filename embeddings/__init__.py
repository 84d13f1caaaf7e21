"""Text as unit vectors, and the index of the recaps on disk."""

from embeddings.index import Index, IndexFault, Match, Threshold
from embeddings.model import DEFAULT, Encoder, Model, ModelError
from embeddings.store import Store, open_index, store_at

__all__ = ["DEFAULT", "Encoder", "Index", "IndexFault", "Match", "Model", "ModelError", "Store", "Threshold", "open_index", "store_at"]
