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
    assert shown(f"First.\n\n{machinery}\n\nLast.\n") == [("paragraph", "First."), ("paragraph", "Last.")] or shown(
        f"First.\n\n{machinery}\n\nLast.\n"
    ) == [("paragraph", "First."), ("code", "code()"), ("paragraph", "Last.")]


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
