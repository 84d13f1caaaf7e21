"""The tools of the Model Context Protocol and Gradio's own clients, each with its official client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from ports import free_port
from serving import start, stop, wait

from qa import Assistant
from qa.server.tools import tools

DRIVES = "How many drives of a group can fail?"


@pytest.fixture(scope="module")
def address(shipped_index: Path) -> Iterator[str]:
    port = free_port()
    process = start(port, "--index", str(shipped_index))
    yield wait(process, port)
    stop(process)


def called(server: Any, name: str, **given: Any) -> tuple[bool, Any]:
    """Whether a tool failed, and what it gave or said."""

    async def call() -> tuple[bool, Any]:
        async with Client(server) as client:
            result = await client.call_tool(name, given)
            return result.is_error, result.content[0].text if result.is_error else result.structured_content

    return asyncio.run(call())


def test_tools_are_typed_and_described(shipped: Assistant) -> None:
    async def listed() -> list[Any]:
        async with Client(tools(lambda: shipped)) as client:
            return list((await client.list_tools()).tools)

    found = {tool.name: tool for tool in asyncio.run(listed())}
    assert list(found) == ["ask", "retrieve", "list_talks", "read_recap"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in found.values())
    assert found["ask"].input_schema["required"] == ["question"]
    assert found["ask"].input_schema["properties"]["years"]["items"] == {"type": "integer"}
    assert {"quotes", "refused", "reason", "text"} <= set(found["ask"].output_schema["properties"])


def test_an_answer_over_http(address: str) -> None:
    failed, answer = called(f"{address}mcp", "ask", question=DRIVES)
    assert not failed
    assert "In every chunk of 20 drives, up to 3 drives may be down at any moment." in [quote["shown"] for quote in answer["quotes"]]


def test_an_answer_over_standard_input(shipped_index: Path) -> None:
    command = StdioServerParameters(command=sys.executable, args=["-m", "qa", "mcp", "--index", str(shipped_index)])
    failed, answer = called(command, "ask", question="and in 2018?", history=["How many talks were there in 2016?"])
    assert not failed
    assert answer["text"].startswith("11 talks")


def test_talks_passages_and_recaps(shipped: Assistant) -> None:
    server = tools(lambda: shipped)
    assert len(called(server, "list_talks", years=[2018])[1]["result"]) == 11
    assert [hit["year"] for hit in called(server, "retrieve", question="databases", k=2, years=[2015])[1]["hits"]] == [2015, 2015]
    assert len(called(server, "read_recap", file="dotscale-2018.md")[1]["talks"]) == 11


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("ask", {"question": " "}, "the question is empty; ask about a talk"),
        ("ask", {"question": "x" * 3000}, "ask in 2,000 or fewer"),
        ("ask", {"question": 7}, "should be a valid string"),
        ("retrieve", {"question": "x", "k": 0}, "greater than or equal to 1"),
        ("read_recap", {"file": "../README.md"}, "no recap '../README.md' is here"),
    ],
)
def test_what_is_wrong_is_said(shipped: Assistant, name: str, given: dict[str, Any], said: str) -> None:
    failed, told = called(tools(lambda: shipped), name, **given)
    assert failed
    assert said in told


def test_gradios_own_client(address: str) -> None:
    client = GradioClient(address, verbose=False)
    assert client.predict(DRIVES, api_name="/ask")["quotes"][0]["recap"] == "dotscale-2016.md"
    assert len(client.predict([2018], api_name="/list_talks")) == 11
    with pytest.raises(AppError, match="the question is empty"):
        client.predict("", api_name="/ask")
