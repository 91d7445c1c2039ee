"""Compile the kernels that every film needs, by drawing a tiny scene that needs them all."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

import numpy as np
from numba.core import event
from numba.core.dispatcher import Dispatcher

from fairtake.model.figure import FACE_NEUTRAL, JOINTS, FaceStyle, Figure
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.light import Halo, Haze, Light, Lighting, LightKind, Plume, Sky
from fairtake.model.mesh import Material, Mesh, Pattern, Stuff
from fairtake.model.performance import Assets, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.set import PropModel, Set, SetPart
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.rendering import kernels

__all__ = ["warm_up"]

_FRAMES = 3
_LATER = ("media", "optics", "restyle", "sway")
"""Kernels of single looks, of wind, and of lens and print: a few seconds, compiled when first wanted."""


def _kernels() -> list[str]:
    """The names of all kernels that every film needs."""
    names = []
    for info in pkgutil.iter_modules(kernels.__path__):
        if info.name in _LATER:
            continue
        module = importlib.import_module(f"{kernels.__name__}.{info.name}")
        names += [
            name
            for name, value in vars(module).items()
            if isinstance(value, Dispatcher) and value.py_func.__module__ == module.__name__
        ]
    return names


class _Counter(event.Listener):
    """Tells `progress` of each kernel that is compiled."""

    def __init__(self, progress: Callable[[str, float], None], expected: int) -> None:
        self._progress, self._expected, self._done = progress, max(expected, 1), 0

    def on_start(self, happened: event.Event) -> None:
        if not self._counts(happened):
            return
        name = happened.data["dispatcher"].py_func.__name__.strip("_").replace("_", " ")
        self._progress(f"compiling the renderer: {name}", min(self._done / self._expected, 0.99))

    def on_end(self, happened: event.Event) -> None:
        self._done += self._counts(happened)

    @staticmethod
    def _counts(happened: event.Event) -> bool:
        """Whether it is one of ours, and not a piece of numba's own library."""
        return str(happened.data["dispatcher"].py_func.__module__).startswith(kernels.__name__)


def _square(material: int, y: float, size: float = 1.0) -> Mesh:
    corners = np.array([[-1, 0, 1], [1, 0, 1], [1, 0, -1], [-1, 0, -1]], np.float32) * size
    return Mesh(
        corners + np.array([0, y, 0], np.float32),
        np.tile(np.array([[0, 1, 0]], np.float32), (4, 1)),
        (corners[:, [0, 2]] / (2 * size) + 0.5).astype(np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.int32),
        np.full(2, material, np.int32),
        np.zeros(2, np.int32),
    )


def _set(weather: tuple[str, ...]) -> Set:
    grey = (0.5, 0.5, 0.5)
    materials = (
        Material("wet", grey, pattern=Pattern.COBBLE, wet=0.5),
        Material("sea", grey, pattern=Pattern.WATER),
        Material("lamp", grey, emission=1.0, bloom=1.0),
    )
    lighting = Lighting(
        Sky(grey, grey, grey, grey, grey, grey, clouds=0.5, stars=0.5),
        grey, grey, grey,
        (
            Light(LightKind.SUN, grey, 1.0, shafts=0.1),
            Light(LightKind.SPOT, grey, 1.0, (0, 2, 0)),
            Light(LightKind.POINT, grey, 1.0),
        ),
        haze=Haze(0.02, 1.2, 0.5),
        halos=(Halo((0, 0.5, 0), grey, 0.2, 0.2),),
        plumes=tuple(Plume(kind, (0.0, 0.3, 0.0), (0.6, 0.6)) for kind in ("flame", "smoke", "bank", "leaves", "bolt", "beam")),
        weather=weather,
        rim=0.2,
    )  # fmt: skip
    parts = tuple(
        SetPart(f"part {i}", _square(i, y, size), (-9, y, -9), (9, y, 9))
        for i, (y, size) in enumerate(((0.0, 2.0), (-0.1, 9.0), (0.3, 0.2)))
    )
    return Set(
        "warm-up", False, materials, parts, (-1, -1, 1, 1), (-9, 0, -9, 9, 9, 9), (-9, 0, -9, 9, 9, 9), (), (), (),
        (), (), (), lighting,
    )  # fmt: skip


def _figure() -> Figure:
    skin = (0.8, 0.6, 0.5)
    count = len(JOINTS)
    weights = np.zeros((4, 4), np.float32)
    weights[:, 0] = 1
    return Figure(
        "A", _square(0, 0.6, 0.3), (Material("face", skin, Stuff.FACE), Material("coat", skin, Stuff.CLOTH)),
        np.zeros((count, 3), np.float32), np.zeros((4, 4), np.int32), weights, FaceStyle(skin, skin, skin, skin), 1.7,
        (0, 0, 0), ((0, 0, 0), (0, 0, 0)), ((0, 0, 1), (0, 0, 1)), 0.1,
    )  # fmt: skip


def _scene(weather: tuple[str, ...]) -> tuple[ScenePerformance, Assets]:
    n = _FRAMES
    rotations = np.zeros((n, len(JOINTS), 4), np.float32)
    rotations[..., 3] = 1
    zeros = np.zeros((n, 3), np.float32)
    face = np.tile(np.array(FACE_NEUTRAL, np.float32), (n, 1))
    face[1:, 0] = 0.5
    yes = np.ones(n, np.bool_)
    track = PerformerTrack("A", zeros, rotations, face, zeros, zeros, ~yes, yes)
    drift = zeros.copy()
    drift[:, 0] = np.arange(n) * 0.01
    still = np.tile(np.array([0, 0, 0, 1], np.float32), (n, 1))
    prop = PropTrack("p", "p", drift, still, yes)
    model = PropModel(
        "p", _square(0, 0.4, 0.1), (Material("p", (0.5, 0.5, 0.5), Stuff.PROP),), (0, 0, 0), (0, 1, 0), (1, 1, 1)
    )
    performance = ScenePerformance("0", 24, n, "s", (track,), (prop,), (), (), (), (), np.zeros(n, np.float32))
    return performance, Assets({"s": _set(weather)}, {"A": _figure()}, {"p": model})


def _shot(moving: bool) -> Shot:
    n = _FRAMES
    position = np.tile(np.array([0, 1.5, 2.0], np.float32), (n, 1))
    position[:, 0] += np.arange(n) * (0.01 if moving else 0.0)
    tilt = np.tile(np.array([-0.3, 0, 0, 0.954], np.float32), (n, 1))
    camera = CameraTrack(position, tilt, np.full(n, 0.8, np.float32), np.zeros((n, 2), np.float32))
    return Shot(
        "0",
        "0",
        "0",
        "master",
        0,
        n,
        0,
        ShotSize.LS,
        Angle.EYE,
        30,
        Move.STATIC,
        ("A",),
        camera,
        "compiles the kernels",
    )


def warm_up(progress: Callable[[str, float], None] | None = None) -> None:
    """Draw a few tiny frames so that every kernel a film needs is compiled, or read from the cache."""
    from fairtake.rendering.renderer import BuiltinRenderer

    names = _kernels()
    tell = progress if progress is not None else (lambda text, share: None)
    with event.install_listener("numba:compile", _Counter(tell, len(names))):
        for weather, quality, moving in ((("rain",), Quality.FINAL, False), (("snow",), Quality.DRAFT, True)):
            performance, assets = _scene(weather)
            settings = RenderSettings((64, 36), quality, passes=("depth", "normal", "id", "coverage"))
            for _ in BuiltinRenderer().render(performance, assets, _shot(moving), settings):
                pass
    tell("the renderer is ready", 1.0)
