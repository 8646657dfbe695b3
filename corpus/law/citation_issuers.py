"""Who issued a document: the body named after "của", where its name ends, and what it is called.

The name is read word by word: capitalised words and the small words that names of Vietnamese bodies are made of belong to
it; the first word of what the document is about ("về việc", "quy định", "phê duyệt") ends it. Central bodies come back under their
official names (symbols.json); local bodies as they are written, with recognition errors mended where the words are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from corpus.law.citation_kinds import kind_names
from corpus.law.citation_numbers import GAP
from corpus.law.symbols import Issuer, load_symbols
from corpus.noise import similarity, skeleton
from corpus.plan import Span
from corpus.text import fold, fold_key

MAX_WORDS: Final = 24
_OF: Final = re.compile(rf"{GAP},?[ ]?(?P<of>(?:c[a-z]{{1,3}}a|cua|e[uit]+a|do)(?![a-z0-9])){GAP}")
_DIRECT: Final = re.compile(rf"{GAP}")
_WORD: Final = re.compile(r"[a-z][a-z0-9']*(?:[.&/][a-z0-9']+)*|[0-9]{1,2}(?![0-9/])")
_BETWEEN: Final = re.compile(
    r"(?P<joint>[ ]?&[ ]?|[ ]?-[ ]?|,[ ]?|\.[ ]?)?(?P<blank>[ ]{0,4}(?:\n[ ]{0,4}|[ ]{0,2}(?:[\n\f][ ]{0,8}){2,8}(?:[0-9]{1,3}[ ]{0,4}\n[ \n]{0,8})?)?)"
)

# First words of the names of bodies and of the posts of those who sign for them.
_HEADS: Final = frozenset(
    "bo thu chinh quoc uy ubnd hdnd so phong ban hoi truong chu giam hieu lien doan cong dang tinh thanh huyen quan thi chi tong trung "
    "tw bch btv btc doi van vu cuc bao kho ngan toa vien mat ubmttq mttq sgddt sgd pgd pgddt bgddt gd hdtdkt ttcp tu bcd bhxh ldld cdgd "
    "hkh xa ub to hdd bbt tap cap nha nganh dai hoc".split()
)
# Small words (never capitalised) inside such names.
_INNER: Final = frozenset(
    "giao duc va dao tao nhan dan thi xa tinh thanh pho huyen quan phuong xa tran thi dua khen thuong khuyen hoc noi vu tai chinh "
    "truong so phong bo uy ban thuong truc chu tich chap hanh trung uong dang bi thu chinh tri quoc hoi doan lao dong cong lien viet nam "
    "cong san thanh nien hoc sinh phu nu mat tran to quoc cap co so tieu mam non pho thong trung hoc giam doc hieu tuong chinh phu "
    "van hoa thao du lich y te khoa cong nghe thong tin truyen ke hoach dau tu thuong binh xa moi nong nghiep phat trien thon dan toc ton "
    "tu phap cong an quan doi cuu chien binh chu thap do giao chuc nguoi cao tuoi mau dac khu bao hiem kho bac nha nuoc chi cong chi cuc "
    "thue ngan hang thanh tra kiem sat toa an hoi dong doi tong ho minh bien doi dien tuyen van phong pho vien vu ttg bac nam dong tay "
    "dia ban thi uy cua khoa ky can su tai nguyen vinh".split()
)
# Pairs of words of a name that "và", a comma or a dash may join.
_PAIRS: Final = frozenset(
    {
        ("duc", "dao"), ("gd", "dt"), ("binh", "xa"), ("hoa", "xa"), ("hoa", "the"), ("thao", "du"), ("hoach", "dau"), ("hoc", "cong"),
        ("tin", "truyen"), ("nguyen", "moi"), ("nghiep", "moi"), ("nghiep", "phat"), ("toc", "ton"), ("giao", "dan"), ("dua", "khen"),
        ("dong", "thuong"), ("hoa", "thong"), ("dan", "uy"), ("thuong", "cong"), ("thuong", "sang"), ("nghiep", "giao"), ("td", "kt"),
        ("kh", "cn"), ("vh", "xh"), ("vh", "tt"), ("ld", "tb"), ("ld", "tbxh"), ("tb", "xh"), ("hdtd", "kt"), ("nn", "ptnt"), ("khoa", "giao"),
        ("giao", "van"), ("thcs", "thpt"), ("th", "thcs"), ("tieu", "trung"), ("duc", "thanh"), ("hoc", "trung"), ("so", "trung"),
    }
)  # fmt: skip
_PLACES: Final = frozenset("tinh thanh tp tx tt huyen quan thi xa phuong h q p".split())
_SHORT_PLACES: Final = frozenset("tp tx tt h q p".split())
# Where the subject of the document begins although its words could be part of a name: two words, or one in its own accents.
_TURNING_PAIRS: Final = frozenset(
    tuple(pair.split())
    for pair in (
        "ban hanh;quy dinh;quy che;huong dan;phat dong;phat hanh;phat huy;thi hanh;to chuc;cong nhan;cong bo;cong tac;thuc hien;trien khai;"
        "phe duyet;sua doi;bo sung;xay dung;doi voi;doi moi;day manh;tang cuong;tiep tuc;giao nhiem;chi dao;chi tieu;kien toan;thanh lap;"
        "nhiem vu;so luong;nam hoc;hoc tap;tu nam;tu ngay;dong thoi;thong qua;tong ket;danh gia;phong trao;chinh sach;quan ly;quan triet;"
        "phu hop;kem theo;bao gom;yeu cau;de nghi;khen thuong;ke tu;lap ke;tong hop;cho phep;cho den;gui cac;giai doan;gan voi;v v"
    ).split(";")
)
_TURNING_WORDS: Final = frozenset(
    "về ngày trong trên cho là đã được để theo các những một đến cùng kèm nhằm tại từ như sau khi còn có tới vê".split()
)
_MINISTRY: Final = frozenset({"bo", "so", "phong", "dong", "dua", "va", "vu", "cuc", "ban"})
_ISSUERS_OVER_SCHOOLS: Final = frozenset({"phong", "so", "ubnd", "uy", "bo", "chinh", "thu", "quoc", "pgd", "sgd"})
_FINISHED: Final = re.compile(
    r"(?:dang|trung uong dang|trung uong|tw dang|khoa [ivxl0-9]+|dang cong san viet nam|cong san viet nam|viet nam|lan thu [a-z0-9]+"
    r"|nuoc cong hoa xa hoi chu nghia viet nam|chxhcn viet nam|[ ])*"
)


@dataclass(frozen=True, slots=True)
class IssuerMark:
    """A body named in the text: where its name stands (after "của") and the name."""

    span: Span
    name: str


def read_issuer(text: str, folded: str, at: int, *, joint: bool = False, damaged: bool = False) -> IssuerMark | None:
    """Return the body named at `at`, after "của", "do" or nothing, or ``None``.

    `joint` lets the name run over "và" and commas to further bodies, as joint circulars need. `damaged` lets words match the
    known words of names under recognition noise.
    """
    introduced = _OF.match(folded, at)
    start = (introduced or _DIRECT.match(folded, at)).end()  # type: ignore[union-attr]  # GAP matches the empty text
    head = _WORD.match(folded, start)
    if head is None or not _is_head(text, folded, head, introduced=introduced is not None, damaged=damaged):
        return None
    end = _name_end(text, folded, head, joint=joint, damaged=damaged)
    name = issuer_name(text[start:end], damaged=damaged)
    return IssuerMark(Span(start, end), name) if name else None


def _is_head(text: str, folded: str, head: re.Match[str], *, introduced: bool, damaged: bool) -> bool:
    word = head[0]
    if _turns(text, folded, head, ""):
        return False
    if not introduced:
        return (
            text[head.start()].isupper() and (_first_piece(word) in _HEADS) and not _starts_kind(folded, head.start())
        )
    if text[head.start()].isupper():
        return _first_piece(word) in _HEADS or damaged or len(word) > 1
    return word in {
        "bo",
        "so",
        "phong",
        "ubnd",
        "uy",
        "ban",
        "hoi",
        "truong",
        "chu",
        "thu",
        "lien",
        "hieu",
        "doan",
        "cong",
        "dang",
    }


def _first_piece(word: str) -> str:
    return re.split(r"[.&/]", word, maxsplit=1)[0]


def _turns(text: str, folded: str, word: re.Match[str], before: str) -> bool:
    """Tell whether the subject of the document begins at `word`, which follows the folded word `before`."""
    written = text[word.start() : word.end()].lower()
    if written in _TURNING_WORDS or (word[0] == "ve" and written != "vệ"):
        return True
    if before in _MINISTRY:
        return False
    after = _WORD.match(folded, _BETWEEN.match(folded, word.end()).end())  # type: ignore[union-attr]  # matches the empty text
    return after is not None and (word[0], after[0]) in _TURNING_PAIRS


def _starts_kind(folded: str, at: int) -> bool:
    return any(folded.startswith(name, at) for name in kind_names())


def _name_end(text: str, folded: str, head: re.Match[str], *, joint: bool, damaged: bool) -> int:
    """Return where the name that begins with the word `head` ends."""
    word = head
    for _ in range(MAX_WORDS):
        between = _BETWEEN.match(folded, word.end())
        assert between is not None  # it matches the empty text
        following = _WORD.match(folded, between.end())
        if following is None or following.start() == word.end():
            break
        if not _continues(text, folded, word, between, following, joint=joint, damaged=damaged):
            break
        if following[0] == "truong" and text[following.start()].isupper() and head[0] in _ISSUERS_OVER_SCHOOLS:
            break
        word = following
    return word.end()


def _continues(
    text: str,
    folded: str,
    word: re.Match[str],
    between: re.Match[str],
    following: re.Match[str],
    *,
    joint: bool,
    damaged: bool,
) -> bool:
    """Tell whether the word `following` belongs to the name that has come to `word`."""
    mark = (between["joint"] or "").strip()
    capital = text[following.start()].isupper()
    if mark:
        return _joins(folded, word[0], mark, following, capital=capital, joint=joint, damaged=damaged)
    if following[0] == "va":
        after = _WORD.match(folded, following.end() + 1)
        if after is None:
            return False
        return _is_pair(word[0], after[0], damaged=damaged) or (
            joint and after[0] in _HEADS and not _starts_kind(folded, after.start())
        )
    if following[0] == "cua":
        after = _WORD.match(folded, following.end() + 1)
        return after is not None and after[0] in _HEADS and text[after.start()].isupper()
    if following[0][0].isdigit():
        return word[0] in _PLACES
    if _turns(text, folded, following, word[0]):
        return False
    if word[0] not in _MINISTRY and _starts_kind(folded, following.start()):
        return False
    if capital or following[0] in _INNER:
        return True
    return damaged and _resembles_inner(following[0])


def _joins(
    folded: str, word: str, mark: str, following: re.Match[str], *, capital: bool, joint: bool, damaged: bool
) -> bool:
    """Tell whether a dash, an ampersand, a comma or a point joins `word` and the next one into one name."""
    if mark == "&":
        return True
    if mark == ".":
        return word in _SHORT_PLACES
    if _is_pair(word, following[0], damaged=damaged):
        return True
    if mark == "-":
        return word == "va" or (capital and following[0] in {"dt", "khen", "kt", "dao", "thuong", "xa", "tbxh", "tb"})
    if (
        following[0] in {"tinh", "tp"}
        or folded.startswith("thanh pho", following.start())
        or folded.startswith("huyen ", following.start())
    ):
        return True
    return joint and following[0] in _HEADS and not _starts_kind(folded, following.start())


def _is_pair(before: str, after: str, *, damaged: bool) -> bool:
    """Tell whether "và", a comma or a dash between the two words stands inside a name."""
    if (before, after) in _PAIRS:
        return True
    return damaged and any(skeleton(f"{a} {b}") == skeleton(f"{before} {after}") for a, b in _PAIRS)


@lru_cache(maxsize=4096)
def _resembles_inner(word: str) -> bool:
    if len(word) < 3:
        return False
    return any(
        abs(len(known) - len(word)) <= 1 and similarity(word, known) >= 0.7 for known in _INNER if len(known) > 2
    )


def issuer_name(written: str, *, damaged: bool = False) -> str:
    """Return the name of the body written as `written`: official for central ones, mended for others."""
    plain = " ".join(written.split()).strip(" ,.;:-")
    central = _central_name(fold_key(plain), damaged)
    if central is not None:
        return central
    if plain.isupper() and len(plain) > 8:
        damaged = True
    return _mended(plain) if damaged else plain


@lru_cache(maxsize=2048)
def _central_name(key: str, damaged: bool) -> str | None:  # noqa: FBT001  # the cache needs positional arguments
    """Return the official name of the central body whose folded name is `key`, or ``None``."""
    key = re.sub(r"^(?:quyen )?(?:bo truong|thong doc|tong thanh tra) (?=bo |ngan |thanh )", "", key)
    squashed = _squash(key)
    for name, spelled in _central_spellings():
        if squashed == spelled or (squashed.startswith(spelled) and _only_finish(key, spelled)):
            return name
    if re.match(r"b(?:o)? ?(?:gd|giao duc)", key) and "dang" not in key:
        return "Bộ Giáo dục và Đào tạo"
    if damaged and len(key) >= 8:
        best = max(((similarity(key, fold(name)), name) for name, _ in _central_full()), default=(0.0, ""))
        if best[0] >= 0.78:
            return best[1]
    return None


def _squash(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\bva\b", "", key))


def _only_finish(key: str, spelled: str) -> bool:
    """Tell whether what follows the name in `key` adds nothing ("khóa XII", "Trung ương Đảng", "Việt Nam")."""
    length = 0
    for position, char in enumerate(key):
        if length == len(spelled):
            return _FINISHED.fullmatch(key[position:].strip()) is not None
        if char.isalnum() and not re.match(r"(?<![a-z])va(?![a-z])", key[position : position + 3]):
            length += 1
    return True


@cache
def _central_full() -> tuple[tuple[str, str], ...]:
    """(name, squashed name) of every body of the State, the Party and the associations."""
    return tuple((issuer.name, _squash(fold(issuer.name))) for issuer in _central())


@cache
def _central_spellings() -> tuple[tuple[str, str], ...]:
    """(name, squashed spelling) for names and abbreviations, the longest spelling first."""
    pairs = [
        (issuer.name, _squash(fold(spelling)))
        for issuer in _central()
        for spelling in (issuer.name, *issuer.abbreviations)
        if len(_squash(fold(spelling))) > 2
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


@cache
def _central() -> tuple[Issuer, ...]:
    return tuple(
        issuer for issuer in load_symbols().issuers if issuer.level in ("state", "central", "party", "association")
    )


_WORDS_MENDED: Final = (
    "Thành phố", "thị xã", "huyện", "quận", "tỉnh", "phường", "thị trấn", "xã", "Chủ tịch", "Giám đốc", "Hiệu trưởng", "Trưởng phòng", "Ban Chấp hành",
    "Ban Thường vụ", "Hội đồng", "Trường", "Thành ủy", "Việt Nam", "Trung ương", "Phòng GD&ĐT", "Sở GD&ĐT", "Công đoàn", "Liên đội",
)  # fmt: skip


@lru_cache(maxsize=2048)
def _mended(plain: str) -> str:
    """Return a local body's name with its known words restored, phrase by phrase; unknown words (places) stay."""
    words = plain.split(" ")
    done: list[str] = []
    at = 0
    while at < len(words):
        phrase, used = _known_phrase(words, at)
        if used:
            done.append(phrase)
            at += used
        else:
            done.append(words[at].capitalize() if words[at].isupper() and len(words[at]) > 4 else words[at])
            at += 1
    return " ".join(done)


def _known_phrase(words: list[str], at: int) -> tuple[str, int]:
    """Return the known phrase that the words from `at` on spell, and how many words it takes (0: none)."""
    for phrase in _phrases():
        size = phrase.count(" ") + 1
        written = " ".join(words[at : at + size])
        if at + size > len(words) or abs(len(written) - len(phrase)) > 3:
            continue
        least = 0.8 if size > 1 else 0.9
        if similarity(written, phrase) >= least:
            return phrase, size
    return "", 0


@cache
def _phrases() -> tuple[str, ...]:
    local = [issuer.name for issuer in load_symbols().issuers if issuer.level in ("local", "school", "association")]
    return tuple(sorted({*local, *_WORDS_MENDED}, key=lambda phrase: -len(phrase)))
