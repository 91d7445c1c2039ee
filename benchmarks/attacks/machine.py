"""Attacks on what a machine has: keys, clock, folders with too much in them, and paths film.toml names."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from attacks.made import flip, made
from attacks.stage import AT, BreachError, Stage, asset, attack, told
from fairtake.clearance.gate import read_grants
from fairtake.clearance.grants import (
    as_bytes,
    draft,
    entry_bytes,
    list_bytes,
    load_key,
    make_list,
    new_key,
    now,
    revoke,
    sign,
)
from fairtake.errors import ClearanceError, FairtakeError
from fairtake.model.clearance import Reference, ReferenceKind
from fairtake.model.grant import Modality
from fairtake.pipeline.clear_table import clear_table
from fairtake.project import load

# -- keys -------------------------------------------------------------------------------------------------


@attack
def key_others_can_read(stage: Stage) -> str:
    (stage.keys / "anna.key").chmod(0o644)
    return told(lambda: load_key(stage.keys / "anna.key"))


@attack
def key_behind_a_symbolic_link(stage: Stage) -> str:
    (stage.keys / "link.key").symlink_to(stage.keys / "anna.key")
    return told(lambda: load_key(stage.keys / "link.key"))


@attack
def key_with_the_wrong_passphrase(stage: Stage) -> str:
    new_key(stage.keys / "locked.key", "correct horse")
    return told(lambda: load_key(stage.keys / "locked.key", "battery staple"))


@attack
def key_without_its_passphrase(stage: Stage) -> str:
    new_key(stage.keys / "locked.key", "correct horse")
    return told(lambda: load_key(stage.keys / "locked.key"))


def _of_kind(name: str, make: object) -> None:
    def function(stage: Stage) -> str:
        private = make()  # type: ignore[operator]
        path = stage.keys / "other.key"
        path.write_bytes(
            private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        path.chmod(0o600)
        return told(lambda: load_key(path))

    function.__name__ = name
    attack(function)


_of_kind("key_of_another_curve", lambda: ec.generate_private_key(ec.SECP256R1()))
_of_kind("key_of_another_kind", lambda: rsa.generate_private_key(65537, 1024))


@attack
def key_that_is_huge(stage: Stage) -> str:
    path = stage.keys / "huge.key"
    path.touch(0o600)
    os.truncate(path, 2 * 2**30)
    return told(lambda: load_key(path))


@attack
def key_that_is_a_pipe(stage: Stage) -> str:
    os.mkfifo(stage.keys / "pipe.key", 0o600)
    return told(lambda: load_key(stage.keys / "pipe.key"))


@attack
def key_that_is_no_key(stage: Stage) -> str:
    path = stage.keys / "none.key"
    path.touch(0o600)
    path.write_text("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n", encoding="ascii")
    return told(lambda: load_key(path))


@attack
def key_written_over_another(stage: Stage) -> str:
    before = (stage.keys / "anna.key").read_bytes()
    answer = told(lambda: new_key(stage.keys / "anna.key"))
    if (stage.keys / "anna.key").read_bytes() != before:
        raise BreachError("the key is gone")
    return answer


# -- the clock ------------------------------------------------------------------------------------------------


@contextmanager
def _clock(text: str) -> Iterator[None]:
    before = os.environ.get("FAIRTAKE_NOW")
    os.environ["FAIRTAKE_NOW"] = text
    try:
        yield
    finally:
        if before is None:
            del os.environ["FAIRTAKE_NOW"]
        else:
            os.environ["FAIRTAKE_NOW"] = before


def _time(name: str, text: str) -> None:
    def function(stage: Stage) -> str:
        with _clock(text):
            return told(now)

    function.__name__ = name
    attack(function)


_time("clock_that_says_nothing", "soon")
_time("clock_of_a_year_nobody_means", "9999-12-31T23:59:59Z")
_time("clock_with_another_zone", "2027-03-01T12:00:00+14:00")
_time("clock_in_other_digits", "٢٠٢٧-٠٣-٠١")


@attack
def clock_before_anything_was_signed(stage: Stage) -> str:
    """A machine whose clock began at 1970 trusts nobody."""
    return stage.refused(at=datetime(1970, 1, 1, tzinfo=UTC))


# -- folders and paths ----------------------------------------------------------------------------------------


@attack
def revocation_hidden_behind_ten_thousand_files(stage: Stage) -> str:
    """Whatever is not read could be the revocation, so nothing counts."""
    folder = stage.root / "grants"
    for number in range(10_000):
        (folder / f"b{number:05d}.json").touch()
    (folder / "taken-back.json").write_bytes(entry_bytes(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1))))
    return stage.refused()


@attack
def grant_of_two_gigabytes(stage: Stage) -> str:
    os.truncate(stage.file, 2 * 2**30)
    broken = read_grants(stage.root).broken["grants/anna.json"]
    stage.refused()
    return f"[grant] grants/anna.json {broken}"


@attack
def reference_of_ten_gigabytes(stage: Stage) -> str:
    """Too large is told by its size, before all of it is read."""
    os.truncate(stage.root / "recordings" / "001.wav", 10 * 2**30)
    return stage.refused()


@attack
def grant_outside_the_folder(stage: Stage) -> str:
    stage.file.rename(stage.root.parent / "anna.json")
    wanted = replace(stage.reference, grants=("../anna.json",))
    return stage.refused(wanted)


@attack
def grant_by_its_whole_path(stage: Stage) -> str:
    stage.file.rename(stage.root.parent / "anna.json")
    wanted = replace(stage.reference, grants=(str(stage.root.parent / "anna.json"),))
    return stage.refused(wanted)


@attack
def grant_that_is_a_device(stage: Stage) -> str:
    stage.file.unlink()
    (stage.root / "grants" / "zero.json").symlink_to("/dev/zero")
    return stage.refused(replace(stage.reference, grants=("grants/zero.json",)))


@attack
def grant_that_is_a_pipe(stage: Stage) -> str:
    stage.file.unlink()
    os.mkfifo(stage.file)
    return stage.refused(replace(stage.reference, grants=("grants/anna.json",)))


def _film(stage: Stage, toml: str) -> Path:
    (stage.root / "script.fountain").write_text(
        "Title: Ten Years\n\nINT. KITCHEN - DAY\n\nANNA sits.\n\nANNA\nYou kept it.\n", encoding="utf-8"
    )
    (stage.root / "film.toml").write_text(f'[film]\nscript = "script.fountain"\n{toml}', encoding="utf-8")
    return stage.root


def _toml(name: str, toml: str) -> None:
    """Paths in film.toml that lead out of the film's folder."""

    def function(stage: Stage) -> str:
        (stage.root.parent / "anna.json").write_bytes(stage.file.read_bytes())
        (stage.root.parent / "secret.wav").write_bytes((stage.root / "recordings" / "001.wav").read_bytes())
        try:
            found = clear_table(load(_film(stage, toml)), AT)
        except FairtakeError as error:
            return f"[{error.key}] {error.what}"
        if any(verdict.basis is not None for verdict in found.verdicts):
            raise BreachError("cleared")
        return f"[{found.verdicts[0].refusals[0].field}] {found.verdicts[0].refusals[0].why}"

    function.__name__ = name
    attack(function)


_toml("film_toml_with_recordings_outside", '[human]\nlines = ".."\nlines_rights = "own work"\n')
_toml("film_toml_with_music_outside", '[human]\nmusic = "../secret.wav"\nmusic_rights = "own work"\n')
_toml("film_toml_with_a_voice_outside", '[cast.ANNA]\nvoice = "../secret.onnx"\nvoice_rights = "own work"\n')
_toml("film_toml_with_a_grant_outside", '[human]\nmusic = "recordings/002.wav"\nmusic_grant = "../anna.json"\n')
_toml(
    "film_toml_with_a_list_outside", '[human]\nmusic = "recordings/002.wav"\n[clearance]\nrevocations = ["../f.json"]\n'
)
_toml("film_toml_with_a_right_that_is_none", '[human]\nmusic = "recordings/002.wav"\nmusic_rights = "fair use"\n')
_toml(
    "film_toml_with_a_project_in_letters_alike",
    '[human]\nlines = "recordings"\n[clearance]\nproject = "ten-ye\u0430rs"\n',
)
_toml("film_toml_for_another_project", '[human]\nlines = "recordings"\n[clearance]\nproject = "twenty-years"\n')


# -- replays, disguises ---------------------------------------------------------------------------------------


@attack
def project_in_capitals(stage: Stage) -> str:
    """A project is a slug, to the letter."""
    return stage.refused(project="Ten-Years")


@attack
def grant_for_every_project(stage: Stage) -> str:
    """A grant that names none would be for all."""
    return told(lambda: stage.agree(project=""))


@attack
def archive_behind_a_recording(stage: Stage) -> str:
    """A polyglot: it plays as it did, and is another file."""
    with zipfile.ZipFile(stage.root / "recordings" / "001.wav", "a") as archive:
        archive.writestr("payload", "x")
    return stage.refused()


@attack
def model_in_layers_that_lead_outside(stage: Stage) -> str:
    folder = stage.root / "models"
    folder.mkdir()
    (folder / "a.usda").write_text("#usda 1.0\n( subLayers = [@../../keys/anna.key@] )\n", encoding="utf-8")
    wanted = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/a.usda", (Modality.FACE,), "ANNA")
    return stage.refused(replace(wanted, declared="own work"))


@attack
def model_in_layers_without_end(stage: Stage) -> str:
    """Each layer names the next and the one before; it ends, and nothing is cleared by a grant for the first."""
    folder = stage.root / "models"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.usda").write_text(
            f"#usda 1.0\n( subLayers = [@{number + 1}.usda@, @{max(number - 1, 0)}.usda@] )\n", encoding="utf-8"
        )
    stage.agree(modality=(Modality.FACE,), assets=(asset(folder / "0.usda", "0.usda"),), roles=("ANNA",))
    return stage.refused(
        Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/0.usda", (Modality.FACE,), "ANNA")
    )


@attack
def model_by_a_name_in_percents(stage: Stage) -> str:
    """%2e%2e is .. to who reads addresses."""
    folder = stage.root / "models"
    folder.mkdir()
    (folder / "a.gltf").write_text(
        json.dumps({"asset": {"version": "2.0"}, "images": [{"uri": "%2e%2e/%2e%2e/keys/anna.key"}]}), encoding="utf-8"
    )
    wanted = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/a.gltf", (Modality.FACE,), "ANNA")
    return stage.refused(replace(wanted, declared="own work"))


@attack
def model_on_the_network(stage: Stage) -> str:
    folder = stage.root / "models"
    folder.mkdir()
    (folder / "a.gltf").write_text(
        json.dumps({"asset": {"version": "2.0"}, "buffers": [{"uri": "https://evil.example/a.bin"}]}), encoding="utf-8"
    )
    wanted = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "models/a.gltf", (Modality.FACE,), "ANNA")
    return stage.refused(replace(wanted, declared="own work"))


@attack
def lent_before_and_now_called_by_another_name(stage: Stage) -> str:
    """A grant is for content: a copy of what was lent, by another name and called one's own, is still hers."""
    (stage.root / "recordings" / "mine.wav").write_bytes((stage.root / "recordings" / "001.wav").read_bytes())
    wanted = replace(stage.reference, path="recordings/mine.wav", declared="CC0")
    return stage.refused(wanted, at=AT.replace(year=2029))


@attack
def grant_by_somebody_of_the_same_name(stage: Stage) -> str:
    """Mallory calls herself Anna Berg, and lends Anna's recording once Anna's own grant has ended."""
    theirs = draft(
        "Anna Berg",
        [Modality.VOICE],
        "ten-years",
        "plays ANNA in Ten Years",
        [stage.root / "recordings" / "001.wav"],
        at=AT,
    )
    (stage.root / "grants" / "b.json").write_bytes(as_bytes(sign(theirs, stage.mallory, at=AT)))
    return stage.refused(at=datetime(2028, 2, 1, tzinfo=UTC))


@attack
def recording_lent_by_somebody_else(stage: Stage) -> str:
    """Anna took hers back; Mallory signs for the same file. Anna's no stays."""
    theirs = sign(
        replace(stage.grant, id="m", subject=replace(stage.grant.subject, did="", name="Mallory")), stage.mallory, at=AT
    )
    (stage.root / "grants" / "b.json").write_bytes(as_bytes(theirs))
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1))
    (stage.root / "grants" / "c.json").write_bytes(entry_bytes(entry))
    return stage.refused()


@attack
def home_that_cannot_be_made(stage: Stage) -> str:
    from fairtake.clearance.home import home

    (stage.root / "file").write_text("x", encoding="utf-8")
    before = os.environ["FAIRTAKE_HOME"]
    os.environ["FAIRTAKE_HOME"] = str(stage.root / "file" / "home")
    try:
        return told(home)
    finally:
        os.environ["FAIRTAKE_HOME"] = before


@attack
def mark_key_that_is_none(stage: Stage) -> str:
    from fairtake.clearance.marks import known_keys

    before = os.environ["FAIRTAKE_HOME"]
    os.environ["FAIRTAKE_HOME"] = str(stage.root.parent / "home")
    try:
        (stage.root.parent / "home").mkdir()
        (stage.root.parent / "home" / "mark.key").write_text("0" * 10, encoding="ascii")
        (stage.root.parent / "home" / "mark.key").chmod(0o600)
        return told(known_keys)
    except ClearanceError as error:  # pragma: no cover - told raises otherwise
        return error.what
    finally:
        os.environ["FAIRTAKE_HOME"] = before


@attack
def revocation_that_speaks_of_a_grant_s_schema(stage: Stage) -> str:
    """Her reason holds the words by which grants are known: it is a revocation all the same."""
    entry = revoke(stage.signed, stage.anna, at=AT - timedelta(days=1), reason='see "schema": "fairtake.Grant.1"')
    (stage.root / "grants" / "taken-back.json").write_bytes(entry_bytes(entry))
    return stage.refused()


@attack
def revocation_damaged_so_that_nobody_reads_it(stage: Stage) -> str:
    """One letter, and it is no good signature any more. Whether she took it back has to be asked."""
    data = entry_bytes(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1), reason="no more"))
    (stage.root / "grants" / "taken-back.json").write_bytes(data.replace(b"no more", b"no mone"))
    return stage.refused()


@attack
def revocation_with_a_byte_order_mark(stage: Stage) -> str:
    """An editor saved it."""
    data = entry_bytes(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1)))
    (stage.root / "grants" / "taken-back.json").write_bytes(b"\xef\xbb\xbf" + data)
    return stage.refused()


@attack
def revocation_in_another_encoding(stage: Stage) -> str:
    data = entry_bytes(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1)))
    (stage.root / "grants" / "taken-back.json").write_bytes(data.decode().encode("utf-16-le"))
    return stage.refused()


@attack
def revocation_of_a_version_to_come(stage: Stage) -> str:
    data = entry_bytes(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1)))
    (stage.root / "grants" / "taken-back.json").write_bytes(data.replace(b"Revocation.1", b"Revocation.2"))
    return stage.refused()


@attack
def list_of_revocations_cut_short(stage: Stage) -> str:
    data = list_bytes(make_list([revoke(stage.signed, stage.anna, at=AT - timedelta(days=1))], stage.anna, at=AT))
    (stage.root / "grants" / "feed.json").write_bytes(data[:-30])
    return stage.refused()


@attack
def pipe_among_the_files_beside_a_film(stage: Stage) -> str:
    """Verify looks for grants beside a film, and does not wait at a pipe."""
    film = made(stage.root.parent / "made")
    os.mkfifo(film.out / "a.json")
    flip(film.film, film.film.read_bytes().rfind(b"mdat") + 40)
    return film.seen_through()


@attack
def manifest_beside_of_ten_gigabytes(stage: Stage) -> str:
    film = made(stage.root.parent / "made")
    (film.out / "film.srt.c2pa").write_bytes(b"")
    os.truncate(film.out / "film.srt.c2pa", 10 * 2**30)
    return film.seen_through("film.srt")


@attack
def evidence_of_a_hundred_gigabytes(stage: Stage) -> str:
    """A stranger's folder: what is too large to be a film's evidence is not read."""
    film = made(stage.root.parent / "made")
    os.truncate(film.out / "performance.json", 100 * 2**30)
    return film.untrue(kind="CHANGED")


@attack
def file_that_is_a_pipe_to_verify(stage: Stage) -> str:
    film = made(stage.root.parent / "made")
    os.mkfifo(film.out / "b.mp4")
    try:
        film.verified("b.mp4")
    except FairtakeError as error:
        return error.what
    raise BreachError("it was read")


@attack
def machine_s_own_key_others_can_read(stage: Stage) -> str:
    """The key that signs films, readable by all: nothing is signed with it."""
    from fairtake.clearance.credentials import local_identity

    with _home(stage):
        local_identity()
        (stage.root.parent / "home" / "credentials" / "signer.key").chmod(0o644)
        return told(local_identity)


@attack
def mark_key_others_can_read(stage: Stage) -> str:
    from fairtake.clearance.marks import known_keys, mark_key

    with _home(stage):
        mark_key()
        (stage.root.parent / "home" / "mark.key").chmod(0o644)
        return told(known_keys)


@contextmanager
def _home(stage: Stage) -> Iterator[None]:
    before = os.environ["FAIRTAKE_HOME"]
    os.environ["FAIRTAKE_HOME"] = str(stage.root.parent / "home")
    try:
        yield
    finally:
        os.environ["FAIRTAKE_HOME"] = before
