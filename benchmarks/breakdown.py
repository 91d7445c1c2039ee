"""Precision and recall of the breakdown on the hand-labelled clauses.

python benchmarks/breakdown.py            totals of the parts
python benchmarks/breakdown.py --errors   and every miss of the tuning part
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fairtake.breakdown import break_down
from fairtake.model.breakdown import Action, Event, Scene
from fairtake.model.screenplay import Element, ElementKind, Screenplay
from fairtake.model.span import Span

DATA = Path(__file__).parent / "data" / "clauses.toml"
SLOTS = ("action", "agent", "theme", "goal")
Labels = tuple[str, tuple[str, ...], str, str]


@dataclass
class Score:
    """Counts of right, said and wanted, by slot."""

    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def precision(self, slot: str) -> float:
        return self.right[slot] / max(self.said[slot], 1)

    def recall(self, slot: str) -> float:
        return self.right[slot] / max(self.wanted[slot], 1)


def label(text: str) -> Labels:
    action, agents, theme, goal = (part.strip() for part in text.split("|"))
    return action, tuple(sorted(name.strip() for name in agents.split(",") if name.strip())), theme, goal


def written(event: Event) -> Labels:
    return event.action.value, tuple(sorted(event.agents)), event.theme, event.goal


def screenplay(cast: str, text: str) -> Screenplay:
    """A first scene that introduces the cast, a second that holds the clause."""
    elements: list[Element] = []

    def add(kind: ElementKind, words: str) -> None:
        line = len(elements) + 1
        elements.append(Element(kind, words, Span("clauses", 0, len(words), line)))

    add(ElementKind.SCENE_HEADING, "INT. STAGE - DAY")
    for entry in cast.split(","):
        words = entry.split()
        kind = words.pop() if words[-1].islower() else ""
        name = " ".join(words)
        age = {"girl": "8, ", "boy": "9, "}.get(kind, "")
        if kind:
            add(ElementKind.ACTION, f"{name} ({age}a {kind}).")
        add(ElementKind.CHARACTER, name)
        add(ElementKind.DIALOGUE, "Here.")
    add(ElementKind.SCENE_HEADING, "INT. ROOM - DAY")
    add(ElementKind.ACTION, text)
    return Screenplay("clauses", "", (), tuple(elements))


def events_of(cast: str, text: str) -> tuple[Scene, list[Labels]]:
    scene = break_down(screenplay(cast, text)).scenes[1]
    # What a lamp does after somebody's deed is no deed of its own.
    beats = [beat for beat in scene.beats if isinstance(beat, Event)]
    deeds = [
        b for a, b in zip([None, *beats], beats, strict=False) if not (b.action is Action.LIGHT and a and a.agents)
    ]
    return scene, [written(beat) for beat in deeds]


def align(wanted: list[Labels], said: list[Labels]) -> list[tuple[int, int]]:
    """Pairs of equal action in order, as many as possible, then with as many equal slots."""
    best: dict[tuple[int, int], tuple[int, list[tuple[int, int]]]] = {}

    def solve(i: int, j: int) -> tuple[int, list[tuple[int, int]]]:
        if i == len(wanted) or j == len(said):
            return 0, []
        if (i, j) not in best:
            options = [solve(i + 1, j), solve(i, j + 1)]
            if wanted[i][0] == said[j][0]:
                score, pairs = solve(i + 1, j + 1)
                options.append(
                    (score + 10 + sum(a == b for a, b in zip(wanted[i], said[j], strict=True)), [(i, j), *pairs])
                )
            best[i, j] = max(options, key=lambda option: option[0])
        return best[i, j]

    return solve(0, 0)[1]


def measure(part: str, errors: list[str] | None = None) -> Score:
    score = Score()
    for register in tomllib.loads(DATA.read_text(encoding="utf-8"))["register"]:
        for text, *labels in register.get(part, []):
            wanted = [label(entry) for entry in labels]
            _, said = events_of(register["cast"], text)
            pairs = align(wanted, said)
            score.wanted["action"] += len(wanted)
            score.said["action"] += len(said)
            score.wanted["agent"] += len(wanted)
            score.said["agent"] += len(said)
            score.right["action"] += len(pairs)
            for k, slot in ((2, "theme"), (3, "goal")):
                score.wanted[slot] += sum(bool(entry[k]) for entry in wanted)
                score.said[slot] += sum(bool(entry[k]) for entry in said)
            for i, j in pairs:
                score.right["agent"] += wanted[i][1] == said[j][1]
                for k, slot in ((2, "theme"), (3, "goal")):
                    score.right[slot] += bool(wanted[i][k]) and wanted[i][k] == said[j][k]
            if errors is not None and wanted != said:
                errors.append(f"{text}\n    wanted {wanted}\n    said   {said}")
    return score


def main() -> None:
    for part in ("tuning", "held_out", "unseen"):
        errors: list[str] = []
        score = measure(part, errors)
        if f"--errors={part}" in sys.argv or ("--errors" in sys.argv and part == "tuning"):
            print("\n".join(errors))
        print(f"{part:9} {score.wanted['action']:4} events   " + "   ".join(
            f"{slot} P {score.precision(slot):.3f} R {score.recall(slot):.3f}" for slot in SLOTS
        ))  # fmt: skip


if __name__ == "__main__":
    main()
