"""Where a line of text may break, and where it breaks well, in any script.

Scripts with spaces break at spaces; Chinese and Japanese between characters, but for those that
may not begin or end a line (kinsoku, JIS X 4051); Thai, Lao and Khmer, which write no spaces
either, at least not within a letter and its marks. A break at a sense boundary (after a comma,
before "and") costs less than one that tears an article from its noun.
"""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

__all__ = ["FULL_WIDTH", "break_costs", "clusters", "columns", "is_right_to_left", "joined", "pieces", "two_lines"]

FULL_WIDTH = 42 / 16
"""Columns of a full-width character: 16 of them fill a subtitle line of 42."""

_ENDS = frozenset(".!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964\u037e")
_STOPS = frozenset(",;:\u2014\u2013\u3001\uff0c\uff1b\uff1a\u060c\u061b\u0387")
_CLOSING = frozenset("\"')]}\u00bb\u201d\u2019\u203a\u300d\u300f\uff09\u3011\u300b\u3009")

_NO_START = frozenset(
    "\u3001\u3002\uff0c\uff0e\u30fb\uff1a\uff1b\uff1f\uff01\u309b\u309c\u2026\u2025\u30fc\u3005\u303b\u30fd\u30fe\u309d\u309e\u300d\u300f\uff09\u3011\u300b\u3009\u3015\u3017\uff3d\uff5d\u201d\u2019"
    "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6"
    "!),.:;?]}%\u2030\u2103\u301c\uff5e"
)
"""Kinsoku: never the first of a line - closing marks, long-vowel and repetition marks, small kana."""

_NO_END = frozenset("\u300c\u300e\uff08\u3010\u300a\u3008\u3014\u3016\uff3b\uff5b\u201c\u2018([{\uffe5$\u00a3")
"""Never the last of a line: opening marks, and signs that belong to the number after them."""

_TOGETHER = frozenset("\u2026\u2025\u2014\u30fc")
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before the consonant they are spoken after."""

_THAI_AFTER = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u0eb0\u0eb2\u0eb3\u0ec6")

_PARTICLES = frozenset("\u306f\u304c\u3092\u306b\u3067\u3068\u3082\u306e\u3078\u3088\u306d\u3066")
"""Japanese particles and endings after which a phrase ends."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINERS = _words(
    # English
    "and but or so because that which who when while if than as unless until though where whether "
    # French
    "et mais ou donc car que qui quand si lorsque parce puisque comme où "
    # German
    "und aber oder denn weil dass wenn als ob während obwohl sondern "
    # Spanish, Portuguese, Italian
    "y e pero porque cuando si como aunque donde mas porque quando se come però perché mentre dove che ma o "
    # Dutch, Scandinavian
    "en maar of want omdat dat als terwijl och men eller för att när som om og fordi når "
    # Polish, Czech, Russian, Ukrainian
    "i ale lub bo że gdy kiedy który a nebo protože když který ale и но или потому что когда если который та але або бо що коли якщо "
    # Turkish, Greek, Finnish, Hungarian, Romanian
    "ve ama veya çünkü και αλλά ή γιατί όταν αν που ja mutta tai koska että kun jos és de vagy mert hogy ha și dar sau "
    # Arabic, Persian, Hebrew (as words of their own), Hindi
    "لكن أو لأن عندما إذا الذي اما یا چون که وقتی اگر אבל או כי כאשר אם ש और लेकिन या क्योंकि जब अगर कि"
)
"""Words that open a clause: a line breaks well before them."""

_LEANING = _words(
    "a an the of to in on at by for from with my your his her its our their this that these those no not is are was "
    "i you he she we they i'm don't can't won't very "
    "le la les l' un une des du de d' à au aux en dans sur pour par avec sans mon ma mes ton ta tes son sa ses ce cette ces je tu il elle nous vous on ne pas "
    "der die das den dem des ein eine einen einem einer mein meine dein deine sein seine ihr ihre im am zum zur von zu mit für auf in ich du er sie wir nicht "
    "el los las un una unos del al de en con por para mi tu su sus no yo lo "
    "il lo gli i uno del della dei nel nella con per di da non mio mia os as um uma do da dos das no na com meu minha não eu "
    "het een de van op met mijn jouw zijn haar ik je hij niet ett den det min din sin inte jag på av "
    "w z na do o po nie s k v ve se ze na в на с к о по не у я ты он из от до за мой моя із від"
)
"""Words that lean on the next one: a line breaks badly after them."""


@lru_cache(maxsize=4096)
def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def columns(text: str) -> float:
    """How many columns of a subtitle line the text takes: 1 a letter, FULL_WIDTH a full-width
    one, nothing for marks that sit on another and for those that are not seen."""
    return sum(
        FULL_WIDTH if _wide(letter) else 0.0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1.0
        for letter in text
    )


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs right to left (Arabic, Hebrew)."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return False


def clusters(text: str) -> list[str]:
    """The text in what a reader takes for letters: each with the marks and joiners upon it."""
    found: list[str] = []
    for letter in text:
        marks = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or letter in _THAI_AFTER
        if found and (marks or found[-1][-1] in _LEADING or found[-1].endswith(("\u094d", "\u200d"))):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def break_costs(text: str) -> dict[int, float]:
    """Where a new line may begin (an index into `text`, behind the spaces), and how bad that is:
    0 between sentences, 1 where it hurts. `text` has single spaces and none at its ends."""
    costs: dict[int, float] = {}
    at = 0
    letters = clusters(text)
    for one, other in itertools.pairwise(letters):
        at += len(one)
        if other == " ":
            continue
        if one == " ":
            if other[0] in _NO_START and other[0] != "\u2026":
                continue  # as in French: a space before the question mark
            costs[at] = _at_space(text, at)
        elif _breaks_without_space(one, other):
            costs[at] = _between(one, other)
    return costs


def _at_space(text: str, at: int) -> float:
    end = text.find(" ", at)
    before, after = text[text.rfind(" ", 0, at - 1) + 1 : at - 1], text[at : end if end >= 0 else len(text)]
    bare = before.rstrip("".join(_CLOSING))
    if bare[-1:] in _ENDS:
        return 0.0
    if bare[-1:] in _STOPS:
        return 0.08
    if before.casefold() in _LEANING or before.casefold() in _JOINERS:
        return 1.0
    if after.casefold().strip("\u00ab\u201c\"'") in _JOINERS:
        return 0.25
    if len(bare) <= 2 and bare.isalpha() and not _wide(bare[0]):
        return 0.9
    if before[:1].isupper() and after[:1].isupper() and before.isalpha():
        return 0.8  # a name
    return 0.5


def _breaks_without_space(one: str, other: str) -> bool:
    first, second = one[-1], other[0]
    if _wide(one[0]) or _wide(second):
        if "HANGUL" in unicodedata.name(one[0], "") and "HANGUL" in unicodedata.name(second, ""):
            return False  # Korean writes spaces
        if second in _NO_START or first in _NO_END or (first in _TOGETHER and second in _TOGETHER):
            return False
        return not (_kind(one[0]) == _kind(second) == "katakana")
    return _unspaced(one[0]) and _unspaced(second)


def _unspaced(letter: str) -> bool:
    return 0x0E01 <= ord(letter) <= 0x0E4E or 0x0E80 <= ord(letter) <= 0x0EDF or 0x1780 <= ord(letter) <= 0x17D3


@lru_cache(maxsize=4096)
def _kind(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "katakana" if name.startswith("KATAKANA") else "hiragana" if name.startswith("HIRAGANA") else "other"


def _between(one: str, other: str) -> float:
    first, second = one[-1], other[0]
    bare = first
    if bare in _ENDS or first in "\u300d\u300f":
        return 0.0
    if bare in _STOPS:
        return 0.08
    if _kind(first) == "hiragana":
        if _kind(second) == "hiragana":
            return 0.95
        return 0.3 if first in _PARTICLES else 0.5
    if _kind(second) == "hiragana":
        return 1.0  # the ending of a word that begins in kanji
    return 0.7


def joined(text: str, cut: int) -> tuple[str, str]:
    """The text before and from `cut`, without the spaces between."""
    return text[:cut].rstrip(), text[cut:].lstrip()


def two_lines(text: str, room: float, measure: Callable[[str], float] = columns) -> tuple[str, ...] | None:
    """The text in one line if it is not wider than `room`, else in two: broken where the sense
    allows it, the lines about equally long, the lower one rather the longer. None when it does
    not fit."""
    width = measure(text)
    if width <= room:
        return (text,)
    if width > 2.2 * room + measure("m m"):
        return None
    best: tuple[float, tuple[str, str]] | None = None
    for cut, cost in break_costs(text).items():
        first, second = joined(text, cut)
        upper, lower = measure(first), measure(second)
        if upper > room or lower > room or not first or not second:
            continue
        uneven = abs(upper - lower) / room
        price = cost + 1.1 * uneven + (0.08 if upper > lower else 0.0)
        if best is None or price < best[0] - 1e-9:
            best = price, (first, second)
    return best[1] if best else None


def pieces(text: str, room: float, most: float = float("inf")) -> list[str]:
    """The text in as few parts as fit two lines of `room` columns and are at most `most` wide, cut
    where the sense allows it and about equally long. A word too wide for a line is broken."""
    text = " ".join(text.split())
    if not text:
        return []
    if columns(text) <= most and (lines := two_lines(text, room)) is not None:
        return _rather_apart(text, lines, room)
    costs = {0: 0.0, **break_costs(text), len(text): 0.0}
    cuts = sorted(costs)
    before = [0.0]
    for letter in text:
        before.append(before[-1] + columns(letter))
    starts = [before[cut] for cut in cuts]
    ends = [before[len(text[:cut].rstrip())] for cut in cuts]
    most = min(most, 2 * room + 1)
    width = before[-1]
    goal = min(width / max(1, round(width / min(most, 2 * room) + 0.5)), 1.7 * room)
    best: list[tuple[float, int] | None] = [(0.0, -1), *[None] * (len(cuts) - 1)]
    for k in range(1, len(cuts)):
        for j in range(k - 1, -1, -1):
            wide = ends[k] - starts[j]
            reached = best[j]
            if wide > most:
                break
            if reached is None or not _fits(starts, ends, j, k, room):
                continue
            short = (wide - goal) / goal
            price = reached[0] + 1.0 + 1.6 * costs[cuts[k]] + (0.8 if short < 0 else 0.3) * short * short
            kept = best[k]
            if kept is None or price < kept[0]:
                best[k] = price, j
    if best[-1] is None:
        return list(_forced(text, room, most))
    parts: list[str] = []
    k = len(cuts) - 1
    while k > 0:
        reached = best[k]
        assert reached is not None
        parts.append(text[cuts[reached[1]] : cuts[k]].strip())
        k = reached[1]
    return parts[::-1]


def _rather_apart(text: str, lines: tuple[str, ...], room: float) -> list[str]:
    """A text that fits two lines, in two parts where that tears a word and a stop is near."""
    costs = break_costs(text)
    if len(lines) < 2 or costs.get(len(text) - len(lines[1]), 0.0) < _TORN:
        return [text]
    width = columns(text)
    stops = [cut for cut, cost in costs.items() if cost <= 0.1 and 0.3 < columns(text[:cut]) / width < 0.7]
    if not stops:
        return [text]
    parts = joined(text, min(stops, key=lambda cut: abs(columns(text[:cut]) / width - 0.5)))
    return list(parts) if all(two_lines(part, room) for part in parts) else [text]


_TORN = 0.9


def _fits(starts: list[float], ends: list[float], first: int, last: int, room: float) -> bool:
    """Whether the text between two cuts fits two lines."""
    if ends[last] - starts[first] <= room:
        return True
    middle = bisect_right(ends, starts[first] + room, first + 1, last) - 1
    return middle > first and ends[last] - starts[middle] <= room


def _forced(text: str, room: float, most: float) -> Iterator[str]:
    """Text with words too wide for a line: filled up letter by letter."""
    part = ""
    for word in text.split(" "):
        trial = f"{part} {word}".strip()
        if columns(trial) <= most and two_lines(trial, room) is not None:
            part = trial
            continue
        if part:
            yield part
        part = ""
        for letter in clusters(word):
            if columns(part + letter) > min(room, most) and part:
                yield part
                part = ""
            part += letter
    if part:
        yield part
