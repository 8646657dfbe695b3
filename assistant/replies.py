"""What the chat says: one or two sentences on what was done, and what can be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.celebrations import Jubilee
    from assistant.checking import CheckReport
    from assistant.checking.finding import Finding
    from assistant.drafting.draft import Draft, Request
    from assistant.library import AddResult
    from assistant.records import PlanRecord
    from index.retrieval import Filters

HELP = (
    "Tôi giúp được năm việc:\n\n"
    "- **Soạn**: “viết mục III cho năm 2025”, “soạn cả kế hoạch khuyến học năm học 2025-2026”.\n"
    "- **Kiểm tra**: thả tệp Word, PDF, bản quét hoặc văn bản vào ô bên dưới.\n"
    "- **Tìm tiền lệ**: “tiêu chí thi đua với học sinh”, “muc khen thuong”.\n"
    "- **Tra văn bản**: “98/2023/NĐ-CP còn hiệu lực không?”.\n"
    "- **Tính ngày kỷ niệm**: “20/11 năm nay là bao nhiêu năm?”."
)
DECLINE = "Xin lỗi thầy cô, tôi chỉ làm các việc về kế hoạch của nhà trường nên không giúp được việc này.\n\n" + HELP
NOTHING_FOUND = "Không tìm thấy tiền lệ nào nói về việc này trong thư viện. Hãy thử từ khác, hoặc nạp thêm kế hoạch cũ."
FOUND_NOWHERE = (
    "Không kế hoạch nào trong thư viện nói về việc này; việc ngoài kế hoạch của nhà trường thì tôi chưa giúp được."
    "\n\n" + HELP
)
THANKS = "Rất vui được giúp thầy cô. Khi cần, cứ gõ tiếp hoặc thả tệp vào đây."
THANKS_WITH_DRAFT = "Rất vui được giúp thầy cô. Bản soạn vẫn ở đây: gõ “xuất Word” để tải, hoặc gõ tiếp chỗ cần sửa."
COMPLAINT = (
    "Xin lỗi vì câu trả lời chưa đúng ý. Thầy cô cho biết rõ hơn: cần soạn mục nào, của kế hoạch nào, cho năm nào; "
    "hoặc thả tệp cần kiểm tra vào ô bên dưới."
)
COMPLAINT_WITH_DRAFT = (
    "Xin lỗi vì bản soạn chưa đúng ý. Thầy cô có thể gõ “quay lại” để lấy bản trước, “trường khác viết thế nào” để xem "
    "cách viết khác, “lấy theo kế hoạch trường …” để đổi kế hoạch gốc, hoặc nói rõ chỗ cần sửa."
)
STAYS_HERE = (
    "Kế hoạch, tệp tải lên và câu hỏi của thầy cô chỉ nằm trên máy đang chạy chương trình này, không gửi lên mạng; "
    "chương trình dùng được cả khi không có Internet, và không mất phí."
)
LEAVES = (
    "Kế hoạch và tệp tải lên nằm trên máy đang chạy chương trình này. Riêng đoạn văn cần viết lại được gửi tới mô hình "
    "ngôn ngữ trên máy khác mà nhà trường đã cài đặt; tắt ở thẻ Cài đặt thì không còn gì gửi ra ngoài."
)
DROP_TO_CHECK = "Hãy thả tệp cần kiểm tra vào ô bên dưới (Word, PDF, bản quét hoặc văn bản)."
DROP_TO_ADD = "Hãy thả các tệp cần nạp vào ô bên dưới."
NO_DRAFT = "Chưa có bản soạn nào trong cuộc trò chuyện này; hãy yêu cầu soạn trước, ví dụ: “viết mục III cho năm nay”."
EMPTY_LIBRARY = "Thư viện đang trống; hãy thả kế hoạch cũ vào đây và gõ “nạp vào thư viện”."
EXPORTED = "Tệp Word của bản soạn ở ngay dưới đây, trình bày theo Nghị định 30/2020/NĐ-CP."
CHECKED_FIRST = (
    "Đã kiểm tra tệp trước; để soạn tiếp, hãy gõ riêng yêu cầu soạn, ví dụ: “viết mục IV năm 2026 dựa trên tệp này”."
)
ONLY_READS = "Tài khoản này chỉ được xem; hãy nhờ người có quyền biên tập nạp kế hoạch."

REMOVE_THERE = "Xoá kế hoạch ở thẻ Thư viện: chọn kế hoạch cần xoá rồi bấm “Xoá”."
NO_DAY = "Chưa rõ thầy cô hỏi ngày nào; hãy gõ tên ngày hoặc ngày, tháng, ví dụ: “20/11 năm nay là bao nhiêu năm?”."
NOTHING_THERE = "Ở chỗ thầy cô hỏi không có điều nào bị báo; toàn bộ kết quả kiểm tra ở ngay dưới đây."

_LISTED = 10
_EXPLAINED = 5
_NEXT_FOR_A_DRAFT = (
    "Có thể gõ tiếp: “đổi sang năm sau”, “bỏ ý cuối”, “trường khác viết thế nào”, “kiểm tra bản này”, “xuất Word”."
)


def drafted(draft: Draft, requests: Sequence[Request], *, first: bool, back: bool) -> str:
    """Say what the draft in hand is now, what it stands on and what is left to fill; `first` adds what can follow."""
    done = "Đã quay lại" if back else "Đã soạn"
    base = f"dựa trên “{draft.base.title}”" if draft.base else "không có kế hoạch gốc"
    left = len({blank.text for blank in draft.blanks})
    blanks = f" Còn {left} chỗ trống cần điền." if left else ""
    following = f"\n\n{_NEXT_FOR_A_DRAFT}" if first else ""
    return f"{done} {_what(draft, requests)}. Bản soạn {base}.{blanks}{following}"


def _what(draft: Draft, requests: Sequence[Request]) -> str:
    """Return what was asked for in words: "mục III và IV, năm 2026"."""
    sections = [request.section for request in requests if request.section]
    if sections:
        part = f"mục {' và '.join(dict.fromkeys(sections))}"
    elif draft.whole:
        part = "cả kế hoạch"
    else:
        part = f"mục {draft.base.section}" if draft.base and draft.base.section else "phần được hỏi"
    last = requests[-1]
    if last.kind and not draft.whole:
        part = f"{part} của {_kind(last.kind)}"
    elif last.kind:
        part = f"cả {_kind(last.kind)}"
    when = f"năm học {last.school_year}" if last.school_year else f"năm {last.year}" if last.year else ""
    return ", ".join(filter(None, (part, when)))


def reviewed(report: CheckReport, draft: Draft) -> str:
    """Say how the draft in hand fared in its own check."""
    blanks = len({blank.text for blank in draft.blanks})
    to_fill = f" Còn {blanks} chỗ trống phải điền trước khi ký." if blanks else ""
    if not report.findings:
        return f"Đã kiểm tra bản vừa soạn: không thấy lỗi nào.{to_fill}"
    return f"Đã kiểm tra bản vừa soạn: có {len(report.findings)} điều cần xem.{to_fill}"


def accounted(draft: Draft) -> str:
    """Say what a draft stands on and what was changed in it, each with its reason."""
    base = f"Bản soạn dựa trên “{draft.base.title}”" if draft.base else "Bản soạn không có kế hoạch gốc"
    changes = {(each.from_, each.to): each.reason for paragraph in draft.paragraphs for each in paragraph.changes}
    lines = [f"- “{old}” → “{new}”: {reason}" for (old, new), reason in [*changes.items()][:_EXPLAINED]]
    blanks = {blank.text: blank.reason for blank in draft.blanks}
    lines += [f"- {text}: {reason}" for text, reason in [*blanks.items()][:_EXPLAINED]]
    told = f"; đã đổi {len(changes)} chỗ, để trống {len(blanks)} chỗ" if lines else ", giữ nguyên lời văn"
    return f"{base}{told}{':' if lines else '.'}\n\n" + "\n".join(lines) if lines else f"{base}{told}."


def found(count: int, school: str | None, *, elsewhere: bool) -> str:
    """Say how many passages were found, and where they were looked for."""
    if elsewhere:
        return f"{school} không có đoạn nào nói về việc này; {count} đoạn gần nhất của trường khác:"
    where = f" trong kế hoạch của {school}" if school else ""
    return f"Tìm thấy {count} đoạn tiền lệ gần nhất{where}:"


def listed(records: Sequence[PlanRecord], wanted: Filters) -> str:
    """List the newest of the plans that were asked for."""
    which = _which(wanted)
    if not records:
        return EMPTY_LIBRARY if which == "kế hoạch" else f"Thư viện chưa có {which}."
    lines = [
        "- " + ", ".join(filter(None, (record.title or record.file, record.school, record.number)))
        for record in records[:_LISTED]
    ]
    more = f"\n\nCòn {len(records) - _LISTED} kế hoạch nữa ở thẻ Thư viện." if len(records) > _LISTED else ""
    return f"Thư viện có {len(records)} {which}:\n\n" + "\n".join(lines) + more


def _which(wanted: Filters) -> str:
    """Return in words what a list keeps to: "kế hoạch khuyến học năm 2025 của Trường THPT Lam Kiều"."""
    parts = (
        _kind(wanted.kind) if wanted.kind else "kế hoạch",
        wanted.year and f"năm {wanted.year}",
        wanted.school and f"của {wanted.school}",
    )
    return " ".join(part for part in parts if part)


def _kind(key: str) -> str:
    """Return a kind of plan as it is called within a sentence: "kế hoạch khuyến học"."""
    from assistant.drafting.legal_forms import lower_first
    from corpus.kinds import label_of

    return lower_first(label_of(key))


def celebrated(found: Sequence[Jubilee]) -> str:
    """Say how many years each of the celebrated days counts."""
    if not found:
        return NO_DAY
    return "\n".join(f"- {_jubilee(each)}" for each in found)


def _jubilee(each: Jubilee) -> str:
    day = each.day
    name = f"{day.name} ({day.day}/{day.month})"
    if each.count is None:
        return f"{name}: không kỷ niệm theo số năm."
    days = f"{day.day}/{day.month}/{day.year} – {day.day}/{day.month}/{each.year}"
    return f"{name}: năm {each.year} là {each.count} năm ({days}){', năm tròn' if each.round else ''}."


def explained(findings: Sequence[Finding]) -> str:
    """Say what the findings asked about mean, each with the rule it rests on and what to write instead."""
    if not findings:
        return NOTHING_THERE
    lines = [
        " ".join(filter(None, (f"- {each.message}", each.suggestion, each.basis and f"Căn cứ: {each.basis}")))
        for each in findings[:_EXPLAINED]
    ]
    return "\n".join(lines)


def fixed(findings: Sequence[Finding]) -> str:
    """Say how many findings a mended copy takes care of, and how many the user must decide."""
    from assistant.export.fixes import certain_fixes

    mended = len(certain_fixes(findings))
    left = len(findings) - mended
    if not findings:
        return "Tệp này không có lỗi nào cần sửa."
    if not mended:
        return f"Không có chỗ nào tự sửa được một cách chắc chắn; {left} điều dưới đây cần thầy cô tự quyết."
    rest = f" Còn {left} điều dưới đây cần thầy cô tự quyết." if left else ""
    return f"Đã sửa {mended} chỗ chắc chắn trong bản sao kèm theo, tệp gốc giữ nguyên.{rest}"


def added(results: Sequence[AddResult]) -> str:
    """Say how many files went into the library."""
    good = sum(result.status != "failed" for result in results)
    return f"Đã nạp {good}/{len(results)} tệp vào thư viện."


def law(found: dict[str, Any], named: str) -> str:
    """Answer for the document asked for, or the likeliest of several, how it stands on the day asked for."""
    results = found["results"]
    if not results:
        return f"Sổ văn bản không có văn bản nào khớp với “{named}”. Hãy gõ đủ số, ký hiệu, ví dụ: 98/2023/NĐ-CP."
    first = _standing(results[0], found["as_of"])
    if len(results) == 1:
        return first
    return (
        f"{first} Nếu thầy cô hỏi văn bản khác, hãy xem tiếp các văn bản gần số hoặc gần tên dưới đây, hoặc gõ đủ số."
    )


def _standing(document: dict[str, Any], as_of: str) -> str:
    """Say in a sentence whether a document of the register is in force on a day (ISO), and what took its place."""
    kind = f"{document['type']} " if document["type"] else ""
    named = f"{kind}{document['id']} ({document['title']})" if document["title"] else f"{kind}{document['id']}"
    began = f", từ ngày {_day(document['effective'])}" if document["effective"] else ""
    since = f" từ ngày {_day(document['lapsed'])}" if document["lapsed"] else ""
    instead = f", thay bằng {', '.join(document['replaced_by'])}" if document["replaced_by"] else ""
    amended = f" (đã được {', '.join(document['amended_by'])} sửa đổi)" if document["amended_by"] else ""
    said = {
        "in-force": f"đang có hiệu lực{began}",
        "amended": f"đang có hiệu lực{began}{amended}",
        "replaced": f"đã hết hiệu lực{since}{instead}",
        "lapsed": f"đã hết hiệu lực{since}{instead}",
        "not-yet-effective": f"chưa có hiệu lực; có hiệu lực từ ngày {_day(document['effective'])}",
    }
    standing = said.get(document["status"], "chưa rõ tình trạng hiệu lực; cần tra lại trước khi viện dẫn")
    return f"Tại ngày {_day(as_of)}, {named} {standing}."


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else "chưa rõ"
