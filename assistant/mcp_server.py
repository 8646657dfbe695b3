"""The jobs as tools of the Model Context Protocol, so that other assistants can use the same exact answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from corpus.errors import InputError, NotAvailableError

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from assistant.service import Assistant

Count = Annotated[int, Field(ge=1, le=100, description="Số đoạn nhiều nhất")]
School = Annotated[str | None, Field(description="Chỉ tìm trong trường này (tên hoặc một phần tên)")]
Year = Annotated[int | None, Field(ge=1945, le=2100, description="Chỉ tìm trong kế hoạch của năm này")]
Kind = Annotated[str | None, Field(description="Loại kế hoạch, ví dụ khuyen-hoc")]
Role = Annotated[str | None, Field(description="Vai trò của mục, ví dụ criteria, budget")]
File = Annotated[str, Field(description="Đường dẫn tệp Word, PDF, bản quét hoặc văn bản trên máy này")]
Day = Annotated[str | None, Field(description="Ngày xét hiệu lực, dạng 2025-09-01")]
BaseId = Annotated[str | None, Field(description="Mã kế hoạch trong thư viện, hoặc đường dẫn tệp, làm gốc")]


def build(assistant: Assistant) -> MCPServer[Any]:
    """Return the server with its tools; each answers with the JSON of the command of the same name."""
    from mcp.server import MCPServer

    from assistant.checkjob import CheckJob, parse_day
    from assistant.export.draft_json import draft_to_json
    from assistant.results import hits_to_json, require_known

    server: MCPServer[Any] = MCPServer(
        "kehoach",
        instructions="Tìm tiền lệ, soạn thảo và kiểm tra kế hoạch của nhà trường; tra hiệu lực văn bản.",
    )

    @server.tool()
    def search_precedents(
        query: str, k: Count = 5, school: School = None, year: Year = None, kind: Kind = None, role: Role = None
    ) -> dict[str, Any]:
        """Tìm các đoạn trong kế hoạch cũ của nhà trường nói về một việc."""
        from index.retrieval import Filters

        with _one_sentence():
            require_known(kind=kind, role=role)
            filters = Filters(school=school, year=year, kind=kind, role=role)
            return hits_to_json(query, assistant.search(query, k, filters))

    @server.tool()
    def list_plans() -> list[dict[str, Any]]:
        """Liệt kê các kế hoạch trong thư viện, mới nhất trước."""
        with _one_sentence():
            return [record.as_json() for record in assistant.library.list()]

    @server.tool()
    def check_plan(file: File, as_of: Day = None) -> dict[str, Any]:
        """Kiểm tra một tệp kế hoạch: mục thiếu, văn bản hết hiệu lực, ngày, số năm kỷ niệm, đánh số."""
        with _one_sentence():
            return CheckJob(assistant, Path(file), as_of=parse_day(as_of)).as_json()

    @server.tool()
    def draft_section(request: str, base: BaseId = None) -> dict[str, Any]:
        """Soạn một mục hoặc cả kế hoạch từ tiền lệ, ví dụ: viết mục III cho năm 2025."""
        with _one_sentence():
            return draft_to_json(assistant.draft(request, base=base))

    @server.tool()
    def look_up_law(query: str, as_of: Day = None) -> dict[str, Any]:
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
    """Serve the tools over standard input and output until the other side closes; the model loads meanwhile."""
    Thread(target=assistant.load_model, name="model", daemon=True).start()
    build(assistant).run("stdio")
