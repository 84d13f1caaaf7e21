import pytest

from corpus.sentences import MAX_WORDS, sentence_spans


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It uses e.g. Nginx. Then Dr. Who came.", ["It uses e.g. Nginx.", "Then Dr. Who came."]),
        ('He said "stop." Then left.', ['He said "stop."', "Then left."]),
        ("By [Ada][7]. **Bold** start.", ["By [Ada][7].", "**Bold** start."]),
        ("Version 2.0 runs node.js at 5.5 GB. Fine.", ["Version 2.0 runs node.js at 5.5 GB.", "Fine."]),
        ("Keith J. Grant spoke.", ["Keith J. Grant spoke."]),
        ("A tag.</b> <i>Next</i> one.", ["A tag.</b>", "<i>Next</i> one."]),
        ("wait... what", ["wait... what"]),
        ("“Looms! More looms!” by Ada. Fine.", ["“Looms! More looms!” by Ada.", "Fine."]),
        ("He said “Stop. Now.” Then left.", ["He said “Stop.", "Now.”", "Then left."]),
        ("See [the talk. It was good](http://x.y/z) for more.", ["See [the talk. It was good](http://x.y/z) for more."]),
    ],
)
def test_cuts_at_the_end_of_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_line_of_notes_is_a_sentence() -> None:
    text = "need data before improving\nlots of wires\nkeep monitoring everything, it gets sharper every time\nnever stop"
    assert cut(text) == text.split("\n")


def test_wrapped_prose_is_not_cut_at_line_ends() -> None:
    text = "A sentence that was wrapped by its author at some width of the\neditor goes on over the line end and is still one sentence of\nprose."
    assert cut(text) == [text]


def test_prose_with_one_line_that_sticks_out_is_not_cut_at_line_ends() -> None:
    sentences = [
        "The second loom of the day was older than\nall of the others, and it had been mended by hand, which nobody\nhad told the weavers.",
        "They ran it for an hour\nwithout a stop and wrote down each thread.",
    ]
    assert cut(" ".join(sentences)) == sentences


def test_prose_with_long_addresses_in_it_is_not_cut_at_line_ends() -> None:
    text = (
        "A line of prose was wrapped by its author at the usual width of the\neditor, and next came\n"
        "https://example.org/a/long/address/of/some/page/of/no/matter[a link] to a page that\nnobody reads, and the line with it is\n"
        "wider than all of the others that stand around it."
    )
    assert cut(text) == [text]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    assert [len(sentence.split()) for sentence in cut("word " * 300)] == [MAX_WORDS, MAX_WORDS, 60]


def test_a_word_without_end_is_cut_too() -> None:
    assert "".join(cut("x" * 4000)) == "x" * 4000
    assert max(map(len, cut("x" * 4000))) == 1500
