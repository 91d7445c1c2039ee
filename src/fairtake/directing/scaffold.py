"""A new style file, every key with its range and what it means: made from the keys themselves."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any

from fairtake.directing.idiom import EVENTS, KINDS, MOVES, WHO
from fairtake.directing.style import Style
from fairtake.directing.style_file import IDIOM_KEYS, sections

__all__ = ["scaffold"]

_HEADS = {
    "rhythm": "How long shots are.",
    "acts": "How the parts of a film differ, where the script names its acts (# Act One, # Epilogue).",
    "sizes": "How near people are seen: from ELS (small in a landscape) over LS (full figure), MS (from\n"
    "# the waist), CU (a face) to ECU (an eye).",
    "kinds": "What a second of each kind of shot costs, -3 to 3. Below 0 it is liked.",
    "camera": "Lenses, and limits of the lens shift that keeps verticals upright.",
    "angles": "When the camera leaves the height of the eyes.",
    "framing": "How people stand in the frame.",
    "moves": "How readily the camera moves, 0 never to 1 whenever it can.",
    "handheld": "The sway of a camera on a shoulder.",
    "cuts": "How cuts lie against changes of speaker.",
    "rules": 'Which rules of continuity may be broken: "never", "when tense" or "freely". A broken rule\n'
    "# is noted with its shot, so that `fairtake check` knows it was meant.",
    "weights": "What each fault costs: a second of the fault (/s) or one cut with it. 0 to 50.",
}


def scaffold(name: str, about: str = "") -> str:
    """A complete style file called `name`: every key at its default, with its range and a
    sentence that explains it. `load_style` reads it back."""
    style = Style()
    lines = [
        f"# {name}: {about or 'say here in a sentence how it looks.'}",
        "#",
        '# Change what you like and name it in film.toml: style = "my-style.toml". Every key may be',
        "# left out; it then keeps the value given here.",
        "",
        f"name = {_text(name)}",
        f"about = {_text(about)}",
    ]
    for section, default in sections().items():
        lines += ["", f"# {_HEADS[section]}", f"[{section}]"]
        rows = [
            (f"{item.name} = {_written(getattr(default, item.name))}", _explained(item.metadata))
            for item in dataclasses.fields(default)
        ]
        width = max(len(row[0]) for row in rows)
        lines += [f"{left:<{width}}  # {right}" for left, right in rows]
    assert not style.idioms
    return "\n".join([*lines, "", *_about_idioms(), ""])


def _about_idioms() -> list[str]:
    def wrapped(words: list[str], label: str) -> list[str]:
        out, line = [], f"#   {label}: "
        for word in words:
            if len(line) + len(word) > 100:
                out.append(line.rstrip())
                line = "#     "
            line += f"{word}, "
        return [*out, line.rstrip(", ")]

    rows = [
        "# Idioms: patterns of your own, as many as you like. When the thing happens its shots become",
        "# cheaper, and the planner still weighs them against all the rest; reasons name them.",
        "#",
        "#   [[idiom]]",
        '#   name = "comedy hold"',
        '#   when = "pause after line"',
        '#   shots = ["two-shot hold 2.5s"]',
        "#   weight = 3.0",
        "#",
        "#   [[idiom]]",
        '#   name = "asked and answered"',
        '#   when = "question, answer"',
        '#   shots = ["OTS on speaker", "reaction"]',
        "#",
    ]
    rows += [f"#   {name}: {says}" for name, says in IDIOM_KEYS.items()]
    rows += ["#", '# A thing that happens may last: "line over 6 s", "pause under 1 s"; the whole may end in']
    rows += ['# "when tense" or "when calm". A shot is any of these words: one kind, size, angle, move, who']
    rows += ['# is seen, and "hold 2.5s" for a stretch without a cut.']
    rows += wrapped(list(EVENTS), "things that happen")
    rows += wrapped(list(dict.fromkeys(KINDS)), "kinds")
    rows += wrapped(["ELS", "VLS", "LS", "MLS", "MS", "MCU", "CU", "BCU", "ECU"], "sizes")
    rows += wrapped(["low", "high", "overhead", "eye level"], "angles")
    rows += wrapped(list(MOVES), "moves")
    rows += wrapped([*WHO], "who")
    return rows


def _explained(limits: Any) -> str:
    says = limits["says"]
    if "among" in limits:
        among = [item.value for item in limits["among"]]
        return f"{says} ({among[0]} to {among[-1]})" if len(among) > 4 else f"{says} ({', '.join(among)})"
    return f"{says} ({limits['low']:g} to {limits['high']:g})"


def _written(value: Any) -> str:
    if isinstance(value, StrEnum):
        return _text(value.value)
    if isinstance(value, tuple):
        return "[" + ", ".join(f"{item:g}" for item in value) + "]"
    return f"{value:g}" if value != int(value) else f"{value:.1f}"


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
