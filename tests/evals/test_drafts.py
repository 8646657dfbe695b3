"""The evaluation of drafts on one sample plan; all plans and years: ``python -m evals.drafts``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.law.register import load_register
from corpus.parsing import parse
from corpus.plan import Plan
from corpus.reading import read
from corpus.samples import sample_files
from evals import drafts


@pytest.fixture(scope="module")
def plans() -> list[tuple[str, Plan]]:
    files = [file for file in sample_files() if file.suffix == ".txt"][1:2]
    return [(file.name, parse(read(file), register=load_register())) for file in files]


def test_nothing_that_must_never_happen_happens(plans: list[tuple[str, Plan]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "YEARS_AHEAD", (1,))
    tallies = drafts.run(plans, load_register())
    assert sum(tally.drafts for tally in tallies.values()) >= 15
    for name, tally in tallies.items():
        assert not tally.examples, name
    assert "**all**" in drafts.table(tallies)


def test_the_judge_sees_what_it_must(plans: list[tuple[str, Plan]]) -> None:
    _, plan = plans[0]
    request = next(drafts.requests(plan))
    drafter = drafts.Drafter(drafts.NoLibrary(), load_register(), drafts.SchoolProfile(), drafts.TODAY)
    draft = drafter.draft_all([request], base=plan)
    made = draft.paragraphs[-1]

    year = drafts.year_of(plan)[0]
    slips = f"Trong năm {year} thưởng 77 suất theo Nghị định số 91/2017/NĐ-CP."
    spoiled = replace(made, text=f"{made.text} {slips}")
    kinds = {
        kind
        for kind, _ in drafts._faults(
            replace(draft, paragraphs=(*draft.paragraphs[:-1], spoiled)),
            plan,
            drafts.target_of(request, plan, drafts.TODAY),
            drafter,
        )
    }
    assert {"year", "citation", "figure", "support"} <= kinds
