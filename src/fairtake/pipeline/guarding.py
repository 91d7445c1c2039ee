"""Before you post: every file is looked through, and a safe copy of it made that says that nobody may train on it.

Composed here: the strippers of `guard`, Content Credentials, and the reader of opt-outs that the gate uses, which has
to find in each copy what was declared. What was done is kept in home()/guard, for a run that was broken off goes on
where it was; never in the folder of safe copies, for it tells what the originals gave away.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fairtake.clearance.gate.optouts import read_optouts
from fairtake.errors import FairtakeError, GuardError
from fairtake.guard import PACKET, Done, Examined, Finding, Format, Kind, confirm, make_safe
from fairtake.guard.hints import Dated, look, pairs, told_in
from fairtake.pipeline.declaring import declare, takes_credentials
from fairtake.pipeline.guard_notes import Notes
from fairtake.pipeline.guarding_mark import mark_copy, register
from fairtake.ports import Progress

__all__ = ["FOLDER", "Guarded", "Source", "guard_file", "guard_files", "sources", "with_pairs"]

FOLDER = "do-not-train"
"""The folder of safe copies has one of this name, with what a site says to machines."""
_PART = ".part-"
_SIDECARS = frozenset({Format.FLAC, Format.WEBM})
"""Formats with no place for XMP: it lies beside them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be guarded, and its `name` (with folders) among the safe copies."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Guarded:
    """What came of a file: its `copy` (None when none could be made, and then `error` says why), what was found, and in
    which vocabularies the copy is `declared` not to be trained on."""

    file: Path
    name: str
    copy: Path | None
    format: str = ""
    findings: tuple[Finding, ...] = ()
    declared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""

    def as_data(self) -> dict[str, Any]:
        """The same for other programs: a file of schema fairtake.Guard.1 (docs/guard.md)."""
        return {
            "file": str(self.file),
            "name": self.name,
            "copy": None if self.copy is None else str(self.copy),
            "format": self.format,
            "findings": [
                {"kind": str(one.kind), "where": one.where, "what": one.what, "done": str(one.done)}
                for one in self.findings
            ],
            "declared": list(self.declared),
            "notes": list(self.notes),
            "error": self.error,
        }


def sources(paths: Iterable[Path], out: Path) -> list[Source]:
    """The files of `paths` (files and folders) in order, by the names their copies get. Hidden files, links in folders
    and what lies in `out` are left out. Raises GuardError when two copies would have one name, or a copy its original's."""
    found: dict[str, Path] = {}
    safe = out.resolve()
    for path in paths:
        for file, name in _within(path, safe):
            before = found.setdefault(name, file)
            if before.resolve() != file.resolve():
                raise GuardError(
                    f"{before} and {file} would both become {name}",
                    fix="Guard them in two runs, with two --out folders.",
                )
            if (safe / name).resolve() == file.resolve():
                raise GuardError("would be written over", file=str(file), fix="Name another folder with --out.")
    return [Source(path, name) for name, path in sorted(found.items())]


def _within(path: Path, safe: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, path.name
        return
    for folder, folders, names in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and (here / one).resolve() != safe)
        for name in sorted(names):
            file = here / name
            if not name.startswith(".") and not file.is_symlink():
                yield file, file.relative_to(path).as_posix()


def guard_files(
    files: Sequence[Source], out: Path, progress: Progress | None = None, *, mark: bool = False
) -> Iterator[Guarded]:
    """Look through `files` and write their safe copies below `out`, one after the other; what was done before, and is
    still there, is not done again. `mark` lays a keyed watermark into pictures. Raises GuardError when `out` cannot be written to."""
    _prepare(out)
    notes = Notes(out, marked=mark)
    if progress is not None:
        progress.begin("guard", len(files))
    for source in files:
        result = notes.known(source)
        if result is None:
            result = guard_file(source, out, mark=mark)
            notes.keep(source, result)
        if progress is not None:
            progress.advance()
        yield result
    if progress is not None:
        progress.end(f"{len(files)} files")


def guard_file(source: Source, out: Path, *, mark: bool = False) -> Guarded:
    """Look through a file and write its safe copy below `out`. A file nothing can be made of is no error: its
    Guarded says so, and has no copy."""
    target = out / source.name
    bare, signed = (target.with_name(f"{_PART}{number}-{target.name}") for number in (1, 2))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        examined = make_safe(source.path, bare)
        laid: int | str = mark_copy(bare, signed, examined.format) if mark else ""
        examined, declared = _declared(examined, bare, signed)
        bare.replace(target)
        if laid:
            said = laid if isinstance(laid, str) else register(laid, target, source.name)
            examined = replace(examined, notes=(*examined.notes, said))
        if examined.format in _SIDECARS:
            target.with_name(f"{target.name}.xmp").write_bytes(PACKET)
    except FairtakeError as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        why = error.what
        found = (Finding(Kind.UNREAD, "file", why, Done.NO_COPY), *told_in(Path(source.name).stem, "name"))
        return Guarded(source.path, source.name, None, findings=found, error=str(error))
    except OSError as error:
        raise GuardError(
            f"cannot be written ({error.strerror or error})",
            file=str(target),
            fix="See that there is room, and that it may be written to.",
        ) from error
    finally:
        for part in (bare, signed):
            with suppress(OSError):
                part.unlink(missing_ok=True)
    hints = look(source.path, source.name, examined.format, examined.findings)
    findings = tuple(dict.fromkeys((*examined.findings, *hints)))
    return Guarded(source.path, source.name, target, str(examined.format), findings, declared, examined.notes)


def with_pairs(results: Sequence[Guarded]) -> list[Guarded]:
    """The same, and told of each file which other shows, by name and date, the same years before or after."""
    beside: dict[str, list[Finding]] = {}
    for one, other, why in pairs(Dated(result.name, _year(result)) for result in results):
        for name, partner in ((one, other), (other, one)):
            beside.setdefault(name, []).append(Finding(Kind.PAIR, "folder", f"with {partner}: {why}", Done.KEPT))
    return [replace(one, findings=(*one.findings, *beside[one.name])) if one.name in beside else one for one in results]


_TAKEN = re.compile(
    r"(?:taken|made|made on|recorded on|recorded|DateTimeOriginal|CreateDate)\D{0,8}((?:19|20)\d\d)[:-]"
)


def _year(result: Guarded) -> int:
    years = [match[1] for one in result.findings if one.kind is Kind.TIME and (match := _TAKEN.match(one.what))]
    return int(years[0]) if years else 0


def _declared(examined: Examined, bare: Path, signed: Path) -> tuple[Examined, tuple[str, ...]]:
    """Declare in `bare` that nobody may train on it; in which vocabularies another reader finds that said."""
    notes = list(examined.notes)
    try:
        if not takes_credentials(examined.format):
            raise GuardError("its format has no place for them")
        declare(bare, signed, examined.format)
        confirm(signed, bare)  # nothing came back in, and it is the same picture or sound
        signed.replace(bare)
    except GuardError as error:  # the copy is safe without them, and says the rest
        notes.append(f"it has no Content Credentials: {error.what}")
    found = read_optouts(bare)
    if found.tampered:
        raise GuardError(f"could not be declared: {found.tampered}", fix="Please report this as a defect.")
    said = {one.signal for one in found.optouts}
    if examined.format in _SIDECARS:
        said |= {"plus:DataMining", "TDMRep", "AIPREF", "RSL"}
        notes.append("it has no place for XMP: what that says lies beside it, in NAME.xmp")
    return replace(examined, notes=tuple(notes)), tuple(sorted(said))


def _prepare(out: Path) -> None:
    """Make `out`, with what a site says to machines in it; take away what a run that was broken off left."""
    try:
        folder = out / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in SITE.items():
            (folder / name).write_text(text, encoding="utf-8")
        for left in out.rglob(f"{_PART}[12]-*"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise GuardError(
            f"cannot be written to ({error.strerror or error})", file=str(out), fix="Name another folder with --out."
        ) from error


_AGENTS = (
    "GPTBot", "ClaudeBot", "anthropic-ai", "Google-Extended", "Applebot-Extended", "CCBot", "Bytespider", "Amazonbot",
    "meta-externalagent", "FacebookBot", "cohere-training-data-crawler", "Diffbot", "omgili", "PanguBot", "img2dataset",
    "AI2Bot", "DeepSeekBot", "xAI-Bot",
)  # fmt: skip
_LICENCE = """<?xml version="1.0" encoding="utf-8"?>
<rsl xmlns="https://rslstandard.org/rsl">
  <content url="/">
    <license>
      <prohibits type="usage">ai-all</prohibits>
    </license>
  </content>
</rsl>
"""
SITE = {
    "robots.txt": "License: /license.xml\n\nUser-agent: *\nContent-Usage: train-ai=n\nAllow: /\n\n"
    + "".join(f"User-agent: {one}\n" for one in _AGENTS)
    + "Disallow: /\n",
    "license.xml": _LICENCE,
    "headers.txt": "Content-Usage: train-ai=n\nX-Robots-Tag: noai, noimageai\ntdm-reservation: 1\n"
    'Link: </license.xml>; rel="license"; type="application/rsl+xml"\n',
    "tdmrep.json": json.dumps([{"location": "/", "tdm-reservation": 1}], indent=2) + "\n",
    "head.html": '<meta name="robots" content="noai, noimageai">\n<meta name="tdm-reservation" content="1">\n'
    '<link rel="license" type="application/rsl+xml" href="/license.xml">\n',
}
"""For a site of one's own: robots.txt and license.xml go to its root, tdmrep.json to /.well-known/, the rest to
the server's settings and the pages' heads."""
