import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from corpus.fetch import Page
from corpus.front_matter import with_fields
from corpus.incoming import IncomingError, NoRecap, Post, Stated, post_of, prepare, read_post

TEXT = "# Engine Conf 2015\n\n## Notes on the Engine — Ada Lovelace\n\nAda spoke of engines. They weave algebra.\n"
PAGE = """<!doctype html><html><head><title>Engine Conf 2015 | A blog</title><meta property="og:title" content="Engine Conf 2015">
<meta name="author" content="Mary Somerville"><meta property="article:published_time" content="2015-06-10T08:00:00Z">
<link rel="canonical" href="https://example.org/engine-conf"></head><body><nav><a href="/">Home of the blog</a></nav><article>
<h1>Engine Conf 2015</h1><p>A long day in London, with looms and engines, told here from the notes that were taken there.</p>
<h2><a href="/ada">Notes on the Engine — Ada Lovelace</a></h2>
<p>Ada spoke of engines, and of the cards that drive them. They weave algebra as a loom weaves leaves, she said with some pride.</p>
<p>The &lt;loom&gt; tag was her example, and cards were handed round so that everybody in the room could feel their holes.</p>
<h2>Charles Babbage</h2><p>Charles showed a drawing of the mill, and explained why the wheels must never be allowed to jam.</p></article>
<footer>All rights reserved by the blog.</footer></body></html>"""


NAMES = ["Ada Lovelace", "Charles Babbage", "Mary Somerville", "Joseph Jacquard"]


def post(data: str | bytes, suffix: str = ".md", stem: str = "engine-conf-2015", link: str | None = None) -> Post:
    return Post("given", data.encode() if isinstance(data, str) else data, suffix, stem, link)


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F 12 Tf 14 TL 50 750 Td " + b"".join(f"({line}) Tj T* ".encode() for line in lines) + b"ET")
        page[NameObject("/Contents")] = stream
    writer.add_metadata({"/Title": "Engine Conf 2015", "/Author": "a program"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Mary Somerville"
    document.add_paragraph("Engine Conf 2015", style="Title")
    document.add_heading("Notes on the Engine — Ada Lovelace", 2)
    document.add_paragraph("Ada spoke of engines.")
    document.add_paragraph("They weave algebra.", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "cards", "forty"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".md", ".txt", ".rst", ".adoc", ".org"])
def test_text_is_kept_byte_for_byte(suffix: str) -> None:
    data = "\ufeffAda spoke of engines.\r\nThey weave algebra.\r\n".encode()
    incoming = prepare(post(data, suffix, "Ada_2015-06-10"))
    assert (incoming.data, incoming.name) == (data, f"Ada_2015-06-10{suffix}")


def test_a_web_page_becomes_markdown_with_front_matter() -> None:
    incoming = prepare(post(PAGE, ".html"))
    assert incoming.name == "engine-conf-2015.md"
    assert incoming.data.decode().startswith(
        "---\ntitle: Engine Conf 2015\ndate: 2015-06-10\nauthor: Mary Somerville\nlink: https://example.org/engine-conf\n---\n\n"
    )
    recap = incoming.recap
    assert (recap.title, recap.event, recap.edition, recap.date, recap.author) == (
        "Engine Conf 2015",
        "Engine Conf",
        2015,
        date(2015, 6, 10),
        "Mary Somerville",
    )
    assert [talk.label for talk in recap.talks] == ["Notes on the Engine — Ada Lovelace", "Charles Babbage"]


def test_menus_and_footers_of_a_web_page_stay_behind() -> None:
    text = prepare(post(PAGE, ".html")).data.decode()
    assert "Home of the blog" not in text
    assert "All rights reserved" not in text


def test_a_heading_that_is_only_bold_and_a_link_stays_one() -> None:
    talks = "".join(
        f'<p><strong><a href="/{name}">{name}</a></strong></p><p>A telling of {name}, long enough to be one.</p>' for name in NAMES
    )
    text = prepare(post(f"<html><body><article>{talks}</article></body></html>", ".html")).data.decode()
    assert [line for line in text.splitlines() if line.startswith("**")] == [f"**{name}**" for name in NAMES]


def test_a_tag_that_a_page_speaks_of_is_no_tag() -> None:
    assert "The &lt;loom> tag was her example" in prepare(post(PAGE, ".html")).data.decode()


def test_the_link_of_a_fetched_page_is_where_it_was_fetched() -> None:
    page = Page("https://example.org/posts/a%20day.html?x=1", PAGE.encode(), ".html")
    assert prepare(post_of(page)).recap.link == "https://example.org/posts/a%20day.html?x=1"


def test_a_pdf_becomes_markdown() -> None:
    data = pdf(["Ada spoke of engines, and of the", "1"], ["2", "cards that drive them. They weave algebra."])
    incoming = prepare(post(data, ".pdf"))
    assert incoming.data.decode() == (
        "---\ntitle: Engine Conf 2015\n---\n\nAda spoke of engines, and of the\ncards that drive them. They weave algebra.\n"
    )


def test_a_word_document_becomes_markdown() -> None:
    assert prepare(post(word(), ".docx")).data.decode() == (
        "---\nauthor: Mary Somerville\n---\n\n# Engine Conf 2015\n\n## Notes on the Engine — Ada Lovelace\n\n"
        "Ada spoke of engines.\n\n- They weave algebra.\n\n| cards | forty |\n"
    )


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_that_is_not_what_it_ends_in(suffix: str) -> None:
    with pytest.raises(IncomingError, match=f"given cannot be read as {suffix[1:]}"):
        prepare(post("Ada spoke of engines.", suffix))


def test_a_package_that_is_missing_is_named_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(IncomingError, match=r"reading PDF needs pypdf; .*pip install -e '\.\[documents\]'"):
        prepare(post(b"%PDF-", ".pdf"))


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        ("", ".md"),
        ("---\ntitle: a\n---\n", ".md"),
        ("\0", ".md"),
        ("<html><body></body></html>", ".html"),
        ("", ".html"),
        (pdf([]), ".pdf"),
    ],
    ids=["empty", "front matter alone", "binary", "empty page", "no page", "scan"],
)
def test_nothing_to_quote_is_no_recap(data: str | bytes, suffix: str) -> None:
    with pytest.raises(NoRecap, match="given is no recap: "):
        prepare(post(data, suffix))


def test_what_is_stated_goes_before_what_the_post_says() -> None:
    stated = Stated("Looms: a day", "Loom Conf", 2016, 'Ada "Countess" Lovelace', date(2016, 1, 2))
    for data, suffix in ((PAGE, ".html"), (TEXT, ".md")):
        recap = prepare(post(data, suffix), stated).recap
        assert (recap.title, recap.event, recap.edition, recap.author, recap.date) == (
            "Looms: a day",
            "Loom Conf",
            2016,
            'Ada "Countess" Lovelace',
            date(2016, 1, 2),
        )


def test_front_matter_is_changed_only_where_something_is_stated() -> None:
    data = "---\r\ntitle: Old   # a comment\r\ntags:\r\n  - a\r\nTitle: twice\r\nauthors: [Ada]\r\n---\r\nAda spoke of engines.\r\n"
    assert prepare(post(data), Stated(title="New")).data.decode() == (
        "---\r\n# a comment\r\ntags:\r\n  - a\r\nauthors: [Ada]\r\ntitle: New\r\n---\r\nAda spoke of engines.\r\n"
    )


@pytest.mark.parametrize("old", ["title: >\n  Old\n  and long\n", "title: Old\n", 'title: "Old: and quoted"\n', "# nothing yet\n", ""])
def test_a_title_of_any_make_is_replaced(old: str) -> None:
    recap = prepare(post(f"---\n{old}layout: post\n---\n\nAda spoke of engines.\n"), Stated(title="New")).recap
    assert recap.title == "New"
    assert recap.text.count("Old") == 0


@pytest.mark.parametrize(
    ("data", "suffix", "stated", "reason"),
    [
        (TEXT, ".rst", Stated(title="New"), r"title cannot be written into \.rst"),
        ('+++\ntitle = "Old"\n+++\n\nAda spoke of engines.\n', ".md", Stated(title="New"), "front matter that is no list of YAML keys"),
        (TEXT, ".md", Stated(edition=3015), "edition 3015 would be read back as 2015"),
        (TEXT, ".md", Stated(author=" \n"), "an empty value was given"),
    ],
)
def test_what_cannot_be_stated(data: str, suffix: str, stated: Stated, reason: str) -> None:
    with pytest.raises(IncomingError, match=reason):
        prepare(post(data, suffix), stated)


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "a\x00b\x1b[2J",
        "---\nlink: x",
        "'\"\\ # : - [",
        "README",
        "💥💥",
        "é" * 500,
        "con",
        "!!python/object/apply:os.system ['true']",
    ],
)
def test_a_hostile_title_makes_a_plain_name_and_stays_a_title(title: str) -> None:
    incoming = prepare(post(PAGE, ".html"), Stated(title=title))
    assert incoming.name == Path(incoming.name).name
    assert incoming.name.isascii()
    assert not incoming.name.startswith((".", "-", "readme.", "con."))
    assert len(incoming.name) <= 83
    assert (incoming.recap.author, incoming.recap.link) == ("Mary Somerville", "https://example.org/engine-conf")


@pytest.mark.parametrize(
    "name", ["../a.md", "/a.md", "a/b.md", "a\\b.md", ".a.md", "", ".md", "README.md", "a\0.md", "a\nb.md", "a" * 300, "c:a.md"]
)
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(IncomingError, match="is no name for a recap"):
        prepare(post(TEXT), name=name)


@pytest.mark.parametrize(
    ("name", "whole"), [("b", "b.md"), ("b.md", "b.md"), ("b.1", "b.1.md"), ("Théâtre", "Théâtre.md"), ("b.txt", "b.txt")]
)
def test_a_name_that_was_asked_for(name: str, whole: str) -> None:
    assert prepare(post(TEXT), name=name).name == whole


def test_a_name_of_another_format_is_refused() -> None:
    with pytest.raises(IncomingError, match=r"does not fit what it holds; expected one that ends in \.md"):
        prepare(post(TEXT), name="b.rst")


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(IncomingError, match=r"\.png is no format of a recap; expected one of \.adoc"):
        read_post(tmp_path / "a.png")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(IncomingError, match="is not a regular file"):
        read_post(tmp_path / "a.md")


@pytest.mark.parametrize("name", ["gone.md", "a\0b.md", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(IncomingError):
        read_post(tmp_path / name)


def test_front_matter_is_put_after_a_byte_order_mark_and_ends_lines_as_the_text_does() -> None:
    written = with_fields("\ufeff# Conf\r\n\r\nAda spoke.\r\n", {"title": "New"})
    assert written == "\ufeff---\r\ntitle: New\r\n---\r\n\r\n# Conf\r\n\r\nAda spoke.\r\n"
