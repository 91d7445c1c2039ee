"""What the nodes of a file are called, and what they are by that: a door, a chair, a wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.exchange.model_file import ModelFile

__all__ = ["STRUCTURE", "Known", "Named", "named_nodes"]

Known = Callable[[str], tuple[str, ...]]
"""The words a script may use for what something is called, its own name first; none when it is
nothing that scripts speak of."""

STRUCTURE = {
    "floor": "floor ground boden fussboden sol suelo terrain flooring earth pavement plancher",
    "ceiling": "ceiling roof decke dach plafond toit techo ceil rafters rafter beam beams",
    "wall": "wall walls wand mauer mur pared facade baseboard skirting cornice trim partition",
}
"""Parts of a building, and the words they go by."""

_BUILT = {word: part for part, words in STRUCTURE.items() for word in words.split()}

_WHOLE = frozenset(
    [
        "house",
        "barn",
        "church",
        "shop",
        "hut",
        "shed",
        "train",
        "car",
        "boat",
        "market",
        "stall",
        "building",
        "room",
        "kitchen",
        "bedroom",
        "bathroom",
        "office",
        "scene",
        "root",
        "set",
        "attic",
        "cafe",
        "bar",
        "restaurant",
        "living",
        "group",
        "collection",
        "armature",
        "model",
        "mesh",
        "object",
        "sketchfab",
        "fbx",
        "world",
        "env",
        "environment",
    ]
)
"""Words for a whole place: what hangs on such a node is looked at by itself."""

_PARTS = frozenset(
    [
        "leg",
        "legs",
        "top",
        "back",
        "seat",
        "cushion",
        "handle",
        "knob",
        "frame",
        "glass",
        "pane",
        "panes",
        "shade",
        "bulb",
        "wire",
        "cable",
        "sill",
        "hinge",
        "drawer",
        "base",
        "foot",
        "feet",
        "arm",
        "arms",
        "pillow",
        "cord",
        "stand",
        "plate",
        "rod",
    ]
)
"""Words for pieces of things, which belong to the thing they hang on."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the file: the `node` at its top, what it is called there, the words for it
    (empty: nothing a script speaks of), and what part of a building it is, if any."""

    node: int
    name: str
    words: tuple[str, ...]
    built: str = ""


def named_nodes(model: ModelFile, known: Known) -> tuple[list[Named], npt.NDArray[np.int64]]:
    """The things of a file, and for each node (N,) the row of the one it belongs to. A node
    belongs to the topmost thing above it, or stands for itself."""
    own = [_read(name, known) for name in model.names]
    things: list[Named] = []
    rows: dict[int, int] = {}
    belongs = np.zeros(len(model.names), np.int64)
    for number, name in enumerate(model.names):
        chain = [number]
        while model.parents[chain[-1]] >= 0:
            chain.append(model.parents[chain[-1]])
        top = next((node for node in reversed(chain) if own[node] is not None), None)
        # A lamp on a table is a lamp: a thing of its own below another, unless it is a piece of it.
        if top is not None and number != top:
            inner = next((node for node in chain if own[node] is not None), top)
            if own[inner] != own[top] and not _piece(model.names[inner]):
                top = inner
        node = number if top is None else top
        if node not in rows:
            words, built = own[node] or ((), "")
            rows[node] = len(things)
            things.append(Named(node, model.names[node] if top is not None else name, words, built))
        belongs[number] = rows[node]
    return things, belongs


def _tokens(name: str) -> list[str]:
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.split("|")[-1].split(":")[-1])
    return re.findall(r"[^\W\d_]+", split.casefold())


def _piece(name: str) -> bool:
    tokens = _tokens(name)
    return bool(tokens) and (tokens[-1] in _PARTS or tokens[0] in _PARTS)


def _read(name: str, known: Known) -> tuple[tuple[str, ...], str] | None:
    """What a name says: words of a thing, or a part of a building; None when it says nothing."""
    tokens = _tokens(name)
    # "Dining Table", "table_lamp": what something is stands last, unless that is a piece of it.
    order = [token for token in reversed(tokens) if token not in _PARTS] + [t for t in tokens if t in _PARTS]
    if len(tokens) > 1 and (words := known(" ".join(tokens))) and tokens[-1] not in _BUILT:
        return words, ""
    for token in order:
        if token in _WHOLE and not (token in ("car", "bar", "stall", "shed") and len(tokens) == 1):
            continue
        if token in _BUILT:
            return (), _BUILT[token]
        if token in _PARTS:
            continue
        words = known(token)
        if words:
            return words, ""
    return None
