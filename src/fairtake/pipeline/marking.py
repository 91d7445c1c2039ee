"""The film's watermark: which shots carry it, and what the registry keeps of it.

By default ([clearance] mark = "likeness") the shots that stand on a grant are marked. A piece that is
marked has a key of its own in the store, so that turning marks on or off draws those shots anew, and no others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fairtake.clearance.credentials import Mark, Signed
from fairtake.clearance.grants import production_key
from fairtake.clearance.marks import ALGORITHM, Marking, SoundMark, fingerprint_film, marking_of
from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.editing import Change
from fairtake.errors import FairtakeError
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline.consent import lent_to
from fairtake.pipeline.farm import PieceJob, marked_key
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import code_digest, file_sha256, project_slug, registry_url
from fairtake.store import digest

__all__ = [
    "is_marked",
    "marked_scenes",
    "open_marking",
    "register_mark",
    "said_mark",
    "sound_change",
    "sound_digest",
    "sound_marking",
]


def open_marking(work: Work) -> None:
    """Fill `work.marking` when film.toml wants marks and there is something to mark. A key that cannot be had is a
    gap: the film is made without a mark."""
    wish = work.settings.clearance.mark
    if wish == "never" or (wish == "likeness" and not lent_to(work)):
        return
    try:
        work.marking = marking_of(project_slug(work.settings, work.title), production_key().did)
    except FairtakeError as error:
        work.gaps.append(Gap("clearance", "the watermark", f"the film is not marked: {error}", error.fix))


def is_marked(work: Work, shot: Shot) -> bool:
    """Whether a shot's pictures carry the mark."""
    return work.marking is not None and (bool(shot.grants) or work.settings.clearance.mark == "always")


def marked_scenes(work: Work, scenes: Iterable[StagedScene]) -> list[StagedScene]:
    """The scenes, the pieces of the shots to be marked with the mark. Call when all grants of the shots are known."""
    marking = work.marking
    if marking is None:
        return list(scenes)
    found = []
    for scene in scenes:
        clips = tuple(
            tuple(_marked(job, marking) for job in jobs) if is_marked(work, shot) else jobs
            for shot, jobs in zip(scene.shots, scene.clip_jobs, strict=True)
        )
        before = itertools.chain.from_iterable(scene.clip_jobs)
        after = itertools.chain.from_iterable(clips)
        drawn = {(old.shot, old.key): new for old, new in zip(before, after, strict=True)}
        found.append(replace(scene, clip_jobs=clips, jobs=tuple(drawn[job.shot, job.key] for job in scene.jobs)))
    return found


def _marked(job: PieceJob, marking: Marking) -> PieceJob:
    return replace(job, key=marked_key(marking, job.key), marking=marking)


def said_mark(work: Work, shots: Sequence[Shot]) -> Mark | None:
    """What the film's credentials say of its mark; None when no shot has one."""
    if work.marking is None or not any(is_marked(work, shot) for shot in shots):
        return None
    return Mark(work.marking.value, ALGORITHM)


def sound_marking(work: Work, shots: Iterable[Shot]) -> Marking | None:
    """With what the film's sound is marked: all of it, when any of its shots is."""
    return work.marking if any(is_marked(work, shot) for shot in shots) else None


def sound_change(marking: Marking | None) -> Change | None:
    """What is done to sound on its way to the encoder to mark it."""
    return SoundMark(marking.key, marking.value).stream if marking is not None else None


def sound_digest(marking: Marking | None) -> str:
    """What the key of a marked sound must hold; nothing of one that is not marked."""
    if marking is None:
        return ""
    return digest("marked sound", code_digest("clearance/marks/sound", "clearance/marks/payload"), marking.fingerprint)


def register_mark(work: Work, shots: Sequence[Shot], signed: Signed | None) -> None:
    """Keep in the registry what the film's mark stands for, and what the film looks like, so that a copy
    without credentials is known again. A registry that cannot be had is a gap."""
    if work.marking is None or said_mark(work, shots) is None:
        return
    film, project, value = work.out / "film.mp4", project_slug(work.settings, work.title), work.marking.value
    grants = sorted({grant for shot in shots for grant in shot.grants})
    content = file_sha256(film)
    try:
        with open_registry(registry_url(work.settings)) as registry:
            known = registry.find_mark(value)
            if known is not None and known.content_sha256 == content and sorted(known.grants) == grants:
                return
            seen = [Fingerprint(one.time, one.code, "pdq", one.quality) for one in fingerprint_film(film)]
            registry.add_fingerprints(project, seen)
            manifest = signed.sha256 if signed is not None else content
            registry.add_mark(value, project, manifest, grants, content_sha256=content)
    except FairtakeError as error:
        why = f"what the film's watermark stands for was not kept: {error}"
        work.gaps.append(Gap("clearance", "the registry", why, "Make it reachable, and make again."))
