"""A 120-page screenplay: parsed and broken down, staged and planned, with peak memory.

    python benchmarks/long.py [--pages 120]

Limits: parse and breakdown 5 s, staging and planning 60 s (speech, which is cached by line,
apart), peak memory 1.5 GB.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import time
from pathlib import Path

from common import fairtake, script

from fairtake.breakdown import break_down
from fairtake.model.breakdown import Line
from fairtake.screenplay import read_screenplay


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=120)
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fairtake-bench-"))
    try:
        film = folder / "film.fountain"
        # A page holds some 55 lines of text, sixteen speeches and their cues.
        film.write_text(script(chosen.pages, 16))
        began = time.perf_counter()
        found = break_down(read_screenplay(film))
        seconds = time.perf_counter() - began
        lines = sum(isinstance(beat, Line) for scene in found.scenes for beat in scene.beats)
        print(
            f"parse and breakdown: {len(found.scenes)} scenes, {lines} lines in {seconds:.2f} s, {seconds / 5:.2f} of the limit 5 s"
        )
        run = fairtake("shots", str(film), "--out", str(folder / "out"))
        staging = [line for line in run.output.splitlines() if line.startswith("Staging and directing")]
        print(
            f"fairtake shots: {run.seconds:.1f} s in all, peak {run.megabytes:.0f} MB, {run.megabytes / 1536:.2f} of the limit 1.5 GB"
        )
        for line in staging:
            spent = re.search(r"\(([\d.]+) s\)", line)
            share = f", {float(spent[1]) / 60:.2f} of the limit 60 s" if spent else ""
            print(f"    {line}{share}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
