"""Public rooms: library, hospital corridor, court, interview room, cell, laboratory, police station."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import pieces as p
from fairtake.staging.sets.architecture import Room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture import civic
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.rooms import DoorAt, Floor, Piece, RoomPlan, WindowAt, furnished_room

__all__ = [
    "cell",
    "conference_room",
    "court_room",
    "hospital_corridor",
    "interview_room",
    "laboratory",
    "library",
    "police_station",
]

_CHAIRS = Piece(1.72, 0.95, 0.32, civic.waiting_chairs, 0.6)
_VENDING = Piece(0.98, 1.85, 0.38, civic.vending_machine, 0.75)
_COOLER = Piece(0.5, 1.45, 0.24, civic.water_cooler, 0.4)
_GURNEY = Piece(2.0, 0.95, 0.42, civic.gurney, 0.75)
_MEDICINE = Piece(0.98, 1.8, 0.21, civic.medicine_cabinet, 0.42)
_BUNK = Piece(2.05, 1.8, 0.44, civic.bunk, 0.85)
_STEEL = Piece(0.6, 1.05, 0.0, civic.steel_toilet, 0.75)


def library(s: SetBuilder) -> Set:
    """Cases of books in rows, long tables with green lamps, tall windows, a ladder."""

    def paints(s: SetBuilder) -> None:
        s.paint("leaf green", "#4f8a66", emission=0.45 if s.lamps_on else 0.0, bloom=0.2 if s.lamps_on else 0.0)

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        count = max(2, int((w - 3.2) / 1.9))
        for k in range(count):
            with s.at(-w / 2 + 2.1 + k * (w - 3.4) / count, 0, -d / 2 + 2.0):
                civic.book_stack(s, 2.3)
        with s.at(1.25, 0, 1.85):
            civic.reading_table(s)
        with s.at(-w / 2 + 0.6, 0, d / 2 - 0.6):
            f.floor_plant(s)
        with s.at(-1.2, 0, 0.55):
            f.rug(s, 1.8, 1.4)

    return furnished_room(
        s,
        RoomPlan(
            size=(7.6, 3.5, 7.2),
            free=18.0,
            walls=("#a8b09a", "#b8a488", "#9aa4ac"),
            floor=Floor(("#94683f", "#865c3c"), Pattern.PLANKS, (0.1, 0.7)),
            windows={
                "west": tuple(WindowAt(x, 1.3, 0.75, 2.3, (2, 4), False, "town") for x in (0.2, 0.5, 0.8)),
            },
            doors={"south": (DoorAt(0.72, 1.0, True),)},
            along={
                "north": (p.BOOKCASE,) * 5,
                "east": (p.BOOKCASE, p.BOOKCASE, p.BOOKCASE, p.GRANDFATHER),
                "south": (p.BOOKCASE, p.BOOKCASE, p.LOW_SHELF),
            },
            hang={
                "north": (p.PICTURE_WIDE,),
                "east": (p.PICTURE,),
                "south": (p.CLOCK, p.PICTURE),
                "west": (p.PICTURE,),
            },
            islands=islands,
            paints=paints,
            wood="#a06c40",
            dark="#6a442e",
            accents=("#8a3f4c", "#3f6f68"),
            door="#6a442e",
            low=0.7,
            lamps="globe",
            focus=(-1.0, 0.75),
            axis=85.0,
            shafts=0.09,
            ambience=("room", "clock"),
            echo=0.7,
            hall="public",
        ),
    )


def hospital_corridor(s: SetBuilder) -> Set:
    """Where one waits: rows of chairs, a reception desk, a stretcher, doors, a window at the end."""

    def paints(s: SetBuilder) -> None:
        s.paint("wall low", s.pick("#8fb4ac", "#9ab0c4", "#b4bc94"))

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(-room.width / 2 + 1.7, 0, -room.depth / 2 + 2.0):
            civic.reception(s, 2.2)
            with s.at(-0.3, 0, -0.72):
                f.office_chair(s)
        with s.at(room.width / 2 - 0.5, 0, room.depth / 2 - 0.45):
            f.floor_plant(s)
        s.quad((-0.9, 0.005, room.depth / 2), (0.12, 0, 0), (0, 0, -room.depth), "accent")

    return furnished_room(
        s,
        RoomPlan(
            size=(5.6, 2.75, 7.6),
            free=15.0,
            walls=("#ccd8d4", "#d0d6dc", "#d8d8c8"),
            floor=Floor(("#bcc6c4",), Pattern.TILES, (0.6, 0.6), ("#c8d0cc",), "#9aaaa6", 0.004),
            windows={"west": (WindowAt(0.28, 1.9, 0.9, 1.45, (3, 1), False, "town"),)},
            doors={"east": (DoorAt(0.2, 1.0), DoorAt(0.72, 1.0, True)), "south": (DoorAt(0.5, 1.1, True),)},
            along={
                "west": (_CHAIRS, _CHAIRS, _VENDING),
                "east": (_GURNEY, _COOLER),
                "north": (_MEDICINE, _FILES),
                "south": (_CHAIRS, _COOLER),
            },
            hang={
                "north": (p.CLOCK, p.NOTICES),
                "east": (p.NOTICES, p.POSTER),
                "south": (p.POSTER, p.WARNING),
                "west": (p.POSTER,),
            },
            islands=islands,
            paints=paints,
            wood="#c9ab84",
            dark="#8a7a6c",
            accents=("#5f9aa4", "#d08a5c", "#6f8fb4"),
            door="#8fb0a8",
            low=1.0,
            lamps="strip",
            focus=(0.2, 0.5),
            axis=80.0,
            mood="cold",
            ground="tile",
            ambience=("room", "hospital", "hum"),
            echo=0.7,
            hall="public",
        ),
    )


_FILES = p.FILES


def court_room(s: SetBuilder) -> Set:
    """The bench under its coat of arms, a witness stand, two tables, a rail, and the public."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(0, 0, -d / 2):
            civic.judges_bench(s)
        with room.wall("north"):
            with s.at(w / 2):
                _arms(s)
            for x in (w / 2 - 1.35, w / 2 + 1.35):
                with s.at(x):
                    f.banner(s)
        with s.at(-2.5, 0, -d / 2 + 1.2):
            _stand(s)
        with s.at(w / 2 - 0.75, 0, -0.6, -90):
            _jury(s)
        for sign in (-1, 1):
            with s.at(sign * 1.35, 0, 0.55):
                f.table(s, 1.5, 0.7)
                s.box(0.3, 0.751, 0, 0.24, 0.03, 0.32, "paper")
                s.box(-0.3, 0.751, 0.05, 0.2, 0.12, 0.28, "book1")
                f.cup(s, 0.58, 0.751, -0.15, "white")
                s.surface("table", 0, 0.752, 0, 1.5, 0.7, [(0.02, -0.1), (-0.55, -0.2)])
                s.landmark("table", 0, 0.75, 0, (0, -0.75), 0)
                for x in (-0.35, 0.35):
                    with s.at(x, 0, 0.5, 180):
                        f.chair(s, approach=180.0)
        _rail(s, w, 1.85)
        for row in range(max(1, int((d / 2 - 2.4) / 1.0))):
            for sign in (-1, 1):
                with s.at(sign * (0.55 + (w / 2 - 1.15) / 2), 0, 2.75 + row * 1.0, 180):
                    _pew(s, w / 2 - 1.15, row, sign)

    return furnished_room(
        s,
        RoomPlan(
            size=(8.2, 3.8, 8.4),
            free=24.0,
            walls=("#b8ac94", "#a8b0a4", "#bca898"),
            floor=Floor(("#8a5c3c", "#7a5038"), Pattern.PLANKS, (0.1, 0.8)),
            windows={"west": tuple(WindowAt(x, 1.2, 1.5, 1.9, (2, 3), False, "town") for x in (0.25, 0.5, 0.75))},
            doors={"east": (DoorAt(0.12),), "south": (DoorAt(0.5, 1.2),)},
            along={"north": (), "south": ()},
            hang={"east": (p.PICTURE, p.SCONCE), "south": (p.CLOCK, p.PICTURE)},
            islands=islands,
            wood="#9a6238",
            dark="#623c28",
            accents=("#7a2f38", "#2f4f5c"),
            door="#5c3a28",
            low=1.3,
            lamps="globe",
            focus=(0.0, -0.75),
            axis=90.0,
            shafts=0.1,
            echo=0.9,
            hall="public",
        ),
    )


def _arms(s: SetBuilder) -> None:
    """A seal on the wall."""
    s.lathe(0, 2.75, 0.02, [(0.52, 0), (0.5, 0.05), (0.42, 0.06), (0, 0.06)], "brass", 30, "z")
    s.lathe(0, 2.75, 0.085, [(0.36, 0), (0, 0.004)], "navy", 30, "z")
    s.box(0, 2.53, 0.1, 0.05, 0.44, 0.012, "brass")
    s.box(0, 2.86, 0.1, 0.46, 0.04, 0.012, "brass")
    for x in (-0.2, 0.2):
        s.lathe(x, 2.66, 0.1, [(0.09, 0), (0, 0.01)], "brass", 14, "z")
    s.landmark("coat of arms", 0, 2.75, 0.05, (0, 2.3), 180)


def _stand(s: SetBuilder) -> None:
    """The witness stand: a low box open to the back, with a chair."""
    s.box(0, 0, 0, 1.1, 0.16, 1.1, "wood dark")
    s.box(0, 0.16, 0.5, 1.1, 0.78, 0.08, "wood flat")
    for x in (-0.51, 0.51):
        s.box(x, 0.16, 0.1, 0.08, 0.78, 0.8, "wood flat")
    s.box(0, 0.94, 0.5, 1.16, 0.05, 0.16, "wood dark")
    s.tube([(0.25, 0.98, 0.5), (0.25, 1.2, 0.46), (0.2, 1.28, 0.36)], 0.01, "black", 5)
    s.ball(0.2, 1.29, 0.35, 0.025, "black", 0.03, 8)
    s.pillow(0, 0.5, -0.05, 0.44, 0.08, 0.44, "accent", 0.3, 8)
    s.box(0, 0.16, -0.05, 0.4, 0.35, 0.4, "wood dark")
    s.box(0, 0.58, -0.28, 0.44, 0.5, 0.05, "wood dark")
    s.obstacle("witness stand", 0, 0, 1.2, 1.2, 1.0)
    s.landmark("witness stand", 0, 0.95, 0.5, (0, 1.1), 180)


def _jury(s: SetBuilder) -> None:
    """Two rows of seats behind a rail, facing +z (the middle of the court)."""
    w = 3.0
    s.box(0, 0, 0.32, w, 0.82, 0.08, "wood flat")
    s.box(0, 0.82, 0.32, w + 0.1, 0.05, 0.16, "wood dark")
    s.box(0, 0, -0.3, w, 0.16, 0.7, "wood dark")
    for k in range(5):
        x = -w / 2 + 0.3 + k * 0.6
        s.pillow(x, 0.52, -0.3, 0.46, 0.08, 0.44, "accent", 0.3, 8)
        s.box(x, 0.16, -0.3, 0.3, 0.36, 0.3, "wood dark")
        s.pillow(x, 0.6, -0.5, 0.46, 0.5, 0.07, "accent", 0.3, 8)
    s.obstacle("jury box", 0, -0.1, w + 0.1, 1.1, 1.0)
    s.landmark("jury box", 0, 0.9, 0.3, (0, 0.95), 180)


def _rail(s: SetBuilder, w: float, z: float) -> None:
    """The bar between the court and the public, open in the middle."""
    for sign in (-1, 1):
        length = w / 2 - 0.75
        x = sign * (0.65 + length / 2)
        s.box(x, 0.82, z, length, 0.07, 0.12, "wood dark")
        s.box(x, 0.06, z, length, 0.06, 0.08, "wood dark")
        with s.one():
            for k in range(int(length / 0.24)):
                s.lathe(x - length / 2 + 0.14 + 0.24 * k, 0.12, z, [(0.03, 0), (0.045, 0.2), (0.025, 0.4), (0.04, 0.7)], "wood", 7)  # fmt: skip
        s.obstacle("rail", x, z, length, 0.14, 0.9)
        s.landmark("railing", x, 0.88, z, (x, z + 0.4), 180)


def _pew(s: SetBuilder, w: float, row: int, sign: int) -> None:
    s.box(0, 0.42, 0.0, w, 0.045, 0.4, "wood")
    s.box(0, 0.46, -0.2, w, 0.44, 0.04, "wood")
    s.box(0, 0.9, -0.2, w + 0.04, 0.05, 0.08, "wood dark")
    for x in (-w / 2, w / 2):
        s.box(x, 0, -0.02, 0.06, 0.98, 0.46, "wood dark")
    s.obstacle("bench", 0, -0.03, w, 0.5, 0.95)
    aisle = sign * (w / 2 + 0.5)
    for k in range(3):
        x = -w / 2 + 0.5 + k * (w - 1.0) / 2
        s.seat(f"bench {row * 2 + (sign > 0)} {k + 1}", x, 0.465, 0.02, "bench", (aisle, 0.0))


def interview_room(s: SetBuilder) -> Set:
    """A steel table, two chairs against one, a lamp over it, and the mirror that is a window."""

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.35, 0, 0.1):
            f.table(s, 1.3, 0.8, 0.75, "metal", "steel")
            s.box(0.35, 0.751, 0.1, 0.24, 0.012, 0.32, "mustard")
            s.box(0.35, 0.763, 0.1, 0.21, 0.004, 0.29, "paper")
            f.cup(s, -0.2, 0.751, 0.2, "white")
            s.box(-0.45, 0.751, -0.05, 0.22, 0.06, 0.16, "black")
            s.tube([(-0.45, 0.81, -0.05), (-0.45, 0.9, 0.0)], 0.008, "black", 5)
            s.surface("table", 0, 0.752, 0, 1.3, 0.8, [(0.05, -0.2), (0.05, 0.25), (-0.1, 0.0)])
            s.landmark("table", 0, 0.75, 0, (0, 0.85), 180)
            for x, z, yaw in ((-0.3, -0.62, 0), (0.3, -0.62, 0), (0.0, 0.64, 180)):
                with s.at(x, 0, z, yaw):
                    f.chair(s, "steel", "black", approach=180.0)

    return furnished_room(
        s,
        RoomPlan(
            size=(4.6, 2.7, 4.2),
            free=9.0,
            walls=("#7f8a88", "#86848c", "#8a8878"),
            floor=Floor(("#7a7c80",), Pattern.TILES, (0.5, 0.5), ("#74767a",), "#5c5e64"),
            doors={"east": (DoorAt(0.75),)},
            along={"south": (p.FILES, _COOLER), "west": (p.RADIATOR,), "east": ()},
            hang={
                "north": (_ONE_WAY,),
                "west": (p.NOTICES, p.CLOCK),
                "south": (p.NOTICES, p.WARNING),
                "east": (p.CLOCK, _CAMERA),
            },
            islands=islands,
            accents=("#5f7480",),
            door="#5c666a",
            ceiling="#9a9c98",
            cornice=False,
            low=1.2,
            lamps="pendant",
            lamplit=True,
            mood="cold",
            focus=(-0.35, 1.15),
            lamp_at=(0.35, 0.1),
            axis=90.0,
            ground="concrete",
            ambience=("room", "hum"),
            echo=0.5,
            hall="public",
        ),
    )


def _one_way(s: SetBuilder) -> None:
    s.box(0, 1.0, 0.02, 2.2, 1.1, 0.04, "steel")
    s.quad((-1.04, 1.06, 0.043), (2.08, 0, 0), (0, 0.98, 0), "glass dark", unit=True)
    s.landmark("mirror", 0, 1.5, 0.04, (0, 0.7), 180)


def _camera(s: SetBuilder) -> None:
    s.tube([(0, 2.35, 0), (0, 2.3, 0.12)], 0.015, "black", 5)
    with s.at(0, 2.22, 0.16, 0, 24):
        s.box(0, 0, 0, 0.1, 0.09, 0.2, "white")
        s.cylinder(0, 0.045, 0.1, 0.03, 0.03, "black", n=10, axis="z")
    s.ball(0.03, 2.3, 0.27, 0.008, "red", n=6)
    s.landmark("camera", 0, 2.25, 0.2, (0, 0.7), 180)


_ONE_WAY = Piece(2.25, 0.0, 0.0, _one_way, 0.05, 0.9)
_CAMERA = Piece(0.3, 0.0, 0.0, _camera, 0.3, 2.1)


def cell(s: SetBuilder) -> Set:
    """Brick painted to the shoulder, a bunk, a steel basin, a barred window and a barred door."""

    def paints(s: SetBuilder) -> None:
        for name, color in (("wall", "#9a9c90"), ("wall side", "#a4a69a")):
            s.paint(name, color, Pattern.BRICK, (0.4, 0.2), line="#6c6e68", blotch=0.35)
        s.paint("wall low", "#6f8078")
        s.paint("scratch", "#d8d8cc")

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(room.width / 2 - 0.75, 0, -0.5):
            f.table(s, 0.6, 0.5, 0.72, "steel", "steel")
            s.box(-0.1, 0.721, 0, 0.14, 0.03, 0.2, "book1")
            f.cup(s, 0.15, 0.721, 0.1, "metal")
            s.surface("table", 0, 0.722, 0, 0.6, 0.5, [(0.1, -0.1), (-0.15, 0.16)])
            s.landmark("table", 0, 0.72, 0, (-0.7, 0.0), 90)
        with s.at(room.width / 2 - 1.25, 0, -0.5, 90):
            f.stool(s, 0.46, "steel")

    return furnished_room(
        s,
        RoomPlan(
            size=(4.2, 2.8, 4.0),
            free=8.5,
            walls=("#9a9c90",),
            floor=Floor(("#85847e",), Pattern.COBBLE, (1.2, 1.2), (), "#6a6a68", 0.008),
            windows={"north": (WindowAt(0.7, 0.8, 1.75, 0.65, (5, 1), False, "town"),)},
            doors={"south": (DoorAt(0.4, 1.0, barred=True),)},
            along={"west": (_BUNK,), "north": (_STEEL,), "east": ()},
            hang={"west": (_SCRATCHES,), "east": (_SCRATCHES, p.POSTER), "north": (), "south": (_SCRATCHES,)},
            islands=islands,
            paints=paints,
            accents=("#6a7480", "#7a6a58"),
            ceiling="#8a8c84",
            cornice=False,
            low=1.2,
            lamps="bulb",
            mood="cold",
            focus=(0.15, 0.55),
            axis=85.0,
            shafts=0.12,
            ground="concrete",
            echo=1.0,
            hall="public",
        ),
    )


def _scratches(s: SetBuilder) -> None:
    """Days counted on the wall."""
    with s.one():
        for j in range(2):
            for k in range(4):
                for i in range(4):
                    s.quad((-0.4 + 0.22 * k + 0.035 * i, 1.5 + 0.2 * j, 0.003), (0.008, 0, 0), (0, 0.13, 0), "scratch")
                if (k + j) % 4 != 3:
                    s.quad((-0.42 + 0.22 * k, 1.53 + 0.2 * j, 0.004), (0.15, 0.07, 0), (0, 0.01, 0), "scratch")


_SCRATCHES = Piece(0.95, 0.0, 0.0, _scratches, 0.02, 1.4)


def laboratory(s: SetBuilder) -> Set:
    """White benches with coloured flasks, a board of formulas, cabinets, strip light."""

    def paints(s: SetBuilder) -> None:
        s.paint("slate", "#4a545c")
        for k, color in enumerate(("#5fc08a", "#e0904c", "#6aa4e0")):
            s.paint(f"liquid{k}", color, emission=0.35, bloom=0.15)
        s.paint("board white", "#eef0ea")

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.9, 0, 1.25):
            civic.lab_bench(s)
        with s.at(0.6, 0, -1.55):
            civic.lab_bench(s, 2.0)

    return furnished_room(
        s,
        RoomPlan(
            size=(6.8, 2.9, 6.4),
            free=15.0,
            walls=("#c4d0d0", "#ccd0d8", "#c8d0c4"),
            floor=Floor(("#aab6b8",), Pattern.TILES, (0.6, 0.6), ("#b4bec0",), "#8a989a", 0.004),
            windows={
                "west": (
                    WindowAt(0.3, 1.8, 0.95, 1.4, (3, 1), False, "town"),
                    WindowAt(0.7, 1.8, 0.95, 1.4, (3, 1), False, "town"),
                )
            },
            doors={"east": (DoorAt(0.8, 1.0, True),)},
            along={
                "north": (_MEDICINE, _HOOD, _MEDICINE),
                "east": (_HOOD, p.FILES),
                "south": (p.LOCKERS, _MEDICINE, p.BOOKCASE),
                "west": (p.RADIATOR,),
            },
            hang={
                "north": (p.POSTER,),
                "east": (_FORMULAS, p.CLOCK),
                "south": (p.POSTER, p.WARNING),
                "west": (p.CLOCK,),
            },
            islands=islands,
            paints=paints,
            wood="#c9b898",
            dark="#6f7478",
            accents=("#3f8a94", "#c87a4c", "#5f74b4"),
            door="#8aa0a8",
            low=0.0,
            lamps="strip",
            mood="cold",
            focus=(-1.5, 0.2),
            axis=25.0,
            ground="tile",
            ambience=("room", "hum"),
            echo=0.6,
            hall="public",
        ),
    )


def _hood(s: SetBuilder) -> None:
    """A fume cupboard with a still at work in it."""
    s.box(0, 0, 0, 1.3, 0.86, 0.66, "white")
    s.box(0, 0.86, 0, 1.34, 0.04, 0.7, "slate")
    with s.one():
        s.box(0, 0.9, -0.31, 1.3, 1.2, 0.04, "white")
        for x in (-0.63, 0.63):
            s.box(x, 0.9, 0, 0.05, 1.2, 0.64, "white")
        s.box(0, 2.1, 0, 1.3, 0.2, 0.66, "white")
    s.box(0, 1.7, 0.3, 1.22, 0.4, 0.02, "accent pale")
    with s.one():
        s.ball(-0.25, 1.12, -0.05, 0.11, "liquid0", n=14)
        s.tube([(-0.25, 1.2, -0.05), (-0.25, 1.42, -0.05), (0.05, 1.38, -0.05), (0.25, 1.15, -0.05)], 0.018, "white", 7)
    s.lathe(0.25, 0.9, -0.05, [(0, 0), (0.08, 0), (0.08, 0.02), (0.03, 0.16), (0.035, 0.22)], "liquid1", 14)
    s.cylinder(-0.25, 0.9, -0.05, 0.03, 0.1, "brass", n=10)
    s.practical(0, 1.5, 0.5, tone("#dff0f2"), 0.25, 2.2)
    s.obstacle("fume cupboard", 0, 0, 1.36, 0.72, 2.2)
    s.landmark("cupboard", 0, 1.1, 0.3, (0, 0.85), 180)


def _formulas(s: SetBuilder) -> None:
    s.box(0, 1.0, 0.015, 1.7, 1.05, 0.03, "metal")
    s.quad((-0.8, 1.05, 0.032), (1.6, 0, 0), (0, 0.95, 0), "board white")
    with s.one():
        for k in range(6):
            s.quad((-0.7, 1.86 - 0.14 * k, 0.034), (0.35 + 0.11 * ((k * 5) % 4), 0, 0), (0, 0.022, 0), ("navy", "navy", "red")[k % 3])  # fmt: skip
    for k in range(6):
        s.lathe(
            0.3 + 0.16 * (k % 3), 1.35 + 0.3 * (k // 3), 0.034, [(0.05, 0), (0, 0.002)], ("teal", "red")[k % 2], 12, "z"
        )
    s.landmark("board", 0, 1.5, 0.03, (0, 0.7), 180)


_HOOD = Piece(1.4, 2.35, 0.36, _hood, 0.7)
_FORMULAS = Piece(1.75, 0.0, 0.0, _formulas, 0.05, 0.95)


def police_station(s: SetBuilder) -> Set:
    """The desk where one reports things, files, a map with pins, a bench for those who wait."""

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(-0.4, 0, -room.depth / 2 + 2.05):
            civic.reception(s, 2.6)
            with s.at(-0.3, 0, -0.72):
                f.office_chair(s)
        with s.at(room.width / 2 - 1.3, 0, 0.75, 90):
            f.desk(s, 1.4, 0.7)
            with s.at(0, 0, -0.62):
                f.office_chair(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(6.4, 2.9, 5.8),
            free=14.0,
            walls=("#a8b0b0", "#b4b09c", "#a4acb8"),
            floor=Floor(("#8a8c90",), Pattern.TILES, (0.4, 0.4), ("#9a9a98",), "#6a6c74"),
            windows={"west": (WindowAt(0.5, 2.0, 0.95, 1.45, (3, 2), False, "town"),)},
            doors={"south": (DoorAt(0.75, 1.0, True, True),), "east": (DoorAt(0.2, 0.95, barred=True),)},
            along={
                "north": (p.FILES, p.LOCKERS, p.FILES),
                "west": (_CHAIRS,),
                "south": (_CHAIRS, _COOLER),
                "east": (p.FILES,),
            },
            hang={
                "north": (p.NOTICES, p.CLOCK, _MAP),
                "east": (p.NOTICES,),
                "south": (p.POSTER, p.WARNING),
                "west": (p.NOTICES,),
            },
            islands=islands,
            wood="#a87c50",
            dark="#5f5048",
            accents=("#3f5f8a", "#46566f"),
            door="#46586a",
            low=1.1,
            lamps="strip",
            mood="cold",
            focus=(0.2, 0.95),
            axis=85.0,
            ground="tile",
            ambience=("room", "office"),
            echo=0.5,
            hall="public",
        ),
    )


def _map(s: SetBuilder) -> None:
    s.box(0, 1.1, 0.01, 1.3, 0.95, 0.02, "wood dark")
    s.quad((-0.6, 1.15, 0.022), (1.2, 0, 0), (0, 0.85, 0), "cream")
    with s.one():
        for k in range(7):
            s.quad((-0.6, 1.24 + 0.1 * k, 0.024), (1.2, 0.06 - 0.03 * (k % 3), 0), (0, 0.012, 0), "terracotta")
            s.quad((-0.5 + 0.16 * k, 1.15, 0.024), (0.012, 0, 0), (0.05, 0.85, 0), "steel")
    for k in range(6):
        s.ball(-0.4 + 0.17 * k, 1.35 + 0.12 * ((k * 3) % 5), 0.035, 0.014, "red", n=6)
    s.landmark("map", 0, 1.5, 0.03, (0, 0.7), 180)


_MAP = Piece(1.35, 0.0, 0.0, _map, 0.05, 1.05)


def conference_room(s: SetBuilder) -> Set:
    """A long table, many chairs, a screen, the skyline in a glass wall."""

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.5, 0, 0.2, 0):
            w = 2.6
            f.table(s, w, 1.0, 0.75, "wood", "steel")
            for k, x in enumerate((-0.95, -0.3, 0.35, 1.0)):
                for sign in (-1, 1):
                    s.box(x, 0.751, sign * 0.3, 0.21, 0.006, 0.29, "paper")
                    if (k + sign) % 3 == 0:
                        s.box(x, 0.757, sign * 0.3, 0.3, 0.014, 0.2, "steel")
                    with s.at(x, 0, sign * 0.78, 180.0 if sign > 0 else 0.0):
                        f.office_chair(s)
            f.bottle(s, 0.05, 0.751, 0.0, "teal", 0.035, 0.26)
            for dx in (-0.12, 0.16, 0.26):
                f.cup(s, dx, 0.751, 0.03, "white", 0.03, 0.1)
            s.surface("table", 0, 0.752, 0, w, 1.0, [(-0.6, 0.0), (0.65, 0.05), (1.15, -0.1)])
            s.landmark("table", 0, 0.75, 0, (-1.75, 0), 90)
        with s.at(room.width / 2 - 0.45, 0, room.depth / 2 - 0.45):
            f.floor_plant(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(6.8, 2.8, 5.2),
            free=13.0,
            walls=("#b8bcc0", "#c4bcb0", "#b0bcb8"),
            floor=Floor(("#6f7480", "#7a7470"), Pattern.TILES, (0.5, 0.5), ("#747a86",), "#646874", 0.003),
            windows={"west": (WindowAt(0.5, 4.0, 0.3, 2.2, (4, 1), False, "town"),)},
            doors={"east": (DoorAt(0.75, 1.0, True),)},
            along={"north": (p.LOW_SHELF,), "south": (p.SIDEBOARD, _COOLER), "east": ()},
            hang={"north": (_SCREEN, p.PICTURE_WIDE), "east": (p.PICTURE_WIDE, p.CLOCK), "south": (p.PICTURE_WIDE,)},
            islands=islands,
            wood="#a8794c",
            dark="#5c4a44",
            accents=("#3f6f94", "#c8503c", "#3f7f80"),
            door="#6f7a84",
            cornice=False,
            lamps="downlight",
            focus=(-2.1, 0.3),
            axis=15.0,
            lamp_at=(0.5, 0.2),
            ground="carpet",
            ambience=("room", "office"),
            echo=0.35,
            hall="public",
        ),
    )


_SCREEN = Piece(1.3, 0.0, 0.0, f.wall_screen, 0.06, 1.2)
