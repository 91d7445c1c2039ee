"""What a grant must say: each rule with what it allows and what it refuses, each refusal in words of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from gate_stage import AT, GRANT, NORA, OTHER, SHA256, STUDIO, kind, signature, signed, use
from hypothesis import given
from hypothesis import strategies as st

from fairtake.clearance.gate.content import category_of
from fairtake.clearance.gate.rules import RULES, Use, notes_of, objections
from fairtake.clearance.grants.revoking import Known
from fairtake.model.clearance import LentFile, ReferenceKind
from fairtake.model.grant import (
    Asset,
    Capacity,
    Modality,
    ReplicaType,
    Representation,
    Revocation,
    RevocationEntry,
    RevocationList,
    SignedGrant,
    Storage,
    Subject,
)

MINOR = Subject("Nora Vell", NORA, minor=True, born="2012-05-01")
GUARDIAN = signature(OTHER, Capacity.GUARDIAN)
FACE = {"modality": (Modality.FACE,)}
WORK = {"modality": (Modality.WORK,), "replica_type": ReplicaType.WORK}


def taken_back(one: SignedGrant, effective: str = "2027-02-20T00:00:00Z", signer: str = NORA) -> Known:
    entry = RevocationEntry(one.sha256, "nora-1", "Nora Vell", signer, Capacity.SELF, effective, effective, "", "")
    return Known(entries=(entry,))


def listed(day: str) -> Known:
    return Known(lists=(RevocationList((), f"{day}T00:00:00Z", NORA, ""),))


def superseded(one: SignedGrant) -> Use:
    return replace(use(), newer=frozenset({one.sha256}))


FEED = {"revocation": Revocation(feed="feed.json", max_age_days=7)}
ALLOWED: dict[str, tuple[SignedGrant, Use]] = {
    "everything in order": (signed(), use()),
    "several files": (signed(assets=(Asset("a", "0" * 64), Asset("b", SHA256))), use()),
    "the last moment": (signed(end="2027-03-01"), use(at=AT.replace(hour=23, minute=59))),
    "the first moment": (signed(start="2027-03-01T12:00:00Z"), use()),
    "ten years": (signed(start="2020-01-01", end="2030-01-01"), use()),
    "more than ten years of a work": (signed(**WORK, end="2060-01-01"), use(kind(ReferenceKind.MUSIC))),
    "deleted today": (signed(storage=Storage(delete_by="2027-03-01")), use()),
    "a strike that suspends nothing": (signed(strike_suspend=False), use(strike=True)),
    "a minor": (signed(GUARDIAN, subject=MINOR, court_approval="District court 12/27"), use()),
    "a representative": (
        signed(
            signature(OTHER, Capacity.REPRESENTATIVE),
            representation=Representation("counsel", "of 2 January 2027"),
        ),
        use(),
    ),
    "an estate": (
        signed(signature(OTHER, Capacity.ESTATE), subject=Subject("Nora Vell", NORA, living=False)),
        use(),
    ),
    "counter-signed": (signed(signature(), signature(STUDIO, Capacity.PRODUCTION)), use(countersign="yes")),
    "counter-signed by whom": (signed(signature(), signature(STUDIO, Capacity.PRODUCTION)), use(countersign=STUDIO)),
    "any role, in the words of the use": (signed(roles=()), use()),
    "any role, where the use names none": (signed(roles=(), use="Ten Years"), use({"role": "BEN"})),
    "any scene": (signed(scenes=()), use({"scenes": ("9",)})),
    "a language in a country": (signed(), use({"language": "en-GB"})),
    "any territory": (signed(territory=("world",)), use(territory=("JP",))),
    "a scan": (signed(**FACE), use(kind(ReferenceKind.CHARACTER))),
    "a figure of nobody": (signed(**WORK), use(kind(ReferenceKind.CHARACTER))),
    "an extra's figure": (
        signed(**FACE, replica_type=ReplicaType.BACKGROUND, roles=("BEN",)),
        use(kind(ReferenceKind.CHARACTER, role="BEN")),
    ),
    "an altered recording": (signed(replica_type=ReplicaType.ALTERATION), use()),
    "nudity by its own word": (
        signed(scenes=(), content_limits=(), permits=("nudity",)),
        use({"scenes": ("3",)}),
    ),
    "violence where nothing limits it": (signed(), use({"scenes": ("2",)})),
    "a limit that no scene touches": (signed(content_limits=("no gambling",)), use({"scenes": ("2",)})),
    "48 hours": (signed(disclosed_at="2027-02-27T12:00:00Z"), use()),
    "notice waived": (signed(disclosed_at="", notice_waived=True), use()),
    "a work needs no notice": (signed(**WORK, disclosed_at=""), use(kind(ReferenceKind.MUSIC))),
    "taken back from later on": (signed(), use(known=taken_back(signed(), "2027-03-02T00:00:00Z"))),
    "taken back by a stranger": (signed(), use(known=taken_back(signed(), signer=OTHER))),
    "a fresh list": (signed(**FEED), use(known=listed("2027-02-25"))),
}
REFUSED: dict[str, tuple[SignedGrant, Use, str, str]] = {
    "another file": (signed(assets=(Asset("b.wav", "0" * 64),)), use(), "assets", "does not list it"),
    "a changed file": (signed(assets=(Asset("x/001.wav", "0" * 64),)), use(), "assets", "changed since"),
    "a later version": (signed(), superseded(signed()), "supersedes", "later version"),
    "nobody signed": (
        SignedGrant(GRANT, (), "0" * 64),
        use(),
        "signatures",
        "nobody signed",
    ),
    "only the production": (
        signed(signature(STUDIO, Capacity.PRODUCTION)),
        use(),
        "signatures",
        "only the production",
    ),
    "another key": (signed(signature(OTHER)), use(), "signatures.signer", "another key"),
    "as a guardian of an adult": (signed(GUARDIAN), use(), "signatures.capacity", "of age"),
    "as an estate of the living": (
        signed(signature(OTHER, Capacity.ESTATE)),
        use(),
        "signatures.capacity",
        "is alive",
    ),
    "the dead sign nothing": (
        signed(subject=Subject("Nora Vell", NORA, living=False)),
        use(),
        "signatures.capacity",
        "no longer alive",
    ),
    "a representative without agreement": (
        signed(signature(OTHER, Capacity.REPRESENTATIVE)),
        use(),
        "representation.agreement",
        "no agreement",
    ),
    "one's own representative": (
        signed(signature(NORA, Capacity.REPRESENTATIVE), representation=Representation("counsel", "x")),
        use(),
        "signatures.signer",
        "own key",
    ),
    "a minor's own": (
        signed(subject=MINOR, court_approval="12/27"),
        use(),
        "signatures.capacity",
        "a minor, and",
    ),
    "a minor without a court": (signed(GUARDIAN, subject=MINOR), use(), "court_approval", "court"),
    "a minor for six years": (
        signed(GUARDIAN, subject=replace(MINOR, born="2020-01-01"), court_approval="x", end="2032-06-01"),
        use(),
        "end",
        "for 5 years",
    ),
    "a minor past eighteen": (
        signed(GUARDIAN, subject=replace(MINOR, born="2009-06-01"), court_approval="x"),
        use(),
        "end",
        "when they are 18",
    ),
    "a minor of no age": (
        signed(GUARDIAN, subject=replace(MINOR, born=""), court_approval="x"),
        use(),
        "subject.born",
        "age is not told",
    ),
    "a minor who is said to be of age": (
        signed(subject=replace(MINOR, minor=False)),
        use(),
        "subject.minor",
        "under 18",
    ),
    "not counter-signed": (signed(), use(countersign="yes"), "signatures", "did not counter-sign"),
    "counter-signed by another": (
        signed(signature(), signature(OTHER, Capacity.PRODUCTION)),
        use(countersign=STUDIO),
        "signatures",
        "not counter-signed with",
    ),
    "counter-signed by oneself": (
        signed(signature(), signature(NORA, Capacity.PRODUCTION)),
        use(countersign="yes"),
        "signatures",
        "did not counter-sign",
    ),
    "taken back": (signed(), use(known=taken_back(signed())), "revocation", "taken back"),
    "no list": (signed(**FEED), use(), "revocation.max_age_days", "no copy"),
    "a stale list": (signed(**FEED), use(known=listed("2027-02-01")), "revocation.max_age_days", "older than 7 days"),
    "the film's list is stale": (signed(), use(stale="the list is of 2026"), "clearance.max_age_days", "of 2026"),
    "another film": (signed(), use(project="twenty-years"), "project", "'twenty-years'"),
    "signed later": (signed(signature(at="2027-03-02T00:00:00Z")), use(), "signatures.signed_at", "not signed before"),
    "not yet": (signed(start="2027-03-02"), use(), "start", "does not begin before"),
    "no longer": (signed(end="2027-02-28"), use(), "end", "ended on 2027-02-28"),
    "eleven years": (signed(start="2020-01-01", end="2031-01-01"), use(), "end", "10 years"),
    "to be deleted": (signed(storage=Storage(delete_by="2027-02-28")), use(), "storage.delete_by", "deleted by"),
    "a strike": (signed(), use(strike=True), "strike_suspend", "strike"),
    "a face for a voice": (signed(**FACE), use(), "modality", "needs voice"),
    "a voice for a face": (signed(), use(kind(ReferenceKind.CHARACTER)), "modality", "needs face"),
    "work of somebody for a scan": (
        signed(modality=(Modality.WORK,)),
        use(kind(ReferenceKind.CHARACTER)),
        "modality",
        "needs face",
    ),
    "a person for a work": (signed(), use(kind(ReferenceKind.MUSIC)), "modality", "needs work"),
    "nobody's voice": (signed(replica_type=ReplicaType.WORK), use(), "replica_type", "nobody is replicated"),
    "an alteration that speaks anew": (
        signed(replica_type=ReplicaType.ALTERATION),
        use(kind(ReferenceKind.VOICE)),
        "replica_type",
        "altered",
    ),
    "an extra who speaks": (signed(replica_type=ReplicaType.BACKGROUND), use(), "replica_type", "has lines"),
    "another role": (signed(), use({"role": "BEN"}), "roles", "not for the role BEN"),
    "another role by the use": (signed(roles=()), use({"role": "BEN"}), "roles", "speaks of ANNA"),
    "another scene": (signed(), use({"scenes": ("1", "4")}), "scenes", "scene 4"),
    "scenes nobody named": (signed(), use({"scenes": ()}, shown={"1": (), "3": ()}), "scenes", "scene 3"),
    "another language": (signed(), use({"language": "fr"}), "languages", "not for fr"),
    "the film's language": (signed(), use({"language": ""}, language="de"), "languages", "not for de"),
    "English of one country": (signed(languages=("en-GB",)), use(), "languages", "not for en"),
    "another country": (signed(), use(territory=("DE", "US")), "territory", "not for US"),
    "another medium": (signed(), use(media=("streaming",)), "media", "not for streaming"),
    "voice made by a machine": (
        signed(prohibits=("synthesis",)),
        use(kind(ReferenceKind.VOICE)),
        "prohibits",
        "'synthesis'",
    ),
    "violence": (signed(prohibits=("No fights",)), use({"scenes": ("2",)}), "prohibits", "'stabs', line 12"),
    "a limit": (signed(content_limits=("violence",)), use({"scenes": ("2",)}), "content_limits", "'stabs', line 12"),
    "nudity without a word": (
        signed(scenes=(), content_limits=()),
        use({"scenes": ("3",)}),
        "permits",
        "a word of its own",
    ),
    "too short a notice": (signed(disclosed_at="2027-02-28T12:00:00Z"), use(), "disclosed_at", "48 hours after"),
    "no notice": (signed(disclosed_at=""), use(), "disclosed_at", "does not say when"),
    "a union's notice cannot be waived": (
        signed(disclosed_at="", notice_waived=True, representation=Representation("union", "x")),
        use(),
        "disclosed_at",
        "does not say when",
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_agreed_is_allowed(name) -> None:
    grant, wanted = ALLOWED[name]
    assert objections(grant, wanted) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_agreed_is_refused(name) -> None:
    grant, wanted, field, words = REFUSED[name]
    found = objections(grant, wanted)
    assert [one.field for one in found] == [field]  # this, and nothing else
    assert words in found[0].why
    assert found[0].fix
    assert "Nora" not in found[0].why + found[0].fix  # what is refused stays in reports; the person does not


def test_every_refusal_says_something_of_its_own() -> None:
    # Two rules never answer with the same sentence.
    told = {name: objections(grant, wanted)[0].why for name, (grant, wanted, _, _) in REFUSED.items()}
    twice = {"no notice", "a union's notice cannot be waived"}
    twice |= {"a voice for a face", "work of somebody for a scan"}
    twice |= {"not counter-signed", "counter-signed by oneself"}
    plain = [why for name, why in told.items() if name not in twice]
    assert len(set(plain)) == len(plain)


def test_every_rule_refuses_something() -> None:
    silent = []
    for name, rule in RULES:
        if not any(rule(grant, wanted) for grant, wanted, _, _ in REFUSED.values()):
            silent.append(name)
    assert not silent


def _other(values: st.SearchStrategy[str], one: str) -> st.SearchStrategy[str]:
    return values.filter(lambda value: value.casefold() != one.casefold())


WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
DAYS = st.dates(date(2027, 3, 2), date(2029, 1, 1)).map(str)
PAST = st.dates(date(2020, 1, 1), date(2027, 2, 28)).map(str)
CHANGES = st.one_of(
    st.builds(lambda v: {"project": v}, _other(WORDS, "ten-years")),
    st.builds(lambda v: {"roles": (v,)}, _other(WORDS, "ANNA")),
    st.builds(lambda v: {"scenes": (v,)}, WORDS.filter(lambda value: value != "1")),
    st.builds(lambda v: {"languages": (v,)}, _other(WORDS, "en")),
    st.builds(lambda v: {"territory": (v,)}, WORDS.filter(lambda v: v.casefold() not in ("de", "world", "all", "any"))),
    st.builds(lambda v: {"media": (v,)}, WORDS.filter(lambda v: v.casefold() not in ("cinema", "world", "all", "any"))),
    st.builds(lambda v: {"start": v}, DAYS),
    st.builds(lambda v: {"end": v}, PAST),
    st.builds(lambda v: {"storage": Storage(delete_by=v)}, PAST),
    st.builds(lambda v: {"assets": (Asset("a", v),)}, st.text("0123456789abcdef", min_size=64, max_size=64)),
    st.builds(
        lambda v: {"modality": tuple(v)},
        st.sets(st.sampled_from([one for one in Modality if one is not Modality.VOICE])),
    ),
    st.builds(lambda v: {"subject": Subject("Nora Vell", v)}, WORDS),
    st.builds(lambda v: {"disclosed_at": v}, DAYS),
    st.just({"replica_type": ReplicaType.WORK}),
    st.just({"subject": Subject("Nora Vell", NORA, living=False)}),
    st.just({"revocation": Revocation(max_age_days=1)}),
)


@given(CHANGES)
def test_a_grant_that_differs_in_any_checked_field_allows_nothing(changed) -> None:
    assert objections(signed(), use()) == []
    assert objections(signed(**changed), use())


@given(st.integers(-400, 400))
def test_time_counts_to_the_second(days) -> None:
    at = AT + timedelta(days=days)
    allowed = datetime(2027, 2, 3, tzinfo=UTC) <= at < datetime(2028, 1, 1, tzinfo=UTC)
    assert (not objections(signed(), use(at=at))) == allowed


def test_side_files_are_covered_too() -> None:
    files = (*use().files, LentFile("skin.png", "1" * 64, 3))
    found = objections(signed(), replace(use(), files=files))
    assert [one.field for one in found] == ["assets"]
    assert "skin.png, which belongs to it" in found[0].why


def test_what_no_machine_can_judge_is_said() -> None:
    grant = signed(prohibits=("ridicule", "violence"), extra={"Costume": "no fur"}, territory=("DE",))
    told = notes_of(grant, use(language="fr", territory=()))
    assert [note.split(":")[0] for note in told] == [
        "prohibits",
        "prohibits and content_limits are read from English words, and this script is in another language",
        "territory",
        "Costume",
    ]
    assert "'ridicule'" in told[0]


def test_words_of_limits() -> None:
    assert category_of("no kissing scenes") == "intimacy"
    assert category_of("Drug use") == "drugs"
    assert category_of("guns") == "weapons"
    assert category_of("clowns") == ""
    assert category_of("") == ""
