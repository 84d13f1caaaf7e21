from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import SHIPPED, Catalogue, Recap, catalogue_of
from corpus.catalogue import same_person
from corpus.read import read_recaps

Cut = Callable[..., Recap]

ONE = """# PyCon 2015

## Looms, by Ada Lovelace

The loom of Ada wove 300 patterns on cards that day.

## Mario Loreido

Containers inside of editors were shown.

## Steam engines at work

Steam drove the calculating engine in the cellar of Analytical.

## Charles Babbage

Tables of logarithms without errors.
"""
OTHER = """# PyCon 2015

## Ada Lovelace, Weaving

Ada wove 400 patterns with cards on her loom.

## Mario Loriedo

Editors that hold containers.

## Grace Hopper

In the cellar of Analytical, steam drove an engine for calculating.

## Charles Babbage

Logarithms in tables, with no errors.
"""


@pytest.fixture
def two(recap: Cut) -> Catalogue:
    return catalogue_of([recap(ONE, "one.md"), recap(OTHER, "other.md")])


def test_tellings_of_one_talk_are_one_session(two: Catalogue) -> None:
    assert [edition.name for edition in two.editions] == ["PyCon 2015"]
    assert [[telling.recap.file for telling in session.tellings] for session in two.sessions] == [["one.md", "other.md"]] * 4


def test_a_session_has_the_title_of_the_first_telling_that_gives_one(two: Catalogue) -> None:
    assert [session.title for session in two.sessions] == ["Looms", None, "Steam engines at work", None]


def test_spellings_of_a_name_are_joined_and_kept(two: Catalogue) -> None:
    assert [(speaker.name, speaker.spellings) for speaker in two.speakers] == [
        ("Ada Lovelace", ()),
        ("Charles Babbage", ()),
        ("Grace Hopper", ()),
        ("Mario Loreido", ("Mario Loriedo",)),
    ]


def test_what_two_tellings_give_differently_is_kept_with_both_places(two: Catalogue) -> None:
    found = [difference for session in two.sessions for difference in session.differences]
    assert [(difference.what, difference.given) for difference in found] == [
        ("number", ("300 patterns", "400 patterns")),
        ("name", ("Mario Loreido", "Mario Loriedo")),
    ]
    assert [recap.text[span.start : span.end] for recap, span in found[0].places] == [
        "The loom of Ada wove 300 patterns on cards that day.",
        "Ada wove 400 patterns with cards on her loom.",
    ]


def test_a_date_given_differently_is_kept(recap: Cut) -> None:
    one = recap("# PyCon 2015\n\n## Ada Lovelace\n\nAda will publish the loom on June 8 this year.\n", "one.md")
    other = recap("# PyCon 2015\n\n## Ada Lovelace\n\nAda is going to publish her loom on the 9th of June.\n", "other.md")
    found = [difference for session in catalogue_of([one, other]).sessions for difference in session.differences]
    assert [(difference.what, difference.given) for difference in found] == [("date", ("June 8", "9th of June"))]


def test_the_order_of_the_recaps_does_not_matter(recap: Cut) -> None:
    recaps = [recap(ONE, "one.md"), recap(OTHER, "other.md")]
    assert catalogue_of(recaps) == catalogue_of(recaps[::-1])


def test_editions_of_other_years_and_events_are_apart(recap: Cut) -> None:
    names = [recap(ONE.replace("PyCon 2015", title), f"{at}.md") for at, title in enumerate(("PyCon 2016", "JSConf 2015", "PyCon 2015"))]
    assert [edition.name for edition in catalogue_of(names).editions] == ["JSConf 2015", "PyCon 2015", "PyCon 2016"]


def test_a_speaker_of_two_editions_is_one_person(recap: Cut) -> None:
    known = catalogue_of([recap(ONE, "a.md"), recap(ONE.replace("2015", "2017").replace("Babbage", "Babage"), "b.md")])
    ada = next(speaker for speaker in known.speakers if speaker.name == "Ada Lovelace")
    assert [session.edition for session in ada.sessions] == [2015, 2017]
    assert next(speaker.spellings for speaker in known.speakers if speaker.name == "Charles Babbage") == ("Charles Babage",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mario Loreido", "Mario Loriedo", True),
        ("Matthieu Nantern", "Matthieu Nanterre", True),
        ("Mickaël Rémond", "Mickael Remond", True),
        ("Sam Bessalah", "Samir Bessalah", True),
        ("Dan", "Dan Brown", True),
        ("Dan Brown", "Dan Grown", True),
        ("Paul Dix", "Paul Rix", False),
        ("Ada Lovelace", "Adam Lovelock", False),
        ("Jeremy Edberg", "Jeremy Ashkenas", False),
        ("", "Ada", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


def test_no_recap_makes_an_empty_catalogue() -> None:
    assert catalogue_of([]) == Catalogue((), ())


def test_every_talk_of_the_originals_is_one_session(originals: Path) -> None:
    known = catalogue_of(read_recaps(originals)[0])
    assert [(edition.year, len(edition.recaps), len(edition.sessions)) for edition in known.editions] == [
        (2015, 2, 16),
        (2016, 2, 16),
        (2018, 1, 11),
    ]
    assert {len(session.tellings) for edition in known.editions[:2] for session in edition.sessions} == {2}


def test_the_originals_have_three_speakers_of_two_editions_and_three_spelled_twice(originals: Path) -> None:
    known = catalogue_of(read_recaps(originals)[0])
    assert [speaker.name for speaker in known.speakers if len(speaker.sessions) > 1] == ["Dan Brown", "Jeremy Edberg", "Paul Dix"]
    assert {spelling for speaker in known.speakers for spelling in speaker.spellings} == {
        "Mario Loriedo",
        "Matthieu Nantern",
        "Sam Bessalah",
        "Scott",
    }


def test_every_talk_of_the_shipped_recaps_is_one_session() -> None:
    known = catalogue_of(read_recaps(SHIPPED)[0])
    assert [(edition.name, len(edition.sessions)) for edition in known.editions] == [
        ("dotScale 2015", 16),
        ("dotScale 2016", 16),
        ("dotScale 2018", 11),
    ]
    assert {len(session.tellings) for edition in known.editions[:2] for session in edition.sessions} == {2}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("# RubyConf India 2015", {"rubyconf india", "rubyconfindia", "rubyconf", "ruby conf india"}),
        ("# Notes from JSConfEU 2017", {"jsconfeu", "jsconf eu", "jsconf"}),
        (
            "# PyCon Asia Pacific (APAC) 2017",
            {"pycon asia pacific", "pyconasiapacific", "pycon", "pycon apac", "py con asia pacific"},
        ),
    ],
)
def test_an_event_is_known_by_what_people_call_it(recap: Cut, head: str, names: set[str]) -> None:
    known = catalogue_of([recap(f"{head}\n\n## Looms, by Ada Lovelace\n\nOf looms.\n")])
    assert {name for called in known.events.values() for name, _ in called} == names


@pytest.mark.parametrize("speakers", ["Tom Babbage and Ada Lovelace", "Tom Babbage"])
def test_speakers_in_another_order_or_left_out_are_not_given_differently(recap: Cut, speakers: str) -> None:
    one = recap("# PyCon 2015\n\n## Looms, by Ada Lovelace and Tom Babbage\n\nThey wove.\n", "one.md")
    other = recap(f"# PyCon 2015\n\n## Looms, by {speakers}\n\nIt was woven.\n", "other.md")
    [session] = catalogue_of([one, other]).sessions
    assert (len(session.tellings), session.differences) == (2, ())
