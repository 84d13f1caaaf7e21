"""What is counted across talks, over the shipped recaps."""

import pytest

from qa import Answer, Assistant


def first_line(answer: Answer) -> str:
    return answer.text.splitlines()[0].split(" (considered")[0]


def test_companies_are_listed_with_their_speakers_and_the_words_that_say_so(shipped: Assistant) -> None:
    answer = shipped.ask("Which companies were represented in 2018?")
    assert first_line(answer) == "8 companies that speakers are introduced as from; of 3 talks no recap says"
    assert answer.columns == ("Company", "Speakers", "Edition")
    assert answer.rows[0].cells == ("Google", "David Gageot", "dotScale 2018")
    assert all("Google" in quote.shown for quote in answer.rows[0].quotes)


def test_a_company_is_one_row_however_many_speakers_it_sent(shipped: Assistant) -> None:
    rows = {row.cells[0]: row.cells[1:] for row in shipped.ask("Which companies did the speakers work for?").rows}
    assert rows["Google"] == ("Eric Brewer; David Gageot", "dotScale 2016; dotScale 2018")


def test_companies_that_sent_several_are_told_from_the_others(shipped: Assistant) -> None:
    answer = shipped.ask("Which companies sent more than one speaker?")
    assert first_line(answer) == "1 company that more than one speaker is introduced as from; of 21 talks no recap says"
    assert [row.cells[0] for row in answer.rows] == ["Google"]
    assert shipped.ask("Which companies had two speakers in 2015?").text.endswith("introduce no two speakers as from one company.")


@pytest.mark.parametrize("question", ["Which companies use Kafka?", "Which companies were founded in 2014?"])
def test_what_companies_do_is_asked_of_the_evidence(shipped: Assistant, question: str) -> None:
    assert shipped.ask(question).columns == ()


@pytest.mark.parametrize(
    ("question", "found", "first"),
    [
        (
            "Which edition had the most talks?",
            "dotScale 2015, dotScale 2016 with 16 talks each, the most of 3 editions",
            ("dotScale 2015", "16"),
        ),
        ("Which year had the fewest speakers?", "dotScale 2018 with 11 speakers, the fewest of 3 editions", ("dotScale 2018", "11")),
        ("What year had the most lightning talks?", "dotScale 2015 with 5 lightning talks, the most of 3 editions", ("dotScale 2015", "5")),
    ],
)
def test_editions_are_ranked_by_what_they_had(shipped: Assistant, question: str, found: str, first: tuple[str, str]) -> None:
    answer = shipped.ask(question)
    assert (first_line(answer), answer.rows[0].cells, len(answer.rows)) == (found, first, 3)


def test_speakers_of_the_most_talks_are_found(shipped: Assistant) -> None:
    answer = shipped.ask("Who gave the most talks?")
    assert first_line(answer) == "Dan Brown, Jeremy Edberg, Paul Dix with 2 talks each, the most of 39 speakers"
    assert [row.cells[0] for row in answer.rows] == ["Dan Brown", "Jeremy Edberg", "Paul Dix"]
    assert first_line(shipped.ask("Who spoke most often in 2018?")) == "nobody gave more than one talk of 11 speakers"


@pytest.mark.parametrize(
    ("question", "text", "years"),
    [
        ("Which recaps mention Docker?", "4 recaps that name “Docker” (", ["2015", "2015", "2016", "2016"]),
        ("Which recap mentions Borg?", "2 recaps that name “Borg” (", ["2015", "2015"]),
        ("Which recaps tell of Paul Dix?", "3 recaps with talks by Paul Dix (", ["2015", "2015", "2018"]),
        ("recaps by Jérôme Macias", "1 recap (", ["2015"]),
        ("newest recap", "5 recaps, the newest first (", ["2018", "2016", "2016", "2015", "2015"]),
        ("Is there more than one recap for 2016?", "2 recaps (", ["2016", "2016"]),
    ],
)
def test_recaps_are_listed_for_what_they_hold(shipped: Assistant, question: str, text: str, years: list[str]) -> None:
    answer = shipped.ask(question)
    assert answer.text.startswith(text)
    assert [row.cells[3].removeprefix("dotScale ") for row in answer.rows] == years


def test_the_longest_recap_comes_first(shipped: Assistant) -> None:
    assert "Words" not in shipped.ask("List the recaps").columns
    sizes = [int(row.cells[5].replace(",", "")) for row in shipped.ask("Which recap is the longest?").rows]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) == 5
