"""Is there anything to do? Answered without loading an engine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fairtake import screenplay
from fairtake.clearance.gate import Clearing
from fairtake.model.film import FilmSettings
from fairtake.project import Manifest, inputs_digest, is_voice_file, output_folder

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
    """The finished film, if script, settings, code and results are what they were, and so is what the gate
    says of everything somebody lent: grants end and are taken back while nothing in the folder changes. Raises
    FairtakeError."""
    folder = film_folder(settings, out)
    manifest = Manifest(folder)
    if not manifest.is_there():
        return None
    summary = manifest.read(made_from(settings, _judged(settings)))
    if summary is None:
        return None
    return Finished(str(summary["title"]), folder, float(summary["seconds"]), int(summary["gaps"]))


def made_from(settings: FilmSettings, clearing: Clearing) -> str:
    """A digest of everything a film is made from, and of what the gate said of it."""
    if not clearing.verdicts:
        return inputs_digest(settings)
    state = hashlib.blake2b(inputs_digest(settings).encode(), digest_size=16)
    for one in clearing.verdicts:
        grants = [grant.sha256 for grant in one.grants]
        refused = [refusal.field for refusal in one.refusals]
        state.update(repr((one.reference, one.basis, one.files, grants, refused)).encode())
    return state.hexdigest()


def _judged(settings: FilmSettings) -> Clearing:
    """What the gate says now. Only of films that use something is the script read for it."""
    lent = (settings.lines, settings.music, settings.plates)
    roles = [one for entry in settings.cast.values() for one in (entry.model, entry.face, entry.recording)]
    voices = [entry.voice for entry in settings.cast.values() if is_voice_file(entry.voice)]
    places = [one for entry in settings.places.values() for one in (entry.model, entry.photo)]
    if not any((*lent, *roles, *voices, *places)):
        return Clearing()
    from fairtake.pipeline.clear_table import clear_table  # breaks the script down

    return clear_table(settings, priced=False).judged.clearing
