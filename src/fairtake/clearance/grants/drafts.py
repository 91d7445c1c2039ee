"""Grants before they are signed: TOML with every field explained, or plain JSON. What is written reads back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.reading import read_bytes, read_json, read_toml
from fairtake.clearance.grants.signing import UPGRADES
from fairtake.errors import ClearanceError
from fairtake.model.grant import Grant

__all__ = ["EXPLAINED", "as_json", "as_toml", "load_draft", "parse_draft"]

EXPLAINED: Mapping[str, str] = {
    "id": "What this grant is called. Letters, digits, hyphens.",
    "version": "1, or one more than the grant it replaces.",
    "supersedes": "The fingerprint of the grant it replaces, if any.",
    "project": 'The film, in small letters joined by hyphens: "ten-years". It counts for no other.',
    "use": "What for, in words the person would use. It has to be specific.",
    "modality": 'What is lent: "face", "voice", "motion", "name", "work". Nothing else is.',
    "replica_type": '"employment" (made on the job), "independent" (made from what exists), "background", "alteration", "work" (no person is replicated).',
    "start": "First day.",
    "end": "Last day. At most 10 years; for minors 5, and not past their 18th birthday.",
    "roles": "The roles played; [] for any that the use above describes.",
    "scenes": "Scene numbers; [] for all.",
    "languages": 'Languages that may be spoken: "en", "pt-BR"; [] for all.',
    "permits": "What is allowed beyond the use above, in a few words each.",
    "prohibits": "What is forbidden, in a few words each. It always wins.",
    "training": "true would let others train AI on it. Nothing else here allows that.",
    "content_limits": 'What the person is not shown or heard with: "nudity", "violence", "politics", "advertising" ...',
    "territory": 'Where: "DE", "EU", "world"; [] for everywhere.',
    "media": 'Where it is shown: "festival", "cinema", "streaming", "social"; [] for all.',
    "disclosed_at": "When the person was told of this use.",
    "notice_waived": "true: it may be used at once. false: not before 48 hours after disclosed_at.",
    "court_approval": "For minors: which court approved it, when, and the number.",
    "strike_suspend": "true: nothing new is made with it during a strike of the person's union.",
    "synthetic_justification": "Why a synthetic performer is used rather than the person, if that was asked for.",
    "credit": 'How the person wants to be named in the credits; "" by name.',
    "assets": "The files that are lent, by their SHA-256. Made by: fairtake grant draft --asset FOLDER",
    "subject": "Whose face, voice or work it is.",
    "subject.name": "Their legal name.",
    "subject.did": "Their key (did:key:z6Mk...). Signing fills it in.",
    "subject.consent_id": "Their number in a register of consent, if any.",
    "subject.living": "false: they have died, and their estate signs.",
    "subject.minor": "true: they are under 18, and a guardian signs.",
    "subject.born": "Date of birth; needed of a minor.",
    "representation": "Who advised them.",
    "representation.by": '"none", "counsel" (a lawyer) or "union".',
    "representation.agreement": "The agreement's name and number.",
    "revocation": "How it can be taken back.",
    "revocation.allowed": "false: it cannot be taken back before its end.",
    "revocation.notice_days": "Days from taking it back until that works.",
    "revocation.effect": "What then happens to what was made.",
    "revocation.feed": "Where the list of what was taken back is found (a file or an address; it is never fetched by itself).",
    "revocation.max_age_days": "How old a copy of that list may be; 0: none is needed.",
    "revocation.issuer": "The key (did:key) that signs that list; the person's if empty.",
    "storage": "How the files are kept.",
    "storage.security": "Where, and how they are kept safe.",
    "storage.delete_by": "When they are deleted; at the end of the grant if empty.",
    "storage.third_party_training_notice": "true: the person is told when anybody asks to train on them.",
    "liveness": "Proof that the person was there: a phrase, spoken. Made by: fairtake grant challenge",
    "liveness.challenge": "The phrase.",
    "liveness.media_sha256": "The hash of the recording.",
    "liveness.verified_at": "When somebody checked it.",
    "compensation": "What is paid. Several of them add up.",
    "compensation.unit": '"none", "flat", "second", "word", "shot", "day", "view" or "licence".',
    "compensation.rate": 'How much a unit, as text: "12.50".',
    "compensation.currency": '"EUR", "USD" ...',
    "compensation.minimum": "At least this.",
    "compensation.cap": "At most this.",
    "compensation.payee": "Who is paid; the person if empty.",
    "compensation.shares": 'Or several: [{ payee = "Anna Berg", percent = "90" }, { payee = "Her agent", percent = "10" }]',
    "extra": "Anything else, in words, by heading. No machine checks it.",
}
"""One line on every field, by its key."""
_FIRST = (
    "id", "version", "supersedes", "project", "use", "modality", "replica_type", "start", "end", "roles", "scenes", "languages",
    "permits", "prohibits", "training", "content_limits", "territory", "media", "disclosed_at", "notice_waived",
    "court_approval", "strike_suspend", "synthetic_justification", "credit", "assets",
)  # fmt: skip
_TABLES = ("subject", "representation", "revocation", "storage", "liveness")
_EXAMPLE = (
    "# [[compensation]]",
    '# unit = "second"                 # of screen time',
    '# rate = "12.50"',
    '# currency = "EUR"',
    '# minimum = "100"',
)


def load_draft(path: Path) -> Grant:
    """A draft (TOML or JSON), not yet held to the rules of what may be signed. Raises ClearanceError."""
    return parse_draft(read_bytes(path), str(path))


def parse_draft(data: bytes, name: str) -> Grant:
    """A draft from the bytes of its file; `name` is the file's name in errors. Fields that are not there have their
    defaults; files are put in order. Raises ClearanceError."""
    found = read_json(data, name) if data.lstrip()[:1] == b"{" else read_toml(data, name)
    if "signatures" in found:
        raise ClearanceError("is signed already", file=name, key="signatures", fix="Draft a new version instead.")
    schema = found.pop("schema", SCHEMA)
    if schema != SCHEMA:
        if not isinstance(schema, str) or schema not in UPGRADES:
            raise ClearanceError(
                f"{str(schema)[:40]!r} is not a schema of grants", file=name, key="schema", fix=f'"{SCHEMA}" is known.'
            )
        found = UPGRADES[schema](found)
    assets = found.get("assets")
    if isinstance(assets, list) and all(
        isinstance(item, dict) and isinstance(item.get("name"), str) for item in assets
    ):
        found["assets"] = sorted(assets, key=lambda item: str(item["name"]))
    return from_data(Grant, found, name)


def as_json(grant: Grant) -> str:
    """The draft as JSON, every field written out."""
    return json.dumps({"schema": SCHEMA, **to_data(grant)}, ensure_ascii=False, indent=2) + "\n"


def as_toml(grant: Grant) -> str:
    """The draft as TOML, every field written out and explained."""
    data = to_data(grant)
    lines = [
        "# A grant: what one person agrees to lend to one film. Change what you like; nothing counts until it is signed.",
        "# Read it in plain words:  fairtake grant show FILE      Sign it:  fairtake grant sign FILE --key KEY -o FILE.json",
        "",
        f"schema = {_text(SCHEMA)}",
        "",
    ]
    for key in _FIRST:
        lines += [f"# {EXPLAINED[key]}", f"{key} = {_assets(data[key]) if key == 'assets' else _value(data[key])}"]
    for table in _TABLES:
        lines += ["", f"# {EXPLAINED[table]}", f"[{table}]"]
        lines += _table(table, data[table])
    for pay in data["compensation"]:
        lines += ["", f"# {EXPLAINED['compensation']}", "[[compensation]]", *_table("compensation", pay)]
    if not data["compensation"]:
        lines += ["", f"# {EXPLAINED['compensation']} Nothing is agreed so far; an example:", *_EXAMPLE]
    lines += ["", f"# {EXPLAINED['extra']}", "[extra]"]
    lines += [f"{_text(heading)} = {_text(term)}" for heading, term in data["extra"].items()]
    return "\n".join(lines) + "\n"


def _table(table: str, data: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in data.items():
        lines += [f"# {EXPLAINED[f'{table}.{key}']}", f"{key} = {_value(value)}"]
    return lines


def _assets(assets: list[dict[str, Any]]) -> str:
    if not assets:
        return "[]"
    return "[\n" + "".join(f"    {_value(asset)},\n" for asset in assets) + "]"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return _text(value)


def _text(text: str) -> str:
    # JSON's escapes are TOML's, but for the delete character, which no grant may hold anyway.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
