"""A shot's floor plan as a picture, as in a textbook of directing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PIL import Image

from fairtake.boards.floor.sheet import FINE, Sheet
from fairtake.boards.floor.survey import Plan, Viewpoint, survey
from fairtake.boards.floor.symbols import (
    BLUE,
    draw_box,
    draw_camera,
    draw_door,
    draw_line,
    draw_path,
    draw_person,
    draw_sight,
    draw_wall,
    name_box,
)
from fairtake.boards.floor.walls import walls_of
from fairtake.boards.palette import ACCENT, FAINT, HAIR, INK, PAPER, SHADE, SOFT, WHITE, Ink
from fairtake.lettering import shorten, text_width, wrap
from fairtake.model.mesh import Color
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot

__all__ = ["Plan", "floor_plan", "survey"]

_SIZE = (1560, 960)
_AREA = (44.0, 104.0, 1076.0, 906.0)
_COLUMN = (1118.0, 1516.0)
_PEOPLE: tuple[Ink, ...] = (
    (217, 164, 65),
    (93, 122, 104),
    (125, 90, 134),
    (70, 96, 131),
    (190, 122, 100),
    (128, 120, 76),
)


def floor_plan(
    performance: ScenePerformance,
    set_: Set,
    shots: Sequence[Shot],
    chosen: Shot,
    *,
    aspect: float = 16 / 9,
    heading: str = "",
    frame: Image.Image | None = None,
    colors: Mapping[str, Color] | None = None,
) -> Image.Image:
    """The set from above at the start of `chosen`, one of the scene's `shots`: walls (dashed
    where they are taken away), furniture, people and where they go, the line of action, the
    camera with what it sees and where it goes, the scene's other cameras.

    `frame` is the shot's picture for the margin, `colors` sRGB 0..1 by role, `aspect` the
    frame's width over its height.
    """
    plan = survey(performance, set_, shots, chosen, aspect)
    sheet = Sheet(_SIZE, _AREA, plan.ground, PAPER)
    inks = _inks(plan, colors or {})
    _floor(sheet, set_, plan)
    _set(sheet, set_, chosen, plan, inks)
    _frame_area(sheet)
    _heading(sheet, chosen, heading)
    _scale_bar(sheet)
    _margin(sheet, chosen, plan, frame, inks, performance.fps)
    return sheet.finished()


def _inks(plan: Plan, colors: Mapping[str, Color]) -> dict[str, Ink]:
    inks: dict[str, Ink] = {}
    for place, one in enumerate(plan.people):
        color = colors.get(one.role)
        inks[one.role] = (
            (round(color[0] * 255), round(color[1] * 255), round(color[2] * 255))
            if color is not None
            else _PEOPLE[place % len(_PEOPLE)]
        )
    return inks


def _floor(sheet: Sheet, set_: Set, plan: Plan) -> None:
    """The floor and its metre squares, over all of the area."""
    left, top, right, bottom = sheet.area
    sheet.shape([(left, top), (right, top), (right, bottom), (left, bottom)], SHADE if set_.interior else WHITE)
    if set_.interior:
        x0, _, z0, x1, _, z1 = set_.room
        x0, z0, x1, z1 = (*_inside(sheet, x0, z0), *_inside(sheet, x1, z1))
        sheet.shape([(x0, z0), (x1, z0), (x1, z1), (x0, z1)], WHITE)
    step = 1 if sheet.metre > 26 else 5
    for axis, (low, high) in enumerate(((left, right), (top, bottom))):
        metre = math.floor((plan.ground[axis] - 40) / step) * step
        while True:
            place = sheet.at(metre, metre)[axis]
            if place > high:
                break
            if place > low:
                ends = [(place, top), (place, bottom)] if axis == 0 else [(left, place), (right, place)]
                sheet.line(ends, (238, 232, 224), 0.8)
            metre += step


def _inside(sheet: Sheet, x: float, z: float) -> tuple[float, float]:
    px, py = sheet.at(x, z)
    left, top, right, bottom = sheet.area
    return min(max(px, left), right), min(max(py, top), bottom)


def _set(sheet: Sheet, set_: Set, chosen: Shot, plan: Plan, inks: Mapping[str, Ink]) -> None:
    for box in sorted(set_.obstacles, key=lambda one: one.center[1] + one.half[1]):
        draw_box(sheet, box)
    draw_line(sheet, plan)
    draw_sight(sheet, plan.camera)
    for wall in walls_of(set_):
        draw_wall(sheet, wall, away=wall.name in chosen.hidden)
    for door in set_.doors:
        if door.part not in chosen.hidden:
            draw_door(sheet, door)
    others = [other for other in plan.others if sheet.holds(*other.place, 14)]
    for other in others:
        draw_camera(sheet, other, chosen=False)
    for one in plan.people:
        draw_path(sheet, one, inks[one.role])
    for one in plan.people:
        draw_person(sheet, one, inks[one.role])
    draw_camera(sheet, plan.camera, chosen=True)
    _names(sheet, plan, others)
    for box in set_.obstacles:
        name_box(sheet, box)


def _names(sheet: Sheet, plan: Plan, others: Sequence[Viewpoint]) -> None:
    """The names of people and cameras, the chosen camera's first: each where it covers least."""
    camera = plan.camera
    lens = f"{camera.setup}  {camera.lens_mm:g} mm"
    sheet.label(sheet.at(*camera.place), 17, lens, "sans-bold", 19, ACCENT)
    for one in plan.people:
        sheet.label(
            sheet.at(*one.place), 0.24 * sheet.metre + 4, one.role, "sans-bold", 16, INK, must=len(plan.people) < 9
        )
    together: list[list[Viewpoint]] = []
    for other in others:
        for group in together:
            if math.dist(sheet.at(*group[0].place), sheet.at(*other.place)) < 14:
                group.append(other)
                break
        else:
            together.append([other])
    for group in together:
        letters = ", ".join(_letter(other.setup) for other in group)
        sheet.label(sheet.at(*group[0].place), 11, letters, "sans-bold", 14, FAINT)


def _letter(setup: str) -> str:
    """A setup's own letters: "A" of "12A"."""
    return setup.lstrip("0123456789.-") or setup


def _frame_area(sheet: Sheet) -> None:
    """Paper over what runs out of the plan area, and a line round it."""
    left, top, right, bottom = sheet.area
    width, height = sheet.size
    for box in ((0, 0, width, top), (0, bottom, width, height), (0, top, left, bottom), (right, top, width, bottom)):
        sheet.draw.rectangle([edge * FINE for edge in box], fill=PAPER)
    sheet.shape([(left, top), (right, top), (right, bottom), (left, bottom)], None, INK, 1.4)


def _heading(sheet: Sheet, chosen: Shot, heading: str) -> None:
    left, right = sheet.area[0], _COLUMN[1]
    sheet.text((left, 46), "FLOOR PLAN", "sans-bold", 13, SOFT)
    sheet.text((left, 82), f"Shot {chosen.number}", "serif-bold", 34, INK)
    after = left + sheet.wide(f"Shot {chosen.number}", "serif-bold", 34) + 20

    def measure(part: str) -> float:
        return sheet.wide(part, "sans", 18)

    room = right - after
    if heading:
        line = shorten(wrap(heading, measure, room), 1, measure, room)[0][0]
        sheet.text((after, 82), line, "sans", 18, SOFT)


def _scale_bar(sheet: Sheet) -> None:
    """A bar of whole metres, at most a fifth of the plan's width."""
    left, _, _, bottom = sheet.area
    room = (sheet.area[2] - left) * 0.2
    metres = max(m for m in (1, 2, 5, 10, 20, 50) if m * sheet.metre <= room or m == 1)
    y, tall = bottom + 18, 6
    for k in range(2):
        x0, x1 = left + k * metres * sheet.metre / 2, left + (k + 1) * metres * sheet.metre / 2
        sheet.shape([(x0, y), (x1, y), (x1, y + tall), (x0, y + tall)], INK if k == 0 else WHITE, INK, 1.0)
    end = left + metres * sheet.metre
    sheet.text((end + 8, y + tall + 1), f"{metres} m", "sans", 14, SOFT)
    if sheet.metre > 26:
        sheet.text((sheet.area[2], y + tall + 1), "one square is one metre", "sans-italic", 13, FAINT, "rs")


def _margin(
    sheet: Sheet, chosen: Shot, plan: Plan, frame: Image.Image | None, inks: Mapping[str, Ink], fps: int
) -> None:
    """The column beside the plan: the frame, what the shot is and why, the legend."""
    left, right = _COLUMN
    y = sheet.area[1]
    if frame is not None:
        wide = right - left
        tall = wide * frame.height / frame.width
        if tall > 330:
            wide, tall = 330 * frame.width / frame.height, 330.0
        picture = frame.resize((round(wide * FINE), round(tall * FINE)), Image.Resampling.LANCZOS)
        sheet.picture.paste(picture, (round(left * FINE), round(y * FINE)))
        sheet.shape([(left, y), (left + wide, y), (left + wide, y + tall), (left, y + tall)], None, INK, 1.4)
        y += tall + 30
    else:
        y += 14
    told = (str(chosen.size), chosen.kind, f"{chosen.lens_mm:g} mm", str(chosen.move), str(chosen.angle))
    facts = " · ".join(dict.fromkeys(told))
    y = _paragraph(sheet, facts, "sans-bold", 16, INK, y, 3)
    y = _paragraph(sheet, f"{chosen.frames / fps:.1f} seconds", "sans", 15, SOFT, y, 1) + 8
    y = _paragraph(sheet, chosen.reason, "serif", 17, INK, y, 6) + 10
    if chosen.runner_up:
        y = _paragraph(sheet, f"Runner-up: {chosen.runner_up}", "sans-italic", 14.5, SOFT, y, 4) + 10
    _legend(sheet, plan, chosen, inks, max(y + 6, sheet.area[3] - 250))


def _paragraph(sheet: Sheet, text: str, face: str, size: float, ink: Ink, y: float, most: int) -> float:
    left, right = _COLUMN

    def measure(part: str) -> float:
        return text_width(part, face, size)

    for line in shorten(wrap(text, measure, right - left), most, measure, right - left)[0]:
        sheet.text((left, y), line, face, size, ink)
        y += size * 1.32
    return y


def _legend(sheet: Sheet, plan: Plan, chosen: Shot, inks: Mapping[str, Ink], y: float) -> None:
    """The signs that are on this plan, and only those."""
    left, right = _COLUMN
    sheet.line([(left, y), (right, y)], HAIR, 1.2)
    y += 26
    x = left + 46
    rows: list[tuple[str, Callable[[float], None]]] = []

    def stroke(ink: Ink, width: float, dash: tuple[float, float] | None, arrow: bool) -> Callable[[float], None]:
        def draw(at: float) -> None:
            ends = [(left, at), (left + 15, at), (left + 34, at)]
            if arrow:
                sheet.arrow(ends, ink, width, dash)
            else:
                sheet.line(ends, ink, width, dash)

        return draw

    def camera(fill: Ink, ink: Ink) -> Callable[[float], None]:
        def draw(at: float) -> None:
            sheet.shape(
                [(left + 19, at - 4), (left + 31, at - 8), (left + 31, at + 8), (left + 19, at + 4)], fill, ink, 1.1
            )
            sheet.shape(
                [(left + 2, at - 8), (left + 22, at - 8), (left + 22, at + 8), (left + 2, at + 8)], fill, ink, 1.1
            )

        return draw

    rows.append(("this camera, and what it sees", camera(ACCENT, INK)))
    if plan.camera.path:
        rows.append(("the way the camera goes", stroke(ACCENT, 2.0, (6, 4), True)))
    if plan.others:
        rows.append(("the scene's other setups", camera(SHADE, FAINT)))
    if any(one.path for one in plan.people):
        ink = next(inks[one.role] for one in plan.people if one.path)
        rows.append(("the way somebody goes", stroke(ink, 2.2, (6, 4), True)))
    if plan.line_ends is not None:
        rows.append(("line of action; the tint is the side the camera is on", stroke(BLUE, 1.8, (9, 5), False)))
    if any(name.startswith("wall") for name in chosen.hidden):
        rows.append(("a wall taken away for this setup", stroke(SOFT, 1.2, (5, 4), False)))
    for text, draw in rows:
        draw(y)
        sheet.text((x, y + 5), text, "sans", 14.5, SOFT)
        y += 27
