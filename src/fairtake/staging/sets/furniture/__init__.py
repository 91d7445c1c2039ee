"""Furniture: each piece builds itself at the origin of the current frame, facing +z, and says
what it is good for (seat, surface, landmark) and what it blocks."""

from __future__ import annotations

from fairtake.staging.sets.furniture.dressing import (
    books,
    bottle,
    bowl,
    clock,
    cup,
    floor_plant,
    jar,
    mirror,
    picture,
    plant,
    radiator,
    rug,
    shelf_board,
)
from fairtake.staging.sets.furniture.seating import armchair, bench, chair, office_chair, sofa, stool
from fairtake.staging.sets.furniture.storage import (
    bed,
    bookshelf,
    dresser,
    fireplace,
    nightstand,
    piano,
    television,
    wardrobe,
)
from fairtake.staging.sets.furniture.tables import (
    coffee_table,
    computer,
    desk,
    dining,
    floor_lamp,
    pendant,
    table,
    table_lamp,
)

__all__ = [
    "armchair",
    "bed",
    "bench",
    "books",
    "bookshelf",
    "bottle",
    "bowl",
    "chair",
    "clock",
    "coffee_table",
    "computer",
    "cup",
    "desk",
    "dining",
    "dresser",
    "fireplace",
    "floor_lamp",
    "floor_plant",
    "jar",
    "mirror",
    "nightstand",
    "office_chair",
    "pendant",
    "piano",
    "picture",
    "plant",
    "radiator",
    "rug",
    "shelf_board",
    "sofa",
    "stool",
    "table",
    "table_lamp",
    "television",
    "wardrobe",
]
