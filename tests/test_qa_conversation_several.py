"""Messages that ask several things: how they are told apart, and how they are answered over the shipped recaps."""

import json

import pytest

from qa import Assistant
from qa.conversation.several import MOST, questions_of


def told_apart(message: str) -> tuple[str, ...]:
    return questions_of(message, lambda _: False)


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What is Redis? Who wrote it?", ("What is Redis?", "Who wrote it?")),
        ("Who built the engine, and how many people helped?", ("Who built the engine?", "How many people helped?")),
        ("Who talked about looms? And who about cards?", ("Who talked about looms?", "And who about cards?")),
        ("What's the loom talk about and who gave it?", ("What's the loom talk about?", "Who gave it?")),
        ("Is it fast, and what does it cost?", ("Is it fast?", "What does it cost?")),
        ("Who made it, when did it come out and why is it slow?", ("Who made it?", "When did it come out?", "Why is it slow?")),
    ],
)
def test_questions_of_one_message_are_told_apart(message: str, questions: tuple[str, ...]) -> None:
    assert told_apart(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Who created Kafka and when?",
        "When and where was it held?",
        "How many talks and how many speakers were there?",
        "If the two disagree, which value wins by default?",
        "Had the sample run, what would the writer have said?",
        "What is libostree, which Toradex uses?",
        "Who talked about data and who it belongs to?",
        "I was not there. Who opened it?",
        "Who opened it? Thanks!",
        "?",
        "What is it? " * (MOST + 1),
    ],
)
def test_a_message_that_asks_one_thing_or_too_many_is_left_as_it_is(message: str) -> None:
    assert told_apart(message) == (message,)


def test_what_one_sentence_asks_as_a_whole_is_not_taken_apart() -> None:
    assert questions_of("Who spoke and what did they say?", lambda _: True) == ("Who spoke and what did they say?",)


def test_each_question_has_an_answer_of_its_own(shipped: Assistant) -> None:
    answer = shipped.ask("How many talks were there in 2018? Who wrote Redis?")
    assert [one.kind for one in answer.answers] == ["count", "quotes"]
    assert answer.kind == "several"
    assert answer.quotes == tuple(dict.fromkeys(quote for one in answer.answers for quote in one.quotes))
    assert answer.text.startswith("How many talks were there in 2018?\n11 talks (considered: 11 talks in 1 recap of dotScale 2018)\n")
    assert f"\n\nWho wrote Redis?\n{answer.answers[1].text}" in answer.text


def test_a_question_is_read_with_the_one_before_it_in_the_message(shipped: Assistant) -> None:
    answer = shipped.ask("Who opened dotScale 2016? Who closed it?")
    assert answer.understood_as == "Who opened dotScale 2016? Who closed dotScale 2016?"
    assert [one.rows[0].cells[0] for one in answer.answers] == ["Mickael Rémond", "Eric Brewer"]


def test_a_follow_up_is_read_with_the_last_question_of_the_message_before(shipped: Assistant) -> None:
    answer = shipped.ask("and Kafka?", history=["How many talks were in 2018? Which talks mention Docker?"])
    assert answer.understood_as == "Which talks mention Kafka?"


def test_what_the_recaps_do_not_say_to_one_of_them_is_said(shipped: Assistant) -> None:
    answer = shipped.ask("Who wrote Redis? What happened at dotScale 2017?")
    assert not answer.refused
    assert [one.refused for one in answer.answers] == [False, True]
    assert "\n\nWhat happened at dotScale 2017?\nThe recaps do not say. No recap here tells of dotScale 2017;" in answer.text


def test_where_the_recaps_answer_none_of_them_the_message_is_refused_as_a_whole(shipped: Assistant) -> None:
    answer = shipped.ask("What happened at dotScale 2017? Who spoke at dotScale 2014?")
    assert (answer.kind, answer.reason, answer.answers) == ("refusal", "edition", ())


def test_markdown_and_json_hold_each_answer_with_its_question(shipped: Assistant) -> None:
    answer = shipped.ask("Who wrote Redis? How many talks were there in 2018?")
    fields = json.loads(json.dumps(answer.to_dict()))
    assert [one["kind"] for one in fields["answers"]] == ["quotes", "count"]
    markdown = answer.to_markdown()
    assert markdown.startswith("**Who wrote Redis?**\n\n> ")
    assert "\n\n**How many talks were there in 2018?**\n\n11 talks" in markdown
