"""The built-in Voice: eSpeak NG in a program of its own, and what is done to its sound here."""

from __future__ import annotations

import contextlib
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType

from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.reading import Phoneme, Take, Viseme, VoiceSpec
from fairtake.voices.connection import Connection, RawSpeech, Request
from fairtake.voices.languages import data_folder, find_language, library_file
from fairtake.voices.manner import Manner, manner_of
from fairtake.voices.text import EngineText, prepare
from fairtake.voices.timing import phonemes_of, score_of, words_of
from fairtake.voices.treatment import breath_of, finished
from fairtake.voices.variants import speaking_rate, variant_of

__all__ = ["RATE", "EspeakVoice"]

RATE = 22_050
"""Of every take, Hz: eSpeak NG's own, so nothing is resampled twice."""


class EspeakVoice:
    """Speaks lines with eSpeak NG (the `Voice` port). The worker program starts with the
    first line. Same line and spec, same bytes, in any order and any process.

    Use it as a context manager, or `close` it.
    """

    def __init__(self) -> None:
        self._connection = Connection(library_file(), data_folder())

    def speak(self, line: Line, spec: VoiceSpec) -> Take:
        """One take of a line. A line without a speakable word ("...", an emoji) gives a short
        breath. Raises VoiceError for an unknown language, or when speech cannot be had."""
        (take,) = self.speak_all([(line, spec)])  # to the end: one left early costs the worker
        return take

    def speak_all(self, lines: Iterable[tuple[Line, VoiceSpec]]) -> Iterator[Take]:
        """Takes in the order of the lines, the worker kept busy while they are treated here.
        Raises VoiceError as `speak`."""
        prepared: deque[tuple[Line, VoiceSpec, Manner, EngineText]] = deque()

        def requests() -> Iterator[Request]:
            for line, spec in lines:
                manner, language = manner_of(line), find_language(line.language or spec.language)
                text = prepare(line, language.code, 2.0 * spec.range * manner.range)
                prepared.append((line, spec, manner, text))
                yield Request(text.text, language.path, variant_of(spec, manner), speaking_rate(spec, manner))

        with contextlib.closing(self._connection.ask(requests())) as answers:
            for raw in answers:
                yield _take(*prepared.popleft(), raw)

    @property
    def worker_pid(self) -> int | None:
        """The worker program's process id; None while none runs."""
        return self._connection.pid

    def close(self) -> None:
        """End the worker program. The voice may be used again; it then starts another."""
        self._connection.close()

    def __enter__(self) -> EspeakVoice:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        connection = getattr(self, "_connection", None)  # absent when the library was missing
        if connection is not None:
            connection.close()


def _take(line: Line, spec: VoiceSpec, manner: Manner, text: EngineText, raw: RawSpeech) -> Take:
    if raw.rate != RATE:
        raise VoiceError(f"eSpeak NG speaks at {raw.rate} Hz, not {RATE}", fix="Use espeakng-loader 0.2.4 or newer.")
    seed = zlib.crc32(f"{spec.role}\0{line.text}".encode("utf-8", "replace"))
    score = score_of(raw)
    if not score.sounding or not raw.samples.any():
        samples = breath_of(RATE, seed)
        silence = Phoneme("_", Viseme.SIL, 0.0, len(samples) / RATE)
        return Take(line.number, line.role, RATE, samples, (silence,), ())
    speech = finished(
        raw,
        score,
        manner,
        breath=spec.breath,
        broken_off=text.broken_off,
        trailing=text.trailing,
        seed=seed,
        rise=text.rise,
        roughness=spec.roughness,
    )
    duration = len(speech.samples) / RATE
    return Take(
        line.number,
        line.role,
        RATE,
        speech.samples,
        phonemes_of(score, speech.marks, RATE, duration, find_language(line.language or spec.language).code),
        words_of(score, speech.marks, RATE, duration, line.text, text.offsets),
    )
