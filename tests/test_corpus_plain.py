import pytest

from corpus import plain


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("by [Ada Lovelace][7], on *time*", "by Ada Lovelace, on time"),
        ('see [the page](http://a.b/c_(d) "title") now', "see the page now"),
        ("a post [here]({% post_url 2015-01-01-x %}) too", "a post here too"),
        ("_with its data_ and **not** __compressed__", "with its data and not compressed"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("run `pslit.sh **x**` fast", "run pslit.sh **x** fast"),
        ("> You will be\n> disappointed", "You will be disappointed"),
        ("- one item", "one item"),
        ('a [link](https://a.b){:target="_blank"} and **bold**{:.red} words', "a link and bold words"),
        ("<strong>Ada</strong> spoke &amp; left<br>early", "Ada spoke & left early"),
        ("![room](/img/room.jpg) The room", "The room"),
        ("https://scala.org[Scala Days] began", "Scala Days began"),
        ("[[https://iclr.cc][ICLR]] notes", "ICLR notes"),
        ("the `docs <https://a.b>`_ say", "the docs say"),
        ("| Videos | 2,000,000 |", "Videos | 2,000,000"),
        ("a < b and c > d", "a < b and c > d"),
        ("two\r\nlines", "two lines"),
        (r"my\_var\_name and a \*star\*, \_so\_", "my_var_name and a *star*, _so_"),
        (r"\[no link\](here), \<no tag> and **a\*b**", "[no link](here), <no tag> and a*b"),
        (r"`a\*b` is code", r"a\*b is code"),
    ],
)
def test_shows_the_words_without_the_marks(marked: str, shown: str) -> None:
    assert plain(marked) == shown
