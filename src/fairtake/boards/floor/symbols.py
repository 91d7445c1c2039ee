"""The signs of a floor plan: people, cameras, furniture, walls, the line of action."""

from __future__ import annotations

import math

from fairtake.boards.floor.sheet import Point, Sheet
from fairtake.boards.floor.survey import Ground, Plan, Standing, Viewpoint
from fairtake.boards.floor.walls import Wall
from fairtake.boards.palette import ACCENT, FAINT, HAIR, INK, SHADE, SOFT, WHITE, Ink
from fairtake.model.set import Box, Door

__all__ = [
    "BLUE",
    "draw_box",
    "draw_camera",
    "draw_door",
    "draw_line",
    "draw_path",
    "draw_person",
    "draw_sight",
    "draw_wall",
    "name_box",
]

BLUE: Ink = (54, 104, 128)
_WOOD: Ink = (240, 233, 220)
_ROUND = ("plant", "tree", "lamp", "bollard", "post", "bin", "stool", "pillar", "column", "fountain")
_TALL = ("house", "wall", "building")
_BACKED = ("chair", "sofa", "armchair", "bench", "pew", "seat")


def _turn(point: Ground, yaw: float) -> Ground:
    """A local point (x, z) turned about y by `yaw` (positive takes +z toward +x)."""
    c, s = math.cos(yaw), math.sin(yaw)
    return point[0] * c + point[1] * s, -point[0] * s + point[1] * c


def draw_box(sheet: Sheet, box: Box) -> None:
    """A piece of furniture, a house, a tree: its footprint, a chair's back."""
    x, z = box.center[0], box.center[2]
    a, b = box.half[0], box.half[2]

    def corner(u: float, v: float) -> Point:
        dx, dz = _turn((u * a, v * b), box.yaw)
        return sheet.at(x + dx, z + dz)

    if any(word in box.name for word in _ROUND) and max(a, b) < 1.0:
        radius = max(a, b) * sheet.metre
        if "tree" in box.name:
            sheet.disc(sheet.at(x, z), max(radius, 1.1 * sheet.metre), (228, 232, 214), (164, 176, 146), 1.0)
        leafy = "plant" in box.name
        sheet.disc(sheet.at(x, z), radius, (214, 224, 200) if leafy else _WOOD, SOFT, 1.1)
        return
    ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
    if any(word in box.name for word in _TALL):
        sheet.shape(ring, HAIR, FAINT, 1.2)
        return
    sheet.shape(ring, _WOOD, SOFT, 1.2)
    if any(word in box.name for word in _BACKED):
        sheet.shape([corner(-1, -1), corner(1, -1), corner(1, -0.62), corner(-1, -0.62)], HAIR, SOFT, 1.0)


def name_box(sheet: Sheet, box: Box) -> None:
    """A piece of furniture's name inside it, where there is room and nobody is in the way."""
    place = sheet.at(box.center[0], box.center[2])
    across = abs(math.sin(box.yaw)) > 0.7
    wide = 2 * (box.half[2] if across else box.half[0]) * sheet.metre
    deep = 2 * (box.half[0] if across else box.half[2]) * sheet.metre
    half = sheet.wide(box.name, "sans-italic", 12.5) / 2 + 3
    fits = 2 * half + 6 < wide and deep > 18 and sheet.holds(box.center[0], box.center[2], half)
    if fits and sheet.free(place, half, 8):
        sheet.text(place, box.name, "sans-italic", 12.5, SOFT, "mm")


def draw_wall(sheet: Sheet, wall: Wall, *, away: bool) -> None:
    """A wall with its windows and ways; dashed where it has been taken away for the shot."""
    for stretch in wall.solid:
        ring = _ring(sheet, wall, stretch)
        if away:
            sheet.line([*ring, ring[0]], SOFT, 1.1, (5, 4))
        else:
            sheet.shape(ring, INK)
    for stretch in wall.windows:
        ring = _ring(sheet, wall, stretch)
        if away:
            sheet.line([*ring, ring[0]], FAINT, 1.0, (3, 4))
        else:
            sheet.shape(ring, WHITE, INK, 1.1)
            pane = _ring(sheet, wall, stretch, 0.36)
            sheet.shape(pane, None, INK, 0.8)


def _ring(sheet: Sheet, wall: Wall, stretch: tuple[float, float], inset: float = 0.0) -> list[Point]:
    x0, z0, x1, z1 = wall.box(stretch, inset)
    return [sheet.at(x0, z0), sheet.at(x1, z0), sheet.at(x1, z1), sheet.at(x0, z1)]


def draw_door(sheet: Sheet, door: Door) -> None:
    """A door's leaf, open, and the quarter circle it goes through."""
    if not door.part or not sheet.holds(door.position[0], door.position[2]):
        return
    hinge = (door.hinge[0], door.hinge[2])
    shut = (2 * (door.position[0] - hinge[0]), 2 * (door.position[2] - hinge[1]))
    swing = door.swing or math.pi / 2
    turn = math.copysign(min(abs(swing), math.pi / 2), swing)
    arc = []
    for step in range(13):
        dx, dz = _turn(shut, turn * step / 12)
        arc.append(sheet.at(hinge[0] + dx, hinge[1] + dz))
    sheet.line(arc, FAINT, 1.0, (4, 3))
    sheet.line([sheet.at(*hinge), arc[-1]], INK, 2.2)


def draw_sight(sheet: Sheet, camera: Viewpoint, ink: Ink = ACCENT) -> None:
    """What a camera sees: its angle of view at the start, and the edges of that at the end."""
    reach = camera.reach * 1.3 + 0.4
    left, right = (_along(camera.place, camera.look, side * camera.half, reach) for side in (-1, 1))
    fan = [_along(camera.place, camera.look, camera.half * (k / 8 - 1), reach) for k in range(17)]
    sheet.tint([sheet.at(*camera.place), *(sheet.at(*p) for p in fan)], ink, 0.13)
    for edge in (left, right):
        _clipped(sheet, [sheet.at(*camera.place), sheet.at(*edge)], ink, 1.4)
    if camera.path or camera.look != camera.look_after:
        end = camera.path[-1] if camera.path else camera.place
        far = max(1.2, reach - math.dist(camera.place, end) * 0.5)
        for side in (-1, 1):
            edge = _along(end, camera.look_after, side * camera.half_after, far)
            _clipped(sheet, [sheet.at(*end), sheet.at(*edge)], ink, 1.2, (7, 5))


def _along(place: Ground, look: Ground, angle: float, reach: float) -> Ground:
    c, s = math.cos(angle), math.sin(angle)
    return place[0] + (look[0] * c - look[1] * s) * reach, place[1] + (look[0] * s + look[1] * c) * reach


def _clipped(
    sheet: Sheet, points: list[Point], ink: Ink, width: float, dash: tuple[float, float] | None = None
) -> None:
    """A straight stroke as far as the plan area goes."""
    (x0, y0), (x1, y1) = points
    left, top, right, bottom = sheet.area
    t = 1.0
    for start, step, low, high in ((x0, x1 - x0, left, right), (y0, y1 - y0, top, bottom)):
        if step > 1e-9:
            t = min(t, (high - start) / step)
        elif step < -1e-9:
            t = min(t, (low - start) / step)
    if t > 0:
        sheet.keep_clear_along([(x0, y0), (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)], 3.0)
        sheet.line([(x0, y0), (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)], ink, width, dash)


def draw_camera(sheet: Sheet, camera: Viewpoint, *, chosen: bool) -> None:
    """A camera's body and lens hood; its way, and where that ends, for the chosen one."""
    scale = max(1.0, 30 / (0.5 * sheet.metre)) if chosen else max(0.85, 22 / (0.5 * sheet.metre))
    if camera.path and chosen:
        path = [sheet.at(*point) for point in camera.path]
        sheet.keep_clear_along(path)
        sheet.keep_clear(path[-1], 0.24 * scale * sheet.metre)
        _body(sheet, camera.path[-1], camera.look_after, scale, WHITE, ACCENT, 1.4)
        sheet.arrow(path, ACCENT, 2.0, (7, 5))
    if chosen:
        _body(sheet, camera.place, camera.look, scale, ACCENT, INK, 1.3)
    else:
        _body(sheet, camera.place, camera.look, scale, SHADE, FAINT, 1.1)
    sheet.keep_clear(sheet.at(*camera.place), 0.26 * scale * sheet.metre)


def _body(sheet: Sheet, place: Ground, look: Ground, scale: float, fill: Ink, ink: Ink, width: float) -> None:
    def corner(ahead: float, aside: float) -> Point:
        x = place[0] + (look[0] * ahead - look[1] * aside) * scale
        z = place[1] + (look[1] * ahead + look[0] * aside) * scale
        return sheet.at(x, z)

    hood = [corner(0.02, 0.055), corner(0.2, 0.12), corner(0.2, -0.12), corner(0.02, -0.055)]
    case = [corner(-0.3, -0.13), corner(-0.3, 0.13), corner(0.05, 0.13), corner(0.05, -0.13)]
    sheet.shape(hood, fill, ink, width)
    sheet.shape(case, fill, ink, width)


def draw_path(sheet: Sheet, one: Standing, ink: Ink) -> None:
    """The way somebody goes, dashed, with an arrow at its end."""
    if one.path:
        path = [sheet.at(*point) for point in one.path]
        sheet.keep_clear_along(path)
        sheet.arrow(path, ink, 2.2, (6, 5))


def draw_person(sheet: Sheet, one: Standing, ink: Ink) -> None:
    """Shoulders across the body's direction, a head that looks where the eyes do."""
    scale = max(1.0, 27 / (0.48 * sheet.metre))
    x, z = one.place

    def spot(ahead: float, aside: float, facing: Ground) -> Point:
        return sheet.at(
            x + (facing[0] * ahead - facing[1] * aside) * scale, z + (facing[1] * ahead + facing[0] * aside) * scale
        )

    steps = [2 * math.pi * k / 36 for k in range(36)]
    # A superellipse reads as shoulders where an ellipse reads as an egg.
    ring = [
        spot(
            math.copysign(abs(math.cos(t)) ** 0.8, math.cos(t)) * 0.125,
            math.copysign(abs(math.sin(t)) ** 0.8, math.sin(t)) * 0.25,
            one.body,
        )
        for t in steps
    ]
    sheet.shape(ring, ink, INK, 1.4)
    nose = [spot(0.085, 0.06, one.look), spot(0.185, 0.0, one.look), spot(0.085, -0.06, one.look)]
    sheet.shape(nose, WHITE, INK, 1.3)
    sheet.disc(sheet.at(x, z), 0.108 * scale * sheet.metre, WHITE, INK, 1.4)
    sheet.keep_clear(sheet.at(x, z), 0.24 * scale * sheet.metre)


def draw_line(sheet: Sheet, plan: Plan) -> None:
    """The line of action through the two who talk, and the side of it the camera keeps to."""
    ends = plan.line_ends
    if ends is None:
        return
    a, b = ends
    far = max(math.dist(a, b), 1e-6)
    dx, dz = (b[0] - a[0]) / far, (b[1] - a[1]) / far
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    camera = plan.camera.place
    side = 1.0 if (camera[0] - middle[0]) * -dz + (camera[1] - middle[1]) * dx >= 0 else -1.0
    radius = far / 2
    half = [
        (
            middle[0] + radius * (dx * math.cos(t) - dz * side * math.sin(t)),
            middle[1] + radius * (dz * math.cos(t) + dx * side * math.sin(t)),
        )
        for t in (math.pi * k / 40 for k in range(41))
    ]
    sheet.tint([sheet.at(*point) for point in half], BLUE, 0.09)
    centre = sheet.at(*middle)
    for end in ends:
        _clipped(sheet, [centre, sheet.at(*end)], BLUE, 1.8, (11, 6))
