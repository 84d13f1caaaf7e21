"""Folders for what can be made again, in this user's cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

import platformdirs


def cache_folder(kind: str, of: str) -> Path:
    """The folder of a kind, "index" say, for what a text names; it need not be there."""
    key = hashlib.sha256(of.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("recap-qa", appauthor=False)) / f"{kind}-{key}"
