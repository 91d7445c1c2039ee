"""Hints: what files give away beyond their metadata. It is in what is shown, heard or said, so it stays in the copy; the
owner is told. Each hint is a guess by rule, without a trained model, and is worded as one.

words.py     names of files and captions: ages, years, then and now
pairs.py     files that show one thing years apart
seams.py     two pictures side by side in one
pages.py     a scanned document
voices.py    somebody speaking

Not looked for, because no method without a trained model finds them well enough to be relied on: faces, licence plates,
screens that can be read.
"""

from fairtake.guard.hints.looking import NOT_LOOKED_FOR, look
from fairtake.guard.hints.pairs import Dated, pairs
from fairtake.guard.hints.words import told_in

__all__ = ["NOT_LOOKED_FOR", "Dated", "look", "pairs", "told_in"]
