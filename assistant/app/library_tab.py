"""The library: search, drop files and folders in, see and correct what was understood of each plan, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app import library_work as work
from assistant.app.chat_tab import FILE_TYPES
from assistant.app.fragments import KIND_NAMES, day_text, note_html
from assistant.app.hits import hits_html
from assistant.app.library_plot import overview_html
from assistant.app.library_view import library_html, understood_html
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.app.access import Access
    from assistant.records import PlanRecord
    from assistant.service import Assistant

NOTHING_FOUND = "Không tìm thấy tiền lệ phù hợp. Hãy thử từ khác, bỏ bớt bộ lọc, hoặc nạp thêm kế hoạch cũ."
# (field of the record, label, example, width in pixels)
FIELDS = (
    ("title", "Trích yếu", "Kế hoạch khuyến học năm học 2026-2027", 500),
    ("school", "Trường", "Trường THCS Bình Minh", 240),
    ("number", "Số, ký hiệu", "09/KH-THCSBM", 180),
    ("day", "Ngày", "05/9/2026", 180),
    ("school_year", "Năm học", "2026-2027", 180),
)
_CHOOSE_PLAN = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-plan]");
  if (button) trigger("select", {value: button.dataset.plan, index: 0});
});
"""
_TO_THE_FORM = """() => setTimeout(() => {
  const form = document.querySelector("#kh-correct");
  form?.scrollIntoView({block: "start"});
  form?.querySelectorAll("input, textarea")[1]?.focus({preventScroll: true});
}, 400)"""


def build(assistant: Assistant, access: Access, tab: Any) -> None:
    """Lay the tab out in the current block; opening `tab` refreshes it."""
    with gr.Row():
        query = gr.Textbox(
            label="Tìm trong thư viện",
            placeholder="tiêu chí thi đua với học sinh",
            scale=4,
            min_width=280,
            max_lines=1,
            elem_id="kh-query",
        )
        school = gr.Dropdown(label="Trường", choices=[("Tất cả", "")], value="", scale=2)
        year = gr.Dropdown(label="Năm", choices=[("Tất cả", 0)], value=0, scale=1)
        kind = gr.Dropdown(
            label="Loại", choices=[("Tất cả", ""), *((v, k) for k, v in KIND_NAMES.items())], value="", scale=2
        )
    found = gr.HTML(elem_id="kh-found")
    with gr.Row():
        files = gr.File(
            label="Nạp kế hoạch cũ", file_count="multiple", file_types=FILE_TYPES, elem_id="kh-add-files", height=120
        )
        folder = gr.File(label="Nạp cả thư mục", file_count="directory", elem_id="kh-add-folder", height=120)
    status = gr.Markdown(elem_id="kh-add-status")
    overview = gr.HTML(elem_id="kh-overview")
    removed = gr.State(None)
    with gr.Accordion("Xem và sửa một kế hoạch", open=False, elem_id="kh-correct") as accordion:
        chosen = gr.Dropdown(label="Kế hoạch", choices=[], elem_id="kh-chosen")
        with gr.Row():
            with gr.Column(scale=3, min_width=300):
                with gr.Row():
                    boxes = [
                        gr.Textbox(label=label, placeholder=example, max_lines=3, min_width=width)
                        for _, label, example, width in FIELDS
                    ]
                    its_kind = gr.Dropdown(label="Loại", choices=[(v, k) for k, v in KIND_NAMES.items()], min_width=180)
                with gr.Row(elem_classes="kh-buttons"):
                    save = gr.Button("Lưu chỗ đã sửa", variant="primary")
                    remove = gr.Button("Xoá khỏi thư viện", variant="stop")
            with gr.Column(scale=2, min_width=280):
                understood = gr.HTML()
    with gr.Row(elem_classes="kh-buttons"):
        done = gr.Markdown(elem_id="kh-library-done")
        undo = gr.Button("Hoàn tác xoá", visible=False, size="sm")
    table = gr.HTML(elem_id="kh-library", js_on_load=_CHOOSE_PLAN)

    def refresh() -> tuple[Any, ...]:
        records = assistant.library.list()
        choices = [
            (" · ".join(filter(None, (day_text(r.day), r.school, r.title or r.file))), r.plan_id) for r in records
        ]
        schools = sorted({r.school for r in records if r.school})
        years = sorted({r.year for r in records if r.year}, reverse=True)
        return (
            overview_html(records),
            library_html(records),
            gr.Dropdown(choices=choices, value=None),
            gr.Dropdown(choices=[("Tất cả", ""), *schools]),
            gr.Dropdown(choices=[("Tất cả", 0), *((str(year), year) for year in years)]),
        )

    def add(paths: list[str] | None, request: gr.Request) -> Any:
        yield from work.added(paths or [], assistant, access, request)

    def search(text: str, in_school: str, in_year: int, of_kind: str) -> str:
        from index.retrieval import Filters

        if not text.strip():
            return note_html("Hãy gõ vài từ cần tìm.")
        hits = assistant.search(text, 8, Filters(school=in_school or None, year=in_year or None, kind=of_kind or None))
        return hits_html(hits) if hits else note_html(NOTHING_FOUND)

    def show(plan_id: str | None) -> tuple[Any, ...]:
        if not plan_id:
            return ("", *("" for _ in FIELDS), None)
        library = assistant.library
        try:
            record = library.get(plan_id)
            seen = understood_html(record, library.plan(plan_id), library.plan_as_read(plan_id))
        except InputError as error:
            return (note_html(str(error)), *("" for _ in FIELDS), None)
        return (seen, *(_field(record, name) for name, *_ in FIELDS), record.kind)

    def correct(values: dict[Any, Any], request: gr.Request) -> str:
        filled = {name: values[box] for (name, *_), box in zip(FIELDS, boxes, strict=True)}
        return work.corrected(values[chosen], {**filled, "kind": values[its_kind]}, assistant, access, request)

    def drop(plan_id: str | None, request: gr.Request) -> tuple[str, Any, Any]:
        sentence, gone = work.dropped(plan_id, assistant, access, request)
        return sentence, gone, gr.Button(visible=gone is not None)

    def bring_back(gone: work.Removed | None, request: gr.Request) -> tuple[str, Any, Any]:
        return work.brought_back(gone, assistant, access, request), None, gr.Button(visible=False)

    def pick(event: gr.SelectData) -> tuple[Any, Any]:
        return gr.Accordion(open=True), gr.Dropdown(value=str(event.value))

    lists = [overview, table, chosen, school, year]
    form = [*boxes, its_kind]

    for box in (files, folder):
        box.upload(add, [box], [status, box], api_name=False, concurrency_limit=2).then(
            refresh, outputs=lists, api_name=False
        )
    gr.on(
        [query.submit, school.change, year.change, kind.change],
        search,
        [query, school, year, kind],
        [found],
        api_name=False,
    )
    table.select(pick, outputs=[accordion, chosen], show_progress="hidden", api_name=False).then(
        None, js=_TO_THE_FORM, api_name=False
    )
    chosen.change(show, [chosen], [understood, *form], api_name=False)
    save.click(correct, {chosen, *form}, [done], api_name=False).then(refresh, outputs=lists, api_name=False)
    for button, action, given in ((remove, drop, chosen), (undo, bring_back, removed)):
        button.click(action, [given], [done, removed, undo], api_name=False).then(
            refresh, outputs=lists, api_name=False
        )
    tab.select(refresh, outputs=lists, show_progress="hidden", api_name=False)


def _field(record: PlanRecord, name: str) -> str:
    value = getattr(record, name) or ""
    return day_text(value) if name == "day" else value
