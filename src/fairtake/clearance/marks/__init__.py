"""Marks that stay when everything beside the film is stripped: in go a key, a number and a picture (or
sound); out comes one that looks (or sounds) the same and says that number to whoever has the key.

`payload` writes a number so that it can be read out of noise, `picture` hides it in pictures and `seeking`
finds it again, `sound` does both for sound, `fingerprints` knows a film again that bears no mark at all, and
`find_film` takes a file and says what is in its pictures, `hear_marks` what in its sound.
"""

from fairtake.clearance.marks.finding import LooksLike, MarkSeen, Sighting, find_film
from fairtake.clearance.marks.fingerprints import Fingerprint, fingerprint_film, match
from fairtake.clearance.marks.hearing import MarkHeard, hear_marks
from fairtake.clearance.marks.keys import Marking, known_keys, mark_key, marking_of
from fairtake.clearance.marks.picture import ALGORITHM, PictureMark
from fairtake.clearance.marks.seeking import Found, Reach, find
from fairtake.clearance.marks.sound import FoundSound, SoundMark, find_sound

__all__ = [
    "ALGORITHM",
    "Fingerprint",
    "Found",
    "FoundSound",
    "LooksLike",
    "MarkHeard",
    "MarkSeen",
    "Marking",
    "PictureMark",
    "Reach",
    "Sighting",
    "SoundMark",
    "find",
    "find_film",
    "find_sound",
    "fingerprint_film",
    "hear_marks",
    "known_keys",
    "mark_key",
    "marking_of",
    "match",
]
