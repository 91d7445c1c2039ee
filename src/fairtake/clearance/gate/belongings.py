"""What else is read with a file: a voice's settings, a model's buffers, pictures and layers.

All of it must be covered like the file itself, for what is not copied beside it cannot be read.
"""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from fairtake.clearance.gate.taking import NotTakenError, opened
from fairtake.model.clearance import ReferenceKind

__all__ = ["belongings"]

_MODELS = frozenset({ReferenceKind.CHARACTER, ReferenceKind.PLACE})
_LARGEST = 16 * 2**20
_MOST = 500
_NAMED = re.compile(rb"@+([^@\r\n]{1,400})@")
_LAYERS = (".usd", ".usda", ".usdc")
_BESIDE = (".png", ".jpg", ".jpeg", ".webp", *_LAYERS)


def belongings(root: Path, relative: str, kind: ReferenceKind) -> tuple[list[str], bool]:
    """The other files that are read with a reference, inside the film's folder, by path; and whether all of them
    are needed (a layered USD file does not tell: then they are those beside it that it may name). Raises NotTakenError."""
    suffix = PurePosixPath(relative).suffix.casefold()
    if kind is ReferenceKind.VOICE:
        return ([f"{relative}.json"] if suffix == ".onnx" and (root / f"{relative}.json").exists() else []), True
    if kind not in _MODELS:
        return [], True
    head = _text(root, relative, 20)
    if suffix in _LAYERS or head.startswith((b"PXR-USDC", b"#usda")):
        if head.startswith(b"#usda"):
            return _followed(root, relative, _text(root, relative)), True
        return _near(root, relative), False
    if head.startswith(b"glTF"):  # one file, which may name others all the same
        size = min(int.from_bytes(head[12:16], "little"), _LARGEST)
        return _beside(relative, _uris(_text(root, relative, 20 + size)[20:])), True
    return (_beside(relative, _uris(_text(root, relative))) if suffix != ".usdz" else []), True


def _text(root: Path, relative: str, most: int = _LARGEST) -> bytes:
    with opened(root, relative) as source:
        return source.read(most) or b""


def _uris(text: bytes) -> list[str]:
    try:
        found = json.loads(text)
        entries = [*found.get("buffers", ()), *found.get("images", ())]
        uris = [str(one["uri"]) for one in entries if "uri" in one]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []  # not glTF: whoever reads it will say so
    return [unquote(uri) for uri in uris if not uri.startswith("data:")][:_MOST]


def _followed(root: Path, relative: str, text: bytes) -> list[str]:
    """What a USD text names, and what the texts it names name."""
    found: list[str] = []
    waiting = [(relative, text)]
    while waiting and len(found) < _MOST:
        where, words = waiting.pop()
        named = [one.decode("utf-8", "replace").split("[", 1)[0] for one in _NAMED.findall(words)]
        for one in _beside(where, named):
            if one in found or one == relative:
                continue
            found.append(one)
            if PurePosixPath(one).suffix.casefold() in _LAYERS and (root / one).is_file():
                waiting.append((one, _text(root, one)))
    return found


def _beside(relative: str, named: list[str]) -> list[str]:
    """Names in a file as paths in the film's folder. Raises NotTakenError for what points out of the file's own
    folder."""
    folder = PurePosixPath(relative).parent
    found = []
    for name in filter(None, named):
        path = PurePosixPath(name)
        if "://" in name or path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
            what = f"it wants {name[:80]!r}, which is not in its folder"
            raise NotTakenError(what, "Export it as one file (.glb, .usdz), or put all of it into one folder.")
        found.append(str(folder / path))
    return list(dict.fromkeys(found))


def _near(root: Path, relative: str) -> list[str]:
    """What may belong to a model that does not tell: pictures and layers in its folder and the folders in it."""
    place = root / PurePosixPath(relative).parent
    try:
        folders = [place, *sorted(one for one in place.iterdir() if one.is_dir() and not one.is_symlink())]
        near = [one for folder in folders for one in sorted(folder.iterdir()) if one.suffix.casefold() in _BESIDE]
    except OSError as error:
        raise NotTakenError(
            f"{relative}'s folder cannot be read: {error.strerror or error}", "Change its rights."
        ) from error
    paths = [one.relative_to(root).as_posix() for one in near if not one.is_symlink() and one.is_file()]
    return [one for one in paths if one != PurePosixPath(relative).as_posix()][:_MOST]
