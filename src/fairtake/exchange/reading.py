"""Reads what somebody brings, whatever its format; every failure is a ProjectError."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from PIL import Image

from fairtake.errors import ProjectError
from fairtake.exchange.gltf_model import read_gltf
from fairtake.exchange.model_file import ModelFile, broken
from fairtake.exchange.usd_process import read_usd_apart

__all__ = ["read_model"]

_USD = (".usd", ".usda", ".usdc", ".usdz")


def read_model(path: Path, *, shapes: bool = False) -> ModelFile:
    """Read a model, with its blend shapes when they are wanted. Raises ProjectError with the file
    and what to do."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if path.suffix.casefold() in _USD or head.startswith((b"PXR-USDC", b"#usda")):
            return read_usd_apart(path.resolve(), shapes)
        with np.errstate(all="ignore"):
            return read_gltf(path, shapes)
    except ProjectError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        struct.error,
        ArithmeticError,
    ) as error:
        raise broken(path, "it is damaged, or not glTF at all") from error
    except (OSError, Image.DecompressionBombError, MemoryError) as error:
        raise broken(path, str(error)[:120] or type(error).__name__) from error
