import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def small():
    """A short scene with few triangles, for many tests."""
    import scenery

    return scenery.scene(8, sides=10)
