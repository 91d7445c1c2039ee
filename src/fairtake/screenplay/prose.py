"""Plain prose or a prompt → a screenplay of one scene.

Place and time make the heading; quotations become cue, parenthetical and dialogue; the rest
is action, with each person in capitals where they are first seen, as the trade does.
Also read: `Anna: You kept it.` (a play), `— Tu l'as gardé, dit-elle.` (dashes), and a
heading written out at the start ("INT. KITCHEN - NIGHT. Anna waits.").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from fairtake.errors import ScriptError
from fairtake.model.screenplay import Element, ElementKind, Note, Screenplay
from fairtake.model.span import Span
from fairtake.screenplay.classify import is_heading
from fairtake.screenplay.lines import Inset, Line, logical_lines, normalise
from fairtake.screenplay.prose_attribution import (
    Attribution,
    after_quote,
    before_quote,
)
from fairtake.screenplay.prose_people import Cast, Mention
from fairtake.screenplay.prose_setting import heading_of
from fairtake.screenplay.prose_speech import Piece, pieces
from fairtake.screenplay.prose_words import NOT_NAMES, NOUN_GENDER, SPEECH_VERBS
from fairtake.screenplay.title_page import read_title_page

__all__ = ["LONGEST_PROSE", "from_prose"]

Kind = ElementKind

LONGEST_PROSE = 100_000
"""Characters. More than that is a book, and one scene cannot hold it."""

_HEADING = re.compile(r"[^\n]{0,120}?(?:\s[-–—]\s[^\n.:]{2,40}|[^\n.]{3,60}(?<!INT)(?<!EXT))(?=\.\s|\.?\n|\.?$)")
_PLAY = re.compile(r"([^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3})(?: ?\(([^()\n]{1,80})\))? ?: +(?=\S)")
_LABELS = frozenset(
    [
        "note",
        "notes",
        "scene",
        "setting",
        "title",
        "place",
        "location",
        "time",
        "style",
        "mood",
        "music",
        "sound",
        "sfx",
        "camera",
        "genre",
        "logline",
        "prompt",
    ]
)
_DASH = re.compile(r"[—–-]{1,2}\s*(?=\S)")
_STOPS = re.compile(r"[,!?…](?=\s)")
_SENTENCE_END = ".!?…。！？"
_ORDER = re.compile(
    r"(?:please )?(?:film|show|create|make|generate|animate|imagine|draw|render) (?:me |us )?(?=(?:an?|the|two|three) )"
    r"(?:an? (?:[\w-]+ ){0,3}(?:film|video|scene|shot|clip|movie|animation) (?:of|where|in which|with|about) )?",
    re.IGNORECASE,
)
"""What a prompt asks for before it says what happens: "Make a short video of"."""


def from_prose(text: str, file: str = "prompt") -> Screenplay:
    """A one-scene screenplay from a paragraph, a prompt or a few pages of prose.

    `source` is the text as given and spans stand in it, in order: a heading that was inferred
    and a cue whose words come after the speech cover nothing (`start` equals `end`).
    Raises ScriptError for a text that is empty or too long for one scene.
    """
    source = normalise(text)
    lines = logical_lines(source)
    title_page, first = read_title_page(lines, file, has_heading=False)
    reader = _Reader(source, file)
    body = lines[first:]
    if not any(line.visible for line in body):
        raise ScriptError("There is nothing to film", fix="Say who does what, and where.", file=file)
    if len(source) > LONGEST_PROSE:
        raise ScriptError(
            f"The text has {len(source):,} characters and no scene headings; one scene cannot hold it",
            fix="Begin each scene with a line such as INT. KITCHEN - DAY and leave an empty line after it.",
            file=file,
            line=next(line.number for line in body if line.visible),
        )
    reader.read(body)
    return Screenplay(file, source, title_page, tuple(reader.elements))


class _Reader:
    """Reads paragraphs in order; `elements` is the screenplay so far."""

    def __init__(self, source: str, file: str) -> None:
        self.file = file
        self.source = source
        self.text = source
        self.elements: list[Element] = []
        self.cast = Cast()
        self.met: dict[int, list[Mention]] = {}
        self.speaker = ""
        self.before = ""
        self.unfinished = False

    def read(self, lines: list[Line]) -> None:
        """Read everything: heading, then paragraph by paragraph."""
        notes = self._lift_insets(lines)
        start = lines[0].start
        while self.text[start].isspace():
            start += 1
        if (order := _ORDER.match(self.text, start)) is not None:
            start = order.end()
        start = self._heading(start)
        for begin, end in _paragraphs(self.text, start):
            self._paragraph(begin, end)
        self.elements.sort(key=_place_in_source)
        self._place(notes)

    def _lift_insets(self, lines: list[Line]) -> list[Inset]:
        """Paint notes and boneyard over with spaces (offsets stay) and return the notes."""
        insets = [inset for line in lines for inset in line.insets]
        parts: list[str] = []
        position = 0
        for inset in insets:
            parts += (self.text[position : inset.start], re.sub(r"[^\n]", " ", self.text[inset.start : inset.end]))
            position = inset.end
        self.text = "".join([*parts, self.text[position:]])
        return [inset for inset in insets if inset.note]

    def _place(self, notes: list[Inset]) -> None:
        """Give each note to the element around it, or let it stand as an element."""
        starts = [element.span.start for element in self.elements]
        alone: list[Element] = []
        for inset in notes:
            note = Note(inset.text, self._span(inset.start, inset.end))
            i = bisect_right(starts, inset.start) - 1
            around = self.elements[i] if i >= 0 else None
            if around is not None and inset.start < around.span.end:
                span = replace(around.span, end=max(around.span.end, inset.end))
                self.elements[i] = replace(around, span=span, notes=(*around.notes, note))
            else:
                alone.append(Element(Kind.NOTE, inset.text, note.span, notes=(note,)))
        self.elements = sorted([*self.elements, *alone], key=_place_in_source)

    def _heading(self, start: int) -> int:
        """The heading, as written at the start or inferred; where the rest begins."""
        if is_heading(self.text[start : start + 80]) and (written := _HEADING.match(self.text, start)) is not None:
            self.elements.append(Element(Kind.SCENE_HEADING, written.group().strip(), self._span(start, written.end())))
            rest = written.end()
            while rest < len(self.text) and (self.text[rest].isspace() or self.text[rest] == "."):
                rest += 1
            return rest
        told = "\n".join(
            piece.text
            for begin, end in _paragraphs(self.text, start)
            for piece in pieces(self.text, begin, end)
            if not piece.quoted
        )
        heading = heading_of(told, self.text[start:])
        self.elements.append(Element(Kind.SCENE_HEADING, heading, self._span(start, start)))
        return start

    def _paragraph(self, start: int, end: int) -> None:
        position = start
        for begin, stop in _rows(self.text, start, end):
            if self._play_line(begin, stop) or self._dash_line(begin, stop):
                position = stop
            elif self._is_marked(stop, end) or position > start or stop == end:
                self._told_and_said(position, stop)
                position = stop
        if position < end:
            self._told_and_said(position, end)

    def _is_marked(self, stop: int, end: int) -> bool:
        """Whether the next row is a line of its own (a play's or with a dash)."""
        start = stop + 1
        return start < end and (
            self._play_match(start, end) is not None or _DASH.match(self.text, start, end) is not None
        )

    def _play_match(self, start: int, end: int) -> re.Match[str] | None:
        """`Anna (softly): You kept it.`"""
        match = _PLAY.match(self.text, start, end)
        if match is None:
            return None
        words = match.group(1).casefold().split()
        spoken = any(word in SPEECH_VERBS for word in words)
        known = self.cast.knows(match.group(1).upper()) or words[-1] in NOUN_GENDER
        named = all(word[0].isupper() for word in match.group(1).split()) and words[0] not in NOT_NAMES
        return match if (named or known) and not spoken and words[0] not in _LABELS else None

    def _play_line(self, start: int, end: int) -> bool:
        match = self._play_match(start, end)
        if match is None:
            return False
        words = [word for word in match.group(1).split() if word.casefold() not in ("the", "a", "an")]
        name = self.cast.named(" ".join(words))
        said = self.text[match.end() : end].strip().strip('"“”«»').strip()
        manner = " ".join((match.group(2) or "").split())
        who = Attribution(name, manner, start, match.end())
        self._say(who, Piece(said, match.end(), end, quoted=True), start, match.end())
        return True

    def _dash_line(self, start: int, end: int) -> bool:
        """`— You kept it, she says.`"""
        dash = _DASH.match(self.text, start, end)
        if dash is None or (not self.text[dash.end()].isalnum() and self.text[dash.end()] not in '¿¡…«"“'):
            return False
        for stop in _STOPS.finditer(self.text, dash.end(), end):
            mentions = self.cast.mentions(self.text, stop.end(), end)
            said = self.text[dash.end() : stop.end()]
            who = after_quote(self.text, stop.end(), end, self.cast, mentions, quote=said)
            if who is not None:
                piece = Piece(self.text[dash.end() : stop.end()].strip(), start, stop.end(), quoted=True)
                self._say(who, piece, start, start)
                if self.text[who.end : end].strip():
                    self._told_and_said(who.end, end)
                return True
        name = self.cast.latest(but=self.speaker)
        piece = Piece(" ".join(self.text[dash.end() : end].split()), start, end, quoted=True)
        self._say(Attribution(name, "", start, start), piece, start, start)
        return True

    def _told_and_said(self, start: int, end: int) -> None:
        """A paragraph of narrative and quotations."""
        told_from = start
        spoken_here = False
        all_pieces = list(pieces(self.text, start, end))
        mentions: list[Mention] = []
        i = 0
        while i < len(all_pieces):
            piece = all_pieces[i]
            if not piece.quoted:
                mentions += self._mentions(piece)
                i += 1
                continue
            following = all_pieces[i + 1] if i + 1 < len(all_pieces) else None
            told = [m for m in mentions if m.start >= told_from]
            before = before_quote(self.text, told_from, piece.start, self.cast, told)
            if before is not None and before.inscribed:
                i += 1
                continue
            after: Attribution | None = None
            if following is not None and not following.quoted and (before is None or not self._leads(piece.start)):
                later = self._mentions(following)
                after = after_quote(self.text, following.start, following.end, self.cast, later, quote=piece.text)
            if after is not None and after.inscribed:
                i += 1
                continue
            if self.unfinished and not self.text[told_from : piece.start].strip():
                after, before = None, Attribution(self.speaker, "", piece.start, piece.start)
            who = after or before or self._unattributed(piece, following, told_from, told, spoken_here)
            if who is None:
                i += 1
                continue
            told_to = piece.start if after is not None else min(who.start, piece.start)
            self._tell(told_from, told_to, mentions)
            self._say(who, piece, piece.start if after is not None else told_to, piece.start)
            spoken_here = True
            self.unfinished = after is not None and after.goes_on
            told_from = piece.end
            if after is not None:
                told_from = after.end
                if after.aside:
                    aside = after.aside if after.aside[-1] in _SENTENCE_END else f"{after.aside}."
                    self.elements.append(Element(Kind.ACTION, aside, self._span(after.start, after.end)))
            i += 1
        self._tell(told_from, end, mentions)

    def _mentions(self, piece: Piece) -> list[Mention]:
        """Who is mentioned in a piece; read once, for reading introduces people."""
        if piece.start not in self.met:
            self.met[piece.start] = self.cast.mentions(self.text, piece.start, piece.end)
        return self.met[piece.start]

    def _leads(self, at: int) -> bool:
        """Whether what stands before a quotation leads into it (a colon or a comma)."""
        return self.text[:at].rstrip()[-1:] in (":", ",")

    def _unattributed(
        self, piece: Piece, following: Piece | None, told_from: int, told: list[Mention], spoken_here: bool
    ) -> Attribution | None:
        """A quotation nobody is named for: the subject of the sentence before, the speaker so
        far, or the other one of two; None if it is not speech (`a "magic" box`)."""
        before = self.text[told_from : piece.start].rstrip()
        if before and before[-1] not in ".!?…:,—–":
            return None
        if following is not None and piece.text[-1] not in ".!?…,—–-":
            return None
        if before and told:
            name = self.cast.resolve(told[0])
        elif spoken_here and self.speaker:
            name = self.speaker
        elif self.before and self.speaker:
            name = self.before
        else:
            name = self.cast.latest(but=self.speaker)
        return Attribution(name, "", piece.start, piece.start)

    def _say(self, who: Attribution, piece: Piece, cue_start: int, cue_end: int) -> None:
        """Cue, parenthetical and dialogue; a speaker who simply goes on gets no second cue."""
        said = " ".join(piece.text.split())
        last = self.elements[-1]
        if last.kind is Kind.DIALOGUE and self.speaker == who.speaker and not who.manner:
            joined = f"{last.text} {said}"
            if self.unfinished and last.text.endswith("."):
                # '"If you go," says Anna, "I go too."' is one sentence.
                joined = f"{last.text[:-1]}, {said}"
            span = self._span(last.span.start, piece.end)
            self.elements[-1] = Element(Kind.DIALOGUE, _closed(joined), span)
            return
        cue = self._span(cue_start, max(cue_end, cue_start))
        extension = "V.O." if who.thought else ""
        if not (last.kind is Kind.DIALOGUE and self.speaker == who.speaker):
            self.elements.append(Element(Kind.CHARACTER, who.speaker, cue, extension=extension))
        if who.manner:
            at = self._span(cue.end, cue.end)
            self.elements.append(Element(Kind.PARENTHETICAL, who.manner, at))
        self.elements.append(Element(Kind.DIALOGUE, _closed(said), self._span(piece.start, piece.end)))
        if who.speaker != self.speaker:
            self.before, self.speaker = self.speaker, who.speaker

    def _tell(self, start: int, end: int, mentions: list[Mention]) -> None:
        """A stretch of narrative as action, with those it introduces in capitals."""
        while start < end and (self.text[start].isspace() or self.text[start] in ",;.:—–"):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;:—–"):
            end -= 1
        if start >= end or not any(c.isalnum() for c in self.text[start:end]):
            return
        parts: list[str] = []
        position = start
        for mention in mentions:
            if mention.introduces and start <= mention.start and mention.end <= end:
                words = self.text[mention.start : mention.end]
                parts += (self.text[position : mention.start], _introduced(words, mention.name))
                position = mention.end
        parts.append(self.text[position:end])
        told = " ".join("".join(parts).split())
        told = told[0].upper() + told[1:]
        if told.rstrip("\"”»’'")[-1:] not in _SENTENCE_END:
            told += "."
        self.elements.append(Element(Kind.ACTION, told, self._span(start, end)))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.file, start, end, self.source.count("\n", 0, start) + 1)


def _place_in_source(element: Element) -> tuple[int, int]:
    return element.span.start, element.span.end


def _introduced(words: str, name: str) -> str:
    """ "an old man" → "an OLD MAN": the article stays as it is."""
    count = len(name.split())
    parts = words.split()
    return " ".join([*parts[: max(0, len(parts) - count)], *(part.upper() for part in parts[-count:])])


def _closed(said: str) -> str:
    """A quotation stands by itself: its last comma becomes a full stop."""
    return f"{said[:-1]}." if said.endswith(",") else said


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines."""
    for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text[start:]):
        yield start + match.start(), start + match.end()


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph."""
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        yield position, stop
        position = stop + 1
