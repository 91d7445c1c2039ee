"""Bytes from anywhere into plain data, strictly: what two readers could read differently is refused.

Sizes, depths and numbers are limited before anything is built; duplicate keys, floating-point
numbers, byte order marks and broken UTF-8 are errors.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from fairtake.errors import ClearanceError

__all__ = ["LARGEST", "only", "read_bytes", "read_json", "read_toml"]

LARGEST = 512 * 1024
"""Bytes a grant may have."""
_DEEPEST = 12
_LONGEST_LINE = 16 * 1024
_LARGEST_NUMBER = 2**53 - 1


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """A file's content, when it is a file of a sane size. Raises ClearanceError."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ClearanceError(f"cannot be read: {reason}", file=str(path), fix="Name a file that is there.") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ClearanceError("is not a file", file=str(path), fix="Name the file itself.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise ClearanceError(f"cannot be read: {error.strerror}", file=str(path), fix="Try again.") from error
    finally:
        os.close(handle)
    if len(content) > largest:
        raise _too_large(str(path), largest)
    return content


def read_json(data: bytes, name: str, largest: int = LARGEST) -> dict[str, Any]:
    """A JSON object. `name` is the file's name in errors. Raises ClearanceError."""
    text = _text(data, name, largest)
    _shallow(text, name)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ClearanceError("stands there twice", file=name, key=key[:80], fix="Keep one of the two.")
            found[key] = value
        return found

    def whole(digits: str) -> int:
        if digits == "-0":
            refuse(digits)
        number = int(digits) if len(digits) < 20 else _LARGEST_NUMBER + 1
        if abs(number) > _LARGEST_NUMBER:
            raise ClearanceError(f"the number {digits[:24]} is too large", file=name, fix="Write a smaller one.")
        return number

    def refuse(digits: str) -> NoReturn:
        raise ClearanceError(
            f"{digits[:24]} is not a whole number", file=name, fix='Write amounts as text, such as "12.50".'
        )

    try:
        found = json.loads(text, object_pairs_hook=unique, parse_int=whole, parse_float=refuse, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise ClearanceError(
            f"is not JSON: {error.msg}", file=name, line=error.lineno, fix="Take the file as it was signed."
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    if not isinstance(found, dict):
        raise ClearanceError("is not a JSON object", file=name, fix="Take the file as it was signed.")
    _sound(found, name)
    return found


def read_toml(data: bytes, name: str) -> dict[str, Any]:
    """A TOML document; days and instants become text. `name` is the file's name in errors. Raises ClearanceError."""
    text = _text(data, name, LARGEST).replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise ClearanceError("the line is too long", file=name, line=number, fix="Break it.")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClearanceError(f"is not TOML: {error}", file=name, fix="Correct the line.") from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except ValueError as error:  # a date or a number of the right form that is none
        raise ClearanceError(f"is not TOML: {str(error)[:120]}", file=name, fix="Correct the value.") from error
    _sound(found, name)
    return {key: _dated(value) for key, value in found.items()}


def _text(data: bytes, name: str, largest: int) -> str:
    if len(data) > largest:
        raise _too_large(name, largest)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise ClearanceError("begins with a byte order mark", file=name, fix="Save it as plain UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ClearanceError("is not UTF-8", file=name, fix="Save it as plain UTF-8.") from error


def _shallow(text: str, name: str) -> None:
    """Depth is limited before anything is parsed."""
    depth = 0
    quoted = False
    escaped = False
    for letter in text:
        if quoted:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                quoted = False
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise _too_deep(name)
        elif letter in "]}":
            depth -= 1


def _sound(found: dict[str, Any], name: str) -> None:
    """No surrogates, no depth, no numbers out of range, whatever the parser let through."""
    waiting: list[tuple[Any, int, str]] = [(found, 1, "")]
    while waiting:
        value, depth, key = waiting.pop()
        if depth > _DEEPEST:
            raise _too_deep(name)
        if isinstance(value, dict):
            for inner, child in value.items():
                _whole_letters(inner, name, key)
                waiting.append((child, depth + 1, f"{key}.{inner}" if key else inner))
        elif isinstance(value, list):
            waiting.extend((child, depth + 1, key) for child in value)
        elif isinstance(value, str):
            _whole_letters(value, name, key)
        elif isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
            raise ClearanceError("the number is too large", file=name, key=key, fix="Write a smaller one.")


def _whole_letters(text: str, name: str, key: str) -> None:
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ClearanceError(
            "holds half of a surrogate pair", file=name, key=_ascii(key), fix="Write the letter itself."
        )


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dated(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_dated(child) for child in value]
    if isinstance(value, datetime) and value.tzinfo is not None and not value.microsecond and 1 < value.year < 9999:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def _ascii(text: str) -> str:
    return text[:80].encode("ascii", "backslashreplace").decode()


def _too_large(name: str, largest: int) -> ClearanceError:
    return ClearanceError(
        f"has more than {largest // 1024} KB",
        file=name,
        fix="A grant is small; spread many files that are lent over several grants.",
    )


def _too_deep(name: str) -> ClearanceError:
    return ClearanceError("is nested too deeply", file=name, fix="Take the file as it was signed.")


def only(data: dict[str, Any], keys: Sequence[str], name: str) -> None:
    """Raises ClearanceError unless `data` has exactly these keys."""
    for key in data:
        if key not in keys:
            raise ClearanceError("is unknown here", file=name, key=_ascii(key), fix=f"Known are {', '.join(keys)}.")
    for key in keys:
        if key not in data:
            raise ClearanceError("is missing", file=name, key=key, fix="Take the file as it was signed.")
