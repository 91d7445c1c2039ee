"""More rooms of a house: dining room, bathroom, attic, cellar, nursery, hotel room, old parlour."""

from __future__ import annotations

import math

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import pieces as p
from fairtake.staging.sets.architecture import Room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture import wet
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.rooms import DoorAt, Floor, Piece, RoomPlan, WindowAt, furnished_room

__all__ = ["attic", "bathroom", "cellar", "dining_room", "hotel_room", "nursery", "parlour"]


def dining_room(s: SetBuilder) -> Set:
    """A long table under a lamp, a sideboard, a fireplace, tall windows on the garden."""

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.55, 0, 0.75):
            f.rug(s, 3.1, 2.1)
            seats = 6 if s.people < 7 else 8
            long_table(s, 1.9 if seats == 6 else 2.5, 0.98, seats)
        with s.at(-room.width / 2 + 0.42, 0, room.depth / 2 - 0.45):
            f.floor_plant(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(5.8, 2.9, 5.2),
            free=12.0,
            walls=("#8fa39a", "#b49a8c", "#9aa3b4", "#c2ae88"),
            floor=Floor(("#a8754c", "#94684c"), Pattern.PLANKS, (0.12, 1.2)),
            windows={
                "west": (
                    WindowAt(0.28, 1.2, 0.4, 2.05, (2, 3), True, "garden"),
                    WindowAt(0.72, 1.2, 0.4, 2.05, (2, 3), True, "garden"),
                )
            },
            doors={"east": (DoorAt(0.24),), "south": (DoorAt(0.8),)},
            along={
                "north": (p.GRANDFATHER, p.SIDEBOARD, p.FIREPLACE),
                "east": (p.DRESSER,),
                "south": (p.LOW_SHELF, p.ARMCHAIR),
            },
            hang={
                "north": (p.PICTURE_WIDE, p.SCONCE),
                "east": (p.PICTURE, p.MIRROR, p.SCONCE),
                "south": (p.PICTURE_WIDE, p.PICTURE_PAIR),
                "west": (p.PICTURE,),
            },
            islands=islands,
            accents=("#a8434a", "#d0a354", "#46628a"),
            door="#e0d6c2",
            low=0.95,
            lamps="chandelier",
            focus=(-1.45, 0.2),
            axis=20.0,
            lamp_at=(0.55, 0.75),
            ambience=("room", "clock"),
        ),
    )


def long_table(s: SetBuilder, w: float, d: float, seats: int) -> None:
    """A laid dining table with chairs along both sides and at its ends."""
    f.table(s, w, d)
    h = 0.751
    s.quad((-w / 2 + 0.12, h, 0.2), (w - 0.24, 0, 0), (0, 0, -0.4), "accent pale")
    places = [(x, z) for x in _spread(w, (seats - 2) // 2) for z in (-1, 1)]
    for x, z in places:
        s.lathe(
            x, h, z * (d / 2 - 0.2), [(0, 0.012), (0.07, 0.004), (0.125, 0.016), (0.12, 0.02), (0, 0.014)], "white", 18
        )
        with s.one():
            s.lathe(x + 0.19, h, z * (d / 2 - 0.28), [(0, 0), (0.03, 0), (0.006, 0.01), (0.006, 0.07), (0.034, 0.12), (0.03, 0.15)], "glass clear" if s.has("glass clear") else "white", 12)  # fmt: skip
        s.box(x - 0.17, h, z * (d / 2 - 0.2), 0.02, 0.006, 0.2, "metal")
    for x in (-0.3, 0.3):
        s.lathe(x, h, 0, [(0.05, 0), (0.015, 0.03), (0.012, 0.18), (0.03, 0.2)], "brass", 12)
        s.cylinder(x, h + 0.2, 0, 0.012, 0.18, "cream", n=8)
        if s.lamps_on:
            s.ball(x, h + 0.41, 0, 0.014, "fire", 0.03, 8)
    f.bowl(s, 0, h, 0, "teal", 0.15)
    s.surface("table", 0, h, 0, w, d, [(x - 0.12, z * (d / 2 - 0.12)) for x, z in places[:6]])
    s.landmark("table", 0, h, 0, (-w * 0.25, d / 2 + 0.75), 180)
    if s.lamps_on:
        s.practical(0, h + 0.45, 0, tone("#ffb866"), 0.4, 2.4)
    for x, z in places:
        with s.at(x, 0, z * (d / 2 + 0.18), 180.0 if z > 0 else 0.0):
            f.chair(s, approach=180.0)
    for sign in (-1, 1):
        with s.at(sign * (w / 2 + 0.26), 0, 0, -90.0 * sign):
            f.chair(s, approach=180.0)


def _spread(w: float, count: int) -> list[float]:
    return [-w / 2 + 0.3 + (k + 0.5) * (w - 0.6) / count for k in range(count)]


_BATH = Piece(1.9, 0.92, 0.5, wet.bathtub, 0.95)
_BASIN = Piece(1.08, 2.2, 0.0, wet.washbasin, 0.55)
_TOILET = Piece(0.75, 0.85, 0.0, wet.toilet, 0.75)
_SHOWER = Piece(1.0, 2.1, 0.0, wet.shower, 0.95)
_WASHER = Piece(0.66, 1.2, 0.0, wet.washing_machine, 0.62)
_TOWELS = Piece(0.74, 0.0, 0.0, wet.towel_rail, 0.2, 0.75)


def bathroom(s: SetBuilder) -> Set:
    """Tiles to the shoulder, a tub under the window, basin and mirror, a rug that is always wet."""

    def paints(s: SetBuilder) -> None:
        s.paint("wall low", s.pick("#c8dcd8", "#dcd8c4", "#c4d0dc"), Pattern.TILES, (0.15, 0.15), line_width=0.004, color2="#e4e8e0", line="#93a8a4")  # fmt: skip

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.1, 0, 0.35):
            f.rug(s, 1.3, 0.8)
        with s.at(room.width / 2 - 0.4, 0, room.depth / 2 - 0.42):
            with s.one():
                s.lathe(0, 0, 0, [(0, 0), (0.2, 0), (0.24, 0.5), (0.22, 0.5), (0, 0.44)], "wood flat", 18)
            s.pillow(0, 0.4, 0, 0.36, 0.2, 0.34, "accent", 0.8, 8)
            s.obstacle("laundry basket", 0, 0, 0.48, 0.48, 0.6)
        with s.at(-0.95, 0, 0.75, 60):
            s.cylinder(0, 0.4, 0, 0.17, 0.04, "wood flat", n=18)
            for k in range(3):
                a = k * 2.1
                s.tube([(0.1 * math.cos(a), 0.4, 0.1 * math.sin(a)), (0.16 * math.cos(a), 0, 0.16 * math.sin(a))], 0.018, "wood dark", 5)  # fmt: skip
            s.pillow(0, 0.44, 0, 0.26, 0.09, 0.22, "cream", 0.4, 8)
            s.obstacle("stool", 0, 0, 0.36, 0.36, 0.5)

    return furnished_room(
        s,
        RoomPlan(
            size=(4.5, 2.7, 3.9),
            free=9.5,
            walls=("#b4ccc8", "#d8c8b4", "#b8c4d4", "#d4b8b0"),
            floor=Floor(("#e0dccc",), Pattern.TILES, (0.26, 0.26), ("#7f9aa0", "#5f6a78", "#b07a68"), "#6a7a7c"),
            windows={"north": (WindowAt(0.36, 1.0, 1.15, 1.1, (2, 2), False, "garden"),)},
            doors={"east": (DoorAt(0.72, 0.86),)},
            along={"north": (_BATH, _SHOWER), "west": (_BASIN, _TOILET), "south": (_WASHER, p.DRESSER), "east": ()},
            hang={
                "north": (p.PICTURE,),
                "west": (_TOWELS,),
                "south": (_TOWELS, p.PICTURE_PAIR, p.MIRROR),
                "east": (_TOWELS, p.PICTURE),
            },
            islands=islands,
            paints=paints,
            wood="#c9a078",
            accents=("#3f7f80", "#d9a441", "#b9677a"),
            door="#e6e0d0",
            low=1.1,
            lamps="globe",
            focus=(0.25, 0.5),
            axis=100.0,
            ground="tile",
            ambience=("room", "water"),
            echo=0.9,
        ),
    )


def attic(s: SetBuilder) -> Set:
    """Under the roof: sloping boards, a gable window, what nobody wanted to throw away."""

    def paints(s: SetBuilder) -> None:
        s.paint("rafter", "#6f4a38")
        s.paint("slope", "#b08c68", Pattern.PLANKS, (0.2, 2.4), line_width=0.006, line="#6a4a3c")
        s.paint("dust sheet", "#d8d0c0", blotch=0.3)

    def islands(s: SetBuilder, room: Room) -> None:
        _roof_slopes(s, room)
        x, z = -room.width / 2, room.depth / 2
        with s.at(x + 1.55, 0, z - 0.75, 24):
            s.pillow(0, 0, 0, 1.0, 0.86, 0.9, "dust sheet", 0.5, 14)
            s.pillow(0, 0.6, -0.3, 0.9, 0.5, 0.3, "dust sheet", 0.5, 12)
            s.obstacle("dust sheet", 0, 0, 1.0, 0.9, 1.0)
            s.landmark("sofa", 0, 0.6, 0, (0.0, 0.9), 180)
        with s.at(room.width / 2 - 1.5, 0, -0.5, -70):
            f.chest(s)
        with s.at(room.width / 2 - 1.35, 0, 0.85, -100):
            f.armchair(s)
        with s.at(x + 1.35, 0, -0.55, 70):
            f.crates(s)
        with s.at(0.15, 0, 0.1, 12):
            f.rug(s, 2.1, 1.5)

    return furnished_room(
        s,
        RoomPlan(
            size=(6.6, 3.0, 5.4),
            free=10.0,
            walls=("#b39c7c", "#a89a86"),
            floor=Floor(("#94704c", "#866648"), Pattern.PLANKS, (0.19, 2.4), (), "#53392f", 0.007),
            windows={"north": (WindowAt(0.5, 1.3, 0.8, 1.5, (2, 3), False, "town"),)},
            doors={"south": (DoorAt(0.5, 0.9),)},
            along={"north": (p.GRANDFATHER, p.DRESSER), "south": (p.BOOKCASE, p.CRATES)},
            hang={"north": (p.PICTURE,), "south": (p.PICTURE, p.MIRROR)},
            islands=islands,
            paints=paints,
            ceiling="#94785c",
            frame="#8a6a4c",
            wood="#a87a50",
            dark="#6a4636",
            door="#7a5640",
            cornice=False,
            lamps="bulb",
            focus=(0.1, 0.3),
            axis=95.0,
            shafts=0.14,
            ambience=("room", "wind"),
            echo=0.3,
        ),
    )


def _roof_slopes(s: SetBuilder, room: Room) -> None:
    """Boards that lean in from the side walls, with rafters under them."""
    run, knee, top = 1.5, 1.25, room.height
    for side in ("west", "east"):
        length = room.length(side)
        with room.wall(side):
            s.quad((0, knee, 0.0), (length, 0, 0), (0, top - knee, run), "slope")
            s.quad((length, knee - 0.02, -0.12), (-length, 0, 0), (0, top - knee + 0.1, run + 0.1), "slope")
            x = 0.35
            while x < length:
                s.tube([(x, knee - 0.06, 0.02), (x, top - 0.05, run - 0.02)], 0.05, "rafter", 4, caps=False)
                x += 0.95
            s.box(length / 2, 0, 0.3, length, 0.02, 0.5, "wood dark")
            x = 0.7
            k = 0
            while x < length - 0.6:
                paint = ("leather", "teal", "cream", "mustard", "red")[k % 5]
                if k % 3 == 1:
                    s.pillow(x, 0.02, 0.32, 0.56, 0.4, 0.34, paint, 0.12, 8)
                else:
                    s.box(x, 0.02, 0.3, 0.5, 0.34, 0.42, "wood flat" if k % 2 else "cream")
                    s.box(x, 0.36, 0.3, 0.54, 0.04, 0.46, "wood dark" if k % 2 else paint)
                x, k = x + 0.74, k + 1
        with room.along(side):
            s.obstacle("boxes", length / 2, 0.3, length, 0.62, 0.6)
    with s.part("ceiling"):
        s.box(0, top - 0.16, 0, 0.2, 0.16, room.depth, "rafter")
        for z in (-room.depth / 4, room.depth / 4):
            s.box(0, top - 0.14, z, room.width - 2 * run + 0.4, 0.12, 0.14, "rafter")


def cellar(s: SetBuilder) -> Set:
    """Vaulted brick, racks of bottles, a boiler, a window at street height."""

    def paints(s: SetBuilder) -> None:
        for name, color in (("wall", "#9a7868"), ("wall side", "#a2806e")):
            s.paint(name, color, Pattern.BRICK, (0.24, 0.08), line="#5f4a48", blotch=0.4)

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(room.width / 2 - 1.3, 0, 0.9, -60):
            f.table(s, 1.1, 0.7)
            f.bottle(s, -0.3, 0.752, 0.1, "bottle")
            s.lathe(0.2, 0.752, 0.0, [(0.07, 0), (0.02, 0.02), (0.02, 0.05)], "brass", 12)
            s.cylinder(0.2, 0.79, 0.0, 0.022, 0.12, "cream", n=8)
            s.ball(0.2, 0.94, 0.0, 0.02, "fire", 0.04, 8)
            s.surface("table", 0, 0.751, 0, 1.1, 0.7, [(-0.05, 0.15), (0.4, -0.15)])
            s.landmark("table", 0, 0.75, 0, (0, 0.8), 180)
        with s.at(0.2, 0, room.depth / 2 - 0.45):
            f.sacks(s)
        with s.part("ceiling"):
            for z in (-1.5, 0.0, 1.5):
                s.box(0, room.height - 0.2, z, room.width, 0.2, 0.22, "wood dark")
            s.tube(
                [(-1.6, room.height - 0.3, -room.depth / 2), (-1.6, room.height - 0.3, room.depth / 2)],
                0.06,
                "steel",
                8,
            )

    return furnished_room(
        s,
        RoomPlan(
            size=(5.6, 2.6, 5.2),
            free=10.0,
            walls=("#9a7868",),
            floor=Floor(("#8f8680", "#857a70"), Pattern.COBBLE, (0.5, 0.36), (), "#5c5450", 0.012),
            windows={"west": (WindowAt(0.6, 0.9, 1.75, 0.5, (4, 1), False, "town"),)},
            doors={"east": (DoorAt(0.25, 0.9),)},
            along={
                "north": (p.BARRELS, _RACK, _RACK),
                "west": (_BOILER, p.CRATES),
                "east": (p.SACKS, _RACK),
                "south": (_WASHER, _RACK, p.CRATES),
            },
            hang={"west": (p.BOARD_JARS,), "south": (p.BOARD_JARS,), "north": (), "east": (p.BOARD_BOTTLES,)},
            islands=islands,
            paints=paints,
            ceiling="#7a6458",
            frame="#6a5850",
            wood="#94683f",
            dark="#5c4034",
            door="#6a4c3c",
            cornice=False,
            lamps="bulb",
            lamplit=True,
            focus=(-0.3, 0.3),
            axis=80.0,
            ground="concrete",
            ambience=("room", "hum"),
            echo=0.8,
            hall="stone",
        ),
    )


def _rack(s: SetBuilder) -> None:
    """Wine bottles on their sides."""
    with s.one():
        for x in (-0.5, 0.5):
            s.box(x, 0, 0, 0.04, 1.7, 0.34, "wood dark")
        for k in range(6):
            s.box(0, 0.1 + 0.3 * k, 0, 0.98, 0.03, 0.34, "wood flat")
    for row in range(5):
        for column in range(8):
            if (row * 5 + column * 3) % 7:
                x, y = -0.42 + 0.12 * column, 0.185 + 0.3 * row
                paint = ("bottle", "bottle", "terracotta")[(row + column) % 3]
                s.lathe(x, y, -0.14, [(0.045, 0), (0.045, 0.2), (0.017, 0.26), (0.017, 0.33), (0, 0.33)], paint, 8, "z")
    s.obstacle("rack", 0, 0, 1.05, 0.38, 1.75)
    s.landmark("shelf", 0, 1.2, 0.2, (0, 0.7), 180)


def _boiler(s: SetBuilder) -> None:
    """An iron boiler with a fire behind its door, pipes to the ceiling."""
    with s.one():
        s.lathe(0, 0.12, 0, [(0, 0), (0.36, 0), (0.38, 0.06), (0.38, 1.1), (0.3, 1.28), (0, 1.32)], "steel", 20)
    for k in range(3):
        a = k * 2.1
        s.box(0.26 * math.cos(a), 0, 0.26 * math.sin(a), 0.08, 0.14, 0.08, "black")
    s.tube([(0, 1.4, 0), (0, 2.1, 0), (0.3, 2.25, -0.1), (0.3, 2.58, -0.1)], 0.07, "steel", 8)
    s.box(0, 0.4, 0.37, 0.34, 0.32, 0.05, "black")
    s.box(0, 0.46, 0.398, 0.2, 0.07, 0.01, "fire")
    s.lathe(0.0, 0.98, 0.375, [(0.08, 0), (0.075, 0.02), (0, 0.02)], "paper", 14, "z")
    s.practical(0, 0.6, 0.8, tone("#ff9a4a"), 0.45, 2.6)
    s.obstacle("boiler", 0, 0, 0.8, 0.8, 1.5)
    s.landmark("boiler", 0, 0.6, 0.38, (0, 0.9), 180)


_RACK = Piece(1.06, 1.75, 0.2, _rack, 0.4)
_BOILER = Piece(0.9, 2.4, 0.45, _boiler, 0.85)


def nursery(s: SetBuilder) -> Set:
    """A child's room: a small bed, toys on the rug, a kite on the wall."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(-w / 2 + 1.35, 0, -d / 2 + 1.05):
            f.bed(s, 1.0, 1.8)
        with s.at(-w / 2 + 2.25, 0, -d / 2 + 0.27):
            f.nightstand(s)
        with s.at(0.5, 0, 0.6, 8):
            f.rug(s, 2.3, 1.6)
        for k, (x, z, paint) in enumerate(((0.9, 1.1, "red"), (1.05, 1.0, "teal"), (0.97, 1.05, "mustard"), (1.3, 0.85, "navy"), (0.7, 1.35, "rose"))):  # fmt: skip
            with s.at(x, 0.012 + (0.1 if k == 2 else 0.0), z, 23.0 * k):
                s.box(0, 0, 0, 0.1, 0.1, 0.1, paint)
        s.ball(1.5, 0.12, 1.35, 0.12, "red", n=14)
        with s.at(w / 2 - 0.85, 0, d / 2 - 0.8, -135):
            _rocking_horse(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(4.9, 2.6, 4.4),
            free=10.5,
            walls=("#b8cce0", "#e0ccb0", "#c4d8c0", "#e0c0c0"),
            floor=Floor(("#c09468", "#b08a68")),
            windows={"west": (WindowAt(0.5, 1.5, 0.85, 1.4, (2, 2), True, "garden"),)},
            doors={"east": (DoorAt(0.22),)},
            along={
                "north": (Piece(2.6, 0.0, 0.0, lambda s: None), p.LOW_SHELF),
                "east": (p.DRESSER,),
                "south": (p.WARDROBE, p.LOW_SHELF, p.CHEST),
            },
            hang={
                "north": (p.PICTURE, p.PICTURE_PAIR),
                "east": (p.PICTURE_PAIR, p.POSTER),
                "south": (p.POSTER, p.BOARD_BOOKS),
                "west": (p.PICTURE,),
            },
            islands=islands,
            wood="#d0a06c",
            dark="#a8744c",
            accents=("#d9a441", "#5f9aa4", "#c8503c"),
            door="#f0e6d0",
            lamps="globe",
            focus=(0.45, 0.4),
            axis=95.0,
            ground="carpet",
            echo=0.25,
        ),
    )


def _rocking_horse(s: SetBuilder) -> None:
    s.pillow(0, 0.42, 0, 0.22, 0.24, 0.6, "cream", 0.7, 12)
    s.tube([(0, 0.58, 0.22), (0, 0.85, 0.4)], [0.1, 0.07], "cream", 8)
    s.pillow(0, 0.78, 0.48, 0.12, 0.14, 0.28, "cream", 0.7, 10)
    s.tube([(0, 0.7, 0.22), (0, 0.95, 0.36)], 0.035, "red", 6)
    s.box(0, 0.655, -0.02, 0.2, 0.03, 0.24, "red")
    for x in (-0.1, 0.1):
        for z, out in ((0.2, 0.1), (-0.2, -0.1)):
            s.tube([(x, 0.5, z), (x * 1.4, 0.1, z + out)], 0.035, "cream", 6)
    for x in (-0.15, 0.15):
        s.tube(
            [(x, 0.16 - 0.0, -0.55), (x, 0.06, -0.3), (x, 0.03, 0.0), (x, 0.06, 0.3), (x, 0.16, 0.55)],
            0.028,
            "wood dark",
            6,
        )
    s.tube([(0, 0.56, -0.28), (0, 0.4, -0.44)], 0.03, "red", 6)
    s.obstacle("rocking horse", 0, 0, 0.4, 1.1, 0.9)
    s.landmark("rocking horse", 0, 0.6, 0, (0.6, 0), -90)


def hotel_room(s: SetBuilder) -> Set:
    """A wide bed under two lamps, a desk with a telephone, luggage, the city in the window."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(-w / 2 + 2.0, 0, -d / 2 + 1.12):
            f.bed(s, 1.7)
        for dx in (-1.2, 1.2):
            with s.at(-w / 2 + 2.0 + dx, 0, -d / 2 + 0.27):
                f.nightstand(s)
        with s.at(-w / 2 + 0.95, 0, d / 2 - 0.95, 130):
            f.armchair(s)
        with s.at(-w / 2 + 0.42, 0, d / 2 - 0.42):
            f.floor_lamp(s)
        with s.at(w / 2 - 0.75, 0, -d / 2 + 0.75):
            _luggage(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(5.4, 2.65, 4.8),
            free=11.0,
            walls=("#a89a94", "#8f9a9c", "#b0a48c", "#a48c94"),
            floor=Floor(("#7f6a70", "#6a7480", "#80705f"), Pattern.STRIPES, (0.5, 0.5), ("#8a767a", "#8a7a68")),
            windows={"west": (WindowAt(0.5, 2.3, 0.35, 2.0, (3, 1), True, "town"),)},
            doors={"east": (DoorAt(0.75),), "south": (DoorAt(0.17, 0.85),)},
            along={"south": (_DESK, p.TELEVISION), "east": (p.WARDROBE,)},
            hang={
                "north": (p.PICTURE_WIDE, p.PICTURE),
                "south": (p.MIRROR, p.PICTURE),
                "east": (p.PICTURE,),
                "west": (),
            },
            islands=islands,
            accents=("#8a3f4c", "#3f5f80", "#c9a050"),
            wood="#94623c",
            dark="#5f3c2c",
            door="#6a4636",
            lamps="downlight",
            focus=(0.7, 0.5),
            axis=100.0,
            ground="carpet",
            ambience=("room", "hum"),
            echo=0.22,
        ),
    )


def _desk(s: SetBuilder) -> None:
    """A narrow desk with a telephone and a lamp against the wall; the chair looks at it."""
    s.box(0, 0.72, 0, 1.3, 0.04, 0.5, "wood")
    with s.one():
        for x in (-0.61, 0.61):
            s.box(x, 0, 0, 0.05, 0.72, 0.46, "wood dark")
        s.box(0, 0.58, -0.02, 1.2, 0.14, 0.44, "wood dark")
    with s.at(-0.45, 0.76, -0.08):
        f.table_lamp(s)
    with s.at(0.42, 0.76, -0.05, -15):
        s.pillow(0, 0, 0, 0.22, 0.08, 0.2, "black", 0.3, 8)
        s.tube([(-0.12, 0.1, 0), (0, 0.12, 0), (0.12, 0.1, 0)], 0.02, "black", 7)
    s.box(0.05, 0.761, 0.06, 0.22, 0.004, 0.3, "paper")
    s.landmark("telephone", 0.42, 0.85, 0, (0.42, 0.7), 180)
    s.landmark("desk", 0, 0.76, 0.1, (-0.5, 0.75), 180)
    s.surface("desk", 0, 0.761, 0, 1.3, 0.5, [(-0.15, 0.1), (0.2, 0.14)])
    s.obstacle("desk", 0, 0, 1.32, 0.5, 0.78)
    with s.at(0.05, 0, 0.46, 180):
        f.chair(s, approach=180.0)


_DESK = Piece(1.4, 1.3, 0.28, _desk, 0.8)


def _luggage(s: SetBuilder) -> None:
    with s.one():
        for x in (-0.3, 0.3):
            for z in (-0.18, 0.18):
                s.tube([(x, 0, z), (x, 0.46, -z)], 0.018, "wood dark", 5)
    s.box(0, 0.46, 0, 0.7, 0.02, 0.42, "leather")
    s.pillow(0, 0.48, 0, 0.66, 0.24, 0.42, "red", 0.12, 10)
    for x in (-0.2, 0.2):
        s.box(x, 0.482, 0, 0.04, 0.24, 0.424, "leather")
    s.obstacle("luggage", 0, 0, 0.74, 0.5, 0.75)
    s.landmark("luggage", 0, 0.7, 0, (0, 0.7), 180)


def parlour(s: SetBuilder) -> Set:
    """A Victorian parlour: striped paper, dark wood, a chaise, gaslight and too many things."""

    def paints(s: SetBuilder) -> None:
        color, second = (("#8a5450", "#97625a"), ("#566c5e", "#62796a"), ("#5c6280", "#686f8c"))[int(s.rng.integers(3))]
        for name in ("wall", "wall side"):
            s.paint(name, color, Pattern.STRIPES, (0.16, 1.0), color2=second)

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(0.2, 0, 0.5):
            f.rug(s, 3.0, 2.2)
        with s.at(1.5, 0, 0.55, -85):
            _chaise(s)
        with s.at(0.45, 0, 1.1):
            f.table(s, 0.66, 0, 0.66)
            with s.at(0, 0.66, 0):
                _tea(s)
            s.surface("tea table", 0, 0.661, 0, 0.5, 0.5, [(0.2, 0.12)])
            s.landmark("table", 0, 0.66, 0, (-0.6, 0.3), 90)
        with s.at(-1.1, 0, 1.55, 150):
            f.armchair(s, "accent")
        with s.at(-w / 2 + 0.45, 0, d / 2 - 0.45):
            f.floor_plant(s)
        with s.at(w / 2 - 0.5, 0, d / 2 - 0.5):
            _globe(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(5.8, 3.3, 5.0),
            free=11.0,
            walls=("#7f4a4c",),
            floor=Floor(("#7a5238", "#6f4a34"), Pattern.PLANKS, (0.11, 1.4)),
            windows={
                "west": (
                    WindowAt(0.3, 1.1, 0.4, 2.3, (2, 3), True, "town"),
                    WindowAt(0.7, 1.1, 0.4, 2.3, (2, 3), True, "town"),
                )
            },
            doors={"east": (DoorAt(0.2),)},
            along={
                "north": (p.BOOKCASE, p.FIREPLACE, p.GRANDFATHER),
                "east": (p.PIANO,),
                "south": (p.SIDEBOARD, p.BOOKCASE),
            },
            hang={
                "north": (p.SCONCE, p.PICTURE),
                "east": (p.PICTURE, p.SCONCE, p.PICTURE_PAIR),
                "south": (p.PICTURE_WIDE, p.MIRROR, p.SCONCE),
                "west": (p.PICTURE,),
            },
            islands=islands,
            paints=paints,
            wood="#7d4c30",
            dark="#4c2f28",
            accents=("#7d2f3c", "#3c5f50", "#8a6a2c"),
            door="#4f3228",
            ceiling="#d8ccb4",
            low=1.0,
            lamps="chandelier",
            focus=(-0.6, 0.35),
            axis=80.0,
            ambience=("room", "clock", "fire"),
            echo=0.3,
        ),
    )


def _chaise(s: SetBuilder) -> None:
    """A chaise longue along x, its head to the left."""
    s.pillow(0, 0.24, 0, 1.6, 0.2, 0.66, "accent", 0.2, 12)
    with s.at(-0.68, 0.3, 0, 0, 0, 20):
        s.pillow(0, 0, 0, 0.24, 0.6, 0.64, "accent", 0.4, 12)
    s.pillow(-0.2, 0.3, -0.3, 1.2, 0.5, 0.12, "accent", 0.4, 12)
    s.box(0, 0.2, 0, 1.56, 0.07, 0.62, "wood dark")
    for x in (-0.68, 0.68):
        for z in (-0.24, 0.24):
            s.cylinder(x, 0, z, 0.02, 0.21, "wood dark", 0.04, 8)
    with s.at(-0.45, 0.46, 0.05, 20, -30):
        s.pillow(0, 0, 0, 0.34, 0.32, 0.12, "mustard", 0.55, 10)
    s.obstacle("chaise", 0, 0, 1.65, 0.7, 0.8)
    for k, x in enumerate((-0.1, 0.5)):
        s.seat(f"chaise {k + 1}", x, 0.44, 0.05, "sofa", (x, 0.7))
    s.landmark("sofa", 0, 0.45, 0, (0.1, 0.75), 180)


def _tea(s: SetBuilder) -> None:
    s.lathe(0, 0, 0, [(0, 0), (0.22, 0), (0.23, 0.012), (0, 0.008)], "metal", 22)
    with s.one():
        s.lathe(
            0.02, 0.01, -0.04, [(0, 0), (0.05, 0), (0.075, 0.05), (0.05, 0.11), (0.015, 0.12), (0, 0.14)], "white", 16
        )
        s.tube([(0.08, 0.05, -0.04), (0.13, 0.09, -0.04), (0.14, 0.12, -0.04)], 0.01, "white", 6)
    for x, z in ((-0.12, 0.06), (0.08, 0.12)):
        f.cup(s, x, 0.01, z, "white", 0.034, 0.055)


def _globe(s: SetBuilder) -> None:
    s.paint("globe sea", "#5f8a94", Pattern.WASH, (0.3, 0.3), color2="#c9a868", threshold=0.4)
    with s.one():
        for k in range(3):
            a = k * 2.1 + 0.4
            s.tube([(0.06 * math.cos(a), 0.55, 0.06 * math.sin(a)), (0.24 * math.cos(a), 0, 0.24 * math.sin(a))], 0.022, "wood dark", 6)  # fmt: skip
    s.lathe(0, 0.8, 0, [(0.25, 0), (0.27, 0.015), (0.25, 0.03)], "wood flat", 22)
    s.ball(0, 0.82, 0, 0.23, "globe sea", n=18)
    s.obstacle("globe", 0, 0, 0.52, 0.52, 1.05)
    s.landmark("globe", 0, 0.9, 0, (-0.7, 0.0), 90)
