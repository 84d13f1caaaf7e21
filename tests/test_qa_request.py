from typing import Any

import pytest

from corpus import SHIPPED, Catalogue, catalogue_of
from corpus.read import read_recaps
from qa.opinion import Sort, judgement
from qa.people import people_in
from qa.request import Request, read_request


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue_of(read_recaps(SHIPPED)[0])


def asked(request: Request | None) -> dict[str, Any] | None:
    """What a request sets, editions by year."""
    if request is None:
        return None
    found = {name: getattr(request, name) for name in Request.__dataclass_fields__ if name != "asked"}
    found["editions"] = [edition.year for edition in request.editions]
    return {name: value for name, value in found.items() if value and (name, value) != ("thing", "talks")}


FIRST_OF_2015 = {"editions": [2015], "talks": ("dotscale-2015/1",), "position": 1}
LAST_OF_2016 = {"editions": [2016], "talks": ("dotscale-2016/16",), "position": -1}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which talks were given at dotScale 2015?", {"kind": "list", "editions": [2015]}),
        ("List all speakers of 2016", {"kind": "list", "thing": "speakers", "editions": [2016]}),
        ("how many lightning talks were there in 2016?", {"kind": "count", "editions": [2016], "talk_kind": "lightning talk"}),
        ("Who spoke in 2018?", {"kind": "list", "thing": "speakers", "editions": [2018]}),
        ("who spoke more than once", {"kind": "list", "thing": "speakers", "repeated": True}),
        ("Who came back in 2016?", {"kind": "list", "thing": "speakers", "editions": [2016], "elsewhere": "before"}),
        ("Who gave more than one talk in 2018?", {"kind": "list", "thing": "speakers", "editions": [2018], "repeated": True}),
        (
            "Who talked about Jepsen and what did they say about it?",
            {"kind": "list", "thing": "speakers", "subject": "Jepsen", "about": True},
        ),
        ("List every speaker and the title of their talk", {"kind": "list", "thing": "speakers"}),
        (
            "Who gave the talk of Gleb Budman and Paul Dix?",
            {"kind": "list", "thing": "speakers", "speakers": ("Gleb Budman", "Paul Dix")},
        ),
        (
            "What are the names of the people who gave lightning talks?",
            {"kind": "list", "thing": "speakers", "talk_kind": "lightning talk"},
        ),
        ("show talks by Google people", {"kind": "list", "affiliation": "Google"}),
        ("Who are the authors?", {"kind": "list", "thing": "recaps"}),
        ("What did the author of the 2018 recap like?", {"kind": "opinion", "editions": [2018], "judged": "good"}),
        ("who were the returning speakers", {"kind": "list", "thing": "speakers", "repeated": True}),
        ("How many speakers came back and who are they?", {"kind": "count", "thing": "speakers", "repeated": True}),
        ("Give me the title and the speaker of every talk of 2018", {"kind": "list", "editions": [2018]}),
        ("titles and speakers 2015", {"kind": "list", "editions": [2015]}),
        ("Did anybody mention Docker or Kubernetes?", {"kind": "list", "subject": "Docker or Kubernetes"}),
        (
            "How many talks were there in 2015, and how many in 2018?",
            {"kind": "count", "thing": "editions", "editions": [2015, 2018], "counting": "talks"},
        ),
        ("How many editions were there in 2015 and 2016?", {"kind": "count", "thing": "editions", "editions": [2015, 2016]}),
        ("What did Eric Brewer and Paul Dix talk about?", {"kind": "summary", "speakers": ("Eric Brewer", "Paul Dix")}),
        ("tell me something about Eric Brewer", {"kind": "summary", "speakers": ("Eric Brewer",)}),
        ("Which talks were told by both recaps?", {"kind": "compare", "thing": "recaps"}),
        ("dotScale 2018", {"kind": "summary", "thing": "editions", "editions": [2018]}),
        ("Which speakers came back in several editions?", {"kind": "list", "thing": "speakers", "repeated": True}),
        ("How many talks mention Kafka?", {"kind": "count", "subject": "Kafka"}),
        ("Is there a talk about Docker?", {"kind": "list", "subject": "Docker", "about": True}),
        ("Who talked about Jepsen?", {"kind": "list", "thing": "speakers", "subject": "Jepsen", "about": True}),
        ("Who gave the first talk in 2015?", {"kind": "list", "thing": "speakers", **FIRST_OF_2015}),
        ("Who opened dotScale 2015?", {"kind": "list", "thing": "speakers", **FIRST_OF_2015}),
        ("Who was the last speaker at dotScale 2016?", {"kind": "list", "thing": "speakers", **LAST_OF_2016}),
        ("Which talk came last in 2016?", {"kind": "list", **LAST_OF_2016}),
        ("What was the closing talk of 2016 about?", {"kind": "summary", **LAST_OF_2016}),
        ("Was the last talk of 2016 any good?", {"kind": "opinion", **LAST_OF_2016}),
        ("was there anything about Docker in 2016?", {"kind": "list", "editions": [2016], "subject": "Docker"}),
        ("Did anybody talk about Docker?", {"kind": "list", "subject": "Docker"}),
        ("Is Kafka mentioned anywhere?", {"kind": "list", "subject": "Kafka"}),
        ("does any recap mention Kafka", {"kind": "list", "subject": "Kafka"}),
        ("In which years was Kafka mentioned?", {"kind": "list", "thing": "editions", "subject": "Kafka"}),
        (
            "How many lightning talks were there per year?",
            {"kind": "count", "thing": "editions", "talk_kind": "lightning talk", "counting": "talks"},
        ),
        ("Which editions did Paul Dix speak at?", {"kind": "list", "thing": "editions", "speakers": ("Paul Dix",)}),
        ("list the speakers and their companies", {"kind": "list", "thing": "companies"}),
        ("what were the main topics?", {"kind": "summary", "thing": "editions"}),
        ("highlights of 2018", {"kind": "summary", "thing": "editions", "editions": [2018]}),
        ("What didn't the author like?", {"kind": "opinion", "judged": "bad"}),
        ("Which talks were boring in 2016?", {"kind": "opinion", "editions": [2016], "of_talks": True, "judged": "bad"}),
        ("what did they like about Gleb Budman's talk", {"kind": "opinion", "speakers": ("Gleb Budman",), "judged": "good"}),
        ("Which talk did the author like most?", {"kind": "opinion", "of_talks": True, "judged": "best"}),
        ("were the talks good in 2016?", {"kind": "opinion", "editions": [2016], "of_talks": True}),
        ("How was dotScale 2016?", {"kind": "opinion", "editions": [2016]}),
        ("which talk should I watch first?", {"kind": "opinion", "of_talks": True, "judged": "best"}),
        ("Which talks ran over time?", {"kind": "list", "subject": "ran over time", "described": True}),
        ("who spoke only in 2018?", {"kind": "list", "thing": "speakers", "editions": [2018], "elsewhere": "never"}),
        ("What do 2015 and 2018 have in common?", {"kind": "compare", "thing": "editions", "editions": [2015, 2018]}),
        ("paul dix talks", {"kind": "list", "speakers": ("Paul Dix",)}),
        ("Which talks are not about Kafka?", {"kind": "list", "subject": "Kafka", "lacks": True}),
        ("Which talks don't mention Kafka?", {"kind": "list", "subject": "Kafka", "lacks": True}),
        ("who spoke with somebody else?", {"kind": "list", "thing": "speakers", "shared": True}),
        ("best talk of 2015", {"kind": "opinion", "editions": [2015], "of_talks": True, "judged": "best"}),
        ("Which talks were given by two people?", {"kind": "list", "shared": True}),
        ("Did Paul Dix speak in 2016?", {"kind": "list", "editions": [2016], "speakers": ("Paul Dix",)}),
        ("Which talks showed code being written live?", {"kind": "list", "subject": "showed code being written live", "described": True}),
        (
            "who spoke about how to keep a database running while it moves?",
            {"kind": "list", "thing": "speakers", "subject": "how to keep a database running while it moves", "described": True},
        ),
        (
            "How many talks made people laugh in 2015?",
            {"kind": "count", "editions": [2015], "subject": "made people laugh", "described": True},
        ),
        ("Which talks were on Sunday in 2015?", {"kind": "list", "editions": [2015], "day": "sunday"}),
        ("What was on in 2015?", {"kind": "list", "editions": [2015]}),
        ("name everyone who spoke in 2015", {"kind": "list", "thing": "speakers", "editions": [2015]}),
        ("What sessions did the author go to in 2015?", {"kind": "list", "editions": [2015]}),
        ("What quickies were there in 2016?", {"kind": "list", "editions": [2016], "talk_kind": "lightning talk"}),
        ("Number of lightning talks in 2016, all days together?", {"kind": "count", "editions": [2016], "talk_kind": "lightning talk"}),
        ("How many talks had to do with Docker?", {"kind": "count", "subject": "Docker", "about": True}),
        ("What was dotScale 2015 like overall?", {"kind": "summary", "thing": "editions", "editions": [2015]}),
        (
            "Whose talk did the author like better, Paul Dix's or Gleb Budman's?",
            {"kind": "opinion", "speakers": ("Paul Dix", "Gleb Budman")},
        ),
        ("what did he think of Paul Dix's talk", {"kind": "opinion", "speakers": ("Paul Dix",)}),
        ("Who works at Google?", {"kind": "list", "thing": "speakers", "affiliation": "Google"}),
        ("Which talks did Jeremy Edberg give?", {"kind": "list", "speakers": ("Jeremy Edberg",)}),
        ("At which edition did Paul Dix speak?", {"kind": "list", "speakers": ("Paul Dix",)}),
        ("When did Dan Brown give talks?", {"kind": "list", "speakers": ("Dan Brown",)}),
        ("all talks of the last edition", {"kind": "list", "editions": [2018]}),
        ("Which editions are covered?", {"kind": "list", "thing": "editions"}),
        ("How many recaps are there?", {"kind": "count", "thing": "recaps"}),
        ("What was Paul Dix's talk about?", {"kind": "summary", "speakers": ("Paul Dix",)}),
        ("summarize Budman's talk", {"kind": "summary", "speakers": ("Gleb Budman",)}),
        ("What did Paul Dix of InfluxDB argue for?", {"kind": "summary", "speakers": ("Paul Dix",)}),
        ("What was the talk on The Cost of Downtime about?", {"kind": "summary", "talks": ("dotscale-2015/2",)}),
        ("What did the author think of the talk by Simon Riggs?", {"kind": "opinion", "speakers": ("Simon Riggs",)}),
        ("Was Spencer Kimball's talk any good?", {"kind": "opinion", "speakers": ("Spencer Kimball",)}),
        ("What did Macias think of Borg?", {"kind": "opinion", "subject": "Borg", "recaps": ("dotscale-2015-macias.md",)}),
        ("Compare 2015 and 2016", {"kind": "compare", "thing": "editions", "editions": [2015, 2016]}),
        ("How do the two recaps of 2015 differ?", {"kind": "compare", "thing": "recaps", "editions": [2015]}),
        ("How did Paul Dix's talks change over the years?", {"kind": "compare", "thing": "speakers", "speakers": ("Paul Dix",)}),
        (
            "What was said about monitoring over the years?",
            {"kind": "compare", "thing": "editions", "editions": [2015, 2016, 2018], "subject": "monitoring"},
        ),
        (
            "what did the first speaker of 2016 talk about?",
            {"kind": "summary", "editions": [2016], "talks": ("dotscale-2016/1",), "position": 1},
        ),
        ("Who spoke between Horowitz and Budman?", {"kind": "list", "thing": "speakers", "talks": ("dotscale-2016/14",)}),
        (
            "compare the number of talks in 2015 and 2016",
            {"kind": "count", "thing": "editions", "editions": [2015, 2016], "counting": "talks"},
        ),
        ("which talks did not concern databases?", {"kind": "list", "subject": "databases", "lacks": True}),
        ("Which databases are mentioned in 2015?", {"kind": "list", "editions": [2015], "subject": "databases"}),
        (
            "What did Eric Brewer and David Gageot say about pods?",
            {"kind": "compare", "thing": "speakers", "speakers": ("Eric Brewer", "David Gageot"), "subject": "pods"},
        ),
        ("What was the highlight of 2015?", {"kind": "opinion", "editions": [2015], "judged": "best"}),
        ("What should I watch if I care about queues?", {"kind": "list", "subject": "queues", "about": True}),
        ("I'm interested in Kafka", {"kind": "list", "subject": "Kafka", "about": True}),
        ("recommend me a talk on containers", {"kind": "list", "subject": "containers", "about": True}),
        ("Compare Eric Brewer and Eliot Horowitz", {"kind": "compare", "thing": "speakers", "speakers": ("Eric Brewer", "Eliot Horowitz")}),
    ],
)
def test_reads_what_is_asked_of_the_catalogue(known: Catalogue, question: str, wanted: dict[str, Any]) -> None:
    assert asked(read_request(question, known)) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "How many drives can fail?",
        "Which talk noise did they hear?",
        "How many people attended in 2015?",
        "What is just-right-consistency?",
        "What did Eric Brewer say about pods?",
        "Which databases were boring?",
        "Who is Paul Dix?",
        "When did Matt Bostock reboot the servers?",
        "How many servers does Netflix run?",
        "Which talk was attended by most people?",
        "Which talks did not show any code?",
        "Which talks were longer than an hour?",
        "What did they say about Docker?",
        "Is Borg used?",
        "was there anything about the food?",
        "anything on moving a database while it runs?",
        "why",
        "",
    ],
)
def test_a_question_that_only_looks_like_one_is_left_to_the_evidence(known: Catalogue, question: str) -> None:
    assert read_request(question, known) is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Paul Dix say?", [("Paul Dix",)]),
        ("what did budman say", [("Gleb Budman",)]),
        ("what did eric say", [("Eric Brewer",)]),
        ("What did Mario Loriedo show?", [("Mario Loreido",)]),
        ("What did Salvatore Sanfillipo make?", [("Salvatore Sanfilippo",)]),
        ("What did Dan say?", [("Dan", "Dan Brown")]),
        ("Paul Dix and Eric Brewer's pods", [("Paul Dix",), ("Eric Brewer",)]),
        ("What did Linus say?", []),
        ("a brown fox", []),
        ("two browns foxes", []),
    ],
)
def test_finds_the_speakers_a_question_names(known: Catalogue, question: str, names: list[tuple[str, ...]]) -> None:
    assert [mention.names for mention in people_in(question, known)] == names


def test_a_name_that_two_share_is_told_apart_by_company_and_year(known: Catalogue) -> None:
    assert [mention.names for mention in people_in("What did Dan say?", known)] == [("Dan", "Dan Brown")]
    assert [mention.names for mention in people_in("What did Dan say in 2018?", known)] == [("Dan",)]
    [mention] = people_in("What did Dan from Datadog say?", known)
    assert (mention.names, mention.start, mention.end) == (("Dan",), 9, 25)


@pytest.mark.parametrize(
    ("sentence", "weight"),
    [
        ("I really enjoyed it.", 1.0),
        ("A great talk.", 1.1),
        ("It blew my mind.", 1.0),
        ("The rest was too technical for me to follow.", 1.6),
        ("The loom wove 300 patterns.", 0.0),
        ("He gave a talk.", 0.0),
        ("Pretty good.", 0.6),
        ("The optimiser pushes less until things are good again, and then more.", 0.0),
        ("Ada remarked that engines always disappoint and sadly break.", 0.0),
        ("The writer found it sadly broken.", 1.1),
    ],
)
def test_tells_a_judgement_from_what_was_told(sentence: str, weight: float) -> None:
    assert judgement(sentence) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("sentence", "sort"),
    [
        ("I really enjoyed the talk.", "good"),
        ("The talk was too technical for me.", "bad"),
        ("The writer found the talk boring.", "bad"),
        ("I did not really enjoy it.", "bad"),
        ("My favourite talk of the day.", "best"),
    ],
)
def test_a_judgement_is_of_one_sort(sentence: str, sort: Sort) -> None:
    others: set[Sort] = {"good", "bad"} - {sort}
    assert judgement(sentence, sort) == judgement(sentence) > 0
    assert sort == "best" or [judgement(sentence, other) for other in others] == [0]


def test_what_a_writer_was_not_at_is_no_fault() -> None:
    assert judgement("I unfortunately did not see the talk.") > 0
    assert judgement("I unfortunately did not see the talk.", "bad") == 0


def test_what_is_bad_in_what_was_told_is_no_fault_of_a_talk() -> None:
    assert judgement("Cheap and bad drives are better.") > 0
    assert judgement("Cheap and bad drives are better.", "bad") == 0
