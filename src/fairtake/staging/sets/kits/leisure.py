"""Where one goes out: restaurant, theatre, cinema, supermarket, gallery, gymnasium."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.light import Light, Lighting, LightKind
from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import pieces as p
from fairtake.staging.sets.architecture import Room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.rooms import DoorAt, Floor, Piece, RoomPlan, WindowAt, furnished_room

__all__ = ["cinema", "gallery", "restaurant", "supermarket", "theatre"]


def restaurant(s: SetBuilder) -> Set:
    """White cloths and candles, a banquette under mirrors, a bar for waiting, evening."""

    def paints(s: SetBuilder) -> None:
        s.paint("cloth", "#efe6d4")
        s.paint("cloth fall", "#e2d6c2", Pattern.STRIPES, (0.14, 1.0), color2="#d8cab4")

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        columns, rows = max(2, int((w - 1.6) / 2.3)), max(2, int((d - 1.4) / 2.2))
        for i in range(columns):
            for j in range(rows):
                x = -w / 2 + 1.35 + i * (w - 2.7) / (columns - 1)
                z = -d / 2 + 1.45 + j * (d - 2.9) / (rows - 1)
                if abs(x) < 0.95 and abs(z - 0.3) < 1.0:
                    continue
                with s.at(x, 0, z, (0.0, 90.0)[(i + j) % 2]):
                    laid_table(s, i + j)
        with s.at(w / 2 - 0.45, 0, d / 2 - 0.45):
            f.floor_plant(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(7.6, 3.1, 6.6),
            free=15.0,
            walls=("#8f4f4c", "#5c7068", "#6a5f80", "#a87c54"),
            floor=Floor(("#7a5036", "#8a5c3e"), Pattern.PLANKS, (0.11, 0.6)),
            windows={
                "west": (
                    WindowAt(0.28, 2.0, 0.5, 2.1, (2, 1), True, "town"),
                    WindowAt(0.72, 2.0, 0.5, 2.1, (2, 1), True, "town"),
                )
            },
            doors={"south": (DoorAt(0.75, 1.0, True, True),)},
            along={"north": (p.SIDEBOARD, _WAITERS, p.SIDEBOARD), "south": (p.COATS, p.SIDEBOARD)},
            hang={
                "north": (p.PICTURE_WIDE, p.SCONCE, p.MIRROR),
                "east": (p.SCONCE, p.PICTURE),
                "south": (p.PICTURE, p.SCONCE),
                "west": (p.SCONCE,),
            },
            islands=islands,
            paints=paints,
            wood="#8a5634",
            dark="#4f3226",
            accents=("#8a2f3c", "#c9a050", "#2f5f5c"),
            door="#4f3228",
            low=1.0,
            lamps="globe",
            focus=(0.0, 0.3),
            axis=80.0,
            ambience=("room", "café"),
            echo=0.4,
            hall="public",
        ),
    )


def laid_table(s: SetBuilder, number: int) -> None:
    """A table for two under a cloth, chairs at its ends along x, a candle between."""
    s.box(0, 0.73, 0, 0.9, 0.025, 0.78, "cloth")
    with s.one():
        for x, z, w, d in (
            (0, 0.39, 0.9, 0.012),
            (0, -0.39, 0.9, 0.012),
            (0.45, 0, 0.012, 0.78),
            (-0.45, 0, 0.012, 0.78),
        ):
            s.box(x, 0.42, z, w, 0.32, d, "cloth fall")
    s.lathe(0, 0, 0, [(0, 0), (0.26, 0), (0.24, 0.03), (0.05, 0.06), (0.04, 0.73)], "wood dark", 14)
    y = 0.756
    s.cylinder(0, y, 0, 0.035, 0.05, "red", n=12)
    s.cylinder(0, y + 0.05, 0, 0.012, 0.06, "cream", n=8)
    s.ball(0, y + 0.125, 0, 0.013, "fire", 0.026, 8)
    for x in (-0.27, 0.27):
        s.lathe(x, y, 0, [(0, 0.01), (0.07, 0.003), (0.12, 0.014), (0, 0.012)], "white", 18)
        with s.one():
            s.lathe(x * 0.7, y, 0.22, [(0, 0), (0.03, 0), (0.006, 0.01), (0.006, 0.08), (0.036, 0.13), (0.03, 0.17)], ("rose", "white")[number % 2], 12)  # fmt: skip
    if number % 3 == 0:
        f.bottle(s, 0.02, y, -0.24, "bottle", 0.04, 0.31)
    s.practical(0, y + 0.2, 0, tone("#ffb25e"), 0.26, 1.9)
    s.surface(f"table {number}", 0, y, 0, 0.9, 0.78, [(0.0, 0.26), (-0.14, -0.28)])
    s.obstacle("table", 0, 0, 0.9, 0.78, 0.76)
    s.landmark("table", 0, 0.76, 0, (0, 0.85), 180)
    for sign in (-1, 1):
        with s.at(sign * 0.66, 0, 0, -90.0 * sign):
            f.chair(s, approach=90.0)


def _waiters(s: SetBuilder) -> None:
    """The bar where drinks are poured."""
    s.box(0, 0, 0, 1.9, 1.05, 0.5, "wood flat")
    s.box(0, 1.05, 0.04, 2.0, 0.05, 0.62, "wood dark")
    for k in range(4):
        s.box(-0.7 + 0.47 * k, 0.15, 0.255, 0.38, 0.78, 0.014, "wood")
    for k in range(5):
        f.bottle(s, -0.75 + 0.14 * k, 1.1, -0.08, ("bottle", "terracotta", "mustard", "navy", "bottle")[k], 0.036, 0.3)
    for k in range(4):
        f.cup(s, 0.3 + 0.12 * k, 1.1, 0.0, "white", 0.035, 0.1)
    s.surface("bar", 0, 1.101, 0.1, 1.9, 0.4, [(0.1, 0.15), (-0.3, 0.15)])
    s.obstacle("bar", 0, 0, 2.0, 0.62, 1.1)
    s.landmark("bar", 0, 1.1, 0.2, (0, 0.8), 180)


_WAITERS = Piece(2.05, 1.5, 0.28, _waiters, 0.6)


def _house_seats(s: SetBuilder, w: float, z0: float, z1: float, aisle: float = 0.65) -> None:
    """Rows of folding seats that look to -z, from z0 back to z1, with an aisle in the middle."""
    row = 0
    z = z0
    while z <= z1 + 1e-6:
        for sign in (-1, 1):
            count = int((w / 2 - aisle - 0.75) / 0.58)
            length = count * 0.58
            for k in range(count):
                x = sign * (aisle + 0.29 + 0.58 * k)
                with s.at(x, 0, z, 180):
                    s.pillow(0, 0.38, 0.0, 0.48, 0.12, 0.46, "plush", 0.3, 8)
                    with s.at(0, 0.46, -0.22, 0, -12):
                        s.pillow(0, 0, 0, 0.5, 0.56, 0.1, "plush", 0.35, 8)
                    s.box(0, 0.0, -0.16, 0.1, 0.4, 0.12, "black")
                    s.seat(f"seat {row} {sign} {k}", 0, 0.48, 0.02, "chair", (sign * (x * sign - aisle + 0.35), 0.0))
            x = sign * (aisle + length / 2)
            with s.one():
                for k in range(count + 1):
                    s.box(sign * (aisle + 0.58 * k), 0.3, z, 0.05, 0.32, 0.42, "wood dark")
            s.obstacle("seats", x, z + 0.05, length, 0.56, 0.95)
        s.landmark("seat", 0.0 + aisle + 0.3, 0.6, z, (0.0, z), 90)
        z, row = z + 1.02, row + 1


def _drape(
    s: SetBuilder, x0: float, x1: float, y0: float, y1: float, z: float, paint: str, folds: float = 0.24
) -> None:
    """A curtain in the plane z that faces +z."""
    n = max(8, int(abs(x1 - x0) / folds) * 4)
    t = np.linspace(0, 1, n)
    wave = 0.09 * np.sin(t * (x1 - x0) / folds * 2 * math.pi * 0.5)
    rows = [np.stack([x0 + (x1 - x0) * t, np.full(n, y), z + wave * (1.1 - 0.3 * k)], -1) for k, y in ((0, y0), (0.5, (y0 + y1) / 2), (1, y1))]  # fmt: skip
    s.sheet(np.stack(rows), paint, both=True)


def theatre(s: SetBuilder) -> Set:
    """A stage seen by its house: curtains, a painted backdrop, footlights, rows of plush."""

    def paints(s: SetBuilder) -> None:
        s.paint("plush", s.pick("#8a2f38", "#2f4f6a", "#5c3468"))
        s.paint("velvet", s.pick("#9a2c34", "#7a2444"))
        s.paint("boards", "#a87a4c", Pattern.PLANKS, (0.16, 3.0), line_width=0.006, line="#5f4030")
        for name, color in (
            ("flat sky", "#c98f7c"),
            ("flat hill", "#7a5f80"),
            ("flat near", "#4f4a68"),
            ("flat moon", "#ffe6b4"),
        ):
            s.paint(name, color, emission=0.35, bloom=0.3 if name == "flat moon" else 0.0)

    def islands(s: SetBuilder, room: Room) -> None:
        w, d, h = room.width, room.depth, room.height
        front = -0.2
        s.quad((-w / 2 + 0.5, 0.006, front), (w - 1.0, 0, 0), (0, 0, -d / 2 - front), "boards")
        s.box(0, 0, front, w - 1.0, 0.05, 0.1, "brass")
        with room.wall("north"):
            s.quad((0.6, 0.2, 0.1), (w - 1.2, 0, 0), (0, h - 0.9, 0), "flat sky")
            xs = np.linspace(0.6, w - 0.6, 40)
            for z, base, size, paint, k in ((0.12, 1.3, 0.5, "flat hill", 1.0), (0.14, 0.75, 0.35, "flat near", 2.2)):
                tops = base + size * np.sin(xs * 1.1 * k + k) + 0.1 * np.sin(xs * 5)
                q = [[x, 0.02, z] for x in xs] + [[x, y, z] for x, y in zip(xs, tops, strict=True)]
                i = np.arange(39)[:, None]
                s.add(
                    q,
                    [[0, 0, 1]] * 80,
                    None,
                    np.concatenate([i + np.array([0, 1, 41]), i + np.array([0, 41, 40])]),
                    paint,
                )
            s.lathe(w * 0.68, h * 0.62, 0.12, [(0.34, 0), (0, 0.004)], "flat moon", 28, "z")
            s.landmark("backdrop", w / 2, 1.6, 0.1, (w / 2, 0.9), 180)
        for sign in (-1, 1):
            with s.part("stage curtain west" if sign < 0 else "stage curtain east"):
                a, b = sign * (w / 2 - 0.35), sign * (w / 2 - 1.5)
                _drape(s, min(a, b), max(a, b), 0.03, h - 0.5, front - 0.15, "velvet")
            with s.part("furniture"):
                for z in (front - 1.2, front - 2.2):
                    _drape(s, sign * (w / 2 - 0.7) - 0.3, sign * (w / 2 - 0.7) + 0.3, 0.03, h - 0.5, z, "black")
                s.obstacle("curtain", sign * (w / 2 - 0.92), front - 0.15, 1.15, 0.25, 3.0)
                s.landmark(
                    "curtain",
                    sign * (w / 2 - 1.2),
                    1.5,
                    front - 0.15,
                    (sign * (w / 2 - 1.75), front - 0.5),
                    90.0 * sign,
                )
        with s.part("ceiling"):
            _drape(s, -w / 2 + 0.3, w / 2 - 0.3, h - 1.05, h - 0.1, front - 0.1, "velvet", 0.4)
            for x in (-1.8, -0.6, 0.6, 1.8):
                with s.at(x, h - 0.55, 0.8, 180, 40):
                    s.cylinder(0, 0, 0, 0.12, 0.34, "black", 0.16, 12, "z")
        with s.one():
            for k in range(9):
                s.pillow(-2.4 + 0.6 * k, 0.02, front + 0.12, 0.2, 0.1, 0.12, "bulb", 0.6, 8)
        for x in (-1.5, 1.5):
            s.practical(x, 0.5, front - 0.4, tone("#ffcf90"), 0.45, 4.0)
        with s.at(-1.9, 0, front - 1.5, 40):
            f.chair(s)
        with s.at(1.85, 0, front - 1.7):
            f.table(s, 0.8, 0)
            f.bottle(s, 0.1, 0.751, 0.0, "bottle")
            s.surface("table", 0, 0.751, 0, 0.5, 0.5, [(-0.15, 0.1)])
            s.landmark("table", 0, 0.75, 0, (0, 0.85), 180)
        _house_seats(s, w, 1.2, d / 2 - 0.9)

    return furnished_room(
        s,
        RoomPlan(
            size=(7.8, 4.6, 8.6),
            free=22.0,
            walls=("#7a3f44", "#4f4a64", "#6a4a3c"),
            floor=Floor(("#5c3438", "#3f3a4c"), Pattern.STRIPES, (0.4, 0.4), ("#643a3e",)),
            doors={"south": (DoorAt(0.5, 1.2),), "east": (DoorAt(0.16, 0.9),)},
            hang={"east": (p.SCONCE, p.PICTURE), "west": (p.SCONCE, p.PICTURE), "south": (p.SCONCE, p.PICTURE)},
            islands=islands,
            paints=paints,
            wood="#a8744a",
            dark="#5f3a2c",
            accents=("#8a2f38", "#c9a050"),
            door="#5c3a2c",
            low=1.1,
            lamps="none",
            lamplit=True,
            focus=(0.0, -1.6),
            axis=80.0,
            grade=_stage_light,
            ambience=("room", "hall"),
            echo=1.1,
            hall="public",
        ),
    )


def _stage_light(s: SetBuilder, light: Lighting) -> Lighting:
    """A spot from the balcony, warm; the house falls away."""
    spot = Light(
        LightKind.SPOT,
        tone("#ffe2b0"),
        0.85,
        position=(0.8, 4.2, 2.6),
        direction=(-0.13, -0.62, -0.77),
        angle=1.5,
        radius=11.0,
        softness=2.4,
        shafts=0.06,
        shaft_color=tone("#ffe2b0"),
    )
    d = math.sqrt(sum(v * v for v in spot.direction))
    spot = replace(spot, direction=(spot.direction[0] / d, spot.direction[1] / d, spot.direction[2] / d))
    rest = tuple(lamp for lamp in light.lights if lamp.kind is not LightKind.SPOT)
    return replace(light, lights=(spot, *rest), face_key=(-0.15, -0.6, -0.78), vignette=0.26)


def cinema(s: SetBuilder) -> Set:
    """The screen shines on rows of seats; curtains beside it, lamps dimmed along the walls."""

    def paints(s: SetBuilder) -> None:
        s.paint("plush", s.pick("#7a2c34", "#2c4468", "#44386a"))
        s.paint("velvet", "#6a2430")
        s.paint("picture sky", "#a8c4e0", emission=1.0, bloom=0.5)
        s.paint("picture hill", "#5f7fa8", emission=1.0, bloom=0.2)
        s.paint("picture near", "#2f3f64", emission=1.0)
        s.paint("picture sun", "#fff2d0", emission=1.0, bloom=1.0)

    def islands(s: SetBuilder, room: Room) -> None:
        w, d, h = room.width, room.depth, room.height
        with room.wall("north"):
            a, b, low, top = 1.0, w - 1.0, 1.0, h - 0.5
            s.box(w / 2, low - 0.06, 0.05, b - a + 0.12, top - low + 0.12, 0.06, "black")
            s.quad((a, low, 0.085), (b - a, 0, 0), (0, top - low, 0), "picture sky")
            xs = np.linspace(a, b, 40)
            for z, base, size, paint, k in (
                (0.09, 0.45, 0.2, "picture hill", 1.2),
                (0.095, 0.22, 0.14, "picture near", 2.4),
            ):
                tops = low + (top - low) * (base + size * np.sin(xs * k + k) * 0.6 + 0.03 * np.sin(xs * 7))
                q = [[x, low, z] for x in xs] + [[x, y, z] for x, y in zip(xs, tops, strict=True)]
                i = np.arange(39)[:, None]
                s.add(
                    q,
                    [[0, 0, 1]] * 80,
                    None,
                    np.concatenate([i + np.array([0, 1, 41]), i + np.array([0, 41, 40])]),
                    paint,
                )
            s.lathe(w * 0.4, low + (top - low) * 0.7, 0.092, [(0.25, 0), (0, 0.002)], "picture sun", 24, "z")
            for x0, x1 in ((0.05, 1.0), (w - 1.0, w - 0.05)):
                _drape(s, x0, x1, 0.05, h - 0.3, 0.2, "velvet", 0.22)
            s.landmark("cinema screen", w / 2, 2.0, 0.1, (w / 2, 1.2), 180)
        s.practical(0, 1.9, -d / 2 + 1.2, tone("#a8c8ec"), 0.75, 7.5)
        s.practical(0, 1.6, -d / 2 + 3.0, tone("#a8c8ec"), 0.3, 5.0)
        _house_seats(s, w, 0.5, d / 2 - 0.9, 0.7)
        with s.part("ceiling"), s.at(0, h - 0.3, d / 2 - 0.4):
            s.box(0, 0, 0, 0.5, 0.24, 0.2, "black")

    return furnished_room(
        s,
        RoomPlan(
            size=(7.6, 4.0, 8.2),
            free=21.0,
            walls=("#5c3f4c", "#3f4660", "#4c4038"),
            floor=Floor(("#4a3440", "#343a50"), Pattern.STRIPES, (0.5, 0.5), ("#50384a",)),
            doors={"south": (DoorAt(0.5, 1.2),), "east": (DoorAt(0.14, 0.95),)},
            hang={"east": (p.SCONCE, p.POSTER), "west": (p.SCONCE, p.POSTER), "south": (p.SCONCE, p.POSTER)},
            islands=islands,
            paints=paints,
            wood="#6f4a34",
            dark="#3f2c2c",
            door="#4c3430",
            ceiling="#3c3640",
            low=1.1,
            lamps="none",
            lamplit=True,
            focus=(0.0, -1.5),
            axis=90.0,
            grade=_screen_light,
            ground="carpet",
            ambience=("room", "hall"),
            echo=0.5,
            hall="public",
        ),
    )


def _screen_light(s: SetBuilder, light: Lighting) -> Lighting:
    """The beam over the seats, and what the screen gives back."""
    n = math.sqrt(0.03 + 0.98)
    beam = Light(
        LightKind.SPOT,
        tone("#bcd4f4"),
        0.5,
        position=(0.0, 3.3, -4.0),
        direction=(0.0, -0.173 / n, 0.99 / n),
        angle=2.3,
        radius=11.0,
        softness=3.0,
        shafts=0.08,
        shaft_color=tone("#c8dcf8"),
    )
    rest = tuple(lamp for lamp in light.lights if lamp.kind is not LightKind.SPOT)
    return replace(light, lights=(beam, *rest), face_key=(0.1, -0.5, 0.86), vignette=0.28)


def supermarket(s: SetBuilder) -> Set:
    """Aisles of bright packets, chilled shelves that hum, a till with its belt, strip light."""

    def paints(s: SetBuilder) -> None:
        s.paint("chill", "#dceef2", emission=0.75, bloom=0.15)
        s.paint("belt", "#3f424c")

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        count = max(2, int((w - 3.0) / 2.3))
        for k in range(count):
            with s.at(-w / 2 + 2.3 + k * (w - 4.2) / max(1, count - 1), 0, -d / 2 + 2.7):
                _gondola(s, 2.8)
        with s.at(1.5, 0, d / 2 - 1.35):
            _checkout(s)
        with s.at(-2.4, 0, d / 2 - 1.5, 12):
            _fruit(s)
        with s.at(-0.6, 0, d / 2 - 1.0, 30):
            _trolley(s)

    return furnished_room(
        s,
        RoomPlan(
            size=(8.6, 3.2, 8.0),
            free=22.0,
            walls=("#d4d8cc", "#d8d0c4", "#ccd4d8"),
            floor=Floor(("#c8ccc8",), Pattern.TILES, (0.5, 0.5), ("#d2d4cc",), "#a8acaa", 0.004),
            windows={"south": (WindowAt(0.25, 2.8, 0.5, 2.1, (3, 1), False, "town"),)},
            doors={"south": (DoorAt(0.72, 1.2, True, True),), "east": (DoorAt(0.15, 0.95),)},
            along={"north": (_FREEZER,) * 4, "west": (_FREEZER,) * 3, "east": (_FREEZER, _PACKETS, _PACKETS)},
            hang={"east": (_OFFER,), "west": (_OFFER,), "south": (p.POSTER, p.WARNING), "north": (_OFFER,)},
            islands=islands,
            paints=paints,
            wood="#c8a878",
            dark="#5f6a70",
            accents=("#c8503c", "#3f7f80", "#d9a441"),
            door="#5f7a80",
            cornice=False,
            lamps="strip",
            mood="cold",
            focus=(-0.5, 1.35),
            axis=85.0,
            slant=-0.4,
            ground="tile",
            ambience=("room", "shop", "hum"),
            echo=0.6,
            hall="public",
        ),
    )


_PACKS = ("red", "mustard", "teal", "cream", "navy", "rose", "terracotta", "bottle")


def _packets(s: SetBuilder, x0: float, x1: float, y: float, z: float, kind: int) -> None:
    """A row of goods in runs of one kind."""
    x = x0
    while x < x1 - 0.12:
        run, paint = min(float(s.rng.uniform(0.3, 0.65)), x1 - x), s.pick(*_PACKS)
        kind = (kind + 1) % 3
        count = max(2, int(run / 0.13))
        for k in range(count):
            px = x + (k + 0.5) * run / count
            if kind == 1:
                s.cylinder(px, y, z, 0.05, 0.17, paint, n=8)
            else:
                s.box(px, y, z, run / count * 0.86, 0.25 if kind == 0 else 0.17, 0.2, paint)
        x += run


def _gondola(s: SetBuilder, length: float) -> None:
    """A double shelf along z."""
    s.box(0, 0, 0, 0.06, 1.65, length, "metal")
    s.box(0, 0, 0, 0.8, 0.12, length, "dark metal" if s.has("dark metal") else "steel")
    for side in (-1, 1):
        with s.at(side * 0.04, 0, 0, 90.0 * side):
            for row, y in enumerate((0.12, 0.52, 0.9, 1.27)):
                s.box(0, y, 0.18, length, 0.025, 0.34 - 0.03 * row, "metal")
                s.box(0, y - 0.02, 0.355 - 0.03 * row, length, 0.045, 0.008, "accent")
                _packets(s, -length / 2 + 0.05, length / 2 - 0.03, y + 0.025, 0.18, row)
    with s.at(0, 0, length / 2 + 0.02):
        s.box(0, 0.2, 0.01, 0.7, 1.3, 0.04, "accent pale")
        _packets(s, -0.3, 0.3, 0.2, 0.12, 0)
    s.box(0, 2.25, length / 2 - 0.4, 0.9, 0.34, 0.04, "accent")
    s.obstacle("shelves", 0, 0, 0.82, length + 0.3, 1.65)
    for side in (-1, 1):
        s.landmark("shelf", side * 0.3, 1.1, 0, (side * 0.8, 0), -90.0 * side)


def _freezer(s: SetBuilder) -> None:
    """A lit cold cabinet against the wall."""
    s.box(0, 0, 0, 1.8, 0.3, 0.7, "steel")
    s.box(0, 0.3, -0.3, 1.8, 1.75, 0.06, "chill")
    s.box(0, 2.0, 0, 1.8, 0.24, 0.7, "accent")
    for x in (-0.88, 0.88):
        s.box(x, 0.3, 0, 0.05, 1.7, 0.66, "white")
    for row, y in enumerate((0.3, 0.75, 1.17, 1.57)):
        s.box(0, y, -0.05 - 0.03 * row, 1.7, 0.02, 0.5 - 0.05 * row, "white")
        _packets(s, -0.82, 0.84, y + 0.02, -0.05, row)
    s.practical(0, 1.5, 0.7, tone("#dcecf4"), 0.2, 2.4)
    s.obstacle("freezer", 0, 0, 1.8, 0.72, 2.2)
    s.landmark("fridge", 0, 1.2, 0.3, (0, 0.85), 180)


def _wall_packets(s: SetBuilder) -> None:
    s.box(0, 0, -0.17, 1.8, 1.9, 0.05, "metal")
    s.box(0, 0, 0, 1.8, 0.1, 0.4, "steel")
    for row, y in enumerate((0.1, 0.5, 0.9, 1.3, 1.66)):
        s.box(0, y, 0.0, 1.78, 0.025, 0.34, "metal")
        _packets(s, -0.84, 0.86, y + 0.025, 0.02, row)
    s.obstacle("shelves", 0, 0, 1.8, 0.42, 1.95)
    s.landmark("shelf", 0, 1.1, 0.2, (0, 0.7), 180)


def _offer(s: SetBuilder) -> None:
    s.box(0, 2.45, 0.015, 1.3, 0.5, 0.03, "accent")
    with s.one():
        s.quad((-0.5, 2.62, 0.032), (0.6, 0, 0), (0, 0.14, 0), "paper")
    s.lathe(0.42, 2.7, 0.03, [(0.17, 0), (0, 0.004)], "mustard", 16, "z")
    s.landmark("sign", 0, 2.7, 0.03, (0, 0.7), 180)


_FREEZER = Piece(1.85, 2.25, 0.37, _freezer, 0.72)
_PACKETS = Piece(1.85, 1.95, 0.22, _wall_packets, 0.42)
_OFFER = Piece(1.4, 0.0, 0.0, _offer, 0.05, 2.35)


def _checkout(s: SetBuilder) -> None:
    """A till with its belt along x; the cashier sits at -z."""
    s.box(0, 0, 0, 2.2, 0.82, 0.6, "accent pale")
    s.box(0, 0.82, 0, 2.24, 0.04, 0.64, "steel")
    s.box(-0.4, 0.86, 0.0, 1.3, 0.012, 0.46, "belt")
    s.box(0, 0.06, 0.31, 2.2, 0.12, 0.02, "accent")
    with s.at(0.6, 0.86, -0.12, 180):
        s.box(0, 0, 0, 0.36, 0.1, 0.3, "black")
        s.box(0, 0.1, 0, 0.04, 0.25, 0.04, "black")
        s.box(0, 0.34, 0.0, 0.34, 0.22, 0.04, "black")
        s.quad((-0.14, 0.36, 0.022), (0.28, 0, 0), (0, 0.18, 0), "screen")
    _packets(s, -0.95, -0.3, 0.872, 0.05, 0)
    s.box(0.05, 0.872, 0.0, 0.04, 0.05, 0.4, "red")
    s.surface("belt", -0.1, 0.873, 0, 1.8, 0.5, [(0.2, 0.15), (-0.15, 0.18), (-0.9, 0.15)])
    s.obstacle("checkout", 0, 0, 2.24, 0.66, 0.9)
    s.landmark("checkout", 0, 0.9, 0.2, (0, 0.85), 180)
    s.landmark("counter", 0, 0.9, 0.2, (0.4, 0.85), 180)
    with s.at(0.5, 0, -0.7):
        f.office_chair(s)


def _fruit(s: SetBuilder) -> None:
    for row in range(2):
        y, z = 0.55 + 0.2 * row, 0.3 - 0.55 * row
        s.box(0, 0, z, 1.7, y, 0.5, "wood flat")
        for k, paint in enumerate(("red", "mustard", "bottle", "terracotta")):
            x = -0.63 + 0.42 * k
            s.box(x, y, z, 0.4, 0.06, 0.46, "wood dark")
            for j in range(9):
                s.ball(x - 0.12 + 0.12 * (j % 3), y + 0.1, z - 0.13 + 0.13 * (j // 3), 0.065, (paint, "leaf green", paint)[row if s.has("leaf green") else 0], n=8)  # fmt: skip
    s.obstacle("fruit stand", 0, 0, 1.7, 1.1, 0.85)
    s.landmark("fruit", 0, 0.7, 0.3, (0, 1.0), 180)


def _trolley(s: SetBuilder) -> None:
    with s.one():
        for y, k in ((0.95, 1.0), (0.75, 0.94), (0.5, 0.88)):
            a, b = 0.26 * k, 0.42 * k
            s.tube([(-a, y, -b), (a, y, -b), (a, y, b), (-a, y, b), (-a, y, -b)], 0.012, "metal", 5)
        for x in (-0.24, 0.24):
            for z in (-0.4, -0.13, 0.13, 0.4):
                s.tube([(x * 0.88, 0.5, z * 0.88), (x, 0.95, z)], 0.006, "metal", 4)
            for z in (-0.36, 0.36):
                s.tube([(x * 0.9, 0.5, z * 0.9), (x, 0.08, z)], 0.014, "steel", 5)
                s.ball(x, 0.06, z, 0.055, "black", n=8)
    s.tube([(-0.26, 1.0, 0.5), (0.26, 1.0, 0.5)], 0.018, "red", 6)
    s.box(0.05, 0.52, -0.1, 0.24, 0.2, 0.16, "mustard")
    s.cylinder(-0.1, 0.52, 0.12, 0.06, 0.22, "teal", n=10)
    s.obstacle("trolley", 0, 0, 0.56, 1.0, 1.0)
    s.landmark("trolley", 0, 1.0, 0.5, (0, 1.0), 180)


def gallery(s: SetBuilder) -> Set:
    """White rooms for pictures: plinths, a bench, light from above."""

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(0.9, 0, 1.2, 0):
            s.box(0, 0.36, 0, 1.8, 0.1, 0.5, "leather")
            for x in (-0.75, 0.75):
                s.box(x, 0, 0, 0.08, 0.36, 0.44, "black")
            s.obstacle("bench", 0, 0, 1.8, 0.5, 0.46)
            for k, x in enumerate((-0.5, 0.5)):
                s.seat(f"bench {k + 1}", x, 0.46, 0.0, "bench", (x, -0.6), 180)
            s.landmark("bench", 0, 0.46, 0, (0, -0.7), 0)
        for k, (x, z) in enumerate(((-1.9, -1.2), (1.9, -1.3), (-2.2, 1.6))):
            with s.at(x, 0, z):
                s.box(0, 0, 0, 0.5, 1.0, 0.5, "white")
                with s.one():
                    if k == 0:
                        s.ball(0, 1.2, 0, 0.2, "terracotta", n=16)
                        s.tube(
                            [(0, 1.3, 0), (0.12, 1.5, 0.05), (0, 1.7, 0.0), (-0.1, 1.85, 0)],
                            [0.1, 0.07, 0.05, 0.02],
                            "terracotta",
                            8,
                        )
                    elif k == 1:
                        s.lathe(
                            0,
                            1.0,
                            0,
                            [(0, 0), (0.1, 0), (0.2, 0.18), (0.16, 0.34), (0.07, 0.44), (0.1, 0.5), (0, 0.5)],
                            "teal",
                            20,
                        )
                    else:
                        s.prism(
                            [(-0.18, 1.0), (0.18, 1.0), (0.05, 1.4), (0.16, 1.75), (-0.1, 1.5)], -0.07, 0.07, "brass"
                        )
                s.obstacle("plinth", 0, 0, 0.5, 0.5, 1.7)
                s.landmark("statue", 0, 1.3, 0, (0, 0.75), 180)

    big = Piece(1.7, 0.0, 0.0, lambda s: f.picture(s, 0, 1.75, 1.6, 1.3), 0.05, 1.0)
    tall = Piece(1.0, 0.0, 0.0, lambda s: f.picture(s, 0, 1.75, 0.95, 1.35), 0.05, 1.0)
    return furnished_room(
        s,
        RoomPlan(
            size=(7.4, 3.6, 6.6),
            free=20.0,
            walls=("#d8d4ca", "#ccd0d0", "#b0a090"),
            floor=Floor(("#b89468", "#a88458"), Pattern.PLANKS, (0.1, 0.8)),
            windows={"west": (WindowAt(0.5, 2.6, 1.9, 1.1, (3, 1), False, "town"),)},
            doors={"south": (DoorAt(0.3, 1.2, True),), "east": (DoorAt(0.75, 1.1, True),)},
            along={"south": (p.PLANT,)},
            hang={"north": (big, tall), "east": (tall, big), "south": (tall, p.PICTURE), "west": (tall,)},
            islands=islands,
            accents=("#c8503c", "#3f7f80"),
            door="#7a7470",
            lamps="downlight",
            focus=(-0.2, -0.2),
            axis=85.0,
            ambience=("room",),
            echo=0.9,
            hall="public",
        ),
    )
