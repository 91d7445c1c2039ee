"""Everything somebody lent a film goes through the gate, before any stage sees it.

`clear_film` fills `Work.clearing`. What is refused becomes a gap: the built-in stand-in takes its place.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from fairtake.clearance.gate import Clearing, Verdict
from fairtake.model.clearance import Basis, Cleared, ReferenceKind, Refusal
from fairtake.model.grant import SignedGrant
from fairtake.model.span import Gap
from fairtake.pipeline.copies import private_folder
from fairtake.pipeline.recordings import ranges
from fairtake.pipeline.references import judge, stands_in, what_of
from fairtake.pipeline.work import Work

__all__ = ["clear_film", "credited", "describe_clearing", "lenders", "right_of"]

_LATER = {
    ReferenceKind.FACE: "this version cannot draw a likeness yet",
    ReferenceKind.SAMPLE: "this version cannot speak in a person's voice yet",
    ReferenceKind.PHOTO: "this version cannot build a place from a photo yet",
}


def clear_film(work: Work, *, copied: bool = True, at: datetime | None = None) -> Clearing:
    """Fill `work.clearing`, and make a gap of everything refused. Where `copied`, cleared files are private copies in
    out/.fairtake/cleared, which go when `work.locked()` ends or the program does. Raises ClearanceError for a list of
    revocations that is none, and OutputError when a copy cannot be written."""

    def place() -> Path:
        work.copies = private_folder(work.out)
        return work.copies

    judged = judge(work.settings, work.breakdown, work.title, place if copied else None, at)
    work.clearing = judged.clearing
    work.gaps += _gaps(judged.clearing)
    if judged.trouble:
        why = f"{judged.trouble}: what was taken back is known from this machine's files alone"
        work.gaps.append(Gap("clearance", "the registry", why, "Make it reachable, and make again."))
    return work.clearing


def right_of(work: Work, cleared: Cleared) -> str:
    """By what right something is used, as credits and reports say it."""
    if cleared.basis is not Basis.GRANT:
        return str(cleared.basis)
    return "lent by " + " and ".join(dict.fromkeys(credited(work.clearing.grants[one]) for one in cleared.grants))


def credited(signed: SignedGrant) -> str:
    """How whoever gave a grant wants to be named."""
    return signed.grant.credited


def lenders(work: Work, models: Collection[str], places: Collection[str]) -> list[tuple[str, str]]:
    """Everyone who lent the film something: who, and what for. `models` are the roles that are played by a brought
    model, `places` those that play in one: what could not be used after all is not named."""
    found: dict[str, list[str]] = {}
    for cleared in work.clearing.cleared:
        reference = cleared.reference
        if reference.kind in _LATER or not _is_used(work, cleared, models, places):
            continue
        what = f"the voice of {reference.role.title()}" if reference.kind in _VOICED else what_of(reference)
        for one in cleared.grants:
            told = found.setdefault(credited(work.clearing.grants[one]), [])
            if what not in told:
                told.append(what)
    return [(who, ", ".join(what)) for who, what in found.items()]


_VOICED = (ReferenceKind.RECORDING, ReferenceKind.VOICE)


def _is_used(work: Work, cleared: Cleared, models: Collection[str], places: Collection[str]) -> bool:
    reference = cleared.reference
    match reference.kind:
        case ReferenceKind.RECORDING:
            return work.recorded.get(reference.line) == reference.path.rpartition("/")[2]
        case ReferenceKind.PLATE:
            return reference.shot in work.plates
        case ReferenceKind.MUSIC:
            return work.step("score")
        case ReferenceKind.CHARACTER:
            return reference.role in models
        case ReferenceKind.PLACE:
            scenes = (scene for scene in work.breakdown.scenes if scene.number in reference.scenes)
            return any(scene.setting.place in places for scene in scenes)
        case _:
            return True


def describe_clearing(work: Work) -> list[dict[str, object]]:
    """For report.json: each reference with its basis and grants, or why it was refused. Of what was refused, nothing
    of the person is said: no name, no file, no hash."""
    return [_described(verdict) for verdict in work.clearing.verdicts]


def _described(verdict: Verdict) -> dict[str, object]:
    reference = verdict.reference
    used = {
        "kind": str(reference.kind),
        "key": reference.key,
        "what": what_of(reference),
        **({"role": reference.role} if reference.role else {}),
        **({"scenes": list(reference.scenes)} if reference.scenes else {}),
        **({"line": reference.line} if reference.line else {}),
        **({"shot": reference.shot} if reference.shot else {}),
    }
    if verdict.basis is None:
        refusals = [{"field": one.field, "why": one.why, "fix": one.fix} for one in verdict.refusals]
        return {**used, "status": "refused", "refusals": refusals, "stands_in": stands_in(reference.kind)}
    return {
        **used,
        "status": "cleared",
        "file": reference.path,
        "basis": str(verdict.basis),
        **({"grants": [_granted(signed) for signed in verdict.grants]} if verdict.grants else {}),
        **({"notes": list(verdict.notes)} if verdict.notes else {}),
    }


def _granted(signed: SignedGrant) -> dict[str, object]:
    return {"sha256": signed.sha256, "id": signed.grant.id, "credit": credited(signed)}


def _gaps(clearing: Clearing) -> list[Gap]:
    """Refusals as gaps, recordings that fail for one reason together; and what cannot be used yet."""
    groups: dict[tuple[str, str, str, str], list[Refusal]] = {}
    for refusal in clearing.refused:
        one = refusal.reference
        group = f"{one.role}'s recordings" if one.kind is ReferenceKind.RECORDING else what_of(one)
        groups.setdefault((group, refusal.field, refusal.why, refusal.fix), []).append(refusal)
    gaps = []
    for (group, field, why, fix), refusals in groups.items():
        one = refusals[0].reference
        lines = [refusal.reference.line for refusal in refusals]
        what = what_of(one) if len(refusals) == 1 else f"{group} of {ranges(lines)}"
        gaps.append(Gap("clearance", what, f"refused [{field}]: {why}; {stands_in(one.kind)}", fix))
    for cleared in clearing.cleared:
        later = _LATER.get(cleared.reference.kind)
        if later:
            gaps.append(Gap("clearance", what_of(cleared.reference), f"cleared, but {later}", ""))
    return gaps
