"""All items of a dataset, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fairtake.errors import ScreenError
from fairtake.screen.item import Item, MediaKind, kind_by_name
from fairtake.screen.sources import lists, tars, warc
from fairtake.screen.sources.folders import beside_fields

__all__ = ["crawls", "walk"]

_TARS = (".tar", ".tar.gz", ".tgz")
_WARCS = (".warc", ".warc.gz")
_LISTS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


def walk(dataset: Path, out: Path) -> Iterator[Item]:
    """The items of `dataset` (a folder, or one file); what lies in `out` is left out, and so are hidden files. Links
    are not followed, and named as items that could not be judged. Raises ScreenError when there is no dataset."""
    if not dataset.exists():
        raise ScreenError("is not there", file=str(dataset), fix="Name a folder, a tar, a list or a WARC file.")
    found = _folder(dataset, "", out.resolve()) if dataset.is_dir() else _file(dataset, dataset.name, alone=True)
    yield from map(_writable, found)


def crawls(dataset: Path, out: Path) -> Iterator[tuple[Path, str]]:
    """The WARC files of a dataset, and those that lie beside a list, with their names."""
    root = dataset if dataset.is_dir() else dataset.parent
    if not dataset.is_dir() and dataset.name.casefold().endswith(_WARCS):
        yield dataset, dataset.name
        return
    if not dataset.is_dir() and not dataset.name.casefold().endswith(_LISTS):
        return
    avoided = out.resolve()
    for here, folders, names in os.walk(root):
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and (Path(here) / one).resolve() != avoided
        )
        for name in sorted(names):
            path = Path(here) / name
            if name.casefold().endswith(_WARCS) and not path.is_symlink():
                yield path, path.relative_to(root).as_posix()
        if not dataset.is_dir():
            return


def _folder(folder: Path, below: str, out: Path) -> Iterator[Item]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda one: one.name)
    except OSError as error:
        why = f"the folder cannot be read ({error.strerror})"
        yield Item(below or ".", MediaKind.OTHER, str(folder), failure=why)
        return
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith(".") and entry.name != ".well-known":
            continue
        if entry.is_symlink():
            yield Item(name, kind_by_name(entry.name), entry.path, failure="it is a link, and links are not followed")
        elif entry.is_dir():
            if Path(entry.path).resolve() != out:
                yield from _folder(Path(entry.path), f"{name}/", out)
        else:
            yield from _file(Path(entry.path), name)


def _file(path: Path, name: str, *, alone: bool = False) -> Iterator[Item]:
    lower = name.casefold()
    try:
        found = path.lstat()
    except OSError:
        return
    if not stat.S_ISREG(found.st_mode) and not alone:
        yield Item(name, kind_by_name(name), str(path), failure="it is not a file")
    elif lower.endswith(_TARS):
        yield from tars.items(path, name)
    elif lower.endswith(_WARCS):
        yield from warc.items(path, name)
    elif lower.endswith(_LISTS):
        yield from lists.items(path, name)
    else:
        kind = kind_by_name(name)
        if kind is not MediaKind.OTHER and (kind is not MediaKind.TEXT or alone):
            caption, url, fields = beside_fields(path)
            yield Item(
                name,
                kind,
                str(path),
                size=found.st_size,
                stamp=found.st_mtime_ns,
                url=url,
                caption=caption,
                fields=fields,
            )


def _writable(item: Item) -> Item:
    """The item with texts that UTF-8 can say: names and JSON may hold halves of letters."""
    try:
        "".join([item.id, item.url, item.caption, *(text for pair in item.fields for text in pair)]).encode()
    except UnicodeEncodeError:
        return replace(
            item,
            id=_plain(item.id),
            url=_plain(item.url),
            caption=_plain(item.caption),
            fields=tuple((_plain(name), _plain(value)) for name, value in item.fields),
        )
    return item


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
