"""A mood becomes music: tempo, harmony, who plays what, and the motifs of who is there.

Bars are fitted so that the music arrives where the picture does: the last bar ends on the
passage's end (a cut), and the weightiest deed inside begins a bar.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.score import Part, Passage, ScoreNote
from fairtake.sound.score.motif import Motif, motif_of
from fairtake.sound.score.palettes import PALETTES, Palette
from fairtake.sound.score.spotting import Mood, passages_of
from fairtake.sound.score.theory import KEYS, LOOPS, MODES, chord, pitch_of, voiced

__all__ = ["compose"]

_PAD, _FIGURE, _MELODY, _BASS = (53, 72), (48, 66), (64, 83), (33, 45)
"""The lowest and the highest pitch of each part."""

_HIT = 0.75
"""The importance from which a deed draws the music to itself."""


def compose(mood: Mood, palette: str, *, tonic: int, seed: int = 1) -> tuple[Passage, ...]:
    """The music of a stretch of film, in order. `tonic` 0..11 from C upwards; the same mood gives
    the same notes. `palette` a name of PALETTES (KeyError)."""
    scoring = PALETTES[palette]
    return tuple(_Writer(mood, palette, scoring, tonic, seed, start, end).passage() for start, end in passages_of(mood))


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar: its first second in the passage, its length, its beats, and its chord's root."""

    start: float
    seconds: float
    beats: float
    root: int

    @property
    def beat(self) -> float:
        return self.seconds / self.beats


class _Writer:
    """Writes one passage, from `start` to `end` of the mood."""

    def __init__(
        self, mood: Mood, name: str, palette: Palette, tonic: int, seed: int, start: float, end: float
    ) -> None:
        self.mood, self.name, self.palette, self.tonic, self.seed = mood, name, palette, tonic, seed
        self.start, self.end = start, end
        self.tension = mood.tense(start, end)
        bright = mood.brightness - 0.9 * (self.tension - 0.35)
        place = (1 - min(max(bright, -1.0), 1.0)) / 2 * (len(palette.modes) - 1)
        self.mode_name = palette.modes[round(place)]
        self.mode = MODES[self.mode_name]
        # Where the scene stands is no part of this: its music is the same anywhere in the film.
        told = f"{seed} {round(end - start, 1)} {mood.lead} {self.mode_name} {round(start, 1)}"
        self.rng = np.random.default_rng(zlib.crc32(told.encode()))
        self.notes: list[ScoreNote] = []

    def passage(self) -> Passage:
        bars, tempo = self._bars()
        held: dict[int, int] = {}
        before: tuple[int, ...] = ()
        for place, bar in enumerate(bars):
            colour = 4 if self._force(bar) < 0.5 and place % 4 != 3 and place < len(bars) - 1 else 3
            chord_notes = voiced(48 + self.tonic, self.mode, chord(self.mode, bar.root, colour), *_PAD, before)
            before = chord_notes
            held = self._pad(bar, chord_notes, held)
            self._bass(bar, place == len(bars) - 1)
            self._figure(bar, place, place == len(bars) - 1)
            self._pulse(bar, place)
        self._melody(bars)
        notes = tuple(sorted(self.notes, key=lambda note: (note.start, note.part, note.pitch)))
        key = f"{KEYS[self.tonic]} {self.mode_name}"
        return Passage(
            self.mood.start + self.start, self.end - self.start, self.name, key, self.palette.beats, tempo, notes,
            self._why(),
        )  # fmt: skip

    def _why(self) -> str:
        if self.mood.closing:
            return "the end credits"
        if self.start == 0:
            return "the film begins" if self.mood.opening else "the scene begins"
        if self.end == self.mood.seconds:
            return "the scene ends"
        return "the scene tightens" if self.mood.spoken(self.start, self.end) > 0.3 else "nobody speaks"

    # -- time ------------------------------------------------------------------------------------

    def _bars(self) -> tuple[list[_Bar], tuple[tuple[float, float], ...]]:
        """Bars that fill the passage, with their roots, and the tempo of each stretch."""
        palette = self.palette
        ease = self.tension * self.tension * (3 - 2 * self.tension)
        wish = palette.slow + (palette.fast - palette.slow) * ease
        stretches = self._stretches()
        bars: list[_Bar] = []
        tempo = []
        for first, last in stretches:
            beats = max(2, round((last - first) * wish / 60))
            beat = (last - first) / beats
            tempo.append((first, round(60 / beat, 2)))
            whole = max(1, round(beats / palette.beats))
            for number in range(whole):
                # What is left over is the last bar's: it waits, or comes a little early.
                own = float(palette.beats if number < whole - 1 else beats - palette.beats * (whole - 1))
                bars.append(_Bar(first + number * palette.beats * beat, own * beat, own, 0))
        return self._harmony(bars), tuple(tempo)

    def _stretches(self) -> list[tuple[float, float]]:
        length = self.end - self.start
        inside = [
            (-weight, time - self.start)
            for time, weight in self.mood.hits
            if weight >= _HIT and self.start + 5 < time < self.end - 5
        ]
        if length < 14 or not inside:
            return [(0.0, length)]
        hit = min(inside)[1]
        return [(0.0, hit), (hit, length)]

    def _harmony(self, bars: list[_Bar]) -> list[_Bar]:
        loops = LOOPS[self.mode_name]
        loop = loops[int(self.rng.integers(len(loops)))]
        roots = [loop[place % 4] for place in range(len(bars))]
        at_end = self.mood.tense(max(self.start, self.end - 4), self.end)
        if self.mood.closing or at_end < 0.62 or len(bars) < 3:
            roots[-1] = 0
            if len(roots) > 2 and roots[-2] == 0:
                roots[-2] = {"phrygian": 1, "ionian": 4, "lydian": 1}.get(self.mode_name, 6)
        else:  # what is not over does not come to rest
            roots[-1] = 5 if roots[-2] != 5 else 3
        return [replace(bar, root=root) for bar, root in zip(bars, roots, strict=True)]

    # -- what is there ---------------------------------------------------------------------------

    def _force(self, bar: _Bar) -> float:
        """How strongly a bar is played, 0..1."""
        tense = self.mood.tense(self.start + bar.start, self.start + bar.start + bar.seconds)
        enters = min(1.0, 0.6 + 0.4 * bar.start / 6)
        return (0.3 + 0.6 * tense) * enters

    def _spoken(self, bar: _Bar) -> float:
        return self.mood.spoken(self.start + bar.start - 0.3, self.start + bar.start + bar.seconds)

    def _add(self, part: Part, start: float, seconds: float, pitch: int, velocity: float, loose: float = 0.008) -> None:
        """A note, as a hand would play it: never quite on the beat, never twice the same."""
        if part not in self.palette.players or start >= self.end - self.start - 0.05:
            return
        late = loose * float(self.rng.random()) if start > 0.05 else 0.0
        strong = velocity * (0.94 + 0.12 * float(self.rng.random()))
        self.notes.append(
            ScoreNote(part, round(start + late, 4), round(seconds, 4), pitch, round(min(max(strong, 0.02), 1.0), 3))
        )

    # -- the parts -------------------------------------------------------------------------------

    def _pad(self, bar: _Bar, pitches: tuple[int, ...], held: dict[int, int]) -> dict[int, int]:
        """The chord, held. Notes that stay are held on: `held` tells where a pitch's note is."""
        now: dict[int, int] = {}
        for pitch in pitches:
            if pitch in held:
                place = held[pitch]
                note = self.notes[place]
                self.notes[place] = replace(note, seconds=round(bar.start + bar.seconds - note.start, 4))
                now[pitch] = place
                continue
            before = len(self.notes)
            self._add(Part.PAD, bar.start, bar.seconds, pitch, 0.35 + 0.4 * self._force(bar), 0.03)
            if len(self.notes) > before:
                now[pitch] = before
        return now

    def _low(self, degree: int) -> int:
        low, high = _BASS
        pitch = pitch_of(self.tonic, self.mode, degree) % 12 + low - low % 12
        while pitch < low:
            pitch += 12
        return pitch if pitch <= high else pitch - 12

    def _bass(self, bar: _Bar, last: bool) -> None:
        force = self._force(bar)
        low = self._low(bar.root)
        if force > 0.6 and bar.beats >= 4 and not last and self._spoken(bar) < 0.5:
            half = bar.beat * (bar.beats // 2)
            self._add(Part.BASS, bar.start, half, low, 0.35 + 0.4 * force)
            self._add(Part.BASS, bar.start + half, bar.seconds - half, self._low(bar.root + 4), 0.3 + 0.35 * force)
        else:
            self._add(Part.BASS, bar.start, bar.seconds, low, 0.3 + 0.4 * force)

    def _figure(self, bar: _Bar, place: int, last: bool) -> None:
        force, spoken = self._force(bar), self._spoken(bar)
        if spoken > 0.5 and force < 0.6:
            return
        strong = (0.26 + 0.4 * force) * (0.8 if spoken > 0.3 else 1.0)
        triad = voiced(48 + self.tonic, self.mode, chord(self.mode, bar.root), *_FIGURE)
        if last:  # it comes to rest in one broken chord
            for number, pitch in enumerate((*triad, triad[0] + 12)):
                self._add(Part.FIGURE, bar.start + 0.09 * number, bar.seconds - 0.09 * number, pitch, strong)
            return
        if place == 0 and self.end - self.start > 16:  # the pad comes in alone
            return
        match self.palette.figure:
            case "rocking":
                quick = force > 0.42
                order = (0, 1, 2, 1) if len(triad) > 2 else (0, 1)
                step = bar.beat / 2 if quick else bar.beat
                self._run(bar, [triad[order[n % len(order)]] for n in range(round(bar.seconds / step))], step, strong)
            case "arpeggio":
                tones = (*triad, *(pitch + 12 for pitch in triad))
                step = bar.beat / 2
                row = [*range(len(tones)), *range(len(tones) - 2, 0, -1)]
                self._run(bar, [tones[row[n % len(row)]] for n in range(round(bar.seconds / step))], step, strong)
            case "ostinato":
                low = self._low(bar.root) + 12
                step = bar.beat / (4 if force > 0.72 else 2)
                row = [0, 0, 12, 0, 7, 0, 12, 0]
                count = round(bar.seconds / step)
                for number in range(count):
                    accent = 1.15 if number % 4 == 0 else 0.85
                    self._add(Part.FIGURE, bar.start + number * step, step * 0.8, low + row[number % 8],
                              strong * accent, 0.004)  # fmt: skip
            case "waltz":
                for count in range(1, int(bar.beats)):
                    for pitch in triad:
                        self._add(Part.FIGURE, bar.start + count * bar.beat, 0.5 * bar.beat, pitch, strong * 0.8)
            case "strum":
                for beat, weight in ((0.0, 1.0), (2.0, 0.8), (3.5, 0.55)):
                    if beat >= bar.beats or (beat > 3 and force < 0.4):
                        continue
                    for string, pitch in enumerate((*triad, triad[0] + 12)):
                        begin = bar.start + beat * bar.beat + 0.022 * string
                        self._add(Part.FIGURE, begin, 1.6 * bar.beat, pitch, strong * weight, 0.004)

    def _run(self, bar: _Bar, pitches: list[int], step: float, strong: float) -> None:
        for number, pitch in enumerate(pitches):
            accent = 1.0 if number == 0 else 0.82 + 0.06 * (number % 2)
            self._add(Part.FIGURE, bar.start + number * step, 1.7 * step, pitch, strong * accent)

    def _pulse(self, bar: _Bar, place: int) -> None:
        force = self._force(bar)
        if self.palette.players.get(Part.PULSE) == "brush":
            if force > 0.4:
                for count in range(1, int(bar.beats), 2):
                    self._add(Part.PULSE, bar.start + count * bar.beat, 0.3, 42, 0.2 + 0.4 * force)
            return
        if force < 0.58:
            return
        beats = (0.0, 1.5, 2.0, 3.5) if force > 0.74 else (0.0, 2.0)
        for beat in beats:
            if beat < bar.beats:
                weight = 1.0 if beat == 0 else 0.65
                self._add(Part.PULSE, bar.start + beat * bar.beat, 0.8, 36, weight * (0.25 + 0.6 * force), 0.004)

    def _melody(self, bars: list[_Bar]) -> None:
        """Motifs over two bars and two bars' rest, where nobody speaks."""
        first = 1 if len(bars) > 4 else 0
        before = 72
        for place in range(first, len(bars)):
            bar = bars[place]
            if self._spoken(bar) > 0.25:
                continue
            force = self._force(bar)
            strong = 0.4 + 0.4 * force
            turn = (place - first) % 4
            if place == len(bars) - 1:  # home, long
                pitch = self._near(bar.root + (2 if turn % 2 else 0), before)
                self._add(Part.MELODY, bar.start, bar.seconds, pitch, strong * 0.9)
                continue
            if turn >= 2 and force < 0.55 and not self.mood.closing:
                continue
            motif = self._motif(bar)
            row = motif.answer if turn % 2 else motif.call
            beat = 0.0
            for number, (beats, degree) in enumerate(row):
                if beat >= bar.beats - 0.2:
                    break
                # Motifs are thought in four; in another bar their last note gives or takes.
                last = number == len(row) - 1
                beats = bar.beats - beat if last else min(beats, bar.beats - beat)
                pitch = self._near(bar.root + degree, before)
                weight = 1.0 if not beat else 0.9
                self._add(Part.MELODY, bar.start + beat * bar.beat, 0.96 * beats * bar.beat, pitch, strong * weight)
                before, beat = pitch, beat + beats

    def _motif(self, bar: _Bar) -> Motif:
        """The motif of whoever is at the middle of things nearest to a bar."""
        at = self.start + bar.start
        near = [(max(first - at, at - last, 0.0), first, role) for first, last, role in self.mood.voices]
        role = min(near)[2] if near and min(near)[0] < 20 else self.mood.lead
        return motif_of(role, self.seed)

    def _near(self, degree: int, before: int) -> int:
        """The pitch of a degree in the melody's range, nearest to the note before."""
        low, high = _MELODY
        bare = pitch_of(self.tonic, self.mode, degree) % 12
        found = [pitch for pitch in range(low, high + 1) if pitch % 12 == bare]
        return min(found, key=lambda pitch: (abs(pitch - before), abs(pitch - 73)))
