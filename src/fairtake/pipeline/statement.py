"""What was lent to this film, where it is seen and heard, and the statement of what is owed for it.

`usage.json` is the evidence, `statement.json` follows from it and from what else lies beside the film:
`fairtake statement` writes it again from the folder alone and finds any change. Written by every make, of a film
to which nobody lent anything too: then it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.clearance import pay
from fairtake.clearance.grants import production_key
from fairtake.clearance.registry import open_registry
from fairtake.errors import ClearanceError, StoreError
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.reading import VoiceSpec
from fairtake.model.span import Gap
from fairtake.model.usage import Lent, Seen, Sighting, Terms, Usage
from fairtake.pipeline.casting import brought_models
from fairtake.pipeline.choices import place_entry
from fairtake.pipeline.farm import PieceJob
from fairtake.pipeline.reports import write_json
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.sightings import sighting_key
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import project_slug, registry_url

__all__ = ["lent_in", "terms_of", "watched_roles", "write_statement"]

Laid = Iterable[tuple[float, float]]
"""Where somebody's music plays: start and length in seconds of the film."""


@dataclass(frozen=True, slots=True)
class _Use:
    """What is known of a film's use of what was lent."""

    voices: Mapping[str, VoiceSpec]
    scenes: Sequence[StagedScene]
    played: tuple[tuple[int, int], ...]
    drawn: bool


def watched_roles(work: Work) -> frozenset[str]:
    """The roles whose models stand on a grant: how much of the picture they take is counted while it is drawn."""
    return frozenset(
        one.reference.role
        for one in work.clearing.cleared
        if one.grants and one.reference.kind is ReferenceKind.CHARACTER
    )


def write_statement(
    work: Work, voices: Mapping[str, VoiceSpec], scenes: Sequence[StagedScene], music: Laid, frames: int
) -> list[str]:
    """Write usage.json and statement.json of a film that lies in its folder with all they rest on; returns their
    names. `frames` is the film's length, `music` says where somebody's own plays. A production key that cannot be had
    is a gap: the statement then is not signed. Raises StoreError when what was counted went missing."""
    fps = work.settings.fps
    played = tuple((round(start * fps), round((start + seconds) * fps)) for start, seconds in music)
    usage = Usage(
        title=work.title,
        project=project_slug(work.settings, work.title),
        fps=fps,
        frames=frames,
        lent=lent_in(work, voices, scenes, played),
        terms=terms_of(work),
        versions=tuple(work.dubs),
    )
    write_json(work.out / pay.USAGE_FILE, pay.usage_data(usage))
    rests_on = {name: pay.file_sha256(work.out / name) for name in pay.EVIDENCE}
    cut = pay.read_cut(work.out / "shots.json", work.out / "performance.json") if usage.lent else None
    statement = pay.state(usage, cut, pay.films_of(work.out, usage), rests_on)
    write_json(work.out / pay.STATEMENT, _signed(work, statement))
    _log(work, statement)
    return [pay.USAGE_FILE, pay.STATEMENT]


def lent_in(
    work: Work,
    voices: Mapping[str, VoiceSpec],
    scenes: Sequence[StagedScene],
    played: tuple[tuple[int, int], ...],
    *,
    drawn: bool = True,
) -> tuple[Lent, ...]:
    """Everything that was cleared, and where the film uses it; where nothing is `drawn` yet, without what is counted in
    pictures. `played` are the film's frames on which somebody's music plays. Raises StoreError."""
    use = _Use(voices, scenes, played, drawn)
    return tuple(_lent(work, one, use) for one in work.clearing.cleared)


def terms_of(work: Work) -> tuple[Terms, ...]:
    """Of every grant that something cleared stands on, in the order of their fingerprints."""
    standing = {grant for one in work.clearing.cleared for grant in one.grants}
    return tuple(pay.terms_of(work.clearing.grants[grant]) for grant in sorted(standing))


def _signed(work: Work, statement: dict[str, Any]) -> dict[str, Any]:
    try:
        return pay.signed(statement, production_key())
    except ClearanceError as error:
        work.gaps.append(Gap("clearance", "statement.json", f"it is not signed: {error.what}", error.fix))
        return statement


def _log(work: Work, statement: Mapping[str, Any]) -> None:
    """Write into the registry's usage log what was used under each grant: once for each finished film, by its
    content, and by hashes alone, for the log can never be changed. A registry that cannot be had is a gap."""
    used = [grant for grant in statement["grants"] if grant["used"]]
    if not used:
        return
    content = statement["films"][0]["content_sha256"]
    try:
        with open_registry(registry_url(work.settings)) as registry:
            for grant in used:
                registry.add_grant(work.clearing.grants[grant["grant"]])
                counted = {name: grant[name] for name in ("frames", "seconds", "words", "shots", "modality")}
                event = {"event": "used", "content_sha256": content, "grant": grant["grant"], **counted}
                registry.log_use(statement["project"], event, key=f"used {content} {grant['grant']}")
    except ClearanceError as error:
        work.gaps.append(Gap("clearance", "the usage log", f"is not written: {error.what}", error.fix))


def _lent(work: Work, cleared: Cleared, use: _Use) -> Lent:
    """One thing cleared, and where the film uses it."""
    about = cleared.reference
    where: dict[str, Any] = {}
    if about.kind is ReferenceKind.RECORDING:
        name = Path(about.path).name
        where["lines"] = tuple(sorted(line for line, file in work.recorded.items() if file == name))
    elif about.kind is ReferenceKind.VOICE:
        spoken = [line for line in work.lines if line.role == about.role and line.number not in work.recorded]
        brought = about.role in use.voices and use.voices[about.role].engine != "espeak"
        where["lines"] = tuple(line.number for line in spoken) if brought else ()
    elif about.kind is ReferenceKind.CHARACTER and use.drawn and cleared.grants:
        where["seen"] = tuple(_seen(work, about.role, use.scenes)) if about.role in brought_models(work) else ()
    elif about.kind is ReferenceKind.PLACE:
        where["scenes"] = _scenes_in(work, about.path, use.scenes)
    elif about.kind is ReferenceKind.PLATE:
        jobs = [job for scene in use.scenes for job in scene.jobs]
        where["shots"] = tuple(job.shot.number for job in jobs if job.plate is not None and _same(job.plate, cleared))
    elif about.kind is ReferenceKind.MUSIC:
        where["played"] = use.played
    return Lent(
        about.key, about.kind, about.path, cleared.sha256, about.modalities, str(cleared.basis), cleared.grants,
        about.role, **where,
    )  # fmt: skip


def _same(one: Cleared, other: Cleared) -> bool:
    return one.reference == other.reference and one.sha256 == other.sha256


def _scenes_in(work: Work, path: str, scenes: Sequence[StagedScene]) -> tuple[str, ...]:
    """The scenes that play in a set model."""
    places = brought_places(work)
    shown = {scene.number for scene in scenes}
    found = []
    for scene in work.breakdown.scenes:
        entry = place_entry(work.settings, scene.setting)
        if scene.number in shown and scene.setting.place in places and entry and Path(entry.model) == Path(path):
            found.append(scene.number)
    return tuple(found)


def _seen(work: Work, role: str, scenes: Sequence[StagedScene]) -> Iterable[Seen]:
    """How much of the picture a role takes, by shot and frame, as it was counted while it was drawn."""
    for scene in scenes:
        for shot in scene.shots:
            counted = [_counted(work, role, job) for job in scene.jobs if job.shot.number == shot.number]
            whole = np.concatenate(counted) if counted else np.zeros(0, np.int32)
            if whole.any():
                yield Seen(shot.number, tuple(whole.tolist()))


def _counted(work: Work, role: str, job: PieceJob) -> npt.NDArray[np.int32]:
    """One number a frame of a piece, in millionths of the picture."""
    if role not in job.watched or job.plate is not None:
        return np.zeros(job.frames, np.int32)
    sighting = work.store.load(sighting_key(job.key, job.watched), Sighting)
    if sighting is None or sighting.millionths.shape[1] != job.frames:
        raise StoreError(
            f"what was counted in shot {job.shot.number} went missing", file=str(work.store.folder), fix="Make again."
        )
    mine: npt.NDArray[np.int32] = sighting.millionths[sighting.roles.index(role)]
    return mine
