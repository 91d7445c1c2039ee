"""Parts of a storyboard bound into one PDF, without holding it in memory."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf

__all__ = ["bind"]


def bind(parts: Sequence[Path], outline: Sequence[tuple[str, int]], title: str, author: str, path: Path) -> None:
    """Join PDF files, in order, into one at `path`, with bookmarks (text, page from 0).

    Pictures are copied from file to file; only the pages' small objects are held. The same
    parts give the same bytes.
    """
    with ExitStack() as open_files:
        book = open_files.enter_context(pikepdf.new())
        for part in parts:
            book.pages.extend(open_files.enter_context(pikepdf.open(part)).pages)
        book.docinfo["/Title"] = f"{title}: storyboard"
        if author:
            book.docinfo["/Author"] = author
        book.docinfo["/Creator"] = "Fairtake"
        with book.open_outline() as bookmarks:
            bookmarks.root.extend(pikepdf.OutlineItem(text, page) for text, page in outline)
        book.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
