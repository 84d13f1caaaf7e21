"""The speakers a question names: by full name, last name, first name, or a slip of either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Speaker
from corpus.catalogue import name_key, same_person, slip

_WORD = re.compile(r"[^\W\d_][\w-]*(?:['’](?!s\b)\w+)?")
#: First names and last names that are everyday words too; alone and in lower case they name nobody.
_EVERYDAY = frozenset(
    "an art bill bob brown dan drew gene grant jack joy king long may mark mike page pat ray rob rose sky sun will young".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Speakers that a part of a question can mean; more than one where they share the name."""

    start: int
    end: int
    names: tuple[str, ...]


def people_in(question: str, speakers: Sequence[Speaker]) -> list[Mention]:
    """The speakers named in a question, in order, each with its place."""
    spelled = [(speaker.name, name_key(spelling).split()) for speaker in speakers for spelling in (speaker.name, *speaker.spellings)]
    tokens = [(found.start(), found.end(), name_key(found[0]), found[0][0].isupper()) for found in _WORD.finditer(question)]
    typed_small = not any(char.isupper() for char in question[1:])
    mentions: list[Mention] = []
    at = 0
    while at < len(tokens):
        found = _at(tokens, at, spelled, typed_small)
        if found is None:
            at += 1
            continue
        size, names = found
        mentions.append(Mention(tokens[at][0], tokens[at + size - 1][1], names))
        at += size
    return mentions


def _at(
    tokens: Sequence[tuple[int, int, str, bool]], at: int, spelled: Sequence[tuple[str, list[str]]], typed_small: bool
) -> tuple[int, tuple[str, ...]] | None:
    """How many words from `at` on are a name, and whose."""
    for size in (4, 3, 2):
        window = " ".join(token[2] for token in tokens[at : at + size])
        if len(tokens) - at < size:
            continue
        exact = _unique(name for name, parts in spelled if " ".join(parts) == window)
        close = exact or _unique(name for name, parts in spelled if len(parts) == size and same_person(" ".join(parts), window))
        if close:
            return size, close
    _, _, word, capital = tokens[at]
    if len(word) < 3 or not (capital or ((len(word) > 3 or typed_small) and word not in _EVERYDAY)):
        return None
    last = [name for name, parts in spelled if parts and parts[-1] == word]
    first = [name for name, parts in spelled if parts and parts[0] == word and (capital or typed_small)]
    if last or first:
        return 1, _unique([*last, *first])
    near = _unique(
        name for name, parts in spelled if len(word) >= 5 and len(parts) > 1 and word[0] == parts[-1][0] and slip(parts[-1], word)
    )
    return (1, near) if capital and len(near) == 1 else None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
