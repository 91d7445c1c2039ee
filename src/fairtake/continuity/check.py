"""The linter: a cut and the performance it shows, judged rule by rule."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from fairtake.continuity.finding import Finding, Severity, timecode
from fairtake.continuity.rules import ASKED, IMPLIED, OCCLUDED, OF_CUTS, OF_SHOTS, RULES, occluded_speaker
from fairtake.continuity.site import Site
from fairtake.continuity.statistics import Statistics, measure
from fairtake.continuity.view import View
from fairtake.continuity.world import Cut, IdMaps, Performance, Segment, Unmatched
from fairtake.errors import FairtakeError

__all__ = ["Count", "Report", "as_data", "check"]


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule was broken, how often because it was asked for, and how often by a fault
    that is counted with another rule (eyes that miss each other because the line was crossed)."""

    errors: int = 0
    warnings: int = 0
    asked: int = 0
    implied: int = 0


@dataclass(frozen=True)
class Report:
    """What the linter found. `findings` in the order of the cut, those that were asked for
    among them; `counts` for every rule; `cuts` how many cuts join two shots of one scene;
    `skipped` says which rules could not be judged, and why; `unmatched` what on a timeline
    could not be judged."""

    findings: tuple[Finding, ...]
    cuts: int
    statistics: Statistics
    skipped: tuple[str, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that are errors and were not asked for."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR and not one.asked)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that are warnings and were not asked for."""
        return tuple(one for one in self.findings if one.severity is Severity.WARNING and not one.asked)

    @cached_property
    def counts(self) -> Mapping[str, Count]:
        """How often each rule was broken, by its name."""
        found = dict.fromkeys(RULES, Count())
        for one in self.findings:
            for rule in () if one.asked else one.implies:
                found[rule] = replace(found[rule], implied=found[rule].implied + 1)
            was = found[one.rule]
            if one.asked:
                found[one.rule] = replace(was, asked=was.asked + 1)
            elif one.severity is Severity.ERROR:
                found[one.rule] = replace(was, errors=was.errors + 1)
            else:
                found[one.rule] = replace(was, warnings=was.warnings + 1)
        return found

    @property
    def per_hundred(self) -> Mapping[str, float]:
        """Errors for every hundred cuts, by rule."""
        return {rule: 100 * count.errors / max(self.cuts, 1) for rule, count in self.counts.items()}

    @property
    def errors_per_hundred(self) -> float:
        """Errors for every hundred cuts."""
        return 100 * len(self.errors) / max(self.cuts, 1)


def check(cut: Cut, performance: Performance, ids: IdMaps | None = None) -> Report:
    """Judge a cut.

    `ids` are rendered id maps by the cut's frame, any frames of it; without them nothing is
    said of hidden speakers, and the report says so. Raises FairtakeError when the cut shows a
    scene the performance does not hold.
    """
    views = [_view(segment, cut, performance) for segment in cut.segments]
    sites = list(_sites(views, cut))
    findings: list[Finding] = []
    for view in views:
        for rule in OF_SHOTS:
            findings += _marked(rule(view), view.segment)
        if ids is not None:
            findings += _marked(occluded_speaker(view, ids), view.segment)
    for site in sites:
        found = [one for judge in OF_CUTS for one in judge(site)]
        findings += _marked(_folded(found), site.into.segment)
    skipped = () if ids is not None else (f"{OCCLUDED}: no rendered id maps were given",)
    order = {rule: place for place, rule in enumerate(RULES)}
    findings.sort(key=lambda one: (one.frame, order[one.rule], one.who))
    return Report(
        tuple(findings),
        len(sites),
        measure(views, [(site.out, site.into) for site in sites], cut.fps),
        skipped,
        cut.unmatched,
    )


def as_data(report: Report) -> dict[str, Any]:
    """A report as plain data for a file: schema fairtake.Continuity.1."""
    return {
        "schema": "fairtake.Continuity.1",
        "cuts": report.cuts,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "errors_per_hundred_cuts": round(report.errors_per_hundred, 2),
        "rules": {
            rule: {**asdict(count), "errors_per_hundred_cuts": round(report.per_hundred[rule], 2)}
            for rule, count in report.counts.items()
        },
        "figures": asdict(report.statistics),
        "findings": [asdict(one) for one in report.findings],
        "skipped": list(report.skipped),
        "unmatched": [asdict(one) for one in report.unmatched],
    }


def _view(segment: Segment, cut: Cut, performance: Performance) -> View:
    scene = performance.scene(segment.shot.scene)
    if scene is None:
        what = f"shot {segment.shot.number} shows scene {segment.shot.scene}, which the performance does not hold"
        raise FairtakeError(what, fix="Give the performance this cut was shot from.")
    if segment.first < 0 or segment.first + segment.frames > scene.frames:
        code = timecode(segment.at, cut.fps)
        what = f"shot {segment.shot.number} at {code} shows frames that scene {scene.number} does not have"
        raise FairtakeError(what, fix="Give the performance this cut was shot from.")
    return View(segment, scene, cut.aspect, cut.fps)


def _sites(views: list[View], cut: Cut) -> Iterable[Site]:
    """The cuts between shots of one scene."""
    joined = [_meet(one, other) for one, other in itertools.pairwise(views)]
    for place, (out, into) in enumerate(itertools.pairwise(views)):
        if not joined[place]:
            continue
        before = views[place - 1] if place and joined[place - 1] else None
        site = Site(out, into, before)
        if not site.seamless:
            yield site


def _meet(out: View, into: View) -> bool:
    one, other = out.segment, into.segment
    return out.scene is into.scene and not other.soft and one.at + one.frames == other.at


def _folded(found: list[Finding]) -> Iterable[Finding]:
    """One fault, one finding: what a finding implies is taken into it."""
    taken: set[int] = set()
    folded: list[Finding] = []
    for one in found:
        implied: list[str] = []
        for place, other in enumerate(found):
            if other.rule in IMPLIED.get(one.rule, ()) and set(other.who) & set(one.who):
                taken.add(place)
                implied.append(other.rule)
        folded.append(replace(one, implies=tuple(dict.fromkeys(implied))) if implied else one)
    return [one for place, one in enumerate(folded) if place not in taken]


def _marked(found: Iterable[Finding], segment: Segment) -> list[Finding]:
    """The findings, those marked that the shot was asked for."""
    asked: set[str] = set()
    for wish in segment.shot.asked:
        asked |= ASKED.get(wish, frozenset()) | {wish}
    return [replace(one, asked=one.rule in asked) for one in found]
