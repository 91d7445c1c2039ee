"""The figure of a role: the one that is built in, or a model that somebody brought for it."""

from __future__ import annotations

from dataclasses import replace

from fairtake import exchange
from fairtake.errors import ProjectError
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.figure import Appearance, Figure
from fairtake.model.film import CastEntry
from fairtake.model.span import Gap, Span
from fairtake.pipeline.clearing import right_of
from fairtake.pipeline.work import Work
from fairtake.project import code_digest
from fairtake.staging import performers
from fairtake.store import digest

__all__ = ["brought_models", "figure_of"]

_STANDS_IN = "; the built-in figure stands in"


def figure_of(work: Work, role: str, look: Appearance, span: Span | None = None) -> tuple[Figure, str]:
    """A role's figure and its key in the store. A model that cannot be used is a gap, and the
    built-in figure stands in; so are words of its looks that no figure can show."""
    for words in look.unshown:
        _tell(
            work, Gap("casting", f"{role}: {words}", "nothing on a figure shows this", "Leave it to the words.", span)
        )
    key = digest("figure", code_digest("staging/performers", "model"), role, look)
    entry = work.settings.cast.get(role)
    model = work.clearing.find(ReferenceKind.CHARACTER, f"cast.{role}.model")
    if entry is not None and model is not None:
        return _brought(work, role, look, key, entry, model, span)
    return _built(work, role, look, key), key


def _built(work: Work, role: str, look: Appearance, key: str) -> Figure:
    figure = work.store.load(key, Figure)
    if figure is None:
        figure = performers.build_figure(role, look)
        work.store.save(key, figure)
    return figure


def _brought(
    work: Work, role: str, look: Appearance, built: str, entry: CastEntry, model: Cleared, span: Span | None
) -> tuple[Figure, str]:
    try:
        content = [[file.name, file.sha256] for file in model.files]
        key = digest("brought figure", code_digest("exchange", "geometry", "model"), built, content, entry.model_face)
        figure = work.store.load(key, Figure)
        if figure is None:
            adopted = exchange.adopt_figure(model, _built(work, role, look, built), entry.model_face)
            # What could not be kept goes with the figure, to be told again when it is loaded.
            told = {f"gap {number}": f"{gap.what}\n{gap.why}\n{gap.fix}" for number, gap in enumerate(adopted.gaps)}
            figure = replace(adopted.figure, details={**adopted.figure.details, **told})
            work.store.save(key, figure)
    except (ProjectError, OSError) as error:
        what = error.what if isinstance(error, ProjectError) else str(error)
        fix = error.fix if isinstance(error, ProjectError) else "Correct the path."
        _tell(work, Gap("casting", f"{role}'s model {entry.model}", f"{what}{_STANDS_IN}", fix, span))
        return _built(work, role, look, built), built
    for name, text in figure.details.items():
        if name.startswith("gap "):
            what, why, fix = text.split("\n")
            _tell(work, Gap("casting", what, why, fix, span))
    return figure, key


def _tell(work: Work, gap: Gap) -> None:
    """Once, however many scenes the role is in."""
    if all((one.what, one.why) != (gap.what, gap.why) for one in work.gaps):
        work.gaps.append(gap)


def brought_models(work: Work) -> dict[str, str]:
    """The roles of the film that are played by a brought model, with the right it is used by, once
    all scenes are staged. A model that could not be used is not in the film."""
    roles = {role.name for role in work.breakdown.roles}
    unused = {gap.what for gap in work.gaps if gap.why.endswith(_STANDS_IN)}
    lent = [(one.reference.role, one.reference.path, one) for one in work.clearing.of(ReferenceKind.CHARACTER)]
    return {
        role: right_of(work, one)
        for role, path, one in lent
        if role in roles and f"{role}'s model {path}" not in unused
    }
