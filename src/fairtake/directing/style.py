"""Styles are files: what a director of this kind wants, in numbers anyone can change."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from fairtake.directing.framing import SIZES
from fairtake.errors import ProjectError
from fairtake.model.shotlist import Move, ShotSize

__all__ = ["Camera", "Cuts", "Rhythm", "Sizes", "Style", "Weights", "load_style"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """[rhythm]: seconds and shares; see styles/classical.toml."""

    average_shot_length: float = 4.5
    shortest: float = 1.0
    longest: float = 16.0
    insert_shortest: float = 1.2
    tempo_noise: float = 0.75
    tension_drive: float = 0.6
    regularity: float = 0.35


@dataclass(frozen=True, slots=True)
class Sizes:
    """[sizes]: the wanted size at no and at full tension, and the limits."""

    calm: ShotSize = ShotSize.MS
    tense: ShotSize = ShotSize.BCU
    widest: ShotSize = ShotSize.ELS
    closest: ShotSize = ShotSize.BCU

    def wanted(self, tension: float) -> float:
        """The wanted size as a place in framing.SIZES, for a tension of 0..1."""
        calm, tense = SIZES.index(self.calm), SIZES.index(self.tense)
        return calm + (tense - calm) * tension

    def allows(self, size: ShotSize) -> bool:
        """Whether this style ever shoots that size."""
        return SIZES.index(self.widest) <= SIZES.index(size) <= SIZES.index(self.closest)


@dataclass(frozen=True, slots=True)
class Camera:
    """[camera]: lenses in mm, moves, limits of the lens shift in frame heights."""

    lenses: tuple[float, ...] = (30.0, 35.0, 40.0, 50.0)
    moves: tuple[Move, ...] = (Move.STATIC, Move.PAN, Move.FOLLOW, Move.PUSH_IN)
    push_in: float = 0.25
    shift_low: float = -0.25
    shift_high: float = 0.10


@dataclass(frozen=True, slots=True)
class Cuts:
    """[cuts]: how cuts lie against changes of speaker; `offset` in frames; `reaction` a cost."""

    straight: float = 0.60
    sound_leads: float = 0.15
    picture_leads: float = 0.25
    offset: tuple[int, int] = (6, 14)
    reaction: float = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """[weights]: what each fault costs, named as in the planner's objective."""

    speaker: float = 3.0
    scale: float = 0.35
    establish: float = 3.5
    hitchcock: float = 0.5
    occlusion: float = 2.0
    framing: float = 1.0
    line: float = 12.0
    thirty_degrees: float = 8.0
    jump: float = 8.0
    order: float = 6.0
    direction: float = 12.0
    eyeline: float = 3.0
    eye_trace: float = 1.0
    unmotivated: float = 0.8
    match: float = 0.5
    motion: float = 0.45


@dataclass(frozen=True, slots=True)
class Style:
    """A way of directing."""

    name: str = "classical"
    rhythm: Rhythm = field(default_factory=Rhythm)
    sizes: Sizes = field(default_factory=Sizes)
    camera: Camera = field(default_factory=Camera)
    cuts: Cuts = field(default_factory=Cuts)
    weights: Weights = field(default_factory=Weights)


_RANGES: dict[str, tuple[float, float]] = {
    "rhythm.average_shot_length": (1.2, 60),
    "rhythm.shortest": (0.4, 5),
    "rhythm.longest": (4, 600),
    "rhythm.insert_shortest": (0.4, 5),
    "rhythm.tempo_noise": (0, 2),
    "rhythm.tension_drive": (0, 2),
    "rhythm.regularity": (0.1, 2),
    "camera.push_in": (0, 0.6),
    "camera.shift_low": (-0.5, 0),
    "camera.shift_high": (0, 0.5),
    "camera.lenses": (12, 300),
    "cuts.straight": (0, 1),
    "cuts.sound_leads": (0, 1),
    "cuts.picture_leads": (0, 1),
    "cuts.offset": (1, 48),
    "cuts.reaction": (0, 1),
}
_SECTIONS = {"rhythm": Rhythm, "sizes": Sizes, "camera": Camera, "cuts": Cuts, "weights": Weights}


def load_style(name_or_path: str) -> Style:
    """A style by its name ("classical") or by the path of a TOML file.

    Raises ProjectError naming the file, the key and the fix when there is no such style, a
    key is unknown, or a value has the wrong type or is out of its range.
    """
    if name_or_path.endswith(".toml") or "/" in name_or_path:
        path = Path(name_or_path)
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ProjectError(
                f"the style file cannot be read ({error.strerror})",
                file=name_or_path,
                fix="Name an existing TOML file, or one of: " + ", ".join(_shipped()) + ".",
            ) from error
        file = name_or_path
    else:
        if name_or_path not in _shipped():
            raise ProjectError(
                f"there is no style called {name_or_path!r}",
                key="film.style",
                fix="Use one of: " + ", ".join(_shipped()) + "; or the path of a .toml file.",
            )
        file = f"styles/{name_or_path}.toml"
        raw = (resources.files("fairtake.directing") / "styles" / f"{name_or_path}.toml").read_bytes()
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"this is not TOML: {error}", file=file, fix="Correct the line named.") from error
    return _style(table, file)


def _shipped() -> list[str]:
    folder = resources.files("fairtake.directing") / "styles"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def _style(table: dict[str, Any], file: str) -> Style:
    sections: dict[str, Any] = {}
    for key, value in table.items():
        if key == "name":
            if not isinstance(value, str):
                raise ProjectError("a style's name is text", file=file, key=key, fix='Write name = "...".')
            sections["name"] = value
        elif key not in _SECTIONS:
            known = ", ".join(["name", *(f"[{section}]" for section in _SECTIONS)])
            raise ProjectError("unknown key", file=file, key=key, fix=f"A style knows: {known}.")
        elif not isinstance(value, dict):
            raise ProjectError("this is a section", file=file, key=key, fix=f"Write [{key}] and its keys below.")
        else:
            sections[key] = _section(key, _SECTIONS[key](), value, file)
    style = Style(**sections)
    _check(style, file)
    return style


def _section(section: str, default: Any, table: dict[str, Any], file: str) -> Any:
    names = [item.name for item in dataclasses.fields(default)]
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{section}.{name}"
        if name not in names:
            raise ProjectError("unknown key", file=file, key=key, fix=f"[{section}] knows: {', '.join(names)}.")
        values[name] = _value(key, getattr(default, name), value, file)
    return dataclasses.replace(default, **values)


def _value(key: str, default: Any, value: Any, file: str) -> Any:
    if isinstance(default, ShotSize):
        return _choice(key, ShotSize, value, file)
    if key == "camera.moves":
        if not isinstance(value, list) or not value:
            raise ProjectError("this is a list of moves", file=file, key=key, fix='Write ["static", "pan"].')
        moves = tuple(_choice(key, Move, item, file) for item in value)
        return moves if Move.STATIC in moves else (Move.STATIC, *moves)
    if isinstance(default, tuple):
        if not isinstance(value, list) or not value or (key == "cuts.offset" and len(value) != 2):
            raise ProjectError("this is a list of numbers", file=file, key=key, fix=f"Write {list(default)}.")
        numbers = tuple(sorted(_number(key, item, file) for item in value))
        return tuple(round(number) for number in numbers) if key == "cuts.offset" else numbers
    return _number(key, value, file)


def _choice(key: str, kind: type[ShotSize] | type[Move], value: Any, file: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(item.value for item in kind)
        raise ProjectError(f"{value!r} is not known here", file=file, key=key, fix=f"Use one of: {known}.") from error


def _number(key: str, value: Any, file: str) -> float:
    low, high = _RANGES.get(key, (0.0, 50.0))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProjectError(f"{value!r} is not a number", file=file, key=key, fix=f"Use {low:g} to {high:g}.")
    if not low <= value <= high:
        raise ProjectError(f"{value:g} is out of range", file=file, key=key, fix=f"Use {low:g} to {high:g}.")
    return float(value)


def _check(style: Style, file: str) -> None:
    cuts, sizes, rhythm = style.cuts, style.sizes, style.rhythm
    if abs(cuts.straight + cuts.sound_leads + cuts.picture_leads - 1) > 0.01:
        raise ProjectError(
            "straight, sound_leads and picture_leads do not sum to 1",
            file=file,
            key="cuts",
            fix="Change one of the three shares.",
        )
    if SIZES.index(sizes.widest) > SIZES.index(ShotSize.LS):
        raise ProjectError("every style needs a wide shot", file=file, key="sizes.widest", fix="Use LS, VLS or ELS.")
    if SIZES.index(sizes.closest) < SIZES.index(ShotSize.MS):
        raise ProjectError(
            "nothing closer than that leaves no faces", file=file, key="sizes.closest", fix="Use MS or closer."
        )
    if rhythm.shortest * 1.2 > rhythm.average_shot_length or rhythm.longest < rhythm.average_shot_length:
        raise ProjectError(
            "the average shot length must lie between the shortest and the longest",
            file=file,
            key="rhythm.average_shot_length",
            fix=f"Use {rhythm.shortest * 1.2:g} to {rhythm.longest:g}.",
        )
