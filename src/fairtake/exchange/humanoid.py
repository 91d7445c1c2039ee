"""Which bone of a stranger's skeleton is which joint of ours, by the names rigs go by.

VRM files say it themselves. Otherwise names are read as Mixamo, Ready Player Me, Unreal,
Rigify, Daz, 3ds Max Biped and most hand-made rigs write them; the bones of the trunk are found
by their place between hips and neck, because everybody counts spines differently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import ModelFile
from fairtake.model.figure import JOINTS

__all__ = ["NEEDED", "find_bones", "under"]

_VRM = {
    "hips": "pelvis", "neck": "neck", "head": "head", "Shoulder": "shoulder", "UpperArm": "upper_arm",
    "LowerArm": "forearm", "Hand": "hand", "UpperLeg": "thigh", "LowerLeg": "shin", "Foot": "foot", "Toes": "toe",
    "ThumbMetacarpal": "thumb", "ThumbProximal": "thumb", "IndexProximal": "index", "IndexIntermediate": "index_tip",
    "MiddleProximal": "fingers", "MiddleIntermediate": "fingers_tip", "Eye": "eye",
}  # fmt: skip

_WORDS = {
    "pelvis": "hips hip pelvis hipscontrol",
    "neck": "neck neck1 neck01 neck0 necklower",
    "head": "head",
    "shoulder": "shoulder clavicle collar clav collarbone",
    "upper_arm": "upperarm arm uparm armupper upperarmbend shldrbend shldr upperarmtwist1 upperarm01",
    "forearm": "forearm lowerarm armlower elbow forearmbend lowarm lowerarm01",
    "hand": "hand wrist",
    "thigh": "upleg thigh upperleg legupper thighbend upperleg01",
    "shin": "leg calf lowerleg shin knee leglower shinbone lowerleg01 lowleg",
    "foot": "foot ankle",
    "toe": "toebase toe toes ball toe0 toe1",
    "thumb": "thumb1 thumb01 thumbproximal thumb thumbmetacarpal",
    "index": "index1 index01 indexproximal index findex01 finger1 finger11",
    "index_tip": "index2 index02 indexintermediate findex02",
    "fingers": "middle1 middle01 middleproximal middle mid1 fmiddle01 finger2 finger21",
    "fingers_tip": "middle2 middle02 middleintermediate mid2 fmiddle02",
    "eye": "eye eyeball",
}
_NAMES = {word: joint for joint, words in _WORDS.items() for word in words.split()}
_SIDED = {joint for joint in _WORDS if joint not in ("pelvis", "neck", "head")}

NEEDED = ("pelvis", "head", *(f"{j}{s}" for j in ("upper_arm", "forearm", "hand", "thigh", "shin", "foot") for s in (".L", ".R")))  # fmt: skip
"""Without these no body can be moved."""

_PLAIN = {
    "pelvis": "hips", "head": "head", "upper_arm": "upper arm", "forearm": "lower arm", "hand": "hand",
    "thigh": "upper leg", "shin": "lower leg", "foot": "foot",
}  # fmt: skip


def find_bones(model: ModelFile) -> dict[str, int]:
    """Our joints (and "eye.L", "eye.R") and the nodes that are them. Raises ProjectError when
    there is no skeleton or it is not a person's."""
    if not model.skinned:
        raise ProjectError(
            "the model has no skeleton (no skinned mesh)",
            file=str(model.path),
            fix="Rig it as a humanoid (VRM, Mixamo, Rigify ...) and export it with its skin.",
        )
    found = _declared(model.humanoid) if model.humanoid else {}
    for joint, node in _named(model).items():
        found.setdefault(joint, node)
    _rigify(model, found)
    missing = [joint for joint in NEEDED if joint not in found]
    if missing:
        some = ", ".join(_said(joint) for joint in missing[:4]) + (" ..." if len(missing) > 4 else "")
        raise ProjectError(
            f"the model's skeleton is not one of a person that is known here: no {some}",
            file=str(model.path),
            fix='Name the bones as VRM or Mixamo do ("Hips", "LeftArm", ...), or export it as VRM.',
        )
    _trunk(model, found)
    return {joint: node for joint, node in found.items() if joint in JOINTS or joint.startswith("eye")}


def _said(joint: str) -> str:
    name, _, side = joint.partition(".")
    return f"{ {'L': 'left ', 'R': 'right '}.get(side, '') }{_PLAIN[name]}"


def _declared(bones: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, node in bones.items():
        side = {"left": ".L", "righ": ".R"}.get(name[:4], "")
        plain = name.removeprefix("left").removeprefix("right") if side else name
        joint = _VRM.get(plain)
        # In VRM 1 the thumb begins with its metacarpal, in VRM 0 with what is called proximal.
        if joint is not None and (plain != "ThumbProximal" or f"{joint}{side}" not in found):
            found[f"{joint}{side}"] = node
    return found


def _named(model: ModelFile) -> dict[str, int]:
    """Bones by their names; of two with one name the one nearer the root."""
    depth = _depths(model)
    found: dict[str, int] = {}
    for number in sorted(range(len(model.names)), key=lambda n: (depth[n], n)):
        joint = _joint(model.names[number])
        if joint:
            found.setdefault(joint, number)
    return found


def _depths(model: ModelFile) -> list[int]:
    depths = []
    for number in range(len(model.names)):
        depth, parent = 0, model.parents[number]
        while parent >= 0:
            depth, parent = depth + 1, model.parents[parent]
        depths.append(depth)
    return depths


def _joint(name: str) -> str:
    """The joint a bone's name means, or nothing."""
    name = re.split(r"[:|]", name)[-1]
    name = re.sub(r"^(?:DEF|ORG|def|CC_Base|Bip\d*|J_Bip|J_Adj|b|Bone|jnt|rig|mixamorig\d*)[ _-]+", "", name)
    if re.match(r"^(?:MCH|VIS|ctrl|IK|ik)[ _-]", name):
        return ""
    side = ""
    patterns = (
        r"(?i)(left|right)",
        r"(?:^|[_.\- ])([lLrR])(?=$|[_.\- ])",
        r"^([lr])(?=[A-Z])",
        r"(?<=[a-z])([LR])$",
    )
    for pattern in patterns:
        match = re.search(pattern, name)
        if match:
            side = match.group(1)[0].upper()
            name = name[: match.start(1)] + name[match.end(1) :]
            break
    plain = re.sub(r"^c(?=_)|[^a-z0-9]", "", name.lower())
    plain = re.sub(r"^hand(?=thumb|index|middle)", "", plain)
    joint = _NAMES.get(plain, "")
    if not joint:
        return ""
    if joint in _SIDED:
        return f"{joint}.{side}" if side else ""
    return joint if not side else ""


def _rigify(model: ModelFile, found: dict[str, int]) -> None:
    """Blender's Rigify calls the whole trunk spine: spine is the hips, spine.006 the head."""
    numbers = {name.removeprefix("DEF-").removeprefix("ORG-"): n for n, name in enumerate(model.names)}
    if "pelvis" in found and "head" in found:
        return
    if "spine" in numbers and "spine.006" in numbers:
        found["pelvis"], found["head"] = numbers["spine"], numbers["spine.006"]
        if "spine.004" in numbers:
            found["neck"] = numbers["spine.004"]


def _trunk(model: ModelFile, found: dict[str, int]) -> None:
    """Spine, chest and neck: what lies between the hips and the head."""
    chain = []
    node = model.parents[found["head"]]
    while node >= 0 and node != found["pelvis"]:
        chain.append(node)
        node = model.parents[node]
    chain.reverse()
    if node < 0:
        chain = []
    # The arms hang on the chest, so what comes after is neck.
    above = model.parents[found.get("shoulder.L", found["upper_arm.L"])]
    last = chain.index(above) if above in chain else max(0, len(chain) - 2)
    trunk, necks = chain[: last + 1], chain[last + 1 :]
    found.pop("neck", None)
    if necks:
        found["neck"] = necks[0]
    if trunk:
        found["chest"] = trunk[-1]
    if len(trunk) > 1:
        found["spine"] = trunk[0]


def under(model: ModelFile, top: int) -> set[int]:
    """A node and everything that hangs on it."""
    found = set()
    for number in range(len(model.names)):
        node = number
        while node >= 0 and node != top:
            node = model.parents[node]
        if node >= 0:
            found.add(number)
    return found
