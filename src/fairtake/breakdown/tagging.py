"""English: tokens of one sentence → words with a part of speech.

A small deterministic tagger. `lemminflect`'s dictionary says what a word can be; the words to
its left (and one look ahead) say what it is. Names of roles overrule the dictionary, so that
somebody called Will is never a modal, and a verb of the stage lexicon is believed to be one
where a verb can stand (facts: a plural noun is the commonest false verb, hence the care).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lemminflect import getAllLemmas

from fairtake.breakdown.lexicon import Lexicon, given_names, lexicon, word_set
from fairtake.breakdown.tokens import Token

__all__ = ["Word", "candidates", "noun_lemma", "tag", "verb_form", "verb_lemma"]

DET = word_set("a an the this these those some another each every any no my your our their its his")
POSSESSIVE = word_set("his their its my your our whose")
SUBJECT = word_set("he she they it we i you who everyone everybody someone somebody something nobody nothing")
PRONOUN = SUBJECT | word_set(
    "him them me us himself herself themselves itself myself everything anyone anybody anything none one both "
    "others hers"
)
PREP = word_set(
    "at by with from of into onto toward towards under behind beside besides near against between among "
    "through across along around round over above below beneath underneath past beyond inside outside within "
    "without during in on to up down off out about before after like for opposite next upon via despite amid "
    "amidst alongside atop as per until till"
)
PARTICLE = word_set(
    "up down in out on off over away back around round along through across by past inside outside forward "
    "forwards backward backwards together apart aside upstairs downstairs home ahead behind closer upright open "
    "shut onward under above below"
)
AUX = word_set("is are was were be been being am has have had do does did 's 're 've 'm")
MODAL = word_set("will would can could may might must shall should 'll 'd ca wo sha")
NEG = word_set("not n't never no-one hardly barely scarcely neither nor")
SUB = word_set(
    "as while when whenever if because although though unless until till before after since where whereas so "
    "once wherever lest whether that"
)
ADVERB = word_set(
    "then now still again alone together very too so just almost already suddenly finally silently soon once "
    "twice only also even ever instead maybe perhaps quite rather well fast hard straight there here somewhere "
    "anywhere everywhere nowhere later far enough half long meanwhile abruptly somehow nearby afterwards "
    "elsewhere awkwardly right left"
)
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "several": 4, "few": 3, "many": 8, "both": 2, "couple": 2,
}  # fmt: skip
_PLACES = word_set("bed work school church town dinner lunch breakfast court sea")
_PHRASAL = word_set("up down on off out over back away in aside open shut")
_BOUNDARY = frozenset({"START", "COMMA", "CC", "SUB", "REL"})


@dataclass(slots=True)
class Word:
    """A token with its tag. `form` of a verb: fin, base, past, ing, part, ger, bare."""

    token: Token
    tag: str
    lemma: str
    form: str = ""
    plural: bool = False
    number: int = 0

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.token.low


_ENDINGS = (("s", ""), ("es", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


@lru_cache(maxsize=1)
def _stage_verbs() -> frozenset[str]:
    """Verbs of the stage lexicon, for those the dictionary lacks ("plunks")."""
    english = lexicon("en")
    return english.heads if english is not None else frozenset()


@lru_cache(maxsize=20000)
def candidates(low: str) -> dict[str, tuple[str, ...]]:
    """What a word can be: lemmas by part of speech; empty when no dictionary knows it."""
    found: dict[str, tuple[str, ...]] = getAllLemmas(low)
    if not found:
        stem = next(
            (low[: -len(a)] + b for a, b in _ENDINGS if low.endswith(a) and low[: -len(a)] + b in _stage_verbs()), ""
        )
        if stem:
            return {"VERB": (stem,)}
    if not found and "-" in low:
        # "high-five", "half-opens": the last part decides.
        last: dict[str, tuple[str, ...]] = getAllLemmas(low.rsplit("-", 1)[1])
        head = low.rsplit("-", 1)[0]
        return {pos: tuple(f"{head}-{lemma}" for lemma in lemmas) for pos, lemmas in last.items()}
    return found


_PREFERRED = {"lay": "lay", "lies": "lie", "lying": "lie", "felt": "feel", "found": "find", "saw": "see", "fell": "fall",
              "left": "leave", "ground": "ground", "leaves": "leave", "wound": "wind", "rose": "rise", "does": "do"}  # fmt: skip


@lru_cache(maxsize=20000)
def verb_lemma(low: str) -> str:
    """The verb a word can be a form of, or ""."""
    if low in _PREFERRED:
        return _PREFERRED[low]
    lemmas = candidates(low).get("VERB")
    return lemmas[0] if lemmas else ""


@lru_cache(maxsize=20000)
def noun_lemma(low: str) -> str:
    """The plain singular of a noun, the word itself when unknown."""
    if low in ("glasses", "trousers", "scissors", "stairs", "police", "news", "clothes", "people"):
        return {"stairs": "stair"}.get(low, low)
    if low == "leaves":
        return "leaf"
    lemmas = candidates(low).get("NOUN")
    return lemmas[-1] if lemmas else low


def _is_plural(low: str) -> bool:
    if low in ("people", "police", "clothes"):
        return True
    lemmas = candidates(low).get("NOUN", ())
    return bool(lemmas) and low not in lemmas


@lru_cache(maxsize=20000)
def verb_form(low: str) -> str:
    """The form a word would have as a verb: "base", "z", "ing", "past" or ""."""
    lemma = verb_lemma(low)
    if not lemma:
        return ""
    if low == lemma:
        return "base"
    if low.endswith("ing"):
        return "ing"
    if low.endswith("s") and low not in ("was", "has"):
        return "z"
    return "past"


class _Tagger:
    """One pass over one sentence."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.known = lexicon.heads
        self.words: list[Word] = []
        self.finite = ""  # the form of the finite verb seen in this clause
        self.last_finite = ""  # and in the sentence so far
        self.last_verb = ""
        self.later_z = -1  # index of the last unambiguous present verb ahead
        for k, token in enumerate(tokens):
            if verb_form(token.low) == "z" and not token.role and "NOUN" not in candidates(token.low):
                self.later_z = k

    def run(self) -> list[Word]:
        for i in range(len(self.tokens)):
            word = self._word(i)
            if word.tag in _BOUNDARY:
                self.finite = ""
            elif word.tag == "AUX":
                self.finite = self.last_finite = "past" if word.low in ("was", "were", "did", "had") else "z"
            elif word.tag == "VERB":
                self.last_verb = word.lemma
                if word.form in ("fin", "base", "past"):
                    self.finite = self.last_finite = {"fin": "z"}.get(word.form, word.form)
            self.words.append(word)
        return self.words

    def _prev(self) -> Word | None:
        """The last word that is not an adverb."""
        for word in reversed(self.words):
            if word.tag not in ("ADV", "NEG") or word.low == "back":
                return word
        return None

    def _ahead(self, i: int, k: int = 1) -> Token | None:
        return self.tokens[i + k] if i + k < len(self.tokens) else None

    def _verbish(self, token: Token | None, plural: bool) -> bool:
        """Whether a token is a finite verb a (plural) subject could have."""
        if token is None or token.role:
            return False
        low = token.low
        if low in AUX or low in MODAL:
            return True
        if low in PREP or low in PARTICLE or low in ADVERB or low in DET:
            return False
        form = verb_form(low)
        if form == "past":
            return False
        if plural:
            return form == "base" and verb_lemma(low) in self.known
        return form == "z" and ("NOUN" not in candidates(low) or verb_lemma(low) in self.known)

    def _opens_phrase(self, token: Token | None) -> bool:
        """Whether a noun phrase can begin with this token."""
        if token is None:
            return False
        return bool(token.role) or token.low in DET or token.low in PRONOUN or token.low in ("her", "all")

    def _word(self, i: int) -> Word:
        token = self.tokens[i]
        low = token.low
        prev = self._prev()
        before = prev.tag if prev else "START"
        if token.role:
            if before == "NOUN" and not self.finite and prev is not None and prev.low in ("detective", "officer"):
                prev.tag = "ADJ"
            return Word(token, "ENT", low)
        if not (token.text[0].isalnum() or low[0] == "'"):
            return Word(token, "COMMA" if low in (",", "(", ")", "/", "&") else "SIGN", low)
        if token.text[0].isdigit():
            digits = "".join(c for c in token.text if c.isdigit())
            return Word(token, "NUM", low, number=min(int(digits or 0), 10**6))
        closed = None if before == "TO" and verb_form(low) == "base" else self._closed(i, low, before, prev)
        if closed is not None:
            return closed
        return self._open(i, low, before, prev)

    def _closed(self, i: int, low: str, before: str, prev: Word | None) -> Word | None:
        token, ahead = self.tokens[i], self._ahead(i)
        if low in ("'s", "'"):
            if prev is not None and (prev.low in SUBJECT or prev.low in ("there", "that")) and prev.tag != "ENT":
                return Word(token, "AUX", "be")
            follower = ahead.low if ahead else ""
            if prev is not None and prev.tag == "ENT" and (verb_form(follower) == "ing" or follower in ("not", "gone")):
                return Word(token, "AUX", "be")
            return Word(token, "GEN", low)
        if low in NEG:
            return Word(token, "NEG", low)
        if low in AUX:
            if low in ("do", "does", "did") and ahead is not None and self._opens_phrase(ahead):
                return Word(token, "VERB", "do", "fin")
            return Word(token, "AUX", {"has": "have", "had": "have", "'ve": "have", "have": "have", "do": "do",
                                       "does": "do", "did": "do"}.get(low, "be"))  # fmt: skip
        if low in MODAL and before not in ("DET", "POS", "ADJ"):
            return Word(token, "AUX", "can" if low != "will" else "will")
        if low == "to":
            return self._to(token, ahead, i)
        if low == "her":
            return Word(token, "POS" if self._her_is_possessive(i) else "PRO", "her")
        if low in ("each", "one") and ahead is not None and ahead.low in ("other", "another"):
            return Word(token, "PRO", "each other")
        if low in ("other", "another") and prev is not None and prev.lemma == "each other":
            return Word(token, "ADV", low)
        if low == "no" and ahead is not None and ahead.low == "one":
            return Word(token, "PRO", "nobody")
        if low == "one" and prev is not None and prev.lemma == "nobody":
            return Word(token, "ADV", low)
        if low in POSSESSIVE:
            return Word(token, "POS", low)
        if low in ("and", "or", "but", "then", "yet", "plus"):
            return Word(token, "CC", low)
        if low in ("who", "which"):
            return Word(token, "REL", low)
        if low == "that":
            if before in ("NOUN", "ENT") and self.words and self.words[-1].tag != "COMMA":
                return Word(token, "SUB", "that")
            if before in ("VERB", "AUX") and (self._opens_phrase(ahead) or ahead is None):
                return Word(token, "SUB", "that")
            return Word(token, "DET", low)
        if low == "there" and before in ("START", "CC", "COMMA") and ahead is not None and ahead.low in AUX:
            return Word(token, "THERE", low)
        if low in ("all", "both") and ahead is not None:
            if ahead.low in NUMBERS or ahead.low == "of" or verb_form(ahead.low) == "base":
                return Word(token, "ADV" if before in ("PRO", "ENT") else "PRO", low, number=NUMBERS.get(low, 0))
            return Word(token, "DET", low)
        if low in NUMBERS and low != "one":
            return Word(token, "NUM", low, number=NUMBERS[low])
        if low in DET:
            return Word(token, "DET", low)
        if low in PRONOUN:
            if low == "one" and ahead is not None and "NOUN" in candidates(ahead.low) and ahead.low not in PREP:
                return Word(token, "NUM", low, number=1)
            return Word(token, "PRO", low)
        if low in SUB and self._is_subordinator(i, low, before):
            return Word(token, "SUB", low)
        if low in PARTICLE or low in PREP:
            return self._particle(i, low, before)
        manner = low.endswith("ly") and ("ADV" in candidates(low) or not candidates(low))
        if low in ADVERB or (manner and before not in ("DET", "POS")):
            return Word(token, "ADV", low)
        return None

    def _to(self, token: Token, ahead: Token | None, i: int) -> Word:
        if ahead is not None and not ahead.role and verb_form(ahead.low) == "base" and ahead.low not in DET:
            readings = candidates(ahead.low)
            if ahead.low not in _PLACES and (ahead.low not in PREP or ahead.low == "like"):
                if "NOUN" not in readings:
                    return Word(token, "TO", "to")
                after = self._ahead(i, 2)
                if ahead.low in self.known and ahead.low not in self.lexicon.words["needs_object"]:
                    return Word(token, "TO", "to")
                if self._opens_phrase(after):
                    return Word(token, "TO", "to")
        return Word(token, "PREP", "to")

    def _her_is_possessive(self, i: int) -> bool:
        ahead = self._ahead(i)
        if ahead is None or ahead.role:
            return ahead is not None and bool(ahead.role)
        low = ahead.low
        if low == "back":
            after = self._ahead(i, 2)
            return not (after is not None and (after.low in DET or after.low in ("in", "into")))
        if low in PREP or low in DET or low in PRONOUN or low in PARTICLE or low in ("and", "then", "but"):
            return False
        readings = candidates(low)
        if not readings and ahead.text[0].isalpha():
            return True
        if not ({"NOUN", "ADJ"} & readings.keys()) and verb_form(low) not in ("ing", "past"):
            return False
        perceived = self.last_verb in self.lexicon.words["perception"]
        bare = verb_form(low) == "base" and low in self.known and low not in self.lexicon.words["needs_object"]
        if perceived and (bare or verb_form(low) == "ing") and low not in self.lexicon.words["body"] - {"smile"}:
            return False
        return not low.endswith("ly") or "ADJ" in readings

    def _is_subordinator(self, i: int, low: str, before: str) -> bool:
        if low in (
            "while",
            "when",
            "whenever",
            "if",
            "because",
            "although",
            "though",
            "unless",
            "where",
            "whereas",
            "whether",
        ):
            return True
        # The rest are prepositions or adverbs too: subordinators when a finite verb follows before the comma.
        if low == "so":
            return self._opens_phrase(self._ahead(i)) or ((a := self._ahead(i)) is not None and a.low == "that")
        seen_phrase = False
        for k in range(i + 1, min(i + 10, len(self.tokens))):
            token = self.tokens[k]
            if token.text == ",":
                return False
            if token.role or token.low in SUBJECT:
                seen_phrase = True
            if token.low in AUX or token.low in MODAL:
                return True
            if token.role:
                continue
            form = verb_form(token.low)
            if low in ("as", "before", "after", "until", "till", "once", "since") and k == i + 1 and form == "ing":
                return low != "as"
            if form == "z" and (
                "NOUN" not in candidates(token.low) or (seen_phrase and verb_lemma(token.low) in self.known)
            ):
                return True
            if form in ("past", "base") and self.tokens[k - 1].low in SUBJECT:
                return True
            left = k - 1
            while left > i and (self.tokens[left].low in ADVERB or self.tokens[left].low.endswith("ly")):
                left -= 1
            if form == "base" and _is_plural(self.tokens[left].low) and verb_lemma(token.low) in self.known:
                return True
            if form == "past" and (self.tokens[k - 1].role or self.last_finite == "past") and token.low not in ADVERB:
                return True
        return low == "as" and (a := self._ahead(i)) is not None and a.low in ("if", "though")

    def _particle(self, i: int, low: str, before: str) -> Word:
        token, ahead = self.tokens[i], self._ahead(i)
        if low in ("open", "shut", "home", "left", "right") and before in (
            "DET",
            "POS",
            "ADJ",
            "START",
            "ENT",
            "COMMA",
            "CC",
        ):
            if low != "open" or before in ("DET", "POS", "ADJ"):
                return Word(token, "NOUN" if low == "home" else "ADJ", low)
            return self._open(i, low, before, self._prev())
        left = self._prev()
        if low in ("open", "shut") and left is not None and left.tag == "NOUN" and left.plural and not self.finite:
            return Word(token, "VERB", low, "base")
        if (
            low in ("round", "open", "home", "past", "inside", "outside")
            and before in ("DET", "POS", "ADJ")
            and self._noun_follows(i)
        ):
            return Word(token, "ADJ", low)
        if low in ("back", "outside", "inside", "past", "round", "home", "behind", "below") and before in (
            "POS",
            "DET",
            "GEN",
            "ADJ",
        ):
            return Word(token, "NOUN", low)
        after = self._ahead(i, 2)
        if (
            before in ("START", "CC", "COMMA")
            and ahead is not None
            and verb_form(ahead.low) == "z"
            and verb_lemma(ahead.low) in self.known
            and self._opens_phrase(after)
        ):
            return Word(token, "PART", low)  # "in walks Todd"
        if low == "like" and (before in ("PRO", "TO") and not self.finite):
            return Word(token, "VERB", "like", "base")
        if low in PARTICLE:
            starts = ahead is not None and (
                self._opens_phrase(ahead)
                or ahead.low in POSSESSIVE
                or ahead.low in NUMBERS
                or ahead.text[0].isdigit()
                or (
                    bool({"NOUN", "ADJ"} & candidates(ahead.low).keys())
                    and ahead.low not in PREP
                    and ahead.low not in PARTICLE
                    and ahead.low not in ADVERB
                    and not ahead.low.endswith("ly")
                )
            )
            if low in PREP and starts and low not in ("back", "away"):
                if self._phrasal(low):
                    return Word(token, "PART", low)
                return Word(token, "PREP", low)
            return Word(token, "PART", low)
        return Word(token, "PREP", low)

    def _phrasal(self, low: str) -> bool:
        """Whether verb and particle take an object together ("picks up the gun")."""
        last = self.words[-1] if self.words else None
        if last is None or last.tag != "VERB":
            return False
        sense = self.lexicon.senses.get(f"{last.lemma} {low}")
        return sense is not None and sense.frame in ("take", "place", "handle", "transfer", "throw") and low in _PHRASAL

    def _open(self, i: int, low: str, before: str, prev: Word | None) -> Word:
        token = self.tokens[i]
        readings = candidates(low)
        form = verb_form(low)
        if form and self._is_verb(i, low, form, before, prev, readings):
            names = {"z": "fin", "base": "base", "past": "past", "ing": "ing"}
            kind = names[form]
            if before == "TO" or (before == "AUX" and form == "base"):
                kind = "inf" if before == "TO" else "aux"
            elif form == "base" and prev is not None and prev.tag in ("ENT", "PRO") and self._perceiving():
                kind = "bare"
            elif form == "past" and (before == "AUX" or self._passive_ahead(i)) and not (prev and prev.lemma == "do"):
                kind = "part"
            elif form == "ing" and before == "PREP":
                kind = "ger"
            elif form == "base" and low in self.lexicon.words["invariant"] and before == "AUX":
                kind = "part"
            return Word(token, "VERB", verb_lemma(low), kind)
        unread = not readings and low.endswith("s") and len(low) > 4 and low not in self.known
        if unread and not self.finite and prev is not None and (prev.tag == "ENT" or prev.low in SUBJECT):
            # A word no dictionary knows, where a verb is due: a verb, so that it is reported.
            return Word(token, "VERB", low[:-1], "fin")
        if low == "exeunt" or (not readings and low in self.known):
            return Word(token, "VERB", low, "base")
        if ("NOUN" not in readings and readings) or (form == "past" and "NOUN" not in readings):
            if "ADJ" in readings or form in ("past", "ing"):
                return Word(token, "ADJ", low)
            if "ADV" in readings:
                return Word(token, "ADV", low)
            if form:
                return Word(token, "ADJ", low)
        if "ADJ" in readings and self._noun_follows(i):
            return Word(token, "ADJ", low)
        if "ADJ" in readings and before in ("AUX", "START", "COMMA") and not self._person(low):
            return Word(token, "ADJ", low)
        return Word(token, "NOUN", noun_lemma(low), plural=_is_plural(low))

    def _person(self, low: str) -> bool:
        return noun_lemma(low) in self.lexicon.words["person"]

    def _noun_follows(self, i: int) -> bool:
        ahead = self._ahead(i)
        if ahead is not None and ahead.low in ("round", "open"):
            ahead = self._ahead(i, 2)  # "a small round room"
        if ahead is None or ahead.low in PREP or ahead.low in ADVERB or ahead.low in DET:
            return False
        if ahead.role:
            return True
        readings = candidates(ahead.low)
        if self._verbish(ahead, _is_plural(self.tokens[i].low)) and not (
            {"ADJ"} & candidates(self.tokens[i].low).keys()
        ):
            return False
        return bool({"NOUN", "ADJ"} & readings.keys())

    def _perceiving(self) -> bool:
        return bool(self.finite) and self.last_verb in self.lexicon.words["perception"]

    def _passive_ahead(self, i: int) -> bool:
        ahead = self._ahead(i)
        return ahead is not None and ahead.low == "by"

    def _needs_object(self, i: int, lemma: str) -> bool:
        if lemma not in self.lexicon.words["needs_object"]:
            return False
        ahead = self._ahead(i)
        if ahead is not None and lemma in ("head",):
            return ahead.low not in PREP and ahead.low not in PARTICLE
        if ahead is not None and (ahead.low in ("over", "out", "up") or (lemma == "tear" and ahead.low in PREP)):
            return False
        if (
            ahead is not None
            and "NOUN" in candidates(ahead.low)
            and lemma in ("light", "water", "milk", "film")
            and ahead.low not in PREP
        ):
            return False
        return not self._opens_phrase(ahead)

    def _is_verb(
        self, i: int, low: str, form: str, before: str, prev: Word | None, readings: dict[str, tuple[str, ...]]
    ) -> bool:
        lemma = verb_lemma(low)
        noun = "NOUN" in readings
        if before == "TO":
            return form == "base"
        if before == "AUX":
            if form == "base":
                return prev is not None and (
                    prev.lemma in ("do", "can", "will") or low in self.lexicon.words["invariant"]
                )
            return form in ("ing", "past")
        if form == "z":
            return self._is_present(i, lemma, before, prev, noun)
        if form == "ing":
            if before in ("DET", "POS", "ADJ", "GEN", "NUM"):
                return False
            if before == "NOUN" and noun and lemma not in self.known:
                return False
            return not (before == "START" and noun and lemma not in self.known)
        if form == "past":
            return self._is_past(i, low, before, prev, readings)
        return self._is_base(i, low, lemma, before, prev, readings)

    def _is_present(self, i: int, lemma: str, before: str, prev: Word | None, noun: bool) -> bool:
        known = lemma in self.known
        if not noun:
            return True
        ahead = self._ahead(i)
        if before in ("DET", "POS", "NUM", "ADJ", "PREP", "GEN", "AUX"):
            return before == "ADJ" and known and not self.finite and self._opens_phrase(ahead) and self._is_caps(prev)
        if self._needs_object(i, lemma):
            return False
        if ahead is not None and ahead.low == "of":
            return lemma in ("dream", "think", "smell", "let")
        if before in ("NOUN", "ENT", "PRO", "NUM"):
            assert prev is not None
            if prev.low in SUBJECT:
                return True
            if self.finite:
                return False
            if prev.tag == "NOUN" and (prev.plural or self._verbish(ahead, True)):
                return False
            if known or prev.tag in ("ENT", "PRO"):
                return True
            return ahead is None or ahead.low in PREP or ahead.low in ADVERB or self._opens_phrase(ahead)
        if before in ("REL", "SUB"):
            return True
        if self._verbish(ahead, True):
            return False
        if not known:
            return before in ("COMMA", "CC") and self.last_finite == "z" and self._opens_phrase(ahead)
        if before in ("COMMA", "CC"):
            return bool(self.last_finite == "z" or any(w.tag in ("ENT", "PRO") for w in self.words))
        if before == "START":
            return not (ahead is not None and ahead.text == ",") or lemma not in ("tear",)
        return before in ("PART", "VERB") and not self.finite

    @staticmethod
    def _is_caps(word: Word | None) -> bool:
        return word is not None and word.token.text.isupper() and len(word.token.text) > 1

    def _is_past(self, i: int, low: str, before: str, prev: Word | None, readings: dict[str, tuple[str, ...]]) -> bool:
        if before in ("DET", "POS", "ADJ", "PREP", "NUM", "GEN"):
            return False
        known = verb_lemma(low) in self.known
        if before == "REL":
            return True
        if before in ("NOUN", "ENT", "PRO"):
            assert prev is not None
            if prev.low in SUBJECT:
                return not self.finite or known
            if self._passive_ahead(i):
                return True
            if self.finite or self.later_z > i or self.last_finite == "z":
                return False
            return "NOUN" not in readings or known
        if before in ("COMMA", "CC", "SUB"):
            return self._passive_ahead(i) or (self.last_finite == "past" and known)
        return before == "START" and known and "ADJ" not in readings and "NOUN" not in readings

    def _is_base(
        self, i: int, low: str, lemma: str, before: str, prev: Word | None, readings: dict[str, tuple[str, ...]]
    ) -> bool:
        known = lemma in self.known
        noun = "NOUN" in readings
        if before in ("DET", "POS", "ADJ", "PREP", "GEN"):
            return False
        ahead = self._ahead(i)
        if before == "START":
            return low in ("enter", "exit", "exeunt")
        if (
            before in ("ENT", "PRO")
            and self._perceiving()
            and (known or not noun)
            and prev is not None
            and prev.low not in SUBJECT - {"you", "it"}
        ):
            return True
        plural = self._plural_subject(prev)
        if before in ("NOUN", "ENT", "PRO", "NUM") and plural and not self.finite:
            if self._needs_object(i, lemma):
                return False
            if noun and self._verbish(ahead, False) and not known:
                return False
            return known or not ({"NOUN", "ADJ"} & readings.keys()) or self._opens_phrase(ahead)
        if before in ("COMMA", "CC") and self.last_finite == "base" and (known or not noun):
            return not self._needs_object(i, lemma)
        if before == "COMMA" and known and not self.last_finite and self._described_pair():
            # "Anna, 30, a nurse, and Ben, 40, stand in the hall."
            return ahead is None or ahead.low in PREP or ahead.low in PARTICLE or ahead.low in ADVERB
        if before == "CC" and self.words and any(w.form == "inf" for w in self.words) and known:
            return not noun or self._opens_phrase(ahead)
        if before in ("ENT", "PRO", "NOUN") and low in self.lexicon.words["invariant"] and not self.finite:
            return known and self.later_z < 0
        if before in ("COMMA", "CC") and low in self.lexicon.words["invariant"] and self.last_finite == "past":
            return True
        return before == "REL" and known

    def _plural_subject(self, prev: Word | None) -> bool:
        if prev is None:
            return False
        if prev.plural or prev.low in ("they", "we", "i", "you", "both", "all", "others", "who") or prev.tag == "NUM":
            return True
        if prev.tag == "PRO" and prev.low in ("them", "us"):
            return any(w.low in ("both", "all", "two", "three") for w in self.words[-4:])
        if prev.tag in ("ENT", "NOUN"):
            # "Anna and Ben", "Marcus and the Porter": a name list before this word.
            tags = [w.tag for w in self.words if w.tag not in ("DET", "ADJ", "POS", "ADV")]
            if tags[-2:-1] == ["COMMA"] and tags[-3:-2] == ["CC"]:
                del tags[-2]
            if len(tags) >= 3 and tags[-2] == "CC" and tags[-3] in ("ENT", "NOUN", "PRO"):
                return True
            return self._name_list()
        return False

    def _described_pair(self) -> bool:
        """Whether the sentence opens with a name and has, after an "and", another."""
        tags = [w.tag for w in self.words]
        both = next((k for k, t in enumerate(tags) if t == "CC" and self.words[k].low == "and"), 0)
        return tags[:1] == ["ENT"] and "ENT" in tags[both + 1 : both + 3] and both > 0

    def _name_list(self) -> bool:
        """ "Anna, Ben, Carl": names with commas between, before any verb."""
        names = signs = 0
        for word in reversed([w for w in self.words if w.tag != "ADV"]):
            if word.tag == "ENT" or (word.token.text[:1].isupper() and word.low in given_names()):
                names += 1
            elif word.tag in ("COMMA", "CC"):
                signs += 1
            elif word.tag != "DET":
                break
        return names > 1 and signs > 0 and not self.last_finite


def tag(tokens: list[Token], lexicon: Lexicon) -> list[Word]:
    """The words of one sentence with part of speech, lemma and verb form."""
    return _Tagger(tokens, lexicon).run()
