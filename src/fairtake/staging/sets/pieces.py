"""Pieces: furniture and hangings as data, ready to stand along the walls of a room plan."""

from __future__ import annotations

from functools import partial

from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.rooms import Piece

__all__ = [
    "ARMCHAIR",
    "BANNER",
    "BARRELS",
    "BOARD_BOOKS",
    "BOARD_BOTTLES",
    "BOARD_JARS",
    "BOOKCASE",
    "CHEST",
    "CLOCK",
    "COATS",
    "CRATES",
    "DRESSER",
    "FILES",
    "FIREPLACE",
    "FLOOR_LAMP",
    "GRANDFATHER",
    "LOCKERS",
    "LOW_SHELF",
    "MIRROR",
    "NOTICES",
    "PIANO",
    "PICTURE",
    "PICTURE_PAIR",
    "PICTURE_WIDE",
    "PLANT",
    "POSTER",
    "RADIATOR",
    "SACKS",
    "SCONCE",
    "SHIELD",
    "SIDEBOARD",
    "TELEVISION",
    "TORCH",
    "WARDROBE",
    "WARNING",
]


def _picture(w: float, h: float, y: float, s: SetBuilder) -> None:
    f.picture(s, 0, y, w, h)


def _pair(s: SetBuilder) -> None:
    f.picture(s, -0.24, 1.66, 0.4, 0.52)
    f.picture(s, 0.26, 1.78, 0.34, 0.28)
    f.picture(s, 0.26, 1.42, 0.34, 0.3)


def _coats(s: SetBuilder) -> None:
    s.box(0, 1.66, 0.025, 0.86, 0.09, 0.03, "wood dark")
    for k, paint in enumerate(("navy", "mustard", "rose", "teal")):
        s.ball(-0.33 + k * 0.22, 1.68, 0.06, 0.022, "brass", n=8)
        if k != 2:
            s.pillow(-0.33 + k * 0.22, 0.82 + 0.06 * (k % 2), 0.09, 0.22, 0.84 - 0.06 * (k % 2), 0.1, paint, 0.6, 8)
    s.landmark("coat hook", 0, 1.6, 0.1, (0, 0.6), 180)


def _board(load: str, s: SetBuilder) -> None:
    f.shelf_board(s, 0, 1.42, 1.0, load)
    f.shelf_board(s, 0, 1.82, 1.0, "jars" if load != "jars" else "books")


def _clock(s: SetBuilder) -> None:
    f.clock(s, 0, 2.05, 0.17)


def _mirror(s: SetBuilder) -> None:
    f.mirror(s, 0, 1.6, 0.55, 0.9)


def _radiator(s: SetBuilder) -> None:
    f.radiator(s, 0, 1.1)


def _low_shelf(s: SetBuilder) -> None:
    f.bookshelf(s, 1.2, 1.05)
    f.plant(s, 0.35, 1.05, 0.0, "terracotta", 0.08, 0.28, 46, 0.07)
    f.bowl(s, -0.2, 1.05, 0.02, "teal", 0.12, fruit=False)


PICTURE = Piece(0.66, 0.0, 0.0, partial(_picture, 0.66, 0.84, 1.66), 0.05, 1.2)
PICTURE_WIDE = Piece(1.0, 0.0, 0.0, partial(_picture, 1.0, 0.68, 1.68), 0.05, 1.3)
PICTURE_PAIR = Piece(0.9, 0.0, 0.0, _pair, 0.05, 1.25)
MIRROR = Piece(0.6, 0.0, 0.0, _mirror, 0.05, 1.1)
CLOCK = Piece(0.4, 0.0, 0.0, _clock, 0.06, 1.85)
COATS = Piece(0.95, 0.0, 0.0, _coats, 0.2, 0.8)
BOARD_BOOKS = Piece(1.05, 0.0, 0.0, partial(_board, "books"), 0.24, 1.3)
BOARD_JARS = Piece(1.05, 0.0, 0.0, partial(_board, "jars"), 0.24, 1.3)
BOARD_BOTTLES = Piece(1.05, 0.0, 0.0, partial(_board, "bottles"), 0.24, 1.3)
NOTICES = Piece(1.1, 0.0, 0.0, f.notices, 0.05, 1.15)
POSTER = Piece(0.7, 0.0, 0.0, f.poster, 0.03, 1.1)
WARNING = Piece(0.5, 0.0, 0.0, f.extinguisher, 0.25, 0.4)
BANNER = Piece(0.8, 0.0, 0.0, f.banner, 0.1, 0.9)
SHIELD = Piece(0.9, 0.0, 0.0, f.shield, 0.15, 1.2)
TORCH = Piece(0.3, 0.0, 0.0, f.wall_torch, 0.25, 1.4)
SCONCE = Piece(0.3, 0.0, 0.0, f.sconce, 0.2, 1.6)
RADIATOR = Piece(1.2, 0.72, 0.0, _radiator, 0.15)
BOOKCASE = Piece(1.2, 2.05, 0.17, f.bookshelf, 0.32)
LOW_SHELF = Piece(1.24, 1.35, 0.17, _low_shelf, 0.32)
DRESSER = Piece(1.16, 1.08, 0.25, f.dresser, 0.5)
WARDROBE = Piece(1.3, 2.1, 0.32, f.wardrobe, 0.62)
FIREPLACE = Piece(1.9, 1.85, 0.0, f.fireplace, 0.75)
PIANO = Piece(1.56, 1.35, 0.34, f.piano, 1.1)
TELEVISION = Piece(1.5, 1.2, 0.26, f.television, 0.5)
SIDEBOARD = Piece(1.76, 1.2, 0.27, f.sideboard, 0.5)
ARMCHAIR = Piece(0.95, 0.95, 0.46, f.armchair, 0.9)
PLANT = Piece(0.55, 1.35, 0.3, f.floor_plant, 0.5)
FLOOR_LAMP = Piece(0.5, 1.65, 0.28, f.floor_lamp, 0.5)
GRANDFATHER = Piece(0.6, 2.2, 0.18, f.grandfather_clock, 0.36)
LOCKERS = Piece(1.2, 1.85, 0.24, f.lockers, 0.46)
FILES = Piece(0.98, 1.36, 0.32, f.filing_cabinets, 0.62)
CRATES = Piece(1.2, 1.2, 0.42, f.crates, 0.8)
SACKS = Piece(1.0, 0.8, 0.36, f.sacks, 0.7)
BARRELS = Piece(1.3, 1.4, 0.42, f.barrels, 0.8)
CHEST = Piece(1.05, 0.62, 0.3, f.chest, 0.56)
