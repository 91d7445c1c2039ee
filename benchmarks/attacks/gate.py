"""Attacks on the gate: grants that are good, but not for this; files that are not what was agreed on."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PIL import Image

from attacks.stage import AT, BreachError, Stage, attack, told, tone
from fairtake.clearance.gate import read_grants
from fairtake.clearance.gate.content import Shown
from fairtake.clearance.grants import (
    as_bytes,
    entry_bytes,
    keep,
    known_revocations,
    list_bytes,
    load_revocations,
    make_list,
    parse_revocations,
    revoke,
    sign,
)
from fairtake.errors import ClearanceError
from fairtake.model.clearance import Basis, Cleared, Reference, ReferenceKind
from fairtake.model.grant import Capacity, Modality, ReplicaType, Representation

# -- a grant for something else -----------------------------------------------------------------------------


@attack
def no_grant(stage: Stage) -> str:
    stage.file.unlink()
    return stage.refused()


@attack
def file_no_grant_lists(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, path="recordings/002.wav"))


@attack
def expired(stage: Stage) -> str:
    return stage.refused(at=AT.replace(year=2029))


@attack
def an_instant_after_the_end(stage: Stage) -> str:
    signed = stage.agree(end="2027-02-28T23:59:59Z")
    stage.clear(at=datetime(2027, 2, 28, 23, 59, 58, tzinfo=UTC))
    return stage.refused(at=datetime.fromisoformat(signed.grant.end))


@attack
def not_yet_valid(stage: Stage) -> str:
    return stage.refused(at=AT.replace(year=2026))


@attack
def other_project(stage: Stage) -> str:
    return stage.refused(project="twenty-years")


@attack
def other_role(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, role="BEN"))


@attack
def other_scene(stage: Stage) -> str:
    stage.agree(scenes=("1", "2"))
    stage.clear()
    return stage.refused(replace(stage.reference, scenes=("1", "3")))


@attack
def other_language(stage: Stage) -> str:
    stage.agree(languages=("en",))
    stage.clear()
    return stage.refused(replace(stage.reference, language="fr"))


@attack
def other_modality(stage: Stage) -> str:
    stage.agree(modality=(Modality.WORK,), replica_type=ReplicaType.WORK, notice_waived=False, disclosed_at="")
    return stage.refused()


@attack
def a_face_from_a_voice(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, kind=ReferenceKind.FACE, modalities=(Modality.FACE,)))


@attack
def alteration_used_as_replica(stage: Stage) -> str:
    stage.agree(replica_type=ReplicaType.ALTERATION)
    return stage.refused(replace(stage.reference, kind=ReferenceKind.VOICE))


@attack
def background_that_speaks(stage: Stage) -> str:
    stage.agree(replica_type=ReplicaType.BACKGROUND)
    return stage.refused(replace(stage.reference, kind=ReferenceKind.VOICE))


@attack
def other_territory(stage: Stage) -> str:
    stage.agree(territory=("DE", "FR"))
    stage.clear(territory=("FR",))
    return stage.refused(territory=("FR", "US"))


@attack
def other_media(stage: Stage) -> str:
    stage.agree(media=("cinema",))
    return stage.refused(media=("streaming",))


@attack
def strike(stage: Stage) -> str:
    return stage.refused(strike=True)


@attack
def notice_too_short(stage: Stage) -> str:
    stage.agree(disclosed_at="2027-02-28T12:00:01Z", notice_waived=False)
    return stage.refused(replace(stage.reference, kind=ReferenceKind.VOICE))


@attack
def kept_for_too_long(stage: Stage) -> str:
    stage.agree(storage=replace(stage.grant.storage, delete_by="2027-02-15"))
    return stage.refused()


@attack
def content_past_the_limits(stage: Stage) -> str:
    return stage.refused(shown={"1": (Shown("violence", "punches", 12),)})


@attack
def content_in_another_word_for_it(stage: Stage) -> str:
    stage.agree(content_limits=(), prohibits=("Violence",))
    return stage.refused(shown={"1": (Shown("violence", "punches", 12),)})


@attack
def nudity_nobody_spoke_of(stage: Stage) -> str:
    stage.agree(content_limits=())
    return stage.refused(shown={"1": (Shown("nudity", "naked", 12),)})


@attack
def prohibition_outvoted_by_another_grant(stage: Stage) -> str:
    """One grant prohibits, another of the same person allows all: the no stays."""
    other = sign(replace(stage.grant, id="second", prohibits=("voice",)), stage.anna, at=AT)
    stage.clear()
    (stage.root / "grants" / "b.json").write_bytes(as_bytes(other))
    return stage.refused()


@attack
def one_of_two_owners_agreed(stage: Stage) -> str:
    """The file is of two people, and only one grant is for this film."""
    theirs = replace(
        stage.grant,
        id="bens",
        project="another-film",
        subject=replace(stage.grant.subject, name="Ben Ruiz", did=""),
    )
    (stage.root / "grants" / "ben.json").write_bytes(as_bytes(sign(theirs, stage.ben, at=AT)))
    return stage.refused()


@attack
def rolled_back_to_an_earlier_version(stage: Stage) -> str:
    """The second version leaves the role out; the first still lies there."""
    later = sign(replace(stage.grant, version=2, supersedes=stage.signed.sha256, roles=("BEN",)), stage.anna, at=AT)
    (stage.root / "grants" / "anna-2.json").write_bytes(as_bytes(later))
    return stage.refused()


@attack
def minor_without_a_court(stage: Stage) -> str:
    subject = replace(stage.grant.subject, minor=True, born="2014-05-05", did="")
    try:
        stage.agree(stage.ben, Capacity.GUARDIAN, "Ben Ruiz", subject=subject)
    except ClearanceError as error:
        return f"[{error.key}] {error.what}"
    return stage.refused()


@attack
def minor_said_to_be_of_age(stage: Stage) -> str:
    try:
        stage.agree(subject=replace(stage.grant.subject, born="2014-05-05"))
    except ClearanceError as error:
        return f"[{error.key}] {error.what}"
    return stage.refused()


@attack
def representative_without_an_agreement(stage: Stage) -> str:
    try:
        stage.agree(stage.ben, Capacity.REPRESENTATIVE, "Ben Ruiz", representation=Representation("counsel"))
    except ClearanceError as error:
        return f"[{error.key}] {error.what}"
    return stage.refused()


@attack
def counter_signature_missing(stage: Stage) -> str:
    return stage.refused(countersign="yes")


# -- taken back -----------------------------------------------------------------------------------------------


@attack
def revoked(stage: Stage) -> str:
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1))
    return stage.refused(known=parse_revocations(entry_bytes(entry), "entry"))


@attack
def revoked_and_the_entry_lies_among_the_grants(stage: Stage) -> str:
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1), reason="changed my mind")
    (stage.root / "grants" / "taken-back.json").write_bytes(entry_bytes(entry))
    return stage.refused()


@attack
def revoked_but_cached(stage: Stage) -> str:
    """It was cleared once, and this machine has heard since that it was taken back."""
    stage.clear()
    keep(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1), reason="heard at home"))
    return stage.refused(known=known_revocations())


@attack
def revoked_and_read_again_under_another_name(stage: Stage) -> str:
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1), reason="renamed")
    (stage.root / "grants" / "zz.json").write_bytes(stage.file.read_bytes())
    return stage.refused(known=parse_revocations(entry_bytes(entry), "entry"))


@attack
def revocation_by_somebody_else(stage: Stage) -> str:
    """Mallory takes Anna's grant back, to hurt the film: it does not count."""
    return told(lambda: revoke(stage.signed, stage.mallory, at=AT))


@attack
def revocation_forged(stage: Stage) -> str:
    """The same, written by hand: the film stays as it is, and a changed entry is not read."""
    entry = revoke(stage.signed, stage.anna, at=AT)
    said = told(lambda: parse_revocations(entry_bytes(replace(entry, signer=stage.mallory.did)), "entry"))
    stage.clear()
    return said


@attack
def revocation_put_off(stage: Stage) -> str:
    """An entry made to begin later than it says."""
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1))
    return told(lambda: parse_revocations(entry_bytes(replace(entry, effective="2030-01-01T00:00:00Z")), "entry"))


@attack
def list_of_revocations_missing(stage: Stage) -> str:
    stage.agree(revocation=replace(stage.grant.revocation, feed="https://anna.example/revoked", max_age_days=7))
    return stage.refused()


@attack
def list_of_revocations_stale(stage: Stage) -> str:
    signed = stage.agree(revocation=replace(stage.grant.revocation, feed="https://anna.example/r", max_age_days=7))
    fresh = make_list([], stage.anna, at=AT - timedelta(days=3))
    stage.clear(known=parse_revocations(list_bytes(fresh), "list"))
    old = make_list([], stage.anna, at=AT - timedelta(days=9))
    assert signed.grant.revocation.max_age_days == 7
    return stage.refused(known=parse_revocations(list_bytes(old), "list"))


@attack
def list_of_revocations_dated_anew(stage: Stage) -> str:
    old = make_list([], stage.anna, at=AT - timedelta(days=90))
    return told(lambda: parse_revocations(list_bytes(replace(old, issued_at="2027-02-28T12:00:00Z")), "list"))


@attack
def list_of_revocations_shortened(stage: Stage) -> str:
    whole = make_list([revoke(stage.signed, stage.anna, at=AT)], stage.anna, at=AT)
    return told(lambda: parse_revocations(list_bytes(replace(whole, entries=())), "list"))


@attack
def list_of_revocations_of_somebody_else(stage: Stage) -> str:
    """A fresh and empty list, signed by Mallory, does not stand for Anna's."""
    stage.agree(revocation=replace(stage.grant.revocation, feed="https://anna.example/r", max_age_days=7))
    theirs = make_list([], stage.mallory, at=AT - timedelta(days=1))
    return stage.refused(known=parse_revocations(list_bytes(theirs), "list"))


@attack
def list_of_revocations_not_a_list(stage: Stage) -> str:
    path = stage.root / "feed.json"
    path.write_bytes(b'{"schema": "fairtake.Revocations.1", "entries": "none"}')
    return told(lambda: load_revocations(path))


# -- files that are not what they were -----------------------------------------------------------------------


@attack
def asset_swapped_before_clearing(stage: Stage) -> str:
    tone(stage.root / "recordings" / "001.wav", 440)
    return stage.refused()


@attack
def asset_swapped_after_clearing(stage: Stage) -> str:
    """Time of check, time of use: what is read is the copy that was hashed."""
    cleared = stage.clear()
    before = cleared.read()
    tone(stage.root / "recordings" / "001.wav", 440)
    if cleared.read() != before:
        raise BreachError("the swapped file was read")
    cleared._path.chmod(0o600)
    tone(cleared._path, 440)
    return told(cleared.read)


@attack
def copy_swapped_for_a_reader_of_paths(stage: Stage) -> str:
    cleared = stage.clear()
    cleared._path.unlink()
    cleared._path.symlink_to(stage.root / "recordings" / "002.wav")
    return told(cleared.checked)


@attack
def symbolic_link(stage: Stage) -> str:
    """The link leads to a file that was agreed on, so its content is right; still nobody follows it."""
    original = stage.root / "recordings" / "001.wav"
    elsewhere = stage.root.parent / "elsewhere.wav"
    original.rename(elsewhere)
    original.symlink_to(elsewhere)
    return stage.refused()


@attack
def symbolic_link_to_a_folder(stage: Stage) -> str:
    folder = stage.root / "recordings"
    folder.rename(stage.root.parent / "recordings")
    folder.symlink_to(stage.root.parent / "recordings")
    return stage.refused()


@attack
def path_that_leaves_the_folder(stage: Stage) -> str:
    (stage.root.parent / "001.wav").write_bytes((stage.root / "recordings" / "001.wav").read_bytes())
    return stage.refused(replace(stage.reference, path="recordings/../../001.wav"))


@attack
def absolute_path(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, path=str(stage.root / "recordings" / "001.wav")))


@attack
def path_with_a_nought(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, path="recordings/001.wav\0.txt"))


@attack
def pipe_for_a_file(stage: Stage) -> str:
    (stage.root / "recordings" / "001.wav").unlink()
    os.mkfifo(stage.root / "recordings" / "001.wav")
    return stage.refused()


@attack
def folder_for_a_file(stage: Stage) -> str:
    (stage.root / "recordings" / "001.wav").unlink()
    (stage.root / "recordings" / "001.wav").mkdir()
    return stage.refused()


@attack
def grant_behind_a_symbolic_link(stage: Stage) -> str:
    stage.file.rename(stage.root.parent / "anna.json")
    stage.file.symlink_to(stage.root.parent / "anna.json")
    return stage.refused()


@attack
def grants_behind_a_symbolic_link(stage: Stage) -> str:
    (stage.root / "grants").rename(stage.root.parent / "grants")
    (stage.root / "grants").symlink_to(stage.root.parent / "grants")
    return stage.refused()


@attack
def model_with_a_file_nobody_agreed_to(stage: Stage) -> str:
    """The .gltf is agreed on; the picture it names is not."""
    folder = stage.root / "models"
    folder.mkdir()
    (folder / "figure.gltf").write_text('{"asset":{"version":"2.0"},"images":[{"uri":"skin.png"}]}')
    Image.new("RGB", (4, 4)).save(folder / "skin.png")
    from attacks.stage import asset

    stage.agree(
        modality=(Modality.FACE,),
        assets=(asset(folder / "figure.gltf", "figure.gltf"),),
        roles=("ANNA",),
    )
    reference = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/figure.gltf", (Modality.FACE,), "ANNA")
    return stage.refused(reference)


@attack
def model_that_names_a_file_outside(stage: Stage) -> str:
    folder = stage.root / "models"
    folder.mkdir()
    (folder / "figure.gltf").write_text('{"asset":{"version":"2.0"},"images":[{"uri":"../../keys/anna.key"}]}')
    reference = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/figure.gltf", (Modality.FACE,), "ANNA")
    return stage.refused(replace(reference, declared="own work"))


# -- washing ---------------------------------------------------------------------------------------------------


@attack
def another_s_file_declared_own_work(stage: Stage) -> str:
    """It carries PLUS's no to being mined, which "own work" does not answer."""
    packet = (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        b'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:DataMining="http://ns.useplus.org/ldf/vocab/'
        b'DMI-PROHIBITED"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    plates = stage.root / "plates"
    plates.mkdir()
    image = io.BytesIO()
    Image.new("RGB", (16, 16)).save(image, "JPEG", xmp=packet)
    (plates / "1A-1.jpg").write_bytes(image.getvalue())
    reference = Reference(ReferenceKind.PLATE, "human.shots", "plates/1A-1.jpg", (Modality.WORK,), declared="own work")
    return stage.refused(reference)


@attack
def granted_file_declared_own_work(stage: Stage) -> str:
    """The grant has ended; saying that it is one's own work does not bring it back."""
    return stage.refused(replace(stage.reference, declared="own work"), at=AT.replace(year=2029))


@attack
def right_that_is_none(stage: Stage) -> str:
    return stage.refused(replace(stage.reference, path="recordings/002.wav", declared="fair use"))


@attack
def cleared_made_by_hand(stage: Stage) -> str:
    path = stage.root / "recordings" / "002.wav"
    return told(lambda: Cleared(object(), stage.reference, path, Basis.GRANT, (), "", ()))


@attack
def cleared_changed_by_hand(stage: Stage) -> str:
    """What is cleared cannot be pointed at another file without being found out."""
    cleared = stage.clear()
    cleared._path = stage.root / "recordings" / "002.wav"
    return told(cleared.read)


@attack
def grant_of_broken_signature_beside_own_work(stage: Stage) -> str:
    """film.toml names a grant that was altered: the reference is not taken without it."""
    stage.file.write_bytes(stage.file.read_bytes().replace(b"0.50", b"0.05"))
    assert "grants/anna.json" in read_grants(stage.root).broken
    return stage.refused(replace(stage.reference, grants=("grants/anna.json",)))
