"""The film folder: film.toml and the script it names, and whether a film is up to date.

`load` turns what a user points at - a screenplay, or a folder with film.toml - into
FilmSettings (`settings`; `tables` is film.toml as it is written, `own_work` what may be said of
files somebody brings). `digests` and `manifest` tell whether anything changed, `names` how files
are called. Everything here is light: an unchanged film is recognised before any engine is imported.
"""

from __future__ import annotations

from fairtake.project.digests import (
    code_digest,
    file_digest,
    file_sha256,
    inputs_digest,
    model_digest,
    plate_files,
    recording_files,
)
from fairtake.project.manifest import Manifest
from fairtake.project.names import file_name, output_folder, project_slug, registry_url, slug
from fairtake.project.own_work import is_voice_file
from fairtake.project.settings import dub_named, dub_script, load

__all__ = [
    "Manifest",
    "code_digest",
    "dub_named",
    "dub_script",
    "file_digest",
    "file_name",
    "file_sha256",
    "inputs_digest",
    "is_voice_file",
    "load",
    "model_digest",
    "output_folder",
    "plate_files",
    "project_slug",
    "recording_files",
    "registry_url",
    "slug",
]
