import signal
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from corpus import Recap
from corpus.days import days_of, weekdays_of

TALK = "## {0}, by Ada {1}\n\nOf {0} it was told at length.\n\n"
ONE, TWO, THREE = TALK.format("Looms", "Lovelace"), TALK.format("Cards", "Byron"), TALK.format("Threads", "King")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (f"# Conf 2015\n\n{ONE}{TWO}{THREE}", [None, None, None]),
        (f"# Conf 2015, day two\n\n{ONE}{TWO}{THREE}", [2, 2, 2]),
        (f"# Conf 2015\n\n# Day 1\n\n{ONE}# Day 2: more\n\n{TWO}{THREE}", [1, 2, 2]),
        (f"# Conf 2015\n\n# First conference day\n\n{ONE}# Second conference day\n\n{TWO}{THREE}", [1, 2, 2]),
        (f"# Conf 2015\n\n{ONE}The next day was to start early.\n\n{TWO}The last day began late.\n\n{THREE}", [1, 2, 3]),
        (f"# Conf 2015\n\nThe first day of my week was good.\n\n{ONE}{TWO}{THREE}", [None, None, None]),
    ],
)
def test_says_on_which_day_a_talk_was_where_the_recap_does(recap: Callable[..., Recap], text: str, days: list[int | None]) -> None:
    assert days_of(recap(text)) == days


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        (f"# Conf 2015\n\n## Saturday\n\n{ONE}{TWO}## Sunday\n\n{THREE}", ["saturday", "saturday", "sunday"]),
        (f"# Conf 2015\n\n## Day one, Monday\n\n{ONE}## Day two, Tuesday\n\n{TWO}", ["monday", "tuesday"]),
        ("# Conf\n\nMonday, Ada King spoke of looms.\n\nOn Tuesday, Tom Byron spoke of cards.\n", ["monday", "tuesday"]),
        ("# Conf\n\n## Friday 10:00 Looms - Ada King\n\nLooms.\n\n## Saturday 9:30 Cards - Ada Byron\n\nCards.\n", ["friday", "saturday"]),
        (f"# Conf 2015\n\n## Saturday\n\n{ONE}On Sunday it rained.\n\n{TWO}{THREE}", [None, None, None]),
    ],
)
def test_says_on_which_day_of_the_week_a_talk_was_where_headings_do(
    recap: Callable[..., Recap], text: str, weekdays: list[str | None]
) -> None:
    assert weekdays_of(recap(text)) == weekdays


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Fails a test that has not ended after 20 seconds, where milliseconds are enough."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize("marks", ["*" * 50_000, "=====  ======\n" * 5_000, "#  * " * 10_000, "<h1 " * 12_000])
def test_a_run_of_marks_is_read_at_once(recap: Callable[..., Recap], marks: str) -> None:
    told = recap(f"# Conf 2015\n\n{ONE}")
    told = replace(told, text=f"{told.text}\n\n{marks}\n")
    assert (days_of(told), weekdays_of(told)) == ([None], [None])
