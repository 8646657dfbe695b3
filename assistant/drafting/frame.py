"""The head and foot of a draft (Nghị định 30/2020/NĐ-CP, Phụ lục I, II).

They come from the school's profile, else from the base if it is the school's own. What neither knows is a blank with
a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.drafting.carry import Carry
from assistant.drafting.draft import Blank, Change, DraftSource, Paragraph, Part
from assistant.drafting.edits import apply
from assistant.drafting.numbers import is_of_the_union, symbol_of
from assistant.drafting.paragraphs import Carried, carry_forward, plain, unbroken
from assistant.drafting.roll_forward import roll_forward
from assistant.drafting.school_names import inner_body
from assistant.drafting.vocabulary import alternation
from assistant.drafting.words import rule
from corpus.parsing import parse
from corpus.plan import Quality, Reading, Span
from corpus.text import fold

#: Quốc hiệu and Tiêu ngữ (Phụ lục I, II.1).
NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NATIONAL = (Paragraph(NATIONAL_TITLE, part="national-title"), Paragraph(MOTTO, part="motto"))
# "UBND phường A; UBND phường A (b/c)": two offices of one item that have become the same.
_REPEATED = re.compile(r"(?P<name>[^;,()]{6,}?)\s*[;,]\s*(?P=name)(?![^\W_])")
_WITHOUT_REPEAT = r"\g<name>"
# Levels that the two-tier local government ended; cities that are provinces stand without "thành phố" before a date.
_ABOLISHED_PLACE = re.compile(
    rf"(?:thi tran|quan|huyen|thi xa|thanh pho(?!\s{alternation(rule('two_tier')['central_cities'])}))\s"
)
_RECIPIENTS = re.compile(r"[\s*_-]*noi\s+nhan[\s:*_]*")
_COMMITTEE = re.compile(r"(?:uy ban nhan dan|ubnd)(?![^\W_])")
_BODY_ITEM = re.compile(r"^\s*[-+*•–]\s*")


@dataclass(slots=True)
class Frame:
    """What stands above and below the body, with the blanks in both."""

    head: list[Paragraph] = field(default_factory=list)
    foot: list[Paragraph] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Maker:
    carry: Carry
    plan_id: str
    frame: Frame

    def blank(self, label: str, reason: str) -> str:
        """Record a blank and return its text."""
        text = f"[{label}]"
        self.frame.blanks.append(Blank(text, reason))
        return text

    def carried(self, field_name: str) -> Paragraph | None:
        """Return a field of the base's header carried forward, or ``None`` where the text does not have it."""
        span = self.carry.plan.header.span(field_name)
        if span is None:
            return None
        mended = getattr(self.carry.plan.header, field_name)
        if self.carry.plan.quality.diacritics != "full" and mended:
            return self._mended(mended, span.of(self.carry.text))
        span = unbroken(self.carry.plan, span)
        edits = roll_forward(self.carry, span)
        self.frame.blanks += [edit.blank for edit in edits if edit.blank]
        text, _ = plain(apply(self.carry.text, span, edits))
        return Paragraph(
            text=text,
            sources=(DraftSource(self.plan_id, "", span.of(self.carry.text)),),
            changes=tuple(edit.change for edit in edits if edit.change),
        )

    def _mended(self, text: str, found: str) -> Paragraph:
        """Return a field that the parser has mended after damage by a recogniser, carried forward."""
        plan = parse(Reading("", text, (Span(0, len(text)),), Quality()), register=self.carry.register)
        carry = replace(self.carry, plan=plan, folded=fold(text), findings=())
        edits = roll_forward(carry, Span(0, len(text)))
        self.frame.blanks += [edit.blank for edit in edits if edit.blank]
        final = plain(apply(text, Span(0, len(text)), edits))[0]
        reasons = (
            "Đọc lại chữ bị hỏng khi nhận dạng; hãy đối chiếu với bản gốc.",
            *(e.change.reason for e in edits if e.change),
        )
        change = Change("name", " ".join(found.split()), final, " ".join(reasons))
        return Paragraph(text=final, sources=(DraftSource(self.plan_id, "", found),), changes=(change,))


def frame_for(carry: Carry, plan_id: str) -> Frame:
    """Return head and foot of the document that the draft is, or is a part of."""
    frame = Frame()
    maker = _Maker(carry, plan_id, frame)
    frame.head = [*_superior(maker), _issuer(maker), _number(maker), *_NATIONAL, _place_date(maker)]
    frame.head += [_type(maker), _subject(maker)]
    frame.foot = [*_recipients(maker), _signer_title(maker), _signer(maker)]
    return frame


def _inner_body(carry: Carry) -> str | None:
    """Return the body inside the school that issued the base ("Chi hội Khuyến học"), or ``None`` for the school."""
    return inner_body(carry.plan.header.school or "")


def _superior(maker: _Maker) -> list[Paragraph]:
    """Return the name of the office above; a People's Committee signs under its own name alone (Phụ lục I, II.2)."""
    if _COMMITTEE.match(fold(maker.carry.school.name or maker.carry.plan.header.school or "")):
        return []
    return [_office_above(maker)]


def _office_above(maker: _Maker) -> Paragraph:
    carry = maker.carry
    if carry.school.superior and not _inner_body(carry):
        return _from_profile(carry.school.superior.upper(), "superior")
    carried = maker.carried("superior") if carry.own or _inner_body(carry) else None
    if carried is not None:
        return _as(carried, "superior", upper=True)
    if carry.own and carry.plan.header.superior:
        return _from_base(maker, carry.plan.header.superior.upper(), "superior")
    return _unknown(maker, "CƠ QUAN CHỦ QUẢN", "superior", "Điền cơ quan chủ quản vào hồ sơ trường.")


def _issuer(maker: _Maker) -> Paragraph:
    carry = maker.carry
    if carry.school.name:
        return _from_profile(" ".join(filter(None, (_inner_body(carry), carry.school.name))).upper(), "issuer")
    if carry.plan.header.school:
        return _from_base(maker, carry.plan.header.school.upper(), "issuer")
    return _unknown(maker, "TÊN TRƯỜNG", "issuer", "Điền tên trường vào hồ sơ trường.")


def _number(maker: _Maker) -> Paragraph:
    carry = maker.carry
    of_base = symbol_of(carry.plan.header.number) if carry.own or _inner_body(carry) else None
    symbol = of_base if _inner_body(carry) else carry.school.symbol or of_base
    running = maker.blank("số", f"Số của kế hoạch {carry.target.label} lấy ở sổ văn bản đi của trường.")
    if symbol is None:
        symbol = maker.blank("ký hiệu trường", "Điền ký hiệu trường vào hồ sơ trường.")
    written = f"{running}/{_kind_symbol(carry)}-{symbol}"
    if _inner_body(carry) and is_of_the_union(carry.plan.header.number):
        written = f"{running}-{_kind_symbol(carry)}/{symbol}"
    return Paragraph(f"Số: {written}", part="number")


def _kind_symbol(carry: Carry) -> str:
    """Return the abbreviation of the kind of document (Phụ lục III), as the base's number has it."""
    match = re.search(r"/\s*([A-ZĐ][A-ZĐa-z]{0,3})\s*[-–]", carry.plan.header.number or "")
    return match.group(1) if match else "KH"


def _place_date(maker: _Maker) -> Paragraph:
    carry = maker.carry
    place = carry.school.place or (carry.plan.header.place if carry.own else None)
    if place is None or (_ABOLISHED_PLACE.match(fold(place)) and carry.target.day >= rule("two_tier")["day"]):
        place = maker.blank("địa danh", "Điền địa danh vào hồ sơ trường.")
    day = maker.blank("ngày", "Ngày ký kế hoạch.")
    month = maker.blank("tháng", "Tháng ký kế hoạch.")
    return Paragraph(f"{place}, ngày {day} tháng {month} năm {carry.target.day.year}", part="place-date")


def _type(maker: _Maker) -> Paragraph:
    return Paragraph((maker.carry.plan.header.document_type or "Kế hoạch").upper(), part="document-type")


def _subject(maker: _Maker) -> Paragraph:
    carried = maker.carried("title")
    if carried is None:
        return _unknown(maker, "trích yếu nội dung kế hoạch", "subject", "Không nhận ra trích yếu trong kế hoạch gốc.")
    kind = maker.carry.plan.header.document_type or "Kế hoạch"
    text = re.sub(rf"^(?:{re.escape(kind)}|Kế hoạch|KE HOACH)\s*:?\s+(?=\S)", "", carried.text, flags=re.IGNORECASE)
    return _as(carried, "subject", text=text[:1].upper() + text[1:])


def _recipients(maker: _Maker) -> list[Paragraph]:
    span = maker.carry.plan.header.span("recipients")
    items: list[Paragraph] = []
    if span is not None:
        carried: Carried = carry_forward(maker.carry, maker.plan_id, span, "recipients")
        maker.frame.blanks += carried.blanks
        items = [_item(p) for p in _one_column(carried.paragraphs, maker.carry) if not p.text.rstrip().endswith(":")]
    if not items:
        items = [
            _unknown(maker, "nơi nhận", "recipients", "Kế hoạch gốc không có nơi nhận."),
            Paragraph("- Lưu: VT.", part="recipients"),
        ]
    return [Paragraph("Nơi nhận:", part="recipients-title"), *_without_repeats(items)]


def _one_column(paragraphs: list[Paragraph], carry: Carry) -> Iterator[Paragraph]:
    """Yield the recipients without what a second column on the same lines says of the signature."""
    header = carry.plan.header
    signature = [*(header.signer_title or "").split(", "), header.signer or ""]
    for paragraph in paragraphs:
        text = paragraph.text
        for words in filter(None, signature):
            found = fold(text).find(fold(words))
            if found > 0 and found + len(words) >= len(text.rstrip()):
                text = text[:found].rstrip()
        if not _RECIPIENTS.fullmatch(fold(text)) and text:
            yield replace(paragraph, text=text, changes=tuple(c for c in paragraph.changes if c.to in text))


def _item(paragraph: Paragraph) -> Paragraph:
    text = _BODY_ITEM.sub("", paragraph.text).strip()
    return _as(paragraph, "recipients", text=f"- {_REPEATED.sub(_WITHOUT_REPEAT, text)}")


def _without_repeats(items: list[Paragraph]) -> list[Paragraph]:
    """Return the items without those that two abolished offices have made the same."""
    seen: dict[str, Paragraph] = {}
    for item in items:
        seen.setdefault(fold(item.text).rstrip(" ;.,"), item)
    return list(seen.values())


def _signer_title(maker: _Maker) -> Paragraph:
    carry = maker.carry
    title = carry.plan.header.signer_title
    if not _inner_body(carry):
        is_school = fold(carry.school.name or carry.plan.header.school or "").startswith("truong")
        title = carry.school.post or title or ("Hiệu trưởng" if is_school else None)
    if title is None:
        return _unknown(maker, "CHỨC VỤ NGƯỜI KÝ", "signer-title", "Điền chức vụ người ký vào hồ sơ trường.")
    return Paragraph(title.upper(), part="signer-title")


def _signer(maker: _Maker) -> Paragraph:
    carry = maker.carry
    if carry.school.head and not _inner_body(carry):
        return _from_profile(carry.school.head, "signer")
    signer = carry.plan.header.signer
    is_read = carry.plan.quality.diacritics == "full" or (signer is not None and fold(signer) in carry.folded)
    if carry.own and signer and is_read and not carry.school.name:
        return _from_base(maker, signer, "signer")
    return _unknown(maker, "họ tên người ký", "signer", "Điền họ tên người ký vào hồ sơ trường.")


def _as(paragraph: Paragraph, part: Part, *, text: str | None = None, upper: bool = False) -> Paragraph:
    new = paragraph.text if text is None else text
    changes = paragraph.changes
    if upper:
        new, changes = _capitals(new), tuple(replace(change, to=_capitals(change.to)) for change in changes)
    return Paragraph(
        text=new,
        sources=paragraph.sources,
        changes=changes,
        notes=paragraph.notes,
        part=part,
    )


def _capitals(text: str) -> str:
    """Return `text` in capitals, blanks as they are."""
    return "".join(piece if piece.startswith("[") else piece.upper() for piece in re.split(r"(\[[^\]]*\])", text))


def _from_profile(text: str, part: Part) -> Paragraph:
    return Paragraph(text, (DraftSource(PROFILE, "", text),), part=part)


def _from_base(maker: _Maker, text: str, part: Part) -> Paragraph:
    return Paragraph(text, (DraftSource(maker.plan_id, "", text),), part=part)


def _unknown(maker: _Maker, label: str, part: Part, reason: str) -> Paragraph:
    return Paragraph(maker.blank(label, reason), part=part)


#: What `DraftSource.plan_id` says of text that comes from the school's profile or from the request itself.
PROFILE = "ho-so-truong"
REQUEST = "yeu-cau"
