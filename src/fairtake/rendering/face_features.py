"""What a face is drawn with: eyes, brows, nose, mouth, folds - shapes onto a Sheet.

Every function takes the style and the parameters of one moment (`Pose`) and adds shapes in
the order in which they are painted. All of it is continuous: a mouth that is closed is the
limit of one that is open, and a shut eye of an open one, so nothing pops.
Proportions after the art direction: eyes at x .168, y .468, mouth at y .186 of the head.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from fairtake.model.figure import FaceStyle
from fairtake.rendering.face_sheet import RGB, Points, Sheet, lifted, mix, oval, spline

__all__ = ["Palette", "Pose", "draw_base", "draw_lower", "draw_upper"]

Pose = Mapping[str, float]

_EYE_X, _EYE_Y = 0.168, 0.468
_BROW_Y = 0.572
_MOUTH_Y = 0.186
_INK: RGB = (48.0, 34.0, 46.0)
_CAVITY: RGB = (94.0, 36.0, 48.0)
_TEETH: RGB = (246.0, 238.0, 224.0)
_TONGUE: RGB = (206.0, 104.0, 100.0)


def _rgb(color: tuple[float, float, float]) -> RGB:
    return (color[0] * 255, color[1] * 255, color[2] * 255)


def _smooth(low: float, high: float, x: float) -> float:
    t = min(1.0, max(0.0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)


class Palette:
    """The style's colours, 0..255, and what of it is used again and again."""

    def __init__(self, style: FaceStyle) -> None:
        self.style = style
        self.skin, self.lip, self.iris, self.brow = (_rgb(c) for c in (style.skin, style.lip, style.iris, style.brow))
        s = self.skin
        self.light = sum(s) / 765
        # White brows on a pale face say nothing: they are drawn much darker than the skin.
        ink: RGB = (70.0, 52.0, 60.0)
        least, brow = 0.54 * sum(s), sum(self.brow)
        if brow > least:
            # On a skin as dark as ink they are the same hue, only darker.
            above = (least - sum(ink)) / (brow - sum(ink)) if brow > sum(ink) else -1.0
            self.brow = mix(ink, self.brow, above) if above > 0 else mix((0.0, 0.0, 0.0), ink, least / sum(ink))
        self.line: RGB = (s[0] * 0.58, s[1] * 0.42, s[2] * 0.42)
        self.shade: RGB = (s[0] * 0.86, s[1] * 0.74, s[2] * 0.76)
        self.blush = mix(s, (224.0, 92.0, 84.0), 0.55 if self.light > 0.55 else 0.35)
        self.white = mix((247.0, 241.0, 231.0), s, 0.10 if self.light > 0.66 else 0.20)
        f = style.femininity
        faded = 0.26 * min(1.0, max(0.0, (style.age - 48) / 24))
        self.upper_lip = mix(s, self.lip, 0.62 + 0.35 * f - faded)
        self.lower_lip = mix(s, mix(self.lip, (255.0, 210.0, 190.0), 0.12), 0.58 + 0.35 * f - faded)
        self.mouth_line: RGB = mix((84.0, 42.0, 44.0), s, 0.04)
        self.old = min(1.0, max(0.0, (style.age - 42) / 30))
        self.child = min(1.0, max(0.0, (15 - style.age) / 9))


def draw_base(sheet: Sheet, palette: Palette) -> None:
    """What never moves: stubble, freckles, the nose, the patch of a beard under the mouth."""
    style, line = palette.style, palette.line
    if style.stubble is not None:
        tone = _rgb(style.stubble)
        for grow in (0.045, 0.036, 0.027, 0.018, 0.009, 0.0, -0.009):
            sheet.fill(_jaw_shade(grow), mix(palette.skin, tone, 0.45), 0.07)
    if style.freckles:
        rng = np.random.default_rng(2)
        for _ in range(30):
            x, y, r = rng.normal(0, 0.13), rng.normal(0.37, 0.028), rng.uniform(0.0035, 0.0058)
            sheet.fill(oval(x, y, r, r), mix(palette.skin, (170.0, 90.0, 60.0), 0.45))
    if style.beard is not None:
        sheet.fill(oval(0, 0.150, 0.162, 0.122), _rgb(style.beard))
    small = 1 - 0.35 * palette.child
    sheet.stroke(
        [(-0.030 * small, 0.300), (-0.012, 0.289), (0.010, 0.289), (0.030 * small, 0.301)], (0.002, 0.009, 0.002), line
    )
    for side in (1, -1):
        nostril = [(side * 0.052 * small, 0.300), (side * 0.066 * small, 0.312), (side * 0.066 * small, 0.334)]
        sheet.stroke(nostril, (0.003, 0.0065, 0.002), line, 1 - 0.5 * palette.child)


def _jaw_shade(grow: float) -> Points:
    # Its edges fade upward, toward the ears and toward the throat, or it would look cut out.
    side = 0.40 + 1.6 * grow
    outline = [(-side, 0.40), (-0.34, 0.25), (-0.22, 0.245), (-0.11, 0.278), (0, 0.264), (0.11, 0.278), (0.22, 0.245)]
    outline += [(0.34, 0.25), (side, 0.40)]
    top = lifted(spline(outline), grow - 0.01)
    low = -0.020 - 1.4 * grow
    jaw = spline(
        [
            (side, 0.36),
            (0.37, 0.14 - grow),
            (0.25, low + 0.02),
            (0, low),
            (-0.25, low + 0.02),
            (-0.37, 0.14 - grow),
            (-side, 0.36),
        ]
    )
    return np.concatenate([top, jaw])


def draw_upper(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    """Blush, forehead, brows, eyes, tears: the part of the face above the nose's base."""
    _cheeks(sheet, palette, pose)
    _forehead(sheet, palette, pose)
    for side in (1, -1):
        _eye(sheet, palette, pose, side)
        _brow(sheet, palette, pose, side)
    if palette.style.glasses is not None:
        _glints(sheet)


def draw_lower(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    """Blush, folds, mouth, chin: the part below the nose's base."""
    _cheeks(sheet, palette, pose)
    _folds(sheet, palette, pose)
    _mouth(sheet, palette, pose)


def _cheeks(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    strength = (0.22 + 0.20 * palette.style.femininity + 0.25 * palette.child + 0.70 * pose["cheek"]) * 0.42
    lift = 0.018 * pose["cheek"]
    for side in (1, -1):
        for size in (1.0, 0.84, 0.68, 0.52):
            sheet.fill(oval(side * 0.205, 0.352 + lift, 0.090 * size, 0.052 * size), palette.blush, strength * 0.30)


def _forehead(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    amount = max(pose["forehead"], 0.55 * palette.old)
    raised = 0.012 * pose["brow_inner"]
    for y, share in ((0.690, 1.0), (0.727, 0.85)):
        curve = [(-0.13, y + raised), (-0.05, y + 0.008 + raised), (0.05, y + 0.006 + raised), (0.13, y + raised)]
        sheet.stroke(curve, (0.0, 0.0062, 0.0), palette.line, 0.6 * amount * share)
    frown = max(pose["frown"], 0.6 * pose["brow_squeeze"])
    wrinkle = pose["nose_wrinkle"]
    for side in (1, -1):
        between = [(side * 0.030, 0.590), (side * 0.023, 0.562), (side * 0.030, 0.535)]
        sheet.stroke(between, (0.001, 0.0062, 0.001), palette.line, frown)
        high = [(side * 0.028, 0.460), (side * 0.045, 0.440), (side * 0.066, 0.435)]
        low = [(side * 0.022, 0.435), (side * 0.036, 0.420), (side * 0.052, 0.418)]
        sheet.stroke(high, (0.001, 0.0055, 0.001), palette.line, wrinkle)
        sheet.stroke(low, (0.001, 0.0050, 0.001), palette.line, wrinkle)


def _brow(sheet: Sheet, palette: Palette, pose: Pose, side: int) -> None:
    inner, outer, squeeze = pose["brow_inner"], pose["brow_outer"], pose["brow_squeeze"]
    cock = pose["brow_cock"]
    if side > 0:
        inner, outer = inner + 1.15 * cock, outer + 1.15 * cock
    else:
        inner, outer = inner - 0.15 * cock, outer - 0.10 * cock
    style = palette.style
    x = 0.078 - 0.020 * squeeze
    y = _BROW_Y + 0.006 * palette.child
    # Raised inner ends make a slope, not an arch: worry reads by the straight line down and out.
    worry = max(0.0, inner - outer)
    points = [
        (side * x, y - 0.004 + (0.054 if inner > 0 else 0.050) * inner - 0.008 * squeeze),
        (side * (0.135 - 0.006 * squeeze), y + 0.010 + 0.030 * inner + 0.013 * outer - 0.004 * worry),
        (side * 0.205, y + 0.018 + 0.006 * inner + 0.036 * outer - 0.009 * worry),
        (side * 0.268, y - 0.012 + 0.052 * outer),
    ]
    thick = (0.032 - 0.009 * style.femininity) * style.brow_thickness * (1 - 0.25 * palette.child) / 2
    sheet.ribbon(points, thick * np.array([0.30, 0.80, 0.90, 0.95, 0.95, 0.85, 0.62, 0.36, 0.10]), palette.brow)


def _eye(sheet: Sheet, palette: Palette, pose: Pose, side: int) -> None:
    style = palette.style
    f, size = style.femininity, style.eye
    middle = side * _EYE_X
    half = 0.080 * size * (1 + 0.04 * f)
    look_up = pose["gaze_y"]
    lid = pose["lid_upper"] * (1 - pose["blink"])
    # Lids follow the gaze: looking down half closes them.
    lid *= 1 + (0.30 if look_up < 0 else 0.10) * look_up
    if side < 0:
        lid *= 1 - 0.14 * pose["brow_cock"]
    lid = max(0.0, lid)
    high = 0.046 * size * (1 + 0.12 * f)
    # Past flat, a raised lower lid swells into the crescent of smiling eyes.
    low = 0.027 * size * (1 - 1.5 * pose["lid_lower"])
    shut = 1 - min(1.0, lid / 0.35)
    tilt = 0.010 * pose["eye_tilt"]
    low *= 1 - 0.25 * shut
    press, droop = _brow_weight(pose, side)

    def place(points: Points) -> Points:
        return points * (side * half, 1.0) + (middle, _EYE_Y)

    inner, outer = (-1.0, -0.010 - tilt * 0.4), (1.0, 0.010 + tilt + 0.004 * f)
    open_lid = np.array(
        [
            inner,
            (-0.62, high * (0.66 - 0.46 * press + 0.06 * droop) - 0.002),
            (-0.08, high * (1 - 0.22 * press - 0.10 * droop) + 0.002),
            (0.48, high * (0.86 - 0.36 * droop) + 0.006 + tilt * 0.5),
            outer,
        ]
    )
    lower_lid = np.array(
        [inner, (-0.62, -low * 0.66 - 0.004), (-0.08, -low - 0.003), (0.48, -low * 0.86 - 0.001), outer]
    )
    upper = place(spline(lower_lid + (open_lid - lower_lid) * lid))
    lower = place(spline(lower_lid))
    if lid > 0.01:
        sheet.clip(np.concatenate([upper, lower[::-1]]))
        _eyeball(sheet, palette, pose, (middle, side), upper, lower)
        sheet.unclip()
    soft = palette.line if f < 0.5 else mix(palette.line, _INK, 0.35)
    sheet.stroke_curve(lower[6:], (0.003, 0.0050, 0.0055), soft, 1 - 0.6 * shut)
    lash = (0.0135 + 0.004 * f * style.lash) * (1 + 0.10 * shut)
    tip_y = outer[1] + (0.006 + 0.010 * f * style.lash) * (1 - 1.9 * shut)
    tip = [[middle + side * half * (1.09 + 0.05 * f * style.lash), _EYE_Y + tip_y]]
    sheet.stroke_curve(np.concatenate([upper, tip]), (0.005, lash, 0.0035), _INK)
    crease = lifted(upper[5:-4], 0.017 + 0.004 * f + 0.010 * max(0.0, 1 - lid))
    sheet.stroke_curve(crease, (0.002, 0.0055, 0.003), palette.line, 1 - 0.45 * shut)
    _around_eye(sheet, palette, pose, middle, side, half)
    _tears(sheet, pose, middle, side, lower)


def _brow_weight(pose: Pose, side: int) -> tuple[float, float]:
    """How far the brow weighs on the upper lid, 0..1: on its inner half (anger looks out from
    under) and on its outer half (grief hangs)."""
    cock = pose["brow_cock"] if side > 0 else 0.0
    slope = pose["brow_outer"] - pose["brow_inner"]
    press = _smooth(0.25, 1.25, slope) * (1 - min(1.0, cock)) * min(1.0, 1.6 - pose["lid_upper"])
    droop = _smooth(0.30, 1.40, -slope) * min(1.0, max(0.0, 1.9 - 1.2 * pose["lid_upper"]))
    return max(0.0, press), droop


def _eyeball(
    sheet: Sheet, palette: Palette, pose: Pose, where: tuple[float, int], upper: Points, lower: Points
) -> None:
    middle, side = where
    size = palette.style.eye
    sheet.fill(np.concatenate([lifted(upper, 0.01), (lifted(lower, -0.01))[::-1]]), palette.white)
    radius = 0.0385 * size * (0.35 + 0.65 * pose["iris"])
    x = middle + 0.034 * pose["gaze_x"] - 0.002 * side
    y = _EYE_Y + 0.007 + (0.027 if pose["gaze_y"] > 0 else 0.020) * pose["gaze_y"]
    sheet.fill(oval(x, y, radius, radius * 1.06), mix(palette.iris, (25.0, 18.0, 30.0), 0.55))
    sheet.fill(oval(x, y, radius - 0.0055, (radius - 0.0055) * 1.06), palette.iris)
    sheet.fill(oval(x, y - 0.012, radius * 0.60, radius * 0.60), mix(palette.iris, (255.0, 240.0, 200.0), 0.28))
    pupil = 0.0385 * size * (0.15 + 0.35 * pose["iris"])
    sheet.fill(oval(x, y, pupil, pupil), (30.0, 22.0, 34.0))
    # The lid's shadow on the ball, then the lights on top of it.
    sheet.between(lifted(upper, 0.02), lifted(upper, -0.0135), (92.0, 84.0, 122.0), 0.41)
    sheet.fill(oval(x - 0.013 * size, y + 0.016 * size, 0.0098 * size, 0.0098 * size), (255.0, 252.0, 244.0))
    sheet.fill(oval(x + 0.013 * size, y - 0.015 * size, 0.0042 * size, 0.0042 * size), (236.0, 232.0, 236.0))
    wet = pose["tears"]
    if wet > 0:
        sheet.between(lifted(lower, 0.015 * wet), lifted(lower, -0.01), (250.0, 252.0, 255.0), min(1.0, 1.5 * wet))
        shine = 0.6 + wet
        sheet.fill(
            oval(x - 0.006, y - 0.024 * size, 0.011 * size * shine, 0.0055 * size * shine),
            (255.0, 253.0, 250.0),
            min(1.0, 2 * wet),
        )


def _around_eye(sheet: Sheet, palette: Palette, pose: Pose, middle: float, side: int, half: float) -> None:
    bag = max(0.9 * palette.old, _smooth(0.2, 0.6, pose["lid_lower"]))
    points = np.array([(-0.75, -0.040), (-0.1, -0.052), (0.6, -0.040)]) * (side * half, 1.0) + (middle, _EYE_Y)
    sheet.stroke(points, (0.001, 0.0045, 0.001), palette.line, 0.8 * bag)
    feet = max(_smooth(0.45, 1.0, palette.old), 0.5 * palette.old * pose["lid_lower"])
    for k in (-1, 0, 1):
        line = [
            (middle + side * (half + dx), _EYE_Y + 0.012 * k + dy * k)
            for dx, dy in ((0.03, 0), (0.046, 0.005), (0.064, 0.012))
        ]
        sheet.stroke(line, (0.004, 0.0035, 0.001), palette.line, 0.8 * feet)


def _tears(sheet: Sheet, pose: Pose, middle: float, side: int, lower: Points) -> None:
    """A drop that gathers at the lid and, past half, runs down the cheek."""
    fall = _smooth(0.45, 1.0, pose["tears"])
    if fall <= 0:
        return
    x = middle + side * 0.012
    y0 = float(lower[:, 1].min()) - 0.004
    y1 = y0 - 0.095 * fall
    sheet.stroke(
        [(x, y0), (x + side * 0.004, (y0 + y1) / 2), (x + side * 0.005, y1)],
        (0.004, 0.006, 0.008),
        (238.0, 246.0, 252.0),
        0.55 * fall,
    )
    sheet.fill(oval(x + side * 0.005, y1, 0.0085, 0.012), (226.0, 240.0, 250.0), 0.85 * fall)
    sheet.fill(oval(x + side * 0.005 - 0.003, y1 + 0.003, 0.0025, 0.004), (255.0, 255.0, 255.0), fall)


def _glints(sheet: Sheet) -> None:
    """Light on the lenses: two slanted bands a side, hardly there."""
    for side in (1, -1):
        x = side * 0.158
        for shift, width in ((0.035, 0.020), (0.068, 0.008)):
            band = np.array(
                [
                    (x + shift, 0.535),
                    (x + shift + width, 0.535),
                    (x + shift + width - 0.07, 0.405),
                    (x + shift - 0.07, 0.405),
                ]
            )
            sheet.fill(band, (255.0, 255.0, 250.0), 0.16)


def _folds(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    amount = max(pose["fold"], 0.75 * palette.old)
    for side in (1, -1):
        k = 0.02 * pose["smile"] + 0.012 * (pose["mouth_width"] - 1)
        line = [(side * 0.082, 0.322), (side * (0.125 + k), 0.275), (side * (0.150 + k * 1.5), 0.215)]
        sheet.stroke(line, (0.002, 0.0062, 0.001), palette.line, 0.95 * amount)


def _mouth(sheet: Sheet, palette: Palette, pose: Pose) -> None:
    f = palette.style.femininity
    smile, skew, press = pose["smile"], pose["mouth_skew"], pose["press"]
    pucker, square = pose["pucker"], pose["mouth_square"]
    opening = max(0.0, pose["mouth_open"]) * (1 - _smooth(0.0, 0.85, press))
    gate = _smooth(0.0, 0.14, opening)
    w = 0.098 * pose["mouth_width"] * (1 - 0.35 * pucker) * (1 - 0.10 * palette.child)
    x = 0.030 * pose["mouth_shift"]
    jaw = pose["jaw"]
    y = _MOUTH_Y - 0.010 * jaw - 0.014 * smile + 0.008 * pose["lip_upper"] * (1 - gate)
    bend = (0.038 if smile > 0 else 0.034) * smile
    corner_l = (x - w, _MOUTH_Y - 0.010 * jaw + bend - 0.022 * skew)
    corner_r = (x + w, _MOUTH_Y - 0.010 * jaw + bend + 0.022 * skew)
    lip_lower = pose["lip_lower"]
    up = gate * (0.004 + 0.016 * pose["lip_upper"] + 0.004 * pucker) + 0.020 * opening
    down = opening * 0.092 * (1 - 0.2 * square) * (1 + 0.55 * min(0.0, lip_lower))
    down += gate * 0.020 * max(0.0, lip_lower) + 0.014 * jaw * gate
    full = (1 - 0.55 * press) * (1 + 0.3 * pucker)
    thick_u = (0.030 + 0.002 * f) * full * (1 - 0.06 * palette.child)
    thick_l = (0.041 + 0.002 * f) * full * (1 + 0.65 * min(0.0, lip_lower)) * (1 - 0.06 * palette.child)
    pout = 0.006 * max(0.0, lip_lower) * (1 - gate)
    thick_l += pout

    # Control points of the closed line and of the open rims, then between them by `gate`.
    k = 0.5 + gate * (0.12 + 0.25 * square + 0.12 * pucker)
    lift = 0.003 * smile * gate
    closed_l = y + 0.35 * (corner_l[1] - y) + 0.001
    closed_r = y + 0.35 * (corner_r[1] - y) + 0.001

    def rim(height: float, side_share: float, dip: float) -> Points:
        left = closed_l + (y + height * side_share + lift - closed_l) * gate
        right = closed_r + (y + height * side_share + lift - closed_r) * gate
        return spline([corner_l, (x - w * k, left), (x, y + height - dip), (x + w * k, right), corner_r])

    dip = 0.003 * (1 - gate)
    inner_u = rim(up, 0.78, dip)
    inner_l = rim(-down, 0.72, dip)
    top_l = closed_l * (1 - gate) + (y + up * 0.78 + lift) * gate + thick_u * (0.70 + 0.10 * gate)
    top_r = closed_r * (1 - gate) + (y + up * 0.78 + lift) * gate + thick_u * (0.70 + 0.10 * gate)
    bow = y + up + thick_u
    outer_u = spline(
        [
            corner_l,
            (x - w * k * 0.9, top_l),
            (x - w * 0.15, bow),
            (x, bow - thick_u * 0.20),
            (x + w * 0.15, bow),
            (x + w * k * 0.9, top_r),
            corner_r,
        ]
    )
    base = y - down
    bottom_l = closed_l * (1 - gate) + (y - down * 0.72) * gate - thick_l * 0.75
    bottom_r = closed_r * (1 - gate) + (y - down * 0.72) * gate - thick_l * 0.75
    inset = 0.10 * (1 - gate)
    edge_l = (corner_l[0] + w * inset, corner_l[1] + (y - corner_l[1]) * 2 * inset - 0.002 * (1 - gate))
    edge_r = (corner_r[0] - w * inset, corner_r[1] + (y - corner_r[1]) * 2 * inset - 0.002 * (1 - gate))
    outer_l = spline([edge_l, (x - w * k, bottom_l), (x, base - thick_l), (x + w * k, bottom_r), edge_r])

    _chin(sheet, palette, (x, base - thick_l, w), jaw, opening)
    sheet.between(outer_u, inner_u, palette.upper_lip)
    sheet.between(inner_l, outer_l, palette.lower_lip)
    shine = spline(
        [(x - w * 0.30, base - thick_l * 0.50), (x, base - thick_l * 0.42), (x + w * 0.30, base - thick_l * 0.50)]
    )
    sheet.stroke_curve(shine, (0.0, 0.006, 0.0), mix(palette.lower_lip, (255.0, 236.0, 226.0), 0.5), 0.5 * f)
    if gate > 0.003:
        sheet.clip(np.concatenate([inner_u, inner_l[::-1]]))
        _inside(sheet, palette, pose, (x, w, y + up, base), inner_u, inner_l)
        sheet.unclip()
    tone = mix(palette.mouth_line, (72.0, 32.0, 40.0), 0.5 * press)
    sheet.stroke_curve(inner_u, (0.006, 0.0115 - 0.001 * gate, 0.006), tone)
    sheet.stroke_curve(inner_l, (0.006, 0.0065, 0.006), mix((108.0, 52.0, 54.0), palette.lower_lip, 0.2), gate)
    for (cx, cy), side in ((corner_l, -1), (corner_r, 1)):
        tick = [(cx - side * 0.004, cy + 0.004), (cx + side * 0.006, cy - 0.001), (cx + side * 0.008, cy - 0.010)]
        sheet.stroke(tick, (0.006, 0.005, 0.002), (104.0, 54.0, 54.0), (0.35 + 0.65 * press) * (1 - 0.75 * gate))
        dimple = [(cx + side * 0.020, cy + 0.020), (cx + side * 0.029, cy + 0.004), (cx + side * 0.026, cy - 0.014)]
        sheet.stroke(dimple, (0.001, 0.0048, 0.001), palette.line, 0.8 * _smooth(0.35, 1.0, smile))


def _chin(sheet: Sheet, palette: Palette, lip: tuple[float, float, float], jaw: float, opening: float) -> None:
    """The shadow under the lower lip and the crease that sinks with the jaw."""
    x, y, w = lip
    drop = 0.012 + 0.006 * opening
    curve = [(x - w * 0.36, y - drop), (x, y - drop - 0.005), (x + w * 0.36, y - drop)]
    sheet.stroke(curve, (0.001, 0.0075, 0.001), palette.line, 0.9)
    low = max(-0.03, 0.066 - 0.052 * jaw)
    wide = 0.085 + 0.012 * jaw
    sheet.stroke(
        [(-wide, low + 0.020), (0, low - 0.004), (wide, low + 0.020)],
        (0.0, 0.012, 0.0),
        palette.shade,
        0.8 * _smooth(0.02, 0.5, jaw),
    )
    # The cheeks hollow when the mouth is wide open.
    for side in (1, -1):
        hollow = [(side * 0.150, 0.235), (side * 0.163, 0.170), (side * 0.150, 0.105)]
        sheet.stroke(hollow, (0.001, 0.006, 0.001), palette.line, 0.55 * _smooth(0.45, 1.0, jaw))


def _inside(
    sheet: Sheet, palette: Palette, pose: Pose, box: tuple[float, float, float, float], upper: Points, lower: Points
) -> None:
    x, w, top, bottom = box
    height = top - bottom
    sheet.between(lifted(upper, 0.02), lifted(lower, -0.02), _CAVITY)
    tongue = pose["tongue"]
    if tongue > 0:
        y = bottom + height * (0.42 * tongue)
        sheet.fill(
            np.concatenate(
                [
                    spline(
                        [
                            (x - w * 0.70, bottom - 0.03),
                            (x - w * 0.5, y - 0.010),
                            (x, y),
                            (x + w * 0.5, y - 0.010),
                            (x + w * 0.70, bottom - 0.03),
                        ]
                    )
                ]
            ),
            _TONGUE,
        )
    both = min(pose["teeth_upper"], pose["teeth_lower"])
    band = min(0.034, height * 0.56) * pose["teeth_upper"]
    band = band + (height * 0.47 - band) * both * (1 if height < 0.09 else 0.09 / max(height, 0.09))
    if band > 0:
        sheet.between(lifted(upper, 0.03), lifted(upper, -band), _TEETH)
    if pose["teeth_lower"] > 0:
        sheet.between(
            lifted(lower, height * 0.40 * pose["teeth_lower"]), lifted(lower, -0.03), mix(_TEETH, _CAVITY, 0.05)
        )
    tip = _smooth(0.72, 1.0, tongue)
    if tip > 0:
        y = bottom + (height - 0.012) * (0.42 + 0.50 * tip)
        points = [
            (x - w * 0.46, bottom - 0.02),
            (x - w * 0.34, y - 0.008),
            (x, y),
            (x + w * 0.34, y - 0.008),
            (x + w * 0.46, bottom - 0.02),
        ]
        sheet.fill(spline(points), mix(_TONGUE, (255.0, 180.0, 170.0), 0.10))
