"""Light and weather as events: a power cut, a fire that crackles, fog that rolls in, lightning."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import numpy as np

from fairtake.model.breakdown import Event, Line
from fairtake.model.light import LightTrack
from fairtake.model.performance import PropTrack
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.sounds import sound
from fairtake.staging.blocking.state import Stage
from fairtake.staging.blocking.words import head_noun
from fairtake.staging.motion.score import Vector
from fairtake.staging.sets.changes import Change, light_track
from fairtake.staging.sets.states import room_lamps

__all__ = ["light_change", "scene_light"]

_FLAMES: dict[str, Vector] = {"candle": (0.0, 0.232, 0.0)}
"""Props that burn, and where their flame stands."""

# How long the script waits after each: (until the next beat, until it is over), seconds.
_LENGTHS = {
    "on": (0.5, 1.2), "off": (0.9, 1.6), "switch": (0.5, 1.2), "flicker": (1.0, 2.6), "burn": (0.7, 1.6), "smoke": (0.6, 1.5), "flash": (1.2, 2.6),
    "begin": (1.3, 3.0), "end": (1.3, 3.0), "sweep": (1.5, 2.6), "clear": (1.2, 2.6), "cover": (1.2, 2.6), "slats": (0.3, 0.8), "silhouette": (0.1, 0.6), "blow": (0.5, 1.4),
}  # fmt: skip
_FIRES = ("fire", "campfire", "candle", "house", "smoke", "steam", "match")
_STATE = re.compile(r"\b(?:is|are|lies?|sits?|stands?|waits?)\b", re.IGNORECASE)
_DEED = 0.3  # a deed counts as done so long before the next beat may begin


def light_change(stage: Stage, event: Event, start: float) -> Outcome:
    """Something happens to light or weather; it shows in the scene's light, and is heard."""
    beats = stage.scene.beats
    before = beats[stage.index - 1] if stage.index > 0 else None
    by_hand = isinstance(before, Event) and bool(before.agents) and before.span.end >= event.span.start
    time = max(0.0, start - _DEED) if by_hand else start
    # "Darkness." is how a scene begins; "The room is dark" says how it has been, not what happens.
    told = _STATE.search(event.text) is not None and not stage.changes
    told = told and not any(isinstance(beat, Line) for beat in beats[: stage.index])
    if event.verb == "off" and (stage.index == 0 or told):
        time = 0.0
    theme = event.theme
    thing = stage.thing(theme) if theme in ("candle", "torch", "lamp", "match") else None
    prop = thing.name if thing is not None and not thing.hidden and _flame(thing.name) is not None else ""
    where = None if prop else _where(stage, event)
    _report(stage, event, where, prop)
    sudden = bool(event.manner) or event.verb == "on"
    own = _own_flame(stage, where) if theme in ("fire", "campfire", "candle") and not prop else None
    if own is not None:
        theme, where = "lamp", own  # it burns on the set as its lamps do
    alone = sum(person.present for person in stage.people.values()) <= 1
    if (own is None or event.verb in ("on", "off")) and (event.verb != "silhouette" or alone):
        stage.changes.append(Change(time, event.verb, theme, where, prop, sudden))
    if by_hand and isinstance(before, Event):
        # Whoever reached for a lamp that has no switch on the set still changed the light.
        stage.gaps[:] = [gap for gap in stage.gaps if gap.span != before.span or "there is no" not in gap.why]
    if event.verb == "slats" and "moon" in event.text.casefold() and stage.site.interior:
        stage.changes.append(Change(0.0, "off", "power"))  # moonlight is what a dark room has
    next_, over = _LENGTHS.get(event.verb, (0.6, 1.4))
    if by_hand:
        next_ = 0.25
    if time == 0.0 and event.verb == "off" and told:
        next_ = over = 0.0
    if event.verb in ("flash", "thunder"):
        wait = 0.9 if event.verb == "flash" else 0.0
        heard = sound(stage, Event(event.action, (), event.span, "thunder", verb="thunder"), time + wait)
        if heard is not None:
            over = max(over, heard.end - start)
    else:
        stage.happened(
            event,
            "",
            start,
            start + max(over, 0.8),
            where or _middle(stage),
            0.8 if event.verb == "burn" and theme == "house" else 0.35,
        )
    return Outcome(start, start + next_, start + over)


def _own_flame(stage: Stage, where: Vector | None) -> Vector | None:
    """Where the set itself has a flame: near a place, or anywhere when none is named."""
    flames = [plume.position for plume in stage.site.lighting.plumes if plume.kind == "flame"]
    if where is None:
        return flames[0] if flames else None
    near = min(flames, key=lambda at: math.dist(at, where), default=None)
    return near if near is not None and math.dist(near, where) < 1.3 else None


def _middle(stage: Stage) -> Vector:
    x0, z0, x1, z1 = stage.plan.acting
    return (x0 + x1) / 2, 1.2, (z0 + z1) / 2


def _flame(name: str) -> Vector | None:
    return _FLAMES.get(head_noun(name))


def _where(stage: Stage, event: Event) -> Vector | None:
    """Where on the set it happens: at the thing that the script names, or that there is."""
    words = {"campfire": ("campfire",), "fire": ("fireplace", "campfire"), "candle": ("candle",), "lamp": ("lamp",), "neon": ("neon", "sign"),
             "television": ("television",), "torch": ("torch",), "house": ("house", "barn", "church", "shed", "hut")}.get(event.theme, ())  # fmt: skip
    noun = head_noun(event.goal) if event.goal else ""
    marks = stage.site.landmarks
    found = next((m for m in marks if noun and noun in m.words), None)
    thing = stage.thing(noun) if noun else None
    if found is None and thing is not None and not thing.hidden:
        x, y, z = thing.position
        return x, y + 0.06, z
    found = found or next((m for word in words for m in marks if word in m.words), None)
    if found is not None:
        x, y, z = found.position
        return (x, 0.18, z) if event.theme in ("fire", "campfire") else (x, y, z)
    if event.verb not in ("burn", "smoke", "on") or event.theme not in _FIRES:
        return None
    table = stage.site.surfaces[0] if stage.site.surfaces else None
    if event.theme in ("candle", "smoke", "steam", "match") and table is not None:
        x, y, z = table.free[-1] if table.free else table.center
        return x, y + (0.2 if event.theme == "candle" else 0.02), z
    if not stage.site.interior:
        x0, z0, x1, _z1 = stage.plan.acting
        if event.theme == "house":
            return (x0 + x1) / 2 + 1.5, 1.6, z0 - 7.0
        return (x0 + x1) / 2, 0.1, z0 + 0.5
    return None


def _report(stage: Stage, event: Event, where: Vector | None, prop: str) -> None:
    """What cannot be seen of it here is said."""
    why = ""
    here = sum(person.present for person in stage.people.values())
    lamps = room_lamps(stage.site)
    if event.theme in ("power", "lamp", "neon", "television") and not lamps:
        why = "no lamp burns on this set at this hour, so nothing changes"
    elif event.verb in ("burn", "smoke", "on") and event.theme in _FIRES and where is None and not prop:
        why = "there is no place for it on this set"
    elif event.verb == "silhouette" and here > 1:
        why = "only everybody in a scene can be seen as outlines, not one of them"
    elif event.verb == "burn" and event.theme not in _FIRES:
        why = f"a burning {event.theme} cannot be drawn"
    elif event.verb in ("begin", "clear", "cover") and stage.site.interior and event.theme != "rain":
        why = "what changes outside is not seen from this room"
    if why:
        stage.gap(event.text, why, "", event.span)


def scene_light(stage: Stage, props: Mapping[str, PropTrack], frames: int) -> LightTrack | None:
    """The scene's light with all its changes; None when it stays as the set has it."""
    flames = {name: at for name in props if (at := _flame(name)) is not None and np.any(props[name].visible)}
    return light_track(stage.site, stage.changes, frames, stage.fps, props, flames)
