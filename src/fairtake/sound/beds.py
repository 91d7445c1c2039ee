"""What a place sounds like: its bed by day and by night, its weather from within and without, how many
people talk there, and what now and then happens far off.

A place is known by its kit (`Set.kind`); a place nobody knows keeps the tags its set came with.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.sound import RATE, Cue, Stem

__all__ = ["PLACES", "Far", "Place", "bed_tags", "far_life", "is_night", "weather_tag"]


@dataclass(frozen=True, slots=True)
class Far:
    """Something heard far off: a class of sound, what makes it, how many times a minute, by day,
    by night or at any time, and how much lies in between (0 open air .. 1 walls)."""

    name: str
    stuff: str = ""
    rate: float = 0.8
    when: str = ""
    muffled: float = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """The bed of a kind of place: layers by day and by night; `far` life; whether people who are
    there talk among themselves; where its rain falls ("window", "roof", "metal", "")."""

    day: tuple[str, ...]
    night: tuple[str, ...] = ()
    far: tuple[Far, ...] = ()
    talk: bool = False
    rain: str = "window"
    doors: str = "wood"

    def tags(self, night: bool) -> tuple[str, ...]:
        """Its layers at that time."""
        return self.night if night and self.night else self.day


_CAR = Far("car pass", rate=1.1, muffled=0.75)
_NIGHT_CAR = Far("car pass", rate=0.4, when="night", muffled=0.75)
_DAY_CAR = Far("car pass", rate=0.9, when="day", muffled=0.75)
_DOG = Far("bark", "large", 0.25, "night", 0.6)
_HOUSE = (_DAY_CAR, _NIGHT_CAR, _DOG, Far("board creak", rate=0.25, when="night", muffled=0.3), Far("bird", rate=0.7, when="day", muffled=0.7))  # fmt: skip
_DOOR = Far("door close", rate=0.5, muffled=0.7)
_STEPS = Far("step", "tile leather", 0.6, muffled=0.6)
_PHONE = Far("ring", rate=0.45, when="day", muffled=0.7)
_WORK = (_DOOR, _PHONE, Far("murmur", "small", 0.5, "day", 0.75), _CAR)
_CITY = (
    Far("horn", rate=0.35, when="day", muffled=0.45), Far("siren", rate=0.15, muffled=0.6), Far("bark", "large", 0.35, "night", 0.5), Far("car pass", rate=1.2, muffled=0.35),
    Far("bird", rate=0.6, when="day", muffled=0.2),
)  # fmt: skip
_WOOD = (Far("crow", rate=0.35, when="day", muffled=0.35), Far("owl", rate=0.6, when="night", muffled=0.3), Far("bird", rate=1.5, when="day", muffled=0.2))  # fmt: skip
_FARM = (
    Far("cow", rate=0.5, muffled=0.5), Far("sheep", rate=0.4, when="day", muffled=0.5), Far("rooster", rate=0.35, when="day", muffled=0.5),
    Far("bark", "large", 0.35, muffled=0.5), Far("owl", rate=0.4, when="night", muffled=0.4), Far("crow", rate=0.3, when="day", muffled=0.4),
)  # fmt: skip
_WATER = (Far("gull", rate=1.1, when="day", muffled=0.25), Far("horn", "ship", 0.25, muffled=0.6))

PLACES: dict[str, Place] = {
    "kitchen": Place(("room", "hum"), (), _HOUSE),
    "living room": Place(("room", "clock"), (), _HOUSE),
    "bedroom": Place(("room",), (), _HOUSE),
    "dining room": Place(("room", "clock"), (), _HOUSE),
    "parlour": Place(("room", "clock", "fire"), (), _HOUSE),
    "bathroom": Place(("room", "drips"), (), (_DAY_CAR, _NIGHT_CAR)),
    "nursery": Place(("room",), (), _HOUSE),
    "hotel room": Place(
        ("room", "ventilation"),
        (),
        (_DOOR, Far("elevator", rate=0.3, muffled=0.8), _CAR, Far("murmur", "small", 0.3, muffled=0.85)),
    ),
    "attic": Place(
        ("room", "wind inside"),
        (),
        (Far("board creak", rate=0.7, muffled=0.2), Far("squeak", rate=0.3, when="night", muffled=0.3)),
        rain="roof",
    ),
    "cellar": Place(
        ("hall", "drips"),
        (),
        (Far("board creak", rate=0.4, muffled=0.6), Far("squeak", rate=0.4, muffled=0.3)),
        rain="",
    ),
    "garage": Place(("room", "hum"), (), (_CAR, _DOG), rain="metal", doors="metal"),
    "generic room": Place(("room",), (), (_DAY_CAR, _NIGHT_CAR, _DOOR)),
    "staircase": Place(("room", "clock"), (), _HOUSE),
    "stairwell": Place(("hall", "traffic far"), (), (_DOOR, _STEPS, _CAR)),
    "corridor": Place(("hall", "ventilation"), (), (_DOOR, _STEPS, Far("elevator", rate=0.25, muffled=0.7))),
    "office": Place(("room", "ventilation", "keys"), ("room", "ventilation"), _WORK, talk=True),
    "conference room": Place(("room", "ventilation"), (), _WORK),
    "police station": Place(
        ("room", "ventilation", "keys"), (), (*_WORK, Far("radio", rate=0.5, muffled=0.5)), talk=True
    ),
    "interview room": Place(("room", "ventilation"), (), (_DOOR, Far("buzz", rate=0.2, muffled=0.8)), doors="metal"),
    "cell": Place(("hall", "drips"), (), (Far("door close", "metal", 0.6, muffled=0.6), _STEPS), doors="metal"),
    "hospital room": Place(
        ("monitor", "room"),
        (),
        (_DOOR, _STEPS, Far("beep", rate=0.7, muffled=0.6), Far("murmur", "small", 0.3, "day", 0.8)),
    ),
    "hospital corridor": Place(
        ("ventilation", "hall"),
        (),
        (
            _DOOR,
            _STEPS,
            Far("beep", rate=0.9, muffled=0.5),
            Far("elevator", rate=0.4, muffled=0.5),
            Far("mobile ring", rate=0.25, muffled=0.6),
        ),
        talk=True,
    ),
    "laboratory": Place(("ventilation", "fan"), (), (_DOOR, Far("beep", rate=0.8, muffled=0.2))),
    "classroom": Place(
        ("room", "children"),
        ("room",),
        (_DOOR, Far("chair scrape", rate=0.4, when="day", muffled=0.7), Far("laughter", "small", 0.2, "day", 0.8)),
        talk=True,
    ),
    "library": Place(
        ("hall", "clock"), (), (Far("page", rate=1.2, muffled=0.2), Far("cough", "man", 0.25, muffled=0.4), _STEPS)
    ),
    "court room": Place(
        ("hall",), (), (Far("cough", "man", 0.4, muffled=0.3), _DOOR, Far("paper", rate=0.5, muffled=0.2)), talk=True
    ),
    "gallery": Place(("hall",), (), (_STEPS, Far("murmur", "small", 0.5, "day", 0.6)), talk=True, doors="glass"),
    "church": Place(
        ("hall",),
        (),
        (Far("cough", "woman", 0.15, muffled=0.3), Far("church bell", rate=0.08, muffled=0.6)),
        rain="roof",
    ),
    "cinema": Place(("hall",), (), (Far("cough", "man", 0.3, muffled=0.2),)),
    "theatre": Place(("hall",), (), (Far("cough", "man", 0.3, muffled=0.2),), talk=True),
    "castle hall": Place(
        ("hall", "fire"),
        (),
        (Far("wolf", rate=0.15, when="night", muffled=0.7), Far("crow", rate=0.3, when="day", muffled=0.6)),
        talk=True,
    ),
    "café": Place(
        ("room", "walla 5", "clatter"),
        ("room", "walla 5", "clatter"),
        (Far("steam", rate=0.7, muffled=0.3), Far("chime", rate=0.35, muffled=0.2), _CAR),
        talk=True,
        doors="glass",
    ),
    "bar": Place(
        ("room", "walla 8", "clatter"),
        (),
        (Far("clink", rate=0.8, muffled=0.2), Far("laughter", "small", 0.4, muffled=0.4)),
        talk=True,
    ),
    "tavern": Place(
        ("room", "walla 8", "fire"),
        (),
        (Far("clink", rate=0.8, muffled=0.2), Far("laughter", "small", 0.5, muffled=0.4)),
        talk=True,
    ),
    "restaurant": Place(
        ("room", "walla 7", "clatter"),
        (),
        (Far("clink", rate=0.6, muffled=0.2), Far("plates", rate=0.6, muffled=0.5)),
        talk=True,
        doors="glass",
    ),
    "shop": Place(
        ("room", "ventilation"),
        (),
        (Far("chime", rate=0.4, muffled=0.2), _CAR, Far("beep", rate=0.5, when="day", muffled=0.3)),
        talk=True,
        doors="glass",
    ),
    "supermarket": Place(
        ("ventilation", "hum", "walla 4"),
        ("ventilation", "hum"),
        (Far("beep", rate=2.5, muffled=0.35), Far("rattle", "metal", 0.5, muffled=0.4)),
        talk=True,
        doors="glass",
    ),
    "swimming pool": Place(
        ("lapping", "hall"), (), (Far("splash", rate=0.8, when="day", muffled=0.3),), talk=True, doors="glass"
    ),
    "market square": Place(
        ("walla 9", "traffic far", "birds"),
        ("traffic far", "crickets"),
        (*_CITY, Far("church bell", rate=0.15, muffled=0.4)),
        talk=True,
        rain="",
    ),
    "street": Place(("traffic", "traffic far"), ("traffic far",), _CITY, talk=True, rain=""),
    "alley": Place(
        ("traffic far", "drips"),
        ("traffic far", "drips"),
        (*_CITY, Far("rattle", "metal", 0.3, "night", 0.2)),
        rain="",
        doors="metal",
    ),
    "front steps": Place(("traffic far", "birds"), ("traffic far", "crickets"), _CITY, rain=""),
    "bridge": Place(
        ("traffic far", "water", "wind"), (), (*_CITY, Far("boat", rate=0.3, when="day", muffled=0.4)), rain=""
    ),
    "rooftop": Place(("traffic far", "wind"), (), _CITY, rain="", doors="metal"),
    "highway": Place(
        ("traffic", "wind"),
        ("traffic far", "wind"),
        (Far("car pass", rate=6.0, muffled=0.0), Far("car pass", "truck", 2.0, muffled=0.0)),
        rain="",
    ),
    "station platform": Place(
        ("hall", "traffic far", "walla 5"),
        ("hall", "traffic far"),
        (
            Far("train stop", rate=0.25, muffled=0.5),
            Far("horn", "train", 0.2, muffled=0.6),
            Far("chime", rate=0.4, muffled=0.4),
        ),
        talk=True,
        rain="roof",
    ),
    "train": Place(("rails",), (), (Far("horn", "train", 0.15, muffled=0.6),), talk=True, doors="metal"),
    "train compartment": Place(("rails",), (), (Far("horn", "train", 0.15, muffled=0.6),), doors="metal"),
    "plane": Place(("jet",), (), (Far("chime", rate=0.3, muffled=0.2),), rain=""),
    "car": Place(("road",), (), (Far("car pass", rate=1.5, muffled=0.6),), rain="metal", doors="car"),
    "spaceship": Place(
        ("bridge of a ship", "ventilation"), (), (Far("beep", rate=0.8, muffled=0.1),), rain="", doors="metal"
    ),
    "ship's cabin": Place(
        ("ship",),
        (),
        (Far("board creak", rate=1.0, muffled=0.2), Far("church bell", rate=0.05, muffled=0.7)),
        rain="roof",
    ),
    "ship's deck": Place(("sea", "rigging", "wind"), ("sea", "rigging", "wind"), _WATER, rain=""),
    "harbour": Place(("lapping", "rigging", "gulls"), ("lapping", "rigging"), _WATER, talk=True, rain=""),
    "pier": Place(("sea", "lapping", "gulls"), ("sea", "lapping"), _WATER, rain=""),
    "beach": Place(("sea", "gulls"), ("sea",), (Far("gull", rate=0.6, when="day", muffled=0.2),), rain=""),
    "riverside": Place(
        ("stream", "birds"), ("stream", "crickets"), (*_WOOD, Far("frog", rate=1.5, when="night", muffled=0.3)), rain=""
    ),
    "park": Place(
        ("birds", "leaves", "traffic far"),
        ("crickets", "leaves", "traffic far"),
        (
            Far("bicycle bell", rate=0.25, when="day", muffled=0.3),
            Far("bark", "small", 0.35, "day", 0.3),
            Far("laughter", "small", 0.2, "day", 0.5),
            *_CITY[2:3],
        ),
        rain="",
    ),
    "garden": Place(
        ("birds", "leaves"), ("crickets",), (Far("bee", rate=0.5, when="day", muffled=0.0), *_WOOD, _DOG), rain=""
    ),
    "playground": Place(
        ("children", "birds", "traffic far"),
        ("traffic far", "crickets"),
        (Far("door creak", rate=0.6, muffled=0.2),),
        rain="",
    ),
    "cemetery": Place(("wind", "birds"), ("wind", "crickets"), _WOOD, rain="", doors="gate"),
    "forest": Place(("leaves", "birds"), ("leaves", "crickets"), _WOOD, rain=""),
    "field": Place(("wind", "summer", "birds"), ("wind", "crickets"), _FARM, rain=""),
    "farm yard": Place(("wind", "birds"), ("wind", "crickets"), _FARM, rain="", doors="gate"),
    "barn": Place(("room", "wind inside"), (), (*_FARM, Far("board creak", rate=0.5, muffled=0.1)), rain="roof"),
    "mountain": Place(
        ("wind",),
        (),
        (Far("crow", rate=0.3, when="day", muffled=0.4), Far("cow", rate=0.15, when="day", muffled=0.8)),
        rain="",
    ),
    "desert": Place(
        ("wind", "summer"),
        ("wind",),
        (Far("gust", rate=0.6, muffled=0.2), Far("wolf", rate=0.25, when="night", muffled=0.5)),
        rain="",
    ),
    "snow": Place(
        ("snow", "wind"),
        (),
        (Far("gust", rate=0.5, muffled=0.2), Far("crow", rate=0.3, when="day", muffled=0.4)),
        rain="",
    ),
    "stadium": Place(
        ("crowd",), (), (Far("cheer", "large", 0.8, muffled=0.3), Far("whistle", "referee", 0.4, muffled=0.3)), rain=""
    ),
    "open ground": Place(("wind", "birds"), ("wind", "crickets"), _WOOD, rain=""),
}


def is_night(set_: Set) -> bool:
    """Whether stars stand over the place: lit sets show them at night alone."""
    return set_.lighting.sky.stars > 0.1


def weather_tag(kind: str, set_: Set) -> str:
    """The layer of a kind of weather as this place hears it: rain on a pane or a roof, wind at a
    window; snow and fog are hardly heard at all indoors ("")."""
    if not set_.interior:
        return {"fog": ""}.get(kind, kind)
    place = PLACES.get(set_.kind)
    if kind == "rain":
        where = place.rain if place is not None else "window"
        return f"rain {where}" if where else ""
    return {"wind": "wind inside", "snow": "", "fog": ""}.get(kind, kind)


def bed_tags(performance: ScenePerformance, set_: Set) -> tuple[str, ...]:
    """The layers of a scene's bed: the place at its hour, the people in it, and the weather."""
    place = PLACES.get(set_.kind)
    if place is None:
        tags = list(set_.ambience or (("room",) if set_.interior else ("air",)))
    else:
        tags = list(place.tags(is_night(set_)))
        # A kit that names a layer nobody else has knows its own room: a fire in the hearth.
        tags += [tag for tag in set_.ambience if tag in ("fire", "clock", "rails", "machines") and tag not in tags]
    extras = sum(track.role.startswith("EXTRA ") and bool(track.present.any()) for track in performance.performers)
    if extras and (place is None or place.talk):
        # Those who are seen talk, and a few beyond the frame.
        tags = [tag for tag in tags if not tag.startswith("walla")]
        tags.append(f"walla {min(60, extras + 2)}")
    weather = [weather_tag(kind, set_) for kind in set_.lighting.weather]
    if "rain" in set_.lighting.weather:
        # Birds and crickets wait for it to end.
        tags = [tag for tag in tags if tag not in ("birds", "crickets", "summer", "gulls")]
    return tuple(dict.fromkeys((*tags, *(tag for tag in weather if tag))))


def far_life(performance: ScenePerformance, set_: Set, start: int) -> list[Cue]:
    """What happens far off now and then: sparse, never twice the same, no two at once, and none in a
    scene's first second. Placed by the place and the scene, not by chance."""
    place = PLACES.get(set_.kind)
    if place is None or performance.frames < 3 * performance.fps:
        return []
    seconds = performance.frames / performance.fps
    night = is_night(set_)
    wet = "rain" in set_.lighting.weather
    rng = np.random.default_rng(zlib.crc32(f"{performance.set} {performance.number} {set_.kind} far".encode()))
    found: list[Cue] = []
    taken: list[float] = []
    for far in place.far:
        if (far.when == "night" and not night) or (far.when == "day" and night):
            continue
        if wet and far.name in ("bird", "crow", "bee", "gull", "owl"):
            continue
        for _ in range(int(rng.poisson(far.rate * seconds / 60))):
            at = float(rng.uniform(1.0, max(seconds - 1.5, 1.2)))
            if any(abs(at - other) < 4.0 for other in taken):
                continue
            taken.append(at)
            inside = 0.35 if set_.interior else 0.0
            for cue_at, strength in _steps(far, at, rng):
                found.append(
                    Cue(
                        Stem.AMBIENCE,
                        far.name,
                        start + round(cue_at * RATE),
                        gain=-15.0 - 6 * far.muffled,
                        pan=float(rng.uniform(-0.5, 0.5)),
                        distance=float(rng.uniform(9, 22)),
                        room=set_.reverberation or 0.9 * (1 - inside),
                        muffled=min(1.0, far.muffled),
                        stuff=far.stuff + (" wet" if wet and far.name == "car pass" else ""),
                        strength=strength,
                        seed=zlib.crc32(f"{far.name} {performance.number} {len(found)}".encode()),
                    )
                )
    return found


def _steps(far: Far, at: float, rng: np.random.Generator) -> Sequence[tuple[float, float]]:
    """When each part of it is heard, with its strength: somebody who passes takes six steps."""
    if far.name != "step":
        return [(at, 0.4)]
    pace = float(rng.uniform(0.48, 0.56))
    return [(at + pace * k, 0.25 + 0.2 * float(np.sin(np.pi * (k + 1) / 8))) for k in range(7)]
