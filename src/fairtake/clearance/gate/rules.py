"""What a grant must say for a use: one rule a line, in the order they are asked.

Each rule looks at one grant and one reference and answers None, or an Objection that names the
field and the smallest change to the grant that would allow it. Nothing is allowed that no rule
could find allowed: a grant that passes all of them covers the use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from fairtake.clearance.gate import content, signing
from fairtake.clearance.gate.context import Context
from fairtake.clearance.gate.verdict import Objection
from fairtake.clearance.grants.moments import begins, ends, stamp, years_after
from fairtake.clearance.grants.revoking import revoked_from, stale_list
from fairtake.model.clearance import LentFile, Reference, ReferenceKind
from fairtake.model.grant import Capacity, Modality, ReplicaType, SignedGrant

__all__ = [
    "PROHIBITIONS",
    "RULES",
    "Use",
    "is_replaced",
    "notes_of",
    "objections",
    "revoked_until",
    "signed_since",
]


@dataclass(frozen=True, slots=True)
class Use:
    """What a grant is held against: the reference, its files, the film and the moment. `newer` are the
    fingerprints and ids that a later version of a grant replaces."""

    reference: Reference
    files: tuple[LentFile, ...]
    context: Context
    newer: frozenset[str] = frozenset()


Rule = Callable[[SignedGrant, Use], Objection | None]

NOTICE = timedelta(hours=48)
"""Of the use, before it begins (SAG-AFTRA)."""
_YEARS, _YEARS_OF_A_MINOR = 10, 5
"""The longest a likeness may be granted for (NO FAKES)."""

PERSON = frozenset({Modality.FACE, Modality.VOICE, Modality.MOTION, Modality.NAME})
REPLICA = frozenset({ReferenceKind.VOICE, ReferenceKind.CHARACTER, ReferenceKind.FACE, ReferenceKind.SAMPLE})
"""What lets the machine do what the person never did; a recording is the person's own."""
NEEDS = {
    ReferenceKind.RECORDING: Modality.VOICE,
    ReferenceKind.VOICE: Modality.VOICE,
    ReferenceKind.SAMPLE: Modality.VOICE,
    ReferenceKind.FACE: Modality.FACE,
    ReferenceKind.CHARACTER: Modality.FACE,
    ReferenceKind.PLATE: Modality.FACE,
    ReferenceKind.MUSIC: Modality.WORK,
    ReferenceKind.PLACE: Modality.WORK,
    ReferenceKind.PHOTO: Modality.WORK,
}
_NOBODY = frozenset({ReferenceKind.CHARACTER, ReferenceKind.PLATE})
"""What may show nobody at all: then a grant of the work will do, if it says so."""


def objections(grant: SignedGrant, use: Use) -> list[Objection]:
    """Everything the rules have against a use under this grant, the gravest first."""
    return [found for _, rule in RULES if (found := rule(grant, use)) is not None]


# -- is it a grant, and is it in force ---------------------------------------------------------------


def _listed(signed: SignedGrant, use: Use) -> Objection | None:
    known = {asset.sha256 for asset in signed.grant.assets}
    missing = next((one for one in use.files if one.sha256 not in known), None)
    if missing is None:
        return None
    what = "it" if missing is use.files[0] else f"{missing.name}, which belongs to it"
    name = (use.reference.path if missing is use.files[0] else missing.name).rpartition("/")[2]
    if any(asset.name.rpartition("/")[2] == name for asset in signed.grant.assets):
        why = f"the content of {what} is not what was agreed on: it has changed since"
        return Objection("assets", why, "Put the file back as it was; or add it to assets, and have it signed again.")
    return Objection("assets", f"the grant does not list {what}", "Add it to assets, and have it signed again.")


def _superseded(signed: SignedGrant, use: Use) -> Objection | None:
    if not is_replaced(signed, use.newer):
        return None
    why = f"a later version replaces version {signed.grant.version}"
    return Objection("supersedes", why, "Use the later version; what it does not allow, it must be asked for.")


def _revoked(signed: SignedGrant, use: Use) -> Objection | None:
    found = revoked_from(signed, use.context.known)
    if found is None or found[1] > use.context.at:
        return None
    since = found[1]
    return Objection("revocation", f"it was taken back from {stamp(since)} on", "Ask for a new grant, or do without.")


def is_replaced(signed: SignedGrant, newer: frozenset[str]) -> bool:
    """Whether a later version stands instead of a grant."""
    return bool({signed.sha256, f"{signed.grant.id} {signed.grant.version}"} & newer)


def revoked_until(theirs: Sequence[SignedGrant], use: Use) -> str:
    """When a person last took back a grant of a file: what they signed before that counts no more, for the file is
    what they took back. "" for never."""
    found = [revoked_from(one, use.context.known) for one in theirs]
    return max((entry.signed_at for entry, since in filter(None, found) if since <= use.context.at), default="")


def signed_since(signed: SignedGrant, moment: str) -> bool:
    """Whether the person signed a grant after `moment` ("": always)."""
    signings = [one.signed_at for one in signed.signatures if one.capacity is not Capacity.PRODUCTION]
    return not moment or (bool(signings) and begins(min(signings)) > begins(moment))


def _fresh(signed: SignedGrant, use: Use) -> Objection | None:
    why = stale_list(signed, use.context.known, use.context.at)
    if why:
        fix = 'Fetch the list, and name its copy in film.toml: [clearance] revocations = ["..."].'
        return Objection("revocation.max_age_days", why, fix)
    if use.context.stale:
        return Objection("clearance.max_age_days", use.context.stale, "Fetch the list anew.")
    return None


def _started(signed: SignedGrant, use: Use) -> Objection | None:
    start = signed.grant.start
    if begins(start) <= use.context.at:
        return None
    return Objection(
        "start", f"it does not begin before {start}", "Wait until then; or ask for an earlier start, signed again."
    )


def _signed(signed: SignedGrant, use: Use) -> Objection | None:
    moments = [begins(one.signed_at) for one in signed.signatures if one.capacity is not Capacity.PRODUCTION]
    if not moments or min(moments).date() <= use.context.at.date():
        return None
    day = min(moments).date()
    return Objection("signatures.signed_at", f"it was not signed before {day}", f"Use it from {day} on.")


def _ended(signed: SignedGrant, use: Use) -> Objection | None:
    end = signed.grant.end
    if use.context.at < ends(end):
        return None
    return Objection("end", f"it ended on {end}", "Ask for a later end, signed again.")


def _term(signed: SignedGrant, _: Use) -> Objection | None:
    grant = signed.grant
    if not PERSON & set(grant.modality):
        return None
    years = _YEARS_OF_A_MINOR if grant.subject.minor else _YEARS
    latest = years_after(begins(grant.start).date(), years)
    if begins(grant.end).date() <= latest:
        return None
    who = "a minor's likeness" if grant.subject.minor else "a likeness"
    return Objection("end", f"{who} is granted for {years} years at most", f'end = "{latest}" at the latest.')


def _deleted(signed: SignedGrant, use: Use) -> Objection | None:
    until = signed.grant.storage.delete_by
    if not until or use.context.at < ends(until):
        return None
    return Objection(
        "storage.delete_by",
        f"the file was to be deleted by {until}",
        "Delete it; or ask for a later storage.delete_by, signed again.",
    )


def _strike(signed: SignedGrant, use: Use) -> Objection | None:
    if not (use.context.strike and signed.grant.strike_suspend):
        return None
    return Objection(
        "strike_suspend",
        "it is suspended while there is a strike ([clearance] strike = true)",
        "Wait for its end; or ask for strike_suspend = false.",
    )


# -- minors ------------------------------------------------------------------------------------------


def _minor(signed: SignedGrant, use: Use) -> Objection | None:
    subject = signed.grant.subject
    if not subject.minor:
        if subject.born and years_after(begins(subject.born).date(), 18) > use.context.at.date():
            return Objection("subject.minor", f"the person is under 18 (born {subject.born})", "minor = true.")
        return None
    if not subject.born:
        return Objection("subject.born", "a minor's age is not told", 'born = "YYYY-MM-DD".')
    of_age = years_after(begins(subject.born).date(), 18)
    if begins(signed.grant.end).date() > of_age:
        return Objection("end", f"a minor's grant ends when they are 18, on {of_age}", f'end = "{of_age}".')
    if use.context.at.date() >= of_age:
        why = f"the person is of age since {of_age} and decides for themselves"
        return Objection("subject.minor", why, "Ask them for a grant of their own.")
    if not signed.grant.court_approval:
        why = "a minor's likeness needs a court's approval"
        return Objection("court_approval", why, "State the court and the file's number in court_approval.")
    return None


# -- what it is for ----------------------------------------------------------------------------------


def _project(signed: SignedGrant, use: Use) -> Objection | None:
    project = use.context.project
    if signed.grant.project == project:
        return None
    return Objection(
        "project", f"it is for {signed.grant.project!r}, and this is {project!r}", f'project = "{project}".'
    )


def _role(signed: SignedGrant, use: Use) -> Objection | None:
    role, grant = use.reference.role, signed.grant
    if not role:
        return None
    if grant.roles:
        if role.casefold() in {one.casefold() for one in grant.roles}:
            return None
        return Objection("roles", f"it is not for the role {role}", f"roles = {_listing((*grant.roles, role))}.")
    # Nobody wrote roles down: then the words of the use tell, where they name any.
    named = {one for one in use.context.roles if _names(grant.use, one)}
    if not named or role in named:
        return None
    both = _listing((*sorted(named), role))
    return Objection("roles", f"its use speaks of {', '.join(sorted(named))}, not of {role}", f"roles = {both}.")


def _names(text: str, role: str) -> bool:
    words = f" {' '.join(''.join(one if one.isalnum() else ' ' for one in text.casefold()).split())} "
    return f" {' '.join(''.join(one if one.isalnum() else ' ' for one in role.casefold()).split())} " in words


def _scenes(signed: SignedGrant, use: Use) -> Objection | None:
    allowed = signed.grant.scenes
    if not allowed:
        return None
    wanted = use.reference.scenes or tuple(use.context.shown)
    other = [scene for scene in wanted if scene not in allowed]
    if not other:
        return None
    scenes = ("scene " if len(other) == 1 else "scenes ") + ", ".join(other[:6]) + (" ..." if len(other) > 6 else "")
    return Objection("scenes", f"it is not for {scenes}", f"scenes = {_listing((*allowed, *other))}.")


def _modality(signed: SignedGrant, use: Use) -> Objection | None:
    kind, grant = use.reference.kind, signed.grant
    needed = NEEDS[kind]
    if needed in grant.modality:
        return None
    if kind in _NOBODY and Modality.WORK in grant.modality and grant.replica_type is ReplicaType.WORK:
        return None
    given = ", ".join(grant.modality) or "nothing"
    fix = f"modality = {_listing((*grant.modality, needed))}."
    if kind in _NOBODY:
        fix += ' Where it shows nobody: modality = ["work"] with replica_type = "work".'
    return Objection("modality", f"a {kind} needs {needed}, and it grants {given}", fix)


def _replica(signed: SignedGrant, use: Use) -> Objection | None:
    kind, given = use.reference.kind, signed.grant.replica_type
    needed = NEEDS[kind]
    if needed not in PERSON or needed not in signed.grant.modality:
        return None
    if given is ReplicaType.WORK:
        why = f"a {kind} is a person's {needed}, and replica_type says nobody is replicated"
        return Objection("replica_type", why, 'replica_type = "employment" or "independent".')
    if given is ReplicaType.ALTERATION and kind in REPLICA:
        why = f"it lets a performance be altered, and a {kind} makes a new one"
        return Objection("replica_type", why, 'replica_type = "employment" or "independent".')
    if given is ReplicaType.BACKGROUND and use.reference.role in use.context.speaking:
        why = f"a background replica says nothing, and {use.reference.role} has lines"
        return Objection("replica_type", why, 'replica_type = "employment" or "independent".')
    return None


def _notice(signed: SignedGrant, use: Use) -> Objection | None:
    grant = signed.grant
    protected = grant.subject.minor or grant.representation.by == "union"
    if NEEDS[use.reference.kind] not in PERSON or (grant.notice_waived and not protected):
        return None
    told = grant.disclosed_at
    if not told:
        why = "it does not say when the person was told of the use, 48 hours before it"
        return Objection(
            "disclosed_at",
            why,
            'disclosed_at = "YYYY-MM-DDThh:mm:ssZ"; or an adult may waive it: notice_waived = true.',
        )
    since = begins(told) + NOTICE
    if since <= use.context.at:
        return None
    why = f"the person was told of the use on {told}, and it may begin 48 hours after that"
    return Objection("disclosed_at", why, f"Wait until {stamp(since)}; or an adult may waive it: notice_waived = true.")


def _language(signed: SignedGrant, use: Use) -> Objection | None:
    allowed = signed.grant.languages
    spoken = use.reference.language or (use.context.language if NEEDS[use.reference.kind] is Modality.VOICE else "")
    if not allowed or not spoken or any(_covers(one, spoken) for one in allowed):
        return None
    return Objection("languages", f"it is not for {spoken}", f"languages = {_listing((*allowed, spoken))}.")


def _covers(allowed: str, spoken: str) -> bool:
    """Whether a language tag covers another: "en" all of English, "en-GB" only that."""
    wide, narrow = allowed.casefold().split("-"), spoken.casefold().split("-")
    return narrow[: len(wide)] == wide


def _territory(signed: SignedGrant, use: Use) -> Objection | None:
    return _within("territory", signed.grant.territory, use.context.territory)


def _media(signed: SignedGrant, use: Use) -> Objection | None:
    return _within("media", signed.grant.media, use.context.media)


def _within(field: str, allowed: Sequence[str], wanted: Sequence[str]) -> Objection | None:
    known = {one.casefold() for one in allowed}
    other = [one for one in wanted if one.casefold() not in known]
    if not known or not other or known & {"world", "all", "any"}:
        return None
    return Objection(field, f"it is not for {', '.join(other)}", f"{field} = {_listing((*allowed, *other))}.")


# -- what it forbids ---------------------------------------------------------------------------------

_USES = {
    ReferenceKind.VOICE: {"synthesis", "synthetic-voice", "ai-use", "ai-input", "ai-all", "all", "voice"},
    ReferenceKind.SAMPLE: {"synthesis", "synthetic-voice", "ai-use", "ai-input", "ai-all", "all", "voice"},
    ReferenceKind.FACE: {"synthesis", "synthetic-face", "ai-use", "ai-input", "ai-all", "all", "face"},
    ReferenceKind.PHOTO: {"synthesis", "ai-use", "ai-input", "ai-all", "all", "work"},
    ReferenceKind.CHARACTER: {"animation", "all", "face", "motion"},
    ReferenceKind.RECORDING: {"all", "voice"},
    ReferenceKind.MUSIC: {"all", "work", "synchronisation", "synchronization"},
    ReferenceKind.PLACE: {"all", "work"},
    ReferenceKind.PLATE: {"all", "face", "work"},
}
"""Words of `prohibits` (RSL's, and plain ones) that forbid what a kind of reference is for."""


def _prohibited(signed: SignedGrant, use: Use) -> Objection | None:
    for term in signed.grant.prohibits:
        if term.casefold().strip() in _USES[use.reference.kind]:
            why = f"it prohibits {term!r}, which is what a {use.reference.kind} is used for"
            return Objection("prohibits", why, f"Take {term!r} out of prohibits, and have it signed again.")
    return _shows("prohibits", signed.grant.prohibits, use)


def _limited(signed: SignedGrant, use: Use) -> Objection | None:
    return _shows("content_limits", signed.grant.content_limits, use)


def _shows(field: str, terms: Sequence[str], use: Use) -> Objection | None:
    for term in terms:
        for scene, shown in _seen(use):
            if shown.category == content.category_of(term):
                why = (
                    f"it rules out {term!r}, and scene {scene} has {shown.category}: {shown.word!r}, line {shown.line}"
                )
                return Objection(field, why, f"Change that scene; or take {term!r} out of {field}.")
    return None


def _asked(signed: SignedGrant, use: Use) -> Objection | None:
    """Nudity and sex are shown only with a word of their own."""
    if NEEDS[use.reference.kind] not in PERSON:
        return None
    permitted = {content.category_of(term) for term in signed.grant.permits}
    for scene, shown in _seen(use):
        if shown.category in content.ASKED_FOR and shown.category not in permitted:
            why = (
                f"scene {scene} has {shown.category} ({shown.word!r}, line {shown.line}), which needs a word of its own"
            )
            return Objection("permits", why, f"permits = {_listing((*signed.grant.permits, shown.category))}.")
    return None


def _seen(use: Use) -> list[tuple[str, content.Shown]]:
    scenes = use.reference.scenes or tuple(use.context.shown)
    return [(scene, one) for scene in scenes for one in use.context.shown.get(scene, ())]


RULES: tuple[tuple[str, Rule], ...] = (
    ("the file is one that was agreed on", _listed),
    ("nothing later replaces it", _superseded),
    ("it was signed by who may", signing.capacity),
    ("it was counter-signed, where the production asks for that", signing.countersigned),
    ("it was not taken back", _revoked),
    ("what is known of revocations is not too old", _fresh),
    ("it is for this film", _project),
    ("it was signed by then", _signed),
    ("it has begun", _started),
    ("it has not ended", _ended),
    ("it is for no longer than may be", _term),
    ("a minor is protected", _minor),
    ("the file need not be deleted yet", _deleted),
    ("no strike suspends it", _strike),
    ("it grants what this is", _modality),
    ("it allows this kind of replica", _replica),
    ("it is for this role", _role),
    ("it is for these scenes", _scenes),
    ("it is for this language", _language),
    ("it is for where the film is shown", _territory),
    ("it is for how the film is shown", _media),
    ("it does not prohibit the use", _prohibited),
    ("no scene goes past its limits", _limited),
    ("what needs a word of its own has it", _asked),
    ("the person was told 48 hours before", _notice),
)
"""Each rule by what must be so."""

PROHIBITIONS = frozenset({"prohibits", "content_limits"})
"""Fields whose no holds whatever another grant of the same person says."""


def notes_of(signed: SignedGrant, use: Use) -> tuple[str, ...]:
    """What the grant asks that no machine judges here."""
    grant, told = signed.grant, []
    for field, terms in (("prohibits", grant.prohibits), ("content_limits", grant.content_limits)):
        uses = {term for kind in _USES.values() for term in kind}
        told += [
            f"{field}: no machine can judge {term!r}; a person must"
            for term in terms
            if not content.category_of(term) and term.casefold().strip() not in uses
        ]
    if (grant.prohibits or grant.content_limits) and use.context.language.split("-")[0] not in ("", "en"):
        told.append("prohibits and content_limits are read from English words, and this script is in another language")
    for field, allowed, said in (
        ("territory", grant.territory, use.context.territory),
        ("media", grant.media, use.context.media),
    ):
        if allowed and not said:
            told.append(
                f"{field}: only {', '.join(allowed)}; [clearance] {field} in film.toml does not say where it goes"
            )
    told += [f"{heading}: {words}" for heading, words in grant.extra.items()]
    return tuple(told)


def _listing(values: Sequence[object]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in dict.fromkeys(str(value) for value in values)) + "]"
