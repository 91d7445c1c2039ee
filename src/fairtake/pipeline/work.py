"""What the steps of one run share: settings, store, clock, and everything left to report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import filelock

from fairtake import breakdown, editing, screenplay
from fairtake.clearance.gate import Clearing
from fairtake.clearance.marks.keys import Marking
from fairtake.errors import OutputError
from fairtake.model.breakdown import Breakdown, Line
from fairtake.model.clearance import Cleared
from fairtake.model.film import FilmSettings
from fairtake.model.reading import Take
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline.copies import forget_copies
from fairtake.pipeline.farm import PieceJob, SceneKeys
from fairtake.ports import Progress
from fairtake.project import output_folder
from fairtake.store import DiskStore, sweep

__all__ = ["Silent", "StagedScene", "StoredTakes", "Work", "percent", "processors"]


@dataclass(frozen=True, slots=True)
class StagedScene:
    """What later steps need of a scene whose performance went back to disk.

    `start` is the film's frame it begins on, `before` the number of lines spoken in earlier
    scenes. `clips` and `clip_jobs` go together: an editor's clip and the pieces it is joined
    from (with handles); `jobs` are the pieces that are in the film.
    """

    number: str
    keys: SceneKeys
    start: int
    frames: int
    before: int
    shots: tuple[Shot, ...]
    jobs: tuple[PieceJob, ...]
    clips: tuple[editing.Clip, ...]
    clip_jobs: tuple[tuple[PieceJob, ...], ...]
    subtitles: tuple[editing.Subtitle, ...]
    window: tuple[int, int] | None = None
    """Where the film cuts between places: the frames of the scene in which this one is seen
    without a break; the scene comes again for each such stay. None: it plays alone."""
    lines: frozenset[int] = frozenset()
    """With a window, the lines heard in it, counted as `before` says."""


@dataclass
class Work:
    """One run over one film. Steps add to `gaps`, `stages` (seconds) and `frames` (the
    film's length so far, in frames)."""

    settings: FilmSettings
    progress: Progress
    out: Path
    store: DiskStore
    breakdown: Breakdown
    title: str
    began: float
    gaps: list[Gap] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)
    frames: int = 0
    edited: list[str] = field(default_factory=list)
    """The numbers of shots kept as a person edited them in shots.json."""
    recorded: dict[int, str] = field(default_factory=dict)
    """The lines that people spoke, by number, with the file each was recorded in."""
    readable: dict[str, Cleared] | None = None
    """The plates that can be read, by the number of their shot; None until somebody looked."""
    plates: dict[str, str] = field(default_factory=dict)
    """The shots that pictures of people's own stand for, by number, with the file each is in."""
    dubs: dict[str, dict[str, object]] = field(default_factory=dict)
    """What report.json says of each dubbed version, by language."""
    consent: dict[str, object] = field(default_factory=dict)
    """What report.json says of things that are no longer lent: who was recast and what was removed."""
    clearing: Clearing = field(default_factory=Clearing)
    """What the film may use of what somebody lent, and what not (pipeline.clearing)."""
    marking: Marking | None = None
    """With what the film's pictures and sound are watermarked; None when they are not (pipeline.marking)."""
    copies: Path | None = None
    """Where the private copies of what was cleared are; they go when the folder is let go."""
    fresh: bool = False
    """Whether the store was empty when the run began."""

    @classmethod
    def open(cls, settings: FilmSettings, out: Path | None, progress: Progress) -> Work:
        """Read the script and break it down. Raises ScriptError."""
        began = time.perf_counter()
        script = screenplay.read_screenplay(Path(settings.root) / settings.script)
        title = settings.title or script.field("title") or Path(settings.script).stem
        folder = output_folder(title, out)
        found = replace(breakdown.break_down(script, settings.language), title=title)
        store = DiskStore(folder / ".fairtake" / "store")
        fresh = not any(store.folder.glob("??/*.noun"))
        work = cls(settings, progress, folder, store, found, title, began, fresh=fresh)
        work.gaps += found.gaps
        work.stages["breakdown"] = time.perf_counter() - began
        return work

    @property
    def lines(self) -> list[Line]:
        """Every spoken line of the film, in order."""
        return [beat for scene in self.breakdown.scenes for beat in scene.beats if isinstance(beat, Line)]

    def step(self, name: str) -> bool:
        """Whether an automatic step is wanted ([steps] in film.toml)."""
        return self.settings.steps.get(name, True)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the seconds the block takes to `stages`."""
        began = time.perf_counter()
        yield
        self.stages[stage] = self.stages.get(stage, 0.0) + time.perf_counter() - began

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the film's folder: a second run waits until the first has ended. The lock is
        the operating system's, so a killed run leaves none behind."""
        folder = self.out / ".fairtake"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(folder / "lock")
            try:
                lock.acquire(timeout=0)
            except filelock.Timeout:
                self.progress.begin("Waiting for another run in this folder", 1)
                lock.acquire()
                self.progress.end()
        except OSError as error:
            what = f"the output folder cannot be used: {error.strerror or error}"
            raise OutputError(what, file=str(self.out), fix="Choose another one with --out.") from error
        try:
            sweep(self.out)
            yield
        finally:
            lock.release()
            forget_copies(self.copies)


class Silent:
    """A ports.Progress that shows nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Ignored."""

    def advance(self, count: int = 1) -> None:
        """Ignored."""

    def end(self, note: str = "") -> None:
        """Ignored."""


class StoredTakes(Mapping[int, Take]):
    """Takes by line number, read from the store when asked for: a film's speech need not
    fit into memory."""

    def __init__(self, store: DiskStore, keys: Mapping[int, str]) -> None:
        self._store = store
        self._keys = keys

    def __getitem__(self, line: int) -> Take:
        take = self._store.load(self._keys[line], Take)
        if take is None:
            raise KeyError(line)
        return replace(take, line=line)

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def percent(progress: Progress) -> Callable[[float], None]:
    """A callback for work that reports a fraction 0..1 to a stage begun with 100 units."""
    done = 0

    def report(fraction: float) -> None:
        nonlocal done
        now = min(100, int(fraction * 100))
        if now > done:
            progress.advance(now - done)
            done = now

    return report
