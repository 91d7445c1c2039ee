"""Look files: read, checked against the keys of look.py, with errors that say how to mend them."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fairtake.errors import RenderError
from fairtake.rendering.look import Look, Tone

__all__ = ["LOOKS", "find_look", "load_look", "look_keys", "read_look", "read_look_file", "shipped_looks"]

LOOKS: dict[str, Look] = {}
"""Looks that a program adds to those that come as files, by name."""


@cache
def look_keys() -> Mapping[str, dataclasses.Field[Any]]:
    """The keys of a look file ("ink.width"), in order, with the field each one sets."""
    return {item.metadata["key"]: item for item in dataclasses.fields(Look) if "key" in item.metadata}


def shipped_looks() -> list[str]:
    """The names of the looks that come with the program, the default first."""
    folder = resources.files("fairtake.rendering") / "looks"
    names = [item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")]
    return sorted(names, key=lambda name: (name != "ligne", name))


def find_look(name: str, text: str = "") -> Look:
    """The look of that name, or the one that the `text` of a file called `name` describes.
    Raises RenderError that names the known ones, or the key and the fix."""
    if text:
        return read_look(text, name)
    if name in LOOKS:
        return LOOKS[name]
    known = shipped_looks()
    plain = re.sub(r"[\s_]+", "-", name.strip().lower())
    if plain not in known:
        raise RenderError(
            f'There is no look "{name}"',
            fix=f"{_near(plain, known)}Choose one of: {', '.join(known)}; or the path of a .toml file.",
            key="film.look",
        )
    return _shipped(plain)


@cache
def _shipped(name: str) -> Look:
    raw = (resources.files("fairtake.rendering") / "looks" / f"{name}.toml").read_text(encoding="utf-8")
    return read_look(raw, f"{name}.toml")


def load_look(path: Path) -> Look:
    """The look of a file. Raises RenderError naming the file, the key and the fix."""
    return read_look(read_look_file(path), str(path))


def read_look_file(path: Path) -> str:
    """The text of a look file. Raises RenderError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RenderError(
            f"the look file cannot be read ({error.strerror})",
            file=str(path),
            fix="Name an existing TOML file, or one of: " + ", ".join(shipped_looks()) + ".",
        ) from error
    except UnicodeDecodeError as error:
        raise RenderError("this is not UTF-8 text", file=str(path), fix="Save it as UTF-8.") from error


@cache
def read_look(text: str, file: str) -> Look:
    """The look that a file's text describes; keys it does not name are as in ligne, or as in the
    look it names with `like`. Raises RenderError naming the file, the key and the fix."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise RenderError(f"this is not TOML: {error}", file=file, fix="Correct the line named.") from error
    keys = look_keys()
    sections = list(dict.fromkeys(key.split(".")[0] for key in keys))
    values: dict[str, Any] = {"name": Path(file).stem}
    like = Look("ligne")
    for section, entries in table.items():
        if section in ("name", "about", "like"):
            if not isinstance(entries, str):
                raise RenderError("this is text", file=file, key=section, fix=f'Write {section} = "...".')
            if section == "like":
                like = _alike(entries, file)
            else:
                values[section] = entries
            continue
        if section not in sections:
            names = ", ".join(["name", "about", "like", *(f"[{one}]" for one in sections)])
            fix = f"{_near(section, sections)}A look knows: {names}."
            raise RenderError("unknown key", file=file, key=section, fix=fix)
        if not isinstance(entries, dict):
            raise RenderError("this is a section", file=file, key=section, fix=f"Write [{section}] and its keys below.")
        known = [key.split(".")[1] for key in keys if key.startswith(f"{section}.")]
        for name, value in entries.items():
            key = f"{section}.{name}"
            if key not in keys:
                fix = f"{_near(name, known)}[{section}] knows: {', '.join(known)}."
                raise RenderError("unknown key", file=file, key=key, fix=fix)
            values[keys[key].name] = _value(key, keys[key], value, file)
    return dataclasses.replace(like, **values)


def _alike(name: str, file: str) -> Look:
    if name not in shipped_looks():
        fix = f"{_near(name, shipped_looks())}Use one of: {', '.join(shipped_looks())}."
        raise RenderError(f"there is no look {name!r} to begin from", file=file, key="like", fix=fix)
    return _shipped(name)


def _value(key: str, item: dataclasses.Field[Any], value: Any, file: str) -> Any:
    limits, default = item.metadata, item.default
    if limits.get("color"):
        return _tone(key, value, default is None, file)
    if "among" in limits:
        if value not in limits["among"]:
            fix = f"{_near(str(value), limits['among'])}Use one of: {', '.join(limits['among'])}."
            raise RenderError(f"{value!r} is not known here", file=file, key=key, fix=fix)
        return value
    low, high = limits["low"], limits["high"]
    if isinstance(default, tuple):
        if not isinstance(value, list) or len(value) != len(default):
            what = f"this is a list of {len(default)} numbers"
            raise RenderError(what, file=file, key=key, fix=f"Write [{', '.join(f'{n:g}' for n in default)}].")
        return tuple(_number(key, one, low, high, file) for one in value)
    number = _number(key, value, low, high, file)
    if not limits.get("whole"):
        return number
    if number != int(number):
        fix = f"Use a whole number from {low} to {high}."
        raise RenderError(f"{value} is not a whole number", file=file, key=key, fix=fix)
    return int(number)


def _number(key: str, value: Any, low: float, high: float, file: str) -> float:
    fix = f"Use {low:g} to {high:g}."
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RenderError(f"{value!r} is not a number", file=file, key=key, fix=fix)
    if not low <= value <= high:
        raise RenderError(f"{value:g} is out of range", file=file, key=key, fix=fix)
    return float(value)


def _tone(key: str, value: Any, optional: bool, file: str) -> Tone | None:
    if optional and value == "":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise RenderError(f"{value!r} is not a colour", file=file, key=key, fix='Write it as "#f4efe2".')
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"Did you mean {close[0]!r}? " if close else ""
