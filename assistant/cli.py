"""The command line: each command parses its words, calls the `Assistant` and renders what comes back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import Progress, guarded, print_json, print_text, say, table
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.service import Assistant

app = typer.Typer(
    name="kehoach",
    help="Soạn thảo, kiểm tra và tìm tiền lệ cho kế hoạch hằng năm của nhà trường.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON ra đầu ra chuẩn.")]


def _assistant() -> Assistant:
    from assistant.service import Assistant

    return Assistant()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 7860,
    share_with: Annotated[Path | None, typer.Option(help="Tệp người dùng để nhiều người cùng dùng.")] = None,
) -> None:
    """Mở trang web; lần đầu sẽ nạp các kế hoạch mẫu."""
    from assistant.app import serve_page

    serve_page(_assistant(), host=host, port=port, users_file=share_with)


@app.command()
def add(paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục.")], as_json: AsJson = False) -> None:
    """Nạp kế hoạch cũ vào thư viện; tệp không đổi được bỏ qua."""
    progress = Progress()
    results = []
    for result in _assistant().library.add(paths, progress):
        progress.close()
        results.append(result)
        say(_ADD_WORDS[result.status].format(name=result.path.name, id=result.plan_id, message=result.message))
        if result.message and result.status != "failed":
            say(f"    {result.message}")
    if as_json:
        print_json(
            [{"file": str(r.path), "status": r.status, "plan_id": r.plan_id, "message": r.message} for r in results]
        )
    if not results:
        say("Không thấy tệp nào đọc được; kế hoạch là tệp Word, PDF, ảnh quét hoặc văn bản.")
    if results and all(result.status == "failed" for result in results):
        raise typer.Exit(2)


_ADD_WORDS = {
    "added": "Đã thêm {name} ({id})",
    "updated": "Đã cập nhật {name} ({id})",
    "unchanged": "Không đổi {name} ({id})",
    "failed": "Bỏ qua {name}: {message}",
}


@app.command("list")
def list_plans(as_json: AsJson = False) -> None:
    """Liệt kê thư viện."""
    records = _assistant().library.list()
    if as_json:
        print_json([record.as_json() for record in records])
    elif records:
        rows = [(r.plan_id, r.day or r.school_year, r.school, r.number, r.title) for r in records]
        print_text(table(rows, ("Mã", "Ngày", "Trường", "Số", "Trích yếu")))
    else:
        say("Thư viện đang trống; hãy nạp kế hoạch cũ bằng `kehoach add THƯ_MỤC`.")


@app.command()
def show(plan_id: str, as_json: AsJson = False) -> None:
    """Xem một kế hoạch trong thư viện."""
    from corpus.serialise import plan_to_json

    plan = _assistant().library.plan(plan_id)
    if as_json:
        print_json(plan_to_json(plan))
    else:
        print_text(plan.text)


@app.command()
def remove(plan_ids: list[str]) -> None:
    """Xoá kế hoạch khỏi thư viện."""
    for plan_id in _assistant().library.remove(plan_ids):
        say(f"Đã xoá {plan_id}")


@app.command()
def parse(file: Path, as_json: AsJson = False) -> None:
    """Cho biết chương trình hiểu một tệp thế nào."""
    from corpus.serialise import plan_to_json

    progress = Progress()
    plan = _assistant().parse(file, progress.page)
    progress.close()
    if as_json:
        print_json(plan_to_json(plan))
        return
    for warning in plan.quality.warnings:
        say(warning)
    header = plan.header
    print_text("\n".join(str(part) for part in (header.school, header.number, header.date, header.title) if part))
    print_text("\n".join("  " * s.level + " ".join(filter(None, (s.numeral, s.title))) for s in plan.sections))


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="Số kết quả.")] = 5,
    school: Annotated[str | None, typer.Option(help="Chỉ tìm trong trường này.")] = None,
    year: Annotated[int | None, typer.Option(help="Chỉ tìm trong năm này.")] = None,
    kind: Annotated[str | None, typer.Option(help="Loại kế hoạch.")] = None,
    role: Annotated[str | None, typer.Option(help="Vai trò của mục.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tìm tiền lệ trong các kế hoạch cũ."""
    from assistant.results import hits_to_json, hits_to_text, require_known
    from index.retrieval import Filters

    require_known(kind=kind, role=role)
    assistant = _assistant()
    hits = assistant.search(query, k, Filters(school=school, year=year, kind=kind, role=role))
    if assistant.embedding_problem:
        say(f"Chỉ tìm được theo từ ngữ, không theo nghĩa. {assistant.embedding_problem}")
    if as_json:
        print_json(hits_to_json(query, hits))
    elif hits:
        print_text(hits_to_text(hits))
    else:
        say("Không tìm thấy tiền lệ phù hợp.")


@app.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
def check(words: Annotated[list[str] | None, typer.Argument(metavar="FILE …")] = None) -> None:
    """Kiểm tra một bản thảo; xem `kehoach check --help`."""
    from assistant.checkcommand import run_check

    if code := run_check(words or []):
        raise typer.Exit(code)


@app.command()
def draft(
    request: str,
    base: Annotated[str | None, typer.Option(help="Mã kế hoạch hoặc tệp làm gốc.")] = None,
    out: Annotated[Path | None, typer.Option(help="Ghi ra tệp .docx hoặc .md.")] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Không dùng mô hình ngôn ngữ.")] = False,
    as_json: AsJson = False,
) -> None:
    """Soạn một mục hoặc cả kế hoạch từ tiền lệ, ví dụ: "viết mục III cho năm 2025"."""
    from assistant.results import draft_to_text, write_draft_file

    assistant = _assistant()
    if out is not None and out.suffix.lower() not in (".docx", ".md"):
        raise InputError(f"Không ghi được {out.name!r}; hãy chọn tên tệp có đuôi .docx hoặc .md.")
    made = assistant.draft(request, base=base, use_model=not no_model)
    if out is not None:
        write_draft_file(made, out, assistant)
        say(f"Đã ghi {out}")
    if as_json:
        from assistant.export.draft_json import draft_to_json

        print_json(draft_to_json(made))
    elif out is None:
        print_text(draft_to_text(made))


@app.command()
def law(
    words: Annotated[list[str], typer.Argument(help="Số, ký hiệu hoặc tên văn bản; hoặc: add TỆP, export TỆP, check.")],
    as_of: Annotated[str | None, typer.Option(help="Xét hiệu lực tại ngày này (mặc định: hôm nay).")] = None,
    as_json: AsJson = False,
) -> None:
    """Tra hiệu lực văn bản; `law add TỆP.yaml` để bổ sung, `law export TỆP.yaml` để chia sẻ, `law check` để soát."""
    from assistant.checkjob import parse_day
    from assistant.lawjob import law_command

    law_command(_assistant(), words, parse_day(as_of), as_json=as_json)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Tệp .zip sẽ ghi.")]) -> None:
    """Ghi toàn bộ dữ liệu (kế hoạch, chỗ đã sửa, cài đặt, văn bản của đơn vị) thành một tệp."""
    from assistant.backup import export_home

    say(f"Đã ghi {export_home(_assistant(), file)} kế hoạch vào {file}")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="Tệp .zip do `kehoach backup` ghi.")]) -> None:
    """Nhập một tệp sao lưu vào thư mục dữ liệu; cái đã có được giữ nguyên."""
    from assistant.backup import import_home

    progress = Progress()
    done = import_home(_assistant(), file, progress)
    progress.close()
    say(done.sentence)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Cho biết phiên bản, mô hình nhúng, OCR, mô hình ngôn ngữ, thư mục dữ liệu và tình trạng chỉ mục."""
    from assistant.doctor import examine, report

    facts = examine(_assistant())
    if as_json:
        print_json(facts)
    else:
        print_text(report(facts))


@app.command()
def user(
    name: str,
    file: Annotated[Path, typer.Option(help="Tệp người dùng, tạo mới nếu chưa có.")],
    editor: Annotated[bool, typer.Option("--editor", help="Cho phép sửa thư viện và cài đặt.")] = False,
) -> None:
    """Thêm hoặc đổi mật khẩu một người dùng cho `serve --share-with`."""
    from assistant.app.users import write_user

    password = typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True, err=True)
    write_user(file, name, password, "editor" if editor else "reader")
    say(f"Đã ghi người dùng {name!r} vào {file}")


@app.command()
def mcp() -> None:
    """Mở các chức năng dưới dạng công cụ MCP (stdio) cho trợ lý khác."""
    from assistant.mcp_server import run

    run(_assistant())


def main() -> None:
    """Run the command line; every failure that is not a defect ends in one Vietnamese sentence and its exit code."""
    sys.exit(guarded(_run))


def _run() -> int:
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        say(_usage_sentence(error))
        return 2
    except typer.Abort:
        say("Đã dừng.")
        return 130
    return code if isinstance(code, int) else 0


def _usage_sentence(error: Exception) -> str:
    """Say in Vietnamese what is wrong with the words of a call."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error)
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option:
        what = f"Không có tuỳ chọn {option!r}"
    elif parameter is not None and "Missing" in type(error).__name__:
        what = f"Thiếu {parameter.name!r}"
    elif parameter is not None:
        what = f"Giá trị của {parameter.name!r} không hợp lệ"
    else:
        what = "Lệnh không đúng"
    return f"{what}; xem `kehoach --help`."


if __name__ == "__main__":
    main()
