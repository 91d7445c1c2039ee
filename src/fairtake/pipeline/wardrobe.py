"""What everybody wears, scene by scene: the film's looks with what the script changes of them."""

from __future__ import annotations

from collections.abc import Mapping

from fairtake import staging
from fairtake.model.breakdown import Breakdown, Scene
from fairtake.model.figure import Appearance
from fairtake.staging import performers

__all__ = ["looks_in"]


def looks_in(breakdown: Breakdown, scene: Scene, appearances: Mapping[str, Appearance]) -> dict[str, Appearance]:
    """The looks of the roles of a scene by the key of their figure: the role for how they begin it,
    and one more for each change of clothes that is acted in it. Clothes changed in one scene are worn
    in those after it; a flashback shows people as they were first dressed."""
    looks = dict(appearances)
    for before in breakdown.scenes:
        here = before.number == scene.number
        if before.memory and not here:
            continue
        now = dict(appearances) if here and before.memory else looks
        for role, words in before.wardrobe:
            if role in now:
                now[role] = performers.redressed(now[role], words, appearances[role])
        changes = staging.clothes_changed(before)
        if here:
            return _acted(before, now, changes, appearances)
        for _, role, words in changes:
            if role in now:
                now[role] = performers.redressed(now[role], words, appearances[role])
    return looks


def _acted(
    scene: Scene,
    looks: Mapping[str, Appearance],
    changes: tuple[tuple[int, str, str], ...],
    first: Mapping[str, Appearance],
) -> dict[str, Appearance]:
    worn = {role: performers.weathered(look, scene.setting) for role, look in looks.items()}
    found = dict(worn)
    numbers: dict[str, int] = {}
    for _, role, words in changes:
        if role in worn:
            numbers[role] = numbers.get(role, 0) + 1
            worn[role] = performers.redressed(worn[role], words, first[role])
            found[staging.variant(role, numbers[role])] = worn[role]
    return found
