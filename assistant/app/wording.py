"""Gradio's own words in Vietnamese, which it has no translation for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("page.js")
_WORDS = {
    "upload_text.drop_file": "Thả tệp vào đây",
    "upload_text.click_to_upload": "Bấm để chọn tệp",
    "common.or": "hoặc",
    "common.clear": "Xoá",
    "common.download": "Tải về",
    "common.edit": "Sửa",
    "common.empty": "Trống",
    "common.error": "Lỗi",
    "common.loading": "Đang tải",
    "common.remove": "Bỏ",
    "common.submit": "Gửi",
    "common.undo": "Hoàn tác",
    "common.complete": "Xong",
    "common.run": "Chạy",
    "common.settings": "Cài đặt",
    "file.uploading": "Đang tải lên…",
    "blocks.waiting_for_inputs": "Đang tải tệp lên, xin thử lại sau giây lát.",
    "blocks.connection_can_break": "Trên điện thoại, kết nối có thể đứt khi máy ngủ hoặc chuyển ứng dụng.",
    "blocks.lost_connection": "Mất kết nối vì rời trang; đang nối lại…",
    "blocks.long_requests_queue": "Đang có nhiều yêu cầu chờ, xin đợi một lát.",
    "status.queue_position": "Đang chờ: thứ {position} trong {size}",
    "chatbot.clear": "Xoá trò chuyện",
    "chatbot.copy_message": "Sao chép tin này",
    "chatbot.copied_message": "Đã sao chép",
    "chatbot.complete": "Xong",
    "chatbot.submit": "Gửi",
    "chatbot.cancel": "Thôi",
    "chatbot.edit": "Sửa",
    "chatbot.retry": "Làm lại",
    "chatbot.undo": "Hoàn tác",
    "login.login": "Đăng nhập",
    "login.username": "Tên đăng nhập",
    "login.password": "Mật khẩu",
    "login.incorrect_credentials": "Sai tên hoặc mật khẩu",
}


# What Gradio says in English wherever it is asked to translate or not.
_SAID_ANYWAY = {
    "More tabs": "Các thẻ khác",
    "chatbot conversation": "Cuộc trò chuyện",
    "Multimedia input field": "Ô gõ yêu cầu và thả tệp",
    "Click to upload or drop files": "Bấm để chọn tệp hoặc thả tệp vào đây",
    "File upload": "Chọn tệp",
    "Upload a file": "Chọn tệp",
    "Upload file": "Chọn tệp",
    "Uploaded files": "Các tệp đã chọn",
    "File thumbnail": "Tệp đã chọn",
    "Remove file": "Bỏ tệp",
    "Submit": "Gửi",
    "Stop": "Dừng",
    "Share": "Chia sẻ",
    "Scroll down": "Xuống cuối",
    "Loading response": "Đang trả lời",
    "Loading": "Đang tải",
    "Loading content": "Đang tải",
    "Clear": "Xoá",
    "Close": "Đóng",
    "Cancel": "Thôi",
    "Download": "Tải về",
    "Error": "Lỗi",
    "Info": "Thông báo",
    "Warning": "Chú ý",
    "Success": "Xong",
    "Login": "Đăng nhập",
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
    "Incorrect Credentials": "Sai tên hoặc mật khẩu",
    "Too many failed login attempts. Please try again later.": "Sai quá nhiều lần; hãy thử lại sau.",
    "Gradio footer navigation": "Chân trang",
    "common.complete": "Xong",
    "bot's message:": "Câu trả lời:",
}
# (regular expression, as JavaScript reads it; what replaces it)
_SAID_WITH_NAMES = (
    (
        r"^Invalid file types?: (.+?)\. Only (.+?) allowed\.?$",
        "Tệp $1 không thuộc loại đọc được; hãy chọn tệp $2.",
    ),
    (
        r"^File\(s\) exceed the maximum allowed size of (\S+) Mb: (.+)$",
        "Tệp $2 lớn hơn mức cho phép là $1 MB; hãy chia nhỏ hoặc nén ảnh trong tệp.",
    ),
    (r"^bot's message: file of extension type: .*$", "Tệp kèm câu trả lời"),
    (r"^bot's message:? ?", "Câu trả lời: "),
    (r"^user's message:? ?", "Câu hỏi: "),
    (r"^Remove (.+)$", "Bỏ $1"),
    (r"^Uploading (\d+) files?\.*$", "Đang tải lên $1 tệp…"),
    (
        r"^(Connection errored out|Connection to the server was lost|Server stopped unexpectedly).*$",
        "Mất kết nối tới máy chạy chương trình; trang tự nối lại khi chương trình chạy trở lại.",
    ),
    (
        r"^(Failed to fetch|NetworkError|Load failed).*$",
        "Không nối được tới máy chạy chương trình; hãy tải lại trang.",
    ),
    (r"^This application is currently busy.*$", "Máy đang bận, xin thử lại sau giây lát."),
)


def translations() -> Any:
    """Return the words for Gradio: for a Vietnamese browser and, the page being Vietnamese, for an English one too."""
    import gradio as gr

    return gr.I18n(vi=_WORDS, en=_WORDS)


def script() -> str:
    """Return the element that puts the framework's remaining English into Vietnamese, for the head of the page."""
    patterns = ", ".join(
        f"[new RegExp({_in_script(pattern)}), {_in_script(words)}]" for pattern, words in _SAID_WITH_NAMES
    )
    data = f"const WORDS = {_in_script(_SAID_ANYWAY)}, PATTERNS = [{patterns}];"
    return f"<script>{{ {data}\n{_SCRIPT.read_text(encoding='utf-8')} }}</script>"


def _in_script(value: Any) -> str:
    """Return a value as JavaScript that no script element is ended by."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
