"""How well performers move and how good the picture is, against limits.

    python benchmarks/picture.py [--motion] [--speed] [--faces] [--identity] [--stability] [SCRIPT ...]

--motion     every performance of the project's own screenplays (examples/), or of those named:
             sliding feet, hands that miss, bodies in furniture and in each other, joints past
             their limits, pops, open lips, looks that miss (motion.py says how each is measured).
--speed      film seconds a wall second in a furnished room with two performers, still and moving
             camera, draft and final; beside it pure encoding, and Blender's Workbench on the same
             exported scene where `--rival PYTHON` names an interpreter that has bpy.
--faces      how high eyes and mouths are in a medium close-up, and how far feelings differ.
--identity   how far roles that share a scene differ, and whether everybody stays the same.
--stability  flicker of lines, faces and shadow edges in a turn of the head and a slow pan.

Without any of these all are measured. `--worst` prints so many of the worst moments or nearest pairs;
`--keep` keeps what was staged, sheets and difference images in a folder. The exit status is 1 when a
limit is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np
from common import ROOT
from motion import LIMITS, Fault, Tally, measure

from fairtake.model.reading import Take
from fairtake.pipeline import farm
from fairtake.pipeline.planning import planned
from fairtake.pipeline.table_read import read_through
from fairtake.project import load


def scripts() -> list[Path]:
    """The project's own screenplays."""
    return [ROOT / "examples/the-umbrella", *sorted((ROOT / "examples/scripts").glob("*.fountain"))]


def motion(paths: list[Path], keep: Path | None, only: str, worst: int) -> None:
    """Measure, and print the table."""
    total = Tally()
    faults: list[tuple[str, Fault]] = []
    per_film: dict[str, Tally] = {}
    seconds, began = 0.0, time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        for path in paths:
            tally = per_film[path.stem] = Tally()
            seen: set[str] = set()
            with planned(load(path), folder / path.stem) as (work, scenes):
                store = str(work.store.folder)
                _, keys = read_through(work)
                for scene in scenes:
                    # Scenes cut into each other share a performance.
                    if scene.keys.performance in seen:
                        continue
                    seen.add(scene.keys.performance)
                    played, assets = farm.performance_of(scene.keys, store), farm.assets_of(scene.keys, store)
                    # A stored scene counts its lines from 1.
                    takes = {one.line: work.store.load(keys[scene.before + one.line], Take) for one in played.lines}
                    seconds += played.frames / played.fps
                    one = measure(played, assets, takes, scene.number)
                    for into in (total, tally):
                        for name, of in one.of.items():
                            into.saw(name, of, one.bad[name])
                        for name, values in one.values.items():
                            into.note(name, values)
                    faults += [(path.stem, fault) for fault in one.faults]
    print(f"{len(paths)} films, {seconds / 60:.1f} minutes, measured in {time.perf_counter() - began:.0f} s")
    print(f"{'measure':>16} {'rate':>8} {'limit':>7}  {'of what':<17}{'worst':>8}  films over the limit")
    for name, (_, limit, unit) in LIMITS.items():
        mine = [fault for _, fault in faults if fault.measure == name]
        top = max(mine, key=lambda fault: fault.value, default=None)
        over = [film for film, tally in per_film.items() if tally.rate(name) > limit]
        rate = total.rate(name)
        mark = " " if rate <= limit else "*"
        most = f"{top.value:.4g} {top.unit}" if top else "-"
        print(f"{name:>16} {rate:8.2f}{mark} {limit:6g}  {unit:<17} {most:<18} {', '.join(over) or '-'}")
    for name in ("foot slide", "grasp"):
        values = 100 * np.array(total.values.get(name, [0.0]))
        print(f"{name}: median {np.median(values):.2f} cm, 95 % under {np.percentile(values, 95):.2f} cm")
    print("worst and 95th percentile, cm, by film: " + ", ".join(("foot slide", "grasp")))
    for film, tally in per_film.items():
        row = []
        for name in ("foot slide", "grasp"):
            values = 100 * np.array(tally.values.get(name, [0.0]))
            row.append(f"{values.max():6.2f} {np.percentile(values, 95):6.2f}")
        print(f"{film:>20}  {'   '.join(row)}")
    share = np.array(total.values.get("eye contact, share of a line", [0.0]))
    print(f"eye contact while speaking: median {100 * np.median(share):.0f} % of a line")
    if worst:
        for name in LIMITS:
            if only and name != only:
                continue
            mine = sorted((one for one in faults if one[1].measure == name), key=lambda one: -one[1].value)
            if mine:
                print(f"\n{name}: {LIMITS[name][0]}; {len(mine)} times", dict(Counter(film for film, _ in mine)))
            for film, one in mine[:worst]:
                print(f"   {film} {one.scene} frame {one.frame}: {one.who} {one.value:.3g} {one.unit}  {one.about}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scripts", nargs="*", type=Path)
    parser.add_argument("--motion", action="store_true", help="performances: feet, hands, bodies, faces, looks")
    parser.add_argument("--speed", action="store_true", help="film seconds a wall second, beside encoding and a rival")
    parser.add_argument("--faces", action="store_true", help="eyes and mouths, and feelings told apart")
    parser.add_argument("--identity", action="store_true", help="roles told apart, and the same in every scene")
    parser.add_argument("--stability", action="store_true", help="flicker in a turn of the head and a pan")
    parser.add_argument("--worst", type=int, default=0, help="how many of the worst moments to print")
    parser.add_argument("--only", default="", help="of which measure of --motion")
    parser.add_argument("--keep", type=Path, help="a folder that keeps what was staged and drawn")
    parser.add_argument("--frames", type=int, default=288, help="how many frames a case of --speed")
    parser.add_argument("--rival", default="", help="an interpreter that has bpy, for --speed")
    parser.add_argument("--rival-frames", type=int, default=6, help="how many frames in each process of the rival")
    given = parser.parse_args()
    everything = not (given.motion or given.speed or given.faces or given.identity or given.stability)
    held = True
    # Each part is imported when it is asked for: one that is broken does not stop the others.
    if given.speed or everything:
        from picture_speed import speed

        held &= speed(given.frames, given.rival, given.rival_frames, given.keep)
    if given.faces or everything:
        from picture_faces import faces

        held &= faces(given.keep, given.worst)
    if given.identity or everything:
        from picture_identity import identity

        held &= identity(given.scripts or scripts(), given.keep, given.worst)
    if given.stability or everything:
        from picture_stability import stability

        held &= stability(given.keep)
    if given.motion or everything:
        motion(given.scripts or scripts(), given.keep, given.only, given.worst)
    if not held:
        sys.exit(1)


if __name__ == "__main__":
    main()
