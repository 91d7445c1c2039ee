"""Is there anything to do? Answered without loading an engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fairtake import screenplay
from fairtake.model.film import FilmSettings
from fairtake.project import Manifest, inputs_digest, output_folder

__all__ = ["Finished", "film_folder", "find_finished"]


@dataclass(frozen=True, slots=True)
class Finished:
    """A film that is as its inputs would make it: `seconds` long, with `gaps` gaps."""

    title: str
    out: Path
    seconds: float
    gaps: int


def film_folder(settings: FilmSettings, out: Path | None) -> Path:
    """Where the film's files go. Raises ScriptError when the title has to come from a script
    that cannot be read."""
    if out is not None:
        return out
    title = settings.title
    if not title:
        script = screenplay.read_screenplay(Path(settings.root) / settings.script)
        title = script.field("title") or Path(settings.script).stem
    return output_folder(title, out)


def find_finished(settings: FilmSettings, out: Path | None) -> Finished | None:
    """The finished film, if script, settings, code and results are what they were."""
    folder = film_folder(settings, out)
    summary = Manifest(folder).read(inputs_digest(settings))
    if summary is None:
        return None
    return Finished(str(summary["title"]), folder, float(summary["seconds"]), int(summary["gaps"]))
