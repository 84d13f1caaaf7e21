"""What to ask: at first, and after an answer. Only questions that the recaps answer are suggested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from corpus import Catalogue, Edition, Session, plain
from corpus.catalogue import name_key
from qa.answer import Answer
from qa.titles import called

#: Questions suggested at once; the page leaves out those that were asked before.
MOST = 6
FIRST = 4
#: Recaps that are looked through for a name to ask about.
LOOKED_THROUGH = 40
#: A name inside a sentence, of one word or more: not its first word, not a number.
_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w+#.-]*[\w+#](?:\s[A-ZÀ-Þ][\w+#.-]*[\w+#])*")
#: Letters of a name that tells a thing from others.
LETTERS = 4

#: Rows that the catalogue answers a question with; 0 where it does not.
Rows = Callable[[str], int]


def next_questions(answer: Answer, known: Catalogue, rows: Rows) -> tuple[str, ...]:
    """Questions to ask after an answer: of its talk, its neighbours, the speaker's other talks, its subject, its edition."""
    told = {name_key(said) for one in (answer, *answer.answers) for said in (one.question, one.understood_as)}
    found: list[str] = []
    for question, least in _after(answer, known):
        if name_key(question) not in told and rows(question) >= least:
            told.add(name_key(question))
            found.append(question)
        if len(found) == MOST:
            break
    return tuple(found)


def first_questions(known: Catalogue, rows: Rows, answered: Callable[[str], bool]) -> tuple[str, ...]:
    """Questions that show what can be asked of these recaps: a detail, a list, a comparison, and one that they do not answer."""
    found = [question for question in _details(known) if answered(question)][:1]
    found += [question for name in _names(known) if rows(question := f"Which talks mention {name}?")][:1]
    editions = _called(known)
    twice = [str(edition.year) for edition in known.editions if edition.year and len(edition.recaps) == 2 and str(edition.year) in editions]
    compared = [f"How do the two recaps of {twice[0]} differ?"] if twice else []
    compared += [f"Compare {editions[-2]} and {editions[-1]}"] if len(editions) > 1 else []
    found += [question for question in compared if rows(question)][:1]
    return (*found, *_not_there(known))[:FIRST]


def _after(answer: Answer, known: Catalogue) -> Iterator[tuple[str, int]]:
    """Questions that may follow, the best first, each with the fewest rows that make it worth asking."""
    quotes = answer.quotes or answer.nearest
    sessions = list(dict.fromkeys(found for quote in quotes if (found := known.session_at(quote.recap, quote.start))))
    of_list = answer.kind in ("list", "count", "comparison")
    if sessions and answer.reason != "edition":
        first = sessions[0]
        yield _about(first), 1
        if not of_list and first.speakers:
            yield f"Did the author like {called(first)}?", 1
        for session in (one for speaker in known.speakers if speaker.name in first.speakers for one in speaker.sessions):
            if session is not first and session.edition:
                yield f"What did {' and '.join(first.speakers)} talk about in {session.edition}?", 1
        for name in _named(known, [quote.shown for quote in quotes[:3]], (one.recap.text for one in first.tellings)):
            yield f"Which talks mention {name}?", 2
        for session in sessions[1:3]:
            yield _about(session), 1
        edition = next((edition for edition in known.editions if first in edition.sessions), None)
        if edition and not of_list:
            yield _about(_neighbour(first, edition)), 1
    editions = _called(known)[::-1]
    for name in editions:
        if name not in answer.focus.editions:
            yield f"Which talks were there in {name}?", 1
    if len(editions) > 1:
        yield f"Compare {editions[1]} and {editions[0]}", 1


def _called(known: Catalogue) -> list[str]:
    """The editions as a question names them, oldest first: by year where all are of one event."""
    dated = [edition for edition in known.editions if edition.year and edition.sessions]
    one_event = len({edition.event for edition in dated}) == 1
    return list(dict.fromkeys(str(edition.year) if one_event else edition.name for edition in dated))


def _about(session: Session) -> str:
    return f"What was {name} about?" if (name := called(session)) else ""


def _neighbour(session: Session, edition: Edition) -> Session:
    """The session told after one; before the last one."""
    at = edition.sessions.index(session)
    return edition.sessions[at + 1 if at + 1 < len(edition.sessions) else at - 1]


def _details(known: Catalogue) -> Iterator[str]:
    """What speakers said about the name that their talk mentions most, for the talks told at greatest length."""
    by_length = sorted(known.sessions, key=lambda session: -sum(one.talk.end - one.talk.start for one in session.tellings))
    for session in by_length[:3]:
        told = [plain(one.recap.text[one.talk.start : one.talk.end]) for one in session.tellings]
        names = [name for name in _named(known, told, told) if name != session.affiliation]
        if session.speakers and names:
            yield f"What did {' and '.join(session.speakers)} say about {names[0]}?"
    yield from (question for session in by_length[:1] if (question := _about(session)))


def _names(known: Catalogue) -> list[str]:
    """Names that most sessions mention."""
    recaps = [recap for edition in reversed(known.editions) for recap in edition.recaps][:LOOKED_THROUGH]
    told = [plain(recap.text[talk.start : talk.end]) for recap in recaps for talk in recap.talks]
    return _named(known, told, told)


def _named(known: Catalogue, shown: Iterable[str], around: Iterable[str]) -> list[str]:
    """Names of things in some texts, those in most of them first: not of people or events, nor words said in small letters too."""
    people = {part for speaker in known.speakers for part in name_key(speaker.name).split()}
    people |= {part for edition in known.editions for recap in edition.recaps for part in name_key(recap.author or "").split()}
    events = " ".join(name_key(edition.event or "") for edition in known.editions)
    small = {word for text in around for word in re.findall(r"[^\W\d_A-ZÀ-Þ]{3,}", text)}
    said = Counter(name for text in shown for name in dict.fromkeys(_NAME.findall(text)))
    return [
        name
        for name, _ in said.most_common(20)
        if len(name) >= LETTERS
        and name_key(name) not in events
        and not people & set(name_key(name).split())
        and not any(word.lower() in small or f"{word.lower()}s" in small for word in name.split())
    ]


def _not_there(known: Catalogue) -> list[str]:
    """A question about an edition that no recap tells of, between two that they do or after the last."""
    dated = [edition for edition in known.editions if edition.event and edition.year]
    if not dated:
        return ["Who won the football world cup?"]
    event = Counter(edition.event for edition in dated).most_common(1)[0][0]
    years = sorted(edition.year for edition in dated if edition.event == event and edition.year)
    missing = next((year for year in range(years[0], years[-1]) if year not in years), years[-1] + 1)
    return [f"What happened at {event} {missing}?"]
