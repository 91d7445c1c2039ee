"""Light and weather in time: what a scene changes in, one lighting for every state out.

A `Change` is a moment at which something happens to light or weather. `light_track` lays all of
a scene's changes on its frames as channels (how far each lamp burns, how much rain falls, ...),
rounds them, and makes one Lighting of each combination that occurs.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairtake.model.light import LightTrack
from fairtake.model.performance import PropTrack
from fairtake.model.set import Set
from fairtake.staging.sets.modeller import Vector
from fairtake.staging.sets.states import Fire, Moment, fires_of, lighting_at, room_lamps

__all__ = ["Change", "light_track"]

F64 = npt.NDArray[np.float64]

_STEPS = 10  # of a slow change; the eye does not see them, the painter paints each once


@dataclass(frozen=True, slots=True)
class Change:
    """At `time` seconds `theme` (a lamp, rain, fire, ...) does what `verb` says, at `where` on the
    set or on the prop of that name; `sudden` when it begins then and was not there before."""

    time: float
    verb: str
    theme: str
    where: Vector | None = None
    prop: str = ""
    sudden: bool = False


class _Frames:
    """Curves over a scene's frames."""

    def __init__(self, frames: int, fps: int) -> None:
        self.t: F64 = np.arange(frames) / fps
        self.fps = fps

    def flat(self, value: float = 0.0) -> F64:
        return np.full(len(self.t), value)

    def to(self, curve: F64, time: float, value: float, seconds: float) -> F64:
        """The curve, going to `value` from `time` on."""
        share = np.clip((self.t - time) / max(seconds, 1e-6), 0, 1) if seconds > 0 else (self.t >= time) * 1.0
        share = np.round(share * share * (3 - 2 * share) * _STEPS) / _STEPS
        return np.asarray(curve + (value - curve) * share)


def light_track(
    site: Set,
    changes: Sequence[Change],
    frames: int,
    fps: int,
    props: Mapping[str, PropTrack] | None = None,
    flames: Mapping[str, Vector] | None = None,
) -> LightTrack | None:
    """The light of a scene on `site` in which `changes` happen; None when it stays as it is.
    `props` are the scene's, by name, and `flames` says where on those that burn the flame is."""
    props, flames = props or {}, flames or {}
    if not changes and not flames:
        return None
    f = _Frames(frames, fps)
    order = sorted(changes, key=lambda change: change.time)
    lamps = _lamps(site, order, f)
    fires, burning = _fires(site, order, f, flames)
    weather = {
        kind: _weather(kind, order, f, kind in site.lighting.weather) for kind in ("rain", "snow", "fog", "wind")
    }
    cover = _cover(order, f)
    flash, sweep = f.flat(), f.flat(-1.0)
    for change in order:
        if change.verb == "flash":
            flash = np.maximum(flash, _flash(f, change.time))
        elif change.verb == "sweep":
            phase = (f.t - change.time) / 2.4
            # On twos, as it would be drawn: each state is a picture painted anew.
            phase = np.floor(phase * 2.4 * fps / 2 + 1e-6) * 2 / (2.4 * fps)
            sweep = np.where((phase >= 0) & (phase < 1), phase, sweep)
    slats = f.flat(0.75 if any(change.verb == "slats" for change in order) else 0.0)
    leaves = f.flat(1.0 if any(change.verb == "blow" for change in order) else 0.0)
    outline = f.flat(1.0 if any(change.verb == "silhouette" for change in order) else 0.0)
    channels = [*lamps, *burning, *weather.values(), cover, flash, sweep, slats, leaves, outline]
    places = [_places(fire, props, frames) for fire in fires]
    rows = np.round(np.stack([*channels, *(p for place in places for p in place.T)], axis=1), 4)
    unique, state = np.unique(rows, axis=0, return_inverse=True)
    states = []
    a, b = len(lamps), len(lamps) + len(burning)
    for row in unique:
        rain, snow, fog, wind, covered, flashed, swept, blind, blown, black = (float(v) for v in row[b : b + 10])
        at = row[b + 10 :].reshape(-1, 3)
        moment = Moment(
            lamps=tuple(float(v) for v in row[:a]),
            fires=tuple(
                replace(fire, level=float(level), light=(float(p[0]), float(p[1]), float(p[2])))
                for fire, level, p in zip(fires, row[a:b], at, strict=True)
            ),
            rain=rain, snow=snow, fog=fog, wind=wind, cover=covered, flash=flashed, sweep=swept, slats=blind, leaves=blown, silhouette=black,
        )  # fmt: skip
        states.append(lighting_at(site, moment))
    if len(states) == 1 and states[0] == site.lighting:
        return None
    return LightTrack(tuple(states), state.reshape(-1).astype(np.int32), _beds(weather, burning, fires, site))


def _lamps(site: Set, order: Sequence[Change], f: _Frames) -> list[F64]:
    """How far each lamp of the set burns, 0..1."""
    lamps = room_lamps(site)
    curves = [f.flat(1.0) for _ in lamps]
    touched: set[int] = set()
    flickered: dict[int, float] = {}
    for change in order:
        if change.theme not in ("power", "lamp", "neon", "television", "torch") or change.verb not in (
            "on",
            "off",
            "flicker",
            "switch",
        ):
            continue
        mine = list(range(len(lamps)))
        where = change.where
        if change.theme != "power" and where is not None and mine:
            mine = [int(np.linalg.norm(np.subtract(lamps, where), axis=1).argmin())]
        for k in mine:
            verb = change.verb
            if verb == "switch":
                verb = "on" if curves[k][-1] < 0.5 or not touched else "off"
            if verb == "flicker":
                curves[k] = np.minimum(curves[k], _stutter(f, change.time, k, 2.4))
                flickered[k] = change.time
                continue
            if verb == "on" and k in flickered and k not in touched:
                # "The lights flicker. Then they come back on": in between they were out.
                out = min(flickered[k] + 0.9, change.time - 0.2)
                curves[k] = np.where((f.t >= out) & (f.t < change.time), 0.0, curves[k])
                curves[k] = np.where(f.t >= change.time, 1.0, curves[k])
                touched.add(k)
                continue
            if verb == "on" and k not in touched:
                curves[k] = f.flat(0.0)
            curves[k] = f.to(curves[k], change.time, 1.0 if verb == "on" else 0.0, 0.0)
            touched.add(k)
    return curves


def _stutter(f: _Frames, time: float, seed: int, seconds: float) -> F64:
    """A lamp with a loose contact: steps between burning and nearly out."""
    rng = np.random.default_rng(zlib.crc32(f"{time:.2f}".encode()) + seed // 99)
    level = f.flat(1.0)
    at = time
    while at < time + seconds:
        dark, lit = 0.04 + 0.1 * rng.random(), 0.08 + 0.4 * rng.random()
        level[(f.t >= at) & (f.t < at + dark)] = 0.25
        at += dark + lit
    return level


def _fires(
    site: Set, order: Sequence[Change], f: _Frames, flames: Mapping[str, Vector]
) -> tuple[list[Fire], list[F64]]:
    """What burns or smokes besides the set's lamps, and how much it does."""
    fires: list[Fire] = []
    curves: list[F64] = []
    for name, at in flames.items():
        mine = [c for c in order if c.prop == name and c.verb in ("on", "off", "burn")]
        curve = f.flat(0.0 if mine and mine[0].verb == "on" else 1.0)
        for change in mine:
            curve = f.to(curve, change.time, 0.0 if change.verb == "off" else 1.0, 0.0)
        fires.append(Fire("candle", at, prop=name))
        curves.append(curve)
    for change in order:
        if change.prop or change.verb not in ("burn", "smoke", "on", "off") or change.theme not in (
            "fire", "campfire", "candle", "house", "smoke", "steam", "match"
        ):  # fmt: skip
            continue
        if change.verb == "off":
            for k, fire in enumerate(fires):
                if change.theme in (fire.kind, "fire") and not fire.prop:
                    curves[k] = f.to(curves[k], change.time, 0.0, 0.6)
            continue
        if change.where is None or any(fire.kind == change.theme and not fire.prop for fire in fires):
            continue
        sudden = change.sudden or change.verb == "on"
        curve = f.to(f.flat(0.0), change.time, 1.0, 1.2) if sudden else f.flat(1.0)
        fires += (made := fires_of(site, change.theme, change.where))
        curves += [curve] * len(made)
    return fires, curves


def _places(fire: Fire, props: Mapping[str, PropTrack], frames: int) -> F64:
    """Where a fire's light is (N, 3); what is carried moves in small steps."""
    track = props.get(fire.prop)
    if track is None:
        return np.broadcast_to(np.asarray(fire.position, np.float64), (frames, 3))
    at = np.asarray(track.position, np.float64) + np.array([0.0, fire.position[1], 0.0])
    held = np.arange(frames) // 4 * 4
    return np.asarray(np.round(at[held] / 0.15) * 0.15)


def _weather(kind: str, order: Sequence[Change], f: _Frames, there: bool) -> F64:
    """How much of a kind of weather there is, 0..1."""
    curve = f.flat(1.0 if there else 0.0)
    first = True
    for change in order:
        if change.theme != kind or change.verb not in ("begin", "end"):
            continue
        if first:
            curve = f.flat(0.0 if change.verb == "begin" and not there else 1.0)
        first = False
        value = 0.0 if change.verb == "end" else 1.0
        curve = f.to(curve, change.time, value, 4.5 if kind == "fog" else 2.5)
    return curve


def _cover(order: Sequence[Change], f: _Frames) -> F64:
    """How much clouds cover the sun beyond what the weather does: 1 wholly."""
    mine = [c for c in order if c.theme == "sky" and c.verb in ("clear", "cover")]
    if not mine:
        return f.flat()
    curve = f.flat(1.0 if mine[0].verb == "clear" else 0.0)
    for change in mine:
        curve = f.to(curve, change.time, 0.0 if change.verb == "clear" else 1.0, 2.0)
    return curve


def _flash(f: _Frames, time: float) -> F64:
    """Lightning: two short strokes and an afterglow."""
    k = np.round((f.t - time) * 24).astype(int)
    level = np.zeros(len(f.t))
    for frame, value in (
        (0, 1.0),
        (1, 1.0),
        (2, 0.3),
        (5, 0.9),
        (6, 0.9),
        (7, 0.5),
        (8, 0.5),
        (9, 0.2),
        (10, 0.2),
        (11, 0.1),
    ):
        level[k == frame] = value
    return level


def _beds(
    weather: Mapping[str, F64], burning: Sequence[F64], fires: Sequence[Fire], site: Set
) -> tuple[tuple[str, int, int], ...]:
    """What is heard of it, where the set's own bed has it not."""
    beds = []
    own = {*site.ambience, *site.lighting.weather}
    heard = [(kind, curve) for kind, curve in weather.items() if kind in ("rain", "wind")]
    heard += [
        ("fire", c) for c, fire in zip(burning, fires, strict=True) if fire.kind in ("fire", "campfire", "house")
    ][:1]
    for tag, curve in heard:
        there = np.flatnonzero(curve > 0.02)
        if tag not in own and len(there):
            beds.append((tag, int(there[0]), int(there[-1]) + 1))
    return tuple(beds)
