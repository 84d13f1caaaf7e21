"""Texts that no person wrote: each is read or refused with a reason. `benchmarks/odd.py` shows how time grows."""

import pytest

from corpus import Recap, Source, SourceError
from corpus.read import cut_recap
from corpus.source import MARKUP


def odd(n: int) -> dict[str, str]:
    """Texts by name, with `n` repeats of what most of them repeat."""
    return {
        "one word": "x" * n * 10,
        "one line": "word " * n,
        "many lines": "a line of text\n" * n,
        "dots": "." * n,
        "full stops": "A. " * n,
        "stars": " *a" * n,
        "underscores": " _a" * n,
        "brackets": "[" * n,
        "image openings": "![" * n,
        "linked image openings": "[![" * n,
        "image with parenthesis": "![](" * n,
        "footnotes": "[^" * n,
        "links in a row": "[a](u) | " * n + "by me",
        "liquid openings": "{% " * n,
        "raw openings": "{% raw" * n,
        "shortcodes": "{{< " * n,
        "outputs": "{{ " * n,
        "link to outputs": "[a](" + "{{a}}" * n,
        "comment openings": "<!--" * n,
        "tags": "<b>x " * n,
        "unclosed tags": "<a " * n,
        "divs": "<div>x y. " * n,
        "html links": "<a>x</a> " * n + "y",
        "paragraphs": "<p>x" * n,
        "headings of html": "<h1>" * n,
        "meta": "<meta " + "a" * n * 3 + ">",
        "declarations": "<p><p><p><![x[ ]]><![0]>" * (n // 2),
        "references": "&#" * n,
        "long reference": "&#" + "9" * (2 * n) + ";",
        "backticks": "`" * n,
        "spaced backtick": "`" + " " * n,
        "pipes": "| a" * n,
        "table spaces": " " * n + "x",
        "dashes and spaces": "--" + " " * n + "x",
        "heading of spaces": "# a" + " " * n + "b",
        "heading of dashes": "# Intro " + "-" * (2 * n) + " Talks",
        "heading of plus": "# " + "+" * n,
        "heading of names": "# " + "Ada Lovelace, " * (n // 2),
        "headings": "# a\n" * n,
        "deep headings": "\n".join("*" * i + " a" for i in range(1, n // 3)),
        "adoc heading": "== a" + " " * n + "b",
        "commas": "## Talk\n\n" + "Ada, " * n,
        "hyphens": "X" + "-Bc" * n + " spoke.",
        "urls": "www.a " * n + "x",
        "http": "http://" * n,
        "colons": ":" * n,
        "code": "    {" + "a" * n,
        "quotes": ">" * n,
        "list of people": "- Ada Lovelace, Charles Babbage\n" * (n // 2),
        "introductions": "".join(f"The next talk was by Ada{'abcdefghij'[i % 10]}x Lovelace{i}.\n\n" for i in range(n // 3)),
        "bold colon": "**:**\n\nText here.",
        "month with a long s": "Title\n\nAuguſt 12, 2015\n\nText here.",
        "yaml escape": '---\ntitle: "\\UFFFFFFFF"\n---\nText here.',
        "yaml surrogate": '---\ntitle: "\\uD800"\n---\nText here.',
        "yaml bomb": "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
        + "title: *a8\n---\nText here.",
        "right to left": "# שלום 2015\n\nזה משפט אחד. וזה עוד אחד.\n",
        "emoji": "# 🎉 2015\n\nThe 🎉 was great. 👩‍👩‍👧 came!\n",
        "controls": "# A 2015\n\nOne \x01\x02\x1b[31m two.\n\x0c\x0b\x85 three.\n",
        "lone surrogate": "# A 2015\n\nOne \ud800 two.\n",
        "separators": "# A 2015\n\nOne\u2028two\u2029three. Four.\n",
        "only carriage returns": "# A 2015\r\rOne two.\rThree.\r",
    }


#: Enough repeats that these would take hours where time doubled with each.
ODD = odd(2_000)


@pytest.mark.parametrize("markup", sorted(set(MARKUP.values())))
@pytest.mark.parametrize("name", ODD)
def test_is_read_or_refused(name: str, markup: str) -> None:
    try:
        recap = cut_recap(Source("odd.md", ODD[name], "", markup))
    except SourceError:
        return
    assert isinstance(recap, Recap)
    assert recap.title.encode()
    for passage in recap.passages:
        assert recap.text[passage.start : passage.end] == passage.text
