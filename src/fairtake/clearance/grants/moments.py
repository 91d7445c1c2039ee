"""Days and instants as grants write them: "2027-03-01", "2027-03-01T12:00:00Z"; always UTC."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta

from fairtake.errors import ClearanceError

__all__ = ["begins", "day", "ends", "later", "now", "stamp", "years_after"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def now() -> datetime:
    """This moment, to the second; $FAIRTAKE_NOW (a day or an instant) in scripts and tests. Raises ClearanceError."""
    fixed = os.environ.get("FAIRTAKE_NOW")
    if fixed:
        return begins(fixed, file="FAIRTAKE_NOW")
    return datetime.now(UTC).replace(microsecond=0)


def stamp(at: datetime) -> str:
    """An instant as text, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begins(text: str, *, file: str | None = None, key: str | None = None) -> datetime:
    """The first moment of a day, or the instant. Raises ClearanceError when it is neither."""
    try:
        if _DAY.fullmatch(text):
            return _sane(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC))
        if _INSTANT.fullmatch(text):
            return _sane(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC))
    except ValueError as error:
        raise _wrong(text, file, key) from error
    raise _wrong(text, file, key)


def ends(text: str, *, file: str | None = None, key: str | None = None) -> datetime:
    """The first moment after a day, or the instant: what ends is over from then on. Raises ClearanceError."""
    found = begins(text, file=file, key=key)
    return found + timedelta(days=1) if _DAY.fullmatch(text) else found


def day(text: str) -> str:
    """The day of a day or an instant, as text."""
    return text[:10]


def later(text: str, days: int) -> str:
    """The day so many days after a day or an instant, as text."""
    return (begins(text) + timedelta(days=days)).date().isoformat()


def years_after(at: date, years: int) -> date:
    """The same day some years on; 29 February becomes 1 March."""
    try:
        return at.replace(year=at.year + years)
    except ValueError:
        return at.replace(year=at.year + years, month=3, day=1)


def _sane(found: datetime) -> datetime:
    if not 1850 <= found.year <= 2300:
        raise ValueError("a year nobody means")
    return found


def _wrong(text: str, file: str | None, key: str | None) -> ClearanceError:
    return ClearanceError(
        f"{text[:40]!r} is not a day or an instant in UTC" if text else "the date is missing",
        file=file,
        key=key,
        fix='Write a day such as "2027-03-01", or an instant such as "2027-03-01T12:00:00Z".',
    )
