from __future__ import annotations

import pikepdf
import pypdf
import pytest
from boardroom import ASPECT, LONG, perform, person, shot
from PIL import Image

from fairtake.boards import PER_PAGE, Page, Production, bind, page_count, panels_of, write_pages

PRODUCTION = Production("Ten Ÿears", "Zoë Ünal", 2, 7, ASPECT, 24, (960, 540))


@pytest.fixture
def pages(tmp_path):
    return make_pages(tmp_path)


def make_pages(folder, text="You kept it.", count=7, size=(320, 180)):
    scene = perform([person("ANNA", [(0, 0, 0)])], [("ANNA", text, 0.2, 3.8)])
    entries = []
    for n in range(count):
        picture = folder / f"{n}.jpg"
        Image.new("RGB", size, (90, 100 + 10 * n, 140)).save(picture, "JPEG")
        entries.append((panels_of(shot(number=f"12A-{n + 1}"), scene, ASPECT)[0], picture))
    heading = "INT. THE VERY LONG AND WINDING CORRIDOR OF THE SANATORIUM ABOVE THE LAKE - THE NEXT MORNING"
    return [
        Page(n + 1, "12", heading, tuple(entries[n * PER_PAGE : (n + 1) * PER_PAGE]))
        for n in range(page_count([count]))
    ]


def words(file):
    """What a reader can select, page by page."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages]


def test_pages_hold_real_text_with_embedded_fonts(pages, tmp_path):
    write_pages(pages, PRODUCTION, tmp_path / "a.pdf")
    text, after = words(tmp_path / "a.pdf")
    assert "12A-7" in after
    with pikepdf.open(tmp_path / "a.pdf") as book:
        for part in ("Ten Ÿears", "Zoë Ünal", "12A-1", "12A-6", "You kept it.", "ANNA", "1 of 2", "4 s 00 fr"):
            assert part in text
        for font in book.pages[0].resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor


def test_text_that_is_cut_short_can_still_be_found(tmp_path):
    (page, *_) = make_pages(tmp_path, LONG * 3, 1)
    write_pages([page], PRODUCTION, tmp_path / "a.pdf")
    (text,) = words(tmp_path / "a.pdf")
    assert "\u2026" in text
    assert text.count("never mine") >= 10  # of twelve: two may lie across a line's end


def test_only_what_is_cut_short_is_unpainted(tmp_path):
    """How letters are painted outlives a text object."""
    (page, *_) = make_pages(tmp_path, LONG * 3, 2)
    write_pages([page], PRODUCTION, tmp_path / "a.pdf")
    painted, hidden, mode, kept = 0, 0, 0, []
    with pikepdf.open(tmp_path / "a.pdf") as book:
        for operands, operator in pikepdf.parse_content_stream(book.pages[0]):
            match str(operator):
                case "q":
                    kept.append(mode)
                case "Q":
                    mode = kept.pop()
                case "Tr":
                    mode = int(operands[0])
                case "Tj" | "TJ":
                    painted, hidden = painted + (mode == 0), hidden + (mode == 3)
    assert hidden == 2
    assert painted > 30


def test_the_same_pages_give_the_same_bytes(pages, tmp_path):
    for name in ("a", "b"):
        write_pages(pages, PRODUCTION, tmp_path / f"{name}.pdf")
        bind([tmp_path / f"{name}.pdf"], [("12", 0)], "Ten", "Zoë", tmp_path / f"{name}-bound.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a-bound.pdf").read_bytes() == (tmp_path / "b-bound.pdf").read_bytes()


def test_parts_are_bound_in_order_with_bookmarks(pages, tmp_path):
    for n, page in enumerate(pages):
        write_pages([page], PRODUCTION, tmp_path / f"{n}.pdf")
    bind(
        [tmp_path / "0.pdf", tmp_path / "1.pdf"], [("12  KITCHEN", 0), ("13  PARK", 1)], "Ten", "", tmp_path / "all.pdf"
    )
    one, two = words(tmp_path / "all.pdf")
    assert "12A-1" in one
    assert "12A-7" in two
    with pikepdf.open(tmp_path / "all.pdf") as book:
        with book.open_outline() as outline:
            assert [item.title for item in outline.root] == ["12  KITCHEN", "13  PARK"]
        assert str(book.docinfo["/Title"]) == "Ten: storyboard"


@pytest.mark.parametrize("size", [(180, 320), (240, 240), (384, 160)])
def test_every_format_stays_on_the_page(size, tmp_path):
    production = Production("Ten", "", 1, 6, size[0] / size[1], 24, size)
    write_pages(make_pages(tmp_path, LONG, 6, size), production, tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as book:
        wide, tall = (float(v) for v in book.pages[0].mediabox[2:])
        matrices = [
            [float(v) for v in operands]
            for operands, operator in pikepdf.parse_content_stream(book.pages[0])
            if str(operator) == "cm"
        ]
        placed = [m for m in matrices if m[0] > 5 and m[3] > 5]
        assert len(placed) == 6
        for width, _, _, height, x, y in placed:
            assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
            assert x >= 20
            assert y >= 20
            assert x + width <= wide - 20
            assert y + height <= tall - 20


def test_pages_are_counted_scene_by_scene():
    assert page_count([1, 6, 7]) == 4
    assert page_count([]) == 0
