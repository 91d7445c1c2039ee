"""Text → sentences of tokens, with their character offsets.

Emphasis marks are skipped, brackets and quotations are masked by the caller, clitics are
split off ("Anna's" is two tokens, "doesn't" too), and names of roles are joined to one token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["ABBREVIATIONS", "Token", "join_names", "mask", "name_key", "sentences", "tokenize"]

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?\b|[^\W_]+(?:[-'’][^\W_]+)*['’]?|--+|\.{2,}|[^\w\s*_]", re.UNICODE
)
_CLITIC = re.compile(r"^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m)|['’])$", re.IGNORECASE)

ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "lt", "sgt", "capt", "col", "gen", "vs"})
_LONGEST = 150
_ENDS = frozenset({".", "!", "?", "…", ";", ":", "--", "—", "–"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: `start`, `end` are offsets into the text; `role` names the role it is."""

    text: str
    low: str
    start: int
    end: int
    role: str = ""


def mask(text: str, pattern: re.Pattern[str]) -> str:
    """The text with every match blanked, so that offsets stay."""
    return pattern.sub(lambda match: re.sub(r"\S", " ", match.group()), text)


@lru_cache(maxsize=4096)
def tokenize(text: str) -> tuple[Token, ...]:
    """All tokens of a text (cached: every action line is read by several passes)."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        clitic = _CLITIC.match(word) if ("'" in word or "’" in word) else None
        if clitic:
            stem, tail = clitic.group(1), clitic.group(2)
            middle = start + len(stem)
            tokens.append(Token(stem, stem.lower(), start, middle))
            tokens.append(Token(tail, tail.lower().replace("’", "'"), middle, match.end()))
        else:
            if len(word) > 1 and (word.startswith(("--", ".."))):
                word = "--" if word[0] == "-" else "…"
            tokens.append(Token(word, word.lower(), start, match.end()))
    return tuple(tokens)


def name_key(name: str) -> tuple[str, ...]:
    """A name as the tokens it consists of, for `join_names`."""
    return tuple(token.low for token in tokenize(name) if token.text != ".")


def join_names(
    tokens: Sequence[Token], names: Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]
) -> list[Token]:
    """Tokens in which every known name is one token that carries its role.

    `names` lists, by first word, (words, role, whether lower case counts); longer names first.
    """
    joined: list[Token] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        match = None
        for words, role, loose in names.get(token.low, ()):
            end = _match(tokens, i, words)
            if end and (loose or not token.text.islower()):
                match = (end, role)
                break
        if match is None:
            joined.append(token)
            i += 1
            continue
        end, role = match
        last = tokens[end - 1]
        text = " ".join(t.text for t in tokens[i:end])
        joined.append(Token(text, text.lower(), token.start, last.end, role))
        i = end
    return joined


def _match(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> int:
    """The end of the name that begins at i, stops after abbreviations included, or 0."""
    for word in words:
        if i >= len(tokens) or tokens[i].low != word:
            return 0
        i += 1
        if word in ABBREVIATIONS and i < len(tokens) and tokens[i].text == ".":
            i += 1
    return i


def sentences(tokens: Sequence[Token], text: str) -> list[list[Token]]:
    """Tokens cut at full stops, dashes, colons, and at line ends that end a sentence."""
    found: list[list[Token]] = [[]]
    for k, token in enumerate(tokens):
        if len(found[-1]) >= _LONGEST:
            found.append([])  # nobody writes such a sentence; it must not take time squared
        if found[-1]:
            before = found[-1][-1]
            gap = text[before.end : token.start]
            if "\n" in gap and (token.text[:1].isupper() or gap.count("\n") > 1):
                found.append([])
        if token.text in _ENDS and not (token.text == "." and k and tokens[k - 1].low in ABBREVIATIONS):
            found.append([])
            continue
        found[-1].append(token)
    return [sentence for sentence in found if sentence]
