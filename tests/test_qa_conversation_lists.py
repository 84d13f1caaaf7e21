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
        ("what did the second one talk about?", "What did Vasia Kalavri talk about?"),
        ("what did the second talk about?", "What did Vasia Kalavri talk about?"),
        ("was the first talk boring?", "Was Mickael Rémond's talk boring?"),
    ],
)
def test_a_row_is_meant_by_its_number(shipped: Assistant, question: str, understood: str) -> None:
    assert read_as(shipped, TALKS_OF_2016, question) == understood


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("the first two", "What did Mickael Rémond and Vasia Kalavri talk about?"),
        ("and the last three?", "What did Ted Dunning, Eliot Horowitz and Eric Brewer talk about?"),
        ("compare the first two", "Compare Mickael Rémond and Vasia Kalavri"),
        ("What did the first 2 say?", "What did Mickael Rémond and Vasia Kalavri say?"),
    ],
)
def test_several_rows_are_meant_at_once(shipped: Assistant, question: str, understood: str) -> None:
    assert read_as(shipped, TALKS_OF_2016, question) == understood


def test_both_are_the_rows_of_a_list_of_two(shipped: Assistant) -> None:
    assert read_as(shipped, "Which companies sent more than one speaker?", "both of them") == "both of them"
    assert read_as(shipped, "Who talked about CRDTs?", "both of them") == "What did Dan Brown and Marc Shapiro talk about?"


def test_more_rows_than_there_are_are_said_to_be_missing(shipped: Assistant) -> None:
    assert shipped.ask("the first 7", history=[NAMING_KAFKA]).reason == "context"


@pytest.mark.parametrize(
    "question", ["except the ones about databases", "but not those that mention databases", "without the databases talks"]
)
def test_talks_that_name_something_are_left_out_of_a_list(shipped: Assistant, question: str) -> None:
    assert read_as(shipped, TALKS_OF_2016, question) == "Which talks do not mention databases in 2016?"


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
    assert read_as(shipped, "Which companies were there?", "who is from the second?") == "Who is from Server Density at dotScale 2015?"


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
        "how fast is the second or third normal form?",
        "Was Ada the last one and why?",
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
        (["Which talks mention Docker?"], "which are from 2016?", "Which talks mention Docker in 2016?"),
        (["Which talks mention Docker?"], "only those from 2015", "Which talks mention Docker in 2015?"),
        (["What was dotScale 2018 about?"], "which of them mention Kafka?", "Which talks mention Kafka in dotScale 2018?"),
        (["Which editions are there?"], "which had the most talks?", "Which edition had the most talks?"),
        (["Which companies were there in 2018?"], "how many?", "How many companies in 2018?"),
        (["Which talks mention Docker or Kafka?"], "which of them mention S3?", "Which talks mention Docker or Kafka and mention S3?"),
        (["Compare 2015 and 2016"], "who gave the most talks?", "who gave the most talks?"),
        (["Compare 2015 and 2016"], "which had more talks?", "which had more talks, 2015 or 2016?"),
        (["Compare 2015 and 2016"], "and 2018?", "Compare 2015 and 2016 and 2018"),
    ],
)
def test_the_rows_are_meant_together(shipped: Assistant, history: list[str], question: str, understood: str) -> None:
    assert read_as(shipped, *history, question) == understood


def test_a_list_of_one_that_says_who_gave_a_row_does_not_take_the_place_of_the_list(shipped: Assistant) -> None:
    history = [TALKS_OF_2016, "what was the second one about?", "who gave it?"]
    assert read_as(shipped, *history, "what was the last one about?") == "What was Eric Brewer's talk about?"


def test_a_list_that_a_row_led_to_takes_the_place_of_the_list(shipped: Assistant) -> None:
    history = ["Which editions are there?", "who spoke at the first one?"]
    assert read_as(shipped, *history, "what was the second one about?") == "What was David Mytton's talk about?"
    assert read_as(shipped, *history, "and at the second?") == "Who spoke at dotScale 2016?"


def test_the_edition_of_a_list_is_kept(shipped: Assistant) -> None:
    assert read_as(shipped, TALKS_OF_2016, "what was the second one about?", "how many are there?") == "How many talks in 2016?"


def test_rows_of_a_list_that_found_nothing_are_those_of_the_one_before(shipped: Assistant) -> None:
    history = ["Which talks mention Docker?", "which of them mention Kafka?"]
    assert read_as(shipped, *history, "what was the first one about?") == "What was Mario Loreido's talk about?"


def test_a_row_is_counted_among_those_that_pass_the_filters(shipped: Assistant) -> None:
    answer = shipped.ask("what was the second one about?", history=[NAMING_KAFKA], years=[2016])
    assert answer.text.startswith("The list before has no such row")


def test_lightning_talks_are_counted_by_themselves(shipped: Assistant) -> None:
    assert read_as(shipped, TALKS_OF_2016, "what was the last lightning talk about?") == "What was Fabien Potencier's talk about?"


def test_a_row_whose_name_somebody_else_has_too_is_called_with_the_company(shipped: Assistant) -> None:
    talks = "Which talks were there in 2018?"
    assert read_as(shipped, talks, "what was the fifth about?") == "What was the talk by Dan from Datadog about?"
    assert read_as(shipped, talks, "what was the fifth about?", "who gave it?") == "Who gave the talk of Dan from Datadog?"
    assert shipped.ask("who gave the fifth one?", history=[talks]).rows[0].cells[0] == "Dan"


@pytest.mark.parametrize(
    ("pointed", "other"), [("what did the first one say?", "Simon Riggs"), ("what did the second one say?", "Chris Sinjakli")]
)
def test_the_other_of_two_rows_is_meant(shipped: Assistant, pointed: str, other: str) -> None:
    for question in ("and the other?", "what about the other one?", "what did the other speaker say?"):
        assert read_as(shipped, "Which talks were about PostgreSQL?", pointed, question) == f"What did {other} say?"


def test_what_several_rows_say_of_the_subject_of_the_list_is_asked(shipped: Assistant) -> None:
    understood = read_as(shipped, "Who talked about Docker?", "what did the first two say about it?")
    assert understood == "What did Mario Loreido and Ben Firshman say about Docker?"


def test_he_is_the_speaker_of_the_only_talk_of_a_list_that_has_no_name(shipped: Assistant) -> None:
    history = ["who talked about monitoring in 2018?", "and in 2016?"]
    assert read_as(shipped, *history, "what was his message?") == "what was “Monitoring”'s message?"
    assert read_as(shipped, *history, "tell me more") == "Tell me more about “Monitoring”"


def test_what_could_not_be_read_is_no_part_of_the_conversation(shipped: Assistant) -> None:
    assert (
        read_as(shipped, TALKS_OF_2016, "what was the 40th about?", "what was the second one about?")
        == "What was Vasia Kalavri's talk about?"
    )


def test_the_first_is_turned_into_the_last(shipped: Assistant) -> None:
    assert read_as(shipped, "Who gave the first talk in 2016?", "and the last?") == "Who gave the last talk in 2016?"


def test_what_is_said_between_questions_is_none(shipped: Assistant) -> None:
    assert read_as(shipped, TALKS_OF_2016, "thanks!", "what was the third one about please?") == "What was Sandeepan Banerjee's talk about?"


def test_a_row_is_left_out_with_its_speaker(shipped: Assistant) -> None:
    answer = shipped.ask("what was the second one about?", history=[TALKS_OF_2016], without=["speaker"])
    assert "Kalavri" not in answer.understood_as


def test_the_list_is_meant_however_many_of_its_rows_were_asked_about(shipped: Assistant) -> None:
    turns = [
        turn for ordinal in ("second", "third", "fourth", "sixth") for turn in (f"who gave the {ordinal} one?", "did the author like it?")
    ]
    assert read_as(shipped, TALKS_OF_2016, *turns, "what was the first one about?") == "What was Mickael Rémond's talk about?"


def test_a_talk_by_its_number_is_looked_for_where_nothing_was_asked_before(shipped: Assistant) -> None:
    assert shipped.ask("last talk").reason != "context"
    assert shipped.ask("last talk", history=["What is Borg?"]).reason == "context"
    assert shipped.ask("tell me more about the second one", history=["What is Borg?"]).reason == "context"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What was Gleb Budman's talk about?", "summary please", "Summarize Gleb Budman's talk"),
        ("Which talks were there in 2018?", "summarize", "Summarize the 2018 edition"),
        ("Which talks were there in 2018?", "what was the conference about?", "what was the conference about in 2018?"),
        ("How many talks were there in 2018?", "Who was the first speaker?", "Who was the first speaker in 2018?"),
        ("Who opened dotScale 2016?", "and who closed it?", "who closed it in dotScale 2016?"),
        ("When was dotScale 2015?", "Who gave the first talk?", "Who gave the first talk in dotScale 2015?"),
        ("Tell me about 2018", "who spoke?", "who spoke in 2018?"),
        ("List the talks in 2018", "only the lightning ones", "Which lightning talks in 2018?"),
        ("List the talks in 2018", "except the lightning ones", "Which talks other than lightning talks in 2018?"),
        ("regular talks of 2016", "who gave them?", "Who gave talks other than lightning talks in 2016?"),
        ("Which talks do not mention Kafka?", "how many?", "How many talks that do not mention Kafka?"),
        ("Which talks were on day 2?", "how many?", "How many talks on day 2?"),
        ("Who came back in 2016?", "how many?", "Who came back in 2016?"),
        ("How many talks in 2018?", "how many were lightning?", "How many lightning talks in 2018?"),
        ("Who spoke about Istio?", "where do they work?", "Which companies spoke about Istio?"),
        ("talks on Kafka", "in 2018 only", "talks on Kafka in 2018?"),
        ("talks on Kafka", "but not in 2018", "talks on Kafka but not in 2018?"),
        ("third talk of 2018", "and the fourth?", "fourth talk of 2018"),
        ("Who talked about just-right-consistency?", "what came next?", "Who spoke after Marc Shapiro?"),
        ("What was the third talk of 2018?", "and the next one?", "Who spoke after Damien Tournoud in 2018?"),
        ("Which conference had the most talks?", "and the fewest?", "Which edition had the fewest talks?"),
        ("Which conference had the fewest speakers?", "which had the most?", "Which edition had the most speakers?"),
        ("What did the author like in 2016?", "and which one did they dislike most?", "which one did they dislike most in 2016?"),
        ("dollar bills?", "What did that stand for?", "What did dollar bills stand for?"),
    ],
)
def test_a_summary_or_a_place_is_asked_of_what_is_at_hand(shipped: Assistant, before: str, question: str, understood: str) -> None:
    assert read_as(shipped, before, question) == understood


def test_they_are_the_speakers_where_nobody_was_named(shipped: Assistant) -> None:
    assert shipped.ask("what did they say about microservices?").kind == "quotes"
    assert shipped.ask("what did he say about microservices?").reason == "context"


def test_the_other_end_is_not_what_was_asked_before(shipped: Assistant) -> None:
    history = ["What was the last talk of 2016?", "and the first?"]
    assert shipped.ask("who gave it?", history=history).rows[0].cells[0] == "Mickael Rémond"
