"""From the words of a Line to the characters eSpeak NG is given.

eSpeak NG's own control sequence (character 1, a signed number, a letter) changes pitch (P),
speed (S) and amplitude (A) from that character on; it serves emphasis, song and trailing off
without markup that a line's own "<" or "&" could break. Each character given remembers the
character of the line it stands for, so that word times find their way back.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

import numpy as np

from fairtake.model.breakdown import Delivery, Line
from fairtake.voices.prosody import UNIMPORTANT, asks_for_a_word, is_tonal, word_offsets
from fairtake.voices.respelling import respelled

__all__ = ["EngineText", "prepare"]

_CONTROL = "\x01"
_UNSPOKEN = frozenset('<>[]{}|*_~^`\\"\u201c\u201d\u201e\u00ab\u00bb')
_JOINERS = "\u200c\u200d"
_DASHES = re.compile(r"\s{0,3}(?:-{2,}|[\u2012-\u2015\u2e3a\u2e3b])\s{0,3}")
_ELLIPSIS = re.compile(r"\.(?:\s?\.)+|\u2026")
_BREAK_OFF = " \t\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2015"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_VOWELS = "AEIOUYАЕИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ"
_COMMON = (UNIMPORTANT - {"us", "it", "or", "am", "may"}) | frozenset(
    [
        "no",
        "yes",
        "now",
        "out",
        "all",
        "one",
        "two",
        "get",
        "got",
        "go",
        "why",
        "how",
        "what",
        "when",
        "who",
        "any",
        "too",
        "off",
        "man",
        "god",
        "son",
        "dad",
        "mom",
        "mum",
        "bad",
        "mad",
        "red",
        "big",
        "old",
        "new",
        "own",
        "try",
        "let",
        "see",
        "say",
        "way",
        "day",
        "run",
        "die",
        "sit",
        "shut",
        "cut",
        "put",
        "end",
        "ask",
        "lie",
        "eat",
        "pay",
        "win",
        "buy",
        "boy",
        "guy",
        "car",
        "key",
        "job",
        "war",
        "sex",
        "hot",
        "wet",
        "can't",
        "won't",
        "isn't",
        "wasn't",
        "aren't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "doesn't",
        "haven't",
        "hasn't",
        "ain't",
    ]
)
"""Short words that are words when they stand in capitals alone, not initials."""

_Change = tuple[int, int, int]  # pitch, words a minute, amplitude
_EMPHASIS: _Change = (16, -32, 10)  # about 3 semitones
_DRAWN = -55  # words a minute
_TRAILING: _Change = (-3, -12, -5)
_MELODIES = ((0, 4, 7, 5, 4, 2, 4, 0), (0, 2, 4, 7, 4, 5, 2, 0), (4, 4, 5, 7, 7, 5, 4, 2), (0, 0, 7, 7, 9, 9, 7, 4))
_PITCH_UNITS = 5.3  # of eSpeak NG's pitch parameter to a semitone, measured


@dataclass(frozen=True, slots=True)
class EngineText:
    """`text` for eSpeak NG; `offsets[i]` the character of the line that text[i] belongs to.
    `broken_off` true when the sound is to be cut at the end, `trailing` when it fades; `rise` the
    semitones by which the voice climbs on its last sounds, as a question does."""

    text: str
    offsets: tuple[int, ...]
    broken_off: bool
    trailing: bool
    rise: float = 0.0


class _Writer:
    """Collects characters with where they came from."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.offsets: list[int] = []

    def put(self, text: str, offset: int) -> None:
        self.text.extend(text)
        self.offsets.extend([offset] * len(text))

    def change(self, offset: int, pitch: int = 0, speed: int = 0, amplitude: int = 0) -> None:
        for amount, letter in ((pitch, "P"), (speed, "S"), (amplitude, "A")):
            if amount:
                self.put(f"{_CONTROL}{amount:+d}{letter}", offset)


def prepare(line: Line, language: str = "", liveliness: float = 0.0) -> EngineText:
    """What eSpeak NG is to read for a line. `language` (a code) and `liveliness` (1 is
    ordinary) shape the melody; without them eSpeak NG's own is left alone."""
    cleaned = _falling_questions(_sane_capitals(_spoken_characters(line.text)), language)
    end = len(cleaned)
    spoken = len(cleaned.rstrip(_BREAK_OFF))
    broken_off = line.interrupted or bool(re.search(r"--|[\u2012-\u2015]", cleaned[spoken:]))
    if broken_off:
        end = spoken
    trailing = not broken_off and cleaned.rstrip(" \"'’”»)").endswith(("...", "\u2026"))

    changes = _changes(line, cleaned, trailing, language, liveliness)
    replacements = {one.start: one for one in respelled(cleaned, language)}
    pauses = _hesitations(line, cleaned) if line.delivery is Delivery.HESITANT else frozenset()
    writer = _Writer()
    index, drawn = 0, False
    while index < end:
        for change in changes.get(index, ()):
            writer.change(index, *change)
        if index in pauses:
            writer.put(", ", index)
        replacement = replacements.get(index)
        if replacement is not None and replacement.end <= end:
            if replacement.drawn:
                writer.change(index, speed=_DRAWN)
            writer.put(replacement.text, index)
            index = _skip(index, replacement.end, changes, writer)
            drawn = drawn or replacement.drawn
            continue
        if drawn and cleaned[index].isalnum():
            writer.change(index, speed=-_DRAWN)
            drawn = False
        dash = _DASHES.match(cleaned, index)
        ellipsis = _ELLIPSIS.match(cleaned, index)
        if dash is not None:
            writer.put(" \u2014 ", index)
            index = _skip(index, dash.end(), changes, writer)
        elif ellipsis is not None:
            writer.put("... " if ellipsis.end() < end else ",", index)
            index = _skip(index, ellipsis.end(), changes, writer)
        else:
            if cleaned[index] not in ("\u00ad", "\ufeff"):
                writer.put(cleaned[index], index)
            index += 1
    for place in sorted(place for place in changes if place >= end):
        for change in changes[place]:
            writer.change(max(0, end - 1), *change)
    if broken_off:
        writer.put(",", max(0, end - 1))  # the voice stays up: there was more to come
    rise = 0.0 if broken_off or trailing or line.sung else _rise(line.text, language)
    return EngineText("".join(writer.text), tuple(writer.offsets), broken_off, trailing, rise)


def _skip(start: int, end: int, changes: dict[int, list[_Change]], writer: _Writer) -> int:
    """Pass over characters that were replaced, keeping the changes that begin among them."""
    for index in range(start + 1, end):
        for change in changes.get(index, ()):
            writer.change(index, *change)
    return end


def _rise(text: str, language: str) -> float:
    """Semitones by which a question climbs at its very end. The melody of words does that too, but
    one of a word or two has none ("Really?")."""
    if not text.rstrip(" \"'’”»)!").endswith("?") or is_tonal(language):
        return 0.0
    words = [word.group() for word in _WORD.finditer(re.split(r"[.!?\u2026]\s", text)[-1])]
    if asks_for_a_word(words, language):
        return 0.0
    return 2.2 if len(words) <= 2 else 0.7


def loud_words(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of words in CAPITALS among others that are not: they are stressed. Initials
    are not."""
    words = [word for word in _WORD.finditer(text) if len(word.group()) > 1]
    small = sum(not word.group().isupper() for word in words)
    loud = [word.span() for word in words if word.group().isupper() and _is_word(text, word)]
    return tuple(loud) if small and len(loud) <= max(small, 1) else ()


def _is_word(text: str, word: re.Match[str]) -> bool:
    """Whether a lone word in capitals is a word, and not initials that are spelled."""
    plain = word.group().casefold().replace("’", "'")
    if plain == "am":
        return text[: word.start()].rstrip().endswith("I")
    if plain in _COMMON:
        return True
    return len(plain) >= 4 and any(unicodedata.normalize("NFD", letter)[0] in _VOWELS for letter in plain.upper())


def _spoken_characters(text: str) -> str:
    """The text, character for character, with what is not speech made blank: control
    characters (eSpeak NG takes orders from them), emoji, brackets and typographic signs."""
    out = []
    for character in text:
        category = unicodedata.category(character)
        if character in _UNSPOKEN or category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Sk"):
            out.append(" ")
        elif category == "Cf":
            out.append(character if character in _JOINERS else "\u00ad")
        elif (category == "So" and character >= "\u2190") or "\ufe00" <= character <= "\ufe0f":
            out.append(" ")
        else:
            out.append(character)
    return "".join(out)


def _sane_capitals(text: str) -> str:
    """SHOUTED words in small letters, or eSpeak NG spells the short ones ("I-T is U-S").
    Lone short words stay: they are initials."""
    words = [word for word in _WORD.finditer(text) if len(word.group()) > 1]
    capital = [word.group().isupper() for word in words]
    out = list(text)
    for i, word in enumerate(words):
        if not capital[i]:
            continue
        beside = any(capital[max(0, i - 1) : i]) or any(capital[i + 1 : i + 2])
        vowels = sum(unicodedata.normalize("NFD", letter)[0] in _VOWELS for letter in word.group())
        if vowels and (beside or _is_word(text, word)):
            for place in range(word.start(), word.end()):
                small = text[place].lower()
                if len(small) == 1:  # İ has no one small letter
                    out[place] = small
    return "".join(out)


def _falling_questions(text: str, language: str) -> str:
    """Questions that ask for a word end as statements do; eSpeak NG would raise them all."""
    out = list(text)
    for sentence in re.finditer(r"[^.!?\u2026]+[.!?\u2026]?", text):
        if not sentence.group().endswith("?"):
            continue
        if asks_for_a_word([word.group() for word in _WORD.finditer(sentence.group())], language):
            out[sentence.end() - 1] = "."
    return "".join(out)


def _changes(line: Line, text: str, trailing: bool, language: str, liveliness: float) -> dict[int, list[_Change]]:
    """Orders by the character before which they are given: (pitch, speed, amplitude).

    They stand before words only: one right behind a word's last letter would make eSpeak NG
    break the word in two.
    """
    changes: dict[int, list[_Change]] = {}
    words = [word.span() for word in _WORD.finditer(text)]

    def between(first: int, last: int, change: _Change) -> None:
        """For the words from `first` to `last` (inclusive)."""
        changes.setdefault(words[first][0], []).append(change)
        if last + 1 < len(words):
            pitch, speed, amplitude = change
            changes.setdefault(words[last + 1][0], []).append((-pitch, -speed, -amplitude))

    for start, end in sorted({*line.emphasis, *(span for span in loud_words(line.text) if not _within(span, line))}):
        within = [i for i, (first, last) in enumerate(words) if first < end and last > start]
        if within:
            between(within[0], within[-1], _EMPHASIS)
    if line.sung and words:
        seed = zlib.crc32(line.role.encode("utf-8", "replace"))
        melody = _MELODIES[int(np.random.default_rng(seed).integers(len(_MELODIES)))]
        for i in range(len(words)):
            note = 0 if i == len(words) - 1 else melody[i % len(melody)]
            between(i, i, (round((note - 2) * _PITCH_UNITS), 0, 0))
        return changes
    before = 0
    for (start, _), semitones in zip(words, word_offsets(text, words, language, liveliness), strict=True):
        units = round(semitones * _PITCH_UNITS)
        if units != before:
            changes.setdefault(start, []).append((units - before, 0, 0))
        before = units
    if trailing:
        for i in range(max(0, len(words) - 3), len(words)):
            between(i, len(words) - 1, _TRAILING)
    return changes


def _within(span: tuple[int, int], line: Line) -> bool:
    """Whether a word is stressed already."""
    return any(start < span[1] and end > span[0] for start, end in line.emphasis)


def _hesitations(line: Line, text: str) -> frozenset[int]:
    """Where somebody unsure stops to search: after the first words of a long stretch that
    the writer has not broken up."""
    places = set()
    for stretch in re.finditer(r"[^,.;:!?\u2026\u2014]+", text):
        words = [stretch.start() + word.start() for word in _WORD.finditer(stretch.group())]
        if len(words) >= 6:
            places.add(words[2 + zlib.crc32(line.text.encode("utf-8", "replace")) % 2])
    return frozenset(places)
