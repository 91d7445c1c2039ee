"""Who made the film: people first, then what was synthetic and with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fairtake import __version__
from fairtake.editing import Credit
from fairtake.model.breakdown import Breakdown
from fairtake.model.reading import VoiceSpec

__all__ = ["end_credits"]

_MOST_ROLES = 45


def end_credits(
    breakdown: Breakdown,
    voices: Mapping[str, VoiceSpec],
    human_lines: int,
    models: Mapping[str, str] | None = None,
    scored: bool = False,
    places: Mapping[str, str] | None = None,
    spoken: Mapping[str, Mapping[str, int]] | None = None,
    music: Mapping[str, str] | None = None,
    lent: Sequence[tuple[str, str]] = (),
) -> list[Credit]:
    """The pages of the end credits. `human_lines` counts lines spoken by people, and `spoken` says of
    each role how many of its lines came from where ("recorded", "synthetic voice (eSpeak NG)"), in a film
    that is not spoken by eSpeak NG alone; `models` are the
    roles played by models that somebody brought, with the right they are used by, `places` those that
    play in one; `scored` tells whether there is music that was composed for the film, and `music` names a file that
    plays instead, with the right it is used by; `lent` who lent something by a signed grant, and what."""
    models = models or {}
    pages = []
    if breakdown.author:
        pages.append(Credit("Written by", (("", breakdown.author),)))
    speaking = [role for role in breakdown.roles if role.lines]
    silent = [role for role in breakdown.roles if not role.lines]
    acted = "drawn figure" if spoken else "drawn figure, synthetic voice"
    rows = [(_shown(role.name), acted) for role in speaking]
    rows += [(_shown(role.name), "drawn figure") for role in silent]
    if rows:
        pages.append(Credit("Roles", _some(rows)))
    if spoken:
        rows = [(f"Voice of {_shown(role)}", " and ".join(sources)) for role, sources in spoken.items()]
        pages.append(Credit("Voices", _some(rows)))
    synthetic = [
        ("Pictures", f"drawn by Fairtake {__version__} from words"),
        ("Camera and cut", "planned by Fairtake"),
        ("Sound", f"made by Fairtake, without {'other ' if human_lines else ''}recordings"),
    ]
    if scored:
        synthetic.append(("Music", "composed and played by Fairtake"))
    engines = {source for sources in (spoken or {}).values() for source in sources}
    if voices and (not spoken or any("eSpeak NG" in source for source in engines)):
        synthetic.insert(1, ("Voices", "eSpeak NG"))
    pages.append(Credit("Synthetic", tuple(synthetic)))
    human = [("Screenplay", breakdown.author or "by its writer")]
    if human_lines:
        human.append(("Spoken lines", str(human_lines)))
    human += [(f"Model of {role.title()}", rights) for role, rights in models.items()]
    human += [("Music", f"{name}, {rights}") for name, rights in (music or {}).items()]
    human += [(f"Set of {place.title()}", rights) for place, rights in (places or {}).items()]
    pages.append(Credit("Human", tuple(human)))
    if lent:
        pages.append(Credit("Lent with consent", _some([(what[0].upper() + what[1:], who) for who, what in lent])))
    used = "face or voice" if models or places or music else "face, voice or work"
    told = f"No person's {used} was used to make this film."
    if human_lines or any(source.startswith("voice file") for source in engines):
        told = "No person's face was used to make this film, and no voice but those named here."
    if lent:
        told = "No person's face, voice or work was used to make this film but those named here, who agreed to it."
    pages.append(Credit("", (("", told),)))
    return pages


def _shown(name: str) -> str:
    return name.title() if name.isupper() else name


def _some(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What fits on a page, and how many more there are."""
    hidden = len(rows) - _MOST_ROLES
    return (*rows[:_MOST_ROLES], *([("", f"and {hidden} more")] if hidden > 0 else []))
