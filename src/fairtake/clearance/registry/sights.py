"""Marks and fingerprints in their tables: by what a film is known again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fairtake.clearance.grants import now, stamp
from fairtake.clearance.registry.checking import named, sha256
from fairtake.clearance.registry.database import Session
from fairtake.clearance.registry.entries import CODE_BYTES, Fingerprint, Mark, Match
from fairtake.clearance.registry.near import Neighbours
from fairtake.errors import ClearanceError

__all__ = ["LARGEST_MARK", "add_fingerprints", "add_mark", "catch_up", "checked_codes", "marks", "matches", "prepared"]

LARGEST_MARK = 2**48 - 1
_PAGE = 20_000
_AT_ONCE = 500
"""How many values a statement names: SQLite takes at least 999."""

PreparedRow = tuple[str, str, int, bytes, int]


def add_mark(session: Session, mark: Mark) -> bool:
    """Keep what a mark stands for, unless it is there; grants are added to those it had. Raises ClearanceError when
    the value stands for another film."""
    other = session.row("SELECT film FROM marks WHERE value = ? AND film <> ? LIMIT 1", mark.value, mark.film)
    if other is not None:
        raise ClearanceError(
            f"the mark {mark.value:012x} stands for another film already: {other[0]}",
            fix="Derive the mark from the content of the film, so that it is its own.",
        )
    added = session.do(
        "INSERT INTO marks (value, manifest_sha256, content_sha256, film, added, number) "
        "VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM marks)) "
        "ON CONFLICT (value, manifest_sha256) DO NOTHING",
        mark.value,
        mark.manifest_sha256,
        mark.content_sha256,
        mark.film,
        mark.added,
    )
    for grant in mark.grants:
        session.do(
            "INSERT INTO mark_grants (value, manifest_sha256, grant_sha256) VALUES (?, ?, ?) "
            "ON CONFLICT (value, manifest_sha256, grant_sha256) DO NOTHING",
            mark.value,
            mark.manifest_sha256,
            grant,
        )
    return added > 0


def marks(session: Session, value: int | None = None, film: str = "", grant: str = "") -> tuple[Mark, ...]:
    """Marks in order of arrival: all, those of a value, of a film, or of films that stand on a grant."""
    rows = session.rows(
        "SELECT value, film, manifest_sha256, content_sha256, added FROM marks "
        "WHERE (? < 0 OR value = ?) AND (? = '' OR film = ?) AND (? = '' OR EXISTS ("
        "SELECT 1 FROM mark_grants WHERE mark_grants.value = marks.value "
        "AND mark_grants.manifest_sha256 = marks.manifest_sha256 AND grant_sha256 = ?)) ORDER BY number",
        -1 if value is None else value,
        -1 if value is None else value,
        film,
        film,
        grant,
        grant,
    )
    found = []
    for of_value, of_film, manifest, content, added in rows:
        grants = session.rows(
            "SELECT grant_sha256 FROM mark_grants WHERE value = ? AND manifest_sha256 = ? ORDER BY grant_sha256",
            of_value,
            manifest,
        )
        found.append(Mark(of_value, of_film, manifest, content, tuple(row[0] for row in grants), added))
    return tuple(found)


def new_mark(value: int, film: str, manifest_sha256: str, grants: Iterable[str], content_sha256: str) -> Mark:
    """A mark of values that may be kept. Raises ClearanceError."""
    if not 0 <= value <= LARGEST_MARK:
        raise ClearanceError(f"{value} is not a mark", fix="A mark is a number of 48 bits.")
    return Mark(
        value,
        named(film, "name of the film"),
        sha256(manifest_sha256, "manifest"),
        sha256(content_sha256, "film") if content_sha256 else "",
        tuple(sorted({sha256(grant, "grant") for grant in grants})),
        stamp(now()),
    )


def prepared(film: str, fingerprints: Iterable[Fingerprint]) -> list[PreparedRow]:
    """Rows for `add_fingerprints`. Raises ClearanceError."""
    named(film, "name of the film")
    rows = []
    for each in fingerprints:
        if not 0 <= each.at < 1e9 or not 0 <= each.quality <= 100:
            raise ClearanceError(
                f"a fingerprint at {each.at} s of quality {each.quality}", fix="Give seconds from 0, quality 0 to 100."
            )
        rows.append((film, named(each.kind, "kind of fingerprint"), round(each.at * 1000), each.code, each.quality))
    checked_codes([row[3] for row in rows])
    return rows


def checked_codes(codes: Sequence[bytes]) -> list[bytes]:
    """The codes as bytes of the right length. Raises ClearanceError."""
    for code in codes:
        if len(code) != CODE_BYTES:
            raise ClearanceError(
                f"a fingerprint of {len(code)} bytes",
                fix=f"Fingerprints have {8 * CODE_BYTES} bits: {CODE_BYTES} bytes.",
            )
    return [bytes(code) for code in codes]


def add_fingerprints(session: Session, rows: Sequence[PreparedRow]) -> int:
    """Keep fingerprints; how many are new."""
    return session.each(
        "INSERT INTO fingerprints (film, kind, at_ms, code, quality) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (film, kind, at_ms, code) DO NOTHING",
        rows,
    )


def catch_up(session: Session, near: Neighbours, kind: str, table: str = "fingerprints") -> None:
    """Add to `near` the fingerprints of a kind that came since (to `table`, a name of ours). Writers take turns, so numbers appear in order."""
    while True:
        after = near.last
        page = session.rows(
            f"SELECT id, code FROM {table} WHERE kind = ? AND id > ? ORDER BY id LIMIT {_PAGE}",  # noqa: S608
            kind,
            after,
        )
        near.add([row[0] for row in page], [row[1] for row in page])
        if len(page) < _PAGE:
            return


def matches(session: Session, near: Neighbours, codes: Sequence[bytes], within: int, least_quality: int) -> list[Match]:
    """What `near` finds for each code, nearest first."""
    hits = [
        (query, number, bits)
        for query, code in enumerate(codes)
        for number, bits in zip(*(found.tolist() for found in near.find(code, within)), strict=True)
    ]
    numbers = sorted({number for _, number, _ in hits})
    kept: dict[int, tuple[str, int, int]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        places = ", ".join("?" * len(some))
        for number, film, at_ms, quality in session.rows(
            f"SELECT id, film, at_ms, quality FROM fingerprints WHERE id IN ({places})",  # noqa: S608 - places only
            *some,
        ):
            kept[number] = (film, at_ms, quality)
    found = [
        Match(query, bits, film, at_ms / 1000, quality)
        for query, number, bits in hits
        if number in kept
        for film, at_ms, quality in [kept[number]]
        if quality >= least_quality
    ]
    return sorted(found, key=lambda match: (match.query, match.distance, match.film, match.at))
