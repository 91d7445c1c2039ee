"""Sets and props: a Setting in, a dressed and lit Set out; a noun in, a thing to hold out.

Kits (`kit_names`) are chosen by the words of the place in English, French, German or Spanish;
a place that none knows gets an honest generic room or open ground, marked `generic`.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import replace

from fairtake.errors import StagingError
from fairtake.model.breakdown import Setting
from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.choose import GENERIC, choose_kit
from fairtake.staging.sets.fittings import fitted
from fairtake.staging.sets.hours import at_hour
from fairtake.staging.sets.kits import KITS
from fairtake.staging.sets.outdoors import asked_outdoors
from fairtake.staging.sets.props import build_prop, knows_prop, opened, prop_names
from fairtake.staging.sets.wheelchair import ridden

__all__ = ["build_prop", "build_set", "choose_kit", "kit_names", "knows_prop", "opened", "prop_names", "ridden"]


def kit_names() -> tuple[str, ...]:
    """Every kit there is; the generic ones last."""
    return (*(name for name in KITS if name not in GENERIC), *GENERIC)


def build_set(setting: Setting, *, people: int = 2, seed: int = 0, words: Collection[str] = (), kit: str = "") -> Set:
    """The set for a setting.

    `people` must all find room: sets grow. `seed` varies colours and small things; the place's
    own words do too, so that two kitchens differ. `words` are nouns that the scene names, for
    things worth adding. `kit` overrides the choice. Raises StagingError for an unknown kit.
    """
    chosen, generic = (kit, False) if kit else choose_kit(setting, words)
    if chosen not in KITS:
        raise StagingError(f'There is no set kit "{chosen}"', fix=f"Use one of: {', '.join(kit_names())}.")
    mixed = zlib.crc32(setting.place.casefold().encode()) ^ (seed * 0x9E3779B1 & 0xFFFFFFFF)
    builder = SetBuilder(chosen, setting, people, mixed, words)
    builder.dress_last = asked_outdoors
    made = KITS[chosen](builder)
    made = fitted(replace(made, lighting=at_hour(made.lighting, setting.hour, made.interior)))
    return replace(made, generic=True) if generic or chosen in GENERIC else made
