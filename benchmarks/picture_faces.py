"""Can faces be read: how large eyes and mouths are in a medium close-up, and whether any two
feelings look the same.

*Height*: a face is drawn with open and with shut eyes, and with a shut mouth and one that says
"ah"; the rows in which the two pictures differ are the eyes and the mouth.

*Difference*: the root mean square of the difference of two pictures over the face, in levels of 255,
seen as softly as an eye sees it from some way off (two pixels). The measure is what a feeling differs
by from itself when it is felt a fifth less: two feelings nearer than that would be one feeling to a
viewer. It also takes a dark face, whose lines stand out less, by its own contrast.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from picture_bench import (
    PEOPLE,
    camera_before,
    drawn,
    eye_point,
    face_row,
    figure,
    head_box,
    performer,
    place,
    scene,
    sheet,
    shot,
)
from scipy.ndimage import gaussian_filter

from fairtake.staging.performers import EMOTIONS, VISEMES

HEIGHT = 12
"""Pixels that eyes and mouths must be high."""
TEN = tuple(list(EMOTIONS)[:10])
LIMITS = {"the ten": 2.0, "all": 1.0}
"""How many times more two feelings must differ than one that is felt a fifth less (the mean of all)."""
_SOFT = 2.0  # pixels
_SEEN = 24  # levels of 255 by which a pixel must differ to be of the eye or the mouth

U8 = npt.NDArray[np.uint8]


def _rows(a: U8, b: U8) -> int:
    """The height in pixels of the largest band in which two pictures of a face differ."""
    differ = (np.abs(a.astype(int) - b).max(-1) >= _SEEN).sum(1) >= 2
    best = run = 0
    for one in differ:
        run = run + 1 if one else 0
        best = max(best, run)
    return best


def _distance(a: U8, b: U8) -> float:
    apart = gaussian_filter(a.astype(np.float32) - b, (_SOFT, _SOFT, 0))
    return float(np.sqrt((apart**2).mean()))


def _faces_of(words: str, rows: list[npt.NDArray[np.float32]], aside: float = 0.0) -> list[U8]:
    """The face of one person for each row, seen a little aside in radians."""
    who = figure(words)
    on = place("living room")
    faces = np.stack(rows)
    performance, assets = scene([("ANNA", who, performer(who, faces))], on)
    camera = camera_before(eye_point(who), frames=len(rows))
    x0, y0, x1, y1 = head_box(who, camera)
    if aside:
        camera.position[:, 0] += aside
    pictures = drawn(performance, assets, shot(camera, len(rows), [part.name for part in on.parts if part.wild]))
    return [frame.rgb[y0:y1, x0:x1] for frame in pictures]


def faces(keep: Path | None, worst: int) -> bool:
    """Measure, print the table; the nearest pairs go to `keep` as a sheet. Whether all holds."""
    names = list(EMOTIONS)
    shut, said = face_row({"blink": 1.0}), face_row(VISEMES["ah" if "ah" in VISEMES else _widest()])
    full, less = ([face_row(EMOTIONS[name], share) for name in names] for share in (1.0, 0.8))
    found: dict[tuple[str, str], dict[str, float]] = {}
    steps: dict[str, float] = {}
    tiles: dict[tuple[str, str], U8] = {}
    print(f"{len(PEOPLE)} people x {len(names)} faces in a medium close-up, 960x540, final")
    print(f"{'face':<22}{'eyes':>6}{'mouth':>7}{'limit':>7} px{'a fifth less':>14}{'the ten':>9}{'all':>7}")
    held = True
    for who, words in PEOPLE.items():
        pictures = _faces_of(words, [*full, *less, shut, said])
        feelings, weaker, (blink, ah) = pictures[: len(names)], pictures[len(names) : -2], pictures[-2:]
        rest = feelings[names.index("neutral")]
        steps[who] = step = float(
            np.mean([_distance(a, b) for n, a, b in zip(names, feelings, weaker, strict=True) if n != "neutral"])
        )
        for name, picture in zip(names, feelings, strict=True):
            tiles[who, name] = picture
        for a, b in combinations(range(len(names)), 2):
            found.setdefault((names[a], names[b]), {})[who] = _distance(feelings[a], feelings[b])
        eyes, mouth = _rows(rest[: len(rest) * 6 // 10], blink[: len(rest) * 6 // 10]), _rows(rest, ah)
        held &= min(eyes, mouth) >= HEIGHT
        ten = min(found[pair][who] for pair in combinations(TEN, 2))
        every = min(each[who] for each in found.values())
        mark = " " if min(eyes, mouth) >= HEIGHT else "*"
        print(f"{who:<22}{eyes:>6}{mouth:>7}{HEIGHT:>6}{mark}   {step:14.1f}{ten:9.1f}{every:7.1f}")
    ratio = {pair: min(each[who] / steps[who] for who in each) for pair, each in found.items()}
    for label, pairs in (("the ten", list(combinations(TEN, 2))), ("all", list(found))):
        limit = LIMITS[label]
        least = min(pairs, key=lambda pair: ratio[pair])
        under = sum(ratio[pair] < limit for pair in pairs)
        held &= not under
        print(
            f"{label}: the nearest pair differs {ratio[least]:.2f} times as much as a feeling from itself a fifth less "
            f"(limit {limit:g}): {least[0]} / {least[1]}; {under} of {len(pairs)} under it"
        )
    nearest = sorted(found, key=lambda pair: ratio[pair])[: max(worst, 8)]
    near_on = {pair: min(found[pair], key=lambda one, pair=pair: found[pair][one] / steps[one]) for pair in nearest}
    for pair in nearest:
        print(f"   {ratio[pair]:5.2f}  {pair[0]} / {pair[1]}   on {near_on[pair]}")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        pairs = []
        for pair in nearest[:16]:
            pairs += [(name, tiles[near_on[pair], name]) for name in pair]
        sheet(pairs, 8, 200).save(keep / "nearest.png")
        for number, who in enumerate(PEOPLE):
            sheet([(name, tiles[who, name]) for name in names], 9, 200).save(keep / f"faces-{number + 1}.png")
        print(f"sheets in {keep}")
    return held


def _widest() -> str:
    return max(VISEMES, key=lambda name: VISEMES[name].get("mouth_open", 0.0))
