"""Gradio's own words in Vietnamese, which it has no translation for."""

from __future__ import annotations

from typing import Any

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


def translations() -> Any:
    """Return the words for Gradio: for a Vietnamese browser and, the page being Vietnamese, for an English one too."""
    import gradio as gr

    return gr.I18n(vi=_WORDS, en=_WORDS)
