"""One thin command per verb."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fairtake import __version__
from fairtake.cli.screen import Bars, clock, mendable, plain, screen
from fairtake.cli.tables import (
    line_table,
    look_table,
    shot_table,
    show,
    show_figures,
    show_findings,
    show_gaps,
    show_lesson,
    style_table,
)
from fairtake.model.footage import Quality
from fairtake.project import dub_named, load, slug
from fairtake.store import replace_file

if TYPE_CHECKING:
    from fairtake.model.film import FilmSettings

__all__ = ["app"]

app = typer.Typer(
    name="fairtake",
    help="Turn a screenplay into a finished film: directed, staged, shot, spoken, cut and credited.\n\n"
    "Start with: fairtake make script.fountain",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

Film = Annotated[
    Path,
    typer.Argument(help="A screenplay (.fountain, .fdx, .txt) or a film folder with film.toml.", show_default=False),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Put the results straight into this folder instead of out/<title>.")
]
Pictures = Annotated[
    Quality | None,
    typer.Option("--quality", "-q", help="draft is quick, final is the full look.", show_default="final"),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=256, help="Render processes.", show_default="one a processor")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with status 3 when anything in the script could not be staged.")
]


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        screen.print(f"fairtake {__version__}", highlight=False)
        raise typer.Exit


@app.command()
def make(
    film: Film,
    out: Out = None,
    quality: Pictures = None,
    jobs: Jobs = None,
    strict: Strict = False,
    dub: Annotated[
        list[str] | None,
        typer.Option(
            "--dub", metavar="LANGUAGE=SCRIPT", help="A dubbed version too: fr=script.fr.fountain. Repeatable."
        ),
    ] = None,
) -> None:
    """Make the film, and everything beside it.

    Results: film.mp4, subtitles (.srt, .vtt), the cut (.otio), the shot list (.json, .csv),
    the performance, sound stems and a report. Make again after a change and only what the
    change touches is done again; a run that was interrupted goes on where it stopped.
    """
    settings = _settings(film, quality)
    if dub:
        with mendable():
            settings = dataclasses.replace(settings, dubs={**settings.dubs, **dict(dub_named(text) for text in dub)})
    _make(settings, out, jobs, strict)


@app.command()
def prompt(
    text: Annotated[str, typer.Argument(help="What happens and what is said, in plain sentences.", show_default=False)],
    out: Out = None,
    quality: Pictures = None,
    jobs: Jobs = None,
) -> None:
    """Make a one-scene film from a few plain sentences.

    Example: fairtake prompt 'A woman crosses the kitchen and says: "You kept it."'

    The sentences are kept as script.txt in the output folder, to be changed and made again.
    """
    folder = out or Path("out") / slug(" ".join(text.split()[:6]))
    script = folder / "script.txt"
    with mendable(), replace_file(script) as temporary:
        temporary.write_text(text.strip() + "\n", encoding="utf-8")
    settings = dataclasses.replace(_settings(script, quality), title=" ".join(text.split()[:6]).strip(" .,;:\"'"))
    _make(settings, folder, jobs, strict=False)


@app.command()
def shots(
    film: Film,
    out: Out = None,
    strict: Strict = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", "-e", metavar="SHOT", help="Explain one shot, such as 2A-3, with a floor plan."),
    ] = None,
) -> None:
    """Print the shot list with the reason for every choice. Nothing is rendered.

    With --explain 2A-3: why that shot is as it is, which rules drove it, what it would cost to
    break them, and a floor plan with people and cameras (plans/2A-3.png).
    """
    if explain is not None:
        _explain(film, explain, out)
        return
    from fairtake.pipeline.film import plan

    with mendable():
        settings = load(film)
        with Bars() as bars:
            summary, found = plan(settings, out, bars)
    screen.print(shot_table(found, settings.fps))
    show_gaps(summary.gaps)
    screen.print(f"[dim]{plain(str(summary.out / 'shots.json'))}, shots.csv, performance.json[/dim]", soft_wrap=True)
    if strict and summary.gaps:
        raise typer.Exit(3)


@app.command()
def lines(
    film: Film,
    out: Out = None,
    role: Annotated[str, typer.Option("--role", "-r", metavar="NAME", help="Only this role's lines.")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="FILE.html", help="Write a sheet to record from.")
    ] = None,
) -> None:
    """Print every line with its number, and who speaks it: a person or the synthetic voice.

    To speak lines yourself, record them as 001.wav, 002.wav ... by these numbers, and name their
    folder in film.toml: [human] lines = "recordings/", lines_rights = "own work".
    """
    from fairtake.pipeline.lines import lines_as_csv, list_lines, write_sheet

    with mendable():
        found = list_lines(load(film), role, out)
        if sheet is not None:
            write_sheet(found, sheet)
    if csv:
        typer.echo(lines_as_csv(found.rows), nl=False)
        return
    screen.print(line_table(found.rows))
    show_gaps(found.gaps)
    if sheet is not None:
        screen.print(f"[dim]{plain(str(sheet))}[/dim]", soft_wrap=True)


@app.command()
def boards(film: Film, out: Out = None, jobs: Jobs = None) -> None:
    """Draw the storyboard: a panel a shot, two where it moves, as PNG files and one PDF.

    Arrows show how the camera and the people move; under each panel stand the lines that are
    heard and the reason for the shot. Only panels that a change touches are drawn again.
    """
    from fairtake.pipeline.storyboard import make_boards

    with mendable():
        settings = load(film)
        with Bars() as bars:
            made = make_boards(settings, out, bars, jobs)
    show_gaps(made.gaps)
    kept = f", {made.kept} kept" if made.kept else ""
    screen.print(
        f"[bold]{plain(made.title)}[/bold]: {made.panels} panels of {made.shots} shots ({made.drawn} drawn{kept}) "
        f"on {made.pages} pages, {plain(str(made.pdf))}",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def check(
    film: Film,
    out: Out = None,
    cut: Annotated[
        Path | None,
        typer.Option("--cut", help="Judge this timeline (.otio) instead, cut by anybody from the film's shots."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not draw frames to see who stands before a speaker.")
    ] = False,
) -> None:
    """Check the cut for continuity: line, 30 degrees, jump cuts, eyelines, screen direction ...

    It sees what an audience would see: where cameras and people are, not why. Ends with status
    4 when there are errors. Every finding is in continuity.json; continuity.png shows the cut's
    rhythm, sizes and faces.
    """
    from fairtake.pipeline.checking import check_cut

    with mendable():
        settings = load(film)
        with Bars() as bars:
            checked = check_cut(settings, out, bars, cut, look=not quick)
    show_findings(checked.report)
    show_figures(checked.report)
    screen.print(f"[dim]{plain(str(checked.data))}, {checked.figures.name}[/dim]", soft_wrap=True)
    if checked.report.errors:
        raise typer.Exit(4)


@app.command()
def export(
    film: Film,
    to: Annotated[str, typer.Option("--to", metavar="glb|usd|both", help="What to write.")] = "both",
    scene: Annotated[
        str | None, typer.Option("--scene", "-s", metavar="NUMBER", help="Only this scene, and no film.usda.")
    ] = None,
    out: Out = None,
) -> None:
    """Take the staged film with you: sets, people, props, lights and cameras as glTF and USD.

    Writes export/scene-1.glb and export/scene-1.usdc for every scene, and export/film.usda,
    which plays the scenes one after the other, with one camera that follows the cut
    (/Film/Camera). Each shot is a camera of its own, named after the shot; metres, y up, frame f
    of a scene at f / fps seconds.

    In Blender: File, Import, glTF 2.0 (or USD), then choose a camera "Shot 1A-1" and play.
    Faces are drawings: their picture at rest is on the head, their motion is in the
    attributes fairtake:face:... (USD) and in extras (GLB). docs/exchange.md says what is not carried.
    """
    from fairtake.pipeline.export import export_film, format_named

    with mendable():
        kind = format_named(to)
        settings = load(film)
        with Bars() as bars:
            made = export_film(settings, kind, scene, out, bars)
    show_gaps(made.gaps)
    screen.print(
        f"[bold]{plain(made.title)}[/bold]: {made.scenes} scenes with {made.shots} cameras "
        f"in {len(made.files)} files ({made.bytes / 1e6:.1f} MB), {plain(str(made.folder))}",
        highlight=False,
        soft_wrap=True,
    )


style = typer.Typer(help="Ways of directing: list them, or begin one of your own.", no_args_is_help=True)
app.add_typer(style, name="style")


@style.command("list")
def style_list() -> None:
    """The styles that come with Fairtake, and what each is like."""
    from fairtake.pipeline.styles import styles

    with mendable():
        screen.print(style_table(styles()))
    use = 'Name one in film.toml ([film] style = "thriller") or in the script ([[style: thriller]]).'
    screen.print(f"[dim]{plain(use)}[/dim]")


@style.command("new")
def style_new(
    name: Annotated[str, typer.Argument(help="What to call it.", show_default=False)],
    folder: Annotated[Path, typer.Option("--in", help="The folder to write it to.")] = Path(),
    about: Annotated[str, typer.Option(help="A sentence on how it looks.")] = "",
) -> None:
    """Begin a style of your own: a file with every field explained."""
    from fairtake.pipeline.styles import new_style

    with mendable():
        path = new_style(name, folder, about)
    screen.print(
        f'{plain(str(path))}: change what you like, and name it in film.toml: style = "{plain(path.name)}".',
        highlight=False,
        soft_wrap=True,
    )


look = typer.Typer(help="Ways of drawing: list them.", no_args_is_help=True)
app.add_typer(look, name="look")


@look.command("list")
def look_list() -> None:
    """The looks and grades that come with Fairtake, and what each is like."""
    from fairtake.pipeline.looks import grades, looks

    with mendable():
        screen.print(look_table([(found.name, found.about) for found in looks()], "Look"))
        screen.print(look_table(grades(), "Grade"))
    use = 'Name them in film.toml: [film] look = "noir", or the path of a file; [picture] grade = "warm".'
    screen.print(f"[dim]{plain(use)}[/dim]")


def _explain(film: Path, number: str, out: Path | None) -> None:
    from fairtake.pipeline.storyboard import explain_shot

    with mendable():
        settings = load(film)
        with Bars() as bars:
            found = explain_shot(settings, number, out, bars)
    show_lesson(found.lesson)
    screen.print(f"[dim]{plain(str(found.picture))}[/dim]", soft_wrap=True)


def _settings(film: Path, quality: Quality | None) -> FilmSettings:
    with mendable():
        settings = load(film)
    return dataclasses.replace(settings, quality=quality) if quality else settings


def _make(settings: FilmSettings, out: Path | None, jobs: int | None, strict: bool) -> None:
    from fairtake.pipeline.unchanged import find_finished

    began = time.perf_counter()
    with mendable():
        finished = find_finished(settings, out)
        if finished is not None:
            screen.print(
                f"[bold]{plain(finished.title)}[/bold] is up to date: nothing changed since it was made "
                f"({clock(finished.seconds)}, {plain(str(finished.out / 'film.mp4'))}).",
                highlight=False,
                soft_wrap=True,
            )
            if strict and finished.gaps:
                raise typer.Exit(3)
            return
        from fairtake.pipeline.film import make as make_film

        with Bars() as bars:
            summary = make_film(settings, out, bars, jobs)
    show(summary, time.perf_counter() - began)
    if strict and summary.gaps:
        raise typer.Exit(3)
