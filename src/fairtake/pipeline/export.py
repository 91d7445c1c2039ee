"""The staged film for other programs: every scene as GLB and USD, with its cameras."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

from fairtake import __version__, exchange
from fairtake.errors import ProjectError
from fairtake.model.clearance import ReferenceKind
from fairtake.model.figure import FACE_NEUTRAL
from fairtake.model.film import FilmSettings
from fairtake.model.mesh import Stuff
from fairtake.model.performance import Assets
from fairtake.model.span import Gap
from fairtake.pipeline import farm
from fairtake.pipeline.casting import brought_models
from fairtake.pipeline.consent import lent_to
from fairtake.pipeline.planning import planned
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.storyboard import scene_performance
from fairtake.pipeline.work import StagedScene, Work
from fairtake.ports import Progress
from fairtake.project import file_name
from fairtake.rendering.face import FacePainter
from fairtake.store import replace_file

__all__ = ["Exported", "Format", "export_film", "format_named"]

_FACE = 512
"""Pixels of a drawn face's side."""


_MADE_WITH = f"Fairtake {__version__}"


class Format(StrEnum):
    """What to export to."""

    GLB = "glb"
    USD = "usd"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a run wrote: `files` in the film's order, all in `folder`."""

    title: str
    folder: Path
    files: tuple[Path, ...]
    scenes: int
    shots: int
    gaps: tuple[Gap, ...]
    bytes: int


def format_named(name: str) -> Format:
    """The format of that name. Raises ProjectError."""
    try:
        return Format(name.strip().casefold())
    except ValueError:
        raise ProjectError(f"{name!r} is not a format to export to", fix="Write --to glb, usd or both.") from None


def export_film(
    settings: FilmSettings,
    to: Format = Format.BOTH,
    scene: str | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write export/scene-<number>.glb and .usdc in `out` (default out/<title>), and film.usda,
    which plays the scenes one after the other as cut. With `scene` only that one, and no film.

    Everything up to the shot list is done first if it has changed. Raises FairtakeError;
    ProjectError, naming scenes there are, when there is none of that number.
    """
    with planned(settings, out, progress) as (work, staged):
        wanted = _chosen(staged, scene)
        folder = work.out / "export"
        kinds = [kind for kind in (Format.GLB, Format.USD) if to in (kind, Format.BOTH)]
        files: list[Path] = []
        film: list[exchange.FilmScene] = []
        work.progress.begin("Exporting", len(wanted) * len(kinds))
        with work.timed("export"):
            for group in wanted:
                leaving = _leaving(work, group)
                name = f"scene-{file_name(group[0].number)}"
                for kind in kinds:
                    write, suffix = _WRITERS[kind]
                    with replace_file(folder / f"{name}{suffix}", keep_equal=True) as path:
                        write(leaving, path)
                    files.append(folder / f"{name}{suffix}")
                    work.progress.advance()
                if Format.USD in kinds:
                    files += _write_faces(leaving, folder)
                film.append(exchange.film_scene(leaving, f"{name}.usdc"))
            if Format.USD in kinds and scene is None:
                with replace_file(folder / "film.usda", keep_equal=True) as path:
                    exchange.write_film(work.title, settings.fps, _MADE_WITH, film, path)
                files.append(folder / "film.usda")
        work.progress.end(f"{len(files)} files")
        shots = sum(len(one.shots) for group in wanted for one in group)
        size = sum(file.stat().st_size for file in files)
        return Exported(work.title, folder, tuple(files), len(wanted), shots, tuple(work.gaps), size)


_WRITERS: dict[Format, tuple[Callable[[exchange.ExportScene, Path], None], str]] = {
    Format.GLB: (exchange.write_gltf, ".glb"),
    Format.USD: (exchange.write_usd, ".usdc"),
}


def _chosen(staged: Sequence[StagedScene], scene: str | None) -> list[list[StagedScene]]:
    """The scenes to export, in order; one that the film comes back to is one scene."""
    groups: dict[str, list[StagedScene]] = {}
    for one in staged:
        groups.setdefault(one.number, []).append(one)
    if scene is None:
        return list(groups.values())
    found = next((group for number, group in groups.items() if number.casefold() == scene.strip().casefold()), None)
    if found is None:
        some = ", ".join(list(groups)[:12]) + (", ..." if len(groups) > 12 else "")
        raise ProjectError(f"there is no scene {scene!r}", fix=f"Scenes there are: {some or 'none'}.")
    return [found]


def _leaving(work: Work, group: Sequence[StagedScene]) -> exchange.ExportScene:
    """A scene with everything that goes with it."""
    first = group[0]
    assets = farm.assets_of(first.keys, str(work.store.folder))
    heading = next(scene.setting.heading for scene in work.breakdown.scenes if scene.number == first.number)
    shots = sorted((shot for one in group for shot in one.shots), key=lambda shot: shot.start)
    return exchange.ExportScene(
        work.title,
        heading,
        scene_performance(work, first),
        assets,
        tuple(shots),
        first.start,
        work.settings.size,
        _MADE_WITH,
        tuple(one.window for one in group if one.window is not None),
        _faces(assets),
        _models(work, first, assets),
        _grants(work, assets, group),
    )


def _grants(work: Work, assets: Assets, group: Sequence[StagedScene]) -> tuple[str, ...]:
    """The grants of the models in a scene, and of all its shots."""
    brought = {role for role, figure in assets.figures.items() if "model" in figure.details}
    lent = [one for one in lent_to(work) if one.reference.kind is ReferenceKind.CHARACTER]
    found = {grant for one in lent if one.reference.role in brought for grant in one.grants}
    return tuple(sorted(found.union(*(shot.grants for one in group for shot in one.shots))))


def _models(work: Work, scene: StagedScene, assets: Assets) -> dict[str, str]:
    """What of a scene was brought by people, and by what right it is used."""
    place = next(one.setting.place for one in work.breakdown.scenes if one.number == scene.number)
    found = {role: right for role, right in brought_models(work).items() if role in assets.figures}
    return found | {name: right for name, right in brought_places(work).items() if name == place}


def _write_faces(scene: exchange.ExportScene, folder: Path) -> list[Path]:
    """The pictures that a USD scene names."""
    files = []
    for role, picture in sorted(scene.faces.items()):
        files.append(folder / "faces" / exchange.face_file(scene, role))
        with replace_file(files[-1], keep_equal=True) as path:
            path.write_bytes(picture)
    return files


def _faces(assets: Assets) -> dict[str, bytes]:
    """Every figure's drawn face at rest, as PNG."""
    row = np.asarray(FACE_NEUTRAL, np.float32)
    found = {}
    for role, figure in assets.figures.items():
        if all(material.stuff is not Stuff.FACE for material in figure.materials):
            continue
        file = io.BytesIO()
        Image.fromarray(FacePainter(figure.face, _FACE).paint(row)).save(file, "PNG", compress_level=9)
        found[role] = file.getvalue()
    return found
