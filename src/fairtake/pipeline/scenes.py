"""Scene by scene: set and figures, performance, shots, and the pieces to render."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fairtake import directing, editing, staging
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Event, Line, Scene
from fairtake.model.direction import Direction
from fairtake.model.figure import Appearance, Figure
from fairtake.model.performance import ScenePerformance
from fairtake.model.reading import Take
from fairtake.model.set import PropModel, Set
from fairtake.model.shotlist import Shot, ShotList
from fairtake.model.span import Gap
from fairtake.pipeline.ahead import scenes_ahead
from fairtake.pipeline.casting import figure_of
from fairtake.pipeline.choices import render_settings, style_path
from fairtake.pipeline.consent import standing, under_music
from fairtake.pipeline.farm import PieceJob, SceneKeys, pieces_of, with_handles
from fairtake.pipeline.hand_edits import HandEdits
from fairtake.pipeline.intercut import Stay, Together, group_of, moved, on_one_clock, stays
from fairtake.pipeline.marking import marked_scenes
from fairtake.pipeline.memory import developed, edges
from fairtake.pipeline.montage import moment_of, number_in_montage, varied
from fairtake.pipeline.overrides import check_shots, directions_for, names_of, styles_for
from fairtake.pipeline.places import delocalize, first_line, localize
from fairtake.pipeline.plates import plate_piece, report_strays
from fairtake.pipeline.reports import PerformanceFile, ShotsFile, ShotsTable
from fairtake.pipeline.sets_of import set_of
from fairtake.pipeline.statement import watched_roles
from fairtake.pipeline.tune import beats_of
from fairtake.pipeline.wardrobe import looks_in
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import code_digest, file_name
from fairtake.rendering import shows_time
from fairtake.staging import performers, sets
from fairtake.store import digest

__all__ = ["stage_and_direct"]


@dataclass(frozen=True, slots=True)
class _Assets:
    """A scene's set, figures and props, and where they are stored."""

    keys: SceneKeys
    set: Set
    figures: Mapping[str, Figure]
    props: Mapping[str, PropModel]


@dataclass(frozen=True, slots=True)
class _View:
    """How a place of an intercut is seen: its group, its place in it, its windows in frames,
    and the side of the screen its people look to."""

    together: Together
    number: int
    spans: tuple[tuple[int, int], ...]
    facing: int


_Staged = tuple[ScenePerformance, Scene, _Assets]
"""A performance in the film, the part scene it was staged from, and what it is drawn with."""


def stage_and_direct(work: Work, takes: Mapping[int, str], start: int, workers: int = 1) -> list[StagedScene]:
    """Stage and plan every scene, with up to `workers` processes; the first begins on the
    film's frame `start`. Writes shots.json, shots.csv and performance.json; what was edited in
    shots.json by hand is kept."""
    settings = work.settings
    check_shots(settings, work.breakdown)
    edits = HandEdits.read(work.out, settings.fps, names_of(work.breakdown))
    style = directing.load_style(style_path(settings))
    wishes = {role: entry.appearance for role, entry in settings.cast.items() if entry.appearance}
    appearances = performers.cast_appearances(work.breakdown, wishes)
    crowd = _people_and_words(work)
    scenes: list[StagedScene] = []
    frame = start
    work.progress.begin("Staging and directing", len(work.breakdown.scenes))
    with (
        work.timed("staging and directing"),
        PerformanceFile(work.out / "performance.json", settings.fps) as performance_file,
        scenes_ahead(work, workers, _compute, takes, appearances, crowd, style) as computed,
    ):
        for index, scene in enumerate(work.breakdown.scenes):
            computed(index)
            work.progress.advance()
            if scene.intercut is not None and scene.intercut.group != scene.number:
                continue  # it plays together with the first of its group
            group = group_of(work.breakdown, scene)
            staged = _staged_group(work, group, takes, [_assets(work, one, appearances, crowd) for one in group])
            shown: list[Sequence[Shot]] = []
            windows = _windows(work, group, staged, style)
            for number, (one, (performance, _, assets)) in enumerate(zip(group, staged, strict=True)):
                locked = edits.of(one, performance, assets.keys.performance)
                view = _view(group, windows, number)
                if view is not None and not view.spans:
                    work.gaps.append(_unseen(one))
                shots = _direct(work, performance, assets, style, index + number, frame, locked, view)
                edits.written(one, assets.keys.performance, performance.frames, frame)
                _report(work, one, shots)
                performance_file.add(_own_lines(performance, len(group) > 1), frame)
                shown.append(shots)
            entering, leaving = edges(work.breakdown.scenes, index, settings.fps)[0], 0
            if index + len(group) <= len(work.breakdown.scenes):
                leaving = edges(work.breakdown.scenes, index + len(group) - 1, settings.fps)[1]
            for stay in windows or (None,):
                number = stay.place if stay is not None else 0
                first, last = stay is None or stay is windows[0], stay is None or stay is windows[-1]
                performance, part, assets = staged[number]
                shots = tuple(shot for shot in shown[number] if stay is None or stay.start <= shot.start < stay.end)
                shots = standing(work, part, shots, performance, assets.figures)
                scenes.append(
                    _staged(
                        work, part, performance, assets.keys, shots, frame, stay, (entering * first, leaving * last)
                    )
                )
            frame += staged[0][0].frames
        work.frames = frame
        scenes = marked_scenes(work, under_music(work, scenes))
        report_strays(work)
    with ShotsFile(work.out / "shots.json", settings.fps, settings.size) as shots_file:
        for done in scenes:
            shots_file.add(done.shots)
    edits.remember()
    work.gaps += edits.gaps
    work.edited = edits.kept
    rows = (ShotsTable.row(shot, settings.fps) for done in scenes for shot in done.shots)
    ShotsTable.write(work.out / "shots.csv", rows)
    kept = f", {len(edits.kept)} kept as edited in shots.json (delete it to plan them anew)" if edits.kept else ""
    work.progress.end(f"{sum(len(scene.shots) for scene in scenes)} shots{kept}")
    return scenes


def _compute(
    work: Work,
    index: int,
    takes: Mapping[int, str],
    appearances: Mapping[str, Appearance],
    crowd: Mapping[str, tuple[int, frozenset[str]]],
    style: directing.Style,
) -> None:
    """One scene's performance and shots, into the store; runs in a worker process."""
    scene = work.breakdown.scenes[index]
    group = group_of(work.breakdown, scene)
    if group[0].number != scene.number:
        return
    staged = _staged_group(work, group, takes, [_assets(work, one, appearances, crowd) for one in group])
    windows = _windows(work, group, staged, style)
    for number, (performance, _, assets) in enumerate(staged):
        _direct(work, performance, assets, style, index + number, 0, (), _view(group, windows, number))


def _place(scene: Scene) -> str:
    """What makes two scenes play in the same set in the same light."""
    setting = scene.setting
    inside = "int" if setting.interior else "ext"
    return " ".join([inside, setting.place.casefold(), setting.time, *sorted(setting.weather)])


def _people_and_words(work: Work) -> dict[str, tuple[int, frozenset[str]]]:
    """For each place, the most people any scene puts there and all the things scenes name
    there, so that a place is one set in the whole film."""
    found: dict[str, tuple[int, frozenset[str]]] = {}
    for scene in work.breakdown.scenes:
        people, words = found.get(_place(scene), (1, frozenset()))
        found[_place(scene)] = (max(people, len(staging.roles_on_set(scene))), words | _things(scene))
    return found


def _things(scene: Scene) -> frozenset[str]:
    named = {prop.name for prop in scene.props}
    for beat in scene.beats:
        if isinstance(beat, Event):
            named |= {beat.theme, beat.goal, beat.source} - {"", *scene.roles}
    return frozenset(named)


def _assets(
    work: Work,
    scene: Scene,
    appearances: Mapping[str, Appearance],
    crowd: Mapping[str, tuple[int, frozenset[str]]],
) -> _Assets:
    place = _place(scene)
    people, words = crowd[place]
    setting = scene.setting
    seed = zlib.crc32(f"{work.settings.seed} {setting.place.casefold()}".encode())
    code = code_digest("staging/sets", "model")
    set_, set_key = set_of(work, setting, people, words, seed, scene.span)
    figures, figure_keys = {}, {}
    on_set = staging.roles_on_set(scene)
    unnamed = [role for role in on_set if role not in appearances]
    looks = performers.extra_appearances(
        [scene.extra_nouns[i] if i < len(scene.extra_nouns) else "" for i in range(len(unnamed))],
        zlib.crc32(setting.place.encode()),
        [appearances[role] for role in on_set if role in appearances],
    )
    worn = looks_in(work.breakdown, scene, appearances)
    dressed = {**worn, **dict(zip(unnamed, looks, strict=True))}
    changes = {staging.variant(role, n + 1): role for role in on_set for n in range(9)}
    for key in (*on_set, *(key for key, role in changes.items() if key in dressed and role in on_set)):
        figures[key], figure_keys[key] = figure_of(work, changes.get(key, key), dressed[key], scene.span)
    props, prop_keys = {}, {}
    described = {prop.name: f"{prop.description} {prop.name}".strip() for prop in scene.props}
    for name in staging.props_needed(scene):
        wording = described.get(name, name)
        if name in staging.props_read(scene):
            wording = sets.opened(wording)
        prop_seed = zlib.crc32(f"{work.settings.seed} {name}".encode())
        key = digest("prop", code, wording, prop_seed)
        prop = work.store.load(key, PropModel)
        if prop is None:
            prop = sets.build_prop(wording, prop_seed)
            work.store.save(key, prop)
        if not sets.knows_prop(name):
            work.gaps.append(
                Gap("staging", name, "no model of this prop, so a wrapped parcel stands in", "", scene.span)
            )
        props[name], prop_keys[name] = prop, key
    for figure in figures.values():
        # What somebody goes about in is made to their measure.
        for name, model in sets.ridden(figure).items():
            key = digest("ride", code, figure_keys[figure.role], name)
            if not work.store.holds(key):
                work.store.save(key, model)
            props[name], prop_keys[name] = model, key
    keys = SceneKeys("", place, set_key, figure_keys, prop_keys, shows_time(set_))
    return _Assets(keys, set_, figures, props)


def _staged_group(
    work: Work, group: Sequence[Scene], takes: Mapping[int, str], assets: Sequence[_Assets]
) -> list[_Staged]:
    """The scenes that play at one time (mostly one), staged, each with the part scene it was
    staged from."""
    if len(group) == 1:
        performance, key = _performed(work, group[0], takes, assets[0])
        if group[0].montage:
            performance, key = _moment(work, group[0], performance, key)
        made = [(performance, key, group[0])]
    else:
        own = {scene.number: one for scene, one in zip(group, assets, strict=True)}
        found = on_one_clock(
            work.breakdown, group, lambda scene, part: _performed(work, part, takes, own[scene.number])
        )
        for performance, key, _ in zip(*found, strict=True):
            if not work.store.holds(key):
                work.store.save(key, performance)
        made = list(zip(*found, strict=True))
    staged: list[_Staged] = []
    for (performance, key, part), one in zip(made, assets, strict=True):
        performance = delocalize(performance, part)
        work.gaps += performance.gaps
        staged.append((performance, part, replace(one, keys=replace(one.keys, performance=key))))
    return staged


def _moment(work: Work, scene: Scene, performance: ScenePerformance, key: str) -> tuple[ScenePerformance, str]:
    """Of a scene that is one of a montage, the moment it is there for."""
    scenes = work.breakdown.scenes
    span = moment_of(performance, beats_of(work), number_in_montage(scenes, scenes.index(scene)))
    key = digest("moment", code_digest("directing/intercut"), key, list(span))
    kept = work.store.load(key, ScenePerformance)
    if kept is None:
        kept = directing.contracted(performance, [span])
        work.store.save(key, kept)
    return kept, key


def _performed(work: Work, scene: Scene, takes: Mapping[int, str], assets: _Assets) -> tuple[ScenePerformance, str]:
    """A scene's performance as it is stored, free of its place in the film, and its key."""
    settings = work.settings
    local = localize(scene)
    before = first_line(scene) - 1
    spoken = {beat.number: takes[beat.number + before] for beat in local.beats if isinstance(beat, Line)}
    keys = assets.keys
    key = digest(
        "performance",
        code_digest("staging", "geometry", "model"),
        local,
        spoken,
        [keys.set, keys.figures, keys.props],
        [settings.fps, settings.seed],
    )
    performance = work.store.load(key, ScenePerformance)
    if performance is None:
        performance = staging.stage_scene(
            local,
            {number: _take(work, take, number) for number, take in spoken.items()},
            assets.set,
            assets.figures,
            assets.props,
            set_key=keys.set_name,
            fps=settings.fps,
            seed=settings.seed,
        )
        work.store.save(key, performance)
    return performance, key


def _windows(work: Work, group: Sequence[Scene], staged: Sequence[_Staged], style: directing.Style) -> tuple[Stay, ...]:
    """When the film is at which place of an intercut; none where a scene plays alone."""
    if len(group) == 1:
        return ()
    together = Together.of(group)
    places = [
        directing.Place(performance, mine) for (performance, _, _), mine in zip(staged, together.mine, strict=True)
    ]
    seed = zlib.crc32(f"{work.settings.seed} {staged[0][0].set}".encode())
    cut = directing.windows(places, together.beats, together.since, style, seed=seed)
    before = first_line(staged[0][1]) - 1
    local = [
        replace(one, lines=tuple(replace(timing, line=timing.line - before) for timing in one.lines))
        for one, _, _ in staged
    ]
    return stays(cut, local, together.phone)


def _view(group: Sequence[Scene], windows: Sequence[Stay], number: int) -> _View | None:
    """How a place of an intercut is seen; None for a scene that plays alone."""
    if len(group) == 1:
        return None
    together = Together.of(group)
    spans = tuple((stay.start, stay.end) for stay in windows if stay.place == number)
    facing = {0: 1, 1: -1}.get(number, 0) if together.phone else 0
    return _View(together, number, spans, facing)


def _unseen(scene: Scene) -> Gap:
    why = "nothing happens there while the film cuts between the places, so it is never seen"
    return Gap("directing", scene.setting.heading, why, "Write what somebody says or does there.", scene.span)


def _own_lines(performance: ScenePerformance, shared: bool) -> ScenePerformance:
    """Of an intercut each place holds the lines that are spoken in it."""
    if not shared:
        return performance
    here = {track.role for track in performance.performers}
    return replace(performance, lines=tuple(one for one in performance.lines if one.role in here or not one.off_screen))


def _take(work: Work, key: str, number: int) -> Take:
    take = work.store.load(key, Take)
    if take is None:
        raise VoiceError(
            "a stored take is damaged", file=str(work.store.path(key, ".noun")), fix="Delete it and make again."
        )
    return replace(take, line=number)


def _report(work: Work, scene: Scene, shots: Sequence[Shot]) -> None:
    """What was asked of the camera and could not be had."""
    for shot in shots:
        for sentence in shot.unmet:
            work.gaps.append(
                Gap("directing", f"shot {shot.number}", sentence, "Ask for what comes nearest.", scene.span)
            )


def _direct(
    work: Work,
    performance: ScenePerformance,
    assets: _Assets,
    style: directing.Style,
    index: int,
    frame: int,
    locked: Sequence[Direction] = (),
    view: _View | None = None,
) -> tuple[Shot, ...]:
    """A scene's shots, with what script, film.toml and an edited shots.json (`locked`) ask for."""
    scene = work.breakdown.scenes[index]
    noted = scene.directions

    def plain() -> tuple[Shot, ...]:
        return _planned(work, performance, assets, style, index, frame, noted, view)

    chosen = directions_for(work.settings, work.breakdown, scene, plain)
    return _planned(work, performance, assets, style, index, frame, (*noted, *chosen, *locked), view)


def _planned(
    work: Work,
    performance: ScenePerformance,
    assets: _Assets,
    style: directing.Style,
    index: int,
    frame: int,
    directions: Sequence[Direction],
    view: _View | None = None,
) -> tuple[Shot, ...]:
    settings = work.settings
    if view is not None:
        directions = moved(directions, view.number, view.together)
    # Only the film's first and last scene are special: a plan must not hang on how many
    # scenes stand before or after.
    last = len(work.breakdown.scenes) - 1
    place = (0, 1) if last == 0 else (0, 3) if index == 0 else (2, 3) if index == last else (1, 3)
    moment = number_in_montage(work.breakdown.scenes, index)
    style = varied(style, moment) if moment >= 0 else style
    part = directing.film_parts([scene.act for scene in work.breakdown.scenes])[index]
    own = Path(style_path(settings))
    styles, files = styles_for(settings, directions)
    key = digest(
        "shots",
        code_digest("directing", "geometry", "model"),
        [assets.keys.performance, assets.keys.set, settings.style],
        own.read_bytes() if own.is_file() else b"",
        [settings.size, settings.seed, place],
        [*directions],
        files,
        *([moment] if moment >= 0 else []),
        *([str(part)] if part else []),
        *([[list(span) for span in view.spans], view.facing] if view is not None else []),
    )
    planned = work.store.load(key, ShotList)
    if planned is None:
        style, nameless = directing.in_part(style, replace(performance, number="0"), part)
        seed = zlib.crc32(f"{settings.seed} {performance.set}".encode())
        how: dict[str, Any] = {
            "index": place[0],
            "scenes": place[1],
            "size": settings.size,
            "seed": seed,
            "directions": directions,
            "beats": work.breakdown.scenes[index].beats if view is None else view.together.beats,
            "styles": styles,
        }
        if view is None:
            shots = directing.plan_scene(nameless, assets.set, style, **how)
        else:
            shots = directing.plan_windows(nameless, assets.set, style, view.spans, facing=view.facing, **how)
        planned = ShotList(settings.fps, settings.size, shots)
        work.store.save(key, planned)
    number = performance.number
    return tuple(
        replace(
            shot,
            number=number + shot.number.removeprefix("0"),
            setup=number + shot.setup.removeprefix("0"),
            scene=number,
            offset=frame,
        )
        for shot in planned.shots
    )


def _staged(
    work: Work,
    scene: Scene,
    performance: ScenePerformance,
    keys: SceneKeys,
    shots: tuple[Shot, ...],
    frame: int,
    stay: Stay | None = None,
    white: tuple[int, int] = (0, 0),
) -> StagedScene:
    settings = work.settings
    render = render_settings(settings, settings.size, settings.quality)
    render = replace(render, development=developed(render.development, scene.memory))
    jobs: list[PieceJob] = []
    clips, clip_jobs = [], []
    watched = watched_roles(work)
    for shot in shots:
        shares = editing.veil_shares(shot.frames, white[0] * (shot is shots[0]), white[1] * (shot is shots[-1]))
        long, head, tail = with_handles(shot, settings.handles, performance.frames)
        plate = plate_piece(work, shot, keys, render, shares)
        if plate is not None:
            long, head, tail = shot, 0, 0  # what was filmed is all there is: no handles
        end = long.frames - tail
        veil = {head + frame: share for frame, share in shares.items()}
        pieces = (plate,) if plate else tuple(pieces_of(long, performance, keys, render, (head, end), veil, watched))
        jobs += [piece for piece in pieces if head <= piece.first and piece.last <= end]
        clip_jobs.append(pieces)
        told = {"scene": shot.scene, "setup": shot.setup, "size": str(shot.size), "lens_mm": shot.lens_mm}
        told |= {"reason": shot.reason, "runner_up": shot.runner_up}
        if shot.grants:
            told["grants"] = list(shot.grants)
        media = f"shots/{file_name(shot.number)}.mp4"
        clips.append(editing.Clip(shot.number, media, shot.frames, head, tail, _markers(shot, performance), told))
    seconds = frame / settings.fps
    sung = {beat.number for beat in scene.beats if isinstance(beat, Line) and beat.sung}
    subtitles = tuple(
        editing.Subtitle(
            timing.role,
            timing.text,
            seconds + timing.start,
            seconds + timing.end,
            timing.off_screen,
            timing.line in sung,
        )
        for timing in performance.lines
        if stay is None or stay.start <= timing.start * performance.fps < stay.end
    )
    before = first_line(scene) - 1
    return StagedScene(
        scene.number,
        keys,
        frame,
        performance.frames,
        before,
        shots,
        tuple(jobs),
        tuple(clips),
        tuple(clip_jobs),
        subtitles,
        (stay.start, stay.end) if stay is not None else None,
        stay.lines if stay is not None else frozenset(),
    )


def _markers(shot: Shot, performance: ScenePerformance) -> tuple[tuple[int, str, str], ...]:
    """Where lines begin within the shot."""
    found = []
    for timing in performance.lines:
        frame = round(timing.start * performance.fps)
        if shot.start <= frame < shot.end:
            found.append((frame - shot.start, timing.role, timing.text))
    return tuple(found)
