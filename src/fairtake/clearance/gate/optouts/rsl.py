"""RSL 1.0 licences: what <prohibits> and <permits> say of use by AI."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from fairtake.clearance.gate.optouts.signal import OptOut, Purpose

__all__ = ["optouts_of"]

_SPACE = "rslstandard.org/rsl"
_USAGES = {
    "all": frozenset(Purpose),
    "ai-all": frozenset(Purpose),
    "ai-use": frozenset({Purpose.INPUT, Purpose.ALL}),
    "ai-train": frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    "train-ai": frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    "train-genai": frozenset({Purpose.GENERATIVE_TRAINING}),
    "ai-input": frozenset({Purpose.INPUT}),
    "ai-index": frozenset({Purpose.MINING}),
}


def optouts_of(root: Element) -> list[OptOut]:
    """What the licences below `root` forbid: what they prohibit by name, and, where they permit some usages
    only, those of AI that are not among them (RSL 1.0: what is not permitted is not)."""
    found = []
    for licence in root.iter():
        space, _, name = str(licence.tag).rpartition("}")
        if _SPACE not in space or name not in ("license", "rsl"):
            continue
        children = list(licence) if name == "license" else [one for one in licence if not _is(one, "content")]
        prohibited = _usages(children, "prohibits")
        permitted = _usages(children, "permits")
        if permitted and not {"all", "ai-all"} & set(permitted):
            missing = [one for one in ("ai-train", "ai-input") if one not in permitted and one not in prohibited]
            if not ("ai-use" in permitted and missing == ["ai-input"]):
                prohibited += [one for one in missing if not (one == "ai-input" and "ai-use" in permitted)]
        purposes = frozenset().union(*(_USAGES.get(one, frozenset()) for one in prohibited))
        if purposes:
            found.append(OptOut("RSL", "prohibits " + " ".join(dict.fromkeys(prohibited)), purposes))
    return found


def _is(element: Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name


def _usages(children: list[Element], name: str) -> list[str]:
    found: list[str] = []
    for child in children:
        if _is(child, name) and child.attrib.get("type", "usage") == "usage":
            found += (child.text or "").replace(",", " ").casefold().split()
    return found
