"""The pictures of these pages, made anew: `python docs/gallery.py styles`, `looks` or `films`.

styles.jpg: one scene in every style that comes with the program, a row of shots for each.
looks.jpg: a kitchen, a face, a street at night and a forest in every look, a row for each.
films.jpg: a row for each of the project's own screenplays, a column for each look. With
`--sheets DIR` every shot of every film in every look as well, one PNG a film and look.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from fairtake.lettering import font
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.shotlist import Shot, ShotSize
from fairtake.pipeline import farm
from fairtake.pipeline.looks import looks
from fairtake.pipeline.planning import planned
from fairtake.pipeline.styles import styles
from fairtake.pipeline.work import StagedScene
from fairtake.project import load
from fairtake.rendering import BuiltinRenderer

HERE = Path(__file__).parent
SCRIPT = HERE.parent / "examples" / "the-umbrella" / "the-umbrella.fountain"
WIDE, TALL, GAP, ROOM, BAR = 256, 144, 6, 150, 10
COLUMNS = 8
PAPER, DARK, LIGHT = (250, 246, 238), (38, 32, 54), (214, 200, 188)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["styles", "looks", "films"])
    options.add_argument("--script", type=Path, nargs="+", help="other screenplays than the project's own")
    options.add_argument("--look", nargs="+", help="of films: only these looks")
    options.add_argument("--sheets", type=Path, help="of films: where to lay every shot")
    options.add_argument("--to", type=Path, default=HERE)
    chosen = options.parse_args()
    if chosen.what == "looks":
        sheet = draw_looks(HERE / "looks.fountain")
        sheet.save(chosen.to / "looks.jpg", quality=84, optimize=True)
        print(chosen.to / "looks.jpg", sheet.size)
        return
    if chosen.what == "films":
        sheet = draw_films(
            chosen.script or own_scripts(), chosen.look or [look.name for look in looks()], chosen.sheets
        )
        sheet.save(chosen.to / "films.jpg", quality=80, optimize=True)
        print(chosen.to / "films.jpg", sheet.size)
        return
    sheet = draw_styles(chosen.script[0] if chosen.script else SCRIPT)
    sheet.save(chosen.to / "styles.jpg", quality=76, optimize=True)
    print(chosen.to / "styles.jpg", sheet.size)


def draw_styles(script: Path) -> Image.Image:
    """One row a style: frames spread over the film, and below them every shot as a bar as wide
    as it is long and as dark as it is near."""
    found = styles()
    row = TALL + BAR + 2 * GAP
    sheet = Image.new("RGB", (ROOM + COLUMNS * (WIDE + GAP), len(found) * row), PAPER)
    pen = ImageDraw.Draw(sheet)
    for place, style in enumerate(found):
        top = place * row
        pen.text((12, top + 40), style.name, (38, 32, 54), font("serif-bold", 24))
        pen.text((12, top + 74), f"{style.rhythm.average_shot_length:g} s a shot", (112, 98, 108), font("sans", 15))
        frames, shots = _frames(script, style.name)
        for column, frame in enumerate(frames):
            sheet.paste(frame, (ROOM + column * (frame.width + GAP), top))
        _bars(pen, shots, top + TALL + 2)
    return sheet


def _bars(pen: ImageDraw.ImageDraw, shots: list[Shot], top: int) -> None:
    first, end = shots[0].start, shots[-1].end
    wide = COLUMNS * (WIDE + GAP) - GAP
    for shot in shots:
        near = list(ShotSize).index(shot.size) / (len(ShotSize) - 1)  # ECU first
        tone = tuple(round(dark + (light - dark) * near) for dark, light in zip(DARK, LIGHT, strict=True))
        left, right = (ROOM + wide * (frame - first) // (end - first) for frame in (shot.start, shot.end))
        pen.rectangle((left, top, max(right - 2, left), top + BAR - 1), fill=tone)


def draw_looks(script: Path) -> Image.Image:
    """One row a look: the same four frames of a script."""
    found = looks()
    wide, tall = 320, 180
    sheet = Image.new("RGB", (ROOM + 4 * (wide + GAP), len(found) * (tall + GAP)), (250, 246, 238))
    pen = ImageDraw.Draw(sheet)
    renderer = BuiltinRenderer()
    with tempfile.TemporaryDirectory() as folder, planned(load(script), Path(folder)) as (work, scenes):
        store = str(work.store.folder)
        # The nearest single there is, beside the first shot of every scene.
        every = [(scene, shot) for scene in scenes for shot in scene.shots if len(shot.subjects) == 1]
        nearest = min(every, key=lambda one: (list(ShotSize).index(one[1].size), -one[1].frames))
        shots = [(scene, scene.shots[0]) for scene in scenes]
        shots.insert(1, nearest)
        for row, look in enumerate(found):
            top = row * (tall + GAP)
            pen.text((12, top + tall // 2 - 14), look.name, (38, 32, 54), font("serif-bold", 22))
            draw = RenderSettings((3 * wide, 3 * tall), Quality.FINAL, look.name)
            for column, (scene, shot) in enumerate(shots):
                performance, assets = farm.performance_of(scene.keys, store), farm.assets_of(scene.keys, store)
                middle = shot.frames // 2
                (frame,) = renderer.render(performance, assets, shot, draw, middle, middle + 1)
                picture = Image.fromarray(frame.rgb).resize((wide, tall), Image.Resampling.LANCZOS)
                sheet.paste(picture, (ROOM + column * (wide + GAP), top))
    return sheet


def own_scripts() -> list[Path]:
    """The screenplays that come with the project."""
    return [SCRIPT, *sorted((HERE.parent / "examples" / "scripts").glob("*.fountain"))]


def draw_films(scripts: list[Path], names: list[str], sheets: Path | None) -> Image.Image:
    """A row a film, a column a look: moments spread over the film, each drawn in the look of its
    column."""
    left = 190
    sheet = Image.new("RGB", (left + len(names) * (WIDE + GAP), TALL // 4 + len(scripts) * (TALL + GAP)), PAPER)
    pen = ImageDraw.Draw(sheet)
    for column, name in enumerate(names):
        pen.text((left + column * (WIDE + GAP), 6), name, DARK, font("serif-bold", 20))
    renderer = BuiltinRenderer()
    for row, script in enumerate(scripts):
        top = TALL // 4 + row * (TALL + GAP)
        settings = load(script)
        with tempfile.TemporaryDirectory() as folder, planned(settings, Path(folder)) as (work, scenes):
            store = str(work.store.folder)
            pen.text((12, top + TALL // 2 - 14), script.stem.replace("-", " "), DARK, font("serif-bold", 17))
            shots = [(scene, shot) for scene in scenes for shot in scene.shots]

            def draw(scene: StagedScene, shot: Shot, frame: int, look: str, store: str = store) -> Image.Image:
                performance, assets = farm.performance_of(scene.keys, store), farm.assets_of(scene.keys, store)
                wanted = RenderSettings((2 * WIDE, 2 * TALL), Quality.FINAL, look)
                (drawn,) = renderer.render(performance, assets, shot, wanted, frame, frame + 1)
                return Image.fromarray(drawn.rgb)

            for column, (scene, shot, frame) in enumerate(_some(shots, len(names))):
                picture = draw(scene, shot, frame, names[column]).resize((WIDE, TALL), Image.Resampling.LANCZOS)
                sheet.paste(picture, (left + column * (WIDE + GAP), top))
            for look in names if sheets else ():
                assert sheets is not None
                sheets.mkdir(parents=True, exist_ok=True)
                _laid(shots, [draw(scene, shot, shot.frames * 6 // 10, look) for scene, shot in shots]).save(
                    sheets / f"{script.stem}-{look}.png"
                )
    return sheet


def _laid(shots: list[tuple[StagedScene, Shot]], pictures: list[Image.Image]) -> Image.Image:
    """All shots of a film, numbered, in rows."""
    columns = max(3, round(len(pictures) ** 0.5))
    wide, tall = pictures[0].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (wide + GAP), rows * (tall + 26)), PAPER)
    pen = ImageDraw.Draw(sheet)
    for place, ((_, shot), picture) in enumerate(zip(shots, pictures, strict=True)):
        x, y = place % columns * (wide + GAP), place // columns * (tall + 26)
        pen.text((x + 2, y + 2), f"{shot.number}  {shot.size} {shot.kind}", DARK, font("sans", 15))
        sheet.paste(picture, (x, y + 24))
    return sheet


def _frames(script: Path, style: str) -> tuple[list[Image.Image], list[Shot]]:
    settings = dataclasses.replace(load(script), style=style)
    if style == "social":
        settings = dataclasses.replace(settings, size=(540, 960))
    wide = round(TALL * settings.size[0] / settings.size[1])
    columns = (COLUMNS * (WIDE + GAP)) // (wide + GAP)
    draw = RenderSettings((2 * wide // 2 * 2, 2 * TALL), Quality.FINAL, settings.look)
    renderer = BuiltinRenderer()
    with tempfile.TemporaryDirectory() as folder, planned(settings, Path(folder)) as (work, scenes):
        shots = [(scene, shot) for scene in scenes for shot in scene.shots]
        store = str(work.store.folder)
        pictures = []
        for scene, shot, frame in _some(shots, columns):
            performance, assets = farm.performance_of(scene.keys, store), farm.assets_of(scene.keys, store)
            (drawn,) = renderer.render(performance, assets, shot, draw, frame, frame + 1)
            pictures.append(Image.fromarray(drawn.rgb).resize((wide, TALL), Image.Resampling.LANCZOS))
    return pictures, [
        dataclasses.replace(shot, start=scene.start + shot.start, end=scene.start + shot.end) for scene, shot in shots
    ]


def _some(shots: list[tuple[StagedScene, Shot]], count: int) -> list[tuple[StagedScene, Shot, int]]:
    """The middles of shots spread over a film; of a film of fewer shots, moments spread over the
    longest ones."""
    if len(shots) >= count:
        step = len(shots) / count
        return [(scene, shot, shot.frames // 2) for scene, shot in (shots[int(step * n)] for n in range(count))]
    times = [1] * len(shots)
    while sum(times) < count:
        longest = max(range(len(shots)), key=lambda n: shots[n][1].frames / times[n])
        times[longest] += 1
    return [
        (scene, shot, int(shot.frames * (n + 0.5) / many))
        for (scene, shot), many in zip(shots, times, strict=True)
        for n in range(many)
    ]


if __name__ == "__main__":
    main()
