"""What the benchmarks share: scripts of any length, and running the program as a user does."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

_TALK = [
    ("ANNA", "You kept it all these years, and you never said a word."),
    ("BEN", "I didn't know it mattered to anybody."),
    ("ANNA", "It mattered. It was raining the day you went."),
    ("BEN", "(softly)\nI remember the rain."),
    ("CARLA", "Will somebody tell me what we are talking about?"),
    ("ANNA", "An umbrella."),
    ("CARLA", "An umbrella!"),
    ("BEN", "A red one. It's by the door."),
]
_PLACES = [
    "INT. KITCHEN - DAY",
    "EXT. STREET - DUSK",
    "INT. OFFICE - NIGHT",
    "EXT. PARK - DAY",
    "INT. LIVING ROOM - NIGHT",
]
_ACTIONS = [
    "ANNA, 70s, silver hair, stands by the window. BEN, 30s, green coat, enters.",
    "Anna walks to the table. She picks up a letter.",
    "Ben looks at Anna. CARLA, 40s, grey suit, enters.",
    "Anna gives the letter to Ben. He reads it.",
    "A long pause. Carla sits down.",
]


def script(scenes: int, lines: int) -> str:
    """A screenplay of so many scenes with so many lines each."""
    parts = ["Title: Benchmark\nAuthor: the Fairtake company\n"]
    for scene in range(scenes):
        parts.append(_PLACES[scene % len(_PLACES)])
        for line in range(lines):
            if line % 4 == 0:
                parts.append(_ACTIONS[(scene + line // 4) % len(_ACTIONS)])
            role, text = _TALK[(scene * 3 + line) % len(_TALK)]
            parts.append(f"{role}\n{text}")
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class Run:
    """One run of the program: wall seconds, peak memory of its largest process in MB."""

    seconds: float
    megabytes: float
    output: str


def fairtake(*words: str) -> Run:
    """Run the program and wait for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "fairtake", *words], cwd=ROOT, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"fairtake {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(seconds, max(before.ru_maxrss, after.ru_maxrss) / 1024, done.stdout)


def report(out: Path) -> dict:
    """report.json of a finished film."""
    return json.loads((out / "report.json").read_text())
