"""Texts that no person wrote: each is read or refused with a reason. `benchmarks/odd.py` shows how time grows."""

import pytest

from corpus import Recap, Source, SourceError
from corpus.read import cut_recap
from corpus.source import MARKUP

N = 2_000  # repeats: where time doubled with each, these would take hours

ODD = {
    "one word": "x" * N * 10,
    "one line": "word " * N,
    "many lines": "a line of text\n" * N,
    "dots": "." * N,
    "full stops": "A. " * N,
    "stars": " *a" * N,
    "underscores": " _a" * N,
    "brackets": "[" * N,
    "image openings": "![" * N,
    "linked image openings": "[![" * N,
    "image with parenthesis": "![](" * N,
    "footnotes": "[^" * N,
    "links in a row": "[a](u) | " * N + "by me",
    "liquid openings": "{% " * N,
    "raw openings": "{% raw" * N,
    "shortcodes": "{{< " * N,
    "outputs": "{{ " * N,
    "link to outputs": "[a](" + "{{a}}" * N,
    "comment openings": "<!--" * N,
    "tags": "<b>x " * N,
    "unclosed tags": "<a " * N,
    "divs": "<div>x y. " * N,
    "html links": "<a>x</a> " * N + "y",
    "paragraphs": "<p>x" * N,
    "headings of html": "<h1>" * N,
    "meta": "<meta " + "a" * N * 3 + ">",
    "declarations": "<p><p><p><![x[ ]]><![0]>" * 1000,
    "references": "&#" * N,
    "long reference": "&#" + "9" * 5000 + ";",
    "backticks": "`" * N,
    "spaced backtick": "`" + " " * N,
    "pipes": "| a" * N,
    "table spaces": " " * N + "x",
    "dashes and spaces": "--" + " " * N + "x",
    "heading of spaces": "# a" + " " * N + "b",
    "heading of dashes": "# Intro " + "-" * 5000 + " Talks",
    "heading of plus": "# " + "+" * N,
    "heading of names": "# " + "Ada Lovelace, " * 1000,
    "headings": "# a\n" * 1500,
    "deep headings": "\n".join("*" * n + " a" for n in range(1, 700)),
    "adoc heading": "== a" + " " * N + "b",
    "commas": "## Talk\n\n" + "Ada, " * N,
    "hyphens": "X" + "-Bc" * N + " spoke.",
    "urls": "www.a " * N + "x",
    "http": "http://" * N,
    "colons": ":" * N,
    "code": "    {" + "a" * N,
    "quotes": ">" * N,
    "list of people": "- Ada Lovelace, Charles Babbage\n" * 1000,
    "introductions": "".join(f"The next talk was by Ada{'abcdefghij'[n % 10]}x Lovelace{n}.\n\n" for n in range(800)),
    "bold colon": "**:**\n\nText here.",
    "month with a long s": "Title\n\nAuguſt 12, 2015\n\nText here.",
    "yaml escape": '---\ntitle: "\\UFFFFFFFF"\n---\nText here.',
    "yaml surrogate": '---\ntitle: "\\uD800"\n---\nText here.',
    "yaml bomb": "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    + "title: *a8\n---\nText here.",
    "right to left": "# שלום 2015\n\nזה משפט אחד. וזה עוד אחד.\n",
    "emoji": "# 🎉 2015\n\nThe 🎉 was great. 👩‍👩‍👧 came!\n",
    "controls": "# A 2015\n\nOne \x01\x02\x1b[31m two.\n\x0c\x0b\x85 three.\n",
    "lone surrogate": "# A 2015\n\nOne \ud800 two.\n",
    "separators": "# A 2015\n\nOne\u2028two\u2029three. Four.\n",
    "only carriage returns": "# A 2015\r\rOne two.\rThree.\r",
}


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
