"""WebDataset tars: members that share a name up to the first dot belong together."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from fairtake.screen.item import Item, MediaKind, Packing, kind_by_name
from fairtake.screen.sources.folders import from_json

__all__ = ["items"]

_LARGEST_HELD = 64 * 2**20
_LARGEST_SIDE = 2**20


def items(path: Path, name: str) -> Iterator[Item]:
    """The media in a tar. Members with names that lead out of it, links and devices are named as not judged; a tar that
    breaks off says so in one item at its end."""
    compressed = not name.casefold().endswith(".tar")
    count = 0
    try:
        with tarfile.open(path, "r|gz" if compressed else "r:") as tar:
            group: list[Item] = []
            key, caption, url = "", "", ""
            fields: tuple[tuple[str, str], ...] = ()
            while (member := tar.next()) is not None:
                count += 1
                vars(tar)["members"].clear()  # it remembers every member otherwise
                if member.isdir():
                    continue
                mine = _key(member.name)
                if mine != key:
                    yield from _told(group, caption, url, fields)
                    group, key, caption, url, fields = [], mine, "", "", ()
                kind = kind_by_name(member.name)
                side = member.name.rpartition(".")[2].casefold()
                problem = _problem(member)
                if problem:
                    group.append(
                        Item(f"{name}!{_shown(member.name)}", kind, str(path), Packing.ABSENT, failure=problem)
                    )
                elif kind is not MediaKind.OTHER:
                    group.append(_item(tar, member, path, name, kind, compressed))
                elif side in ("txt", "caption", "json") and member.size <= _LARGEST_SIDE:
                    file = tar.extractfile(member)
                    data = file.read() if file else b""
                    if side == "json":
                        said, url, fields = from_json(data)
                        caption = caption or said
                    else:
                        caption = data.decode("utf-8", "replace")[:2000].strip()
            yield from _told(group, caption, url, fields)
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error) as error:
        why = f"the tar cannot be read on after {count} members ({str(error)[:100]})"
        yield Item(f"{name}!", MediaKind.OTHER, str(path), Packing.ABSENT, failure=why)


def _item(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path, name: str, kind: MediaKind, held: bool) -> Item:
    id_ = f"{name}!{member.name}"
    if not held:
        return Item(id_, kind, str(path), Packing.PART, member.offset_data, member.size)
    if member.size > _LARGEST_HELD:
        return Item(
            id_,
            kind,
            str(path),
            Packing.ABSENT,
            size=member.size,
            failure="it is larger than 64 MB in a compressed tar",
        )
    file = tar.extractfile(member)
    return Item(id_, kind, str(path), Packing.HELD, size=member.size, data=file.read() if file else b"")


def _told(group: list[Item], caption: str, url: str, fields: tuple[tuple[str, str], ...]) -> Iterator[Item]:
    for one in group:
        yield replace(one, caption=caption, url=url, fields=fields)


def _key(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/{path.name.partition('.')[0]}"


def _problem(member: tarfile.TarInfo) -> str:
    if member.islnk() or member.issym():
        return "it is a link in a tar"
    if not member.isfile():
        return "it is no file"
    if member.issparse():
        return "it is a sparse file in a tar"
    parts = PurePosixPath(member.name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        return "its name leads out of the tar"
    return ""


def _shown(name: str) -> str:
    return name[:500]
