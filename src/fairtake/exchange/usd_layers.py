"""What a USD file is made of: its layers, all of them in its own folder, before any is composed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pxr import Ar, Sdf

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import MOST_BYTES, broken, too_large

__all__ = ["asset_bytes", "check_layers"]

_MOST_LAYERS = 200


def check_layers(path: Path) -> None:
    """Follow every layer a file is composed of. Raises ProjectError for what is too large,
    compressed, or not in its folder."""
    if path.stat().st_size > MOST_BYTES:
        raise too_large(path, f"{path.stat().st_size / 2**20:.0f} MB")
    if zipfile.is_zipfile(path):
        _check_archive(path)
    waiting, seen, total = [str(path.resolve())], set(), 0
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if len(seen) > _MOST_LAYERS:
            raise too_large(path, f"more than {_MOST_LAYERS} files")
        file = Path(name.split("[", 1)[0])
        total += file.stat().st_size if "[" not in name else 0
        if total > MOST_BYTES:
            raise too_large(path, f"{total / 2**20:.0f} MB in all its files")
        layer = Sdf.Layer.FindOrOpen(name)
        if layer is None:
            raise broken(path, "it is damaged, or not USD at all")
        waiting += [_inside(path, layer, asset) for asset in layer.GetCompositionAssetDependencies() if asset]


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > 2000 or size > MOST_BYTES:
            raise too_large(path, f"{len(entries)} files of {size / 2**20:.0f} MB, unpacked")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            raise ProjectError(
                "the model's archive is compressed, which USDZ never is",
                file=str(path),
                fix="Make it anew with usdzip, or bring the .usdc in it.",
            )


def _inside(path: Path, layer: Sdf.Layer, asset: str) -> str:
    """The full name of what a layer names. Raises ProjectError when it is not in the folder."""
    outside = ProjectError(
        f"the model wants {asset[:80]!r}, which is not in its folder",
        file=str(path),
        fix="Flatten it into one file (usdcat --flatten), or make a .usdz of it.",
    )
    if "://" in asset:
        raise outside
    found = str(layer.ComputeAbsolutePath(asset))
    if not found.startswith("/"):
        found = str(Path(layer.realPath).parent / asset)
    file = Path(found.split("[", 1)[0])
    if not file.resolve().is_relative_to(path.parent.resolve()):
        raise outside
    if not file.is_file():
        raise ProjectError(
            f"the model wants {asset[:80]!r}, which is not there",
            file=str(path),
            fix="Put it beside the model, or flatten it into one file (usdcat --flatten).",
        )
    return found


def asset_bytes(path: Path, asset: Sdf.AssetPath, layer: Sdf.Layer) -> bytes:
    """The bytes of a picture a file names. Raises ProjectError when it is not in the folder."""
    name = _inside(path, layer, asset.path) if not asset.resolvedPath else asset.resolvedPath
    if not Path(name.split("[", 1)[0]).resolve().is_relative_to(path.parent.resolve()):
        _inside(path, layer, asset.path)
        raise broken(path, "a picture in it is not in its folder")
    opened = Ar.GetResolver().OpenAsset(Ar.ResolvedPath(name))
    if opened is None:
        raise broken(path, f"its picture {asset.path[:80]!r} cannot be opened")
    if opened.GetSize() > MOST_BYTES:
        raise too_large(path, f"a picture of {opened.GetSize() / 2**20:.0f} MB")
    return bytes(opened.GetBuffer())
