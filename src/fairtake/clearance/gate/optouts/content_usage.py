"""AIPREF: Content-Usage, as a line of its own or in robots.txt.

The vocabulary knows `train-ai` and `search`, y or n; of several that fit, the most restrictive holds.
`train-genai` and `ai-output` are of earlier and later drafts.
"""

from __future__ import annotations

import re

from fairtake.clearance.gate.optouts.signal import OptOut, Purpose

__all__ = ["optouts_in"]

_LINE = re.compile(r"^\s*content-usage\s*:\s*(?P<path>/\S*\s+)?(?P<said>.*)$", re.IGNORECASE)
_SAID = re.compile(r"\b([a-z][a-z-]*)\s*=\s*([yn])\b")
_PURPOSES = {
    "train-ai": frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    "train-genai": frozenset({Purpose.GENERATIVE_TRAINING}),
    "ai-output": frozenset({Purpose.INPUT}),
    "ai-use": frozenset({Purpose.INPUT, Purpose.ALL}),
    "tdm": frozenset({Purpose.MINING, Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
}


def optouts_in(text: str, name: str) -> list[OptOut]:
    """What the Content-Usage lines of `text` reserve for the file called `name`."""
    found = []
    for line in text.splitlines()[:5000]:
        match = _LINE.match(line.partition("#")[0])
        if match is None or not _fits((match["path"] or "").strip(), name):
            continue
        for preference, answer in _SAID.findall(match["said"].casefold()):
            if answer == "n" and preference in _PURPOSES:
                found.append(OptOut("AIPREF", f"{preference}=n", _PURPOSES[preference]))
    return found


def _fits(pattern: str, name: str) -> bool:
    """Whether a path of robots.txt covers the file (RFC 9309: a prefix; * for anything, $ for the end)."""
    if pattern in ("", "/"):
        return True
    parts = "".join(".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", pattern.rstrip("$")))
    return re.match(parts + ("$" if pattern.endswith("$") else ""), f"/{name}") is not None
