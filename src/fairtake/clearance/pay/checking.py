"""Is a statement what the film and the files beside it say? Everything that is not is a fault of its own kind."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from fairtake.clearance.grants.reading import read_bytes, read_json
from fairtake.clearance.pay.content import film_content
from fairtake.clearance.pay.counting import uses_of
from fairtake.clearance.pay.evidence import Cut, read_cut, read_usage
from fairtake.clearance.pay.heads import doubts_of
from fairtake.clearance.pay.statement import SCHEMA, is_signed_by, state
from fairtake.clearance.pay.vouching import vouched
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, SignedGrant
from fairtake.model.usage import Usage

__all__ = [
    "EVIDENCE",
    "FILM",
    "STATEMENT",
    "USAGE_FILE",
    "Fault",
    "FaultKind",
    "Verdict",
    "check_statement",
    "file_sha256",
]

STATEMENT = "statement.json"
USAGE_FILE = "usage.json"
FILM = "film.mp4"
EVIDENCE = (USAGE_FILE, "shots.json", "performance.json", "film.srt")
"""What a statement rests on, beside the film."""

_LARGEST = 32 * 2**20
_LARGEST_EVIDENCE = 2**30
_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8}){0,4}", re.ASCII)


class FaultKind(StrEnum):
    """What is wrong with a statement."""

    MISSING = "a file is missing"
    NO_STATEMENT = "this is no statement"
    CHANGED = "a file is not the one the statement rests on"
    FILM = "the film is not the one the statement is of"
    UNSIGNED = "nobody signed it"
    SIGNATURE = "the signature is wrong"
    SIGNER = "somebody else signed it"
    AMOUNT = "an amount is wrong"
    COUNT = "a count is wrong"
    TERMS = "the terms are not those of the grant"
    VOUCHED = "the film's credentials name another statement"
    CONSENT = "a shot does not name the grant it stands on"
    OTHER = "it does not say what the evidence says"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (a file, or a path inside the statement), and what in words."""

    kind: FaultKind
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking. `statement` is the file as it stands (empty when it cannot be read), `signer` the
    did:key that signed it, `vouched` whose credentials, signed into the film, name this very statement ("" for nobody's),
    `doubts` what cannot be decided from the files, and deserves a look."""

    faults: tuple[Fault, ...]
    doubts: tuple[str, ...] = ()
    statement: Mapping[str, Any] = field(default_factory=dict)
    signer: str = ""
    vouched: str = ""


def file_sha256(path: Path) -> str:
    """The hash of a file's content, in hex. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def check_statement(out: Path, grants: Sequence[SignedGrant] = (), signer: str = "") -> Verdict:
    """Recompute the statement of a made film from its folder `out` alone: film.mp4 and what lies beside it. Each signed
    grant that is given is compared with the terms the statement used; `signer` is the did:key that
    should have signed, where one knows it. Raises nothing for what is wrong with the files: that is the verdict."""
    try:
        statement = read_statement(out / STATEMENT)
    except ClearanceError as error:
        kind = FaultKind.NO_STATEMENT if (out / STATEMENT).exists() else FaultKind.MISSING
        return Verdict((Fault(kind, STATEMENT, f"{error.key} {error.what}" if error.key else error.what),))
    faults = [*_signature(statement, signer)]
    by = "" if faults else str(statement["signed_by"])
    missing = [name for name in (FILM, *EVIDENCE) if not (out / name).is_file()]
    faults += [Fault(FaultKind.MISSING, name, "is not there, and the statement rests on it") for name in missing]
    large = [name for name in EVIDENCE if name not in missing and (out / name).stat().st_size > _LARGEST_EVIDENCE]
    rests_on = {name: file_sha256(out / name) for name in EVIDENCE if name not in [*missing, *large]}
    told = statement.get("rests_on")
    told = told if isinstance(told, dict) else {}
    changed = [*large, *(name for name, found in rests_on.items() if told.get(name) != found)]
    faults += [Fault(FaultKind.CHANGED, name, "was changed since the statement was made") for name in changed]
    if missing or changed:
        if FILM not in missing:
            faults += _film(statement, out)
        return Verdict(tuple(faults), (), statement, by)
    try:
        usage = read_usage(out / USAGE_FILE)
        cut = read_cut(out / "shots.json", out / "performance.json")
        films = films_of(out, usage)
        expected = state(usage, cut, films, rests_on)
    except ClearanceError as error:
        name = Path(error.file or USAGE_FILE).name
        faults.append(Fault(FaultKind.FILM if name.endswith(".mp4") else FaultKind.OTHER, name, error.what))
        return Verdict(tuple(faults), (), statement, by)
    given = {key: value for key, value in statement.items() if key not in ("signature", "signed_by")}
    faults += _differences(expected, given, "")
    faults += _terms(usage, grants, by)
    faults += _consent(usage, cut)
    found = vouched(out / FILM, STATEMENT, file_sha256(out / STATEMENT))
    if found.other:
        faults.append(Fault(FaultKind.VOUCHED, FILM, "was signed beside another statement than this"))
    doubts = [*doubts_of(usage, cut), *([found.doubt] if found.doubt else [])]
    return Verdict(tuple(faults), tuple(doubts), statement, by, found.by)


def read_statement(path: Path) -> dict[str, Any]:
    """A statement as it stands in a file, strictly. Raises ClearanceError."""
    data = read_json(read_bytes(path, _LARGEST), str(path), _LARGEST)
    if data.get("schema") != SCHEMA:
        raise ClearanceError(f"is not a {SCHEMA}", file=str(path), key="schema", fix="Take the file as it was made.")
    return data


def films_of(out: Path, usage: Usage) -> list[dict[str, str]]:
    """The film and its dubs with the hashes of their content. Raises ClearanceError."""
    found = []
    for language in ("", *usage.versions):
        if language and not _LANGUAGE.fullmatch(language):
            raise ClearanceError(f"{language[:40]!r} is no language", file=USAGE_FILE, key="versions")
        name = f"film.{language}.mp4" if language else FILM
        content = film_content(out / name)
        if not language and content.frames != usage.frames:
            raise ClearanceError(
                f"has {content.frames} frames, and {usage.frames} were counted", file=name, key="frames"
            )
        found.append({"file": name, "content_sha256": content.sha256})
    return found


def _signature(statement: Mapping[str, Any], signer: str) -> Iterator[Fault]:
    if "signature" not in statement or "signed_by" not in statement:
        yield Fault(FaultKind.UNSIGNED, STATEMENT, "has no signature: nobody stands for it")
        return
    try:
        by = is_signed_by(statement)
    except ClearanceError as error:
        yield Fault(FaultKind.SIGNATURE, STATEMENT, error.what)
        return
    if not by:
        yield Fault(
            FaultKind.SIGNATURE, "signature", "is not a signature of this statement: it was changed after signing"
        )
    elif signer and by != signer:
        yield Fault(FaultKind.SIGNER, "signed_by", f"is {by}, not {signer}")


def _film(statement: Mapping[str, Any], out: Path) -> Iterator[Fault]:
    """Where the rest cannot be recomputed, the film can still be told from another."""
    films = statement.get("films")
    told = [film for film in films if isinstance(film, dict)] if isinstance(films, list) else []
    named = [film.get("content_sha256") for film in told if film.get("file") == FILM]
    try:
        if named != [film_content(out / FILM).sha256]:
            yield Fault(FaultKind.FILM, FILM, "holds other pictures or other sound")
    except ClearanceError as error:
        yield Fault(FaultKind.FILM, FILM, error.what)


_COUNTS = {"frames", "seconds", "words", "shots", "start_frame", "end_frame", "line", "quantity", "fps"}
_AMOUNTS = {"amount", "percent", "payee"}
_TERMS = {"rate", "minimum", "cap", "currency", "unit", "formula"}


def _differences(expected: Any, given: Any, at: str) -> Iterator[Fault]:
    """Every value of a statement that is not what it should be."""
    if isinstance(expected, dict) and isinstance(given, dict):
        for key in [*expected, *(key for key in given if key not in expected)]:
            inner = f"{at}.{key}" if at else key
            if key not in given:
                yield _different(inner, f"is missing; the evidence gives {_short(expected[key])}")
            elif key not in expected:
                yield _different(inner, f"says {_short(given[key])}, and the evidence gives nothing there")
            else:
                yield from _differences(expected[key], given[key], inner)
    elif isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        for place, (one, other) in enumerate(zip(expected, given, strict=True)):
            yield from _differences(one, other, f"{at}[{place}]")
    elif type(expected) is not type(given) or expected != given:
        yield _different(at, f"says {_short(given)}, and the evidence gives {_short(expected)}")


def _different(at: str, what: str) -> Fault:
    key = re.sub(r"\[\d+\]", "", at).split(".")
    if key[0] == "films":
        return Fault(FaultKind.FILM, at, what)
    if key[0] == "rests_on":
        return Fault(FaultKind.CHANGED, at, what)
    kind = FaultKind.OTHER
    if key[-1] in _AMOUNTS or key[-1] in ("owed", "shares", "open"):
        kind = FaultKind.AMOUNT
    elif key[-1] in _TERMS:
        kind = FaultKind.TERMS
    elif key[-1] in _COUNTS or key[-1] in ("where", "used"):
        kind = FaultKind.COUNT
    return Fault(kind, at, what)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _terms(usage: Usage, grants: Sequence[SignedGrant], by: str) -> Iterator[Fault]:
    """Against the grants themselves, and by whom they were counter-signed."""
    known = {signed.sha256: signed for signed in grants}
    for terms in usage.terms:
        signed = known.get(terms.grant)
        if signed is None:
            continue
        grant = signed.grant
        if terms.compensation != grant.compensation or terms.modality != grant.modality:
            yield Fault(
                FaultKind.TERMS, f"grant {terms.grant[:12]}", f"what {grant.subject.name} signed says otherwise"
            )
        if terms.subject != grant.credited:
            yield Fault(FaultKind.TERMS, f"grant {terms.grant[:12]}", "names somebody else than the grant does")
        houses = {one.signer for one in signed.signatures if one.capacity is Capacity.PRODUCTION}
        if houses and by and by not in houses:
            yield Fault(FaultKind.SIGNER, "signed_by", "is not the production that counter-signed the grant")
    own = {terms.grant for terms in usage.terms}
    for signed in grants:
        lends = any(signed.sha256 in one.grants for one in usage.lent)
        if lends and signed.sha256 not in own:
            yield Fault(FaultKind.TERMS, f"grant {signed.sha256[:12]}", "is used in the film and left out")


def _consent(usage: Usage, cut: Cut) -> Iterator[Fault]:
    """Whatever is counted in a shot must be among the grants the shot list says it stands on."""
    stands = {shot.number: set(shot.grants) for shot in cut.shots}
    told: set[tuple[str, str]] = set()
    for use in uses_of(usage, cut):
        for shot in (shot for where in use.where for shot in where.shots):
            for grant in use.lent.grants:
                if grant not in stands[shot] and (shot, grant) not in told:
                    told.add((shot, grant))
                    yield Fault(
                        FaultKind.CONSENT,
                        f"shot {shot}",
                        f"uses {use.lent.key} under {grant[:12]}, and does not name it",
                    )
