"""Line timings to subtitles, by the trade's rules: two lines of 42 characters at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pysubs2

__all__ = ["Subtitle", "write_subtitles"]

_WIDTH = 42
_LEAST_SECONDS = 1.0
_LINGER_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Something said: `start` and `end` in seconds of the film, when it is heard."""

    speaker: str
    text: str
    start: float
    end: float


def write_subtitles(lines: Iterable[Subtitle], srt: Path, vtt: Path) -> int:
    """Write both files; returns the number of subtitles.

    A subtitle appears when its line is heard and lingers up to half a second after it, but
    never into the next one. Speech too long for two lines is split at sentence and clause
    ends, timed by its share of the characters.
    """
    entries = sorted(_pieces(lines), key=lambda entry: (entry.start, entry.end))
    plain, voiced = pysubs2.SSAFile(), pysubs2.SSAFile()
    for index, entry in enumerate(entries):
        following = entries[index + 1].start if index + 1 < len(entries) else float("inf")
        end = max(entry.end + _LINGER_SECONDS, entry.start + _LEAST_SECONDS)
        if following >= entry.end:
            end = min(end, max(following - 0.001, entry.end))
        text = "\\N".join(_wrap(entry.text))
        start, stop = round(entry.start * 1000), round(end * 1000)
        plain.append(pysubs2.SSAEvent(start, stop, text=f"{_spoken_by(entry.speaker)}{text}", name=entry.speaker))
        voiced.append(pysubs2.SSAEvent(start, stop, text=text, name=entry.speaker))
    plain.save(str(srt), format_="srt", encoding="utf-8")
    vtt.write_text(_webvtt(voiced), encoding="utf-8")
    return len(entries)


def _spoken_by(speaker: str) -> str:
    return f"{speaker}: " if speaker else ""


def _webvtt(file: pysubs2.SSAFile) -> str:
    # WebVTT names speakers with <v>, which pysubs2 does not write.
    blocks = ["WEBVTT\n"]
    for event in file:
        text = event.plaintext.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        voice = f"<v {event.name.replace('>', '')}>" if event.name else ""
        blocks.append(f"{_stamp(event.start)} --> {_stamp(event.end)}\n{voice}{text}\n")
    return "\n".join(blocks)


def _stamp(milliseconds: int) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction:03}"


def _pieces(lines: Iterable[Subtitle]) -> Iterator[Subtitle]:
    for line in lines:
        words = line.text.split()
        if not words:
            continue
        parts = _split(words)
        total = sum(len(part) for part in parts)
        start = line.start
        for part in parts:
            end = start + (line.end - line.start) * len(part) / total
            yield Subtitle(line.speaker, part, start, end)
            start = end


def _split(words: list[str]) -> list[str]:
    """Cut words into parts that fit two lines, at the best punctuation on the way."""
    parts: list[str] = []
    rest = words
    while rest:
        fits = len(rest)
        while fits > 1 and len(_wrap(" ".join(rest[:fits]))) > 2:
            fits -= 1
        cut = fits
        if fits < len(rest):
            for marks in (".!?…", ",;:—–"):
                stops = [i for i in range(max(1, fits // 2), fits + 1) if rest[i - 1][-1] in marks]
                if stops:
                    cut = stops[-1]
                    break
        parts.append(" ".join(rest[:cut]))
        rest = rest[cut:]
    return parts


def _wrap(text: str) -> list[str]:
    """One line if it fits; otherwise lines as even as they can be, the first not longer
    than the width."""
    if len(text) <= _WIDTH:
        return [text]
    words = text.split(" ")
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) != 2:
        return lines
    options = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    fitting = [pair for pair in options if max(map(len, pair)) <= _WIDTH]
    if not fitting:
        return lines
    first, second = min(fitting, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
    return [first, second]
