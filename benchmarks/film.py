"""Whole films: film seconds per wall second, share of each stage, and the cost of a change.

    python benchmarks/film.py [--scenes 10] [--quality draft final]

Prints ratios against the limits of the project: draft 1.2 and final 0.35 film seconds a wall
second for a cold make with the renderer compiled; an unchanged make under 2 s; one changed
word under a tenth of the full time.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from common import fairtake, report, script

LIMIT = {"draft": 1.2, "final": 0.35}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scenes", type=int, default=10)
    options.add_argument("--lines", type=int, default=6)
    options.add_argument("--quality", nargs="+", default=["draft", "final"])
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fairtake-bench-"))
    try:
        text = script(chosen.scenes, chosen.lines)
        film = folder / "film.fountain"
        warm = folder / "warm.fountain"
        warm.write_text("INT. KITCHEN - DAY\n\nANNA stands by the window.\n\nANNA\nHello.\n")
        fairtake("make", str(warm), "--out", str(folder / "warm"), "--quality", "draft")
        for quality in chosen.quality:
            film.write_text(text)
            out = folder / quality
            cold = fairtake("make", str(film), "--out", str(out), "--quality", quality)
            told = report(out)
            length = told["frames"]["film"] / told["fps"]
            rate = length / cold.seconds
            print(
                f"{quality}: {length:.1f} s of film in {cold.seconds:.1f} s: {rate:.2f} film seconds a second, {rate / LIMIT[quality]:.2f} of the limit {LIMIT[quality]}"
            )
            total = told["seconds"]["total"]
            for stage, seconds in sorted(told["seconds"].items(), key=lambda pair: -pair[1]):
                if stage != "total":
                    print(f"    {stage:<38} {seconds / total:6.1%}")
            same = fairtake("make", str(film), "--out", str(out), "--quality", quality)
            print(f"    unchanged: {same.seconds:.2f} s, {same.seconds / 2:.2f} of the limit 2 s")
            half = text.rfind("matter", 0, len(text) // 2)
            film.write_text(text[:half] + "count" + text[half + 6 :])
            change = fairtake("make", str(film), "--out", str(out), "--quality", quality)
            told = report(out)
            drawn = told["frames"]["rendered"] / (told["frames"]["rendered"] + told["frames"]["reused"])
            print(
                f"    one word: {change.seconds:.1f} s, {change.seconds / cold.seconds:.3f} of the full time (limit 0.1); {drawn:.1%} of frames drawn again"
            )
            print(f"    peak memory of the largest process: {max(cold.megabytes, change.megabytes):.0f} MB")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
