"""A grant in plain words says everything that matters, and warns of what is unusual."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile
from made_grants import a_grant

from fairtake.clearance.grants import (
    challenge,
    draft,
    hash_assets,
    plain_words,
    problems,
    signed_words,
    warnings,
    with_recording,
)
from fairtake.errors import ClearanceError
from fairtake.model.grant import Modality, Revocation, Subject


def test_the_words_a_performer_wants_are_there(signed):
    text = plain_words(signed.grant) + signed_words(signed)
    for words in (
        "Anna Berg, this is what you agree to",
        "Your face and voice",
        'Only for the film "ten-years"',
        "plays ANNA in Ten Years",
        "From 20 November 2026 until the end of 20 November 2027",
        "nobody may train a model on your face and voice",
        "Using your way of moving or name: not lent",
        "12.50 EUR for every second seen or heard, at least 100 EUR and at most 1000 EUR",
        "At any time, without a reason",
        "Studio, for the production",
        signed.sha256,
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"compensation": ()}, "Nothing is paid."),
        ({"training": True}, "AI may be trained on it"),
        ({"use": "any purpose whatsoever, forever"}, "is broad"),
        ({"assets": ()}, "No files are named"),
        ({"revocation": Revocation(allowed=False)}, "cannot be taken back"),
        ({"revocation": Revocation(notice_days=90)}, "only after 90 days"),
        ({"end": "2036-11-20"}, "It runs for 10 years"),
        ({"end": ""}, "cannot be signed like this"),
        ({"notice_waived": True}, "48 hours"),
        ({"strike_suspend": False}, "during a strike"),
        ({"subject": Subject("Вера")}, "Cyrillic letters"),
    ],
)
def test_what_is_missing_or_unusual_is_said(terms, words):
    assert not any(words in warning for warning in warnings(a_grant()))
    grant = a_grant(**terms)
    assert any(words in warning for warning in warnings(grant))
    assert words in plain_words(grant)


def test_guardians_and_estates_read_of_the_person():
    mia = a_grant(subject=Subject("Mia Berg", minor=True, born="2014-01-01"), court_approval="Berlin 1/26")
    assert "You sign as the guardian" in plain_words(mia)
    assert "Mia Berg’s face and voice" in plain_words(mia)
    assert "for the estate" in plain_words(a_grant(subject=Subject("Anna Berg", living=False)))


def test_a_draft_is_complete_and_can_be_used_at_once(tmp_path):
    folder = tmp_path / "recordings"
    (folder / "take").mkdir(parents=True)
    for name in ("b.wav", "a.wav", ".hidden", "take/c.wav"):
        (folder / name).write_bytes(name.encode())
    made = draft("Anna Berg", [Modality.VOICE], "ten-years", "plays ANNA in Ten Years", [folder])
    assert [asset.name for asset in made.assets] == ["recordings/a.wav", "recordings/b.wav", "recordings/take/c.wav"]
    assert made.assets[0].bytes == 5
    assert made.notice_waived
    assert not list(problems(made, "x"))
    union = draft("A B", [Modality.VOICE], "x", "plays in X", representation={"by": "union", "agreement": "AV"})
    assert not union.notice_waived


def test_links_that_leave_the_folder_are_not_hashed(tmp_path):
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "lent"
    folder.mkdir()
    with pytest.raises(ClearanceError, match="empty"):
        hash_assets([folder])
    (folder / "a.wav").symlink_to(tmp_path / "secret")
    with pytest.raises(ClearanceError, match="leads out"):
        hash_assets([folder])
    (folder / "a.wav").unlink()
    (folder / "sub").symlink_to(tmp_path)
    with pytest.raises(ClearanceError, match="link to a folder"):
        hash_assets([folder])
    with pytest.raises(ClearanceError, match="not there"):
        hash_assets([tmp_path / "none"])


def test_the_phrase_belongs_to_one_grant_and_its_recording_is_hashed(tmp_path):
    grant = a_grant()
    assert challenge(grant) == challenge(grant)
    assert challenge(grant) != challenge(replace(grant, id="anna-2"))
    noise = np.random.default_rng(1).normal(0, 0.1, 48_000)
    soundfile.write(tmp_path / "long.wav", np.tile(noise, 3), 48_000)
    soundfile.write(tmp_path / "short.wav", noise, 48_000)
    soundfile.write(tmp_path / "silent.wav", np.zeros(150_000), 48_000)
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    bound = with_recording(grant, tmp_path / "long.wav")
    assert bound.liveness.challenge == challenge(grant)
    assert len(bound.liveness.media_sha256) == 64
    assert challenge(bound) == challenge(grant)
    for name, why in (("short", "too short"), ("silent", "silent"), ("broken", "damaged"), ("none", "not a recording")):
        with pytest.raises(ClearanceError, match=why):
            with_recording(grant, tmp_path / f"{name}.wav")
