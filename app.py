"""The page: ask the recaps in a browser, read the quotes, and each quote in its recap. `python app.py --help`."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before the import: it looks up two hosts otherwise

import gradio as gr

import qa
from embeddings import IndexFault, ModelError
from embeddings.build import BuildError
from qa import Assistant, QuestionError
from qa.cli import answer_fields
from qa.conversation import Part
from qa.question import MAX_CHARS
from qa.reading import paragraphs

PAGE = Path(qa.__file__).parent / "page"
#: Turns of a conversation that the page keeps.
MAX_TURNS = 50
EXAMPLES = (
    "How many drives of a group can fail?",
    "Which talks mention Kafka?",
    "How do the two recaps of 2015 differ?",
    "Who won the football world cup?",
)

Turn = dict[str, Any]


def take_turn(assistant: Assistant, question: str, turns: list[Turn], without: str = "") -> list[Turn]:
    """The conversation with one more turn: the answer to a question, or what is wrong with the question.

    `without` names parts of the focus, separated by commas: the last turn is taken again without them.
    """
    parts = [part for part in get_args(Part) if part in without.split(",")]
    if parts and turns and turns[-1]["question"] == question:
        turns = turns[:-1]
    history = [turn["understood_as"] for turn in turns if "error" not in turn]
    try:
        turn = answer_fields(assistant.ask(question, history=history, without=parts))
    except QuestionError as error:
        turn = {"question": " ".join(question.split())[:200], "error": str(error)}
    return [*turns, turn][-MAX_TURNS:]


def read(assistant: Assistant, file: str) -> dict[str, Any] | None:
    """One recap for the reader; None for a file that is not among the recaps."""
    recap = next((recap for recap in assistant.recaps if recap.file == file), None)
    if recap is None:
        return None
    return {
        "file": recap.file,
        "title": recap.title,
        "author": recap.author,
        "year": recap.edition,
        "link": recap.link,
        "after": recap.after,
        "paragraphs": [asdict(paragraph) for paragraph in paragraphs(recap)],
    }


def summary(assistant: Assistant) -> str:
    """What is searched, in one line."""
    recaps = assistant.recaps
    years = sorted({recap.edition for recap in recaps if recap.edition})
    span = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return f"{len(recaps)} recaps, {sum(len(recap.talks) for recap in recaps)} talks{span}"


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page of one assistant. Text of recaps reaches the browser as JSON and is shown by `textContent` alone."""

    def ask(question: str, without: str, turns: list[Turn]) -> tuple[str, str, list[Turn], list[Turn]]:
        turns = take_turn(assistant, question, turns, without)
        return "", "", turns, turns

    def read_recap(file: str) -> dict[str, Any] | None:
        return read(assistant, str(file))

    page = gr.Blocks(title="Recaps", analytics_enabled=False, fill_height=True)
    with page:
        turns = gr.State([])
        conversation = gr.HTML(
            value=[],
            html_template=(PAGE / "page.html").read_text(encoding="utf-8"),
            js_on_load=(PAGE / "page.js").read_text(encoding="utf-8"),
            server_functions=[read_recap],
            apply_default_css=False,
            elem_id="recaps",
            summary=summary(assistant),
            examples=list(EXAMPLES),
        )
        with gr.Row(elem_id="composer"):
            question = gr.Textbox(
                placeholder="Ask about the recaps…",
                label="Question",
                show_label=False,
                lines=1,
                max_lines=4,
                max_length=MAX_CHARS,
                autofocus=True,
                scale=1,
                container=False,
                elem_id="question",
            )
            without = gr.Textbox(show_label=False, container=False, elem_id="without", elem_classes="unseen")
            button = gr.Button("Ask", variant="primary", scale=0, min_width=88, elem_id="ask")
        asked = gr.on(
            [question.submit, button.click],
            ask,
            [question, without, turns],
            [question, without, turns, conversation],
            api_visibility="private",
            show_progress="hidden",
            concurrency_limit=8,
        )
        asked.failure(fn=None, js="() => { document.dispatchEvent(new Event('recaps-failed')); }")
    return page


def serve(assistant: Assistant, *, host: str, port: int | None) -> None:
    """Serve the page until it is stopped."""
    build_page(assistant).queue(max_size=64).launch(
        server_name=host,
        server_port=port,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        run_history=False,
        share=False,
        footer_links=[],
        theme=gr.themes.Base(
            primary_hue="teal",
            neutral_hue="stone",
            font=[gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        head=f"<style>{(PAGE / 'page.css').read_text(encoding='utf-8')}</style>",
    )


def main() -> int:
    """Open the recaps, then serve the page; 2 with a message where the recaps cannot be opened."""
    parser = argparse.ArgumentParser(description="Ask conference recaps in a browser.")
    parser.add_argument("--recaps", type=Path, help="folder of recaps (default: the ones that come with the project)")
    parser.add_argument("--index", type=Path, help="folder of the index (default: one in your cache folder)")
    parser.add_argument("--model", help="a sentence-transformers model, by folder or name (default: all-MiniLM-L6-v2)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, this machine alone)")
    parser.add_argument("--port", type=int, help="port to listen at (default: 7860, or the next free one)")
    options = parser.parse_args()
    print("Opening the recaps; the first time this takes half a minute …", flush=True)
    try:
        assistant = Assistant.open(options.recaps, options.index, model=options.model, progress=sys.stderr.isatty())
        assistant.retrieve("warm up", 1)  # load the model before the first question
    except (BuildError, IndexFault, ModelError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        serve(assistant, host=options.host, port=options.port)
    except OSError as error:
        print(f"error: cannot listen at {options.host}, port {options.port}: {error}; give another --port", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
