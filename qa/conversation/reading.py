"""Follow-ups: a question that needs those before it, read as one that stands alone.

Deterministic and by rule. What a conversation is about (its focus: speakers, editions, a subject) comes from the last question that
stood alone and what the follow-ups since changed; a question that stands alone drops it all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus import Catalogue
from embeddings.words import words
from qa.conversation.focus import AnsweredBy, Focus, Part, RowsOf, Understood, focus_of
from qa.conversation.lists import RowNames, by_place, in_full, means_the_other, of_list, only_points, points_at_row, with_rows
from qa.conversation.pointing import of_its_talk, resolved
from qa.conversation.wording import (
    ABOUT,
    ANYBODY,
    BARE,
    COMPARE_IT,
    DEFINITE,
    ELSE,
    GROUP,
    GROUPS,
    ITS,
    LATER,
    LEAD,
    LIMITLESS,
    MORE,
    NAMED_THING,
    NEXT,
    OF_ANY_TALK,
    OF_EVENT,
    OF_IT,
    OF_TALK,
    OWNER,
    PERSON,
    PLACE,
    PLACED_ONE,
    POINTER,
    POLITELY,
    SUBJECT_OF_ALL,
    SUMMARISE,
    THERE,
    THING,
    THIS_TALK,
    WHICH_MORE,
    WHO_GAVE,
    WHO_SPOKE,
    WRITER,
    YEAR,
    is_chat,
)
from qa.editions import editions_in, without_editions
from qa.people import people_in
from qa.question import years_in
from qa.request import read_request

#: Earlier questions that a follow-up can refer to.
MAX_HISTORY = 50
#: Lists that a follow-up can still mean, the newest first.
MAX_LISTED = 5
#: Questions of which one has an answer from the talk that a conversation is about: those after it were refused.
MAX_AFTER = 3


def understand(
    question: str,
    before: Understood | None,
    known: Catalogue,
    answered_by: AnsweredBy,
    rows_of: RowsOf,
    *,
    without: Collection[Part] = (),
) -> Understood:
    """Read a question with what those before it left, as `left_by` has it.

    `answered_by` is asked only where a follow-up means a person or a talk and no question so far named one, `rows_of` only where it
    points at a row of a list. `without` names parts of the focus that are not to be used.
    """
    if before and without:
        focus = Focus(
            () if "speaker" in without else before.focus.speakers,
            () if "edition" in without else before.focus.editions,
            None if "subject" in without else before.focus.subject,
        )
        before = replace(before, focus=focus)
    read = _read(question, before, known, answered_by, rows_of, without=without)
    return replace(read, after=_asked_before(before))


def left_by(earlier: str, before: Understood | None, known: Catalogue, answered_by: AnsweredBy, rows_of: RowsOf) -> Understood | None:
    """What an earlier question and those before it leave for the next one; one that was lost, or said between questions, leaves nothing."""
    if is_chat(earlier):
        return before
    read = understand(earlier, before, known, answered_by, rows_of)
    return before if before and read.lost else read


def _asked_before(before: Understood | None) -> tuple[str, ...]:
    """The questions before the next one, as ones that stand alone, the newest first; one of the talk at hand alone does not."""
    if before is None or before.talk_of:
        return before.after if before else ()
    return tuple(dict.fromkeys((before.stated, *before.after)))[:MAX_AFTER]


def _read(
    question: str,
    before: Understood | None,
    known: Catalogue,
    answered_by: AnsweredBy,
    rows_of: RowsOf,
    *,
    without: Collection[Part] = (),
) -> Understood:
    """A question with what is known of those before it, and with the list whose rows the next one can point at."""
    if of_talk := OF_TALK.match(question.strip()):
        mentions = people_in(of_talk["talk"], known)
        names = tuple(mention.names[0] for mention in mentions if len(mention.names) == 1)
        if names and len(names) == len(mentions):
            return Understood(of_talk["question"], Focus(names), follows=False, talk_of=names)
    led = POLITELY.sub("", LEAD.sub("", question.strip())).strip()
    listed = before.listed if before and "speaker" not in without else ()
    if before and listed and means_the_other(led):
        led = by_place(led, _list_meant(listed, rows_of)[1], before.focus.speakers)
    pointing = only_points(led)
    request = read_request(before.stated, known) if before and pointing else None
    if before and request and request.position and (order := PLACE.search(led)) and PLACE.search(before.stated):
        other = PLACE.sub(order[0], before.stated, count=1)
        return Understood(other, focus_of(other, known), follows=True, listed=listed)
    if points_at_row(led, known):
        asked = in_full(led, before.pointed if before else "")
        again = (before.pointed_in,) if before and before.pointed_in and listed and pointing else ()
        meant, rows = _list_meant(again or listed, rows_of)
        named = with_rows(asked, rows)
        if before and named:
            if before.focus.subject:
                named = OF_IT.sub(lambda found: f"{found[1]} {before.focus.subject}", named)
            focus = focus_of(named, known)
            kept = replace(focus, editions=focus.editions or before.focus.editions)
            return Understood(named, kept, follows=True, listed=_lists(named, listed, known), pointed=asked, pointed_in=meant)
        if listed or ((asked != led or PLACED_ONE.search(led)) and (before or not NAMED_THING.search(led))):
            focus = before.focus if before else Focus()
            return Understood(question.strip(), focus, follows=False, lost=True, listed=listed, pointed=asked)
    read = _joined(question, before, known, answered_by, without=without)
    if before and read.lost and (of_row := _of_only_row(led, listed[:1], rows_of)):
        read = Understood(of_row, replace(focus_of(of_row, known), editions=before.focus.editions), follows=True)
    return replace(read, listed=_lists(read.question, listed if read.follows else (), known))


def _of_only_row(led: str, listed: Sequence[str], rows_of: RowsOf) -> str:
    """A question about the talk of a list of one, by its title where nobody is known to have given it; empty for any other."""
    rows = [row for question in listed for row in rows_of(question)]
    if len(rows) != 1 or rows[0].speakers or not rows[0].talk:
        return ""
    title = rows[0].talk
    if MORE.match(led):
        return f"Tell me more about {title}"
    if BARE.match(led):
        return ""
    text = PERSON.sub(f"the speaker of {title}", OWNER.sub(f"{title}'s ", THIS_TALK.sub(title, led)))
    return text if text != led else ""


def _lists(question: str, before: tuple[str, ...], known: Catalogue) -> tuple[str, ...]:
    """The questions for lists that a follow-up can mean after a question that stands alone, which may be one itself."""
    request = read_request(question, known)
    if request is None or request.talks or (request.speakers and request.thing == "speakers"):
        return before  # "Who gave it?" lists one
    if request.kind in ("list", "count") or (request.kind, request.thing) == ("summary", "editions"):
        return (question, *before)[:MAX_LISTED]
    return before


def _list_meant(listed: Sequence[str], rows_of: RowsOf) -> tuple[str, Sequence[RowNames]]:
    """The newest list with more than one row, "who gave it?" being a list of one; else the newest with any. With its rows."""
    only: tuple[str, Sequence[RowNames]] = ("", ())
    for question in listed:
        rows = rows_of(question)
        if len(rows) > 1:
            return question, rows
        only = only if only[1] else (question, rows)
    return only


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a question is asked, as far as that tells whether it follows on those before it."""

    leads: bool  #: it begins as something that goes on: "and …", "what about …"
    names_somebody: bool
    definite: bool  #: it speaks of "the sponsor" and of nothing else
    points: bool  #: it says "she", "it", "there" or the like
    follows: bool  #: it needs what was asked before


def _manner_of(led: str, text: str, before: Understood | None, known: Catalogue) -> _Manner:
    """How a question is asked, `led` being its text without "and" and the like."""
    short = len(words(THING.sub(" ", PERSON.sub(" ", led)))) <= 3
    leads = led != text or bool(ABOUT.match(led)) or (before is not None and _names_an_edition_alone(led, known))
    points = bool(
        PERSON.search(led) or OWNER.search(led) or THIS_TALK.search(led) or ITS.search(led) or THERE.search(led) or LATER.search(led)
        or ((GROUP.search(led) or GROUPS.search(led)) and short) or (THING.search(led) and short)
    )  # fmt: skip
    names_somebody = bool(people_in(led, known))
    named = re.search(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w'’.-]+", led)
    if named and any(found.start() > named.end() for found in [POINTER.search(led)] if found):
        points = False  # "Why did Analytical build its own engine?" points at itself
    points = points or bool(SUBJECT_OF_ALL.match(led)) or bool(NEXT.match(led))
    definite = bool(DEFINITE.match(led) and len(words(led)) <= 2 and not re.search(r"\b[A-Z]|\d", led[1:]) and not read_request(led, known))
    points = points or (definite and before is not None)  # "Who was the sponsor?" can stand alone
    no_object = bool(WRITER.search(led)) and short and not names_somebody and before is not None
    if names_somebody and not leads and not LATER.search(led):
        points = False  # "What did Ada Lovelace say about her engine?" points at itself
    if before is None and ANYBODY.search(led):
        points = False
    follows = points or (leads and short) or _is_bare(led) or (no_object and not read_request(led, known))
    return _Manner(leads, names_somebody, definite, points, follows)


def _is_bare(led: str) -> bool:
    """Whether a question says next to nothing: "why?", "tell me more", "any numbers?"."""
    return bool(BARE.match(led) or MORE.match(led) or OF_ANY_TALK.match(led))


def _joined(
    question: str,
    before: Understood | None,
    known: Catalogue,
    answered_by: AnsweredBy,
    *,
    without: Collection[Part] = (),
) -> Understood:
    """A question that points at no row of a list, read with what those before it left."""
    text = question.strip()
    led = LEAD.sub("", text).strip() or text
    if MORE.match(POLITELY.sub("", led)):
        led = text = POLITELY.sub("", led)
    if before and SUMMARISE.match(POLITELY.sub("", led)):
        led = text = "Summarize the talk" if before.focus.speakers or before.focus.subject or not before.focus.editions else "Summarize it"
    manner = _manner_of(led, text, before, known)
    if before and (read := _of_what_is_at_hand(led, manner, before, known, answered_by, without)):
        return read
    if not manner.follows:
        return Understood(text, focus_of(text, known), follows=False)
    if before is None:
        own = words(ABOUT.sub("", THING.sub(" ", PERSON.sub(" ", led))))
        lost = not own or _is_bare(led) or bool(WHO_GAVE.match(led)) or not YEAR.sub("", ABOUT.sub("", led)).strip(" ?!.")
        return Understood(
            text, focus_of(text, known), follows=False, lost=lost or (manner.points and len(own) <= 1 and not manner.names_somebody)
        )
    return _put_in_place(text, led, manner, before, known, answered_by, without)


def _of_what_is_at_hand(
    led: str, manner: _Manner, before: Understood, known: Catalogue, answered_by: AnsweredBy, without: Collection[Part]
) -> Understood | None:
    """A question about what the answer before lists or compares, for other speakers, or about an edition; None for any other."""
    focus = before.focus
    of_talk = WHO_SPOKE.match(led) and not focus.editions and "speaker" not in without and not read_request(before.stated, known)
    if of_talk and (names := focus.speakers or answered_by(before)):
        return Understood(f"Who gave the talk of {' and '.join(names)}?", replace(focus, speakers=names), follows=True)
    if listed := _of_answer_before(led, before, known, answered_by, without):
        made = focus_of(listed, known)
        return Understood(listed, made if made.editions else replace(made, editions=focus.editions), follows=True)
    if focus.speakers and ELSE.search(led) and not manner.names_somebody and "speaker" not in without:
        others = f"{led[0].upper()}{led[1:].rstrip(' ?!.')}, besides {' and '.join(focus.speakers)}?"
        if (request := read_request(others, known)) and request.besides:
            return Understood(others, focus_of(others, known), follows=True)
    alone = not focus.speakers and focus.subject in (None, *focus.editions)
    if focus.editions and (_of_edition_at_hand(led, known, leads=manner.leads) or (manner.definite and alone)):
        standalone = f"{led.rstrip(' ?!.')} in {' and '.join(focus.editions)}?"
        return Understood(standalone, replace(focus, speakers=(), subject=None), follows=True)
    return None


def _put_in_place(
    text: str, led: str, manner: _Manner, before: Understood, known: Catalogue, answered_by: AnsweredBy, without: Collection[Part]
) -> Understood:
    """A follow-up with what it points at in its place; where it says little, of the talk at hand or behind the question before."""
    focus = before.focus

    def speakers() -> tuple[str, ...]:
        return focus.speakers if focus.speakers or "speaker" in without else answered_by(before)

    if OF_ANY_TALK.match(led) and (names := speakers()):
        return Understood(led, replace(focus, speakers=names), follows=True, talk_of=names)
    stated = resolved(led, before, known, speakers, names_somebody=manner.names_somebody, leads=manner.leads)
    if stated is None:
        if read_request(before.stated, known):
            return Understood(text, focus_of(text, known), follows=False, lost=len(words(led)) < 2)
        rest = "who gave the talk?" if WHO_GAVE.match(led) else led
        return Understood(f"{before.stated.rstrip(' ?!.')}: {rest}", focus, follows=True, base=before.stated)
    if of_talk := of_its_talk(led, stated, focus, known, speakers):
        return Understood(of_talk, replace(focus, speakers=speakers()), follows=True, talk_of=speakers())
    made = focus_of(stated, known)
    kept = Focus(made.speakers or focus.speakers, made.editions or focus.editions, made.subject or focus.subject)
    return Understood(stated, kept, follows=True)


def _names_an_edition_alone(question: str, known: Catalogue) -> bool:
    """Whether a question is nothing but an edition: "in 2016?", "only 2015"."""
    named = [mention for mention in editions_in(question, known) if mention.editions]
    return bool(named) and not words(without_editions(question, named))


def _of_answer_before(led: str, before: Understood, known: Catalogue, answered_by: AnsweredBy, without: Collection[Part]) -> str | None:
    """A question about what the answer before lists or compares, as one that stands alone; None for any other."""
    found = (of_list(led, listed, known) for listed in before.listed)
    return next((question for question in found if question), None) or _compared(led, before, known, answered_by, without)


def _compared(led: str, before: Understood, known: Catalogue, answered_by: AnsweredBy, without: Collection[Part]) -> str | None:
    """ "Compare it with …" and, after a comparison, "which had more …?" with what they point at; None for any other question."""
    request = read_request(before.stated, known)
    if request and request.kind == "compare" and len(before.focus.editions) > 1 and WHICH_MORE.match(led) and not editions_in(led, known):
        return f"{led.rstrip(' ?!.')}, {' or '.join(before.focus.editions)}?"
    found = COMPARE_IT.match(led)
    if not found or "speaker" in without:
        return None
    names = before.focus.speakers or answered_by(before)
    return f"Compare {' and '.join(names)} and {found['other']}" if names else None


def _of_edition_at_hand(question: str, known: Catalogue, *, leads: bool) -> bool:
    """Whether a question asks of an edition at large and names none: "Who were the speakers?", "How many attendees were there?"."""
    request = read_request(question, known)
    if request:
        return bool(LIMITLESS.match(question) or (leads and re.match(r"(?i)(?:how|which|what|who|when|list)\b", question))) and not (
            request.editions or request.speakers or request.subject or request.affiliation or (request.talks and not request.position)
        )
    return bool(OF_EVENT.search(question)) and not (years_in(question) or editions_in(question, known) or people_in(question, known))
