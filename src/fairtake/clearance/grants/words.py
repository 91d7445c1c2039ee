"""A grant in plain words, as one would say it to the person who signs; and what they should look at twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from fairtake.clearance.grants.letters import script_of
from fairtake.clearance.grants.moments import begins, ends
from fairtake.clearance.grants.terms import problems
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, Compensation, Grant, Modality, ReplicaType, SignedGrant

__all__ = ["plain_words", "signed_words", "warnings"]

_LENT = {
    Modality.FACE: "face",
    Modality.VOICE: "voice",
    Modality.MOTION: "way of moving",
    Modality.NAME: "name",
    Modality.WORK: "work",
}
_MADE = {
    ReplicaType.EMPLOYMENT: "A computer makes a likeness of {whose} {what}, from what is recorded while {who} {work} on this film.",
    ReplicaType.INDEPENDENT: "A computer may make {whose} {what} do and say what the film needs, from the files {who} {lend}.",
    ReplicaType.BACKGROUND: "A computer may make a likeness of {whose} {what}, for the background only: nothing is said, nobody is singled out.",
    ReplicaType.ALTERATION: "A computer may change what {who} performed, such as a word or a gesture. It makes no new performance.",
    ReplicaType.WORK: "The work is used as it is. No likeness of a person is made.",
}
_UNITS = {
    "flat": "once",
    "second": "for every second seen or heard",
    "word": "for every word spoken",
    "shot": "for every shot",
    "day": "for every day",
    "view": "for every time it is viewed",
    "licence": "for every licence that is sold",
}
_BROAD = re.compile(
    r"\b(any and all|any purpose|all purposes|all media|perpetu\w*|forever|in perpetuity|irrevocab\w*|worldwide|throughout the universe|"
    r"sub-?licen[cs]\w*|unlimited|without limit\w*|anything|whatsoever|now known or hereafter)\b",
    re.IGNORECASE,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class _Person:
    """You, or the person for whom somebody else signs."""

    def __init__(self, grant: Grant) -> None:
        subject = grant.subject
        self.other = subject.minor or not subject.living
        name = subject.name or "the person"
        self.who = name if self.other else "you"
        self.whose = _possessive(name) if self.other else "your"
        self.whom = self.who

    def verb(self, you: str, other: str) -> str:
        return other if self.other else you


def plain_words(grant: Grant) -> str:
    """The grant in plain words, in the second person; headings, and lines that begin with two spaces."""
    person = _Person(grant)
    parts: list[tuple[str, Iterable[str]]] = [
        ("What you lend" if not person.other else f"What is lent of {person.whose}", _lent(grant, person)),
        ("What for", _what_for(grant, person)),
        ("From when, until when", _when(grant)),
        ("What is not allowed", _forbidden(grant, person)),
        ("What is paid", _paid(grant, person)),
        ("How to take it back", _taken_back(grant, person)),
        ("How it is kept, and how it is credited", _kept(grant, person)),
    ]
    if grant.extra:
        parts.append(("Also agreed (no machine checks this)", _extra(grant)))
    unusual = warnings(grant)
    if unusual:
        parts.append(("Look at this twice", unusual))
    text = [_opening(grant)]
    for heading, lines in parts:
        text += ["", heading, *(f"  {line}" for line in lines)]
    return "\n".join(text) + "\n"


def signed_words(signed: SignedGrant) -> str:
    """Who signed it, for whom, when and with which key."""
    roles = {
        Capacity.SELF: "for themselves",
        Capacity.REPRESENTATIVE: "as the representative",
        Capacity.ESTATE: "for the estate",
        Capacity.GUARDIAN: "as the guardian",
        Capacity.PRODUCTION: "for the production",
    }
    lines = ["Signed"]
    for entry in signed.signatures:
        apart = "" if entry.separate else ", as part of a longer contract"
        lines += [
            f"  {entry.name}, {roles[entry.capacity]}, on {_date(entry.signed_at)}{apart}",
            f"    key {entry.signer}",
        ]
    lines += [
        f"  Fingerprint {signed.sha256}",
        "  A signature shows which key signed. Whose key it is, ask the person: compare it once by voice or on paper.",
    ]
    return "\n".join(lines) + "\n"


def warnings(grant: Grant) -> tuple[str, ...]:
    """What is missing, unusual or broad, in sentences; what keeps the grant from being signed comes first."""
    found = [f"It cannot be signed like this: {problem}" for problem in problems(grant, "") if problem.what]
    if all(pay.unit == "none" or not _amount(pay) for pay in grant.compensation):
        found.append("Nothing is paid.")
    if grant.training:
        found.append("AI may be trained on it. What a model has learned cannot be taken out again.")
    broad = _BROAD.search(" ".join((grant.use, *grant.permits, *grant.extra.values())))
    if broad:
        found.append(f'"{broad[0]}" is broad. A fair grant says exactly what for.')
    if len(grant.use.split()) < 3:
        found.append("What it is used for is described in very few words.")
    if not grant.assets:
        found.append(
            "No files are named, so nothing says which recordings or pictures may be used: the gate lets none in."
        )
    if not grant.revocation.allowed:
        found.append("It cannot be taken back before it ends.")
    elif grant.revocation.notice_days > 30:
        found.append(f"Taking it back works only after {grant.revocation.notice_days} days.")
    if _years(grant) > 3:
        found.append(f"It runs for {_years(grant):.0f} years. One film rarely needs more than two or three.")
    if grant.notice_waived and grant.replica_type is not ReplicaType.WORK:
        found.append(
            "The usual 48 hours between being told and being used are waived; notice_waived = false keeps them."
        )
    if not grant.strike_suspend:
        found.append("It goes on during a strike.")
    if not grant.content_limits and {Modality.FACE, Modality.VOICE, Modality.MOTION} & set(grant.modality):
        found.append('There are no limits on content, such as "nudity", "violence", "politics", "advertising".')
    if grant.representation.by == "none" and grant.replica_type is not ReplicaType.WORK:
        found.append("Nobody is said to have advised on this. A union or a lawyer can.")
    script = script_of(grant.subject.name)
    if script in {"Cyrillic", "Greek", "Cherokee", "Armenian"}:
        found.append(f"The name is written in {script} letters, some of which look like Latin ones.")
    return tuple(found)


def _opening(grant: Grant) -> str:
    subject = grant.subject
    if not subject.living:
        return f"{subject.name} has died. You sign for the estate; this is what you agree to."
    if subject.minor:
        return f"{subject.name} is a minor, born {_date(subject.born)}. You sign as the guardian; this is what you agree to."
    return f"{subject.name}, this is what you agree to when you sign."


def _lent(grant: Grant, person: _Person) -> Iterable[str]:
    yield f"{_capital(person.whose)} {_what(grant)}."
    if grant.assets:
        size = sum(asset.bytes for asset in grant.assets)
        count = "This one file" if len(grant.assets) == 1 else f"These {len(grant.assets)} files"
        yield f"{count} and no other{_size(size)}:"
        for asset in grant.assets[:6]:
            yield f"  {asset.name}  ({asset.sha256[:12]}…)"
        if len(grant.assets) > 6:
            yield f"  and {len(grant.assets) - 6} more, all in the document"


def _what_for(grant: Grant, person: _Person) -> Iterable[str]:
    yield f'Only for the film "{grant.project}", and only for this: "{" ".join(grant.use.split())}".'
    who, whose = person.who, person.whose
    replicated = [_LENT[item] for item in grant.modality if item not in {Modality.NAME, Modality.WORK}]
    yield _capital(
        _MADE[grant.replica_type].format(
            whose=whose,
            who=who,
            what=_and(replicated) or "performance",
            work=person.verb("work", "works"),
            lend=person.verb("lend", "leaves"),
        )
    )
    if grant.roles:
        yield f"Only as {_and(grant.roles)}."
    yield f"Only in scene {_and(grant.scenes)}." if grant.scenes else "In any scene of that film."
    yield (
        f"Only in these languages: {_and(grant.languages)}."
        if grant.languages
        else "In any language the film is made in."
    )
    if grant.territory:
        yield f"Shown only in: {_and(grant.territory)}."
    if grant.media:
        yield f"Shown only as: {_and(grant.media)}."
    for permit in grant.permits:
        yield f"Also allowed: {permit}."
    if grant.synthetic_justification:
        yield f"Why it is done by computer: {' '.join(grant.synthetic_justification.split())}"


def _when(grant: Grant) -> Iterable[str]:
    yield f"From {_date(grant.start)} until the end of {_date(grant.end)}. After that nothing new is made with it."
    if grant.disclosed_at:
        waived = (
            "It may be used at once." if grant.notice_waived else "It is not used before 48 hours have passed since."
        )
        yield f"The use was explained on {_date(grant.disclosed_at)}. {waived}"
    elif grant.replica_type is not ReplicaType.WORK and not grant.notice_waived:
        yield "It is not said when the use was explained, so it cannot be used yet."
    if grant.strike_suspend:
        yield "During a strike of the union nothing new is made with it."
    if grant.court_approval:
        yield f"A court approved it: {grant.court_approval}"


def _forbidden(grant: Grant, person: _Person) -> Iterable[str]:
    if not grant.training:
        yield f"Training AI: nobody may train a model on {person.whose} {_what(grant)}."
    else:
        yield "Training AI is NOT forbidden here."
    yield "Any other film, sequel, trailer for something else, or advertisement."
    missing = [_LENT[item] for item in Modality if item not in grant.modality and item is not Modality.WORK]
    if missing:
        yield f"Using {person.whose} {_and(missing, 'or')}: not lent."
    yield from (f"Being shown or heard with: {limit}." for limit in grant.content_limits)
    yield from (f"{_capital(item)}." for item in grant.prohibits)
    yield "Passing the files on, or the grant, to somebody else."
    yield "Whatever is not written here."


def _paid(grant: Grant, person: _Person) -> Iterable[str]:
    some = False
    for pay in grant.compensation:
        if pay.unit == "none":
            continue
        some = True
        bounds = [
            f"at least {pay.minimum} {pay.currency}" if pay.minimum else "",
            f"at most {pay.cap} {pay.currency}" if pay.cap else "",
        ]
        limits = _and([bound for bound in bounds if bound])
        yield f"{pay.rate} {pay.currency} {_UNITS.get(pay.unit, pay.unit)}{f', {limits}' if limits else ''}."
        if pay.shares:
            yield "  Shared: " + ", ".join(f"{share.payee} {share.percent} %" for share in pay.shares)
        elif pay.payee and pay.payee != grant.subject.name:
            yield f"  Paid to {pay.payee}."
    if not some:
        yield "Nothing."
    else:
        yield f"What was used is counted frame by frame. {_capital(person.who)} can count again from the film alone: fairtake statement."


def _taken_back(grant: Grant, person: _Person) -> Iterable[str]:
    terms = grant.revocation
    if not terms.allowed:
        yield f"Not before {_date(grant.end)}."
        return
    when = f"It works {terms.notice_days} days later" if terms.notice_days else "It works at once"
    yield f"At any time, without a reason: fairtake grant revoke FILE --key KEY. {when}."
    yield f"Then: {' '.join(terms.effect.split())}."
    if terms.feed:
        yield f"The list of what was taken back: {terms.feed}"
        if terms.max_age_days:
            yield f"The film may rely on a copy of it that is at most {terms.max_age_days} days old."


def _kept(grant: Grant, person: _Person) -> Iterable[str]:
    until = f"deleted by {_date(grant.storage.delete_by)}" if grant.storage.delete_by else "deleted when this ends"
    yield f"The files are kept {grant.storage.security}, and {until}."
    if grant.storage.third_party_training_notice:
        yield f"{_capital(person.who)} {person.verb('are', 'or those who sign are')} told when anybody asks to train on them."
    yield f'In the credits: "{grant.credited}". The film says of itself what is synthetic.'
    if grant.representation.by != "none":
        adviser = {"counsel": "A lawyer", "union": "The union"}.get(grant.representation.by, grant.representation.by)
        yield f"{adviser} advised on this: {grant.representation.agreement}."
    if grant.liveness.media_sha256:
        yield f'A recording of this phrase belongs to it: "{grant.liveness.challenge}"'


def _extra(grant: Grant) -> Iterable[str]:
    for heading, term in grant.extra.items():
        yield f"{heading}: {' '.join(term.split())}"


def _what(grant: Grant) -> str:
    return _and([_LENT[item] for item in grant.modality]) or "…"


def _and(items: Sequence[str], word: str = "and") -> str:
    items = [str(item) for item in items]
    return f"{', '.join(items[:-1])} {word} {items[-1]}" if len(items) > 1 else "".join(items)


def _date(text: str) -> str:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    if not match or not 1 <= int(match[2]) <= 12:
        return text or "…"
    clock = f", {text[11:16]} UTC" if len(text) > 10 else ""
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}{clock}"


def _size(size: int) -> str:
    if not size:
        return ""
    return f" ({size / 1e6:.1f} MB)" if size >= 100_000 else f" ({size} byte{'s' if size > 1 else ''})"


def _years(grant: Grant) -> float:
    try:
        return (ends(grant.end) - begins(grant.start)).days / 365.25
    except ClearanceError:  # said elsewhere
        return 0.0


def _amount(pay: Compensation) -> Decimal:
    try:
        return max(Decimal(text or "0") for text in (pay.rate, pay.minimum))
    except ArithmeticError:
        return Decimal(0)


def _possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
