"""The set of a place: the one that is built in, or a model that somebody brought for it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from fairtake import exchange
from fairtake.errors import ProjectError
from fairtake.model.breakdown import Setting
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.film import PlaceEntry
from fairtake.model.set import Set
from fairtake.model.span import Gap, Span
from fairtake.pipeline.choices import place_entry
from fairtake.pipeline.clearing import right_of
from fairtake.pipeline.work import Work
from fairtake.project import code_digest
from fairtake.staging import sets
from fairtake.staging.sets import brought
from fairtake.store import digest

__all__ = ["brought_places", "set_of"]

_STANDS_IN = "; the built-in set stands in"


def set_of(
    work: Work, setting: Setting, people: int, words: Collection[str], seed: int, span: Span | None = None
) -> tuple[Set, str]:
    """A place's set and its key in the store. A model that cannot be used is a gap, and the
    built-in set stands in; so is a place that no kit knows."""
    entry = place_entry(work.settings, setting)
    plain = replace(setting, heading="")
    code = code_digest("staging/sets", "model")
    kit = entry.set if entry else ""
    key = digest("set", code, plain, people, sorted(words), kit, seed)
    model = _model_of(work, entry)
    if entry is not None and model is not None:
        return _brought(work, plain, entry, model, key, people, words, seed, span)
    built = _built(work, plain, kit, key, people, words, seed)
    _tell_generic(work, plain, built, span)
    return built, key


def _built(work: Work, setting: Setting, kit: str, key: str, people: int, words: Collection[str], seed: int) -> Set:
    found = work.store.load(key, Set)
    if found is None:
        found = sets.build_set(setting, people=people, seed=seed, words=sorted(words), kit=kit)
        work.store.save(key, found)
    return found


def _brought(
    work: Work,
    setting: Setting,
    entry: PlaceEntry,
    model: Cleared,
    built: str,
    people: int,
    words: Collection[str],
    seed: int,
    span: Span | None,
) -> tuple[Set, str]:
    how = [entry.model_up, entry.model_scale, entry.model_turn]
    try:
        content = [[file.name, file.sha256] for file in model.files]
        key = digest("brought set", code_digest("exchange", "geometry", "model", "staging/sets"), built, content, how)
        found = work.store.load(key, Set)
        if found is None:
            stand_in = _built(work, setting, entry.set, built, people, words, seed)
            adopted = exchange.adopt_set(
                model,
                stand_in,
                brought.words_for,
                up=entry.model_up,
                scale=entry.model_scale,
                turn=math.radians(entry.model_turn),
            )
            # What could not be kept goes with the set, to be told again when it is loaded.
            found = replace(adopted.set, gaps=adopted.gaps)
            if len(found.marks) < people:
                found = brought.marked(found, people, adopted.focus)
            work.store.save(key, found)
    except (ProjectError, OSError) as error:
        what = error.what if isinstance(error, ProjectError) else str(error)
        fix = error.fix if isinstance(error, ProjectError) else "Correct the path."
        _tell(work, Gap("staging", _called(setting, entry), f"{what}{_STANDS_IN}", fix, span))
        return _built(work, setting, entry.set, built, people, words, seed), built
    for gap in found.gaps:
        _tell(work, replace(gap, what=_called(setting, entry), span=span))
    if len(found.marks) < people:
        why = f"people have room for {len(found.marks)} on its floor, and the scene needs {people}"
        _tell(work, Gap("staging", _called(setting, entry), why, "Leave more floor free.", span))
    return found, key


def _model_of(work: Work, entry: PlaceEntry | None) -> Cleared | None:
    """The model of a place, if it was cleared."""
    found = next((place for place, one in work.settings.places.items() if one is entry), "")
    return work.clearing.find(ReferenceKind.PLACE, f"places.{found}.model") if entry and entry.model else None


def _called(setting: Setting, entry: PlaceEntry) -> str:
    return f"{setting.place}'s model {entry.model}"


def _tell(work: Work, gap: Gap) -> None:
    """Once, however many scenes play there."""
    if all((one.what, one.why) != (gap.what, gap.why) for one in work.gaps):
        work.gaps.append(gap)


def _tell_generic(work: Work, setting: Setting, set_: Set, span: Span | None) -> None:
    if set_.generic:
        why = "no set kit knows this place, so a plain one stands in"
        fix = 'Name a kit in film.toml: [places."..."] set = "...".'
        work.gaps.append(Gap("staging", setting.place, why, fix, span))


def brought_places(work: Work) -> dict[str, str]:
    """The places of the film that play in a brought model, with the right it is used by, once all
    scenes are staged. A model that could not be used is not in the film."""
    unused = {gap.what for gap in work.gaps if gap.why.endswith(_STANDS_IN)}
    found: dict[str, str] = {}
    for scene in work.breakdown.scenes:
        entry = place_entry(work.settings, scene.setting)
        model = _model_of(work, entry)
        if entry is not None and model is not None and _called(scene.setting, entry) not in unused:
            found[scene.setting.place] = right_of(work, model)
    return found
