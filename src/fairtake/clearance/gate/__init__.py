"""The gate: references and signed grants in; `Cleared` ones, and refusals that say what would allow them, out.

`clear_references` decides of a film's references, `clear_one` of one (for programs that have no film). `rules`
is the table of what a grant must say, `content` the words by which scenes are judged, `optouts` what
files themselves reserve. Nothing else makes a `Cleared`.
"""

from fairtake.clearance.gate.content import shown_in
from fairtake.clearance.gate.context import Context
from fairtake.clearance.gate.documents import Grants, read_grants
from fairtake.clearance.gate.gate import clear_one, clear_references
from fairtake.clearance.gate.rules import NEEDS, RULES
from fairtake.clearance.gate.verdict import Clearing, Objection, Verdict

__all__ = [
    "NEEDS",
    "RULES",
    "Clearing",
    "Context",
    "Grants",
    "Objection",
    "Verdict",
    "clear_one",
    "clear_references",
    "read_grants",
    "shown_in",
]
