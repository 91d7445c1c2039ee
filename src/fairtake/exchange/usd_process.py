"""A USD file is read in a process of its own, with little memory and time: what a broken or a
hostile file does to the library that reads it, it does there.

The child writes plain arrays and JSON; nothing it says is taken for code.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import Lamp, ModelFile, Piece, Shape, Surface, broken, too_large
from fairtake.model.light import LightKind

__all__ = ["read_usd_apart"]

_MEMORY = 6 * 2**30
_SECONDS = 90
_PATIENCE = 600
"""Seconds by the clock, for a machine that has other things to do."""


def read_usd_apart(path: Path, shapes: bool) -> ModelFile:
    """Read a USD file in a child process. Raises ProjectError."""
    # Beside a private copy, which goes with all that lies there even when this run is killed, and not where
    # nobody would look for somebody's likeness.
    beside = path.parent if ".fairtake" in path.parts else None
    with tempfile.TemporaryDirectory(prefix="fairtake-usd-", dir=beside) as folder:
        out = Path(folder) / "model.npz"
        command = [sys.executable, "-m", "fairtake.exchange.usd_process", str(path), str(out), str(int(shapes))]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise broken(path, "it takes too long to read") from None
        if not out.is_file():
            if done.returncode in (-9, -24, 137, 152):
                raise too_large(path, "it takes more time or memory than a model needs")
            raise broken(path, "it is damaged, or not USD at all")
        with np.load(out, allow_pickle=False) as data:
            told = json.loads(bytes(data["told"]).decode())
            if "error" in told:
                error = told["error"]
                raise ProjectError(error["what"], file=str(path), fix=error["fix"])
            return _unpacked(path, told, data)


def packed(model: ModelFile) -> dict[str, Any]:
    """A model as arrays, with JSON for the rest."""
    arrays: dict[str, Any] = {"places": model.places}
    pieces, surfaces = [], []
    for number, piece in enumerate(model.pieces):
        for name in ("points", "normals", "uvs", "colors", "faces", "bones", "weights"):
            value = getattr(piece, name)
            if value is not None:
                arrays[f"piece {number} {name}"] = value
        for k, shape in enumerate(piece.shapes):
            arrays[f"piece {number} rows {k}"] = shape.rows
            arrays[f"piece {number} moves {k}"] = shape.moves
        pieces.append([piece.surface, piece.node, piece.skinned, [shape.name for shape in piece.shapes]])
    for number, surface in enumerate(model.surfaces):
        if surface.picture is not None:
            arrays[f"surface {number} picture"] = surface.picture
        surfaces.append([surface.name, surface.color, surface.glow, surface.cutoff])
    lamps = [
        [lamp.node, str(lamp.kind), lamp.position, lamp.direction, lamp.color, lamp.strength, lamp.radius, lamp.angle]
        for lamp in model.lamps
    ]
    told: dict[str, Any] = {
        "names": model.names,
        "parents": model.parents,
        "pieces": pieces,
        "surfaces": surfaces,
        "lamps": lamps,
    }
    told |= {"skinned": model.skinned, "left_out": model.left_out}
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    return arrays


def _unpacked(path: Path, told: dict[str, Any], data: Any) -> ModelFile:
    def optional(name: str) -> Any:
        return data[name] if name in data else None  # noqa: SIM401 - an archive, not a dict

    pieces = tuple(
        Piece(
            surface,
            data[f"piece {number} points"],
            optional(f"piece {number} normals"),
            optional(f"piece {number} uvs"),
            optional(f"piece {number} colors"),
            data[f"piece {number} faces"],
            data[f"piece {number} bones"],
            data[f"piece {number} weights"],
            node,
            skinned,
            tuple(
                Shape(name, data[f"piece {number} rows {k}"], data[f"piece {number} moves {k}"])
                for k, name in enumerate(names)
            ),
        )
        for number, (surface, node, skinned, names) in enumerate(told["pieces"])
    )
    surfaces = tuple(
        Surface(name, tuple(color), tuple(glow), optional(f"surface {number} picture"), cutoff)
        for number, (name, color, glow, cutoff) in enumerate(told["surfaces"])
    )
    lamps = tuple(
        Lamp(node, LightKind(kind), tuple(at), tuple(way), tuple(color), strength, radius, angle)
        for node, kind, at, way, color, strength, radius, angle in told["lamps"]
    )
    return ModelFile(
        path,
        tuple(told["names"]),
        tuple(told["parents"]),
        data["places"],
        surfaces,
        pieces,
        told["skinned"],
        lamps=lamps,
        left_out=tuple(told["left_out"]),
    )


def _limit() -> None:
    """As little of the machine as a model needs."""
    try:
        import resource
    except ImportError:  # pragma: no cover - not on Windows
        return
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # pragma: no cover - a tighter limit holds already
            continue


def main(arguments: list[str]) -> None:
    """The child: reads argument 1, writes argument 2."""
    _limit()
    from fairtake.exchange.usd_model import read_usd

    path, out = Path(arguments[0]), Path(arguments[1])
    try:
        with np.errstate(all="ignore"):
            arrays = packed(read_usd(path, arguments[2] == "1"))
    except ProjectError as error:
        told = {"error": {"what": error.what, "fix": error.fix}}
        arrays = {"told": np.frombuffer(json.dumps(told).encode(), np.uint8)}
    part = out.with_suffix(".part.npz")
    np.savez(part, **arrays)
    part.rename(out)


if __name__ == "__main__":
    main(sys.argv[1:])
