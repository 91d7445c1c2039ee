"""Tagged words of one sentence → noun phrases, verb groups, prepositions and boundaries."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairtake.breakdown.lexicon import Lexicon
from fairtake.breakdown.tagging import Word, noun_lemma

__all__ = ["Chunk", "Phrase", "VerbGroup", "chunk"]


@dataclass(slots=True)
class Phrase:
    """A noun phrase. `head` is the plain singular noun (or the pronoun), `role` the role it
    names, `owner` the phrase before 's or the possessive, `of` what stands after "of"."""

    head: str
    start: int
    end: int
    role: str = ""
    pronoun: bool = False
    owner: Phrase | None = None
    plural: bool = False
    number: int = 0
    determiner: str = ""
    adjectives: tuple[str, ...] = ()
    caps: bool = False
    of: Phrase | None = None
    others: list[Phrase] = field(default_factory=list)
    proper: bool = False  # written like a name: capitalised, without an article


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries. `form`: fin, ing, part, inf, bare, ger."""

    lemma: str
    form: str
    start: int
    end: int
    negated: bool = False
    passive: bool = False
    unreal: bool = False
    plural: bool = False
    past: bool = False


@dataclass(slots=True)
class Chunk:
    """One piece of a sentence: kind NP, V, P (preposition), PART, ADV, ADJ, CC, SUB, REL, COMMA, THERE."""

    kind: str
    word: str
    start: int
    end: int
    phrase: Phrase | None = None
    verb: VerbGroup | None = None


def chunk(words: list[Word], lexicon: Lexicon) -> list[Chunk]:
    """The chunks of one sentence, in order."""
    return _Chunker(words, lexicon).run()


class _Chunker:
    def __init__(self, words: list[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.i = 0

    def run(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        words = self.words
        while self.i < len(words):
            word = words[self.i]
            if word.tag in ("DET", "POS", "NUM", "NOUN", "ENT", "PRO") or (word.tag == "ADJ" and self._noun_ahead()):
                phrase = self._phrase()
                chunks.append(Chunk("NP", phrase.head, phrase.start, phrase.end, phrase=phrase))
            elif word.tag in ("AUX", "VERB", "TO") or (word.tag == "NEG" and self._verb_ahead()):
                group = self._verb()
                chunks.append(Chunk("V", group.lemma, group.start, group.end, verb=group))
            else:
                kind = {"PREP": "P", "SIGN": "COMMA", "GEN": "ADV", "NEG": "NEG"}.get(word.tag, word.tag)
                chunks.append(Chunk(kind, word.low, word.token.start, word.token.end))
                self.i += 1
        return chunks

    def _noun_ahead(self) -> bool:
        """Whether the adjective here belongs to a noun."""
        number = False
        for word in self.words[self.i + 1 :]:
            if word.tag in ("NOUN", "ENT"):
                return True
            if word.tag not in ("ADJ", "ADV", "NUM"):
                break
            number = number or word.tag == "NUM"  # "a crumpled ten"
        return number

    def _verb_ahead(self) -> bool:
        ahead = self.words[self.i + 1 : self.i + 3]
        return any(word.tag in ("VERB", "AUX") for word in ahead)

    def _phrase(self) -> Phrase:
        words = self.words
        start = self.i
        owner: Phrase | None = None
        determiner, number, adjectives = "", 0, []
        head: Word | None = None
        while self.i < len(words):
            word = words[self.i]
            if word.tag == "DET" and head is None:
                determiner = word.low
                number = number or (1 if word.low in ("a", "an") else 0)
            elif word.tag == "POS" and head is None:
                owner = Phrase(word.low, word.token.start, word.token.end, pronoun=True)
                determiner = "poss"
            elif word.tag == "NUM":
                if head is not None:
                    break
                number = word.number
                if not self._noun_ahead() and (self.i + 1 >= len(words) or words[self.i + 1].tag != "NOUN"):
                    head = word
            elif word.tag == "ADJ" and head is None:
                if not self._noun_ahead():
                    break
                adjectives.append(word.low)
            elif word.tag == "ADV" and head is None and self._noun_ahead():
                pass
            elif word.tag == "NOUN":
                if head is not None and head.tag in ("ENT", "PRO", "NUM"):
                    break
                if head is not None:
                    adjectives.append(head.low)
                head = word
            elif word.tag in ("ENT", "PRO"):
                if head is not None:
                    break
                head = word
            elif word.tag == "GEN" and head is not None:
                owner = self._make(start, head, owner, determiner, number, adjectives)
                determiner, number, adjectives, head = "poss", 0, [], None
            else:
                break
            self.i += 1
            if head is not None and head.tag in ("ENT", "PRO") and (self.i >= len(words) or words[self.i].tag != "GEN"):
                break
        if head is None:
            # "the old", "his": an elliptical phrase; the last word stands for it.
            self.i = max(self.i, start + 1)
            head = words[self.i - 1]
        phrase = self._make(start, head, owner, determiner, number, adjectives)
        self._of(phrase)
        return phrase

    def _of(self, phrase: Phrase) -> None:
        """Attach "of ..." to the phrase."""
        words = self.words
        if self.i + 1 < len(words) and words[self.i].low == "of":
            follow = words[self.i + 1]
            if follow.tag in ("DET", "POS", "NUM", "NOUN", "ENT", "PRO", "ADJ"):
                self.i += 1
                phrase.of = self._phrase()
                phrase.end = phrase.of.end

    def _make(
        self, start: int, head: Word, owner: Phrase | None, determiner: str, number: int, adjectives: list[str]
    ) -> Phrase:
        pronoun = head.tag == "PRO"
        if head.tag == "DET":
            return Phrase("", self.words[start].token.start, head.token.end, determiner=determiner)
        lemma = head.lemma if head.tag in ("NOUN", "PRO") else head.low
        if head.tag not in ("NOUN", "PRO", "ENT", "NUM"):
            lemma = noun_lemma(head.low)
        return Phrase(
            lemma,
            self.words[start].token.start,
            head.token.end,
            role=head.token.role,
            pronoun=pronoun,
            owner=owner,
            plural=head.plural or number > 1,
            number=number or head.number,
            determiner=determiner,
            adjectives=tuple(adjectives),
            proper=head.token.text[:1].isupper() and not determiner and not adjectives,
            caps=head.token.text.isupper() and len(head.token.text) > 1,
        )

    def _verb(self) -> VerbGroup:
        words = self.words
        first = words[self.i]
        start = first.token.start
        negated = passive = unreal = past = plural = infinitive = False
        be = have = False
        last = first
        lemma, form = "be", "fin"
        while self.i < len(words):
            word = words[self.i]
            if word.tag == "TO":
                if self.i + 1 < len(words) and words[self.i + 1].tag in ("VERB", "AUX", "ADV"):
                    if word is not first and not (be or have):
                        break
                    infinitive = True
                    if word is not first:
                        unreal = True  # "is to leave", "has to leave"
                else:
                    break
            elif word.tag == "NEG":
                negated = True
            elif word.tag == "AUX":
                be = be or word.lemma == "be"
                have = have or word.lemma == "have"
                past = past or word.low in ("was", "were", "did", "had")
                plural = plural or word.low in ("are", "were", "do", "have", "'re", "'ve")
                if word.lemma in ("can", "will"):
                    unreal = True
            elif (word.tag == "ADV" and self._more()) or (
                word.tag == "PRO" and word.low in ("both", "all") and self._more()
            ):
                pass
            elif word.tag == "VERB":
                lemma = word.lemma
                form = {"base": "fin", "past": "fin", "aux": "fin"}.get(word.form, word.form)
                plural = plural or word.form == "base"
                past = past or word.form == "past"
                passive = word.form == "part" and (be or not have)
                if be and word.form in ("ing", "part", "past"):
                    form = "fin"
                    passive = passive or (word.form == "past" and not have)
                elif have:
                    form = "fin"
                if infinitive:
                    form = "inf"
                last = word
                self.i += 1
                break
            else:
                break
            last = word
            self.i += 1
        if last is first and self.i < len(words) and words[self.i] is first:
            self.i += 1  # a lone "to" or "not"
        if lemma == "be" and have and not be:
            lemma = "have"
        if have and past and lemma not in ("be", "have"):
            unreal = True  # pluperfect: it happened before the scene
        return VerbGroup(lemma, form, start, last.token.end, negated, passive, unreal, plural, past)

    def _more(self) -> bool:
        """Whether a verb follows the adverb here."""
        for word in self.words[self.i + 1 :]:
            if word.tag in ("VERB", "AUX", "TO"):
                return True
            if word.tag not in ("ADV", "NEG"):
                return False
        return False
