"""``kehoach check``: its words, and what it prints. It runs without the libraries that the other commands load."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from assistant.terminal import Progress, print_json, print_text, say
from corpus.errors import InputError


class _Words(argparse.ArgumentParser):
    """A parser whose complaints are one Vietnamese sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise `InputError` naming what is wrong with the call."""
        raise InputError(f"Lệnh check chưa đúng ({_in_vietnamese(message)}); xem `kehoach check --help`.")


_COMPLAINTS = {
    "the following arguments are required: ": "thiếu ",
    "unrecognized arguments: ": "không có tuỳ chọn ",
    "expected one argument": "thiếu giá trị",
    "argument ": "",
}


def _in_vietnamese(message: str) -> str:
    for english, vietnamese in _COMPLAINTS.items():
        message = message.replace(english, vietnamese)
    return message


def _parser() -> _Words:
    words = _Words(prog="kehoach check", description=_DESCRIPTION, usage=argparse.SUPPRESS, add_help=False)
    file = words.add_argument_group("Tệp")
    file.add_argument("file", metavar="FILE", type=Path, help="Word, PDF, ảnh chụp hoặc văn bản.")
    options = words.add_argument_group("Tuỳ chọn")
    options.add_argument("--as-of", metavar="NGÀY", help="Xét hiệu lực tại ngày này (mặc định: ngày của kế hoạch).")
    options.add_argument("--profile", metavar="TÊN", help="Bộ yêu cầu về các mục.")
    options.add_argument("--fail-on", metavar="MỨC", default="error", help="error, warning hoặc never.")
    options.add_argument("--against", metavar="TỆP", type=Path, help="Kế hoạch của cấp trên để đối chiếu.")
    options.add_argument("--word", metavar="TỆP", type=Path, help="Ghi tệp Word có nhận xét.")
    options.add_argument("--html", metavar="TỆP", type=Path, help="Ghi báo cáo HTML.")
    options.add_argument("--fix", metavar="TỆP", type=Path, help="Ghi bản sao đã sửa những chỗ chắc chắn.")
    options.add_argument("--json", dest="as_json", action="store_true", help="In kết quả dạng JSON ra đầu ra chuẩn.")
    options.add_argument("--help", action="help", help="In hướng dẫn này.")
    return words


_DESCRIPTION = (
    "Kiểm tra một bản thảo: kehoach check FILE [--as-of NGÀY] [--profile TÊN] [--fail-on MỨC] [--against TỆP]"
    " [--word TỆP] [--html TỆP] [--fix TỆP] [--json]"
)


def run_check(arguments: Sequence[str]) -> int:
    """Check one file as `arguments` say, print what was found, and return the exit code."""
    chosen = _parser().parse_args(list(arguments))
    from assistant.checkjob import FAIL_ON, CheckJob, parse_day
    from assistant.service import Assistant

    if chosen.fail_on not in FAIL_ON:
        raise InputError(f"--fail-on {chosen.fail_on!r} không hợp lệ; chọn error, warning hoặc never.")
    progress = Progress()
    job = CheckJob(
        Assistant(),
        chosen.file,
        as_of=parse_day(chosen.as_of),
        profile=chosen.profile,
        against=chosen.against,
        progress=progress.page,
    )
    progress.close()
    job.write(word=chosen.word, html=chosen.html, fix=chosen.fix)
    if chosen.as_json:
        print_json(job.as_json())
    else:
        print_text(job.as_text())
    for path in (chosen.word, chosen.html):
        if path is not None:
            say(f"Đã ghi {path}")
    if chosen.fix is not None:
        say(f"Đã ghi {chosen.fix}")
        say(job.fixes_text())
    return 1 if job.reaches(chosen.fail_on) else 0
