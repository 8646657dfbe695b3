"""Measure search: hits at 1 and 3, MRR and nDCG@10 by manner of typing, beside the plain recipe in the same run.

The recipe cuts every 1 000 characters with 200 of overlap, embeds with the same weights, and looks up in a flat index.
Two sets of questions: hand-made ones over the annotated real plans (passed over where those are absent), and our own
over the sample plans (`data/questions.jsonl`), each typed in full and tersely, with and without diacritics. The weights
of the ranking were chosen on our questions with odd numbers; those with even numbers were kept apart. Questions that no
plan answers must find nothing. Run: ``python -m evals.search``.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.library import Library
from corpus.law.register import load_register
from corpus.samples import sample_files
from corpus.text import fold
from evals.citations import GOLD, fold_answer

if TYPE_CHECKING:
    from index.embedding import Embedder

QUESTIONS: Final = Path(__file__).parent / "data" / "questions.jsonl"
DEPTH: Final = 10
HEAD: Final = "| search | typed | n | hit@1 | hit@3 | MRR | nDCG@10 |\n| --- | --- | --- | --- | --- | --- | --- |"
Searcher = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is typed, with the passages that answer it: one of them, or with `needs_all` each of them."""

    text: str
    manner: str
    relevant: tuple[str, ...]
    needs_all: bool = False


def gold_questions(gold: Path = GOLD) -> list[Question]:
    """Return the questions over the annotated real plans; none where those are absent."""
    path = gold / "queries.jsonl"
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Question(row["query"], row["style"], tuple(r["text"] for r in row["relevant"]), row["match"] == "all")
        for row in rows
    ]


def own_questions(*, odd: bool) -> Iterator[Question]:
    """Yield our questions over the sample plans with odd or even numbers, each in four manners of typing."""
    for row in _own_rows():
        if not row["relevant"] or (int(row["id"][1:]) % 2 == 1) != odd:
            continue
        relevant = tuple(answer["text"] for answer in row["relevant"])
        yield Question(row["question"], "diacritics", relevant)
        yield Question(fold(row["question"]), "no_diacritics", relevant)
        yield Question(row["terse"], "terse", relevant)
        yield Question(fold(row["terse"]), "terse, no_diacritics", relevant)


def unanswered_questions() -> list[str]:
    """Return questions that no plan answers."""
    return [row["question"] for row in _own_rows() if not row["relevant"]]


def _own_rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def answers(passage: str, wanted: str) -> bool:
    """Tell whether `passage` holds the wanted sentence, or most of it, or is a long part of it."""
    got, want = fold_answer(passage), fold_answer(wanted)
    return want in got or want[: max(20, int(len(want) * 0.6))] in got or (len(got) > 60 and got in want)


def rank_of(question: Question, passages: list[str]) -> int:
    """Return the rank (from 1) at which the question is answered, or 0 when it is not among the passages."""
    ranks = [
        next((rank for rank, passage in enumerate(passages, start=1) if answers(passage, wanted)), 0)
        for wanted in question.relevant
    ]
    if question.needs_all:
        return max(ranks) if all(ranks) else 0
    return min((rank for rank in ranks if rank), default=0)


def measure(questions: Iterable[Question], search: Searcher) -> tuple[dict[str, list[int]], list[str]]:
    """Return the ranks by manner of typing ("all" among them), and the questions not answered in the first three."""
    ranks: dict[str, list[int]] = defaultdict(list)
    missed = []
    for question in questions:
        rank = rank_of(question, search(question.text))
        ranks[question.manner].append(rank)
        ranks["all"].append(rank)
        if not 1 <= rank <= 3:
            missed.append(f"{rank or '-'}: {question.text}")
    return ranks, missed


def gain(rank: int) -> float:
    """Return what an answer at this rank counts for nDCG; nothing for 0, which stands for none."""
    return 1 / math.log2(rank + 1) if rank else 0.0


def row(name: str, manner: str, ranks: list[int]) -> str:
    """Return one line of the table."""
    n = len(ranks)
    hit1, hit3 = (sum(1 <= rank <= most for rank in ranks) / n for most in (1, 3))
    mrr = sum(1 / rank for rank in ranks if rank) / n
    ndcg = sum(map(gain, ranks)) / n
    return f"| {name} | {manner} | {n} | {hit1:.2f} | {hit3:.2f} | {mrr:.3f} | {ndcg:.3f} |"


def ours(library: Library) -> Searcher:
    """Return our search over `library`."""
    return lambda query: [hit.text for hit in library.search(query, DEPTH)]


def plain_recipe(texts: Iterable[str], embedder: Embedder) -> Searcher:
    """Return the plain recipe over `texts`: recursive splitter 1000/200, the same weights, inner product over all."""
    import numpy as np
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [chunk for text in texts for chunk in splitter.split_text(text)]
    vectors = np.asarray(embedder.embed_documents(chunks))

    def search(query: str) -> list[str]:
        cosines = vectors @ np.asarray(embedder.embed_query(query))
        return [chunks[i] for i in np.argsort(-cosines)[:DEPTH]]

    return search


def compare(sets: dict[str, list[Question]], files: list[Path], embedder: Embedder) -> None:
    """Print a table for each set of questions over the plans in `files`, and what ours missed or wrongly found."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), register=load_register, embedder=lambda: embedder)
        added = list(library.add(files))
        texts = [library.plan(result.plan_id).text for result in added if result.plan_id]
        searchers: dict[str, Searcher] = {
            "kehoach": ours(library),
            "kehoach, words alone": _words_alone(library),
            "plain LangChain recipe": plain_recipe(texts, embedder),
        }
        for title, questions in sets.items():
            print(f"\n### {title}\n\n{HEAD}")
            missed: dict[str, list[str]] = {}
            for name, searcher in searchers.items():
                ranks, missed[name] = measure(questions, searcher)
                for manner in sorted(ranks):
                    print(row(name, manner, ranks[manner]))
            print("\nNot in the first three:", *(missed["kehoach"] or ["none"]), sep="\n- ")
        found = [question for question in unanswered_questions() if searchers["kehoach"](question)]
        print("\nFound something for what no plan answers:", *(found or ["never"]), sep="\n- ")
        library.store.close()


def _words_alone(library: Library) -> Searcher:
    from index.retrieval import search

    return lambda query: [hit.text for hit in search(library.store, query, k=DEPTH)]


def main() -> None:
    """Print both tables."""
    from assistant.basics import default_home
    from index.embedding import load_embedder

    embedder = load_embedder(default_home())
    seeds = sorted((GOLD.parent / "seeds").glob("*.txt"))
    if questions := gold_questions():
        compare({"Hand-made questions over five real plans": questions}, seeds, embedder)
    else:
        print(f"Skipped: no annotated plans in {GOLD}.")
    own = {
        "Our questions over the sample plans, kept apart": list(own_questions(odd=False)),
        "Our questions over the sample plans, used to choose the weights": list(own_questions(odd=True)),
    }
    compare(own, sample_files(), embedder)


if __name__ == "__main__":
    main()
