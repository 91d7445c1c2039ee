"""What words in names of files and in captions say: ages, dates, then and now."""

from __future__ import annotations

import re

from fairtake.guard.finding import Done, Finding, Kind

__all__ = ["told_in"]

_ADULT = 18
_AGE = r"(?P<{0}>1?\d|[2-9]\d)"
_AGES = (
    re.compile(
        r"\b(?:aged?|at|im alter von|âgée? de|edad)\s+" + _AGE.format("one") + r"(?!\s*[\d:.%€$]|\s*(?:am|pm|uhr|h)\b)",
        re.I,
    ),
    re.compile(_AGE.format("one") + r"[\s-]*(?:years?|yrs?|y)[\s-]*(?:old|o)\b", re.I),
    re.compile(_AGE.format("one") + r"[\s-]*(?:jahre(?: alt)?|jährige?r?|ans|años|anni)\b", re.I),
    re.compile(_AGE.format("one") + r"(?:st|nd|rd|th)\s+birthday\b", re.I),
    re.compile(r"\bturn(?:s|ed|ing)\s+" + _AGE.format("one") + r"\b", re.I),
)
_MONTHS = re.compile(r"\b(\d{1,2})[\s-]*(?:months?|weeks?|monate|wochen|mois|meses)[\s-]*old\b", re.I)
_TWO_AGES = re.compile(
    r"\b(?:at|aged?|me|mit|à|con)\s+"
    + _AGE.format("one")
    + r"\s*(?:,|and|&|vs\.?|then|und|et|y|->|to)\s*(?:(?:at|aged?|now|mit)\s+)?"
    + _AGE.format("two")
    + r"\b(?!\s*[:%])",
    re.I,
)
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_TWO_YEARS = re.compile(
    rf"(?<!\d)({_YEAR})\s*(?:vs\.?|versus|and|&|und|et|y|-?>|→|-|\bthen\b|\s)\s*(?:in\s+)?({_YEAR})(?!\d)", re.I
)
_THEN_NOW = re.compile(
    r"\b(?:then\s*(?:and|&|vs\.?|n|/)?\s*now|now\s*(?:and|&|vs\.?|/)\s*then|before\s*(?:and|&|/)\s*after|glow\s*up|throwback|"
    r"\d+[\s-]*year[\s-]*challenge|years?\s+(?:later|apart)|how\s+\w+\s+(?:has\s+)?(?:aged|changed)|damals\s+und\s+heute|"
    r"früher\s+und\s+heute|vorher\s*(?:und\s*)?nachher|avant\s*(?:et\s*)?après|antes\s+y\s+(?:después|ahora)|ieri\s+e\s+oggi)\b",
    re.I,
)
_CHILD = re.compile(
    r"\b(?:my|our|the)\s+(?:little\s+|baby\s+)?(?:daughter|son|kids?|child|children|toddler|newborn|baby|grandson|granddaughter)\b|"
    r"\bfirst\s+day\s+(?:of|at)\s+(?:school|kindergarten|preschool)\b|\b(?:mein|meine|unser|unsere)\s+(?:kind|kinder|sohn|tochter|baby)\b|"
    r"\beinschulung\b|\b(?:mon|ma|mes|notre)\s+(?:fils|fille|enfants?|bébé)\b|\bmi\s+(?:hijo|hija)\b",
    re.I,
)
_DATE = re.compile(rf"(?<!\d)({_YEAR})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")


def told_in(text: str, where: str, done: Done = Done.KEPT) -> list[Finding]:
    """What a text (a caption, or the name of a file without its suffix) says of ages, years and days."""
    said = " ".join(re.sub(r"(?<!\d)[-_]|[-_](?!\d)|_", " ", text).split())[:2000]
    found = []
    two = _TWO_AGES.search(said)
    if two is not None and abs(int(two["one"]) - int(two["two"])) >= 2:
        found.append(
            Finding(Kind.PAIR, where, f"one person at {two['one']} and at {two['two']}: “{two.group()}”", done)
        )
    years = _TWO_YEARS.search(said)
    if years is not None and int(years[2]) - int(years[1]) >= 2:
        found.append(Finding(Kind.PAIR, where, f"{years[1]} beside {years[2]}: “{years.group()}”", done))
    if (match := _THEN_NOW.search(said)) is not None:
        found.append(Finding(Kind.PAIR, where, f"then and now: “{match.group()}”", done))
    ages = [int(match["one"]) for one in _AGES for match in one.finditer(said)]
    if two is not None:
        ages += [int(two["one"]), int(two["two"])]
    young = sorted({one for one in ages if one < _ADULT})
    found += [Finding(Kind.AGE, where, f"it seems, a child's age: {one}", done) for one in young]
    if (match := _MONTHS.search(said)) is not None:
        found.append(Finding(Kind.AGE, where, f"a baby's age: {match.group()}", done))
    if not any(one.kind is Kind.AGE for one in found) and (match := _CHILD.search(said)) is not None:
        found.append(Finding(Kind.AGE, where, f"a child: “{match.group()}”", done))
    if where == "name" and (match := _DATE.search(text)) is not None:
        found.append(
            Finding(Kind.TIME, where, f"its name says when it was made: {match[1]}-{match[2]}-{match[3]}", done)
        )
    return found
