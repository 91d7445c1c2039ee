"""Keys, and a grant signed by Anna and countersigned by the production."""

import pytest
from made_grants import AT, a_grant

from fairtake.clearance.grants import countersign, new_key, sign


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return [new_key(folder / f"{at}.key") for at in range(4)]


@pytest.fixture(scope="session")
def signed(keys):
    return countersign(sign(a_grant(), keys[0], at=AT), keys[1], "Studio", at=AT)
