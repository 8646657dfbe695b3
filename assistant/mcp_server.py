"""The jobs as tools of the Model Context Protocol, so that other assistants can use the same exact answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from assistant.service import Assistant


def build(assistant: Assistant) -> MCPServer[Any]:
    """Return the server with its tools; each answers with the JSON of the command of the same name."""
    from mcp.server import MCPServer

    from assistant.checkjob import CheckJob, parse_day
    from assistant.export.draft_json import draft_to_json
    from assistant.results import hits_to_json

    server: MCPServer[Any] = MCPServer(
        "kehoach",
        instructions="Tìm tiền lệ, soạn thảo và kiểm tra kế hoạch của nhà trường; tra hiệu lực văn bản.",
    )

    @server.tool()
    def search_precedents(query: str, k: int = 5, school: str | None = None, year: int | None = None) -> dict[str, Any]:
        """Tìm các đoạn trong kế hoạch cũ của nhà trường nói về một việc."""
        from index.retrieval import Filters

        with _one_sentence():
            return hits_to_json(query, assistant.search(query, k, Filters(school=school, year=year)))

    @server.tool()
    def list_plans() -> list[dict[str, Any]]:
        """Liệt kê các kế hoạch trong thư viện, mới nhất trước."""
        with _one_sentence():
            return [record.as_json() for record in assistant.library.list()]

    @server.tool()
    def check_plan(file: str, as_of: str | None = None) -> dict[str, Any]:
        """Kiểm tra một tệp kế hoạch: mục thiếu, văn bản hết hiệu lực, ngày, số năm kỷ niệm, đánh số."""
        with _one_sentence():
            return CheckJob(assistant, Path(file), as_of=parse_day(as_of)).as_json()

    @server.tool()
    def draft_section(request: str, base: str | None = None) -> dict[str, Any]:
        """Soạn một mục hoặc cả kế hoạch từ tiền lệ, ví dụ: viết mục III cho năm 2025."""
        with _one_sentence():
            return draft_to_json(assistant.draft(request, base=base))

    @server.tool()
    def look_up_law(query: str, as_of: str | None = None) -> dict[str, Any]:
        """Tra hiệu lực của một văn bản tại một ngày (dạng 2025-09-01)."""
        with _one_sentence():
            return assistant.law(query, parse_day(as_of))

    return server


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Hand the sentence of a failure to the caller as the tool's own error."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        yield
    except (InputError, NotAvailableError) as error:
        raise ToolError(str(error)) from error


def run(assistant: Assistant) -> None:
    """Serve the tools over standard input and output until the other side closes."""
    build(assistant).run("stdio")
