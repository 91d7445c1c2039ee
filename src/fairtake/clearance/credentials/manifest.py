"""What a file says of itself: the noun, and the same as a C2PA manifest definition.

Assertions of our own have labels under org.fairtake; all others are those of C2PA 2.2 and CAWG 1.2.
No time is said unless the maker gives one ($SOURCE_DATE_EPOCH): the same film is the same bytes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from fairtake import __version__

__all__ = [
    "BESIDE",
    "CLEARANCES",
    "DISCLOSURE",
    "TRAINING",
    "GrantNote",
    "Ingredient",
    "Manifest",
    "Mark",
    "SourceType",
    "definition",
]

CLEARANCES = "org.fairtake.clearances"
DISCLOSURE = "org.fairtake.disclosure"
BESIDE = "org.fairtake.beside"
TRAINING = "cawg.training-mining"

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"

_USES = ("cawg.ai_training", "cawg.ai_generative_training", "cawg.data_mining", "cawg.ai_inference")
"""Of CAWG's four, inference is a viewer's matter: it is never allowed nor denied by training."""


class SourceType(StrEnum):
    """IPTC's digital source types that are true of what Fairtake makes, with their definitions.

    ALGORITHMIC: made purely by an algorithm that is not based on any sampled training data: drawn
    figures, rule-based speech (eSpeak NG), computed sound and music. COMPOSITE: a mix of several
    elements: such pictures or sound with what people recorded, filmed or drew. TRAINED: a composite
    in which a model trained on samples took part (a voice file). HUMAN: made by people with tools that
    generate nothing: the words of subtitles. CAPTURE: recorded from life.
    """

    ALGORITHMIC = "algorithmicMedia"
    COMPOSITE = "composite"
    TRAINED = "compositeWithTrainedAlgorithmicMedia"
    HUMAN = "digitalCreation"
    CAPTURE = "digitalCapture"

    @property
    def url(self) -> str:
        """As C2PA writes it."""
        return _IPTC + self.value


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What somebody lent. `title` is how they want to be named and never a path, `path` the file to
    take its own credentials from, `kind` what it is, `basis` by what right it is used, `grants` the hashes of the
    grants it stands on, `sha256` its own, `format` its media type."""

    title: str
    path: Path
    format: str
    kind: str
    basis: str
    sha256: str
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantNote:
    """A grant a file stands on, told without the person's data: its hash, how the person wants to be
    named, what of them is lent ("voice")."""

    sha256: str
    credit: str
    modality: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A watermark in the file: its `value`, and the `algorithm` that reads it."""

    value: int
    algorithm: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says of itself. `title` is its name, `film` the film's title, `made` how it came about
    in a sentence; `synthetic` and `human` list departments; `training` whether the film may train models;
    `beside` the hashes of files that belong to it, by name; `time` ISO 8601, "" for none."""

    title: str
    film: str
    source: SourceType
    made: str
    ingredients: tuple[Ingredient, ...] = ()
    grants: tuple[GrantNote, ...] = ()
    synthetic: tuple[str, ...] = ()
    human: tuple[str, ...] = ()
    training: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    time: str = ""


def definition(manifest: Manifest, provider: str, identifier: str, first_box: str = "") -> dict[str, Any]:
    """The manifest as c2pa's Builder takes it, without its ingredients; `provider` is who signs,
    `identifier` a UUID, `first_box` the hash of what C2PA leaves out of an MP4."""
    assertions: list[dict[str, Any]] = [
        {"label": "c2pa.actions.v2", "data": {"actions": _actions(manifest)}},
        {"label": TRAINING, "data": {"entries": {use: {"use": _use(use, manifest.training)} for use in _USES}}},
        {"label": DISCLOSURE, "data": _disclosure(manifest, provider, identifier, first_box)},
        {"label": CLEARANCES, "data": _clearances(manifest)},
    ]
    if manifest.beside:
        files = [{"name": name, "sha256": sha256} for name, sha256 in sorted(manifest.beside.items())]
        assertions.append({"label": BESIDE, "data": {"schema": "fairtake.Beside.1", "files": files}})
    for mark in manifest.marks:
        data = {"alg": mark.algorithm, "blocks": [{"scope": {}, "value": f"{mark.value:012x}"}]}
        assertions.append({"label": "c2pa.soft-binding", "data": data})
    return {
        "label": f"urn:c2pa:{identifier}",
        "instance_id": f"xmp:iid:{identifier}",
        "claim_generator_info": [{"name": "Fairtake", "version": __version__}],
        "title": manifest.title,
        "assertions": assertions,
    }


def ingredient_entry(ingredient: Ingredient, number: int) -> dict[str, Any]:
    """An ingredient as c2pa's Builder takes it: named by its giver's wish, without a picture of it."""
    told = f"{number} {ingredient.sha256} {ingredient.title}"
    return {
        "title": ingredient.title,
        "relationship": "inputTo",
        "label": _label(number),
        "instance_id": f"xmp:iid:{uuid.uuid5(uuid.NAMESPACE_OID, told)}",
    }


def said(manifest: Manifest) -> str:
    """Everything the manifest says, as text that is equal when it is: for telling whether a file has to
    be signed again."""
    return json.dumps(definition(manifest, "", ""), sort_keys=True) + json.dumps(
        [ingredient_entry(one, number) for number, one in enumerate(manifest.ingredients)], sort_keys=True
    )


def _label(number: int) -> str:
    return f"lent-{number}"


def _use(use: str, training: bool) -> str:
    return "allowed" if training else "notAllowed"


def _actions(manifest: Manifest) -> list[dict[str, Any]]:
    created: dict[str, Any] = {
        "action": "c2pa.created",
        "digitalSourceType": manifest.source.url,
        "softwareAgent": {"name": "Fairtake", "version": __version__},
        "description": manifest.made,
    }
    if manifest.time:
        created["when"] = manifest.time
    if manifest.ingredients:
        created["parameters"] = {"ingredientIds": [_label(number) for number in range(len(manifest.ingredients))]}
    actions = [created]
    if manifest.marks:
        actions.append({"action": "c2pa.watermarked.bound"})
    return actions


def _disclosure(manifest: Manifest, provider: str, identifier: str, first_box: str) -> dict[str, Any]:
    """Who did what, machine and people; and what California SB 942, 22757.3 (b) asks for: provider, system,
    version, a unique identifier, and the time where one is given."""
    return {
        "schema": "fairtake.Disclosure.1",
        "film": manifest.film,
        "synthetic": list(manifest.synthetic),
        "human": list(manifest.human),
        "provider": provider,
        "system": "Fairtake",
        "version": __version__,
        "identifier": identifier,
        **({"first_box": first_box} if first_box else {}),
        **({"time": manifest.time} if manifest.time else {}),
    }


def _clearances(manifest: Manifest) -> dict[str, Any]:
    return {
        "schema": "fairtake.Clearances.1",
        "grants": [
            {"sha256": grant.sha256, "credit": grant.credit, "modality": list(grant.modality)}
            for grant in manifest.grants
        ],
        "references": [
            {"title": one.title, "kind": one.kind, "basis": one.basis, "grants": list(one.grants), "sha256": one.sha256}
            for one in manifest.ingredients
        ],
    }
