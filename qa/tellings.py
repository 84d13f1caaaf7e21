"""What to quote of a talk: where a recap names it, and the sentences that say most of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from corpus import Passage, Recap, Session, Span, Telling, plain
from corpus.catalogue import name_key
from embeddings import Index
from qa.citation import Citation, cite, cite_talk
from qa.editions import YEAR
from qa.opinion import judgement

#: Sentences of a summary from the telling that says most, one more for so many words of it, up to so many; and from each other telling.
SUMMARY, WORDS_FOR_MORE, SUMMARY_MOST, SUMMARY_MORE = 3, 200, 6, 1
#: Words of a summary; one of short sentences has more of them.
SUMMARY_WORDS = 100
#: Of how alike two sentences of a summary may be, against how much each says (maximal marginal relevance,
#: Carbonell and Goldstein 1998; each sentence against the centroid of its telling, Radev et al. 2004).
NOVELTY = 0.3
#: Of the first sentences of a telling, the one that says what the talk was about belongs into every summary.
INTRODUCING = 5
_INTRODUCES = re.compile(
    r"""(?ix)\b(?:
        (?:talk(?:ed|s|ing)?|sp(?:oke|eaks?|eech)|told\ us|keynote|presentation|session|is|was)\ (?:\w+\ ){0,2}?(?:about|on\ how|on\ the)
      | (?:subject|topic|theme)\ (?:\w+\ ){0,5}?(?:is|was)\ | focus(?:ed|ing|es)?\ (?:of|on) | main\ (?:idea|point|message|focus|topic)
      | (?:the|his|her|their)\ (?:idea|goal|point|message|aim|topic|gist)\ (?:is|was|of)
      | introduc(?:ed|es|ing) | present(?:ed|s|ing)(?!\ by) | explain(?:ed|s|ing)(?!\ in) | showed | told\ us | discuss(?:ed|es)
      | t(?:old|ells)\ the\ (?:tale|story) | deal(?:s|t)\ with
      | cover(?:ed|s) | demonstrat(?:ed|es) | compar(?:ed|es|ison) | describ(?:ed|es)(?!\ in) | similarit(?:y|ies)\ between
    )\b"""
)
#: What needs the sentence before it; how much that counts against a sentence of a summary, where a telling has others.
_DANGLES = re.compile(r"(?i)^\W*(?:(?:and|but|so|also|then|thus)\b,?\s*)?(?:it|he|she|they|this|that|these|those|such|both)\b")
DANGLING = 0.1
#: How much a writer's judgement counts against a sentence as a summary of what was told.
JUDGED = 0.3
#: How plain a judgement a sentence may hold that introduces a talk.
OPINION = 0.6


def passages_of(telling: Telling) -> list[Passage]:
    """The passages of a telling, in order."""
    number = telling.recap.talks.index(telling.talk)
    return [passage for passage in telling.recap.passages if passage.talk == number]


def words_of(telling: Telling) -> int:
    """Words of a telling as a reader sees it."""
    return sum(len(plain(passage.text).split()) for passage in passages_of(telling))


def opening(telling: Telling, also: str | None = None) -> Citation:
    """Where a telling names its talk: its first sentence where that names the speaker, else its heading.

    Of the first three sentences the one that says `also`, where one does.
    """
    recap, talk = telling.recap, telling.talk
    spans = [span for passage in passages_of(telling)[:2] for span in passage.sentences][:3]
    said = [name_key(plain(recap.text[span.start : span.end])) for span in spans]
    for span, words in zip(spans, said, strict=True):
        if also and name_key(also) in words:
            return cite_talk(recap, talk, span.start, span.end)
    heading = recap.text[talk.start : talk.end].splitlines()[0] if talk.end > talk.start else ""
    names_speaker = spans and any(part in said[0].split() for name in talk.speakers for part in name_key(name).split())
    if spans and (names_speaker or spans[0].start < talk.start + len(heading) or not any(char.isalnum() for char in heading)):
        return cite_talk(recap, talk, spans[0].start, spans[0].end)
    return cite_talk(recap, talk, talk.start, talk.start + len(heading))


def openings(session: Session) -> tuple[Citation, ...]:
    """Where each telling of a session names its talk."""
    return tuple(opening(telling) for telling in session.tellings)


def beginning(recap: Recap) -> Citation:
    """The first sentence of a recap, to open it by."""
    passage = recap.passages[0]
    return cite(recap, passage, passage.sentences[0].start, passage.sentences[0].end)


def at_large(recap: Recap) -> Citation | None:
    """The first sentence outside the talks that tells of the event itself, and of no other year; None where there is none."""
    tells = re.compile(
        rf"(?i)\b(?:conference|event|edition|held|took place|attend\w*)\b|{re.escape(recap.event) if recap.event else '(?!)'}"
    )

    def fits(shown: str) -> bool:
        years = re.findall(rf"\b{YEAR}\b", shown)
        return len(shown.split()) >= 8 and bool(tells.search(shown)) and (not years or str(recap.edition) in years)

    return first_outside_talks(recap, fits)


def first_outside_talks(recap: Recap, fits: Callable[[str], bool]) -> Citation | None:
    """The first sentence outside the talks that fits as a reader sees it; None where none does."""
    for passage in recap.passages:
        for span in passage.sentences if passage.talk is None else ():
            if fits(plain(recap.text[span.start : span.end])):
                return cite(recap, passage, span.start, span.end)
    return None


def gist(session: Session, index: Index, at_most: int = SUMMARY_MOST, *, times: int = 1) -> tuple[Citation, ...]:
    """The best sentences of the telling that says most, in order, `at_most` of them, then the best of each other telling.

    Where only another telling says what the talk was about, that one is first. `times` as many are given of each.
    """
    told: list[list[Citation]] = []
    for number, telling in enumerate(sorted(session.tellings, key=lambda telling: -_prose(telling))):
        most = min(SUMMARY + words_of(telling) // WORDS_FOR_MORE, at_most)
        best = best_sentences(telling, index, times * (SUMMARY_MORE if number else most))
        told.append([cite(telling.recap, passage, span.start, span.end) for passage, span in best])
    told.sort(key=lambda quotes: not any(_introduces(quote.shown) for quote in quotes))
    return tuple(quote for quotes in told for quote in quotes)


def lead(telling: Telling, index: Index) -> Citation:
    """The one sentence of a telling that says most of it."""
    best = best_sentences(telling, index, 1)
    return cite(telling.recap, best[0][0], best[0][1].start, best[0][1].end) if best else opening(telling)


def best_sentences(telling: Telling, index: Index, most: int) -> list[tuple[Passage, Span]]:
    """The sentences of a telling that say most of it and least twice, in order; among them the one that introduces it."""
    every = [(passage, span, at) for passage in passages_of(telling) for at, span in enumerate(passage.sentences)]
    shown = [plain(telling.recap.text[span.start : span.end]) for _, span, _ in every]
    lengths = [len(text.split()) for text in shown]
    usable = [i for i, text in enumerate(shown) if 5 <= len(text.split()) <= 60 and not text.endswith(("?", ":"))] or list(
        range(len(every))
    )
    if not usable:
        return []
    vectors = np.stack([index.sentence_vectors(index.row_of(telling.recap, passage))[at] for passage, _, at in every])
    centre = vectors.mean(axis=0)
    worth = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    chosen: list[int] = []
    while len(chosen) < len(usable) and (len(chosen) < most or (most > 1 and sum(map(lengths.__getitem__, chosen)) < SUMMARY_WORDS)):
        rest = [i for i in usable if i not in chosen]
        twice = {i: max((float(vectors[i] @ vectors[j]) for j in chosen), default=0.0) for i in rest}
        against = {
            i: JUDGED * min(judgement(shown[i]), 1.0) + DANGLING * (len(every) > SUMMARY and bool(_DANGLES.match(shown[i]))) for i in rest
        }
        chosen.append(max(rest, key=lambda i: (1 - NOVELTY) * float(worth[i]) - NOVELTY * twice[i] - against[i]))
    introducing = next((i for i in range(min(INTRODUCING, len(every))) if _introduces(shown[i])), None)
    if introducing is not None and introducing not in chosen:
        chosen[chosen.index(min(chosen, key=lambda i: float(worth[i])))] = introducing
    return [every[i][:2] for i in sorted(chosen)]


def _introduces(sentence: str) -> bool:
    """Whether a sentence says what a talk was about, and not how the writer found it."""
    says = bool(_INTRODUCES.search(sentence)) and not sentence.endswith(("?", ":"))
    return says and 8 <= len(sentence.split()) <= 60 and judgement(sentence) < OPINION


def _prose(telling: Telling) -> int:
    """Words in whole sentences; notes have few."""
    shown = [plain(telling.recap.text[span.start : span.end]) for passage in passages_of(telling) for span in passage.sentences]
    return sum(len(text.split()) for text in shown if text.endswith((".", "!", "?")) and text[:1].isupper())
