"""Attacks on the watermark: forged, guessed, copied from one film onto another. These draw pictures and take a second each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from attacks.stage import AT, BreachError, Stage, attack, told
from fairtake.clearance.marks import PictureMark, find_film, fingerprint_film, mark_key, payload
from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.pipeline.verifying import Outcome, verify_file

SIZE = (480, 270)
VALUE = 0xA1B2C3D4E5F6
STRANGERS = b"\x07" * 32

RGB = npt.NDArray[np.uint8]


def picture(seed: int) -> RGB:
    """Flat shapes of many colours, as a drawn film has them."""
    dice = np.random.default_rng(seed)
    out = np.full((SIZE[1], SIZE[0], 3), dice.integers(60, 200, 3), np.uint8)
    for _ in range(24):
        left, top = int(dice.integers(0, SIZE[0])), int(dice.integers(0, SIZE[1]))
        wide, high = (int(size) for size in dice.integers(20, 160, 2))
        out[top : top + high, left : left + wide] = dice.integers(20, 235, 3)
    return out


def _saved(path: Path, rgb: RGB) -> Path:
    Image.fromarray(rgb).save(path)
    return path


def _kept(stage: Stage, rgb: RGB) -> str:
    """A registry that knows the film the mark stands for, and what it looks like."""
    url = str(stage.root.parent / "registry.sqlite")
    looks = fingerprint_film(_saved(stage.root.parent / "known.png", rgb))
    with open_registry(url) as registry:
        registry.add_mark(VALUE, "ten-years", "0" * 64, [stage.signed.sha256])
        registry.add_fingerprints("ten-years", [Fingerprint(one.time, one.code, "pdq", one.quality) for one in looks])
    return url


@attack
def mark_looked_for_with_another_key(stage: Stage) -> str:
    """Who has not the key sees nothing, and can neither read nor place it."""
    path = _saved(stage.root.parent / "a.png", PictureMark(mark_key(), VALUE, SIZE).embed(picture(1)))
    if [one.value for one in find_film(path, [mark_key()]).marks] != [VALUE]:
        raise BreachError("it is not there at all")
    if find_film(path, [STRANGERS]).marks:
        raise BreachError("a stranger's key finds it")
    return "with another key nothing is found"


@attack
def mark_forged_without_the_key(stage: Stage) -> str:
    """The same number, laid with a stranger's key: our key does not read it, and verify knows nothing of it."""
    rgb = picture(2)
    url = _kept(stage, rgb)
    path = _saved(stage.root.parent / "b.png", PictureMark(STRANGERS, VALUE, SIZE).embed(picture(3)))
    found = verify_file(path, AT, registry=url)
    if found.outcome is not Outcome.UNKNOWN or found.marks:
        raise BreachError(f"{found.outcome}: {found.marks}")
    return f"[{found.outcome}] a mark of another key is none"


@attack
def mark_copied_onto_another_film(stage: Stage) -> str:
    """By subtraction: who has a shot with and without its mark can lay the difference on any picture. The mark is then
    really there, so verify finds it; it says that no picture looks like the film the mark stands for."""
    rgb = picture(4)
    url = _kept(stage, rgb)
    mark = PictureMark(mark_key(), VALUE, SIZE).embed(rgb).astype(np.int16) - rgb
    theirs = np.clip(picture(5).astype(np.int16) + mark, 0, 255).astype(np.uint8)
    found = verify_file(_saved(stage.root.parent / "c.png", theirs), AT, registry=url)
    if not any("copied" in note for note in found.notes):
        raise BreachError(f"{found.outcome} without a word of doubt: {found.notes}")
    return f"[{found.outcome}] {found.notes[-1]}"


@attack
def mark_of_a_number_that_is_none(stage: Stage) -> str:
    return told(lambda: PictureMark(STRANGERS, 2**48, SIZE))


@attack
def marks_guessed(stage: Stage) -> str:
    """Noise is no number: 2,000 times."""
    dice = np.random.default_rng(7)
    length = len(payload.encode(VALUE))
    read = sum(one is not None for one in payload.decode_many(dice.normal(size=(2_000, length)).astype(np.float32)))
    if read:
        raise BreachError(f"{read} times")
    return "none of 2,000 patterns of noise is read as a number"


HEAVY = frozenset(
    name.replace("_", " ")
    for name in (
        "mark_looked_for_with_another_key",
        "mark_forged_without_the_key",
        "mark_copied_onto_another_film",
        "marks_guessed",
    )
)
"""What takes too long for the tests."""
