"""Amounts that cannot be: shares of more than the whole, and parts that do not make up the sum named before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from assistant.checking.context import Context, trimmed
from assistant.checking.data import FOLDER, load_yaml
from assistant.checking.finding import Finding

_SHARE: Final = re.compile(
    r"(?<![0-9.,])(?P<share>[0-9]{3}(?:[.,][0-9]{1,2})?)\s?(?P<sign>%)\s*(?P<of>(?:[a-z]+[ \n]){0,5}[a-z]+)"
)
_WHOLE_SHARE: Final = 100
_NUMBER: Final = r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+(?:,[0-9]+)?"
_MONEY: Final = re.compile(
    rf"(?<![0-9.,/x])(?P<amount>{_NUMBER})\s?"
    r"(?P<unit>(?:nghin |trieu |ty )?(?:dong|vnd|d)|trieu|ty)(?![a-z0-9])(?!\s?/)"
)
_UNITS: Final = {"nghin": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
_PARTS: Final = re.compile(r"\s?[,;(.:]?\s*(?:trong do|bao gom|gom)(?: co)?\s*:?\s")
_RECKONED: Final = re.compile(r"%|=|\sx\s|[0-9]x|moi (?:suat|phan|giai|lop|em|hoc sinh)|\d\s?d?/")
_REACH: Final = 400
# In the text itself: folded, "nam" is the year as well.
_PERSONS: Final = re.compile(
    r"(?<![\d.,/])(?P<whole>\d{1,5})\s+(?:học sinh|học viên|trẻ|cán bộ|giáo viên|người|hội viên|đảng viên|đoàn viên)"
    r"(?P<rest>[^.;\n]{0,60})"
)
_WOMEN: Final = re.compile(r"(?<!\w)nữ\s*:?\s*(\d{1,5})(?![\d.,%]*\d|%)|(?<![\d.,])(\d{1,5})\s+nữ(?!\w)")
_MEN: Final = re.compile(r"(?<!\w)nam\s*:?\s*(\d{1,5})(?![\d.,%]*\d|%)|(?<![\d.,])(\d{1,5})\s+nam(?!\w)")
_ADDING: Final = "Tổng phải bằng cộng các phần đã nêu"


def check_shares(ctx: Context) -> Iterator[Finding]:
    """Yield shares of more than 100 % of persons or groups."""
    for match in _SHARE.finditer(ctx.folded, ctx.plan.body.start):
        share = Decimal(match["share"].replace(",", "."))
        if share <= _WHOLE_SHARE or not _counted().match(" ".join(match["of"].split())):
            continue
        sentence = ctx.sentence_at(match.start())
        if _measured().search(
            ctx.folded[max(sentence.start, match.start() - 40) : min(sentence.end, match.end() + 40)]
        ):
            continue
        yield ctx.finding(
            "amount.impossible",
            "warning",
            f"Tỉ lệ {match['share']}% vượt quá 100%.",
            (match.start(), match.end("sign")),
            suggestion="Kiểm tra lại con số; nếu so với chỉ tiêu được giao thì ghi rõ.",
            basis="Tỉ lệ của một phần trong tổng số không thể quá 100%",
        )


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:so |tong so |cac )?(?:{'|'.join(load_yaml(FOLDER / 'amounts.yaml')['counted'])})(?![a-z])")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(load_yaml(FOLDER / 'amounts.yaml')['measured'])})(?![a-z])")


def check_sums(ctx: Context) -> Iterator[Finding]:
    """Yield sums of money whose parts, listed after them in the same sentence, make up more or another amount."""
    if not ctx.is_exact:
        return
    for match in _MONEY.finditer(ctx.folded, ctx.plan.body.start):
        opening = _PARTS.match(ctx.folded, match.end())
        if opening is None:
            continue
        amounts = [_value(part) for part in _MONEY.finditer(ctx.folded, opening.end(), _list_end(ctx, opening.end()))]
        whole, total = _value(match), sum(amounts, Decimal())
        if len(amounts) < 2 or total == whole or (total < whole and "gom" not in opening[0]):
            continue  # "trong đó" may name some of the parts only
        yield ctx.finding(
            "amount.sum",
            "warning",
            f"Các khoản cộng lại là {_money(total)}, khác tổng đã ghi {_money(whole)}.",
            match.span(),
            suggestion="Kiểm tra lại tổng hoặc từng khoản.",
            basis=_ADDING,
        )


def _list_end(ctx: Context, start: int) -> int:
    """Return where the parts end, at the line's end; `start` where they are not plain amounts to be added."""
    line_end = ctx.folded.find("\n", start, start + _REACH)
    end = line_end if line_end >= 0 else min(len(ctx.folded), start + _REACH)
    nested = _PARTS.search(ctx.folded, start, end)
    return start if nested or _RECKONED.search(ctx.folded, start, end) else end


def _value(match: re.Match[str]) -> Decimal:
    """Return an amount of money in đồng."""
    number = Decimal(match["amount"].replace(".", "").replace(",", "."))
    return number * _UNITS.get(match["unit"].split()[0], 1)


def _money(amount: Decimal) -> str:
    return f"{int(amount):,}".replace(",", ".") + " đồng"


def check_sexes(ctx: Context) -> Iterator[Finding]:
    """Yield counts of persons that are not the sum of the men and women named beside them."""
    for match in _PERSONS.finditer(ctx.text, ctx.plan.body.start):
        women, men = _only_count(_WOMEN, match["rest"]), _only_count(_MEN, match["rest"])
        if women is None or men is None or women + men == int(match["whole"]):
            continue
        yield ctx.finding(
            "amount.sum",
            "warning",
            f"Nam {men} và nữ {women} cộng lại là {men + women}, khác tổng đã ghi {match['whole']}.",
            trimmed(ctx.text, *match.span()),
            suggestion="Kiểm tra lại tổng hoặc từng số.",
            basis=_ADDING,
        )


def _only_count(pattern: re.Pattern[str], words: str) -> int | None:
    """Return the one number that `pattern` finds in `words`, ``None`` where it finds none or several."""
    found = [int(match[1] or match[2]) for match in pattern.finditer(words)]
    return found[0] if len(found) == 1 else None
