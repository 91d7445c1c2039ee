"""What a voice comes through before it is heard."""

from __future__ import annotations

import pytest

from fairtake.breakdown import break_down
from fairtake.model.breakdown import Line
from fairtake.screenplay import read_screenplay


@pytest.mark.parametrize(
    ("cue", "manner", "medium"),
    [
        ("BEN (V.O.)", "", "thought"),
        ("BEN (V.O.)", "on the phone", "telephone"),
        ("BEN (ON PHONE)", "", ""),  # before our eyes: he is heard in the room
        ("BEN (O.S.) (ON PHONE)", "", "telephone"),
        ("BEN (FILTERED)", "", "telephone"),
        ("BEN", "into the phone", ""),
        ("BEN (O.S.)", "over the speakerphone, angry", "telephone"),
        ("BEN (V.O.)", "over the radio", "radio"),
        ("BEN", "into radio", ""),
        ("BEN (O.S.)", "from the intercom", "radio"),
        ("BEN", "into a megaphone", "loudspeaker"),
        ("BEN (O.S.)", "over the P.A.", "loudspeaker"),
        ("BEN (O.S.)", "through the bathroom door", "door"),
        ("BEN (O.S.)", "muffled", "door"),
        ("BEN", "underwater", "underwater"),
        ("BEN (O.S.)", "", ""),
        ("VOICE ON RADIO (V.O.)", "", "radio"),
        ("P.A. (V.O.)", "", "loudspeaker"),
        ("BEN (V.O.)", "am Telefon", "telephone"),
        ("BEN (O.S.)", "à travers la porte", "door"),
        ("BEN", "looking at the door", ""),
        ("BEN", "whispering", ""),
    ],
)
def test_words_for_what_carries_a_voice(cue, manner, medium, tmp_path) -> None:
    script = tmp_path / "s.fountain"
    bracket = f"({manner})\n" if manner else ""
    script.write_text(
        f"INT. KITCHEN - DAY\n\nANNA waits at the door.\n\n{cue}\n{bracket}Are you there?\n", encoding="utf-8"
    )
    found = break_down(read_screenplay(script), "en")
    (line,) = [beat for scene in found.scenes for beat in scene.beats if isinstance(beat, Line)]
    assert line.medium == medium
    if medium:
        assert not [gap for gap in found.gaps if manner and manner.split(",")[0] in gap.what]
