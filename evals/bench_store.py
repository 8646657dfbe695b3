"""How the store's costs grow with the library: opening, adding, searching, memory; encoding beside plain `encode`.

    python -m evals.bench_store [1000 10000 100000] [--folder DIR] [--minutes M] [--plot growth.svg]
    python -m evals.bench_store --encoding

A library of synthetic passages: sections of the sample plans under other schools and years, with random vectors that
lie as near one another as real ones do. The query's embedding is done by the real model and counted in. Each size is
measured in a process of its own, which has neither built the library nor embedded passages, so that its memory is a
searcher's. With `--folder` the library stays and grows from size to size and from run to run; `--minutes` bounds how
long one run lets it grow. Times are on the clock; beside them stands what the processor was busy with.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from corpus.chunking import passages
from corpus.parsing import parse
from corpus.reading import read
from corpus.samples import sample_files
from evals.plot import growth_svg
from index.retrieval import Filters, search
from index.store import PlanStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedding import Embedder

PASSAGES_A_PLAN = 20
PLANS_A_BATCH = 500
# The words of this many new passages are indexed at once, so that a run that is cut short leaves little to do.
INDEXED_AT_ONCE = 100_000
RESULTS = "results.json"
ENCODED_TIMES = 5
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
FILTERS = (None, Filters(year=2023), Filters(role="targets"))
NAMES = ("An", "Bình", "Châu", "Dương", "Giang", "Hà", "Khê", "Lâm", "Minh", "Nam", "Phong", "Quang", "Sơn", "Thủy")
PLOTTED = ("search, p95 ms", "search, median ms", "first search after opening, s", "peak memory, MB")


class Scattered(Embeddings):
    """The real model for questions; for passages, random vectors around one direction, as the real ones lie."""

    def __init__(self, model: Embedder) -> None:
        self.identity = model.identity
        self._model = model
        self._made = 0

    def embed_query(self, text: str) -> list[float]:
        """Return the real model's vector."""
        return self._model.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return synthetic vectors."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a vector for each text; their cosines with one another are about 0.8."""
        import numpy as np

        self._made += 1
        rng = np.random.default_rng([len(texts), self._made])
        centre = np.asarray(self._model.embed_query("kế hoạch thi đua"), np.float32)
        return (centre + 0.026 * rng.standard_normal((len(texts), len(centre)))).astype(np.float32)


def synthetic_plans(first: int = 0) -> Iterator[tuple[str, list[Document]]]:
    """Yield plans for ever, with `PASSAGES_A_PLAN` passages each, made from the sample plans' sections.

    A plan depends only on its number, and the `first` is as quickly made as any.
    """
    stock = [
        document for path in sample_files() if path.suffix == ".txt" for document in passages(parse(read(path)), "")
    ]
    for number in count(first):
        rng = random.Random(number)  # noqa: S311 - reproducible, not secret
        kind = rng.choice(("THCS", "THPT", "Tiểu học"))
        school = f"Trường {kind} {rng.choice(NAMES)} {rng.choice(NAMES)} {number % 97}"
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


def grow(folder: Path, size: int, deadline: float) -> float | None:
    """Add synthetic plans until there are `size` passages and return the seconds it took to index them.

    ``None`` when `deadline` (seconds since the epoch) came before; the next call goes on from there.
    """
    model = _model()
    with closing(PlanStore(folder, model)) as store:
        had = len(store.numbers())
        plans = islice(synthetic_plans(had // PASSAGES_A_PLAN), max(0, size - had) // PASSAGES_A_PLAN)
        while batch := list(islice(plans, PLANS_A_BATCH)):
            if time.time() > deadline:
                return None
            documents = [document for _, some in batch for document in some]
            store.add_documents(
                documents, ids=[f"{plan}#{number}" for plan, some in batch for number in range(len(some))]
            )
            had += len(documents)
            if had % INDEXED_AT_ONCE < len(documents):
                store.lexical.refresh()
        started = time.perf_counter()
        store.nearest(model.embed_query("x"), 1)
        store.lexical.refresh()
        return time.perf_counter() - started


def measure(folder: Path) -> dict[str, float]:
    """Return seconds, megabytes and milliseconds for the library in `folder`."""
    model = _model()
    model.embed_query("warm")
    last = next(synthetic_plans())[1]
    with closing(PlanStore(folder, model)) as store:
        opened = _seconds(lambda: search(store, QUESTIONS[0], embedder=model))
        plan_id = f"extra-{time.time_ns()}"
        added = _seconds(lambda: store.put_plan(plan_id, {"summary": {}}, last))
        seen = _seconds(lambda: search(store, QUESTIONS[1], embedder=model))
        busy = time.process_time()
        times = sorted(
            _seconds(lambda: search(store, f"{question} {turn}", filters=filters, embedder=model))  # noqa: B023
            for turn in range(5)
            for question in QUESTIONS
            for filters in FILTERS
        )
        busy = time.process_time() - busy
        store.remove_plan(plan_id)
    return {
        "first search after opening, s": opened,
        "plan added, s": added,
        "first search after that, s": seen,
        "search, median ms": 1000 * statistics.median(times),
        "search, p95 ms": 1000 * times[int(0.95 * len(times))],
        "search, processor ms": 1000 * busy / len(times),
        "files, MB": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def grown_and_measured(folder: Path, sizes: list[int], minutes: float) -> dict[int, dict[str, float]]:
    """Return the measures by size: those of `sizes` taken now, and what earlier runs left in `folder`."""
    file = folder / RESULTS
    results = {int(size): row for size, row in json.loads(file.read_text()).items()} if file.exists() else {}
    deadline = time.time() + 60 * minutes
    for size in sizes:
        built = _in_own_process(grow, folder, size, deadline)
        if built is None:
            print(f"{size:,} passages not reached in {minutes:g} minutes; run again with the same --folder to go on")
            break
        results[size] = {"indexed, s": built, **_in_own_process(measure, folder)}
        file.write_text(json.dumps(results))
    return dict(sorted(results.items()))


def _in_own_process(action: Callable[..., Any], *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(action, *arguments).result()


def _model() -> Scattered:
    from assistant.home import default_home
    from index.embedding import load_embedder

    return Scattered(load_embedder(default_home()))


def encoding() -> None:
    """Print passages a second of plain `SentenceTransformer.encode` in float32 and of ours, and how well each finds.

    They take turns over the passages of the sample plans, `ENCODED_TIMES` times, so that whatever else the machine does
    falls on both.
    """
    import numpy as np

    from assistant.home import default_home
    from index.embedding import load_embedder

    model = load_embedder(default_home())
    documents = [document for path in sample_files() for document in passages(parse(read(path)), "")]
    texts = [document.page_content for document in documents]
    plain = model._loaded()
    ways: dict[str, Callable[[list[str]], NDArray[np.float32]]] = {
        "plain encode": lambda some: plain.encode(some, prompt="passage: ", normalize_embeddings=True),
        "ours": model.encode,
    }
    found: dict[str, list[NDArray[np.float32]]] = {}
    clock: dict[str, list[float]] = {name: [] for name in ways}
    busy = dict.fromkeys(ways, 0.0)
    plain.encode(texts[:8])
    for _ in range(ENCODED_TIMES):
        found = {name: [] for name in ways}
        spent = dict.fromkeys(ways, 0.0)
        for at in range(0, len(texts), 64):
            for name, encode in ways.items():
                started, worked = time.perf_counter(), time.process_time()
                found[name].append(encode(texts[at : at + 64]))
                spent[name] += time.perf_counter() - started
                busy[name] += time.process_time() - worked
        for name, seconds in spent.items():
            clock[name].append(seconds)
    print("| encoding | passages/s | times plain (median, least, most) | processor ms a passage | nDCG@10 by meaning |")
    print("| --- | --- | --- | --- | --- |")
    for name in ways:
        rate = len(texts) / statistics.median(clock[name])
        times = sorted(plain_s / own_s for plain_s, own_s in zip(clock["plain encode"], clock[name], strict=True))
        ratio = f"{statistics.median(times):.2f} ({times[0]:.2f}-{times[-1]:.2f})"
        each = 1000 * busy[name] / len(texts) / ENCODED_TIMES
        ndcg = _ndcg_by_meaning(model, texts, np.vstack(found[name]))
        print(f"| {name} | {rate:.1f} | {ratio} | {each:.0f} | {ndcg:.4f} |")


def _ndcg_by_meaning(model: Embedder, texts: list[str], vectors: NDArray[np.float32]) -> float:
    import numpy as np

    from evals.search import DEPTH, gain, own_questions, rank_of

    questions = [question for question in own_questions(odd=False) if question.manner == "diacritics"]
    ranks = []
    for question in questions:
        best = np.argsort(-(vectors @ np.asarray(model.embed_query(question.text), np.float32)))[:DEPTH]
        ranks.append(rank_of(question, [texts[at] for at in best]))
    return sum(map(gain, ranks)) / len(ranks)


def _seconds(action: Callable[[], Any]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def print_table(results: dict[int, dict[str, float]]) -> None:
    """Print the measures, one column a size."""
    print(f"| passages | {' | '.join(f'{size:,}' for size in results)} |")
    print(f"| --- |{' --- |' * len(results)}")
    for name in next(iter(results.values()), {}):
        print(f"| {name} | {' | '.join(f'{row[name]:.2f}' for row in results.values())} |")


def main() -> None:
    """Print the table, and draw it where a plot is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--encoding", action="store_true", help="measure encoding instead")
    parser.add_argument("--folder", type=Path, help="keep the library here and go on from what is there")
    parser.add_argument("--minutes", type=float, default=60, help="how long this run lets the library grow")
    parser.add_argument("--plot", type=Path, help="draw the growth into this SVG file")
    options = parser.parse_args()
    if options.encoding:
        encoding()
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results = grown_and_measured(folder, sorted(options.sizes), options.minutes)
    print_table(results)
    if options.plot:
        options.plot.write_text(growth_svg(results, PLOTTED, "passages"), encoding="utf-8")


if __name__ == "__main__":
    main()
