"""Line timings to subtitles by the trade's rules.

Two lines of 42 columns (16 full-width characters) at most, broken where the sense allows it;
shown for 5/6 of a second at least and 7 seconds at most, long enough to be read (17 characters
a second, fewer in scripts that say more with each), two frames apart, and not over a cut by a
few frames. Voices of people who are not seen are in italics; two who speak at once get a dash
each. Figures: Netflix Timed Text Style Guide (general requirements), BBC Subtitle Guidelines.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pysubs2

from fairtake.lettering.breaks import columns, is_right_to_left, pieces, two_lines

__all__ = ["Shown", "Subtitle", "lay_out", "reading_speed", "write_shown", "write_subtitles"]

_WIDTH = 42
_LEAST = 5 / 6
_MOST = 7.0
_LINGER = 0.5
_GAP = 2
"""Frames between two subtitles."""

_FORGOTTEN = 4.0
"""Seconds after which a viewer is told again who speaks."""

_CHAIN = 0.5
"""A pause of up to so many seconds between two subtitles is closed to the gap."""

_SNAP = 3
"""Frames by which a subtitle comes earlier or later to come with a cut."""

_OVER = 12
"""A subtitle that stays over a cut stays so many frames at least."""

_SPEEDS = {"CJK": 9.0, "HIRAGANA": 7.0, "KATAKANA": 7.0, "HANGUL": 12.0}
_SPEED = 17.0
_FASTEST = 20.0


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Something said, or (`sound` true) heard: `start` and `end` in seconds of the film, when it is
    heard; `unseen` for a voice whose owner is not in the picture; `sung` for a song."""

    speaker: str
    text: str
    start: float
    end: float
    unseen: bool = False
    sung: bool = False
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A subtitle as it is shown, frames of the film (end exclusive). `lines` are one or two, each
    with who says it ("" after the first line of one speaker), and whether it is in italics;
    `named` whether the speaker is written before the text."""

    start: int
    end: int
    lines: tuple[tuple[str, str, bool], ...]
    named: bool = False
    dashes: bool = False

    @property
    def text(self) -> str:
        """The words alone, lines joined by a space."""
        return " ".join(line for _, line, _ in self.lines)

    def written(self, marks: bool = True) -> list[str]:
        """The lines as they are read; `marks` adds what keeps right-to-left lines in order."""
        written = []
        for speaker, line, _ in self.lines:
            told = f"{speaker}: {line}" if self.named and speaker else line
            told = f"- {told}" if self.dashes else told
            if marks and is_right_to_left(line):
                told = f"\u202b{told}\u202c"
            written.append(told)
        return written


def write_subtitles(
    lines: Iterable[Subtitle], srt: Path, vtt: Path, *, cuts: Sequence[int] = (), fps: int = 24, named: bool = True
) -> int:
    """Write both files; returns the number of subtitles. `cuts` are the frames of the film on
    which a new shot begins, `named` puts the speaker before the text in the SRT where another
    one begins to speak."""
    shown = lay_out(lines, cuts=cuts, fps=fps, named=named)
    write_shown(shown, srt, vtt, fps)
    return len(shown)


def write_shown(shown: Sequence[Shown], srt: Path, vtt: Path, fps: int) -> None:
    """Subtitles to SubRip and WebVTT. In WebVTT speakers are <v> spans."""
    plain = pysubs2.SSAFile()
    for one in shown:
        text = "\\N".join(
            f"{{\\i1}}{line}{{\\i0}}" if italic else line
            for line, (_, _, italic) in zip(one.written(), one.lines, strict=True)
        )
        who = next((speaker for speaker, _, _ in one.lines if speaker), "")
        plain.append(pysubs2.SSAEvent(_milliseconds(one.start, fps), _milliseconds(one.end, fps), text=text, name=who))
    plain.save(str(srt), format_="srt", encoding="utf-8")
    vtt.write_text(_webvtt(shown, fps), encoding="utf-8")


def lay_out(lines: Iterable[Subtitle], *, cuts: Sequence[int] = (), fps: int = 24, named: bool = True) -> list[Shown]:
    """The subtitles of a film, in order."""
    parts = sorted(_pieces(_escaped(lines), named), key=lambda part: (part.start, part.end))
    joined = _together(parts, fps)
    shown: list[Shown] = []
    before: tuple[str, bool, int] = ("", False, 0)
    for one, (start, end) in zip(joined, _timed(joined, cuts, fps), strict=True):
        who = one[0].speaker
        # The name stands where another one begins, goes out of the picture, or speaks after a while.
        goes_on = before[:2] == (who, one[0].unseen) and start - before[2] < _FORGOTTEN * fps
        label = named and len(one) == 1 and bool(who) and not goes_on
        if not one[0].sound:
            before = (who if len(one) == 1 else "", one[0].unseen, end)
        rows: list[tuple[str, str, bool]] = []
        for part in one:
            text = f"\u266a {part.text} \u266a" if part.sung else part.text
            broken, label = ([text], False) if len(one) > 1 else _broken(text, who if label else "")
            rows += [(part.speaker if k == 0 else "", line, part.unseen) for k, line in enumerate(broken)]
        shown.append(Shown(start, end, tuple(rows), label, len(one) > 1))
    return shown


def reading_speed(shown: Shown, fps: int) -> float:
    """Characters a second a reader has to manage."""
    return len("".join(line for _, line, _ in shown.lines)) / max((shown.end - shown.start) / fps, 1e-6)


def _broken(text: str, who: str) -> tuple[list[str], bool]:
    """The text in lines, the first with room for who says it; and whether there is such room."""
    label = "x" * (math.ceil(columns(who)) + 2) if who else ""
    lines = two_lines(label + text, _WIDTH)
    if lines is None:
        return list(two_lines(text, _WIDTH) or (text,)), False
    return [lines[0][len(label) :], *lines[1:]], bool(who)


def _escaped(lines: Iterable[Subtitle]) -> Iterable[Subtitle]:
    # Braces and backslashes are orders to the writer of SRT files.
    for line in lines:
        text = " ".join(line.text.split())
        if text:
            yield replace(line, text=text.translate({ord("{"): "(", ord("}"): ")", ord("\\"): "/"}))


def _speed(text: str) -> float:
    """Characters a second that can be read of this script."""
    for letter in text:
        if letter.isalpha() and ord(letter) > 0x1100:
            name = unicodedata.name(letter, "").split(" ")[0]
            if name.startswith("CJK") or name in _SPEEDS:
                return _SPEEDS["CJK"] if name.startswith("CJK") and not _kana(text) else _SPEEDS.get(name, 7.0)
    return _SPEED


def _kana(text: str) -> bool:
    return any("\u3040" <= letter <= "\u30ff" for letter in text)


def _pieces(lines: Iterable[Subtitle], named: bool) -> Iterable[Subtitle]:
    """Each line in parts that fit a subtitle, timed by their share of the characters."""
    for line in lines:
        room = max(_WIDTH - (columns(line.speaker) + 2) / 2, _WIDTH / 2) if named and line.speaker else _WIDTH
        room -= 4 if line.sung else 0
        width = columns(line.text)
        # Nothing stays longer than seven seconds: slow speech is cut finer.
        finest = max(width * (_MOST - _LINGER) / max(line.end - line.start, 0.1), 12.0)
        parts = pieces(line.text, room, finest)
        total = sum(len(part) for part in parts)
        start = line.start
        for part in parts:
            end = start + (line.end - line.start) * len(part) / total
            yield replace(line, text=part, start=start, end=end)
            start = end


def _together(parts: Sequence[Subtitle], fps: int) -> list[tuple[Subtitle, ...]]:
    """Two people who speak at once, or so fast that neither could be read alone, share one
    subtitle if each has room on a line."""
    found: list[tuple[Subtitle, ...]] = []
    for part in parts:
        last = found[-1] if found else ()
        if (
            len(last) == 1
            and last[0].speaker != part.speaker
            and not (part.sound or last[0].sound)
            and all(columns(one.text) <= _WIDTH - 2 for one in (last[0], part))
            and (part.start < last[0].end - 0.25 or part.start - last[0].start < _LEAST)
            and max(part.end, last[0].end) - last[0].start <= _MOST
        ):
            found[-1] = (last[0], part)
        else:
            found.append((part,))
    return found


def _timed(groups: Sequence[tuple[Subtitle, ...]], cuts: Sequence[int], fps: int) -> list[tuple[int, int]]:
    """When each is shown: frames (start, end exclusive)."""
    cuts = sorted(cuts)
    starts = [_snapped(math.floor(group[0].start * fps + 1e-6), cuts) for group in groups]
    for k in range(1, len(starts)):
        starts[k] = max(starts[k], starts[k - 1] + 1)
    spans: list[tuple[int, int]] = []
    for k, group in enumerate(groups):
        start = starts[k]
        spoken = math.ceil(max(part.end for part in group) * fps - 1e-6)
        until = starts[k + 1] - _GAP if k + 1 < len(groups) else 10**9
        text = "".join(part.text for part in group)
        read = math.ceil(len(text) / _speed(text) * fps)
        least = math.ceil(_LEAST * fps)
        most = min(until, start + round(_MOST * fps))
        # Speakers who overlap too little to share a subtitle: the first goes when the second comes.
        end = max(spoken + round(_LINGER * fps), start + least, start + read)
        end = max(min(end, most), start + 1)
        end = _off_cuts(start, end, spoken, min(start + least, most), most, cuts)
        close = k + 1 < len(groups) and 0 < until - end < _CHAIN * fps and until <= start + round(_MOST * fps)
        if close and not any(end <= cut <= until for cut in cuts):
            end = until
        spans.append((start, end))
    return spans


def _snapped(start: int, cuts: Sequence[int]) -> int:
    near = [cut for cut in cuts if abs(cut - start) <= _SNAP]
    return min(near, key=lambda cut: abs(cut - start)) if near else start


def _off_cuts(start: int, end: int, spoken: int, least: int, most: int, cuts: Sequence[int]) -> int:
    """The end moved off a cut that it would stay over by a few frames, or stop short of."""
    for cut in cuts:
        if cut <= start:
            continue
        if cut - _OVER < end < cut + _OVER:
            early, late = cut - _GAP, cut + _OVER
            if early >= least and early >= min(spoken, end) - _GAP and early <= most:
                return early
            if end > early and late <= most:
                return late
    return end


def _milliseconds(frame: int, fps: int) -> int:
    return round(frame * 1000 / fps)


def _webvtt(shown: Sequence[Shown], fps: int) -> str:
    # WebVTT names speakers with <v>, which pysubs2 does not write.
    blocks = ["WEBVTT\n"]
    for one in shown:
        rows = []
        for speaker, line, italic in one.lines:
            text = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            text = f"<i>{text}</i>" if italic else text
            text = f"- {text}" if one.dashes else text
            text = f"\u202b{text}\u202c" if is_right_to_left(line) else text
            rows.append((speaker, text))
        body = ""
        for speaker, group in itertools.groupby(_carried(rows), key=lambda row: row[0]):
            voice = f"<v {speaker.replace('>', '').replace('&', 'and')}>" if speaker else ""
            body += voice + "\n".join(text for _, text in group) + "\n"
        blocks.append(f"{_stamp(_milliseconds(one.start, fps))} --> {_stamp(_milliseconds(one.end, fps))}\n{body}")
    return "\n".join(blocks)


def _carried(rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The speaker of a second line is that of the first."""
    who = ""
    for speaker, text in rows:
        who = speaker or who
        yield who, text


def _stamp(milliseconds: int) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction:03}"
