"""The speakers a question names: by full name, last name, first name, or a slip of either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Catalogue
from corpus.catalogue import Directory, name_key
from qa.question import years_in

_WORD = re.compile(r"[^\W\d_][\w-]*(?:['’](?!s\b)\w+)?")
#: Names that are everyday words too; alone and in lower case they name nobody.
_EVERYDAY = frozenset(
    "an art bill bob brown dan day drew gene grant jack joy king long may mark mike page pat ray rob rose sky sun will young".split()
)
#: After a name.
_FROM = re.compile(r"(?i)\s+(?:from|of|at)\s+(?P<company>[\w.&+'’-]+(?:\s[\w.&+'’-]+){0,3})")
_FORMS_OF_ADDRESS = frozenset("dr miss mr mrs ms prof professor sir".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """Speakers that a part of a question can mean; more than one where they share the name."""

    start: int
    end: int
    names: tuple[str, ...]


def people_in(question: str, known: Catalogue) -> list[Mention]:
    """The speakers named in a question, in order, each with its place."""
    tokens = [(found.start(), found.end(), name_key(found[0]), found[0][0].isupper()) for found in _WORD.finditer(question)]
    typed_small = not any(char.isupper() for char in question[1:])
    mentions: list[Mention] = []
    at = 0
    while at < len(tokens):
        size, names = _at(tokens[at : at + 4], known.directory, typed_small)
        if names and size == 1:
            size, names = (size, names) if (part := _of_another(tokens, at, names, known.directory)) is None else (part, ())
        if names:
            mention = Mention(tokens[at][0], tokens[at + size - 1][1], names)
            mentions.append(_told_apart(mention, question, known) if len(names) > 1 else mention)
        at += size
    return mentions


def _told_apart(mention: Mention, question: str, known: Catalogue) -> Mention:
    """A name that several share as that of the one from a company that follows it, or of the year that the question names."""
    meant = [speaker for speaker in known.speakers if speaker.name in mention.names]
    if works := _FROM.match(question, mention.end):
        company = name_key(works["company"])
        there = [(one.name, firm) for one in meant for firm in {session.affiliation for session in one.sessions} if firm]
        there = [(name, firm) for name, firm in there if f"{company} ".startswith(f"{name_key(firm)} ")]
        if len(there) == 1:
            return Mention(mention.start, works.start("company") + len(there[0][1]), (there[0][0],))
    years = years_in(question)
    then = [one for one in meant if any(session.edition in years for session in one.sessions)]
    return Mention(mention.start, mention.end, (then[0].name,)) if len(then) == 1 else mention


def _of_another(tokens: Sequence[tuple[int, int, str, bool]], at: int, names: Sequence[str], known: Directory) -> int | None:
    """How many words a name goes on for that is somebody else's full name: "Joshua Drake" where the recaps know another Joshua."""
    start, end, word, _ = tokens[at]
    if word not in known.last and at + 1 < len(tokens) and tokens[at + 1][3] and tokens[at + 1][0] == end + 1:
        return 2
    if at < 2 or not tokens[at - 1][3] or tokens[at - 1][1] != start - 1 or tokens[at - 1][2] in _FORMS_OF_ADDRESS:
        return None
    return None if word in known.first or any(name_key(name)[0] == tokens[at - 1][2][0] for name in names) else 1


def _at(tokens: Sequence[tuple[int, int, str, bool]], known: Directory, typed_small: bool) -> tuple[int, tuple[str, ...]]:
    """How many of the first words are a name, and whose; 1 and nobody where they are none."""
    for size in range(len(tokens), 1, -1):
        key = " ".join(token[2] for token in tokens[:size])
        names = known.full.get(key) or (known.close_to(key) if key.split()[-1:] else ())
        if names:
            return size, names
    _, _, word, capital = tokens[0]
    if len(word) < 3 or not (capital or ((len(word) > 3 or typed_small) and word not in _EVERYDAY)):
        return 1, ()
    if word.endswith("s") and word not in known.last and word not in known.first:
        word = word[:-1]  # "whats willys talk about"
        if not capital and word in _EVERYDAY:
            return 1, ()
    firsts = known.first.get(word, ()) if capital or typed_small else ()
    names = tuple(dict.fromkeys((*known.last.get(word, ()), *firsts)))
    if names or not capital or len(word) < 5:
        return 1, names
    near = known.last_close_to(word)
    return 1, near if len(near) == 1 else ()
