"""Verbs that make a grant: draft it, read it in plain words, sign it. Documents only, no film is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fairtake.cli.commands import app
from fairtake.cli.keys import KeyFile, Secret, named_key
from fairtake.cli.screen import errors, judged, plain, screen
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, Modality

if TYPE_CHECKING:
    from fairtake.model.grant import Grant, SignedGrant

__all__ = ["AsJson", "Force", "Out", "Signed", "grant", "print_json"]

grant = typer.Typer(
    help="Consent: draft a grant, read it in plain words, sign it, check it, take it back.", no_args_is_help=True
)
app.add_typer(grant, name="grant")

Document = Annotated[
    Path, typer.Argument(help="A grant: a draft (.toml, .json) or signed (.json).", exists=True, show_default=False)
]
Signed = Annotated[Path, typer.Argument(help="A signed grant (.json).", exists=True, show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a program.")]


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
        secret = named_key(key, passphrase_file)
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
        secret = named_key(key, passphrase_file) if key else production_key()
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
            print_json(
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


@grant.command("challenge")
def grant_challenge(document: Document) -> None:
    """Print a phrase for the person to speak and record; sign with --liveness RECORDING to bind it in."""
    from fairtake.clearance.grants import challenge, load_draft

    with judged():
        signed = _signed_or_none(document)
        typer.echo(challenge(signed.grant if signed else load_draft(document)))


def print_json(found: Any) -> None:
    """Prints plain data for a program."""
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _signed_or_none(path: Path) -> SignedGrant | None:
    """The signed grant in `path`; None for a draft."""
    from fairtake.clearance.grants import load_grant

    try:
        return load_grant(path)
    except ClearanceError as error:
        if path.suffix.lower() == ".toml" or error.key == "signatures":
            return None
        raise


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


def _say(text: str) -> None:
    for line in text.splitlines():
        head = line and not line.startswith(" ")
        screen.print(f"[bold]{plain(line)}[/bold]" if head else plain(line), highlight=False, soft_wrap=True)
