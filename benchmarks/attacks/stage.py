"""A film folder in which everything is in order, and the doors an attacker knocks at."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from fairtake.clearance.gate import Context, clear_references, read_grants
from fairtake.clearance.grants import Key, as_bytes, draft, load_grant, new_key, parse_signed, sign
from fairtake.errors import ClearanceError
from fairtake.model.clearance import Cleared, Reference, ReferenceKind
from fairtake.model.grant import Asset, Capacity, Grant, Modality, SignedGrant

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
"""The moment everything is asked for."""


class BreachError(Exception):
    """An attack got through."""


ATTACKS: dict[str, Callable[[Stage], str]] = {}
"""Every attack by its name."""


def attack(function: Callable[[Stage], str]) -> Callable[[Stage], str]:
    """Add a function to the suite; its name is the attack's."""
    ATTACKS[function.__name__.strip("_").replace("_", " ")] = function
    return function


@dataclass
class Stage:
    """A film "ten-years" in `root` with recordings/001.wav, spoken by Anna Berg for the role ANNA, lent by
    grants/anna.json. Nobody of that name is meant."""

    root: Path
    keys: Path
    anna: Key
    ben: Key
    mallory: Key
    production: Key
    grant: Grant
    signed: SignedGrant
    context: Context = field(default_factory=lambda: Context("ten-years", AT, "en", ("ANNA", "BEN"), ("ANNA", "BEN")))

    @classmethod
    def build(cls, folder: Path) -> Stage:
        root, keys = folder / "film", folder / "keys"
        (root / "recordings").mkdir(parents=True)
        (root / "grants").mkdir()
        keys.mkdir()
        tone(root / "recordings" / "001.wav", 220)
        tone(root / "recordings" / "002.wav", 330)
        people = [new_key(keys / f"{name}.key") for name in ("anna", "ben", "mallory", "production")]
        grant = draft(
            "Anna Berg",
            [Modality.VOICE],
            "ten-years",
            "plays ANNA in Ten Years",
            [root / "recordings" / "001.wav"],
            at=AT.replace(month=1),
            compensation=[{"unit": "word", "rate": "0.50", "currency": "EUR", "payee": "Anna Berg"}],
            content_limits=["violence"],
        )
        signed = sign(grant, people[0], at=AT.replace(month=1))
        (root / "grants" / "anna.json").write_bytes(as_bytes(signed))
        return cls(root, keys, *people, signed.grant, signed)

    # -- the doors ---------------------------------------------------------------------------------

    @property
    def file(self) -> Path:
        return self.root / "grants" / "anna.json"

    @property
    def reference(self) -> Reference:
        return Reference(
            ReferenceKind.RECORDING,
            "human.lines",
            "recordings/001.wav",
            (Modality.VOICE,),
            "ANNA",
            ("1",),
            "en",
            1,
        )

    def clear(self, reference: Reference | None = None, **changed: Any) -> Cleared:
        """Ask the gate. Raises ClearanceError with what it says."""
        context = replace(self.context, **changed)
        wanted = reference or self.reference
        grants = read_grants(self.root, wanted.grants)
        known = context.known.plus(grants.known)
        clearing = clear_references(
            [wanted], grants, replace(context, known=known), self.root, self.root.parent / "kept"
        )
        for refusal in clearing.refused:
            raise ClearanceError(refusal.why, fix=refusal.fix, file=wanted.path, key=refusal.field)
        return clearing.cleared[0]

    def refused(self, reference: Reference | None = None, **changed: Any) -> str:
        """What the gate says against it."""
        try:
            cleared = self.clear(reference, **changed)
        except ClearanceError as error:
            if not error.fix:
                raise BreachError(f"refused without a way out: {error}") from error
            return f"[{error.key}] {error.what}"
        raise BreachError(f"cleared: {cleared.reference.path} by {cleared.basis}")

    def unread(self, data: bytes) -> str:
        """What is said against a document; it may not be read, nor clear anything when it lies among the grants."""
        try:
            parse_signed(data, "anna.json")
        except ClearanceError as error:
            told = f"[{error.key}] {error.what}" if error.key else error.what
        else:
            raise BreachError("read as a good grant")
        self.file.write_bytes(data)
        self.refused()
        return told

    def edited(self, change: Callable[[dict[str, Any]], object]) -> str:
        """What is said against the signed document once `change` was made to it."""
        document = json.loads(self.file.read_bytes())
        change(document)
        return self.unread(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def agree(
        self, key: Key | None = None, capacity: Capacity = Capacity.SELF, name: str = "", **terms: Any
    ) -> SignedGrant:
        """Another grant of Anna's in place of the first, with other terms."""
        signed = sign(
            replace(self.grant, **terms), key or self.anna, capacity=capacity, name=name, at=AT.replace(month=1)
        )
        self.file.write_bytes(as_bytes(signed))
        return signed

    def loaded(self) -> SignedGrant:
        """The grant as it lies there."""
        return load_grant(self.file)


def told(function: Callable[[], object]) -> str:
    """What a ClearanceError says; a BreachError when none is raised."""
    try:
        result = function()
    except ClearanceError as error:
        return f"[{error.key}] {error.what}" if error.key else error.what
    raise BreachError(f"got through: {str(result)[:120]}")


def tone(path: Path, hertz: float) -> None:
    """A second of a tone as a WAV file."""
    samples = (8000 * np.sin(2 * np.pi * hertz * np.arange(16_000) / 16_000)).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(samples.tobytes())


def asset(path: Path, name: str) -> Asset:
    """A file as a grant lists it."""
    import hashlib

    data = path.read_bytes()
    return Asset(name, hashlib.sha256(data).hexdigest(), len(data))
