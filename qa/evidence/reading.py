"""A question and a passage as the evidence model reads them: token ids, and which tokens are which sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

#: Tokens of a reading; sentences that do not fit are not scored. A passage has about 160.
MAX_TOKENS = 320
MAX_QUESTION, MAX_CONTEXT = 64, 48


@dataclass(frozen=True, slots=True)
class Reading:
    """`[CLS] question [SEP] context [SEP] sentence sentence … [SEP]` as token ids."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]  #: 0 for the question, 1 for the rest
    sentences: tuple[tuple[int, int], ...]  #: first token and the one after the last of each sentence
    right: tuple[int, ...] = ()  #: in training, the sentences that answer


def load_tokenizer(path: Path) -> Tokenizer:
    """The model's tokenizer, without the padding and truncation that its file turns on."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(tokenizer: Tokenizer, question: str, about: str, sentences: Sequence[str], *, right: Sequence[int] = ()) -> Reading:
    """Put a question, the context of a passage and its sentences into one reading."""
    start, stop = (tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))
    asked = [start, *_ids(tokenizer, question)[:MAX_QUESTION], stop]
    ids = [*asked, *_ids(tokenizer, about)[:MAX_CONTEXT], stop]
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        piece = _ids(tokenizer, sentence)[: MAX_TOKENS - 1 - len(ids)]
        if not piece:
            break
        spans.append((len(ids), len(ids) + len(piece)))
        ids += piece
    ids.append(stop)
    return Reading(tuple(ids), (0,) * len(asked) + (1,) * (len(ids) - len(asked)), tuple(spans), tuple(right))


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    found: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return found
