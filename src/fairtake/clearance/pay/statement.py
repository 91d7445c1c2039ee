"""The statement: what was used under which grant, how long, where, and what is owed to whom.

It is a function of the evidence alone, so that whoever has the film and the files beside it can write
it again; signing adds who stands for it. No clock, no random value: the same film gives the same bytes.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from fairtake.clearance.grants import Key, canonical, verify
from fairtake.clearance.pay.counting import ON_SCREEN, Quantities, Use, quantities, uses_of
from fairtake.clearance.pay.currency import amount, minor
from fairtake.clearance.pay.evidence import Cut
from fairtake.clearance.pay.rates import COUNTED, STATED, due, formula, payees, shared
from fairtake.model.grant import Compensation, Share
from fairtake.model.usage import Lent, Terms, Usage

__all__ = ["SCHEMA", "is_signed_by", "signed", "state", "stated", "totals"]

SCHEMA = "fairtake.Statement.1"

RULES = {
    "second": "every frame of the film in which anything lent under the grant is seen or heard, once, at the film's rate",
    "seen": f"a role is seen in a frame when at least {ON_SCREEN} millionths of the picture are theirs",
    "word": "words of the lines that are heard, in the script's own text",
    "shot": "every shot of the film in which anything lent under the grant is seen or heard, once",
    "flat": "once, when anything lent under the grant is seen or heard",
    "rounding": "each term to the currency's smallest unit, half to even; shares down, the rest to the largest",
    "minimum": "owed as soon as anything lent under the grant is seen or heard",
    "dubs": "show the same pictures and are not counted again; nobody's lent voice speaks in them",
}
"""How it was counted, in words."""


def state(
    usage: Usage, cut: Cut | None, films: Sequence[Mapping[str, str]], rests_on: Mapping[str, str]
) -> dict[str, Any]:
    """The statement, unsigned. `cut` None where nothing was lent; `films` the film and its dubs, each with `file` and
    `content_sha256`; `rests_on` the hashes of the files it follows from. Raises ClearanceError for terms that
    cannot be computed."""
    uses = uses_of(usage, cut) if cut is not None else ()
    granted = [_grant(usage, terms, [use for use in uses if terms.grant in use.lent.grants]) for terms in usage.terms]
    return {
        "schema": SCHEMA,
        "title": usage.title,
        "project": usage.project,
        "fps": usage.fps,
        "frames": usage.frames,
        "films": [dict(film) for film in films],
        "rests_on": dict(rests_on),
        "rules": RULES,
        "grants": granted,
        "without_grant": [_named(use.lent) | {"basis": use.lent.basis} for use in uses if not use.lent.grants],
        "unused": [_named(use.lent) for use in uses if use.lent.grants and not use.where],
        "owed": totals(entry for grant in granted for entry in grant["owed"]),
    }


def _named(lent: Lent) -> dict[str, Any]:
    named: dict[str, Any] = {"kind": str(lent.kind), "reference": lent.key, "path": lent.path, "sha256": lent.sha256}
    return {**named, **({"role": lent.role} if lent.role else {})}


def _grant(usage: Usage, terms: Terms, uses: Sequence[Use]) -> dict[str, Any]:
    used = [use for use in uses if use.where]
    count = quantities(used)
    entry: dict[str, Any] = {
        "grant": terms.grant,
        "id": terms.id,
        "subject": terms.subject,
        "modality": [str(one) for one in terms.modality],
        "used": [_used(use, terms) for use in used],
        "frames": count.frames,
        "seconds": _seconds(count.frames, usage.fps),
        "words": count.words,
        "shots": count.shots,
    }
    owed = [_owed(usage, terms, term, count) for term in terms.compensation if used and term.unit in COUNTED]
    waiting = [_open(terms, term) for term in terms.compensation if used and term.unit in STATED]
    return {**entry, "owed": owed, "open": waiting}


def _used(use: Use, terms: Terms) -> dict[str, Any]:
    shown = [one for one in use.lent.modality if one in terms.modality] or list(use.lent.modality)
    where = []
    for one in use.where:
        entry: dict[str, Any] = {
            "shots": list(one.shots),
            "start_frame": one.start,
            "end_frame": one.end,
            "frames": one.frames,
        }
        where.append({**entry, **({"line": one.line, "words": one.words} if one.line else {})})
    count = quantities([use])
    counted = {"frames": count.frames, "words": count.words, "shots": count.shots}
    return _named(use.lent) | {"modality": [str(one) for one in shown]} | counted | {"where": where}


def _seconds(frames: int, fps: int) -> str:
    thousandths = round(Fraction(frames * 1000, fps))
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def _owed(usage: Usage, terms: Terms, term: Compensation, count: Quantities) -> dict[str, Any]:
    quantity, told = {
        "second": (Fraction(count.frames, usage.fps), _seconds(count.frames, usage.fps)),
        "word": (Fraction(count.words), str(count.words)),
        "shot": (Fraction(count.shots), str(count.shots)),
        "flat": (Fraction(1), "1"),
    }[term.unit]
    return _entry(term, terms.subject, quantity, told)


def _entry(term: Compensation, subject: str, quantity: Fraction, told: str) -> dict[str, Any]:
    units = due(term, quantity)
    parts = shared(units, term, subject)
    return {
        **_term(term),
        "quantity": told,
        "amount": amount(units, term.currency),
        "shares": [
            {"payee": part.payee, "percent": percent, "amount": amount(part.units, term.currency)}
            for part, (_, percent) in zip(parts, payees(term, subject), strict=True)
        ],
    }


def _term(term: Compensation) -> dict[str, str]:
    told = {"unit": term.unit, "rate": term.rate, "currency": term.currency}
    return told | {name: value for name, value in (("minimum", term.minimum), ("cap", term.cap)) if value}


def _open(terms: Terms, term: Compensation) -> dict[str, Any]:
    return {
        **_term(term),
        "formula": formula(term),
        "payees": [{"payee": payee, "percent": percent} for payee, percent in payees(term, terms.subject)],
    }


def stated(statement: Mapping[str, Any], counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """What the open terms of a statement come to by `counts` of days, views and licences that the production
    states: entries like those of "owed", each with its `grant` and `subject`. Raises ClearanceError."""
    found = []
    for grant in statement["grants"]:
        for one in grant["open"]:
            what = STATED[one["unit"]]
            if what not in counts:
                continue
            term = Compensation(
                one["unit"], one["rate"], one["currency"], one.get("minimum", ""), one.get("cap", ""),
                shares=tuple(Share(payee["payee"], payee["percent"]) for payee in one["payees"]),
            )  # fmt: skip
            entry = _entry(term, grant["subject"], Fraction(counts[what]), str(counts[what]))
            found.append({"grant": grant["grant"], "subject": grant["subject"], **entry})
    return found


def totals(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What each payee gets, by currency: nothing is converted."""
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        for share in entry["shares"]:
            key = share["payee"], entry["currency"]
            sums[key] = sums.get(key, 0) + minor(Fraction(share["amount"]), entry["currency"])
    return [
        {"payee": payee, "currency": currency, "amount": amount(units, currency)}
        for (payee, currency), units in sorted(sums.items())
    ]


def signed(statement: Mapping[str, Any], key: Key) -> dict[str, Any]:
    """The statement with the production's name (did:key) and its signature (Ed25519 over the canonical form of all
    the rest, base64url). The same statement and key give the same bytes."""
    named = {**statement, "signed_by": key.did}
    return {**named, "signature": base64.urlsafe_b64encode(key.sign(_message(named))).decode().rstrip("=")}


def is_signed_by(statement: Mapping[str, Any]) -> str:
    """The did:key of who signed a statement; "" when nobody did, or it was changed since. Raises ClearanceError when
    it has no canonical form."""
    did, value = statement.get("signed_by"), statement.get("signature")
    if not isinstance(did, str) or not isinstance(value, str):
        return ""
    try:
        signature = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return ""
    rest = {name: one for name, one in statement.items() if name != "signature"}
    return did if verify(did, _message(rest), signature) else ""


def _message(statement: Mapping[str, Any]) -> bytes:
    # Named, so that a signature under something else can never stand under a statement.
    return SCHEMA.encode() + b"\n" + canonical(statement)
