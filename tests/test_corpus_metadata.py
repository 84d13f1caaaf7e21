from datetime import date

import pytest

from corpus.metadata import find_date, read_metadata


def test_reads_yaml_front_matter() -> None:
    text = "---\ntitle: 'dotScale: 2016'\nauthor: [Ada, Bob]\ndate: 2016-04-25 10:00\nlink: https://a.b/c\n---\nBody.\n"
    found = read_metadata(text, "markdown", "x.md")
    assert (found.title, found.author, found.event, found.edition) == ("dotScale: 2016", "Ada, Bob", None, 2016)
    assert (found.date, found.link) == (date(2016, 4, 25), "https://a.b/c")
    assert text[slice(*found.heads[0])].endswith("---\n")


def test_states_of_event_and_edition_win_over_the_date() -> None:
    text = "---\ntitle: Notes\nevent: dotScale\nedition: 2015\ndate: 2018-01-01\n---\nBody.\n"
    found = read_metadata(text, "markdown", "x.md")
    assert (found.event, found.edition) == ("dotScale", 2015)


def test_broken_yaml_is_read_line_by_line() -> None:
    found = read_metadata("---\ntitle: One: two: three\nauthor: Ada\n---\nBody.\n", "markdown", "x.md")
    assert (found.title, found.author) == ("One: two: three", "Ada")


def test_reads_title_author_and_date_from_the_head_of_a_plain_text() -> None:
    text = "Engine Conf 2015 Summary\n\nAda Lovelace\nAda LovelaceJune 10, 2015\n#conference\n\nThis week I went.\n"
    found = read_metadata(text, "markdown", "x.txt")
    assert (found.title, found.author, found.date) == ("Engine Conf 2015 Summary", "Ada Lovelace", date(2015, 6, 10))
    assert (found.event, found.edition) == ("Engine Conf", 2015)
    assert [text[start:end] for start, end in found.heads] == ["Ada Lovelace\nAda LovelaceJune 10, 2015\n#conference"]


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("by Mark Smith, June 3, 2015", "Mark Smith", date(2015, 6, 3)),
        ("June 3, 2015 by Ada Lovelace", "Ada Lovelace", date(2015, 6, 3)),
        ("June 3, 2015", None, date(2015, 6, 3)),
        ("June 3, 2015 was great", None, None),
        ("We met on June 3, 2015 in a big hall.", None, None),
    ],
)
def test_a_line_of_author_and_date_is_told_from_prose(line: str, author: str | None, day: date | None) -> None:
    found = read_metadata(f"A Title\n\n{line}\n\nMore of it.\n", "markdown", "x.md")
    assert (found.author, found.date) == (author, day)
    assert bool(found.heads) == (day is not None)


def test_reads_the_head_of_an_html_page() -> None:
    text = (
        '<html><head><meta property="og:url" content="https://a.b/p"><meta name="author" content="Ada &amp; Bob">'
        "<title>Site</title></head><body><h1>A look at NeurIPS'21</h1><time datetime='2021-12-15'>x</time></body></html>"
    )
    found = read_metadata(text, "html", "x.html")
    assert (found.title, found.author, found.event, found.edition) == ("A look at NeurIPS'21", "Ada & Bob", "NeurIPS", 2021)
    assert (found.link, found.date) == ("https://a.b/p", date(2021, 12, 15))


def test_the_file_name_comes_last() -> None:
    found = read_metadata("Some words of prose, and no more.\n", "markdown", "2019-05-23-pycon-2019.md")
    assert (found.title, found.date, found.event, found.edition) == ("pycon 2019", date(2019, 5, 23), "pycon", 2019)


def test_what_cannot_be_known_is_none() -> None:
    found = read_metadata("Some words of prose, and no more.\n", "markdown", "notes.md")
    assert (found.author, found.event, found.edition, found.date, found.link) == (None, None, None, None, None)


def test_a_post_of_january_does_not_date_the_edition() -> None:
    found = read_metadata("---\ntitle: Le JavaScript\ndate: 2013-01-03\n---\nBody.\n", "markdown", "x.md")
    assert (found.date, found.edition) == (date(2013, 1, 3), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 2016-04-25 10:00", date(2016, 4, 25)),
        ("June 3rd, 2015", date(2015, 6, 3)),
        ("3 June 2015", date(2015, 6, 3)),
        ("23:09 10-07-2018", date(2018, 10, 7)),
        ("2016-13-45", None),
        ("no day in 2015", None),
    ],
)
def test_finds_dates(text: str, day: date | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c",
        "title: !!python/object/apply:os.system ['echo x']",
        "title: [[[[[[[[[[nested]]]]]]]]]]",
        "\ttitle: tab",
        "{" * 5000,
    ],
    ids=["bomb", "tag", "nested", "tab", "deep"],
)
def test_hostile_front_matter_is_harmless(matter: str) -> None:
    assert read_metadata(f"---\n{matter}\n---\nBody of it.\n", "markdown", "x.md").title


@pytest.mark.parametrize(
    ("text", "name", "event", "edition"),
    [
        ("# Digesting it all\n\nI was at Loom Days and wove.\n", "12-loomdays-2014.md", "Loom Days", 2014),
        ("# Digesting it all\n\nI wove.\n", "12-loomdays-2014.md", "loomdays", 2014),
        ("# Digesting Loom Loop\n\nIt is a week since Loom Loop, and I weave.\n", "post.md", "Loom Loop", None),
        (
            "# All Loom Europe Talks So That You Need Not\n\nNotes from all [Loom Europe](https://loom.example) talks.\n",
            "post.md",
            "Loom Europe",
            None,
        ),
        ("# Digesting Loom Loop\n\nA loop is a thing of wool.\n", "post.md", None, None),
    ],
)
def test_an_event_may_be_known_by_file_name_or_by_how_the_text_speaks_of_it(
    text: str, name: str, event: str | None, edition: int | None
) -> None:
    found = read_metadata(text, "markdown", name)
    assert (found.event, found.edition) == (event, edition)


def test_reads_the_fields_below_a_title_of_restructured_text() -> None:
    text = "Loom Days 2016\n==============\n:date: 2016-05-23\n:author: Ada Lovelace\n\nBody.\n"
    found = read_metadata(text, "rst", "x.rst")
    assert (found.title, found.author, found.date) == ("Loom Days 2016", "Ada Lovelace", date(2016, 5, 23))
    assert [text[start:end] for start, end in found.heads] == [":date: 2016-05-23\n:author: Ada Lovelace\n"]


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("Mind The Looms: EU 2016", "Mind The Looms EU"),
        ("Loom Weavers Conference 2016", "Loom Weavers Conference"),
        ("loomjs conference 2016", None),
        ("Quick notes on some loom::conf(2016) talks", "loom::conf"),
        ("loomcon Leeds 2016 - Day 1", "loomcon Leeds"),
        ("Web of Looms - May 2016 - Day 1", "Web of Looms"),
        ("Leeds Loom Conference Days 0 and 1", "Leeds Loom Conference"),
        ("Ten takeaways from #LoomConf", "LoomConf"),
        ("loomUI Report", "loomUI"),
        ("Weekly Recap", None),
        ("31w3 - Loom Weavers Congress", "Loom Weavers Congress"),
        ("Weave Dev Conf", "Weave Dev Conf"),
        ("Loomcamp Leeds Wrap Up", "Loomcamp"),
        ("Thursday at #LOOM15", "LOOM"),
        ("WOOL in Leeds", "WOOL"),
        ("The Weavers: a small conference on wool", "Weavers"),
        ("The Conference", None),
    ],
)
def test_an_event_is_named_as_its_title_has_it(title: str, event: str | None) -> None:
    assert read_metadata(f"# {title}\n\nBody.\n", "markdown", "x.md").event == event


def test_an_event_that_only_the_file_is_called_by_is_spelled_as_the_text_spells_it() -> None:
    text = "Since it began, Loom Conf has been a pleasure.\n\nIt was again.\n"
    assert read_metadata(text, "markdown", "loom-conf-review.md").event == "Loom Conf"


def test_where_the_writer_made_a_trip_to_is_the_event() -> None:
    assert read_metadata("# LoomConf Trip Report\n\nI am back from my trip to LoomConf.\n", "markdown", "x.md").event == "LoomConf"


@pytest.mark.parametrize(("opening", "event"), [("I was at Weave by the Bay.", "Weave By The Bay"), ("I was there.", "Bay")])
def test_small_words_belong_to_a_name_where_the_text_says_it_whole(opening: str, event: str) -> None:
    assert read_metadata(f"# Weave By The Bay 2016\n\n{opening}\n", "markdown", "x.md").event == event


def test_what_this_years_was_is_the_event() -> None:
    assert read_metadata("# Notes from LWNC in Leeds\n\nThis year's LWNC was in Leeds.\n", "markdown", "x.md").event == "LWNC"


def test_what_a_page_does_not_show_is_no_title() -> None:
    text = "<!--\nCopyright 2018 Province of Wool\n-->\n\n# LoomConf 2015: recap\n\nIt was fun.\n"
    found = read_metadata(text, "markdown", "x.md")
    assert (found.title, found.event, found.edition) == ("LoomConf 2015: recap", "LoomConf", 2015)
