"""The jobs as tools, asked by a real client of the protocol: in the process, and once over stdio."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from assistant.mcp_server import build
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.samples import sample_files

FAULTY = next(path for path in sample_files() if path.name == "thi-dua-khen-thuong-2023-hoa-phuong.txt")
SECONDS = 60


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = Assistant(Settings(home=tmp_path_factory.mktemp("mcp") / "home"))
    made.embedding_problem = "no model in this test"
    list(made.library.add([path for path in sample_files() if path.suffix in (".txt", ".docx")]))
    return made


async def called(client: Client, tool: str, **arguments: Any) -> Any:
    result = await asyncio.wait_for(client.call_tool(tool, arguments), SECONDS)
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


async def test_tools_have_typed_arguments(assistant: Assistant) -> None:
    async with Client(build(assistant)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"search_precedents", "list_plans", "check_plan", "draft_section", "look_up_law"}
    assert tools["search_precedents"].input_schema["properties"]["k"]["type"] == "integer"
    assert tools["check_plan"].input_schema["required"] == ["file"]
    assert all("description" in each for each in tools["check_plan"].input_schema["properties"].values())


async def test_every_tool_answers_with_the_json_of_its_command(assistant: Assistant) -> None:
    async with Client(build(assistant)) as client:
        found = await called(client, "search_precedents", query="tiêu chí thi đua đối với học sinh", k=2)
        checked = await called(client, "check_plan", file=str(FAULTY))
        drafted = await called(client, "draft_section", request="viết mục III cho năm 2026")
        law = await called(client, "look_up_law", query="98/2023/NĐ-CP", as_of="2025-09-01")
    assert found["results"][0]["plan_id"]
    assert {"anniversary.wrong-count", "numbering.gap"} <= {finding["code"] for finding in checked["findings"]}
    assert drafted["request"]["year"] == 2026
    assert law["results"][0]["replaced_by"] == ["152/2025/NĐ-CP"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("check_plan", {"file": "/khong/co/tep.docx"}),
        ("check_plan", {"file": str(FAULTY), "as_of": "hôm qua"}),
        ("look_up_law", {"query": "  "}),
        ("search_precedents", {"query": ""}),
        ("search_precedents", {"query": "tiêu chí", "k": 0}),
        ("search_precedents", {"query": "tiêu chí", "k": "hai"}),
        ("search_precedents", {"query": "tiêu chí", "kind": "không có"}),
        ("search_precedents", {}),
        ("draft_section", {"request": " "}),
        ("draft_section", {"request": "viết mục I", "base": "khong-co"}),
        ("look_up_law", {"query": "98/2023/NĐ-CP", "as_of": "2025-13-01"}),
        ("khong_co", {}),
    ],
)
async def test_failures_are_one_sentence(assistant: Assistant, tool: str, arguments: dict[str, Any]) -> None:
    async with Client(build(assistant)) as client:
        result = await asyncio.wait_for(client.call_tool(tool, arguments), SECONDS)
    assert result.is_error
    assert "Traceback" not in result.content[0].text


async def test_program_speaks_the_protocol_over_stdio(tmp_path: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant.cli", "mcp"],
        env={"KEHOACH_HOME": str(tmp_path / "home"), "KEHOACH_EMBEDDING_MODEL": str(tmp_path / "no-model")},
        cwd=str(Path(__file__).resolve().parents[2]),
    )
    async with asyncio.timeout(SECONDS), Client(server) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        law = await called(client, "look_up_law", query="98/2023/NĐ-CP", as_of="2025-09-01")
        checked = await called(client, "check_plan", file=str(FAULTY))
        listed = await client.call_tool("list_plans", {})
        found = await called(client, "search_precedents", query="tiêu chí thi đua")
        refused = await client.call_tool("draft_section", {"request": "viết mục I"})
    assert tools == {"search_precedents", "list_plans", "check_plan", "draft_section", "look_up_law"}
    assert law["results"][0]["status"] == "replaced"
    assert checked["summary"]["error"] > 0
    assert (listed.is_error, listed.structured_content, found["results"]) == (False, {"result": []}, [])
    assert refused.is_error
    assert "Thư viện chưa có kế hoạch nào" in refused.content[0].text
