"""All that can be set, in one class with one prefix: ``KEHOACH_*`` variables win over the home's ``settings.json``.

Everything the program keeps lives under `Settings.home`; two homes never affect each other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.home import MAX_FILE_MB, MAX_PAGES, PREFIX, SETTINGS_FILE, Ocr, default_home
from corpus.errors import InputError

Level = Literal["mam-non", "tieu-hoc", "thcs", "thpt", "lien-cap"]


class SchoolProfile(BaseModel):
    """The user's own school; what is not filled in stays a blank in drafts."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str | None = Field(default=None, description="Tên đầy đủ, ví dụ: Trường THCS Bình Minh")
    short_name: str | None = Field(default=None, description="Tên gọi tắt, ví dụ: THCS Bình Minh")
    symbol: str | None = Field(default=None, description="Ký hiệu trong số văn bản, ví dụ: THCSBM (09/KH-THCSBM)")
    superior: str | None = Field(default=None, description="Cơ quan chủ quản, ví dụ: UBND phường Tân Phú")
    place: str | None = Field(default=None, description="Địa danh ghi ở ngày tháng, ví dụ: Tân Phú")
    province: str | None = Field(default=None, description="Tỉnh, thành phố")
    head: str | None = Field(default=None, description="Họ tên người ký")
    post: str | None = Field(default=None, description="Chức vụ người ký, ví dụ: Hiệu trưởng")
    level: Level | None = Field(default=None, description="Cấp học")

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been filled in yet."""
        return not any(self.model_dump().values())


class _HomeFileSource(PydanticBaseSettingsSource):
    """Reads the home's ``settings.json``; weaker than the environment."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - the base's signature
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        path = default_home() / SETTINGS_FILE
        if not path.is_file():
            return {}
        try:
            loaded = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"Không đọc được tệp cài đặt {str(path)!r}; hãy sửa hoặc xoá tệp này.") from error
        return loaded if isinstance(loaded, dict) else {}


class Settings(BaseSettings):
    """The program's settings; every field can be set by ``KEHOACH_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_nested_delimiter="__")

    home: Path = Field(default_factory=default_home)
    school: SchoolProfile = Field(default_factory=SchoolProfile)

    embedding_model: str | None = Field(
        default=None, description="Thư mục hoặc tên một mô hình sentence-transformers khác"
    )
    reranker: str | None = Field(
        default=None, description="Thư mục hoặc tên một mô hình cross-encoder để xếp hạng lại kết quả tìm"
    )
    offline: bool = Field(default=True, description="Không bao giờ tìm mô hình nhúng trên mạng")
    ocr: Ocr = "auto"

    llm: str | None = Field(default=None, description="Mô hình theo LangChain, ví dụ: ollama:qwen3, openai:tên-mô-hình")
    llm_base_url: str | None = Field(default=None, description="Địa chỉ máy chủ tương thích OpenAI")
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(default=60.0, gt=0, le=600, description="Số giây chờ mô hình")

    max_file_mb: int = Field(default=MAX_FILE_MB, ge=1, le=500)
    max_pages: int = Field(default=MAX_PAGES, ge=1, le=5000)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes all four by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before the home's file, and use nothing else."""
        return init_settings, env_settings, _HomeFileSource(settings_cls)

    @property
    def leaves_the_machine(self) -> bool:
        """Tell whether texts may be sent to another machine (a language model that is not on loopback)."""
        if self.llm is None:
            return False
        url = self.llm_base_url or ""
        return not any(host in url for host in ("//127.", "//localhost", "//[::1]"))


def load_settings() -> Settings:
    """Return the settings in force; raises `InputError` naming the first value that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InputError(f"Cài đặt {name!r} không hợp lệ: {first.get('input')!r}.") from error


def save_settings(settings: Settings, **changes: Any) -> Settings:
    """Write `changes` into the home's file, atomically, and return the new settings; secrets are never written."""
    updated = settings.model_copy(update=changes)
    Settings.model_validate(updated.model_dump())
    path = settings.home / SETTINGS_FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    kept |= {name: updated.model_dump(mode="json")[name] for name in changes if name != "llm_api_key"}
    settings.home.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(kept, ensure_ascii=False, indent=2), encoding="utf-8")
    temporary.replace(path)
    return updated
