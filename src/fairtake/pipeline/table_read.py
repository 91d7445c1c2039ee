"""The table read: every line of the film spoken, by people where they recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fairtake import backends, voices
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.span import Span
from fairtake.pipeline.recordings import find_recordings, is_known, is_usable, judge, report_recordings
from fairtake.pipeline.unread import missing_readings, unread_lines
from fairtake.pipeline.work import Work
from fairtake.project import code_digest, is_voice_file
from fairtake.store import digest

__all__ = ["cast_roles", "read_through"]

_PIPER = "piper:"
"""What the engine of a voice that a voice file speaks begins with."""


def cast_roles(work: Work) -> dict[str, VoiceSpec]:
    """A voice for every role of the film. Raises VoiceError."""
    # A film that is renamed keeps its voices: they go with the seed, or with the series, not with
    # the title.
    nameless = replace(work.breakdown, title=work.settings.series or str(work.settings.seed))
    cast = work.settings.cast
    brought = {one.reference.role: cast[one.reference.role].voice for one in work.clearing.of(ReferenceKind.VOICE)}
    wishes = {role: replace(one, voice="") if is_voice_file(one.voice) else one for role, one in cast.items()}
    try:
        specs = voices.cast_voices(nameless, wishes)
    except VoiceError as error:
        if error.key is None and work.settings.language:
            error.key = "film.language"
        raise
    return {
        role: replace(spec, engine=f"{_PIPER}{brought[role]}") if role in brought else spec
        for role, spec in specs.items()
    }


def read_through(work: Work) -> tuple[dict[str, VoiceSpec], dict[int, str]]:
    """The table read: every line that has no take yet is spoken, or found in its recording.
    Returns the voices by role and the key of each line's take."""
    specs = cast_roles(work)
    keys = {line.number: _key(line, _builtin(specs[line.role])) for line in work.lines}
    brought = _brought_keys(work, specs)
    work.gaps += unread_lines(work, specs)
    recorded = find_recordings(work, specs)
    unknown = {number: one for number, one in recorded.items() if not is_known(work, one)}
    # A recording is found in its file by the synthetic reading of its line.
    needless = {number for number, one in recorded.items() if number not in unknown and is_usable(work, one)}
    foreign = {number: key for number, key in brought.items() if number not in needless and not work.store.holds(key)}
    wanted = {
        keys[line.number]: (_placeless(line), _builtin(specs[line.role]))
        for line in work.lines
        if line.number not in needless
        and (line.number not in brought or line.number in foreign or line.number in unknown)
        and not work.store.holds(keys[line.number])
    }
    work.progress.begin("Reading lines", len(wanted) + len(unknown) + len(foreign))
    with work.timed("voices"):
        _speak(work, wanted)
        for number, one in unknown.items():
            judge(work, one, _reading(work, keys[number]))
            work.progress.advance()
        found = report_recordings(work, recorded)
        _speak_with_brought(work, specs, keys, {n: key for n, key in foreign.items() if n not in found})
    kept = sum(n not in unknown and n not in foreign and key not in wanted for n, key in keys.items())
    people = f", {len(found)} recorded" if work.settings.lines else ""
    work.progress.end(f"{len(keys)} lines{people}, {kept} kept")
    return specs, {**keys, **brought, **found}


def _reading(work: Work, key: str) -> Take:
    reading = work.store.load(key, Take)
    assert reading is not None  # spoken just now, or before
    return reading


def _speak(work: Work, wanted: Mapping[str, tuple[Line, VoiceSpec]]) -> None:
    """Speak lines into the store, by key."""
    if wanted:
        with voices.EspeakVoice() as voice:
            for key, take in zip(wanted, voice.speak_all(wanted.values()), strict=True):
                work.store.save(key, replace(take, line=0))
                work.progress.advance()


def _placeless(line: Line) -> Line:
    return replace(line, number=0, span=Span("", 0, 0, 0))


def _builtin(spec: VoiceSpec) -> VoiceSpec:
    """The same role's voice as the built-in engine speaks it."""
    return replace(spec, engine="espeak")


def _key(line: Line, spec: VoiceSpec) -> str:
    # A dictionary that is installed later says more.
    unread = [missing] if (missing := missing_readings(line, spec)) else []
    return digest("take", code_digest("voices", "model/reading"), _placeless(line), spec, *unread)


def _voice_file(work: Work, role: str) -> Cleared:
    return next(one for one in work.clearing.of(ReferenceKind.VOICE) if one.reference.role == role)


def _brought_keys(work: Work, specs: Mapping[str, VoiceSpec]) -> dict[int, str]:
    """The keys of takes by voices that somebody brought, by line."""
    keys = {}
    code = code_digest("voices", "backends", "model/reading")
    for line in work.lines:
        spec = specs[line.role]
        if spec.engine.startswith(_PIPER):
            content = [file.sha256 for file in _voice_file(work, line.role).files]
            keys[line.number] = digest("brought take", code, _placeless(line), spec, content)
    return keys


def _speak_with_brought(
    work: Work, specs: Mapping[str, VoiceSpec], keys: Mapping[int, str], wanted: Mapping[int, str]
) -> None:
    """Speak lines with the voice files of their roles into the store; `keys` are those of the
    built-in voice's takes."""
    lines = {line.number: line for line in work.lines}
    for engine in dict.fromkeys(specs[lines[number].role].engine for number in wanted):
        own = {number: key for number, key in wanted.items() if specs[lines[number].role].engine == engine}
        with backends.PiperVoice(_voice_file(work, lines[min(own)].role)) as voice:
            for number, key in own.items():
                line = _placeless(lines[number])
                try:
                    said = voice.say(line.text, voices.tempo_of(line))
                    take = voices.brought_take(line, said.samples, said.rate, said.sounds, _reading(work, keys[number]))
                except VoiceError as error:
                    error.key = error.key or f"cast.{line.role}.voice"
                    error.file = error.file and str(Path(work.settings.root) / error.file)
                    raise
                work.store.save(key, take)
                work.progress.advance()
