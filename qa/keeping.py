"""Keeping a folder of recaps from the command line: `recaps add`, `remove`, `list` and `check`.

Exit status: 0 where all went well, 1 where a post holds nothing to quote, 2 where something was wrong with what was given.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import SHIPPED, Recap, Skipped, SourceError
from qa.fields import recap_fields
from qa.rows import count
from qa.terminal import shown

if TYPE_CHECKING:
    from corpus.incoming import Post

# What reads, converts and fetches is imported where it is used: an answer in the terminal needs none of it.

_KNOWN = ("title", "event", "edition", "date", "author", "link", "after")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], source: argparse.ArgumentParser) -> None:
    """Register the commands, `source` naming the folder; each sets `run` to a function of the options that returns the exit status."""
    add = commands.add_parser("add", parents=[source], help="bring posts into your recaps folder, from files or the web")
    add.add_argument("posts", nargs="+", metavar="FILE|URL", help="Markdown, text, HTML, reStructuredText, AsciiDoc, Org, PDF or Word")
    add.add_argument("--name", help="the file's name in the folder (default: made from its title or its own name)")
    add.add_argument("--title", help="what the recap is called")
    add.add_argument("--event", help="what the conference is called, without the year")
    add.add_argument("--edition", type=int, metavar="YEAR", help="the year of the event")
    add.add_argument("--author", help="who wrote it")
    add.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="when it was published")
    add.add_argument("--dry-run", action="store_true", help="show what is understood, and write nothing")
    add.add_argument("--allow-private", action="store_true", help="fetch from this machine and the local network too")
    add.set_defaults(run=_add)
    remove = commands.add_parser("remove", parents=[source], help="take recaps out of your folder; they are kept in its .removed folder")
    remove.add_argument("names", nargs="+", metavar="NAME", help="a file's name, as `recaps list` shows it")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    remove.set_defaults(run=_remove)
    listing = commands.add_parser("list", parents=[source], help="every file of the folder, and what was skipped")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)
    check = commands.add_parser("check", help="what is understood of a file, and what of it is left out")
    check.add_argument("file", type=Path, help="a recap, in your folder or not yet")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=_check)


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no date; expected one like 2015-06-10") from None


def _own(options: argparse.Namespace) -> Path:
    """The folder that a command is to change."""
    if options.recaps is None:
        raise ValueError("no folder was given; name your own with --recaps DIR (the recaps that come with the project stay as they are)")
    folder: Path = options.recaps
    return folder


def _add(options: argparse.Namespace) -> int:
    from corpus.fetch import FetchError
    from corpus.incoming import IncomingError, NoRecap, Stated, prepare
    from corpus.keep import KeepError, check_free, put

    folder = _own(options)
    if len(options.posts) > 1 and (options.name is not None or options.title is not None):
        raise ValueError("--name and --title are those of one recap; add the posts one by one, or leave them out")
    stated = Stated(options.title, options.event, options.edition, options.author, options.date)
    status = 0
    for given in options.posts:
        try:
            incoming = prepare(_post(given, options.allow_private), stated, name=options.name)
            if options.dry_run:
                check_free(folder, incoming.name)
            else:
                put(folder, incoming.name, incoming.data)
            print(f"{'would be' if options.dry_run else 'added as'} {shown(str(folder / incoming.name))}")
            _print_recap(incoming.recap)
        except NoRecap as error:
            print(f"error: {shown(str(error))}", file=sys.stderr)
            status = max(status, 1)
        except (IncomingError, FetchError, KeepError) as error:
            print(f"error: {shown(str(error))}", file=sys.stderr)
            status = 2
    return status


def _post(given: str, allow_private: bool) -> Post:
    from corpus.incoming import post_of, read_post

    if "://" not in given:
        return read_post(Path(given))
    from corpus.fetch import fetch

    return post_of(fetch(given, allow_private=allow_private))


def _remove(options: argparse.Namespace) -> int:
    from corpus.keep import KeepError, take_out

    folder = _own(options)
    if not options.yes:
        if not sys.stdin.isatty():
            raise ValueError("nobody is there to be asked; add --yes to remove without asking")
        names = ", ".join(map(shown, options.names))
        try:
            said = input(f"Remove {names} from {shown(str(folder))}? [y/N] ")
        except EOFError:
            said = ""
        if said.strip().lower() not in ("y", "yes"):
            print("Nothing was removed.")
            return 0
    status = 0
    for name in options.names:
        try:
            print(f"{shown(name)} was removed and lies in {shown(str(take_out(folder, name)))}")
        except KeepError as error:
            print(f"error: {shown(str(error))}", file=sys.stderr)
            status = 2
    return status


def _list(options: argparse.Namespace) -> int:
    from corpus.read import read_recaps

    recaps, skipped = read_recaps(options.recaps or SHIPPED)
    skipped.sort(key=lambda file: file.name)
    if options.json:
        found = [{**recap_fields(recap), "passages": len(recap.passages)} for recap in recaps]
        print(json.dumps({"recaps": found, "skipped": [_skipped(file) for file in skipped]}, ensure_ascii=False, indent=1))
        return 0
    for recap in recaps:
        edition = f"{recap.event or 'event not known'} {recap.edition or '(year not known)'}"
        told = f"{count(len(recap.talks), 'talk')}, {count(len(recap.passages), 'passage')}"
        print(f"{shown(recap.file)}: {shown(recap.title)} · {shown(edition)} · {told}")
    if skipped:
        print(f"{len(skipped)} skipped:")
    for file in skipped:
        print(f"  {shown(file.name)}: {shown(file.reason)}")
    return 0


def _skipped(file: Skipped) -> dict[str, str]:
    return {"file": file.name, "reason": file.reason}


def _check(options: argparse.Namespace) -> int:
    from corpus import read_source
    from corpus.account import left_out, origins
    from corpus.incoming import read_post
    from corpus.read import cut_recap
    from corpus.source import MARKUP

    path: Path = options.file
    read_post(path)  # says what is wrong with the file
    if path.suffix.lower() not in MARKUP:
        raise ValueError(f"{path} is converted before it is read; see what is understood of it with `recaps add --dry-run`")
    try:
        source = read_source(path.parent, path.name)
        recap = cut_recap(source)
    except SourceError as error:
        print(f"error: {shown(str(path))} is no recap: {shown(str(error))}", file=sys.stderr)
        return 1
    places, left = origins(source), left_out(source, recap)
    if not options.json:
        _print_recap(recap, dict(places))
        print(f"left out: {count(len(left), 'piece')}" if left else "left out: nothing")
        for piece in left:
            print(f"  {_lines(recap, piece.start, piece.end)}: {piece.kind or 'no sentence'}: {shown(piece.words)[:70]}")
        return 0
    talks = [
        {
            "title": talk.title,
            "speakers": list(talk.speakers),
            "affiliation": talk.affiliation,
            "kind": talk.kind,
            "start": talk.start,
            "end": talk.end,
            "lines": list(recap.lines(talk.start, talk.end)),
        }
        for talk in recap.talks
    ]
    found = {
        **recap_fields(recap),
        "from": {"year" if field == "edition" else field: place for field, place in places.items()},
        "talks": talks,
        "passages": len(recap.passages),
        "sentences": sum(len(passage.sentences) for passage in recap.passages),
        "left_out": [
            {
                "kind": piece.kind,
                "start": piece.start,
                "end": piece.end,
                "lines": list(recap.lines(piece.start, piece.end)),
                "words": piece.words[:200],
            }
            for piece in left
        ],
    }
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def _print_recap(recap: Recap, places: dict[str, str] | None = None) -> None:
    """What is understood of a recap; `places` says for each field what told it."""
    for field in _KNOWN:
        value = getattr(recap, field)
        if value is not None or field not in ("link", "after"):
            told = f"  ({places[field]})" if places and field in places else ""
            print(f"  {field + ':':9}{'not known' if value is None else shown(str(value))}{told}")
    sentences = sum(len(passage.sentences) for passage in recap.passages)
    print(f"  {count(len(recap.talks), 'talk')}, {count(len(recap.passages), 'passage')}, {count(sentences, 'sentence')}")
    for talk in recap.talks:
        more = [part for part in (talk.affiliation, talk.kind if talk.kind != "talk" else None) if part]
        print(f"    {_lines(recap, talk.start, talk.end)}: {shown(talk.label)}" + (f" ({shown('; '.join(more))})" if more else ""))


def _lines(recap: Recap, start: int, end: int) -> str:
    first, last = recap.lines(start, end)
    return f"line {first}" if first == last else f"lines {first}-{last}"
