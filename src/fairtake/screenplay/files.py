"""A script file of any supported kind → Screenplay, or one clear error.

The suffix is a hint; the content decides.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from fairtake.errors import ScriptError
from fairtake.model.screenplay import ElementKind, Screenplay
from fairtake.screenplay.fdx import parse_fdx
from fairtake.screenplay.fountain import is_tight, parse_fountain
from fairtake.screenplay.prose import from_prose

__all__ = ["LARGEST_FILE", "read_screenplay"]

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. The longest feature scripts are below one megabyte."""

_SAVE_AS_TEXT = "Export the script as Fountain (.fountain, plain text) or Final Draft (.fdx)."

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zipped document (Word, Pages, Highland, Fade In)"),
    (b"{\\rtf", "a rich-text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_screenplay(path: Path) -> Screenplay:
    """Read .fountain, .spmd, .txt or .fdx; a plain paragraph becomes a one-scene screenplay.

    Text may be UTF-8 or, with a byte-order mark, UTF-16 or UTF-32. Raises ScriptError, with
    the file, the line where there is one and the fix, for a path that cannot be read and for
    a file that is empty, binary, of another format, or without anything to film.
    """
    file = path.name
    data = _bytes(path)
    if _is_fdx(path, data):
        return parse_fdx(data, file)
    text = _text(data, file)
    screenplay = parse_fountain(text, file)
    if is_tight(screenplay):
        screenplay = parse_fountain(text, file, tight=True)
    kinds = {element.kind for element in screenplay.elements}
    if not kinds - {ElementKind.NOTE, ElementKind.BONEYARD, ElementKind.SECTION, ElementKind.SYNOPSIS}:
        raise ScriptError(
            "The file holds nothing to film" + (", only a title page" if screenplay.title_page else ""),
            fix="Write a scene: a heading such as INT. KITCHEN - DAY, an empty line, and what happens.",
            file=file,
        )
    if kinds <= {ElementKind.ACTION, ElementKind.NOTE, ElementKind.BONEYARD} or _runs_on(screenplay):
        written = any(element.forced or _LISTED.search(element.text) for element in screenplay.elements)
        return screenplay if written else from_prose(text, file)
    return screenplay


_LISTED = re.compile(r"^\s*(?:[-*•–—]+|\(?\w{1,2}[.)])\s*(?:INT|EXT|EST|I/E)\b", re.MULTILINE)
"""A heading in an item of a list: a film that is one montage is a screenplay too."""


def _runs_on(screenplay: Screenplay) -> bool:
    """A single paragraph that begins with a heading: "INT. KITCHEN - NIGHT. Anna waits."."""
    first = screenplay.elements[0]
    written = first.text[5:]
    return (
        len(screenplay.elements) == 1
        and first.kind is ElementKind.SCENE_HEADING
        and ". " in written
        and not written.isupper()
    )


def _bytes(path: Path) -> bytes:
    file = str(path)
    try:
        if path.is_dir():
            raise ScriptError("This is a folder, not a script", fix="Name a .fountain or .fdx file.", file=file)
        if not path.exists():
            raise ScriptError("There is no such file", fix="Check the name and the folder.", file=file)
        if not path.is_file():
            raise ScriptError("This is not a regular file", fix="Name a .fountain or .fdx file.", file=file)
        if path.stat().st_size > LARGEST_FILE:
            raise ScriptError(f"The file is larger than {LARGEST_FILE >> 20} MB", fix=_SAVE_AS_TEXT, file=file)
        data = path.read_bytes()
    except PermissionError as error:
        raise ScriptError(
            "The file may not be read (no permission)",
            fix="Give yourself permission to read it and its folder.",
            file=file,
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScriptError(
            f"The file cannot be read ({reason})", fix="Copy it to another place and try again.", file=file
        ) from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise ScriptError(
            "The file is empty",
            fix="Write a scene: a heading such as INT. KITCHEN - DAY, an empty line, and what happens.",
            file=path.name,
        )
    return data


def _is_fdx(path: Path, data: bytes) -> bool:
    if path.suffix.casefold() == ".fdx" and not data.startswith(tuple(magic for magic, _ in _MAGIC)):
        return True
    head = data[:2000].replace(b"\x00", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"<?xml", b"<FinalDraft"))


def _text(data: bytes, file: str) -> str:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ScriptError(f"This is {name}, not a script in plain text", fix=_SAVE_AS_TEXT, file=file)
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(data, error.start, file, encoding) from error
    if "\x00" in text:
        raise _not_text(data, data.find(b"\x00"), file, encoding)
    return text


def _not_text(data: bytes, at: int, file: str, encoding: str) -> ScriptError:
    """Tell a binary file from text in an encoding that cannot be known."""
    line = data.count(b"\n", 0, at) + 1
    sample = data[:4096]
    zeros = sample.count(0)
    if encoding == "utf-8" and zeros and abs(2 * zeros - len(sample)) < len(sample) // 4:
        return ScriptError(
            "The text seems to be UTF-16, but does not say so (no byte-order mark)", fix="Save it as UTF-8.", file=file
        )
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in sample)
    if zeros or controls > len(sample) // 50:
        return ScriptError("This is a binary file, not a script in plain text", fix=_SAVE_AS_TEXT, file=file)
    return ScriptError(
        f"The text is not {encoding.removesuffix('-sig').upper()} (byte {at} is 0x{data[at]:02x})",
        fix="Save the script as UTF-8: letters beyond A-Z would be guessed otherwise.",
        file=file,
        line=line,
    )
