"""Attacks on the registry: its log, what it keeps, and the file it is."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from attacks.stage import AT, BreachError, Stage, attack, told
from fairtake.clearance.grants import revoke, sign
from fairtake.clearance.registry import Registry, head_bytes, open_registry, parse_head, sign_head
from fairtake.errors import ClearanceError

ROWS = 6


def _path(stage: Stage) -> Path:
    return stage.root.parent / "registry.sqlite"


def _filled(stage: Stage) -> Registry:
    """A registry with a grant and six uses."""
    registry = open_registry(str(_path(stage)))
    registry.add_grant(stage.signed)
    for number in range(ROWS):
        registry.log_use("ten-years", {"event": "used", "grant": stage.signed.sha256, "frames": number})
    return registry


def _behind(stage: Stage, *statements: str) -> None:
    """Somebody with the file, an editor of databases and no scruples: the guards are taken away first."""
    with sqlite3.connect(_path(stage)) as raw:
        for name in ("uses_never_change", "uses_never_go", "uses_follow"):
            raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            raw.execute(statement)
    raw.close()


def _broken(stage: Stage, registry: Registry, **more: object) -> str:
    with registry:
        found = registry.check_log(**more)  # type: ignore[arg-type]
    if found.holds:
        raise BreachError("the chain holds")
    return f"[{found.faults[0].number}] {found.faults[0].what}"


def _tampered(name: str, *statements: str) -> None:
    def function(stage: Stage) -> str:
        registry = _filled(stage)
        registry.close()
        _behind(stage, *statements)
        return _broken(stage, registry)

    function.__name__ = name
    attack(function)


_tampered("log_row_changed", "UPDATE uses SET event = replace(event, '\"frames\":2', '\"frames\":1') WHERE number = 3")
_tampered("log_row_of_another_film", "UPDATE uses SET film = 'twenty-years' WHERE number = 3")
_tampered("log_row_dated_back", "UPDATE uses SET at = '2020-01-01T00:00:00Z' WHERE number = 3")
_tampered("log_row_removed", "DELETE FROM uses WHERE number = 3")
_tampered("first_row_removed", "DELETE FROM uses WHERE number = 1")
_tampered(
    "rows_exchanged",
    "UPDATE uses SET number = 99 WHERE number = 3",
    "UPDATE uses SET number = 3 WHERE number = 4",
    "UPDATE uses SET number = 4 WHERE number = 99",
)
_tampered(
    "row_put_in_between",
    "UPDATE uses SET number = number + 100 WHERE number > 3",
    "INSERT INTO uses SELECT 4, previous, printf('%064d', 7), film, 'forged', event, at FROM uses WHERE number = 3",
    "UPDATE uses SET number = number - 99 WHERE number > 100",
)
_tampered(
    "row_put_before_the_first",
    "PRAGMA ignore_check_constraints = ON",
    "INSERT INTO uses SELECT 0, previous, printf('%064d', 7), film, 'forged', event, at FROM uses WHERE number = 1",
)
_tampered("event_that_is_no_json", "UPDATE uses SET event = '{' WHERE number = 3")


@attack
def guards_of_the_log(stage: Stage) -> str:
    """Without taking the guards away the database itself refuses."""
    _filled(stage).close()
    raw = sqlite3.connect(_path(stage))
    said = set()
    try:
        for statement in (
            "UPDATE uses SET film = 'x'",
            "DELETE FROM uses",
            "INSERT OR REPLACE INTO uses SELECT * FROM uses WHERE number = 1",
        ):
            try:
                raw.execute(statement)
            except sqlite3.Error as error:
                said.add(str(error))
            else:
                raise BreachError(statement)
    finally:
        raw.close()
    return "; ".join(sorted(said))


@attack
def tail_of_the_log_cut_off(stage: Stage) -> str:
    """The chain alone cannot show it; a head that was signed and kept elsewhere does."""
    registry = _filled(stage)
    head = registry.head(stage.production)
    registry.close()
    _behind(stage, "DELETE FROM uses WHERE number > 4")
    return _broken(stage, registry, head=head)


@attack
def log_written_anew(stage: Stage) -> str:
    """All rows are new and chained as they should be: the head knows."""
    registry = _filled(stage)
    head = registry.head(stage.production)
    registry.close()
    _behind(stage, "DELETE FROM uses")
    with open_registry(str(_path(stage))) as again:
        for number in range(ROWS):
            again.log_use("ten-years", {"event": "used", "grant": stage.signed.sha256, "frames": 0, "n": number})
    return _broken(stage, again, head=head)


@attack
def head_forged(stage: Stage) -> str:
    registry = _filled(stage)
    head = registry.head(stage.production)
    registry.close()
    return told(lambda: parse_head(head_bytes(replace(head, number=3)), "head"))


@attack
def head_signed_by_another(stage: Stage) -> str:
    """A head of Mallory's is good for Mallory: it does not say the production's name."""
    registry = _filled(stage)
    head = registry.head(stage.production)
    registry.close()
    forged = replace(sign_head(replace(head, number=3), stage.mallory), signer=stage.production.did)
    return told(lambda: parse_head(head_bytes(forged), "head"))


@attack
def head_of_another_registry(stage: Stage) -> str:
    registry = _filled(stage)
    with open_registry(str(stage.root.parent / "other.sqlite")) as other:
        other.log_use("x", {"event": "used"})
        head = other.head(stage.production)
    with registry:
        return told(lambda: registry.check_log(head))


# -- what is put in ---------------------------------------------------------------------------------------


@attack
def sql_in_every_name(stage: Stage) -> str:
    """It is a name like any other."""
    evil = "x'; DROP TABLE uses; --"
    with _filled(stage) as registry:
        registry.log_use(evil, {"event": evil, "grant": evil}, key=evil)
        registry.add_mark(7, evil, "0" * 64, [stage.signed.sha256])
        if [one.film for one in registry.uses(evil)] != [evil] or registry.counts()["uses"] != ROWS + 1:
            raise BreachError("a name did something")
        if not registry.check_log().holds or registry.uses("' OR '1'='1"):
            raise BreachError("a name found something")
        return told(lambda: registry.grant(evil))


@attack
def name_of_two_gigabytes(stage: Stage) -> str:
    """A thousand letters are enough; no memory is taken for more."""
    with _filled(stage) as registry:
        return told(lambda: registry.log_use("x" * 5_000_000, {"event": "used"}))


@attack
def event_too_large_for_the_log(stage: Stage) -> str:
    with _filled(stage) as registry:
        return told(lambda: registry.log_use("film", {"event": "x" * 1_000_000}))


@attack
def event_in_floating_point(stage: Stage) -> str:
    with _filled(stage) as registry:
        return told(lambda: registry.log_use("film", {"seconds": float("nan")}))


@attack
def name_with_a_nought(stage: Stage) -> str:
    with _filled(stage) as registry:
        return told(lambda: registry.log_use("film\0x", {"event": "used"}))


@attack
def same_key_for_another_event(stage: Stage) -> str:
    """Saying again what was said adds nothing; saying something else under its key is refused."""
    with _filled(stage) as registry:
        registry.log_use("ten-years", {"event": "used"}, key="once")
        registry.log_use("ten-years", {"event": "used"}, key="once")
        return told(lambda: registry.log_use("ten-years", {"event": "used less"}, key="once"))


@attack
def grant_altered_on_its_way_in(stage: Stage) -> str:
    with _filled(stage) as registry:
        altered = replace(stage.signed, grant=replace(stage.grant, project="twenty-years"))
        return told(lambda: registry.add_grant(altered))


@attack
def grant_altered_where_it_is_kept(stage: Stage) -> str:
    registry = _filled(stage)
    registry.close()
    _behind(stage, "UPDATE grants SET document = replace(document, 'ten-years', 'two-years')")
    with registry:
        entry = registry.grant(stage.signed.sha256)
        return told(lambda: entry and entry.signed)


@attack
def grant_kept_under_another_hash(stage: Stage) -> str:
    """A good grant under the hash of another: which one is meant?"""
    other = sign(replace(stage.grant, project="twenty-years"), stage.anna, at=AT)
    registry = _filled(stage)
    registry.add_grant(other)
    registry.close()
    _behind(
        stage,
        f"UPDATE grants SET document = (SELECT document FROM grants WHERE sha256 = '{other.sha256}') "
        f"WHERE sha256 = '{stage.signed.sha256}'",
    )
    with registry:
        entry = registry.grant(stage.signed.sha256)
        return told(lambda: entry and entry.signed)


@attack
def revocation_altered_where_it_is_kept(stage: Stage) -> str:
    """Put off by a hundred years, in the database itself."""
    registry = _filled(stage)
    registry.revoke(revoke(stage.signed, stage.anna, at=AT - timedelta(days=1)))
    registry.close()
    _behind(stage, "UPDATE revocations SET document = replace(document, '2027-02-28', '2127-02-28')")
    with registry:
        return told(registry.revocations)


@attack
def revocation_by_a_stranger_into_the_registry(stage: Stage) -> str:
    entry = revoke(stage.signed, stage.anna, at=AT)
    with _filled(stage) as registry:
        return told(lambda: registry.revoke(replace(entry, signer=stage.mallory.did)))


@attack
def mark_of_another_film(stage: Stage) -> str:
    """The number is taken: nobody else's film is called by it."""
    with _filled(stage) as registry:
        registry.add_mark(7, "ten-years", "0" * 64)
        return told(lambda: registry.add_mark(7, "twenty-years", "1" * 64))


@attack
def mark_that_is_too_large(stage: Stage) -> str:
    with _filled(stage) as registry:
        return told(lambda: registry.add_mark(2**48, "ten-years", "0" * 64))


# -- the file -------------------------------------------------------------------------------------------------


@attack
def registry_that_is_no_database(stage: Stage) -> str:
    _path(stage).write_bytes(b"SQLite format 2\0" + bytes(9000))
    return told(lambda: open_registry(str(_path(stage))).counts())


@attack
def registry_of_another_program(stage: Stage) -> str:
    with sqlite3.connect(_path(stage)) as raw:
        raw.execute("CREATE TABLE uses (number INTEGER)")
    raw.close()
    return told(lambda: open_registry(str(_path(stage))).counts())


@attack
def registry_of_the_future(stage: Stage) -> str:
    _filled(stage).close()
    with sqlite3.connect(_path(stage)) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    return told(lambda: open_registry(str(_path(stage))).counts())


@attack
def registry_cut_short(stage: Stage) -> str:
    _filled(stage).close()
    data = _path(stage).read_bytes()
    _path(stage).write_bytes(data[: len(data) // 2])

    def look() -> object:
        with open_registry(str(_path(stage))) as registry:
            return registry.export(lambda _: None) or registry.check_log()

    return told(look)


@attack
def registry_that_is_a_folder(stage: Stage) -> str:
    _path(stage).mkdir()
    return told(lambda: open_registry(str(_path(stage))).counts())


@attack
def registry_that_is_a_pipe(stage: Stage) -> str:
    os.mkfifo(_path(stage))
    return told(lambda: open_registry(str(_path(stage))).counts())


@attack
def registry_behind_a_symbolic_link(stage: Stage) -> str:
    """A link to a file of another program: it is left as it is."""
    notes = stage.root.parent / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    _path(stage).symlink_to(notes)
    answer = told(lambda: open_registry(str(_path(stage))).log_use("film", {"event": "used"}))
    if notes.read_text(encoding="utf-8") != "mine":
        raise BreachError("the other file was changed")
    return answer


@attack
def registry_by_another_scheme(stage: Stage) -> str:
    answer = told(lambda: open_registry("https://anna:secret@registry.example/"))
    if "secret" in answer:
        raise BreachError("the password is told")
    return answer


@attack
def registry_with_a_nought(stage: Stage) -> str:
    return told(lambda: open_registry(f"{_path(stage)}\0.txt"))


@attack
def backup_with_a_row_changed(stage: Stage) -> str:
    """What an export says is looked at before it becomes a registry, and nothing of a bad one stays."""
    entries: list[dict[str, object]] = []
    with _filled(stage) as registry:
        registry.export(lambda entry: entries.append(dict(entry)))
    row = next(entry for entry in entries if entry["kind"] == "use" and entry["number"] == 3)
    row["film"] = "twenty-years"
    with open_registry(str(stage.root.parent / "restored.sqlite")) as other:
        answer = told(lambda: other.restore(entries))
        if other.counts()["uses"]:
            raise BreachError("rows were left there")
    return answer


@attack
def log_read_with_a_missing_registry(stage: Stage) -> str:
    """A folder that cannot be made: said, and nothing else breaks."""
    (stage.root.parent / "file").write_text("x", encoding="utf-8")
    try:
        open_registry(str(stage.root.parent / "file" / "registry.sqlite")).counts()
    except ClearanceError as error:
        return error.what
    raise BreachError("made in a file")
