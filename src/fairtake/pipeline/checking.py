"""The cut checked for continuity: the shot list, the performance and id maps, nothing else.

The linter gets what any other program could read from the film's folder; the frames in which
somebody speaks are drawn small, as id maps, to see who stands before whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairtake import boards, continuity, directing
from fairtake.model.film import FilmSettings
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.span import Gap
from fairtake.pipeline import farm
from fairtake.pipeline.choices import style_path
from fairtake.pipeline.planning import planned
from fairtake.pipeline.reports import write_json
from fairtake.pipeline.work import Silent, StagedScene, Work
from fairtake.ports import Progress
from fairtake.rendering import BuiltinRenderer
from fairtake.store import replace_file

__all__ = ["Checked", "check_cut"]

_EVERY = 12
"""Frames between two looks at who is hidden."""

_TALL = 144
"""Height of an id map in pixels: a head in a long shot still has a dozen of them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check_cut` found, and where it is written: `figures` a picture of the cut,
    `data` the same and every finding as JSON."""

    title: str
    report: continuity.Report
    figures: Path
    data: Path
    gaps: tuple[Gap, ...]


def check_cut(
    settings: FilmSettings,
    out: Path | None = None,
    progress: Progress | None = None,
    cut: Path | None = None,
    look: bool = True,
) -> Checked:
    """Judge the film's own cut, or the one in the OTIO file `cut` made from its shots.

    `look` draws id maps to find people who stand before a speaker. Writes continuity.json and
    continuity.png. Raises FairtakeError.
    """
    progress = progress or Silent()
    with planned(settings, out, progress) as (work, scenes):
        listed = work.out / "shots.json"
        shots = continuity.read_shots(listed)
        performance = continuity.read_performance(work.out / "performance.json")
        continuity.check_match(shots, performance, listed)
        judged = (
            continuity.cut_from_otio(cut, shots, performance)
            if cut is not None
            else continuity.cut_from_shots(shots, performance)
        )
        ids = _Ids(work, scenes, judged, performance, progress) if look else None
        progress.begin("Checking the cut", len(ids) if ids else 1)
        report = continuity.check(judged, performance, ids)
        progress.end(f"{len(report.errors)} errors, {len(report.warnings)} warnings in {report.cuts} cuts")
        data, figures = work.out / "continuity.json", work.out / "continuity.png"
        write_json(data, {"title": work.title, **continuity.as_data(report)})
        with replace_file(figures, keep_equal=True) as path:
            _draw(work, judged, report).save(path, format="PNG")
    return Checked(work.title, report, figures, data, tuple(work.gaps))


class _Ids(Mapping[int, continuity.IdMap]):
    """Id maps of the frames in which somebody speaks, drawn when they are asked for, so that
    memory does not grow with the film's length."""

    def __init__(
        self,
        work: Work,
        scenes: list[StagedScene],
        cut: continuity.Cut,
        performance: continuity.Performance,
        progress: Progress,
    ) -> None:
        self._work, self._progress = work, progress
        self._scenes = {scene.number: scene for scene in scenes}
        self._shots = {shot.number: shot for scene in scenes for shot in scene.shots}
        width, height = cut.size
        wide = max(16, round(_TALL * width / height / 2) * 2)
        self._settings = RenderSettings((wide, _TALL), Quality.DRAFT, passes=("id",))
        self._renderer = BuiltinRenderer()
        self._frames: dict[int, tuple[str, int]] = {}
        self._last: tuple[int, continuity.IdMap] | None = None
        for segment in cut.segments:
            scene = performance.scene(segment.shot.scene)
            shot = self._shots.get(segment.shot.number)
            if scene is None or shot is None:
                continue
            for row in range(min(_EVERY // 2, segment.frames - 1), segment.frames, _EVERY):
                frame = segment.first + row
                # Beyond the shot's own ends a timeline shows handles: no camera to draw from.
                if shot.start <= frame < shot.end and any(one.speaking[frame] for one in scene.performers):
                    self._frames[segment.at + row] = (shot.number, frame - shot.start)

    def __len__(self) -> int:
        return len(self._frames)

    def __iter__(self) -> Iterator[int]:
        return iter(self._frames)

    def __contains__(self, frame: object) -> bool:
        return frame in self._frames

    def __getitem__(self, frame: int) -> continuity.IdMap:
        if self._last is None or self._last[0] != frame:
            self._last = (frame, self._drawn(*self._frames[frame]))
            self._progress.advance()
        return self._last[1]

    def _drawn(self, number: str, row: int) -> continuity.IdMap:
        shot = self._shots[number]
        keys = self._scenes[shot.scene].keys
        folder = str(self._work.store.folder)
        performance, assets = farm.performance_of(keys, folder), farm.assets_of(keys, folder)
        (frame,) = self._renderer.render(performance, assets, shot, self._settings, row, row + 1)
        assert frame.ids is not None
        return continuity.IdMap(frame.ids.copy(), frame.names)


def _shares(figures: continuity.Statistics) -> dict[str, float]:
    return {
        "speaker's face seen": figures.visible_face,
        "speaker out of frame": figures.off_screen_speaker,
        "listener's reaction": figures.reaction,
        "cuts near a change of speaker": figures.near_turns,
    }


def _draw(work: Work, cut: continuity.Cut, report: continuity.Report) -> Any:
    shots = [(segment.frames / cut.fps, segment.shot.size) for segment in cut.segments]
    style = directing.load_style(style_path(work.settings))
    return boards.draw_figures(
        work.title, shots, _shares(report.statistics), report.per_hundred, style.rhythm.average_shot_length
    )
