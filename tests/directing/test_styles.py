"""Styles: strict files with every key explained."""

import tomllib
from dataclasses import fields
from importlib import resources

import pytest

from fairtake.directing import Style, load_style
from fairtake.errors import ProjectError


def test_the_shipped_file_holds_exactly_the_defaults():
    assert load_style("classical") == Style()


def test_the_shipped_file_names_and_explains_every_key():
    text = (resources.files("fairtake.directing") / "styles" / "classical.toml").read_text()
    table = tomllib.loads(text)
    for section in ("rhythm", "sizes", "camera", "cuts", "weights"):
        assert set(table[section]) == {item.name for item in fields(getattr(Style(), section))}
    for line in text.splitlines():
        if "=" in line.split("#")[0] and not line.startswith("name"):
            assert "#" in line or line.startswith(("moves", "shift_high")), line


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[weights]\nline = 51", "weights.line"),
        ("[weights]\nlien = 5", "weights.lien"),
        ("[weight]\nline = 5", "weight"),
        ("[rhythm]\naverage_shot_length = 0.2", "rhythm.average_shot_length"),
        ("[rhythm]\naverage_shot_length = true", "rhythm.average_shot_length"),
        ("[rhythm]\naverage_shot_length = 20\nlongest = 10", "rhythm.average_shot_length"),
        ("[sizes]\ncalm = 'HUGE'", "sizes.calm"),
        ("[sizes]\nwidest = 'CU'", "sizes.widest"),
        ("[camera]\nlenses = []", "camera.lenses"),
        ("[camera]\nlenses = [3]", "camera.lenses"),
        ("[camera]\nmoves = ['teleport']", "camera.moves"),
        ("[cuts]\nstraight = 0.9", "cuts"),
        ("rhythm = 3", "rhythm"),
        ("name = 3", "name"),
    ],
)
def test_what_is_wrong_is_named_with_its_key_and_a_fix(tmp_path, text, key):
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(ProjectError) as caught:
        load_style(str(file))
    assert caught.value.key == key
    assert caught.value.file == str(file)
    assert caught.value.fix


def test_a_style_of_ones_own_changes_only_what_it_says(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("name = 'mine'\n[rhythm]\naverage_shot_length = 9\n[camera]\nmoves = ['pan']")
    style = load_style(str(file))
    assert style.name == "mine"
    assert style.rhythm.average_shot_length == 9
    assert {move.value for move in style.camera.moves} == {"static", "pan"}
    assert style.weights == Style().weights


@pytest.mark.parametrize("name", ["nonesuch", "missing/file.toml"])
def test_a_missing_style_says_what_there_is(name):
    with pytest.raises(ProjectError, match="classical"):
        load_style(name)


def test_not_toml(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe[[[")
    with pytest.raises(ProjectError, match="not TOML"):
        load_style(str(file))
