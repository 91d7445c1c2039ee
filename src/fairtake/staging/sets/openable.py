"""Windows that open and curtains that are drawn: parts of a wall that move under a hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fairtake.model.set import Landmark
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.nouns import nouns

__all__ = ["casement", "drawn_to", "hanging"]

_DEEP = -0.13
"""Where in the wall a window's frame stands."""
_SWING = 62.0


def casement(s: SetBuilder, a: float, b: float, c: float, d: float, panes: tuple[int, int]) -> None:
    """A window in a hole (x0, x1, y0, y1) of a wall, in the wall's frame: a fixed side, and a
    leaf that opens outward about the hole's left edge."""
    w, h, f = b - a, d - c, 0.06
    columns = max(2, panes[0])
    leaf = w * max(1, columns // 2) / columns
    leaf = min(leaf, 0.85)
    post = a + leaf
    with s.one():
        s.box((a + b) / 2, c, _DEEP, w, f, 0.07, "frame")
        s.box((a + b) / 2, d - f, _DEEP, w, f, 0.07, "frame")
        s.box(a + f / 2, c + f, _DEEP, f, h - 2 * f, 0.07, "frame")
        s.box(b - f / 2, c + f, _DEEP, f, h - 2 * f, 0.07, "frame")
        s.box(post, c + f, _DEEP, f, h - 2 * f, 0.07, "frame")
        rest = b - f - post
        fixed = max(1, round(rest / leaf)) if columns > 2 else 1
        for i in range(1, fixed):
            s.box(post + rest * i / fixed, c + f, _DEEP, 0.045, h - 2 * f, 0.045, "frame")
        for j in range(1, panes[1]):
            s.box((post + b) / 2, c + h * j / panes[1], _DEEP, rest, 0.04, 0.04, "frame")
    if c > 0.3:
        s.box((a + b) / 2, c - 0.035, 0.03, w + 0.16, 0.04, 0.22, "frame")
    x0, x1, y0, y1 = a + f, post - f / 2, c + f, d - f
    m, bar = (x0 + x1) / 2, 0.05
    high = min(max((c + d) / 2, 1.05), 1.5)
    with s.leaf("window", (x0, _DEEP), _SWING, (x1 - 0.03, high, 0.02), (x1 - 0.12, 0.55), 180):
        with s.one():
            for y in (y0, y1 - bar):
                s.box(m, y, _DEEP, x1 - x0 - 0.006, bar, 0.05, "frame")
            for x in (x0 + bar / 2 + 0.003, x1 - bar / 2 - 0.003):
                s.box(x, y0 + bar, _DEEP, bar, y1 - y0 - 2 * bar, 0.05, "frame")
            for j in range(1, panes[1]):
                s.box(m, c + h * j / panes[1], _DEEP, x1 - x0 - bar, 0.035, 0.035, "frame")
        with s.one():
            s.box(x1 - 0.03, high - 0.05, _DEEP + 0.035, 0.02, 0.1, 0.02, "brass")
            s.box(x1 - 0.03, high - 0.075, _DEEP + 0.06, 0.022, 0.12, 0.02, "brass")


@contextmanager
def hanging(
    s: SetBuilder, name: str, x: float, sign: float, wide: float, full: float, middle: float, high: float
) -> Iterator[None]:
    """Collect what follows as a curtain of its own, in a wall's frame: it hangs `wide` metres from
    `x` on (`sign` 1 to the right, -1 to the left), and drawn it covers `full` metres. It is used
    from before `middle`, taken at its inner edge, `high` metres up."""
    owner = s._part
    with s.loose(f"{name} hanging"):
        part = s._part
        s.on[part] = owner
        yield
    px, _, pz = s.point(x, 0.0, 0.0)
    ax, _, az = s.point(x + 1.0, 0.0, 0.0)
    grow = full / wide - 1.0
    stretch = (round(abs(ax - px) * grow, 6), 0.0, round(abs(az - pz) * grow, 6))
    sx, _, sz = s.point(middle, 0.0, 0.55)
    at = s.point(x + sign * wide * 0.9, high, 0.10)
    s.landmarks.append(
        Landmark(
            nouns(name), at, (sx, 0.0, sz), s.heading(180), True, part, (px, 0.0, pz), 0.0, at, stretch
        )
    )  # fmt: skip


def drawn_to(mark: Landmark, share: float) -> tuple[float, float, float]:
    """Where the edge of a curtain is that is drawn by that share."""
    return (
        mark.hinge[0] + (mark.handle[0] - mark.hinge[0]) * (1 + share * mark.stretch[0]),
        mark.handle[1],
        mark.hinge[2] + (mark.handle[2] - mark.hinge[2]) * (1 + share * mark.stretch[2]),
    )
