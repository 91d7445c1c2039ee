"""People's recordings of lines: a sound file and the synthetic reading of its line in, a take out.

`recorded_take` reads the file (`reading`), finds the line's sounds in it (`features`,
`alignment`) and moves the reading's phonemes and words onto them (`transfer`). Raises VoiceError.
"""

from fairtake.voices.recordings.take import RecordedTake, recorded_take

__all__ = ["RecordedTake", "recorded_take"]
