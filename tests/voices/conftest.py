from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from fairtake.model.breakdown import Line
from fairtake.model.span import Span
from fairtake.voices import EspeakVoice


@pytest.fixture(scope="session")
def voice() -> Iterator[EspeakVoice]:
    with EspeakVoice() as voice:
        yield voice


@pytest.fixture(scope="session")
def line() -> Callable[..., Line]:
    def make(text: str, **more: object) -> Line:
        return Line(1, "ANNA", text, Span("script.fountain", 0, len(text), 1), **more)  # type: ignore[arg-type]

    return make
