"""How well scenes are directed: the planner beside four baselines, every style, and what it costs.

    python benchmarks/direction.py [--films] [--styles] [--long] [--style NAME] [--findings] [SCRIPT ...]

Over the project's own screenplays (examples/), or those named. Everything but the time is
measured by the linter (fairtake.continuity) on the written shots.json and performance.json and on
drawn id maps, never by the planner's own costs. Baselines choose from the planner's own setups
and sites (baselines.py).

--films   planner, random, dragnet (cut to every speaker), master only, planner without
          continuity terms: errors per 100 cuts by rule, faces, rhythm, planning time
--styles  every shipped style over the same films
--long    planning time of 30, 60 and 120 pages
Without one of them: all three.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import baselines
import numpy as np
from common import ROOT, script

from fairtake import continuity
from fairtake.continuity.rules import OCCLUDED
from fairtake.continuity.rules.speaker import HIDDEN, head_share
from fairtake.continuity.view import SIZES, View
from fairtake.directing import Style, load_style, plan_scene, shipped_styles
from fairtake.model.breakdown import Scene
from fairtake.model.film import FilmSettings
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.pipeline import checking, farm
from fairtake.pipeline.planning import planned
from fairtake.pipeline.reports import ShotsFile
from fairtake.pipeline.work import Silent, StagedScene, Work
from fairtake.project import load

COLUMNS = ("180° line", "30° rule", "jump cut", "eyeline match", "screen direction", "left–right order", OCCLUDED)
"""The rules that have a row of their own; the rest are added up."""

PAGES = (30, 60, 120)
CORES = 2
LIMIT = 30.0
"""Seconds in which a 120-page screenplay is planned."""


@dataclass(frozen=True)
class Film:
    """A screenplay staged once: its scenes with their performances and sets."""

    name: str
    work: Work
    scenes: list[StagedScene]
    written: list[Scene]
    staged: list[tuple[ScenePerformance, Set]]
    performance: continuity.Performance

    @property
    def minutes(self) -> float:
        return sum(one.frames for one in self.scenes) / self.work.settings.fps / 60


@dataclass(frozen=True)
class Judgement:
    """One cut of one film: what the linter says, how often a head was looked at on id maps and
    found hidden, and the seconds it took to plan."""

    film: str
    report: continuity.Report
    looks: int
    hidden: int
    moving: int
    planning: float
    minutes: float


# -- films ---------------------------------------------------------------------------------------


@contextmanager
def staged(path: Path, folder: Path) -> Iterator[Film]:
    """A screenplay read, spoken and staged."""
    settings: FilmSettings = load(path)
    with planned(settings, folder / path.stem) as (work, scenes):
        played = continuity.read_performance(work.out / "performance.json")
        store = str(work.store.folder)
        takes = []
        for scene in scenes:
            performance = farm.performance_of(scene.keys, store)
            set_ = farm.assets_of(scene.keys, store).sets[scene.keys.set_name]
            takes.append((replace(performance, number=scene.number), set_))
        yield Film(path.stem, work, scenes, list(work.breakdown.scenes), takes, played)


def cut_film(
    film: Film, style: Style, size: tuple[int, int], cutter: Callable[[int], baselines.Cutter | None]
) -> tuple[list[tuple[Shot, ...]], float]:
    """The shots of every scene, and the seconds of one core it took. `cutter` gives each scene's
    way to cut by the scene's place; None is the planner."""
    cuts: list[tuple[Shot, ...]] = []
    took = 0.0
    for index in range(len(film.scenes)):
        began = time.process_time()
        cuts.append(cut_scene(film, style, size, index, cutter(index)))
        took += time.process_time() - began
    return cuts, took


def cut_scene(
    film: Film, style: Style, size: tuple[int, int], index: int, own: baselines.Cutter | None = None
) -> tuple[Shot, ...]:
    """The shots of the scene at a place, cut by the planner or in its `own` way."""
    last = len(film.scenes) - 1
    performance, set_ = film.staged[index]
    settings, noted = film.work.settings, film.written[index]
    with baselines.in_place_of_the_planner(own):
        return plan_scene(
            performance,
            set_,
            style,
            index=(0 if index == 0 else 2 if index == last else 1) if last else 0,
            scenes=3 if last else 1,
            size=size,
            seed=zlib.crc32(f"{settings.seed} {performance.set}".encode()),
            offset=film.scenes[index].start,
            directions=noted.directions if own is None else (),
            beats=noted.beats if own is None else (),
            styles=_styles(noted) if own is None else {},
        )


def _styles(scene: Scene) -> dict[str, Style]:
    return {one.style: load_style(one.style) for one in scene.directions if one.style}


def judge(
    film: Film, cuts: Sequence[tuple[Shot, ...]], size: tuple[int, int], took: float, thin: int, plain: bool
) -> Judgement:
    """What the linter says of a cut, read back from a written shots.json. Every `thin`th of the
    frames in which somebody speaks is drawn as an id map (0: none). A `plain` cut has no excuses."""
    fps = film.work.settings.fps
    path = film.work.out / "judged.json"
    with ShotsFile(path, fps, size) as file:
        for shots in cuts:
            file.add(replace(shot, asked=()) if plain else shot for shot in shots)
    listed = continuity.read_shots(path)
    cut = continuity.cut_from_shots(listed, film.performance)
    ids = None
    if thin:
        scenes = [replace(scene, shots=shots) for scene, shots in zip(film.scenes, cuts, strict=True)]
        maps = checking._Ids(film.work, scenes, cut, film.performance, Silent())
        ids = {frame: maps[frame] for frame in list(maps)[::thin]}
    looks, hidden = _hidden(cut, film.performance, ids or {})
    moving = sum(shot.move not in ("static", "handheld") for shots in cuts for shot in shots)
    report = continuity.check(cut, film.performance, ids)
    return Judgement(film.name, report, looks, hidden, moving, took, film.minutes)


def _hidden(cut: continuity.Cut, played: continuity.Performance, ids: continuity.IdMaps) -> tuple[int, int]:
    """In how many of the drawn frames the head of a speaker in frame was looked for, and how
    often most of it was hidden."""
    looks = hidden = 0
    for segment in cut.segments:
        scene = played.scene(segment.shot.scene)
        rows = [row for row in range(segment.frames) if segment.at + row in ids]
        if scene is None or not rows:
            continue
        view = View(segment, scene, cut.aspect, cut.fps)
        for one in scene.performers:
            speaking = one.speaking[view.rows] & view.in_frame(one.role)
            shares = [head_share(view, one.role, row, ids[segment.at + row]) for row in rows if speaking[row]]
            looks += sum(share is not None for share in shares)
            hidden += sum(share is not None and share < HIDDEN for share in shares)
    return looks, hidden


# -- figures -------------------------------------------------------------------------------------


class Figures:
    """Many judgements as one."""

    def __init__(self, of: Iterable[Judgement]) -> None:
        self.of = list(of)
        self.cuts = sum(one.report.cuts for one in self.of)
        self.shots = sum(one.report.statistics.shots for one in self.of)
        self.seconds = sum(one.report.statistics.seconds for one in self.of)

    def rate(self, count: float) -> float:
        """For every 100 cuts; where there is no cut, for every 100 shots."""
        return 100 * count / (self.cuts or self.shots)

    def count(self, rules: Iterable[str], what: str) -> int:
        return sum(getattr(one.report.counts[rule], what) for one in self.of for rule in rules)

    def errors(self) -> int:
        return sum(len(one.report.errors) for one in self.of)

    def spoken(self, share: str) -> float:
        """A share of spoken seconds over all films."""
        pairs = [(one.report.statistics.spoken_seconds, getattr(one.report.statistics, share)) for one in self.of]
        return sum(weight * value for weight, value in pairs) / max(sum(weight for weight, _ in pairs), 1e-9)

    def near(self) -> float:
        return sum(one.report.cuts * one.report.statistics.near_turns for one in self.of) / max(self.cuts, 1)

    def rhythm(self, name: str) -> float:
        """A figure of shot lengths, film by film, weighted by shots."""
        many = [one.report.statistics for one in self.of if one.report.statistics.shots > 2]
        total = sum(one.shots for one in many)
        return sum(one.shots * getattr(one.lengths, name) for one in many) / total if total else math.nan

    def length(self) -> float:
        return self.seconds / max(self.shots, 1)

    def occluded(self) -> float:
        looks = sum(one.looks for one in self.of)
        return sum(one.hidden for one in self.of) / looks if looks else math.nan

    def pace(self) -> float:
        return sum(one.planning for one in self.of) / max(sum(one.minutes for one in self.of), 1e-9)

    def sizes(self) -> dict[str, int]:
        found = dict.fromkeys(reversed(SIZES), 0)
        for one in self.of:
            for size, count in one.report.statistics.sizes.items():
                found[size] = found.get(size, 0) + count
        return found


def _others() -> list[str]:
    return [rule for rule in continuity.RULES if rule not in COLUMNS]


def _told(figures: Figures, rules: Sequence[str]) -> str:
    """Errors per 100 cuts, and in brackets those a finding of another rule implies."""
    errors, implied = figures.count(rules, "errors"), figures.count(rules, "implied")
    return f"{figures.rate(errors):.1f}" + (f" (+{figures.rate(implied):.1f})" if implied else "")


def compare(columns: Mapping[str, Figures], wanted: float) -> None:
    """One table: a row a figure, a column a way to cut."""
    rows: list[tuple[str, Callable[[Figures], str]]] = [
        ("shots", lambda f: f"{f.shots}"),
        ("cuts within scenes", lambda f: f"{f.cuts}"),
    ]
    rows += [(f"  {rule}", lambda f, rule=rule: _told(f, [rule])) for rule in COLUMNS]
    rows += [
        ("  other rules", lambda f: _told(f, _others())),
        ("errors per 100 cuts, all rules", lambda f: f"{f.rate(f.errors()):.1f}"),
        ("warnings per 100 cuts", lambda f: f"{f.rate(sum(len(one.report.warnings) for one in f.of)):.1f}"),
        ("speaker out of frame", lambda f: f"{f.spoken('off_screen_speaker'):.1%}"),
        ("speaker's face seen", lambda f: f"{f.spoken('visible_face'):.1%}"),
        ("listener's reaction instead", lambda f: f"{f.spoken('reaction'):.1%}"),
        ("speaker hidden, of drawn frames", lambda f: _share(f.occluded())),
        ("cuts near a change of speaker", lambda f: f"{f.near():.1%}" if f.cuts else "-"),
        ("mean length", lambda f: f"{f.length():.2f} s"),
        (f"  against {wanted:g} s wanted", lambda f: f"{f.length() / wanted - 1:+.1%}"),
        ("SD of log length", lambda f: _number(f.rhythm("sigma"))),
        ("lag-1 correlation", lambda f: _number(f.rhythm("correlation"))),
        ("planning, seconds a film minute", lambda f: _number(f.pace())),
    ]
    print(f"{'':34}" + "".join(f"{name:>18}" for name in columns))
    for name, tell in rows:
        print(f"{name:34}" + "".join(f"{tell(figures):>18}" for figures in columns.values()))


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"


def _share(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1%}"


def by_film(judgements: Sequence[Judgement], wanted: float) -> None:
    """A row a film."""
    head = ("film", "shots", "length", "off", "SD", "lag-1", "errors", "warnings", "face", "unseen", "hidden", "s/min")
    print("".join(f"{cell:<20}" if n == 0 else f"{cell:>10}" for n, cell in enumerate(head)))
    for one in judgements:
        figures, f = one.report.statistics, Figures([one])
        cells = (
            f"{figures.shots}", f"{f.length():.2f}", f"{f.length() / wanted - 1:+.1%}",
            f"{figures.lengths.sigma:.2f}", f"{figures.lengths.correlation:.2f}",
            f"{len(one.report.errors)}", f"{len(one.report.warnings)}", f"{figures.visible_face:.1%}",
            f"{figures.off_screen_speaker:.1%}", _share(f.occluded()), f"{f.pace():.2f}",
        )  # fmt: skip
        print(f"{one.film:<20}" + "".join(f"{cell:>10}" for cell in cells))


def tell_findings(judgements: Sequence[Judgement], severity: str = "errors") -> None:
    """Every finding, so that it can be mended."""
    for one in judgements:
        for found in getattr(one.report, severity):
            print(f"    {one.film} {found.timecode} {'/'.join(found.shots)} {found.rule}: {found.sentence}")


# -- the three parts -----------------------------------------------------------------------------


def films_table(films: Sequence[Film], style: Style, look: bool, findings: bool) -> None:
    """The planner beside four baselines."""
    size = (960, 540)
    ways: dict[str, list[Judgement]] = {}
    began = time.perf_counter()
    for film in films:
        planner, took = cut_film(film, style, size, lambda _: None)
        bare, bare_took = cut_film(film, baselines.without_continuity(style), size, lambda _: None)

        def chance(index: int, film: Film = film, planner: list[tuple[Shot, ...]] = planner) -> baselines.Cutter:
            return baselines.random_cut(len(planner[index]), zlib.crc32(f"{film.name} {index}".encode()))

        others = {
            "random": cut_film(film, style, size, chance)[0],
            "dragnet": cut_film(film, style, size, lambda _: baselines.dragnet)[0],
            "master only": cut_film(film, style, size, lambda _: baselines.master_only)[0],
        }
        thin = 1 if look else 0
        ways.setdefault("planner", []).append(judge(film, planner, size, took, thin, False))
        for name, cuts in others.items():
            ways.setdefault(name, []).append(judge(film, cuts, size, math.nan, thin, True))
        ways.setdefault("no continuity", []).append(judge(film, bare, size, bare_took, thin, True))
    minutes = sum(film.minutes for film in films)
    wanted = style.rhythm.average_shot_length
    print(f"\n{len(films)} screenplays, {minutes:.1f} minutes of film, style {style.name}: errors per 100 cuts by rule")
    print("(in brackets: counted with the rule whose break implies them), shares of spoken time, rhythm\n")
    compare({name: Figures(each) for name, each in ways.items()}, wanted)
    print("\nThe planner, film by film\n")
    by_film(ways["planner"], wanted)
    tell_findings(ways["planner"])
    if findings:
        tell_findings(ways["planner"], "warnings")
    print(f"\n({time.perf_counter() - began:.0f} s)")


def styles_table(films: Sequence[Film], look: bool) -> None:
    """Every shipped style over the same films."""
    began = time.perf_counter()
    print("\nEvery style over the same films; errors are those nobody asked for\n")
    sizes = list(reversed(SIZES))
    head = ("wanted", "length", "off", "SD", "lag-1", "errors", "asked", "face", "hidden", "moving")
    print(f"{'style':<12}" + "".join(f"{cell:>8}" for cell in head) + "   " + "".join(f"{cell:>5}" for cell in sizes))
    told: list[tuple[str, list[Judgement]]] = []
    for name in shipped_styles():
        style = load_style(name)
        # A style made for a phone is shown on one.
        size = (540, 960) if name == "social" else (960, 540)
        judged = []
        for film in films:
            cuts, took = cut_film(film, style, size, lambda _: None)
            judged.append(judge(film, cuts, size, took, 2 if look else 0, False))
        f = Figures(judged)
        wanted = style.rhythm.average_shot_length
        cells = (
            f"{wanted:.1f}", f"{f.length():.2f}", f"{f.length() / wanted - 1:+.1%}", _number(f.rhythm("sigma")),
            _number(f.rhythm("correlation")), f"{f.errors()}", f"{f.count(continuity.RULES, 'asked')}",
            f"{f.spoken('visible_face'):.1%}", _share(f.occluded()),
            f"{sum(one.moving for one in judged) / max(f.shots, 1):.0%}",
        )  # fmt: skip
        print(
            f"{name:<12}" + "".join(f"{cell:>8}" for cell in cells) + "   "
            + "".join(f"{100 * f.sizes()[size] / max(f.shots, 1):>4.0f}%" for size in sizes),
            flush=True,
        )  # fmt: skip
        told.append((name, judged))
    for name, judged in told:
        if any(one.report.errors for one in judged):
            print(f"\n  {name}")
            tell_findings(judged)
    print(f"\n({time.perf_counter() - began:.0f} s)")


_LONG: list[tuple[Film, Style]] = []  # what the forked processes plan


def _together(film: Film, style: Style) -> float:
    """Seconds in which all scenes are planned as a film's are: every scene for itself, one at a
    time on each core."""
    _LONG[:] = [(film, style)]
    began = time.perf_counter()
    with ProcessPoolExecutor(CORES, multiprocessing.get_context("fork")) as pool:
        done = sum(pool.map(_one_of_the_long, range(len(film.scenes))))
    assert done == len(film.scenes)
    return time.perf_counter() - began


def _one_of_the_long(index: int) -> bool:
    film, style = _LONG[0]
    return bool(cut_scene(film, style, (960, 540), index))


def long_table(style: Style) -> None:
    """Planning time of screenplays of 30, 60 and 120 pages, one scene a page."""
    folder = Path(tempfile.mkdtemp(prefix="fairtake-bench-"))
    try:
        path = folder / "film.fountain"
        path.write_text(script(max(PAGES), 16))
        with staged(path, folder) as film:
            print("\nPlanning a long screenplay, seconds of one core\n")
            print(f"{'pages':>8}{'film':>12}{'shots':>8}{'seconds':>10}{'a page':>10}")
            spent: list[float] = []
            for pages in PAGES:
                part = replace(
                    film, scenes=film.scenes[:pages], written=film.written[:pages], staged=film.staged[:pages]
                )
                cuts, took = cut_film(part, style, (960, 540), lambda _: None)
                spent.append(took)
                shots = sum(len(each) for each in cuts)
                print(f"{pages:>8}{part.minutes:>8.1f} min{shots:>8}{took:>10.1f}{1000 * took / pages:>7.0f} ms")
            wall = _together(film, style)
            power = float(np.mean([math.log2(b / a) for a, b in pairwise(spent)]))
            print(f"cost grows with length to the power {power:.2f}")
            print(f"{PAGES[-1]} pages on {CORES} cores: {wall:.1f} s, {wall / LIMIT:.2f} of the limit {LIMIT:g} s")
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scripts", nargs="*", type=Path)
    parser.add_argument("--films", action="store_true", help="the planner beside four baselines")
    parser.add_argument("--styles", action="store_true", help="every shipped style")
    parser.add_argument("--long", action="store_true", help="planning time of 30, 60 and 120 pages")
    parser.add_argument("--style", default="classical")
    parser.add_argument("--quick", action="store_true", help="draw no id maps: hidden speakers are not looked for")
    parser.add_argument("--findings", action="store_true", help="print the planner's warnings too")
    chosen = parser.parse_args()
    everything = not (chosen.films or chosen.styles or chosen.long)
    style = load_style(chosen.style)
    scripts = chosen.scripts or [
        ROOT / "examples" / "the-umbrella" / "the-umbrella.fountain",
        *sorted((ROOT / "examples" / "scripts").glob("*.fountain")),
    ]
    folder = Path(tempfile.mkdtemp(prefix="fairtake-bench-"))
    try:
        if chosen.films or chosen.styles or everything:
            films = list(_all(scripts, folder))
            if chosen.films or everything:
                films_table(films, style, not chosen.quick, chosen.findings)
            if chosen.styles or everything:
                styles_table(films, not chosen.quick)
        if chosen.long or everything:
            long_table(style)
    finally:
        shutil.rmtree(folder)


def _all(scripts: Sequence[Path], folder: Path) -> Iterator[Film]:
    for path in scripts:
        with staged(path, folder) as film:
            if any(scene.window is not None for scene in film.scenes):
                print(f"{path.stem} is left out: it cuts between places, which are planned together")
            else:
                yield film


if __name__ == "__main__":
    main()
