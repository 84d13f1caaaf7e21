"""The words under which a passage is indexed: its own, and the context that they leave out."""

from __future__ import annotations

from corpus import Passage, Recap, plain
from corpus.recap import edition_name


def context(recap: Recap, passage: Passage) -> str:
    """Edition, talk, speakers, affiliation and heading of a passage, as far as they are known, in one line."""
    talk = recap.talk_of(passage)
    parts = [edition_name(recap.event, recap.edition, recap.title)]
    if talk is not None:
        parts += [talk.title or "", ", ".join(talk.speakers), talk.affiliation or ""]
        parts.append("lightning talk" if talk.kind == "lightning talk" else "")
    heading = passage.heading or ""
    if not any(part and part in heading for part in parts[1:]):
        parts.append(heading)
    return ". ".join(part for part in parts if part)


def passage_text(recap: Recap, passage: Passage) -> str:
    """What is embedded, and searched by words, for a passage."""
    return f"{context(recap, passage)}: {plain(passage.text)}"


def sentence_texts(recap: Recap, passage: Passage) -> list[str]:
    """What is embedded for each sentence of a passage."""
    return [plain(recap.text[span.start : span.end]) for span in passage.sentences]
