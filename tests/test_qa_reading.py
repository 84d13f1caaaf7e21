from collections.abc import Callable

from corpus import Recap
from qa.reading import paragraphs


def test_a_recap_is_shown_as_headings_and_paragraphs(recap: Callable[..., Recap]) -> None:
    found = recap("# Conf 2015\n\n## Ada Lovelace\n\nOne *is* here. Two.\n\nThree.\n\n- a first item\n- a second item\n")
    assert [paragraph.heading or [sentence.text for sentence in paragraph.sentences] for paragraph in paragraphs(found)] == [
        "Ada Lovelace",
        ["One is here.", "Two."],
        ["Three."],
        ["a first item"],
        ["a second item"],
    ]


def test_a_talk_without_a_heading_is_headed_by_its_speaker(recap: Callable[..., Recap]) -> None:
    found = recap(
        "I went there in 2015, and liked what I saw of it.\n\nAda Lovelace, from Analytical, started the day.\n\nNext was Charles Babbage's turn.\n"
    )
    assert [paragraph.heading for paragraph in paragraphs(found)] == [None, "Ada Lovelace", None, "Charles Babbage", None]


def test_shown_sentences_keep_their_place(recap: Callable[..., Recap]) -> None:
    found = recap("# Conf 2015\n\nOne *is* here. Two.\n")
    sentences = [sentence for paragraph in paragraphs(found) for sentence in paragraph.sentences]
    assert [found.text[sentence.start : sentence.end] for sentence in sentences] == ["One *is* here.", "Two."]
