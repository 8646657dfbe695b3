"""Components of the form of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I) and their states.

A text that came without its head (copied, converted) is not accused of having none; fonts and margins are judged only
from Word's own formatting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant.checking.context import Context
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding, Fix, Severity
from assistant.checking.spelling import spelling
from corpus.plan import Span
from corpus.text import fold

State = Literal["right", "wrong", "not-seen", "look"]

_TITLE: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_TITLE_WHOLE: Final = re.compile(r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam(?![a-z])")
_TITLE_PART: Final = re.compile(
    r"cong\s+hoa\s+xa\s+hoi(?:\s+chu(?:\s+nghia(?:\s+viet)?)?)?(?![a-z])|xa\s+hoi\s+chu\s+nghia\s+viet\s+nam"
)
_MOTTO_ANY: Final = re.compile(r"doc\s+lap(?P<a>\s*[-.,]?\s*)tu\s+do(?P<b>\s*[-.,]?\s*)hanh\s+phuc")
_KIND_LINE: Final = re.compile(r"^[^\w\n]*ke\s+hoach", re.MULTILINE)
_FILED: Final = re.compile(r"(?<![a-z])luu(?![a-z])")
_RECIPIENTS: Final = re.compile(r"noi\s+nhan")
_OTHER_KIND: Final = re.compile(r"^\d+\s*[/-]\s*(QĐ|CV|TB|BC|TTR|HD|CT|NQ|BB|QC)(?=[-/])")
_HEAD: Final = 2500
_A4: Final = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its code without "form.", its Vietnamese name, its state and what to say of it.

    `severity` holds where the state is wrong or not seen; `place` is where it stands or belongs.
    """

    code: str
    state: State
    place: Span
    message: str = ""
    suggestion: str | None = None
    severity: Severity = "info"
    fix: str | Fix | None = None

    @property
    def name(self) -> str:
        """The component's Vietnamese name."""
        return _rules()[self.code]["name"]

    @property
    def article(self) -> str:
        """The article that it rests on."""
        return f"Nghị định 30/2020/NĐ-CP, Phụ lục I, mục {_rules()[self.code]['article']}"


def check_form(ctx: Context) -> Iterator[Finding]:
    """Yield the components that are wrong or missing; several that an extract lacks altogether make one finding."""
    parts = components(ctx)
    unseen = [part for part in parts if part.state == "not-seen"]
    for part in parts:
        if part.state == "wrong" or (part.state == "not-seen" and part.severity != "info"):
            yield ctx.finding(
                f"form.{part.code}",
                part.severity,
                part.message,
                part.place,
                suggestion=part.suggestion,
                basis=part.article,
                fix=part.fix,
            )
    quiet = [part for part in unseen if part.severity == "info"]
    if quiet and ctx.plan.header.document_type is not None:
        names = ", ".join(part.name for part in quiet)
        yield ctx.finding(
            "form.not-seen",
            "info",
            f"Không thấy trong văn bản đọc được: {names}.",
            (0, 0),
            suggestion="Xem lại bản gốc; văn bản sao chép có thể thiếu phần này.",
            basis="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II",
        )


def components(ctx: Context) -> tuple[Component, ...]:
    """Return every component of the form with its state, in the order of the document."""
    return tuple(part for examine in _EXAMINERS for part in examine(ctx))


def _has_head(ctx: Context) -> bool:
    """Tell whether the text has its letterhead: the national title or motto, or the issuing body at the top."""
    head = ctx.folded[:_HEAD]
    return _TITLE_PART.search(head) is not None or _MOTTO_ANY.search(head) is not None


def _national_title(ctx: Context) -> Iterator[Component]:
    part = _TITLE_PART.search(ctx.folded, 0, min(_HEAD, _end_of_head(ctx)))
    whole = _TITLE_WHOLE.match(ctx.folded, part.start()) if part else None
    if whole:
        span = Span(*whole.span())
        right = not ctx.is_legible or spelling(span.of(ctx.text)) == spelling(_TITLE)
        yield Component("national-title", "right", span) if right else _title_wrong(span, "Quốc hiệu sai chính tả.")
    elif part and ctx.is_legible and not _goes_on(ctx, part.end()):
        yield _title_wrong(Span(*part.span()), "Quốc hiệu thiếu chữ.")
    else:
        yield Component("national-title", "look" if part else "not-seen", Span(0, 0), "Không thấy Quốc hiệu.")


def _end_of_head(ctx: Context) -> int:
    """Return where the first section begins: the country is named in running text too."""
    return ctx.plan.sections[0].start if ctx.plan.sections else _HEAD


def _goes_on(ctx: Context, offset: int) -> bool:
    """Tell whether the title's last words follow near by, torn off by columns."""
    return re.search(r"\bNAM\b", ctx.text[offset : offset + 80]) is not None


def _title_wrong(span: Span, message: str) -> Component:
    return Component("national-title", "wrong", span, message, f"Viết “{_TITLE}”.", "warning", _TITLE)


def _motto(ctx: Context) -> Iterator[Component]:
    found = _MOTTO_ANY.search(ctx.folded[:_HEAD])
    if found is None:
        yield Component("motto", "not-seen", Span(0, 0), "Không thấy Tiêu ngữ.")
        return
    span = Span(*found.span())
    if not ctx.is_legible:
        yield Component("motto", "right", span)
    elif spelling(span.of(ctx.text)) != spelling(_MOTTO):
        yield Component("motto", "wrong", span, "Tiêu ngữ sai chính tả.", f"Viết “{_MOTTO}”.", "warning", _MOTTO)
    elif re.sub(r"[–—]", "-", " ".join(span.of(ctx.text).split())) != _MOTTO and ctx.is_exact:
        message = "Tiêu ngữ: chữ cái đầu của các cụm từ viết hoa, giữa các cụm từ có gạch nối và cách chữ."
        yield Component("motto", "wrong", span, message, f"Viết “{_MOTTO}”.", "info", _MOTTO)
    else:
        yield Component("motto", "right", span)


def _issuer(ctx: Context) -> Iterator[Component]:
    span = ctx.plan.header.span("school")
    if ctx.plan.header.school is None:
        yield Component("issuer", "not-seen", Span(0, 0), "Không thấy tên cơ quan ban hành.")
    else:
        yield Component("issuer", "right", span or Span(0, 0))


def _number(ctx: Context) -> Iterator[Component]:
    header = ctx.plan.header
    span = header.span("number")
    if header.number is None or span is None:
        yield Component("number", "look" if span else "not-seen", span or Span(0, 0), "Không thấy số, ký hiệu.")
        return
    written = re.sub(r"^\W*s\w{1,2}\s*:?\s*", "", span.of(ctx.text), flags=re.IGNORECASE).strip()
    serial = re.match(r"\d+", header.number)
    problem = None
    if re.match(r"\d+\s*[.,]", written):
        problem = "Số, ký hiệu có dấu chấm thừa sau số."
    elif re.search(r"\s[/-]|[/-]\s", written):
        problem = "Số, ký hiệu có khoảng trắng thừa."
    elif serial and len(serial.group()) == 1:
        problem = "Số nhỏ hơn 10 phải ghi thêm số 0 phía trước."
    elif re.search(r"/[^/]+/KH$|^\d+-KH/", header.number.upper()):
        problem = "Ký hiệu ghi tên loại (KH) trước, tên cơ quan sau, cách nhau bằng gạch nối."
    other = _OTHER_KIND.search(header.number.upper()) if ctx.is_plan and header.document_type else None
    if other and ctx.is_exact:
        message = f"Ký hiệu ghi “{other[1]}” trong khi tên loại văn bản là kế hoạch."
        yield Component("number", "wrong", span, message, f"Đổi “{other[1]}” thành “KH”.", "warning")
        return
    if problem is None or not ctx.is_exact:
        yield Component("number", "right", span)
        return
    right = re.sub(r"\s+", "", header.number)
    right = f"0{right}" if serial and len(serial.group()) == 1 else right
    yield Component("number", "wrong", span, problem, f"Viết “Số: {right}”.", "info")


def _place_date(ctx: Context) -> Iterator[Component]:
    header, span = ctx.plan.header, ctx.plan.header.span("date")
    if header.date is None or span is None:
        yield Component(
            "place-date", "look" if span else "not-seen", span or Span(0, 0), "Không thấy địa danh, ngày tháng."
        )
        return
    parts = re.search(r"ngay\s+(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\s+nam", span.of(ctx.folded))
    if parts and ctx.is_exact and (len(parts["day"]) == 1 or parts["month"] in ("1", "2")):
        month = f"{header.date.month:02d}" if header.date.month < 3 else str(header.date.month)
        right = f"ngày {header.date.day:02d} tháng {month} năm {header.date.year}"
        message = "Ngày nhỏ hơn 10, tháng 1 và tháng 2 phải ghi thêm số 0 phía trước."
        yield Component("place-date", "wrong", span, message, f"Viết “{right}”.", "info")
    else:
        yield Component("place-date", "right", span)


def _kind(ctx: Context) -> Iterator[Component]:
    line = _KIND_LINE.search(ctx.folded[:_HEAD])
    is_numbered_plan = "KH" in re.split(r"[/\-–]", (ctx.plan.header.number or "").upper())
    if line:
        yield Component("kind", "right", Span(*line.span()))
    elif is_numbered_plan and ctx.is_legible and _has_head(ctx):
        title = ctx.plan.header.span("title")
        place = Span(title.start, title.start) if title else Span(0, 0)
        yield Component(
            "kind", "wrong", place, "Thiếu dòng tên loại “KẾ HOẠCH”.", "Thêm dòng “KẾ HOẠCH” trên trích yếu.", "warning"
        )
    else:
        yield Component("kind", "look", Span(0, 0))


def _foot(ctx: Context) -> Iterator[Component]:
    header, end = ctx.plan.header, len(ctx.text)
    whole = ctx.is_complete and _has_head(ctx)
    severity: Severity = "warning" if whole and ctx.is_exact and not _is_of_a_group(ctx) else "info"
    if header.signer or header.signer_title:
        yield Component("signature", "right" if header.signer else "look", header.span("signer") or Span(end, end))
    else:
        yield Component(
            "signature",
            "not-seen",
            Span(end, end),
            "Không thấy chức vụ, họ tên người ký.",
            "Ghi chức vụ, họ tên người ký.",
            severity,
        )
    tail = ctx.folded[-2500:]
    if header.recipients or _RECIPIENTS.search(tail):
        yield Component("recipients", "right", header.span("recipients") or Span(end, end))
        yield from _filing(ctx)
    else:
        yield Component(
            "recipients", "not-seen", Span(end, end), "Không thấy “Nơi nhận”.", "Thêm phần “Nơi nhận”.", severity
        )


def _is_of_a_group(ctx: Context) -> bool:
    """Tell whether a group within a school writes the plan: it has no mail of its own and sends it to nobody."""
    return re.match(r"(?:to|khoi|nhom|lop|lien doi|chi doi)\s", fold(ctx.plan.header.school or "")) is not None


def _filing(ctx: Context) -> Iterator[Component]:
    span = ctx.plan.header.span("recipients")
    listed = span.of(ctx.folded) if span else ctx.folded[-1500:]
    if _FILED.search(listed) or _FILED.search(ctx.folded[-1500:]):
        yield Component("filing", "right", span or Span(0, 0))
    elif span and ctx.is_legible and len(ctx.plan.header.recipients) > 1:
        yield Component(
            "filing", "wrong", Span(span.end, span.end), "Nơi nhận thiếu dòng lưu.", "Thêm “- Lưu: VT.” ở cuối.", "info"
        )
    else:
        yield Component("filing", "look", span or Span(0, 0))


def _page(ctx: Context) -> Iterator[Component]:
    """Yield what Word's own formatting says; for other formats these are for the eye."""
    layout = ctx.layout
    if layout is None:
        yield from (
            Component(code, "look", Span(0, 0)) for code in ("page", "margins", "font", "size", "page-number", "seal")
        )
        return
    sizes = (layout.width, layout.height)
    if None not in sizes and not all(abs((a or 0) - b) <= 2 for a, b in zip(sizes, _A4, strict=True)):
        yield _wrong(
            "page", f"Khổ giấy {layout.width} x {layout.height} mm, không phải A4 (210 x 297 mm).", "Đặt khổ giấy A4."
        )
    else:
        yield Component("page", "right" if None not in sizes else "look", Span(0, 0))
    yield from _margins(ctx)
    if layout.font is None:
        yield Component("font", "look", Span(0, 0))
    elif layout.font.lower() != "times new roman":
        yield _wrong("font", f"Phần lớn văn bản dùng phông {layout.font}.", "Dùng phông Times New Roman.")
    else:
        yield Component("font", "right", Span(0, 0))
    if layout.size is not None and not 13 <= layout.size <= 14:
        yield _wrong("size", f"Cỡ chữ phần nội dung là {layout.size:g}.", "Dùng cỡ chữ 13 hoặc 14.")
    else:
        yield Component("size", "right" if layout.size else "look", Span(0, 0))
    yield Component("page-number", "right" if layout.has_page_number else "look", Span(0, 0))
    yield Component("seal", "look", Span(0, 0))


def _margins(ctx: Context) -> Iterator[Component]:
    layout = ctx.layout
    assert layout is not None
    limits = (
        ("trên", layout.top, 20, 25),
        ("dưới", layout.bottom, 20, 25),
        ("trái", layout.left, 30, 35),
        ("phải", layout.right, 15, 20),
    )
    off = [
        f"lề {side} {value:g} mm ({low}–{high})"
        for side, value, low, high in limits
        if value is not None and not low - 1 <= value <= high + 1
    ]
    if off:
        yield _wrong(
            "margins",
            f"Định lề ngoài quy định: {'; '.join(off)}.",
            "Trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm.",
        )
    else:
        yield Component("margins", "right" if layout.left is not None else "look", Span(0, 0))


def _wrong(code: str, message: str, suggestion: str) -> Component:
    return Component(code, "wrong", Span(0, 0), message, suggestion, "info")


_EXAMINERS: Final[tuple[Callable[[Context], Iterator[Component]], ...]] = (
    _national_title,
    _motto,
    _issuer,
    _number,
    _place_date,
    _kind,
    _foot,
    _page,
)


def _rules() -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = load_yaml(FOLDER / "form.yaml")
    return rules
