"""Which moments of a shot are drawn, and what is written under them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fairtake.boards.arrows import Arrow, InnerFrame, camera_arrows, people_arrows
from fairtake.boards.tracks import camera_moves
from fairtake.model.performance import Happening, LineTiming, ScenePerformance
from fairtake.model.shotlist import Move, Shot

__all__ = ["Caption", "Panel", "Passage", "panels_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Something heard or done: `speaker` is "" for action, else a name with its marks, such as
    "ANNA (cont'd)"."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a frame: `number` of the shot, `state` "" or "end", `facts` (size, lens,
    move, angle, grants), `length` in seconds and frames, what is done and heard, and the reason."""

    number: str
    state: str
    facts: tuple[str, ...]
    length: str
    passages: tuple[Passage, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing: the frame to draw, counted from the shot's start, what lies over it, and
    what stands under it."""

    frame: int
    arrows: tuple[Arrow, ...]
    inner: InnerFrame | None
    caption: Caption

    @property
    def name(self) -> str:
        """What the panel is called: "12A-3", or "12A-3-end" for a shot's last state."""
        number, state = self.caption.number, self.caption.state
        return f"{number}-{state}" if state else number


def panels_of(
    shot: Shot, performance: ScenePerformance, aspect: float, voice_over: Collection[int] = ()
) -> tuple[Panel, ...]:
    """One panel, or two (first and last state) where the camera or people move.

    `aspect` is the frame's width over its height; `voice_over` the numbers of lines that are
    spoken by somebody who is not there at all, which a performance does not tell apart.
    """
    move = camera_moves(shot)
    people = people_arrows(shot, performance, aspect)
    camera, inner = camera_arrows(shot, performance, aspect, people)
    arrows = camera + people
    two = shot.frames > 1 and (bool(people) or move not in (Move.STATIC, Move.HANDHELD))
    facts: tuple[str, ...] = (str(shot.size), f"{shot.lens_mm:g} mm", str(move), str(shot.angle))
    if shot.grants:
        # A hash's first letters find its grant, and say nothing of whose it is.
        facts += (f"grant{'s' * (len(shot.grants) > 1)} {', '.join(one[:8] for one in shot.grants)}",)
    length = length_of(shot.frames, performance.fps)
    middle = shot.start + shot.frames / 2
    found = _passages(shot, performance, voice_over)
    if not two:
        caption = Caption(shot.number, "", facts, length, _joined([passage for _, passage in found]), shot.reason)
        return (Panel(_moment(shot, performance), arrows, inner, caption),)
    early = _joined([passage for at, passage in found if at < middle])
    late = _joined([passage for at, passage in found if at >= middle])
    first = Panel(0, arrows, inner, Caption(shot.number, "", facts, length, early, shot.reason))
    last = Panel(shot.frames - 1, (), None, Caption(shot.number, "end", (), "", late, ""))
    return first, last


def length_of(frames: int, fps: int) -> str:
    """A length in seconds and frames: "4 s 12 fr"."""
    return f"{frames // fps} s {frames % fps:02} fr"


def _moment(shot: Shot, performance: ScenePerformance) -> int:
    """The frame that tells a still shot best: well into its line or its deed, else its middle."""
    middle = shot.frames // 2
    spans = [
        (event.importance, event.start, event.end)
        for event in performance.happenings
        if event.end > shot.start and event.start < shot.end and event.agent + event.theme
    ]
    fps = performance.fps
    spans += [
        (0.45, round(line.start * fps), round(line.end * fps))
        for line in performance.lines
        if line.role in shot.subjects and line.end * fps > shot.start and line.start * fps < shot.end
    ]
    if not spans:
        return middle
    _, start, end = max(spans, key=lambda span: (span[0], min(span[2], shot.end) - max(span[1], shot.start)))
    start, end = max(start, shot.start), min(end, shot.end)
    return min(max(0, (start + end) // 2 - shot.start), shot.frames - 1)


def _passages(shot: Shot, performance: ScenePerformance, voice_over: Collection[int]) -> list[tuple[float, Passage]]:
    """What is done and heard during the shot, by the frame it begins on."""
    fps = performance.fps
    found: list[tuple[float, Passage]] = []
    told: set[str] = set()
    for event in performance.happenings:
        text = _sentence(event)
        if text and text not in told and shot.start <= event.start < shot.end:
            told.add(text)
            found.append((float(event.start), Passage(text)))
    for line in performance.lines:
        if line.start * fps < shot.end and line.end * fps > shot.start:
            heard, going_on = _heard(line, shot.start / fps, shot.end / fps)
            if heard:
                begin = max(line.start * fps, float(shot.start))
                found.append((begin, Passage(heard, _speaker(line, going_on, line.line in voice_over))))
    return sorted(found, key=lambda entry: (entry[0], entry[1].speaker != ""))


def _sentence(event: Happening) -> str:
    """What is done, as a sentence of its own: a clause cut from a list gets its subject back."""
    text = event.text.strip()
    if text and text[0].islower() and event.agent:
        text = f"{event.agent} {text}"
    return text if not text or text[-1] in ".!?\u2026:" else f"{text.rstrip(',;')}."


def _joined(passages: list[Passage]) -> tuple[Passage, ...]:
    """Deeds that follow each other in one paragraph."""
    out: list[Passage] = []
    for passage in passages:
        if out and not passage.speaker and not out[-1].speaker:
            out[-1] = Passage(f"{out[-1].text} {passage.text}")
        else:
            out.append(passage)
    return tuple(out)


def _speaker(line: LineTiming, going_on: bool, voice_over: bool) -> str:
    marks = "(V.O.)" if voice_over else "(O.S.)" if line.off_screen else ""
    return " ".join(part for part in (line.role, marks, "(cont'd)" if going_on else "") if part)


def _heard(line: LineTiming, start: float, end: float) -> tuple[str, bool]:
    """The words of a line that fall between two times, told by their place in it (a line runs
    evenly enough for a board), and whether it goes on from before. Dots stand where words came
    before or follow."""
    words = line.text.split()
    length = max(line.end - line.start, 1e-6)
    count = sum(map(len, words)) + len(words)
    inside: list[int] = []
    so_far = 0
    for place, word in enumerate(words):
        at = line.start + length * (so_far + len(word) / 2) / max(count, 1)
        so_far += len(word) + 1
        if start <= at < end:
            inside.append(place)
    if not inside:
        return "", False
    text = " ".join(words[inside[0] : inside[-1] + 1])
    if inside[-1] < len(words) - 1:
        text = f"{text.rstrip('.,;:')}\u2026"
    return (f"\u2026{text}", True) if inside[0] else (text, False)
