"""The table read: what roles say in, sound with phoneme and word times out.

`cast_voices` turns a Breakdown into a VoiceSpec per role; `EspeakVoice` turns a Line and its
VoiceSpec into a Take (mono float32 at `RATE` Hz). `languages` lists what can be spoken.
`recorded_take` turns a person's recording of a line into its Take, `brought_take` what a voice
that somebody brought has said (`tempo_of` how fast it should). `median_pitch` and
`pitch_track` measure a voice. Everything raises VoiceError.

A line's way: `text` (what eSpeak NG reads), `manner` (delivery and emotion in numbers),
`variants` (the voice as an eSpeak NG variant file), `connection` → `worker` (the program that
speaks), `timing` (its events), `treatment` (`clock`, `whisper`, `tone`: its sound).
"""

from fairtake.voices.brought import brought_take, tempo_of
from fairtake.voices.casting import DISTINCT_FORMANTS, DISTINCT_SEMITONES, are_distinct, cast_voices
from fairtake.voices.espeak import RATE, EspeakVoice
from fairtake.voices.japanese import unreadable
from fairtake.voices.languages import find_language, languages
from fairtake.voices.pitch import median_pitch, pitch_track
from fairtake.voices.recordings import RecordedTake, recorded_take

__all__ = [
    "DISTINCT_FORMANTS",
    "DISTINCT_SEMITONES",
    "RATE",
    "EspeakVoice",
    "RecordedTake",
    "are_distinct",
    "brought_take",
    "cast_voices",
    "find_language",
    "languages",
    "median_pitch",
    "pitch_track",
    "recorded_take",
    "tempo_of",
    "unreadable",
]
