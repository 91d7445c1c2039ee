import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """A film of the right length, drawn once."""
    import small_films

    path = tmp_path_factory.mktemp("drawn") / "film.mp4"
    small_films.draw_film(path)
    return path


@pytest.fixture
def made(tmp_path, drawn):
    """A film's folder, and the key its statement was signed with."""
    import small_films

    return tmp_path / "out", small_films.write_film(tmp_path / "out", film=drawn)
