"""Follow-ups on a list, over the shipped recaps: what is asked first, the follow-up, and the question it is read as."""

import pytest

from qa import Assistant

TALKS_OF_2016 = "Which talks were there in 2016?"
NAMING_KAFKA = "Which talks mention Kafka?"


def read_as(shipped: Assistant, *questions: str) -> str:
    *history, last = questions
    return shipped.ask(last, history=history).understood_as


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("What was the second one about?", "What was Vasia Kalavri's talk about?"),
        ("and the third?", "What was Sandeepan Banerjee's talk about?"),
        ("tell me more about the 2nd talk", "Tell me more about Vasia Kalavri's talk"),
        ("the 2nd?", "What was Vasia Kalavri's talk about?"),
        ("what did the first say about Erlang?", "What did Mickael Rémond say about Erlang?"),
        ("where does the last speaker work?", "Where does Eric Brewer work?"),
        ("compare the first and the second", "Compare Mickael Rémond and Vasia Kalavri"),
        ("the first one's title?", "Mickael Rémond's title?"),
    ],
)
def test_a_row_is_meant_by_its_number(shipped: Assistant, question: str, understood: str) -> None:
    assert read_as(shipped, TALKS_OF_2016, question) == understood


def test_who_gave_a_row_is_asked_of_its_title(shipped: Assistant) -> None:
    assert read_as(shipped, NAMING_KAFKA, "who gave the second?") == "Who gave “Handling Trillions of Requests”?"


def test_a_talk_of_somebody_with_several_is_called_by_its_title(shipped: Assistant) -> None:
    assert read_as(shipped, "Which talks were there in 2015?", "what was the last one about?").startswith("What was “The Proper Way")


def test_the_next_row_is_asked_for_in_the_way_of_the_one_before(shipped: Assistant) -> None:
    assert (
        read_as(shipped, TALKS_OF_2016, "did the author like the second one?", "and the third?")
        == "Did the author like Sandeepan Banerjee's talk?"
    )


def test_rows_of_speakers_and_of_editions_are_meant_too(shipped: Assistant) -> None:
    assert read_as(shipped, "Who spoke in 2016?", "tell me about the third speaker") == "Tell me about Sandeepan Banerjee"
    assert (
        read_as(shipped, "Which editions are there?", "how many talks did the last one have?") == "How many talks did dotScale 2018 have?"
    )
    assert read_as(shipped, "Which companies were there?", "who is from the second?") == "Who is from Server Density?"


def test_a_row_that_is_not_there_is_said_to_be_missing(shipped: Assistant) -> None:
    answer = shipped.ask("what was the 40th about?", history=[NAMING_KAFKA])
    assert (answer.reason, answer.text.split(",")[0]) == ("context", "The list before has no such row")


@pytest.mark.parametrize("history", [[], ["What is Borg?"], [NAMING_KAFKA, "What is Borg?"]])
def test_a_number_with_no_list_before_it_is_lost(shipped: Assistant, history: list[str]) -> None:
    assert shipped.ask("and the second one?", history=history).reason == "context"


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first speaker of 2015?",
        "Was Ada Lovelace the first to write a program?",
        "What was on the second day?",
        "How did the second half of the day go?",
        "What came last?",
    ],
)
def test_a_number_of_something_else_is_no_row(shipped: Assistant, question: str) -> None:
    assert read_as(shipped, TALKS_OF_2016, question) == question


@pytest.mark.parametrize(
    ("history", "question", "understood"),
    [
        (["How many talks were there in 2015?"], "list them", "Which talks were there in 2015?"),
        (["How many talks mention Google?"], "which ones?", "Which talks mention Google?"),
        ([NAMING_KAFKA], "who?", "Which speakers mention Kafka?"),
        (["List the lightning talks in 2016"], "who gave them?", "Who gave lightning talks in 2016?"),
        (["Which talks mention Docker?"], "which of them mention containers?", "Which talks mention Docker and containers?"),
        (["Which talks are about Docker?"], "which of them mention containers?", "Which talks are about Docker and mention containers?"),
        (["Which talks are about Docker?"], "who gave them?", "Which speakers spoke about Docker?"),
        (["Which speakers mention Docker?"], "which of them are from Google?", "Which speakers from Google mention Docker?"),
        ([NAMING_KAFKA, "what was the first about?"], "which of them are from 2018?", "Which talks mention Kafka in 2018?"),
        (["Compare 2015 and 2016"], "which had more talks?", "which had more talks, 2015 or 2016?"),
        (["Compare 2015 and 2016"], "and 2018?", "Compare 2015 and 2016 and 2018"),
    ],
)
def test_the_rows_are_meant_together(shipped: Assistant, history: list[str], question: str, understood: str) -> None:
    assert read_as(shipped, *history, question) == understood
