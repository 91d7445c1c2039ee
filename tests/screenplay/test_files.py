from __future__ import annotations

import codecs
import os
import time
from pathlib import Path

import pytest

from fairtake.errors import ScriptError
from fairtake.model.screenplay import ElementKind
from fairtake.screenplay import read_screenplay

FIXTURES = Path(__file__).parent / "fixtures"
Kind = ElementKind


def saved(tmp_path: Path, data: bytes | str, name: str = "a.fountain") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_fixtures_are_read(path: Path) -> None:
    screenplay = read_screenplay(path)
    assert screenplay.file == path.name
    assert sum(e.kind is Kind.SCENE_HEADING for e in screenplay.elements) >= 1
    assert sum(e.kind is Kind.CHARACTER for e in screenplay.elements) >= 3


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + "INT. CAFÉ - DAY\n\nRENÉE\nOui.".encode(),
        "INT. CAFÉ - DAY\n\nRENÉE\nOui.".encode("utf-16"),
        codecs.BOM_UTF16_BE + "INT. CAFÉ - DAY\n\nRENÉE\nOui.".encode("utf-16-be"),
        "INT. CAFÉ - DAY\n\nRENÉE\nOui.".encode("utf-32"),
    ],
)
def test_encodings_with_a_mark(tmp_path: Path, data: bytes) -> None:
    found = read_screenplay(saved(tmp_path, data)).elements
    assert [e.text for e in found] == ["INT. CAFÉ - DAY", "RENÉE", "Oui."]


def test_content_decides_over_the_suffix(tmp_path: Path) -> None:
    data = (FIXTURES / "lighthouse.fdx").read_bytes()
    assert read_screenplay(saved(tmp_path, data, "script.txt")).field("title") == "The Dark Seconds"


def test_a_paragraph_is_read_as_prose(tmp_path: Path) -> None:
    found = read_screenplay(saved(tmp_path, 'A woman crosses the kitchen and says: "You kept it."', "a.txt")).elements
    assert [(e.kind, e.text) for e in found] == [
        (Kind.SCENE_HEADING, "INT. KITCHEN - DAY"),
        (Kind.ACTION, "A WOMAN crosses the kitchen."),
        (Kind.CHARACTER, "WOMAN"),
        (Kind.DIALOGUE, "You kept it."),
    ]


def test_prose_keeps_its_title_page(tmp_path: Path) -> None:
    screenplay = read_screenplay(saved(tmp_path, "Title: Dusk\n\nA man waits on the beach at dusk.", "a.txt"))
    assert screenplay.field("title") == "Dusk"
    assert screenplay.elements[0].text == "EXT. BEACH - DUSK"


def test_a_paragraph_that_begins_with_a_heading(tmp_path: Path) -> None:
    found = read_screenplay(saved(tmp_path, "INT. KITCHEN - NIGHT. Anna waits. She sits.", "a.txt")).elements
    assert [e.text for e in found] == ["INT. KITCHEN - NIGHT", "ANNA waits. She sits."]


@pytest.mark.parametrize("text", ["One.\n\n===\n\nTwo.", "!One.", "# Act\n\nOne.", "> THE END <", "CUT TO:\n\nTwo."])
def test_marks_of_fountain_keep_a_text_from_being_prose(tmp_path: Path, text: str) -> None:
    kinds = {e.kind for e in read_screenplay(saved(tmp_path, text)).elements}
    assert Kind.SCENE_HEADING not in kinds


def test_a_script_without_headings_stays_a_script(tmp_path: Path) -> None:
    found = read_screenplay(saved(tmp_path, "BOB\nHi.\n\nHe goes.")).elements
    assert [e.kind for e in found] == [Kind.CHARACTER, Kind.DIALOGUE, Kind.ACTION]


def test_a_script_without_blank_lines_below_headings(tmp_path: Path) -> None:
    found = read_screenplay(saved(tmp_path, "INT. X - DAY\nAnna waits.\n\nEXT. Y - DAY\nBen waits.")).elements
    assert [e.kind for e in found] == [Kind.SCENE_HEADING, Kind.ACTION] * 2


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.fountain", "empty"),
        (b" \r\n\t\n", "a.fountain", "empty"),
        (codecs.BOM_UTF8, "a.fountain", "empty"),
        (b"", "a.fdx", "empty"),
        (bytes(range(256)) * 20, "a.fountain", "binary"),
        (b"INT. X\x00\x01\x02", "a.fountain", "binary"),
        (b"%PDF-1.7 ...", "a.fountain", "PDF"),
        (b"%PDF-1.7 ...", "a.fdx", "PDF"),
        (b"PK\x03\x04....", "a.txt", "zipped"),
        (rb"{\rtf1\ansi", "a.txt", "RTF"),
        (b"\x89PNG\r\n", "a.txt", "picture"),
        ("INT. X - DAY".encode("utf-16-le"), "a.txt", "UTF-16"),
        (b"Title: only this\n", "a.fountain", "nothing to film"),
        (b"[[a note]]\n\n# A section\n", "a.fountain", "nothing to film"),
    ],
)
def test_what_is_no_script_is_one_clear_error(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    with pytest.raises(ScriptError, match=message) as caught:
        read_screenplay(saved(tmp_path, data, name))
    assert caught.value.file == name
    assert caught.value.fix
    assert "\n" not in str(caught.value)


def test_another_encoding_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="not UTF-8") as caught:
        read_screenplay(saved(tmp_path, "INT. X - DAY\n\nRENÉE\nOui.".encode("cp1252")))
    assert caught.value.line == 3


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "folder"),
        (tmp_path / "none.fountain", "no such file"),
        (Path("/dev/null"), "regular"),
    ):
        with pytest.raises(ScriptError, match=message) as caught:
            read_screenplay(path)
        assert caught.value.fix


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = saved(tmp_path, "INT. X - DAY")
    path.chmod(0)
    with pytest.raises(ScriptError, match="permission"):
        read_screenplay(path)


def test_a_refused_read_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, "INT. X - DAY")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ScriptError, match="no permission"):
        read_screenplay(path)


@pytest.mark.parametrize(
    "line", ["word " * 1_000_000, "A" * 5_000_000, "He said \"x\" and, " * 300_000, "“" * 1_600_000, "INT. " + "x (" * 1_500_000]
)  # fmt: skip
def test_five_megabytes_in_one_line(tmp_path: Path, line: str) -> None:
    path = saved(tmp_path, line, "long.txt")
    start = time.process_time()
    try:
        assert read_screenplay(path).elements
    except ScriptError as error:
        assert error.fix
        assert error.line == 1
    assert time.process_time() - start < 15


def test_a_long_script_is_read_in_no_time(tmp_path: Path) -> None:
    scene = (
        "INT. ROOM {0} - NIGHT\n\nAnna crosses the room and looks at the door.\n\nANNA\n(softly)\nYou kept it. [[n]]\n\n"
        "BEN (O.S.)\nI did, and I would\nagain.\n\nHe leaves. /* cut */ She waits.\n\n"
    )
    path = saved(tmp_path, "".join(scene.format(i) for i in range(700)))
    start = time.process_time()
    screenplay = read_screenplay(path)
    assert time.process_time() - start < 10
    assert sum(e.kind is Kind.SCENE_HEADING for e in screenplay.elements) == 700
