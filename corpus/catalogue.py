"""Every talk of every recap: tellings of one talk joined to a session, spellings of one name to a speaker.

Nothing is corrected silently: a speaker keeps every spelling, and what two tellings give differently is kept with both places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from math import log
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from corpus.days import days_of, weekdays_of
from corpus.plain import plain
from corpus.recap import OPENING, Recap, Span, Talk, TalkKind, edition_name, talk_label

#: Likeness, from 0 to 1, from which two tellings of one edition are of one talk: by what they say alone.
SAME_TALK = 0.2
#: The same of two titles or two full names.
SAME_TITLE, SAME_NAME = 0.85, 0.87
#: Tellings of a session that a further one is compared with.
COMPARED = 3


#: What conferences are called.
CONFERENCE_NAME = re.compile(r"(?:[Cc]on|[Cc]onf|[Dd]ays?|[Ss]ummit|[Ff]est|[Mm]eetup)$|^dot[A-Z]|^(?:Js|JS|Py|Fos|FOS|Dev|dev)[A-Z\w]*$")
#: Words of a recap's title that are no part of its event's name.
_NO_PLACE = "Recap|Review|Summary|Notes|Report|Thoughts|Retrospective|Day|Part|Talks|The|In|At|A|My|Our|And|Is|Was"


@dataclass(frozen=True, slots=True)
class Telling:
    """A talk as one recap tells it."""

    recap: Recap
    talk: Talk


@dataclass(frozen=True, slots=True)
class Difference:
    """What two tellings of a session give differently, and where each says it."""

    what: Literal["name", "number", "date"]
    given: tuple[str, str]
    places: tuple[tuple[Recap, Span], tuple[Recap, Span]]


@dataclass(frozen=True, slots=True)
class Session:
    """One talk of an edition, with all that the recaps tell of it."""

    id: str
    event: str | None
    edition: int | None
    title: str | None
    speakers: tuple[str, ...]  #: names as `Catalogue.speakers` has them
    affiliation: str | None
    kind: TalkKind
    day: int | None  #: of the conference, from 1, where a recap says
    weekday: str | None  #: in small letters, where a recap says
    tellings: tuple[Telling, ...]
    differences: tuple[Difference, ...]

    @property
    def label(self) -> str:
        """The session in a few words: its title and speakers, as far as they are known."""
        return talk_label(self.title, self.speakers)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who spoke, with every spelling of the name and every session, oldest edition first."""

    name: str
    spellings: tuple[str, ...]  #: others than `name`
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of an event, with its recaps and the sessions they tell of."""

    event: str | None
    year: int | None
    recaps: tuple[Recap, ...]
    sessions: tuple[Session, ...]

    @property
    def name(self) -> str:
        """The edition as people call it, "PyCon 2015"; its first recap's title where neither event nor year is known."""
        return edition_name(self.event, self.year, self.recaps[0].title)


@dataclass(frozen=True)
class Catalogue:
    """All editions, oldest first, and all speakers by name."""

    editions: tuple[Edition, ...]
    speakers: tuple[Speaker, ...]

    @cached_property
    def directory(self) -> Directory:
        """The speakers, to be found by any part of their names."""
        return Directory(self.speakers)

    @cached_property
    def events(self) -> dict[str, list[tuple[str, tuple[Edition, ...]]]]:
        """The editions by what people call their event, in small letters, under the first word of that."""
        called: dict[str, list[Edition]] = {}
        for edition in self.editions:
            for name in _called(edition):
                called.setdefault(" ".join(name.casefold().split()), []).append(edition)
        found: dict[str, list[tuple[str, tuple[Edition, ...]]]] = {}
        for name, editions in called.items():
            found.setdefault(re.findall(r"\w+", name)[0], []).append((name, tuple(editions)))
        return found

    @cached_property
    def writers(self) -> dict[str, str]:
        """The authors of the recaps by each part of their names, as `name_key` has it."""
        authors = {recap.author for edition in self.editions for recap in edition.recaps if recap.author}
        return {part: author for author in sorted(authors) for part in name_key(author).split() if len(part) > 2}

    @cached_property
    def named(self) -> frozenset[str]:
        """Every word of the names of speakers and of the titles of talks, as `name_key` has them."""
        spellings = (spelling for speaker in self.speakers for spelling in (speaker.name, *speaker.spellings))
        titles = (session.title for session in self.sessions if session.title)
        return frozenset(word for said in (*spellings, *titles) for word in name_key(said).split())

    @cached_property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Each title of two words or more as `name_key` has it, and as it is written; the longest first."""
        found = {name_key(session.title): session.title for session in self.sessions if session.title}
        return tuple(sorted(((key, title) for key, title in found.items() if " " in key), key=lambda item: (-len(item[0]), item)))

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions, by edition and in the order they were told."""
        return tuple(session for edition in self.editions for session in edition.sessions)

    def opening_of(self, session: Session) -> str:
        """How the tellings of a session begin, with its affiliation, as `name_key` has it."""
        return self._openings.get(session.id, "")

    @cached_property
    def _openings(self) -> dict[str, str]:
        return {session.id: name_key(" ".join((session.affiliation or "", *map(_opening, session.tellings)))) for session in self.sessions}

    def only(
        self, *, years: Collection[int] | None = None, recaps: Collection[str] | None = None, speakers: Collection[str] | None = None
    ) -> Catalogue:
        """The catalogue of some editions by year, recaps by file and speakers by name alone; None sets no limit."""
        wanted = {name.casefold() for name in speakers or ()}
        editions = []
        for edition in self.editions:
            if years is not None and edition.year not in years:
                continue
            kept = [recap for recap in edition.recaps if recaps is None or recap.file in recaps]
            files = {recap.file for recap in kept}
            sessions = []
            for session in edition.sessions:
                tellings = tuple(telling for telling in session.tellings if telling.recap.file in files)
                if tellings and (speakers is None or any(name.casefold() in wanted for name in session.speakers)):
                    unlike = tuple(one for one in session.differences if all(recap.file in files for recap, _ in one.places))
                    sessions.append(replace(session, tellings=tellings, differences=unlike))
            if speakers is not None:
                files = {telling.recap.file for session in sessions for telling in session.tellings}
                kept = [recap for recap in kept if recap.file in files]
            if kept:
                editions.append(Edition(edition.event, edition.year, tuple(kept), tuple(sessions)))
        left = {session.id: session for edition in editions for session in edition.sessions}
        people = [
            replace(speaker, sessions=tuple(left[session.id] for session in speaker.sessions if session.id in left))
            for speaker in self.speakers
        ]
        return Catalogue(tuple(editions), tuple(speaker for speaker in people if speaker.sessions))

    def session_at(self, file: str, at: int) -> Session | None:
        """The session that a recap tells of at a character of its file."""
        return next((session for talk, session in self._told_by.get(file, ()) if talk.start <= at < talk.end), None)

    @cached_property
    def _told_by(self) -> dict[str, list[tuple[Talk, Session]]]:
        told: dict[str, list[tuple[Talk, Session]]] = {}
        for session in self.sessions:
            for telling in session.tellings:
                told.setdefault(telling.recap.file, []).append((telling.talk, session))
        return told


def _called(edition: Edition) -> set[str]:
    """What people call an event: its name, in one word or two, with what its recaps add to it, its first word, its initials."""
    names = {edition.event or ""}
    parts = re.split(r"\s+(?:and|&)\s+", edition.event) if edition.event else []
    parts += [short for part in parts for short in [re.sub(r"\s+[A-Z]{2,4}$", "", part)] if " " in short]  # without its region
    for part in dict.fromkeys(parts):
        first, *others = part.split()
        names |= {
            part,
            part.replace(" ", ""),
            part.removesuffix(" Conference"),
            re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part),  # "JSConf EU" for JSConfEU
            re.sub(r"(?<=[Cc]onf)[A-Z]{2,4}$", "", part),  # "JSConf"
        }
        if others and CONFERENCE_NAME.search(first):
            names.add(first)  # "RubyConf" for RubyConf India
        before, named, place = part.partition(" Conference ")
        names |= {before + named.rstrip(), f"{before} {place}"} if named else set()  # of "Loom Conference Brno"
        bare = re.fullmatch(r"([A-Z]{3,})\s?Conf", part)
        stem = re.fullmatch(r"([A-Z]\w{3,})Conf", part)
        if stem and not any(re.search(rf"\b{stem[1]}\b(?!\s+Conf)", recap.text) for recap in edition.recaps):
            names.add(stem[1])  # "OpenLoom" for OpenLoomConf, unless it is what the talks are about
        initials = "".join(word[0] for word in part.split())
        for recap in edition.recaps:
            named = re.match(r"(?:\d+-)?([a-z][a-z-]*?)-(?:19|20)\d\d\b", recap.file)
            if named and named[1].replace("-", "").startswith(first.casefold()):
                names.add(named[1].replace("-", " "))  # "KubeCon EU", of a file kubecon-eu-2023.md
            more = re.search(rf"(?i:{re.escape(part)})(?:\s+\d{{4}})?\s+(?!(?:{_NO_PLACE})\b)([A-Z][^\W\d]*)", recap.title)
            names |= {f"{part} {more[1]}"} if more else set()  # "PgConf NYC", of a recap called "PgConf 2015 NYC Recap"
            held = re.search(rf"{re.escape(part)} in ([A-Z][a-z]+)\b", recap.text)
            names |= {f"{part} {held[1]}", f"{part} in {held[1]}"} if held else set()  # "LoomConf Brno"
            if CONFERENCE_NAME.search(part):
                names.update(found[0] for found in re.finditer(rf"\b{re.escape(part)} (?!(?:{_NO_PLACE})\b)[A-Z][a-z]+\b", recap.text))
            short = re.search(r"\(([A-Z]{2,6})\)", recap.title)
            names |= {f"{first} {short[1]}"} if short and others else set()  # "PyCon APAC", of a recap of PyCon Asia Pacific (APAC)
            if bare and (re.search(rf"\bat\s+{bare[1]}\b(?!\s*Conf)", recap.text) or bare[1].casefold() in re.split(r"\W+", recap.file)):
                names.add(bare[1])  # "LOOM" for LOOMConf, where the recap or its file is called so
            if len(initials) > 2 and initials.isalpha() and re.search(rf"\b{initials}\b", recap.text):
                names.add(initials)
    return {name for name in names if re.match(r"\w", name)}


class Directory:
    """The names of speakers, by their parts. Keys are as `name_key` has them; the names are those of the speakers."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.full: dict[str, tuple[str, ...]] = {}
        self.last: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, list[tuple[str, str]]] = {}  # by first letter of the last name: full key and name
        for speaker in speakers:
            for spelling in (speaker.name, *speaker.spellings):
                parts = name_key(spelling).split()
                if not parts:
                    continue
                for table, key in ((self.full, " ".join(parts)), (self.last, parts[-1]), (self.first, parts[0])):
                    table[key] = tuple(dict.fromkeys((*table.get(key, ()), speaker.name)))
                if len(parts) > 1:
                    self._near.setdefault(parts[-1][0], []).append((" ".join(parts), speaker.name))

    def close_to(self, key: str) -> tuple[str, ...]:
        """Speakers whose full name is a slip or two away from one of two words or more; the only one, with slips in both."""
        first, last = key.split()[0], key.split()[-1]
        near = self._near.get(last[0], ())
        if same := tuple(dict.fromkeys(name for full, name in near if same_person(full, key))):
            return same
        slipped = tuple(dict.fromkeys(name for full, name in near if slip(full.split()[0], first) and slip(full.split()[-1], last)))
        return slipped if len(slipped) == 1 else ()

    def last_close_to(self, word: str) -> tuple[str, ...]:
        """Speakers whose last name is a slip away from a word, or two in a long one."""
        slips = 1 if len(word) < 8 else 2
        return tuple(dict.fromkeys(name for full, name in self._near.get(word[0], ()) if OSA.distance(full.split()[-1], word) <= slips))


def catalogue_of(recaps: Iterable[Recap]) -> Catalogue:
    """The catalogue of some recaps, the same whatever their order."""
    groups: dict[tuple[str, int, str], list[Recap]] = {}
    for recap in sorted(recaps, key=lambda recap: recap.file):
        key = name_key(recap.event or "")
        groups.setdefault((key, recap.edition or 0, "" if key and recap.edition else recap.file), []).append(recap)
    written = Counter(recap.event for group in groups.values() for recap in group if recap.event)
    joined = [(group, _joined(group)) for _, group in sorted(groups.items(), key=lambda item: (item[0][1], item[0]))]
    spelled = _people([tellings for _, sessions in joined for tellings in sessions])
    editions = []
    for group, sessions in joined:
        named = {event for event in written if name_key(event) == name_key(group[0].event or "")}
        event: str | None = min(named, key=lambda known: (-written[known], known)) if named else None
        year = group[0].edition
        days = {recap.file: list(zip(days_of(recap), weekdays_of(recap), strict=True)) for recap in group}
        slug = "-".join(re.findall(r"\w+", name_key(f"{event or group[0].file} {year or ''}")))
        made = tuple(_session(f"{slug}/{number}", event, tellings, spelled, days) for number, tellings in enumerate(sessions, 1))
        editions.append(Edition(event, year, tuple(group), made))
    given: dict[str, list[Session]] = {}
    for session in (session for edition in editions for session in edition.sessions):
        for name in session.speakers:
            given.setdefault(name, []).append(session)
    spellings: dict[str, list[str]] = {}
    for spelling, name in spelled.items():
        spellings.setdefault(name, []).extend([spelling] if spelling != name else [])
    speakers = (Speaker(name, tuple(sorted(spellings[name])), tuple(given[name])) for name in sorted(given, key=name_key))
    return Catalogue(tuple(editions), tuple(speakers))


def _session(
    name: str, event: str | None, tellings: Sequence[Telling], spelled: dict[str, str], days: dict[str, list[tuple[int | None, str | None]]]
) -> Session:
    on = [days[telling.recap.file][telling.recap.talks.index(telling.talk)] for telling in tellings]
    kinds = Counter(telling.talk.kind for telling in tellings if telling.talk.kind != "talk")
    return Session(
        id=name,
        event=event,
        edition=tellings[0].recap.edition,
        title=next((telling.talk.title for telling in tellings if telling.talk.title), None),
        speakers=tuple(dict.fromkeys(spelled[speaker] for telling in tellings for speaker in telling.talk.speakers)),
        affiliation=next((telling.talk.affiliation for telling in tellings if telling.talk.affiliation), None),
        kind=kinds.most_common(1)[0][0] if kinds else "talk",
        day=next((day for day, _ in on if day), None),
        weekday=next((weekday for _, weekday in on if weekday), None),
        tellings=tuple(tellings),
        differences=tuple(difference for pair in combinations(tellings, 2) for difference in _differences(*pair)),
    )


def _opening(telling: Telling) -> str:
    return telling.recap.text[telling.talk.start : min(telling.talk.end, telling.talk.start + OPENING)]


# Which tellings are of one talk


def _joined(recaps: Sequence[Recap]) -> list[list[Telling]]:
    """The sessions of one edition, each the tellings of one talk, in the order of the recap that tells most talks."""
    recaps = sorted(recaps, key=lambda recap: (-len(recap.talks), recap.file))
    sessions = [[Telling(recaps[0], talk)] for talk in recaps[0].talks]
    for recap in recaps[1:]:
        new = [Telling(recap, talk) for talk in recap.talks]
        said = {id(telling): _words(telling) for telling in (*(one for session in sessions for one in session[:COMPARED]), *new)}
        rarity = _rarity(list(said.values()))
        likeness = [
            (
                max(_likeness(one, telling, said[id(one)], said[id(telling)], rarity) for one in session[:COMPARED]),
                -abs(at / len(sessions) - number / len(new)),
                at,
                number,
            )
            for at, session in enumerate(sessions)
            for number, telling in enumerate(new)
        ]
        place: dict[int, int] = {}  # telling: its session
        for like, _, at, number in sorted(likeness, reverse=True):
            if like >= SAME_TALK and number not in place and at not in place.values():
                place[number] = at
        _fill_gaps(sessions, new, place)
        for number, telling in enumerate(new):
            if number in place:
                sessions[place[number]].append(telling)
        before = 0
        for number, telling in enumerate(new):  # one that only this recap tells goes after the one told before it
            if number in place:
                before = next(at for at, session in enumerate(sessions) if telling in session) + 1
            else:
                sessions.insert(before, [telling])
                before += 1
    return sessions


def _fill_gaps(sessions: Sequence[Sequence[Telling]], new: Sequence[Telling], place: dict[int, int]) -> None:
    """Join a telling to the one session that is left between its neighbours' sessions, where one of the two names nobody."""
    for number, telling in enumerate(new):
        before, after = place.get(number - 1, -1 if number == 0 else None), place.get(number + 1, len(sessions))
        if number in place or before is None or (number + 1 < len(new) and number + 1 not in place) or after != before + 2:
            continue
        if before + 1 in place.values():
            continue  # told by this recap already
        other = sessions[before + 1][0]
        if telling.talk.kind == other.talk.kind and not (telling.talk.speakers and other.talk.speakers):
            place[number] = before + 1


def _likeness(one: Telling, other: Telling, words: frozenset[str], others: frozenset[str], rarity: dict[str, float]) -> float:
    """How surely two tellings are of one talk, from 0 to 1 and above: by speaker, else by title, else by the rare words of both."""
    if any(same_person(a, b) for a in one.talk.speakers for b in other.talk.speakers):
        return 2.0
    if (
        one.talk.title
        and other.talk.title
        and fuzz.token_set_ratio(name_key(one.talk.title), name_key(other.talk.title)) >= 100 * SAME_TITLE
    ):
        return 1.5
    shared = sum(rarity[word] ** 2 for word in words & others)
    size = (sum(rarity[word] ** 2 for word in words) * sum(rarity[word] ** 2 for word in others)) ** 0.5
    like = shared / size if size else 0.0
    # two people with nothing alike in their names gave two talks, unless the words say otherwise clearly
    return like / 1.5 if _full(one) and _full(other) else like


def _full(telling: Telling) -> bool:
    return any(" " in speaker for speaker in telling.talk.speakers)


def _words(telling: Telling) -> frozenset[str]:
    """The words of a telling by their first letters, so that other endings are the same word, and its numbers."""
    text = plain(telling.recap.text[telling.talk.start : telling.talk.end])
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{3,}|\d+", text.casefold()))


def _rarity(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency of each word over some texts."""
    times = Counter(word for text in texts for word in text)
    return {word: log((len(texts) + 1) / count) for word, count in times.items()}


# Which names are of one person


def same_person(one: str, other: str) -> bool:
    """Whether two names of speakers at one edition are spellings of one person's: slips of the pen, or a first name alone."""
    a, b = name_key(one).split(), name_key(other).split()
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return " ".join(a) == " ".join(b) or bool(
        fuzz.ratio(" ".join(a), " ".join(b)) >= 100 * SAME_NAME and (slip(a[0], b[0]) or a[0][:3] == b[0][:3]) and slip(a[-1], b[-1])
    )


def slip(one: str, other: str) -> bool:
    """Whether two words differ by no more than a slip or two of the pen."""
    return one == other or (min(len(one), len(other)) >= 4 and OSA.distance(one, other) <= (2 if max(len(one), len(other)) >= 6 else 1))


def _people(sessions: Sequence[Sequence[Telling]]) -> dict[str, str]:
    """For every spelling of a speaker's name, the one that the person is called by: the most used, then the longest."""
    times = Counter(speaker for tellings in sessions for telling in tellings for speaker in telling.talk.speakers)
    parent = {spelling: spelling for spelling in times}

    def root(spelling: str) -> str:
        while parent[spelling] != spelling:
            spelling = parent[spelling]
        return spelling

    def join(one: str, other: str) -> None:
        a, b = root(one), root(other)
        if a != b:
            first, second = sorted((a, b), key=lambda name: (" " not in name, -times[name], -len(name), name))
            parent[second] = first
            times[first] += times[second]

    for tellings in sessions:
        for one, other in combinations(tellings, 2):
            for a in one.talk.speakers:
                for b in other.talk.speakers:
                    alone = len(one.talk.speakers) == len(other.talk.speakers) == 1 and not (" " in a and " " in b)
                    if same_person(a, b) or alone:
                        join(a, b)
    by_first: dict[str, list[str]] = {}
    for spelling in sorted(spelling for spelling in parent if " " in spelling):
        by_first.setdefault(name_key(spelling).split(" ")[0], []).append(spelling)
    for namesakes in by_first.values():
        for a, b in combinations(namesakes, 2):
            if same_person(a, b):
                join(a, b)
    return {spelling: root(spelling) for spelling in parent}


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name for comparing: without accents, marks and capitals."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


# What two tellings give differently

_DIGITS = r"(?<![\d.,])\d{1,3}(?:[ \u00a0,]\d{3})+(?!\d)|(?<![\d.,])\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<number>{_DIGITS}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred)\b)"
    r"\s?(?P<scale>[kKmM]\b|thousands?\b|millions?\b|billions?\b|trillions?\b)?(?:\s+of)?[\s-]?(?P<unit>%|[^\W\d_]{2,})?"
)
_DATE = re.compile(
    r"\b(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s+(?P<day>\d{1,2})\b(?!\d|:)"
    r"|\b(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_SPELLED = {word: value for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "twenty": 20,
    "thirty": 30,
    "fifty": 50,
    "hundred": 100,
}
_SCALES = {"k": 1e3, "m": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what it counts, in a sentence."""

    value: float
    unit: str
    shown: str
    span: Span
    around: frozenset[str]  #: other words of its sentence


def _figures(telling: Telling) -> Iterator[_Figure]:
    recap, talk = telling.recap, telling.talk
    for passage in recap.passages:
        for span in passage.sentences if talk.start <= passage.start < talk.end else ():
            text = plain(recap.text[span.start : span.end])
            around = frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()))
            for found in _DATE.finditer(text):
                month, day = found["month"] or found["month2"], found["day"] or found["day2"]
                yield _Figure(float(day), f"date:{month[:3].casefold()}", found[0], span, around)
            for found in _NUMBER.finditer(_DATE.sub(" ", text)):
                unit = (found["unit"] or "").casefold().removesuffix("s")
                if len(unit) < 3 and unit != "%":
                    continue
                scale = _SCALES.get((found["scale"] or "").casefold().removesuffix("s"), 1.0)
                bare = found["number"].casefold()
                value = float(_SPELLED[bare] if bare in _SPELLED else re.sub(r"[^\d.]", "", bare)) * scale
                yield _Figure(value, unit, found[0].strip(), span, around - {unit[:6]})


def _differences(one: Telling, other: Telling) -> Iterator[Difference]:
    """Names that are spelled or given differently; numbers of the same thing, in sentences that share words, that differ."""
    ours = [name for name in one.talk.speakers if name not in other.talk.speakers]
    others = [name for name in other.talk.speakers if name not in one.talk.speakers]
    if len(ours) == len(others):  # else one of them leaves somebody out
        for a, b in zip(ours, others, strict=True):
            yield Difference("name", (a, b), ((one.recap, _place(one, a)), (other.recap, _place(other, b))))
    mine, theirs = list(_figures(one)), list(_figures(other))
    for figure in mine:
        alike = [known for known in theirs if known.unit == figure.unit and len(known.around & figure.around) >= 2]
        if not alike or any(known.value == figure.value for known in theirs):
            continue
        best = max(alike, key=lambda known: len(known.around & figure.around))
        if not any(known.value == best.value for known in mine):
            what: Literal["number", "date"] = "date" if figure.unit.startswith("date:") else "number"
            yield Difference(what, (figure.shown, best.shown), ((one.recap, figure.span), (other.recap, best.span)))


def _place(telling: Telling, name: str) -> Span:
    """Where a telling names its speaker first."""
    recap, talk = telling.recap, telling.talk
    pattern = r"\W+".join(map(re.escape, name.split()))
    found = re.compile(pattern).search(recap.text, talk.start, talk.end)
    return Span(*found.span()) if found else Span(talk.start, min(talk.end, talk.start + len(name)))
