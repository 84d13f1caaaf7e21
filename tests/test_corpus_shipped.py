"""The recaps that come with the project: their talks, the figures that must be findable, and whose words they are not."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus import SHIPPED, Recap, plain
from corpus.read import read_recaps
from corpus.source import decode

FILES = {
    "dotscale-2015-macias.md": "001_bf7d52dfa50a2043.txt",
    "dotscale-2015-misc.md": "002_574110fd0eb60beb.txt",
    "dotscale-2016-notes.md": "003_f8b332484e9adf0b.txt",
    "dotscale-2016.md": "004_c99dcf3f08762b4b.txt",
    "dotscale-2018.md": "000_71e9023d486481e3.txt",
}
L = "lightning talk"
TALKS: dict[str, list[tuple[str | None, tuple[str, ...], str]]] = {
    "dotscale-2015-macias.md": [
        ("Unattended Reboots Using a Distributed Mutex", ("Matt Bostock",), "talk"),
        ("The Cost of Downtime", ("David Mytton",), "talk"),
        ("Time Series Data", ("Paul Dix",), "talk"),
        ("Cluster Management at Google with Borg", ("John Wilkes",), "talk"),
        ("Docker inside Eclipse (and other IDE)", ("Mario Loreido",), L),
        ("Distributed system theory", ("Sam Bessalah",), L),
        ("Leader Election with Cassandra", ("Matthieu Nantern",), L),
        ("Convergent Replicated Data Types", ("Dan Brown",), L),
        ("Zero-downtime Postgresql migrations", ("Chris Sinjakli",), L),
        ("Serializability", ("Neha Narula",), "talk"),
        ("Internet Sized Computer", ("Ben Firshman",), "talk"),
        ("Postgresql", ("Simon Riggs",), "talk"),
        ("Jepsen IV - Hope Spring Eternal", ("Kyle Kingsbury",), "talk"),
        ("Handling Trillions of Requests", ("John Graham-Cumming",), "talk"),
        ("Disque: a Distributed Message Queue", ("Salvatore Sanfilippo",), "talk"),
        ("The Proper Way to do Microservices", ("Jeremy Edberg",), "talk"),
    ],
    "dotscale-2015-misc.md": [
        (None, ("Matt Bostock",), "talk"),
        ("Scaling Ops", ("David Mytton",), "talk"),
        (None, ("Paul Dix",), "talk"),
        (None, ("John Wilkes",), "talk"),
        (None, ("Mario Loriedo",), L),
        (None, ("Samir Bessalah",), L),
        (None, ("Matthieu Nanterre",), L),
        (None, ("Dan Brown",), L),
        (None, ("Chris Sinjakli",), L),
        (None, ("Neha Narula",), "talk"),
        (None, ("Ben Firshman",), "talk"),
        (None, ("Simon Riggs",), "talk"),
        (None, ("Kyle Kingsbury",), "talk"),
        (None, ("John Graham-Cumming",), "talk"),
        (None, ("Salvatore Sanfilippo",), "talk"),
        (None, ("Jeremy Edberg",), "talk"),
    ],
    "dotscale-2016-notes.md": [
        (None, ("Mickael Rémond",), "talk"),
        (None, ("Vasia Kalavri",), "talk"),
        (None, ("Sandeepan Banerjee",), "talk"),
        (None, ("Oliver Keeble",), "talk"),
        ("Monitoring", (), L),
        (None, ("Dan Brown",), L),
        ("Scaling bitcoin with merkle trees", ("Gilles Cadignan",), L),
        ("Monorepos / Manyrepos", ("Fabien Potencier",), L),
        (None, ("Juan Benet",), "talk"),
        (None, ("Greg Lindhal",), "talk"),
        (None, ("Scott",), "talk"),
        ("Isolation of transactions and RAFT", (), "talk"),
        (None, ("Gleb Budman",), "talk"),
        (None, ("Ted Dunning",), "talk"),
        (None, ("Eliot Horowitz",), "talk"),
        (None, ("Eric Brewer",), "talk"),
    ],
    "dotscale-2016.md": [
        (None, ("Mickael Rémond",), "talk"),
        (None, ("Vasia Kalavri",), "talk"),
        (None, ("Sandeepan Banerjee",), "talk"),
        (None, ("Oliver Keeble",), "talk"),
        ("Datadog", (), L),
        ("CRDTs", ("Dan Brown",), L),
        ("Scaling bitcoins", ("Gilles Cadignan",), L),
        ("Monorepos and many repos", ("Fabien Potencier",), L),
        (None, ("Juan Benet",), "talk"),
        (None, ("Greg Lindhal",), "talk"),
        (None, ("Sean Owen",), "talk"),
        (None, ("Spencer Kimball",), "talk"),
        (None, ("Gleb Budman",), "talk"),
        (None, ("Ted Dunning",), "talk"),
        (None, ("Eliot Horowitz",), "talk"),
        (None, ("Eric Brewer",), "talk"),
    ],
    "dotscale-2018.md": [
        (None, ("David Gageot",), "talk"),
        (None, ("Preeti Vaidya",), "talk"),
        (None, ("Damien Tournoud",), "talk"),
        (None, ("Enrico Signoretti",), L),
        (None, ("Dan",), L),
        (None, ("Mike Freedman",), L),
        (None, ("Willy Tarreau",), "talk"),
        (None, ("Yaroslav Tkachenko",), "talk"),
        (None, ("Marc Shapiro",), "talk"),
        ("Everything at scale is hard", ("Paul Dix",), "talk"),
        (None, ("Jeremy Edberg",), "talk"),
    ],
}
#: Figures with what they count, and who told them; None where it is the writer, outside every talk.
FIGURES: dict[str, list[tuple[str, str | None]]] = {
    "dotscale-2015-macias.md": [
        ("5:55am", "Matt Bostock"),
        ("30 years", "Simon Riggs"),
        ("10 years", "Simon Riggs"),
        ("6:30pm", "Jeremy Edberg"),
    ],
    "dotscale-2015-misc.md": [
        ("750 people", None),
        ("10am", None),
        ("90% below 10G", "Simon Riggs"),
        ("98% below 100G", "Simon Riggs"),
        ("2013", "Kyle Kingsbury"),
        ("2014", "Kyle Kingsbury"),
        ("1 month", "Kyle Kingsbury"),
        ("400T per day", "John Graham-Cumming"),
    ],
    "dotscale-2016-notes.md": [
        ("800", None),
        ("1973", "Mickael Rémond"),
        ("1986", "Mickael Rémond"),
        ("1998", "Mickael Rémond"),
        ("64GB of RAM", "Vasia Kalavri"),
        ("2 billion users", "Vasia Kalavri"),
        ("300,000 x 1To", "Oliver Keeble"),
        ("27km", "Oliver Keeble"),
        ("4 detectors", "Oliver Keeble"),
        ("150 sites", "Oliver Keeble"),
        ("150 batch systems", "Oliver Keeble"),
        ("25 years", "Oliver Keeble"),
        ("100km", "Oliver Keeble"),
        ("10x", "Oliver Keeble"),
        ("3 transactions per second", "Gilles Cadignan"),
        ("43 projects", "Fabien Potencier"),
        ("25,000 commits", "Fabien Potencier"),
        ("25PB", "Greg Lindhal"),
        ("478,000,000,000 web captures", "Greg Lindhal"),
        ("4,000,000 eBooks", "Greg Lindhal"),
        ("3,000,000 hours of television", "Greg Lindhal"),
        ("2,400,000 audio recordings", "Greg Lindhal"),
        ("2,300,000 scanned books", "Greg Lindhal"),
        ("90,000 software titles", "Greg Lindhal"),
        ("2,000,000 videos", "Greg Lindhal"),
        ("60TB", "Greg Lindhal"),
        ("100 days", "Greg Lindhal"),
        ("100Gb", "Greg Lindhal"),
        ("12TB", "Greg Lindhal"),
        ("400+ parties", "Greg Lindhal"),
        ("15 million", "Greg Lindhal"),
        ("5$/month", "Gleb Budman"),
        ("30GB", "Gleb Budman"),
        ("60HD", "Gleb Budman"),
        ("17 if 3", "Gleb Budman"),
        ("4 phases", "Eric Brewer"),
    ],
    "dotscale-2016.md": [
        ("800 people", None),
        ("1973", "Mickael Rémond"),
        ("1986", "Mickael Rémond"),
        ("1998", "Mickael Rémond"),
        ("64GB of RAM", "Vasia Kalavri"),
        ("2 billion users", "Vasia Kalavri"),
        ("27km", "Oliver Keeble"),
        ("700 tons", "Oliver Keeble"),
        ("40 million times", "Oliver Keeble"),
        ("25 years", "Oliver Keeble"),
        ("100km", "Oliver Keeble"),
        ("10 times", "Oliver Keeble"),
        ("43 projects", "Fabien Potencier"),
        ("50 years ago", "Juan Benet"),
        ("2 million", "Greg Lindhal"),
        ("3 million hours", "Greg Lindhal"),
        ("478 billion captures", "Greg Lindhal"),
        ("25 petabytes", "Greg Lindhal"),
        ("60TB", "Greg Lindhal"),
        ("100 days", "Greg Lindhal"),
        ("12TB", "Greg Lindhal"),
        ("under 20 minutes", "Spencer Kimball"),
        ("5$ a month", "Gleb Budman"),
        ("30GB", "Gleb Budman"),
        ("1000$", "Gleb Budman"),
        ("60 hard drives", "Gleb Budman"),
        ("chunk of 20 drives", "Gleb Budman"),
        ("17 drives", "Gleb Budman"),
    ],
    "dotscale-2018.md": [
        ("2012", None),
        ("5% of requests", "Willy Tarreau"),
        ("Data Platform 2.0", "Paul Dix"),
        ("physics 101", "Jeremy Edberg"),
    ],
}


@pytest.fixture(scope="module")
def recaps() -> dict[str, Recap]:
    found, skipped = read_recaps(SHIPPED)
    assert skipped == []
    return {recap.file: recap for recap in found}


@pytest.mark.parametrize("file", FILES)
def test_knows_its_talks(recaps: dict[str, Recap], file: str) -> None:
    assert [(talk.title, talk.speakers, talk.kind) for talk in recaps[file].talks] == TALKS[file]


@pytest.mark.parametrize(("file", "figure", "speaker"), [(file, *row) for file, rows in FIGURES.items() for row in rows])
def test_a_figure_stands_in_its_talk(recaps: dict[str, Recap], file: str, figure: str, speaker: str | None) -> None:
    recap = recaps[file]
    told = {
        (recap.talk_of(passage) or None) and recap.talks[passage.talk or 0].speakers[:1]
        for passage in recap.passages
        if figure in plain(passage.text)
    }
    assert ((speaker,) if speaker else None) in told


@pytest.mark.parametrize("file", FILES)
def test_says_what_it_is(recaps: dict[str, Recap], file: str) -> None:
    recap = recaps[file]
    assert (recap.event, recap.edition) == ("dotScale", int(file.split("-")[1][:4]))
    assert recap.after is not None
    assert "\nnote: A retelling in our own words; the original belongs to its author.\n" in recap.text


def test_names_authors_and_dates_where_the_originals_do(recaps: dict[str, Recap]) -> None:
    assert {file: (recap.author, str(recap.date)) for file, recap in recaps.items() if recap.author or recap.date} == {
        "dotscale-2015-macias.md": ("Jérôme Macias", "2015-06-10"),
        "dotscale-2015-misc.md": ("misc", "2015-06-12"),
    }


@pytest.mark.parametrize("file", FILES)
def test_tells_at_least_seven_words_of_ten(recaps: dict[str, Recap], originals: Path, file: str) -> None:
    def prose(folder: Path, name: str) -> int:
        found, _ = read_recaps(folder)
        return sum(len(plain(p.text).split()) for recap in found if recap.file == name for p in recap.passages)

    assert prose(SHIPPED, file) >= 0.7 * prose(originals, FILES[file])


def test_shares_no_sentence_with_the_originals(originals: Path) -> None:
    tool = originals.parent / "tools" / "check_originality.py"
    run = subprocess.run([sys.executable, str(tool), str(SHIPPED)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "5 files read, 0 shared runs of 8 words or more\n")
    assert len(decode((SHIPPED / "dotscale-2016.md").read_bytes())) > 30_000
