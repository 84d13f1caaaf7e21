import pytest

from corpus.blocks import read_blocks


def shown(text: str, markup: str = "markdown") -> list[tuple[str, str]]:
    blocks = read_blocks(text, markup)
    assert all(text[block.start : block.end].strip() == text[block.start : block.end] for block in blocks)
    return [(block.kind, block.words) for block in blocks]


def test_cuts_markdown() -> None:
    text = "# One\r\n\r\nA line\r\nand more.\r\n\r\n- item a\r\n- item *b*\r\n  goes on\r\n\r\n> said\r\n> so\r\n\r\nTwo\r\n===\r\nEnd.\r\n"
    assert shown(text) == [
        ("heading", "One"),
        ("paragraph", "A line and more."),
        ("item", "item a"),
        ("item", "item b goes on"),
        ("quote", "said so"),
        ("heading", "Two"),
        ("paragraph", "End."),
    ]


@pytest.mark.parametrize(
    "machinery",
    [
        "![room](/img/room.jpg)",
        "[![room](a.jpg)](b)",
        "{% youtube https://www.youtube.com/watch?v=x %}",
        '{{< figure src="/a.jpg" >}}',
        '[7]: http://a.b "title"',
        "READMORE",
        "<!--more-->",
        "<script>alert('x')</script>",
        "https://a.b/c",
        "[The dotPost][9]",
        "Did you like this article? Share it!",
        "```\ncode()\n```",
        "---",
    ],
)
def test_what_is_no_prose_is_left_out(machinery: str) -> None:
    assert shown(f"First.\n\n{machinery}\n\nLast.\n") == [("paragraph", "First."), ("paragraph", "Last.")]


def test_a_notice_repeated_through_a_page_is_left_out() -> None:
    notice = "We would like your consent before this loads.\n\nAllow it always\n\n"
    assert shown(f"One.\n\n{notice}Two.\n\n{notice}Three.\n\n{notice}") == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("paragraph", "Three."),
    ]


def test_short_lines_that_stand_alone_are_headings_where_nothing_is_marked() -> None:
    text = "The Cost of Engines, by Ada Lovelace\n\nAda spoke of cost.\n\nSo what? Not for me.\n\nMore prose here.\n"
    assert [kind for kind, _ in shown(text)] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_an_empty_heading_is_kept() -> None:
    assert shown("# One\n\nText.\n\n#\n\nOther text.\n")[2] == ("heading", "#")


def test_cuts_restructured_text() -> None:
    text = "Title\n=====\n\nProse here.\n\n.. image:: a.png\n   :alt: x\n\nTalk\n~~~~\n\nMore.\n"
    assert shown(text, "rst") == [("heading", "Title"), ("paragraph", "Prose here."), ("heading", "Talk"), ("paragraph", "More.")]


def test_cuts_asciidoc_and_org() -> None:
    assert shown(":lang: en\n\n== Talk\n\nMore.\n", "asciidoc") == [("heading", "Talk"), ("paragraph", "More.")]
    assert shown("#+TITLE: x\n\n* Talk\n\nMore.\n", "org") == [("heading", "Talk"), ("paragraph", "More.")]


def test_cuts_html_with_true_offsets() -> None:
    text = (
        "<html><head><title>x</title></head><body><nav>Menu</nav><article><h2>Ada &amp; Bob</h2><p>They <b>spoke</b>.\n"
        "<p>Twice.</p><ul><li>a</li><li>b</li></ul><div class='share'>Share</div><p><strong>A talk</strong></p></article>"
        "<footer>Foot</footer><script>x()</script></body></html>"
    )
    assert shown(text, "html") == [
        ("heading", "Ada & Bob"),
        ("paragraph", "They spoke."),
        ("paragraph", "Twice."),
        ("item", "a"),
        ("item", "b"),
        ("heading", "A talk"),
    ]


def test_markdown_that_is_mostly_html_is_cut_as_html() -> None:
    text = "Intro line.\n\n<div><p><strong>Ada</strong> spoke.</p></div>\n<p>Bob too.</p>\n<p>And `<p>` in code.</p>\n"
    assert [words for _, words in shown(text)] == ["Intro line.", "Ada spoke.", "Bob too.", "And <p> in code."]


@pytest.mark.parametrize(
    "text",
    [
        "She showed the `<template>` element of HTML. Then more.",
        "It returns a List<Object> and ends. Then more.",
        "Begin with `<!--` and go on. Then more.",
    ],
)
def test_a_mention_of_a_tag_hides_nothing(text: str) -> None:
    assert shown(f"{text}\n\n## Next\n\nLast words.\n")[-2:] == [("heading", "Next"), ("paragraph", "Last words.")]
    assert "Then more." in shown(text)[0][1]


def test_code_of_org_ends() -> None:
    assert shown("* Talk\n\n#+begin_src python\ncode()\n#+end_src\n\nMore.\n", "org") == [("heading", "Talk"), ("paragraph", "More.")]


def test_a_title_of_asciidoc_may_be_underlined() -> None:
    assert shown("First talk\n----------\nAnn told of Rust.\n\n== Next\n\nMore.\n", "asciidoc") == [
        ("heading", "First talk"),
        ("paragraph", "Ann told of Rust."),
        ("heading", "Next"),
        ("paragraph", "More."),
    ]


def test_only_whole_names_of_classes_hide_a_part_of_a_page() -> None:
    text = "<body class='has-sidebar'><form><h2 id='sharing'>Sharing — Ada Lovelace</h2><p>Ada told of it.</p></form><div id=comments><p>First!</p></div></body>"
    assert shown(text, "html") == [("heading", "Sharing — Ada Lovelace"), ("paragraph", "Ada told of it.")]


def test_ampersands_without_a_semicolon_are_cut_rightly() -> None:
    assert shown("<h2>Q&A</h2><p>At AT&T</p><p>A &# B.</p><p>C.</p>", "html") == [
        ("heading", "Q&A"),
        ("paragraph", "At AT&T"),
        ("paragraph", "A &# B."),
        ("paragraph", "C."),
    ]


def test_a_blank_line_ends_an_open_paragraph_in_markdown() -> None:
    text = "<p>\n\n## Talk — Ada Lovelace\n\nAda told of it.\n\n<p>\n\nMore.\n\n<p>\n\nLast.\n"
    assert [(kind, words) for kind, words in shown(text)] == [
        ("heading", "Talk — Ada Lovelace"),
        ("paragraph", "Ada told of it."),
        ("paragraph", "More."),
        ("paragraph", "Last."),
    ]


def test_a_wrapped_line_that_stands_three_times_is_kept() -> None:
    text = "It was\nand warm and dry\nthere.\n\nSo\nand warm and dry\nit was.\n\nAgain\nand warm and dry\nstill.\n"
    assert [words for _, words in shown(text)] == [
        "It was and warm and dry there.",
        "So and warm and dry it was.",
        "Again and warm and dry still.",
    ]


def test_an_html_heading_alone_in_markdown_is_a_heading() -> None:
    text = 'It was long.\n\n<h2 id="looms">Looms at night</h2>\n\nThey weave.\n'
    assert [(block.kind, block.level, block.words) for block in read_blocks(text, "markdown")] == [
        ("paragraph", 0, "It was long."),
        ("heading", 2, "Looms at night"),
        ("paragraph", 0, "They weave."),
    ]


def test_a_bold_item_over_paragraphs_of_its_own_is_a_heading() -> None:
    text = "- [**Looms - Ada**](https://a.b/c)\n\n    Ada told of looms.\n\n- **Cards** - Bob\n- **Threads**\n- **Wool**\n"
    assert shown(text) == [
        ("heading", "Looms - Ada"),
        ("paragraph", "Ada told of looms."),
        ("item", "Cards - Bob"),
        ("item", "Threads"),
        ("item", "Wool"),
    ]


def test_marks_under_headings_of_restructured_text_have_levels_in_the_order_they_appear() -> None:
    text = "Conf\n====\n\nDay 1\n#####\n\nLooms\n-----\n\nText.\n\nDay 2\n#####\n\nCards\n-----\n"
    blocks = read_blocks(text, "rst")
    assert [(block.words, block.level) for block in blocks if block.kind == "heading"] == [
        ("Conf", 1),
        ("Day 1", 2),
        ("Looms", 3),
        ("Day 2", 2),
        ("Cards", 3),
    ]


def test_a_bold_first_line_of_a_paragraph_of_html_is_a_heading() -> None:
    text = "<html><body><p><strong>Ada Lovelace</strong><br>\n<em>Of looms</em><br>\nShe wove.</p><p><b>Bold</b> words go on.</p></body></html>"
    assert shown(text, "html") == [("heading", "Ada Lovelace"), ("paragraph", "Of looms She wove."), ("paragraph", "Bold words go on.")]


@pytest.mark.parametrize(
    ("line", "kind"), [("**Of looms:**", "heading"), ("<STRONG>Of looms</STRONG>", "heading"), ("**Look!:**", "paragraph")]
)
def test_a_bold_line_that_is_no_sentence_is_a_heading(line: str, kind: str) -> None:
    assert shown(f"One.\n\n{line}\n\nTwo.\n", "markdown")[1][0] == kind


def test_bold_marks_around_nothing_are_no_heading() -> None:
    assert all(kind != "heading" for kind, _ in shown("**:**\n\nText here.\n", "markdown"))
