"""How fast citations are found, beside eyecite (citations of case law) on text of equal size in the same run.

Vietnamese text: the opening paragraphs and running prose of a plan, many times over. English text for eyecite: prose
with about as many citations of cases. Both are built in memory; sizes are bytes of UTF-8. Prints a row for each
length, so that the cost can be seen to grow with the length alone, and what a megabyte of the longest text costs beside
one of the shortest.

Run: ``python -m evals.bench_citations [MEGABYTES]``. eyecite is optional (``pip install eyecite``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, Final, cast

from corpus.law.citations import find_citations
from corpus.law.register import load_register

PLAN: Final = """\
Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một
số điều của Luật Thi đua, khen thưởng;
Thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân huyện Yên Sơn về phong trào thi đua
năm
2024;

I. MỤC ĐÍCH, YÊU CẦU
1. Tiếp tục đổi mới nội dung, hình thức tổ chức các phong trào thi đua; kịp thời phát hiện, bồi dưỡng,
nhân rộng điển hình tiên tiến; việc khen thưởng phải bảo đảm công khai, dân chủ, đúng người, đúng việc,
có tác dụng nêu gương trong nhà trường.
2. Gắn phong trào thi đua với thực hiện nhiệm vụ năm học 2023 - 2024, với 24/24 lớp đạt chỉ tiêu, 98,5%
học sinh hoàn thành chương trình lớp học, 100% giáo viên tham gia đầy đủ các đợt thi đua chào mừng ngày
20/11 và ngày 26/3 trong năm học.
3. Cán bộ quản lý, giáo viên, nhân viên và học sinh đăng ký thi đua ngay từ đầu năm học; tổ trưởng
chuyên môn theo dõi, tổng hợp kết quả từng tháng và báo cáo Hội đồng thi đua nhà trường trước ngày 25
hằng tháng để xét vào cuối mỗi học kỳ.
Thực hiện Thông tư số 24/2023/TT-BGDĐT của Bộ Giáo dục và Đào tạo.

"""

CASE: Final = """\
The court in Roe v. Wade, 410 U.S. 113 (1973), considered the question at length and set out the
standard that later courts were to apply; see also Brown v. Board of Education, 347 U.S. 483, 495
(1954). The statute at issue, 42 U.S.C. 1983, provides a remedy to any person whose rights have been
violated under color of law, and it has been read broadly.

The parties agree on most of the facts. The plaintiff was employed by the district for eleven years
before the events that gave rise to this action, and during that time received favorable evaluations
from each of the supervisors to whom she reported. In the spring of that year the board adopted a new
policy for the assignment of teachers, under which seniority was to be one of several factors and no
longer the only one. The plaintiff was reassigned to another school in the same district, and she filed
a grievance under the agreement then in force. The grievance was denied at each of the three levels for
which the agreement provides, and this action followed within the time that the statute allows for it.
"""


#: Texts longer than this are run once: a long run evens out what disturbs it.
_LONG: Final = 4_000_000


def seconds_of(call: Callable[[str], Any], text: str) -> float:
    """Return the best of three runs of `call` on `text`; long texts are run once."""
    best = float("inf")
    for _ in range(1 if len(text) > _LONG else 3):
        start = time.process_time()
        call(text)
        best = min(best, time.process_time() - start)
    return best


def of_size(piece: str, size: int) -> str:
    """Return `piece` over and over, to about `size` bytes."""
    return piece * max(1, round(size / len(piece.encode())))


def megabytes_per_second(call: Callable[[str], Any], text: str) -> float:
    """Return the speed of `call` on `text`."""
    return len(text.encode()) / 1e6 / seconds_of(call, text)


def lengths(largest: float) -> list[float]:
    """Return `largest` and up to three shorter lengths in megabytes, each a quarter of the next, the shortest first."""
    return [largest / 4**step for step in (3, 2, 1, 0)]


def eyecite_call() -> Callable[[str], Any] | None:
    """Return eyecite's extraction with its default tokenizer, or ``None`` where it is not installed."""
    try:
        from eyecite import get_citations
    except ImportError:
        return None
    return cast("Callable[[str], Any]", get_citations)


def main() -> None:
    """Print the speeds, and the ratio to eyecite."""
    largest = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    register = load_register()
    calls: dict[str, Callable[[str], Any]] = {
        "find_citations, no register": find_citations,
        "find_citations, with the register": lambda text: find_citations(text, register=register),
    }
    for name, call in calls.items():
        call(PLAN)
        speeds = []
        for size in lengths(largest):
            text = of_size(PLAN, int(size * 1e6))
            speeds.append(megabytes_per_second(call, text))
            print(f"{name}: {size:.2f} MB at {speeds[-1]:.2f} MB/s", flush=True)
        print(f"{name}: a megabyte of the longest costs {speeds[0] / speeds[-1]:.2f} times one of the shortest")
    theirs = eyecite_call()
    if theirs is None:
        print("eyecite: skipped, it is not installed (pip install eyecite)")
        return
    size = int(min(largest, 0.25) * 1e6)
    theirs(CASE)
    their_speed = megabytes_per_second(theirs, of_size(CASE, size))
    our_speed = megabytes_per_second(calls["find_citations, with the register"], of_size(PLAN, size))
    print(f"eyecite: {size / 1e6:.2f} MB at {their_speed:.2f} MB/s; ours on as much: {our_speed:.2f} MB/s")
    print(f"ratio: {our_speed / their_speed:.1f}")


if __name__ == "__main__":
    main()
