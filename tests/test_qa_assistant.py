import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa
from corpus import SHIPPED
from embeddings import Index, IndexFault, open_index
from embeddings.build import BuildError, build, default_index
from embeddings.model import Model
from qa import Assistant
from qa.evidence.judge import Judge, Judgement
from qa.retriever import Hit

RECAP = "# Engine Conf 2015\n\n## Ada Lovelace\n\nAda showed an engine of brass that computes tables of numbers by steam.\n"


@pytest.fixture
def recaps(tmp_path: Path) -> Path:
    folder = tmp_path / "recaps"
    folder.mkdir()
    (folder / "one.md").write_text(RECAP)
    return folder


def test_opens_a_folder_and_notices_what_changed(recaps: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert Assistant.open(recaps, index).ask("What does the engine of Ada compute?").quotes[0].recap == "one.md"
    (recaps / "two.md").write_text("# Loom Conf 2016\n\nCharles showed a loom that weaves roses from punched cards.\n")
    assert Assistant.open(recaps, index).ask("What does the loom weave?").quotes[0].recap == "two.md"
    (recaps / "one.md").unlink()
    assert [recap.file for recap in Assistant.open(recaps, index).recaps] == ["two.md"]


def test_an_index_alone_is_opened_as_it_is(recaps: Path, tmp_path: Path, model: Model) -> None:
    build(recaps, tmp_path / "index", model)
    (recaps / "one.md").unlink()
    assert [recap.file for recap in Assistant.open(index=tmp_path / "index").recaps] == ["one.md"]


def test_an_index_of_another_model_is_refused(recaps: Path, tmp_path: Path, model: Model) -> None:
    class Other(Model):
        def __init__(self) -> None:
            super().__init__()
            self.name, self.digest = "other", "f" * 64

    build(recaps, tmp_path / "index", Other())
    for folder in (recaps, None):
        with pytest.raises(IndexFault, match="built with the model other"):
            Assistant.open(folder, tmp_path / "index")


def test_a_damaged_index_of_somebody_is_not_replaced(recaps: Path, tmp_path: Path, model: Model) -> None:
    build(recaps, tmp_path / "index", model)
    (tmp_path / "index" / "CURRENT").write_text("nonsense")
    with pytest.raises(IndexFault, match="CURRENT"):
        Assistant.open(recaps, tmp_path / "index")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="does not exist; give a folder"):
        Assistant.open(tmp_path / "missing", tmp_path / "index")


def test_many_threads_share_one_assistant(shipped: Assistant) -> None:
    questions = ["What is IPFS?", "Who spoke about Borg?", "What is Disque?", "How big is the archive index?"] * 8
    alone = {question: shipped.ask(question).quotes for question in set(questions)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(shipped.ask, questions))
    assert all(answer.quotes == alone[question] for question, answer in zip(questions, answers, strict=True))


def test_the_shortcuts_answer_from_the_shipped_recaps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shipped_index: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    shutil.copytree(shipped_index, default_index(SHIPPED))  # as an earlier use would have left it
    assert qa.retrieve("just-right-consistency", 1)[0].citation.recap == "dotscale-2018.md"
    assert qa.ask("What is just-right-consistency?").quotes[0].year == 2018


def test_a_speaker_is_found_under_every_spelling(shipped: Assistant) -> None:
    hits = shipped.retrieve("Docker in Eclipse", speakers=["mario loriedo"])
    assert {name for hit in hits for name in hit.citation.speakers} == {"Mario Loreido", "Mario Loriedo"}


@pytest.mark.parametrize(
    ("question", "filters", "text"),
    [
        ("Which talks were there?", {"recaps": ["dotscale-2018.md"]}, "11 talks"),
        ("How many talks were there?", {"years": [2015, 2018]}, "27 talks"),
        ("Who spoke?", {"speakers": ["paul dix"]}, "1 speaker"),
        ("What did Paul Dix talk about?", {"years": [2018]}, "In the recaps' own sentences"),
    ],
)
def test_the_catalogue_obeys_the_filters(shipped: Assistant, question: str, filters: dict[str, list[int]], text: str) -> None:
    answer = shipped.ask(question, **filters)
    assert answer.text.startswith(text)
    for quote in answer.quotes:
        assert quote.recap in filters.get("recaps", [quote.recap])
        assert quote.year in filters.get("years", [quote.year])


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("Which talks were there in 2018?", {"years": [2015]}),
        ("What did Paul Dix say about storage in 2018?", {"years": [2015]}),
        ("Who spoke?", {"years": [1999]}),
        ("Who spoke more than once?", {"years": [2018]}),
    ],
)
def test_what_the_filters_leave_out_is_refused(shipped: Assistant, question: str, filters: dict[str, list[int]]) -> None:
    answer = shipped.ask(question, **filters)
    assert answer.reason == "nothing"
    assert "filters" in answer.text


def test_a_refusal_says_how_much_passed_the_filters(shipped: Assistant) -> None:
    recaps, passages = shipped.ask("Who won the football world cup?", recaps=["dotscale-2018.md"]).searched
    assert (recaps, 0 < passages < 40) == (1, True)


@pytest.mark.parametrize("question", ["abc", "qwertz uiop"])
def test_what_no_recap_says_a_word_of_is_refused(shipped: Assistant, question: str) -> None:
    assert shipped.ask(question).reason == "nothing"


def test_an_earlier_turn_is_not_judged_again(shipped_index: Path, model: Model) -> None:
    class Counting(Judge):
        judged = 0

        def judge(self, index: Index, question: str, hits: Sequence[Hit]) -> Judgement:
            Counting.judged += 1
            return super().judge(index, question, hits)

    assistant = Assistant(open_index(shipped_index, model), model, Counting())
    history = ["How does CloudFlare store logs?", "did the author like the talk?"]
    assistant.ask("What is Borg?", history=history)
    assert Counting.judged == 3  # whose talk the follow-up means, and the question: of all talks, and of that one
    assistant.ask("What is Borg?", history=history)
    assert Counting.judged == 3


@pytest.fixture(scope="module")
def looms(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("looms")
    (folder / "recap.md").write_text(
        "# Loom Days 2019\n\n## Ada Perrin\n\nAda Perrin mends old looms in a shed by the river. A mended loom costs forty francs.\n\n"
        "## Tomas Weil\n\nTomas Weil prints maps on cloth, and draws them with a goose feather. A map on cloth costs ninety francs.\n\n"
        "## Ines Roux\n\nInes Roux keeps bees. But where do her bees find pollen in winter? She carries them to a chapel with lemon trees.\n"
    )
    return Assistant.open(folder, folder.parent / "looms-index")


@pytest.mark.parametrize(("speaker", "cost"), [("Ada Perrin", "forty"), ("Tomas Weil", "ninety")])
def test_what_many_talks_could_answer_is_asked_of_the_talk_at_hand(looms: Assistant, speaker: str, cost: str) -> None:
    answer = looms.ask("how many francs?", history=[f"What did {speaker} talk about?"])
    assert f"costs {cost} francs" in answer.quotes[0].shown
    assert answer.understood_as == f"how many francs? ({speaker}'s talk)"
    assert answer.focus.speakers == (speaker,)


def test_what_was_understood_has_the_same_answer_when_it_is_asked(looms: Assistant) -> None:
    answer = looms.ask("how many francs?", history=["What did Tomas Weil talk about?"])
    again = looms.ask(answer.understood_as)
    assert (again.understood_as, again.quotes, again.focus) == (answer.understood_as, answer.quotes, answer.focus)


def test_a_question_that_another_talk_answers_leaves_the_talk_at_hand(looms: Assistant) -> None:
    answer = looms.ask("What are maps drawn with?", history=["What did Ada Perrin talk about?"])
    assert ["goose feather" in quote.shown for quote in answer.quotes[:1]] == [True]
    assert answer.understood_as == "What are maps drawn with?"


def test_a_quote_that_asks_brings_the_sentence_after_it(looms: Assistant) -> None:
    answer = looms.ask("Where do the bees find pollen in winter?")
    assert answer.quotes[0].shown == "But where do her bees find pollen in winter? She carries them to a chapel with lemon trees."


def test_that_no_company_is_known_does_not_deny_the_talk(looms: Assistant) -> None:
    assert looms.ask("Which companies spoke about bees?").text == "The recaps name no company of those who spoke about “bees”."


def test_the_talk_at_hand_can_be_left_out(looms: Assistant) -> None:
    history = ["What did Ada Perrin talk about?"]
    assert looms.ask("how many francs?", history=history, without=["speaker"]).understood_as == "how many francs?"


def test_the_talk_at_hand_stays_where_it_does_not_say_something(looms: Assistant) -> None:
    history = ["What did Ada Perrin talk about?", "who paid for it?", "why?"]
    assert looms.ask("how many francs?", history=history).understood_as == "how many francs? (Ada Perrin's talk)"


def test_what_only_points_is_asked_of_the_talk_at_hand(looms: Assistant) -> None:
    history = ["What did Ada Perrin talk about?"]
    assert [quote.shown for quote in looms.ask("and the price?", history=history).quotes] == ["A mended loom costs forty francs."]
    answer = looms.ask("really?", history=history)
    assert (answer.reason, answer.text) == ("detail", "The recaps tell of the talk by Ada Perrin, but not this.")
