"""What a film wants to use of somebody's, and what the gate holds it against. Light: no engine is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from fairtake.clearance.gate import NEEDS, Clearing, Context, Grants, clear_references, read_grants, shown_in
from fairtake.clearance.grants.moments import begins, now, stamp
from fairtake.clearance.grants.revoking import Known, known_revocations, load_revocations
from fairtake.model.breakdown import Breakdown, Line
from fairtake.model.clearance import Reference, ReferenceKind
from fairtake.model.film import FilmSettings
from fairtake.pipeline.entries import place_entry
from fairtake.pipeline.known import registered
from fairtake.pipeline.recording_names import is_beside, number_of
from fairtake.project import is_voice_file, plate_files, project_slug, recording_files, registry_url

__all__ = ["Judged", "judge", "references_of", "stands_in", "what_of"]

_STANDS_IN = {
    ReferenceKind.RECORDING: "the synthetic voice stands in",
    ReferenceKind.VOICE: "the built-in voice stands in",
    ReferenceKind.MUSIC: "the film's own score stands in",
    ReferenceKind.CHARACTER: "the built-in figure stands in",
    ReferenceKind.PLACE: "the built-in set stands in",
    ReferenceKind.PLATE: "the shot is drawn",
}


# -- what is asked for -----------------------------------------------------------------------------


def references_of(settings: FilmSettings, breakdown: Breakdown) -> list[Reference]:
    """Every file film.toml wants to use of somebody's, with where it is used."""
    return [
        *_recordings(settings, breakdown),
        *_of_roles(settings, breakdown),
        *_of_places(settings, breakdown),
        *_plates(settings, breakdown),
        *_music(settings, breakdown),
    ]


def _reference(kind: ReferenceKind, key: str, path: str, declared: str, grants: tuple[str, ...]) -> Reference:
    return Reference(kind, key, path, (NEEDS[kind],), declared=declared, grants=grants)


def _recordings(settings: FilmSettings, breakdown: Breakdown) -> Iterator[Reference]:
    lines = {
        beat.number: (beat, scene.number)
        for scene in breakdown.scenes
        for beat in scene.beats
        if isinstance(beat, Line)
    }
    for path in recording_files(settings):
        number = number_of(path)
        if is_beside(path) or number not in lines:
            continue  # it belongs to no line: that is told where recordings are sorted
        line, scene = lines[number]
        entry = settings.cast.get(line.role)
        own = entry.grant if entry else ()
        plain = _reference(
            ReferenceKind.RECORDING,
            "human.lines",
            _inside(settings, path),
            settings.lines_rights,
            (*own, *settings.lines_grant),
        )
        language = line.language or (entry.language if entry else "") or breakdown.language
        yield replace(plain, role=line.role, scenes=(scene,), language=language, line=number)


def _of_roles(settings: FilmSettings, breakdown: Breakdown) -> Iterator[Reference]:
    for role, entry in settings.cast.items():
        seen = tuple(scene.number for scene in breakdown.scenes if role in scene.roles)
        heard = tuple(
            scene.number
            for scene in breakdown.scenes
            if any(isinstance(beat, Line) and beat.role == role for beat in scene.beats)
        )
        wanted = [
            (ReferenceKind.CHARACTER, "model", entry.model, entry.model_rights, seen),
            (ReferenceKind.VOICE, "voice", _voice_file(entry.voice), entry.voice_rights, heard),
            (ReferenceKind.FACE, "face", entry.face, "", seen),
            (ReferenceKind.SAMPLE, "recording", entry.recording, "", heard),
        ]
        for kind, name, path, declared, scenes in wanted:
            if path:
                plain = _reference(kind, f"cast.{role}.{name}", path, declared, entry.grant)
                spoken = kind in (ReferenceKind.VOICE, ReferenceKind.SAMPLE)
                language = (entry.language or breakdown.language) if spoken else ""
                yield replace(plain, role=role, scenes=scenes, language=language)


def _voice_file(voice: str) -> str:
    return voice.removesuffix(".json") if is_voice_file(voice) else ""


def _of_places(settings: FilmSettings, breakdown: Breakdown) -> Iterator[Reference]:
    for place, entry in settings.places.items():
        scenes = tuple(scene.number for scene in breakdown.scenes if place_entry(settings, scene.setting) is entry)
        wanted = [
            (ReferenceKind.PLACE, "model", entry.model, entry.model_rights),
            (ReferenceKind.PHOTO, "photo", entry.photo, ""),
        ]
        for kind, name, path, declared in wanted:
            if path:
                yield replace(_reference(kind, f"places.{place}.{name}", path, declared, entry.grant), scenes=scenes)


def _plates(settings: FilmSettings, breakdown: Breakdown) -> Iterator[Reference]:
    if not settings.plates:
        return
    from fairtake.pipeline.plates import is_plate, scene_of, shot_of  # loads what draws

    numbers = [scene.number for scene in breakdown.scenes]
    for path in plate_files(settings):
        shot = shot_of(path)
        if not is_plate(path) or not shot:
            continue
        plain = _reference(
            ReferenceKind.PLATE, "human.shots", _inside(settings, path), settings.plates_rights, settings.plates_grant
        )
        scene = scene_of(shot, numbers)
        yield replace(plain, shot=shot, scenes=(scene,) if scene else ())


def _music(settings: FilmSettings, breakdown: Breakdown) -> Iterator[Reference]:
    if settings.music:
        rights, grants = settings.music_rights, settings.music_grant
        yield _reference(ReferenceKind.MUSIC, "human.music", settings.music, rights, grants)


def _inside(settings: FilmSettings, path: Path) -> str:
    return path.relative_to(settings.root).as_posix()


# -- what it is measured by ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate said of a film's references; `grants` all that were looked at, `context` what they were held
    against, `trouble` why the registry could not be asked ("" when it could)."""

    clearing: Clearing = field(default_factory=Clearing)
    grants: Grants = field(default_factory=Grants)
    context: Context | None = None
    trouble: str = ""


def judge(
    settings: FilmSettings,
    breakdown: Breakdown,
    title: str,
    folder: Callable[[], Path] | None,
    at: datetime | None = None,
) -> Judged:
    """Let everything a film wants to use through the gate, as of the moment `at` (default: now, or $FAIRTAKE_NOW).
    `folder` gives the place for private copies, and is asked only when there is something to clear; without it nothing is
    copied. Raises ClearanceError for a list of revocations that is none."""
    references = references_of(settings, breakdown)
    if not references:
        return Judged()
    root = Path(settings.root)
    found = read_grants(root, [name for one in references for name in one.grants])
    kept = registered(registry_url(settings))
    here = {signed.sha256 for signed in found.signed.values()}
    more = {name: signed for name, signed in kept.grants.items() if signed.sha256 not in here}
    # What this machine happens to know of may forbid; only a registry that film.toml names lends.
    field = "signed" if settings.clearance.registry else "elsewhere"
    grants = replace(found, known=found.known.plus(kept.known), **{field: {**getattr(found, field), **more}})
    context = _context(settings, breakdown, title, grants, at or now())
    clearing = clear_references(references, grants, context, root, folder() if folder is not None else None)
    return Judged(clearing, grants, context, kept.trouble)


def _context(settings: FilmSettings, breakdown: Breakdown, title: str, grants: Grants, at: datetime) -> Context:
    terms = settings.clearance
    listed = [load_revocations(Path(settings.root) / path) for path in terms.revocations]
    return Context(
        project=project_slug(settings, title),
        at=at,
        language=breakdown.language,
        roles=tuple(role.name for role in breakdown.roles),
        speaking=tuple(role.name for role in breakdown.roles if role.lines),
        shown=shown_in(breakdown),
        strike=terms.strike,
        countersign=terms.countersign,
        territory=terms.territory,
        media=terms.media,
        known=known_revocations().plus(grants.known, *listed),
        stale=_stale(terms.revocations, listed, terms.max_age_days, at),
    )


def _stale(paths: Sequence[str], listed: Sequence[Known], days: int, at: datetime) -> str:
    for path, known in zip(paths, listed, strict=True):
        for one in known.lists:
            if days and at - begins(one.issued_at) > timedelta(days=days):
                issued = stamp(begins(one.issued_at))[:10]
                return f"the list of revocations {path} is of {issued}, older than {days} days"
    return ""


def stands_in(kind: ReferenceKind) -> str:
    """What takes the place of something refused, in words."""
    return _STANDS_IN.get(kind, "it is not used")


def what_of(reference: Reference) -> str:
    """What a reference is, in words, without the name of its file."""
    if reference.kind is ReferenceKind.RECORDING:
        return f"{reference.role}'s recording of line {reference.line}"
    if reference.kind is ReferenceKind.PLATE:
        return f"the plate of shot {reference.shot}"
    owner = reference.role or reference.key.removeprefix("places.").rpartition(".")[0]
    return "the music" if reference.kind is ReferenceKind.MUSIC else f"{owner}'s {reference.kind}"
