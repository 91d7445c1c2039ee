"""Attacks on the document: altered, forged, replayed, or made to be read differently by different readers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

from attacks.stage import AT, BreachError, Stage, attack, told
from fairtake.clearance.grants import as_bytes, countersign, fingerprint, parse_signed, sign
from fairtake.clearance.grants.did import did_of
from fairtake.model.grant import Capacity, Modality, Signature, SignedGrant

# -- terms altered after signing ------------------------------------------------------------------------


def _altered(name: str, *path: str | int, to: object) -> None:
    def function(stage: Stage) -> str:
        def change(document: dict) -> None:
            place = document["grant"]
            for step in path[:-1]:
                place = place[step]
            if place[path[-1]] == to:
                raise BreachError(f"{path} is {to!r} already: this attack changes nothing")
            place[path[-1]] = to

        return stage.edited(change)

    function.__name__ = name
    attack(function)


_altered("altered_name_of_the_subject", "subject", "name", to="Anna Burg")
_altered("altered_project", "project", to="twenty-years")
_altered("altered_end", "end", to="2030-01-01")
_altered("altered_start", "start", to="2025-01-01")
_altered("altered_use", "use", to="anything at all")
_altered("altered_asset", "assets", 0, "sha256", to="0" * 64)
_altered("altered_modality", "modality", to=["face", "voice"])
_altered("altered_rate", "compensation", 0, "rate", to="0.05")
_altered("altered_payee", "compensation", 0, "payee", to="Mallory")
_altered("altered_content_limits", "content_limits", to=[])
_altered("altered_right_to_train", "training", to=True)
_altered("altered_right_to_revoke", "revocation", "allowed", to=False)
_altered("altered_strike_clause", "strike_suspend", to=False)
_altered("altered_day_of_notice", "disclosed_at", to="2020-01-01T00:00:00Z")


# -- signatures -------------------------------------------------------------------------------------------


@attack
def one_bit_of_the_signature(stage: Stage) -> str:
    def change(document: dict) -> None:
        raw = bytearray(_raw(document["signatures"][0]["value"]))
        raw[17] ^= 4
        document["signatures"][0]["value"] = _text(bytes(raw))

    return stage.edited(change)


@attack
def signature_written_another_way(stage: Stage) -> str:
    """The same bytes, in another spelling: a document must have one form only."""

    def change(document: dict) -> None:
        document["signatures"][0]["value"] += "=="

    return stage.edited(change)


@attack
def signature_with_another_s(stage: Stage) -> str:
    """s + L is as good as s to a careless verifier."""
    order = 2**252 + 27742317777372353535851937790883648493

    def change(document: dict) -> None:
        raw = _raw(document["signatures"][0]["value"])
        larger = int.from_bytes(raw[32:], "little") + order
        document["signatures"][0]["value"] = _text(raw[:32] + larger.to_bytes(32, "little"))

    return stage.edited(change)


@attack
def key_of_small_order(stage: Stage) -> str:
    """Under the curve's neutral point as key, one signature fits everything."""
    neutral = bytes([1]) + bytes(31)
    did = did_of(neutral)
    grant = replace(stage.grant, subject=replace(stage.grant.subject, did=did))
    entry = Signature(did, "Anna Berg", Capacity.SELF, "2027-01-01T12:00:00Z", _text(neutral + bytes(32)))
    return stage.unread(as_bytes(SignedGrant(grant, (entry,), fingerprint(grant))))


@attack
def no_signature(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"].clear())


@attack
def empty_signature(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(value=""))


@attack
def signed_with_the_wrong_key(stage: Stage) -> str:
    """Mallory signs, and writes Anna's did."""
    theirs = sign(replace(stage.grant, subject=replace(stage.grant.subject, did="")), stage.mallory, at=AT)
    entry = replace(theirs.signatures[0], signer=stage.anna.did)
    return stage.unread(as_bytes(SignedGrant(stage.grant, (entry,), fingerprint(stage.grant))))


@attack
def signed_by_another_as_self(stage: Stage) -> str:
    return told(lambda: sign(stage.grant, stage.mallory, at=AT))


@attack
def signature_replayed_from_another_grant(stage: Stage) -> str:
    other = sign(replace(stage.grant, project="another-film"), stage.anna, at=AT)
    return stage.unread(as_bytes(SignedGrant(stage.grant, other.signatures, fingerprint(stage.grant))))


@attack
def signer_exchanged(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(signer=stage.mallory.did))


@attack
def name_of_the_signer_changed(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(name="Anna B."))


@attack
def capacity_changed(stage: Stage) -> str:
    signed = sign(
        replace(stage.grant, representation=replace(stage.grant.representation, by="counsel", agreement="A-7")),
        stage.ben,
        capacity=Capacity.REPRESENTATIVE,
        name="Ben Ruiz",
        at=AT,
    )
    stage.file.write_bytes(as_bytes(signed))
    return stage.edited(lambda document: document["signatures"][0].update(capacity="production"))


@attack
def day_of_signing_changed(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(signed_at="2026-01-01T12:00:00Z"))


@attack
def signed_separately_claimed(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(separate=False))


@attack
def forged_counter_signature(stage: Stage) -> str:
    """Mallory counter-signs; the film asks for the production's own key."""
    stage.file.write_bytes(as_bytes(countersign(stage.signed, stage.mallory, "Mallory Productions", at=AT)))
    stage.loaded()
    return stage.refused(countersign=stage.production.did)


@attack
def counter_signature_moved(stage: Stage) -> str:
    """The production's signature under another grant of the same person."""
    other = sign(replace(stage.grant, end="2027-12-31"), stage.anna, at=AT)
    theirs = countersign(other, stage.production, "Film AG", at=AT).signatures[-1]
    return stage.unread(as_bytes(replace(stage.signed, signatures=(*stage.signed.signatures, theirs))))


@attack
def counter_signature_alone(stage: Stage) -> str:
    whole = countersign(stage.signed, stage.production, "Film AG", at=AT)
    return stage.unread(as_bytes(replace(whole, signatures=whole.signatures[-1:])))


@attack
def signatures_re_ordered(stage: Stage) -> str:
    whole = countersign(stage.signed, stage.production, "Film AG", at=AT)
    return stage.unread(as_bytes(replace(whole, signatures=whole.signatures[::-1])))


@attack
def signature_twice(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"].append(document["signatures"][0]))


@attack
def subject_counter_signs_for_the_production(stage: Stage) -> str:
    return told(lambda: countersign(stage.signed, stage.anna, "Film AG", at=AT))


@attack
def did_of_another_kind_of_key(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(signer="did:key:zQ3shokFTS3brHcDQrn82RUDfCZ"))


@attack
def did_on_the_web(stage: Stage) -> str:
    return stage.edited(lambda document: document["signatures"][0].update(signer="did:web:anna.example"))


# -- who may sign ------------------------------------------------------------------------------------------


def _subject(stage: Stage, **terms: object) -> SignedGrant:
    return replace(stage.signed, grant=replace(stage.grant, subject=replace(stage.grant.subject, **terms)))


@attack
def dead_subject_signed_as_self(stage: Stage) -> str:
    return told(lambda: sign(_subject(stage, living=False).grant, stage.anna, at=AT))


@attack
def estate_of_the_living(stage: Stage) -> str:
    return told(lambda: sign(stage.grant, stage.mallory, capacity=Capacity.ESTATE, name="M.", at=AT))


@attack
def guardian_of_a_grown_person(stage: Stage) -> str:
    return told(lambda: sign(stage.grant, stage.mallory, capacity=Capacity.GUARDIAN, name="M.", at=AT))


@attack
def minor_signed_as_self(stage: Stage) -> str:
    grant = _subject(stage, minor=True, born="2014-05-05").grant
    return told(lambda: sign(replace(grant, court_approval="AG 7/27", notice_waived=False), stage.anna, at=AT))


@attack
def representative_of_nobody(stage: Stage) -> str:
    return told(lambda: sign(stage.grant, stage.mallory, capacity=Capacity.REPRESENTATIVE, name="M.", at=AT))


# -- reading -----------------------------------------------------------------------------------------------


@attack
def duplicate_keys(stage: Stage) -> str:
    data = stage.file.read_bytes().replace(b'"project":', b'"project":"twenty-years","project":', 1)
    return stage.unread(data)


@attack
def duplicate_keys_that_look_different(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().replace(b'"project":', b'"proj\\u0065ct":"twenty-years","project":', 1))


@attack
def unknown_field(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].update(also_permits="everything"))


@attack
def field_left_out(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].pop("content_limits"))


@attack
def schema_of_the_future(stage: Stage) -> str:
    return stage.edited(lambda document: document.update(schema="fairtake.Grant.9"))


@attack
def look_alike_letters_in_the_project(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].update(project="ten-ye\u0430rs"))  # a Cyrillic a


@attack
def look_alike_letters_in_the_name(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"]["subject"].update(name="\u0410nna Berg"))


@attack
def letters_that_turn_the_line_round(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].update(use="plays ANNA \u202e sdrowkcab"))


@attack
def letters_nobody_sees(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"]["subject"].update(name="Anna\u200b Berg"))


@attack
def letters_in_pieces(stage: Stage) -> str:
    """Not NFC: the same name in other bytes."""
    return stage.edited(lambda document: document["grant"]["subject"].update(name="Anna Be\u0301rg"))


@attack
def half_a_letter(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().replace(b"plays ANNA", b"plays \\ud800", 1))


@attack
def bytes_that_are_no_text(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().replace(b"plays ANNA", b"plays \xff\xfe", 1))


@attack
def another_encoding(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().decode().encode("utf-16"))


@attack
def nought_in_the_text(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().replace(b"plays ANNA", b"plays \\u0000", 1))


@attack
def huge_document(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].update(use="x" * 2_000_000))


@attack
def deep_nesting(stage: Stage) -> str:
    return stage.unread(b'{"schema":' + b"[" * 200_000 + b"]" * 200_000 + b"}")


@attack
def a_million_signatures(stage: Stage) -> str:
    return stage.edited(lambda document: document.update(signatures=document["signatures"] * 60))


@attack
def number_that_is_none(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes().replace(b'"version":1', b'"version":NaN', 1))


@attack
def amount_in_floating_point(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"]["compensation"][0].update(rate=0.5))


@attack
def number_too_large_for_others(stage: Stage) -> str:
    """Beyond 2^53 readers of JSON differ."""
    return stage.edited(lambda document: document["grant"].update(version=2**60))


@attack
def true_for_one(stage: Stage) -> str:
    return stage.edited(lambda document: document["grant"].update(version=True))


@attack
def something_behind_the_document(stage: Stage) -> str:
    return stage.unread(stage.file.read_bytes() + b'{"grant":{}}')


@attack
def a_list_of_grants(stage: Stage) -> str:
    return stage.unread(b"[" + stage.file.read_bytes() + b"]")


@attack
def nothing_at_all(stage: Stage) -> str:
    return stage.unread(b"")


@attack
def re_ordered_json_with_another_meaning(stage: Stage) -> str:
    """Order and space mean nothing: the same grant, the same fingerprint. One word more means something."""
    document = json.loads(stage.file.read_bytes())
    turned = {name: document[name] for name in reversed(list(document))}
    turned["grant"] = {name: document["grant"][name] for name in reversed(list(document["grant"]))}
    again = parse_signed(json.dumps(turned, indent=3).encode(), "anna.json")
    if again.sha256 != stage.signed.sha256:
        raise BreachError("another order gave another fingerprint")
    turned["grant"]["territory"] = ["everywhere"]
    return stage.unread(json.dumps(turned).encode())


# -- terms no grant may have ---------------------------------------------------------------------------------


def _impossible(name: str, **terms: object) -> None:
    def function(stage: Stage) -> str:
        return told(lambda: stage.agree(**terms))

    function.__name__ = name
    attack(function)


_impossible("ends_before_it_begins", end="2026-01-01")
_impossible("eleven_years", start="2027-01-01", end="2038-01-02")
_impossible("day_that_is_none", end="2027-02-30")
_impossible("nothing_lent", modality=())
_impossible("no_use_named", use="")


@attack
def amount_below_nought(stage: Stage) -> str:
    pay = replace(stage.grant.compensation[0], rate="-0.50")
    return told(lambda: stage.agree(compensation=(pay,)))


@attack
def shares_of_more_than_all(stage: Stage) -> str:
    from fairtake.model.grant import Share

    pay = replace(stage.grant.compensation[0], payee="", shares=(Share("Anna Berg", "60"), Share("Mallory", "60")))
    return told(lambda: stage.agree(compensation=(pay,)))


@attack
def asset_outside_the_folder(stage: Stage) -> str:
    listed = replace(stage.grant.assets[0], name="../../ben/voice.wav")
    return told(lambda: stage.agree(assets=(listed,)))


@attack
def asset_twice_with_two_contents(stage: Stage) -> str:
    listed = stage.grant.assets[0]
    return told(lambda: stage.agree(assets=(listed, replace(listed, sha256="1" * 64))))


@attack
def minor_for_six_years(stage: Stage) -> str:
    subject = replace(stage.grant.subject, minor=True, born="2015-05-05", did="")
    return told(
        lambda: stage.agree(
            stage.ben,
            Capacity.GUARDIAN,
            "Ben Ruiz",
            subject=subject,
            start="2027-01-01",
            end="2033-01-01",
            court_approval="AG 7/27",
        )
    )


@attack
def minor_past_their_eighteenth_birthday(stage: Stage) -> str:
    subject = replace(stage.grant.subject, minor=True, born="2010-05-05", did="")
    return told(
        lambda: stage.agree(
            stage.ben,
            Capacity.GUARDIAN,
            "Ben Ruiz",
            subject=subject,
            end="2029-01-01",
            modality=(Modality.VOICE,),
            court_approval="AG 7/27",
        )
    )


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
