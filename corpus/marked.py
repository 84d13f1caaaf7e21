"""What a sentence of a recap marks: the titles of talks, in quotes, in italics, in bold or linked, and who stands beside them."""

from __future__ import annotations

import re

from corpus.names import FULL_NAME
from corpus.plain import plain

_MARKED = (
    r"""(?:[*_]{1,3}\[?(?P<marked>[^*_\n\[\]]{4,140}(?:\n[^*_\n\[\]]{1,140})?)(?:\]\([^()\s]*\))?[*_]{1,3}"""
    r"""|["“](?P<quoted>[^"”\n]{4,140}(?:\n[^"”\n]{1,140})?)["”]|\[(?P<linked>[^\[\]]{4,140})\]\([^()\s]*\))"""
)
_NAMED = rf"(?P<who>\[?(?:{FULL_NAME})(?:\]\([^()\s]*\))?(?:\s*(?:,|&|and)\s*\[?{FULL_NAME}(?:\]\([^()\s]*\))?){{0,3}})"
#: At the head of a block: "*Notes on the Engine* by Ada Lovelace …", "In “Notes …”, Ada Lovelace …", "Ada Lovelace's *Notes …* …".
_MARKED_TITLES = tuple(
    map(
        re.compile,
        (
            rf"{_MARKED},?\s+(?:(?:a|the)\s+)?(?:talk\s+|presented\s+|given\s+)?(?:by|from|with)\s+{_NAMED}",
            rf"In\s+{_MARKED},\s+{_NAMED}",
            rf"{_NAMED}['’]s?\s+{_MARKED}",
        ),
    )
)
#: The same where nobody is named: "*Notes on the Engine* was …".
_MARKED_ALONE = re.compile(rf"{_MARKED}\s+(?:was|is|were|had|gave|told|showed|covered|dealt)\b")
_TALK = r"(?i:talk|keynote|session|presentation|lecture|panel|workshop|tutorial|paper)"
#: In a sentence: "the great Ada Lovelace's *Notes on the Engine*" after a word for a talk, "Ada Lovelace's keynote *Notes …*".
_POSSESSED_TITLES = tuple(
    map(
        re.compile,
        (
            rf"\b{_TALK}s?\b[^.!?]{{0,80}}?\b{_NAMED}['’]s?\s+{_MARKED}",
            rf"(?<!\w){_NAMED}['’]s?\s+(?:[\w-]+\s+){{0,3}}{_TALK}\W{{1,4}}?{_MARKED}",
        ),
    )
)
#: "her opening keynote *Notes on the Engine*", "a talk called *Notes …*".
_CALLED = re.compile(rf"\b{_TALK}\W{{1,3}}(?:(?:called|titled|entitled|named)\W{{1,3}})?{_MARKED}")
#: "[Ada Lovelace](https://…) …" at the head of a sentence; "The second day [Ada …".
_LINKED_FIRST = re.compile(rf"(?:[^\[\]().!?]{{0,40}}\bday:?\s+)?\[(?P<name>{FULL_NAME})\]\([^()\s]*\)(?:\{{[^{{}}]*\}})?,?\s+\[?[a-z]")
#: "Ada Lovelace talked about “Looms”, Tom Babbage's presentation on “Cards” and Mary Shelley presented “Wool”": each a talk.
_TOLD_ON = re.compile(
    r"""(?:\b(?:about|on|present(?:ed|ing|s)|called|titled)|['’]s?)\s+(?:\w+\s+){0,3}["“](?P<title>[A-Z0-9][^"“”\n]{1,140}|[a-z][^\s"“”]*(?:\s[^\s"“”]+){3,20})["”]"""
)
#: "a talk titled 'Notes on the Engine'".
_IN_SINGLE_QUOTES = re.compile(
    r"(?i)\b(?:titled|called|entitled|(?:talk|presentation|keynote|session)(?:\s+(?:on|about))?)\s+['‘]([^\n'‘]{4,120}?(?:['’]\w[^\n'‘]{0,80}?)*)['’](?!\w)"
)
#: "**Ada Lovelace** framed …" at the head of a line.
_BOLD_FIRST = re.compile(rf"(?:\*\*|__|<strong>|<b>)(?P<name>{FULL_NAME})(?:\*\*|__|</strong>|</b>),?\s+[a-z]")
#: A link, of which a name that does not begin it is no speaker: "[Weaving with Ada Lovelace](https://…)".
_LINK_TEXT = re.compile(r"\[([^\[\]]{1,300})\]\(")
#: A link to a talk's page of the conference.
_TALK_PAGE = re.compile(
    r"\[(?P<title>(?![^\[\]]*(?:\b(?:abstract|description|slides|video)\b|['’]s\s+\w+\]))[^\[\]\s]+(?:\s[^\[\]\s]+){2,20})\]\([^()\s]*/(?:talks?|sessions?|presentations?|schedule|proposals?)/[^()\s]+\)"
)
#: What begins a paragraph or item as its heading would: "**Notes on the Engine.** …".
_RUN_IN = re.compile(
    r"\W{0,4}(?:\*\*|__|<strong>|<b>)(?P<words>[^*_<>\n]{4,140}(?:\n[^*_<>\n]{1,140})?)(?:\*\*|__|</strong>|</b>)(?=[\s.,:–—-]{1,5}[^\s.])"
)
#: A link to a speaker's page of the conference.
_SPEAKER_PAGE = re.compile(rf"\[(?P<name>{FULL_NAME})\]\([^()\s]*/speakers?/[^()\s]+\)")
#: A line that is a link to the profile of a person: "[Follow Ada Lovelace on Twitter](https://twitter.com/ada)".
_PROFILE = re.compile(
    rf"(?m)^[ \t>*-]*\[(?:Follow\s+)?(?P<name>{FULL_NAME})(?:\s+on\s+[^\[\]]{{1,20}})?\]"
    r"\((?:https?://)?(?:www\.)?(?:twitter\.com|x\.com|linkedin\.com/in|bsky\.app/profile|mastodon\.\w+)/@?[\w.-]+/?\)[ \t]*$"
)
#: "a session called “Notes on the Engine”", "I then went to “Notes …”".
_WENT_TO = re.compile(
    r"""(?:\b(?:session|talk|presentation|keynote|lecture|panel)\b[^.!?"“]{0,100}\b(?:called|titled|entitled|named|was|is)\W{0,4}|\b(?:went|listened)\s+to\s+)["“](?P<title>[A-Z][^"”]{8,140})["”]"""
)
#: "… was [Notes on the Engine](https://…) by".
_LINKED_TITLE = re.compile(r"\[([^\[\]]{4,120})\]\([^()\s]{1,300}\),?\s+by\s")


def title_with_name(text: str) -> tuple[str, str] | None:
    """The marked title at the head of a block, and the text of who gave the talk beside it; None where no name is."""
    found = next(filter(None, (pattern.match(text) for pattern in _MARKED_TITLES)), None)
    return (_title_of(found), plain(found["who"])) if found else None


def title_alone(text: str) -> str | None:
    """The marked title of a talk at the head of a block that goes on to tell of it."""
    found = _MARKED_ALONE.match(text)
    return _title_of(found) if found else None


def run_in(text: str) -> str | None:
    """What begins a block as a heading of its own would: in bold with text behind it, or a link to a talk's page of the conference."""
    if bold := _RUN_IN.match(text):
        return plain(bold["words"]).strip(" .:,")
    page = _TALK_PAGE.match(text)
    return plain(page["title"]) if page else None


def beside_titles(raw: str) -> list[str]:
    """The texts of who stands beside the marked title of a talk in a sentence as it is written."""
    found = [found for pattern in _POSSESSED_TITLES if (found := pattern.search(raw)) and _is_title(found)]
    return [plain(one["who"]) for one in found]


def heads_line(raw: str) -> str | None:
    """The linked or bold name that a line begins with, as a sentence's subject."""
    found = _LINKED_FIRST.match(raw) or _BOLD_FIRST.match(raw)
    return " ".join(found["name"].split()) if found else None


def on_speaker_pages(raw: str) -> list[str]:
    """The names that a sentence links to speakers' pages of the conference."""
    return [" ".join(found["name"].split()) for found in _SPEAKER_PAGE.finditer(raw)]


def on_profiles(raw: str) -> list[str]:
    """The names that a part links to a profile of the person on a line of its own."""
    return [" ".join(found["name"].split()) for found in _PROFILE.finditer(raw)]


def within_link(name: str, raw: str) -> bool:
    """Whether a name stands within the text of a link and does not begin it: "[Weaving with Ada Lovelace](https://…)"."""
    return any(name in plain(found[1])[1:] for found in _LINK_TEXT.finditer(raw))


def told_on(sentence: str, start: int, end: int) -> str | None:
    """The title in quotes of what somebody told on in a part of a sentence as it reads."""
    found = _TOLD_ON.search(sentence, start, end)
    return found["title"].strip(" ,.") if found else None


def went_to(text: str) -> str | None:
    """The title of a talk that a diary says its writer went to."""
    found = _WENT_TO.search(text)
    return found["title"].strip(" .,") if found else None


def title_told(sentence: str, raw: str) -> str | None:
    """The title of the talk that a sentence speaks of, in quotes, linked or marked; of the sentence as it reads and as it is written."""
    quoted = re.search(r"[“\"]([^”\"]{4,90})[”\"]", sentence)
    if quoted and (
        sentence.startswith(("“", '"'))
        or re.search(r"(?i)\b(?:title|titled|called|entitled|talk|topic)\b", sentence)
        or _in_title_case(quoted[1])
    ):
        return quoted[1].strip(" ,.")
    if single := _IN_SINGLE_QUOTES.search(sentence):
        return single[1].strip(" ,.")
    if linked := _LINKED_TITLE.search(raw):
        return plain(linked[1])
    if page := _TALK_PAGE.search(raw):
        return re.sub(r"\s+(?:talk|keynote|session)$", "", plain(page["title"])).strip(" ,.'\"“”‘’")
    found = next((found for pattern in (*_POSSESSED_TITLES, _CALLED) if (found := pattern.search(raw)) and _is_title(found)), None)
    return _title_of(found) if found else None


def _title_of(found: re.Match[str]) -> str:
    """The title that a pattern has found in italics, in bold, in quotes or linked, as it reads."""
    return " ".join(plain(found["marked"] or found["quoted"] or found["linked"]).split()).strip(" .,")


def _is_title(found: re.Match[str]) -> bool:
    """Whether what is marked reads as a title: two words or more, the first with a capital or a number."""
    title = _title_of(found)
    return len(title.split()) > 1 and (title[0].isupper() or title[0].isdigit())


def _in_title_case(text: str) -> bool:
    """Whether all longer words of a text are written with a capital, two at least."""
    longer = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(longer) >= 2 and all(word[0].isupper() for word in longer)
