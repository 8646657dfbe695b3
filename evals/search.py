"""Measure search: hits at 1 and 3, MRR and nDCG@10 by manner of typing, beside the plain recipe in the same run.

The recipe cuts every 1 000 characters with 200 of overlap, embeds with the same weights, and looks up in a flat index.
Two sets of questions: hand-made ones over the annotated real plans (passed over where those are absent), and our own
over the sample plans (`data/questions.jsonl`), each typed in full and tersely, with and without diacritics. The weights
of the ranking were chosen on our questions with odd numbers; those with even numbers were kept apart. Questions that no
plan answers must find nothing. Run: ``python -m evals.search``.

What our questions gained and lost against the last table is told one by one; ``--keep`` makes this run the last table
(`data/search_ranks.tsv`: rank, manner of typing, question).
"""

from __future__ import annotations

import json
import math
import sys
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
LAST_RANKS: Final = Path(__file__).parent / "data" / "search_ranks.tsv"
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


Ranks = dict[Question, int]


def measure(questions: Iterable[Question], search: Searcher) -> Ranks:
    """Return the rank of each question's answer (see `rank_of`)."""
    return {question: rank_of(question, search(question.text)) for question in questions}


def by_manner(ranks: Ranks) -> dict[str, list[int]]:
    """Return the ranks by manner of typing, "all" among them."""
    found: dict[str, list[int]] = defaultdict(list)
    for question, rank in ranks.items():
        found[question.manner].append(rank)
        found["all"].append(rank)
    return found


def missed(ranks: Ranks) -> list[str]:
    """Return the questions that are not answered in the first three, with their rank."""
    return [f"{rank or '-'}: {question.text}" for question, rank in ranks.items() if not 1 <= rank <= 3]


def gains_and_losses(ranks: Ranks) -> list[str]:
    """Return which ranks differ from those of the last table, losses first."""
    rows = (line.split("\t") for line in LAST_RANKS.read_text(encoding="utf-8").splitlines())
    last = {(manner, text): int(rank) for rank, manner, text in rows}
    pairs = [(question, last.get((question.manner, question.text), rank), rank) for question, rank in ranks.items()]
    changed = [(gain(now) - gain(before), question, before, now) for question, before, now in pairs if before != now]
    changed.sort(key=lambda change: change[0])
    return [
        f"{'gained' if change > 0 else 'lost'}: {before or '-'} -> {now or '-'}: {question.text}"
        for change, question, before, now in changed
    ]


def keep(ranks: Ranks) -> None:
    """Make `ranks` the last table."""
    lines = [f"{rank}\t{question.manner}\t{question.text}\n" for question, rank in ranks.items()]
    LAST_RANKS.write_text("".join(lines), encoding="utf-8")


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


def compare(sets: dict[str, list[Question]], files: list[Path], embedder: Embedder) -> Ranks:
    """Print a table for each set of questions over the plans in `files`, and what ours missed or wrongly found.

    Returns the ranks of our search.
    """
    ours_of_all: Ranks = {}
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), register=load_register, embedder=lambda: embedder)
        added = list(library.add(files))
        texts = [library.plan(result.plan_id).text for result in added if result.plan_id]
        searchers: dict[str, Searcher] = {
            "plain LangChain recipe": plain_recipe(texts, embedder),
            "kehoach, words alone": _words_alone(library),
            "kehoach": ours(library),
        }
        for title, questions in sets.items():
            print(f"\n### {title}\n\n{HEAD}")
            for name, searcher in searchers.items():
                ranks = measure(questions, searcher)
                for manner, its_ranks in sorted(by_manner(ranks).items()):
                    print(row(name, manner, its_ranks))
            print("\nNot in the first three:", *(missed(ranks) or ["none"]), sep="\n- ")
            ours_of_all |= ranks
        found = [question for question in unanswered_questions() if searchers["kehoach"](question)]
        print("\nFound something for what no plan answers:", *(found or ["never"]), sep="\n- ")
        library.store.close()
    return ours_of_all


def _words_alone(library: Library) -> Searcher:
    from index.retrieval import search

    return lambda query: [hit.text for hit in search(library.store, query, k=DEPTH)]


def main() -> None:
    """Print both tables; the last of the arguments may be ``--keep``."""
    from assistant.home import default_home
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
    ranks = compare(own, sample_files(), embedder)
    if LAST_RANKS.exists():
        print("\nAgainst the last table:", *(gains_and_losses(ranks) or ["no change"]), sep="\n- ")
    if "--keep" in sys.argv:
        keep(ranks)


if __name__ == "__main__":
    main()
