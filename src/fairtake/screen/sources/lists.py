"""Lists of addresses and captions (as LAION gives them): CSV, TSV, JSON lines, Parquet. Nothing is downloaded."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairtake.errors import ScreenError
from fairtake.screen.item import Item, MediaKind, Packing, kind_by_name
from fairtake.screen.sources.folders import rights_fields

__all__ = ["items"]

_LONGEST_LINE = 2**20
_BATCH = 1024
_COLUMNS = frozenset(
    [
        "url",
        "image_url",
        "caption",
        "text",
        "alt",
        "title",
        "top_caption",
        "license",
        "licence",
        "license_url",
        "licence_url",
        "rights",
        "copyright",
        "content_usage",
        "content-usage",
        "x_robots_tag",
        "x-robots-tag",
        "tdm_reservation",
        "tdm-reservation",
        "link",
        "headers",
    ]
)


def items(path: Path, name: str) -> Iterator[Item]:
    """The rows of a list that name an address, numbered from 1. What cannot be read is one item that says so."""
    lower = name.casefold()
    try:
        rows = _parquet(path) if lower.endswith(".parquet") else _lines(path) if "json" in lower else _csv(path, lower)
        for number, row in rows:
            where = f"{name}#{number}"
            if isinstance(row, str):
                yield Item(where, MediaKind.OTHER, str(path), Packing.ABSENT, failure=row)
                continue
            caption, url, fields = rights_fields(row)
            if not url:
                yield Item(where, MediaKind.OTHER, str(path), Packing.ABSENT, failure="the row names no address")
                continue
            kind = kind_by_name(url.partition("?")[0].partition("#")[0])
            kind = MediaKind.IMAGE if kind is MediaKind.OTHER else kind
            yield Item(where, kind, str(path), Packing.ABSENT, url=url, caption=caption, fields=fields)
    except (OSError, ValueError, csv.Error) as error:
        why = f"the list cannot be read on ({str(error)[:120]})"
        yield Item(f"{name}#", MediaKind.OTHER, str(path), Packing.ABSENT, failure=why)


def _csv(path: Path, name: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    csv.field_size_limit(_LONGEST_LINE)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(_short(file), delimiter="\t" if name.endswith(".tsv") else ",")
        for number, row in enumerate(reader, 1):
            yield number, {key: value for key, value in row.items() if key is not None}


def _short(file: Any) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        yield line.replace("\0", "")


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield number, "the line is longer than 1 MB"
                continue
            if not line.strip():
                continue
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            yield number, said if isinstance(said, dict) else "the line is no JSON object"


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ScreenError(
            "Parquet needs pyarrow", file=str(path), fix='Install it: pip install "fairtake[screen]".'
        ) from error
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            wanted = [name for name in file.schema_arrow.names if name.casefold() in _COLUMNS]
            if not wanted:
                raise ValueError("it has no column of addresses")
            number = 0
            for batch in file.iter_batches(_BATCH, columns=wanted, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pyarrow.ArrowException as error:
        raise ValueError(str(error)) from error
