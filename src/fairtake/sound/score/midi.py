"""The score as a standard MIDI file, format 1: one track for each part, the film's tempo map."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from fairtake.model.score import Part, Passage

__all__ = ["write_midi"]

_TICKS = 960
"""Ticks of a beat."""

_PROGRAMS = {Part.MELODY: 71, Part.FIGURE: 0, Part.PAD: 48, Part.BASS: 43, Part.PULSE: 0}
"""General MIDI programs, for players that know nothing better."""

_DRUMS = 9


def write_midi(passages: Sequence[Passage], path: Path) -> None:
    """Write the film's score. Seconds of the file are seconds of the film. Raises OSError."""
    clock = _Clock(passages)
    tracks = [_track([(0, b"\xff\x03" + _text("tempo")), *clock.changes(passages)])]
    for channel, part in enumerate(Part):
        number = _DRUMS if part is Part.PULSE else channel
        events = [(0, b"\xff\x03" + _text(str(part))), (0, bytes([0xC0 | number, _PROGRAMS[part]]))]
        for passage in passages:
            for note in passage.notes:
                if note.part is not part:
                    continue
                start = clock.tick(passage.start + note.start)
                end = max(clock.tick(passage.start + note.start + note.seconds), start + 1)
                strength = max(1, min(127, round(note.velocity * 127)))
                events.append((start, bytes([0x90 | number, note.pitch, strength])))
                events.append((end, bytes([0x80 | number, note.pitch, 0])))
        # A note ends before the next of its pitch begins.
        events.sort(key=lambda event: (event[0], event[1][0] >> 4 == 9, event[1]))
        tracks.append(_track(events))
    head = b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), _TICKS)
    path.write_bytes(head + b"".join(tracks))


class _Clock:
    """Seconds of the film to ticks, under the tempo of each passage; between two passages the
    first one's goes on."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._steps: list[tuple[float, int, int]] = [(0.0, 0, 500_000)]
        for passage in passages:
            for at, beats in passage.tempo:
                second = passage.start + at
                # Whole microseconds a beat, as the file holds them.
                self._steps.append((second, self.tick(second), round(60e6 / beats)))

    def tick(self, second: float) -> int:
        """The tick nearest to a second."""
        begin, tick, beat = next(
            step for step in reversed(self._steps) if step[0] <= second + 1e-9 or step is self._steps[0]
        )
        return tick + max(0, round((second - begin) * 1e6 / beat * _TICKS))

    def changes(self, passages: Sequence[Passage]) -> list[tuple[int, bytes]]:
        """The tempo and meter events."""
        found = [(tick, b"\xff\x51\x03" + beat.to_bytes(3, "big")) for _, tick, beat in self._steps]
        found += [
            (self.tick(passage.start), b"\xff\x58\x04" + bytes([passage.beats, 2, 24, 8])) for passage in passages
        ]
        found += [
            (self.tick(passage.start), b"\xff\x06" + _text(f"{passage.why}, {passage.key}")) for passage in passages
        ]
        return sorted(found)


def _text(words: str) -> bytes:
    data = words.encode("ascii", "replace")
    return _length(len(data)) + data


def _length(number: int) -> bytes:
    """A number in groups of seven bits, the last one without the high bit."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


def _track(events: Sequence[tuple[int, bytes]]) -> bytes:
    body, before = b"", 0
    for tick, data in events:
        body += _length(tick - before) + data
        before = tick
    body += b"\x00\xff\x2f\x00"
    return b"MTrk" + struct.pack(">I", len(body)) + body
