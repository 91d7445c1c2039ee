"""What creators declare of their works: claims, their signatures, and the tables.

A claim (fairtake.WorkClaim.1) is JSON:

    {"schema", "registry": id, "did", "challenge", "title", "choice": "opt-out" | "terms", "uses": ["train-ai", "search"],
     "terms": URL or "", "grants": [sha256], "fingerprints": [{"kind": "pdq", "code": hex, "quality": 0..100}]}

signed with the key of `did` (Ed25519, base64url) over its schema, a newline, and its RFC 8785 form. `challenge` is what
the registry asked to be signed, so that nobody can use a signature twice or elsewhere. The hash of the claim
without `challenge` names the work. A withdrawal (fairtake.WorkWithdrawal.1) is {"schema", "registry", "did", "challenge",
"work": sha256}, signed alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from fairtake.clearance.grants import Key, canonical, now, stamp, verify
from fairtake.clearance.grants.canon import hashed
from fairtake.clearance.grants.letters import wrong_in_name
from fairtake.clearance.grants.signing import from_base64, to_base64
from fairtake.clearance.registry.checking import named, sha256
from fairtake.clearance.registry.database import Session
from fairtake.clearance.registry.entries import CODE_BYTES, Declared, Fingerprint, Work
from fairtake.clearance.registry.near import Neighbours
from fairtake.errors import ClearanceError

__all__ = [
    "CHOICES",
    "CLAIM",
    "CLASSES",
    "MOST_FINGERPRINTS",
    "USES",
    "WITHDRAWAL",
    "WITHIN",
    "ChallengeUsedError",
    "WrongSignatureError",
    "add",
    "checked_claim",
    "checked_withdrawal",
    "claim",
    "declared",
    "fits",
    "sign_claim",
    "use_challenge",
    "withdraw",
    "withdrawal",
    "works",
]

CLAIM = "fairtake.WorkClaim.1"
WITHDRAWAL = "fairtake.WorkWithdrawal.1"
CHOICES = ("opt-out", "terms")
USES = ("train-ai", "search")
"""The words of IETF AIPREF."""
CLASSES = {"exact": 0, "close": 15, "near": 31}
"""Classes of distance, and the most bits of each."""
WITHIN = 31
MOST_FINGERPRINTS = 256
_MOST_GRANTS = 16
_AT_ONCE = 500
_URL = re.compile(r"https?://[!-~]{1,480}")


class ChallengeUsedError(ClearanceError):
    """Somebody has used this challenge already."""


class WrongSignatureError(ClearanceError):
    """The key of who claims did not sign the claim."""


def claim(
    registry: str,
    did: str,
    challenge: str,
    title: str,
    fingerprints: Iterable[Fingerprint],
    *,
    choice: str = "opt-out",
    uses: Sequence[str] = ("train-ai",),
    terms: str = "",
    grants: Sequence[str] = (),
) -> dict[str, Any]:
    """A claim, to be signed by the key of `did`."""
    return {
        "schema": CLAIM,
        "registry": registry,
        "did": did,
        "challenge": challenge,
        "title": title,
        "choice": choice,
        "uses": sorted(set(uses)),
        "terms": terms,
        "grants": sorted(set(grants)),
        "fingerprints": [
            {"kind": each.kind, "code": each.code.hex(), "quality": each.quality} for each in fingerprints
        ],
    }


def withdrawal(registry: str, did: str, challenge: str, work: str) -> dict[str, Any]:
    """The word that takes a claim back, to be signed by the key of `did`."""
    return {"schema": WITHDRAWAL, "registry": registry, "did": did, "challenge": challenge, "work": work}


def sign_claim(said: Mapping[str, Any], key: Key) -> str:
    """The signature of a claim or a withdrawal, in base64url."""
    return to_base64(key.sign(_message(said)))


def checked_claim(said: Mapping[str, Any], signature: str) -> Work:
    """The work a claim speaks of. Raises ClearanceError for one that says what it may not, WrongSignatureError."""
    _only(
        said, ("schema", "registry", "did", "challenge", "title", "choice", "uses", "terms", "grants", "fingerprints")
    )
    _texts(said, ("schema", "registry", "did", "challenge", "title", "choice", "terms"))
    if said["schema"] != CLAIM:
        raise _wrong("schema", f'It is "{CLAIM}".')
    _check_signature(said, signature)
    if said["choice"] not in CHOICES:
        raise _wrong("choice", "It is opt-out or terms.")
    named(said["title"], "title")
    if len(said["title"]) > 200 or wrong_in_name(said["title"]):
        raise _wrong("title", "Give 1 to 200 plain letters.")
    if not _unlike(said["uses"]) or not said["uses"] or not set(said["uses"]) <= set(USES):
        raise _wrong("uses", f"Name some of {', '.join(USES)}, each once.")
    if (said["choice"] == "terms") != bool(said["terms"]) or (said["terms"] and not _URL.fullmatch(said["terms"])):
        raise _wrong(
            "terms", "Give the address of the terms (https://...) with the choice terms, and none with opt-out."
        )
    if not _unlike(said["grants"]) or len(said["grants"]) > _MOST_GRANTS:
        raise _wrong("grants", f"Name at most {_MOST_GRANTS} hashes, each once.")
    for grant in said["grants"]:
        sha256(grant, "grant")
    fingerprints = _fingerprints(said["fingerprints"])
    return Work(
        hashed({key: value for key, value in said.items() if key != "challenge"}),
        said["did"],
        said["title"],
        said["choice"],
        tuple(said["uses"]),
        said["terms"],
        tuple(said["grants"]),
        fingerprints,
    )


def checked_withdrawal(said: Mapping[str, Any], signature: str) -> tuple[str, str]:
    """Who withdraws (did:key), and the hash of the work. Raises ClearanceError, WrongSignatureError."""
    _only(said, ("schema", "registry", "did", "challenge", "work"))
    _texts(said, ("schema", "registry", "did", "challenge", "work"))
    if said["schema"] != WITHDRAWAL:
        raise _wrong("schema", f'It is "{WITHDRAWAL}".')
    _check_signature(said, signature)
    return said["did"], sha256(said["work"], "work")


def fits(session: Session, said: Mapping[str, object], registry: str) -> None:
    """Raises ClearanceError unless it was signed for this registry."""
    if said["registry"] != registry:
        raise ClearanceError(
            "the claim was signed for another registry", key="registry", fix=f"Sign it for {registry}."
        )


def use_challenge(session: Session, challenge: str, request: str, expires: str) -> None:
    """Note that `request` used a challenge. Raises ChallengeUsedError when another did. Those that expired are let go:
    who checks challenges refuses them anyway."""
    if not expires:
        return
    session.do("DELETE FROM used_challenges WHERE expires < ?", stamp(now()))
    known = session.row("SELECT request FROM used_challenges WHERE challenge = ?", challenge)
    if known is None:
        session.do(
            "INSERT INTO used_challenges (challenge, request, expires) VALUES (?, ?, ?)", challenge, request, expires
        )
    elif known[0] != request:  # the same: this is the transaction again, after its connection broke
        raise ChallengeUsedError("the challenge was used already", key="challenge", fix="Ask for a new one.")


def add(session: Session, work: Work, said: Mapping[str, Any], signature: str) -> bool:
    """Keep a claim that was checked; whether that is new."""
    known = session.row("SELECT withdrawn FROM works WHERE sha256 = ?", work.sha256)
    if known is not None and not known[0]:
        return False
    values = (work.did, canonical(said).decode(), signature, stamp(now()))
    if known is None:
        session.do(
            "INSERT INTO works (sha256, did, document, signature, added, withdrawn) VALUES (?, ?, ?, ?, ?, '')",
            work.sha256,
            *values,
        )
    else:
        session.do(
            "UPDATE works SET did = ?, document = ?, signature = ?, added = ?, withdrawn = '' WHERE sha256 = ?",
            *values,
            work.sha256,
        )
    session.each(
        "INSERT INTO work_fingerprints (work_sha256, kind, code, quality) VALUES (?, ?, ?, ?)",
        [(work.sha256, each.kind, each.code, each.quality) for each in work.fingerprints],
    )
    return True


def withdraw(session: Session, did: str, sha256: str) -> bool:
    """Forget a work of `did`; whether there was one."""
    done = session.do(
        "UPDATE works SET document = '', signature = '', withdrawn = ? WHERE sha256 = ? AND did = ? AND withdrawn = ''",
        stamp(now()),
        sha256,
        did,
    )
    if done:
        session.do("DELETE FROM work_fingerprints WHERE work_sha256 = ?", sha256)
    return done > 0


def works(session: Session, did: str = "", sha256: Sequence[str] = ()) -> tuple[Work, ...]:
    """Works that stand, of a creator or with these hashes (at most 500), each checked again."""
    places = ", ".join("?" * len(sha256))
    some = f"AND sha256 IN ({places}) " if sha256 else ""
    rows = session.rows(
        "SELECT sha256, document, signature FROM works WHERE withdrawn = '' AND (? = '' OR did = ?) "  # noqa: S608 - places
        f"{some}ORDER BY added, sha256",
        did,
        did,
        *sha256,
    )
    found = []
    for known, document, signature in rows:
        try:
            work = _checked_again(document, signature)
        except (ClearanceError, ValueError, TypeError) as error:
            raise _altered(known) from error
        if work.sha256 != known:
            raise _altered(known)
        found.append(work)
    return tuple(found)


@lru_cache(maxsize=4096)
def _checked_again(document: str, signature: str) -> Work:
    """The work of a claim that was kept. Checked once for the same bytes: many may match one flat picture."""
    return checked_claim(json.loads(document), signature)


def declared(
    session: Session, near: Neighbours, codes: Sequence[bytes], least_quality: int, use: str
) -> tuple[Declared, ...]:
    """One answer for each code, of the works whose claims speak of `use`."""
    hits = [
        (query, number, bits)
        for query, code in enumerate(codes)
        for number, bits in zip(*(found.tolist() for found in near.find(code, WITHIN)), strict=True)
    ]
    of_number: dict[int, str] = {}
    numbers = sorted({number for _, number, _ in hits})
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        places = ", ".join("?" * len(some))
        rows = session.rows(
            f"SELECT id, work_sha256 FROM work_fingerprints WHERE id IN ({places}) AND quality >= ?",  # noqa: S608
            *some,
            least_quality,
        )
        of_number.update((row[0], row[1]) for row in rows)
    hashes = sorted(set(of_number.values()))
    known: dict[str, Work] = {}
    for start in range(0, len(hashes), _AT_ONCE):
        for each in works(session, sha256=hashes[start : start + _AT_ONCE]):
            if use in each.uses:
                known[each.sha256] = each
    revoked = _revoked(session, sorted({grant for each in known.values() for grant in each.grants}))
    matched: list[dict[str, int]] = [{} for _ in codes]
    for query, number, bits in hits:
        if of_number.get(number) in known:
            sha = of_number[number]
            matched[query][sha] = min(bits, matched[query].get(sha, bits))
    return tuple(
        _merged(query, [known[sha] for sha in sorted(of)], min(of.values()), revoked) if of else Declared(query)
        for query, of in enumerate(matched)
    )


def _merged(query: int, found: Sequence[Work], bits: int, revoked: set[str]) -> Declared:
    """What several declared of what looks alike: who opts out counts before who offers terms."""
    out = [each for each in found if each.choice == "opt-out"]
    counts = out or found
    return Declared(
        query,
        next(name for name, most in CLASSES.items() if bits <= most),
        counts[0].choice,
        tuple(sorted({use for each in counts for use in each.uses})),
        () if out else tuple(sorted({each.terms for each in found}))[:_MOST_GRANTS],
        tuple((grant, grant in revoked) for grant in sorted({one for each in found for one in each.grants}))[
            :_MOST_GRANTS
        ],
    )


def _revoked(session: Session, grants: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(grants), _AT_ONCE):
        some = grants[start : start + _AT_ONCE]
        places = ", ".join("?" * len(some))
        found |= {
            row[0]
            for row in session.rows(f"SELECT grant_sha256 FROM revocations WHERE grant_sha256 IN ({places})", *some)  # noqa: S608
        }
    return found


def _fingerprints(given: Any) -> tuple[Fingerprint, ...]:
    wrong = _wrong(
        "fingerprints", f'Give 1 to {MOST_FINGERPRINTS} of {{"kind": "pdq", "code": 64 hex digits, "quality"}}.'
    )
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_FINGERPRINTS:
        raise wrong
    found = []
    for each in given:
        if not isinstance(each, dict) or set(each) != {"kind", "code", "quality"} or each["kind"] != "pdq":
            raise wrong
        if type(each["quality"]) is not int or not 0 <= each["quality"] <= 100:
            raise wrong
        code = each["code"]
        if not isinstance(code, str) or not re.fullmatch(r"[0-9a-f]{64}", code):
            raise wrong
        found.append(Fingerprint(0.0, bytes.fromhex(code), "pdq", each["quality"]))
        assert len(found[-1].code) == CODE_BYTES
    if len({each.code for each in found}) < len(found):
        raise _wrong("fingerprints", "Name each once.")
    return tuple(found)


def _unlike(given: Any) -> bool:
    """Whether it is a list of texts, each there once."""
    return isinstance(given, list) and all(isinstance(each, str) for each in given) and len(set(given)) == len(given)


def _only(said: Mapping[str, Any], keys: Sequence[str]) -> None:
    if not isinstance(said, Mapping) or set(said) != set(keys):
        raise ClearanceError("the claim has other keys than a claim has", fix=f"They are {', '.join(keys)}.")


def _texts(said: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in keys:
        if not isinstance(said[key], str):
            raise _wrong(key, "Write text.")


def _wrong(key: str, fix: str) -> ClearanceError:
    return ClearanceError("is not what a claim has there", key=key, fix=fix)


def _altered(sha256: str) -> ClearanceError:
    return ClearanceError(
        "what the registry has of this work is not what was signed",
        file=f"work {sha256[:16]}",
        fix="Put a backup of the registry in its place.",
    )


def _message(said: Mapping[str, Any]) -> bytes:
    return str(said["schema"]).encode() + b"\n" + canonical(said)


def _check_signature(said: Mapping[str, Any], signature: str) -> None:
    if not verify(said["did"], _message(said), from_base64(signature)):
        raise WrongSignatureError(
            "the signature does not fit the claim and the key",
            key="signature",
            fix="Sign the claim as it is sent with the key of its did.",
        )
