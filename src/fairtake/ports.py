"""The workers that can be replaced: one Protocol each.

An implementation lives in its stage (the built-in one) or in `backends` (optional engines);
only `pipeline` chooses between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from fairtake.model.breakdown import Line
from fairtake.model.footage import Frame, RenderSettings
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.shotlist import Shot

__all__ = ["Progress", "Renderer", "Store", "Voice"]

T = TypeVar("T")


class Voice(Protocol):
    """Speaks lines. The same line and spec give the same samples, always."""

    def speak(self, line: Line, spec: VoiceSpec) -> Take:
        """One take of a line. Raises VoiceError."""
        ...

    def close(self) -> None:
        """Let go of worker programs."""
        ...


class Renderer(Protocol):
    """Draws shots of a performance. The same input gives the same pixels, always."""

    def render(
        self,
        performance: ScenePerformance,
        assets: Assets,
        shot: Shot,
        settings: RenderSettings,
        first: int = 0,
        last: int | None = None,
    ) -> Iterator[Frame]:
        """The shot's frames `first` to `last` (exclusive; None is the shot's end), counted
        from the shot's start, in order. Raises RenderError."""
        ...


class Store(Protocol):
    """Keeps results under the hash of what went into them."""

    def load(self, key: str, kind: type[T]) -> T | None:
        """A stored noun, or None when there is none (or it is damaged)."""
        ...

    def save(self, key: str, noun: object) -> None:
        """Store a noun; visible under its key only when whole. Raises OutputError."""
        ...


class Progress(Protocol):
    """Hears how far a long work has come; shows it, or does not."""

    def begin(self, stage: str, total: int) -> None:
        """A stage begins that has `total` units of work."""
        ...

    def advance(self, count: int = 1) -> None:
        """So many units of the present stage are done."""
        ...

    def end(self, note: str = "") -> None:
        """The stage is over; `note` says what came of it in a few words."""
        ...
