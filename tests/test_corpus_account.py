import pytest

from corpus import Source
from corpus.account import left_out, origins
from corpus.read import cut_recap

MARKDOWN = """---
title: Looms
---

## Notes on the Engine — Ada Lovelace

Ada spoke of engines.

```python
weave("algebra")

weave("leaves")
```

<!-- to do: her slides -->

![the room](room.jpg)

They weave algebra.

[slides](https://example.org/slides)

[1]: https://example.org/a
"""
PAGE = """<html><head><title>Looms</title></head><body>
<nav><a href="/">Home</a></nav>
<p>Ada spoke of engines.</p>
<pre>weave("algebra")</pre>
<footer>All rights reserved</footer></body></html>
"""


def left(text: str, name: str, markup: str) -> list[tuple[tuple[int, int], str | None, str]]:
    source = Source(name, text, "0" * 64, markup)
    recap = cut_recap(source)
    return [(recap.lines(piece.start, piece.end), piece.kind, piece.words) for piece in left_out(source, recap)]


def test_what_is_left_out_of_markdown() -> None:
    assert left(MARKDOWN, "a.md", "markdown") == [
        ((1, 4), "front matter", "--- title: Looms ---"),
        ((9, 13), "code", '```python weave("algebra") weave("leaves") ```'),
        ((15, 15), "comment", "<!-- to do: her slides -->"),
        ((17, 17), "video, picture or frame", "![the room](room.jpg)"),
        ((21, 21), "link alone", "slides"),
        ((23, 23), "link definition", "[1]: https://example.org/a"),
    ]


def test_what_is_left_out_of_a_page() -> None:
    assert left(PAGE, "a.html", "html") == [
        ((1, 1), "head of the page", "Looms"),
        ((2, 2), "menu or footer", "Home"),
        ((4, 4), "code", 'weave("algebra")'),
        ((5, 5), "menu or footer", "All rights reserved"),
    ]


def test_what_is_said_three_times_is_left_out() -> None:
    text = "\n\n".join(f"{said}\n\nSlides: soon" for said in ("Ada spoke of engines.", "Charles showed a mill.", "They wove leaves."))
    assert left(text, "a.md", "markdown") == [((at, at), "said three times", "Slides: soon") for at in (3, 7, 11)]


@pytest.mark.parametrize("line", ["", "\n", "## Ada Lovelace\n\n"])
def test_of_prose_nothing_is_left_out(line: str) -> None:
    assert left(f"{line}Ada spoke of engines. They weave algebra.\n\n- leaves\n", "a.md", "markdown") == []


def test_every_letter_is_in_a_passage_a_heading_or_left_out() -> None:
    source = Source("a.md", MARKDOWN, "0" * 64, "markdown")
    recap = cut_recap(source)
    spans = [(part.start, part.end) for part in (*recap.passages, *left_out(source, recap))]
    bare = "".join(char for at, char in enumerate(MARKDOWN) if char.isalnum() and not any(start <= at < end for start, end in spans))
    assert bare == "NotesontheEngineAdaLovelace"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "---\ntitle: Loom Conf 2015\nlink: https://example.org/a\n---\n\nAda spoke.\n",
            "a.md",
            {"title": "front matter", "event": "front matter", "edition": "front matter", "link": "front matter"},
        ),
        ("# Loom Conf 2015\n\nAda spoke of engines.\n", "a.md", {"title": "text", "event": "text", "edition": "text"}),
        ("Ada spoke of engines.\n", "2015-06-10-looms.md", {"title": "file name", "edition": "file name", "date": "file name"}),
    ],
)
def test_where_each_thing_was_read(text: str, name: str, expected: dict[str, str]) -> None:
    assert origins(Source(name, text, "0" * 64, "markdown")) == expected
