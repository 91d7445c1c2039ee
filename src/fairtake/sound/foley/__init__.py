"""Foley: every sound of hands, feet, things, machines, weather and people, made from nothing.

In: the name of a class of sound, what it is made on or by, how strongly. Out: mono samples at RATE
whose moment of contact is `lead` seconds in. `CLASSES` is the list of what can be heard; docs/foley.md
says which words of a screenplay call each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fairtake.sound.animals import ANIMAL_SOUNDS
from fairtake.sound.foley import elements, furniture, ground, people, signals, things, vehicles, wild
from fairtake.sound.foley.ground import SOLES, SURFACES
from fairtake.sound.foley.physics import Make

__all__ = ["CLASSES", "SOLES", "SURFACES", "Sound"]


@dataclass(frozen=True, slots=True)
class Sound:
    """A class of sound: how it is made; `level` in dB against a spoken line at ordinary strength;
    `lead` seconds from its first sample to the moment it belongs to."""

    make: Make
    level: float = -9.0
    lead: float = 0.0


_LEVELS = {
    "step": -15, "roll": -17, "clap": -10, "whoosh": -20, "sit": -15, "stand": -18, "grasp": -20, "release": -14, "touch": -20,
    "bark": -4, "neigh": -4, "howl": -7, "cry": -8, "meow": -7, "growl": -8, "purr": -14, "sniff": -16, "flap": -12, "paw": -16, "hoof": -9,
    "cloth": -20, "kneel": -18, "rub": -18, "tap": -16, "typing": -13, "typewriter": -11, "click": -16, "switch": -13, "keys": -14,
    "coins": -14, "cup": -13, "plates": -12, "stir": -15, "paper": -16, "crumple": -13, "tear": -11, "page": -17, "writing": -19,
    "scissors": -15, "match": -12, "lighter": -13, "pour": -11, "tap water": -12, "drip": -15, "sip": -18, "bite": -15, "clock": -19,
    "broom": -15, "spray": -14, "zip": -13, "cupboard": -13, "drawer": -12, "fridge": -13, "window": -12, "curtain": -14, "box": -13,
    "lock": -13, "door handle": -14, "door creak": -13, "board creak": -14, "chair scrape": -11, "door slam": -3, "umbrella": -11,
    "kiss": -17, "breath": -17, "gasp": -13, "sigh": -14, "cough": -8, "sneeze": -7, "laugh": -7, "sob": -9, "scream": -1, "groan": -9,
    "grunt": -10, "hum": -12, "snore": -12, "yawn": -11, "swallow": -18, "snap": -13, "baby cry": -8, "cheer": -5, "gasps": -9,
    "laughter": -6, "boo": -8, "murmur": -11, "applause": -5, "ring": -8, "mobile ring": -10, "buzz": -12, "dial": -15, "beep": -14,
    "doorbell": -9, "chime": -13, "church bell": -9, "clock strike": -10, "alarm": -9, "siren": -9, "horn": -7, "whistle": -10,
    "bicycle bell": -12, "radio": -13, "gong": -8, "electric": -12, "gunshot": 1, "explosion": 2, "thunder": -2, "gust": -11, "wave": -10,
    "rain burst": -12, "stream": -13, "crackle": -13, "crash": 0, "glass break": -5, "china break": -8, "brakes": -7, "car pass": -10,
    "car start": -9, "car idle": -13, "car stop": -11, "bicycle": -16, "train pass": -6, "rails": -11, "train stop": -8, "plane": -11,
    "helicopter": -9, "boat": -12, "oars": -13, "cart": -13, "machine": -12, "elevator": -12, "kettle": -11, "sizzle": -13, "chop": -12,
    "hit": -8, "slap": -8, "body fall": -8, "fall": -8, "land": -9, "wood break": -6, "hammer": -9, "saw": -12, "rattle": -13, "drum": -15,
    "owl": -14, "bird": -16, "gull": -13, "crow": -13, "rooster": -12, "frog": -16, "cow": -11, "sheep": -12, "pig": -13, "bee": -18,
    "crickets": -18, "wolf": -13, "squeak": -18, "wings": -13, "splash": -8, "fireworks": -7, "steam": -12, "sword": -8, "rubble": -8,
    "blaze": -9, "drumbeat": -9, "cork": -10, "clink": -12, "camera": -13, "door slide": -12, "knock": -9, "strike": -9,
}  # fmt: skip
_LEADS = {
    "car pass": vehicles.PASSING, "snap": 0.03, "kiss": 0.12, "train pass": 2.6, "plane": 3.4, "helicopter": 2.8, "gust": 1.2, "wave": 1.8,
    "stand": 0.07, "kneel": 0.07, "tear": 0.05, "page": 0.08, "cork": 0.34, "lock": 0.3, "fireworks": 1.15,
}  # fmt: skip

CLASSES: Mapping[str, Sound] = {
    name: Sound(make, float(_LEVELS.get(name, -9.0)), _LEADS.get(name, 0.0))
    for family in (ground, furniture, things, signals, vehicles, elements, people, wild)
    for name, make in family.MAKERS.items()
} | {name: Sound(make, float(_LEVELS.get(name, -9.0))) for name, make in ANIMAL_SOUNDS.items()}
