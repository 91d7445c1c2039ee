"""Who and what a scene needs on its set."""

from __future__ import annotations

from fairtake.model.breakdown import Action, Event, Line, Scene
from fairtake.staging.blocking.clothing import clothes_changed
from fairtake.staging.blocking.tools import PHONES, on_phone, tool_for
from fairtake.staging.blocking.words import head_noun, same_role

__all__ = ["EXTRAS", "props_needed", "props_read", "roles_on_set"]

EXTRAS = 30
"""More unnamed people than this are not staged."""

PARTS_OF_PLACES = frozenset({"curtain", "curtains", "drape", "drapes", "blind", "blinds", "shutter", "shutters", "window", "windows", "floor", "ground", "wall", "ceiling", "room", "hand", "hands", "stairs"})  # fmt: skip
"""What hands move and nobody carries."""

_CHAIR = "wheelchair"
_RIDES = frozenset({"use", "sit", "be", "wheel", "roll", "turn", "spin", "push", "wait", "sit in"})

_HANDLED = {Action.PICK_UP, Action.PUT_DOWN, Action.GIVE, Action.THROW}


def roles_on_set(scene: Scene) -> tuple[str, ...]:
    """The figures a scene needs: every role that is seen, in order of appearance, then
    "EXTRA 1" .. "EXTRA n" for unnamed people. Who is only heard (voice-over, or off screen
    without ever doing anything) is not among them."""
    seen = []
    for role in scene.roles:
        lines = [b for b in scene.beats if isinstance(b, Line) and b.role == role]
        heard_only = bool(lines) and all(b.voice_over or b.off_screen for b in lines)
        acts = any(
            isinstance(b, Event)
            and (any(same_role(a, role) for a in b.agents) or same_role(b.theme, role) or same_role(b.goal, role))
            for b in scene.beats
        )
        if not heard_only or acts:
            seen.append(role)
    for beat in scene.beats:
        if isinstance(beat, Line) and not beat.voice_over and not beat.off_screen and beat.role not in seen:
            seen.append(beat.role)
    return (*dict.fromkeys(seen), *(f"EXTRA {n}" for n in range(1, min(scene.extras, EXTRAS) + 1)))


def props_needed(scene: Scene) -> tuple[str, ...]:
    """The plain nouns of all things that somebody handles in the scene."""
    names = [prop.name for prop in scene.props]
    if any(
        isinstance(beat, Event) and beat.agents and beat.verb in _RIDES and _CHAIR in beat.text for beat in scene.beats
    ):
        # The wheelchair somebody sits in belongs to them and is no thing to carry.
        names = [name for name in names if head_noun(name) != _CHAIR]
    for beat in scene.beats:
        if isinstance(beat, Event) and beat.action in _HANDLED and beat.theme:
            noun = head_noun(beat.theme)
            known = noun in PARTS_OF_PLACES or any(same_role(beat.theme, r) for r in scene.roles)
            if noun and not known and noun not in map(head_noun, names):
                names.append(noun)
        calls = isinstance(beat, Line) and not beat.voice_over and any(map(on_phone, beat.parentheticals))
        calls = calls or (isinstance(beat, Event) and bool(beat.agents) and on_phone(beat.text))
        if calls and not any(head_noun(name) in PHONES for name in names):
            names.append("phone")
        if isinstance(beat, Event) and beat.action is Action.USE and beat.agents:
            tool = tool_for(beat, names)
            if tool and tool not in map(head_noun, names):
                names.append(tool)
    return tuple(name for name in dict.fromkeys(names) if name not in _only_worn(scene))


def _only_worn(scene: Scene) -> frozenset[str]:
    """Clothes that are put on or taken off and not handled besides: they are on somebody."""
    changes = {index for index, _, _ in clothes_changed(scene)}
    events = [(i, beat) for i, beat in enumerate(scene.beats) if isinstance(beat, Event) and beat.theme]
    worn = {head_noun(event.theme) for i, event in events if i in changes}
    return frozenset(worn - {head_noun(event.theme) for i, event in events if i not in changes})


_READS = frozenset({"read", "leaf", "leaf through", "flip through", "study", "lire", "relire", "feuilleter", "lesen", "blättern", "leer", "hojear", "leggere", "sfogliare"})  # fmt: skip


def props_read(scene: Scene) -> frozenset[str]:
    """The plain nouns of what somebody reads in, and does not open or shut before our eyes."""
    events = [beat for beat in scene.beats if isinstance(beat, Event) and beat.theme]
    read = {head_noun(event.theme) for event in events if event.verb.casefold() in _READS}
    return frozenset(read - {head_noun(event.theme) for event in events if event.action in (Action.CLOSE, Action.OPEN)})
