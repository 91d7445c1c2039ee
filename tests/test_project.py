from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.errors import ProjectError
from fairtake.model.film import FilmSettings, ShotEntry
from fairtake.model.footage import Development, Quality
from fairtake.project import Manifest, inputs_digest, load, slug


def film(tmp_path, text: str, script: bool = True):
    if script:
        (tmp_path / "script.fountain").write_text("INT. ROOM - DAY\n\nAnna waits.\n")
    (tmp_path / "film.toml").write_text(text)
    return tmp_path


def test_a_whole_file(tmp_path):
    settings = load(
        film(
            tmp_path,
            """
            [film]
            title = "Ten Years"
            script = "script.fountain"
            aspect = "9:16"
            height = 960
            quality = "draft"
            [cast.Anna]
            appearance = "70s, silver hair"
            voice = "en-gb+low"
            [places."INT. KITCHEN"]
            set = "kitchen"
            [steps]
            score = false
            """,
        )
    )
    assert settings.title == "Ten Years"
    assert settings.size == (540, 960)
    assert settings.quality is Quality.DRAFT
    assert settings.cast["ANNA"].voice == "en-gb+low"
    assert settings.places["INT. KITCHEN"].set == "kitchen"
    assert settings.steps == {"score": False}


def test_a_script_alone_and_a_folder_with_one_script(tmp_path):
    (tmp_path / "a.fountain").write_text("INT. X - DAY\n")
    assert load(tmp_path / "a.fountain").script == "a.fountain"
    assert load(tmp_path).script == "a.fountain"


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("[film]\ntitel = 'x'", "film.titel", "unknown key"),
        ("[film]\nfps = 'fast'", "film.fps", "int"),
        ("[film]\nfps = 1000", "film.fps", "out of range"),
        ("[film]\nsize = [961, 540]", "film.size", "picture size"),
        ("[film]\nsize = [960]", "film.size", ""),
        ("[film]\naspect = 'wide'", "film.aspect", "aspect"),
        ("[film]\nsize = [960, 540]\naspect = '1:1'", "film.size", "exclude"),
        ("[film]\nscript = 'gone.fountain'", "film.script", "not there"),
        ("[film]\nquality = 'best'", "film.quality", "best"),
        ("[cast.ANNA]\nface = 'anna.jpg'", "cast.ANNA.face", "not there"),
        ("[cast.ANNA]\nrecording = '../anna.wav'", "cast.ANNA.recording", "not in the film's folder"),
        ("[cast.ANNA]\ngrant = 'anna.json'", "cast.ANNA.grant", "not there"),
        ("[human]\nlines_grant = ['a.json']", "human.lines_grant", "not there"),
        ("[clearance]\nrevocations = ['feed.json']", "clearance.revocations", "not there"),
        ("[clearance]\nproject = 'Ten Years'", "clearance.project", "slug"),
        ("[clearance]\ncountersign = 'Anna'", "clearance.countersign", "did:key"),
        ("[clearance]\nmark = 'some'", "clearance.mark", "some"),
        ("[clearance]\nmax_age_days = -1", "clearance.max_age_days", "out of range"),
        ("[clearance]\nstirke = true", "clearance.stirke", "unknown key"),
        ("[cast.ANNA]\nhat = 'red'", "cast", "unknown key"),
        ("[places.KITCHEN]\nphoto = 'k.jpg'", "places.KITCHEN.photo", "not there"),
        ("[human]\nlines = 'gone'\nlines_rights = 'own work'", "human.lines", "not there"),
        ("[human]\nlines = '.'\nlines_rights = 'a friend'", "human.lines_rights", "not a right"),
        ("[human]\nlines = '..'\nlines_rights = 'CC0'", "human.lines", "not in the film's folder"),
        ("[human]\nlines_rights = 'CC0'", "human.lines_rights", "speaks of no"),
        ("[cast.ANNA]\nvoice = 'anna.onnx'\nvoice_rights = 'own work'", "cast.ANNA.voice", "not there"),
        ("[cast.ANNA]\nvoice = 'anna.onnx'", "cast.ANNA.voice", "not there"),
        ("[human]\nmusic = 'theme.wav'", "human.music", "not there"),
        ("[steps]\ncoffee = true", "steps.coffee", "unknown step"),
        ("[steps]\nscore = 'no'", "steps", "bool"),
        ("[flim]\n", "flim", "unknown key"),
        ("[picture]\nletterbox = 9", "picture.letterbox", "out of range"),
        ("[picture]\nlift = [0, 0, 1]", "picture.lift", "out of range"),
        ("[picture]\nmotion_blur = nan", "picture.motion_blur", "out of range"),
        ("[picture]\ngrian = 0.2", "picture.grian", "unknown key"),
        ("[subtitles]\ncaption = true", "subtitles.caption", "unknown key"),
        ("[subtitles]\nburn_subtitles = 1", "subtitles.burn_subtitles", "bool"),
        ("[subtitles]\nfont = 'gone.ttf'", "subtitles.font", "not there"),
        ("[dub]\nfr = 'gone.fountain'", "dub.fr", "not there"),
        ("[dub]\n'../fr' = 'gone.fountain'", "dub.../fr", "code"),
        ("[picture]\ngain = [1, 1]", "picture.gain", "length 3"),
    ],
)
def test_errors_name_file_key_and_fix(tmp_path, text, key, says):
    with pytest.raises(ProjectError) as caught:
        load(film(tmp_path, text))
    error = caught.value
    assert error.file.endswith("film.toml")
    assert key in (error.key or "")
    assert says in error.what
    assert error.fix


def test_broken_toml_names_the_line(tmp_path):
    with pytest.raises(ProjectError) as caught:
        load(film(tmp_path, "[film]\ntitle = \n"))
    assert caught.value.line == 2


@pytest.mark.parametrize("scripts", [[], ["a.fountain", "b.fdx"]])
def test_a_folder_without_one_script(tmp_path, scripts):
    for name in scripts:
        (tmp_path / name).write_text("x")
    with pytest.raises(ProjectError, match="screenplay"):
        load(tmp_path)


def test_nothing_there(tmp_path):
    with pytest.raises(ProjectError, match="no such file"):
        load(tmp_path / "gone")


@given(st.text(max_size=60))
def test_every_title_is_a_folder_name(title):
    name = slug(title)
    assert name
    assert not set(name) & set('/\\:*?"<>| \n\0')
    assert name not in (".", "..")


def test_the_manifest_notices_every_change(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"film")
    manifest = Manifest(tmp_path)
    manifest.write("inputs", ["film.mp4"], {"title": "x"})
    assert manifest.read("inputs") == {"title": "x"}
    assert manifest.read("other") is None
    (tmp_path / "film.mp4").write_bytes(b"tampered")
    assert manifest.read("inputs") is None
    (tmp_path / "film.mp4").unlink()
    assert manifest.read("inputs") is None


def test_inputs_are_script_and_settings(tmp_path):
    (tmp_path / "a.fountain").write_text("INT. X - DAY\n")
    settings = FilmSettings(root=str(tmp_path), script="a.fountain")
    first = inputs_digest(settings)
    assert inputs_digest(settings) == first
    assert inputs_digest(FilmSettings(root=str(tmp_path), script="a.fountain", fps=25)) != first
    (tmp_path / "a.fountain").write_text("INT. Y - DAY\n")
    assert inputs_digest(settings) != first


def test_shots_are_asked_for_in_words_or_by_key(tmp_path):
    settings = load(
        film(
            tmp_path,
            """
            [shots]
            "2A-3" = "CU ANNA, 85mm"
            [shots."2A-4"]
            size = "MS"
            subjects = ["BEN", "ANNA"]
            lens_mm = 35
            [shots."2"]
            style = "tableau"
            average_shot_length = 6
            """,
        )
    )
    assert settings.shots == {
        "2A-3": ShotEntry("CU ANNA, 85mm"),
        "2A-4": ShotEntry("MS, on BEN and ANNA, 35mm"),
        "2": ShotEntry("", "tableau", 6.0),
    }


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('"1A-1" = ""', "shots.1A-1", "asks for nothing"),
        ('"1A-1" = 3', "shots[...]", "str"),
        ('[shots."1A-1"]\nsiez = "CU"', "siez", "unknown key"),
        ('[shots."1A-1"]\nshot = "CU ANNA"\nsize = "CU"', "shots.1A-1", "exclude"),
        ('[shots."1"]\naverage_shot_length = 0.1', "shots.1.average_shot_length", "out of range"),
        ('[shots."1"]', "shots.1", "asks for nothing"),
    ],
)
def test_wrong_entries_of_shots(tmp_path, text, key, says):
    with pytest.raises(ProjectError, match=says) as caught:
        load(film(tmp_path, f"[shots]\n{text}" if not text.startswith("[") else text))
    assert key in str(caught.value.key)
    assert caught.value.file == str(tmp_path / "film.toml")
    assert caught.value.fix


def test_shots_asked_for_are_inputs(tmp_path):
    before = inputs_digest(load(film(tmp_path, "")))
    assert inputs_digest(load(film(tmp_path, '[shots]\n"1A-1" = "CU ANNA"'))) != before


def test_a_picture_is_developed_as_asked(tmp_path):
    text = '[picture]\ngrade = "Warm"\nlift = 0.1\ngain = [1.0, 0.9, 0.8]\nletterbox = 2.39\nmotion_blur = 0\n'
    settings = load(film(tmp_path, text))
    assert settings.picture == Development(grade="warm", lift=(0.1, 0.1, 0.1), gain=(1.0, 0.9, 0.8), letterbox=2.39)
    assert load(film(tmp_path, "")).picture == Development()
    assert inputs_digest(settings) != inputs_digest(load(film(tmp_path, "")))


def test_a_look_file_is_an_input_wherever_it_lies(tmp_path):
    settings = load(film(tmp_path, '[film]\nlook = "looks/mine.toml"'))
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "mine.toml").write_text("name = 'mine'")
    before = inputs_digest(settings)
    (tmp_path / "looks" / "mine.toml").write_text("name = 'yours'")
    assert inputs_digest(settings) != before


def test_style_files_of_the_folder_are_inputs(tmp_path):
    settings = load(film(tmp_path, ""))
    before = inputs_digest(settings)
    (tmp_path / "mine.toml").write_text("name = 'mine'")
    assert inputs_digest(settings) != before
