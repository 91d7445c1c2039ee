"""Scenes that play at one time: which places belong together, and what happens in which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fairtake.breakdown.headings import read_heading
from fairtake.breakdown.structure import Draft, IntercutMark
from fairtake.breakdown.tension import tension_of
from fairtake.model.breakdown import Action, Beat, Event, Intercut, Line, Pause, Scene
from fairtake.model.screenplay import Element, ElementKind, Note
from fairtake.model.span import Gap

__all__ = ["beside", "intercut"]

_PHONE = re.compile(
    r"\b(?:(?:tele|cell|mobile )?phones?|dials?|receiver|handset|hangs? up|calls?|video call|radio)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_PREFIX = re.compile(r"^\s*(?:INT|EXT|I/E|E/I)\b[./ ]*", re.IGNORECASE)


def beside(drafts: Sequence[Draft], gaps: list[Gap]) -> list[Draft]:
    """The drafts in which those that are cut together are neighbours, the mark on the later of
    them: a place that was seen long before, or is only named in the mark, gets a draft of its
    own. A mark whose other place nobody knows becomes a gap."""
    found: list[Draft] = []
    waiting: IntercutMark | None = None
    for draft in drafts:
        own, draft.intercut = draft.intercut, None
        if waiting is not None:
            draft.intercut, draft.beside, waiting = waiting, 1, None
            if own is not None and not own.onward:
                own = None  # "INTERCUT WITH:" before the heading and a mark below it say one thing
        found.append(draft)
        if own is None:
            continue
        if own.onward:
            waiting = own
            continue
        _join(found, draft, own, gaps)
    if waiting is not None:
        _lost(waiting, gaps)
    return found


def _join(found: list[Draft], draft: Draft, mark: IntercutMark, gaps: list[Gap]) -> None:
    """Put the other place before the last draft."""
    here = len(found) - 1
    before = found[here - 1] if here else None
    places = list(mark.names)
    if not places:
        if before is None or _place(before) == _place(draft):
            earlier = [d for d in found[:here] if _place(d) and _place(d) != _place(draft)]
            if not earlier:
                _lost(mark, gaps)
                return
            found.insert(here, Draft(_again(earlier[-1], mark)))
        draft.intercut, draft.beside = mark, 1
        return
    known = [_named(name, found) for name in places]
    if not any(known):
        if len(places) == 1:
            _lost(mark, gaps)
            return
        # Two places nobody has seen: the mark stands for both headings.
        twins = [Draft(_written(name, mark, draft)) for name in places[:2]]
        twins[1].intercut, twins[1].beside = mark, 1
        cut = [e for e in draft.elements if e.span.start >= mark.span.start]
        draft.elements = [e for e in draft.elements if e.span.start < mark.span.start]
        twins[1].elements = cut
        if not draft.plays or (draft.heading is None and not draft.elements):
            found.remove(draft)
        found += twins
        return
    others = [n for n, one in enumerate(known) if one is not draft]
    if len(others) == len(known) > 1:
        # It stands under a third heading: the two named places play from the mark on.
        cut = [e for e in draft.elements if e.span.start >= mark.span.start]
        if known[-1] is not None and _place(known[-1]) == _place(draft):
            others = others[:-1]
        elif cut is not None:
            last = known[-1]
            follower = Draft(_again(last, mark) if last is not None else _written(places[-1], mark, draft))
            follower.elements = cut
            draft.elements = [e for e in draft.elements if e.span.start < mark.span.start]
            found.append(follower)
            draft, others = follower, others[:-1]
            here = len(found) - 1
            before = found[here - 1]
    draft.intercut = mark
    for n in others:
        one = known[n]
        if one is not None and one is before:
            draft.beside += 1
        elif one is None and before is not None and _place(before) != _place(draft) and len(others) == 1:
            draft.beside += 1  # "INTERCUT WITH BEN": the scene before is where Ben is
        else:
            head = _again(one, mark) if one is not None else _written(places[n], mark, draft)
            found.insert(here, Draft(head))
            here += 1
            draft.beside += 1
    if not draft.beside:
        draft.intercut = None
        _lost(mark, gaps)


def _lost(mark: IntercutMark, gaps: list[Gap]) -> None:
    why = "it does not say where the other place is, so the scene stays where it is"
    fix = "Write INTERCUT WITH: and below it the other place's heading."
    gaps.append(Gap("breakdown", mark.written, why, fix, mark.span))


def _place(draft: Draft) -> str:
    return read_heading(draft.heading.text).place.casefold() if draft.heading is not None else ""


def _named(name: str, drafts: Sequence[Draft]) -> Draft | None:
    """The latest draft at a place of that name: every word of one is in the other."""
    words = _words(_PREFIX.sub("", name))
    for draft in reversed(drafts):
        own = _words(_place(draft))
        if own and words and (words <= own or own <= words):
            return draft
    return None


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in ("the", "s", "a", "of")}


def _again(draft: Draft, mark: IntercutMark) -> Element | None:
    return replace(draft.heading, span=mark.span, number=None, notes=()) if draft.heading is not None else None


def _written(name: str, mark: IntercutMark, draft: Draft) -> Element:
    """A heading for a place that only the mark names."""
    inside = "" if _PREFIX.match(name) else "EXT. " if draft.heading is not None and read_heading(draft.heading.text).exterior else "INT. "  # fmt: skip
    time = f" - {read_heading(draft.heading.text).time.upper()}" if draft.heading is not None else ""
    return Element(ElementKind.SCENE_HEADING, f"{inside}{name}{time}", mark.span)


# -- who is where ----------------------------------------------------------------------------------


def intercut(
    scenes: Sequence[Scene], drafts: Sequence[Draft], notes: Sequence[Sequence[Note]], gaps: list[Gap]
) -> tuple[list[Scene], list[list[Note]]]:
    """The scenes with the beats of each intercut at the place where they happen, and each
    place's own notes."""
    done, kept = list(scenes), [list(some) for some in notes]
    last = -1
    for place, draft in enumerate(drafts):
        mark = draft.intercut
        if mark is None:
            continue
        first = place - draft.beside
        if first <= last:  # the scene before is cut with another one already
            _lost(mark, gaps)
            continue
        last = place
        _part(done, kept, list(range(first, place + 1)), mark)
    return done, kept


def _part(scenes: list[Scene], notes: list[list[Note]], group: list[int], mark: IntercutMark) -> None:
    since = mark.span.start
    home = group[-1]
    where = _whereabouts(scenes, group, mark)
    beats: dict[int, list[Beat]] = {place: [] for place in group}
    for place in group:
        for beat in scenes[place].beats:
            if isinstance(beat, Pause) and len(scenes[place].beats) == 1:
                continue  # what a place without beats is shown for
            if beat.span.start < since:
                beats[place].append(beat)
                continue
            for owner, part in _shared(beat, where, home, group, beats, scenes):
                beats[owner].append(part)
    said = " ".join([mark.written, *(b.text for p in group for b in scenes[p].beats if isinstance(b, Event | Line))])
    phone = mark.call or bool(_PHONE.search(said))
    names = {role for place in group for role in scenes[place].roles}
    props = {prop.name: prop for place in group for prop in scenes[place].props}
    moved = [note for note in notes[home] if note.span.start >= since]
    notes[home] = [note for note in notes[home] if note.span.start < since]
    ordered = sorted(
        ((b.span.end, p) for p in group for b in beats[p] if b.span.start >= since), key=lambda one: one[0]
    )
    for note in moved:
        named = (where[r] for r in where if re.search(rf"\b{re.escape(r)}\b", note.text, re.IGNORECASE))
        following = next((p for end, p in ordered if end > note.span.start), home)
        notes[next(named, following)].append(note)
    for place in group:
        if not any(b.span.start < since for b in beats[place]):
            there = dict.fromkeys(role for b in beats[place] for role in _seen(b))
            beats[place] = [*_as_left(scenes[: group[0]], scenes[place], there, mark), *beats[place]]
    for place in group:
        scene = scenes[place]
        mine = beats[place] or [Pause(2.0, scene.span)]
        if phone:
            mine = [_into_phone(beat) if beat.span.start >= since else beat for beat in mine]
        roles = _roles(mine, names)
        touched = {name.casefold() for b in mine if isinstance(b, Event) for name in (b.theme, b.goal, b.instrument, b.source)}  # fmt: skip
        own = [prop for prop in scene.props if place != home or _used(prop.name, touched) or prop.name not in _others(beats, place)]  # fmt: skip
        own += [props[name] for name in props if _used(name, touched) and name not in {prop.name for prop in own}]
        scenes[place] = replace(
            scene,
            beats=tuple(sorted(mine, key=lambda beat: beat.span.start)),
            roles=roles or (scene.roles if place != home else ()),
            props=tuple(own),
            tension=tension_of(mine),
            intercut=Intercut(scenes[group[0]].number, mark.span, phone),
        )


def _into_phone(beat: Beat) -> Beat:
    """What is said in a call, as said into the telephone."""
    if not isinstance(beat, Line) or any("phone" in words for words in beat.parentheticals):
        return beat
    return replace(beat, parentheticals=(*beat.parentheticals, "into phone"))


def _as_left(before: Sequence[Scene], scene: Scene, people: Iterable[str], mark: IntercutMark) -> list[Beat]:
    """How people come back to a place they were seen at before: as they sat, lay or stood."""
    found: list[Beat] = []
    at = replace(mark.span, end=mark.span.start)
    for role in people:
        kept: Event | None = None
        for one in before:
            if one.setting.place.casefold() != scene.setting.place.casefold() or one.memory:
                continue
            for beat in one.beats:
                if not isinstance(beat, Event) or role not in beat.agents:
                    continue
                if beat.action in (Action.SIT, Action.LIE_DOWN, Action.KNEEL):
                    kept = beat
                elif beat.action is Action.GO and beat.goal:
                    kept = replace(beat, action=Action.APPEAR, theme="", source="")
                elif beat.action in (Action.STAND, Action.GO, Action.RUN, Action.EXIT, Action.ENTER):
                    kept = None
        if kept is not None:
            found.append(replace(kept, agents=(role,), span=at))
    return found


def _others(beats: dict[int, list[Beat]], place: int) -> set[str]:
    return {b.theme for p, some in beats.items() if p != place for b in some if isinstance(b, Event)}


def _used(name: str, touched: set[str]) -> bool:
    return any(name.casefold() in text for text in touched)


def _whereabouts(scenes: Sequence[Scene], group: Sequence[int], mark: IntercutMark) -> dict[str, int]:
    """Where everybody is when the intercut begins: where they were last seen, at whose place
    it is, the place whose heading they stand under, or the one that nobody is at yet."""
    since = mark.span.start
    where: dict[str, int] = {}
    places = {scenes[place].setting.place.casefold(): place for place in group}
    for number, scene in enumerate(scenes[: group[-1] + 1]):
        here = number if number in group else places.get(scene.setting.place.casefold())
        if here is None:
            continue
        for beat in scene.beats:
            if beat.span.start < since or number not in group:
                for role in _seen(beat):
                    where[role] = here
    new = dict.fromkeys(
        role for beat in scenes[group[-1]].beats if beat.span.start >= since for role in _seen(beat, heard=True)
    )
    for role in new:
        if role in where:
            continue
        owned = [place for place in group if role.casefold().split()[0] in _words(scenes[place].setting.place)]
        if owned:
            where[role] = owned[0]
    for role in new:
        if role not in where:
            empty = [place for place in group if place not in where.values() and not mark.onward]
            where[role] = empty[0] if empty else group[-1]
    return where


def _seen(beat: Beat, heard: bool = False) -> tuple[str, ...]:
    if isinstance(beat, Event):
        return beat.agents
    if isinstance(beat, Line) and (heard or not (beat.voice_over or beat.off_screen)):
        return (beat.role,)
    return ()


def _shared(
    beat: Beat,
    where: dict[str, int],
    home: int,
    group: Sequence[int],
    beats: dict[int, list[Beat]],
    scenes: Sequence[Scene],
) -> list[tuple[int, Beat]]:
    """A beat of the intercut, or its parts, with the places where they happen."""
    if isinstance(beat, Line):
        if beat.role in where:
            return [(where[beat.role], replace(beat, voice_over=False, off_screen=False))]
        return [(home, beat)]
    if isinstance(beat, Event) and beat.agents:
        parts: dict[int, list[str]] = {}
        for agent in beat.agents:
            parts.setdefault(where.get(agent, home), []).append(agent)
        return [(place, replace(beat, agents=tuple(agents))) for place, agents in parts.items()]
    if isinstance(beat, Event) and beat.theme in where:
        return [(where[beat.theme], beat)]
    # Nobody does it: it happens where the last thing happened.
    latest = max(group, key=lambda place: (max((b.span.start for b in beats[place]), default=-1), place == home))
    return [(latest, beat)]


def _roles(beats: Sequence[Beat], names: set[str]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for beat in beats:
        if isinstance(beat, Line):
            seen.setdefault(beat.role)
        elif isinstance(beat, Event):
            for role in (*beat.agents, *(n for n in (beat.theme, beat.goal, beat.source) if n in names)):
                seen.setdefault(role)
    return tuple(seen)
