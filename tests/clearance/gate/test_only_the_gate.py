"""Nothing but the gate makes a `Cleared`, and stages take references in no other form."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from gate_stage import REFERENCE

import fairtake
from fairtake import backends, exchange, voices
from fairtake.errors import ClearanceError
from fairtake.model.clearance import Basis, Cleared
from fairtake.sound import tune

ROOT = Path(fairtake.__file__).parent
SEALED = {"model/clearance.py", "clearance/gate/gate.py"}


def test_nobody_else_can_make_one() -> None:
    with pytest.raises(ClearanceError, match="only the gate"):
        Cleared(object(), REFERENCE, Path("a.wav"), Basis.OWN_WORK, (), "", ())


def test_only_the_gate_knows_the_seal() -> None:
    for path in ROOT.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if name in SEALED:
            continue
        text = path.read_text(encoding="utf-8")
        assert "_SEAL" not in text, name
        if "Cleared" not in text:
            continue
        calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        made = [call for call in calls if getattr(call, "id", getattr(call, "attr", "")) == "Cleared"]
        assert not made, name
        assert "Cleared.__new__" not in text, name


def test_stages_take_what_was_lent_only_cleared() -> None:
    for reader in (
        *(exchange.adopt_figure, exchange.adopt_set, voices.recorded_take, tune.read_tune),
        *(backends.PiperVoice.__init__,),
    ):
        parameters = [one for name, one in inspect.signature(reader).parameters.items() if name != "self"]
        assert parameters[0].annotation == "Cleared", reader
        assert all("Path" not in str(one.annotation) for one in parameters), reader
