"""A phrase to be spoken by the person who signs: drawn from the grant, so that a recording fits no other."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from fairtake.clearance.grants.canon import canonical
from fairtake.errors import ClearanceError
from fairtake.model.grant import Grant, Liveness

__all__ = ["challenge", "with_recording"]

_LEAST_SECONDS = 2.0
_LARGEST = 256 * 1024 * 1024
# Short, told apart by ear, and nothing one would be ashamed to say.
_WORDS = (
    "acorn", "amber", "anchor", "apple", "apron", "arrow", "autumn", "basket", "beacon", "birch", "blanket",
    "blossom", "bottle", "bramble", "bridge", "bronze", "bucket", "butter", "button", "cabin", "candle", "canyon",
    "carpet", "castle", "cedar", "cherry", "chimney", "cinnamon", "clover", "cobalt", "comet", "copper", "coral",
    "cotton", "cricket", "crystal", "curtain", "daisy", "dolphin", "donkey", "dragon", "eagle", "ember", "engine",
    "falcon", "feather", "fennel", "fiddle", "finch", "flannel", "forest", "fountain", "gallop", "garden", "garlic",
    "ginger", "glacier", "golden", "granite", "hammer", "harbour", "harvest", "hazel", "heron", "honey", "horizon",
    "indigo", "island", "ivory", "jacket", "jasmine", "jungle", "kettle", "kitten", "ladder", "lantern", "lavender",
    "lemon", "lily", "linen", "lobster", "magnet", "mango", "maple", "marble", "meadow", "melon", "mirror", "mitten",
    "morning", "mountain", "mustard", "nectar", "needle", "nutmeg", "oatmeal", "ocean", "olive", "onion", "orange",
    "orchard", "otter", "oyster", "paddle", "panther", "paper", "parsley", "pebble", "pencil", "pepper", "piano",
    "pillow", "planet", "plum", "pocket", "pumpkin", "quarry", "quilt", "rabbit", "raven", "ribbon", "river",
    "rocket", "saffron", "sailor", "sandal", "silver", "sparrow",
)  # fmt: skip
assert len(_WORDS) == 128 == len(set(_WORDS))


def challenge(grant: Grant) -> str:
    """The phrase to be spoken for this grant: who, what for, and six words (42 bits) drawn from subject, project, id,
    use and dates."""
    drawn = hashlib.sha256(
        b"fairtake.Challenge.1\n"
        + canonical(
            {
                "subject": grant.subject.name,
                "project": grant.project,
                "id": grant.id,
                "use": grant.use,
                "start": grant.start,
                "end": grant.end,
            }
        )
    ).digest()
    number = int.from_bytes(drawn[:6], "big")
    words = [_WORDS[number >> 7 * at & 127] for at in range(6)]
    lent = " and ".join(item.value for item in grant.modality)
    film = grant.project.replace("-", " ")
    return f"I am {grant.subject.name}. I lend my {lent} to {film}: {' '.join(words[:3])}, {' '.join(words[3:])}."


def with_recording(grant: Grant, recording: Path) -> Grant:
    """The grant with the phrase, and the hash of the recording in which it is spoken. A recording that can be
    decoded has to be two seconds long and not silent. Raises ClearanceError."""
    try:
        if not recording.is_file() or not 0 < recording.stat().st_size <= _LARGEST:
            raise ClearanceError(
                "is not a recording", file=str(recording), key="liveness", fix="Record the phrase as a WAV file."
            )
        with recording.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ClearanceError(
            f"cannot be read: {error.strerror}", file=str(recording), key="liveness", fix="Check the file."
        ) from error
    if recording.suffix.lower() in {".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff"}:
        _heard(recording)
    return replace(grant, liveness=Liveness(challenge(grant), digest, grant.liveness.verified_at))


def _heard(recording: Path) -> None:
    import soundfile

    try:
        with soundfile.SoundFile(recording) as sound:
            seconds = sound.frames / max(sound.samplerate, 1)
            loudest = max((float(abs(block).max(initial=0.0)) for block in sound.blocks(65536)), default=0.0)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise ClearanceError(
            "cannot be heard: it is damaged", file=str(recording), key="liveness", fix="Record it again."
        ) from error
    if seconds < _LEAST_SECONDS or loudest < 0.01:
        why = "is too short to hold the phrase" if seconds < _LEAST_SECONDS else "is silent"
        raise ClearanceError(why, file=str(recording), key="liveness", fix="Record the phrase again.")
