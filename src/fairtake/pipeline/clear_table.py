"""`fairtake clear`: every reference of a film, cleared or not, without staging or rendering anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fairtake import breakdown, screenplay
from fairtake.clearance.gate import Verdict
from fairtake.clearance.grants.moments import now, stamp
from fairtake.model.film import FilmSettings
from fairtake.model.grant import Compensation, SignedGrant
from fairtake.pipeline.references import Judged, judge, stands_in, what_of
from fairtake.project import project_slug

__all__ = ["ClearTable", "clear_table", "pay_words"]

SCHEMA = "fairtake.Clearances.1"


@dataclass(frozen=True, slots=True)
class ClearTable:
    """What the gate says of a film at the moment `at`."""

    title: str
    project: str
    at: datetime
    judged: Judged
    costs: tuple[Mapping[str, Any], ...] = ()
    """What each grant will come to, as far as the script tells (pipeline.script_costs)."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """One for each reference."""
        return self.judged.clearing.verdicts

    @property
    def passes(self) -> bool:
        """Whether everything was cleared."""
        return not self.judged.clearing.refused

    def grant_of(self, verdict: Verdict) -> str:
        """The path of the grant a reference stands or falls with, "" for none."""
        if verdict.grants:
            return ", ".join(self._path(one) for one in verdict.grants)
        return verdict.refusals[0].grant if verdict.refusals else ""

    def _path(self, signed: SignedGrant) -> str:
        return next(name for name, one in self.judged.grants.signed.items() if one.sha256 == signed.sha256)

    def as_data(self) -> dict[str, Any]:
        """The table as plain data (schema fairtake.Clearances.1)."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "project": self.project,
            "at": stamp(self.at),
            "cleared": self.passes,
            "references": [self._reference(verdict) for verdict in self.verdicts],
            "grants": self._grants(),
            "costs": [{name: one[name] for name in _COSTS if name in one} for one in self.costs],
            **({"trouble": self.judged.trouble} if self.judged.trouble else {}),
        }

    def _reference(self, verdict: Verdict) -> dict[str, Any]:
        one = verdict.reference
        return {
            "kind": str(one.kind),
            "key": one.key,
            "path": one.path,
            "what": what_of(one),
            "role": one.role,
            "scenes": list(one.scenes),
            "language": one.language,
            "line": one.line or None,
            "shot": one.shot,
            "sha256": verdict.files[0].sha256 if verdict.files else None,
            "files": [{"name": file.name, "sha256": file.sha256, "bytes": file.bytes} for file in verdict.files],
            "status": "cleared" if verdict.basis is not None else "refused",
            "basis": str(verdict.basis) if verdict.basis is not None else None,
            "grants": [
                {"path": self._path(signed), "sha256": signed.sha256, "id": signed.grant.id}
                for signed in verdict.grants
            ],
            "refusals": [
                {"field": refusal.field, "why": refusal.why, "fix": refusal.fix, "grant": refusal.grant}
                for refusal in verdict.refusals
            ],
            "stands_in": stands_in(one.kind) if verdict.basis is None else None,
            "notes": list(verdict.notes),
            "pay": [pay_words(pay) for signed in verdict.grants for pay in signed.grant.compensation],
        }

    def _grants(self) -> list[dict[str, Any]]:
        """The grants that were looked at; those of the registry only where something stands on them."""
        standing = self.judged.clearing.grants
        told: list[dict[str, Any]] = [
            {
                "path": name,
                "valid": True,
                "sha256": signed.sha256,
                "id": signed.grant.id,
                "subject": signed.grant.subject.name,
                "start": signed.grant.start,
                "end": signed.grant.end,
                "used": signed.sha256 in standing,
                "pay": [pay_words(pay) for pay in signed.grant.compensation],
            }
            for name, signed in self.judged.grants.signed.items()
            if signed.sha256 in standing or not name.startswith("registry ")
        ]
        told += [
            {"path": name, "valid": False, "used": False, "why": why} for name, why in self.judged.grants.broken.items()
        ]
        return sorted(told, key=lambda one: str(one["path"]))


def clear_table(settings: FilmSettings, at: datetime | None = None, *, priced: bool = True) -> ClearTable:
    """What of a film is cleared at the moment `at` (default: now), and, where `priced`, what it will cost. Reads the
    script, the grants and the files; writes nothing. Raises FairtakeError."""
    script = screenplay.read_screenplay(Path(settings.root) / settings.script)
    title = settings.title or script.field("title") or Path(settings.script).stem
    found = replace(breakdown.break_down(script, settings.language), title=title)
    moment = at or now()
    judged = judge(settings, found, title, None, moment)
    costs: tuple[Mapping[str, Any], ...] = ()
    if priced:
        from fairtake.pipeline.script_costs import script_costs  # loads what reads films

        costs = tuple(script_costs(judged.clearing, found))
    return ClearTable(title, project_slug(settings, title), moment, judged, costs)


_COSTS = ("grant", "subject", "seconds", "words", "shots", "owed", "open", "planned")
"""What is told of a cost: where it is used stands in the statement of the finished film."""


_UNITS = {
    "second": "a second on screen or heard",
    "word": "a word spoken",
    "shot": "a shot",
    "day": "a day",
    "view": "a view",
    "licence": "a licence",
    "flat": "for everything",
}


def pay_words(pay: Compensation) -> str:
    """A rate in words: "2.50 EUR a word spoken, at least 100 EUR"."""
    if pay.unit == "none":
        return "nothing"
    told = f"{pay.rate} {pay.currency} {_UNITS.get(pay.unit, pay.unit)}"
    told += f", at least {pay.minimum} {pay.currency}" if pay.minimum else ""
    return told + (f", at most {pay.cap} {pay.currency}" if pay.cap else "")
