"""The table read: every line of the film spoken, by people where they recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fairtake import voices
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.span import Span
from fairtake.pipeline.recordings import find_recordings, is_known, is_usable, judge, report_recordings
from fairtake.pipeline.work import Work
from fairtake.project import code_digest
from fairtake.store import digest

__all__ = ["cast_roles", "read_through"]


def cast_roles(work: Work) -> dict[str, VoiceSpec]:
    """A voice for every role of the film. Raises VoiceError."""
    # A film that is renamed keeps its voices: they go with the seed, or with the series, not with
    # the title.
    nameless = replace(work.breakdown, title=work.settings.series or str(work.settings.seed))
    try:
        return voices.cast_voices(nameless, work.settings.cast)
    except VoiceError as error:
        if error.key is None and work.settings.language:
            error.key = "film.language"
        raise


def read_through(work: Work) -> tuple[dict[str, VoiceSpec], dict[int, str]]:
    """The table read: every line that has no take yet is spoken, or found in its recording.
    Returns the voices by role and the key of each line's take."""
    specs = cast_roles(work)
    keys = {line.number: _key(line, specs[line.role]) for line in work.lines}
    recorded = find_recordings(work, specs)
    unknown = {number: one for number, one in recorded.items() if not is_known(work, one)}
    # A recording is found in its file by the synthetic reading of its line.
    needless = {number for number, one in recorded.items() if number not in unknown and is_usable(work, one)}
    wanted = {
        keys[line.number]: (replace(line, number=0, span=Span("", 0, 0, 0)), specs[line.role])
        for line in work.lines
        if line.number not in needless and not work.store.holds(keys[line.number])
    }
    work.progress.begin("Reading lines", len(wanted) + len(unknown))
    with work.timed("voices"):
        _speak(work, wanted)
        for number, one in unknown.items():
            reading = work.store.load(keys[number], Take)
            assert reading is not None  # spoken just now, or before
            judge(work, one, reading)
            work.progress.advance()
        found = report_recordings(work, recorded)
    kept = sum(number not in unknown and key not in wanted for number, key in keys.items())
    people = f", {len(found)} recorded" if work.settings.lines else ""
    work.progress.end(f"{len(keys)} lines{people}, {kept} kept")
    return specs, {**keys, **found}


def _speak(work: Work, wanted: Mapping[str, tuple[Line, VoiceSpec]]) -> None:
    """Speak lines into the store, by key."""
    if wanted:
        with voices.EspeakVoice() as voice:
            for key, take in zip(wanted, voice.speak_all(wanted.values()), strict=True):
                work.store.save(key, replace(take, line=0))
                work.progress.advance()


def _key(line: Line, spec: VoiceSpec) -> str:
    plain = replace(line, number=0, span=Span("", 0, 0, 0))
    return digest("take", code_digest("voices", "model/reading"), plain, spec)
