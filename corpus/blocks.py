"""A recap's text as blocks (headings, paragraphs, list items, …), each a span of the text as it stands.

Recaps are written in every habit of Markdown, in reStructuredText, AsciiDoc and Org, in HTML and as bare notes. What is
not prose never becomes a block: front matter, images, video tags, link definitions, scripts, cookie notices, share
buttons. It is blanked out, character for character, before the text is cut, so every offset stays true.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Literal

from corpus.plain import plain
from corpus.spans import trimmed

BlockKind = Literal["heading", "paragraph", "item", "quote", "row", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a recap: `text[start:end]`, without the marks in front of it."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  #: of a heading: 1 is the highest; 7 for a line that is a heading by its look alone
    words: str = ""  #: as a reader sees them


#: Characters. What is longer is no paragraph that a person wrote; it is read piece by piece.
MAX_BLOCK = 8000
#: Level of a heading that carries no mark of one.
LOOK_LEVEL = 7
#: Characters, its link among them. What is longer is no title of a list item.
MAX_BOLD_ITEM = 500

_IMAGE = (
    r"\[!\[[^\[\]\n]{0,400}\](?:\([^()\n]{0,900}\)|\[[^\[\]\n]{0,100}\])\](?:\([^()\n]{0,900}\)|\[[^\[\]\n]{0,100}\])"
    r"|[!~]\[[^\[\]\n]{0,400}\](?:\([^()\n]{0,900}\)|\[[^\[\]\n]{0,100}\])"
)
#: What is no prose, on a line or less. Bounded, as every pattern here, so that no text takes more than linear time.
_NOT_PROSE = re.compile(
    rf"""
    <(?:img|embed|source|input|link|meta)\b[^<>]{{0,2000}}>
  | {_IMAGE}
  | (?<!\()\{{%[^%\n]{{0,500}}(?:%(?!\}})[^%\n]{{0,500}}){{0,9}}%\}}
  | ^[ ]{{0,3}}\[[^\[\]\n]{{1,200}}\]:[ \t]{{0,9}}\S+.*$
  | ^(?:image|video)::[^\n]*$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
#: What is no prose from an opening to its closing mark, over any number of lines. Without a closing mark it is none of these.
_PAIRS = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        ("<!--", "-->"),
        *(
            (rf"<{tag}\b[^<>]{{0,999}}>", rf"</{tag}\s{{0,9}}>")
            for tag in ("script", "style", "iframe", "svg", "video", "audio", "object", "noscript", "template")
        ),
        *((rf"(?<!\()\{{%-?\s{{0,9}}{tag}\b", rf"\{{%-?\s{{0,9}}end{tag}\s{{0,9}}-?%\}}") for tag in ("highlight", "raw")),
        (r"(?<!\()\{\{[<%]", r"[>%]\}\}"),
    )
)
#: Short lines of a page's machinery, said in so many words.
_MACHINERY = re.compile(
    r"""(?xi)^\W*(?:
        read\s*more | continue\ reading | toc | table\ of\ contents | always\ allow | back\ to\ top | permalink
      | (?:accept|allow|manage|reject)(?:\ all)?\ cookies | (?:this|our)\ (?:site|website)\ uses\ cookies.{0,120}
      | share\ (?:this|on|via)\b.{0,60} | (?:did\ you\ )?(?:like|enjoy(?:ed)?)\ this\ (?:article|post)\W.{0,40}
      | tweet(?:\ this)? | (?:like|follow|share|subscribe)(?:\ us)? | leave\ a\ (?:comment|reply) | \d*\s*comments?
      | related\ (?:posts|articles) | (?:previous|next)\ (?:post|article).{0,80} | sign\ up\ for\ .{0,60}newsletter.{0,40}
    )\W*$"""
)
_URL_ONLY = re.compile(r"^[^\w/]*+(?:(?:https?://|www\.)\S++\s*+)++$")
_LINK_ONLY = re.compile(
    r"^[^\w\[]*+(?:\[[^\]]++\](?:\([^)]*+\)|\[[^\]]*+\])[^\w\[]*+)++$|^[^\w<]*+(?:<a\b[^>]*+>(?:(?!</a>).)*+</a>[^\w<]*+)++$",
    re.DOTALL,
)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
#: Stands where something that is no prose was blanked out: an end to every block, and white space to `\s`.
_GONE = "\x1f"
_ATX = re.compile(rf"[ ]{{0,3}}(#{{1,6}})[ \t]*+(?:{_GONE}[ \t]*+)*+(?=[^#\s])(.*)$")  # past a picture, say
_ATX_EMPTY = re.compile(r"[ ]{0,3}(#{1,6})[ \t]*$")
_ATX_STRICT = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_ADOC_HEADING = re.compile(r"(={1,6})[ \t]++(\S.*)$")
_ORG_HEADING = re.compile(r"(\*{1,9})[ \t]++(\S.*)$")
_UNDERLINE = re.compile(r"[ ]{0,3}([=\-~^\"'`*+#.:_])\1{2,}[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|={4,}+)$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•◦▪–·‣][ \t]+|\(?\d{1,3}[.)][ \t]+|[a-z]\)[ \t]+)(?=\S)")
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*+\|?[ \t]*+$")
_BOLD_LINE = re.compile(r"^(?:(?:\*\*|__)(?=\S)[^*_\n]+(?:\*\*|__)|<(?i:(strong|b))>(?=\S)[^<>\n]+</\1>):?$")
_BOLD_TAG_OF_LINE = re.compile(r"</?(?i:strong|b)>")
#: What such a line holds where text follows right below: "“Notes on the Engine” by Ada Lovelace".
_BOLD_TITLE = re.compile(
    r"[\"“][^\"”]{4,}[\"”],?\s+(?:by|with|from)\s+[A-Z]|\S\s[-–—]\s[A-Z]\w+\s[A-Z]\w+\W*$|,?\sby\s[A-Z]\w+\s[A-Z]\w+\W*$"
)
#: A bold line of its own at the head of a paragraph, with text right below. Several of them, and more than
#: there are marked headings, are headings.
_BOLD_OVER_TEXT = re.compile(r"(?m)(?:\A|^[ \t]*\n)(?:\*\*|__)[^*_\n]{8,120}[^*_\n.!,](?:\*\*|__):?[ \t]*\n(?=[^\s*_#>|-])")
BOLD_HEADINGS = 3
#: A list item that is bold and nothing else, with a link or without.
_BOLD_ITEM = re.compile(
    r"(?:\[(?:\*\*|__)[^*_\n\]]+(?:\*\*|__)\]|(?:\*\*|__)\[?[^*_\n]+?\]?(?:\([^()\s]*\))?(?:\*\*|__))(?:\([^()\s]*\))?:?"
)
_DIRECTIVE = re.compile(r"\.\.(?:[ \t]|$)")
#: What code stands between, and begins with.
_ADOC_FENCE = re.compile(r"-{4,}|\.{4,}|\+{4,}")
_ORG_FENCE = re.compile(r"(?i)#\+begin_(?:src|example|export)")
_ORG_KEYWORD = re.compile(r"[ \t]*#\+|[ \t]*:[A-Za-z_]+:")
_ADOC_ATTRIBUTE = re.compile(r":[\w-]+:|\[[^\]]*\]$|\.\w")
_HTML_BLOCKS = re.compile(r"<(?:p|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)[^`\n]{1,500}\1(?!`)")


_TAGGED_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>\s*(?P<words>[^<>\n]{1,300}?)\s*</h(?P=level)\s*>\s*", re.IGNORECASE)

#: The first line of a paragraph of HTML, in bold and with a break after it.
_BOLD_TAG = re.compile(r"<p\b[^<>]*>\s*<(?:strong|b)>\s*\Z", re.IGNORECASE)
_BOLD_FIRST_LINE = re.compile(r"(?P<words>[^<>]{3,120}?)\s*</(?:strong|b)>\s*<br\s*/?>\s*(?:</?\w+>\s*)*(?=[^<\s])", re.IGNORECASE)


def _blank(span: str) -> str:
    """A piece of text turned into white space; line ends stay, so lines and offsets do too."""
    return (_GONE + re.sub(r"[^\r\n]", " ", span)[1:]) if span else ""


def read_blocks(text: str, markup: str, *, heads: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """Cut a recap's decoded text into blocks of prose, leaving out `heads`, the spans that hold its metadata.

    The blocks are in reading order and do not overlap; `text[block.start:block.end]` is the block as it stands.
    """
    masked = text
    if markup == "html":
        blocks = _html_blocks(text, text, markdown=False)
    else:
        masked = _without(text, heads)
        code = _code(masked) if markup == "markdown" else []
        masked = _without_machinery(_without(masked, _no_prose(_without(masked, code))))
        without_code = _without(masked, code)
        if len(_HTML_BLOCKS.findall(without_code)) >= 3:
            blocks = _html_blocks(masked, without_code, markdown=True)
        else:
            blocks = [_tagged_heading(masked, block) for block in _line_blocks(masked, 0, len(masked), markup)]
    blocks = [piece for block in blocks for piece in _pieces(masked, block)]
    blocks = [replace(block, words=plain(text[block.start : block.end])) for block in blocks]
    return _headings_by_look(_drop_machinery(text, blocks))


def _code(text: str) -> list[tuple[int, int]]:
    """Spans of fenced code and of code within a line, in order. A fence without an end goes on to the end of the text."""
    spans: list[tuple[int, int]] = []
    fence: tuple[str, int] | None = None
    for start, end in _lines(text, 0, len(text)):
        found = _FENCE.match(text, start, end)
        if fence is None:
            if found:
                fence = found[1], start
            else:
                spans.extend(code.span() for code in _CODE_SPAN.finditer(text, start, end))
        elif found and found[1].startswith(fence[0]) and not text[found.end() : end].strip():
            spans.append((fence[1], end))
            fence = None
    if fence is not None:
        spans.append((fence[1], len(text)))
    return spans


def _no_prose(text: str) -> list[tuple[int, int]]:
    """Spans of what is no prose, in a text whose code is blanked out."""
    spans = [found.span() for found in _NOT_PROSE.finditer(text)]
    for opening, closing in _PAIRS:
        ends = [found.span() for found in closing.finditer(text)]
        last = 0
        for found in opening.finditer(text) if ends else ():
            at = bisect_left(ends, (found.end(), 0))
            if found.start() >= last and at < len(ends):
                last = ends[at][1]
                spans.append((found.start(), last))
    return spans


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some spans, which may overlap, blanked out."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            parts += [text[at:start], _blank(text[start:end])]
            at = end
    return "".join([*parts, text[at:]])


def _pieces(masked: str, block: Block) -> list[Block]:
    """A block, cut where something was blanked out in the middle of it, and where it is too long for a paragraph."""
    found = []
    for piece in re.finditer(f"[^{_GONE}]+", masked[block.start : block.end]):
        start, end = block.start + piece.start(), block.start + piece.end()
        while end - start > MAX_BLOCK:
            half = start + MAX_BLOCK // 2
            gap = max(masked.rfind("\n", half, start + MAX_BLOCK), masked.rfind(" ", half, start + MAX_BLOCK))
            gap = gap if gap > start else start + MAX_BLOCK
            found.append(_trimmed(masked, start, gap, block.kind))
            start = gap
        found.append(_trimmed(masked, start, end, block.kind))
    return [replace(piece, level=block.level) for piece in found if piece is not None]


def _without_machinery(text: str) -> str:
    """The text with lines blanked out that are a page's machinery, by their words or because they stand three times."""
    lines = [(start, end, text[start:end].strip()) for start, end in _lines(text, 0, len(text))]
    times = Counter(line for _, _, line in lines if 8 < len(line) < 200 and line[0].isalpha())
    gone = []
    for number, (start, end, line) in enumerate(lines):
        if not line or len(line) >= 200:
            continue
        alone = (number == 0 or not lines[number - 1][2]) and (number + 1 == len(lines) or not lines[number + 1][2])
        if _MACHINERY.match(line) or (times[line] >= 3 and alone):
            gone.append((start, end))
    return _without(text, gone)


def _drop_machinery(text: str, blocks: list[Block]) -> list[Block]:
    """Leave out what a page says about itself: bare links, share buttons, and any short text said three times."""
    seen = Counter(block.words for block in blocks if block.kind != "heading" and len(block.words) < 200)
    kept = []
    for number, block in enumerate(blocks):
        words = block.words
        if not any(char.isalnum() for char in words) and block.kind != "heading":
            continue
        if block.kind not in ("heading", "row", "code"):
            short = len(words) < 200
            if short and (seen[words] >= 3 or _MACHINERY.match(words) or _URL_ONLY.match(words)):
                continue
            if (
                len(words) < 60
                and _LINK_ONLY.match(text[block.start : block.end].strip())
                and not _is_above(text, blocks[number : number + 2])
            ):
                continue
        kept.append(block)
    return kept


def _is_above(text: str, pair: Sequence[Block]) -> bool:
    """Whether the first of two blocks is an item that the second, an item too, is nested in."""
    return [block.kind for block in pair] == ["item", "item"] and _column(text, pair[0]) < _column(text, pair[1])


def _column(text: str, block: Block) -> int:
    """Characters before a block on its line."""
    return block.start - text.rfind("\n", 0, block.start)


def _headings_by_look(blocks: list[Block]) -> list[Block]:
    """In a text without marked headings, take short lines that stand alone before prose and end like a title as such."""
    if any(block.kind == "heading" for block in blocks):
        return blocks
    found = list(blocks)
    for here, after in zip(range(len(blocks)), blocks[1:], strict=False):
        block = blocks[here]
        if (
            block.kind == "paragraph"
            and len(block.words.split()) <= 14
            and len(block.words) <= 100
            and block.words[0].isalnum()
            and not block.words[0].islower()
            and block.words[-1] not in ".:;,!"
            and after.kind in ("paragraph", "item", "quote")
            and not re.search(r"https?://|\b(?:19|20)\d\d\b.*\b\d{1,2}:\d\d", block.words)
        ):
            found[here] = replace(block, kind="heading", level=LOOK_LEVEL)
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the lines of `text[start:end]`, without their line ends."""
    spans = []
    at = start
    while at < end:
        line = _LINE.match(text, at, end)
        if line is None or line.end() == at:
            break
        spans.append((at, at + len(line[0].rstrip("\r\n"))))
        at = line.end()
    return spans


def _line_blocks(text: str, start: int, end: int, markup: str) -> list[Block]:
    """Blocks of a text in which lines carry the structure. `text` has what is not prose blanked out."""
    return _LineBlocks(text, start, end, markup).found


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: `text[start:end]`."""

    number: int
    start: int
    end: int
    text: str
    bare: str  #: without white space around it
    indent: int
    after: str  #: the next line


class _LineBlocks:
    """Collects the blocks of `text[start:end]`, one line after the other."""

    def __init__(self, text: str, start: int, end: int, markup: str) -> None:
        self._text, self._markup = text, markup
        self._lines = _lines(text, start, end)
        self._run: list[tuple[int, int]] = []  # lines of the open block
        self._kind: BlockKind = "paragraph"  # of the open block
        self._fence = ""  # what closes the open one
        self._directive = -1  # indent of an open directive whose body is passed over
        self._blank_before = True
        self._underlined = False  # whether the next line only underlines a heading
        self._styles: list[str] = []  # marks under headings of reStructuredText, the highest first
        self._bold_heads = markup == "markdown" and self._has_bold_headings(start, end)
        self.found: list[Block] = []
        for number in range(len(self._lines)):
            self._read(self._line(number))
        self._close()

    def _has_bold_headings(self, start: int, end: int) -> bool:
        """Whether bold lines right over text are headings: there are several, and more of them than marked ones."""
        bold = len(_BOLD_OVER_TEXT.findall(self._text, start, end))
        return bold >= BOLD_HEADINGS and bold > sum(bool(_ATX_STRICT.match(self._text, *line)) for line in self._lines)

    def _line(self, number: int) -> _Line:
        start, end = self._lines[number]
        line = self._text[start:end]
        after = self._text[slice(*self._lines[number + 1])] if number + 1 < len(self._lines) else ""
        return _Line(number, start, end, line, line.strip(), len(line) - len(line.lstrip()), after)

    def _read(self, line: _Line) -> None:
        if self._passes_over(line) or self._opens_fence(line) or self._reads_heading(line) or self._separates(line):
            return
        indented = self._markup == "markdown" and self._blank_before and line.indent >= 4 and not self._run
        if indented and _code_line(self._text, self._lines, line.number):
            self.found.append(Block("code", line.start, line.end))
        else:
            self._read_prose(line)

    def _close(self) -> None:
        """End the open block."""
        block = _trimmed(self._text, self._run[0][0], self._run[-1][1], self._kind) if self._run else None
        self._run, self._kind = [], "paragraph"
        if block is not None:
            self.found.append(block)

    def _passes_over(self, line: _Line) -> bool:
        """Whether a line is blank, within a fence or the body of a directive, or the line under a heading."""
        if self._fence:
            if self._closes_fence(line.bare):
                self._fence = ""
            return True
        if not line.bare:
            self._close()
            self._blank_before = True
            return True
        if self._directive >= 0 and line.indent > self._directive:
            return True
        self._directive = -1
        if self._underlined:
            self._underlined = False
            self._blank_before = True
            return True
        return False

    def _closes_fence(self, bare: str) -> bool:
        if self._markup == "org":
            return bare.lower().startswith(self._fence)
        return bare.startswith(self._fence) and not bare.strip(self._fence[0])

    def _opens_fence(self, line: _Line) -> bool:
        """Whether code begins on a line that says so; all up to its end is passed over."""
        if self._markup == "markdown":
            opening = _FENCE.match(line.text)
            self._fence = opening[1] if opening else ""
        elif self._markup == "asciidoc" and _ADOC_FENCE.fullmatch(line.bare):
            self._fence = line.bare
        elif self._markup == "org" and _ORG_FENCE.match(line.bare):
            self._fence = "#+end_"
        if self._fence:
            self._close()
        return bool(self._fence)

    def _reads_heading(self, line: _Line) -> bool:
        heading = _heading(line.text, line.after, bool(self._run), self._markup, self._bold_heads and self._blank_before)
        if heading is None:
            return False
        level, offset, length, self._underlined = heading
        if self._markup == "rst" and self._underlined:  # the order in which its marks first appear is that of its levels
            mark = line.after.strip()[0]
            if mark not in self._styles:
                self._styles.append(mark)
            level = self._styles.index(mark) + 1
        self._add_heading(line.start + offset, line.start + offset + length, level)
        return True

    def _add_heading(self, start: int, end: int, level: int) -> None:
        self._close()
        block = _trimmed(self._text, start, end, "heading")
        if block is not None:
            self.found.append(replace(block, level=level))
        self._blank_before = False

    def _separates(self, line: _Line) -> bool:
        """Whether a line is no prose but ends the block above it: a rule, a directive, a keyword or an attribute."""
        if _RULE.match(line.text) or _TABLE_RULE.match(line.text) or (_UNDERLINE.match(line.text) and len(line.bare) > 2):
            self._blank_before = True
        elif self._markup == "rst" and _DIRECTIVE.match(line.bare):
            self._directive = line.indent
        elif not (
            (self._markup == "org" and _ORG_KEYWORD.match(line.text)) or (self._markup == "asciidoc" and _ADOC_ATTRIBUTE.match(line.bare))
        ):
            return False
        self._close()
        return True

    def _read_prose(self, line: _Line) -> None:
        """Take a line into the open block, or begin another with it."""
        quote, item = _QUOTE.match(line.text), _ITEM.match(line.text)
        if quote:
            if self._kind != "quote":
                self._open("quote", line.start + quote.end(), line.end)
            elif not line.text[quote.end() :].strip():
                self._close()
                return
            else:
                self._run.append((line.start, line.end))
        elif item and _heads_a_list_item(self._text, self._lines, line.number, item.end()):
            self._add_heading(line.start + item.end(), line.end, LOOK_LEVEL - 1)
        elif item:
            self._open("item", line.start + item.end(), line.end)
        elif line.bare.startswith("|") and line.bare.count("|") >= 2:
            self._open("row", line.start, line.end)
            self._close()
        elif self._kind == "quote" and self._markup == "rst":
            self._open("paragraph", line.start, line.end)
        else:
            self._run.append((line.start, line.end))
        self._blank_before = False

    def _open(self, kind: BlockKind, start: int, end: int) -> None:
        """End the open block and begin another with a line."""
        self._close()
        self._kind = kind
        self._run.append((start, end))


def _heads_a_list_item(text: str, lines: list[tuple[int, int]], number: int, mark: int) -> bool:
    """Whether a list item is one bold line over paragraphs of its own, which stand further in: the title of a talk, say."""
    if number + 2 >= len(lines):
        return False
    line, between, below = (text[slice(*lines[at])] for at in (number, number + 1, number + 2))
    over = not between.strip() and below[:2].isspace() and bool(below.strip()) and not _ITEM.match(below)
    return over and len(line) <= MAX_BOLD_ITEM and bool(_BOLD_ITEM.fullmatch(line[mark:].rstrip()))


def _code_line(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether an indented line is code: it does not go on from a list above it and looks like no sentence."""
    for first, last in reversed(lines[max(0, number - 12) : number]):
        line = text[first:last]
        if line.strip():
            if _ITEM.match(line) or line[:1] in " \t":
                return False
            break
    line = text[slice(*lines[number])].strip()
    return bool(re.search(r"[{};=<>()]|^\$ |--\w", line)) and not (line[-1] in ".!?" and line[-3:-1].isalpha())


def _heading(line: str, after: str, inside: bool, markup: str, bold_heads: bool) -> tuple[int, int, int, bool] | None:
    """Level, offset and length of the heading on a line, and whether the next line marks it; None where it is none.

    With `bold_heads` a bold line is one with text right below it too.
    """
    pattern = {"asciidoc": _ADOC_HEADING, "org": _ORG_HEADING}.get(markup)
    if pattern is not None:
        marked = pattern.match(line)
        if marked:
            return len(marked[1]), marked.start(2), len(_title(marked[2], "=" if markup == "asciidoc" else "")), False
    if markup in ("markdown", "asciidoc"):
        empty = _ATX_EMPTY.match(line)
        if empty and not inside and not after.strip():
            return len(empty[1]), empty.start(1), len(empty[1]), False  # notes begin a talk so, before its name is known
        marked = _ATX.match(line)
        # "#tag" is no heading; "#Heading" is one only where it reads on as a title
        if marked and (_ATX_STRICT.match(line) or " " in marked[2]):
            return len(marked[1]), marked.start(2), len(_title(marked[2], "#")), False
    bare = line.strip()
    under = _UNDERLINE.match(after)
    if (
        under
        and not inside
        and markup in ("markdown", "rst", "asciidoc")
        and not _ITEM.match(line)
        and not bare.startswith(("|", ">"))
        and (markup == "rst" or under[1] in ("=-" if markup == "markdown" else "=-~^+"))
        and (markup != "asciidoc" or abs(len(after.strip()) - len(bare)) <= 3)
        and len(after.strip()) >= min(len(bare), 8) * 0.6
        and len(bare) <= 200
    ):
        return (1 if under[1] == "=" else 2), len(line) - len(line.lstrip()), len(bare), True
    if (
        not inside
        and len(bare) <= 120
        and _BOLD_LINE.match(bare)
        and (words := _BOLD_TAG_OF_LINE.sub("", bare).strip("*_:"))[-1:] not in (".", "!", "")
        and (not after.strip() or (bold_heads and " " in bare) or _BOLD_TITLE.search(words))
    ):
        return LOOK_LEVEL - 1, len(line) - len(line.lstrip()), len(bare), False
    return None


def _title(text: str, mark: str) -> str:
    """A heading's text without the marks that may close it."""
    bare = text.rstrip(" \t")
    return bare.rstrip(mark).rstrip(" \t") if mark else bare


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Block | None:
    """A block without the white space around it; None where nothing is left."""
    start, end = trimmed(text, start, end)
    return Block(kind, start, end) if start < end else None


_BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SKIPPED_TAGS = frozenset(
    "aside audio button canvas dialog figure footer head iframe math nav noscript object script select style svg template "
    "textarea video".split()
)
_VOID_TAGS = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: Classes, ids and roles of what is no part of a text; whole names, "sharing-is-caring" is none of them.
_SKIPPED_ROLES = frozenset(
    "cookie cookies cookie-banner cookie-notice consent gdpr share sharing share-buttons social social-share newsletter subscribe sidebar "
    "related related-posts comments comment-list disqus_thread breadcrumb breadcrumbs navigation navbar menu advert advertisement ads "
    "complementary contentinfo post-meta byline pagination".split()
)
#: Open elements that are kept track of; deeper ones belong to the innermost of these.
MAX_DEPTH = 500


_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class _HtmlBlocks(HTMLParser):
    """Collects the blocks of an HTML page with their spans; `loose` holds spans of text outside every block element."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        super().__init__(convert_charrefs=False)
        self._markdown = markdown
        self._line_starts = [0] + [found.end() for found in re.finditer("\n", text)]
        self._stack: list[tuple[str, bool]] = []  # open elements, and whether each is skipped
        self._skipped = 0  # how many of them are
        self._span: tuple[int, int] | None = None
        self.loose: list[tuple[int, int]] = []
        self.found: list[Block] = []
        self._text = text
        self.feed(_fit_to_parse(text))
        self.close()
        self._flush()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _flush(self) -> None:
        if self._span is None:
            return
        start, end = self._span
        self._span = None
        names = [name for name, _ in self._stack]
        innermost = next((name for name in reversed(names) if name in _BLOCK_TAGS), "")
        if re.fullmatch("h[1-6]", innermost):
            self.found.append(Block("heading", start, end, level=int(innermost[1])))
        elif "pre" in names:
            self.found.append(Block("code", start, end))
        elif innermost in ("tr", "td", "th"):
            self.found.append(Block("row", start, end))
        elif "blockquote" in names:
            self.found.append(Block("quote", start, end))
        elif "li" in names or innermost in ("dd", "dt"):
            self.found.append(Block("item", start, end))
        elif innermost == "p":
            title = _BOLD_FIRST_LINE.match(self._text, start, end) if _BOLD_TAG.search(self._text, max(0, start - 60), start) else None
            if title:
                self.found.append(Block("heading", start, title.end("words"), level=LOOK_LEVEL - 1))
            self.found.append(Block("paragraph", title.end() if title else start, end))
        else:
            self.loose.append((start, end))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK_TAGS and tag not in ("td", "th"):
            self._flush()
        if tag in _VOID_TAGS:
            return
        if tag in ("p", "li", "dt", "dd", "tr"):  # these close an open one of their kind
            for at in range(len(self._stack) - 1, -1, -1):
                if self._stack[at][0] in ("ul", "ol", "dl", "table", "blockquote"):
                    break
                if self._stack[at][0] == tag:
                    self._cut(at)
                    break
        if len(self._stack) >= MAX_DEPTH:
            return
        roles = {name for key, value in attrs if key in ("class", "id", "role") for name in (value or "").lower().split()}
        outer = tag in ("html", "body", "main", "article") or re.fullmatch("h[1-6]", tag)
        skipped = tag in _SKIPPED_TAGS or (not outer and bool(roles & _SKIPPED_ROLES))
        self._stack.append((tag, skipped))
        self._skipped += skipped

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK_TAGS and tag not in ("td", "th"):
            self._flush()
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at][0] == tag:
                self._cut(at)
                break

    def _cut(self, at: int) -> None:
        """Close the open elements from one on."""
        self._skipped -= sum(skipped for _, skipped in self._stack[at:])
        del self._stack[at:]

    def _prose(self, data: str, offset: int = 0) -> None:
        if self._skipped or not data.strip():
            return
        here = self._here() + offset
        start = here + len(data) - len(data.lstrip())
        end = here + len(data.rstrip())
        self._span = (start if self._span is None else self._span[0], end)

    def handle_data(self, data: str) -> None:
        blank = _BLANK_LINE.search(data) if self._markdown and data.strip() else None
        if blank is None:
            self._prose(data)
            return
        self._prose(data[: blank.start()])
        self._flush()
        for at in range(len(self._stack)):  # in Markdown a blank line ends what nobody closed
            if self._stack[at][0] in ("p", "li"):
                self._cut(at)
                break
        self._prose(data[blank.end() :], blank.end())

    def handle_entityref(self, name: str) -> None:
        self._prose(self._as_it_stands(f"&{name}"))

    def handle_charref(self, name: str) -> None:
        self._prose(self._as_it_stands(f"&#{name}"))

    def _as_it_stands(self, reference: str) -> str:
        """A character reference with its semicolon, where it has one."""
        return reference + ";" * self._text.startswith(";", self._here() + len(reference))


def _fit_to_parse(text: str) -> str:
    """A page, character for character, without what the parser of the standard library stumbles over."""
    text = _without(text, _no_prose(text))
    text = re.sub(r"<!(?!doctype)", "  ", text, flags=re.IGNORECASE)
    text = re.sub(r"&#(?![0-9xX])", "  ", text)
    return text[: text.rfind(">") + 1] + text[text.rfind(">") + 1 :].replace("<", " ")  # an open tag at the end


def _html_blocks(text: str, structure: str, *, markdown: bool) -> list[Block]:
    """Blocks of an HTML page, or of Markdown that is mostly HTML. `structure` is `text` with code blanked out.

    Only what stands in `<article>` or `<main>` counts where the page has one.
    """
    main = _main_part(structure)
    parser = _HtmlBlocks(structure, markdown=markdown)
    blocks = parser.found
    for start, end in parser.loose:
        blocks.extend(_line_blocks(text, start, end, "markdown"))
    blocks = sorted((block for block in blocks if main[0] <= block.start < main[1]), key=lambda block: block.start)
    return [_bold_heading(text, block) for block in blocks]


def _bold_heading(text: str, block: Block) -> Block:
    """A paragraph that is bold from end to end is a heading by its look."""
    if block.kind != "paragraph" or block.end - block.start > 400:
        return block
    before = text[max(0, block.start - 300) : block.start]
    after = text[block.end : block.end + 40]
    opened = re.search(r"<(?:p|div)\b[^<>]*>\s*(?:<a\b[^<>]*>\s*)?<(?:strong|b)\b[^<>]*>\s*(?:<a\b[^<>]*>\s*)?$", before, re.I)
    closed = re.match(r"\s*(?:</a>\s*)?</(?:strong|b)>\s*(?:</a>\s*)?</(?:p|div)>", after, re.I)
    inside = re.search(r"</?(?:strong|b)\b", text[block.start : block.end], re.I)
    return replace(block, kind="heading", level=LOOK_LEVEL - 1) if opened and closed and not inside else block


def _tagged_heading(text: str, block: Block) -> Block:
    """A paragraph of Markdown that is an HTML heading and nothing else, as a heading."""
    found = _TAGGED_HEADING.fullmatch(text, block.start, block.end) if block.kind == "paragraph" else None
    return Block("heading", *found.span("words"), level=int(found["level"])) if found else block


def _main_part(text: str) -> tuple[int, int]:
    """The span from the first `<article>` or `<main>` to the last end of one; the whole text where there is none."""
    for tag in ("article", "main"):
        opening = re.search(rf"<{tag}\b[^<>]*>", text, re.IGNORECASE)
        closing = list(re.finditer(rf"</{tag}\s*>", text, re.IGNORECASE))
        if opening and closing and closing[-1].start() > opening.end():
            return opening.end(), closing[-1].start()
    return 0, len(text)
