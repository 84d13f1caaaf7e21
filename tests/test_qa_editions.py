from pathlib import Path

import pytest

from corpus import Catalogue, catalogue_of
from corpus.read import read_recaps
from qa import Assistant
from qa.conversation import understand
from qa.editions import editions_in, strange_editions
from qa.request import read_request

FILES = {
    "river-2019.md": "# RiverConf Lyon 2019\n\n## Locks of the Rhone, by Ada Perrin\n\nAda Perrin told how locks are opened by radio.\n",
    "river-2021.md": "# RiverConf Lyon 2021\n\n## Dredging at night, by Omar Vidal\n\nOmar Vidal dredged at night with sonar, and slept by day.\n\n"
    "## Floods and radio, by Lena Roux\n\nLena Roux warned of floods by radio.\n",
    "hedgehog-2021.md": "# Notes from Hedgehog Days 2021\n\n## Counting spines, by Tom Becker\n\nTom Becker counted spines with a camera.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recaps")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def known(folder: Path) -> Catalogue:
    return catalogue_of(read_recaps(folder)[0])


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Assistant:
    return Assistant.open(folder, folder.parent / "index")


@pytest.mark.parametrize(
    ("question", "editions"),
    [
        ("Which talks were given at RiverConf?", [["RiverConf Lyon 2019", "RiverConf Lyon 2021"]]),
        ("Who spoke at hedgehog days?", [["Hedgehog Days 2021"]]),
        ("Who spoke at RiverConf in 2021?", [["RiverConf Lyon 2021"]]),
        ("Who spoke at the 2021 RiverConf?", [["RiverConf Lyon 2021"]]),
        ("Who spoke in 2021?", [["Hedgehog Days 2021", "RiverConf Lyon 2021"]]),
        ("Which talks were there before 2020?", [["RiverConf Lyon 2019"]]),
        ("Which talks were there since 2020?", [["Hedgehog Days 2021", "RiverConf Lyon 2021"]]),
        ("List the talks from 2018 to 2020", [["RiverConf Lyon 2019"]]),
        ("Compare RiverConf 2019 and Hedgehog Days", [["RiverConf Lyon 2019"], ["Hedgehog Days 2021"]]),
        ("What changed from 2019 to 2021?", [["RiverConf Lyon 2019"], ["Hedgehog Days 2021", "RiverConf Lyon 2021"]]),
        ("Who spoke at the last RiverConf edition?", [["RiverConf Lyon 2019", "RiverConf Lyon 2021"]]),
        ("Who spoke at RiverConf 2020?", [[]]),
    ],
)
def test_the_editions_that_a_question_names(known: Catalogue, question: str, editions: list[list[str]]) -> None:
    assert [[edition.name for edition in mention.editions] for mention in editions_in(question, known)] == editions


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("Who spoke at RiverConf 2020?", ["RiverConf 2020"]),
        ("Who spoke at hedgehog days 2022?", ["hedgehog days 2022"]),
        ("Who spoke at PyCon 2021?", ["PyCon 2021"]),
        ("Who spoke at the 2017 edition?", ["2017 edition"]),
        ("Which talks were about sonar in 2021?", []),
        ("Where was RiverConf in 2020?", []),
        ("Was Windows 2000 in use?", []),
    ],
)
def test_an_edition_that_no_recap_tells_of(known: Catalogue, question: str, strange: list[str]) -> None:
    assert strange_editions(question, known) == strange


def test_an_event_without_its_year_limits_a_list(known: Catalogue) -> None:
    request = read_request("How many talks were there at Hedgehog Days?", known)
    assert request and request.kind == "count" and [edition.name for edition in request.editions] == ["Hedgehog Days 2021"]


def test_a_year_of_two_conferences_is_counted(assistant: Assistant) -> None:
    answer = assistant.ask("How many talks were there in 2021?")
    assert (answer.kind, len(answer.rows)) == ("count", 3)


def test_an_event_without_its_year_limits_what_is_searched(assistant: Assistant) -> None:
    assert {quote.recap for quote in assistant.ask("Who spoke about radio at RiverConf?").quotes} == {"river-2019.md", "river-2021.md"}
    assert assistant.ask("What was done with a camera at RiverConf?").refused


def test_two_events_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Compare RiverConf 2021 with Hedgehog Days")
    assert (answer.kind, answer.columns) == ("comparison", ("", "Hedgehog Days 2021", "RiverConf Lyon 2021"))


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        ("List the speakers of RiverConf 2019", "and at Hedgehog Days?", "List the speakers of Hedgehog Days"),
        ("How many talks were there at RiverConf 2019?", "And at Hedgehog Days 2021?", "How many talks were there at Hedgehog Days 2021?"),
        ("How many talks were there at RiverConf 2019?", "what about Hedgehog Days?", "How many talks were there at Hedgehog Days?"),
    ],
)
def test_a_follow_up_asks_of_another_event(known: Catalogue, earlier: str, question: str, understood: str) -> None:
    assert understand(question, [earlier], known, lambda _: ()).question == understood
