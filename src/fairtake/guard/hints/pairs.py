"""Then and now in two files: named alike, and made years apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

__all__ = ["Dated", "pairs"]

_YEARS = 2
_YEAR = re.compile(r"(?<!\d)(?:19[3-9]\d|20[0-4]\d)(?!\d)")
_MARKS = re.compile(
    r"\b(?:then|now|before|after|old|new|young|today|kid|child|adult|damals|heute|früher|jetzt|avant|après|antes|ahora|después|at|age|aged)\b|\d+",
    re.I,
)
_NUMBERED = re.compile(
    r"^(?:img|dsc|dscn|dscf|pxl|mvi|vid|photo|image|picture|scan|screenshot|untitled|p|whatsapp image|signal)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A file: its `name` with folders, and the year it was taken in (0: not known)."""

    name: str
    year: int = 0


def pairs(files: Iterable[Dated]) -> list[tuple[str, str, str]]:
    """Which of `files` show, by their names and dates, one thing years apart: both names, and why."""
    groups: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for file in files:
        path = PurePosixPath(file.name)
        stem = path.stem.replace("_", " ").replace("-", " ")
        base = " ".join(_MARKS.sub(" ", stem).split()).casefold()
        named = _YEAR.search(path.stem)
        year = int(named.group()) if named is not None else file.year
        if year and not _NUMBERED.match(base):
            groups[str(path.parent), base].append((year, file.name))
    found = []
    for (_, base), members in sorted(groups.items()):
        members.sort()
        for (early, one), (late, other) in pairwise(members):
            if late - early >= _YEARS:
                found.append((one, other, f"“{base}” in {early} and in {late}"))
    return found
