"""Answers as Markdown and as plain values."""

from dataclasses import replace

from qa import Assistant
from qa.markdown import quote_markdown


def test_quotes_with_their_sources(shipped: Assistant) -> None:
    text = shipped.ask("How many drives of a group can fail?").to_markdown()
    assert text.startswith("> ")
    assert "> In every chunk of 20 drives, up to 3 drives may be down at any moment.\n>\n> — Gleb Budman · dotScale 2016" in text


def test_a_list_is_a_table_that_names_its_quotes(shipped: Assistant) -> None:
    answer = shipped.ask("Which talks mention Kafka?")
    lines = answer.to_markdown().splitlines()
    assert lines[2:4] == ["| Talk | Speaker | Edition | quotes |", "| --- | --- | --- | --- |"]
    assert lines[4] == "| Jepsen IV - Hope Spring Eternal | Kyle Kingsbury | dotScale 2015 | 1 |"
    assert sum(line.startswith("> — ") for line in lines) == len(answer.quotes)


def test_a_refusal_says_why(shipped: Assistant) -> None:
    text = shipped.ask("What happened at dotScale 2017?").to_markdown()
    assert text.startswith("**The recaps do not say.** No recap here tells of dotScale 2017;")


def test_text_of_a_recap_is_no_markdown(shipped: Assistant) -> None:
    (hit,) = shipped.retrieve("drives", 1)
    hostile = replace(hit.citation, text="[a](javascript:b) c | d", title="<img src=x> [t](u)", link="javascript:alert(1)")
    text = quote_markdown(hostile)
    assert r"\<img src=x\> \[t\](u)" in text
    assert "](javascript" not in text
    assert r"\| d" in text
    assert "](https://a.example/b)" in quote_markdown(replace(hostile, link="https://a.example/b"))


def test_a_notebook_shows_it_and_json_holds_it(shipped: Assistant) -> None:
    answer = shipped.ask("Who works at Google?")
    assert answer._repr_markdown_() == answer.to_markdown()
    assert answer.to_dict()["quotes"][0]["text"] == answer.quotes[0].text
    (hit,) = shipped.retrieve("drives", 1)
    assert hit._repr_markdown_().startswith("> ")
    assert hit.to_dict()["score"] == round(hit.score, 4)
