"""Where in a source text something stands, and what could not be made of it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Gap", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source file: `start` and `end` are character offsets into the text
    (end exclusive), `line` is 1-based and names the line on which it begins."""

    file: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the film should hold and does not. Nothing is dropped in silence: each
    stage returns its gaps and they end up in report.json and on the screen.

    `stage` is the stage that gave up, `what` quotes the thing, `why` says the reason and
    `fix` (may be empty) what the writer can do.
    """

    stage: str
    what: str
    why: str
    fix: str = ""
    span: Span | None = None
