"""People's recordings of lines: which file is which line, and what becomes of it.

A file's name begins with the number of its line ("012.wav", "12 angry.flac"). Lines are counted in
the order of the script, voice-over and off-screen lines with them; `fairtake lines` prints them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fairtake import voices
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.reading import RecordedVerdict, Take, VoiceSpec
from fairtake.model.span import Gap, Span
from fairtake.pipeline.recording_names import is_beside, is_sound, number_of
from fairtake.pipeline.work import Work
from fairtake.project import code_digest, recording_files
from fairtake.store import digest

__all__ = [
    "Recorded",
    "describe_recordings",
    "describe_voices",
    "find_recordings",
    "is_known",
    "is_usable",
    "judge",
    "ranges",
    "report_recordings",
]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recording that is said to hold a line, and the keys of what the store knows of it: the take,
    and the verdict on the file."""

    line: Line
    lent: Cleared
    take: str
    verdict: str

    @property
    def file(self) -> Path:
        """Its path, as the film's folder has it."""
        return Path(self.lent.reference.path)


def find_recordings(work: Work, specs: Mapping[str, VoiceSpec]) -> dict[int, Recorded]:
    """Cleared recordings by line. Files that belong to no line are gaps."""
    lines = {line.number: line for line in work.lines}
    for path in recording_files(work.settings):
        number = number_of(path)
        if not is_beside(path) and number not in lines and (number or is_sound(path)):
            work.gaps.append(_stray(path, bool(number), len(lines)))
    found: dict[int, Recorded] = {}
    code = code_digest("voices", "model/reading")
    for lent in work.clearing.of(ReferenceKind.RECORDING):
        line = lines[lent.reference.line]
        before = found.get(line.number)
        if before is not None:
            why = f"{Path(lent.reference.path).name} is of line {line.number} too, and is used"
            work.gaps.append(Gap("voices", before.file.name, why, "Keep one file a line.", line.span))
        plain = replace(line, number=0, span=Span("", 0, 0, 0))
        parts = (code, plain, specs[line.role], lent.sha256)
        found[line.number] = Recorded(line, lent, digest("recorded take", *parts), digest("verdict", *parts))
    return found


def _stray(path: Path, numbered: bool, count: int) -> Gap:
    if numbered:
        why = f"the film has no line of that number: it has {count}"
    else:
        why = "its name does not begin with the number of a line"
    return Gap(
        "voices", f"the recording {path.name}", why, "Name it 012.wav for line 12; fairtake lines prints the numbers."
    )


def is_known(work: Work, one: Recorded) -> bool:
    """Whether the store knows what came of a recording, and has its take."""
    verdict = work.store.load(one.verdict, RecordedVerdict)
    return verdict is not None and (bool(verdict.trouble) or work.store.holds(one.take))


def is_usable(work: Work, one: Recorded) -> bool:
    """Whether a recording that is known has a take in it."""
    verdict = work.store.load(one.verdict, RecordedVerdict)
    return verdict is not None and not verdict.trouble


def judge(work: Work, one: Recorded, reading: Take) -> None:
    """Find out what is in a recording, by the synthetic `reading` of its line, and store it."""
    try:
        made = voices.recorded_take(one.lent, one.line, reading)
    except VoiceError as error:
        verdict = RecordedVerdict(error.what, error.fix)
    else:
        verdict = RecordedVerdict(notes=made.notes, cost=made.cost)
        work.store.save(one.take, replace(made.take, line=0))
    work.store.save(one.verdict, verdict)


def report_recordings(work: Work, found: Mapping[int, Recorded]) -> dict[int, str]:
    """The keys of the recorded takes by line. What cannot be used, what is not as it should be and
    what is missing of a role that is recorded otherwise become gaps."""
    keys: dict[int, str] = {}
    for number, one in sorted(found.items()):
        verdict = work.store.load(one.verdict, RecordedVerdict) or RecordedVerdict("its take is damaged", "Make again.")
        if verdict.trouble:
            why = f"{verdict.trouble}; the synthetic voice stands in"
            work.gaps.append(Gap("voices", f"the recording {one.file.name}", why, verdict.fix, one.line.span))
            continue
        keys[number] = one.take
        work.recorded[number] = one.file.name
        work.gaps += [
            Gap("voices", f"the recording {one.file.name}", f"is used, but {note}", "", one.line.span)
            for note in verdict.notes
        ]
    refused = {one.reference.line for one in work.clearing.refused if one.reference.kind is ReferenceKind.RECORDING}
    unusable = (set(found) | refused) - set(keys)
    for role in dict.fromkeys(line.role for line in work.lines):
        own = [line for line in work.lines if line.role == role]
        missing = [line for line in own if line.number not in keys and line.number not in unusable]
        if missing and len(missing) < len(own):
            what = f"{role}: no recording of {ranges([line.number for line in missing])}"
            fix = f"Record {missing[0].number:03d}.wav, or leave it to the synthetic voice."
            work.gaps.append(Gap("voices", what, "the synthetic voice stands in", fix, missing[0].span))
    return keys


def describe_recordings(work: Work) -> dict[str, object]:
    """For report.json: which line was recorded in which file, and which lines were not."""
    return {
        "folder": work.settings.lines,
        "rights": work.settings.lines_rights,
        "used": {str(number): file for number, file in sorted(work.recorded.items())},
        "synthetic": [line.number for line in work.lines if line.number not in work.recorded],
    }


def spoken_by(work: Work, specs: Mapping[str, VoiceSpec]) -> dict[str, dict[str, int]]:
    """Of each role, how many of its lines were recorded and how many an engine spoke; nothing when
    eSpeak NG spoke them all."""
    spoken: dict[str, dict[str, int]] = {}
    for line in work.lines:
        engine = specs[line.role].engine
        made = (
            "synthetic voice (eSpeak NG)"
            if engine == "espeak"
            else f"voice file ({Path(engine.partition(':')[2]).name})"
        )
        source = "recorded" if line.number in work.recorded else made
        count = spoken.setdefault(line.role, {})
        count[source] = count.get(source, 0) + 1
    spoken = {role: dict(sorted(sources.items())) for role, sources in spoken.items()}  # people first
    plain = all(set(sources) == {"synthetic voice (eSpeak NG)"} for sources in spoken.values())
    return {} if plain else spoken


def describe_voices(specs: Mapping[str, VoiceSpec]) -> dict[str, dict[str, object]]:
    """For report.json: each role's voice, and the words that give it that voice in another film."""
    return {
        role: {
            "language": spec.language,
            "pitch_hz": round(spec.pitch, 1),
            "formants": round(spec.formants, 3),
            "engine": spec.engine,
            "voice": f"{spec.language}+{spec.pitch:.1f}hz+x{spec.formants:.3f}",
        }
        for role, spec in specs.items()
    }


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in words: "line 3", "lines 3, 7-9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"line{'s' * (len(numbers) != 1)} {told}"
