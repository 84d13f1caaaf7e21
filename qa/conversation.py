"""Follow-ups: a question that needs those before it, read as one that stands alone.

Deterministic and by rule. What a conversation is about (its focus: speakers, editions, a subject) comes from the last question that
stood alone and what the follow-ups since changed; a question that stands alone drops it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus import Catalogue
from embeddings.words import words
from qa.editions import editions_in, with_edition, without_editions
from qa.listed import RowNames, by_place, in_full, means_the_other, of_list, only_points, points_at_row, with_rows
from qa.people import people_in
from qa.question import years_in
from qa.request import read_request
from qa.request.places import ORDINAL
from qa.titles import TALK

Part = Literal["speaker", "edition", "subject"]
#: Earlier questions that a follow-up can refer to.
MAX_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Focus:
    """What a conversation is about. Empty where that is not known."""

    speakers: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()  #: as questions name them: "2015", "PyCon 2015"
    subject: str | None = None

    def parts(self) -> tuple[tuple[Part, str], ...]:
        """The focus as the page shows it: what kind of part, and what."""
        parts: list[tuple[Part, str]] = [("speaker", name) for name in self.speakers]
        parts += [("edition", edition) for edition in self.editions]
        return tuple(parts + ([("subject", self.subject)] if self.subject else []))


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, and the focus it leaves."""

    question: str
    focus: Focus
    follows: bool  #: whether it needed what was asked before
    lost: bool = False  #: whether it needs something and nothing was there
    base: str = ""  #: the question that a further follow-up is read with, where that is not `question`
    listed: tuple[str, ...] = ()  #: questions for lists whose rows "the second one" and "them" can mean, the newest first
    after: tuple[str, ...] = ()  #: the questions before, as ones that stand alone, the newest first
    pointed: str = ""  #: this question in full, where it points at a row
    pointed_in: str = ""  #: the question for the list of that row
    talk_of: tuple[str, ...] = ()  #: the speakers of the talk that alone is asked: the question says nothing of what else it could be of

    @property
    def stated(self) -> str:
        """The question that a further follow-up is read with."""
        return self.base or self.question


#: The speakers of the talk that answers a question; nobody where none or several do.
AnsweredBy = Callable[[Understood], tuple[str, ...]]
#: What the rows of the list are called that a question asks for.
RowsOf = Callable[[str], Sequence[RowNames]]

_LEAD = re.compile(r"(?i)^\W*(?:(?:and|but|or|so|ok(?:ay)?|also|then)\b[\s,]*)+")
_POLITELY = re.compile(r"(?i)(?<=\S)[\s,]+(?:please|pls|thanks|thx)(?=\W*$)")
_ABOUT = re.compile(r"(?i)^(?:what|how|who)\s+about\s+|^(?:the\s+)?same\s+(?:for|question\s+for)\s+")
_PERSON = re.compile(r"(?i)\b(?:he|she|him|her(?=\W*$|\s+(?:about|say|talk|for|in|on|at))|the\s+(?:speaker|presenter))\b(?!['’])")
_OWNER = re.compile(r"(?i)\b(?:his|her|the\s+speaker['’]s)\s+(?=\w)")
_GROUP = re.compile(r"(?i)\b(?:they|them)\b")
_GROUPS = re.compile(r"(?i)\btheir\s+(?=\w)")
_TALK = re.compile(r"(?i)\b(?:(?:this|that|the|the\s+same)\s+(?:talk|presentation|session|keynote)|(?:this|that)\s+one)\b")
_THING = re.compile(
    r"(?i)\b(?:it|this|that)\b(?=\W*$|\s+(?:about|all|was|is|did|does|do|has|had|cost|works?|run|take|took|given|held|called|made|"
    r"in|at|for|to|on|so|be|good|any|well|better|used?)\b)"
)
_ITS = re.compile(r"(?i)\bits\s+(?=\w)")
_THERE = re.compile(
    r"(?i)\b(?:(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)there(?=\W*$)|(?:that|the\s+same|this)\s+(?:year|edition|conference|event)|(?:in|at)\s+that\s+one)\b"
)
_LATER = re.compile(
    r"(?i)\b(?:(?P<n>one|two|three|four|\d)\s+years?|the\s+year|a\s+year)\s+(?P<way>later|after(?:wards)?|before|earlier)\b"
)
_BARE = re.compile(r"(?i)^(?:why|how|when|where|who|what|which|really|how\s+so|how\s+come|why\s+not|who\s+else|what\s+else)\W*$")
#: "Any numbers?", which any talk could answer.
_OF_ANY_TALK = re.compile(
    r"(?i)^(?:(?:any|what|which|some|the|are\s+there(?:\s+any)?|is\s+there(?:\s+any|\s+an?)?)\s+(?:other\s+|more\s+)?"
    r"(?:numbers?|figures?|statistics|stats|examples?|details?|results?|benchmarks?|reasons?|demos?|conclusions?|advice|tips?|links?|slides|"
    r"videos?|code|questions?|costs?|prices?|lessons?|drawbacks?|downsides?|disadvantages?|limitations?|caveats?|trade-?offs?|alternatives?)"
    r"|(?:for|since|until|by|with|at)\s+(?:how\s+(?:long|much|many)|when|what|whom)|how\s+(?:much|many|often|fast|big|large|long|far|old|expensive))\W*$"
)
#: "When was it?", "how long did it take?": of a talk as much as of what it was about.
_OF_TALK_ITSELF = re.compile(r"(?i)^(?:when|where|how\s+long|(?:what|which)\s+(?:day|time|year))\b")
#: "Who said that?", of what was quoted and not of the subject.
_SAID_IT = re.compile(r"(?i)^who\s+(?:said|told|mentioned|claimed|explained|showed|thinks|says)\b")
#: "What did she say about it?", where it can only be her talk.
_SAID_OF_IT = re.compile(
    r"(?i)^what\s+(?:did|does|do|has)\s+(?:he|she|they|the\s+speaker)\s+(?:say|said|tell(?:\s+us)?|think|explain)\s+(?:about|of|on)\s+(?:it|this|that)\W*$"
)
#: "Tell me more", after what was told of a talk.
_MORE = re.compile(
    r"(?i)^(?:(?:can|could)\s+you\s+)?(?:(?:tell|show|give)\s+me\s+(?:even\s+)?more(?:\s+details?)?|more(?:\s+details?)?|go\s+on|continue|elaborate|(?:in\s+)?(?:more\s+)?details?)"
    r"(?:\s+(?:about|on|of)\s+(?:it|that|this|him|her|them|(?:the|that|this|his|her)\s+talk))?\W*$"
)
#: "And the ones about Kafka?"
_ONES = re.compile(rf"(?i)^the\s+(?:ones|{TALK}s)\s+(?:about|on|of|that\s+mention)\s+(?=\S)")
#: "Who else …?"
_ELSE = re.compile(r"(?i)\b(?:who|which\s+speakers?|(?:any|some)(?:body|one)|what\s+(?:other|speakers?))\s+else\b")
_WHO_GAVE = re.compile(
    r"(?i)^(?:and\s+)?who\s+(?:gave|held|did|presented|was\s+giving|made|delivered|was|said|told(?:\s+us)?|mentioned|claimed|explained|showed|thinks|says)\s+"
    r"(?:it|that|this|so)(?:\s+talk)?\W*$"
)
#: "Is it built on …?", "How was it made?": the subject of the whole question stands before it.
_SUBJECT_OF_ALL = re.compile(
    r"(?i)^(?:(?:how|why|when|where|what|who|which)\s+(?:\w+\s+){0,2})?"
    r"(?:is|was|does|did|do|can|could|has|had|will|would|are|were|should)\s+(?:it|this|that|they|these|those)\b(?!\s+(?:talk|year|edition|conference)s?\b)"
)
_POINTER = re.compile(r"(?i)\b(?:he|she|it|they|him|her|them|his|hers|its|their)\b")
_DEFINITE = re.compile(r"(?i)^(?:what|which|who|where|when|how|why)\s+(?:\w+\s+){0,2}?(?:the|those|these)\s+")
_WRITER = re.compile(r"(?i)\b(?:writer|author|blogger)\b")
_YEAR = re.compile(r"(?i)(?:\b(?:in|at|of|from)\s+)?(?:\b(?:19[89]\d|20\d\d)\b)")
_LIMITLESS = re.compile(
    r"(?i)^(?:who\s+(?:were|are|was)\s+the|which\s+(?:were|are)\s+the|(?:list|name|show\s+me)\s+the|what\s+(?:were|was)\s+the|"
    r"how\s+many\s+(?:were|of)|the|who\s+(?:gave|held|did|opened|closed)\s+the(?!\s+most)|which\s+ones?)\b(?!.*\b(?:all|total|overall|ever)\b)"
    r"|^(?:who\s+(?:spoke|talked|presented|were\s+there)|(?:which|what|how\s+many)\s+(?:talks|speakers|lightning\s+talks)(?:\s+(?:were|are)\s+there)?)\W*$"
)
#: "Who spoke next?", "And the next talk?"
_NEXT = re.compile(
    r"(?i)^(?:(?:and\s+)?(?:who|(?:which|what)(?:\s+(?:talk|speaker))?)\s+(?:(?:spoke|came|was|is|followed)\s*)?(?:(?:the\s+)?next|(?:(?:right|directly|just)\s+)?after\s+(?:that|this|it|them)|then)|(?:the\s+)?next(?=\s+(?:talk|speaker|one))|and\s+then|after\s+that)"
    r"(?:\s+(?:talk|speaker|presentation|one))?\W*$"
)
#: "What did the first two say about it?"
_OF_IT = re.compile(r"(?i)\b(about|on|of|with|for)\s+(?:it|that|this)\b(?=\W*$)")
#: "And with booleans?"
_PREPOSITION = r"(?:with|in|for|on|at|by|to|of|against)"
_WITH = re.compile(rf"(?i)^({_PREPOSITION})\s+([\w-]+(?:\s[\w-]+){{0,3}})$")
#: "Who closed it?", of an edition.
_OPENED_IT = re.compile(r"(?i)^who\s+(?:opened|closed|started|began|ended|finished|concluded)\s+(?:it|that|this)\W*$")
_NOT_IN = re.compile(r"(?i)^(?:not|except|excluding|without)\b")
#: "How many attendees were there?", "How long was the conference?": of the edition at hand.
_OF_EVENT = re.compile(
    r"(?i)\b(?:people|attendees|visitors|participants)\s+(?:came|attended|were)\b|\b(?:was|were)\s+there\W*$|\bthe\s+(?:conference|event|edition|venue)\b"
)
_COMPARE_IT = re.compile(
    r"(?i)^(?:and\s+)?(?:compare|contrast)\s+(?:it|that|this|him|her|them|(?:that|this|the|his|her)\s+(?:talk|one))\s+(?:with|to|and|against)\s+"
    r"(?:(?:the\s+)?(?:talk|one)\s+(?:of|by|from)\s+)?(?P<other>.+?)(?:['’]s?(?:\s+(?:talk|one))?)?\W*$"
)
#: "Which had more talks?", "Which of them was the bigger one?" after a comparison.
_WHICH_MORE = re.compile(
    r"(?i)^which(?:\s+(?:one|of\s+(?:them|these|those|the\s+two)))?\s+(?:had|has|have|was|is|were|are|got|featured|saw)\s+(?:the\s+)?"
    r"(?:more|most|fewer|fewest|less|least|(?:bigg|larg|small|long|short)(?:er|est))(?:\s+(?:lightning\s+)?(?:talks|speakers|keynotes|recaps|one))?\W*$"
)
_PLACE = re.compile(rf"(?i)\b(?:{ORDINAL}|opening|closing)\b")
#: "Tell me more about the second one", which is nothing to look for.
_PLACED_ONE = re.compile(rf"(?i)\bthe\s+{ORDINAL}\s+one\b")
#: "First talk" is something to look for where nothing was asked before; "the second one" is not.
_NAMED_THING = re.compile(rf"(?i)\b(?:{TALK}|speaker|presenter)\b")
#: "Summary, please" and "the key points" after a talk ask for its.
_SUMMARISE = re.compile(
    r"(?i)^(?:(?:can|could)\s+you\s+)?(?:summari[sz]e|sum\s+up|(?:(?:give|show)\s+me\s+)?(?:(?:an?|the)\s+)?(?:(?:short|quick|brief|key|main)\s+)?"
    r"(?:summary|overview|gist|tl;?dr|(?:key\s+)?points|take-?aways))\W*$"
)
#: Said between questions, and none; or asked of the assistant itself.
_CHAT = re.compile(
    r"(?i)^\W*(?:ok|okay|thanks|thank\s+you|thx|great|cool|nice|good|perfect|hello|hi|hey|wow|interesting|bye|goodbye)\b\W*"
    r"(?:(?:ok|okay|thanks|thank\s+you|great|cool|nice|good|perfect|helpful|useful|that|was|very|really|so|much|a\s+lot|there|bye|how\s+are\s+you"
    r"|morning|evening|afternoon|answer|for\s+(?:that|the\s+help))\b\W*)*$"
    r"|^\W*(?:help(?:\s+me)?|who\s+are\s+you|what(?:\s+questions)?\s+can\s+(?:you|i)\s+(?:do|ask|answer)(?:\s+(?:here|you))?)\W*$"
)
#: "What did they say about Kafka?" with nothing before it: the speakers, any of them.
_ANYBODY = re.compile(
    r"(?i)\bthey\s+(?:say|said|talk(?:ed)?|mention(?:ed)?|think|thought|recommend(?:ed)?|speak|spoke|show(?:ed)?|tell|told)\s+(?:about|on|of|for)\s+\w"
)
#: Lists that a follow-up can still mean, the newest first.
MAX_LISTED = 5
#: Questions of which one has an answer from the talk that a conversation is about: those after it were refused.
MAX_AFTER = 3
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}


def is_chat(text: str) -> bool:
    """Whether a text is no question to the recaps: "hello", "thanks", "what can you do?"."""
    return bool(_CHAT.match(text))


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
    led = _POLITELY.sub("", _LEAD.sub("", question.strip())).strip()
    listed = before.listed if before and "speaker" not in without else ()
    if before and listed and means_the_other(led):
        led = by_place(led, _list_meant(listed, rows_of)[1], before.focus.speakers)
    pointing = only_points(led)
    request = read_request(before.stated, known) if before and pointing else None
    if before and request and request.position and (order := _PLACE.search(led)) and _PLACE.search(before.stated):
        other = _PLACE.sub(order[0], before.stated, count=1)
        return Understood(other, _focus(other, known), follows=True, listed=listed)
    if points_at_row(led, known):
        asked = in_full(led, before.pointed if before else "")
        again = (before.pointed_in,) if before and before.pointed_in and listed and pointing else ()
        meant, rows = _list_meant(again or listed, rows_of)
        named = with_rows(asked, rows)
        if before and named:
            if before.focus.subject:
                named = _OF_IT.sub(lambda found: f"{found[1]} {before.focus.subject}", named)
            focus = _focus(named, known)
            kept = replace(focus, editions=focus.editions or before.focus.editions)
            return Understood(named, kept, follows=True, listed=_lists(named, listed, known), pointed=asked, pointed_in=meant)
        if listed or ((asked != led or _PLACED_ONE.search(led)) and (before or not _NAMED_THING.search(led))):
            focus = before.focus if before else Focus()
            return Understood(question.strip(), focus, follows=False, lost=True, listed=listed, pointed=asked)
    read = _joined(question, before, known, answered_by, without=without)
    if before and read.lost and (of_row := _of_only_row(led, listed[:1], rows_of)):
        read = Understood(of_row, replace(_focus(of_row, known), editions=before.focus.editions), follows=True)
    return replace(read, listed=_lists(read.question, listed if read.follows else (), known))


def _of_only_row(led: str, listed: Sequence[str], rows_of: RowsOf) -> str:
    """A question about the talk of a list of one, by its title where nobody is known to have given it; empty for any other."""
    rows = [row for question in listed for row in rows_of(question)]
    if len(rows) != 1 or rows[0].speakers or not rows[0].talk:
        return ""
    title = rows[0].talk
    if _MORE.match(led):
        return f"Tell me more about {title}"
    if _BARE.match(led):
        return ""
    text = _PERSON.sub(f"the speaker of {title}", _OWNER.sub(f"{title}'s ", _TALK.sub(title, led)))
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


def _joined(
    question: str,
    before: Understood | None,
    known: Catalogue,
    answered_by: AnsweredBy,
    *,
    without: Collection[Part] = (),
) -> Understood:
    text = question.strip()
    led = _LEAD.sub("", text).strip() or text
    if _MORE.match(_POLITELY.sub("", led)):
        led = text = _POLITELY.sub("", led)
    if before and _SUMMARISE.match(_POLITELY.sub("", led)):
        led = text = "Summarize the talk" if before.focus.speakers or before.focus.subject or not before.focus.editions else "Summarize it"
    short = len(words(_THING.sub(" ", _PERSON.sub(" ", led)))) <= 3
    leads = led != text or bool(_ABOUT.match(led)) or (before is not None and _names_an_edition_alone(led, known))
    points = bool(
        _PERSON.search(led) or _OWNER.search(led) or _TALK.search(led) or _ITS.search(led) or _THERE.search(led) or _LATER.search(led)
        or ((_GROUP.search(led) or _GROUPS.search(led)) and short) or (_THING.search(led) and short)
    )  # fmt: skip
    names_somebody = bool(people_in(led, known))
    named = re.search(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w'’.-]+", led)
    if named and any(found.start() > named.end() for found in [_POINTER.search(led)] if found):
        points = False  # "Why did Analytical build its own engine?" points at itself
    points = points or bool(_SUBJECT_OF_ALL.match(led)) or bool(_NEXT.match(led))
    definite = bool(
        _DEFINITE.match(led) and len(words(led)) <= 2 and not re.search(r"\b[A-Z]|\d", led[1:]) and not read_request(led, known)
    )
    points = points or (definite and before is not None)  # "Who was the sponsor?" can stand alone
    no_object = bool(_WRITER.search(led)) and short and not names_somebody and before is not None
    if names_somebody and not leads and not _LATER.search(led):
        points = False  # "What did Ada Lovelace say about her engine?" points at itself
    if before is None and _ANYBODY.search(led):
        points = False
    listed = _of_answer_before(led, before, known, answered_by, without) if before else None
    if before and listed:
        made = _focus(listed, known)
        return Understood(listed, made if made.editions else replace(made, editions=before.focus.editions), follows=True)
    if before and before.focus.speakers and _ELSE.search(led) and not names_somebody and "speaker" not in without:
        others = f"{led[0].upper()}{led[1:].rstrip(' ?!.')}, besides {' and '.join(before.focus.speakers)}?"
        if (request := read_request(others, known)) and request.besides:
            return Understood(others, _focus(others, known), follows=True)
    alone = before is not None and not before.focus.speakers and before.focus.subject in (None, *before.focus.editions)
    if before and before.focus.editions and (_of_edition_at_hand(led, known, leads=leads) or (definite and alone)):
        standalone = f"{led.rstrip(' ?!.')} in {' and '.join(before.focus.editions)}?"
        return Understood(standalone, replace(before.focus, speakers=(), subject=None), follows=True)
    bare = bool(_BARE.match(led) or _MORE.match(led) or _OF_ANY_TALK.match(led))
    if not ((leads and (short or points)) or points or bare or (no_object and not read_request(led, known))):
        return Understood(text, _focus(text, known), follows=False)
    if before is None:
        own = words(_ABOUT.sub("", _THING.sub(" ", _PERSON.sub(" ", led))))
        lost = not own or bare or bool(_WHO_GAVE.match(led) or _YEAR.sub("", _ABOUT.sub("", led)).strip(" ?!.") == "")
        return Understood(text, _focus(text, known), follows=False, lost=lost or (points and len(own) <= 1 and not names_somebody))
    focus = before.focus

    def speakers() -> tuple[str, ...]:
        if focus.speakers or "speaker" in without:
            return focus.speakers
        return answered_by(before)

    if _OF_ANY_TALK.match(led) and (names := speakers()):
        return Understood(led, replace(focus, speakers=names), follows=True, talk_of=names)
    resolved = _resolved(led, before, focus, known, speakers, names_somebody=names_somebody, leads=leads)
    if resolved is None:  # it can only be put behind the question before
        request = read_request(before.stated, known)
        if request is None:
            who = "who gave the talk?" if _WHO_GAVE.match(led) else led
            return Understood(f"{before.stated.rstrip(' ?!.')}: {who}", focus, follows=True, base=before.stated)
        return Understood(text, _focus(text, known), follows=False, lost=len(words(led)) < 2)
    if of_talk := _of_its_talk(led, resolved, focus, known, speakers):
        return Understood(of_talk, replace(focus, speakers=speakers()), follows=True, talk_of=speakers())
    made = _focus(resolved, known)
    kept = Focus(made.speakers or focus.speakers, made.editions or focus.editions, made.subject or focus.subject)
    return Understood(resolved, kept, follows=True)


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
    if request and request.kind == "compare" and len(before.focus.editions) > 1 and _WHICH_MORE.match(led) and not editions_in(led, known):
        return f"{led.rstrip(' ?!.')}, {' or '.join(before.focus.editions)}?"
    found = _COMPARE_IT.match(led)
    if not found or "speaker" in without:
        return None
    names = before.focus.speakers or answered_by(before)
    return f"Compare {' and '.join(names)} and {found['other']}" if names else None


def _of_edition_at_hand(question: str, known: Catalogue, *, leads: bool) -> bool:
    """Whether a question asks of an edition at large and names none: "Who were the speakers?", "How many attendees were there?"."""
    request = read_request(question, known)
    if request:
        return bool(_LIMITLESS.match(question) or (leads and re.match(r"(?i)(?:how|which|what|who|when|list)\b", question))) and not (
            request.editions or request.speakers or request.subject or request.affiliation or (request.talks and not request.position)
        )
    return bool(_OF_EVENT.search(question)) and not (years_in(question) or editions_in(question, known) or people_in(question, known))


def _resolved(
    led: str,
    before: Understood,
    focus: Focus,
    known: Catalogue,
    speakers: Callable[[], tuple[str, ...]],
    *,
    names_somebody: bool,
    leads: bool,
) -> str | None:
    """A follow-up with what it points at put in its place; None where it points at nothing that is known."""
    if _NEXT.match(led) and (names := speakers()):
        within = f" in {focus.editions[-1]}" if focus.editions else ""
        return f"{'Which talk came' if re.search(r'(?i)talk', led) else 'Who spoke'} after {' and '.join(names)}{within}?"
    if _SAID_OF_IT.match(led) and not focus.subject and (names := speakers()):
        return f"What did {' and '.join(names)} talk about?"
    if _OPENED_IT.match(led) and focus.editions:
        return f"{' '.join(led.split()[:2])} {focus.editions[-1]}?"
    bare = _ONES.sub("", _ABOUT.sub("", led)).strip(" ?!.")
    named = [mention for mention in editions_in(bare, known) if mention.editions or years_in(mention.stated)]
    only_edition = bool(named) and not words(without_editions(bare, named))
    later = _LATER.search(led)
    if later and focus.editions and years_in(focus.editions[-1]):
        step = _NUMBERS.get((later["n"] or "one").casefold()) or int(later["n"])
        year = max(years_in(focus.editions[-1]))
        year += step if later["way"].casefold() in ("later", "after", "afterwards") else -step
        rest = _LATER.sub("", bare).strip(" ,")
        return with_edition(before.stated, known, str(year)) if not words(rest) else f"{rest} in {year}?"
    if only_edition:
        request = read_request(before.stated, known)
        if request and (request.kind, request.thing) == ("compare", "editions") and len(request.editions) > 1 and not request.subject:
            return f"{before.stated.rstrip(' ?!.')} and {' and '.join(mention.stated for mention in named)}"
        if _NOT_IN.match(led):
            return f"{before.stated.rstrip(' ?!.')} but not in {' or '.join(mention.stated for mention in named)}?"
        return with_edition(before.stated, known, *(mention.stated for mention in named))
    if _WHO_GAVE.match(led) or (_BARE.match(led) and re.match(r"(?i)who\b(?!\s+else)", led)):
        if focus.subject and not focus.speakers and not _SAID_IT.match(led):
            return f"Who gave the talk about {focus.subject}?"
        names = speakers()
        return f"Who gave the talk of {' and '.join(names)}?" if names else None
    if _MORE.match(led):
        return _in_more_detail(before, known, speakers)
    if _BARE.match(led):
        return None
    if _ABOUT.match(led) or leads or (names_somebody and len(words(bare)) <= 3):
        replaced = _in_place(before.stated, bare, focus, known)
        if replaced:
            return replaced
    listed = re.fullmatch(r"(?i)(?:the\s+)?((?:lightning\s+)?(?:talks|speakers|keynotes|recaps))", bare)
    if listed:
        swapped = re.sub(r"(?i)\b(?:lightning\s+)?(?:talks|speakers|keynotes|recaps)\b", lambda _: listed[1], before.stated, count=1)
        return swapped if swapped != before.stated else f"Which {listed[1]} were there{_in_editions(focus)}?"
    text = led
    request = read_request(before.stated, known)
    of_editions = bool(
        request and request.kind in ("list", "count", "compare") and focus.editions and not (focus.speakers or focus.subject)
    )
    points_at_it = bool(_THING.search(text) or _SUBJECT_OF_ALL.match(text))
    needs = _PERSON.search(text) or _OWNER.search(text) or _TALK.search(text)
    names = (
        ()
        if of_editions
        else speakers()
        if needs or (_WRITER.search(text) and not names_somebody) or (points_at_it and not focus.subject)
        else ()
    )
    who = " and ".join(names)
    if who:
        text = _OWNER.sub(lambda _: f"{who}'s ", text)
        text = _PERSON.sub(lambda _: who, text)
        text = _TALK.sub(lambda _: f"{who}'s talk", text)
        if len(names) > 1:
            text = _GROUPS.sub(lambda _: f"{who}'s ", _GROUP.sub(lambda _: who, text))
    thing = focus.subject or (f"{who}'s talk" if who else "")
    if not thing and focus.editions and not focus.speakers:
        thing = " and ".join(edition if re.search(r"[^\W\d]", edition) else f"the {edition} edition" for edition in focus.editions)
    if thing and _WRITER.search(text) and who:
        thing = f"{who}'s talk"
    if thing:
        text = _ITS.sub(lambda _: f"{thing}'s ", text)
        text = _GROUPS.sub(lambda _: f"{thing}'s ", text)
        text = _THING.sub(lambda _: thing, text)
        if _SUBJECT_OF_ALL.match(text) or (focus.subject and re.match(r"(?i)how\s+many\b.*\b(?:do|does|did)\s+they\b", text)):
            text = re.sub(r"(?i)\b(?:it|this|that|they|these|those)\b", lambda _: thing, text, count=1)
        if _WRITER.search(text) and who and who not in text and not names_somebody:
            text = f"{text.rstrip(' ?')} {who}'s talk?"
    if focus.editions and _THERE.search(text):
        text = _THERE.sub(f"in {focus.editions[-1]}", text)
    about = _ABOUT.sub("", text).strip(" ?!.")
    if about != text.strip(" ?!."):
        text = f"{who or ' and '.join(focus.speakers)} {about}".strip()
        text = f"{text}?"
    if (text == led or _GROUP.search(text)) and not names_somebody:
        return None
    return text[0].upper() + text[1:]


def _of_its_talk(led: str, resolved: str, focus: Focus, known: Catalogue, speakers: Callable[[], tuple[str, ...]]) -> str:
    """A follow-up whose "it" can only be what a talk was about: "How many people do they have?". Empty where it is the talk itself.

    With the talk put in its place it would be another question: "How many people does Ada Lovelace's talk have?".
    """
    if focus.subject or _TALK.search(led) or _OF_TALK_ITSELF.match(led) or read_request(resolved, known):
        return ""
    who = " and ".join(speakers())
    if not who or f"{who}'s talk" not in resolved:
        return ""
    return _PERSON.sub(lambda _: who, _OWNER.sub(lambda _: f"{who}'s ", led))


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


def _in_place(earlier: str, bare: str, focus: Focus, known: Catalogue) -> str | None:
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
    if request is None and not mine and (beside := _WITH.match(bare)):
        swapped, times = re.subn(
            rf"(?i)\b{beside[1]}\s+(?:(?!{_PREPOSITION}\b)[\w-]+\s?){{1,4}}(?=\W*$)", f"{beside[1]} {beside[2]}", earlier
        )
        return swapped if times else None
    return None


def _in_editions(focus: Focus) -> str:
    return f" in {focus.editions[-1]}" if focus.editions else ""


def _focus(question: str, known: Catalogue) -> Focus:
    """What a question that stands alone is about."""
    mentions = people_in(question, known)
    request = read_request(question, known)
    subject = request.subject if request else _subject(question, known)
    editions = tuple(mention.stated for mention in editions_in(question, known) if mention.editions)
    if request and request.talks and not mentions:
        meant = [session for session in known.sessions if session.id in request.talks]
        names = {name for session in meant for name in session.speakers}
        return Focus(tuple(sorted(names)), editions, subject or (None if names or len(meant) > 1 else meant[0].title))
    one = [mention for mention in mentions if len(mention.names) == 1]
    shared = {mention.names[0] for mention in one if any(len(other.names) > 1 for other in people_in(mention.names[0], known))}
    said = [question[mention.start : mention.end] if mention.names[0] in shared else mention.names[0] for mention in one]
    return Focus(tuple(dict.fromkeys(said)), editions, subject)


def _subject(question: str, known: Catalogue) -> str | None:
    """The product or thing that an ordinary question names with a capital, as its object or alone: "What is Borg?", "the Raft protocol"."""
    alone = re.fullmatch(
        r"(?i)(?!(?:any|some|since|until|how|wh\w+)\b)(?:the\s+)?([a-z][\w'’-]*(?:\s+[a-z][\w'’-]*)?)\W*", question.strip()
    )
    if alone and words(alone[1]) and not (people_in(question, known) or editions_in(question, known) or _BARE.match(question)):
        return alone[1]
    masked = question
    for mention in reversed(people_in(question, known)):
        masked = masked[: mention.start] + "," + masked[mention.end :]
    found = re.search(r"(?i)^what\s+(?:is|are|was|were)\s+(?:an?\s+|the\s+)?([\w-]+(?:\s+[\w-]+){0,2})\W*$", masked)
    if found:
        return found[1]
    editions = [mention for mention in editions_in(question, known) if mention.editions]
    event = next((mention.stated for mention in editions if re.match(r"[^\W\d]", mention.stated) and years_in(mention.stated)), None)
    if event and len(words(question)) <= 3:
        return event  # "When was PyCon 2015?"
    masked = without_editions(masked, editions) if masked == question else masked
    capital = re.findall(r"(?<=\s)[A-Z][\w+#.-]*\w(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w+#.-]*\w)*", masked)
    events = {edition.event for edition in known.editions}
    return next((name for name in capital if name not in events), None)
