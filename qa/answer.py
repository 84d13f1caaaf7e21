"""From hits to an answer: the sentences that say it, quoted exactly; or a refusal with its reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import Catalogue, Passage, Recap, Span, plain
from corpus.catalogue import name_key
from embeddings import Index
from embeddings.words import words
from qa.citation import Citation, cite
from qa.conversation import Focus
from qa.editions import editions_in, strange_editions, without_editions
from qa.evidence.judge import Evidence
from qa.fields import AnswerFields, answer_fields
from qa.markdown import answer_markdown
from qa.people import people_in
from qa.question import Reason, years_in
from qa.request import read_request
from qa.retriever import same_words, shingles
from qa.rows import ListingKind, Row

#: Passages whose sentences are weighed against each other, and how many of them may be of one recap, that none fills an answer.
CANDIDATES, OF_ONE_RECAP = 8, 5
#: Sentences are added until this share of the evidence is shown; below SHOWN alone, a sentence is not worth reading.
ENOUGH, SHOWN = 0.9, 0.08
MAX_SENTENCES = 3
#: Words of what a sentence announces, a list or what follows a colon, that are quoted with it.
ANNOUNCED_WORDS = 80
#: "Four principles": said before a list of them.
_COUNTED = re.compile(r"(?i)\b(?:[2-9]|10|two|three|four|five|six|seven|eight|nine|ten|following|these)\b")
_ITEM = re.compile(r"(?:(?:^|\n)\s*(?:[-*+•–]|\d{1,2}[.)])\s+|<li[^<>]*>\s*)$")
QUOTES_OF_ONE_RECAP = 2
#: Below this confidence an answer is refused. Chosen, as the two above, on the questions of odd number in `tests/questions_*.jsonl`; the
#: others report. Higher refuses more of what is not there, and more of what is.
THRESHOLD = 0.32

#: Written with a capital, and nobody's name.
_CALENDAR = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
#: Everyday words with capitals, for which a recap may have another: abbreviations, and where people are from.
_EVERYDAY = frozenset(
    "AI CEO CPU CTO DIY FAQ GB GPU HR ID IT KB MB ML OK OS PC PhD RAM SDK TB TV UI URL USB UX VIP VP VR "
    "African American Asian Australian Austrian Belgian Brazilian British Canadian Chinese Czech Danish Dutch English European Finnish "
    "French German Greek Hungarian Indian Irish Israeli Italian Japanese Korean Mexican Norwegian Polish Portuguese Russian Scottish "
    "Spanish Swedish Swiss Turkish Ukrainian Western".split()
)
_NEEDS_BEFORE = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|thus|therefore|however|instead|otherwise|still)\b,?\s*)?"
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|him|them|such|both|one|another)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the recaps say to a question, in their own words; or that they do not say it, and why."""

    question: str
    understood_as: str  #: the question that was searched for
    kind: Literal["quotes", "refusal", "several"] | ListingKind
    reason: Reason | None  #: of a refusal
    text: str  #: the quotes as a reader sees them; of a refusal, the reason in words; of a list, what was found and each row
    quotes: tuple[Citation, ...]  #: best first; of a list, in the order of its rows
    considered: str  #: what a list was found among: "16 talks in 2 recaps of dotScale 2015"
    columns: tuple[str, ...]  #: of a list or comparison
    rows: tuple[Row, ...]
    focus: Focus  #: what the conversation is about after this question
    support: tuple[Citation, ...]  #: quotes of other recaps that say the same in the same words
    nearest: tuple[Citation, ...]  #: of a refusal: the closest passages, which do not answer
    confidence: float  #: that the quotes answer, from 0 to 1
    searched: tuple[int, int]  #: recaps and passages
    ms: float  #: milliseconds it took
    answers: tuple[Answer, ...] = ()  #: of a message that asks several things: to each of them, in their order; not all are refusals

    @property
    def refused(self) -> bool:
        """Whether the recaps do not say."""
        return self.kind == "refusal"

    @property
    def heading(self) -> str:
        """What a refusal comes to, in a few words: that the recaps do not say, or that something else is to be asked. Empty for answers."""
        if not self.refused:
            return ""
        if self.reason == "chat":
            return "Ask the recaps."
        return "Please ask in other words." if self.reason in ("ambiguous", "context", "language") else "The recaps do not say."

    def to_dict(self) -> AnswerFields:
        """As JSON holds it: what `recaps ask --json` prints."""
        return answer_fields(self)

    def to_markdown(self) -> str:
        """As Markdown: the quotes with their sources, a list as a table, a refusal with its reason. Notebooks show it so."""
        return answer_markdown(self)

    _repr_markdown_ = to_markdown


def together(message: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the questions of one message as one: all their quotes, and as text each question with what is said to it."""
    questions = [f"{answer.understood_as.rstrip(' ?.!')}?" for answer in answers]
    return Answer(
        question=message,
        understood_as=" ".join(questions),
        kind="several",
        reason=None,
        text="\n\n".join(f"{asked}\n{f'{a.heading} ' * a.refused}{a.text}" for asked, a in zip(questions, answers, strict=True)),
        quotes=tuple(dict.fromkeys(quote for answer in answers for quote in answer.quotes)),
        considered="",
        columns=(),
        rows=(),
        focus=answers[-1].focus,
        support=tuple(dict.fromkeys(quote for answer in answers for quote in answer.support)),
        nearest=(),
        confidence=min(answer.confidence for answer in answers if not answer.refused),
        searched=max(answer.searched for answer in answers),
        ms=round(sum(answer.ms for answer in answers), 1),
        answers=tuple(answers),
    )


def choose(evidence: Sequence[Evidence]) -> tuple[list[Citation], list[Citation]]:
    """The quotes of an answer, best first, and their support: at most three sentences, until they hold enough of the evidence."""
    quotes: list[Citation] = []
    support: list[Citation] = []
    told: list[tuple[str, frozenset[tuple[str, ...]]]] = []
    shown, room = 0.0, MAX_SENTENCES
    for number, item in enumerate(evidence):
        recap, passage, at = item.hit.recap, item.hit.passage, item.at
        span = passage.sentences[at]
        own = shingles(recap.text[span.start : span.end])
        if any(file != recap.file and same_words(own, other) for file, other in told):
            support.append(cite(recap, passage, span.start, span.end))
            shown += item.share
            continue
        if not room or (quotes and (shown >= ENOUGH or item.share < SHOWN)):
            break
        if (recap.file, own) in told or any(quote.recap == recap.file and quote.start <= span.start < quote.end for quote in quotes):
            continue  # said already, or stands there before a sentence that needs it
        others = (other for other in evidence[number:] if other.hit.recap is not recap and other.share >= SHOWN)
        if sum(quote.recap == recap.file for quote in quotes) == QUOTES_OF_ONE_RECAP and any(others):
            continue  # what is left goes to another recap
        first = at
        before = passage.sentences[at - 1].start if at else -1
        told_before = any(quote.recap == recap.file and quote.start <= before < quote.end for quote in quotes)
        if at and room > 1 and not told_before and _NEEDS_BEFORE.match(plain(recap.text[span.start : span.end])):
            first = at - 1
        told.append((recap.file, own))
        shown += item.share
        room -= at - first + 1
        end = _announced(recap, passage, at)
        quotes.append(cite(recap, passage, passage.sentences[first].start, end))
    return quotes, support


def _announced(recap: Recap, passage: Passage, at: int) -> int:
    """Where a sentence ends with what it announces: the items of a list that follows, or the sentence after a colon or a question."""
    end = passage.sentences[at].end
    words_left = ANNOUNCED_WORDS
    shown = plain(recap.text[passage.sentences[at].start : end])
    following = (
        passage.sentences[at + 1 :]
        if shown.endswith((":", "?")) or (_COUNTED.search(shown) and not _is_item(recap, passage.sentences[at]))
        else ()
    )
    for number, span in enumerate(following):
        item = _is_item(recap, span)
        words_left -= len(plain(recap.text[span.start : span.end]).split())
        if words_left < 0 or (not item and (number or not shown.endswith((":", "?")))):
            break
        end = span.end
        if not item:
            break
    return end


def _is_item(recap: Recap, span: Span) -> bool:
    """Whether a sentence begins an item of a list."""
    return bool(_ITEM.search(recap.text[max(0, span.start - 12) : span.start]))


def refusal_reason(index: Index, known: Catalogue, question: str) -> tuple[Reason, str] | None:
    """Why a question cannot have an answer in these recaps, whatever its passages say; None where it can."""
    strange = strange_editions(question, known)
    if not strange:
        editions = {edition.year for edition in known.editions}
        spans = [question[mention.start : mention.end] for mention in editions_in(question, known) if mention.span]
        years = [str(year) for year in years_in(question) if not any(str(year) in span for span in spans)]
        strange = [year for year in years if int(year) not in editions and not index.knows(year)]
    if strange:
        there = ", ".join(edition.name for edition in known.editions if edition.year)
        return "edition", f"No recap here tells of {strange[0]}; the editions are {there or 'unknown'}."
    written_by = {part for recap in index.recaps if recap.author for part in name_key(recap.author).split()}
    unknown = unknown_names(index, without_editions(question, editions_in(question, known)), known.named | written_by)
    if unknown:
        return "name", f"No recap here names {' or '.join(unknown)}."
    return None


def unknown_names(index: Index, question: str, named: Collection[str] = ()) -> list[str]:
    """Capitalised names of a question that stand in no recap and are not `named`; its slips of spelling are corrected before."""
    found: list[str] = []
    for token in _capitalised(question):
        stems = words(token)
        if (
            stems
            and token not in _CALENDAR
            and token.removesuffix("s") not in _EVERYDAY
            and name_key(re.sub(r"['’]s?$", "", token)) not in named
            and not any(index.knows(stem) for stem in stems)
        ):
            bare = re.sub(r"['’]s?$", "", token)
            if found and f"{found[-1]} {token}" in question:
                found[-1] += f" {bare}"  # first and last name
            else:
                found.append(bare)
    return found


def refusal(index: Index, known: Catalogue, question: str) -> tuple[Reason, str]:
    """The reason of a refusal below the threshold: the talk or the thing is there but not this detail, or nothing is close."""
    speakers = [mention.names[0] for mention in people_in(question, known) if len(mention.names) == 1]
    if speakers:
        return "detail", f"The recaps tell of the talk by {' and '.join(speakers)}, but not this."
    events = {part for edition in known.editions for part in name_key(edition.event or "").split()}
    named = [
        re.sub(r"['’]s?$", "", token)
        for token in _capitalised(question)
        if token not in _EVERYDAY and name_key(token) not in events and any(index.knows(stem) for stem in words(token))
    ]
    if named:
        whole = next((part for part in (" ".join(named[:size]) for size in (3, 2)) if part in question), named[0])
        return "detail", f"The recaps speak of {whole}, but do not say this."
    request = read_request(question, known)
    subject = request.subject if request and not request.described else None
    if subject and not any(index.knows(stem) for stem in words(subject)):
        return "name", f"No recap here names “{subject}”."
    return "nothing", "Nothing was found in the recaps that answers this; other words may find it."


def _capitalised(question: str) -> list[str]:
    """The words of a question, but the first, that are written with a capital; none where all are."""
    tokens = re.findall(r"[^\W\d_][\w'’+#-]*", question)
    return [] if question.isupper() else [token for token in tokens[1:] if token[0].isupper()]
