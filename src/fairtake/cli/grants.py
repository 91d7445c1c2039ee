"""Verbs on keys and grants: documents only, no film is needed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from fairtake.cli.commands import app
from fairtake.cli.screen import errors, judged, plain, screen
from fairtake.errors import ClearanceError, FairtakeError
from fairtake.model.grant import Capacity, Modality

if TYPE_CHECKING:
    from datetime import datetime

    from fairtake.clearance.grants import Key, Known, Standing
    from fairtake.model.grant import Grant, RevocationEntry, SignedGrant

__all__: list[str] = []

keys = typer.Typer(help="Make a key to sign with, or see its public name.", no_args_is_help=True)
grant = typer.Typer(
    help="Consent: draft a grant, read it in plain words, sign it, check it, take it back.", no_args_is_help=True
)
app.add_typer(keys, name="keys")
app.add_typer(grant, name="grant")

Document = Annotated[
    Path, typer.Argument(help="A grant: a draft (.toml, .json) or signed (.json).", exists=True, show_default=False)
]
Signed = Annotated[Path, typer.Argument(help="A signed grant (.json).", exists=True, show_default=False)]
KeyFile = Annotated[Path, typer.Option("--key", "-k", help="The key to sign with.", exists=True, show_default=False)]
Secret = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", help="A file that holds the key's passphrase; else FAIRTAKE_PASSPHRASE.", exists=True
    ),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a program.")]
On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="As of this day or instant (UTC), not now.", show_default=False)
]
Lists = Annotated[
    list[Path] | None,
    typer.Option("--revocations", help="A list of revocations, a copy on this machine. Repeatable.", exists=True),
]


@keys.command("new")
def keys_new(
    path: Annotated[Path, typer.Argument(help="Where to keep it, such as anna.key.", show_default=False)],
    passphrase_file: Secret = None,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase.")] = False,
) -> None:
    """Make a key. Keep the file to yourself; give its public name (did:key:...) to anybody."""
    from fairtake.clearance.grants import new_key

    with judged():
        secret = _passphrase(passphrase_file)
        if secret is None and passphrase:
            secret = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        made = new_key(path, secret)
    screen.print(
        f"{plain(str(path))} (only you can read it{', with the passphrase' if secret else ''})", soft_wrap=True
    )
    typer.echo(made.did)


@keys.command("show")
def keys_show(
    path: Annotated[Path, typer.Argument(help="A key.", exists=True, show_default=False)],
    passphrase_file: Secret = None,
) -> None:
    """Print a key's public name."""
    with judged():
        typer.echo(_key(path, passphrase_file).did)


@grant.command("draft")
def grant_draft(
    subject: Annotated[str, typer.Option(help="Whose face, voice or work it is.", show_default=False)],
    modality: Annotated[str, typer.Option(help="What is lent: face,voice,motion,name,work.", show_default=False)],
    project: Annotated[str, typer.Option(help='The film: "ten-years".', show_default=False)],
    use: Annotated[str, typer.Option(help='What for: "plays ANNA in Ten Years".', show_default=False)],
    asset: Annotated[
        list[Path] | None,
        typer.Option(help="A file or folder that is lent. Repeatable.", exists=True, show_default=False),
    ] = None,
    out: Out = None,
    start: Annotated[str, typer.Option(metavar="DATE", help="First day.", show_default="today")] = "",
    end: Annotated[str, typer.Option(metavar="DATE", help="Last day.", show_default="in a year")] = "",
    role: Annotated[list[str] | None, typer.Option(help="A role played. Repeatable.", show_default="any")] = None,
    scene: Annotated[list[str] | None, typer.Option(help="A scene. Repeatable.", show_default="all")] = None,
    language: Annotated[list[str] | None, typer.Option(help="A language. Repeatable.", show_default="all")] = None,
    pay: Annotated[
        list[str] | None,
        typer.Option(metavar="'12.50 EUR/second'", help="What is paid. Repeatable.", show_default="nothing"),
    ] = None,
    limit: Annotated[list[str] | None, typer.Option(help="A limit on content: nudity ... Repeatable.")] = None,
    prohibit: Annotated[list[str] | None, typer.Option(help="Something that is forbidden. Repeatable.")] = None,
    union: Annotated[str, typer.Option(metavar="AGREEMENT", help="The union agreement it is under.")] = "",
    minor_born: Annotated[str, typer.Option(metavar="DATE", help="The person is a minor, born then.")] = "",
    deceased: Annotated[bool, typer.Option("--deceased", help="The person has died; the estate signs.")] = False,
    keep_notice: Annotated[
        bool, typer.Option("--notice", help="Keep the 48 hours' notice before the first use.")
    ] = False,
    credit: Annotated[str, typer.Option(help="How they want to be named in the credits.")] = "",
    force: Force = False,
) -> None:
    """Draft a grant: a text file in which every field is explained, to be changed, read and signed.

    It starts today, ends in a year, forbids training, can be taken back at any time, and may be
    used at once (notice_waived); minors and members of a union keep their 48 hours. Files that are lent
    are listed by their hash. An .json name drafts JSON instead of TOML.
    """
    from fairtake.clearance.grants import as_json, as_toml, draft, save

    terms: dict[str, Any] = {"roles": role, "scenes": scene, "languages": language, "content_limits": limit}
    terms |= {"prohibits": prohibit, "start": start, "end": end, "credit": credit}
    terms = {name: value for name, value in terms.items() if value}
    person = {**({"minor": True, "born": minor_born} if minor_born else {}), **({"living": False} if deceased else {})}
    with judged():
        if person:
            terms["subject"] = person
        if union:
            terms["representation"] = {"by": "union", "agreement": union}
        if keep_notice:
            terms["notice_waived"] = False
        if pay:
            terms["compensation"] = [_pay(text) for text in pay]
        made = draft(subject, _modalities(modality), project, use, asset or (), **terms)
        text = as_json(made) if out is not None and out.suffix.lower() == ".json" else as_toml(made)
        if out is None:
            typer.echo(text, nl=False)
            return
        save(text.encode(), out, replace_it=force)
    _note_problems(made)
    screen.print(
        f"{plain(str(out))}: read it with [bold]fairtake grant show {plain(str(out))}[/bold], change what you like, then "
        f"[bold]fairtake grant sign {plain(str(out))} --key KEY[/bold].",
        highlight=False,
        soft_wrap=True,
    )


@grant.command("sign")
def grant_sign(
    document: Document,
    key: KeyFile,
    out: Out = None,
    capacity: Annotated[Capacity, typer.Option("--as", help="For whom you sign.")] = Capacity.SELF,
    name: Annotated[str, typer.Option(help="Your name, when you sign for somebody else.")] = "",
    liveness: Annotated[
        Path | None, typer.Option(help="A recording of the phrase (fairtake grant challenge).", exists=True)
    ] = None,
    contract: Annotated[
        bool, typer.Option("--in-contract", help="It is signed as a part of a longer contract.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Read a grant in plain words, and sign it.

    A signed grant gets one signature more: of a second guardian, or of the production (--as production).
    """
    from fairtake.clearance.grants import (
        add_signature,
        as_bytes,
        check_terms,
        load_draft,
        plain_words,
        save,
        sign,
        with_recording,
    )

    with judged():
        earlier = _signed_or_none(document)
        terms = earlier.grant if earlier else load_draft(document)
        if liveness is not None:
            if earlier:
                raise ClearanceError(
                    "is signed already; nothing can be added to it",
                    file=str(document),
                    key="liveness",
                    fix="Sign the draft.",
                )
            terms = with_recording(terms, liveness)
        _say(plain_words(terms))
        check_terms(terms, str(document))
        secret = _key(key, passphrase_file)
        if not yes and sys.stdin.isatty() and sys.stdout.isatty() and not typer.confirm("Sign?"):
            raise typer.Exit(3)
        if earlier:
            done = add_signature(earlier, secret, capacity=capacity, name=name, separate=not contract)
        else:
            done = sign(terms, secret, capacity=capacity, name=name, separate=not contract)
        target = out or document.with_suffix(".json")
        save(as_bytes(done), target, replace_it=force or (earlier is not None and target == document))
    last = done.signatures[-1]
    screen.print(
        f"[bold]Signed[/bold] by {plain(last.name)} ({last.capacity.value}): {plain(str(target))}, {done.sha256[:16]}",
        highlight=False,
        soft_wrap=True,
    )


@grant.command("countersign")
def grant_countersign(
    document: Signed,
    name: Annotated[str, typer.Option(help="The production's name.", show_default=False)],
    key: Annotated[
        Path | None,
        typer.Option("--key", "-k", help="The production's key.", exists=True, show_default="its own on this machine"),
    ] = None,
    out: Out = None,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Sign for the production: over the terms and the signatures they bear."""
    from fairtake.clearance.grants import as_bytes, countersign, load_grant, production_key, save

    with judged():
        secret = _key(key, passphrase_file) if key else production_key()
        done = countersign(load_grant(document), secret, name)
        target = out or document
        save(as_bytes(done), target, replace_it=force or target == document)
    screen.print(f"[bold]Countersigned[/bold] by {plain(name)}: {plain(str(target))}", highlight=False, soft_wrap=True)


@grant.command("show")
def grant_show(document: Document, json_: AsJson = False) -> None:
    """Say a grant in plain words: what is lent, what for, until when, what is paid, how to take it back."""
    from fairtake.clearance.grants import fingerprint, load_draft, plain_words, signed_words, to_data, warnings

    with judged():
        signed = _signed_or_none(document)
        terms = signed.grant if signed else load_draft(document)
        if json_:
            _print_json(
                {
                    "file": str(document),
                    "signed": signed is not None,
                    "fingerprint": signed.sha256 if signed else fingerprint(terms),
                    "grant": to_data(terms),
                    "signatures": [to_data(entry) for entry in signed.signatures] if signed else [],
                    "words": plain_words(terms),
                    "warnings": list(warnings(terms)),
                }
            )
            return
        _say(plain_words(terms))
        _say(signed_words(signed) if signed else "Not signed yet.\n")


@grant.command("check")
def grant_check(
    documents: Annotated[list[Path], typer.Argument(help="Signed grants.", exists=True, show_default=False)],
    on: On = "",
    revocations: Lists = None,
    json_: AsJson = False,
) -> None:
    """Check grants: valid, expired, not yet valid, revoked, bad signature. Status 3 unless all are valid."""
    with judged():
        at, known = _moment(on), _known(revocations)
        found = _judged(documents, at, known)
    if json_:
        _print_json(found[0] if len(found) == 1 else found)
    else:
        for row in found:
            colour = "green" if row["valid"] else "red"
            words = f"{plain(row['file'])}: [bold {colour}]{row['state']}[/bold {colour}]"
            words += f", {plain(row['why'])}" if row["why"] else ""
            screen.print(words + ".", highlight=False, soft_wrap=True)
            if row["fix"]:
                screen.print(f"  {plain(row['fix'])}", highlight=False, soft_wrap=True)
            if row["fingerprint"]:
                who = ", ".join(f"{entry['name']} ({entry['capacity']})" for entry in row["signatures"])
                screen.print(
                    f"  [dim]{plain(row['subject'])}, {plain(row['project'])}, {row['start']} to {row['end']}; signed by "
                    f"{plain(who)}; {row['fingerprint']}[/dim]",
                    highlight=False,
                    soft_wrap=True,
                )
    if not all(row["valid"] for row in found):
        raise typer.Exit(3)


@grant.command("revoke")
def grant_revoke(
    document: Signed,
    key: KeyFile,
    out: Out = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="DATE", help="From when on.", show_default="as soon as it may")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why, if you want to say so.")] = "",
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Take a grant back. It is noted on this machine at once; send the file (-o) to those who hold a copy."""
    from fairtake.clearance.grants import entry_bytes, keep, load_grant, revoke, save

    with judged():
        signed = load_grant(document)
        entry = revoke(signed, _key(key, passphrase_file), effective=from_, reason=reason)
        if out is not None:
            save(entry_bytes(entry), out, replace_it=force)
        kept = keep(entry)
    _register(entry)
    screen.print(
        f"[bold]Taken back[/bold]: {plain(signed.grant.id)}, from {entry.effective} on. Make the film again, and it is made "
        f"without it.\n[dim]{plain(str(out or kept))}[/dim]",
        highlight=False,
        soft_wrap=True,
    )


@grant.command("feed")
def grant_feed(
    out: Annotated[Path, typer.Option("--out", "-o", help="The list to write.", show_default=False)],
    key: KeyFile,
    entries: Annotated[
        list[Path] | None,
        typer.Argument(help="Revocations; else all that this machine knows.", exists=True, show_default=False),
    ] = None,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Write a signed list of revocations, complete as of now, for others to keep a copy of."""
    from fairtake.clearance.grants import list_bytes, make_list, save

    with judged():
        known = _known(entries) if not entries else _only(entries)
        listed = make_list(known.every(), _key(key, passphrase_file))
        save(list_bytes(listed), out, replace_it=force)
    screen.print(
        f"{plain(str(out))}: {len(listed.entries)} taken back, as of {listed.issued_at}",
        highlight=False,
        soft_wrap=True,
    )


@grant.command("list")
def grant_list(
    folder: Annotated[
        Path, typer.Argument(help="A folder of grants, or a film's.", exists=True, file_okay=False)
    ] = Path(),
    on: On = "",
    json_: AsJson = False,
) -> None:
    """List the grants of a folder (and of grants/ in it), and how each stands."""
    with judged():
        at, known = _moment(on), _known(None)
        paths = sorted({*folder.glob("*.json"), *(folder / "grants").glob("*.json")})
        drafts = sorted({*folder.glob("*.toml"), *(folder / "grants").glob("*.toml")})
        rows = _judged([path for path in [*paths, *drafts] if _looks_like_a_grant(path)], at, known)
    if json_:
        _print_json(rows)
        return
    if not rows:
        screen.print(f"No grants in {plain(str(folder))}.", highlight=False)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Grant", "Subject", "Lent", "Project", "Until", "Stands"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        colour = "green" if row["valid"] else "red"
        stands = row["state"] + (f": {row['why']}" if row["state"] == "invalid" else "")
        cells = (row["file"], row["subject"], ", ".join(row["modality"]), row["project"], row["end"])
        table.add_row(*(plain(cell) for cell in cells), f"[{colour}]{plain(stands)}[/{colour}]")
    screen.print(table)


@grant.command("challenge")
def grant_challenge(document: Document) -> None:
    """Print a phrase for the person to speak and record; sign with --liveness RECORDING to bind it in."""
    from fairtake.clearance.grants import challenge, load_draft

    with judged():
        signed = _signed_or_none(document)
        typer.echo(challenge(signed.grant if signed else load_draft(document)))


@grant.command("export")
def grant_export(
    document: Signed,
    to: Annotated[str, typer.Option("--as", metavar="vc|odrl", help="Verifiable Credential, or ODRL policy.")],
    out: Out = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", "-k", help="Who vouches (vc).", exists=True, show_default="the production's own key"),
    ] = None,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Write a grant as a W3C Verifiable Credential or an ODRL policy. Both hold the whole signed grant."""
    from fairtake.clearance.grants import load_grant, production_key, save, to_credential, to_odrl

    if to not in {"vc", "odrl"}:
        raise typer.BadParameter(f"{to!r} is not one of them. Choose vc or odrl.", param_hint="--as")
    with judged():
        signed = load_grant(document)
        if to == "odrl":
            found = to_odrl(signed)
        else:
            found = to_credential(signed, _key(key, passphrase_file) if key else production_key())
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if out is not None:
            save(text.encode(), out, replace_it=force)
    if out is None:
        typer.echo(text, nl=False)
    else:
        screen.print(plain(str(out)), highlight=False, soft_wrap=True)


@grant.command("import")
def grant_import(
    document: Annotated[
        Path, typer.Argument(help="A Verifiable Credential or ODRL policy.", exists=True, show_default=False)
    ],
    out: Out = None,
    force: Force = False,
) -> None:
    """Take a grant out of a W3C Verifiable Credential or an ODRL policy.

    One that Fairtake wrote gives the signed grant back; any other becomes a draft, with a list of what was lost.
    """
    from fairtake.clearance.grants import LARGEST, as_bytes, as_toml, from_credential, from_odrl, read_bytes, save

    with judged():
        data = read_bytes(document, 2 * LARGEST)
        found = (
            from_credential(data, str(document)) if b'"credentialSubject"' in data else from_odrl(data, str(document))
        )
        content = as_bytes(found.signed) if found.signed else as_toml(found.draft).encode()
        if out is not None:
            save(content, out, replace_it=force)
    if out is None:
        typer.echo(content.decode(), nl=found.signed is not None)
    else:
        kind = "signed grant" if found.signed else "draft, to be completed and signed"
        screen.print(f"{plain(str(out))}: {kind}", highlight=False, soft_wrap=True)
    for lost in found.lost:
        errors.print(f"[yellow]Not taken over:[/yellow] {plain(lost)}", highlight=False, soft_wrap=True)


def _judged(paths: list[Path], at: datetime, known: Known) -> list[dict[str, Any]]:
    """A row for each document: how it stands, and why."""
    from fairtake.clearance.grants import load_grant, standing, to_data

    signed: dict[Path, SignedGrant] = {}
    rows: dict[Path, dict[str, Any]] = {}
    for path in paths:
        rows[path] = {
            "file": str(path), "state": "invalid", "valid": False, "field": "", "why": "", "fix": "", "id": "",
            "fingerprint": "", "subject": "", "project": "", "modality": [], "start": "", "end": "", "signatures": [],
        }  # fmt: skip
        try:
            signed[path] = load_grant(path)
        except ClearanceError as error:
            rows[path] |= _unsigned(path, error)
    for path, document in signed.items():
        found: Standing = standing(document, at, known, signed.values())
        rows[path] |= _facts(document.grant, document.sha256)
        rows[path] |= {"state": found.state.value, "valid": found.valid, "field": found.field, "why": found.why}
        rows[path] |= {"fix": found.fix, "signatures": [to_data(entry) for entry in document.signatures]}
    return list(rows.values())


def _unsigned(path: Path, error: ClearanceError) -> dict[str, Any]:
    from fairtake.clearance.grants import load_draft

    field = error.key or ""
    state = "bad signature" if field.startswith("signatures[") else "invalid"
    row = {"state": state, "field": field, "why": error.what, "fix": error.fix}
    if field != "signatures" and path.suffix != ".toml":
        return row
    try:
        facts = _facts(load_draft(path), "")
    except ClearanceError as draft:
        return {"state": state, "field": draft.key or "", "why": draft.what, "fix": draft.fix}
    return facts | {"state": "not signed", "fix": "Sign it: fairtake grant sign."}


def _facts(terms: Grant, sha256: str) -> dict[str, Any]:
    return {
        "id": terms.id,
        "fingerprint": sha256,
        "subject": terms.subject.name,
        "project": terms.project,
        "modality": [item.value for item in terms.modality],
        "start": terms.start,
        "end": terms.end,
    }


def _signed_or_none(path: Path) -> SignedGrant | None:
    """The signed grant in `path`; None for a draft."""
    from fairtake.clearance.grants import load_grant

    try:
        return load_grant(path)
    except ClearanceError as error:
        if path.suffix.lower() == ".toml" or error.key == "signatures":
            return None
        raise


def _looks_like_a_grant(path: Path) -> bool:
    # A folder of a film holds other files too (film.toml, lists of revocations).
    try:
        with path.open("rb") as file:
            head = file.read(512 * 1024)
    except OSError:
        return False
    return b"fairtake.Grant." in head or (path.parent.name == "grants" and b"fairtake.Revocation" not in head)


def _key(path: Path, passphrase_file: Path | None) -> Key:
    from fairtake.clearance.grants import load_key

    secret = _passphrase(passphrase_file)
    try:
        return load_key(path, secret)
    except ClearanceError as error:
        if secret is None and "passphrase" in error.what and sys.stdin.isatty():
            return load_key(path, typer.prompt("Passphrase", hide_input=True))
        raise


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("FAIRTAKE_PASSPHRASE") or None
    try:
        text = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ClearanceError("cannot be read", file=str(file), fix="Name a text file.") from error
    if not text:
        raise ClearanceError("is empty", file=str(file), fix="Write the passphrase into it.")
    return text


def _modalities(text: str) -> list[Modality]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    known = {item.value: item for item in Modality}
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"{name!r} cannot be lent. Choose {', '.join(known)}.", param_hint="--modality")
    return [known[name] for name in names]


def _pay(text: str) -> dict[str, str]:
    amount, _, unit = text.partition("/")
    parts = amount.split()
    if len(parts) != 2 or not unit.strip():
        raise typer.BadParameter(f'{text!r} is not understood. Write it as "12.50 EUR/second".', param_hint="--pay")
    return {"rate": parts[0], "currency": parts[1].upper(), "unit": unit.strip().lower()}


def _note_problems(made: Grant) -> None:
    from fairtake.clearance.grants import problems

    for problem in problems(made, ""):
        errors.print(
            f"[yellow]Before it can be signed:[/yellow] {plain(str(problem))}", highlight=False, soft_wrap=True
        )


def _moment(on: str) -> datetime:
    from fairtake.clearance.grants import begins, now

    try:
        return begins(on) if on else now()
    except ClearanceError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from error


def _known(lists: list[Path] | None) -> Known:
    """What was taken back: as kept on this machine, as the registry has it, and as `lists` say."""
    from fairtake.clearance.grants import Known, known_revocations
    from fairtake.clearance.registry import open_registry

    registered = Known()
    try:
        with open_registry() as registry:
            if registry.is_there():
                registered = Known(entries=registry.revocations())
    except ClearanceError as error:
        errors.print(
            f"[yellow]The registry was not asked:[/yellow] {plain(error.what)}", highlight=False, soft_wrap=True
        )
    return known_revocations().plus(registered, _only(lists or []))


def _only(lists: list[Path]) -> Known:
    from fairtake.clearance.grants import Known, load_revocations

    return Known().plus(*(load_revocations(path) for path in lists))


def _register(entry: RevocationEntry) -> None:
    """Notes it in the registry too; the file in the home folder is what the gate relies on."""
    try:
        from fairtake.clearance.registry import open_registry

        with open_registry() as registry:
            registry.revoke(entry)
    except FairtakeError as error:
        errors.print(
            f"[yellow]Not noted in the registry:[/yellow] {plain(str(error))}", highlight=False, soft_wrap=True
        )


def _say(text: str) -> None:
    for line in text.splitlines():
        head = line and not line.startswith(" ")
        screen.print(f"[bold]{plain(line)}[/bold]" if head else plain(line), highlight=False, soft_wrap=True)


def _print_json(found: Any) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
