from assistant.drafting.draft import Blank, Change, Draft, DraftSource, Paragraph, Request
from assistant.export.markdown import draft_to_markdown
from corpus.plan import Span


def test_headings_bold_blanks_and_footnotes() -> None:
    draft = Draft(
        Request(""),
        None,
        (
            Paragraph("II. NỘI DUNG", level=1, numeral="II"),
            Paragraph(
                "- Đợt một: trước [ngày] năm 2025.",
                (DraftSource("a", "II.2", "- Đợt một: trước ngày 1/2 năm 2024."),),
                (Change("year", "năm 2024", "năm 2025", "Chuyển năm."),),
                bold=(Span(2, 10),),
            ),
        ),
        blanks=(Blank("[ngày]", "Do cấp trên quy định."),),
    )
    assert draft_to_markdown(draft, {"a": "Kế hoạch cũ"}) == (
        "## II. NỘI DUNG\n\n"
        "- **Đợt một:** trước [ngày] năm 2025.[^1]\n\n"
        "---\n\nCần điền:\n\n"
        "- [ngày]: Do cấp trên quy định.\n\n"
        "[^1]: Theo: Kế hoạch cũ, mục II.2.\n    “năm 2024” → “năm 2025”: Chuyển năm.\n"
    )
