"""Sentence melody on top of eSpeak NG's own, which is right in kind and too flat in size.

Words of a line go in, a pitch offset for each comes out. Within a phrase the important words
stand out and step down towards the end (declination); the last of them, the nucleus, stands
out once more; unimportant ones sink between. A question to be answered with yes or no climbs
at its end. After Ladd, Intonational Phonology, chapters 2 and 3.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

__all__ = ["UNIMPORTANT", "asks_for_a_word", "is_tonal", "word_offsets"]

_TONAL = ("cmn", "yue", "hak", "vi", "th", "my", "shn", "lt", "pa", "mto", "ko", "ja")
"""Languages in which the pitch of a word is its meaning (or its grammar): hands off."""

UNIMPORTANT = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "to",
        "up",
        "with",
        "than",
        "that",
        "this",
        "these",
        "those",
        "there",
        "here",
        "it",
        "its",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "they",
        "them",
        "their",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "i",
        "me",
        "my",
        "mine",
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "having",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "if",
        "then",
        "just",
        "not",
        "don't",
        "didn't",
        "isn't",
        "it's",
        "i'm",
        "i'll",
        "i've",
        "i'd",
        "you're",
        "you'll",
        "you've",
        "you'd",
        "he's",
        "she's",
        "we're",
        "we'll",
        "we've",
        "they're",
        "that's",
        "there's",
        "what's",
        "let's",
        "oh",
        "well",
    ]
)
"""English words that carry a sentence and not its meaning."""

_INTERROGATIVES: dict[str, frozenset[str]] = {
    "en": frozenset(["who", "who's", "what", "what's", "when", "where", "where's", "why", "how", "which", "whose"]),
    "de": frozenset(
        ["wer", "was", "wann", "wo", "warum", "wie", "welche", "welcher", "wohin", "woher", "weshalb", "wen"]
    ),
    "fr": frozenset(["qui", "quand", "où", "pourquoi", "comment", "quel", "quelle", "combien"]),
    "es": frozenset(["quién", "qué", "cuándo", "dónde", "cómo", "cuál", "cuánto"]),
    "it": frozenset(["chi", "quando", "dove", "perché", "come", "quale", "quanto", "cosa"]),
    "pt": frozenset(["quem", "quando", "onde", "porque", "como", "qual", "quanto"]),
}
_PHRASE_END = re.compile(r"[,.;:!?\u2026\u2014()]|--")


def is_tonal(language: str) -> bool:
    """Whether the pitch of a word belongs to the word in that language."""
    return language.split("-")[0] in _TONAL


def asks_for_a_word(sentence: Sequence[str], language: str) -> bool:
    """Whether a question begins with an interrogative and is long enough not to be an echo
    ("What?"): such questions fall as statements do."""
    words = [word.casefold() for word in sentence]
    asking = _INTERROGATIVES.get(language.split("-")[0], frozenset())
    return len(words) >= 3 and any(word in asking for word in words[:2])


def word_offsets(text: str, words: Sequence[tuple[int, int]], language: str, liveliness: float) -> tuple[float, ...]:
    """Semitones for each word (start, end) of the text, their mean 0.

    `liveliness` 1 is ordinary speech, 0 a monotone. Small differences between equal words
    are drawn from the text.
    """
    if not words or liveliness <= 0.0 or is_tonal(language):
        return (0.0,) * len(words)
    rng = np.random.default_rng(zlib.crc32(text.encode("utf-8", "replace")))
    own = rng.uniform(-0.45, 0.45, len(words))
    offsets = np.zeros(len(words))
    first = 0
    sentence = 0  # phrases since the sentence began
    for i in range(len(words)):
        between = text[words[i][1] : words[i + 1][0] if i + 1 < len(words) else len(text)]
        end = _PHRASE_END.search(between)
        if end is None and i + 1 < len(words):
            continue
        phrase = words[first : i + 1]
        spoken = [text[start:stop].casefold() for start, stop in phrase]
        rises = "?" in between and not asks_for_a_word(spoken, language)
        offsets[first : i + 1] = _phrase(spoken, language, rises=rises) - 0.4 * min(sentence, 3)
        first = i + 1
        sentence = 0 if re.search(r"[.!?]", between) else sentence + 1
    offsets = liveliness * (offsets + own)
    return tuple(float(offset) for offset in offsets - offsets.mean())


def _phrase(words: Sequence[str], language: str, *, rises: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    count = len(words)
    if language.startswith("en"):
        important = [word not in UNIMPORTANT for word in words]
    else:
        important = [len(word) > 3 for word in words]
    if not any(important):
        important[-1] = True
    stressed = [i for i, flag in enumerate(important) if flag]
    start = 0.2 if rises else 1.0
    offsets = np.linspace(start, -start, count) + np.where(important, 0.7, -0.6)
    nucleus = stressed[-1]
    if not rises:
        offsets[nucleus] += 0.9
    else:
        if nucleus < count - 1:
            offsets[nucleus] -= 0.8
        offsets[-1] += 2.8
    return np.asarray(offsets, np.float64)
