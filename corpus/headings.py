"""What the heading of a talk says: title, speakers, affiliation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.names import ANY_NAME, ROLE, TOKEN, Names

LABEL = re.compile(
    r"""(?ix)^\s*(?:
        \d{1,2}[.):]\s+ | \[(?:talk|keynote|workshop|session)s?\]\s*
      | (?:talk|keynote|tutorial|session|lightning\ talk|quickie)\s*(?:\d+\s*)?[:–—-]\s+
      | (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+)?\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\b\.?)?
        (?:\s*(?:to|-|–|—)\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\b\.?)?)?\W+
    )"""
)
_RATING = re.compile(r"""(?:\(\d{1,3}/\d{1,3}\)|[^\w\s()"'”’?!.+#])$""")
#: Characters. What is longer is no heading that names a speaker.
MAX_HEADING = 300
#: What has fewer words before "A, Org" may be one more name.
WORDS_OF_TITLE = 4
#: Between a title and a name without space: "Engines-Ada Lovelace".
_HYPHEN = r"(?<=\w)-(?=[A-Z])"
#: "Analytical and ex-Engines"
_FORMERLY = re.compile(r"(?i)\s+(?:and|&)\s+(?:an?\s+)?(?:ex|former|formerly|previously)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading of a talk says."""

    title: str | None
    speakers: tuple[str, ...]
    affiliation: str | None


def parse_heading(words: str, names: Names, *, speaker_first: bool = False) -> Heading:
    """Take a heading apart into title, speakers and affiliation.

    Knows "Title, by A", "Title — A, Org", "Title (A)", "A: Title", "A, Org", "A" and the like; `speaker_first` says which
    side of a dash is the speaker where both could be. What is not told apart stays in the title.
    """
    if len(words) > MAX_HEADING:
        return Heading(words, (), None)
    words = re.sub(r"^[bB]y:?\s+(?=[A-Z])", "", LABEL.sub("", words).strip())
    if quoted := re.fullmatch(r"“([^“”]+)”|\"([^\"]+)\"", words):
        words = quoted[1] or quoted[2]
    while _RATING.search(words):
        words = _RATING.sub("", words).rstrip()
    by = re.search(rf",?\s+[bB]y:?\s+(?P<who>(?:{ANY_NAME})(?:\s*(?:,|&|and)\s*(?:{ANY_NAME}))*)(?P<rest>.*)$", words)
    if by and by.start() > 0:
        people = tuple(part.strip() for part in re.split(r"\s*(?:,|&|\band\b)\s*", by["who"]) if part.strip())
        two = len(people) == 2 and all(map(names.is_name, people)) and names.can_be_first_name(people[1].split()[0])
        if names.people(by["who"]) or two or (len(people) == 1 and names.can_be_first_name(people[0])):
            return Heading(words[: by.start()].strip(' ,_*"“”–—-'), people, _affiliation(by["rest"]))
    alone = names.people(words)
    if len(alone) == 1 or (alone and "," not in words):
        return Heading(None, alone, None)
    several = _several_after(words, names) or _employed_after(words, names)
    if several:
        return several
    for separator in (r"\s+(?:—|–|--|---|\|)\s+", r"\s+-\s+", r":\s+", _HYPHEN):
        cuts = list(re.finditer(separator, words))
        if not cuts:
            continue
        left, right = words[: cuts[0].start()], words[cuts[0].end() :]
        last_left, last_right = words[: cuts[-1].start()], words[cuts[-1].end() :]
        options = [(last_right, last_left), (left, right)]
        for who, title in reversed(options) if speaker_first else options:
            parsed = people_with_affiliation(who, names)
            if parsed and separator == _HYPHEN and not names.knows(parsed[0][0]):
                parsed = None  # "The Dual-Boot Way"
            if parsed:
                return Heading(None, parsed[0], title) if _is_role(title) else Heading(title.strip(), *parsed)
    in_parens = re.search(r"^(?P<title>.+?)\s*\((?P<who>[^()]+)\)\s*$", words)
    if in_parens and names.people(in_parens["who"]):
        return Heading(in_parens["title"], names.people(in_parens["who"]), None)
    parsed = people_with_affiliation(words, names)
    if parsed:
        if parsed[1] is None or _is_role(parsed[1]) or (len(parsed[1].split()) <= 4 and not re.match(r"[a-z]+ ", parsed[1])):
            return Heading(None, *parsed)
        if parsed[1][0].isupper():
            return Heading(parsed[1], parsed[0], None)  # "A, What A spoke about"
    called = re.match(rf"^(?P<title>.*\b(?:[Kk]eynote|[Tt]alk|[Ss]ession)):?\s+(?P<who>{ANY_NAME})$", words)
    if called and names.people(called["who"]):
        return Heading(called["title"], names.people(called["who"]), None)  # "Opening Keynote Ada Lovelace"
    last = re.match(r"^(?P<title>.+),\s+(?P<who>[^,]+)$", words)
    if last and names.people(last["who"]):
        return Heading(last["title"], names.people(last["who"]), None)
    first, _, last_name = (dashed := re.split(r"\s+[-–—]\s+", words))[-1].partition(" ")
    if len(dashed) > 1 and names.goes_by(first) and re.fullmatch(TOKEN, last_name):
        return Heading(words[: -len(dashed[-1])].rstrip(" -–—"), (dashed[-1],), None)  # with a last name that is a word too
    return Heading(words or None, (), None)


def _several_after(words: str, names: Names) -> Heading | None:
    """ "Title: subtitle, A, B, Org": two people or more after a title that may look like a name itself; None for others."""
    title, *parts = words.split(", ")
    if re.search(r"\s[-–—|]+\s", words) or not parts or names.people(re.split(r":\s+", title)[-1]):
        return None
    for first in range(len(parts)):
        for last in (len(parts), len(parts) - 1):
            people = names.people(", ".join(parts[first:last]))
            if len(people) >= 2:
                return Heading(", ".join([title, *parts[:first]]), people, parts[last] if last < len(parts) else None)
    return None


def _employed_after(words: str, names: Names) -> Heading | None:
    """ "Title of some words, A, Org", with one speaker or two ("A & B"); None for others."""
    cut = re.fullmatch(r"(?P<title>.+),\s+(?P<who>[^,]+),\s+(?P<org>[A-Z][^,]{1,40})", words)
    if not cut or len(cut["title"].split()) < WORDS_OF_TITLE or not names.people(cut["who"]):
        return None
    if any(map(names.people, re.split(r",\s+|:\s+|\s+[-–—|]+\s+", cut["title"]))):
        return None  # the name comes before
    return Heading(cut["title"], names.people(cut["who"]), cut["org"])


def _is_role(text: str) -> bool:
    return bool(re.search(rf"(?i)\b{ROLE}\b", text)) and len(text.split()) <= 8


def employer(role: str) -> str:
    """ "Analytical" of "Engineer @ Analytical"; the role itself where it has no such mark."""
    return role.rsplit(" @ ", maxsplit=1)[-1].strip()


def _affiliation(rest: str) -> str | None:
    rest = re.sub(r"^\s*(?:,|\(|from|of|at)\s*", "", rest).strip(" ).")
    return _FORMERLY.split(rest)[0] or None


def shortened(affiliation: str | None) -> str | None:
    """ "Mills" of "from Mills, told us at length of looms"."""
    return _affiliation(affiliation.split(", ")[0]) if affiliation and len(affiliation.split()) > 6 else affiliation


def people_with_affiliation(text: str, names: Names) -> tuple[tuple[str, ...], str | None] | None:
    """ "A, Org" or "A (Org)" or "A and B" as speakers and affiliation; None where it does not begin with a name."""
    people = names.people(text)
    if people:
        return people, None
    paren = re.fullmatch(r"(?P<who>[^()]+?)\s*\((?P<org>[^()]+)\)", text.strip())
    if paren and names.people(paren["who"]):
        return names.people(paren["who"]), paren["org"]
    parts = text.split(", ")
    for cut in range(len(parts) - 1, 0, -1):
        people = names.people(", ".join(parts[:cut]))
        if people:
            return people, ", ".join(parts[cut:]).strip() or None
    if len(parts) == 2 and names.can_be_first_name(parts[0]) and re.fullmatch(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)?", parts[1]):
        return (parts[0],), parts[1]
    return None
