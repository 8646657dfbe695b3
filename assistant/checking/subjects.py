"""What a citation says its document is about, against what the register knows: the wrong document, day or period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from assistant.checking.context import Context
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.documents import (
    is_named_kind,
    named,
    named_in_full,
    place_of,
    source,
    written_out,
)
from assistant.checking.finding import Finding
from assistant.checking.movements import names_of
from assistant.checking.quotes import Quote, find_quotes
from corpus.law.model import LegalDocument, Movement
from corpus.plan import Citation, Span
from corpus.text import fold, fold_key

_CITING: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b: viện dẫn đúng số, ký hiệu, thời gian và trích yếu"
_TELLING: Final = 3  # pairs of words that a subject must have before it can be held against a title


def check_schemes(ctx: Context) -> Iterator[Finding]:
    """Yield citations whose subject quotes the name of a scheme that another document launched."""
    quotes = [quote for quote in find_quotes(ctx) if len(quote.words) > 2] if ctx.is_legible else []
    official = names_of(ctx.register.movements).official
    for citation, document in _known(ctx):
        for quote in quotes:
            if not _is_within(quote, citation.subject_span) or not _speaks_of_one(citation, quote):
                continue
            launched = [doc for _, movement in official.get(quote.words, ()) for doc in _founders(ctx, movement)]
            if launched and document.id not in {d.id for d in launched} and not _bears(document.title, quote.words):
                yield _other_scheme(ctx, citation, document, launched[0])


def _known(ctx: Context) -> Iterator[tuple[Citation, LegalDocument]]:
    for citation in ctx.plan.citations:
        document = ctx.register.get(citation.register_id) if citation.register_id else None
        if document is not None and citation.subject_span is not None:
            yield citation, document


def _is_within(quote: Quote, span: Span | None) -> bool:
    return span is not None and span.start <= quote.start < span.end


def _speaks_of_one(citation: Citation, quote: Quote) -> bool:
    """Tell whether the quoted name is what the document itself approves: few words stand between."""
    before = citation.subject_span
    return before is not None and quote.start - before.start <= 60


def _founders(ctx: Context, movement: Movement) -> Iterator[LegalDocument]:
    for identity in movement.basis:
        document = ctx.register.get(identity)
        if document is not None:
            yield document


def _bears(title: str | None, words: tuple[str, ...]) -> bool:
    """Tell whether the title holds the name; a title that is not known might."""
    return title is None or " ".join(words) in " ".join(re.findall(r"[a-z0-9]+", fold(title)))


def _other_scheme(ctx: Context, citation: Citation, document: LegalDocument, right: LegalDocument) -> Finding:
    return ctx.finding(
        "citation.wrong-title",
        "warning",
        f"{named(document)} không phải văn bản ban hành nội dung này; văn bản ban hành là {named(right)}.",
        place_of(citation, citation.subject_span),
        suggestion=f"Dẫn {named_in_full(right)}, hoặc sửa trích yếu: “{document.title}”.",
        basis=f"{source(right)}; {_CITING}",
    )


def check_other_subjects(ctx: Context) -> Iterator[Finding]:
    """Yield citations whose subject has nothing in common with the document's title."""
    for citation, document in _known(ctx):
        if not ctx.is_legible or document.confidence != "high" or not document.title or not document.year_in_number:
            continue
        said, right = _telling_words(citation.subject or ""), _telling_words(document.title)
        if min(len(said), len(right)) >= _TELLING and _is_apart(said, right):
            yield ctx.finding(
                "citation.wrong-title",
                "warning",
                f"Trích yếu ở đây không nói về nội dung của {named(document)}.",
                place_of(citation, citation.subject_span),
                suggestion=f"{named(document)}: “{document.title}”. Kiểm tra lại số hiệu hoặc trích yếu.",
                basis=f"{source(document)}; {_CITING}",
            )


def _is_apart(said: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether two subjects share no pair of words and hardly a word."""
    common = set(said) & set(right)
    return not set(pairwise(said)) & set(pairwise(right)) and len(common) <= len(set(said)) // 4


@cache
def _telling_words(text: str) -> tuple[str, ...]:
    """Return the words of a subject that say what it is about, abbreviations written out."""
    written = written_out(fold_key(text))
    return tuple(word for word in re.findall(r"[a-z]+", written) if word not in _leads())


@cache
def _leads() -> frozenset[str]:
    return frozenset(load_yaml(FOLDER / "phrases.yaml")["subject_words"])


def check_years_of_laws(ctx: Context) -> Iterator[Finding]:
    """Yield laws named with a year in which no law of that name was passed ("Luật Trẻ em năm 2015")."""
    for citation in ctx.plan.citations:
        named_year = re.search(r"nam\s+((?:19|20)[0-9]{2})$", fold(citation.text))
        if citation.date or citation.number or named_year is None or not is_named_kind(citation):
            continue
        document = ctx.register.get(citation.register_id) if citation.register_id else None
        if document is None or document.issued is None or "sua doi" in fold(citation.text):
            continue
        if document.issued.year != int(named_year[1]) and not _has_namesake(ctx, document, int(named_year[1])):
            yield ctx.finding(
                "citation.wrong-date",
                "warning",
                f"{named(document)} được thông qua năm {document.issued.year}, không phải năm {named_year[1]}.",
                (citation.end - 4, citation.end),
                suggestion=f"Viết “năm {document.issued.year}”.",
                basis=source(document),
            )


def _has_namesake(ctx: Context, document: LegalDocument, year: int) -> bool:
    """Tell whether some law on the same matter was passed, or took effect, in `year`."""
    years = {document.effective.year} if document.effective else set()
    for other in ctx.register.lookup(document.title or "", 8):
        if other.type == document.type and other.issued:
            years.add(other.issued.year)
    return year in years


_PERIOD: Final = re.compile(r"giai\s+doan\s+(?P<first>(?:19|20)[0-9]{2})\s*-\s*(?P<last>20[0-9]{2})")


def check_periods_of_documents(ctx: Context) -> Iterator[Finding]:
    """Yield periods in a subject that are not the one in the document's own title."""
    for citation, document in _known(ctx):
        span = citation.subject_span
        titled = _PERIOD.findall(fold(document.title or ""))
        cited = list(_PERIOD.finditer(ctx.folded, span.start, span.end)) if span else []
        if len(titled) != 1 or len(cited) != 1:
            continue
        said, right = (cited[0]["first"], cited[0]["last"]), titled[0]
        if said != right and (said[0] == right[0] or said[1] == right[1]):
            yield ctx.finding(
                "period.wrong",
                "warning",
                f"{named(document)} là của giai đoạn {right[0]} - {right[1]}, không phải {said[0]} - {said[1]}.",
                cited[0].span(),
                suggestion=f"Viết “giai đoạn {right[0]} - {right[1]}”.",
                basis=source(document),
            )
