"""From mentions to citations: years left out, the register, issuers that the symbol tells, earlier mentions, subjects.

Nothing is guessed: what the text, the symbol or the register does not settle stays ``None`` or a set of candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.law.citation_inference import IssuerInference
from corpus.law.citation_links import FirstMentions, with_defined_names, with_definitions
from corpus.law.citation_mentions import Mention
from corpus.law.citation_register import DocumentSource, Lookup, in_territory, is_of_year, lookup_of, settled
from corpus.law.citation_scope import BasisScope
from corpus.law.citation_tail import read_subject
from corpus.law.citation_years import with_years
from corpus.law.model import LegalDocument
from corpus.plan import Citation, Span

Documents = tuple[LegalDocument, ...]


def resolve(
    text: str,
    folded: str,
    mentions: Sequence[Mention],
    *,
    basis: BasisScope,
    register: DocumentSource | None,
    plan_date: date | None,
) -> tuple[Citation, ...]:
    """Return the citations that `mentions`, in order, amount to."""
    lookup = lookup_of(register)
    mentions = with_defined_names(text, folded, with_definitions(folded, mentions))
    known = list(_looked_up(folded, with_years(mentions, lookup), lookup, plan_date))
    inference = IssuerInference(text, folded, [entry.mention for entry in known])
    firsts = FirstMentions()
    citations: list[Citation] = []
    for index, entry in enumerate(known):
        first = firsts.enter(index, entry.mention, entry.documents)
        citation = _citation(text, entry, inference.issuer(index, entry.documents), basis)
        citations.append(citation if first is None else _linked(citation, first, citations[first]))
    return tuple(citations)


@dataclass(frozen=True, slots=True)
class _Known:
    """A mention, what the register has of it, and what it is said to be about."""

    mention: Mention
    documents: Documents
    subject: Span | None


def _looked_up(folded: str, mentions: Sequence[Mention], lookup: Lookup, plan_date: date | None) -> Iterator[_Known]:
    """Yield each mention with its documents; what stands in the subject of a dated document is of that day."""
    inside: Span | None = None
    inside_day: date | None = None
    for mention in mentions:
        nested = inside is not None and mention.start < inside.end
        documents = _candidates(mention, lookup, inside_day if nested and inside_day else plan_date)
        documents = in_territory(documents, mention.issuer.name if mention.issuer else None, folded)
        subject = read_subject(folded, mention.end) if mention.form != "short" else None
        if subject is not None and not nested:
            inside, inside_day = subject, mention.day
        yield _Known(_with_number(mention, documents), documents, subject)


def _candidates(mention: Mention, lookup: Lookup, as_of: date | None) -> Documents:
    """Return the documents of the register that the mention can mean."""
    if mention.number is not None:
        return settled(lookup.numbered(mention.number), mention, as_of)
    if mention.name is not None and mention.kind is not None:
        return settled(lookup.laws(mention.kind, mention.name), mention, as_of)
    year = mention.year or (mention.day.year if mention.day else None)
    if mention.serial and year and mention.kind:
        return settled(lookup.by_serial(mention.kind, mention.serial, year), mention, as_of)
    return ()


def _with_number(mention: Mention, documents: Documents) -> Mention:
    """Return a law named by its day or year, or "Thông tư 22/2021", with the number that the register gives it."""
    if mention.number is not None:
        return mention
    by_name = mention.name is not None or mention.serial is not None
    if by_name and len(documents) == 1 and is_of_year(documents[0], mention):
        return replace(mention, number=documents[0].number, has_year=True)
    if mention.form == "full" and mention.serial is not None:
        return replace(mention, number=f"{mention.serial}/{mention.year}" if mention.year else mention.serial)
    return mention


def _citation(text: str, known: _Known, issuer: str | None, basis: BasisScope) -> Citation:
    mention, documents = known.mention, known.documents
    candidates = tuple(document.id for document in documents)
    certain = len(documents) == 1 and _agrees(mention, documents[0])
    return Citation(
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        type=mention.kind,
        number=mention.number,
        date=mention.day,
        issuer=issuer,
        subject=" ".join(known.subject.of(text).split()) if known.subject else None,
        in_legal_basis=basis.covers(mention.start),
        register_id=candidates[0] if certain else None,
        candidates=candidates,
        form=mention.form,
        number_span=mention.number_span,
        date_span=mention.day_span,
        issuer_span=mention.issuer.span if mention.issuer else None,
        subject_span=known.subject,
    )


def _agrees(mention: Mention, document: LegalDocument) -> bool:
    """Tell whether `document` is certainly the one meant: a number with its year names one, another needs its day."""
    if mention.day is None or document.issued is None or mention.day == document.issued:
        return True
    return mention.has_year or mention.form == "unnumbered"


def _linked(citation: Citation, first: int, earlier: Citation) -> Citation:
    """Return a later mention with what its first one settled, where it says nothing else itself."""
    if citation.date is not None:
        return replace(citation, first=first)
    issuer = citation.issuer or (earlier.issuer if citation.number is not None else None)
    return replace(
        citation,
        first=first,
        issuer=issuer,
        register_id=earlier.register_id or citation.register_id,
        candidates=earlier.candidates or citation.candidates,
    )
