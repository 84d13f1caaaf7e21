import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Recap
from corpus.read import read_recaps

Cut = Callable[..., Recap]


def talks(recap: Recap) -> list[tuple[str | None, tuple[str, ...], str | None, str]]:
    return [(talk.title, talk.speakers, talk.affiliation, talk.kind) for talk in recap.talks]


@pytest.mark.parametrize(
    ("heading", "title", "speakers", "affiliation"),
    [
        ("The Cost of Engines, by Ada Lovelace", "The Cost of Engines", ("Ada Lovelace",), None),
        ("The Cost of Engines — Ada Lovelace, Analytical", "The Cost of Engines", ("Ada Lovelace",), "Analytical"),
        ("By Ada Lovelace, Analytical", None, ("Ada Lovelace",), "Analytical"),
        ("“The Cost of Engines”", "The Cost of Engines", (), None),
        ("Ada Lovelace, Analytical", None, ("Ada Lovelace",), "Analytical"),
        ("Ada Lovelace", None, ("Ada Lovelace",), None),
        ("Ada Lovelace, What engines can do for you", "What engines can do for you", ("Ada Lovelace",), None),
        ("Ada Lovelace & Charles Babbage: Engines", "Engines", ("Ada Lovelace", "Charles Babbage"), None),
        ("[Talk] Engines at night - Ada Lovelace - ★★", "Engines at night", ("Ada Lovelace",), None),
        ("1. Engines at night (Ada Lovelace)", "Engines at night", ("Ada Lovelace",), None),
        ("[Talk] Engines: a history - By Ada Lovelace - ★★", "Engines: a history", ("Ada Lovelace",), None),
        ("Sawyer X (Sawyer X) — Engines at night", "Engines at night", ("Sawyer X",), None),
        ("Engines at night - Ada Lovelace (4/5) - ★★", "Engines at night", ("Ada Lovelace",), None),
        (
            "Silent Looms: a story, Ada Lovelace, Charles Babbage, Grace Hopper, Mills",
            "Silent Looms: a story",
            ("Ada Lovelace", "Charles Babbage", "Grace Hopper"),
            "Mills",
        ),
        ("Looms – The route to warm wool, Ada Lovelace, Card Mills", "Looms – The route to warm wool", ("Ada Lovelace",), "Card Mills"),
        ("Of long looms - Ada Lovelace, Analytical Engines, London", "Of long looms", ("Ada Lovelace",), "Analytical Engines, London"),
        ("The Closing Talk: Ada Lovelace", "The Closing Talk", ("Ada Lovelace",), None),
        ("Engines at night", "Engines at night", (), None),
    ],
)
def test_takes_headings_apart(recap: Cut, heading: str, title: str | None, speakers: tuple[str, ...], affiliation: str | None) -> None:
    found = recap(f"# Some Conf 2015\n\nHello there.\n\n## {heading}\n\nSomething was told here.\n")
    assert talks(found) == [(title, speakers, affiliation, "talk")]


def test_a_last_name_may_be_a_word_where_the_recap_goes_by_the_first(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms at night - Ada Brand\n\nThe loom was brand new. Ada ran it.\n")
    assert talks(found) == [("Looms at night", ("Ada Brand",), None, "talk")]


def test_a_labelled_heading_below_a_labelled_one_is_a_talk(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## [Talk] Of looms\n\nWe saw looms.\n\n### [Talk] Of waves - Grace Hopper\n\nWe saw waves.\n")
    assert talks(found) == [("Of looms", (), None, "talk"), ("Of waves", ("Grace Hopper",), None, "talk")]


def test_the_speakers_below_a_title_may_go_over_the_line(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Closing Keynote\n\nAda Lovelace, Charles Babbage, Grace\nHopper.\n\nIt was about looms.\n")
    assert talks(found) == [("Closing Keynote", ("Ada Lovelace", "Charles Babbage", "Grace Hopper"), None, "keynote")]


def test_a_quoted_title_may_end_a_sentence_within(recap: Cut) -> None:
    text = "# Conf 2015\n\n“Looms” by Ada Lovelace. Of looms.\n\n“Looms! More looms!” by Grace Hopper. Of more looms.\n"
    assert talks(recap(text)) == [("Looms", ("Ada Lovelace",), None, "talk"), ("Looms! More looms!", ("Grace Hopper",), None, "talk")]


def test_two_who_are_introduced_together_gave_one_talk(recap: Cut) -> None:
    text = "# Conf 2015\n\nAda Lovelace and Grace Hopper presented the loom.\n\nAnna and Boris from Mills showed “Of Long Waves” to us.\n"
    assert talks(recap(text)) == [
        (None, ("Ada Lovelace", "Grace Hopper"), None, "talk"),
        ("Of Long Waves", ("Anna", "Boris"), "Mills", "talk"),
    ]


def test_an_item_of_a_list_that_is_told_nothing_of_is_no_speaker(recap: Cut) -> None:
    text = "# Conf 2015\n\nAda Lovelace presented looms:\n\n1. Slow threads\n2. Fail Fast\n\nGrace Hopper gave a talk on waves.\n"
    assert [speakers for _, speakers, _, _ in talks(recap(text))] == [("Ada Lovelace",), ("Grace Hopper",)]


def test_each_speaker_may_stand_on_a_line_below_the_title_with_a_role(recap: Cut) -> None:
    text = "# Conf 2015\n\n### Of the Two-Way Loom\nAda Lovelace - Engineer @ Mills\nKyle d'Oliveira - Weaver\n\nIt went both ways.\n"
    assert talks(recap(text)) == [("Of the Two-Way Loom", ("Ada Lovelace", "Kyle d'Oliveira"), "Mills", "talk")]


def test_a_name_alone_below_a_title_may_have_a_word_for_last_name(recap: Cut) -> None:
    assert talks(recap("# Conf 2015\n\n## Of looms\n\nAda Long\n\nIt took long.\n"))[0][1] == ("Ada Long",)


def test_a_keynote_may_be_called_so_where_its_speaker_is_introduced(recap: Cut) -> None:
    text = "# Conf 2015\n\nThe day began with a keynote given by Ada Lovelace.\n\nThen I attended Mr. Charles Babbage's talk on tables.\n"
    assert talks(recap(text)) == [(None, ("Ada Lovelace",), None, "keynote"), (None, ("Charles Babbage",), None, "talk")]


def test_a_first_name_may_be_a_word(recap: Cut) -> None:
    assert talks(recap("# Conf 2015\n\n## Will Boyd — Smooth looms\n\nThat will do.\n")) == [("Smooth looms", ("Will Boyd",), None, "talk")]


def test_a_linked_title_stands_before_its_speaker(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\nThe first talk was [Of Looms](https://x.org/1) by Ada Lovelace. It was long.\n\n"
        "The next talk was [Of waves](https://x.org/2) by [Grace Hopper](https://x.org/gh). The MC was [Anna Bell](https://x.org/ab), who sang.\n"
    )
    assert talks(recap(text)) == [("Of Looms", ("Ada Lovelace",), None, "talk"), ("Of waves", ("Grace Hopper",), None, "talk")]


def test_the_speaker_may_stand_on_a_line_below_the_title(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms\n*Ada Lovelace, Analytical*\nThe loom was shown to us.\n\n## Sea\n\nOf waves.\n")
    assert talks(found)[0] == ("Looms", ("Ada Lovelace",), "Analytical", "talk")


def test_opening_and_closing_parts_are_no_talks(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Introduction\n\nHello.\n\n## Ada Lovelace\n\nAda spoke.\n\n## Conclusion\n\nBye.\n")
    assert [talk.speakers for talk in found.talks] == [("Ada Lovelace",)]
    assert [passage.talk for passage in found.passages] == [None, 0, None]


def test_lightning_talks_stand_under_their_heading(recap: Cut) -> None:
    found = recap(
        "# Conf 2015\n\n## Lightning talks\n\nThen:\n\n### Ada Lovelace\n\nShort.\n\n### Bitcoins and trees\n\nShorter.\n\n## Charles Babbage\n\nLong.\n"
    )
    assert talks(found) == [
        (None, ("Ada Lovelace",), None, "lightning talk"),
        ("Bitcoins and trees", (), None, "lightning talk"),
        (None, ("Charles Babbage",), None, "talk"),
    ]


def test_a_list_of_lightning_talks_is_read_item_by_item(recap: Cut) -> None:
    found = recap(
        "# Conf 2015\n\n## Lightning Talks\n\nFive were given:\n\n  • Engines at night, by Ada Lovelace\n  • Looms by Charles Babbage\n\nThat was good.\n"
    )
    assert talks(found) == [
        ("Engines at night", ("Ada Lovelace",), None, "lightning talk"),
        ("Looms", ("Charles Babbage",), None, "lightning talk"),
    ]
    assert found.passages[-1].talk is None


def test_without_headings_a_talk_begins_where_its_speaker_is_introduced(recap: Cut) -> None:
    found = recap(
        "I went to a conference in 2015 and wrote this down for you all.\n\n"
        "Ada Lovelace, from Analytical, started the morning with engines. She likes them.\n\n"
        "Next was Charles Babbage's turn, explaining looms. Looms are old.\n\n"
        "The last talk was given by Mary Somerville, who worked at Oxford, on the sea.\n\n"
        "Overall the conference was amazing.\n"
    )
    assert [(talk.speakers, talk.affiliation) for talk in found.talks] == [
        (("Ada Lovelace",), "Analytical"),
        (("Charles Babbage",), None),
        (("Mary Somerville",), "Oxford"),
    ]
    assert [passage.talk for passage in found.passages] == [None, 0, 1, 2, None]


def test_a_heading_over_several_talks_is_cut_at_their_speakers(recap: Cut) -> None:
    found = recap(
        "# Conf 2015\n\n### Engines, looms and the sea\n\nThe first talk was from Ada Lovelace, on engines.\n\n"
        "Then the second talk was given by Charles Babbage, on looms.\n\n### Closing\n\nBye.\n"
    )
    assert [talk.speakers for talk in found.talks] == [("Ada Lovelace",), ("Charles Babbage",)]


def test_talks_of_the_originals(originals: Path) -> None:
    recaps, _ = read_recaps(originals)
    assert [len(recap.talks) for recap in recaps] == [11, 16, 16, 16, 16]
    assert [talk.speakers for talk in recaps[0].talks] == [
        ("David Gageot",),
        ("Preeti Vaidya",),
        ("Damien Tournoud",),
        ("Enrico Signoretti",),
        ("Dan",),
        ("Mike Freedman",),
        ("Willy Tarreau",),
        ("Yaroslav Tkachenko",),
        ("Marc Shapiro",),
        ("Paul Dix",),
        ("Jeremy Edberg",),
    ]


def test_talks_do_not_overlap(wild: Path) -> None:
    recaps, _ = read_recaps(wild)
    for recap in recaps:
        for one, following in zip(recap.talks, recap.talks[1:], strict=False):
            assert one.start < one.end <= following.start, (recap.file, one, following)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("After that, Ada Lovelace, did a demo of her loom.", "Ada Lovelace"),
        ("The keeper of all looms, Ada Lovelace from Analytical Engines, explains how they weave.", "Ada Lovelace"),
        ("Ada Lovelace walks through what went wrong.", "Ada Lovelace"),
        ("Then Ada Lovelace tried to explain looms.", "Ada Lovelace"),
        ("Ada Lovelace, an English countess gave a talk on looms.", "Ada Lovelace"),
        ("Ada Lovelace who works for Analytical gave a demo of looms.", "Ada Lovelace"),
        ("Founder of CodeClimate Ada Lovelace spoke about looms.", "Ada Lovelace"),
        ("The next talk was Forensic Patterns of Looms by Ada Lovelace.", "Ada Lovelace"),
        ("Next stop was Ada Lovelace with a short talk on looms.", "Ada Lovelace"),
        ("Then I went to see Ada Lovelace explain looms.", "Ada Lovelace"),
        ("Analytical’s Ada Lovelace told us about looms.", "Ada Lovelace"),
        ("As Ada Lovelace showed in her opening keynote, looms weave.", "Ada Lovelace"),
        ("One tool presented at the conference by Ada Lovelace is a loom.", "Ada Lovelace"),
        ("I had the pleasure of listening to Ada Lovelace sharing her looms.", "Ada Lovelace"),
        ("I enjoyed Ada Lovelace's Talk on looms.", "Ada Lovelace"),
        ("Ada Lovelace from Analytical Looms in her talk went far.", "Ada Lovelace"),
        ("We got to see Ada Lovelace, presenting her looms.", "Ada Lovelace"),
        ("A colleague, Ada Lovelace, had another talk on looms.", "Ada Lovelace"),
        ("**Ada Lovelace** framed looms as engines.", "Ada Lovelace"),
        ("At Analytical Looms was spinning, Ada Lovelace explained.", "Ada Lovelace"),
        ("We were shown looms by the Analytical Looms engineer Ada Lovelace, presenting wool.", "Ada Lovelace"),
        ("[Ada Lovelace](https://example.org/ada) deepened our grasp of looms.", "Ada Lovelace"),
    ],
)
def test_finds_who_is_introduced(recap: Cut, sentence: str, speaker: str) -> None:
    found = recap(f"{sentence}\nIt was long.\n\nNext, Charles Babbage spoke about tables.\n\nAnd home.\n")
    assert [talk.speakers for talk in found.talks] == [(speaker,), ("Charles Babbage",)]


@pytest.mark.parametrize("title", ["Concept Compression", "Scaling Looms", "Transforming GraphQL", "Merged PRs"])
def test_a_title_of_two_words_is_no_name(recap: Cut, title: str) -> None:
    assert talks(recap(f"# Conf 2015\n\n## {title}\n\nIt was told.\n\n## Ada Lovelace\n\nAda told it.\n"))[0] == (title, (), None, "talk")


def test_a_labelled_speaker_is_believed_over_a_heading_like_a_name(recap: Cut) -> None:
    found = recap(
        "# Conf 2015\n\n## Relay Runners\n\n* Speaker: [Ada Lovelace](https://example.org/ada)\n* They were told at length.\n\n"
        "## The cost of long looms\n\n* Speaker: Grace Hopper\n* She counted every one of them.\n"
    )
    assert titles(found) == [("Relay Runners", ("Ada Lovelace",)), ("The cost of long looms", ("Grace Hopper",))]


def test_a_former_employer_is_left_out(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms at night\n\nAda Lovelace, from Analytical and ex-Engine mender, did some research on looms.\n")
    assert found.talks[0].affiliation == "Analytical"


def test_lightning_talks_without_names_are_counted(recap: Cut) -> None:
    found = recap(
        "# Conf 2015\n\n## Lightning talks\n\nThree were given. The first one was about looms.\n\nThen Ada did some weaving.\n\n"
        "Finally a guy from Analytical showed tables.\n\n## Charles Babbage\n\nCharles spoke long.\n"
    )
    assert [(talk.speakers, talk.kind) for talk in found.talks] == [
        ((), "lightning talk"),
        (("Ada",), "lightning talk"),
        ((), "lightning talk"),
        (("Charles Babbage",), "talk"),
    ]


def test_headings_before_and_after_the_talks_are_none(recap: Cut) -> None:
    named = "".join(f"## Title {n}, by Ada {name}\n\nIt was told.\n\n" for n, name in enumerate(("Lovelace", "Byron", "King", "Noel")))
    found = recap(f"# Conf 2015\n\n## How we got there\n\nBy train.\n\n{named}## What comes now\n\nHome.\n")
    assert [talk.title for talk in found.talks] == ["Title 0", "Title 1", "Title 2", "Title 3"]


def test_a_talk_may_have_headings_of_its_own(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms at night\n\nAda Lovelace gave a talk.\n\n### Cards\n\nThin.\n\n### Threads\n\nThick.\n")
    assert talks(found) == [("Looms at night", ("Ada Lovelace",), None, "talk")]


def test_talks_a_level_too_low_are_found(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms - Ada Lovelace\n\nAda wove.\n\n### Tables - Charles Babbage\n\nCharles counted.\n")
    assert [talk.speakers for talk in found.talks] == [("Ada Lovelace",), ("Charles Babbage",)]


def test_counts_the_talks_of_most_posts_in_the_wild(wild: Path) -> None:
    with (wild / "index.tsv").open(encoding="utf-8") as file:
        wanted = {row["file"]: int(row["talks retold"]) for row in csv.DictReader(file, delimiter="\t")}
    found = {recap.file: len(recap.talks) for recap in read_recaps(wild)[0]}
    near = [file for file, number in wanted.items() if abs(found[file] - number) <= 1]
    assert len(near) >= 0.8 * len(wanted)


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("Looms save time. In this keynote Ada Lovelace mentioned cards. Ada has many.", ("Ada Lovelace",)),
        ("The pain of weaving was told in a fine way by *Ada Lovelace*.", ("Ada Lovelace",)),
        ("Ada (Analytical) and Charles (Difference) went through their plan.", ("Ada", "Charles")),
        ("Ada Lovelace (Analytical) and Grace Hopper (Navy) went through their plan.", ("Ada Lovelace", "Grace Hopper")),
        ("[Ada][1] is an engineer at a mill.", ("Ada",)),
        ("This time it was Ada, a weaver and designer.", ("Ada",)),
        ("The loom that Ada Lovelace has at home is old.", ()),
        ("Jacquard is a fine loom.", ()),
    ],
)
def test_who_is_told_of_below_a_title_gave_the_talk(recap: Cut, told: str, speakers: tuple[str, ...]) -> None:
    found = recap(f"# Conf 2015\n\n## Looms at night\n\n{told}\n\n## Tables at noon\n\nTables were counted.\n")
    assert found.talks[0].speakers == speakers


def test_what_the_writer_did_there_is_nobodys_talk(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## My week in Brno\n\nI met Ada Lovelace. Ada was kind.\n\n## Looms\n\nThey weave.\n")
    assert [talk.speakers for talk in found.talks] == [(), ()]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Ada Lovelace opened the day with a keynote on looms.", "keynote"),
        ("In this keynote Ada Lovelace spoke of looms. Ada wove.", "keynote"),
        ("Ada Lovelace's evening keynote was on looms.", "keynote"),
        ("This lightning talk of Ada Lovelace was on looms.", "lightning talk"),
        ("Ada Lovelace wove. This was all one wants from a keynote.", "talk"),
        ("Ada Lovelace gave a talk after the opening keynote.", "talk"),
        ("Ada Lovelace gave a talk (much like her keynote of 2014).", "talk"),
    ],
)
def test_a_talk_may_be_called_a_keynote_in_its_first_sentences(recap: Cut, told: str, kind: str) -> None:
    found = recap(f"# Conf 2015\n\n## Looms at night\n\n{told}\n\n## Tables at noon\n\nTables were counted.\n")
    assert found.talks[0].kind == kind


@pytest.mark.parametrize(
    ("line", "speakers", "affiliation"),
    [("Ada Lovelace. Mills.", ("Ada Lovelace",), "Mills"), ("By our own Ada Lovelace.", ("Ada Lovelace",), None)],
)
def test_a_short_line_below_a_title_names_the_speaker(recap: Cut, line: str, speakers: tuple[str, ...], affiliation: str | None) -> None:
    found = recap(f"# Conf 2015\n\n## Looms at night\n\n{line}\n\nIt was told at length.\n\n## Tables\n\nThey counted.\n")
    assert (found.talks[0].speakers, found.talks[0].affiliation) == (speakers, affiliation)


def test_advice_on_what_to_watch_is_no_talk(recap: Cut) -> None:
    advice = "First watch Looms, as Ada Lovelace spoke of wool. Next Charles Babbage spoke of tables."
    found = recap(f"# Conf 2015\n\n## I have an hour, which talks should I watch?\n\n{advice}\n\n## Looms, by Ada Lovelace\n\nAda wove.\n")
    assert [talk.title for talk in found.talks] == ["Looms"]


def test_initials_may_be_a_name(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Looms at night\n\nADL started the day with a keynote. ADL has looms.\n\n## Tables\n\nThey counted.\n")
    assert found.talks[0].speakers == ("ADL",)


def titles(recap: Recap) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(talk.title, talk.speakers) for talk in recap.talks]


def test_a_bold_name_right_below_a_title_gave_the_talk(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Of looms\n\n**Ada Lovelace**\n\nLong.\n\n## Of cards\n\n**Charles Babbage**\n\nShort.\n\n## More wool\n\n**Tom Day**\n\nOld.\n"
    assert titles(recap(text)) == [("Of looms", ("Ada Lovelace",)), ("Of cards", ("Charles Babbage",)), ("More wool", ("Tom Day",))]


def test_what_a_table_of_contents_lists_is_told_once(recap: Cut) -> None:
    listed = "# Conf 2015\n\n- Of looms - Ada Lovelace\n- The cards of today - Charles Babbage\n\n"
    told = f"## Of looms - Ada Lovelace\n\n{'Of looms. ' * 40}\n\n## The cards of today! - Charles Babbage\n\n{'Of cards. ' * 40}\n"
    assert titles(recap(listed + told)) == [("Of looms", ("Ada Lovelace",)), ("The cards of today!", ("Charles Babbage",))]


@pytest.mark.parametrize("time", ["10:00 ", "Saturday 10:00 ", "9.30 - 10.15: ", "2:15 pm – "])
def test_the_hour_is_no_part_of_a_title(recap: Cut, time: str) -> None:
    assert titles(recap(f"# Conf 2015\n\n## {time}Of looms - Ada Lovelace\n\nLong.\n")) == [("Of looms", ("Ada Lovelace",))]


@pytest.mark.parametrize(
    ("item", "title", "speakers"),
    [
        ("*Of long looms* by Ada Lovelace was long.", "Of long looms", ("Ada Lovelace",)),
        ("In *Of long looms*, Ada Lovelace wove.", "Of long looms", ("Ada Lovelace",)),
        ("Ada Lovelace's *Of long looms* was long.", "Of long looms", ("Ada Lovelace",)),
        ("“Of long looms” from Ada Lovelace and Grace Hopper was long.", "Of long looms", ("Ada Lovelace", "Grace Hopper")),
        ("*Of long*\n  *looms* by Ada Lovelace was long.", "Of long looms", ("Ada Lovelace",)),
        ("*Ask the weavers* was a panel.", "Ask the weavers", ()),
        ("Long looms: a history, by Ada Lovelace", "Long looms: a history", ("Ada Lovelace",)),
    ],
)
def test_a_marked_title_at_the_head_of_an_item_is_a_talk(recap: Cut, item: str, title: str, speakers: tuple[str, ...]) -> None:
    others = "* *Of cards* by Charles Babbage was short.\n\n* *Of threads* by Mary Shelley was thin.\n\n"
    assert titles(recap(f"# Conf 2015\n\n## Talks\n\n{others}* {item}\n"))[2:] == [(title, speakers)]


def test_talks_below_a_heading_of_keynotes_are_keynotes(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Keynotes\n\n### Of looms, by Ada Lovelace\n\nLong.\n\n### Of cards, by Tom Babbage\n\nOld.\n\n## Talks\n\n### Of wool, by Mary Shelley\n\nThin.\n"
    assert [talk.kind for talk in recap(text).talks] == ["keynote", "keynote", "talk"]


def test_a_diary_that_names_nobody_tells_of_the_talks_it_calls_by_title(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Day 1\n\nThe day began with a session called “Of long looms”. It was long.\n\nLunch was “good as ever”.\n\n"
        "I then went to “Cards and how they are made”. They are made.\n"
    )
    assert titles(recap(text)) == [("Of long looms", ()), ("Cards and how they are made", ())]


def test_a_middle_initial_is_part_of_a_name(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Of looms - Ada B. Lovelace\n\nLong.\n\n## Of cards - J.J. Babbage\n\nShort.\n"
    assert titles(recap(text)) == [("Of looms", ("Ada B. Lovelace",)), ("Of cards", ("J.J. Babbage",))]


def test_who_gave_a_talk_may_stand_in_the_table_of_contents_alone(recap: Cut) -> None:
    text = f"# Conf 2015\n\n- Of long looms - Ada Lovelace\n- Of cards - Tom Babbage\n\n## Of long looms - ada\n\n{'Of looms. ' * 40}\n"
    assert titles(recap(text)) == [("Of cards", ("Tom Babbage",)), ("Of long looms", ("Ada Lovelace",))]


def test_a_bold_title_may_stand_right_above_its_text(recap: Cut) -> None:
    text = '# Conf 2015\n\n**"Of long looms" by Ada Lovelace**\nAda wove.\n\n**"Of cards" by Tom Babbage, Mary Shelley**\nTom cut.\n'
    assert titles(recap(text)) == [("Of long looms", ("Ada Lovelace",)), ("Of cards", ("Tom Babbage", "Mary Shelley"))]


def test_the_first_heading_may_be_another_title_than_the_metadatas(recap: Cut) -> None:
    text = "---\ntitle: My blog\n---\n# Conf 2015\n\n## Talks\n\n### Ada Lovelace\n\nAda wove.\n\n### Charles Babbage\n\nCharles cut.\n"
    assert titles(recap(text)) == [(None, ("Ada Lovelace",)), (None, ("Charles Babbage",))]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Ada Lovelace's talk **Of long looms** was long.", "Of long looms"),
        ("Another talk I liked was Ada Lovelace's **Of long looms**, on wool.", "Of long looms"),
        ("Ada Lovelace made up for it with her evening keynote *Of long looms*.", "Of long looms"),
        ("Ada Lovelace gave a talk titled 'Why it’s long', again.", "Why it’s long"),
        ("[Ada Lovelace](https://example.org/ada) as [Mary Shelley](https://example.org/mary) gave a talk on looms.", None),
        ("The day began with [Ada Lovelace](https://example.org/speakers/ada) on looms.", None),
        ("Next up was [Of looms with Mary Shelley](https://example.org/talks/1) where Ada Lovelace talked.", "Of looms with Mary Shelley"),
        ("I liked [Ada Lovelace's talk](https://example.org/talks/ada).", None),
        ("In another talk she had drawn on Mary Shelley, Ada Lovelace told us.", None),
        ("A talk on long looms by Ada Lovelace, whose book is *Of cards*.", None),
    ],
)
def test_a_title_may_be_marked_within_a_sentence(recap: Cut, sentence: str, title: str | None) -> None:
    text = f"# Conf 2015\n\n## Day 1\n\n{sentence}\n\nThen Tom Babbage spoke about cards.\n"
    assert titles(recap(text)) == [(title, ("Ada Lovelace",)), (None, ("Tom Babbage",))]


def test_one_talk_told_with_its_title_is_enough_for_a_day(recap: Cut) -> None:
    assert titles(recap("# Conf 2015\n\n## Day 1\n\nI liked Ada Lovelace's talk **Of long looms**.\n")) == [
        ("Of long looms", ("Ada Lovelace",))
    ]


def test_a_name_within_a_title_is_no_speaker(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Day 1\n\nI went to a talk titled “Looms: Ada Lovelace”.\n\nThen Tom Babbage and Mary Shelley gave a talk on cards.\n"
    assert ("Ada Lovelace",) not in [talk.speakers for talk in recap(text).talks]


def test_a_quickie_is_a_lightning_talk(recap: Cut) -> None:
    found = recap("# Conf 2015\n\n## Quickie: Of looms\n\nThey weave.\n\n## Of cards\n\nThey count.\n")
    assert [(talk.title, talk.kind) for talk in found.talks] == [("Of looms", "lightning talk"), ("Of cards", "talk")]


def test_a_sentence_may_tell_of_several_talks(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Day 1\n\nAfter lunch _Ada Lovelace_ talked about “Long looms”, _Tom Babbage_’s talk was about “Of cards” and "
        "_Mary Shelley_ presented “Thin wool”. It was late.\n"
    )
    assert titles(recap(text)) == [
        ("Long looms", ("Ada Lovelace",)),
        ("Of cards", ("Tom Babbage",)),
        ("Thin wool", ("Mary Shelley",)),
    ]


def test_two_with_the_same_employer_gave_one_talk(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Day 1\n\nThe first talk was given by Ada Lovelace and Mary Shelley from Analytical.\n\nThen Tom Babbage spoke.\n"
    )
    assert [talk.speakers for talk in recap(text).talks] == [("Ada Lovelace", "Mary Shelley"), ("Tom Babbage",)]


def test_a_handle_is_no_part_of_a_speakers_line(recap: Cut) -> None:
    line = "*Ada Lovelace [@ada](https://example.org/ada) - Analytical*"
    found = recap(f"# Conf 2015\n\n## Of looms\n\n{line}\n\n- They weave.\n\n## Of cards\n\n*Tom Babbage - Engines*\n\n- They count.\n")
    assert [(talk.speakers, talk.affiliation) for talk in found.talks] == [(("Ada Lovelace",), "Analytical"), (("Tom Babbage",), "Engines")]


def test_a_heading_over_tutorials_or_keynotes_is_no_talk(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## The Tutorials\n\nThese were long.\n\n### Of looms\n\nIt was given by Ada Lovelace, a weaver.\n\n### Of wool\n\n"
        "The tutorial was from Mary Shelley.\n\n## The Main Conference\n\n### Keynotes\n\nTom Babbage’s “Of cards” was about counting.\n\n"
        "Mary Somerville’s “Of stars” told of the sky. She was clear.\n"
    )
    found = recap(text)
    assert titles(found) == [
        ("Of looms", ("Ada Lovelace",)),
        ("Of wool", ("Mary Shelley",)),
        ("Of cards", ("Tom Babbage",)),
        ("Of stars", ("Mary Somerville",)),
    ]
    assert [talk.kind for talk in found.talks] == ["talk", "talk", "keynote", "keynote"]


def test_two_may_be_introduced_below_a_title(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Of looms\n\nAda Lovelace and Mary Shelley proposed a loom.\n\n* See [Tom Babbage's post on cards](https://a.example)\n"
    assert titles(recap(text)) == [("Of looms", ("Ada Lovelace", "Mary Shelley"))]


@pytest.mark.parametrize(
    "sentence",
    [
        "After lunch Tom Babbage stood up to talk about cards.",
        "Tom Babbage (@tom) has spoken about cards.",
        "I enjoyed Tom Babbage discussing cards.",
        "Tom Babbage from Cards.com spoke on cards.",
    ],
)
def test_a_verb_of_telling_makes_a_speaker(recap: Cut, sentence: str) -> None:
    text = f"# Conf 2015\n\n## Day 1\n\nAda Lovelace gave a talk.\n\n{sentence}\n"
    assert [talk.speakers for talk in recap(text).talks] == [("Ada Lovelace",), ("Tom Babbage",)]


def test_another_talk_by_the_same_speaker_is_one_more(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Day 1\n\nAda Lovelace gave a talk. Ada Lovelace showed a loom.\n\nTom Babbage spoke of cards.\n\n"
        "After it there was another presentation by Ada Lovelace, on wool.\n"
    )
    assert [talk.speakers for talk in recap(text).talks] == [("Ada Lovelace",), ("Tom Babbage",), ("Ada Lovelace",)]


def test_a_linked_name_before_a_link_heads_a_line(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Day 1\n\n[Ada Lovelace](https://a.example) [abused looms](https://b.example) in a number of ways to weave thin wool.\n\nTom Babbage spoke of cards.\n"
    assert [talk.speakers for talk in recap(text).talks] == [("Ada Lovelace",), ("Tom Babbage",)]


def test_bold_lines_over_text_are_headings(recap: Cut) -> None:
    told = "\n\n".join(f"**Of {thing} and numbers**\nThey told us how {thing} count." for thing in ("looms", "cards", "wool"))
    assert titles(recap(f"# Conf 2015\n\nIt was fun.\n\n{told}\n")) == [
        ("Of looms and numbers", ()),
        ("Of cards and numbers", ()),
        ("Of wool and numbers", ()),
    ]


def test_titles_may_begin_paragraphs(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Loomfest\n\nIt was near.\n\n"
        '**"Of Looms" --- Ada Lovelace (Keynote).**\nAda told us of looms.\n\n**"Of Cards" --- Tom Babbage.** Cards count.\n\n'
        "## Technical Talks\n\nThere were many.\n\n**Of wool and numbers.** Wool is warm.\n\n**Of the night sky.** It was dark.\n\n"
        "**Of steam and iron.** It was hot.\n"
    )
    assert titles(recap(text)) == [
        ("Of Looms", ("Ada Lovelace",)),
        ("Of Cards", ("Tom Babbage",)),
        ("Of wool and numbers", ()),
        ("Of the night sky", ()),
        ("Of steam and iron", ()),
    ]


def test_what_is_bold_in_a_talk_is_no_talk(recap: Cut) -> None:
    points = "**Looms need cards.** So they say.\n\n**Cards need care.** So they say.\n\n**Care needs much time.** So they say.\n"
    assert titles(recap(f"# Conf 2015\n\n## Of looms, by Ada Lovelace\n\n{points}")) == [("Of looms", ("Ada Lovelace",))]


def test_links_to_pages_of_talks_may_begin_items(recap: Cut) -> None:
    items = "\n\n".join(
        f"* [Of {thing} and numbers](https://conf.example/2015/schedule/event/{thing}/) listed many."
        for thing in ("looms", "cards", "wool")
    )
    assert [title for title, _ in titles(recap(f"# Conf 2015\n\n## Saturday\n\n{items}\n"))] == [
        "Of looms and numbers",
        "Of cards and numbers",
        "Of wool and numbers",
    ]


def test_a_link_to_a_profile_below_a_talk_names_its_speaker(recap: Cut) -> None:
    text = "# Conf 2015\n\n## {}\n\nThey count well and long.\n\n[Follow {} on Twitter](https://twitter.com/{})\n\n"
    text = text.format("Of looms", "Ada Lovelace", "ada") + text.format("Of cards", "Tom Babbage", "tom").removeprefix("# Conf 2015\n\n")
    assert titles(recap(text)) == [("Of looms", ("Ada Lovelace",)), ("Of cards", ("Tom Babbage",))]


def test_degrees_are_no_part_of_names(recap: Cut) -> None:
    text = "# Conf 2015\n\n## Day 1\n\nThe first talk was presented by Ada Lovelace, MD, MBA and Mary Shelley, RN.\n\nTom Babbage spoke of cards.\n"
    assert [talk.speakers for talk in recap(text).talks] == [("Ada Lovelace", "Mary Shelley"), ("Tom Babbage",)]


def test_a_paper_may_be_what_was_told(recap: Cut) -> None:
    text = '# Conf 2015\n\n## Day 1\n\nAda Lovelace\'s fine paper, "Of Long Looms," was new.\n\nTom Babbage spoke of cards.\n'
    assert titles(recap(text)) == [("Of Long Looms", ("Ada Lovelace",)), (None, ("Tom Babbage",))]


def test_an_item_of_names_below_a_title_says_who_gave_the_talk(recap: Cut) -> None:
    text = (
        "# Conf 2015\n\n## Day 1\n\n* [Of looms and numbers](https://a.example/1.pdf)\n   - Ada Lovelace, Mary Shelley and Tom Babbage\n\n"
        "    They told of looms.\n\n* [Of wool and warmth](https://a.example/2.pdf)\n   - Mary Somerville\n\n    She told of wool.\n"
    )
    assert titles(recap(text)) == [
        ("Of looms and numbers", ("Ada Lovelace", "Mary Shelley", "Tom Babbage")),
        ("Of wool and warmth", ("Mary Somerville",)),
    ]


def test_bold_items_with_notes_below_head_talks(recap: Cut) -> None:
    items = "\n\n".join(
        f"- **Of {thing} and numbers** [[notes]](/{thing}.txt)\n    - {thing} count" for thing in ("looms", "cards", "wool")
    )
    assert [title for title, _ in titles(recap(f"# Conf 2015\n\n## Talks, talks, talks\n\n{items}\n"))] == [
        "Of looms and numbers",
        "Of cards and numbers",
        "Of wool and numbers",
    ]


def test_bold_lines_below_headings_are_parts_of_a_talk(recap: Cut) -> None:
    talks = "".join(
        f"### Of {thing} and numbers\n*{who}*\nIt is long.\n\n" for thing, who in (("looms", "Ada Lovelace"), ("cards", "Tom Babbage"))
    )
    bold = "".join(f"**How {thing} was made**\nThey told us how {thing} came.\n\n" for thing in ("wool", "iron", "steam"))
    assert titles(recap(f"# Conf 2015\n\n## Day 1\n\n{talks}{bold}")) == [
        ("Of looms and numbers", ("Ada Lovelace",)),
        ("Of cards and numbers", ("Tom Babbage",)),
    ]


def test_a_heading_may_begin_with_a_picture(recap: Cut) -> None:
    text = '# Conf 2015\n\n## <img src="a.png" alt="">Of looms - Ada Lovelace\n\nAda ran one.\n\n## ![b](b.png) Of wool - Tom Babbage\n\nTom wore it.\n'
    assert titles(recap(text)) == [("Of looms", ("Ada Lovelace",)), ("Of wool", ("Tom Babbage",))]


def test_a_line_in_tags_of_bold_is_a_heading(recap: Cut) -> None:
    text = "# Conf 2015\n\n<strong>Ada Lovelace – Looms</strong>\n\n* Ada ran one.\n\n<b>Tom Babbage – Wool</b>\n\n* Tom wore it.\n"
    assert titles(recap(text)) == [("Looms", ("Ada Lovelace",)), ("Wool", ("Tom Babbage",))]


@pytest.mark.parametrize("title", ["3 takeaways from Conf 2015", "Conf 2015: five things I learned"])
def test_numbered_headings_are_no_talks_where_the_title_counts_what_was_learned(recap: Cut, title: str) -> None:
    items = "".join(
        f"## {number}. {thing} are long\n\nMany spoke of {thing}.\n\n" for number, thing in enumerate(("Looms", "Cards", "Days"), 1)
    )
    assert titles(recap(f"# {title}\n\n{items}")) == []
    assert len(titles(recap(f"# Conf 2015, part 2 insights\n\n{items}"))) == 3


@pytest.mark.parametrize(
    ("told", "found"),
    [("some tips about looms", ["Mary Shelley", "Tom Babbage", "Ada Lovelace"]), ("a seat on the train", ["Mary Shelley", "Tom Babbage"])],
)
def test_who_offers_tips_is_a_speaker(recap: Cut, told: str, found: list[str]) -> None:
    text = f"# Conf 2015\n\nWe went to the mill.\n\n## Day 1\n\nMary Shelley spoke about wool.\n\nTom Babbage spoke of cards.\n\nAda Lovelace offered {told}.\n"
    assert [name for talk in recap(text).talks for name in talk.speakers] == found


def test_a_heading_that_says_the_recaps_edition_again_is_no_talk(recap: Cut) -> None:
    text = "## {}\n\nIt was warm.\n\n## Of looms - Ada Lovelace\n\nAda ran one.\n"
    title = "---\ntitle: Weavers 2015 - Of wool and warmth\n---\n\n"
    assert titles(recap(title + text.format("Weavers 2015"))) == [("Of looms", ("Ada Lovelace",))]
    assert titles(recap(title + text.format("Of wool and warmth")))[0] == ("Of wool and warmth", ())
