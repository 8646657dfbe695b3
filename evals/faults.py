"""Kills processes while they write the library, and looks at what is left.

    python -m evals.faults [KILLS]

A child adds, changes and removes plans and notes each step before and after; it is killed with SIGKILL after a random
time, one time in ten within a commit. After every kill the store must open, be whole, hold every finished step and
either all or nothing of the unfinished one, and pair every vector with its passage.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from index import records, vectors
from index.store import PlanStore

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = 6
LONGEST_LIFE_SECONDS = 0.12
LONGEST_COMMIT_SECONDS = 0.002
State = dict[str, int]


class LetterEmbedding(Embeddings):
    """Vectors of letter counts: quick, and enough to search with."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return 26 letter counts."""
        return [1 + float(text.count(chr(letter))) for letter in range(97, 123)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: how many kills, how many of them within a commit, steps finished, and what was broken."""

    kills: int
    within_commit: int
    steps: int
    broken: tuple[str, ...]


def run(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kill `kills` writers of a store in `folder` and return what was found after each."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index.store", "numpy", "faiss"])
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    broken: list[str] = []
    within = 0
    state: State = {}
    steps = 0
    for kill in range(kills):
        log = folder / "steps.jsonl"
        log.write_text("")
        in_commit = kill % 10 == 9
        within += in_commit
        child = context.Process(target=write_until_killed, args=(folder, log, rng.random(), in_commit, state))
        child.start()
        _wait_for_first_step(log, child)
        if not in_commit:
            time.sleep(rng.uniform(0, LONGEST_LIFE_SECONDS))
            child.kill()
        child.join()
        if child.exitcode != -signal.SIGKILL:
            broken.append(f"kill {kill}: the child ended by itself with {child.exitcode}")
        state, done, faults = examine(folder, log, state)
        steps += done
        broken += [f"kill {kill}: {fault}" for fault in faults]
    return Outcome(kills, within, steps, tuple(broken))


def write_until_killed(folder: Path, log: Path, seed: float, in_commit: bool, state: State) -> None:
    """Add, change and remove plans for ever, noting each step in `log` before and after."""
    vectors.SAVE_AT_LEAST = 1
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    store = PlanStore(folder, LetterEmbedding())
    versions = dict(state)
    with log.open("a") as notes:
        for step in range(1_000_000):
            if in_commit and step == 3:
                _kill_in_next_commit(store, rng.uniform(0, LONGEST_COMMIT_SECONDS))
            plan_id = f"plan-{rng.randrange(PLANS)}"
            version = rng.choice([0, rng.randrange(1, 1_000_000)])
            note = {"plan": plan_id, "version": version}
            print(json.dumps({"begun": note}), file=notes, flush=True)
            if version:
                store.put_plan(plan_id, {"version": version}, _passages(plan_id, version))
            else:
                store.remove_plan(plan_id)
            versions[plan_id] = version
            print(json.dumps({"done": note}), file=notes, flush=True)
            store.similarity_search(plan_id)


def examine(folder: Path, log: Path, before: State) -> tuple[State, int, list[str]]:
    """Return the plans' versions found, how many steps the child finished, and what is wrong."""
    finished, open_step, done = dict(before), None, 0
    for line in log.read_text().splitlines():
        entry: dict[str, Any] = json.loads(line) if line.endswith("}}") else {}
        if "begun" in entry:
            open_step = entry["begun"]
        elif "done" in entry:
            finished[open_step["plan"]], open_step, done = open_step["version"], None, done + 1  # type: ignore[index]
    faults: list[str] = []
    found: State = {}
    with closing(PlanStore(folder, LetterEmbedding())) as store:
        if not store.health()["whole"]:
            faults.append("SQLite finds its file damaged")
        for plan_id in (f"plan-{number}" for number in range(PLANS)):
            record = store.plan_record(plan_id)
            version = found[plan_id] = record["version"] if record else 0
            allowed = {finished.get(plan_id, 0)}
            if open_step and open_step["plan"] == plan_id:
                allowed.add(open_step["version"])
            if version not in allowed:
                faults.append(f"{plan_id} has version {version}, not one of {sorted(allowed)}")
            expected = [document.page_content for document in _passages(plan_id, version)] if version else []
            if [document.page_content for document in store.plan_passages(plan_id)] != expected:
                faults.append(f"{plan_id} version {version} lacks passages")
        total = store.health()["passages"]
        if len(store.similarity_search("plan", k=total + 5)) != total:
            faults.append("search does not reach every passage")
    with closing(sqlite3.connect(folder / records.FILE)) as connection:
        unpaired = connection.execute(
            "SELECT count(*) FROM passages p FULL JOIN vectors v USING (id) WHERE p.id IS NULL OR v.id IS NULL"
        ).fetchone()[0]
    if unpaired:
        faults.append(f"{unpaired} vectors or passages without the other")
    return found, done, faults


def _passages(plan_id: str, version: int) -> list[Document]:
    return [Document(page_content=f"{plan_id} {version} {number}") for number in range(1 + version % 7)]


def _kill_in_next_commit(store: PlanStore, delay: float) -> None:
    """Arrange for this process to be killed `delay` seconds into the store's next commit."""

    def watch(statement: str) -> None:
        if statement == "COMMIT":
            Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()

    @contextmanager
    def watched() -> Iterator[sqlite3.Connection]:
        with writing() as connection:
            connection.set_trace_callback(watch)
            yield connection

    writing = store._records.writing
    store._records.writing = watched  # type: ignore[method-assign]


def _wait_for_first_step(log: Path, child: Any) -> None:
    while not log.stat().st_size and child.is_alive():
        time.sleep(0.002)


def main() -> None:
    """Run as many kills as the first argument says (200) and print the outcome; exit code 1 if anything broke."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), kills)
    print(f"{outcome.kills} kills ({outcome.within_commit} within a commit), {outcome.steps} steps finished")
    print("\n".join(outcome.broken) or "nothing broken")
    sys.exit(bool(outcome.broken))


if __name__ == "__main__":
    main()
