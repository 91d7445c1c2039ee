"""What a grant may say: the rules no signature can override.

Terms of at most 10 years, for minors 5 and not past their eighteenth birthday (NO FAKES Act); a use
described reasonably specifically (AB 2602, GOB 5-302); exact amounts; names that are what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from fairtake.clearance.grants.did import public_of
from fairtake.clearance.grants.letters import is_slug, wrong_in_name
from fairtake.clearance.grants.moments import begins, ends, years_after
from fairtake.errors import ClearanceError
from fairtake.model.grant import Asset, Compensation, Grant

__all__ = ["UNITS", "check_assets", "check_terms", "is_did", "problems"]

UNITS = ("none", "flat", "second", "word", "shot", "day", "view", "licence")
"""What `compensation.unit` may be."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REGISTERED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,199}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_YEARS, _YEARS_OF_A_MINOR, _OF_AGE = 10, 5, 18

_Found = Iterator[ClearanceError]


def check_terms(grant: Grant, file: str) -> None:
    """Raises ClearanceError for the first thing that is wrong; `file` is named in it."""
    for problem in problems(grant, file):
        raise problem


def problems(grant: Grant, file: str) -> _Found:
    """Everything that is wrong, each with its key and its fix."""
    yield from _names(grant, file)
    yield from _dates(grant, file)
    yield from _age(grant, file)
    yield from check_assets(grant.assets, file)
    for at, pay in enumerate(grant.compensation):
        yield from _pay(pay, file, f"compensation[{at}]")
    yield from _rest(grant, file)


def is_did(text: str) -> bool:
    """Whether it is the did:key of a sound Ed25519 key in its one spelling."""
    try:
        public_of(text)
    except ValueError:
        return False
    return True


def check_assets(assets: tuple[Asset, ...], file: str) -> _Found:
    """What is wrong with a list of files: names that lead elsewhere, no order, the same name twice."""
    before = ""
    for at, asset in enumerate(assets):
        key = f"assets[{at}]"
        parts = asset.name.split("/")
        if (
            not asset.name
            or any(part in {"", ".", ".."} for part in parts)
            or "\\" in asset.name
            or re.match("[A-Za-z]:", asset.name)
        ):
            yield _error(
                f"{asset.name[:80]!r} is not a path inside what was handed over",
                file,
                f"{key}.name",
                'Write it as "folder/file.wav".',
            )
        if not _SHA256.fullmatch(asset.sha256):
            yield _error("is not a SHA-256 hash", file, f"{key}.sha256", "Draft anew with --asset.")
        if asset.bytes < 0:
            yield _error("is below zero", file, f"{key}.bytes", "Write the file's length.")
        if at and asset.name <= before:
            what = "stands there twice" if asset.name == before else "is not in its place: files are sorted by name"
            yield _error(f"{asset.name[:80]!r} {what}", file, f"{key}.name", "Draft anew with --asset.")
        before = asset.name


def _names(grant: Grant, file: str) -> _Found:
    if not _ID.fullmatch(grant.id):
        yield _error(
            f"{grant.id[:60]!r} is not an id", file, "id", 'Use letters, digits, dots and hyphens: "anna-berg-1".'
        )
    if not grant.subject.name:
        yield _error("nobody is named", file, "subject.name", "Write whose face, voice or work it is.")
    if not is_slug(grant.project):
        yield _error(
            f"{grant.project[:60]!r} is not a project's name",
            file,
            "project",
            'Write the film\'s title in small letters, joined by hyphens: "ten-years".',
        )
    named = [
        ("subject.name", grant.subject.name),
        ("project", grant.project),
        ("credit", grant.credit),
        ("representation.agreement", grant.representation.agreement),
        *((f"roles[{at}]", role) for at, role in enumerate(grant.roles)),
        *((f"scenes[{at}]", scene) for at, scene in enumerate(grant.scenes)),
        *((f"compensation[{at}].payee", pay.payee) for at, pay in enumerate(grant.compensation)),
        *(
            (f"compensation[{at}].shares[{part}].payee", share.payee)
            for at, pay in enumerate(grant.compensation)
            for part, share in enumerate(pay.shares)
        ),
    ]
    for key, text in named:
        wrong = wrong_in_name(text)
        if wrong:
            yield _error(f"holds {wrong}", file, key, "Type it anew in plain letters.")
        elif len(text) > 120:
            yield _error("has more than 120 letters", file, key, "Say it shorter.")
    if grant.subject.did and not is_did(grant.subject.did):
        yield _error(
            "is not the did:key of an Ed25519 key",
            file,
            "subject.did",
            "Take what `fairtake keys show` prints, or leave it empty: signing fills it in.",
        )
    if grant.subject.consent_id and not _REGISTERED.fullmatch(grant.subject.consent_id):
        yield _error("is not an identifier", file, "subject.consent_id", "Copy it from the register.")
    if grant.supersedes and not _SHA256.fullmatch(grant.supersedes):
        yield _error(
            "is not a grant's fingerprint", file, "supersedes", "Take the one `fairtake grant check` prints of it."
        )
    if grant.version < 1 or grant.version > 10_000:
        yield _error(f"{grant.version} is not a version", file, "version", "Count from 1.")
    if grant.version > 1 and not grant.supersedes:
        yield _error("a later version names the one before", file, "supersedes", "Write its fingerprint.")


def _dates(grant: Grant, file: str) -> _Found:
    try:
        start = begins(grant.start, file=file, key="start")
        end = ends(grant.end, file=file, key="end")
        for key, text in (
            ("disclosed_at", grant.disclosed_at),
            ("subject.born", grant.subject.born),
            ("storage.delete_by", grant.storage.delete_by),
            ("liveness.verified_at", grant.liveness.verified_at),
        ):
            if text:
                begins(text, file=file, key=key)
    except ClearanceError as error:
        yield error
        return
    if end <= start:
        yield _error("ends before it begins", file, "end", "Choose a later day.")
    years = _YEARS_OF_A_MINOR if grant.subject.minor else _YEARS
    last = years_after(start.date(), years)
    if end > start.replace(year=last.year, month=last.month, day=last.day) + _whole_day(grant.end):
        whose = "a minor's grant runs" if grant.subject.minor else "a grant runs"
        yield _error(f"{whose} at most {years} years", file, "end", f'Write "{last.isoformat()}" at the latest.')


def _whole_day(end: str) -> timedelta:
    # The last day counts in full, so that ten years to the day are ten years.
    return timedelta(days=1 if len(end) == 10 else 0)


def _age(grant: Grant, file: str) -> _Found:
    subject = grant.subject
    if not subject.living and subject.minor:
        yield _error("nobody who died is a minor now", file, "subject.minor", "Write minor = false.")
        return
    if subject.minor and not subject.born:
        yield _error("a minor's date of birth is missing", file, "subject.born", "Add it.")
        return
    if not subject.born or not subject.living:
        return
    try:
        start, end = begins(grant.start), ends(grant.end)
        birthday = years_after(begins(subject.born).date(), _OF_AGE)
    except ClearanceError:
        return  # said above
    if begins(subject.born) > start:
        yield _error("is after the grant begins", file, "subject.born", "Correct the date.")
    elif not subject.minor:
        if start.date() < birthday:
            yield _error(
                f"{subject.name} is not of age when it begins",
                file,
                "subject.minor",
                "Write minor = true: a guardian signs.",
            )
    elif start.date() >= birthday:
        yield _error("is of age when it begins", file, "subject.minor", "Write minor = false.")
    elif end > start.replace(year=birthday.year, month=birthday.month, day=birthday.day, hour=0, minute=0, second=0):
        last = birthday - timedelta(days=1)
        yield _error("a minor's grant ends before they are 18", file, "end", f'Write "{last}" at the latest.')
    if subject.minor and not grant.court_approval:
        yield _error(
            "a minor's grant needs a court's approval",
            file,
            "court_approval",
            "Write which court, when, and its number.",
        )


def _pay(pay: Compensation, file: str, key: str) -> _Found:
    if pay.unit not in UNITS:
        yield _error(f"{pay.unit[:40]!r} is not a unit", file, f"{key}.unit", f"Choose {', '.join(UNITS)}.")
        return
    wrong = False
    for name, text in (("rate", pay.rate), ("minimum", pay.minimum), ("cap", pay.cap)):
        if (text or name == "rate") and not _AMOUNT.fullmatch(text):
            wrong = True
            yield _error(
                f"{text[:40]!r} is not an amount", file, f"{key}.{name}", 'Write digits and a point, such as "12.50".'
            )
    if wrong:
        return
    if pay.unit == "none":
        if Decimal(pay.rate) or pay.minimum or pay.cap:
            yield _error(
                "an amount, but nothing it is paid for", file, f"{key}.unit", f"Choose {', '.join(UNITS[1:])}."
            )
    elif not _CURRENCY.fullmatch(pay.currency):
        yield _error(f"{pay.currency[:10]!r} is not a currency", file, f"{key}.currency", 'Write "EUR", "USD" ...')
    if pay.minimum and pay.cap and Decimal(pay.minimum) > Decimal(pay.cap):
        yield _error("the minimum is above the cap", file, f"{key}.minimum", "Lower one or raise the other.")
    if pay.shares:
        yield from _shares(pay, file, f"{key}.shares")


def _shares(pay: Compensation, file: str, key: str) -> _Found:
    if pay.payee:
        yield _error("there is a payee as well as shares", file, key, "Keep one of the two.")
    for at, share in enumerate(pay.shares):
        if not share.payee:
            yield _error("nobody is named", file, f"{key}[{at}].payee", "Write who is paid.")
        if not _AMOUNT.fullmatch(share.percent) or not 0 < Decimal(share.percent) <= 100:
            yield _error(
                f"{share.percent[:40]!r} is not a share", file, f"{key}[{at}].percent", 'Write it as "33.33", above 0.'
            )
            return
    names = [share.payee for share in pay.shares]
    if len(set(names)) < len(names):
        yield _error("somebody stands there twice", file, key, "Add their shares up.")
    total = sum((Decimal(share.percent) for share in pay.shares), Decimal(0))
    if total != 100:
        yield _error(f"the shares add up to {total}, not to 100", file, key, "Correct them.")


def _rest(grant: Grant, file: str) -> _Found:
    if not grant.modality:
        yield _error("nothing is lent", file, "modality", "Write face, voice, motion, name or work.")
    if len(grant.use) < 8:
        yield _error(
            "does not say what for",
            file,
            "use",
            'Describe the use as one would to the person: "plays ANNA in Ten Years".',
        )
    for at, language in enumerate(grant.languages):
        if not _LANGUAGE.fullmatch(language):
            yield _error(f"{language[:40]!r} is not a language", file, f"languages[{at}]", 'Write "en", "pt-BR" ...')
    for key, texts in (("permits", grant.permits), ("prohibits", grant.prohibits)):
        for at, text in enumerate(texts):
            if key == "permits" and "train" in text.casefold():
                yield _error(
                    "training is agreed to by itself only",
                    file,
                    f"permits[{at}]",
                    "Write training = true, if that is meant.",
                )
            if key == "permits" and text in grant.prohibits:
                yield _error(
                    f"{text[:40]!r} is permitted and prohibited", file, f"permits[{at}]", "Keep one of the two."
                )
    yield from _represented(grant, file)
    revocation = grant.revocation
    if not 0 <= revocation.notice_days <= 365:
        yield _error("is not between 0 and 365", file, "revocation.notice_days", "Choose fewer days.")
    if not 0 <= revocation.max_age_days <= 365:
        yield _error("is not between 0 and 365", file, "revocation.max_age_days", "Choose fewer days.")
    if revocation.issuer and not is_did(revocation.issuer):
        yield _error(
            "is not the did:key of an Ed25519 key", file, "revocation.issuer", "Take what `fairtake keys show` prints."
        )
    if revocation.max_age_days and not revocation.feed:
        yield _error("there is no list whose age could be looked at", file, "revocation.feed", "Name it.")
    for key, text in (("liveness.media_sha256", grant.liveness.media_sha256),):
        if text and not _SHA256.fullmatch(text):
            yield _error("is not a SHA-256 hash", file, key, "Draft with --liveness recording.wav.")


def _represented(grant: Grant, file: str) -> _Found:
    by = grant.representation.by
    if by not in {"none", "counsel", "union"}:
        yield _error(f"{by[:40]!r} is not one of them", file, "representation.by", "Choose none, counsel or union.")
    if by != "none" and not grant.representation.agreement:
        yield _error("the agreement is not named", file, "representation.agreement", "Write which one.")
    if grant.notice_waived and (grant.subject.minor or by == "union"):
        who = "a minor" if grant.subject.minor else "a union's member"
        yield _error(f"{who} always has 48 hours' notice", file, "notice_waived", "Write notice_waived = false.")


def _error(what: str, file: str, key: str, fix: str) -> ClearanceError:
    return ClearanceError(what, file=file, key=key, fix=fix)
