"""What a question that stands alone asks of the catalogue: a list, a count, a comparison, a summary, a judgement.

A question is only read so where all of it is understood: the thing asked for, the edition, the people, the subject, and words that
say nothing. Whatever else it holds makes it an ordinary question, which is answered from the evidence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus import Catalogue, Edition
from corpus.catalogue import name_key
from corpus.days import DAY, WEEKDAY, number_of
from embeddings.words import is_english
from qa.editions import editions_in, masked
from qa.people import people_in
from qa.request.asked import LAST_DAY, Marked, Request
from qa.request.comparisons import comparison, two_talks
from qa.request.judgements import opinion
from qa.request.lists import listed, of_company, of_topic, ranked, recaps_in_order
from qa.request.places import placed
from qa.request.summaries import of_place, spoke, summary, who_gave
from qa.request.wording import in_fewer_words
from qa.titles import talks_in

_EXCEPT = r"(?:(?:,\s*)?(?:but\s+)?(?:not|excluding|except(?:\s+for)?|without|other\s+than|apart\s+from|outside(?:\s+of)?))"
#: "… but not in 2016"
_LEFT_OUT = re.compile(rf"(?i)\s*{_EXCEPT}\s+(?:(?:the|those|ones|talks?|in|at|from|of)\s+)*¶")
#: "Talks other than lightning talks", "regular talks"
_NOT_SHORT = re.compile(
    rf"(?i)\s*(?:\b(?:that|which)\s+)?(?:\b(?:are|were)\s+)?{_EXCEPT}\s+(?:(?:the|any|counting)\s+)*(?:lightning|short)(?:\s+(?:talk|one)s?)?\b"
    r"|\b(?:regular|normal|ordinary|full(?:-length)?|main|non-?\s?lightning)\s+(?=talks?\b)"
)
#: "Who talked about Kafka besides Ada Lovelace?"; § stands for a speaker.
_BESIDES = re.compile(
    r"(?i),?\s*\b(?:besides|beside|other\s+than|apart\s+from|except(?:\s+for)?|excluding|but\s+not)\s+(?P<who>§(?:\s*(?:,|and|or)\s*§)*)(?:['’]s?)?(?=\W*$|\s)"
)
_IN_DETAIL = re.compile(r"(?i)\b(?:everything|all\s+(?:about|that|you)|what\s+you\s+know|in\s+(?:more\s+)?detail|at\s+length)\b")
_JOINT = re.compile(r"(?i)\b(?:co-?presented|joint)\s+(?=(?:talk|session|presentation|keynote)s?\b)|\b(?:co-?presented|given\s+together)$")
_ON_A_DAY = re.compile(rf"(?i)\s*(?:\b(?:on|of|during|for|at|in|from)\s+)?(?:\bthe\s+)?\b(?!next){DAY}(?:\s+of(?=\s*$|\s+¶))?")
_ON_A_WEEKDAY = re.compile(
    rf"(?i)\s*(?:\b(?:on|of|during|for|from)\s+)?(?:\bthe\s+)?\b(?P<weekday>{WEEKDAY})\b(?!['’]s?\s)(?:\s+of(?=\s*$|\s+¶))?"
)


#: What a question may ask for, the first that it does.
_READERS = (comparison, opinion, of_place, spoke, summary, who_gave, ranked, recaps_in_order, of_company, listed, of_topic)


def read_request(question: str, known: Catalogue) -> Request | None:
    """What a question asks of the catalogue; None for one that is to be answered from the evidence."""
    text = in_fewer_words(question)
    mentioned = editions_in(text, known)
    text = masked(text, mentioned)
    editions, text = _editions_meant(text, [mention.editions for mention in mentioned if mention.editions], known)
    text, not_short = _NOT_SHORT.subn(" ", text)
    text, joint = _JOINT.subn("", text)
    day, text = _day(" ".join(text.split()))
    recaps, text = _writers(text, known)
    mentions = people_in(text, known)
    for mention in reversed(mentions):
        text = text[: mention.start] + "§" + text[mention.end :]
    besides: tuple[str, ...] = ()
    if left_out := _BESIDES.search(text):
        first = text[: left_out.start()].count("§")
        others = mentions[first : first + left_out["who"].count("§")]
        besides = tuple(dict.fromkeys(name for mention in others for name in mention.names))
        mentions = [mention for mention in mentions if mention not in others]
        text = text[: left_out.start()] + text[left_out.end() :]
    speakers = tuple(dict.fromkeys(name for mention in mentions for name in mention.names))
    two = None if speakers else two_talks(text, editions, known)
    meant = (placed(text, editions or known.editions, speakers, known) if day is None else None) or talks_in(text, known, editions)
    if meant.talks:
        text, speakers = meant.marked, ()
    text = " ".join(text.split())
    bare = " ".join(text.replace("¶", " ").split()).lstrip(" ,;:–—-")
    bare = re.sub(r"(?i)^(?:(?:and|so|but|ok|okay|please|then)\b[\s,]*)+", "", bare)
    bare = re.sub(r"\s+(?:at|in|of|from|during|for)$", "", bare)
    asked = Marked(text, bare, editions, speakers, meant.talks, meant.position, recaps)
    request = two or next((made for reader in _READERS if (made := reader(asked, known))), None)
    if request is None or (
        (not_short or joint or besides) and (request.kind not in ("list", "count") or request.thing not in ("talks", "speakers"))
    ):
        return None
    shared = request.shared or bool(joint)
    recaps = request.recaps or (recaps if request.thing == "recaps" else ())
    longer = request.kind == "summary" and bool(_IN_DETAIL.search(question))
    return replace(
        request,
        day=day,
        position=meant.position,
        regular=bool(not_short),
        shared=shared,
        besides=besides,
        longer=longer,
        recaps=recaps,
        asked=question,
    )


def _editions_meant(text: str, named: list[tuple[Edition, ...]], known: Catalogue) -> tuple[tuple[Edition, ...], str]:
    """The editions that a question keeps to, and the question without those that it leaves out: "but not in 2016".

    ¶ stands in it for each that is `named`.
    """
    left_out = _LEFT_OUT.search(text)
    kept = text[: left_out.start()].count("¶") if left_out else len(named)
    within, without = ({id(edition) for some in part for edition in some} for part in (named[:kept], named[kept:]))
    if without:
        within = within or {id(edition) for edition in known.editions}
    if left_out:
        text = f"{text[: left_out.start()]} {'¶ ' * bool(kept)}{text[left_out.end() :].replace('¶', ' ')}"
    return tuple(edition for edition in known.editions if id(edition) in within - without), " ".join(text.split())


def _day(text: str) -> tuple[int | str | None, str]:
    """The day of a conference that a question keeps to, and the question without it."""
    found = _ON_A_DAY.search(text)
    if not found:
        weekday = _ON_A_WEEKDAY.search(text)
        return (weekday["weekday"].casefold(), f"{text[: weekday.start()]}{text[weekday.end() :]}") if weekday else (None, text)
    return number_of(found["number"] or found["order"], LAST_DAY), f"{text[: found.start()]}{text[found.end() :]}"


def _writers(text: str, known: Catalogue) -> tuple[tuple[str, ...], str]:
    """The recaps whose writer a question names, and the question with "the author" in place of the name."""
    found: list[str] = []
    people = known.directory
    for author in sorted({known.writers[part] for part in name_key(text).split() if part in known.writers}):
        first, *_, last = author.split() if " " in author else (author, author)
        parts = [author, last, *([first] if name_key(first) not in people.first and not is_english(first) else [])]
        if name_key(author) in people.full or (" " not in author and is_english(author)):
            continue
        text, times = re.subn(rf"(?i)\b(?:{'|'.join(map(re.escape, parts))})\b(?:['’]s\s+recap)?", "the author", text)
        if times:
            found += [recap.file for edition in known.editions for recap in edition.recaps if recap.author == author]
    return tuple(found), text
