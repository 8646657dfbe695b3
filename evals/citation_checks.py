"""Measure what the checks say of citations: sentences in small plans with a day, and the findings that must come.

The sentences are data/citation_checks.txt; its first lines say how it is written. Each stands in the basis or in the
body of a plan that is else sound, is parsed and checked like any plan. Of errors and warnings every one that is not
listed counts against precision; of the listed findings of each code the share that came is its recall.

Run: ``python -m evals.citation_checks``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from assistant.checking import Finding, check
from corpus.law.register import Register, load_register
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span
from corpus.text import diacritics_state

CASES: Final = Path(__file__).parent / "data" / "citation_checks.txt"
_BASIS: Final = re.compile(r"(?:căn cứ|thực hiện|can cu|thuc hien) ", re.IGNORECASE)
_HEAD: Final = """\
UBND HUYỆN YÊN SƠN
TRƯỜNG TIỂU HỌC HÒA AN

Số: 45/KH-THHA

Hòa An, ngày {day:%d} tháng {day:%m} năm {day:%Y}

KẾ HOẠCH
Phát động phong trào thi đua

{basis}

I. MỤC ĐÍCH, YÊU CẦU
1. Tiếp tục đổi mới nội dung, hình thức tổ chức các phong trào thi đua trong nhà trường.
{body}
II. TỔ CHỨC THỰC HIỆN
1. Tổ trưởng chuyên môn theo dõi, tổng hợp kết quả từng tháng.

HIỆU TRƯỞNG
Nguyễn Văn An
"""
_PLAIN_BASIS: Final = "Căn cứ tình hình thực tế của nhà trường;"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finding that must come; `words` must stand in its message or suggestion."""

    code: str
    severity: str
    words: str = ""

    def is_met_by(self, finding: Finding) -> bool:
        """Tell whether `finding` is this one."""
        same = (finding.code, finding.severity) == (self.code, self.severity)
        return same and self.words in f"{finding.message} {finding.suggestion}"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the day of the plan in which it stands, and the findings that must come."""

    day: date
    sentence: str
    wanted: tuple[Wanted, ...]


@dataclass(slots=True)
class Score:
    """Findings that came of those wanted, by code; graver ones than an info that were not wanted, by severity."""

    met: dict[str, int] = field(default_factory=dict)
    there: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=lambda: {"error": 0, "warning": 0})
    excess: dict[str, int] = field(default_factory=lambda: {"error": 0, "warning": 0})
    notes: list[str] = field(default_factory=list)

    def precision(self, severity: str) -> float:
        """Return the share of the findings of `severity` that were wanted."""
        return self.right[severity] / (self.right[severity] + self.excess[severity] or 1)

    @property
    def recall(self) -> float:
        """The share of the wanted findings that came."""
        return sum(self.met.values()) / (sum(self.there.values()) or 1)


def cases(path: Path = CASES) -> Iterator[Case]:
    """Yield the cases of the table at `path`."""
    sentence: tuple[date, str] | None = None
    wanted: list[Wanted] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "[0001-01-01] end of table"]:
        if line.startswith("! "):
            code, severity = line[2:].partition("|")[0].split()
            wanted.append(Wanted(code, severity, line.partition("|")[2].strip()))
        elif line.startswith("["):
            if sentence is not None:
                yield Case(*sentence, tuple(wanted))
            day, _, text = line[1:].partition("] ")
            sentence, wanted = (date.fromisoformat(day), text.replace("\\n", "\n")), []


def text_of(case: Case) -> str:
    """Return the plan in which the sentence of `case` stands."""
    in_basis = _BASIS.match(case.sentence) is not None
    basis, body = (case.sentence, "") if in_basis else (_PLAIN_BASIS, f"2. {case.sentence}\n")
    return _HEAD.format(day=case.day, basis=basis, body=body)


def findings_of(case: Case, register: Register) -> list[Finding]:
    """Return what the checks say of the citations of `case`."""
    text = text_of(case)
    # The plan around a sentence without diacritics has them; what is judged is the sentence.
    quality = Quality(diacritics=diacritics_state(case.sentence))
    plan = parse(Reading("thu.txt", text, (Span(0, len(text)),), quality), register=register)
    return [finding for finding in check(plan, register=register).findings if finding.code.startswith("citation.")]


def measure(register: Register, path: Path = CASES) -> Score:
    """Return the score over all cases."""
    score = Score()
    for case in cases(path):
        left = findings_of(case, register)
        for wanted in case.wanted:
            score.there[wanted.code] = score.there.get(wanted.code, 0) + 1
            hit = next((finding for finding in left if wanted.is_met_by(finding)), None)
            if hit is None:
                score.notes.append(f"missed {wanted}: [{case.day}] {case.sentence!r}")
                continue
            left.remove(hit)
            score.met[wanted.code] = score.met.get(wanted.code, 0) + 1
            if wanted.severity in score.right:
                score.right[wanted.severity] += 1
        for finding in left:
            if finding.severity in score.excess:
                score.excess[finding.severity] += 1
                said = f"{finding.severity} {finding.code}: {finding.message}"
                score.notes.append(f"in excess {said} [{case.day}] {case.sentence!r}")
    return score


def main() -> int:
    """Print precision, recall by code and what was wrong; return 1 where a sound citation was called wrong."""
    score = measure(load_register())
    print(f"sentences: {sum(1 for _ in cases())}")
    for severity in ("error", "warning"):
        total = score.right[severity] + score.excess[severity]
        print(f"precision of {severity}s: {score.precision(severity):.3f} ({score.right[severity]}/{total})")
    print(f"recall: {score.recall:.3f}")
    for code, there in sorted(score.there.items()):
        print(f"  {code:30} {score.met.get(code, 0):>3}/{there}")
    print(*score.notes, sep="\n")
    return int(score.excess["error"] > 0)


if __name__ == "__main__":
    sys.exit(main())
