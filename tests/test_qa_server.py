"""The server from outside: what it answers, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corpus import SHIPPED
from embeddings import IndexFault
from qa import Assistant
from qa.live import Live
from qa.server.guard import MAX_BODY, Guard
from qa.server.page import build_app

RAM = "How much RAM does Twitter need for its who to follow feature?"


@pytest.fixture(scope="module")
def live(shipped: Assistant, shipped_index: Path) -> Live:
    return Live(shipped, SHIPPED, shipped_index)


@pytest.fixture(scope="module")
def client(live: Live) -> Iterator[TestClient]:
    with TestClient(Guard(build_app(live), hosts=["recaps.example"]), base_url="http://localhost") as client:
        yield client


def test_an_answer(client: TestClient) -> None:
    given = client.post("/api/ask", json={"question": RAM}).json()
    assert "64GB of RAM" in given["quotes"][0]["shown"]
    assert given["quotes"][0]["recap"] == "dotscale-2016.md"
    assert given["next"][0] == "What was Vasia Kalavri's talk about?"


def test_an_answer_to_a_follow_up_in_one_edition(client: TestClient) -> None:
    asked = {"question": "Who were the speakers?", "history": ["How many talks were there in 2018?"]}
    assert client.post("/api/ask", json=asked).json()["text"].startswith("11 speakers")
    assert client.post("/api/ask", json={**asked, "without": ["edition"]}).json()["text"].startswith("39 speakers")
    found = client.post("/api/ask", json={"question": "How many talks were there?", "years": [2016]}).json()
    assert found["text"].startswith("16 talks")


def test_passages(client: TestClient) -> None:
    hits = client.post("/api/retrieve", json={"question": "databases", "k": 3, "years": [2015]}).json()["hits"]
    assert [hit["year"] for hit in hits] == [2015, 2015, 2015]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"question": ""}, "the question is empty"),
        ({"question": "x" * 3000}, "ask in 2,000 or fewer"),
        ({}, "Field required"),
        ({"question": 7}, "valid string"),
        ({"question": "Who?", "years": ["x"]}, "valid integer"),
        ({"question": "Who?", "without": ["everything"]}, "'speaker', 'edition' or 'subject'"),
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, sent: dict[str, object], said: str) -> None:
    answer = client.post("/api/ask", json=sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_an_index_that_cannot_be_asked_is_said(client: TestClient, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexFault("no connection to the index postgresql://host/name")

    monkeypatch.setattr(live.assistant._retriever.index, "search", fail)
    answer = client.post("/api/ask", json={"question": "Which question has nobody asked before?"})  # others may be remembered
    assert (answer.status_code, answer.json()["detail"]) == (503, "no connection to the index postgresql://host/name")


def test_talks_and_recaps(client: TestClient) -> None:
    assert len(client.get("/api/talks").json()["talks"]) == 75
    assert [recap["file"] for recap in client.get("/api/recaps").json()["recaps"]][:2] == [
        "dotscale-2015-macias.md",
        "dotscale-2015-misc.md",
    ]
    recap = client.get("/api/recaps/dotscale-2018.md").json()
    assert recap["year"] == 2018
    assert len(recap["talks"]) == 11
    assert recap["paragraphs"][0]["heading"] == "Introduction"


@pytest.mark.parametrize("file", ["nothing.md", "../../README.md", "%2e%2e%2fREADME.md", "/etc/passwd"])
def test_no_file_but_a_recap_is_read(client: TestClient, file: str) -> None:
    assert client.get(f"/api/recaps/{file}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/proxy=http://198.51.100.1/", "/gradio_api/file=http://198.51.100.1/", "/gradio_api/file=/etc/passwd",
        "/gradio_api/deep_link", "/monitoring", "/gradio_api/runs", "/gradio_api/run-history/records", "/gradio_api/component_server",
        "/gradio_api/vibe-edit", "/docs", "/redoc", "/login", "/svelte/x", "/page/../README.md", "/page/page.py", "/gradio_api/stream/1",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_there(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        assert client.request(method, path).status_code in (404, 405)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:7860", 200),
        ("[::1]:7860", 200),
        ("recaps.example", 200),
        ("evil.example", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_only_known_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == status


def test_another_site_is_not_answered(client: TestClient) -> None:
    answer = client.get("/api/recaps", headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert client.post("/api/rebuild", headers={"origin": "null"}).status_code == 403  # a page in a frame of another site
    assert client.get("/api/recaps", headers={"origin": "http://["}).status_code == 403
    assert client.get("/api/recaps", headers={"origin": "http://localhost"}).status_code == 200


def test_a_question_that_could_be_asked_may_be_history(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "and then?", "history": ["word " * 390]}).status_code == 200


def test_forwarded_headers_are_not_believed(client: TestClient) -> None:
    told = client.get(
        "/config", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}
    )
    assert told.status_code == 200
    assert "evil.example" not in told.text


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    assert client.post("/api/ask", content=b" " * (MAX_BODY + 1)).status_code == 413
    chunks = (b" " * 1024 for _ in range(MAX_BODY // 1024 + 1))  # of a length that is not said
    assert client.post("/api/ask", content=chunks).status_code == 413


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for path in ("/", "/api/recaps", "/page/main.js"):
        headers = client.get(path).headers
        assert "connect-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("credentials", "status"), [(None, 401), (("me", "wrong"), 401), (("", "engine"), 200), (("me", "engine"), 200)])
def test_a_password_covers_page_and_interface(live: Live, credentials: tuple[str, str] | None, status: int) -> None:
    client = TestClient(Guard(build_app(live), password="engine"), base_url="http://localhost")
    for path in ("/", "/api/recaps", "/page/main.js", "/config"):
        assert client.get(path, auth=credentials).status_code == status
