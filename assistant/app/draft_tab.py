"""Drafting by form: what to write, from which plan; the draft, its versions and changes, and its Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.app.answers import being_written, plan_titles
from assistant.app.blanks import filled
from assistant.app.compare import comparison_html
from assistant.app.draft_view import changes_html, draft_html, remarks_html
from assistant.app.fragments import day_text, note_html, shortened
from assistant.app.progress import as_it_is_written
from assistant.app.versions import Version, Versions
from corpus.errors import InputError, NotAvailableError
from corpus.plan import Span

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft
    from assistant.service import Assistant

NO_BASE = "Tự chọn kế hoạch gần nhất"
HOW_TO = "Bản soạn giữ lời của tiền lệ; chỗ đã đổi được giải thích, chỗ chỉ nhà trường biết để trống trong ngoặc […]."
PLAIN, AGAINST_BASE, AGAINST_PREVIOUS = "Bản soạn", "So với bản gốc", "So với phiên bản trước"

# A click on a blank in the text (or Enter on it) chooses it below and puts the cursor into the box that fills it.
_CHOOSE_BLANK = """
const choose = (event) => {
  const blank = event.target.closest(".kh-blank");
  if (!blank || (event.type === "keydown" && event.key !== "Enter")) return;
  trigger("select", {value: blank.textContent, index: 0});
  setTimeout(() => document.querySelector("#kh-filling textarea, #kh-filling input")?.focus(), 300);
};
element.addEventListener("click", choose);
element.addEventListener("keydown", choose);
"""


def build(assistant: Assistant, tab: Any) -> None:
    """Lay the tab out in the current block; opening `tab` refreshes the choice of bases."""
    made = gr.State(None)
    with gr.Row(elem_classes="kh-ask"):
        request = gr.Textbox(
            label="Cần viết gì",
            placeholder="viết mục III cho năm học 2026-2027",
            scale=3,
            min_width=240,
            max_lines=3,
            elem_id="kh-request",
        )
        base = gr.Dropdown(label="Kế hoạch làm gốc", choices=[NO_BASE], value=NO_BASE, scale=2, min_width=220)
        run = gr.Button("Soạn", variant="primary")
    note = gr.HTML(note_html(HOW_TO), elem_id="kh-draft-note")
    with gr.Row(visible=False) as result:
        with gr.Column(scale=5, min_width=330):
            view = gr.Radio(
                [PLAIN, AGAINST_BASE, AGAINST_PREVIOUS],
                value=PLAIN,
                label="Xem",
                show_label=False,
                container=False,
                elem_id="kh-draft-view",
            )
            preview = gr.HTML(elem_id="kh-draft", js_on_load=_CHOOSE_BLANK)
        with gr.Column(scale=3, min_width=280):
            with gr.Row(elem_classes="kh-buttons"):
                word = gr.DownloadButton("Tải tệp Word", size="sm", variant="primary", min_width=120)
                undo = gr.Button("Hoàn tác", size="sm", min_width=120, elem_id="kh-draft-undo")
            version = gr.Dropdown(label="Phiên bản", choices=[], elem_id="kh-version")
            with gr.Column(visible=False, elem_id="kh-blanks") as blanks_group:
                blank = gr.Dropdown(label="Chỗ trống", choices=[], elem_id="kh-blank-choice")
                filling = gr.Textbox(label="Điền vào chỗ ấy", max_lines=3, elem_id="kh-filling")
                with gr.Row(elem_classes="kh-buttons"):
                    fill = gr.Button("Điền", size="sm")
            remarks = gr.HTML(elem_id="kh-remarks")

    def bases() -> Any:
        choices = [
            (" · ".join(filter(None, (day_text(r.day) or r.school_year, r.school, r.title or r.file))), r.plan_id)
            for r in assistant.library.list()
        ]
        return gr.Dropdown(choices=[(NO_BASE, NO_BASE), *choices])

    def shown(versions: Versions, how: str = PLAIN) -> tuple[Any, ...]:
        from assistant.app.files import draft_word

        draft = versions.current
        left = list(dict.fromkeys(blank.text for blank in draft.blanks))
        origin = f"Gốc: {draft.base.title}." if draft.base else "Không có kế hoạch gốc."
        return (
            versions,
            note_html(f"{origin} {f'Còn {len(left)} chỗ trống cần điền: bấm vào chỗ ấy trong bài.' if left else ''}"),
            gr.Row(visible=True),
            str(draft_word(draft, assistant)),
            how,
            viewed(versions, how),
            changes_html(draft) + remarks_html(draft),
            gr.Dropdown(choices=versions.choices(), value=versions.at),
            gr.Column(visible=bool(left)),
            gr.Dropdown(choices=left, value=left[0] if left else None),
            "",
        )

    def failed(versions: Versions | None, sentence: str) -> tuple[Any, ...]:
        return versions, note_html(sentence), gr.Row(visible=versions is not None), *(gr.skip(),) * 8

    def viewed(versions: Versions, how: str) -> str:
        draft = versions.current
        if how == AGAINST_BASE:
            name, texts = _base_of(draft, assistant)
            return comparison_html(texts, _texts(draft), name) if texts else note_html("Không có bản gốc để so.")
        if how == AGAINST_PREVIOUS:
            earlier = versions.previous
            if earlier is None:
                return note_html("Đây là phiên bản đầu tiên.")
            return comparison_html(_texts(earlier.draft), _texts(draft), f"phiên bản “{earlier.name}”")
        return draft_html(draft, plan_titles(assistant), anchors=True)

    def draft(text: str, base_id: str, versions: Versions | None) -> Iterator[tuple[Any, ...]]:
        if not text.strip():
            yield failed(versions, "Hãy ghi cần viết mục nào, cho năm nào.")
            return
        chosen = None if base_id == NO_BASE else base_id
        try:
            for step in as_it_is_written(lambda tell: assistant.draft(text, base=chosen, on_token=tell)):
                if isinstance(step, str):
                    yield gr.skip(), being_written("", step), *(gr.skip(),) * 9
                else:
                    name = shortened(text, 60)
                    yield shown(versions.with_new(name, step) if versions else Versions((Version(name, step),)))
        except (InputError, NotAvailableError) as error:
            yield failed(versions, str(error))

    def fill_in(versions: Versions | None, place: str | None, words: str) -> tuple[Any, ...]:
        if versions is None or not place or not words.strip():
            return (gr.skip(),) * 11
        name = f"điền “{shortened(words, 40)}”"
        return shown(versions.with_new(name, filled(versions.current, place, words.strip())))

    def pick_blank(event: gr.SelectData, versions: Versions | None) -> Any:
        wanted = str(event.value).casefold()
        blanks = versions.current.blanks if versions else ()
        return next((gr.Dropdown(value=b.text) for b in blanks if b.text.casefold() == wanted), gr.skip())

    outputs = [made, note, result, word, view, preview, remarks, version, blanks_group, blank, filling]
    tab.select(bases, outputs=[base], show_progress="hidden", api_name=False)
    gr.on([run.click, request.submit], draft, [request, base, made], outputs, api_name=False, concurrency_limit=4)
    gr.on([fill.click, filling.submit], fill_in, [made, blank, filling], outputs, api_name=False)
    preview.select(pick_blank, [made], [blank], show_progress="hidden", api_name=False)
    undo.click(lambda now, how: shown(now.undone(), how), [made, view], outputs, api_name=False)
    version.input(lambda now, at, how: shown(now.chosen(at), how), [made, version, view], outputs, api_name=False)
    view.input(viewed, [made, view], [preview], api_name=False)


def _texts(draft: Draft) -> Sequence[str]:
    return [paragraph.text for paragraph in draft.paragraphs]


def _base_of(draft: Draft, assistant: Assistant) -> tuple[str, Sequence[str]]:
    """Return the name and the paragraphs of what the draft was carried from: the section, or the whole base plan."""
    from assistant.drafting.blocks import blocks

    if draft.base is None:
        return "", ()
    try:
        plan = assistant.library.plan(draft.base.plan_id)
    except InputError:  # the base was a file of the user's, or was removed since
        return draft.base.title, [source.text for paragraph in draft.paragraphs for source in paragraph.sources[:1]]
    section = plan.section(draft.base.section) if draft.base.section else None
    span = Span(section.start, section.end) if section else Span(0, len(plan.text))
    name = f"{draft.base.title}, mục {draft.base.section}" if section else draft.base.title
    return name, [" ".join(part.of(plan.text) for part in block.parts) for block in blocks(plan, span)]
