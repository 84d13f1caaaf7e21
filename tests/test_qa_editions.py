from pathlib import Path

import pytest

from corpus import Catalogue, catalogue_of
from corpus.read import read_recaps
from qa import Assistant
from qa.conversation import left_by, understand
from qa.editions import editions_in, strange_editions
from qa.people import people_in
from qa.request import read_request

FILES = {
    "river-2019.md": "# RiverConf Lyon 2019\n\n## Locks of the Rhone, by Ada Perrin\n\nAda Perrin told how locks are opened by radio. Boats go up, and are going down.\n",
    "river-2021.md": "# RiverConf Lyon 2021\n\n## Dredging at night, by Omar Vidal\n\nOmar Vidal dredged at night with sonar, and slept by day.\n\n"
    "## Floods and radio, by Lena Roux\n\nLena Roux warned of floods by radio, with a program in Go.\n",
    "hedgehog-2021.md": "# Hedgehog Days 2021 Kiel Recap\n\nThe days of the hedgehogs were held in Kiel this time.\n\n## Counting spines, by Tom Becker\n\nTom Becker counted spines with a camera.\n",
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
        ("Who spoke at Hedgehog Days Kiel 2021?", [["Hedgehog Days 2021"]]),
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
    assert assistant.ask("What was done with a camera at RiverConf?").searched == (2, 3)


def test_two_events_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Compare RiverConf 2021 with Hedgehog Days")
    assert (answer.kind, answer.columns) == ("comparison", ("", "Hedgehog Days 2021", "RiverConf Lyon 2021"))


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        ("List the speakers of RiverConf 2019", "and at Hedgehog Days?", "List the speakers of Hedgehog Days"),
        ("How many talks were there at RiverConf 2019?", "And at Hedgehog Days 2021?", "How many talks were there at Hedgehog Days 2021?"),
        ("How many talks were there at RiverConf 2019?", "what about Hedgehog Days?", "How many talks were there at Hedgehog Days?"),
        ("List the talks at RiverConf", "Which of them were about radio?", "Which talks were about radio in RiverConf?"),
        ("List the talks at RiverConf", "Which of these were in 2021?", "List the talks at RiverConf 2021"),
        ("Who spoke at RiverConf 2019?", "and in 2021?", "Who spoke at RiverConf 2021?"),
        ("Who spoke at RiverConf 2021?", "how many of them were from France?", "How many speakers were from France in RiverConf 2021?"),
        ("List the speakers of RiverConf 2021", "how many were there?", "How many speakers in RiverConf 2021?"),
        ("Which talks mention radio?", "who gave them?", "Which speakers mention radio?"),
        ("How many talks were there at Hedgehog Days 2021?", "Where was it held?", "Where was Hedgehog Days 2021 held?"),
        ("When was RiverConf 2021?", "Where was it?", "Where was RiverConf 2021?"),
        ("Give me a summary of RiverConf 2021", "And how many talks were there?", "how many talks were there in RiverConf 2021?"),
        ("Who works at Mills?", "and at Looms?", "Who works at Looms?"),
        ("What was Ada Perrin's talk about?", "Compare it with Omar Vidal's", "Compare Ada Perrin and Omar Vidal"),
    ],
)
def test_a_follow_up_asks_of_another_event_or_of_the_rows_of_a_list(known: Catalogue, earlier: str, question: str, understood: str) -> None:
    before = left_by(earlier, None, known, lambda _: (), lambda _: ())
    assert understand(question, before, known, lambda _: (), lambda _: ()).question == understood


@pytest.mark.parametrize(
    ("question", "filters", "understood"),
    [
        ("What was the talk about?", {"speakers": ["Ada Perrin"]}, "What was Ada Perrin's talk about?"),
        ("Where was it?", {"recaps": ["hedgehog-2021.md"]}, "Where was Hedgehog Days 2021?"),
    ],
)
def test_a_question_can_point_at_what_the_filters_leave(
    assistant: Assistant, question: str, filters: dict[str, list[str]], understood: str
) -> None:
    assert assistant.ask(question, speakers=filters.get("speakers"), recaps=filters.get("recaps")).understood_as == understood


@pytest.mark.parametrize(
    "question",
    [
        "Summarise RiverConf 2021",
        "Give me a summary of RiverConf 2021",
        "What's the gist of RiverConf 2021?",
        "What was RiverConf 2021 about?",
        "Tell me about the RiverConf 2021 recap",
    ],
)
def test_an_edition_is_summed_up_talk_by_talk(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "summary"
    assert [row.cells for row in answer.rows] == [
        ("Dredging at night", "Omar Vidal", "Omar Vidal dredged at night with sonar, and slept by day."),
        ("Floods and radio", "Lena Roux", "Lena Roux warned of floods by radio, with a program in Go."),
    ]


@pytest.mark.parametrize("question", ["Who wrote the RiverConf 2019 recap?", "When was the recap of RiverConf 2019 published?"])
def test_the_writer_and_the_date_of_a_recap(assistant: Assistant, question: str) -> None:
    assert [row.cells for row in assistant.ask(question).rows] == [("RiverConf Lyon 2019", "—", "—", "RiverConf Lyon 2019", "1")]


def test_talks_are_counted_for_each_edition(assistant: Assistant) -> None:
    answer = assistant.ask("How many talks did each conference have?")
    assert answer.text.startswith("4 talks in 3 editions (")
    assert answer.columns == ("Edition", "Recaps", "Talks", "Speakers")
    assert [row.cells for row in answer.rows] == [
        ("RiverConf Lyon 2019", "1", "1", "1"),
        ("Hedgehog Days 2021", "1", "1", "1"),
        ("RiverConf Lyon 2021", "1", "2", "2"),
    ]


@pytest.mark.parametrize(
    ("question", "text", "editions"),
    [
        ("Which conferences mention radio?", "2 editions whose recaps name “radio” (", ["RiverConf Lyon 2019", "RiverConf Lyon 2021"]),
        ("At how many conferences did Omar Vidal speak?", "1 edition with talks by Omar Vidal (", ["RiverConf Lyon 2021"]),
        ("Which years had talks about sonar?", "1 edition with talks about “sonar” (", ["RiverConf Lyon 2021"]),
    ],
)
def test_editions_are_listed_for_what_their_talks_hold(assistant: Assistant, question: str, text: str, editions: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(text)
    assert [row.cells[0] for row in answer.rows] == editions


@pytest.mark.parametrize(
    ("question", "named"),
    [("Did the author like Ada Smith's talk?", []), ("What did Ada say?", ["Ada Perrin"]), ("the talk of Dr Vidal", ["Omar Vidal"])],
)
def test_a_full_name_is_nobody_else_of_the_same_first_name(known: Catalogue, question: str, named: list[str]) -> None:
    assert [name for mention in people_in(question, known) for name in mention.names] == named


def test_a_list_of_an_edition_that_names_nothing_of_the_kind_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Which talks at Hedgehog Days mention sonar?")
    assert (answer.reason, answer.text) == ("detail", "No talk in the recaps of Hedgehog Days 2021 names “sonar”.")


def test_who_gave_a_talk_that_is_given_by_its_title(assistant: Assistant) -> None:
    assert [row.cells[0] for row in assistant.ask("Who gave the talk Floods and radio?").rows] == ["Lena Roux"]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What was the radar talk about?", None),
        ("What was the sonar talk about?", "Dredging at night"),
        ("What was the dredging talk about?", "Dredging at night"),
        ("Did the author like the floods talk?", "Floods and radio"),
        ("Who gave the spines talk?", "Counting spines"),
        ("Which was the best talk?", None),
    ],
)
def test_a_talk_is_known_by_a_part_of_its_title_or_by_what_only_it_opens_with(known: Catalogue, question: str, title: str | None) -> None:
    request = read_request(question, known)
    meant = [session.title for session in known.sessions if request and session.id in request.talks]
    assert meant == ([title] if title else [])


def test_a_folder_of_several_events_is_asked_about_by_their_names(assistant: Assistant) -> None:
    assert "Compare Hedgehog Days 2021 and RiverConf Lyon 2021" in assistant.first_questions()
    following = assistant.next_questions(assistant.ask("How many talks were there at Hedgehog Days 2021?"))
    assert "Which talks were there in RiverConf Lyon 2021?" in following


def test_a_name_is_not_the_verb_that_is_written_alike(assistant: Assistant) -> None:
    assert [row.cells[1] for row in assistant.ask("Which talks mention Go?").rows] == ["Lena Roux"]


@pytest.mark.parametrize(
    "question", ["RiverConf 2021 vs Hedgehog Days: how do they differ?", "How do RiverConf 2021 and Hedgehog Days differ?"]
)
def test_how_two_editions_differ_is_a_comparison_of_all(known: Catalogue, question: str) -> None:
    request = read_request(question, known)
    assert request and (request.kind, request.thing, request.subject) == ("compare", "editions", None)


@pytest.mark.parametrize(
    ("question", "kind", "thing", "editions"),
    [
        ("Which talks did the author see at Hedgehog Days?", "list", "talks", 1),
        ("I'd like a list of everyone who gave a talk in 2019", "list", "speakers", 1),
        ("What conferences of 2021 are covered here?", "list", "editions", 2),
        ("Which had more talks, RiverConf 2021 or Hedgehog Days?", "compare", "editions", 2),
        ("Summarize Hedgehog Days 2021 for me, please", "summary", "editions", 1),
        ("What's Hedgehog Days about?", "summary", "editions", 1),
        ("Ada Perrin and Omar Vidal: what did each talk about?", "compare", "speakers", 0),
        ("tl;dr of Ada Perrin's talk?", "summary", "talks", 0),
    ],
)
def test_a_request_is_read_in_many_wordings(known: Catalogue, question: str, kind: str, thing: str, editions: int) -> None:
    request = read_request(question, known)
    assert request and (request.kind, request.thing, len(request.editions)) == (kind, thing, editions)


def test_a_day_that_no_recap_tells_apart_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("Which talks were on the first day of RiverConf 2021?")
    assert (answer.reason, answer.text) == ("detail", "The recaps of RiverConf Lyon 2021 do not say which talk was on which day.")


def test_a_month_is_nobodys_name(assistant: Assistant) -> None:
    assert assistant.ask("Who dredged at night in November?").reason != "name"


def test_an_event_is_searched_for_by_the_name_that_the_recaps_write(tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "one.md").write_text("# Great Loom Summit 2022\n\nThe summit was held in Hull.\n\n## Wool, by Tom Becker\n\nOf wool.\n")
    (recaps / "two.md").write_text("# Sheep Days 2021\n\nThe days were held in Leeds.\n\n## Ewes, by Ada Perrin\n\nOf ewes.\n")
    assistant = Assistant.open(recaps, tmp_path / "index")
    assert assistant._spelled_out("Where was GreatLoomSummit 2022 held?") == "Where was Great Loom Summit 2022 held?"
    assert assistant._spelled_out("Where was Sheep Days held?") == "Where was Sheep Days held?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many talks are described in the RiverConf 2021 trip report?", "2 talks"),
        ("Which sonar talks were given at RiverConf 2021?", "1 talk about “sonar”"),
        ("Floods and radio - summary?", "In the recaps' own sentences"),
        ("who gave the counting of the spines talk", "1 speaker"),
        ('"Floods and radio" - who gave that one and at what event?', "1 speaker"),
        ("Who wrote the RiverConf 2021 recap and when was it published?", "1 recap"),
        ("What talks were given at RiverConf 2021, and by whom?", "2 talks"),
        ("Which had more talks in its recap, RiverConf 2021 or Hedgehog Days?", "2 editions side by side"),
        ("sonar talks pls", "1 talk about “sonar”"),
        ("Tell me about Hedgehog Days in a few sentences", "1 talk"),
        ("Which conferences were held in Kiel?", "1 edition whose recaps name “Kiel”"),
        ("which conf was Lena Roux at", "1 talk by Lena Roux"),
        ("Does the RiverConf 2021 recap cover more talks than the Hedgehog Days one?", "2 editions side by side"),
        ("Who gave the talk Floods and radio and what company are they from?", "1 speaker"),
        ("What was Fluods and rodio about?", "In the recaps' own sentences"),
    ],
)
def test_wordings_that_a_folder_of_several_events_is_asked_in(assistant: Assistant, question: str, text: str) -> None:
    assert assistant.ask(question).text.startswith(text)


def test_an_event_whose_name_ends_in_a_mark_has_editions_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text("# Meeting C++ 2017\n\n## Locks, by Ada Perrin\n\nAda Perrin told of locks.\n")
    known = catalogue_of(read_recaps(tmp_path)[0])
    assert strange_editions("Who spoke at Meeting C++ 2018?", known) == ["Meeting C++ 2018"]


def test_two_years_of_which_one_has_no_recap_are_no_comparison_of_editions(known: Catalogue) -> None:
    assert read_request("Was Hedgehog Days bigger in 2021 or in 2018?", known) is None


def test_two_talks_are_compared_by_words_of_their_titles(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the dredging talk and the floods talk")
    assert [row.cells[2] for row in answer.rows] == ["Dredging at night", "Floods and radio"]


def test_two_speakers_are_compared_on_what_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("What did Omar Vidal and Lena Roux each say about radio?")
    assert [(row.cells[0], row.cells[3]) for row in answer.rows] == [
        ("Omar Vidal", "—"),
        ("Lena Roux", "Lena Roux warned of floods by radio, with a program in Go."),
    ]


def test_a_summary_of_a_conference_begins_with_the_conference(assistant: Assistant) -> None:
    rows = assistant.ask("Summarise Hedgehog Days").rows
    assert rows[0].cells == ("Hedgehog Days 2021 at large", "—", "The days of the hedgehogs were held in Kiel this time.")


def test_talks_on_a_subject_are_not_those_that_name_it_in_passing(tmp_path: Path) -> None:
    beginning = "It was a long talk about the weaving of wool, and of the many hands that it takes to weave it well, day after day. "
    more = " ".join(f"Then came the {number}th thing that was told, at length and with many pictures of it." for number in range(4, 14))
    (tmp_path / "recap.md").write_text(
        f"# LoomConf 2015\n\n## Wool, by Ada Perrin\n\n{beginning}\n\n{more} One of them was a radio.\n\n"
        "## Waves, by Omar Vidal\n\nOmar Vidal spoke of the radio.\n"
    )
    assistant = Assistant.open(tmp_path, tmp_path.parent / "waves")
    about, named = assistant.ask("Which talks were about radio?"), assistant.ask("Which talks mention radio?")
    assert [row.cells[0] for row in about.rows] == ["Waves"]
    assert [row.cells[0] for row in named.rows] == ["Wool", "Waves"]


@pytest.mark.parametrize(
    ("question", "number"), [("How many speakers are named in the RiverConf 2021 post?", 2), ("Which tech talks were given in 2019?", 1)]
)
def test_words_that_set_no_limit(assistant: Assistant, question: str, number: int) -> None:
    assert len(assistant.ask(question).rows) == number


def test_an_event_may_be_called_as_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "7-loomcon-eu-2023.md").write_text("# LoomCon 2023\n\n## Wool, by Ada Perrin\n\nAda Perrin told of wool.\n")
    (tmp_path / "potcon-2023.md").write_text("# PotCon 2023\n\n## Clay, by Omar Vidal\n\nOmar Vidal told of clay.\n")
    known = catalogue_of(read_recaps(tmp_path)[0])
    assert [edition.name for mention in editions_in("Who spoke at LoomCon EU?", known) for edition in mention.editions] == ["LoomCon 2023"]


def test_what_the_talks_of_an_event_are_about_is_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# LoomConf 2023\n\n## Wool, by Ada Perrin\n\nAda Perrin told of Loom and wool.\n")
    (tmp_path / "b.md").write_text("# PotCon 2023\n\n## Clay, by Omar Vidal\n\nOmar Vidal told of clay.\n")
    assert editions_in("Which talks mention Loom?", catalogue_of(read_recaps(tmp_path)[0])) == []


@pytest.mark.parametrize(
    ("file", "event", "called"),
    [
        ("loom.md", "Loom Conference Brno", "Loom Conference"),
        ("loom.md", "Loom Conference Brno", "Loom Brno"),
        ("loom.md", "LOOMConf", "LOOM"),
        ("recap.md", "OpenLoomConf", "OpenLoom"),
    ],
)
def test_an_event_may_be_called_by_parts_of_its_name(tmp_path: Path, file: str, event: str, called: str) -> None:
    (tmp_path / file).write_text(f"# {event} 2023\n\n## Wool, by Ada Perrin\n\nAda Perrin told of wool.\n")
    (tmp_path / "potcon-2023.md").write_text("# PotCon 2023\n\n## Clay, by Omar Vidal\n\nOmar Vidal told of clay.\n")
    known = catalogue_of(read_recaps(tmp_path)[0])
    found = [edition.name for mention in editions_in(f"Who spoke at {called}?", known) for edition in mention.editions]
    assert found == [f"{event} 2023"]


def test_an_event_may_be_called_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# An Engine Apart 2023\n\nI was at An Engine Apart in Leeds.\n\n## Wool, by Ada Perrin\n\nOf wool.\n")
    (tmp_path / "two.md").write_text("# PotCon 2023\n\n## Clay, by Omar Vidal\n\nOmar Vidal told of clay.\n")
    answer = Assistant.open(tmp_path, tmp_path.parent / "placed").ask("Give me all the speakers at An Engine Apart Leeds")
    assert [row.cells[0] for row in answer.rows] == ["Ada Perrin"]


def test_a_talk_without_title_and_speaker_is_listed_by_how_it_begins(tmp_path: Path) -> None:
    text = "# LoomConf 2015\n\n## Lightning talks\n\nThe first one presented a small loom. Then there was this guy with wool from Leeds.\n"
    (tmp_path / "recap.md").write_text(text)
    rows = Assistant.open(tmp_path, tmp_path.parent / "short").ask("Which lightning talks were there?").rows
    assert [row.cells[0] for row in rows] == ["“The first one presented a small loom.”", "“Then there was this guy with wool from Leeds.”"]


def test_the_only_day_that_is_told_of_is_not_known_to_be_the_last(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text("# LoomConf 2015, day one\n\n## Wool, by Ada Perrin\n\nAda Perrin told of wool.\n")
    answer = Assistant.open(tmp_path, tmp_path.parent / "days").ask("Which talks were on the last day of LoomConf 2015?")
    assert answer.text == "The recaps of LoomConf 2015 tell of no talk that is asked for of that day."


def test_talks_are_listed_by_the_day_of_the_week(tmp_path: Path) -> None:
    text = "# LoomConf 2015\n\n## Saturday\n\n### Wool, by Ada Perrin\n\nOf wool.\n\n## Sunday\n\n### Cards, by Tom Ferrer\n\nOf cards.\n"
    (tmp_path / "recap.md").write_text(text)
    assistant = Assistant.open(tmp_path, tmp_path.parent / "weekdays")
    assert [row.cells[0] for row in assistant.ask("What was on at LoomConf on Sunday?").rows] == ["Cards"]
    assert assistant.ask("Which talks were on Monday at LoomConf?").reason == "detail"


def test_a_speaker_whom_only_a_heading_names_is_not_called_unknown(tmp_path: Path) -> None:
    text = "# LoomConf 2015\n\n## Wool, by Ada Perrin\n\n## Cards, by Tom Ferrer\n\nTom Ferrer told of cards and how they are cut.\n"
    (tmp_path / "recap.md").write_text(text)
    answer = Assistant.open(tmp_path, tmp_path.parent / "headings").ask("What did Ada Perrin say about sheep?")
    assert answer.reason != "name"


def test_an_event_goes_by_its_name_without_its_region(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text("# Mind The Looms: EU 2016\n\n## Wool, by Ada Perrin\n\nAda Perrin told of wool. MTL was fun.\n")
    assistant = Assistant.open(tmp_path, tmp_path.parent / "region")
    for name in ("Mind the Looms 2016", "Mind the Looms EU 2016", "MTL 2016"):
        assert [row.cells[1] for row in assistant.ask(f"Which talks were there at {name}?").rows] == ["Ada Perrin"], name


def test_talks_that_no_heading_sets_apart_may_not_be_all(tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "loom-2020.md").write_text(
        "# LoomConf 2020\n\nAda Lovelace from Analytical talked about looms. She showed cards.\n\n"
        "Next was Charles Babbage, who gave a talk about engines. They were big.\n"
    )
    (recaps / "loom-2021.md").write_text(
        "# LoomConf 2021\n\n## Cards, by Joseph Jacquard\n\nJoseph Jacquard punched cards. They were many.\n"
    )
    known = Assistant.open(recaps, tmp_path / "index")
    wholly = "considered: 2 talks in 1 recap of LoomConf 2020, which tells them without headings: some may be missing)"
    assert known.ask("How many talks were there in 2020?").text.splitlines()[0] == f"2 talks ({wholly}"
    assert "headings" not in known.ask("How many talks were there in 2021?").text
    assert ", 1 of which tells them without headings:" in known.ask("How many talks were there?").text
