"""Marks that give a film its form: intercuts, flashbacks, dreams, montages and acts.

Writers set them as headings, transitions, action lines or (with a colon) what a parser takes
for a cue. They are read here before anything else, taken out of the text, and kept on the
scenes they speak of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from fairtake.breakdown.headings import is_heading
from fairtake.model.screenplay import Element, ElementKind
from fairtake.model.span import Gap, Span

__all__ = ["Draft", "IntercutMark", "draft_scenes"]

_PLAYED = (ElementKind.ACTION, ElementKind.CHARACTER, ElementKind.DIALOGUE, ElementKind.LYRIC)
_SPEECH = (ElementKind.PARENTHETICAL, ElementKind.DIALOGUE)
_WRITTEN = (ElementKind.ACTION, ElementKind.TRANSITION, ElementKind.CHARACTER, ElementKind.SCENE_HEADING)
_INTERCUT = re.compile(r"^\W*(?:BEGIN |START )?INTER-?CUT(?:S|TING)?\b\s*(?P<rest>.*?)\W*$", re.IGNORECASE)
_INTERCUT_OVER = re.compile(r"^\W*(?:END(?: OF)?|STOP)(?: THE)? INTER-?CUT(?:S|TING)?\W*$", re.IGNORECASE)
_AFTER = re.compile(r"^\s*(?P<places>.+?)\s*(?:[-–—]+\s*|\()INTER-?CUT(?:TING)?\)?\W*$", re.IGNORECASE)
_CALL = re.compile(r"\b(?:tele)?phone\b|\bcall\b|\bconversation\b|\bvideo\b|\bradio\b", re.IGNORECASE)
_MEMORY = re.compile(
    r"^\W*(?:(?:BEGIN|START|INSERT|QUICK|BRIEF|A)\s+)*(?P<kind>FLASH ?-?BACK|FLASH ?-?FORWARD|DREAM(?: SEQUENCE)?|MEMORY)S?"
    r"(?:\s+(?:TO|BEGINS?|STARTS?|SEQUENCE))*\s*(?:[:.]|[-–—]+|$)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_MEMORY_OVER = re.compile(
    r"^\W*(?:END(?: OF)?(?: THE)? (?:FLASH ?-?BACK|FLASH ?-?FORWARD|DREAM(?: SEQUENCE)?|MEMORY)S?(?: SEQUENCE)?|"
    r"(?:BACK|RETURN|CUT BACK) TO(?: THE)? PRESENT(?: DAY)?)\W*$",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(
    r"\s*(?:[-–—]+\s*|[(\[]\s*)(?P<kind>FLASH ?-?BACK|FLASH ?-?FORWARD|DREAM(?: SEQUENCE)?|MEMORY)\b[^()\[\]]*[)\]]?",
    re.IGNORECASE,
)
_MONTAGE = re.compile(
    r"^\W*(?:(?:BEGIN|START|A)\s+)*(?:(?P<name>[A-Z' ]+?)\s+)?(?:MONTAGE|SERIES OF SHOTS|SERIES OF IMAGES)\b\s*(?P<rest>.*?)\W*$"
)
_MONTAGE_OVER = re.compile(
    r"^\W*(?:END(?: OF)?(?: THE)? (?:\w+ )?(?:MONTAGE|SERIES(?: OF SHOTS)?)|BACK TO (?:SCENE|THE SCENE))\W*$",
    re.IGNORECASE,
)
_MONTAGE_HEADING = re.compile(r"\s*(?:[-–—]+\s*|[(\[])\s*(?:MONTAGE|SERIES OF SHOTS)\b[^()]*[)\]]?\s*$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-–—•*]+|\(?(?:[A-Za-z]|\d{1,2})[).])\s*(?P<text>\S.*)$", re.DOTALL)
_PLACED = re.compile(
    r"^(?P<heading>(?:INT|EXT|EST|I/E|E/I)\b[./]?[^a-z]*?)"
    r"(?:(?:\s*[-–—:]+\s+|\s*\.\s+|\s+)(?=[A-Z][^A-Z.]*?[a-z])"
    # or somebody who is introduced: "- ANNA (60s) waves", "- ANNA BERG waves"
    r"|\s*[-–—:]+\s+(?=[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+)?\s+[(a-z]))"
    r"(?P<text>.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class IntercutMark:
    """From the mark on (`span`) the film cuts between this scene and another: the next one
    (`onward`), or those at the places `names` (the one before when there are none)."""

    span: Span
    written: str
    names: tuple[str, ...] = ()
    onward: bool = False
    call: bool = False
    over: Span | None = None


@dataclass(slots=True)
class Draft:
    """A scene being collected: its heading (None: implicit), its elements and its marks.
    `copied` headings were not written here; a scene under one is none when nothing plays. With an intercut `beside` is the number of
    drafts before this one that it plays together with."""

    heading: Element | None
    elements: list[Element] = field(default_factory=list)
    intercut: IntercutMark | None = None
    memory: str = ""
    montage: str = ""
    act: str = ""
    copied: bool = False
    beside: int = 0

    @property
    def plays(self) -> bool:
        """Whether it is a scene at all."""
        written = self.heading is not None and not self.copied
        return written or any(e.kind in _PLAYED and e.text.strip() for e in self.elements)


def draft_scenes(elements: Sequence[Element], gaps: list[Gap]) -> list[Draft]:
    """Elements by scene, with the marks read; what stands before the first heading is a scene
    only if it plays. What is half a mark goes to `gaps`."""
    return _Reader(gaps).read(elements)


class _Reader:
    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        self.drafts: list[Draft] = []
        self.now = Draft(None)
        self.memory = ""
        self.memory_span: Span | None = None
        self.montage = ""
        self.base: Element | None = None
        self.item = False
        self.act = ""

    def read(self, elements: Sequence[Element]) -> list[Draft]:
        orphans = False
        for place, element in enumerate(elements):
            if element.kind in _SPEECH and orphans:  # a parser took the mark for a cue, and what follows for speech
                element = replace(element, kind=ElementKind.ACTION)
            elif element.kind is not ElementKind.NOTE:
                orphans = element.kind is ElementKind.CHARACTER and _any_mark(element.text)
            if element.kind is ElementKind.SECTION and element.level <= 1:
                self.act = " ".join(element.text.split())
            if not self._mark(element, elements[place + 1 :]):
                self._plain(element)
        self._close()
        return [draft for draft in self.drafts if draft.plays]

    # -- scenes ------------------------------------------------------------------------

    def _plain(self, element: Element) -> None:
        heading = element.kind is ElementKind.SCENE_HEADING or (
            element.kind is ElementKind.ACTION and is_heading(element.text)
        )
        if heading:
            self.montage, self.item = "", False
            found = _MONTAGE_HEADING.search(element.text)
            if found and re.match(r"\s*(?:INT|EXT|EST|I/E|E/I)\b", element.text):
                base = replace(element, text=element.text[: found.start()])
                self._open(base, copied=True)
                self.montage, self.base = "montage", base
            else:
                self._open(element)
        elif self.montage and element.kind is ElementKind.ACTION and element.text.strip():
            self._moments(element)
        else:
            self.now.elements.append(element)

    def _open(self, heading: Element | None, copied: bool = False) -> None:
        self._close()
        self.now = Draft(heading, copied=copied)
        self.now.act = self.act
        self.now.memory = self.memory
        if heading is not None:
            found = _IN_HEADING.search(heading.text)
            if found:
                self.now.memory = _kind(found["kind"])
                self.now.heading = replace(heading, text=_IN_HEADING.sub("", heading.text, count=1).strip())

    def _close(self) -> None:
        if self.now.plays:
            self.drafts.append(self.now)

    # -- marks -------------------------------------------------------------------------

    def _mark(self, element: Element, after: Sequence[Element]) -> bool:
        """Whether an element is a mark; it is taken in when it is."""
        if element.kind not in _WRITTEN:
            return False
        text = " ".join(element.text.split())
        if element.kind is ElementKind.ACTION and "\n" in element.text.strip():
            return self._lines(element, after)
        if element.kind is ElementKind.CHARACTER and not text.endswith(":"):
            return False
        shouted = text == text.upper()
        heading = element.kind is ElementKind.SCENE_HEADING
        tests: tuple[Callable[[Element, str, Sequence[Element]], bool], ...] = (
            (self._intercut, self._memory_mark, self._montage_mark) if shouted else (self._over,)
        )
        if heading and self._two_places(element, text):
            return True
        return self._over(element, text, after) or any(test(element, text, after) for test in tests)

    def _lines(self, element: Element, after: Sequence[Element]) -> bool:
        """Marks and other lines in one paragraph, line by line; False when none is a mark."""
        lines = element.text.split("\n")
        parts = [replace(element, text=line, notes=element.notes if not n else ()) for n, line in enumerate(lines)]
        if not self.montage and not any(_any_mark(part.text) for part in parts):
            return False
        rest: list[str] = []
        for part in parts:
            if _any_mark(part.text) and part.text.strip():
                if rest:
                    self._plain(replace(element, text="\n".join(rest), notes=()))
                    rest = []
                if not self._mark(part, after):
                    rest.append(part.text)
            else:
                rest.append(part.text)
        if rest:
            self._plain(replace(element, text="\n".join(rest)))
        return True

    def _over(self, element: Element, text: str, after: Sequence[Element]) -> bool:
        if _INTERCUT_OVER.match(text):
            if self.now.intercut is None and not any(d.intercut for d in self.drafts[-2:]):
                self._gap(text, "no intercut began before it", "Write INTERCUT WITH: above it.", element.span)
            elif self.now.elements or self.now.intercut:
                heading = self.now.heading
                self._open(_copy(heading, element), copied=True)
            return True
        if _MEMORY_OVER.match(text):
            if not self.memory and not (self.now.memory or (self.drafts and self.drafts[-1].memory)):
                self._gap(text, "no flashback or dream began before it", "Write FLASHBACK: above it.", element.span)
                return True
            present = next((d for d in [self.now, *reversed(self.drafts)] if not d.memory), None)
            self.memory = ""
            self._open(_copy(present.heading if present else self.now.heading, element), copied=True)
            return True
        if _MONTAGE_OVER.match(text):
            if not self.montage:
                if text.upper().startswith("BACK TO"):
                    return False
                self._gap(text, "no montage began before it", "Write MONTAGE above it.", element.span)
                return True
            self.montage, self.item = "", False
            self._open(_copy(self.base, element), copied=True)
            return True
        return False

    def _intercut(self, element: Element, text: str, after: Sequence[Element]) -> bool:
        found = _INTERCUT.match(text)
        if not found:
            return False
        rest = re.sub(r"^(?:WITH|BETWEEN|TO|FROM|:|[-–—])+\s*", "", found["rest"].strip(" :-–—")).strip()
        call = bool(_CALL.search(rest))
        places = re.sub(_CALL, " ", rest)
        places = re.sub(r"^(?:BETWEEN|WITH)\s+", "", places.strip(" :-–—"))
        parts = [
            part.strip(" .:-–—()") for part in re.split(r"\s+(?:AND|&|WITH)\s+|\s*/\s*(?!EXT|INT)|\s*,\s*", places)
        ]
        names = tuple(part for part in parts if len(part) > 1)
        following = next((e for e in after if e.kind in (*_PLAYED, ElementKind.SCENE_HEADING) and e.text.strip()), None)
        onward = following is not None and following.kind is ElementKind.SCENE_HEADING
        onward = onward and not _INTERCUT.match(following.text if following is not None else "")
        self.now.intercut = IntercutMark(element.span, text, names, onward and not names, call)
        if onward and names and element.kind is not ElementKind.SCENE_HEADING:
            self.now.intercut = replace(self.now.intercut, onward=True)
        return True

    def _two_places(self, element: Element, text: str) -> bool:
        """ "INT. KITCHEN / INT. CAR - INTERCUT": two headings in one."""
        found = _AFTER.match(text)
        if not found:
            return False
        parts = [part.strip() for part in re.split(r"\s+/\s+|\s*/\s*(?=(?:INT|EXT)\b)|\s+AND\s+", found["places"])]
        if len(parts) < 2:
            self._gap(
                text, "an intercut of one place", "Name both places: INT. KITCHEN / INT. CAR - INTERCUT.", element.span
            )
            self._plain(replace(element, text=found["places"]))
            return True
        names = tuple(re.sub(r"^(?:INT|EXT|I/E)[./ ]+|\s+[-–—].*$", "", part) for part in parts)
        self.now.intercut = IntercutMark(element.span, text, names)
        return True

    def _memory_mark(self, element: Element, text: str, after: Sequence[Element]) -> bool:
        if element.kind is ElementKind.SCENE_HEADING and re.match(r"\s*(?:INT|EXT|I/E)\b", text):
            return False
        found = _MEMORY.match(text)
        if not found or text.rstrip().endswith("?"):
            return False
        self.memory = _kind(found["kind"])
        following = next((e for e in after if e.kind in (*_PLAYED, ElementKind.SCENE_HEADING) and e.text.strip()), None)
        if following is None or following.kind is not ElementKind.SCENE_HEADING:
            rest = found["rest"].strip()
            named = _named_heading(rest) if rest else None
            self._open(replace(element, kind=ElementKind.SCENE_HEADING, text=named, number=None) if named
                       else _copy(self.now.heading, element), copied=True)  # fmt: skip
        return True

    def _montage_mark(self, element: Element, text: str, after: Sequence[Element]) -> bool:
        found = _MONTAGE.match(text)
        if not found or (element.kind is ElementKind.SCENE_HEADING and re.match(r"\s*(?:INT|EXT|I/E)\b", text)):
            return False
        if self.now.heading is not None:
            self.base = self.now.heading
        self.montage = (found["rest"].strip(" :-–—()") or (found["name"] or "").strip() or "montage").lower()
        self.item = False
        return True

    # -- montages ----------------------------------------------------------------------

    def _moments(self, element: Element) -> None:
        """The items of a montage in one paragraph, each a scene of its own."""
        lines = [line for line in element.text.split("\n") if line.strip()]
        for n, line in enumerate(lines):
            found = _ITEM.match(line)
            text = found["text"].strip() if found else line.strip()
            placed = _PLACED.match(text)
            if found is None and self.item and n == 0 and placed is None:
                pass  # a paragraph is a moment, marked or not
            elif found is None and n and placed is None:
                last = self.now.elements[-1]
                self.now.elements[-1] = replace(last, text=f"{last.text} {text}")
                continue
            notes = element.notes if n == 0 else ()
            heading = placed["heading"].strip(" -–—:") if placed else None
            own = (
                replace(element, kind=ElementKind.SCENE_HEADING, text=heading, number=None, notes=())
                if heading
                else None
            )
            base = self.base
            self._open(own or _copy(base, element), copied=True)
            self.now.montage = self.montage
            self.now.elements.append(replace(element, text=placed["text"].strip() if placed else text, notes=notes))
            self.item = True

    def _gap(self, what: str, why: str, fix: str, span: Span) -> None:
        self.gaps.append(Gap("breakdown", what, why, fix, span))


def _any_mark(text: str) -> bool:
    line = " ".join(text.split())
    over = (_INTERCUT_OVER, _MEMORY_OVER, _MONTAGE_OVER)
    begun = (_INTERCUT, _MEMORY, _MONTAGE)
    return any(p.match(line) for p in over) or (line == line.upper() and any(p.match(line) for p in begun))


def _kind(word: str) -> str:
    low = word.lower()
    return "dream" if low.startswith("dream") else "flash-forward" if "forward" in low else "flashback"


def _named_heading(text: str) -> str | None:
    """A place named behind a mark ("FLASHBACK - ANNA'S ROOM")."""
    return text if re.match(r"(?:INT|EXT)\b", text) else None


def _copy(heading: Element | None, at: Element) -> Element | None:
    """The heading of a scene that goes on, or begins again, at `at`."""
    if heading is None:
        return None
    return replace(heading, span=at.span, number=None, notes=())
