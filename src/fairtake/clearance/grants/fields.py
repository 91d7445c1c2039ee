"""Between plain data (texts, whole numbers, booleans, lists, mappings) and the nouns of model.grant.

The nouns themselves are the schema: their fields, types and defaults. Unknown fields and wrong
types are errors that name the file and the key.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from fairtake.clearance.grants.letters import wrong_in_text
from fairtake.errors import ClearanceError
from fairtake.model.grant import Asset

__all__ = ["LONG", "SCHEMA", "from_data", "to_data"]

SCHEMA = "fairtake.Grant.1"
LONG = frozenset({"use", "synthetic_justification", "reason", "effect", "extra"})
"""Fields that hold sentences: longer than others, and of several lines."""
_MOST_ASSETS = 2000
_MOST = 200
_KINDS: dict[type, str] = {str: "text", bool: "true or false", int: "a whole number"}

T = TypeVar("T")


def to_data(noun: Any) -> dict[str, Any]:
    """A noun (a frozen dataclass of model.grant) as plain data, every field written out."""
    return {field.name: _plain(getattr(noun, field.name)) for field in dataclasses.fields(noun)}


def from_data(kind: type[T], data: Mapping[str, Any], file: str, *, at: str = "", complete: bool = False) -> T:
    """A noun of type `kind` from plain data. `complete`: no field may be left to its default, as in all that is
    signed. `at` is the key under which it stands. Raises ClearanceError."""
    hints = _types(cast(Hashable, kind))
    fields: Mapping[str, dataclasses.Field[Any]] = getattr(kind, "__dataclass_fields__", {})
    for key in data:
        if key not in fields:
            raise ClearanceError(
                "no such field", file=file, key=_path(at, key), fix=f"There are {', '.join(sorted(fields))}."
            )
    values: dict[str, Any] = {}
    for name, field in fields.items():
        key = _path(at, name)
        if name in data:
            values[name] = _read(hints[name], data[name], file, key, complete)
        elif complete or (field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING):
            raise ClearanceError("is missing", file=file, key=key, fix=f"Add {name}.")
    return kind(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return to_data(value)
    return value


def _read(kind: Any, value: Any, file: str, key: str, complete: bool) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return _list(get_args(kind)[0], value, file, key, complete)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _terms(value, file, key)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise _wrong("a table", value, file, key)
        return from_data(_as_type(kind), value, file, at=key, complete=complete)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if not isinstance(value, str) or value not in {member.value for member in kind}:
            choices = ", ".join(f'"{member.value}"' for member in kind)
            raise ClearanceError(f"{_short(value)} is not one of them", file=file, key=key, fix=f"Choose {choices}.")
        return kind(value)
    if type(value) is not kind:
        raise _wrong(_KINDS[kind], value, file, key)
    if kind is str:
        _text(value, file, key)
    return value


def _list(kind: Any, value: Any, file: str, key: str, complete: bool) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong("a list", value, file, key)
    most = _MOST_ASSETS if kind is Asset else _MOST
    if len(value) > most:
        raise ClearanceError(
            f"lists {len(value)} things, {most} are allowed", file=file, key=key, fix="Spread them over several grants."
        )
    found = tuple(_read(kind, item, file, f"{key}[{at}]", complete) for at, item in enumerate(value))
    if isinstance(kind, type) and issubclass(kind, str):
        seen = set()
        for item in found:
            if item in seen:
                raise ClearanceError(f"{_short(item)} stands there twice", file=file, key=key, fix="Keep one.")
            if not item:
                raise ClearanceError("holds an empty text", file=file, key=key, fix="Take it out.")
            seen.add(item)
    return found


def _terms(value: Any, file: str, key: str) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise _wrong("a table", value, file, key)
    if len(value) > 40:
        raise ClearanceError("has more than 40 terms", file=file, key=key, fix="Say it in fewer.")
    for heading, term in value.items():
        if not isinstance(heading, str) or not heading or len(heading) > 100 or wrong_in_text(heading):
            raise ClearanceError("a heading cannot be read safely", file=file, key=key, fix="Use a few plain words.")
        if not isinstance(term, str):
            raise _wrong("text", term, file, _path(key, heading))
        _text(term, file, _path(key, heading), lines=True)
    return dict(value)


def _text(value: str, file: str, key: str, lines: bool = False) -> None:
    lines = lines or key.rsplit(".", 1)[-1] in LONG
    most = 4000 if lines else 500
    if len(value) > most:
        raise ClearanceError(f"has more than {most} letters", file=file, key=key, fix="Say it shorter.")
    wrong = wrong_in_text(value, lines)
    if wrong:
        raise ClearanceError(f"holds {wrong}", file=file, key=key, fix="Type it anew in plain letters.")


def _wrong(expected: str, value: Any, file: str, key: str) -> ClearanceError:
    fix = f"Write {expected}"
    if expected == "text" and isinstance(value, int | float) and not isinstance(value, bool):
        fix += ', in quotes: "12.50"'
    return ClearanceError(f"{_short(value)} is not {expected}", file=file, key=key, fix=fix + ".")


def _short(value: Any) -> str:
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()


def _path(at: str, key: str) -> str:
    plain = key[:80] if key.isascii() else key[:80].encode("ascii", "backslashreplace").decode()
    return f"{at}.{plain}" if at else plain


def _as_type(kind: Any) -> type[Any]:
    assert isinstance(kind, type)
    return kind


@cache
def _types(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(cast(Any, kind))
