"""From hits to an answer: the sentences that say it, quoted exactly; or a refusal with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from rapidfuzz import fuzz, process

from corpus import plain
from embeddings import Index
from embeddings.text import context
from embeddings.words import words
from qa.citation import Citation, cite
from qa.question import years_in
from qa.retriever import Hit, same_words, shingles

Reason = Literal["edition", "name", "detail", "nothing"]

#: Passages whose sentences are weighed against each other.
CANDIDATES = 8
#: A second or third quote is shown only where it comes this close to the first.
CLOSE = 0.08
MAX_SENTENCES = 3

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
    kind: Literal["quotes", "refusal"]
    reason: Reason | None  #: of a refusal: no such edition, no such name, the talk but not this detail, nothing close
    text: str  #: the quotes as a reader sees them; of a refusal, the reason in words
    quotes: tuple[Citation, ...]  #: best first
    support: tuple[Citation, ...]  #: quotes of other recaps that say the same in the same words
    nearest: tuple[Citation, ...]  #: of a refusal: the closest passages, which do not answer
    confidence: float  #: that the quotes answer, from 0 to 1
    searched: tuple[int, int]  #: recaps and passages
    ms: float  #: milliseconds it took

    @property
    def refused(self) -> bool:
        """Whether the recaps do not say."""
        return self.kind == "refusal"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit, as evidence for a question."""

    hit: Hit
    at: int  #: position among the sentences of the passage
    score: float  #: higher is better; compares within one question
    cosine: float  #: of question and sentence
    passage_cosine: float  #: best cosine of question and a sentence of the passage
    cover: float  #: share of the question's words, by rarity, found in the passage and its context
    sentence_cover: float  #: the same, in the sentence and its context


def weigh(index: Index, question: str, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of hits as evidence for a question, best first."""
    asked = {word: index.rarity(word) for word in words(question)}
    total = sum(asked.values()) or 1.0
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    found = []
    for hit in hits:
        around = set(words(context(hit.recap, hit.passage)))
        own = [set(words(plain(hit.recap.text[span.start : span.end]))) for span in hit.passage.sentences]
        whole = around.union(*own)
        cover = sum(weight for word, weight in asked.items() if word in whole) / total
        for at, cosine in enumerate(hit.sentences):
            before = own[at - 1] if at else set()
            direct = sum(weight for word, weight in asked.items() if word in own[at]) / total
            nearby = sum(weight for word, weight in asked.items() if word in own[at] | before | around) / total
            score = 0.45 * cosine + 0.25 * hit.score / top + 0.2 * direct + 0.1 * nearby
            found.append(Evidence(hit, at, score, cosine, max(hit.sentences), cover, nearby))
    return sorted(found, key=lambda evidence: -evidence.score)


def confidence(best: Evidence) -> float:
    """Probability that a question is answered by its best evidence: logistic regression on SQuAD questions (see benchmarks)."""
    z = -5.2 + 4.6 * best.cosine + 1.9 * best.passage_cosine + 3.2 * best.cover
    return 1 / (1 + exp(-z))


#: Below this confidence an answer is refused.
THRESHOLD = 0.5


def choose(evidence: Sequence[Evidence]) -> tuple[list[Citation], list[Citation]]:
    """The quotes of an answer and their support: at most three sentences, each adding something to those before it."""
    quotes: list[Citation] = []
    support: list[Citation] = []
    told: list[tuple[str, frozenset[tuple[str, ...]]]] = []
    taken: set[tuple[str, int]] = set()
    room = MAX_SENTENCES
    for item in evidence:
        if item.score < evidence[0].score - CLOSE or not room:
            break
        recap, passage, at = item.hit.recap, item.hit.passage, item.at
        span = passage.sentences[at]
        if (recap.file, span.start) in taken:
            continue
        own = shingles(recap.text[span.start : span.end])
        if any(file != recap.file and same_words(own, other) for file, other in told):
            support.append(cite(recap, passage, span.start, span.end))
            continue
        first = at
        if at and room > 1 and _NEEDS_BEFORE.match(plain(recap.text[span.start : span.end])):
            first = at - 1
        if quotes and item.score < evidence[0].score - CLOSE / 2 and quotes[0].recap == recap.file:
            continue
        taken.update((recap.file, passage.sentences[i].start) for i in range(first, at + 1))
        told.append((recap.file, own))
        room -= at - first + 1
        quotes.append(cite(recap, passage, passage.sentences[first].start, span.end))
    return quotes, support


def refusal_reason(index: Index, question: str, hits: Sequence[Hit]) -> tuple[Reason, str] | None:
    """Why a question cannot have an answer in these recaps, whatever its passages say; None where it can."""
    editions = {recap.edition for recap in index.recaps}
    strange = [year for year in years_in(question) if year not in editions and not index.knows(str(year))]
    if strange:
        known = ", ".join(str(year) for year in sorted(year for year in editions if year))
        return "edition", f"No recap here tells of {strange[0]}; the editions are {known or 'unknown'}."
    unknown = unknown_names(index, question)
    if unknown:
        return "name", f"No recap here names {' or '.join(unknown)}."
    return None


def unknown_names(index: Index, question: str) -> list[str]:
    """Capitalised names of a question that stand in no recap, not even misspelled by a letter or two."""
    found = []
    tokens = re.findall(r"[^\W\d_][\w'’+#-]*", question)
    for position, token in enumerate(tokens):
        stems = words(token)
        if not token[0].isupper() or not stems or any(index.knows(stem) for stem in stems):
            continue
        if position == 0 or (token.isupper() and question.isupper()):
            continue
        close = process.extractOne(stems[0], index.vocabulary(), scorer=fuzz.ratio, score_cutoff=75)
        if close is None:
            found.append(token)
    return found


def refusal(question: str, hits: Sequence[Hit]) -> tuple[Reason, str]:
    """The reason of a refusal below the threshold: the talk is there but not this detail, or nothing is close."""
    asked = {word.casefold() for word in re.findall(r"[\w'’-]+", question)}
    for hit in hits[:3]:
        talk = hit.recap.talk_of(hit.passage)
        if talk and asked & {part.casefold() for name in talk.speakers for part in name.split()}:
            return "detail", f"The recaps tell of the talk by {', '.join(talk.speakers)}, but not this."
    return "nothing", "Nothing in the recaps comes close to this question."
