from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus import SHIPPED, Catalogue, catalogue_of
from corpus.read import read_recaps
from qa.conversation import Focus, Part, RowNames, Understood, left_by, understand


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue_of(read_recaps(SHIPPED)[0])


def wilkes(before: Understood) -> tuple[str, ...]:
    """Stands for the evidence: whatever was asked is answered by one talk."""
    return ("John Wilkes",)


def no_rows(question: str) -> tuple[RowNames, ...]:
    """Stands for the catalogue where no list is asked for."""
    return ()


def read(question: str, history: Sequence[str], known: Catalogue, without: Sequence[Part] = ()) -> Understood:
    """A question as it is read after others."""
    before: Understood | None = None
    for earlier in history:
        before = left_by(earlier, before, known, wilkes, no_rows)
    return understand(question, before, known, wilkes, no_rows, without=without)


@pytest.mark.parametrize(
    ("history", "question", "understood"),
    [
        (["How many talks were there in 2015?"], "and in 2018?", "How many talks were there in 2018?"),
        (["Who spoke about CRDTs?"], "And in 2015?", "Who spoke about CRDTs in 2015?"),
        (["Who spoke about CRDTs?", "and in 2015?"], "and in 2016?", "Who spoke about CRDTs in 2016?"),
        (["How many talks were there in 2015?"], "and lightning talks?", "How many lightning talks were there in 2015?"),
        (["How many talks were there in 2016?"], "two years later?", "How many talks were there in 2018?"),
        (["How many talks were there in 2015?"], "Who were the speakers?", "Who were the speakers in 2015?"),
        (["How many talks were there in 2015?"], "How many attendees were there?", "How many attendees were there in 2015?"),
        (["Who opened dotScale 2016?"], "Who closed it?", "Who closed dotScale 2016?"),
        (["Where was dotScale 2016 held?"], "What was the catering like?", "What was the catering like in dotScale 2016?"),
        (["What did Mike Freedman say in 2018?"], "who spoke right after them?", "Who spoke after Mike Freedman in 2018?"),
        (["What do CRDTs do with counters?"], "and with booleans?", "What do CRDTs do with booleans?"),
        (["Who talked about Docker?"], "And who about Kafka?", "Who talked about Kafka?"),
        (["Which talks mention Kafka?"], "and Docker?", "Which talks mention Docker?"),
        (["Which talks mention Kafka?"], "and the ones about Docker?", "Which talks mention Docker?"),
        (["Which talks mention Kafka?"], "and the one about latency?", "Which talks mention Kafka and latency?"),
        (["What is Borg?"], "tell me more", "Tell me more about John Wilkes"),
        (["What did Paul Dix talk about?"], "Tell me more please", "Tell me everything about Paul Dix"),
        (["What did Paul Dix talk about?"], "who else spoke in 2015?", "Who else spoke in 2015, besides Paul Dix?"),
        (["What did Paul Dix talk about?"], "What about Jeremy Edberg?", "What did Jeremy Edberg talk about?"),
        (["What did Eric Brewer talk about?"], "what did he say about pods?", "What did Eric Brewer say about pods?"),
        (["What was Gleb Budman's talk about?"], "did the author like it?", "Did the author like Gleb Budman's talk?"),
        (["What was Gleb Budman's talk about?"], "what did he say about it?", "What did Gleb Budman talk about?"),
        (["What did Paul Dix talk about?", "any numbers?"], "who gave it?", "Who gave the talk of Paul Dix?"),
        (["How does CloudFlare store logs?", "how many?"], "who said that?", "Who gave the talk of John Wilkes?"),
        (["What is Borg?"], "who gave the talk?", "Who gave John Wilkes's talk?"),
        (["What is Borg?"], "who were the speakers?", "Who gave the talk of John Wilkes?"),
        (["What is Borg?"], "who gave it?", "Who gave the talk about Borg?"),
        (["What is Borg?"], "Is it built on containers?", "Is Borg built on containers?"),
        (["What is Borg?"], "what about its price?", "Borg's price?"),
        (["When was dotScale 2016?"], "where was it?", "Where was dotScale 2016?"),
        (["How does CloudFlare store logs?"], "why?", "How does CloudFlare store logs: why?"),
    ],
)
def test_a_follow_up_is_read_as_a_question_that_stands_alone(known: Catalogue, history: list[str], question: str, understood: str) -> None:
    assert read(question, history, known).question == understood


@pytest.mark.parametrize(
    "question",
    [
        "Who spoke about Docker?",
        "Is there a talk about Docker?",
        "How many recaps are there?",
        "What did Eric Brewer say about his pods?",
        "Why did BackBlaze build its own hardware?",
        "How many drives of a group can fail?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is_and_drops_the_focus(known: Catalogue, question: str) -> None:
    alone = read(question, [], known)
    before = "What did Paul Dix talk about in 2015?"
    assert read(question, [before], known) == replace(alone, after=(before,))
    assert alone.question == question and not alone.lost


def test_the_focus_is_what_the_conversation_is_about(known: Catalogue) -> None:
    focus = read("and in 2018?", ["What did Paul Dix talk about?"], known).focus
    assert focus == Focus(("Paul Dix",), ("2018",), None)
    assert focus.parts() == (("speaker", "Paul Dix"), ("edition", "2018"))


def test_a_part_of_the_focus_can_be_left_out(known: Catalogue) -> None:
    history = ["How many talks were there in 2015?"]
    assert read("Who were the speakers?", history, known, without=["edition"]).question == "Who were the speakers?"


@pytest.mark.parametrize(
    ("earlier", "question", "understood", "of"),
    [
        ("What was Gleb Budman's talk about?", "is it ready for production?", "is it ready for production?", "Gleb Budman"),
        ("What was Gleb Budman's talk about?", "how many people do they have?", "how many people do they have?", "Gleb Budman"),
        ("What was Gleb Budman's talk about?", "why does he think it works?", "why does Gleb Budman think it works?", "Gleb Budman"),
        ("How does CloudFlare store logs?", "and any numbers?", "any numbers?", "John Wilkes"),
    ],
)
def test_what_only_points_is_left_as_it_is_and_asked_of_the_talk_alone(
    known: Catalogue, earlier: str, question: str, understood: str, of: str
) -> None:
    found = read(question, [earlier], known)
    assert (found.question, found.talk_of, found.focus.speakers, found.follows) == (understood, (of,), (of,), True)


def test_a_question_is_read_again_as_it_was_understood(known: Catalogue) -> None:
    found = read("does it work with Linux? (Gleb Budman's talk)", [], known)
    assert (found.question, found.talk_of) == ("does it work with Linux?", ("Gleb Budman",))
    assert read("who said that?", ["does it work with Linux? (Gleb Budman's talk)"], known).question == "Who gave the talk of Gleb Budman?"


@pytest.mark.parametrize("question", ["any numbers?", "how many?", "who gave it?", "and in 2015?", "why?", "what about it?", "and?"])
def test_a_follow_up_with_nothing_to_follow_is_lost(known: Catalogue, question: str) -> None:
    assert read(question, [], known).lost


def test_what_can_be_looked_for_is_not_lost(known: Catalogue) -> None:
    assert not read("and Kafka?", [], known).lost


@pytest.mark.parametrize("question", ["How was the weather?", "What was the food like?"])
def test_a_full_question_is_not_put_behind_a_list(known: Catalogue, question: str) -> None:
    for earlier in ("Who spoke?", "Which talks mention Kafka?"):
        assert read(question, [earlier], known).question == question


def test_a_joined_question_is_not_joined_to_again(known: Catalogue) -> None:
    history = ["How does CloudFlare store logs?", "why?"]
    assert read("how?", history, known).question == "How does CloudFlare store logs: how?"
    assert read("why?", ["Which talks mention Kafka?"], known).lost


def test_fifty_turns_are_read(known: Catalogue) -> None:
    history = ["What did Paul Dix talk about?", *["and in 2015?", "and in 2018?"] * 24]
    assert read("and in 2015?", history, known).question == "What did Paul Dix talk about in 2015?"


def test_a_history_in_another_language_is_no_hindrance(known: Catalogue) -> None:
    assert read("Who spoke about Docker?", ["Qui a parlé de Borg ?"], known).question == "Who spoke about Docker?"
