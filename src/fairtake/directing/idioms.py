"""Where a style's idioms apply in a scene, and what they make cheaper there.

An idiom never forces a shot. Where its trigger occurs, setups that match its pattern gain a
bonus (the term "idiom"), cuts at the pattern's edges cost nothing, cuts within a hold cost more,
and setups that no coverage holds (a push-in for one line, a low angle) are made for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairtake.directing.costs import Judged
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import SIZES
from fairtake.directing.idiom import Idiom, Picture, Step
from fairtake.directing.rails import RAILS, railed
from fairtake.directing.setup import Setup
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story
from fairtake.directing.style import Style
from fairtake.directing.variants import angled
from fairtake.model.performance import ScenePerformance
from fairtake.model.shotlist import Angle, Move, ShotSize

__all__ = ["Occurrence", "asked_for", "followed", "matches", "occurrences", "with_bonus", "with_sites"]

_PAUSE = 0.6  # seconds without a voice that make a pause
_SILENCE = 2.0
_WITHIN = 6.0  # seconds in which the next step of a pattern must begin
_HELD = 4.0  # what a cut within a hold costs
_LOUD = "!"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One shot of an idiom's pattern where it applies: frames `start` to `end`; the places in
    Story.roles of whom it is about (-1: nobody)."""

    idiom: Idiom
    picture: Picture
    start: int
    end: int
    speaker: int = -1
    listener: int = -1
    agent: int = -1
    theme: int = -1

    @property
    def who(self) -> int:
        """The person its picture is to show, -1 for none in particular."""
        match self.picture.who or ("listener" if self.picture.kind == "reaction" else ""):
            case "speaker":
                return self.speaker
            case "listener":
                return self.listener
            case "agent":
                return self.agent
            case "theme":
                return self.theme
            case "":
                alone = self.picture.kind in ("single", "over-the-shoulder", "profile") or (
                    self.picture.kind == "" and self.picture.who == ""
                )
                return (self.speaker if self.speaker >= 0 else self.agent) if alone else -1
        return -1


@dataclass(frozen=True, slots=True)
class _Event:
    names: frozenset[str]
    start: int
    end: int
    speaker: int = -1
    listener: int = -1
    agent: int = -1
    theme: int = -1


def occurrences(story: Story, performance: ScenePerformance, style: Style) -> tuple[Occurrence, ...]:
    """Every place of a scene at which one of the style's idioms applies, in order."""
    if not style.idioms:
        return ()
    events = sorted(_events(story, performance), key=lambda event: (event.start, event.end))
    found: list[Occurrence] = []
    for idiom in style.idioms:
        taken = -1
        for first, event in enumerate(events):
            chain = _chain(story, events, first, idiom.when)
            if chain is None or event.start < taken or not _mood(story, style, idiom, event):
                continue
            found += _laid_out(story, idiom, chain)
            taken = chain[-1].end
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.idiom.name)))


def _mood(story: Story, style: Style, idiom: Idiom, event: _Event) -> bool:
    tense = float(story.tension[story.at(event.start)]) >= style.rhythm.tense
    return idiom.mood == 0 or tense == (idiom.mood > 0)


def _events(story: Story, performance: ScenePerformance) -> Iterator[_Event]:
    fps = story.fps
    yield _Event(frozenset({"begins"}), 0, min(4 * fps, story.frames))
    yield _Event(frozenset({"ends"}), max(0, story.frames - 5 * fps), story.frames)
    before = None
    for turn in story.turns:
        names = {"line"}
        text = turn.text.rstrip(" \"'”’)")
        if text.endswith("?"):
            names.add("question")
        if text.endswith(_LOUD):
            names.add("shout")
        if text.endswith(("--", "—", "–")):
            names.add("interruption")
        if before is not None and before.speaker != turn.speaker:
            names.add("answer")
        yield _Event(frozenset(names), turn.start, turn.end, turn.speaker, turn.listener, turn.speaker, turn.listener)
        before = turn
    edges = [(turn.start, turn.end) for turn in story.turns]
    quiet = 0
    for place, (start, end) in enumerate([*edges, (story.frames, story.frames)]):
        gap = start - quiet
        if gap >= _PAUSE * fps:
            last = story.turns[place - 1] if place else None
            names = set()
            if last is not None and start < story.frames:
                names.add("pause")
            if gap >= _SILENCE * fps:
                names.add("silence")
            if names:
                speaker, listener = (last.speaker, last.listener) if last is not None else (-1, -1)
                yield _Event(frozenset(names), quiet, start, speaker, listener, speaker, listener)
        quiet = max(quiet, end)
    roles = {role: place for place, role in enumerate(story.roles)}
    for done in performance.happenings:
        agent, theme = roles.get(done.agent, -1), roles.get(done.theme, -1)
        yield _Event(
            frozenset({done.action.value}), done.start, max(done.end, done.start + fps), agent, theme, agent, theme
        )


def _chain(story: Story, events: Sequence[_Event], first: int, steps: Sequence[Step]) -> list[_Event] | None:
    """The events that answer to the steps of a trigger, beginning with number `first`."""
    chain: list[_Event] = []
    for step in steps:
        if not chain:
            found = events[first] if _is(story, events[first], step) else None
        else:
            was = chain[-1]
            talk = step.event in ("line", "question", "answer", "shout", "interruption")
            later = (
                event
                for event in events[first + 1 :]
                if event.start >= was.start
                and event is not was
                and event.start - was.end <= _WITHIN * story.fps
                # What is said next, not what is said some time.
                and ((talk and "line" in event.names) or (not talk and _is(story, event, step)))
            )
            found = next(later, None)
            if found is not None and not _is(story, found, step):
                found = None
        if found is None:
            return None
        chain.append(found)
    return chain


def _is(story: Story, event: _Event, step: Step) -> bool:
    seconds = (event.end - event.start) / story.fps
    return step.event in event.names and step.over <= seconds < step.under


def _laid_out(story: Story, idiom: Idiom, chain: list[_Event]) -> Iterator[Occurrence]:
    """The pictures of a pattern laid over the events that set it off."""
    pictures = idiom.shots
    if len(chain) == 1 or len(pictures) == 1:
        start, end = chain[0].start, chain[-1].end
        held = sum(round(picture.hold * story.fps) for picture in pictures)
        loose = [picture for picture in pictures if picture.hold <= 0]
        share = max((end - start - held) // max(len(loose), 1), story.fps) if loose else 0
        at = start
        for picture in pictures:
            length = round(picture.hold * story.fps) if picture.hold > 0 else share
            last = picture is pictures[-1]
            stop = max(at + length, end) if last else at + length
            yield _of(story, idiom, picture, at, stop, chain[0])
            at = stop
        return
    for place, event in enumerate(chain):
        picture = pictures[min(place, len(pictures) - 1)]
        stop = chain[place + 1].start if place + 1 < len(chain) else event.end
        stop = max(stop, event.start + round(picture.hold * story.fps), event.start + story.fps // 2)
        yield _of(story, idiom, picture, event.start, stop, event)


def _of(story: Story, idiom: Idiom, picture: Picture, start: int, end: int, event: _Event) -> Occurrence:
    start, end = min(max(start, 0), story.frames - 1), min(max(end, 1), story.frames)
    return Occurrence(idiom, picture, start, end, event.speaker, event.listener, event.agent, event.theme)


def matches(story: Story, one: Occurrence, setup: Setup) -> bool:
    """Whether a setup is what an idiom wants to see at a place."""
    picture = one.picture
    if picture.size is not None and setup.size is not picture.size:
        return False
    if picture.angle is not None and setup.angle is not picture.angle:
        return False
    if picture.move is not None and setup.move is not picture.move:
        return False
    if picture.kind and not _of_kind(picture.kind, setup):
        return False
    who = one.who
    if who >= 0 and setup.people[:1] != (who,):
        return False
    if picture.who == "everyone":
        step = story.at((one.start + one.end) // 2)
        return bool(setup.people) and set(np.flatnonzero(story.present[step]).tolist()) <= set(setup.people)
    return True


def _of_kind(kind: str, setup: Setup) -> bool:
    plain = "detail" not in setup.tags
    match kind:
        case "single" | "reaction":
            return plain and len(setup.people) == 1 and setup.kind not in ("wide", "master")
        case "two-shot":
            return plain and len(setup.people) == 2 and setup.over < 0
        case "wide":
            return plain and bool(setup.people) and setup.size_index <= SIZES.index(ShotSize.LS)
        case "master":
            return setup.kind in ("master", "wide") or ("establishing" in setup.tags and bool(setup.people))
        case "profile":
            return setup.kind == "profile two"
        case "place":
            return plain and not setup.people
    return setup.kind == kind


def asked_for(crew: Crew, found: Sequence[Occurrence], setups: Sequence[Setup]) -> list[Setup]:
    """Setups that idioms want and no coverage holds: rides and other heights, made from the
    standing setups that match but for these."""
    made: list[Setup] = []
    story = crew.story
    for one in found:
        picture = one.picture
        if any(_covers(setup, one) and matches(story, one, setup) for setup in (*setups, *made)):
            continue
        plainer = replace(one, picture=replace(picture, move=None, angle=None))
        bases = [
            setup
            for setup in setups
            if setup.move is Move.STATIC and _covers(setup, one) and matches(story, plainer, setup)
        ]
        end = max(one.end, min(one.start + 3 * story.fps, story.frames))
        count = 0
        for base in sorted(bases, key=lambda setup: setup.size_index != _nearest(crew, one)):
            wanted: Setup | None = base
            if picture.angle not in (None, Angle.EYE) and picture.angle is not None:
                wanted = angled(crew, base, picture.angle, one.start, end)
            if wanted is not None and picture.move in RAILS and picture.move is not None:
                wanted = railed(crew, wanted, picture.move, one.start, min(end, base.end))
            if wanted is not None and matches(story, one, wanted):
                made.append(wanted)
                count += 1
            if count == 4:  # both sides of the line, two sizes
                break
    return made


def _nearest(crew: Crew, one: Occurrence) -> int:
    return round(crew.style.sizes.wanted(float(crew.story.tension[crew.story.at(one.start)])))


def _covers(setup: Setup, one: Occurrence) -> bool:
    return setup.start <= one.start and setup.end >= one.end


def with_bonus(story: Story, judged: Sequence[Judged], found: Sequence[Occurrence]) -> list[Judged]:
    """The judged setups, those that match a pattern cheaper while it lasts (the term "idiom")."""
    if not found:
        return list(judged)
    out: list[Judged] = []
    for one in judged:
        gain = np.zeros(len(one.camera))
        frames = story.frame[one.first : one.last + 1]
        for wish in found:
            inside = (frames >= wish.start) & (frames < wish.end)
            if inside.any() and matches(story, wish, one.setup):
                gain = np.where(inside, np.minimum(gain, -wish.idiom.weight), gain)
        out.append(replace(one, terms={**one.terms, "idiom": gain}) if gain.any() else one)
    return out


def with_sites(
    sites: Sequence[CutSite], found: Sequence[Occurrence], judged: Sequence[Judged], story: Story
) -> tuple[CutSite, ...]:
    """The cut sites, with free ones at the edges of patterns that some setup can follow, and
    dear ones within their holds."""
    at = {site.frame: site for site in sites}
    last = sites[-1].frame
    for wish in found:
        if wish.idiom.weight <= 0 or not any(
            _covers(one.setup, wish) and matches(story, wish, one.setup) for one in judged
        ):
            continue
        for edge in (wish.start, wish.end):
            # The first two frames of a line belong to its first sound.
            frame = edge - 3 if any(turn.start <= edge < turn.start + 2 for turn in story.turns) else edge
            near = [f for f in at if abs(f - frame) < story.fps // 4]
            if not near and 0 < frame < last:
                at[frame] = CutSite(frame, "idiom", 0.0)
        if wish.picture.hold > 0:
            stop = wish.start + round(wish.picture.hold * story.fps)
            for frame, site in list(at.items()):
                if wish.start + story.fps // 4 <= frame < min(stop, wish.end) and 0 < frame < last:
                    at[frame] = replace(site, cost=site.cost + _HELD * wish.idiom.weight / 3)
    return tuple(at[frame] for frame in sorted(at))


def followed(story: Story, setup: Setup, found: Sequence[Occurrence], start: int, end: int) -> str:
    """The name of the idiom that a shot of `setup` on frames `start` to `end` follows, or ""."""
    best = ("", 0)
    for wish in found:
        shared = min(end, wish.end) - max(start, wish.start)
        if (
            wish.idiom.weight > 0
            and shared > max(best[1], 0.3 * (wish.end - wish.start))
            and matches(story, wish, setup)
        ):
            best = (wish.idiom.name, shared)
    return best[0]
