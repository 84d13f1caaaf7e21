"""What a recap says about itself: title, author, event, edition, date, link. What cannot be known is None."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import PurePosixPath

import yaml

from corpus.plain import COMMENT, plain

#: Characters of a value that are kept; a title is no place for a book.
MAX_VALUE = 300
MAX_FRONT_MATTER = 20_000

#: Front matter: its fence, and what stands in it.
FENCED = re.compile(r"\ufeff?\s*(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(.*?)(?:\r\n|\r|\n)(?:\1|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL)
#: Header lines without a fence: Pelican (`Title: x`), Nikola (`.. title: x`), AsciiDoc (`:author: x`), Org (`#+TITLE: x`).
_HEADER_LINE = re.compile(
    r"(?:\.\. |:|#\+)?(title|subtitle|author|date|modified|tags?|slug|category|categories|keywords|summary|description|email"
    r"|status|lang|event|edition|link|url)[ \t]*:[ \t]*(.*)",
    re.IGNORECASE,
)
#: Below the title of reStructuredText: ":author: Ada Lovelace" and more.
_BELOW_TITLE = re.compile(
    r"\ufeff?\s*(?:\W{3,99}\n)?[^\n]{1,300}\n[^\w\s]{3,300}[ \t]*\n\s*(?P<fields>(?:(?::[\w -]{1,40}:[^\n]*|[ \t]+\S[^\n]*)\n)+)"
)
_KEY_VALUE = re.compile(r"([A-Za-z][\w -]*?)\s*[:=]\s*(.*)")

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,"
        "november nov,december dec".split(","),
        start=1,
    )
    for name in names.split()
}
#: "LovelaceJune 10" too: pages run their lines together.
_MONTH = r"(?-i:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b"
_ISO_DATE = re.compile(rf"(?<!\d)({_YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")
_US_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})[-/](\d{{1,2}})[-/]({_YEAR})(?!\d)")
_MONTH_DAY = re.compile(rf"({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({_YEAR})", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\.?,?\s+({_YEAR})", re.IGNORECASE)

#: Words of a title that tell what the text is, not what the event is called.
_ABOUT = frozenset(
    "a about after an and at conference conferences day days digesting for from highlights i in insights keynote keynotes my notes of "
    "on one our part personal recap recaps reflections report retrospective review some summary takeaways the things thoughts three "
    "trip two watched well went wrap wrap-up wrapup".split()
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+(?:(?:van|von|de|der|den|del|di|da|la|le|el|bin|al)\s+)*[^\W\d_][\w.'’-]*){1,3}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a recap, and the spans of its text that say so and are no prose."""

    title: str
    author: str | None = None
    event: str | None = None
    edition: int | None = None
    date: date | None = None
    link: str | None = None
    after: str | None = None
    heads: tuple[tuple[int, int], ...] = field(default=())  #: characters of front matter and of the line with author and date


def read_metadata(text: str, markup: str, name: str) -> Metadata:
    """Read a recap's metadata from its front matter, else the head of its text, else its file name.

    The edition is the year of the event: named as such, or standing beside the event's name in the title or the first
    paragraphs or the file name, and only then the year in which the recap was published.
    """
    stem = PurePosixPath(name).stem
    fields, end = _html_fields(text) if markup == "html" else _front_matter(text)
    heads = [(0, end)] if end else []
    if below := _BELOW_TITLE.match(text[:MAX_FRONT_MATTER]) if markup == "rst" else None:
        fields |= {key.lower(): _clean(value) for key, value in re.findall(r":([\w -]+):[ \t]*(.*)", below["fields"])}
        heads.append(below.span("fields"))
    text = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    head = _Head(text, end) if markup != "html" else None
    if head is not None and head.dateline is not None:
        heads.append(head.dateline)

    title = fields.get("title") or (head.title if head else None) or _title_of_name(stem)
    author = fields.get("author") or fields.get("authors") or (head.author if head else None)
    published = (
        find_date(fields.get("date", "")) or (head.date if head else None) or find_date(stem) or find_date(fields.get("pubdate", ""))
    )
    opening = plain(text[end : end + 4000])
    event, year = _event_and_year(fields, title, stem, opening)
    if year is None and published is not None and published.month > 2:  # a post of January may tell of last year's event
        year = published.year
    return Metadata(
        title=title,
        author=author,
        event=event,
        edition=year,
        date=published,
        link=_link(fields),
        after=fields.get("after"),
        heads=tuple(heads),
    )


def find_date(text: str) -> date | None:
    """The first calendar date written in a text, in ISO, American or European form with a four-digit year."""
    for pattern, order in ((_ISO_DATE, "ymd"), (_MONTH_DAY, "mdy"), (_DAY_MONTH, "dmy"), (_US_NUMERIC, "mdy")):
        for found in pattern.finditer(text):
            parts = dict(zip(order, found.groups(), strict=True))
            try:
                month = _MONTHS.get(parts["m"].lower()) or int(parts["m"])
                return date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                continue
    return None


def _clean(value: object) -> str:
    """A front matter value as one line; a list joined by commas; nothing for anything nested."""
    if isinstance(value, list):
        parts = [part.get("name") if isinstance(part, dict) else part for part in value[:20]]
        return ", ".join(_clean(part) for part in parts if isinstance(part, str))[:MAX_VALUE]
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return ""
    return " ".join(value[: 4 * MAX_VALUE].encode("utf-8", "replace").decode().split())[:MAX_VALUE]


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields of a text's front matter and the character at which its body begins."""
    fenced = FENCED.match(text[:MAX_FRONT_MATTER])
    if fenced:
        fields: dict[str, str] = {}
        if fenced[1] == "---":
            try:
                # BaseLoader: every scalar stays the string that was written, and no tag runs anything.
                loaded = yaml.load(fenced[2], Loader=yaml.BaseLoader)  # noqa: S506
                if isinstance(loaded, dict):
                    fields = {str(key).lower(): _clean(value) for key, value in loaded.items()}
            except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
                fields = {}
        if not fields:
            for line in fenced[2].splitlines():
                found = _KEY_VALUE.fullmatch(line.strip())
                if found:
                    fields.setdefault(found[1].lower(), _clean(found[2].strip("\"' ")))
        if fields or not fenced[2].strip():
            return {key: value for key, value in fields.items() if value}, fenced.end()
        return {}, 0
    fields, end = {}, 0
    at = 1 if text.startswith("\ufeff") else 0
    for line in text[at:MAX_FRONT_MATTER].splitlines(keepends=True):
        found = _HEADER_LINE.fullmatch(line.strip())
        if not found:
            break
        fields.setdefault(found[1].lower(), _clean(found[2]))
        at += len(line)
        end = at
    # A lone "Date: …" may be the text's own first line.
    return ({key: value for key, value in fields.items() if value}, end) if "title" in fields else ({}, 0)


def _html_fields(text: str) -> tuple[dict[str, str], int]:
    """Metadata of an HTML page: its meta elements, canonical link, title or first h1. The span of its head is no prose."""
    fields: dict[str, str] = {}
    for tag in re.finditer(r"<(?:meta|link)\b[^<>]{0,2000}>", text[:200_000], re.IGNORECASE):
        attributes = {
            key.lower(): unescape(double or single or bare)
            for key, double, single, bare in re.findall(
                r"(?<![\w:-])([\w:-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", tag[0]
            )
        }
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("rel") or "").lower()
        value = _clean(attributes.get("content") or attributes.get("href") or "")
        target = {
            "og:title": "title",
            "author": "author",
            "article:author": "author",
            "article:published_time": "date",
            "datepublished": "date",
            "date": "date",
            "canonical": "canonical_url",
            "og:url": "url",
        }.get(key)
        if target and value:
            fields.setdefault(target, value)
    for pattern in (r"<h1\b[^<>]{0,999}>(.{0,999}?)</h1\s*>", r"<title\b[^<>]{0,999}>(.{0,999}?)</title\s*>"):
        found = re.search(pattern, text[:100_000], re.IGNORECASE | re.DOTALL)
        if found and plain(found[1]):
            fields.setdefault("title", plain(found[1])[:MAX_VALUE])
    stamp = re.search(r"<time\b[^<>]{0,999}?datetime=[\"']([^\"']+)", text[:200_000], re.IGNORECASE)
    if stamp:
        fields.setdefault("date", stamp[1])
    head = re.search(r"</head\s*>", text, re.IGNORECASE)
    return fields, head.end() if head else 0


class _Head:
    """The first lines of a text without (or after) front matter: a title, then perhaps who wrote it and when."""

    def __init__(self, text: str, start: int) -> None:
        self.title: str | None = None
        self.author: str | None = None
        self.date: date | None = None
        self.dateline: tuple[int, int] | None = None
        lines = []
        for found in re.finditer(r"[^\r\n]+", text[start : start + 1500]):
            if found[0].strip() and not re.fullmatch(r"\W+", found[0]):
                lines.append((plain(found[0]), start + found.start(), start + found.end()))
            if len(lines) == 6:
                break
        if not lines:
            return
        first = lines[0][0]
        if len(first) <= 150 and not first.endswith((".", ":", ",")):
            self.title = first
        dated = [(line, i) for i, line in enumerate(lines[:5]) if len(line[0]) <= 80 and find_date(line[0])]
        if not dated:
            self.author = next(
                (by[1] for line, *_ in lines[1:4] if (by := re.fullmatch(rf"(?:posted |written )?by:? ({_NAME.pattern})", line, re.I))),
                None,
            )
            return
        (line, _, end), at = dated[0]
        self.date = find_date(line)
        rest = line
        for pattern in (_ISO_DATE, _MONTH_DAY, _DAY_MONTH, _US_NUMERIC):
            rest = pattern.sub(" ", rest)
        rest = " ".join(re.sub(r"(?i)\b(?:posted|published|written|on|by|at)\b|[|·•—,:-]|\d", " ", rest).split())
        if at == 0:
            return  # a title that names its day
        if _is_author(rest):
            self.author = rest
        elif not rest and at > 1 and _is_author(lines[at - 1][0]):
            self.author = lines[at - 1][0]
        elif rest:
            self.date = None
            return  # a sentence that tells of a day
        begin = at
        while begin > 1 and self.author and lines[begin - 1][0].removeprefix("By ").removeprefix("by ") == self.author:
            begin -= 1
        following = at + 1
        if following < len(lines) and re.fullmatch(r"(?:#\w+\s*)+", lines[following][0]):
            end = lines[following][2]  # tags below the date
        self.dateline = (lines[begin][1], end)


def _is_author(text: str) -> bool:
    """Whether a text is two to four capitalised words, as a name under a title is."""
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= 5 and all(word[0].isupper() or len(word) <= 3 for word in text.split())


def _title_of_name(stem: str) -> str:
    """A title made of a file name: without its date, dashes as spaces."""
    stem = stem.encode("utf-8", "replace").decode()
    return re.sub(r"[-_]+", " ", re.sub(rf"^{_YEAR}-\d\d-\d\d-", "", stem)).strip() or stem


def _event_and_year(fields: dict[str, str], title: str, stem: str, opening: str) -> tuple[str | None, int | None]:
    """The event's name and the year of its edition, as far as fields, title, opening and file name tell."""
    event = fields.get("event") or fields.get("conference")
    stated = re.search(_YEAR, fields.get("edition", "") or fields.get("year", ""))
    year = int(stated[0]) if stated else None
    for text in (title, fields.get("description", "")):
        name, found = _name_with_year(text)
        event, year = event or name, year or found
    named = re.match(rf"(?:\d+ )?([a-zA-Z][a-zA-Z ]*?) ({_YEAR})\b", _title_of_name(stem))
    if named and {*named[1].lower().split()} & _ABOUT:
        named = None
    if named:
        event, year = event or _as_written(named[1], opening), year or int(named[2])
    if event is None or year is None:
        name, found = _name_with_year(opening)
        if name:
            event, year = event or name, year or found
    whole = re.match(rf"([^\W\d_].{{3,60}}?) {year}\b", title) if event and year else None
    if (
        whole
        and whole[1].endswith(f" {event}")
        and whole[1].split()[0].lower() not in _ABOUT
        and _as_written(whole[1], opening.replace(title, " "))
    ):
        event = whole[1]  # "Weave By The Bay" of "Weave By The Bay 2018"
    event = event or _conference_of(title)
    words = [word for word in _title_of_name(stem).split() if word.lower() not in _ABOUT and not word.isdigit()]
    of_file = _as_written(" ".join(words), opening) if 0 < len(words) <= 4 else None  # "Loom Conf" of loom-conf-review.md
    return event or (named[1] if named else _attended(title, opening) or (of_file if of_file and of_file[0].isupper() else None)), year


def _conference_of(title: str) -> str | None:
    """A conference that a title names by a word for one: "Loom Games Conference", "#LoomConf"; None where it names none."""
    named = re.match(r"[A-Z][\w&+.'’-]*(?:\s[A-Z][\w&+.'’-]*){0,3}(?=:\s+an?\s+(?:[\w-]+\s+){0,2}(?:conference|summit|symposium)\b)", title)
    named = named or re.search(
        r"^\w*[a-z][A-Z]\w*(?=\s+(?:[Tt]rip\s+)?(?:[Rr]eport|[Rr]ecap)$)"
        r"|(?:[A-Z][\w&+.'’-]*\s+){1,4}(?:Conf(?:erence)?|Congress)\b"
        r"|(?<!\w)(?!Boot)[A-Z]\w*(?:Conf|Con|Fest|Summit|Camp|conf|camp)\b"
        r"|(?<=#)[A-Z][A-Za-z]{2,15}(?=(?:\d\d){0,2}\b)|^[A-Z]{3,6}(?=\s+in\s+[A-Z][a-z]+$)",
        title,
    )
    parts = named[0].split() if named else []
    while parts and parts[0].lower() in _ABOUT:
        parts.pop(0)
    return " ".join(parts) or None


def _as_written(name: str, text: str) -> str | None:
    """A name as a text writes it: "Strange Loop" for "strangeloop"; None where it does not."""
    found = re.search(r"\b" + r"\s?".join(map(re.escape, name.replace(" ", ""))) + r"\b", text, re.IGNORECASE)
    return found[0] if found else None


def _attended(title: str, opening: str) -> str | None:
    """The capitalised words of a title that the opening speaks of as a conference: "Strange Loop" of "Digesting Strange Loop"."""
    for run in re.findall(r"[A-Z][\w+&.'’-]*(?: [A-Z][\w+&.'’-]*)*", title):
        parts = run.split()
        spans = [(first, last) for size in (4, 3, 2, 1) for first in range(len(parts) - size + 1) for last in [first + size]]
        for name in (" ".join(parts[first:last]) for first, last in spans if not {part.lower() for part in parts[first:last]} & _ABOUT):
            at = re.escape(name)
            before = r"\b(?:attend(?:ed|ing)|been to|was at|went to|trip to|since|[Tt]his year['’]s)\s+(?:the\s+)?"
            if re.search(rf"{before}{at}\b|\b{at}\s+(?:talks?|conference)\b", opening):
                return name
    return None


def _name_with_year(text: str) -> tuple[str | None, int | None]:
    """The capitalised words before the first year that has some, e.g. ("KubeCon EU", 2023); (None, year) for a bare year."""
    text = re.sub(r"\s*\([^()]*\)", lambda gone: "" if not re.search(_YEAR, gone[0]) else gone[0], text)
    first: int | None = None
    for found in re.finditer(rf"(?<![\w/-])({_YEAR})(?![\w/-]|\.\d)|(?<=[^\W\d_])['’](\d\d)(?!\d)", text):
        if found[2] and not 5 <= int(found[2]) <= 40:
            continue
        year = int(found[1] or 2000 + int(found[2]))
        first = first or year
        parts = re.split(r"(?<!:):(?=\s)|[.!?()–—|\"“”]|\s-\s", text[: found.start()].removesuffix("("))
        before = parts[-1].split()
        if len(parts) > 1 and re.fullmatch(r"\s*[A-Z]{2,4}\s*", parts[-1]) and re.fullmatch(r"(?:[A-Z][\w.]*\s?){2,4}", parts[-2].strip()):
            return f"{parts[-2].strip()} {parts[-1].strip()}", year  # "Loom Days: EU 2016"
        if len(parts) > 1 and before and all(word.strip(",'’").lower() in _MONTHS for word in before):
            before = parts[-2].split() if len(parts[-2].split()) < 6 else before  # "Web of Looms - May 2012"
        name: list[str] = []
        while before and len(name) < 5:
            word = before.pop().strip(",'’")
            if not name and word.lower() in (*_MONTHS, "conference") and not (word == "Conference" and before and before[-1][:1].isupper()):
                continue
            joins = bool(name) and "Conference" not in name and word in ("and", "&", "of") and bool(before) and before[-1][:1].isupper()
            belongs = word in ("Days", "Conference") or bool(re.fullmatch(r"\w+(?:::?\w*(?:conf|con|fest|days)|conf)", word))
            leads = bool(name) and not before and len(word) > 3 and word.lower() not in _ABOUT  # "loomcon Leeds 2017"
            if not joins and not belongs and not leads and (word.lower() in _ABOUT or not re.search(r"[A-Z]", word)):
                break
            name.insert(0, word)
        if name:
            return " ".join(name), year
    return None, first


def _link(fields: dict[str, str]) -> str | None:
    """The address where the recap was published, where its metadata holds an absolute one."""
    for key in ("link", "canonical_url", "canonical", "original_url", "url", "permalink"):
        value = fields.get(key, "")
        if re.match(r"https?://[^\s<>\"']+$", value):
            return value
    return None
