"""The page, used in a real Chromium as a person would."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>{{value}}${window.hit=1}'


def serve(*arguments: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start the page on a free port; its process and address, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", str(port), *arguments], cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return process, address
        except OSError:
            time.sleep(0.25)
    process.kill()
    raise RuntimeError(f"the page did not start: {process.poll()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(15)


@pytest.fixture(scope="module")
def address(shipped_index: Path) -> Iterator[str]:
    process, address = serve("--index", str(shipped_index))
    yield address
    stop(process)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine; install it to test the page: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not fail, log an error or ask another machine for anything."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
    page.on("console", lambda message: wrong.append(f"logged: {message.text}") if message.type == "error" else None)
    page.on("request", lambda request: wrong.append(f"asked: {request.url}") if not local(request.url) else None)
    yield page
    page.close()
    assert wrong == []


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    page.get_by_label("Question").fill(question)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".turn")).to_have_count(before + 1)


def test_asks_and_reads_a_quote_and_its_source(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("5 recaps, 75 talks, 2015–2018")).to_be_visible()
    ask(page, "How much RAM does Twitter need for its who to follow feature?")
    turn = page.locator(".turn").last
    expect(turn.get_by_role("heading")).to_have_text("How much RAM does Twitter need for its who to follow feature?")
    expect(turn.locator(".quote").first).to_contain_text("64GB of RAM")
    expect(turn.locator(".source").first).to_contain_text("Vasia Kalavri · dotScale 2016")
    expect(turn.locator(".source").first).to_contain_text("dotscale-2016")


def test_reads_the_recap_with_the_quote_marked(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "What is just-right-consistency?")
    quote = page.locator(".quote blockquote").first.inner_text().rsplit(" ", 1)[0]
    page.get_by_role("button", name="Read quote 1").click()
    reader = page.get_by_role("complementary", name="Recap")
    expect(reader.get_by_role("heading", name="dotScale 2018")).to_be_visible()
    expect(reader.locator("mark:not(.other)").first).to_be_in_viewport()
    assert reader.locator("mark:not(.other)").first.inner_text() in quote
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
    expect(page.get_by_role("button", name="Read quote 1")).to_be_focused()


def test_a_refusal_says_why_and_keeps_the_nearest_apart(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Question").fill("What happened at dotScale 2017?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn.get_by_role("heading", name="The recaps do not say.")).to_be_visible()
    expect(turn).to_contain_text("No recap here tells of dotScale 2017; the editions are dotScale 2015, dotScale 2016, dotScale 2018.")
    expect(turn).to_contain_text("Searched 5 recaps")
    expect(turn.locator(".quote").first).to_be_hidden()
    turn.get_by_text("Closest passages, which do not answer it").click()
    expect(turn.locator(".quote").first).to_be_visible()


def test_a_follow_up_shows_what_it_was_understood_as(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "What did Dan Brown talk about?")
    ask(page, "and in 2015?")
    expect(page.locator(".turn").last).to_contain_text("Understood as: What did Dan Brown talk about in 2015?")


def test_a_list_is_a_table_with_quotes_in_every_row(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "How many talks mention Docker?")
    expect(page.locator(".found")).to_have_text("4 talks that name “Docker”")
    expect(page.locator(".rows tbody tr")).to_have_count(4)
    page.locator(".rows .number").first.click()
    expect(page.locator(".reader mark").first).to_contain_text("Docker")


def test_a_part_of_the_focus_can_be_taken_away(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "How many talks were there in 2018?")
    ask(page, "Who were the speakers?")
    expect(page.locator(".turn").last.locator(".found")).to_have_text("11 speakers")
    page.get_by_label("Ask again without the edition 2018").click()
    expect(page.locator(".turn").last.locator(".found")).to_contain_text("39 speakers")
    expect(page.locator(".turn")).to_have_count(2)


def test_what_cannot_be_asked_is_said_in_the_conversation(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "?!")
    expect(page.locator(".turn").last).to_contain_text("holds no word")


def test_an_example_can_be_clicked(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="How many drives of a group can fail?").click()
    expect(page.locator(".turn .quote").first).to_contain_text("drives")


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_nothing_is_wider_than_the_window(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    ask(page, "What is IPFS? " + "x" * 120)
    ask(page, "What is IPFS?")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".quote .number").first.click()
    expect(page.get_by_role("complementary", name="Recap")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_pages_do_not_mix(browser: Browser, page: Page, address: str) -> None:
    other = browser.new_page()
    page.goto(address)
    other.goto(address)
    ask(page, "What is IPFS?")
    ask(other, "What is Disque?")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn")).to_contain_text("What is IPFS?")
    expect(other.locator(".turn")).to_contain_text("What is Disque?")
    other.close()


def test_hostile_text_is_shown_and_never_run(page: Page, tmp_path: Path) -> None:
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    (recaps / "<img src=x onerror=window.hit=1>.md").write_text(
        f"---\ntitle: 'Conf 2015 {HOSTILE.replace(chr(39), '')}'\nauthor: '{HOSTILE}'\n---\n\n## Ada Lovelace\n\n"
        f"Ada showed a brass engine {escaped} and it computes tables.\n"
    )
    process, address = serve("--recaps", str(recaps), "--index", str(tmp_path / "index"))
    try:
        page.goto(address)
        ask(page, f"Which engine did Ada show? {HOSTILE}")
        ask(page, "Which brass engine did Ada show?")
        expect(page.locator(".turn .quote").first).to_contain_text("<script>window.hit=1</script>")
        page.locator(".turn .quote .number").first.click()
        expect(page.get_by_role("complementary", name="Recap")).to_contain_text("onerror")
        assert page.evaluate("window.hit") is None
        assert page.locator("img[src='x']").count() == 0
        page.goto("about:blank")  # an open page would log that its server has gone
    finally:
        stop(process)


def test_a_missing_folder_ends_with_one_message(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--recaps", str(tmp_path / "missing"), "--index", str(tmp_path / "index")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "does not exist; give a folder" in run.stderr
    assert "Traceback" not in run.stderr
