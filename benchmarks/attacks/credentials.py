"""Attacks on signed files: bytes changed, manifests moved, copied, signed anew, or made to speak of something else."""

from __future__ import annotations

import datetime as dt
import socket
import struct
import threading
import zipfile
import zlib
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from attacks.made import Made, flip, made, manifest_of
from attacks.stage import BreachError, Stage, attack, told
from fairtake.clearance.credentials import (
    Ingredient,
    local_identity,
    own_identity,
    read_credentials,
    sign_beside,
    sign_file,
)
from fairtake.clearance.home import home


def _made(stage: Stage) -> Made:
    found = made(stage.root.parent / "made")
    if not found.verified().outcome.passes:
        raise BreachError("it did not hold before")
    return found


# -- bytes --------------------------------------------------------------------------------------------


def _flipped(name: str, file: str, where: bytes, by: int = 1, after: int = 8) -> None:
    def function(stage: Stage) -> str:
        film = _made(stage)
        data = (film.out / file).read_bytes()
        at = data.rfind(where)
        if at < 0:
            raise BreachError(f"{where!r} is not in {file}")
        flip(film.out / file, at + after, by)
        return film.seen_through(file.removesuffix(".c2pa"))

    function.__name__ = name
    attack(function)


_flipped("flipped_byte_in_the_pictures", "film.mp4", b"mdat", after=40)
_flipped("flipped_byte_in_the_sound", "dialogue.wav", b"WAVEfmt ", after=90)
_flipped("flipped_byte_in_a_panel", "1A-1.png", b"IDAT", after=40)
_flipped("flipped_byte_in_the_storyboard", "boards.pdf", b"stream\n", after=20)
_flipped("flipped_byte_in_the_subtitles", "film.srt", b"kept", after=1)
_flipped("flipped_byte_in_what_the_film_says", "film.mp4", b"screenplay", after=2)
_flipped("flipped_byte_in_the_name_of_who_lent", "film.mp4", b"lent by Anna", after=9)
_flipped("flipped_byte_in_the_hash_of_the_grant", "film.mp4", b"org.fairtake.clearances", after=90)
_flipped("flipped_byte_in_the_manifest_beside", "film.srt.c2pa", b"screenplay", after=2)
_flipped("flipped_byte_in_the_length_of_a_box", "film.mp4", b"jumdc2ma", after=-1)
_flipped("flipped_byte_in_the_first_box", "film.mp4", b"ftyp", after=5)
_flipped("something_hidden_in_the_padding", "film.mp4", b"cpadY", after=900)


@attack
def bytes_appended(stage: Stage) -> str:
    film = _made(stage)
    with film.film.open("ab") as file:
        file.write(bytes(100))
    return film.seen_through()


@attack
def end_cut_off(stage: Stage) -> str:
    film = _made(stage)
    film.film.write_bytes(film.film.read_bytes()[:-900])
    return film.seen_through()


@attack
def archive_behind_the_film(stage: Stage) -> str:
    """A polyglot: a player sees a film, an archiver sees an archive."""
    film = _made(stage)
    with zipfile.ZipFile(film.film, "a") as archive:
        archive.writestr("payload.txt", "x" * 1000)
    return film.seen_through()


@attack
def chunk_added_to_a_sound(stage: Stage) -> str:
    film = _made(stage)
    path = film.out / "dialogue.wav"
    data = path.read_bytes() + b"LIST" + struct.pack("<I", 8) + b"INFOIART"
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    return film.seen_through("dialogue.wav")


@attack
def text_added_to_a_panel(stage: Stage) -> str:
    film = _made(stage)
    path = film.out / "1A-1.png"
    data = path.read_bytes()
    said = b"tEXtAuthor\0Mallory"
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    at = data.rfind(b"IEND") - 4
    path.write_bytes(data[:at] + chunk + data[at:])
    return film.seen_through("1A-1.png")


@attack
def two_manifests_in_a_panel(stage: Stage) -> str:
    """Which of two would a reader take?"""
    film = _made(stage)
    path = film.out / "1A-1.png"
    data = path.read_bytes()
    start = data.index(b"caBX") - 4
    (length,) = struct.unpack(">I", data[start : start + 4])
    chunk = data[start : start + 12 + length]
    path.write_bytes(data[:start] + chunk + data[start:])
    return film.seen_through("1A-1.png")


@attack
def page_added_to_the_storyboard(stage: Stage) -> str:
    """An incremental update, as any editor of PDF appends one."""
    film = _made(stage)
    with (film.out / "boards.pdf").open("ab") as file:
        file.write(b"\n9 0 obj\n<< /Type /Page >>\nendobj\nstartxref\n0\n%%EOF\n")
    return film.seen_through("boards.pdf")


# -- manifests moved about -------------------------------------------------------------------------------


def _box(data: bytes) -> tuple[int, int]:
    """Where the manifest's box in an MP4 begins and ends."""
    start = data.index(b"uuid", data.index(b"ftyp") + 4) - 4
    (length,) = struct.unpack(">I", data[start : start + 4])
    return start, start + length


@attack
def manifest_cut_out(stage: Stage) -> str:
    film = _made(stage)
    film.film.write_bytes((film.plain / "film.mp4").read_bytes())
    return film.seen_through()


@attack
def manifest_of_another_film(stage: Stage) -> str:
    """Cut out of one film and pasted into another, where it stood."""
    film = _made(stage)
    data, other = film.film.read_bytes(), (film.other / "film.mp4").read_bytes()
    (start, end), (at, stop) = _box(data), _box(other)
    film.film.write_bytes(other[:at] + data[start:end] + other[stop:])
    return film.seen_through()


@attack
def film_of_another_under_the_manifest(stage: Stage) -> str:
    """The same lengths, so that nothing moves: only the pictures are another film's."""
    film = _made(stage)
    data, other = bytearray(film.film.read_bytes()), (film.other / "film.mp4").read_bytes()
    at, there = data.rfind(b"mdat") + 4, other.rfind(b"mdat") + 4
    many = min(len(data) - at, len(other) - there)
    data[at : at + many] = other[there : there + many]
    film.film.write_bytes(data)
    return film.seen_through()


@attack
def whole_other_film_in_its_place(stage: Stage) -> str:
    """It is signed and whole; it is not the film these files are of."""
    film = _made(stage)
    film.film.write_bytes((film.other / "film.mp4").read_bytes())
    return film.seen_through()


@attack
def manifest_beside_of_other_subtitles(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "film.srt.c2pa").write_bytes((film.other / "film.srt.c2pa").read_bytes())
    return film.seen_through("film.srt")


@attack
def manifest_of_a_film_beside_a_sound(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "dialogue.wav").write_bytes((film.plain / "dialogue.wav").read_bytes())
    (film.out / "dialogue.wav.c2pa").write_bytes((film.out / "film.srt.c2pa").read_bytes())
    return film.seen_through("dialogue.wav")


@attack
def manifest_beside_that_is_none(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "film.srt.c2pa").write_bytes(b"\0\0\0\x10jumb" + bytes(64))
    return film.seen_through("film.srt")


@attack
def altered_film_under_a_stranger_s_manifest(stage: Stage) -> str:
    """The stranger signs what was altered, and lays that beside it: what is inside still tells."""
    film = _made(stage)
    flip(film.film, film.film.read_bytes().rfind(b"mdat") + 40)
    who = own_identity(*_certificate(stage.root.parent / "forged", "Fairtake"))
    said = manifest_of(film.out, film.signed, None, "other.mp4")
    (film.out / "film.mp4.c2pa").write_bytes(sign_beside(film.film, said, who)[0])
    answer = film.seen_through()
    if "pictures" not in answer:
        raise BreachError(answer)
    return answer


@attack
def manifest_that_lies_far_away(stage: Stage) -> str:
    """XMP names a manifest on the network. Nobody calls there, and nothing is believed."""
    film = _made(stage)
    with socket.create_server(("127.0.0.1", 0)) as server:
        called = threading.Event()
        server.settimeout(0.3)

        def listen() -> None:
            try:
                server.accept()[0].close()
                called.set()
            except OSError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/manifest.c2pa"
        packet = (
            '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            f'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{url}"/></rdf:RDF></x:xmpmeta>'
            '<?xpacket end="r"?>'
        )
        Image.new("RGB", (16, 16), (90, 40, 20)).save(film.out / "far.jpg", xmp=packet.encode())
        try:
            return film.seen_through("far.jpg")
        finally:
            listener.join()
            if called.is_set():
                raise BreachError("the address in the file was called")


@attack
def name_that_hides_what_it_is(stage: Stage) -> str:
    """An altered film by another ending: nothing is read, so nothing is vouched for."""
    film = _made(stage)
    flip(film.film, film.film.read_bytes().rfind(b"mdat") + 40)
    film.film.rename(film.out / "film.bin")
    return film.seen_through("film.bin")


# -- who signed --------------------------------------------------------------------------------------------


def _certificate(folder: Path, name: str, days: int = 30) -> tuple[Path, Path]:
    """A certificate in somebody's name from an authority in that name, made by whoever likes to."""
    authority, key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    now = dt.datetime.now(dt.UTC)
    names = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fairtake"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    pem = []
    for public, ca in ((key.public_key(), False), (authority.public_key(), True)):
        built = (
            x509.CertificateBuilder()
            .subject_name(names)
            .issuer_name(names)
            .public_key(public)
            .serial_number(7)
            .not_valid_before(now - dt.timedelta(days=60))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca, None), True)
            .add_extension(x509.KeyUsage(digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, **usage), True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False)
        )
        if not ca:
            built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), True)
        pem.append(built.sign(authority, None).public_bytes(serialization.Encoding.PEM))
    folder.mkdir(parents=True, exist_ok=True)
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(b"".join(pem))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret


def _local_name() -> str:
    local_identity()
    leaf = x509.load_pem_x509_certificate((home() / "credentials" / "signer.pem").read_bytes())
    return str(leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


@attack
def signed_anew_by_another_fairtake(stage: Stage) -> str:
    """Whoever can sign can sign: the name is copied to the letter, and nobody takes it for this machine's."""
    film = _made(stage)
    who = own_identity(*_certificate(stage.root.parent / "forged", _local_name()))
    sign_file(film.plain / "film.mp4", film.film, manifest_of(film.out, film.signed, None), who)
    found = film.verified()
    said = found.credentials
    if said is None or str(said.standing) != "unknown" or said.signer != _local_name():
        raise BreachError(f"taken for {said.standing if said else 'nothing'}")
    return f"[{said.standing}] “{said.signer}” is told to be a certificate nobody vouches for"


@attack
def statement_changed_and_all_signed_anew(stage: Stage) -> str:
    """Mallory changes what is owed and signs statement and film. Who knows the production's key sees it."""
    film = _made(stage)
    told_ = film.statement()
    told_["grants"][0]["owed"][0]["shares"][0]["payee"] = "Mallory"
    film.write_statement(told_, stage.mallory)
    who = own_identity(*_certificate(stage.root.parent / "forged", "Fairtake"))
    sign_file(film.plain / "film.mp4", film.film, manifest_of(film.out, film.signed, None), who)
    film.untrue(film.production.did, "SIGNER")
    return film.seen_through()


@attack
def certificate_that_ran_out(stage: Stage) -> str:
    chain, key = _certificate(stage.root.parent / "old", "Fairtake", days=-1)
    return told(lambda: own_identity(chain, key))


@attack
def certificate_with_another_key(stage: Stage) -> str:
    chain, _ = _certificate(stage.root.parent / "one", "Fairtake")
    _, key = _certificate(stage.root.parent / "two", "Fairtake")
    return told(lambda: own_identity(chain, key))


@attack
def signature_of_noughts(stage: Stage) -> str:
    film = _made(stage)
    data = bytearray(film.film.read_bytes())
    at = data.rfind(b"\xf6X@") + 3
    data[at : at + 64] = bytes(64)
    film.film.write_bytes(data)
    return film.seen_through()


# -- what was lent ---------------------------------------------------------------------------------------------


@attack
def ingredient_tampered_before_signing(stage: Stage) -> str:
    """A signed recording was altered, and lent: nothing is signed over it."""
    film = _made(stage)
    lent = film.out / "dialogue.wav"
    flip(lent, 80)
    said = manifest_of(film.out, film.signed, lent)
    answer = told(lambda: sign_file(film.plain / "film.mp4", film.out / "again.mp4", said, local_identity()))
    if (film.out / "again.mp4").exists():
        raise BreachError("a file was left there")
    return answer


@attack
def ingredient_tampered_and_signed_beside(stage: Stage) -> str:
    film = _made(stage)
    flip(film.out / "1A-1.png", (film.out / "1A-1.png").read_bytes().index(b"screenplay") + 2)
    panel = Ingredient("Plate, lent by Anna Berg", film.out / "1A-1.png", "image/png", "plate", "grant", "3" * 64, ())
    said = manifest_of(film.out, film.signed, None, "film.srt", ingredients=(panel,))
    return told(lambda: sign_beside(film.out / "film.srt", said, local_identity()))


@attack
def ingredient_s_own_credentials_changed_in_the_film(stage: Stage) -> str:
    """The film holds the credentials of what was lent to it: they are signed too."""
    film = _made(stage)
    data = film.film.read_bytes()
    flip(film.film, data.index(b"lent.wav") + 2)
    return film.seen_through()


# -- what lies beside -----------------------------------------------------------------------------------------


@attack
def statement_is_not_the_one_the_film_names(stage: Stage) -> str:
    """Another statement, signed by the production itself, beside a film whose credentials name the first."""
    film = _made(stage)
    changed = film.statement()
    changed["title"] = "Ten Years (festival cut)"
    film.write_statement(changed, film.production)
    return film.seen_through()


@attack
def statement_with_one_space_more(stage: Stage) -> str:
    film = _made(stage)
    with (film.out / "statement.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    return film.seen_through()


@attack
def shot_list_edited(stage: Stage) -> str:
    film = _made(stage)
    path = film.out / "shots.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"1B-1"', '"1C-1"'), encoding="utf-8")
    return film.seen_through()


@attack
def name_beside_that_leads_elsewhere(stage: Stage) -> str:
    """Credentials that name ../secret: nobody looks there."""
    film = _made(stage)
    (film.out.parent / "secret").write_text("x", encoding="utf-8")
    said = manifest_of(film.out, film.signed, None)
    said = said.__class__(
        said.title, said.film, said.source, said.made, beside={"../secret": "0" * 64, "/etc/passwd": "0" * 64}
    )
    sign_file(film.plain / "film.mp4", film.film, said, local_identity())
    found = film.verified()
    if any(one.state != "missing" for one in found.beside):
        raise BreachError(f"looked at: {found.beside}")
    return "[missing] names that lead out of the folder are not looked at"


@attack
def revoked_after_the_film_was_made(stage: Stage) -> str:
    """The film is whole, and what it stands on was taken back since."""
    from fairtake.clearance.grants import entry_bytes, revoke

    film = _made(stage)
    entry = stage.root.parent / "taken-back.json"
    from attacks.stage import AT

    entry.write_bytes(entry_bytes(revoke(film.signed, film.anna, at=AT.replace(day=1, hour=1))))
    return film.seen_through(revocations=[entry])


@attack
def revocation_by_a_stranger_of_a_made_film(stage: Stage) -> str:
    """A stranger's word takes nothing back while the grant is at hand to say whose word counts."""
    from dataclasses import replace

    from attacks.stage import AT
    from fairtake.clearance.grants import entry_bytes, revoke, sign

    film = _made(stage)
    theirs = replace(film.signed.grant, id="x", subject=replace(film.signed.grant.subject, did=""))
    forged = sign(theirs, stage.mallory, at=AT.replace(month=1))
    path = stage.root.parent / "forged.json"
    path.write_bytes(entry_bytes(revoke(forged, stage.mallory, at=AT.replace(day=1, hour=1))))
    if not film.verified(revocations=[path]).outcome.passes:
        raise BreachError("a stranger took the film down")
    data = path.read_bytes().replace(forged.sha256.encode(), film.signed.sha256.encode())
    path.write_bytes(data)
    return told(lambda: film.verified(revocations=[path]))


@attack
def training_allowed_by_hand(stage: Stage) -> str:
    """ "notAllowed" becomes "allowed" with the box's length kept."""
    film = _made(stage)
    data = film.film.read_bytes()
    at = data.rfind(b"notAllowed")
    film.film.write_bytes(data[:at] + b"allowed   " + data[at + 10 :])
    return film.seen_through()


@attack
def credentials_that_would_fill_memory(stage: Stage) -> str:
    """A box of 4 GB in a file of a few KB."""
    film = _made(stage)
    data = bytearray(film.film.read_bytes())
    start, _ = _box(bytes(data))
    data[start : start + 4] = b"\xff\xff\xff\xf0"
    film.film.write_bytes(data)
    return film.seen_through()


@attack
def file_that_is_only_a_name(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "empty.mp4").write_bytes(b"")
    if read_credentials(film.out / "empty.mp4") is not None:
        raise BreachError("an empty file has credentials")
    return film.seen_through("empty.mp4")
