"""Why each shot: one sentence in film terms, and what the next best would have cost."""

from __future__ import annotations

import math

from fairtake.directing.costs import Attention, Judged
from fairtake.directing.framing import SIZES
from fairtake.directing.setup import Setup
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story
from fairtake.model.performance import ScenePerformance
from fairtake.model.shotlist import Angle, Move, ShotSize

__all__ = ["FAULTS", "name_setup", "reason", "runner_up"]

FAULTS: dict[str, str] = {
    "speaker": "leaves unseen who matters",
    "face": "shows less of the face",
    "scale": "the wrong size for how tense it is",
    "establish": "does not show where we are",
    "hitchcock": "gives the frame to what matters less",
    "occlusion": "the subject is hidden",
    "framing": "sits badly in the frame",
    "motion": "moves without need",
    "line": "crosses the line",
    "thirty_degrees": "too near the same view",
    "jump": "a jump cut",
    "order": "swaps left and right",
    "direction": "flips the screen direction",
    "eyeline": "breaks the eyeline",
    "eye_trace": "makes the eye leap",
    "match": "loses the match on action",
    "rhythm": "breaks the rhythm",
    "contrast": "too like the shot before",
    "idiom": "not what this style does here",
    "facing": "looks away from whom they talk to",
}

_SIZE_NAMES: dict[ShotSize, str] = {
    ShotSize.ELS: "extreme long shot",
    ShotSize.VLS: "very long shot",
    ShotSize.LS: "long shot",
    ShotSize.MLS: "medium long shot",
    ShotSize.MS: "medium shot",
    ShotSize.MCU: "medium close-up",
    ShotSize.CU: "close-up",
    ShotSize.BCU: "big close-up",
    ShotSize.ECU: "extreme close-up",
}


_RIDES: dict[Move, str] = {
    Move.PUSH_IN: "push-in on",
    Move.PULL_OUT: "pull-out from",
    Move.CRANE: "crane shot of",
    Move.ORBIT: "orbit round",
    Move.TRACK: "tracking shot of",
    Move.TILT: "tilt with",
    Move.FOLLOW: "follow of",
}


def _names(story: Story, setup: Setup, most: int = 3) -> str:
    names = [story.roles[p] for p in setup.people]
    if len(names) > most:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0] if names else setup.theme


def _article(text: str) -> str:
    return f"an {text}" if text[0] in "aeiou" else f"a {text}"


def name_setup(story: Story, setup: Setup) -> str:
    """A setup in words: "a close-up of ANNA", "an over-the-shoulder on BEN"."""
    if setup.kind == "over-the-shoulder":
        return f"an over-the-shoulder on {story.roles[setup.people[0]]}"
    if setup.kind == "insert":
        return f"an insert on {setup.theme}"
    if setup.kind == "point of view":
        return f"{story.roles[setup.over]}'s view of {setup.theme}"
    if setup.kind in ("place", "detail"):
        return f"{_article(_SIZE_NAMES[setup.size])} of {setup.theme}"
    if setup.kind == "pan":
        return (
            f"a pan with {_names(story, setup)}" if len(setup.people) < 2 else f"a pan between {_names(story, setup)}"
        )
    if setup.move in _RIDES and setup.people:
        return f"{_article(_RIDES[setup.move])} {_names(story, setup)}"
    if setup.kind in ("single", "wide"):
        return f"{_article(_SIZE_NAMES[setup.size])} of {_names(story, setup)}"
    return f"{_article(setup.kind)} of {_names(story, setup)}"


def reason(
    story: Story,
    performance: ScenePerformance,
    focus: Attention,
    sites: tuple[CutSite, ...],
    judged: Judged,
    first: int,
    last: int,
    before: Setup | None,
    move: Move | None = None,
    idiom: str = "",
) -> str:
    """Why this setup from site `first` to site `last`, after the setup `before`; `move` is what
    the camera does in the end, `idiom` the name of the style's pattern it follows."""
    setup = judged.setup
    a, b = sites[first].frame, sites[last].frame
    parts = [_cause(story, performance, setup, a, b, first == 0)]
    if before is not None:
        parts.append(_change(story, setup, before, a))
        if before.people[:1] != setup.people[:1] and _same_side(story, judged, a):
            parts.append("stays on the same side of the line")
    parts += [_moving(story, setup, move or setup.move, a, b), _height(story, setup), _lens(setup)]
    if idiom:
        parts.append(f"as this style does it: {idiom}")
    text = "; ".join(part for part in parts if part)
    return text[0].upper() + text[1:] + "."


def _cause(story: Story, performance: ScenePerformance, setup: Setup, a: int, b: int, opening: bool) -> str:
    name = story.roles[setup.people[0]] if setup.people else setup.theme
    if setup.kind == "insert":
        event = next((e for e in performance.happenings if e.theme == setup.theme and e.start < b and e.end > a), None)
        return f"shows the detail: {event.text.rstrip('.') if event and event.text else setup.theme}"
    if setup.kind == "point of view":
        return f"what {story.roles[setup.over]} sees"
    if opening and (setup.size_index <= SIZES.index(ShotSize.MLS) or len(setup.people) != 1):
        return "opens the scene: where we are and who is here" if setup.people else "opens on the place"
    if setup.move in (Move.PAN, Move.FOLLOW, Move.TRACK) and setup.target is None and "reactive" not in setup.tags:
        return f"goes with {name}, who walks"
    step = min(story.at(a) + 2, len(story.frame) - 1)
    end = story.at(b - 1)
    speakers = {story.turns[int(t)].speaker for t in story.turn[step : end + 1] if t >= 0} - {-1}
    solo = len(setup.people) == 1 or setup.over >= 0
    if solo and setup.people[0] in speakers:
        return f"{name} speaks" if len(speakers) == 1 else f"on {name}, who speaks in this exchange"
    if solo and speakers:
        other = story.roles[min(speakers)]
        return f"{name} listens: the reaction says more than {other}, who is speaking"
    if len(setup.people) > 1 and len(speakers) > 1:
        return f"holds {_names(story, setup)} together while they talk"
    if len(setup.people) > 1 and speakers:
        return f"keeps {_names(story, setup)} in one frame while {story.roles[min(speakers)]} speaks"
    doing = next((e for e in performance.happenings if e.agent == name and e.start < b and e.end > a and e.text), None)
    if doing is not None:
        return f"{doing.text.rstrip('.')}"
    if not setup.people:
        return f"the empty place: {setup.theme}"
    return f"stays with {_names(story, setup)} in the silence"


def _change(story: Story, setup: Setup, before: Setup, frame: int) -> str:
    step = setup.size_index - before.size_index
    tension = float(story.tension[story.at(frame)])
    if setup.kind in ("insert", "point of view") or before.kind in ("insert", "point of view"):
        return ""
    if step > 0:
        return "closer, since the scene is tight" if tension > 0.5 else "closer"
    if step < 0:
        walking = bool(story.walking[story.at(frame)].any())
        return "wider, to leave room for the move" if walking else "wider, for breath"
    return "the answering size"


def _moving(story: Story, setup: Setup, move: Move, a: int, b: int) -> str:
    name = story.roles[setup.people[0]] if setup.people else setup.theme
    match move:
        case Move.PUSH_IN:
            rises = float(story.tension[story.at(b - 1)]) > float(story.tension[story.at(a)]) + 0.02
            return "moving in as the tension rises" if rises else f"moving in on {_names(story, setup)}"
        case Move.PULL_OUT:
            return (
                f"drawing back: {_names(story, setup)} {'is' if len(setup.people) < 2 else 'are'} left where they are"
            )
        case Move.CRANE:
            rail = setup.target
            down = rail is not None and rail.position[0, 1] > rail.position[-1, 1]
            return "coming down to them" if down else "rising away from them"
        case Move.ORBIT:
            return f"going round {_names(story, setup)}"
        case Move.TRACK if setup.target is not None:
            return f"gliding past {_names(story, setup)}"
        case Move.TILT:
            return f"tilting with {name}"
        case Move.PAN if "reactive" in setup.tags:
            return "turning to whoever speaks"
        case Move.HANDHELD:
            return "by hand, as if it were found and not staged"
    return ""


def _height(story: Story, setup: Setup) -> str:
    if not setup.people or "detail" in setup.tags:
        return ""
    match setup.angle:
        case Angle.LOW:
            return f"from below: {_names(story, setup)} {'has' if len(setup.people) < 2 else 'have'} the power"
        case Angle.HIGH if setup.size_index > SIZES.index(ShotSize.LS):
            return f"from above: {_names(story, setup)} {'looks' if len(setup.people) < 2 else 'look'} small"
        case Angle.OVERHEAD:
            return "from straight above, like a plan"
    return ""


def _lens(setup: Setup) -> str:
    if "detail" in setup.tags or not setup.people:
        return ""
    near = setup.size_index >= SIZES.index(ShotSize.MS)
    if setup.lens >= 70 and near:
        return f"{setup.lens:g} mm, which flattens the room and leaves the face alone in it"
    if setup.lens <= 24:
        if near:
            return f"{setup.lens:g} mm, close enough to touch"
        return f"{setup.lens:g} mm, which makes the place larger than its people"
    return ""


def _same_side(story: Story, judged: Judged, frame: int) -> bool:
    pair = story.pair[story.at(frame)]
    return bool(pair[0] >= 0 and set(judged.setup.people) & {int(pair[0]), int(pair[1])})


def runner_up(story: Story, other: Setup | None, margin: float, worse: dict[str, float], seconds: float) -> str:
    """The next best setup, how much it would have cost more, and its worst fault."""
    if other is None or not math.isfinite(margin):
        return "nothing else could be shown here"
    fault = max(worse, key=lambda term: (worse[term], term)) if worse else ""
    if not fault or worse[fault] < 1e-6:
        why = "as good in itself, but it cuts less well"
    elif fault == "speaker" and worse[fault] < 0.3 * seconds:
        why = FAULTS["face"]
    else:
        why = FAULTS[fault]
    return f"{name_setup(story, other)} (+{max(margin, 0.0):.1f}: {why})"
