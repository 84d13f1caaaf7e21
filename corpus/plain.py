"""What a reader sees of a piece of marked-up text: the words without the marks, for display, search and embedding."""

from __future__ import annotations

import html
import re

# Every pattern is bounded, so that no text, however odd, takes more than linear time.
_IMAGE = re.compile(r"!\[[^\]\n]{0,400}\](?:\([^()\n]{0,900}(?:\([^()\n]{0,90}\)[^()\n]{0,900})?\)|\[[^\]\n]{0,400}\])")
#: What a page does not show.
COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style|iframe)\b.{0,2000}?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_LIQUID = re.compile(r"\{%.{0,500}?%\}|\{\{.{0,500}?\}\}", re.DOTALL)
_TARGET = r"\((?:\{[{%][^{}]{0,500}\}\}?|[^()\s{]|\{|\([^()\n]{0,500}\)){0,2000}+(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s{0,9}\)"
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]{{0,300}}\]){{0,1500}}+)\](?:{_TARGET}|\[[^\]\n]{{0,300}}\])", re.DOTALL)
_ORG_LINK = re.compile(r"\[\[[^\[\]]{0,999}\]\[([^\]]{0,999})\]\]|\[\[([^\[\]]{0,999})\]\]")
_RST_LINK = re.compile(r"`([^`<]{1,500}?)\s{0,9}<[^`<>]{0,999}>`__?", re.DOTALL)
_RST_ROLE = re.compile(r"(?<![a-z:]):[a-z:]{1,40}:`([^`]{0,500})`")
_ADOC_LINK = re.compile(r"(?<![a-z])(?:link:)?https?://[^\s\[\]]{1,999}\[([^\[\]]{1,500})\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]{1,99}\]|\[fn:[^\[\]]{0,999}\]")
_KRAMDOWN = re.compile(r"(?<=[)\w*_\]])\{:[^{}\n]{1,200}\}")  # attributes: [a link](https://a.b){:target="_blank"}
_CODE = re.compile(r"(`{1,2})(?!`)([^`]{1,999})\1(?!`)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(.{0,999}?[^\s])\1(?![\w*])", re.DOTALL)
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_LEFTOVER_BOLD = re.compile(r"\*\*|(?<!\w)__|__(?!\w)")
_LINE_MARK = re.compile(r"(?m)^[ \t]{0,99}(?:(?:>[ \t]?){1,99}|#{1,6}[ \t]{1,9}|[-*+•][ \t]{1,9}(?=\S))")
_CELL = re.compile(r"[ \t]{0,99}\|[ \t]{0,99}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_SPACE = re.compile(r"\s+")
#: An escaped mark, while the others are looked for, as a character that no text holds.
_ASIDE = {ord(mark): 0xFDD0 + number for number, mark in enumerate("\\`*_{}[]()#+-.!|<>~")}
_BACK = {aside: mark for mark, aside in _ASIDE.items()}


def plain(marked: str) -> str:
    """The words of a cut of a recap as a reader sees them: no links, emphasis, tags or list marks; one line.

    Understands what recaps are written in (Markdown, HTML, and the links of reStructuredText, AsciiDoc and Org). Only
    for showing and searching: offsets always count in the text as it stands.
    """
    escapes = "\\" in marked
    if escapes:
        marked = _ESCAPE.sub(lambda escaped: escaped[1].translate(_ASIDE), marked)
    text = _RST_LINK.sub(r"\1", _KRAMDOWN.sub("", marked) if "{:" in marked else marked)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", _SCRIPT.sub(" ", COMMENT.sub(" ", text)))
    text = _IMAGE.sub(" ", text)
    text = _LINE_MARK.sub("", text)
    text = _RST_ROLE.sub(r"\1", text)
    text = _ORG_LINK.sub(lambda link: link[1] or link[2] or "", text)
    for _ in range(2):  # a link may hold an image or brackets
        text = _LINK.sub(r"\1", text)
    text = _ADOC_LINK.sub(r"\1", text)
    text = _FOOTNOTE.sub("", _LIQUID.sub(" ", text))
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(re.sub("[\ufdd0-\ufdef]", lambda aside: "\\" + aside[0].translate(_BACK), match[2]))  # code knows no escapes
        return f"\0{len(code) - 1}\0"

    text = _CODE.sub(keep, text)
    if "<" in text:
        text = _TAG.sub("", re.sub(r"(?i)</?(?:td|th|br|p|li|div)\b[^<>]{0,2000}>", " ", text))
    for _ in range(2):  # bold within italics
        text = _EMPHASIS.sub(r"\2", text)
    text = _LEFTOVER_BOLD.sub("", text)
    if text.lstrip().startswith("|"):
        text = _CELL.sub(" | ", text.strip().strip("|")).strip()
    if escapes:
        text = text.translate(_BACK)
    text = re.sub("\0([0-9]+)\0", lambda slot: code[int(slot[1])], text)
    if "&" in text:
        text = html.unescape(_LONG_NUMBER.sub(" ", text))
    return _SPACE.sub(" ", text).strip()
