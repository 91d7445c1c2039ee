"""Style files: read, checked against the keys of style.py, with errors that say how to mend them."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

from fairtake.directing.idiom import Idiom, UnreadableError, read_picture, read_when
from fairtake.directing.style import Style
from fairtake.errors import ProjectError

__all__ = ["IDIOM_KEYS", "load_style", "read_style", "sections", "shipped_styles"]

IDIOM_KEYS: Mapping[str, str] = {
    "name": "what to call it; the reasons of shots name it",
    "when": "what must happen (and how long it lasts), or several things in a row, parted by commas",
    "shots": "what is to be shown then, one for each thing, or several shared out over the only one",
    "weight": "what a second of it is worth, 0 to 10; the planner weighs it against everything else",
}
"""The keys of an [[idiom]]."""


def sections() -> dict[str, Any]:
    """The sections of a style file, by name, with their default values."""
    return {item.name: getattr(Style(), item.name) for item in dataclasses.fields(Style)[2:-1]}


def shipped_styles() -> list[str]:
    """The names of the styles that come with the program."""
    folder = resources.files("fairtake.directing") / "styles"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def load_style(name_or_path: str) -> Style:
    """A style by its name ("classical") or by the path of a TOML file.

    Raises ProjectError naming the file, the key and the fix when there is no such style, a
    key is unknown, or a value has the wrong type or is out of its range.
    """
    if name_or_path.endswith(".toml") or "/" in name_or_path:
        try:
            raw = Path(name_or_path).read_bytes()
        except OSError as error:
            raise ProjectError(
                f"the style file cannot be read ({error.strerror})",
                file=name_or_path,
                fix="Name an existing TOML file, or one of: " + ", ".join(shipped_styles()) + ".",
            ) from error
        return read_style(raw, name_or_path)
    name = name_or_path.lower().replace("é", "e")
    if name not in shipped_styles():
        raise ProjectError(
            f"there is no style called {name_or_path!r}",
            key="film.style",
            fix=f"{_near(name, shipped_styles())}Use one of: {', '.join(shipped_styles())}; or the path of a .toml file.",
        )
    raw = (resources.files("fairtake.directing") / "styles" / f"{name}.toml").read_bytes()
    return read_style(raw, f"styles/{name}.toml")


def read_style(raw: bytes, file: str) -> Style:
    """The style that the bytes of a TOML file hold; `file` is for messages. Raises ProjectError."""
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"this is not TOML: {error}", file=file, fix="Correct the line named.") from error
    known = sections()
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in ("name", "about"):
            if not isinstance(value, str):
                raise ProjectError("this is text", file=file, key=key, fix=f'Write {key} = "...".')
            values[key] = value
        elif key == "idiom":
            values["idioms"] = _idioms(value, file)
        elif key not in known:
            names = ", ".join(["name", "about", *(f"[{section}]" for section in known), "[[idiom]]"])
            raise ProjectError(
                "unknown key", file=file, key=key, fix=f"{_near(key, [*known, 'idiom'])}A style knows: {names}."
            )
        elif not isinstance(value, dict):
            raise ProjectError("this is a section", file=file, key=key, fix=f"Write [{key}] and its keys below.")
        else:
            values[key] = _section(key, known[key], value, file)
    style = Style(**values)
    _check(style, file)
    return style


def _section(section: str, default: Any, table: dict[str, Any], file: str) -> Any:
    fields = {item.name: item for item in dataclasses.fields(default)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{section}.{name}"
        if name not in fields:
            fix = f"{_near(name, fields)}[{section}] knows: {', '.join(fields)}."
            raise ProjectError("unknown key", file=file, key=key, fix=fix)
        values[name] = _value(key, getattr(default, name), fields[name].metadata, value, file)
    return dataclasses.replace(default, **values)


def _value(key: str, default: Any, limits: Mapping[str, Any], value: Any, file: str) -> Any:
    if isinstance(default, StrEnum):
        among = [item.value for item in limits["among"]]
        if value not in among:
            close = _near(str(value), among)
            fix = f"{close}Use one of: {', '.join(among)}."
            raise ProjectError(f"{value!r} is not known here", file=file, key=key, fix=fix)
        return type(default)(value)
    low, high = limits["low"], limits["high"]
    if not isinstance(default, tuple):
        return _number(key, value, low, high, file)
    pair = isinstance(default[0], int)
    if not isinstance(value, list) or not value or (pair and len(value) != 2):
        what = "two numbers" if pair else "a list of numbers"
        raise ProjectError(
            f"this is {what}", file=file, key=key, fix=f"Write [{', '.join(f'{n:g}' for n in default)}]."
        )
    numbers = tuple(sorted(_number(key, item, low, high, file) for item in value))
    return tuple(round(number) for number in numbers) if pair else numbers


def _number(key: str, value: Any, low: float, high: float, file: str) -> float:
    fix = f"Use {low:g} to {high:g}."
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProjectError(f"{value!r} is not a number", file=file, key=key, fix=fix)
    if not low <= value <= high:
        raise ProjectError(f"{value:g} is out of range", file=file, key=key, fix=fix)
    return float(value)


def _idioms(value: Any, file: str) -> tuple[Idiom, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        fix = "Write [[idiom]], with two brackets, and its keys below."
        raise ProjectError("idioms are a list of sections", file=file, key="idiom", fix=fix)
    return tuple(_idiom(number, table, file) for number, table in enumerate(value, 1))


def _idiom(number: int, table: dict[str, Any], file: str) -> Idiom:
    key = f"idiom {number}"
    for name in table:
        if name not in IDIOM_KEYS:
            fix = f"{_near(name, IDIOM_KEYS)}An idiom knows: {', '.join(IDIOM_KEYS)}."
            raise ProjectError("unknown key", file=file, key=f"{key}.{name}", fix=fix)
    for name in ("name", "when"):
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise ProjectError(
                f"an idiom needs its {name}", file=file, key=f"{key}.{name}", fix=f'Write {name} = "...".'
            )
    shots = table.get("shots")
    if not isinstance(shots, list) or not shots or not all(isinstance(shot, str) for shot in shots):
        fix = 'Write shots = ["two-shot hold 2.5s"].'
        raise ProjectError("an idiom needs a list of shots", file=file, key=f"{key}.shots", fix=fix)
    weight = _number(f"{key}.weight", table.get("weight", 3.0), 0, 10, file)
    where = f"{key}.when"
    try:
        when, mood = read_when(table["when"])
        where = f"{key}.shots"
        pictures = tuple(read_picture(shot) for shot in shots)
    except UnreadableError as error:
        raise ProjectError(error.what, file=file, key=where, fix=error.fix) from error
    if len(when) > 1 and len(pictures) > len(when):
        what = f"{len(pictures)} shots for {len(when)} things that happen"
        raise ProjectError(what, file=file, key=where, fix="Name one shot for each of them, or one for all.")
    return Idiom(table["name"].strip(), when, pictures, weight, mood)


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"Did you mean {close[0]!r}? " if close else ""


def _check(style: Style, file: str) -> None:
    cuts, rhythm, framing = style.cuts, style.rhythm, style.framing
    if abs(cuts.straight + cuts.sound_leads + cuts.picture_leads - 1) > 0.01:
        raise ProjectError(
            "straight, sound_leads and picture_leads do not sum to 1",
            file=file,
            key="cuts",
            fix="Change one of the three shares.",
        )
    for key, size in (("calm", style.sizes.calm), ("tense", style.sizes.tense)):
        if not style.sizes.allows(size):
            raise ProjectError(
                f"{size.value} is wanted but never shot",
                file=file,
                key=f"sizes.{key}",
                fix=f"Use a size from {style.sizes.widest.value} to {style.sizes.closest.value}, or widen those.",
            )
    if framing.safe_top + framing.safe_bottom > 0.6:
        raise ProjectError(
            "the two safe areas leave no room for faces", file=file, key="framing.safe_top", fix="Let them sum to 0.6."
        )
    if rhythm.shortest * 1.2 > rhythm.average_shot_length or rhythm.longest < rhythm.average_shot_length:
        raise ProjectError(
            "the average shot length must lie between the shortest and the longest",
            file=file,
            key="rhythm.average_shot_length",
            fix=f"Use {rhythm.shortest * 1.2:g} to {rhythm.longest:g}.",
        )
