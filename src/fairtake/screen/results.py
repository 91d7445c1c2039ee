"""The six files of a result, each written whole or not at all; the same decisions make the same bytes."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from fairtake.errors import OutputError
from fairtake.screen.merkle import Tree, leaf_hash
from fairtake.screen.signal import Decision
from fairtake.screen.summary import as_markdown, summarise

__all__ = ["CLEARED", "EXCLUDED", "PROOF", "Signer", "canonical", "leaf_of", "salted", "write_results"]

CLEARED, EXCLUDED, PROOF = "cleared.jsonl", "excluded.jsonl", "proof.json"
_STATEMENT = "fairtake.ExclusionProof.1"
_TABLES = """
CREATE TABLE barred (fingerprint TEXT PRIMARY KEY, reason TEXT, id TEXT) WITHOUT ROWID;
CREATE TABLE bill (owner TEXT, licence TEXT, unit TEXT, rate TEXT, currency TEXT, conditions TEXT, items INTEGER,
    PRIMARY KEY (owner, licence, unit, rate, currency, conditions)) WITHOUT ROWID;
CREATE TABLE hosts (host TEXT, decision TEXT, items INTEGER, PRIMARY KEY (host, decision)) WITHOUT ROWID;
CREATE TABLE counts (what TEXT, value TEXT, items INTEGER, PRIMARY KEY (what, value)) WITHOUT ROWID;
"""
_CLEARED = (str(Decision.ALLOWED), str(Decision.ON_TERMS))


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the proof: `did` names the key, `sign` uses it. `secret` salts the leaves, and is never given out."""

    did: str
    sign: Callable[[bytes], bytes]
    secret: bytes


def write_results(
    decisions: Callable[[], Iterable[Mapping[str, Any]]],
    out: Path,
    work: Path,
    signer: Signer,
    about: Mapping[str, Any],
) -> dict[str, Any]:
    """Write cleared.jsonl, excluded.jsonl, terms.csv, proof.json, summary.md and summary.json to `out`, and return the
    summary. `decisions` gives them anew at each call. A work that is prohibited in one place of the dataset is
    excluded wherever else the same bytes lie. Raises OutputError."""
    try:
        with closing(_database(work / "results.sqlite")) as database:
            _bar(database, decisions())
            tree = Tree()
            sums = {}
            with _whole(out / CLEARED) as cleared, _whole(out / EXCLUDED) as excluded:
                for one in decisions():
                    final = _barred(database, one)
                    line = json.dumps(final, ensure_ascii=False, sort_keys=True) + "\n"
                    if final["decision"] in _CLEARED:
                        cleared.write(line)
                        _charge(database, final)
                    else:
                        excluded.write(line)
                        tree.add(leaf_hash(salted(final, tree.size, signer.secret)))
                    _count(database, final)
            for name in (CLEARED, EXCLUDED):
                with (out / name).open("rb") as file:
                    sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
            _put(out / "terms.csv", _bill(database))
            statement = {
                "schema": _STATEMENT,
                "tree": "RFC 6962, SHA-256",
                "excluded": tree.size,
                "root": tree.root().hex(),
                "cleared_sha256": sums[CLEARED],
                "signer": signer.did,
            }
            signature = signer.sign(f"{_STATEMENT}\n".encode() + canonical(statement)).hex()
            _put(out / PROOF, json.dumps({**statement, "signature": signature}, indent=2, sort_keys=True) + "\n")
            summary = summarise(database, about)
            _put(out / "summary.md", as_markdown(summary))
            _put(out / "summary.json", json.dumps(summary, indent=2, ensure_ascii=False) + "\n")
            return summary
    except OSError as error:
        raise OutputError(
            f"the results cannot be written: {error.strerror or error}", file=str(out), fix="See that there is room."
        ) from error


def canonical(data: Mapping[str, Any]) -> bytes:
    """Texts and whole numbers as RFC 8785 has them."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def leaf_of(decision: Mapping[str, Any]) -> dict[str, Any]:
    """What the tree says of an excluded item: what it is known by, and why it was left out."""
    return {name: decision[name] for name in ("fingerprint", "decision", "reason")}


def salted(decision: Mapping[str, Any], index: int, secret: bytes) -> bytes:
    """A leaf before it is hashed: a salt of its own, so that nobody can try known works against the tree, and what
    it says."""
    said = canonical(leaf_of(decision))
    return hmac.digest(secret, index.to_bytes(8, "big") + said, "sha256") + said


def _database(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES + "BEGIN;")
    return database


def _bar(database: sqlite3.Connection, decisions: Iterable[Mapping[str, Any]]) -> None:
    for one in decisions:
        if one["decision"] == Decision.PROHIBITED:
            database.execute(
                "INSERT OR IGNORE INTO barred VALUES (?, ?, ?)", (one["fingerprint"], one["reason"], one["id"])
            )


def _barred(database: sqlite3.Connection, one: Mapping[str, Any]) -> dict[str, Any]:
    """The decision, or that the same work is prohibited elsewhere in the dataset."""
    final = dict(one)
    if one["decision"] == Decision.PROHIBITED:
        return final
    found = database.execute("SELECT reason, id FROM barred WHERE fingerprint = ?", (one["fingerprint"],)).fetchone()
    if found is not None:
        evidence = {"vocabulary": "dataset", "says": "prohibited", "value": found[0], "where": found[1]}
        final |= {
            "decision": str(Decision.PROHIBITED),
            "reason": f"the same work is prohibited elsewhere in the dataset: {found[0]}",
            "evidence": [evidence, *one["evidence"]],
            "terms": [],
        }
    return final


def _charge(database: sqlite3.Connection, one: Mapping[str, Any]) -> None:
    for terms in one["terms"]:
        database.execute(
            "INSERT INTO bill VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET items = items + 1",
            (
                terms["owner"],
                terms["licence"],
                terms["unit"],
                terms["rate"],
                terms["currency"],
                "; ".join(terms["conditions"]),
            ),
        )


def _bill(database: sqlite3.Connection) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["owner", "licence", "unit", "rate", "currency", "conditions", "items", "total"])
    for owner, licence, unit, rate, currency, conditions, items in database.execute(
        "SELECT * FROM bill ORDER BY 1, 2, 3, 4, 5, 6"
    ):
        counted = rate and (not Decimal(rate) or unit in ("item", "training", "crawl", "use", "licence"))
        total = format(Decimal(rate) * items, "f") if counted else ""
        table.writerow([_cell(one) for one in (owner, licence, unit, rate, currency, conditions)] + [items, total])
    return text.getvalue()


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _count(database: sqlite3.Connection, one: Mapping[str, Any]) -> None:
    vocabularies = sorted({found["vocabulary"] for found in one["evidence"]})
    pairs = [("decision", one["decision"]), ("kind", f"{one['kind']}, {one['decision']}")]
    reason = one["reason"] if one["decision"] == Decision.PROHIBITED else ""
    if one["decision"] == Decision.UNKNOWN:
        reason = "it could not be judged" if "failure" in vocabularies else one["reason"]
    pairs += [("reason", f"{one['decision']}: {reason}")] if reason else []
    pairs += [("vocabulary", name) for name in vocabularies]
    for what, value in pairs:
        database.execute(
            "INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET items = items + 1", (what, value)
        )
    host = urlsplit(one["url"]).netloc.casefold()[:200] if one["url"] else ""
    if host:
        database.execute(
            "INSERT INTO hosts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET items = items + 1", (host, one["decision"])
        )


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _put(path: Path, text: str) -> None:
    with _whole(path) as file:
        file.write(text)
