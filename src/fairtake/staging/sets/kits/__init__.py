"""Kits: one file a place. A kit takes a SetBuilder and dresses it; the dict is the register.

To add one: write a function SetBuilder -> Set in a file of its own, enter it here, and give it
its words in `choose.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.kits.beach import beach
from fairtake.staging.sets.kits.bedroom import bedroom
from fairtake.staging.sets.kits.cafe import bar, cafe
from fairtake.staging.sets.kits.car_interior import car
from fairtake.staging.sets.kits.church import church
from fairtake.staging.sets.kits.corridor import corridor
from fairtake.staging.sets.kits.forest import forest
from fairtake.staging.sets.kits.generic import generic_room, open_ground
from fairtake.staging.sets.kits.kitchen import kitchen
from fairtake.staging.sets.kits.living_room import living_room
from fairtake.staging.sets.kits.office import office
from fairtake.staging.sets.kits.park import park
from fairtake.staging.sets.kits.public_rooms import classroom, hospital_room, shop
from fairtake.staging.sets.kits.street import street
from fairtake.staging.sets.kits.travel import station_platform, train

__all__ = ["KITS"]

KITS: dict[str, Callable[[SetBuilder], Set]] = {
    "bar": bar,
    "beach": beach,
    "bedroom": bedroom,
    "café": cafe,
    "car": car,
    "church": church,
    "classroom": classroom,
    "corridor": corridor,
    "forest": forest,
    "generic room": generic_room,
    "hospital room": hospital_room,
    "kitchen": kitchen,
    "living room": living_room,
    "office": office,
    "open ground": open_ground,
    "park": park,
    "shop": shop,
    "station platform": station_platform,
    "street": street,
    "train": train,
}
