"""Pay: evidence of what was lent and used in; a statement of what is owed, and whether it holds, out.

`evidence` reads usage.json and the parts of shots.json and performance.json that count, `counting` finds frames, words and
shots in it, `rates` and `currency` make exact amounts of them, `statement` writes down what is owed and signs
it, `checking` recomputes a statement from the film's folder alone, `heads` gives a second opinion, `content` names a
film whatever is signed into its file, `ledger` makes rows for the accountant, `estimate` tells the price before.
"""

from fairtake.clearance.pay.checking import (
    EVIDENCE,
    FILM,
    STATEMENT,
    USAGE_FILE,
    Fault,
    FaultKind,
    Verdict,
    check_statement,
    file_sha256,
    films_of,
)
from fairtake.clearance.pay.content import FilmContent, film_content, film_content_sha256
from fairtake.clearance.pay.counting import ON_SCREEN, uses_of
from fairtake.clearance.pay.currency import amount, places
from fairtake.clearance.pay.estimate import estimate, estimate_words, terms_of
from fairtake.clearance.pay.evidence import Cut, read_cut, read_usage, usage_data
from fairtake.clearance.pay.ledger import as_csv, rows
from fairtake.clearance.pay.rates import due, split
from fairtake.clearance.pay.statement import is_signed_by, signed, state, stated, totals
from fairtake.clearance.pay.words import count_words

__all__ = [
    "EVIDENCE",
    "FILM",
    "ON_SCREEN",
    "STATEMENT",
    "USAGE_FILE",
    "Cut",
    "Fault",
    "FaultKind",
    "FilmContent",
    "Verdict",
    "amount",
    "as_csv",
    "check_statement",
    "count_words",
    "due",
    "estimate",
    "estimate_words",
    "file_sha256",
    "film_content",
    "film_content_sha256",
    "films_of",
    "is_signed_by",
    "places",
    "read_cut",
    "read_usage",
    "rows",
    "signed",
    "split",
    "state",
    "stated",
    "terms_of",
    "totals",
    "usage_data",
    "uses_of",
]
