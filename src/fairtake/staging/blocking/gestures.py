"""What hands do while their owner talks: phrases of strokes on stressed words, and rest between.

Preparation, stroke, a short hold, retraction (after Kendon, Gesture, 2004; McNeill, Hand and
Mind, 1992). Everybody has favourites among the shapes, a size and a hand of their own.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.reading import Take
from fairtake.staging.blocking.state import Person, crc
from fairtake.staging.motion.face import stresses
from fairtake.staging.motion.score import HandGoal, Lean, Motif, Vector

__all__ = ["gesture"]

# Palm, fingers, palm direction and curl of a stroke; x is outward for either hand.
_Shape = tuple[Vector, Vector, Vector, Vector]
_SHAPES: tuple[_Shape, ...] = (
    ((0.19, -0.20, 0.35), (0.15, 0.30, 1.0), (-0.45, 0.85, 0.1), (0.15, 0.12, 0.18)),  # an open hand, offered
    ((0.10, -0.16, 0.36), (-0.20, 0.55, 0.9), (-0.95, 0.10, 0.2), (0.20, 0.12, 0.25)),  # its edge, a point made
    ((0.31, -0.17, 0.26), (0.55, 0.40, 0.7), (-0.10, 0.85, 0.4), (0.12, 0.12, 0.15)),  # out to the side
    ((0.14, -0.23, 0.34), (-0.15, 0.05, 1.0), (-0.15, -0.95, 0.2), (0.22, 0.18, 0.22)),  # palm down, calming
    ((0.09, -0.15, 0.33), (-0.35, 0.70, 0.6), (-0.60, 0.25, -0.7), (0.75, 0.50, 0.45)),  # thumb and finger
    ((0.18, -0.31, 0.27), (-0.05, 0.05, 1.0), (-0.75, 0.55, 0.0), (0.22, 0.22, 0.28)),  # from the wrist, low
    ((0.16, -0.26, 0.31), (-0.30, 0.35, 0.9), (-0.70, 0.10, -0.6), (0.35, 0.40, 0.48)),  # a loose hand turned in
    ((0.06, -0.16, 0.185), (-0.85, 0.40, 0.1), (-0.1, -0.05, -1.0), (0.2, 0.2, 0.25)),  # to one's own chest
)
_CHEST = len(_SHAPES) - 1
_LOW = 5


def gesture(
    person: Person, take: Take, start: float, end: float, lively: float, own: bool, generator: np.random.Generator
) -> None:
    """Write the hands of one line. `lively` about 1 is how much, `own` whether it speaks of
    oneself. They give way to whatever the hands do next."""
    habit = crc(person.role, "gestures")
    lively *= 0.8 + 0.4 * (habit % 101 / 100)
    favourites = [(habit // 7 + k * (1 + habit // 11 % 3)) % _CHEST for k in range(4)]
    better = 1 if habit // 13 % 4 else 0
    posture = 1.0 if person.posture == "stand" else 0.8
    size = (0.90 + 0.12 * lively) * (0.93 + 0.14 * (habit // 17 % 101 / 100))
    low = -0.02 if person.posture == "sit" else 0.0
    strokes = [(start + t, w) for t, w in stresses(take, 0.62) if start + t < end - 0.25]
    at_rest = start - 1.0
    last = -1
    k = 0
    while k < len(strokes):
        time, weight = strokes[k]
        k += 1
        if time - 0.5 < at_rest or generator.random() > (0.42 + 0.38 * weight) * lively * posture:
            continue
        # A phrase has up to three strokes, as long as they follow each other soon.
        beats = [(time, weight)]
        while k < len(strokes) and len(beats) < 3 and strokes[k][0] - beats[-1][0] < 0.95:
            if strokes[k][0] - beats[-1][0] > 0.22:
                beats.append(strokes[k])
            k += 1
        choice = favourites[int(generator.integers(0, len(favourites)))]
        if choice == last:
            choice = favourites[(favourites.index(choice) + 1) % len(favourites)]
        if weight < 0.72 and generator.random() < 0.5:
            choice = _LOW
        if own and generator.random() < 0.35:
            choice = _CHEST
        last = choice
        both = choice != _CHEST and generator.random() < 0.40 * lively
        order = (better, 1 - better)
        hands = [h for h in order if not (person.held[h] or person.occupied(h)) and person.busy[h] <= time - 0.5]
        if not hands:
            continue
        if not both:
            hands = hands[:1] if generator.random() < 0.8 else hands[-1:]
        at_rest = _phrase(person, choice, beats, hands, end, size, low, lively, generator)
        if person.posture == "stand" and not person.rooted and generator.random() < 0.45:
            # The trunk goes over with it; by the end of the line it is where it was.
            side = (1.0 if hands[0] == 0 else -1.0) * float(generator.uniform(0.04, 0.085))
            back = min(at_rest + 0.6, max(end, at_rest))
            person.score.leans.append(Lean(time - 0.5, time + 0.2, back, back + 0.9, 0.0, -0.5 * side, 0.004, side))


def _phrase(
    person: Person,
    choice: int,
    beats: list[tuple[float, float]],
    hands: list[int],
    end: float,
    size: float,
    low: float,
    lively: float,
    generator: np.random.Generator,
) -> float:
    """One phrase of gesture. Returns when the hands are down."""
    position, fingers, palm, curl = _SHAPES[choice]
    first, final = beats[0][0], beats[-1][0]
    # It is held for a moment, and gone soon after: nobody stands there with an arm stretched out.
    leave = min(final + 0.16 + 0.22 * float(generator.random()), max(final + 0.12, end))
    down = leave + 0.55 + 0.2 * float(generator.random())
    jitter = generator.uniform(-0.025, 0.025, 3)
    drift = generator.uniform(-0.035, 0.05, (len(beats), 3))
    for hand in hands:
        # The second hand follows the first by a breath and does a little less.
        late = 0.0 if hand == hands[0] else 0.07
        place = (
            position[0] + float(jitter[0]) + late * 0.3,
            (position[1] + low) * (2 - size) + float(jitter[1]) - late * 0.4,
            position[2] * size + float(jitter[2]),
        )
        live = Motif("circle", (0.010, 0.004, 0.0), (0.0, 0.009, 0.006), 0.55, crc(person.role, hand))
        person.score.hands.append(
            HandGoal(
                hand, first - 0.52 + late, first - 0.12 + late, leave + late, down + late, "chest", place, fingers, palm, curl,
                motif=live,
            )
        )  # fmt: skip
        for n, (beat, weight) in enumerate(beats):
            # The stroke itself: a fall on the stress, each a little elsewhere than the one before,
            # and a recoil before the next.
            deep = (0.045 + 0.035 * weight) * lively
            hit = (
                place[0] + (0.02 + float(drift[n, 0])) * n,
                place[1] - deep + 0.5 * float(drift[n, 1]) * n,
                place[2] + 0.5 * deep + 0.4 * float(drift[n, 2]) * n,
            )
            turned = (palm[0], palm[1] + 0.18 * n, palm[2])
            person.score.hands.append(
                HandGoal(
                    hand, beat - 0.13 + late, beat + 0.05 + late, beat + 0.11 + late, beat + 0.42 + late, "chest", hit,
                    fingers, turned, curl,
                )
            )  # fmt: skip
    if beats[0][1] > 0.8:
        person.score.leans.append(Lean(first - 0.3, first + 0.08, first + 0.2, first + 1.0, 0.030 * lively, 0.0))
    return down
