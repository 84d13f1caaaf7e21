"""Whether a question is in another language than the recaps, which are in English."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from embeddings import Index
from embeddings.words import words

#: Probability from which a language is taken for another one.
SURE = 0.6
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def is_foreign(index: Index, question: str) -> bool:
    """Whether a question holds no everyday word of English, some that the recaps do not, and reads as another language."""
    found = [word for word in _WORD.findall(question) if len(word) > 1 or not word.isascii()]
    stems = [words(word) for word in found]
    if any(not stem and len(word) > 2 and word.isascii() and word.casefold() != "was" for word, stem in zip(found, stems, strict=True)):
        return False  # an everyday word of English
    unknown = sum(not (stem and index.knows(stem[0])) for stem in stems)
    if unknown * 4 < len(found) or (len(found) < 3 and question.isascii()) or not found:
        return False
    language, sure = _identifier().classify(question)
    return bool(language != "en" and sure >= SURE)
