from __future__ import annotations

import pickle

import pytest

from fairtake import errors


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_says_where_what_and_how_to_mend_it(name):
    error = getattr(errors, name)("it broke", fix="Mend it.", file="a.toml", line=3, key="film.fps")
    assert str(error) == "a.toml:3 [film.fps]: it broke. Mend it."
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)


def test_little_is_said_when_little_is_known():
    assert str(errors.FairtakeError("it broke.")) == "it broke."
    assert str(errors.FairtakeError("it broke", key="film")) == "[film]: it broke."
