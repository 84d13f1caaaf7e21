"""What holds for every text: of reading, of cutting, and of finding a quote again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from corpus import Recap, Source, SourceError, plain, read_source
from corpus.read import cut_recap
from corpus.source import MARKUP, decode
from qa import QuestionError
from qa.citation import cite
from qa.question import clean
from qa.verification import verify

#: Pieces that recaps are made of, and that readers stumble over.
PIECES = some.sampled_from(
    ["# ", "## ", "Ada Lovelace", " — ", "Engine Conf 2015", "\n", "\n\n", "\r\n", ". ", "He spoke of engines", "- ", "* ", "**", "_", "`", "```\n",
     "[a](http://b)", "![", "<p>", "</p>", "<b>", "&amp;", "---\n", "title: x\n", "| a | b |\n", "===\n", "Mr. ", "3.5 ", "\u2028", "é", "שלום", "🎉",
     "Ada Lovelace spoke of engines. They wove numbers.", "\n\n## Ada Lovelace, Analytical\n\n", "\n\n# Engine Conf 2015\n\n", "\t", "    ", "> ", "^[1]", "{{ x }}", "…", '"', "’"]
)  # fmt: skip
TEXTS = some.lists(PIECES | some.text(max_size=8), max_size=60).map("".join)
MARKUPS = some.sampled_from(sorted(set(MARKUP.values())))
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def cut(text: str, markup: str) -> Recap | None:
    try:
        return cut_recap(Source("a.md", text, "0" * 64, markup))
    except SourceError:
        return None


@relaxed
@given(some.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_decoded_and_text_comes_back_as_it_was(data: bytes) -> None:
    text = decode(data)
    assert text.encode("utf-8") or not data
    try:
        assert data[:3] in (b"\xff\xfe", b"\xfe\xff") or text == data.decode("utf-8")
    except UnicodeDecodeError:
        return


@relaxed
@given(TEXTS, MARKUPS)
def test_passages_and_sentences_are_cuts_in_order_that_do_not_overlap(text: str, markup: str) -> None:
    recap = cut(text, markup)
    if recap is None:
        return
    assert recap.text == text
    at = 0
    for passage in recap.passages:
        assert text[passage.start : passage.end] == passage.text
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.start, passage.end)
        for sentence in passage.sentences:
            assert at <= sentence.start < sentence.end <= len(text)
            assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
            at = sentence.end


@relaxed
@given(TEXTS, MARKUPS)
def test_a_passage_lies_within_its_talk_and_talks_do_not_overlap(text: str, markup: str) -> None:
    recap = cut(text, markup)
    if recap is None:
        return
    assert all(one.end <= other.start for one, other in zip(recap.talks, recap.talks[1:], strict=False))
    for passage in recap.passages:
        talk = recap.talk_of(passage)
        assert talk is None or talk.start <= passage.start < passage.end <= talk.end


@relaxed
@given(TEXTS, MARKUPS)
def test_reading_twice_gives_the_same(text: str, markup: str) -> None:
    assert cut(text, markup) == cut(text, markup)


@relaxed
@given(TEXTS)
def test_what_is_shown_is_one_line_and_no_longer_than_what_stands(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert len(shown) <= len(text) + 10


@relaxed
@given(TEXTS, TEXTS)
def test_a_quote_is_found_again_or_said_to_be_stale(tmp_path_factory: pytest.TempPathFactory, text: str, before: str) -> None:
    folder = tmp_path_factory.mktemp("recaps")
    data = text.encode("utf-8", "surrogatepass")
    (folder / "a.md").write_bytes(data)
    try:
        source = read_source(folder, "a.md")
        recap = cut_recap(source)
    except SourceError:
        return
    for passage in recap.passages[:3]:
        quote = cite(recap, passage, passage.start, passage.end)
        assert verify(quote, folder).state == "exact"
        (folder / "a.md").write_bytes((before + "\n\n").encode("utf-8", "surrogatepass") + data)
        verdict = verify(quote, folder)
        if verdict.state == "stale":
            assert passage.text not in _text(folder)
        else:
            assert passage.text in _text(folder)
        (folder / "a.md").write_bytes(data)


def _text(folder: Path) -> str:
    try:
        return read_source(folder, "a.md").text
    except SourceError:
        return ""


@relaxed
@given(some.text(max_size=300))
def test_a_clean_question_is_one_line_and_stays_as_it_is(question: str) -> None:
    try:
        asked = clean(question)
    except QuestionError:
        return
    assert asked == " ".join(asked.split())
    assert asked.encode()
    assert clean(asked) == asked
