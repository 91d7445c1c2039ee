"""Nouns to bytes and back: frozen dataclasses, enums, NumPy arrays and plain values.

The wire format is MessagePack. Everything that is not a plain value carries its type's name
under "@", so a file explains itself and a union needs no help. Only the project's own nouns
can be decoded: nothing in a file can name code to run.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import pkgutil
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

import msgspec
import numpy as np

import fairtake.model
from fairtake.errors import StoreError

__all__ = ["decode", "digest", "encode"]

_TYPE = "@"
_packer = msgspec.msgpack.Encoder(order="deterministic")


@cache
def _nouns() -> dict[str, type[Any]]:
    """All dataclasses and enums of the model, by name."""
    found: dict[str, type[Any]] = {}
    for info in pkgutil.iter_modules(fairtake.model.__path__, "fairtake.model."):
        module = importlib.import_module(info.name)
        for name in getattr(module, "__all__", ()):
            noun = getattr(module, name)
            if isinstance(noun, type) and (dataclasses.is_dataclass(noun) or issubclass(noun, Enum)):
                found[name] = noun
    return found


_FIELDS: dict[type[Any], tuple[str, ...]] = {}


def _fields(noun: type[Any]) -> tuple[str, ...]:
    if noun not in _FIELDS:
        _FIELDS[noun] = tuple(field.name for field in dataclasses.fields(noun))
    return _FIELDS[noun]


def encode(noun: object) -> bytes:
    """Bytes of a noun; equal nouns give equal bytes. Raises TypeError for foreign types."""
    return _packer.encode(_lower(noun))


def decode(data: bytes) -> Any:
    """The noun in `data`. Raises StoreError when the bytes are not one of ours."""
    try:
        return _raise(msgspec.msgpack.decode(data))
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise StoreError("a stored result cannot be read", fix="Delete the .fairtake folder and make again.") from error


def digest(*things: object) -> str:
    """A key for a result: 40 hexadecimal digits of everything that went into it."""
    state = hashlib.blake2b(digest_size=20)
    for thing in things:
        data = thing if isinstance(thing, bytes) else encode(thing)
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def _lower(value: object) -> object:
    if value is None or (isinstance(value, (bool, int, float, bytes)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return {_TYPE: type(value).__name__, "v": value.value}
    if isinstance(value, str):
        return value
    if isinstance(value, np.ndarray):
        array = np.ascontiguousarray(value)
        return {_TYPE: "array", "d": array.dtype.str, "s": list(value.shape), "b": array.tobytes()}
    if isinstance(value, (tuple, list)):
        return [_lower(item) for item in value]
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: (str(type(pair[0])), pair[0]))
        return {_TYPE: "map", "k": [_lower(key) for key, _ in pairs], "v": [_lower(item) for _, item in pairs]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        if _nouns().get(kind.__name__) is not kind:
            raise TypeError(f"{kind.__name__} is not a noun of fairtake.model")
        return {_TYPE: kind.__name__, **{name: _lower(getattr(value, name)) for name in _fields(kind)}}
    if isinstance(value, np.generic):
        return _lower(value.item())
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _raise(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_raise(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value.pop(_TYPE)
    if kind == "array":
        array = np.frombuffer(value["b"], dtype=np.dtype(value["d"])).reshape(value["s"])
        array.flags.writeable = False
        return array
    if kind == "map":
        return dict(zip(_raise(value["k"]), _raise(value["v"]), strict=True))
    noun = _nouns()[kind]
    if issubclass(noun, Enum):
        return noun(value["v"])
    return noun(**{name: _raise(item) for name, item in value.items()})
