"""`fairtake verify`: what is known of a file, in words anyone can read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fairtake.cli.commands import app
from fairtake.cli.screen import judged, plain, screen

if TYPE_CHECKING:
    from fairtake.pipeline.verifying import GrantSeen, Verification

__all__: list[str] = []

_SOURCES = {
    "algorithmicMedia": "computed by rules, from no model trained on samples",
    "composite": "a mix of computed parts and parts people made",
    "compositeWithTrainedAlgorithmicMedia": "a mix in which a model trained on samples took part",
    "trainedAlgorithmicMedia": "made by a model trained on samples",
    "digitalCapture": "recorded from life",
    "digitalCreation": "made by people",
}
_STANDINGS = {
    "this machine": "a certificate only this machine knows: it proves that the file is whole, and nothing of who made it",
    "unknown": "a certificate nobody this machine trusts vouches for: anybody could have made it",
    "trusted": "a certificate you trust (FAIRTAKE_TRUST)",
}


@app.command()
def verify(
    file: Annotated[
        Path,
        typer.Argument(help="A film, sound, picture, subtitles, or a film's folder.", exists=True, show_default=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
    grants: Annotated[
        list[Path] | None,
        typer.Option("--grants", help="A grant, or a folder of them, to look in. Repeatable.", exists=True),
    ] = None,
    revocations: Annotated[
        list[Path] | None,
        typer.Option("--revocations", help="A list of revocations, a copy on this machine. Repeatable.", exists=True),
    ] = None,
    registry: Annotated[str, typer.Option(help="The registry to ask: a path, or postgresql://...")] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As of this day or instant (UTC), not now.", show_default=False)
    ] = "",
) -> None:
    """Tell what is known of a file: who made it, what is synthetic, who lent what, and whether it was altered.

    Reads Content Credentials (C2PA) of any maker, offline. Ends with 0 when the file is as it was signed and
    everything it stands on is in force, or when its watermark tells where it is from; with 3 when
    it was altered, when a grant was taken back, or when nothing is known of it.
    """
    from fairtake.pipeline.verifying import counts, verify_file, verify_folder

    with judged():
        at = None
        if on:
            from fairtake.clearance.grants import begins

            at = begins(on, key="--on")
        look = {"grants": grants or (), "revocations": revocations or (), "registry": registry}
        found = verify_folder(file, at, **look) if file.is_dir() else [verify_file(file, at, **look)]  # type: ignore[arg-type]
    judging = [one for one in found if counts(one)] if file.is_dir() else found
    passes = bool(judging) and all(one.outcome.passes for one in judging)
    if as_json:
        data = [one.as_data() for one in found]
        whole = {"schema": "fairtake.Verifications.1", "folder": str(file), "passes": passes, "files": data}
        typer.echo(json.dumps(whole if file.is_dir() else data[0], indent=2, ensure_ascii=False))
    elif file.is_dir():
        _print_folder(found, file)
    else:
        for line in _words(found[0]):
            screen.print(line, highlight=False, soft_wrap=True)
    if not passes:
        raise typer.Exit(3)


_VERDICTS = {
    "valid": "[bold green]As it was signed.[/bold green]",
    "recognised": "[bold yellow]A copy without credentials, recognised.[/bold yellow]",
    "revoked": "[bold red]A grant it stands on was taken back.[/bold red]",
    "altered": "[bold red]Not as it was signed.[/bold red]",
    "unknown": "[bold red]Nothing is known of it:[/bold red] it has no credentials, and no watermark was found.",
}


def _print_folder(found: list[Verification], folder: Path) -> None:
    for one in found:
        name = plain(one.file.relative_to(folder).as_posix())
        unsigned = one.outcome.value == "unknown"
        verdict = "no credentials" if unsigned else _VERDICTS[one.outcome.value]
        why = "; ".join(_wrong(one))
        screen.print(f"{name}: {verdict}{' ' + plain(why) if why else ''}", highlight=False, soft_wrap=True)
    signed = next((one for one in found if one.credentials is not None and one.file.suffix == ".mp4"), found[0])
    if signed.credentials is not None:
        screen.print()
        for line in _words(signed):
            screen.print(line, highlight=False, soft_wrap=True)


def _wrong(one: Verification) -> list[str]:
    found = [problem.what for problem in one.problems]
    found += [f"{file.name} beside it is not the one that was signed" for file in one.beside if file.state == "changed"]
    found += list(one.statement or ())
    found += [
        f"{grant.note.credit or grant.note.sha256[:16]}: {grant.why}"
        for grant in one.grants
        if grant.state == "revoked"
    ]
    return list(dict.fromkeys(found))


def _words(one: Verification) -> Iterator[str]:
    """Everything of one file, line by line."""
    yield f"[bold]{plain(one.file.name)}[/bold]: {_VERDICTS[one.outcome.value]}"
    for what in _wrong(one):
        yield f"  {plain(what)}."
    said = one.credentials
    if said is not None:
        by = f" by {plain(said.generator)}" if said.generator else ""
        film = f", of the film “{plain(said.film)}”" if said.film else ""
        yield f"[bold]Made[/bold]{by}{film}{', ' + plain(said.time) if said.time else ''}. {plain(said.made)}".rstrip()
        if said.source:
            yield f"  Kind: {plain(_SOURCES.get(said.source, said.source))}."
        yield f"[bold]Signed[/bold] by {plain(said.signer) or 'somebody unnamed'}, with {_STANDINGS[str(said.standing)]}."
        if said.expired:
            yield "  The certificate has run out since."
        if said.synthetic:
            yield f"[bold]Synthetic:[/bold] {plain(', '.join(said.synthetic))}."
        if said.human:
            yield f"[bold]Made by people:[/bold] {plain(', '.join(said.human))}."
        if said.lent:
            yield "[bold]Lent to it:[/bold]"
        elif said.film:
            yield "[bold]Lent to it:[/bold] nobody's face, voice or work."
        own = {"valid": "; its own credentials hold", "damaged": "; its own credentials do not hold"}
        told = Counter(f"{plain(lent.title)}{own.get(lent.credentials, '')}" for lent in said.lent)
        for title, times in told.items():
            yield f"  {title}{f' ({times} files)' if times > 1 else ''}."
    for grant in one.grants:
        yield f"  {_grant(grant)}"
    if said is not None:
        if said.training is not None:
            yield f"[bold]Training models on it:[/bold] {'allowed' if said.training else 'not allowed'}."
        values = dict.fromkeys(f"{mark.value:012x}" for mark in said.marks)
        if values:
            yield f"[bold]Watermark:[/bold] it carries {', '.join(values)}."
    for like in one.alike:
        yield f"[bold]Looks like[/bold] “{plain(like.film)}”: {like.share:.0%} of the pictures looked at."
    for mark in one.marks:
        film = f"that of “{plain(mark.film)}”" if mark.film else "of a film this machine's registry does not know"
        yield f"[bold]Watermark[/bold] in the {mark.where}: {mark.value:012x}, {film}."
    if one.beside:
        whole = [file.name for file in one.beside if file.state == "as signed"]
        missing = [file.name for file in one.beside if file.state == "missing"]
        if whole:
            yield f"[bold]Beside it, as signed:[/bold] {plain(', '.join(whole))}."
        if missing:
            yield f"  [dim]Not there: {plain(', '.join(missing))}.[/dim]"
    if one.statement == ():
        yield "[bold]Statement[/bold] of what is owed: recomputed from the film, and it holds."
    for note in one.notes:
        yield f"[dim]{plain(note)}[/dim]"


def _grant(one: GrantSeen) -> str:
    """A grant in a line."""
    note = one.note
    what = f"{' and '.join(note.modality)} of " if note.modality else ""
    who = plain(note.credit or "somebody")
    head = f"Grant {note.sha256[:16]}: {plain(what)}{who}"
    if one.signed is None:
        return f"{head}; {plain(one.why)}."
    grant = one.signed.grant
    until = f"from {grant.start[:10]} until {grant.end[:10]}"
    state = "in force" if one.state == "valid" else f"{one.state}, {one.why}"
    return f"{head}, “{plain(grant.use)}”, {until}: {plain(state)}."
