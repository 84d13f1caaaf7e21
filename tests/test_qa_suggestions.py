import pytest

from corpus import Catalogue
from qa import Assistant


def test_the_first_questions_show_a_detail_a_list_a_comparison_and_a_refusal(shipped: Assistant) -> None:
    detail, listed, compared, absent = shipped.first_questions()
    assert [shipped.ask(question).kind for question in (detail, listed, compared, absent)] == ["quotes", "list", "comparison", "refusal"]
    assert absent == "What happened at dotScale 2017?"


@pytest.mark.parametrize(
    "question",
    ["How many drives of a group can fail?", "Which talks mention Docker?", "Who spoke more than once?", "What happened at dotScale 2017?"],
)
def test_what_is_suggested_next_has_an_answer_and_was_not_asked(shipped: Assistant, question: str) -> None:
    suggested = shipped.next_questions(shipped.ask(question))
    assert 2 <= len(suggested) <= 6
    assert question not in suggested
    assert not any(shipped.ask(one).refused for one in suggested)


def test_what_is_suggested_under_filters_has_an_answer_under_them(shipped: Assistant) -> None:
    filters = {"years": [2015], "recaps": ["dotscale-2015-misc.md"]}
    suggested = shipped.next_questions(shipped.ask("Who spoke about Docker?", **filters), **filters)
    assert suggested and not any(shipped.ask(one, **filters).refused for one in suggested)
    assert not any("2018" in one or "2016" in one for one in suggested)


def test_a_missing_edition_suggests_those_that_are_there(shipped: Assistant) -> None:
    suggested = shipped.next_questions(shipped.ask("What happened at dotScale 2017?"))
    assert suggested[:3] == tuple(f"Which talks were there in {year}?" for year in (2018, 2016, 2015))


def test_the_same_speakers_other_talk_is_suggested(shipped: Assistant) -> None:
    assert "What did Paul Dix talk about in 2018?" in shipped.next_questions(shipped.ask("What was Paul Dix's talk about?"))


def test_tellings_are_those_of_the_talks_that_are_quoted(shipped: Assistant) -> None:
    told = shipped.tellings(shipped.ask("What was Mario Loreido's talk about?"))
    assert [(session.speakers, [quote.recap for quote in leads]) for session, leads in told] == [
        (("Mario Loreido",), ["dotscale-2015-macias.md", "dotscale-2015-misc.md"])
    ]


def test_a_place_in_a_recap_belongs_to_a_session(shipped: Assistant) -> None:
    known: Catalogue = shipped.catalogue
    telling = known.sessions[0].tellings[0]
    assert known.session_at(telling.recap.file, telling.talk.start) is known.sessions[0]
    assert known.session_at(telling.recap.file, 0) is None
    assert known.session_at("nothing.md", 0) is None
