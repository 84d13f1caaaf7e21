"""A running server under what clients do to it: it refuses cleanly, and goes on serving."""

from __future__ import annotations

import json
import select
import socket
import statistics
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from ports import free_port
from serving import start, stop, wait

QUESTIONS = ["How many drives of a group can fail?", "Which talks mention Kafka?", "Who works at Google?", "What about kittens in space?"]


@pytest.fixture(scope="module")
def server(shipped_index: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = start(port, "--index", str(shipped_index))
    wait(process, port)
    yield process, port
    stop(process)


def ask(port: int, question: str = QUESTIONS[0]) -> dict[str, object]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/ask", json.dumps({"question": question}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=300) as answer:
        told: dict[str, object] = json.loads(answer.read())
    return told


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def megabytes(process: subprocess.Popen[bytes]) -> float:
    return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * 4 / 1024


def test_a_hundred_open_connections_do_not_keep_others_out(server: tuple[subprocess.Popen[bytes], int]) -> None:
    with ExitStack() as opened:
        silent = []
        for number in range(100):
            connection = opened.enter_context(connect(server[1]))
            connection.sendall([b"", b"GET / HT", b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{"][number % 3])
            silent += [connection] if number % 3 < 2 else []
        assert ask(server[1])["quotes"]
        assert select.select(silent, [], [], 0)[0] == []  # none had to be closed for it


def test_a_body_that_does_not_come_is_given_up(server: tuple[subprocess.Popen[bytes], int]) -> None:
    with connect(server[1]) as connection:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{")
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")


def test_more_connections_than_are_served_are_told_to_come_again(server: tuple[subprocess.Popen[bytes], int]) -> None:
    def one(number: int) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server[1]}/api/talks", timeout=300) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    with ExitStack() as opened:
        for _ in range(300):
            opened.enter_context(connect(server[1])).sendall(b"GET / HT")
        assert set(ThreadPoolExecutor(8).map(one, range(8))) == {503}
    time.sleep(0.5)
    assert one(0) == 200


def test_a_full_queue_is_said_and_empties(server: tuple[subprocess.Popen[bytes], int]) -> None:
    address = f"http://127.0.0.1:{server[1]}/"
    config = json.loads(urllib.request.urlopen(f"{address}config").read())
    target = next(one for one in config["dependencies"] if one["inputs"])

    def join(number: int) -> int:
        sent = {
            "data": [{"id": number, "question": QUESTIONS[0]}],
            "fn_index": target["id"],
            "session_hash": f"full-{number}",
            "event_data": None,
        }
        request = urllib.request.Request(f"{address}gradio_api/queue/join", json.dumps(sent).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    found = list(ThreadPoolExecutor(64).map(join, range(300)))
    assert set(found) == {200, 503}
    for _ in range(100):
        if join(1000 + _) == 200:
            break
        time.sleep(0.2)
    else:
        pytest.fail("the queue did not empty")


def test_a_stop_in_the_middle_of_answers_is_clean(shipped_index: Path) -> None:
    port = free_port()
    process = start(port, "--index", str(shipped_index))
    wait(process, port)
    broken: list[str] = []
    answered = threading.Event()

    def client() -> None:
        while True:
            try:
                if not ask(port)["quotes"]:
                    broken.append("an answer without quotes")
                answered.set()
            except (OSError, EOFError):
                return  # refused, or closed before a whole answer
            except Exception as error:
                if type(error).__name__ not in ("IncompleteRead", "RemoteDisconnected"):
                    broken.append(repr(error))
                return

    clients = [threading.Thread(target=client) for _ in range(8)]
    for one in clients:
        one.start()
    assert answered.wait(300)
    process.terminate()
    assert process.wait(60) in (0, -15)
    for one in clients:
        one.join()
    assert broken == []


@pytest.mark.parametrize("requests", [2, pytest.param(1000, marks=pytest.mark.slow)])
def test_thirty_two_clients_are_answered_and_memory_does_not_grow(server: tuple[subprocess.Popen[bytes], int], requests: int) -> None:
    def client(number: int, turns: int = requests) -> list[float]:
        taken = []
        for turn in range(turns):
            question, began = QUESTIONS[(number + turn) % len(QUESTIONS)], time.perf_counter()
            assert ask(server[1], question)["question"] == question
            taken.append(time.perf_counter() - began)
        return taken

    with ThreadPoolExecutor(32) as clients:
        list(clients.map(lambda number: client(number, 1 + requests // 20), range(32)))  # until each thread has its own memory
        before = megabytes(server[0])
        taken = [seconds for some in clients.map(client, range(32)) for seconds in some]
    assert len(taken) == 32 * requests
    print(f"median {statistics.median(taken):.2f} s; {before:.0f} MB before, {megabytes(server[0]):.0f} MB after")
    assert megabytes(server[0]) < before * 1.1
