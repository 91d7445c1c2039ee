"""What was lent to a film, and the end of it: nothing of the person stays.

`out/.fairtake/lent.json` remembers by hashes what the film's folder may hold of others' work, from
before anything is made of it until after the last of it is gone. The next run compares it with what
is cleared now. When something is not (revoked, ended, to be deleted, or no longer asked for), that run

1. makes the film without it: built-in performers, voices, sets and music stand in;
2. when the new film.mp4 lies there, removes every stored result that it did not use, and every
   file of other verbs (storyboard, plans, exports, dubs that are not asked for ...), because they may show
   or hold what was lent; they are made again when they are asked for;
3. only then forgets it in lent.json: a run that is killed before that leaves the whole of it to the next.

What people put into the folder themselves stays; in a shot list edited by hand only the hash of the grant
is taken out. What is outside the folder stays too: the user's own film folder, and the registry,
whose log says by hashes alone what was used when it was allowed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from fairtake.errors import OutputError
from fairtake.model.clearance import Reference, ReferenceKind
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline.consent import lent_to
from fairtake.pipeline.copies import sweep_copies
from fairtake.pipeline.work import Work
from fairtake.store import replace_file

__all__ = ["LENT", "Lending", "Lent", "begin_lending", "end_lending"]

LENT = "lent.json"
_SCHEMA = "fairtake.Lent.1"
_UNKNOWN = "unknown"


class Lent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing lent: the `key` of film.toml that asks for it, the `role`, `line` or `shot` it is of,
    the hashes of its files and of the grants it stands on."""

    kind: str
    key: str
    role: str
    line: int
    assets: tuple[str, ...]
    grants: tuple[str, ...]
    shot: str = ""

    @property
    def place(self) -> tuple[str, str, int, str]:
        """Where film.toml asks for it."""
        return self.key, self.role, self.line, self.shot


class _Record(msgspec.Struct, frozen=True):
    """What was lent, and which shots of the last film stood on which grant."""

    lent: tuple[Lent, ...] = ()
    shots: dict[str, tuple[str, ...]] = {}
    schema: str = _SCHEMA


@dataclass(slots=True)
class Lending:
    """What is lent in this run (with what lay here before and is covered still by a grant that counts), and
    what was lent before and is `gone` now."""

    now: tuple[Lent, ...]
    gone: tuple[Lent, ...] = ()
    told: list[dict[str, object]] = field(default_factory=list)
    """Who and what was replaced, and why, for report.json."""
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where something is gone: the folder's files as the run found them, by name."""


def _recorded(folder: Path) -> _Record:
    """What the film's `folder` may hold of others' work. A record that cannot be read is taken for one of
    something unknown: what it left is then removed too."""
    try:
        return msgspec.json.decode((folder / ".fairtake" / LENT).read_bytes(), type=_Record)
    except FileNotFoundError:
        return _Record()
    except (OSError, msgspec.DecodeError):
        return _Record((Lent(_UNKNOWN, "", "", 0, ("",), ()),))


def begin_lending(work: Work, *, film: bool = False) -> Lending:
    """Remember what is about to be used, and find what no longer may be, which becomes a gap. Call with the
    folder held, before anything is made; `film` tells that the whole film will be, and `end_lending` called.
    Raises OutputError."""
    now = tuple(
        _lent(one.reference, (one.sha256, *(file.sha256 for file in one.files)), one.grants) for one in lent_to(work)
    )
    sweep_copies(work.out)
    record = _recorded(work.out)
    before = record.lent
    held = {asset for one in now for asset in one.assets}
    refused = {_place(refusal.reference) for refusal in work.clearing.refused}
    gone = tuple(
        one
        for one in before
        if one not in now and (one.place in refused or not (held.issuperset(one.assets) or _may_stay(work, one)))
    )
    here = {(one.place, one.assets) for one in now}  # perhaps by a later version of its grant
    kept = tuple(one for one in before if one not in gone and (one.place, one.assets) not in here)
    lending = Lending((*now, *kept), gone)
    both = tuple(dict.fromkeys((*lending.now, *gone)))
    if set(both) != set(before):
        _write(work, _Record(both, record.shots))
    for (what, stands_in, why, wanted), some in _grouped(work, lending).items():
        grants = {grant for one in some for grant in one.grants}
        shots = list(dict.fromkeys(number for grant in sorted(grants) for number in record.shots.get(grant, ())))
        lending.told.append({"what": what, "why": why, "stands_in": stands_in, "shots": shots})
        if not wanted:
            continue  # who made the film decided so
        told = f"{stands_in}{_in_shots(shots)}, because {why}"
        fix = "" if film else "Make the film again: only then is what was made with it before removed."
        work.gaps.append(Gap("clearance", f"{what}, lent before", told, fix))
    if gone and film:
        lending.found = {name: state for name in _outputs(work.out) if (state := _state(work.out / name))}
        work.store.forget_use()
    return lending


def _may_stay(work: Work, one: Lent) -> bool:
    """Whether what is not used now could be: another take of a line is no reason to remove what was made with the
    one before, as long as all the grants that one stood on still count and list it."""
    if not one.grants:
        return False
    grants = [work.clearing.grants.get(grant) for grant in one.grants]
    return all(
        signed is not None and {asset.sha256 for asset in signed.grant.assets}.issuperset(one.assets)
        for signed in grants
    )


def _place(reference: Reference) -> tuple[str, str, int, str]:
    return reference.key, reference.role, reference.line, reference.shot


def end_lending(work: Work, lending: Lending, files: Iterable[str], shots: Iterable[Shot]) -> None:
    """The film is made of `shots`, and lies in `files` of its folder: remove what may hold what is no longer lent, and
    forget it. Tells on the screen and in report.json (`Work.consent`) what was removed."""
    if lending.gone:
        work.progress.begin("Removing what was lent", 1)
        removed = _remove_outputs(work, lending, set(files))
        _clear_edits(work, lending)
        count, size = work.store.drop_unused()
        shown = ", ".join(removed[:4]) + (f" and {len(removed) - 4} more" if len(removed) > 4 else "")
        work.progress.end(f"{count} stored results" + (f", and {shown}" if removed else ""))
        work.consent |= {"recast": lending.told, "removed": {"results": count, "bytes": size, "files": removed}}
    stood: dict[str, list[str]] = {}
    for shot in shots:
        for grant in shot.grants:
            stood.setdefault(grant, []).append(shot.number)
    _write(work, _Record(lending.now, {grant: tuple(numbers) for grant, numbers in sorted(stood.items())}))


def _in_shots(numbers: list[str]) -> str:
    if not numbers:
        return ""
    more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
    return f" in {'shot' if len(numbers) == 1 else 'shots'} {', '.join(numbers[:8])}{more}"


def _lent(reference: Reference, assets: Collection[str], grants: tuple[str, ...]) -> Lent:
    kinds = str(reference.kind)
    hashes = tuple(sorted(set(assets)))
    return Lent(kinds, reference.key, reference.role, reference.line, hashes, tuple(sorted(grants)), reference.shot)


def _write(work: Work, record: _Record) -> None:
    path = work.out / ".fairtake" / LENT
    if not record.lent:
        path.unlink(missing_ok=True)
        return
    with replace_file(path, keep_equal=True) as temporary:
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


# -- who is replaced, and why ----------------------------------------------------------------------

_STANDS_IN = {
    str(ReferenceKind.RECORDING): "a built-in voice speaks instead",
    str(ReferenceKind.VOICE): "a built-in voice speaks instead",
    str(ReferenceKind.CHARACTER): "the built-in figure plays instead",
    str(ReferenceKind.PLACE): "the built-in set stands instead",
    str(ReferenceKind.MUSIC): "the film's own score plays instead",
    str(ReferenceKind.PLATE): "the shot is drawn instead",
}
_WHY = {
    "revocation": "the grant was revoked",
    "start": "the grant has not begun",
    "end": "the grant has ended",
    "storage.delete_by": "the files were lent until a day that has passed",
    "strike_suspend": "a strike suspends the grant",
    "revocation.max_age_days": "it is not known whether the grant still stands",
    "clearance.max_age_days": "it is not known whether the grant still stands",
    "supersedes": "a later version of the grant does not cover it",
    "assets": "the file is not the one that was agreed on",
}


def _grouped(work: Work, lending: Lending) -> dict[tuple[str, str, str, bool], list[Lent]]:
    """What is gone, by what it was, what stands in, why, and whether film.toml still asks for it. Says nothing
    of the person: no names, no paths of theirs."""
    refused: dict[tuple[str, str, int, str], str] = {}
    for refusal in work.clearing.refused:
        refused.setdefault(_place(refusal.reference), refusal.field)
    others = {one.place for one in lending.now}
    found: dict[tuple[str, str, str, bool], list[Lent]] = {}
    for one in lending.gone:
        place = one.place
        what = "the music" if one.kind == ReferenceKind.MUSIC else one.role or (f"shot {one.shot}" if one.shot else "")
        what = what or one.key.removeprefix("places.").removesuffix(".model") or "something"
        stands_in = _STANDS_IN.get(one.kind, "it is not used")
        if place in refused:
            why = _WHY.get(refused[place], f"no grant covers it now ({refused[place]})")
        elif place in others:
            why, stands_in = "another file took its place", "that file is used"
        else:
            why = "film.toml no longer asks for it"
        found.setdefault((what, stands_in, why, place in refused or one.kind == _UNKNOWN), []).append(one)
    return found


# -- what is removed -------------------------------------------------------------------------------

_OURS = (
    *(f"film{more}.{kind}" for more in ("", ".*") for kind in ("mp4", "m4a", "srt", "vtt", "otio", "edl", "c2pa")),
    *(
        "shots.json",
        "shots.csv",
        "performance.json",
        "report.json",
        "statement*.json",
        "statement*.csv",
        "usage.json",
        "*.c2pa",
    ),
    *("continuity.json", "continuity.png", "loudness.png", "music-and-effects.wav", "mix-5.1.wav"),
    *("boards.pdf", "boards/*.png", "plans/*.png", "shots/*.mp4", "stems/*.wav"),
    *("export/scene-*.glb", "export/scene-*.usdc", "export/film.usda", "export/faces/*.png"),
)
"""Every file that any verb writes into the folder, by its name."""

_STATE = ("lock", LENT, "manifest.json", "mix.json", "clips.json", "shots.written.json", "shots.locks")
"""What in .fairtake speaks of the film as it is now."""


def _outputs(folder: Path) -> set[str]:
    """The names of all files in the film's folder that Fairtake made, but for stored results."""
    hidden = folder / ".fairtake"
    ours = {path for pattern in _OURS for path in folder.glob(pattern)}
    ours |= {folder / name for record in hidden.glob("*.json") for name in _listed(record)}
    ours |= set(hidden.glob("*"))
    # What leads out of the folder holds nothing itself.
    return {path.relative_to(folder).as_posix() for path in ours if path.is_file() and not path.is_symlink()}


def _state(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        status = path.stat()
        return status.st_size, status.st_mtime_ns
    return None


def _remove_outputs(work: Work, lending: Lending, kept: set[str]) -> list[str]:
    """Remove what other runs and verbs left; returns the names of those a person would look for."""
    hidden = work.out / ".fairtake"
    kept |= {f".fairtake/{name}" for name in _STATE} | set(_listed(hidden / "mix.json"))
    removed = []
    for name in sorted(_outputs(work.out) - kept):
        path = work.out / name
        if _state(path) == lending.found.get(name):
            try:
                path.unlink()
            except OSError as error:
                raise OutputError(
                    f"holds what is no longer lent, and cannot be removed: {error.strerror or error}",
                    file=str(path),
                    fix="Remove it, or change the folder's rights, and make again.",
                ) from error
            removed.append(name)
    for folder in ("boards", "plans", "shots", "export/faces", "export"):
        with suppress(OSError):
            (work.out / folder).rmdir()
    return [name for name in removed if not name.startswith(".")]


def _listed(record: Path) -> list[str]:
    """The files that a manifest lists, relative to the film's folder."""
    try:
        files = json.loads(record.read_text(encoding="utf-8")).get("files", {})
    except (OSError, ValueError, AttributeError):
        return []
    return [name for name in files if isinstance(name, str)] if isinstance(files, dict) else []


def _clear_edits(work: Work, lending: Lending) -> None:
    """Take the hashes of grants that are gone out of the shot list that a person edited."""
    path = work.out / "shots.edited.json"
    gone = {grant for one in lending.gone for grant in one.grants} - {
        grant for one in lending.now for grant in one.grants
    }
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        shots = data["shots"]
        named = [shot for shot in shots if gone & set(shot.get("grants", ()))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    for shot in named:
        shot["grants"] = [grant for grant in shot["grants"] if grant not in gone]
    if named:
        with replace_file(path) as temporary:
            temporary.write_text(json.dumps(data, indent=1), encoding="utf-8")
