"""What the people who lend something to a film will have to be paid, as far as its script tells. Light: no engine is
imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fairtake.clearance import pay
from fairtake.clearance.gate import Clearing
from fairtake.model.breakdown import Breakdown, Line
from fairtake.model.clearance import Cleared, Reference, ReferenceKind
from fairtake.model.usage import Lent

__all__ = ["script_costs"]


def script_costs(clearing: Clearing, script: Breakdown) -> list[dict[str, Any]]:
    """Of each grant what it will come to, from the script alone, as the entries of a statement's "grants": what is paid by
    the word or once exactly; what is paid by the second or the shot stands in "planned", in words. It is taken for
    granted that all that was cleared can be used."""
    lines = [beat for scene in script.scenes for beat in scene.beats if isinstance(beat, Line)]
    recorded = {one.reference.line for one in clearing.of(ReferenceKind.RECORDING)}
    lent = [_lent(one, _spoken(one.reference, lines, recorded)) for one in clearing.cleared]
    grants = [clearing.grants[grant] for grant in sorted(clearing.grants)]
    return pay.estimate_words(grants, lent, {line.number: line.text for line in lines})


def _spoken(reference: Reference, lines: Sequence[Line], recorded: set[int]) -> tuple[int, ...]:
    if reference.kind is ReferenceKind.RECORDING:
        return (reference.line,)
    if reference.kind is not ReferenceKind.VOICE:
        return ()
    return tuple(line.number for line in lines if line.role == reference.role and line.number not in recorded)


def _lent(cleared: Cleared, lines: tuple[int, ...]) -> Lent:
    about = cleared.reference
    return Lent(
        about.key, about.kind, about.path, cleared.sha256, about.modalities, str(cleared.basis), cleared.grants,
        about.role, lines,
    )  # fmt: skip
