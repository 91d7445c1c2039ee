"""How well scenes are directed: errors per 100 cuts, who is seen, rhythm, planning time.

    python benchmarks/direction.py [--style NAME] [--film]

Scenes are generated (two people standing and at a table, three people, a visit, somebody
alone, a crowd); everything but the time is measured on geometry by tests/directing/measure.py,
which shares no code with the planner. `--film` also plans a two-hour film of 100 scenes.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "directing"))

import measure
import scenes

from fairtake.directing import Style, load_style, plan_scene

SCENES = {
    "two standing": [lambda s=s: scenes.two_standing(90.0, s, f"a{s}") for s in (1, 2, 3)],
    "two at a table": [lambda s=s: scenes.two_at_table(90.0, s) for s in (2, 3, 4)],
    "three people": [lambda s=s: scenes.three(90.0, s) for s in (3, 4)],
    "a visit": [scenes.visitor],
    "a walk": [scenes.walker],
    "somebody alone": [scenes.alone],
    "a crowd of 12": [lambda s=s: scenes.crowd(seed=s) for s in (7, 8)],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--style", default="classical")
    parser.add_argument("--film", action="store_true", help="also plan a two-hour film")
    options = parser.parse_args()
    style = load_style(options.style)
    rules = ("line", "thirty", "jump", "order", "direction")
    print(f"style {style.name}; errors per 100 cuts by rule; shares of spoken time; SD and lag-1 of log length")
    head = ("scene", "shots", "length", *rules, "unseen", "hidden", "lost", "SD", "lag-1", "s/min")
    print("".join(f"{cell:>15}" if n == 0 else f"{cell:>10}" for n, cell in enumerate(head)))
    for name, makers in SCENES.items():
        rows = [_measure(make, style, rules) for make in makers]
        cuts = sum(row["cuts"] for row in rows)
        cells = [f"{name:>15}", f"{sum(row['cuts'] + 1 for row in rows):>10}"]
        cells.append(f"{np.mean([row['length'] for row in rows]):>10.2f}")
        cells += [f"{100 * sum(row[rule] for row in rows) / max(cuts, 1):>10.1f}" for rule in rules]
        for key in ("unseen", "hidden", "lost", "spread", "lag", "pace"):
            cells.append(f"{np.mean([row[key] for row in rows]):>10.2f}")
        print("".join(cells))
    if options.film:
        _film(style)


def _measure(make, style: Style, rules) -> dict[str, float]:
    performance, set_ = make()
    start = time.process_time()
    shots = plan_scene(performance, set_, style, index=0, scenes=1)
    took = time.process_time() - start
    seen, hidden = measure.speaker_share(performance, set_, shots)
    lengths = np.log([shot.frames / performance.fps for shot in shots])
    off = lengths - lengths.mean()
    lag = float((off[1:] * off[:-1]).sum() / max(float((off * off).sum()), 1e-9)) if len(off) > 2 else 0.0
    errors = measure.errors(performance, shots)
    return {
        "cuts": len(shots) - 1,
        "length": performance.frames / performance.fps / len(shots),
        "unseen": 1 - seen - hidden,
        "hidden": hidden,
        "lost": measure.subject_lost(performance, shots),
        "spread": float(lengths.std()),
        "lag": lag,
        "pace": took / (performance.frames / performance.fps / 60),
        **{rule: len(errors[rule]) for rule in rules},
    }


def _film(style: Style, count: int = 100, seconds: float = 72.0) -> None:
    takes = []
    for place in range(count):
        make = (scenes.two_standing, scenes.two_standing, scenes.two_at_table, scenes.three)[place % 4]
        performance, set_ = make(seconds, place)
        takes.append((performance, set_))
    start = time.process_time()
    shots = [plan_scene(p, s, style, index=n, scenes=count, seed=1) for n, (p, s) in enumerate(takes)]
    took = time.process_time() - start
    total = sum(len(scene) for scene in shots)
    print(f"\na film of {count * seconds / 60:.0f} minutes, {total} shots: planned in {took:.1f} s of one core")


if __name__ == "__main__":
    main()
