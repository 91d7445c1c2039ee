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
from fairtake.staging.sets.kits.cemetery import cemetery
from fairtake.staging.sets.kits.church import church
from fairtake.staging.sets.kits.civic import (
    cell,
    conference_room,
    court_room,
    hospital_corridor,
    interview_room,
    laboratory,
    library,
    police_station,
)
from fairtake.staging.sets.kits.corridor import corridor
from fairtake.staging.sets.kits.farmland import farm_yard, field
from fairtake.staging.sets.kits.forest import forest
from fairtake.staging.sets.kits.front_steps import front_steps
from fairtake.staging.sets.kits.gardens import garden, playground
from fairtake.staging.sets.kits.generic import generic_room, open_ground
from fairtake.staging.sets.kits.home import attic, bathroom, cellar, dining_room, hotel_room, nursery, parlour
from fairtake.staging.sets.kits.kitchen import kitchen
from fairtake.staging.sets.kits.labour import barn, castle_hall, garage, tavern
from fairtake.staging.sets.kits.leisure import cinema, gallery, restaurant, supermarket, theatre
from fairtake.staging.sets.kits.living_room import living_room
from fairtake.staging.sets.kits.office import office
from fairtake.staging.sets.kits.park import park
from fairtake.staging.sets.kits.public_rooms import classroom, hospital_room, shop
from fairtake.staging.sets.kits.riverside import riverside
from fairtake.staging.sets.kits.roads import highway
from fairtake.staging.sets.kits.sport import stadium, swimming_pool
from fairtake.staging.sets.kits.staircase import staircase, stairwell
from fairtake.staging.sets.kits.street import street
from fairtake.staging.sets.kits.town import alley, bridge, deck, market_square, rooftop
from fairtake.staging.sets.kits.travel import station_platform, train
from fairtake.staging.sets.kits.vessels import cabin, compartment, plane, spaceship
from fairtake.staging.sets.kits.waterside import harbour, pier
from fairtake.staging.sets.kits.wilds import desert, mountain, snow

__all__ = ["KITS"]

KITS: dict[str, Callable[[SetBuilder], Set]] = {
    "harbour": harbour,
    "highway": highway,
    "pier": pier,
    "riverside": riverside,
    "stadium": stadium,
    "swimming pool": swimming_pool,
    "alley": alley,
    "attic": attic,
    "bar": bar,
    "barn": barn,
    "bathroom": bathroom,
    "beach": beach,
    "bedroom": bedroom,
    "bridge": bridge,
    "café": cafe,
    "car": car,
    "castle hall": castle_hall,
    "cell": cell,
    "cellar": cellar,
    "cemetery": cemetery,
    "church": church,
    "cinema": cinema,
    "classroom": classroom,
    "conference room": conference_room,
    "corridor": corridor,
    "court room": court_room,
    "desert": desert,
    "dining room": dining_room,
    "farm yard": farm_yard,
    "field": field,
    "forest": forest,
    "front steps": front_steps,
    "gallery": gallery,
    "garage": garage,
    "garden": garden,
    "generic room": generic_room,
    "hospital corridor": hospital_corridor,
    "hospital room": hospital_room,
    "hotel room": hotel_room,
    "interview room": interview_room,
    "kitchen": kitchen,
    "laboratory": laboratory,
    "library": library,
    "living room": living_room,
    "market square": market_square,
    "mountain": mountain,
    "nursery": nursery,
    "office": office,
    "open ground": open_ground,
    "park": park,
    "parlour": parlour,
    "plane": plane,
    "playground": playground,
    "police station": police_station,
    "restaurant": restaurant,
    "rooftop": rooftop,
    "ship's cabin": cabin,
    "ship's deck": deck,
    "shop": shop,
    "snow": snow,
    "spaceship": spaceship,
    "staircase": staircase,
    "stairwell": stairwell,
    "station platform": station_platform,
    "street": street,
    "supermarket": supermarket,
    "tavern": tavern,
    "theatre": theatre,
    "train": train,
    "train compartment": compartment,
}
