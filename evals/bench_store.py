"""How the store's costs grow with the library: opening, adding, searching, memory; encoding beside plain `encode`.

    python -m evals.bench_store [1000 10000 100000] [--encoding]

A library of synthetic passages: sections of the sample plans under other schools and years, with random vectors that
lie as near one another as real ones do. The query's embedding is done by the real model and counted in.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from corpus.chunking import passages
from corpus.parsing import parse
from corpus.reading import read
from corpus.samples import sample_files
from index.retrieval import Filters, search
from index.store import PlanStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

PASSAGES_A_PLAN = 20
QUESTIONS = (
    "tiêu chí thi đua đối với học sinh",
    "muc khen thuong",
    "hạn nộp hồ sơ đề nghị khen thưởng cuối năm",
    "kinh phí thực hiện lấy từ nguồn nào",
    "nhiem vu cua giao vien chu nhiem",
    "Nghị định 98/2023/NĐ-CP",
    "kỷ niệm ngày Nhà giáo Việt Nam 20/11",
    "chỉ tiêu công dân học tập",
)
FILTERS = (None, Filters(year=2023), Filters(role="criteria"))
NAMES = ("An", "Bình", "Châu", "Dương", "Giang", "Hà", "Khê", "Lâm", "Minh", "Nam", "Phong", "Quang", "Sơn", "Thủy")


class Scattered(Embeddings):
    """The real model for questions; for passages, random vectors around one direction, as the real ones lie."""

    def __init__(self, model: Embedder) -> None:
        self.identity = model.identity
        self._model = model
        self._dimension = model.dimension

    def embed_query(self, text: str) -> list[float]:
        """Return the real model's vector."""
        return self._model.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return synthetic vectors."""
        vectors: list[list[float]] = self.scattered(len(texts)).tolist()
        return vectors

    def scattered(self, count: int) -> NDArray[np.float32]:
        """Return `count` vectors whose cosines with one another are about 0.8."""
        import numpy as np

        rng = np.random.default_rng(count)
        centre = np.asarray(self._model.embed_query("kế hoạch thi đua"), np.float32)
        return (centre + 0.026 * rng.standard_normal((count, self._dimension))).astype(np.float32)


def synthetic_plans(count: int) -> Iterator[tuple[str, list[Document]]]:
    """Yield `count` plans with `PASSAGES_A_PLAN` passages each, made from the sample plans' sections."""
    rng = random.Random(1)  # noqa: S311 - reproducible, not secret
    stock = [
        document for path in sample_files() if path.suffix == ".txt" for document in passages(parse(read(path)), "")
    ]
    for number in range(count):
        school = (
            f"Trường {rng.choice(('THCS', 'THPT', 'Tiểu học'))} {rng.choice(NAMES)} {rng.choice(NAMES)} {number % 97}"
        )
        year = rng.randrange(2015, 2027)
        plan_id = f"plan-{number}"
        yield (
            plan_id,
            [_varied(document, plan_id, school, year, rng) for document in rng.choices(stock, k=PASSAGES_A_PLAN)],
        )


def _varied(document: Document, plan_id: str, school: str, year: int, rng: random.Random) -> Document:
    words = document.page_content.replace("2023", str(year)).split(" ")
    text = " ".join(word for word in words if rng.random() > 0.05)
    about = {"plan_id": plan_id, "school": school, "years": [year], "date": f"{year}-09-15", "end": len(text)}
    context = f"Kế hoạch thi đua năm {year} | {school} | {' > '.join(document.metadata['sections'])}"
    return Document(page_content=text, metadata={**document.metadata, **about, "context": context})


def measure(size: int, model: Scattered, folder: Path) -> dict[str, float]:
    """Return seconds, megabytes and milliseconds for a library of `size` passages."""
    plans = synthetic_plans(size // PASSAGES_A_PLAN + 1)
    with closing(PlanStore(folder, model)) as store:
        *most, last = plans
        for plan_id, documents in most:
            store.put_plan(plan_id, {"summary": {}}, documents)
        store.nearest(model.embed_query("x"), 1)
        built = _seconds(store.lexical.refresh)
    with closing(PlanStore(folder, model)) as store:
        model.embed_query("warm")
        opened = _seconds(lambda: search(store, QUESTIONS[0], embedder=model))
        added = _seconds(lambda: store.put_plan(last[0], {"summary": {}}, last[1]))
        seen = _seconds(lambda: search(store, QUESTIONS[1], embedder=model))
        times = sorted(
            _seconds(lambda: search(store, f"{question} {turn}", filters=filters, embedder=model))  # noqa: B023
            for turn in range(5)
            for question in QUESTIONS
            for filters in FILTERS
        )
    return {
        "words index built, s": built,
        "first search after opening, s": opened,
        "plan added, s": added,
        "first search after that, s": seen,
        "search, median ms": 1000 * statistics.median(times),
        "search, p95 ms": 1000 * times[int(0.95 * len(times))],
        "files, MB": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def encoding(model: Embedder) -> dict[str, float]:
    """Return passages a second, plain `SentenceTransformer.encode` in float32 and ours, over the sample plans."""
    texts = [document.page_content for path in sample_files() for document in passages(parse(read(path)), "")]
    plain = model._transformer
    plain.encode(texts[:8])
    rates = {}
    for name, encode in (("plain encode", plain.encode), ("ours", model.encode)):
        best = min(_seconds(lambda: encode(texts)) for _ in range(3))  # noqa: B023
        rates[f"{name}, passages/s"] = len(texts) / best
    return rates


def _seconds(action: Callable[[], Any]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def main() -> None:
    """Print the table, one column a size."""
    from assistant.basics import default_home
    from index.embedding import load_embedder

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--encoding", action="store_true", help="measure encoding, too")
    options = parser.parse_args()
    model = load_embedder(default_home())
    if options.encoding:
        for name, rate in encoding(model).items():
            print(f"{name}: {rate:.1f}")
    columns = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            columns.append(measure(size, Scattered(model), Path(folder)))
    print(f"| passages | {' | '.join(f'{size:,}' for size in options.sizes)} |")
    print(f"| --- | {' | '.join('---' for _ in options.sizes)} |")
    for name in columns[0]:
        print(f"| {name} | {' | '.join(f'{column[name]:.2f}' for column in columns)} |")


if __name__ == "__main__":
    main()
