"""Kits: one file a place. A kit takes a SetBuilder and dresses it; the dict is the register.

To add one: write a function SetBuilder -> Set in a file of its own, enter it here, and give it
its words in `choose.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.kits.kitchen import kitchen
from fairtake.staging.sets.kits.living_room import living_room
from fairtake.staging.sets.kits.street import street

__all__ = ["KITS"]

KITS: dict[str, Callable[[SetBuilder], Set]] = {
    "kitchen": kitchen,
    "living room": living_room,
    "street": street,
}
