"""Styles: strict files with every key explained."""

import tomllib
from dataclasses import fields, replace
from importlib import resources

import pytest

from fairtake.directing import Style, load_style, scaffold, shipped_styles
from fairtake.directing.style_file import read_style, sections
from fairtake.errors import ProjectError


def test_the_classical_file_holds_exactly_the_defaults():
    assert replace(load_style("classical"), about="") == Style()


def test_the_classical_file_names_and_explains_every_key():
    text = (resources.files("fairtake.directing") / "styles" / "classical.toml").read_text()
    table = tomllib.loads(text)
    for section, default in sections().items():
        assert set(table[section]) == {item.name for item in fields(default)}
    for line in text.splitlines():
        if "=" in line.split("#")[0] and not line.startswith(("name", "about")):
            assert "#" in line, line


def test_the_scaffold_is_a_whole_style_that_loads_back():
    text = scaffold("my own", 'quiet "rooms"')
    style = read_style(text.encode(), "my-own.toml")
    assert style == replace(Style(), name="my own", about='quiet "rooms"')
    for default in sections().values():
        for item in fields(default):
            assert any(
                line.startswith(f"{item.name} = ") and item.metadata["says"] in line for line in text.splitlines()
            )


@pytest.mark.parametrize("name", shipped_styles())
def test_every_shipped_style_loads_and_says_what_it_is(name):
    style = load_style(name)
    assert style.name == name
    assert len(style.about) > 20


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
        ("[moves]\npan = 2", "moves.pan"),
        ("[moves]\nteleport = 1", "moves.teleport"),
        ("[rules]\nline = 'always'", "rules.line"),
        ("[angles]\nlow = true", "angles.low"),
        ("[framing]\nsafe_top = 0.4\nsafe_bottom = 0.4", "framing.safe_top"),
        ("[sizes]\ncalm = 'ELS'\nwidest = 'LS'", "sizes.calm"),
        ("[cuts]\noffset = [3]", "cuts.offset"),
        ("idiom = 3", "idiom"),
        ("[[idiom]]\nname = 'x'\nshots = ['wide']", "idiom 1.when"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'", "idiom 1.shots"),
        ("[[idiom]]\nname = 'x'\nwhen = 'entres'\nshots = ['wide']", "idiom 1.when"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'\nshots = ['wihde']", "idiom 1.shots"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'\nshots = ['CU MS']", "idiom 1.shots"),
        ("[[idiom]]\nname = 'x'\nwhen = 'line, line'\nshots = ['CU', 'CU', 'CU']", "idiom 1.shots"),
        ("[[idiom]]\nname = 'x'\nwhen = 'line over 5 s under 2 s'\nshots = ['CU']", "idiom 1.when"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'\nshots = ['wide']\nweight = 11", "idiom 1.weight"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'\nshots = ['wide']\nhold = 1", "idiom 1.hold"),
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
    file.write_text("name = 'mine'\n[rhythm]\naverage_shot_length = 9\n[moves]\npan = 0.9")
    style = load_style(str(file))
    assert style.name == "mine"
    assert style.rhythm.average_shot_length == 9
    assert style.moves.pan == 0.9
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[weights]\nlien = 5", "line"),
        ("[wieghts]\nline = 5", "weights"),
        ("[rules]\nline = 'nevr'", "never"),
        ("[[idiom]]\nname = 'x'\nwhen = 'entres'\nshots = ['wide']", "enters"),
        ("[[idiom]]\nname = 'x'\nwhen = 'enters'\nshots = ['wihde']", "wide"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(text, meant):
    with pytest.raises(ProjectError) as caught:
        read_style(text.encode(), "mine.toml")
    assert f"Did you mean {meant!r}?" in caught.value.fix
