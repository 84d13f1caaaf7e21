"""The front matter of a recap, written: fields put at the head of a text, or changed there with all else left as it stands."""

from __future__ import annotations

from datetime import date

import yaml

from corpus.metadata import FENCED, MAX_FRONT_MATTER, MAX_VALUE
from corpus.source import BYTE_ORDER_MARK, SourceError

#: What is to be written, by key, in this order.
Fields = dict[str, str | int | date]


def one_line(value: str) -> str:
    """A value as a line of front matter holds it: without control characters, white space single, at most MAX_VALUE characters."""
    shown = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(shown.split())[:MAX_VALUE].rstrip()


def with_fields(text: str, fields: Fields) -> str:
    """The text with these fields in its YAML front matter, which is begun where there is none.

    Raises SourceError where the text begins with front matter of another make.
    """
    if not fields:
        return text
    mark, end = text[: text.startswith(BYTE_ORDER_MARK)], "\r\n" if "\r\n" in text else "\n"
    lines = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10 * MAX_VALUE)
    found = FENCED.match(text[:MAX_FRONT_MATTER])
    if found is None:
        return mark + f"---\n{lines}---\n\n".replace("\n", end) + text.removeprefix(mark)
    block = _without(found[2], set(fields)) if found[1] == "---" else None
    if block is None:
        raise SourceError("begins with front matter that is no list of YAML keys; change title, date and the like in the file itself")
    block = block.rstrip("\r\n")
    return text[: found.start(2)] + (block + end if block else "") + lines.rstrip("\n").replace("\n", end) + text[found.end(2) :]


def _without(block: str, keys: set[str]) -> str | None:
    """A YAML mapping without some of its keys; None where it is no mapping of one key a line."""
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if node is None:
        return block
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    for key, value in reversed(node.value):
        if isinstance(key, yaml.ScalarNode) and key.value.lower() in keys:
            rest = block[value.end_mark.index :]
            block = block[: key.start_mark.index] + (
                rest.lstrip(" \t").removeprefix("\r").removeprefix("\n") if not rest[:1].strip() else rest
            )
    return block
