"""Follow-ups with what they point at put in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus import Catalogue
from embeddings.words import words
from qa.conversation.focus import Focus, Understood
from qa.conversation.wording import (
    ABOUT,
    BARE,
    GROUP,
    GROUPS,
    ITS,
    LATER,
    MORE,
    NEXT,
    NOT_IN,
    NUMBERS,
    OF_TALK_ITSELF,
    ONES,
    OPENED_IT,
    OWNER,
    PERSON,
    PREPOSITION,
    SAID_IT,
    SAID_OF_IT,
    SUBJECT_OF_ALL,
    THERE,
    THING,
    THIS_TALK,
    WHO_GAVE,
    WITH,
    WRITER,
)
from qa.editions import editions_in, with_edition, without_editions
from qa.people import people_in
from qa.question import years_in
from qa.request import read_request


def resolved(
    led: str,
    before: Understood,
    known: Catalogue,
    speakers: Callable[[], tuple[str, ...]],
    *,
    names_somebody: bool,
    leads: bool,
) -> str | None:
    """A follow-up with what it points at put in its place; None where it points at nothing that is known."""
    focus = before.focus
    within = f" in {focus.editions[-1]}" if focus.editions else ""
    if NEXT.match(led) and (names := speakers()):
        return f"{'Which talk came' if re.search(r'(?i)talk', led) else 'Who spoke'} after {' and '.join(names)}{within}?"
    if SAID_OF_IT.match(led) and not focus.subject and (names := speakers()):
        return f"What did {' and '.join(names)} talk about?"
    if OPENED_IT.match(led) and focus.editions:
        return f"{' '.join(led.split()[:2])} {focus.editions[-1]}?"
    bare = ONES.sub("", ABOUT.sub("", led)).strip(" ?!.")
    if other := _in_other_editions(led, bare, before, known):
        return other
    if WHO_GAVE.match(led) or (BARE.match(led) and re.match(r"(?i)who\b(?!\s+else)", led)):
        if focus.subject and not focus.speakers and not SAID_IT.match(led):
            return f"Who gave the talk about {focus.subject}?"
        names = speakers()
        return f"Who gave the talk of {' and '.join(names)}?" if names else None
    if MORE.match(led):
        return _in_more_detail(before, known, speakers)
    if BARE.match(led):
        return None
    if ABOUT.match(led) or leads or (names_somebody and len(words(bare)) <= 3):
        replaced = _in_place(before.stated, bare, known)
        if replaced:
            return replaced
    listed = re.fullmatch(r"(?i)(?:the\s+)?((?:lightning\s+)?(?:talks|speakers|keynotes|recaps))", bare)
    if listed:
        swapped = re.sub(r"(?i)\b(?:lightning\s+)?(?:talks|speakers|keynotes|recaps)\b", lambda _: listed[1], before.stated, count=1)
        return swapped if swapped != before.stated else f"Which {listed[1]} were there{within}?"
    return _filled(led, before, known, speakers, names_somebody=names_somebody)


def _in_other_editions(led: str, bare: str, before: Understood, known: Catalogue) -> str | None:
    """The question before asked of another edition: "two years later?", "and in 2018?", "not in 2018"; None for any other."""
    focus = before.focus
    named = [mention for mention in editions_in(bare, known) if mention.editions or years_in(mention.stated)]
    only_edition = bool(named) and not words(without_editions(bare, named))
    later = LATER.search(led)
    if later and focus.editions and years_in(focus.editions[-1]):
        step = NUMBERS.get((later["n"] or "one").casefold()) or int(later["n"])
        year = max(years_in(focus.editions[-1]))
        year += step if later["way"].casefold() in ("later", "after", "afterwards") else -step
        rest = LATER.sub("", bare).strip(" ,")
        return with_edition(before.stated, known, str(year)) if not words(rest) else f"{rest} in {year}?"
    if only_edition:
        request = read_request(before.stated, known)
        if request and (request.kind, request.thing) == ("compare", "editions") and len(request.editions) > 1 and not request.subject:
            return f"{before.stated.rstrip(' ?!.')} and {' and '.join(mention.stated for mention in named)}"
        if NOT_IN.match(led):
            return f"{before.stated.rstrip(' ?!.')} but not in {' or '.join(mention.stated for mention in named)}?"
        return with_edition(before.stated, known, *(mention.stated for mention in named))
    return None


def _filled(led: str, before: Understood, known: Catalogue, speakers: Callable[[], tuple[str, ...]], *, names_somebody: bool) -> str | None:
    """A follow-up with the speakers, the subject or the edition at hand for "she", "it" and "there"; None where it holds none of these."""
    text, focus = led, before.focus
    request = read_request(before.stated, known)
    of_editions = bool(
        request and request.kind in ("list", "count", "compare") and focus.editions and not (focus.speakers or focus.subject)
    )
    points_at_it = bool(THING.search(text) or SUBJECT_OF_ALL.match(text))
    needs = PERSON.search(text) or OWNER.search(text) or THIS_TALK.search(text)
    names = (
        ()
        if of_editions
        else speakers()
        if needs or (WRITER.search(text) and not names_somebody) or (points_at_it and not focus.subject)
        else ()
    )
    who = " and ".join(names)
    if who:
        text = OWNER.sub(lambda _: f"{who}'s ", text)
        text = PERSON.sub(lambda _: who, text)
        text = THIS_TALK.sub(lambda _: f"{who}'s talk", text)
        if len(names) > 1:
            text = GROUPS.sub(lambda _: f"{who}'s ", GROUP.sub(lambda _: who, text))
    thing = focus.subject or (f"{who}'s talk" if who else "")
    if not thing and focus.editions and not focus.speakers:
        thing = " and ".join(edition if re.search(r"[^\W\d]", edition) else f"the {edition} edition" for edition in focus.editions)
    if thing and WRITER.search(text) and who:
        thing = f"{who}'s talk"
    if thing:
        text = ITS.sub(lambda _: f"{thing}'s ", text)
        text = GROUPS.sub(lambda _: f"{thing}'s ", text)
        text = THING.sub(lambda _: thing, text)
        if SUBJECT_OF_ALL.match(text) or (focus.subject and re.match(r"(?i)how\s+many\b.*\b(?:do|does|did)\s+they\b", text)):
            text = re.sub(r"(?i)\b(?:it|this|that|they|these|those)\b", lambda _: thing, text, count=1)
        if WRITER.search(text) and who and who not in text and not names_somebody:
            text = f"{text.rstrip(' ?')} {who}'s talk?"
    if focus.editions and THERE.search(text):
        text = THERE.sub(f"in {focus.editions[-1]}", text)
    about = ABOUT.sub("", text).strip(" ?!.")
    if about != text.strip(" ?!."):
        text = f"{who or ' and '.join(focus.speakers)} {about}".strip()
        text = f"{text}?"
    if (text == led or GROUP.search(text)) and not names_somebody:
        return None
    return text[0].upper() + text[1:]


def of_its_talk(led: str, stated: str, focus: Focus, known: Catalogue, speakers: Callable[[], tuple[str, ...]]) -> str:
    """A follow-up whose "it" can only be what a talk was about: "How many people do they have?". Empty where it is the talk itself.

    With the talk put in its place it would be another question: "How many people does Ada Lovelace's talk have?".
    """
    if focus.subject or THIS_TALK.search(led) or OF_TALK_ITSELF.match(led) or read_request(stated, known):
        return ""
    who = " and ".join(speakers())
    if not who or f"{who}'s talk" not in stated:
        return ""
    return PERSON.sub(lambda _: who, OWNER.sub(lambda _: f"{who}'s ", led))


def _in_more_detail(before: Understood, known: Catalogue, speakers: Callable[[], tuple[str, ...]]) -> str | None:
    """A question for a summary of the talk at hand, and for a longer one where one was given; None where no talk is known."""
    request = read_request(before.stated, known)
    if request and request.kind not in ("summary", "list", "opinion"):
        return None
    told = request is not None and request.kind == "summary"
    if told and request and request.thing != "talks":
        return None
    what = " and ".join(speakers()) or (f"“{before.focus.subject}”" if request and request.talks and before.focus.subject else "")
    return f"Tell me {'everything' if told else 'more'} about {what}" if what else None


def _in_place(earlier: str, bare: str, known: Catalogue) -> str | None:
    """The earlier question about something else of the same kind: another speaker, another subject."""
    mine = people_in(bare, known)
    theirs = people_in(earlier, known)
    if mine and theirs:
        return earlier[: theirs[0].start] + bare[mine[0].start : mine[0].end] + earlier[theirs[-1].end :]
    request = read_request(earlier, known)
    if request and request.subject and request.subject in earlier and not mine and len(words(bare)) <= 3:
        return earlier.replace(request.subject, bare)
    company = re.sub(r"(?i)^(?:at|for|from)\s+", "", bare)
    if request and request.affiliation and request.affiliation in earlier and company != bare and not mine:
        return earlier.replace(request.affiliation, company)
    if request is None and not mine and (beside := WITH.match(bare)):
        swapped, times = re.subn(
            rf"(?i)\b{beside[1]}\s+(?:(?!{PREPOSITION}\b)[\w-]+\s?){{1,4}}(?=\W*$)", f"{beside[1]} {beside[2]}", earlier
        )
        return swapped if times else None
    return None
