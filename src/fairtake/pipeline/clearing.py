"""Everything somebody lent a film goes through the gate, before any stage sees it.

`clear_film` collects what film.toml wants to use, with where it is used, and fills `Work.clearing`. What is refused
becomes a gap: the built-in stand-in takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from fairtake.clearance.gate import NEEDS, Clearing, Context, Grants, clear_references, read_grants, shown_in
from fairtake.clearance.grants.moments import begins, now, stamp
from fairtake.clearance.grants.revoking import Known, known_revocations, load_revocations
from fairtake.model.breakdown import Breakdown, Line
from fairtake.model.clearance import Basis, Cleared, Reference, ReferenceKind, Refusal
from fairtake.model.film import FilmSettings
from fairtake.model.span import Gap
from fairtake.pipeline.choices import place_entry
from fairtake.pipeline.copies import private_folder
from fairtake.pipeline.recordings import is_beside, number_of, ranges
from fairtake.pipeline.work import Work
from fairtake.project import is_voice_file, plate_files, recording_files, slug

__all__ = ["clear_film", "context_of", "references_of", "right_of", "stands_in", "what_of"]

_STANDS_IN = {
    ReferenceKind.RECORDING: "the synthetic voice stands in",
    ReferenceKind.VOICE: "the built-in voice stands in",
    ReferenceKind.MUSIC: "the film's own score stands in",
    ReferenceKind.CHARACTER: "the built-in figure stands in",
    ReferenceKind.PLACE: "the built-in set stands in",
    ReferenceKind.PLATE: "the shot is drawn",
}
_LATER = {
    ReferenceKind.FACE: "this version cannot draw a likeness yet",
    ReferenceKind.SAMPLE: "this version cannot speak in a person's voice yet",
    ReferenceKind.PHOTO: "this version cannot build a place from a photo yet",
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
    from fairtake.pipeline.plates import is_plate, scene_of, shot_of

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


def context_of(
    settings: FilmSettings, breakdown: Breakdown, title: str, grants: Grants, at: datetime | None
) -> Context:
    """What the gate holds grants against. Raises ClearanceError for a list of revocations that is none."""
    terms = settings.clearance
    moment = at or now()
    listed = [load_revocations(Path(settings.root) / path) for path in terms.revocations]
    known = known_revocations().plus(grants.known, *listed)
    return Context(
        project=terms.project or slug(title),
        at=moment,
        language=breakdown.language,
        roles=tuple(role.name for role in breakdown.roles),
        speaking=tuple(role.name for role in breakdown.roles if role.lines),
        shown=shown_in(breakdown),
        strike=terms.strike,
        countersign=terms.countersign,
        territory=terms.territory,
        media=terms.media,
        known=known,
        stale=_stale(terms.revocations, listed, terms.max_age_days, moment),
    )


def _stale(paths: Sequence[str], listed: Sequence[Known], days: int, at: datetime) -> str:
    for path, known in zip(paths, listed, strict=True):
        for one in known.lists:
            if days and at - begins(one.issued_at) > timedelta(days=days):
                issued = stamp(begins(one.issued_at))[:10]
                return f"the list of revocations {path} is of {issued}, older than {days} days"
    return ""


def _named(references: Sequence[Reference]) -> list[str]:
    return list(dict.fromkeys(name for one in references for name in one.grants))


# -- the film --------------------------------------------------------------------------------------


def clear_film(work: Work, *, at: datetime | None = None, copied: bool = True) -> Clearing:
    """Fill `work.clearing`, and make a gap of everything refused. Where `copied`, cleared files are private copies in
    out/.fairtake/cleared, which go when `work.locked()` ends or the program does. Raises ClearanceError for a list of
    revocations that is none, and OutputError when a copy cannot be written."""
    references = references_of(work.settings, work.breakdown)
    if not references:
        return work.clearing
    root = Path(work.settings.root)
    grants = read_grants(root, _named(references))
    context = context_of(work.settings, work.breakdown, work.title, grants, at)
    work.copies = private_folder(work.out) if copied else None
    work.clearing = clear_references(references, grants, context, root, work.copies)
    work.gaps += _gaps(work.clearing)
    return work.clearing


def stands_in(kind: ReferenceKind) -> str:
    """What takes the place of something refused, in words."""
    return _STANDS_IN.get(kind, "it is not used")


def right_of(work: Work, cleared: Cleared) -> str:
    """By what right something is used, as credits and reports say it."""
    if cleared.basis is not Basis.GRANT:
        return str(cleared.basis)
    people = [work.clearing.grants[one].grant for one in cleared.grants]
    return "lent by " + " and ".join(dict.fromkeys(one.credit or one.subject.name for one in people))


def what_of(reference: Reference) -> str:
    """What a reference is, in words, without the name of its file."""
    if reference.kind is ReferenceKind.RECORDING:
        return f"{reference.role}'s recording of line {reference.line}"
    if reference.kind is ReferenceKind.PLATE:
        return f"the plate of shot {reference.shot}"
    owner = reference.role or reference.key.removeprefix("places.").rpartition(".")[0]
    return "the music" if reference.kind is ReferenceKind.MUSIC else f"{owner}'s {reference.kind}"


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
