"""The page, used in a real Chromium as a person would."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe_playwright_python
import httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright
from ports import free_port
from serving import start, stop, wait

from corpus import SHIPPED
from embeddings import Model
from embeddings.build import build

ROOT = Path(__file__).resolve().parents[1]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: Milliseconds. What is waited for comes at once, but not on a machine that stands still for a while.
PATIENCE = 90_000
expect.set_options(timeout=PATIENCE)
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
RAM = "How much RAM does Twitter need for its who to follow feature?"
#: Texts that would run a script or fetch an address if any part of the page took them for markup.
HOSTILE = [
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", "<img src=http://198.51.100.1/a.png>", "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>", "<iframe src=http://198.51.100.1/></iframe>", "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>x</details>", "<a href=javascript:window.hit=1>x</a>", "[x](javascript:window.hit=1)",
    "![x](http://198.51.100.1/b.png)", "{{constructor.constructor('window.hit=1')()}}", "${window.hit=1}", "{{{value}}}", "{% raw %}",
    "<style>@import 'http://198.51.100.1/c.css'</style>", "<link rel=stylesheet href=http://198.51.100.1/d.css>",
    "<form action=http://198.51.100.1/><input autofocus onfocus=window.hit=1></form>", "<math><mtext><script>window.hit=1</script></mtext></math>",
    "<object data=http://198.51.100.1/e></object>", "<embed src=http://198.51.100.1/f>", "<video src=http://198.51.100.1/g onerror=window.hit=1>",
    "<base href=http://198.51.100.1/>", "<meta http-equiv=refresh content=0;url=http://198.51.100.1/>", "\" onmouseover=window.hit=1 x=\"",
    "' onfocus=window.hit=1 autofocus '", "--><script>window.hit=1</script>", "]]><script>window.hit=1</script>", "`-window.hit=1-`",
    "\u202egnp.exe\u202c", "W" * 300, "<template><img src=x onerror=window.hit=1></template>", "&lt;script&gt;window.hit=1&lt;/script&gt;",
]  # fmt: skip


@pytest.fixture(scope="module")
def asked_machines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every name looked up and address called by what runs with the folder of this file on its path."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "sitecustomize.py").write_text(
        "import socket\n"
        f"note = lambda what: open({str(folder / 'asked')!r}, 'a').write(f'{{what}}\\n')\n"
        "look_up, connect = socket.getaddrinfo, socket.socket.connect\n"
        "def getaddrinfo(host, *rest, **more):\n    note(host)\n    return look_up(host, *rest, **more)\n"
        "def connected(self, address):\n    note(address)\n    return connect(self, address)\n"
        "socket.getaddrinfo, socket.socket.connect = getaddrinfo, connected\n"
    )
    (folder / "asked").touch()
    return folder / "asked"


@pytest.fixture(scope="module")
def address(shipped_index: Path, asked_machines: Path) -> Iterator[str]:
    port = free_port()
    process = start(port, "--index", str(shipped_index), environment={"PYTHONPATH": str(asked_machines.parent)})
    yield wait(process, port)
    assert stop(process) in (0, -15)


@pytest.fixture(scope="module")
def guarded(shipped_index: Path) -> Iterator[str]:
    """Address of a server that asks for the password "engine"."""
    port = free_port()
    process = start(port, "--index", str(shipped_index), environment={"RECAPS_PASSWORD": "engine"})
    yield wait(process, port)
    stop(process)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine; install it to test the page: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"])


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages that must not fail, log an error or ask another machine for anything."""
    wrong: list[str] = []
    contexts = []

    def opened(**options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "permissions": ["clipboard-read", "clipboard-write"], **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
        page.on("console", lambda message: wrong.append(f"logged: {message.text}") if message.type == "error" else None)
        context.on("request", lambda request: wrong.append(f"asked: {request.url}") if not local(request.url) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(open_page: Callable[..., Page], address: str) -> Page:
    return visit(open_page(), address)


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def visit(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("[data-ready]")).to_be_visible()
    return page


def send(page: Page, question: str) -> Locator:
    """Ask, and give the turn that is being answered."""
    before = page.locator(".turn").count()
    page.get_by_label("Question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)
    return page.locator(".turn").last


def ask(page: Page, question: str) -> Locator:
    """Ask, and give the answered turn."""
    turn = send(page, question)
    expect(turn.locator(".acts")).to_be_visible()
    return turn


def reader_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Recap", exact=True)


# Asking


def test_the_first_visit_says_what_this_is_and_what_to_ask(page: Page) -> None:
    expect(page.get_by_role("heading", name="What do you want to know from the recaps?")).to_be_visible()
    expect(page.locator(".summary")).to_have_text("5 recaps, 43 talks, 2015–2018.")
    examples = page.locator(".example")
    expect(examples).to_have_count(4)
    examples.first.click()
    expect(page.locator(".turn .quote").first).to_contain_text("IPFS")
    expect(page.locator(".welcome")).to_be_hidden()


def test_an_answer_is_quotes_with_numbered_sources(page: Page) -> None:
    turn = ask(page, RAM)
    expect(turn.get_by_role("heading", level=2)).to_have_text(RAM)
    expect(turn.locator(".quote").first).to_contain_text("64GB of RAM")
    expect(turn.locator(".quote b").first).to_have_text("64GB")
    expect(turn.locator(".source").first).to_contain_text("Vasia Kalavri · dotScale 2016")
    expect(turn.locator(".note").first).to_have_text(re.compile(r"^\d quotes? from \d recaps?$"))
    expect(turn.locator(".time")).to_have_text(re.compile(r"^\d+\.\d\d s$"))


def test_something_moves_at_once(page: Page) -> None:
    page.get_by_label("Question").fill(RAM)
    moved = page.evaluate("() => { document.querySelector('.send').click(); return document.querySelector('.turn .working').textContent; }")
    assert moved == "Searching the recaps"  # before the script that pressed it ends: a machine under load is slow, but not that


def test_a_refusal_says_why_and_keeps_the_nearest_apart(page: Page) -> None:
    turn = ask(page, "What happened at dotScale 2017?")
    expect(turn.get_by_role("heading", name="The recaps do not say.")).to_be_visible()
    expect(turn).to_contain_text("No recap here tells of dotScale 2017; the editions are dotScale 2015, dotScale 2016, dotScale 2018.")
    expect(turn).to_contain_text("Searched 5 recaps")
    expect(turn.locator(".quote").first).to_be_hidden()
    turn.get_by_text("Closest passages, which do not answer it").click()
    expect(turn.locator(".quote").first).to_be_visible()


def test_a_follow_up_shows_what_it_was_understood_as(page: Page) -> None:
    ask(page, "What did Dan Brown talk about?")
    turn = ask(page, "and in 2015?")
    expect(turn).to_contain_text("Understood as: What did Dan Brown talk about in 2015?")


def test_several_questions_of_one_message_are_answered_below_each_other(page: Page) -> None:
    turn = ask(page, "How many talks were there in 2018? What happened at dotScale 2017? Who wrote Redis?")
    expect(turn.locator(".part")).to_have_text(
        ["How many talks were there in 2018?", "What happened at dotScale 2017?", "Who wrote Redis?"]
    )
    expect(turn.locator(".found")).to_have_text("11 talks")
    expect(turn.locator(".refusal")).to_contain_text("No recap here tells of dotScale 2017")
    expect(turn.locator(".quote").last).to_contain_text("Redis")


def test_a_part_of_the_focus_can_be_taken_away(page: Page) -> None:
    ask(page, "How many talks were there in 2018?")
    turn = ask(page, "Who were the speakers?")
    expect(turn.locator(".found")).to_have_text("11 speakers")
    page.get_by_label("Ask again without the edition 2018").click()
    expect(page.locator(".turn").last.locator(".found")).to_contain_text("39 speakers")
    expect(page.locator(".turn")).to_have_count(2)


def test_a_list_is_a_table_with_quotes_in_every_row(page: Page) -> None:
    turn = ask(page, "How many talks mention Docker?")
    expect(turn.locator(".found")).to_have_text("4 talks that name “Docker”")
    expect(turn.locator(".rows tbody tr")).to_have_count(4)
    turn.locator(".rows .number").first.click()
    expect(reader_of(page).locator("mark.here").first).to_contain_text("Docker")


def test_a_number_or_a_date_is_not_broken_into_lines(page: Page) -> None:
    figures = ask(page, "Which recap is the longest?").locator(".rows .figure")
    expect(figures).to_have_count(12)  # talks and words of five recaps, and two dates
    lines = "nodes => nodes.map(node => { const all = document.createRange(); all.selectNodeContents(node); return all.getClientRects().length; })"
    assert figures.evaluate_all(lines) == [1] * 12


def test_tellings_of_a_talk_stand_side_by_side_with_what_they_differ_in(page: Page) -> None:
    turn = ask(page, "What was Mario Loreido's talk about?")
    turn.get_by_text("told in 2 recaps, 1 thing given differently").click()
    expect(turn.locator(".telling")).to_have_count(2)
    expect(turn.locator(".unlike")).to_contain_text("name: Mario Loreido (Jérôme Macias) / Mario Loriedo (misc)")
    turn.get_by_role("button", name="Mario Loriedo", exact=True).click()
    expect(reader_of(page).locator("[data-target]")).to_contain_text("Loriedo")


def test_what_is_suggested_next_has_an_answer(page: Page) -> None:
    turn = ask(page, RAM)
    suggested = turn.locator(".next").all_inner_texts()
    assert len(suggested) >= 3
    for question in suggested:
        expect(ask(page, question).locator(".refusal")).to_have_count(0)


def test_what_cannot_be_asked_is_said_in_the_conversation(page: Page) -> None:
    expect(send(page, "?!")).to_contain_text("holds no word")


def test_an_answer_that_fails_keeps_the_question_to_be_asked_again(browser: Browser, address: str) -> None:
    page = visit(browser.new_page(), address)  # not watched: the browser logs an answer of 503
    page.route(
        "**/gradio_api/queue/join*", lambda route: route.fulfill(status=503, body='{"detail": "full"}', content_type="application/json")
    )
    turn = send(page, RAM)
    expect(turn).to_contain_text("The server could not answer just now. Your question is kept.")
    expect(page.get_by_test_id("toast-body")).to_be_hidden()
    page.unroute("**/gradio_api/queue/join*")
    turn.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn .quote").first).to_contain_text("64GB of RAM")
    page.close()


# The reader


def test_the_reader_marks_the_quote_in_the_whole_recap(page: Page) -> None:
    turn = ask(page, "What is just-right-consistency?")
    quote = turn.locator("blockquote").first.inner_text()
    turn.get_by_role("button", name="Read quote 1").click()
    reader = reader_of(page)
    expect(reader.get_by_role("heading", name="dotScale 2018")).to_be_focused()
    expect(reader.locator("mark.here").first).to_be_in_viewport()
    assert reader.locator("mark.here").first.inner_text() in quote
    expect(turn.locator(".quote.current")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
    expect(turn.get_by_role("button", name="Read quote 1")).to_be_focused()


def test_the_reader_steps_through_the_quotes(page: Page) -> None:
    turn = ask(page, "Who spoke more than once?")
    turn.locator(".rows .number").first.click()
    reader = reader_of(page)
    many = int(reader.locator(".reader-at").inner_text().split(" of ")[1])
    assert many > 5
    first = reader.locator("mark.here").all_inner_texts()
    page.keyboard.press("n")
    expect(reader.locator(".reader-at")).to_have_text(f"Quote 2 of {many}")
    reader.get_by_label("Previous quote").click()
    expect(reader.locator(".reader-at")).to_have_text(f"Quote 1 of {many}")
    assert reader.locator("mark.here").all_inner_texts() == first


def test_the_reader_jumps_to_a_talk(page: Page) -> None:
    ask(page, RAM).locator(".number").first.click()
    reader_of(page).get_by_label("Jump to a talk").select_option(label="Eric Brewer")
    expect(reader_of(page).locator("[data-target]")).to_be_in_viewport()
    expect(reader_of(page).locator("[data-target]")).to_have_text("Eric Brewer, Google")


def test_a_link_to_a_passage_opens_the_reader_there(page: Page, open_page: Callable[..., Page]) -> None:
    ask(page, RAM).locator(".number").first.click()
    reader_of(page).get_by_label("Copy a link to this passage").click()
    expect(page.get_by_text("Link copied.")).to_be_visible()
    marked = reader_of(page).locator("mark.here").all_inner_texts()
    other = open_page()
    visit(other, page.evaluate("navigator.clipboard.readText()"))
    expect(reader_of(other).locator("mark.here").first).to_be_in_viewport()
    assert reader_of(other).locator("mark.here").all_inner_texts() == marked


def test_back_closes_the_reader(open_page: Callable[..., Page], address: str) -> None:
    page = visit(open_page(viewport=PHONE), address)
    ask(page, RAM).locator(".number").first.click()
    expect(reader_of(page)).to_be_visible()
    page.go_back()
    expect(reader_of(page)).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(1)


# Sources


def test_sources_limit_what_is_searched_and_their_number_is_shown(page: Page) -> None:
    page.get_by_role("button", name="2018", exact=True).click()
    page.get_by_label("Speaker", exact=True).fill("Paul Dix")
    expect(page.locator(".limits")).to_have_text("2 filters")
    turn = ask(page, "What changed over the years?")
    expect(turn.locator(".note").first).to_have_text("Searched only: 2018, Paul Dix")
    assert {source.split(" · ")[0] for source in turn.locator(".quote .source").all_inner_texts()} <= {"Paul Dix"}
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".limits")).to_have_text("All recaps")


def test_one_recap_can_be_searched_alone(page: Page) -> None:
    page.get_by_role("checkbox", name="DotScale 2015, a Monday").check()
    turn = ask(page, "Who spoke about Docker?")
    expect(turn.locator(".quote").first).to_be_visible()
    assert all("a Monday at the Théâtre" in source for source in turn.locator(".quote .source").all_inner_texts())


# Browse


def test_browse_finds_recaps_talks_and_speakers(page: Page) -> None:
    page.get_by_role("link", name="Browse").click()
    expect(page.locator(".counted")).to_have_text("5 recaps, 43 talks")
    assert page.locator(".edition").all_inner_texts() == ["dotScale 2018", "dotScale 2016", "dotScale 2015"]
    page.get_by_label("Find a recap, talk or speaker").fill("dix")
    expect(page.locator(".counted")).to_have_text("3 recaps, 2 talks, 1 speaker")
    expect(page.locator(".card").first.locator(".talk")).to_have_count(3)
    page.reload()
    expect(page.locator(".counted")).to_have_text("3 recaps, 2 talks, 1 speaker")


def test_a_talk_opens_in_the_reader_and_a_speaker_shows_all_talks(page: Page) -> None:
    page.get_by_role("link", name="Browse").click()
    page.get_by_role("button", name="Read Everything at scale is hard").click()
    expect(reader_of(page).locator("[data-target]")).to_contain_text("Everything at scale is hard")
    expect(reader_of(page).locator("[data-target]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All talks of Paul Dix").first.click()
    expect(page.locator(".card").first.get_by_role("heading")).to_have_text("Paul Dix")
    expect(page.locator(".card").first.locator(".talk")).to_have_count(3)


# Take it away


def test_an_answer_is_copied_as_markdown_with_its_sources(page: Page) -> None:
    turn = ask(page, RAM)
    turn.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Answer copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"## {RAM}\n\n> ")
    assert "64GB of RAM" in copied
    assert "[1] Vasia Kalavri · dotScale 2016" in copied


def test_the_conversation_is_exported_as_markdown_and_json(page: Page, tmp_path: Path) -> None:
    ask(page, RAM)
    ask(page, "How many talks mention Docker?")
    written = {}
    for name in ("Markdown", "JSON"):
        page.get_by_text("Export").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / name)
        written[name] = (tmp_path / name).read_text(encoding="utf-8")
    assert written["Markdown"].startswith(f"# From the recaps\n\n## {RAM}\n")
    assert "| Talk | Speaker | Edition | Quotes |\n| --- | --- | --- | --- |\n" in written["Markdown"]
    turns = json.loads(written["JSON"])["turns"]
    assert [turn["asked"]["question"] for turn in turns] == [RAM, "How many talks mention Docker?"]
    assert turns[0]["answer"]["quotes"][0]["recap"] == "dotscale-2016.md"


def test_a_link_asks_again_with_its_filters(page: Page, open_page: Callable[..., Page]) -> None:
    page.get_by_role("button", name="2015", exact=True).click()
    turn = ask(page, "Who spoke about Docker?")
    turn.get_by_role("button", name="Link").click()
    expect(page.get_by_text("Link copied.")).to_be_visible()
    other = open_page()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(other.locator(".turn .note").first).to_have_text("Searched only: 2015")
    expect(other.locator(".turn .found")).to_have_text(turn.locator(".found").inner_text())
    expect(other.locator(".limits")).to_have_text("1 filter")


def test_on_paper_there_is_the_conversation_alone(page: Page) -> None:
    turn = ask(page, RAM)
    page.emulate_media(media="print")
    expect(turn.locator(".quote").first).to_be_visible()
    for away in (".bar", ".sources", ".composer", ".acts"):
        expect(page.locator(away).first).to_be_hidden()


# Keep


def test_the_conversation_survives_a_reload_and_a_restart(open_page: Callable[..., Page], browser: Browser, shipped_index: Path) -> None:
    port = free_port()
    process = start(port, "--index", str(shipped_index))
    address = wait(process, port)
    page = browser.new_page()  # not watched: while the server is away, the browser logs that it is
    visit(page, address)
    ask(page, RAM)
    page.reload()
    expect(page.locator(".turn .quote").first).to_contain_text("64GB of RAM")
    stop(process)
    turn = send(page, "and in 2018?")
    expect(turn).to_contain_text("Your question is kept.")
    process = start(port, "--index", str(shipped_index))
    wait(process, port)
    page.get_by_role("button", name="Ask again").click()  # the page may load itself again meanwhile, and asks all the same
    expect(page.locator(".turn").last.locator(".acts")).to_be_visible()
    expect(page.locator(".turn").last).to_contain_text("Understood as")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    page.close()
    stop(process)


def test_back_goes_to_the_question_before(page: Page) -> None:
    ask(page, RAM)
    ask(page, "What is IPFS?")
    expect(page.locator(".turn").first.get_by_role("heading", level=2)).not_to_be_in_viewport()
    page.go_back()
    expect(page.locator(".turn").first.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(page.locator(".turn")).to_have_count(2)


def test_new_starts_anew_and_can_be_taken_back(page: Page) -> None:
    ask(page, RAM)
    page.get_by_role("button", name="New", exact=True).click()
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".turn .quote").first).to_contain_text("64GB of RAM")
    page.get_by_role("button", name="New", exact=True).click()
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)


def test_new_gives_up_a_question_under_way(browser: Browser, address: str) -> None:
    page = visit(browser.new_page(), address)
    page.route("**/gradio_api/queue/join*", lambda route: None)  # never answered
    send(page, RAM)
    page.get_by_role("button", name="New", exact=True).click()
    expect(page.locator(".turn")).to_have_count(0)
    page.unroute_all()
    expect(ask(page, "What is IPFS?").locator(".quote").first).to_contain_text("IPFS")
    page.close()


def test_a_server_that_is_slow_is_not_taken_for_gone(browser: Browser, address: str) -> None:
    page = visit(browser.new_page(), address)
    held: list[Route] = []
    for path in ("**/healthz*", "**/gradio_api/queue/join*"):
        page.route(path, lambda route: held.append(route))
    turn = send(page, RAM)
    page.wait_for_timeout(6000)
    for route in held:
        route.continue_()
    expect(turn.locator(".quote").first).to_contain_text("64GB of RAM")
    page.unroute_all()
    page.close()


def test_filters_are_told_before_the_recaps_are_known(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/api/recaps*", lambda route: None)  # never answered
    page.goto(f"{address}?y=2016")
    expect(page.locator(".limits")).to_have_text("1 filter")
    page.unroute_all()
    page.close()


def test_filters_stay_when_the_reader_closes_and_the_page_loads_again(page: Page) -> None:
    ask(page, RAM)
    page.get_by_role("button", name="2016", exact=True).click()
    page.locator(".number").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".limits")).to_have_text("1 filter")
    page.reload()
    expect(page.locator(".limits")).to_have_text("1 filter")


def test_what_is_stored_of_another_make_is_passed_over(page: Page) -> None:
    page.evaluate('sessionStorage.setItem(\'recaps-conversation-4\', \'[{"asked": {"question": "x"}, "error": "e"}, 7, null]\')')
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(ask(page, RAM).locator(".quote").first).to_contain_text("64GB of RAM")


def test_a_reader_that_comes_late_does_not_open_over_the_next_answer(page: Page) -> None:
    turn = ask(page, RAM)
    page.route("**/api/recaps/*", lambda route: (time.sleep(0.8), route.continue_()))
    turn.locator(".number").first.click()
    ask(page, "What is IPFS?")
    page.wait_for_timeout(1000)
    expect(reader_of(page)).to_be_hidden()


def test_a_reader_that_comes_late_leaves_the_focus_to_who_is_typing(page: Page) -> None:
    turn = ask(page, RAM)
    page.route("**/api/recaps/*", lambda route: (time.sleep(0.8), route.continue_()))
    turn.locator(".number").first.click()
    page.get_by_label("Question").focus()
    expect(reader_of(page)).to_be_visible()
    expect(page.get_by_label("Question")).to_be_focused()


def test_the_focus_goes_to_the_question_that_was_suggested(page: Page) -> None:
    turn = ask(page, RAM)
    turn.locator(".next").first.click()
    expect(page.locator(".turn").last.locator(".question")).to_be_focused()
    expect(page.locator(".turn").last.locator(".acts")).to_be_visible()
    expect(page.locator(".turn").last.locator(".question")).to_be_focused()


def test_two_tabs_do_not_mix(page: Page, address: str) -> None:
    other = visit(page.context.new_page(), address)
    ask(page, "What is IPFS?")
    ask(other, "What is Disque?")
    for tab, question in ((page, "What is IPFS?"), (other, "What is Disque?")):
        tab.reload()
        expect(tab.locator(".turn .question")).to_have_text([question])


# For everybody


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.type("Who spoke more than once?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .acts")).to_be_visible()
    page.locator(".turn .question").last.click()  # leave the box
    page.keyboard.press("n")
    expect(page.locator(".number").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(reader_of(page).locator("mark.here").first).to_be_in_viewport()


def test_colours_follow_the_system_until_somebody_chooses(open_page: Callable[..., Page], address: str) -> None:
    page = visit(open_page(color_scheme="dark"), address)
    expect(page.locator("body.dark")).to_have_count(1)
    page.emulate_media(color_scheme="light")
    expect(page.locator("body.dark")).to_have_count(0)
    page.get_by_label("Dark colours").click()
    expect(page.locator("body.dark")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-ready]")).to_be_visible()
    expect(page.locator("body.dark")).to_have_count(1)


def test_nothing_moves_where_motion_is_not_wanted(open_page: Callable[..., Page], address: str) -> None:
    page = visit(open_page(reduced_motion="reduce"), address)
    page.get_by_label("Question").fill(RAM)
    name = page.evaluate(
        "() => { document.querySelector('.send').click(); return getComputedStyle(document.querySelector('.working')).animationName; }"
    )
    assert name == "none"


@pytest.mark.parametrize("width", [320, 768, 1100, 1920])
def test_nothing_is_wider_than_the_window(open_page: Callable[..., Page], address: str, width: int) -> None:
    page = visit(open_page(viewport={"width": width, "height": 700}), address)
    ask(page, "What is IPFS? " + "x" * 120)
    ask(page, "How do the two recaps of 2015 differ?")
    ask(page, "What is IPFS?").locator(".number").first.click()
    expect(reader_of(page)).to_be_visible()
    inner = "[document.documentElement, ...document.querySelectorAll('.scroll, .bar, .reader-text, .sources')].map((n) => n.scrollWidth - n.clientWidth)"
    assert max(page.evaluate(inner)) <= 0
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Browse").click()
    assert max(page.evaluate(inner)) <= 0


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-desktop", "dark-phone"])
def test_axe_finds_nothing_in_any_state(open_page: Callable[..., Page], address: str, scheme: str, viewport: dict[str, int]) -> None:
    page = visit(open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce"), address)
    phone = viewport is PHONE

    def check(state: str) -> None:
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160))])")
        assert found == [], state

    check("first visit")
    ask(page, RAM)
    check("quotes")
    page.locator(".number").first.click()
    expect(reader_of(page)).to_be_visible()
    check("reader")
    page.keyboard.press("Escape")
    ask(page, "What happened at dotScale 2017?").get_by_text("Closest passages").click()
    check("refusal")
    ask(page, "What was Mario Loreido's talk about?").get_by_text("told in 2 recaps").click()
    check("tellings")
    ask(page, "How many talks were there in 2018?")
    ask(page, "Who were the speakers?")
    check("table and focus")
    send(page, "?!")
    check("error")
    page.locator("details.menu summary").click()
    check("export")
    page.keyboard.press("Escape")
    if phone:
        page.get_by_role("button", name="Sources", exact=True).click()
        expect(page.get_by_role("button", name="2018", exact=True)).to_be_focused()
    page.get_by_role("button", name="2018", exact=True).click()
    check("sources")
    if phone:
        page.keyboard.press("Escape")
    page.get_by_role("link", name="Browse").click()
    check("browse")
    page.get_by_label("Find a recap, talk or speaker").fill("paul dix")
    check("browse: found")
    page.get_by_role("heading", name="All recaps").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    check("keys")


# Served


def test_hostile_texts_are_shown_and_never_run(open_page: Callable[..., Page], model: Model, tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    for number, text in enumerate(HOSTILE):
        title = json.dumps(f"Conf 2015 {text}")
        shown = text.replace("&", "&amp;").replace("<", "&lt;") if number % 2 else text
        name = f"{number} {text[:60].replace('/', '_')}.md"
        (recaps / name).write_text(
            f"---\ntitle: {title}\nauthor: {json.dumps(text)}\nlink: https://example.org/{number}\n---\n\n## Engine {shown} — Ada {text} Lovelace\n\n"
            f"Ada showed brass engine number {number} {shown} and it computes tables.\n",
            encoding="utf-8",
        )
    build(recaps, tmp_path / "index", model)
    port = free_port()
    process = start(port, "--recaps", str(recaps), "--index", str(tmp_path / "index"))
    try:
        page = visit(open_page(), wait(process, port))
        asked = [f"Which brass engine? {' '.join(HOSTILE[at::11])}"[:400] for at in range(11)]
        for question in asked:
            ask(page, question).locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        ask(page, "Which talks were there?")
        page.locator(".turn .number:visible").first.click()
        expect(reader_of(page)).to_be_visible()
        expect(reader_of(page).get_by_role("link", name="The original post")).to_have_attribute(
            "href", re.compile(r"^https://example.org/\d+#:~:text=")
        )
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Browse").click()
        expect(page.locator(".card").first).to_be_visible()
        page.get_by_role("link", name="Ask").click()
        page.reload()
        expect(page.locator(".turn")).to_have_count(len(asked) + 1)
        assert page.evaluate("window.hit") is None
        strange = "#recaps :is(img, script, iframe, object, embed, video, base, meta, link, style, template, math, body, form:not(.composer, [method=dialog]))"
        assert page.locator(strange).count() == 0
        page.goto("about:blank")
    finally:
        stop(process)


def test_the_interface_is_documented_without_another_machine(open_page: Callable[..., Page], address: str) -> None:
    page = open_page()
    page.goto(f"{address}api/docs")
    operation = page.locator("#operations-default-ask_api_ask_post")
    operation.get_by_role("button").first.click()
    expect(operation).to_contain_text("One answer: the recaps' own sentences, or why they do not say.")
    expect(operation).to_contain_text("understood_as")


def test_many_clients_get_each_their_own_answers(address: str) -> None:
    """32 clients with 2 questions each, by Gradio's own protocol."""
    config = json.loads(urllib.request.urlopen(f"{address}config").read())
    target = next(one for one in config["dependencies"] if one["inputs"])
    words = ["Docker", "Kafka", "Google", "Cassandra", "Redis"]

    def client(number: int) -> list[str]:
        wrong = []
        for turn in range(2):
            key = f"{number}-{turn}"
            question = f"Which talks mention {words[(number + turn) % len(words)]}?"
            sent = {"data": [{"id": key, "question": question}], "fn_index": target["id"], "session_hash": key, "event_data": None}
            request = urllib.request.Request(
                f"{address}gradio_api/queue/join", json.dumps(sent).encode(), {"Content-Type": "application/json"}
            )
            urllib.request.urlopen(request, timeout=PATIENCE / 1000).read()
            with urllib.request.urlopen(f"{address}gradio_api/queue/data?session_hash={key}", timeout=PATIENCE / 1000) as stream:
                events = [json.loads(line[5:]) for line in stream if line.startswith(b"data:")]
            done = next(event for event in events if event["msg"] == "process_completed")
            given = done["output"]["data"][0] if done["success"] else {"id": "failed"}
            if given["id"] != key or given["answer"]["question"] != question:
                wrong.append(key)
        return wrong

    with ThreadPoolExecutor(32) as clients:
        assert [wrong for some in clients.map(client, range(32)) for wrong in some] == []


def test_a_first_start_shows_how_far_it_is_and_then_the_page(open_page: Callable[..., Page], browser: Browser, tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    shutil.copy(SHIPPED / "dotscale-2016.md", recaps)
    port = free_port()
    process = start(port, "--recaps", str(recaps), "--index", str(tmp_path / "index"))
    page = browser.new_page()  # not watched: the browser logs each answer of 503
    try:
        while True:
            try:
                page.goto(f"http://127.0.0.1:{port}/")
                break
            except Exception:
                assert process.poll() is None
                time.sleep(0.05)
        expect(page.get_by_role("heading", name="Opening the recaps")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text(re.compile(r"embedding texts: [\d,]+ of [\d,]+"))
        wait(process, port)  # what the server still has to do is no part of what the page is waited for
        expect(page.locator("[data-ready]")).to_be_visible()
    finally:
        page.close()
        stop(process)


def test_changed_recaps_are_said_and_read_anew_at_a_press(open_page: Callable[..., Page], tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    text = "# Engine Conf 2015\n\n## Notes — Ada Lovelace\n\nAda said that her brass engine has {} wheels and computes tables.\n"
    (recaps / "one.md").write_text(text.format("twenty"))
    port = free_port()
    process = start(port, "--recaps", str(recaps), "--index", str(tmp_path / "index"))
    try:
        page = visit(open_page(), wait(process, port))
        expect(ask(page, "How many wheels has the brass engine?").locator(".quote").first).to_contain_text("twenty wheels")
        (recaps / "one.md").write_text(text.format("thirty"))
        page.get_by_role("button", name="Read them anew").click()
        expect(page.locator(".changed-recaps")).to_be_hidden()
        expect(ask(page, "How many wheels does the brass engine have?").locator(".quote").first).to_contain_text("thirty wheels")
        page.locator(".turn").first.locator(".number").first.click()
        expect(reader_of(page)).to_contain_text("This recap has changed since the answer was given")
        page.goto("about:blank")
    finally:
        stop(process)


def test_a_password_is_asked_for_everywhere(open_page: Callable[..., Page], guarded: str) -> None:
    for path in ("", "api/recaps", "page/main.js", "config", "gradio_api/info"):
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(guarded + path)
    page = visit(open_page(http_credentials={"username": "anybody", "password": "engine"}), guarded)
    expect(ask(page, RAM).locator(".quote").first).to_contain_text("64GB of RAM")


def test_a_password_covers_the_tools(guarded: str) -> None:
    assert httpx.post(f"{guarded}mcp", json={}).status_code == 401

    async def call() -> bool:
        async with (
            httpx.AsyncClient(auth=("me", "engine")) as http,
            Client(streamable_http_client(f"{guarded}mcp", http_client=http)) as client,
        ):
            return (await client.call_tool("list_talks", {})).is_error

    with ThreadPoolExecutor(1) as aside:  # playwright keeps an event loop in this thread
        assert aside.submit(asyncio.run, call()).result() is False


def test_the_server_asks_no_other_machine(address: str, asked_machines: Path) -> None:
    for path in ("", "config", "theme.css", "api/recaps"):
        urllib.request.urlopen(address + path).read()
    sent = json.dumps({"question": RAM}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{address}api/ask", sent, {"Content-Type": "application/json"})).read()
    before = len(asked_machines.read_text().splitlines())
    planted = "import socket; socket.getaddrinfo('localhost', 9); socket.socket().connect(('127.0.0.1', 9))"
    subprocess.run(
        [sys.executable, "-c", planted], env={**os.environ, "PYTHONPATH": str(asked_machines.parent)}, check=False, capture_output=True
    )
    asked = asked_machines.read_text().splitlines()  # by all tests before this one, too
    assert {"localhost", "('127.0.0.1', 9)"} <= set(asked[before:])  # what would be asked would be written down
    assert [one for one in asked if "127.0.0.1" not in one and "localhost" not in one] == []


def test_a_missing_folder_ends_with_one_message(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--recaps", str(tmp_path / "missing"), "--index", str(tmp_path / "index")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "does not exist; give a folder" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_taken_port_ends_with_one_message() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = subprocess.run([sys.executable, "app.py", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in run.stderr
    assert "Traceback" not in run.stderr
