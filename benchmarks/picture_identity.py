"""Are people told apart at a glance, and is everybody the same in every scene.

Each figure is drawn alone, standing, from the front, in one and the same light. *Silhouette* is one minus
the share that two of them have in common (intersection over union, feet on feet); *palette* is the
difference in CIE Lab of hair and head, of the upper and of the lower body (weights .25, .45, .30). As a
measure of what pose alone does, each figure is also compared with itself turned by a quarter of a right
angle to either side: two roles must differ more than anybody differs from themselves.

*Same in every scene*: the bytes of a role's figure in two scenes of a film must be equal. Where they are
not, what the script says of the role must have changed; those are listed. Animals are left out: they have
joints of their own, which the pose here does not know.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from picture_bench import drawn, performer, place, scene, shot
from scipy.ndimage import shift as moved

from fairtake.geometry.camera import fovy_of_lens, look_at
from fairtake.model.figure import FACE_NEUTRAL, Figure
from fairtake.model.footage import Quality
from fairtake.model.shotlist import CameraTrack, ShotSize
from fairtake.pipeline import farm
from fairtake.pipeline.planning import planned
from fairtake.project import load

SILHOUETTE, PALETTE = 0.06, 10.0
"""What two roles of a scene must differ by; either far above makes up for the other just under it."""
_SIZE = (256, 288)
_HIGH = 2.2  # metres that the picture is high
_BANDS = ((0.0, 0.14, 0.25), (0.14, 0.5, 0.45), (0.5, 1.0, 0.30))

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """A figure at a glance."""

    mask: npt.NDArray[np.bool_]
    palette: F64
    rgb: npt.NDArray[np.uint8]


def _lab(rgb: npt.NDArray[np.uint8]) -> F64:
    """sRGB (..., 3) as CIE Lab under D65."""
    c = rgb.astype(np.float64) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ matrix.T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def looked_at(who: Figure, yaw: float = 0.0) -> Seen:
    """Somebody standing alone, from the front."""
    on = place("living room")
    faces = np.array(FACE_NEUTRAL, np.float32)[None]
    performance, assets = scene([("ANNA", who, performer(who, faces, yaw=yaw))], on)
    fovy = fovy_of_lens(85)
    eye = np.array([[0.0, _HIGH / 2 - 0.06, _HIGH / (2 * np.tan(fovy / 2))]])
    camera = CameraTrack(
        eye.astype(np.float32), look_at(eye, eye - [0, 0, 1]).astype(np.float32), np.array([fovy], np.float32),
        np.zeros((1, 2), np.float32),
    )  # fmt: skip
    everything = [part.name for part in on.parts if part.wild]
    frame = drawn(performance, assets, shot(camera, 1, everything, ShotSize.LS), Quality.FINAL, ("id",), size=_SIZE)[0]
    assert frame.ids is not None
    role = next(number for number, name in frame.names.items() if name == "ANNA")
    mask = frame.ids == role
    rows = np.flatnonzero(mask.any(1))
    top, low = (int(rows[0]), int(rows[-1])) if len(rows) else (0, 1)
    lab = _lab(frame.rgb)
    bands = []
    for a, b, _ in _BANDS:
        part = np.zeros_like(mask)
        part[top + round(a * (low - top)) : top + max(round(b * (low - top)), 1)] = True
        part &= mask
        bands.append(np.median(lab[part], 0) if part.any() else np.zeros(3))
    return Seen(mask, np.array(bands), frame.rgb)


def apart(a: Seen, b: Seen) -> tuple[float, float]:
    """Silhouette 0..1 and palette (CIE76) distance."""

    def centred(one: Seen) -> npt.NDArray[np.bool_]:
        columns = np.flatnonzero(one.mask.any(0))
        middle = (columns[0] + columns[-1]) / 2 if len(columns) else 0.0
        return np.asarray(moved(one.mask.astype(np.uint8), (0, round(_SIZE[0] / 2 - middle)), order=0), np.bool_)

    x, y = centred(a), centred(b)
    union = int((x | y).sum())
    weights = np.array([weight for *_, weight in _BANDS])
    color = float((np.linalg.norm(a.palette - b.palette, axis=1) * weights).sum())
    return 1 - int((x & y).sum()) / max(union, 1), color


def fingerprint(noun: object) -> str:
    """A digest of everything in a noun."""
    told = hashlib.blake2b(digest_size=12)

    def tell(one: object) -> None:
        if isinstance(one, np.ndarray):
            told.update(str((one.dtype, one.shape)).encode() + np.ascontiguousarray(one).tobytes())
        elif is_dataclass(one) and not isinstance(one, type):
            for field in fields(one):
                tell(getattr(one, field.name))
        elif isinstance(one, Mapping):
            for key in sorted(one):
                tell(key)
                tell(one[key])
        elif isinstance(one, (tuple, list)):
            for each in one:
                tell(each)
        else:
            told.update(repr(one).encode())

    tell(noun)
    return told.hexdigest()


def identity(paths: list[Path], keep: Path | None, worst: int) -> bool:
    """Measure all films, print the table. Whether all limits hold."""
    pairs: list[tuple[float, float, str, str, str]] = []
    cache: dict[str, Seen] = {}
    turned: list[tuple[float, float]] = []
    changed: list[str] = []
    roles = scenes_seen = 0
    for path in paths:
        looks: dict[str, dict[str, str]] = {}
        with tempfile.TemporaryDirectory() as scratch, planned(load(path), Path(scratch)) as (work, scenes):
            store = str(work.store.folder)
            done: set[str] = set()
            for staged in scenes:
                if staged.keys.performance in done:
                    continue
                done.add(staged.keys.performance)
                scenes_seen += 1
                played, assets = farm.performance_of(staged.keys, store), farm.assets_of(staged.keys, store)
                here = [one.role for one in played.performers if one.present.any()]
                meeting = [role for role in here if not assets.figures[role].species]  # a dog is nobody's double
                for role in meeting:
                    mark = fingerprint(assets.figures[role])
                    looks.setdefault(role, {}).setdefault(mark, staged.number)
                    if mark not in cache:
                        cache[mark] = looked_at(assets.figures[role])
                        turned.append(
                            apart(*(looked_at(assets.figures[role], yaw) for yaw in (-np.pi / 16, np.pi / 16)))
                        )
                for a, b in combinations(meeting, 2):
                    first, second = (cache[fingerprint(assets.figures[role])] for role in (a, b))
                    pairs.append((*apart(first, second), f"{path.stem} {staged.number}", a, b))
        roles += len(looks)
        changed += [f"{path.stem}: {role} ({', '.join(of.values())})" for role, of in looks.items() if len(of) > 1]
    silhouettes, palettes = np.array([one[:2] for one in pairs]).T
    self_silhouette, self_palette = np.array(turned).T
    under = [one for one in pairs if not _distinct(one[0], one[1])]
    print(f"{len(paths)} films, {scenes_seen} scenes, {roles} roles, {len(pairs)} pairs of roles that share a scene")
    print(f"{'':12}{'least':>8}{'5 %':>8}{'median':>8}{'limit':>8}{'themselves, turned':>22}")
    for name, values, limit, own in (
        ("silhouette", silhouettes, SILHOUETTE, self_silhouette),
        ("palette", palettes, PALETTE, self_palette),
    ):
        print(
            f"{name:<12}{values.min():8.3g}{np.percentile(values, 5):8.3g}{np.median(values):8.3g}{limit:8g}"
            f"{np.median(own):22.3g}"
        )
    print(f"{len(under)} pairs alike (both under the limits, or one under half of its own)")
    for silhouette, color, where, a, b in sorted(pairs, key=lambda one: one[0] / SILHOUETTE + one[1] / PALETTE)[:worst]:
        print(f"   {silhouette:5.3f} {color:5.1f}  {where}: {a} / {b}")
    print(f"{len(changed)} of {roles} roles change between scenes" + (":" if changed else ""))
    for line in changed:
        print(f"   {line}")
    if keep is not None:
        from picture_bench import sheet

        keep.mkdir(parents=True, exist_ok=True)
        near = sorted(pairs, key=lambda one: one[0] / SILHOUETTE + one[1] / PALETTE)[:12]
        print("nearest:", "; ".join(f"{a} / {b}" for *_, a, b in near))
        sheet([(str(number), one.rgb) for number, one in enumerate(cache.values())], 12, 150).save(keep / "roles.png")
    return not under


def _distinct(silhouette: float, color: float) -> bool:
    return (silhouette >= SILHOUETTE or color >= PALETTE) and (silhouette >= SILHOUETTE / 2 and color >= PALETTE / 2)
