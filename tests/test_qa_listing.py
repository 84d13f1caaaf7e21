from pathlib import Path

import pytest

from qa import Answer, Assistant


def first_line(answer: Answer) -> str:
    return answer.text.splitlines()[0]


def column(answer: Answer, at: int) -> list[str]:
    return [row.cells[at] for row in answer.rows]


def test_a_list_says_how_much_was_considered(shipped: Assistant) -> None:
    answer = shipped.ask("Which talks were given at dotScale 2015?")
    assert (answer.kind, first_line(answer)) == ("list", "16 talks (considered: 16 talks in 2 recaps of dotScale 2015)")
    assert len(answer.rows) == 16


def test_every_row_has_a_quote_cut_from_its_recap(shipped: Assistant) -> None:
    recaps = {recap.file: recap for recap in shipped.recaps}
    for question in ("List all speakers", "Compare 2015 and 2016", "How many talks mention Docker?", "What did Paul Dix talk about?"):
        answer = shipped.ask(question)
        assert answer.rows and all(row.quotes for row in answer.rows)
        assert all(recaps[quote.recap].text[quote.start : quote.end] == quote.text for quote in answer.quotes)


def test_counts_lightning_talks(shipped: Assistant) -> None:
    assert first_line(shipped.ask("How many lightning talks were there in 2016?")).startswith("4 lightning talks (")


def test_lists_who_spoke_more_than_once(shipped: Assistant) -> None:
    assert column(shipped.ask("Who spoke more than once?"), 0) == ["Paul Dix", "Dan Brown", "Jeremy Edberg"]


def test_a_speaker_is_listed_with_every_spelling(shipped: Assistant) -> None:
    assert "Mario Loreido (also spelled Mario Loriedo)" in column(shipped.ask("Who were the speakers in 2015?"), 0)


def test_finds_every_talk_that_names_a_product(shipped: Assistant) -> None:
    assert column(shipped.ask("Which talks mention Kafka?"), 1) == [
        "Kyle Kingsbury",
        "John Graham-Cumming",
        "Ted Dunning",
        "Yaroslav Tkachenko",
    ]


def test_finds_who_works_somewhere(shipped: Assistant) -> None:
    assert column(shipped.ask("Who works at Viacom?"), 0) == ["Preeti Vaidya"]


def test_a_summary_is_the_tellings_own_sentences_in_order(shipped: Assistant) -> None:
    answer = shipped.ask("What was Gleb Budman's talk about?")
    fullest = [quote for quote in answer.quotes if quote.recap == "dotscale-2016.md"]
    assert answer.kind == "summary" and [quote.start for quote in fullest] == sorted(quote.start for quote in fullest)
    assert {quote.speakers for quote in answer.quotes} == {("Gleb Budman",)}


def test_compares_two_editions_side_by_side(shipped: Assistant) -> None:
    answer = shipped.ask("Compare 2015 and 2018")
    assert answer.columns == ("", "dotScale 2015", "dotScale 2018")
    assert [row.cells[:3] for row in answer.rows[:3]] == [
        ("Recaps", "2", "1"),
        ("Talks", "16", "11"),
        ("of them lightning talks", "5", "3"),
    ]


def test_compares_two_recaps_of_one_edition_with_what_they_give_differently(shipped: Assistant) -> None:
    answer = shipped.ask("How do the two recaps of 2015 differ?")
    assert len(answer.rows) == 16
    assert {row.cells[-1] for row in answer.rows} == {
        "—",
        "name: Mario Loreido / Mario Loriedo",
        "name: Sam Bessalah / Samir Bessalah",
        "name: Matthieu Nantern / Matthieu Nanterre",
    }


def test_compares_one_person_over_the_years(shipped: Assistant) -> None:
    assert column(shipped.ask("How did Paul Dix's talks change over the years?"), 1) == ["dotScale 2015", "dotScale 2018"]


def test_a_judgement_is_the_writers_own(shipped: Assistant) -> None:
    answer = shipped.ask("Did the author like Ted Dunning's talk?")
    assert answer.kind == "opinion" and {quote.speakers for quote in answer.quotes} == {("Ted Dunning",)}


def test_a_judgement_further_on_in_the_one_talk_that_names_the_subject_counts(shipped: Assistant) -> None:
    answer = shipped.ask("Was the author convinced by Mongo Aggregate?")
    assert answer.kind == "opinion" and answer.quotes[0].text.endswith("did not quite share the speaker's enthusiasm.")
    assert {quote.speakers for quote in answer.quotes} == {("Eliot Horowitz",)}


def test_a_name_that_two_speakers_share_is_asked_back(shipped: Assistant) -> None:
    answer = shipped.ask("What did Dan talk about?")
    assert (answer.reason, answer.text) == ("ambiguous", "2 speakers are called Dan: Dan, Dan Brown. Ask with the full name.")


@pytest.mark.parametrize("question", ["Wer hat über Docker gesprochen?", "Qui a parlé de Borg et de Docker ?", "谁谈到了Borg?"])
def test_a_question_in_another_language_is_told_so(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert answer.reason == "language" and answer.nearest


def test_an_edition_that_is_not_there_is_said(shipped: Assistant) -> None:
    answer = shipped.ask("Who were the speakers of dotScale 2014?")
    assert answer.text == "No recap here tells of dotScale 2014; the editions are dotScale 2015, dotScale 2016, dotScale 2018."


def test_a_follow_up_with_nothing_before_it_is_told_so(shipped: Assistant) -> None:
    assert shipped.ask("who gave it?").reason == "context"


def test_a_good_turn_before_makes_no_bad_one_pass(shipped: Assistant) -> None:
    assert shipped.ask("and in 2017?", history=["Which talks were given in 2016?"]).reason == "edition"


@pytest.mark.parametrize(
    ("question", "at", "cells"),
    [
        ("Which talks mention Redis?", 1, ["Kyle Kingsbury", "Salvatore Sanfilippo"]),
        ("Who spoke more than once?", 0, ["Paul Dix", "Dan Brown", "Jeremy Edberg"]),
        ("Who closed dotScale 2018?", 0, ["Jeremy Edberg"]),
        ("Who works at Activision?", 0, ["Yaroslav Tkachenko"]),
        ("Which talks did Dan Brown give?", 2, ["dotScale 2015", "dotScale 2016"]),
        ("lightning talks 2018", 1, ["Enrico Signoretti", "Dan", "Mike Freedman"]),
        ("Which editions are there?", 2, ["16", "16", "11"]),
    ],
)
def test_lists_from_the_originals(told: Assistant, question: str, at: int, cells: list[str]) -> None:
    assert column(told.ask(question), at) == cells


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many talks are told in all?", "43 talks"),
        ("how many lightning talks in 2015", "5 lightning talks"),
        ("How many speakers were there in 2018?", "11 speakers"),
        ("How many speakers were there in 2016?", "15 speakers, and 1 talk without a named speaker"),
        ("How many recaps tell of 2016?", "2 recaps"),
    ],
)
def test_counts_from_the_originals(told: Assistant, question: str, found: str) -> None:
    assert first_line(told.ask(question)).split(" (considered")[0] == found


def test_talks_are_listed_by_what_was_told_of_them(shipped: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.evidence.judge.DEALS", 0.1)
    answer = shipped.ask("who spoke about moving lots of data")
    assert {"Oliver Keeble", "Greg Lindhal"} <= {row.cells[0] for row in answer.rows}
    assert answer.text.splitlines()[0].split(" (considered")[0].endswith("found for “moving lots of data” by meaning; there may be more")


def test_a_subject_that_no_talk_deals_with_lists_none(shipped: Assistant) -> None:
    assert shipped.ask("Which talks dealt with the weaving of baskets?").refused


def test_a_talk_of_a_few_short_sentences_is_summed_up_by_all_of_them(tmp_path: Path) -> None:
    told = (
        "The loom has four beams of oak. It weaves a yard of cloth an hour. A boy pulls the cords by hand. Cards may one day do that work."
    )
    (tmp_path / "recap.md").write_text(
        f"# LoomConf 2015\n\n## Looms, by Ada Perrin\n\n{told}\n\n## Cards, by Tom Ferrer\n\nTom cut cards.\n"
    )
    answer = Assistant.open(tmp_path, tmp_path.parent / "summed").ask("Summarise the talk by Ada Perrin")
    assert " ".join(quote.shown for quote in answer.quotes) == told


def test_two_subjects_are_looked_for_anywhere_in_a_talk(shipped: Assistant) -> None:
    docker, containers = (set(column(shipped.ask(f"Which talks mention {name}?"), 1)) for name in ("Docker", "containers"))
    both = column(shipped.ask("Which talks mention both Docker and containers?"), 1)
    assert both and set(both) == docker & containers


def test_two_subjects_that_no_talk_names_together_are_refused(shipped: Assistant) -> None:
    answer = shipped.ask("Which talks mention Docker and Kafka?")
    assert (answer.reason, answer.text) == ("detail", "No talk in the recaps names both “Docker” and “Kafka”.")
    assert shipped.ask("Which talks mention Docker, Kafka and Erlang?").text.endswith("names all of “Docker”, “Kafka” and “Erlang”.")


def test_a_company_and_a_subject_limit_a_list_together(shipped: Assistant) -> None:
    answer = shipped.ask("Which speakers from Google mention Istio?")
    assert first_line(answer).startswith("1 speaker from Google whose talk names “Istio” (")
    assert column(answer, 0) == ["David Gageot"]


def test_who_was_somewhere_formerly_does_not_work_there(shipped: Assistant) -> None:
    assert column(shipped.ask("Who works at Google?"), 0) == column(shipped.ask("google speakers"), 0) == ["Eric Brewer", "David Gageot"]


def test_what_a_talk_is_about_and_what_it_names_limit_a_list_together(shipped: Assistant) -> None:
    answer = shipped.ask("Which talks are about containers and mention Docker?")
    assert first_line(answer).startswith("1 talk about “containers” and naming “Docker” (")


def test_takeaways_are_a_summary(shipped: Assistant) -> None:
    assert shipped.ask("Top 3 takeaways from dotScale 2018").kind == "summary"
    assert shipped.ask("What are the key takeaways of Gleb Budman's talk?").rows[0].quotes[0].speakers == ("Gleb Budman",)


def test_the_talk_that_opened_or_closed_an_edition(shipped: Assistant) -> None:
    assert shipped.ask("Which talk closed dotScale 2018?").rows[0].cells == ("—", "Jeremy Edberg", "dotScale 2018")
    assert column(shipped.ask("What was the opening talk?"), 1) == ["Matt Bostock", "Mickael Rémond", "David Gageot"]
    assert column(shipped.ask("Who gave the last lightning talk of 2015?"), 0) == ["Chris Sinjakli"]


def test_what_no_recap_names_is_refused_by_that_name(shipped: Assistant) -> None:
    answer = shipped.ask("is there something on serverless?")
    assert (answer.reason, answer.text) == ("name", "No recap here names “serverless”.")


def test_faults_and_praise_are_told_apart(shipped: Assistant) -> None:
    faults, praise = shipped.ask("What did the writer not like?"), shipped.ask("What did the writer like?")
    assert first_line(praise).startswith("The writer's own judgement: the 8 plainest of ")
    found = [{quote.shown for quote in answer.quotes} for answer in (faults, praise)]
    assert all(found) and not found[0] & found[1]


def test_all_recaps_are_summed_up_where_no_edition_is_named(shipped: Assistant) -> None:
    assert len(shipped.ask("summarize").rows) == sum(len(shipped.ask(f"Summarize {year}").rows) for year in (2015, 2016, 2018))


@pytest.mark.parametrize(
    "said", ["thanks!", "hello", "hi", "good morning! how are you?", "thanks, that was great", "help", "what can you do?"]
)
def test_what_is_no_question_is_told_what_can_be_asked(shipped: Assistant, said: str) -> None:
    answer = shipped.ask(said)
    assert (answer.reason, answer.nearest, answer.searched) == ("chat", (), (0, 0))
    assert answer.text == "This finds what the recaps say, and adds nothing; ask about a talk, a speaker or a subject."


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        ("talks about Kafka but not in 2018", "2 talks about “Kafka” (", 2),
        ("Which talks except lightning talks were there in 2015?", "11 talks other than lightning talks (", 11),
        ("regular talks 2016", "12 talks other than lightning talks (", 12),
        ("summarize the lightning talks of 2016", "4 lightning talks (", 4),
        ("who came back in 2018?", "2 speakers who spoke at an earlier edition too (", 2),
        ("who spoke only in 2018?", "9 speakers of no other edition (", 9),
        ("talks not about databases in 2018", "10 talks that do not name “databases” (", 10),
        ("best talk of 2018", "The writer's own judgement: the 3 plainest of 6 sentences", 3),
        ("schedule of dotScale 2018", "11 talks (", 11),
        ("hwo mny lightening talks 2016", "4 lightning talks (", 4),
        ("who spoke both in 2015 and in 2018?", "2 speakers of more than one talk (", 2),
    ],
)
def test_what_a_list_leaves_out_or_keeps_to(shipped: Assistant, question: str, text: str, number: int) -> None:
    answer = shipped.ask(question)
    assert (first_line(answer)[: len(text)], len(answer.rows)) == (text, number)


def test_the_talk_beside_another(shipped: Assistant) -> None:
    assert column(shipped.ask("Who spoke after Juan Benet?"), 0) == ["Greg Lindhal"]
    assert column(shipped.ask("Which talk came right before Paul Dix's in 2015?"), 1) == ["David Mytton"]
    assert column(shipped.ask("What was the third talk in 2018?"), 1) == ["Damien Tournoud"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did Neha Narula speak in 2016?", "No talk by Neha Narula is told of in dotScale 2016, but in dotScale 2015."),
        ("Which keynotes were there in 2016?", "The recaps of dotScale 2016 tell of no keynote that is asked for."),
        ("Who gave two talks in 2018?", "The recaps of dotScale 2018 tell of nobody who gave more than one talk."),
        ("Who came back in 2015?", "The recaps tell of nobody of dotScale 2015 who spoke at an earlier edition."),
        ("compare the recaps of 2018", "No talk of dotScale 2018 is told by more than one of these recaps."),
        ("Which talks had two speakers?", "The recaps tell of no talk of several speakers that is asked for."),
        ("Which lightning talks did Paul Dix give in 2015?", "The recaps of dotScale 2015 tell of no lightning talk that is asked for."),
        ("Did Paul Dix speak in 2016?", "No talk by Paul Dix is told of in dotScale 2016, but in dotScale 2015, dotScale 2018."),
        ("Who talked about Borg besides John Wilkes and Eric Brewer?", "No other talk in the recaps names “Borg”."),
        ("What does Server Density charge per month?", "The recaps speak of Server Density, but do not say this."),
    ],
)
def test_a_refusal_says_what_is_not_there(shipped: Assistant, question: str, text: str) -> None:
    answer = shipped.ask(question)
    assert (answer.reason, answer.text) == ("detail", text)


def test_initials_are_looked_for_as_what_a_recap_says_that_they_stand_for(shipped: Assistant) -> None:
    answer = shipped.ask("Who talked about CRDTs in 2015?")
    assert [row.cells[:2] for row in answer.rows] == [("Dan Brown", "Convergent Replicated Data Types")]


def test_of_a_company_it_is_said_of_how_many_talks_no_recap_says(shipped: Assistant) -> None:
    assert first_line(shipped.ask("How many speakers from Google were there in 2018?")).startswith(
        "1 speaker from Google; of 3 talks no recap says where its speaker is from"
    )


def test_a_comparison_on_a_subject_keeps_to_the_talks_that_say_something_of_it(shipped: Assistant) -> None:
    answer = shipped.ask("What did Eric Brewer and Willy Tarreau say about pods?")
    assert [(row.cells[0], row.cells[3] == "—") for row in answer.rows] == [("Eric Brewer", False), ("Willy Tarreau", True)]
    assert shipped.ask("What did Paul Dix and Eric Brewer think about unicorns?").reason == "detail"


def test_a_summary_begins_with_the_telling_that_says_what_the_talk_was_about(shipped: Assistant) -> None:
    quotes = shipped.ask("What did Juan Benet talk about?").quotes
    assert quotes[0].shown == "The subject that Benet had chosen was IPFS, short for InterPlanetary File System."
    assert not any(quote.shown.startswith("It ") for quote in quotes)


def test_a_list_can_leave_speakers_out(shipped: Assistant) -> None:
    answer = shipped.ask("Which talks were about Kafka, except Ted Dunning's?")
    assert column(answer, 1) == ["Kyle Kingsbury", "John Graham-Cumming", "Yaroslav Tkachenko"]
    assert first_line(answer).startswith("3 talks about “Kafka”, besides Ted Dunning (")


def test_a_product_is_found_by_its_other_name(shipped: Assistant) -> None:
    assert column(shipped.ask("Which talks mention Mongo?"), 1) == ["Kyle Kingsbury", "Eliot Horowitz"]
    assert column(shipped.ask("Which talks mention MongoDB?"), 1) == ["Kyle Kingsbury", "Eliot Horowitz"]


def test_a_summary_that_is_asked_for_in_detail_says_more(shipped: Assistant) -> None:
    short = shipped.ask("What did Gleb Budman talk about?").quotes
    longer = shipped.ask("Tell me everything about Gleb Budman").quotes
    assert set(short) < set(longer) and len(longer) > 2 * len(short)


def test_lightning_talks_that_a_recap_speaks_of_and_does_not_tell_apart_are_not_denied(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text(
        "# Loom Days 2019\n\n## Ada Perrin\n\nAda Perrin wove a map of the town. After the coffee there was one lightning talk, on looms for children.\n"
    )
    answer = Assistant.open(tmp_path, tmp_path.parent / "spoken-of").ask("Were there lightning talks at Loom Days 2019?")
    assert [quote.shown for quote in answer.quotes] == ["After the coffee there was one lightning talk, on looms for children."]


def test_who_is_from_a_company_that_is_named_before_the_verb(shipped: Assistant) -> None:
    assert column(shipped.ask("Who from Google spoke in 2018?"), 0) == ["David Gageot"]


def test_where_no_recap_names_a_company_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "recap.md").write_text("# Loom Days 2019\n\n## Ada Perrin\n\nAda Perrin wove a map of the town.\n")
    asked = Assistant.open(tmp_path, tmp_path.parent / "nowhere").ask("Which companies were there in 2019?")
    assert asked.text == "The recaps of Loom Days 2019 do not say whom a speaker works for."
