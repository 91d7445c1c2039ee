"""A statement as rows: for the accountant (CSV) and for a table on the screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["COLUMNS", "as_csv", "cell", "rows"]

COLUMNS = (
    *("film", "project", "grant", "subject", "unit", "quantity", "rate", "minimum", "cap", "currency", "term_amount"),
    *("payee", "percent", "amount", "state"),
)

_STEERING = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a cell for a formula, full-width forms too."""


def rows(statement: Mapping[str, Any], stated: Sequence[Mapping[str, Any]] = ()) -> Iterator[dict[str, str]]:
    """One row for each payee of each term: what is owed, what the production stated (`stated`, as
    `statement.stated` gives it), and what is still open."""
    told = {(entry["grant"], entry["unit"]) for entry in stated}
    for grant in statement["grants"]:
        about = {"film": statement["title"], "project": statement["project"], "grant": grant["grant"]}
        about["subject"] = grant["subject"]
        mine = [entry for entry in stated if entry["grant"] == grant["grant"]]
        for state, entries in (("owed", grant["owed"]), ("stated", mine)):
            for entry in entries:
                for share in entry["shares"]:
                    yield about | _term(entry) | {
                        "quantity": entry["quantity"], "term_amount": entry["amount"], "state": state, **share,
                    }  # fmt: skip
        for entry in grant["open"]:
            if (grant["grant"], entry["unit"]) not in told:
                for payee in entry["payees"]:
                    yield about | _term(entry) | {"state": f"open: {entry['formula']}", **payee}


def _term(entry: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(entry[name]) for name in ("unit", "rate", "currency", "minimum", "cap") if name in entry}


def as_csv(found: Iterator[Mapping[str, str]]) -> str:
    """Rows as a table with a heading, every cell quoted, none that a spreadsheet would compute (RFC 4180)."""
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([cell(row.get(column, "")) for column in COLUMNS] for row in found)
    return text.getvalue()


def cell(text: str) -> str:
    """Text that stays text in a spreadsheet: an apostrophe goes before what would be a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\u200b").startswith(_STEERING) or text[:1] in _STEERING else text
