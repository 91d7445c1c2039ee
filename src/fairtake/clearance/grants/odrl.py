"""Grants as ODRL 2.2 policies (W3C Recommendation, JSON-LD), and back.

ODRL has words for targets, dates, places, languages, media, pay and prohibitions. What it has none for (modality,
replica type, roles, notice, revocation, signatures) travels in the whole grant, kept as a JSON literal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fairtake.clearance.grants.canon import canonical
from fairtake.clearance.grants.credential import Imported
from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.letters import wrong_in_text
from fairtake.clearance.grants.moments import begins, ends, stamp
from fairtake.clearance.grants.reading import LARGEST, read_json
from fairtake.clearance.grants.signing import parse_signed
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, Compensation, Grant, SignedGrant

__all__ = ["from_odrl", "to_odrl"]

_NS = "urn:fairtake:terms#"
_CONTEXT: list[Any] = [
    "http://www.w3.org/ns/odrl.jsonld",
    {"fairtake": _NS, "fairtake:grantDocument": {"@type": "@json"}, "dc": "http://purl.org/dc/terms/"},
]
_CURRENCY = "http://cvx.iptc.org/iso4217a/"


def to_odrl(signed: SignedGrant) -> dict[str, Any]:
    """The grant as an ODRL Agreement: one permission to derive, with constraints and duties, and its prohibitions."""
    grant = signed.grant
    targets = [
        {"@type": "Asset", "uid": f"urn:hash:sha256:{asset.sha256}", "dc:title": asset.name} for asset in grant.assets
    ] + [{"@type": "Asset", "uid": f"urn:fairtake:grant:{signed.sha256}:{item.value}"} for item in grant.modality]
    assigner = {"@type": "Party", "uid": grant.subject.did or f"urn:fairtake:grant:{signed.sha256}:subject"}
    producer = next((entry for entry in signed.signatures if entry.capacity is Capacity.PRODUCTION), None)
    assignee = {"@type": "Party", "uid": producer.signer if producer else f"urn:fairtake:project:{grant.project}"}
    permission: dict[str, Any] = {
        "target": targets,
        "action": "derive",
        "constraint": list(_constraints(grant)),
    }
    duties = [_duty(pay) for pay in grant.compensation if pay.unit != "none"]
    duties.append({"action": "attribute"})
    permission["duty"] = duties
    prohibitions: list[dict[str, Any]] = [] if grant.training else [{"target": targets, "action": "fairtake:train"}]
    prohibitions += [
        {"target": targets, "action": "fairtake:show", "dc:description": text}
        for text in (*grant.content_limits, *grant.prohibits)
    ]
    prohibitions.append({"target": targets, "action": "grantUse"})
    return {
        "@context": _CONTEXT,
        "@type": "Agreement",
        "uid": f"urn:fairtake:grant:{signed.sha256}",
        "profile": "urn:fairtake:odrl:1",
        "dc:description": grant.use,
        "assigner": {**assigner, "dc:title": grant.subject.name},
        "assignee": {**assignee, "dc:title": grant.project},
        "permission": [permission],
        "prohibition": prohibitions,
        "fairtake:grantDocument": {
            "schema": SCHEMA,
            "grant": to_data(grant),
            "signatures": [to_data(entry) for entry in signed.signatures],
        },
    }


def from_odrl(data: bytes, name: str) -> Imported:
    """What a policy holds: the signed grant in it, when the policy says the same; else what a draft can be made of.
    `name` is the file's name in errors. Raises ClearanceError."""
    found = read_json(data, name, 2 * LARGEST)
    document = found.get("fairtake:grantDocument")
    if isinstance(document, dict):
        signed = parse_signed(canonical(document), name)
        if canonical(to_odrl(signed)) != canonical(found):
            raise ClearanceError(
                "the policy says something else than the grant in it",
                file=name,
                key="permission",
                fix="Export it anew.",
            )
        return Imported(signed, signed.grant, ())
    if "permission" not in found:
        raise ClearanceError(
            "is not an ODRL policy", file=name, key="permission", fix="Name one that permits something."
        )
    return _foreign(found, name)


def _constraints(grant: Grant) -> Iterable[dict[str, Any]]:
    yield _constraint("dateTime", "gteq", {"@value": stamp(begins(grant.start)), "@type": "xsd:dateTime"})
    yield _constraint("dateTime", "lt", {"@value": stamp(ends(grant.end)), "@type": "xsd:dateTime"})
    yield _constraint("purpose", "eq", f"urn:fairtake:project:{grant.project}")
    for operand, values in (("spatial", grant.territory), ("language", grant.languages), ("media", grant.media)):
        if values:
            yield _constraint(operand, "isAnyOf", list(values))


def _constraint(operand: str, operator: str, value: Any) -> dict[str, Any]:
    return {"leftOperand": operand, "operator": operator, "rightOperand": value}


def _duty(pay: Compensation) -> dict[str, Any]:
    refinement = _constraint("payAmount", "eq", {"@value": pay.rate, "@type": "xsd:decimal"})
    refinement |= {"unit": _CURRENCY + pay.currency, "dc:description": f"for each {pay.unit}"}
    return {"action": [{"rdf:value": {"@id": "odrl:compensate"}, "refinement": [refinement]}]}


def _foreign(found: Mapping[str, Any], name: str) -> Imported:
    lost: list[str] = []
    permissions = _many(found.get("permission"))
    rule = permissions[0] if permissions and isinstance(permissions[0], dict) else {}
    if len(permissions) > 1:
        lost.append("all permissions but the first")
    terms: dict[str, Any] = {"start": "", "end": ""}
    for constraint in _many(rule.get("constraint")):
        if not isinstance(constraint, dict) or not _constrain(constraint, terms):
            what = constraint.get("leftOperand") if isinstance(constraint, dict) else constraint
            lost.append(f"the constraint {_words(what) or 'that could not be read'}")
    pays = [pay for duty in _many(rule.get("duty")) if (pay := _pay(duty))]
    if len(pays) < len(_many(rule.get("duty"))):
        lost.append("duties other than pay")
    prohibits = [
        text
        for item in _many(found.get("prohibition"))
        if isinstance(item, dict) and (text := _words(item.get("action")) or _words(item.get("dc:description")))
    ]
    party = found.get("assigner", rule.get("assigner", ""))
    did = party.get("uid", party.get("@id", "")) if isinstance(party, dict) else party
    title = party.get("dc:title", party.get("fullName", "")) if isinstance(party, dict) else ""
    data: dict[str, Any] = {
        "id": "imported",
        "subject": {"name": _words(title), "did": did if isinstance(did, str) and did.startswith("did:key:") else ""},
        "modality": [],
        "project": "",
        "use": _words(found.get("dc:description", "")),
        "prohibits": list(dict.fromkeys(prohibits)),
        "compensation": pays,
        **terms,
    }
    lost.append("targets: list the files anew with their hashes (fairtake grant draft --asset)")
    lost.append("a policy is not signed: the draft has to be")
    return Imported(None, from_data(Grant, data, name), tuple(lost))


def _constrain(constraint: Mapping[str, Any], terms: dict[str, Any]) -> bool:
    operand, operator = _local(constraint.get("leftOperand")), _local(constraint.get("operator"))
    value = constraint.get("rightOperand")
    value = value.get("@value") if isinstance(value, dict) else value
    if operand == "dateTime" and isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
        key = {"gteq": "start", "gt": "start", "lteq": "end", "lt": "end"}.get(operator)
        if key:
            terms[key] = value[:10]
        return key is not None
    names = {"spatial": "territory", "language": "languages", "media": "media"}
    if operand in names and operator in {"eq", "isAnyOf", "isPartOf"}:
        values = [_words(item) for item in _many(value)]
        if all(values):
            terms[names[operand]] = list(dict.fromkeys(values))
            return True
    return False


def _pay(duty: object) -> dict[str, str] | None:
    actions = _many(duty.get("action")) if isinstance(duty, dict) else []
    for action in actions:
        for refinement in _many(action.get("refinement")) if isinstance(action, dict) else []:
            if isinstance(refinement, dict) and _local(refinement.get("leftOperand")) == "payAmount":
                value = refinement.get("rightOperand")
                amount = value.get("@value") if isinstance(value, dict) else value
                currency = str(refinement.get("unit", "")).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
                if isinstance(amount, str | int) and re.fullmatch("[A-Z]{3}", currency):
                    return {"unit": "flat", "rate": str(amount)[:20], "currency": currency}
    return None


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _local(text: object) -> str:
    return re.split(r"[/#:]", text)[-1] if isinstance(text, str) else ""


def _words(text: object) -> str:
    return text if isinstance(text, str) and 0 < len(text) <= 500 and not wrong_in_text(text) else ""
