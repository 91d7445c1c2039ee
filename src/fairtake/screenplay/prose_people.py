"""Prose → who is meant: names, persons with an article, pronouns, in order of appearance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fairtake.screenplay.prose_words import (
    DETERMINERS,
    INDEFINITE,
    NOT_NAMES,
    NOUN_GENDER,
    PLACES,
    PRONOUNS,
    SPEECH_VERBS,
    TIMES,
    word_set,
)

__all__ = ["Cast", "Mention", "Token", "tokens"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ELISION = re.compile(r"[ldcsnmt]['’](?=\w)", re.IGNORECASE)
_TITLES = word_set("dr mr mrs ms miss mme madame mademoiselle monsieur herr frau señor señora signor signora sir")
_WHERE = word_set("in at on near from im am à en")
_OTHERS = frozenset(("another", "autre", "otro", "otra", "second"))
_MALE_A = word_set("luca joshua ezra nikita sasha mischa mustafa elia isa musa krishna")
_MALE_NAMES = word_set("""ben tom john jack james paul peter max sam dan david mark luke adam noah liam leo oscar henry george harry charlie
    frank joe jim bob bill mike robert richard thomas daniel michael william pierre jean louis hugo karl hans otto jan
    juan pedro carlos luis marco giovanni ivan boris omar ali hassan ahmed yusuf kenji hiro wei""")
_FEMALE_NAMES = word_set("""alice jane kate mary sarah rachel ruth claire marie sophie chloe zoe emily lily lucy grace rose eve hannah beth
    helen ellen susan karen judith agnes louise camille élodie renée margot inès ingrid astrid carmen dolores isabel
    miriam fatima leila yasmin mei yuki hana nora""")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands in the text."""

    word: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case, without a French elision before it."""
        return _ELISION.sub("", self.word, count=1).casefold()


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody spoken of: `name` is the role's name in capitals, or "" for a pronoun not
    resolved yet; `introduces` at the first mention."""

    name: str
    start: int
    end: int
    pronoun: str = ""
    introduces: bool = False


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of text."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


@dataclass(slots=True)
class _Role:
    name: str
    noun: str
    gender: str


class Cast:
    """The roles met so far, latest last; reading a text in order fills it."""

    def __init__(self) -> None:
        self._roles: list[_Role] = []

    def mentions(self, text: str, start: int, end: int) -> list[Mention]:
        """Everybody mentioned in a stretch of text, pronouns too (not resolved)."""
        words = tokens(text, start, end)
        found: list[Mention] = []
        skip = -1
        for i, token in enumerate(words):
            if i <= skip:
                continue
            mention = self._person(text, words, i) if token.low in NOUN_GENDER else None
            if mention is not None:
                pass
            elif token.low in PRONOUNS:
                # Read in order, so that the pronoun means somebody already met.
                name = self._antecedent(token.low) or ""
                mention = Mention(name, token.start, token.end, pronoun=token.low)
            elif token.word[0].isupper() and not _possessive(token.word):
                last = _name_end(text, words, i, start)
                mention = self._named(text, words[i : last + 1]) if last >= i else None
                skip = last
            if mention is not None:
                found.append(mention)
        return found

    def resolve(self, mention: Mention) -> str:
        """The role a mention means; a pronoun that fits nobody met brings in a role."""
        if mention.name:
            return mention.name
        if mention.pronoun in ("i", "je", "ich", "yo"):
            return self._touch("NARRATOR", "narrator", "")[0]
        gender = PRONOUNS[mention.pronoun]
        name = self._antecedent(mention.pronoun) or {"male": "MAN", "female": "WOMAN"}.get(gender, "VOICE")
        return self._touch(name, "", gender)[0]

    def _antecedent(self, pronoun: str) -> str | None:
        """The latest role a pronoun fits: one of its gender, or one of unknown gender."""
        if pronoun in ("i", "je", "ich", "yo"):
            return None
        gender = PRONOUNS[pronoun]
        fitting = [r for r in reversed(self._roles) if not gender or r.gender == gender]
        fitting = fitting or [r for r in reversed(self._roles) if not r.gender]
        if not fitting:
            return None
        fitting[0].gender = fitting[0].gender or gender
        return self._touch(fitting[0].name, "", gender)[0]

    def latest(self, *, but: str = "") -> str:
        """The role mentioned last, other than `but`; "VOICE" if there is none."""
        for role in reversed(self._roles):
            if role.name != but:
                return role.name
        return "VOICE"

    def knows(self, name: str) -> bool:
        """Whether somebody of that name was met."""
        return any(role.name == name for role in self._roles)

    def named(self, name: str) -> str:
        """The role of a name written out, as before a colon."""
        return self._touch(" ".join(name.split()).upper(), "", _name_gender(name))[0]

    def stranger(self, text: str, words: Sequence[Token]) -> Mention | None:
        """Somebody no list knows, from an article and up to three words ("the tin soldier"):
        whoever says something is a role."""
        if not 2 <= len(words) <= 4 or words[0].low not in DETERMINERS:
            return None
        if text[words[0].start : words[-1].end] != " ".join(w.word for w in words):
            return None
        if any(w.low in NOT_NAMES or w.low in SPEECH_VERBS for w in words[1:]):
            return None
        noun = words[-1].low
        name = " ".join(w.word for w in words[1:]).upper()
        known = self._role_of(name, noun, len(words) > 2, fresh=words[0].low in INDEFINITE, other=False)
        role, new = self._touch(known, noun, NOUN_GENDER.get(noun, ""))
        return Mention(role, words[0].start, words[-1].end, introduces=new)

    def _touch(self, name: str, noun: str, gender: str) -> tuple[str, bool]:
        for i, role in enumerate(self._roles):
            if role.name == name:
                self._roles.append(self._roles.pop(i))
                return name, False
        self._roles.append(_Role(name, noun, gender))
        return name, True

    def _person(self, text: str, words: Sequence[Token], i: int) -> Mention | None:
        """A noun for a person with its article and the words between."""
        noun = words[i]
        if _possessive(noun.word):
            return None
        elided = noun.low != noun.word.casefold()
        first = i
        article = noun.word.casefold() if elided else ""
        for j in range(i - 1, max(-1, i - 4), -1):
            if elided or set(text[words[j].end : words[j + 1].start]) - set(" \t\n,"):
                break
            if words[j].word.casefold() in DETERMINERS or _possessive(words[j].word):
                first, article = j, words[j].word.casefold()
                break
            if words[j].low in SPEECH_VERBS or words[j].low in NOT_NAMES:
                break
        if not article:
            return None
        between = [w.word for w in words[first + 1 : i]]
        other = [w for w in between if w.casefold() in _OTHERS]
        adjectives = [w.upper() for w in between if w not in other]
        name = " ".join([*adjectives, noun.low.upper()])
        fresh = article in INDEFINITE or bool(other)
        found = self._role_of(name, noun.low, bool(adjectives), fresh=fresh, other=article in _OTHERS or bool(other))
        role, new = self._touch(found, noun.low, NOUN_GENDER[noun.low])
        return Mention(role, words[first].start, noun.end, introduces=new)

    def _role_of(self, name: str, noun: str, described: bool, *, fresh: bool, other: bool) -> str:
        same = [role for role in self._roles if role.noun == noun]
        if fresh and (other or any(role.name == name for role in same)) and same:
            return f"{name} {len(same) + 1}"
        if not fresh and not described and same:
            return same[-1].name
        return name

    def _named(self, text: str, words: Sequence[Token]) -> Mention:
        name = " ".join(text[words[0].start : words[-1].end].split()).replace("’", "'").upper()
        # "Anna" and "Anna Karenina" are one role: the name met first stays.
        for role in self._roles:
            if not role.noun and (role.name.split()[0] == name or name.split()[0] == role.name):
                name = role.name
                break
        role_name, new = self._touch(name, "", _name_gender(words[0].word))
        return Mention(role_name, words[0].start, words[-1].end, introduces=new)


def _name_end(text: str, words: Sequence[Token], i: int, start: int) -> int:
    """The index of a name's last word, or -1 if no name begins at word `i`."""
    low = words[i].low
    title = low in _TITLES
    if not title and (low in NOT_NAMES or low in PLACES or low in TIMES or low in PRONOUNS or len(low) < 2):
        return -1
    if i and words[i - 1].low in _WHERE:
        return -1
    opens = (
        not text[start : words[i].start].strip()
        or text[max(0, words[i].start - 8) : words[i].start].rstrip()[-1:] in '.!?…"”»:'
    )
    if opens and low.endswith(("ing", "ly", "ed")) and not title:
        return -1
    last = i
    while last + 1 < len(words) and last - i < 2:
        gap = text[words[last].end : words[last + 1].start]
        following = words[last + 1]
        if not (gap == " " or (gap == ". " and title and last == i)):
            break
        if not following.word[0].isupper() or following.low in NOT_NAMES or _possessive(following.word):
            break
        last += 1
    return last if last > i or not title else -1


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _name_gender(name: str) -> str:
    first = name.split()[0].casefold() if name.split() else ""
    if first in _MALE_NAMES or first in ("mr", "sir", "monsieur", "herr", "señor", "signor"):
        return "male"
    if first in _FEMALE_NAMES or first in ("mrs", "ms", "miss", "madame", "frau", "señora", "signora"):
        return "female"
    return "female" if first.endswith("a") and first not in _MALE_A else ""
