"""The languages eSpeak NG speaks, read from the files of its lang folder.

A language name such as "en-gb-x-rp" or "fr" goes in, the voice file that speaks it comes out.
Files are asked for by path ("gmw/en-GB-x-rp") because some names are declared twice and
`espeak_SetVoiceByName` then knows neither ("en-gb").
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import espeakng_loader

from fairtake.errors import VoiceError

__all__ = ["LanguageFile", "data_folder", "find_language", "languages", "library_file"]

_REGULAR = {
    # What people write, where the files say something narrower or declare no such name.
    "en": "en-us",
    "en-uk": "en-gb",
    "en-au": "en-gb-x-rp",
    "en-ie": "en-gb-scotland",
    "en-nz": "en-gb-x-rp",
    "fr": "fr-fr",
    "es-mx": "es-419",
    "es-ar": "es-419",
    "zh": "cmn",
    "zh-cn": "cmn",
    "zh-tw": "cmn",
    "no": "nb",
    "fil": "tl",
}


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """A voice file: its `code` ("fr-fr"), its `name` ("French (France)"), where it lies below
    lang/ (`path`), and all the `codes` it answers to."""

    code: str
    name: str
    path: str
    codes: tuple[str, ...]


def library_file() -> str:
    """The eSpeak NG shared library. Raises VoiceError when it is not installed."""
    path = str(espeakng_loader.get_library_path())
    if not Path(path).is_file():
        raise VoiceError(
            f"eSpeak NG's library is missing ({path})", fix="pip install --force-reinstall espeakng-loader"
        )
    return path


def data_folder() -> str:
    """eSpeak NG's data folder. Raises VoiceError when it is not installed."""
    try:
        return str(espeakng_loader.get_data_path())
    except (OSError, RuntimeError) as error:
        raise VoiceError("eSpeak NG's data is missing", fix="pip install --force-reinstall espeakng-loader") from error


def languages() -> Mapping[str, str]:
    """Every language a voice can speak: code ("fr-fr") to name ("French (France)")."""
    return MappingProxyType({file.code: file.name for file in _files()})


def find_language(name: str) -> LanguageFile:
    """The voice file for a language, by code or by English name, in any case; "en_US",
    "fr-CA" and the like fall back to the language as BCP 47 lookup does. Raises VoiceError
    that names the nearest languages."""
    wanted = name.strip().replace("_", "-").casefold()
    by_code = _by_code()
    parts = wanted.split("-")
    for length in range(len(parts), 0, -1):
        prefix = "-".join(parts[:length])
        for code in (_REGULAR.get(prefix, prefix), prefix):
            if code in by_code:
                return by_code[code]
    for file in _files():
        if wanted and wanted in (file.name.casefold(), file.name.casefold().split(" (")[0]):
            return file
    raise VoiceError(f"no voice speaks the language {name!r}", fix=f"Did you mean {_nearest(wanted)}?")


def _nearest(wanted: str) -> str:
    names: dict[str, LanguageFile] = {}
    for file in _files():
        plain = file.name.casefold()
        names |= dict.fromkeys(file.codes, file) | {plain: file}
        names.setdefault(plain.split(" (")[0], find_language(file.codes[-1]))
    close = [names[match] for match in difflib.get_close_matches(wanted, names, n=6, cutoff=0.3)]
    close = close or [find_language("en"), find_language("fr"), find_language("es")]
    shown = [f"{file.code} ({file.name})" for file in dict.fromkeys(close)][:3]
    return ", ".join(shown[:-1]) + (" or " if len(shown) > 1 else "") + shown[-1]


@cache
def _by_code() -> Mapping[str, LanguageFile]:
    """Files by code; a file's first code wins over another's further one."""
    found: dict[str, LanguageFile] = {}
    for file in _files():
        for code in file.codes[1:]:
            found.setdefault(code, file)
    for file in reversed(_files()):
        found[file.code] = file
    return found


@cache
def _files() -> tuple[LanguageFile, ...]:
    root = Path(data_folder()) / "lang"
    files = []
    for path in sorted(root.rglob("*")):
        if not path.is_file():
            continue
        name, codes = "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, value = line.split("//")[0].partition(" ")
            if key == "name":
                name = value.strip()
            elif key == "language" and value.split():
                codes.append(value.split()[0].casefold())
        if codes:
            files.append(LanguageFile(codes[0], name or codes[0], path.relative_to(root).as_posix(), tuple(codes)))
    return tuple(sorted(files, key=lambda file: file.code))
