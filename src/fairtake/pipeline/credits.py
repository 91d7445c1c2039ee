"""Who made the film: people first, then what was synthetic and with what."""

from __future__ import annotations

from collections.abc import Mapping

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
) -> list[Credit]:
    """The pages of the end credits. `human_lines` counts lines spoken by people; `models` are the
    roles played by models that somebody brought, with the right they are used by, `places` those that
    play in one; `scored` tells whether there is music."""
    models = models or {}
    pages = []
    if breakdown.author:
        pages.append(Credit("Written by", (("", breakdown.author),)))
    speaking = [role for role in breakdown.roles if role.lines]
    silent = [role for role in breakdown.roles if not role.lines]
    rows = [
        (role.name.title() if role.name.isupper() else role.name, "drawn figure, synthetic voice") for role in speaking
    ]
    rows += [(role.name.title() if role.name.isupper() else role.name, "drawn figure") for role in silent]
    if rows:
        hidden = len(rows) - _MOST_ROLES
        rows = rows[:_MOST_ROLES]
        if hidden > 0:
            rows.append(("", f"and {hidden} more"))
        pages.append(Credit("Roles", tuple(rows)))
    synthetic = [
        ("Pictures", f"drawn by Fairtake {__version__} from words"),
        ("Camera and cut", "planned by Fairtake"),
        ("Sound", "made by Fairtake, without recordings"),
    ]
    if scored:
        synthetic.append(("Music", "composed and played by Fairtake"))
    if voices:
        synthetic.insert(1, ("Voices", "eSpeak NG"))
    pages.append(Credit("Synthetic", tuple(synthetic)))
    human = [("Screenplay", breakdown.author or "by its writer")]
    if human_lines:
        human.append(("Spoken lines", str(human_lines)))
    human += [(f"Model of {role.title()}", rights) for role, rights in models.items()]
    human += [(f"Set of {place.title()}", rights) for place, rights in (places or {}).items()]
    pages.append(Credit("Human", tuple(human)))
    used = "face or voice" if models or places else "face, voice or work"
    pages.append(Credit("", (("", f"No person's {used} was used to make this film."),)))
    return pages
