"""Final Draft XML → its paragraphs in order, each with its text runs and its place.

The XML is read as a stream through defusedxml: entities cannot expand, nothing outside the
file is opened, and depth costs no stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from fairtake.errors import ScriptError

__all__ = ["Document", "Paragraph", "read_paragraphs"]

_RESAVE = "Open it in the program that wrote it and save or export it again."


@dataclass(slots=True)
class Paragraph:
    """One <Paragraph>. `role` says what it stands in: "" the script itself, "summary" of a
    scene, "note" on another paragraph (`parent`), or "aside" (a beat of an arc, a tag).
    `runs` are (text, style) pairs; `start` and `end` are character offsets of its text."""

    kind: str
    role: str
    start: int
    end: int
    line: int
    number: str = ""
    alignment: str = ""
    new_page: bool = False
    dual: int = 0
    parent: Paragraph | None = None
    runs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """All its text, styles left out."""
        return "".join(text for text, _ in self.runs).replace("\u2028", "\n")


@dataclass(slots=True)
class Document:
    """What a Final Draft file holds. `capitals` are the kinds of paragraph that are shown in
    capitals however they were typed; `notes` those kept apart from the script."""

    script: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    capitals: set[str] = field(default_factory=set)
    is_script: bool = False


def read_paragraphs(text: str, file: str) -> Document:
    """The paragraphs of a Final Draft document.

    Raises ScriptError, with the line, for XML that is cut off or malformed, that declares
    entities, or that is no Final Draft document.
    """
    data = text.encode()
    collector = _Collector(data)
    parser = DefusedXMLParser(target=collector, encoding="utf-8")
    collector.expat = parser.parser
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise ScriptError(
            "The file declares XML entities, which a screenplay never needs and which can be made to fill the memory",
            fix="Remove the <!DOCTYPE ...> part, or export the script again.",
            file=file,
            line=collector.expat.CurrentLineNumber,
        ) from error
    except ParseError as error:
        line = error.position[0]
        cut = "no element found" in str(error) or "unclosed" in str(error)
        what = "The Final Draft file is cut off here" if cut else f"The XML is broken here ({error})"
        raise ScriptError(what, fix=_RESAVE, file=file, line=line) from error
    if not collector.document.is_script:
        raise ScriptError(
            "This is XML, but not a Final Draft document (no <FinalDraft>)",
            fix="Export the script as .fdx or as Fountain.",
            file=file,
            line=1,
        )
    return collector.document


class _Collector:
    """The parser's target: follows the path of tags and keeps the paragraphs met."""

    def __init__(self, data: bytes) -> None:
        self.document = Document()
        self.expat: Any = None
        self._data = data
        self._path: list[str] = []
        self._open: list[Paragraph] = []
        self._styles: list[str] = []
        self._element_type = ""
        self._dual = 0
        self._byte = self._char = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if len(self._path) == 1:
            self.document.is_script = tag == "FinalDraft"
        elif tag == "Paragraph":
            self._paragraph(attributes)
        elif tag == "Text":
            self._styles.append(attributes.get("Style", ""))
            if self._open and not self._open[-1].runs:
                self._open[-1].start = self._position(self.expat.CurrentByteIndex)
                self._open[-1].line = self.expat.CurrentLineNumber
        elif tag == "DualDialogue":
            self._dual += 1
        elif tag == "ElementSettings":
            self._element_type = attributes.get("Type", "")
        elif tag == "FontSpec" and self._element_type and "AllCaps" in attributes.get("Style", ""):
            self.document.capitals.add(self._element_type)

    def data(self, text: str) -> None:
        if self._styles and self._open and self._path[-1] == "Text":
            runs = self._open[-1].runs
            if runs and runs[-1][1] == self._styles[-1]:
                runs[-1] = (runs[-1][0] + text, runs[-1][1])
            else:
                runs.append((text, self._styles[-1]))

    def end(self, tag: str) -> None:
        self._path.pop()
        if tag == "Text":
            self._styles.pop()
            if self._open:
                close = self._data.find(b">", self.expat.CurrentByteIndex)
                self._open[-1].end = self._position(close + 1)
        elif tag == "Paragraph" and self._open:
            self._open.pop()
        elif tag == "DualDialogue":
            self._dual -= 1
        elif tag == "ElementSettings":
            self._element_type = ""

    def close(self) -> None:
        """Nothing to build at the end."""

    def _paragraph(self, attributes: dict[str, str]) -> None:
        section = self._path[1]
        start = self._position(self.expat.CurrentByteIndex)
        paragraph = Paragraph(
            kind=attributes.get("Type", ""),
            role=self._role(),
            start=start,
            end=start,
            line=self.expat.CurrentLineNumber,
            number=attributes.get("Number", "").strip(),
            alignment=attributes.get("Alignment", ""),
            new_page=attributes.get("StartsNewPage", "") == "Yes",
            dual=self._dual,
            parent=self._open[-1] if self._open else None,
        )
        self._open.append(paragraph)
        if section == "Content":
            self.document.script.append(paragraph)
        elif section == "TitlePage" and "Content" in self._path:
            self.document.title.append(paragraph)
        elif section == "ScriptNotes":
            self.document.notes.append(paragraph)

    def _role(self) -> str:
        for tag in islice(reversed(self._path), 1, None):
            match tag:
                case "ScriptNote":
                    return "note"
                case "Summary":
                    return "summary"
                case "SceneProperties":
                    return "aside"
                case "Paragraph":
                    return ""
        return ""

    def _position(self, byte: int) -> int:
        """A byte offset as a character offset; asked for in rising order, so linear."""
        if byte >= self._byte:
            self._char += len(self._data[self._byte : byte].decode())
        else:
            self._char -= len(self._data[byte : self._byte].decode())
        self._byte = byte
        return self._char
