"""What people do with their own bodies: arms crossed, hands in pockets, head in hands, tears wiped.

The words of the clause say which; attitudes stay until the hands have something else to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.attitudes import resting_hands
from fairtake.staging.blocking.body_frame import surface_before
from fairtake.staging.blocking.lasting import begin
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import look
from fairtake.staging.motion.score import FOREVER, HandGoal, HeadMove, Lean, Motif, Target, Vector

__all__ = ["lasting_pose", "pose_of", "strike_pose"]

_MY = r"(?:his|her|their|its|the|both|one|a)?\s*"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"(?:cross|fold)\w*\s+" + _MY + r"arms|arms\s+(?:are\s+)?(?:crossed|folded)", "cross"),
    (r"hands\s+(?:\w+\s+)?in(?:to)?\s+" + _MY + r"(?:\w+\s+)?pockets?", "pockets"),
    (r"hand\s+(?:\w+\s+)?in(?:to)?\s+" + _MY + r"(?:\w+\s+)?pockets?", "pocket"),
    (r"hands?\s+on\s+" + _MY + r"(?:hips?|waist)|akimbo", "hips"),
    (r"hands\s+(?:\w+\s+)?behind\s+" + _MY + r"back", "behind"),
    (r"head\s+(?:\w+\s+)?in(?:to)?\s+" + _MY + r"hands", "head"),
    (r"(?:bur|hid|cover)\w*\s+" + _MY + r"(?:face|eyes)|face\s+in(?:to)?\s+" + _MY + r"hands", "face"),
    (r"(?:chin|cheek)\s+(?:\w+\s+)?(?:in|on|into)\s+" + _MY + r"(?:hands?|fist|palm)", "chin"),
    (r"cover\w*\s+" + _MY + r"mouth|hand\s+(?:to|over)\s+" + _MY + r"mouth|\byawn", "mouth"),
    (r"\bcough", "cough"),
    (r"cover\w*\s+" + _MY + r"ears", "ears"),
    (r"(?:wip|dr|brush|dab)\w*\s+(?:away\s+)?" + _MY + r"(?:tears?|eyes?|cheeks?)", "tear"),
    (r"(?:wip|blow)\w*\s+" + _MY + r"nose", "nose"),
    (r"rub\w*\s+" + _MY + r"eyes?", "eyes"),
    (r"(?:rub|wip|massag|slap|mop)\w*\s+" + _MY + r"(?:forehead|temples?|brow)|facepalm", "forehead"),
    (r"scratch\w*\s+" + _MY + r"(?:head|neck|ear)", "scratch"),
    (r"(?:strok|rub|scratch)\w*\s+" + _MY + r"(?:chin|beard|jaw)", "beard"),
    (r"(?:hand|fingers)\s+through\s+" + _MY + r"hair", "hair"),
    (r"\bpray|hands\s+(?:together|folded|clasped)\s+in\s+prayer", "pray"),
    (r"(?:wring|rub)\w*\s+" + _MY + r"hands", "wring"),
    (r"(?:clasp|fold)\w*\s+" + _MY + r"hands", "clasp"),
    (r"clench\w*\s+" + _MY + r"fists?", "fists"),
    (r"(?:spread|open|throw)\w*\s+" + _MY + r"arms", "spread"),
    (r"(?:rais|lift)\w*\s+(?:his|her|their|both)\s+(?:hands|arms)$|hands\s+(?:up|in the air)", "up"),
    (r"\bstretch\w*(?:\s+" + _MY + r"(?:arms|back|body))?$", "stretch"),
    (r"(?:arms?\s+(?:wrapped\s+)?around|hugs?)\s+(?:him|her|them)sel(?:f|ves)|\bshiver", "self"),
    (r"\bsalut", "salute"),
    (r"hand\s+(?:on|to|over)\s+" + _MY + r"(?:heart|chest)", "heart"),
    (r"(?:adjust|push)\w*\s+" + _MY + r"(?:\w+\s+)?(?:glasses|spectacles)", "glasses"),
)
_FOUND = tuple((re.compile(rf"(?:{pattern})"), name) for pattern, name in _PATTERNS)
_NAMED = {
    ("cross", "arm"): "cross", ("fold", "arm"): "cross", ("cover", "mouth"): "mouth", ("cover", "face"): "face",
    ("bury", "face"): "face", ("hide", "face"): "face", ("bury", "head"): "head", ("cover", "eye"): "face",
    ("cover", "ear"): "ears", ("wipe", "eye"): "tear", ("wipe", "tear"): "tear", ("dry", "eye"): "tear",
    ("brush", "tear"): "tear", ("rub", "eye"): "eyes", ("rub", "forehead"): "forehead", ("rub", "temple"): "forehead",
    ("scratch", "head"): "scratch", ("scratch", "chin"): "beard", ("stroke", "chin"): "beard", ("stroke", "beard"): "beard",
    ("wring", "hand"): "wring", ("rub", "hand"): "wring", ("clasp", "hand"): "clasp", ("clench", "fist"): "fists",
    ("spread", "arm"): "spread", ("open", "arm"): "spread", ("throw", "arm"): "spread", ("blow", "nose"): "nose",
    ("wipe", "nose"): "nose", ("slap", "forehead"): "forehead", ("pinch", "nose"): "nose",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Touch:
    """Where a hand of one's own goes: both when `two`, the free one otherwise; for `seconds`,
    or as long as nothing else is done when 0. `bow` bends the trunk, `look` (yaw, pitch) is
    where the eyes go meanwhile, `nod` a movement of the head."""

    frame: str
    position: Vector
    fingers: Vector
    palm: Vector
    curl: Vector = (0.25, 0.25, 0.3)
    two: bool = False
    seconds: float = 1.0
    out: float = 0.0
    motif: Motif | None = None
    bow: float = 0.0
    look: tuple[float, float] | None = None
    nod: str = ""


_POSES: dict[str, _Touch] = {
    "head": _Touch("head", (0.088, -0.015, 0.005), (-0.25, 0.90, -0.30), (-1.0, 0.05, -0.15), (0.3, 0.25, 0.3), True, 0.0, 0.15, None, 0.30, (0.0, 0.62)),
    "face": _Touch("head", (0.040, -0.045, 0.092), (-0.22, 1.0, -0.10), (-0.25, 0.0, -1.0), (0.2, 0.16, 0.2), True, 0.0, 0.0, None, 0.22, (0.0, 0.55)),
    "chin": _Touch("head", (0.045, -0.165, 0.045), (-0.45, 0.75, 0.25), (-0.55, 0.35, -0.75), (0.3, 0.5, 0.6), False, 0.0, -0.1, None, 0.12),
    "mouth": _Touch("head", (0.020, -0.098, 0.088), (-0.80, 0.60, -0.10), (-0.15, 0.0, -1.0), (0.2, 0.18, 0.2), False, 1.5),
    "cough": _Touch("head", (0.020, -0.098, 0.098), (-0.90, 0.30, -0.10), (-0.15, 0.0, -1.0), (0.8, 0.9, 0.95), False, 0.8, 0.0, None, 0.16, None, "nod"),
    "ears": _Touch("head", (0.112, -0.030, -0.050), (-0.10, 0.95, -0.30), (-1.0, 0.0, 0.1), (0.2, 0.2, 0.22), True, 2.2, 0.35, None, 0.18, (0.0, 0.45)),
    "tear": _Touch("head", (0.055, -0.040, 0.082), (-0.60, 0.75, -0.15), (-0.30, 0.0, -0.95), (0.35, 0.2, 0.45), False, 1.2, 0.0, Motif("sway", (0.016, -0.014, -0.004), rate=0.55), 0.05, (0.0, 0.35)),
    "nose": _Touch("head", (0.022, -0.062, 0.100), (-0.80, 0.55, -0.10), (-0.2, 0.1, -1.0), (0.6, 0.5, 0.6), False, 0.9, 0.0, Motif("sway", (0.012, 0.0, 0.0), rate=1.1), 0.06),
    "eyes": _Touch("head", (0.045, -0.012, 0.090), (-0.65, 0.75, -0.10), (-0.30, 0.0, -0.95), (0.4, 0.5, 0.6), False, 1.3, 0.0, Motif("circle", (0.010, 0.0, 0.0), (0.0, 0.010, 0.0), 1.6), 0.08, (0.0, 0.3)),
    "forehead": _Touch("head", (0.035, 0.045, 0.085), (-0.75, 0.65, -0.10), (-0.20, -0.2, -0.95), (0.3, 0.22, 0.28), False, 1.4, 0.0, Motif("sway", (0.020, 0.0, -0.006), rate=0.8), 0.08, (0.0, 0.4)),
    "scratch": _Touch("head", (0.098, 0.085, -0.030), (-0.55, 0.75, -0.30), (-0.85, -0.5, 0.0), (0.4, 0.55, 0.6), False, 1.3, 0.3, Motif("sway", (0.0, 0.014, 0.012), rate=2.6), 0.0, (0.2, -0.12)),
    "beard": _Touch("head", (0.030, -0.150, 0.070), (-0.70, 0.60, 0.10), (-0.30, 0.25, -0.90), (0.5, 0.45, 0.6), False, 1.8, 0.0, Motif("sway", (0.0, -0.018, 0.006), rate=0.8), 0.0, (0.25, -0.1)),
    "hair": _Touch("head", (0.060, 0.115, 0.030), (-0.45, 0.55, -0.70), (-0.50, -0.80, -0.10), (0.3, 0.35, 0.4), False, 1.1, 0.4, Motif("sway", (0.0, -0.010, -0.035), rate=0.5), 0.0, (0.1, 0.15)),
    "glasses": _Touch("head", (0.050, -0.015, 0.098), (-0.75, 0.62, -0.15), (-0.30, 0.0, -0.95), (0.4, 0.2, 0.6), False, 0.7),
    "pray": _Touch("chest", (0.014, -0.175, 0.245), (-0.04, 0.92, 0.30), (-1.0, 0.0, 0.0), (0.08, 0.06, 0.06), True, 0.0, 0.15, None, 0.10, (0.0, 0.5)),
    "wring": _Touch("chest", (0.020, -0.320, 0.270), (-0.55, -0.05, 0.80), (-0.85, -0.2, -0.3), (0.5, 0.5, 0.55), True, 3.0, 0.15, Motif("sway", (0.004, 0.012, 0.022), rate=0.8)),
    "clasp": _Touch("chest", (0.012, -0.330, 0.275), (-0.60, 0.05, 0.80), (-0.85, -0.1, -0.35), (0.55, 0.6, 0.62), True, 0.0, 0.1),
    "fists": _Touch("chest", (0.235, -0.500, 0.060), (-0.02, -0.99, 0.15), (-0.95, 0.0, -0.25), (0.85, 0.95, 0.98), True, 2.4),
    "spread": _Touch("chest", (0.500, -0.060, 0.260), (0.80, 0.15, 0.55), (0.0, 0.45, 0.9), (0.1, 0.08, 0.1), True, 1.4, 0.2),
    "up": _Touch("chest", (0.290, 0.190, 0.170), (0.08, 1.0, 0.05), (-0.1, 0.0, 1.0), (0.12, 0.06, 0.08), True, 0.0, 0.3),
    "stretch": _Touch("chest", (0.190, 0.520, -0.020), (0.05, 1.0, -0.1), (-0.3, 0.0, 0.9), (0.5, 0.6, 0.6), True, 1.4, 0.4, None, -0.14, (0.0, -0.3)),
    "salute": _Touch("head", (0.098, 0.045, 0.060), (-0.80, 0.35, 0.25), (-0.25, -0.85, 0.35), (0.05, 0.0, 0.02), False, 1.3, 0.8),
    "heart": _Touch("chest", (-0.020, -0.150, 0.155), (-0.90, 0.25, 0.05), (-0.1, 0.0, -1.0), (0.2, 0.15, 0.18), False, 1.8, 0.2),
}  # fmt: skip
_ATTITUDES = {
    "cross": "cross", "self": "cross", "pockets": "pockets", "pocket": "pocket", "hips": "hip", "behind": "behind",
}  # fmt: skip
_SEATED = frozenset({"cross", "self"})


def pose_of(event: Event) -> str:
    """Which of these the clause speaks of; "" for none."""
    text = " ".join(event.text.lower().split()).rstrip(".!,;")
    for pattern, name in _FOUND:
        if pattern.search(text):
            return name
    verb = event.verb.lower().split()
    return _NAMED.get((verb[0] if verb else "", event.instrument.lower()), "")


def lasting_pose(event: Event) -> bool:
    """Whether it speaks of an attitude that is kept."""
    name = pose_of(event)
    return name in _ATTITUDES or (name in _POSES and _POSES[name].seconds <= 0)


def strike_pose(stage: Stage, person: Person, name: str, time: float) -> Outcome | None:
    """Take that attitude, or make that gesture. None when the hands are full."""
    free = [h for h in (1, 0) if not person.held[h]]
    if not free:
        return None
    if name in _ATTITUDES:
        if person.posture != "stand" and name not in _SEATED:
            return None
        left, right = resting_hands(_ATTITUDES[name])
        wanted = [g for g in (left, right) if g is not None and g.hand in free]
        if name == "hips" and right is not None:
            wanted += [replace(right, hand=0)] if 0 in free else []
        goals = [
            replace(g, start=time + 0.12 * g.hand, full=time + 0.85 + 0.12 * g.hand, hold=FOREVER, end=FOREVER)
            for g in wanted
        ]
        begin(person, name, time, goals, rooted=name not in ("pockets", "pocket"))
        return Outcome(max(0.0, time), time + 0.8, time + 1.5)
    touch = _POSES[name]
    hands = free if touch.two else free[:1]
    if touch.two and len(free) < 2 and name in ("pray", "wring", "clasp"):
        return None
    stay = touch.seconds if touch.seconds else 9.0
    goals = [
        HandGoal(
            hand, time + 0.07 * k, time + 0.75 + 0.07 * k, time + 0.75 + stay, time + 1.5 + stay, touch.frame,
            touch.position, touch.fingers, touch.palm, touch.curl, 0.0, 2, touch.out,
            replace(touch.motif, seed=(crc(person.role, name) + 48 * k) % 97) if touch.motif is not None else None,
        )
        for k, hand in enumerate(hands)
    ]  # fmt: skip
    bow = touch.bow
    if person.posture == "sit" and name in ("head", "face", "chin") and surface_before(stage, person) is not None:
        # Elbows on the table.
        bow += 0.14
    leans = [Lean(time, time + 0.9, time + 0.75 + stay, time + 1.7 + stay, bow)] if bow else []
    aim = Target("away", point=(touch.look[0], touch.look[1], 0.0)) if touch.look is not None else None
    if aim is not None:
        look(person, max(0.0, time), aim)
    if touch.nod:
        person.score.nods.append(HeadMove(touch.nod, time + 0.7, 0.7, 0.6))
    if touch.seconds:
        person.score.hands += goals
        person.score.leans += leans
        for goal in goals:
            person.busy[goal.hand] = goal.end
        return Outcome(max(0.0, time), time + 0.9 + 0.5 * touch.seconds, time + 1.4 + touch.seconds)
    begin(person, name, time, goals, leans=leans, look=aim, glance=0.0)
    return Outcome(max(0.0, time), time + 1.0, time + 1.9)
