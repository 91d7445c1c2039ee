"""A speech (cue, parentheticals, dialogue, lyrics) → Lines, Events and Pauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fairtake.breakdown.cast import Company
from fairtake.breakdown.cues import Cue
from fairtake.breakdown.delivery import Manner, read_manner
from fairtake.breakdown.emotions import implied_feeling
from fairtake.breakdown.media import heard_through
from fairtake.breakdown.source import locate
from fairtake.model.breakdown import Beat, Delivery, Line, Pause
from fairtake.model.screenplay import Element, ElementKind
from fairtake.model.span import Gap, Span

__all__ = ["LONGEST", "Speech", "emphasis", "read_speech", "split_speech"]

LONGEST = 220
"""Characters of a Line at most, as long as sentences and clauses allow."""

_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_)")
_INLINE = re.compile(r"\(((?:a |long |short |brief )*(?:beat|pause|silence|moment|temps))\)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]+[\"”»')\]]*(?=\s)|[。！？]")
_SOFT_END = re.compile(r"[,;:—–](?=\s)|--(?=\s)")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:mr|mrs|ms|dr|st|prof|m|mme|hr|fr|sr|sra|vs|[A-ZÀ-Þ])\.$", re.IGNORECASE)
_DASH = re.compile(r"(?:--|—|–)\s*[\"”»']?\s*$")


@dataclass(frozen=True, slots=True)
class Speech:
    """One cue and what follows it. `number` of its first line."""

    cue: Cue
    element: Element
    parts: tuple[Element, ...]


def emphasis(text: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[int, ...]]:
    """The text without emphasis marks, the stressed ranges, and for each character kept its
    offset in the text given. Lone marks ("5 * 3") stay."""
    opens: dict[str, int] = {}
    drop: set[int] = set()
    ranges: list[tuple[int, int]] = []
    marks = list(_EMPHASIS.finditer(text))
    for match in marks:
        mark = match.group()
        after = text[match.end() : match.end() + 1]
        before = text[match.start() - 1 : match.start()] if match.start() else ""
        if mark in opens and before and not before.isspace():
            start = opens.pop(mark)
            ranges.append((start + len(mark), match.start()))
            drop.update(range(start, start + len(mark)))
            drop.update(range(match.start(), match.end()))
        elif after and not after.isspace() and mark not in opens:
            opens[mark] = match.start()
    drop.update(i for i, c in enumerate(text) if c == "\\" and text[i + 1 : i + 2] in ("*", "_"))
    kept = [i for i in range(len(text)) if i not in drop]
    place = {old: new for new, old in enumerate(kept)}

    def moved(offset: int) -> int:
        while offset < len(text) and offset not in place:
            offset += 1
        return place.get(offset, len(kept))

    found = sorted({(moved(a), moved(b)) for a, b in ranges if moved(a) < moved(b)})
    merged: list[tuple[int, int]] = []
    for a, b in found:
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return "".join(text[i] for i in kept), tuple(merged), tuple(kept)


def split_speech(text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Ranges of the text of at most `longest` characters, cut at sentence ends, then at
    commas, then at spaces; together they hold every word."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > longest:
        window = text[start : start + longest + 1]
        cut = 0
        for pattern in (_SENTENCE_END, _SOFT_END):
            ends = [m.end() for m in pattern.finditer(window) if not _ABBREVIATION.search(window[: m.end()])]
            if ends and ends[-1] > longest // 5:
                cut = _even(ends, len(text) - start, longest)
                break
        if not cut:
            cut = window.rfind(" ", longest // 5)
        if cut <= 0:
            cut = longest
        pieces.append((start, start + cut))
        start += cut
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        pieces.append((start, len(text)))
    return pieces


def _even(ends: list[int], left: int, longest: int) -> int:
    """Of the possible cuts, the last one that leaves no crumb behind."""
    crumb = 30
    if longest < left < longest + crumb and len(ends) > 1:
        return ends[-2] if ends[-2] > longest // 3 else ends[-1]
    return ends[-1]


@dataclass(slots=True)
class _State:
    manner: Manner
    written: list[str]
    pause: float


def read_speech(
    speech: Speech,
    company: Company,
    source: str,
    number: int,
    act: Callable[[Element, str], tuple[list[Beat], bool]],
    gaps: list[Gap],
    last_speaker: Sequence[str] = (),
) -> list[Beat]:
    """The beats of a speech; lines are numbered from `number`.

    `act(parenthetical, role)` stages a parenthetical that is a deed ("picking up the letter")
    and says whether it understood; `last_speaker` the roles a shared cue (BOTH, ALL) means.
    """
    roles = _speakers(speech.cue, company, last_speaker)
    state = _from_extensions(speech.cue)
    base = state
    beats: list[Beat] = []
    pending = _State(base, [], 0.0)
    for part in speech.parts:
        if part.kind is ElementKind.PARENTHETICAL:
            if pending.written and beats and isinstance(beats[-1], Line):
                pending = _State(base, [], 0.0)
            beats.extend(_parenthetical(part, roles, company, pending, act, gaps, base))
            continue
        for line in _lines(part, roles, speech, company, source, pending):
            beats.append(replace(line, number=number))
            number += 1
        # The manner of a parenthetical lasts to the next one; its pause is spent.
        pending.pause = 0.0
    if pending.pause:
        beats.append(Pause(pending.pause, speech.parts[-1].span if speech.parts else speech.element.span))
    return beats


def _speakers(cue: Cue, company: Company, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(company.name_of(name) for name in cue.names))


def _from_extensions(cue: Cue) -> Manner:
    manner = Manner()
    for extension in cue.extensions:
        manner = _join(manner, read_manner(extension.lower()))
    return manner


def _join(first: Manner, second: Manner) -> Manner:
    return Manner(
        second.delivery if second.delivery is not Delivery.NORMAL else first.delivery,
        second.emotion or first.emotion,
        first.pause + second.pause,
        second.addressee or first.addressee,
        second.language or first.language,
        first.sung or second.sung,
        first.known and second.known,
        *(
            (second.expression, second.intensity)
            if second.emotion or second.expression
            else (first.expression, first.intensity)
        ),
    )


def _parenthetical(
    part: Element,
    roles: tuple[str, ...],
    company: Company,
    pending: _State,
    act: Callable[[Element, str], tuple[list[Beat], bool]],
    gaps: list[Gap],
    base: Manner,
) -> list[Beat]:
    """Reads one parenthetical into `pending`; returns what is done before the line."""
    content = part.text.strip().strip("()").strip()
    done: list[Beat] = []
    written = False
    for piece in re.split(r"[;,]\s*|\s+and\s+(?=\w+ly\b)|\.\s+", content):
        if not piece.strip():
            continue
        manner = read_manner(piece)
        addressee = _addressee(manner.addressee, company) if manner.addressee else ""
        if manner.known or addressee or manner.pause:
            manner = replace(manner, addressee=addressee)
            pending.manner = _join(pending.manner if written or manner.pause else _reset(pending, base), manner)
            pending.pause += manner.pause
            written = written or not manner.pause
            if not manner.pause or manner.known:
                pass
            continue
        beats, understood = act(replace(part, text=piece), roles[0])
        if understood:
            done.extend(beats)
        else:
            gaps.append(
                Gap(
                    "breakdown",
                    f"({piece.strip()})",
                    "this parenthetical is neither a way of speaking nor a deed that can be staged",
                    "Use words such as whispering, angry, to ANNA, beat, or write an action line.",
                    part.span,
                )
            )
    pending.written.append(content)
    return done


def _reset(pending: _State, base: Manner) -> Manner:
    return base if not pending.manner.pause else pending.manner


def _addressee(written: str, company: Company) -> str:
    name = re.sub(r"^(?:the|le|la|der|die|das|el)\s+", "", written.strip(), flags=re.IGNORECASE).upper()
    name = company.name_of(name)
    if name in company.people:
        return name
    for role, person in company.people.items():
        if role.split()[0] == name or name in person.aliases:
            return role
    return ""


def _lines(
    part: Element, roles: tuple[str, ...], speech: Speech, company: Company, source: str, pending: _State
) -> list[Line]:
    """The lines of one dialogue or lyric element, unnumbered."""
    sung = part.kind is ElementKind.LYRIC
    lines: list[Line] = []
    pause = pending.pause
    start = 0
    chunks: list[tuple[int, int, float]] = []
    for match in _INLINE.finditer(part.text):
        chunks.append((start, match.start(), pause))
        pause = read_manner(match.group(1)).pause
        start = match.end()
    chunks.append((start, len(part.text), pause))
    for first, last, wait in chunks:
        raw = part.text[first:last]
        clean, stressed, kept = emphasis(raw)
        for k, (a, b) in enumerate(split_speech(clean)):
            text, mapping = _flat(clean, a, b)
            if not text:
                continue
            span = locate(part, source, first + kept[a], first + kept[b - 1] + 1)
            marks = tuple(
                (mapping[max(x, a) - a], mapping[min(y, b) - a - 1] + 1) for x, y in stressed if x < b and y > a
            )
            for column, role in enumerate(roles):
                lines.append(_line(text, role, span, marks, pending, speech, wait if k == 0 else 0.0, column > 0, sung))
    for line in lines:
        company.people[line.role].lines += 1
    return lines


def _flat(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """text[start:end] with runs of white space made one space and none at the ends, and for
    each character given its place in the result."""
    out: list[str] = []
    mapping: list[int] = []
    for c in text[start:end]:
        if c.isspace():
            if out and out[-1] != " ":
                out.append(" ")
            mapping.append(max(len(out) - 1, 0))
        else:
            out.append(c)
            mapping.append(len(out) - 1)
    return "".join(out).strip(), mapping


def _line(
    text: str,
    role: str,
    span: Span,
    marks: tuple[tuple[int, int], ...],
    pending: _State,
    speech: Speech,
    pause: float,
    second: bool,
    sung: bool,
) -> Line:
    manner = pending.manner
    extensions = " ".join(speech.cue.extensions).replace(".", "")
    delivery = manner.delivery
    if delivery is Delivery.NORMAL:
        delivery = _from_text(text)
    if manner.pause and not pause:
        manner = replace(manner, pause=0.0)
    # What words alone suggest shows in the face only when nothing was said of it.
    feeling = manner if manner.emotion or manner.expression else implied_feeling(text)
    voice_over = bool(re.search(r"\b(?:VO|VOICE ?OVER|NARRAT\w*|VOIX OFF|VOZ EN OFF)\b", extensions))
    off_screen = bool(re.search(r"\b(?:OS|OC|OFF|OFF ?SCREEN|OFF ?CAMERA|HORS CHAMP|FUERA DE CUADRO)\b", extensions))
    told = (*speech.cue.extensions, *(part for one in pending.written for part in re.split(r"[;,]", one)))
    return Line(
        number=0,
        role=role,
        text=text,
        span=span,
        parentheticals=tuple(pending.written),
        delivery=delivery,
        emotion=manner.emotion,
        emphasis=marks,
        pause_before=round(pause, 2),
        voice_over=voice_over,
        off_screen=off_screen,
        interrupted=bool(_DASH.search(text)),
        simultaneous=speech.element.dual or second,
        sung=sung or manner.sung,
        addressee=manner.addressee,
        expression=feeling.expression,
        intensity=feeling.intensity,
        language=manner.language,
        medium=heard_through(told, role, voice_over=voice_over, off_screen=off_screen),
    )


def _from_text(text: str) -> Delivery:
    """Capitals with an exclamation mark are shouted; a trailing-off or broken line hesitates."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) > 3 and capitals > 0.8 * len(letters) and "!" in text:
        return Delivery.SHOUT
    if text.rstrip().endswith(("!!", "!!!")):
        return Delivery.SHOUT
    if len(re.findall(r"\.\.\.|…", text)) >= 2:
        return Delivery.HESITANT
    return Delivery.NORMAL
