"""What a question asks of the catalogue, where it asks that."""

from qa.request.asked import LAST_DAY, Request, subjects_of
from qa.request.read import read_request

__all__ = ["LAST_DAY", "Request", "read_request", "subjects_of"]
