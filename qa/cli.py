"""The command line: `recaps ask` and its other commands; the same as `python -m qa`.

Exit status: 0 where there is an answer, 1 where the recaps do not say, 2 where something was wrong with what was given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import shtab

from corpus import SHIPPED, SourceError
from embeddings import IndexFault, ModelError, Threshold, store_at
from embeddings.build import BuildError, on_terminal, url_of_store
from qa.answer import Answer
from qa.assistant import Assistant, places
from qa.evidence.judge import identity
from qa.fields import answer_fields, catalogue_fields, citation_from, hit_fields
from qa.keeping import add_commands
from qa.question import QuestionError, clean
from qa.rows import count
from qa.terminal import shown
from qa.verification import verify
from qa.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error is one message on standard error, without a traceback."""
    options = _parser().parse_args(arguments)
    try:
        if options.command in ("ask", "search"):
            clean(options.question)  # before the seconds that opening takes
        status: int = options.run(options)
        return status
    except (BuildError, IndexFault, ModelError, QuestionError, SourceError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: `recaps talks | head`
        return 0
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recaps", description="Ask conference recaps; the answers are exact quotes with their source.")
    parser.add_argument("--version", action="version", version=f"recaps {VERSION}")
    shtab.add_argument_to(parser, help="print what completes commands in a shell: bash, zsh or tcsh")
    commands = parser.add_subparsers(dest="command", required=True)

    source = argparse.ArgumentParser(add_help=False)
    source.add_argument("--recaps", type=Path, metavar="DIR", help="folder of recaps (default: the ones that come with the project)")
    folders = argparse.ArgumentParser(add_help=False, parents=[source])
    place = folders.add_mutually_exclusive_group()
    place.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (default: one in your cache folder)")
    place.add_argument(
        "--store", dest="index", type=url_of_store, metavar="URL", help="an index in PostgreSQL instead: postgresql://user@host/database"
    )
    folders.add_argument("--model", help="a sentence-transformers model, by folder or name (default: all-MiniLM-L6-v2)")
    filters = argparse.ArgumentParser(add_help=False)
    filters.add_argument("--year", type=int, action="append", help="only this edition; may be repeated")
    filters.add_argument("--recap", action="append", help="only this file; may be repeated")
    filters.add_argument("--speaker", action="append", help="only talks by this speaker, by full name; may be repeated")
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON")

    ask = commands.add_parser("ask", parents=[folders, filters, as_json], help="one answer")
    ask.add_argument("question")
    ask.add_argument("--after", action="append", default=[], metavar="QUESTION", help="an earlier question; may be repeated")
    ask.set_defaults(run=_ask)
    search = commands.add_parser("search", parents=[folders, filters, as_json], help="passages, best first")
    search.add_argument("question")
    search.add_argument("-k", type=int, default=5, help="how many (default: 5)")
    search.set_defaults(run=_search)
    talks = commands.add_parser("talks", parents=[folders, as_json], help="every talk of every recap")
    talks.set_defaults(run=_talks)
    evaluation = commands.add_parser("eval", parents=[folders], help="measure answers on questions of your own")
    evaluation.add_argument("questions", type=Path, help="a JSON Lines file; see the README")
    evaluation.add_argument("--predictions", type=Path, help="write every answer to this JSON Lines file")
    evaluation.add_argument("--plot", type=Path, metavar="FILE.png", help="draw how many answers are wrong as more are given")
    evaluation.add_argument("--fit", action="store_true", help="choose the threshold of refusal on these questions, and record it")
    evaluation.set_defaults(run=_eval)
    verification = commands.add_parser("verify", parents=[source], help="whether the quotes of a saved answer still stand")
    verification.add_argument("answer", type=Path, help="what `recaps ask --json` printed")
    verification.set_defaults(run=_verify)
    page = commands.add_parser("serve", parents=[folders], help="the page in the browser")
    page.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, this machine alone)")
    page.add_argument("--port", type=_port, help="port to listen at (default: 7860, or the next free one)")
    page.add_argument("--password", help="ask for this password; better set RECAPS_PASSWORD, which others cannot see")
    page.add_argument("--allow-host", action="append", default=[], metavar="NAME", help="a name this server is called by; may be repeated")
    page.add_argument("--watch", action="store_true", help="rebuild the index by itself when the recaps change")
    page.set_defaults(run=_serve)
    protocol = commands.add_parser("mcp", parents=[folders], help="tools for an assistant, over standard input and output")
    protocol.set_defaults(run=_mcp)
    doctor = commands.add_parser("doctor", parents=[folders], help="what is here and works: model, index, versions, and what would be slow")
    doctor.set_defaults(run=_doctor)
    add_commands(commands, source)
    return parser


def _port(given: str) -> int:
    """A port as it was typed. Raises ArgumentTypeError."""
    if not re.fullmatch(r"[0-9]{1,5}", given) or int(given) > 65535:
        raise argparse.ArgumentTypeError(f"{given} is no port; give a number from 0 to 65535, 0 for any that is free")
    return int(given)


def _serve(options: argparse.Namespace) -> int:
    from qa.server.start import serve  # here, not above: an answer in the terminal needs no server

    return serve(options)


def _mcp(options: argparse.Namespace) -> int:
    from qa.server.tools import speak

    return speak(options)


def _doctor(options: argparse.Namespace) -> int:
    from qa.doctor import examine

    findings = examine(options.recaps, options.index, options.model)
    for finding in findings:
        print(f"{finding.state:<5} {finding.what}")
    return 2 if any(finding.state == "wrong" for finding in findings) else 0


def _open(options: argparse.Namespace) -> Assistant:
    return Assistant.open(options.recaps, options.index, model=options.model, progress=on_terminal())


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    print(shown(text))


def _ask(options: argparse.Namespace) -> int:
    answer = _open(options).ask(options.question, history=options.after, years=options.year, recaps=options.recap, speakers=options.speaker)
    if options.json:
        _print_json(answer_fields(answer))
        return 1 if answer.refused else 0
    if answer.understood_as != answer.question and not answer.answers:
        _say(f"Understood as: {answer.understood_as}\n")
    for number, one in enumerate(answer.answers or (answer,)):
        if answer.answers:
            _say("\n" * bool(number) + f"{one.understood_as}\n")
        _print_answer(one)
    return 1 if answer.refused else 0


def _print_answer(answer: Answer) -> None:
    if answer.refused:
        _say(f"{answer.heading} {answer.text}")
        if answer.nearest:
            _say("\nClosest, though no answer:")
            for quote in answer.nearest:
                _say(f"  {quote.shown}\n    {quote.source}")
        return
    for line in _rows(answer) if answer.rows else [f"“{quote.shown}” [{number}]" for number, quote in enumerate(answer.quotes, 1)]:
        _say(line)
    print()
    for number, quote in enumerate(answer.quotes, 1):
        told = answer.kind in ("list", "count", "comparison")
        _say(f"[{number}] “{quote.shown}”\n    {quote.source}" if told else f"[{number}] {quote.source}")
    for quote in answer.support:
        _say(f"    the same words: {quote.source}")


def _rows(answer: Answer) -> list[str]:
    """A list or comparison as lines, each with the numbers of its quotes."""
    lines = answer.text.splitlines()
    numbers = {quote: number for number, quote in enumerate(answer.quotes, 1)}
    return [lines[0]] + [
        f"  {line} {' '.join(f'[{numbers[quote]}]' for quote in row.quotes)}" for line, row in zip(lines[1:], answer.rows, strict=True)
    ]


def _search(options: argparse.Namespace) -> int:
    hits = _open(options).retrieve(options.question, options.k, years=options.year, recaps=options.recap, speakers=options.speaker)
    if options.json:
        _print_json({"question": options.question, "hits": [hit_fields(hit) for hit in hits]})
    else:
        for number, hit in enumerate(hits, 1):
            _say(f"{number}. {hit.score:.3f}  {hit.citation.source}")
            for other in hit.also:
                _say(f"   the same words: {other.source}")
            _say(f"   {hit.citation.shown}\n")
    return 0 if hits else 1


def _talks(options: argparse.Namespace) -> int:
    known = _open(options).catalogue
    if options.json:
        _print_json(catalogue_fields(known))
        return 0
    for edition in known.editions:
        recaps = ", ".join(recap.file for recap in edition.recaps)
        _say(f"{edition.name}: {count(len(edition.sessions), 'talk')} in {recaps}")
        for session in edition.sessions:
            more = [session.affiliation, session.kind if session.kind != "talk" else None]
            more += [f"{difference.what} given as {' and '.join(difference.given)}" for difference in session.differences]
            told = [part for part in more if part]
            _say(f"  {session.label}" + (f" ({'; '.join(told)})" if told else ""))
    return 0


def _verify(options: argparse.Namespace) -> int:
    try:
        quotes = [citation_from(fields) for fields in json.loads(options.answer.read_text(encoding="utf-8"))["quotes"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{options.answer} is no answer as `recaps ask --json` prints it: {error}") from error
    verdicts = [verify(quote, options.recaps or SHIPPED) for quote in quotes]
    for number, verdict in enumerate(verdicts, 1):
        print(f"[{number}] {verdict}")
    return 1 if any(verdict.state == "stale" for verdict in verdicts) else 0


def _eval(options: argparse.Namespace) -> int:
    from qa.evaluation import check_enough, evaluate, fit, plot, read_questions  # here, not above: an answer needs none of it

    questions = read_questions(options.questions)
    if options.fit:
        check_enough(questions)
    if options.predictions:
        options.predictions.touch()  # fails before the work, not after it
    assistant = _open(options)
    evaluation = evaluate(assistant, questions)
    print(evaluation)
    if options.predictions:
        lines = [json.dumps(prediction, ensure_ascii=False) + "\n" for prediction in evaluation.predictions]
        options.predictions.write_text("".join(lines), encoding="utf-8")
    if options.plot:
        plot(evaluation.outcomes, options.plot)
    if options.fit:
        fitted = fit(evaluation.outcomes, assistant.threshold)
        _, place = places(options.recaps, options.index, options.model)
        store = store_at(place)
        store.keep_threshold(Threshold(fitted.threshold, identity()))
        print(f"\n{fitted}\nrecorded with the index {store}: every answer from it uses this from now on")
    return 0
