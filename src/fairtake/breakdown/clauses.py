"""Chunks of one sentence → clauses: a verb with its subject, objects and circumstances.

A sentence is cut at commas, conjunctions and relative pronouns; a piece without a subject
takes the one before it, a leading participle the one after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fairtake.breakdown.lexicon import Lexicon, given_names
from fairtake.breakdown.phrases import Chunk, Phrase, VerbGroup

__all__ = ["Clause", "clauses"]

UNREAL = frozenset({"if", "because", "though", "although", "unless", "until", "till", "before", "whether", "lest", "that",
                    "so", "as if", "since", "whereas"})  # fmt: skip
_RESULTS = frozenset({"that"})


@dataclass(slots=True)
class Clause:
    """`subject` None: the one of the clause before (or, `after_subject`, of the next).
    `skipped`: hypothetical or reported, so nothing happens. `verb` None: a phrase alone."""

    verb: VerbGroup | None
    subject: Phrase | None
    start: int
    end: int
    objects: list[Phrase] = field(default_factory=list)
    places: list[tuple[str, Phrase]] = field(default_factory=list)
    particles: list[str] = field(default_factory=list)
    adverbs: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    skipped: bool = False
    there: bool = False
    after_subject: bool = False
    embedding: Clause | None = None
    topics: list[tuple[str, Phrase]] = field(default_factory=list)
    opening: str = ""


def clauses(chunks: list[Chunk], lexicon: Lexicon) -> list[Clause]:
    """The clauses of one sentence, in order."""
    return _Parser(chunks, lexicon).run()


class _Parser:
    def __init__(self, chunks: list[Chunk], lexicon: Lexicon) -> None:
        self.chunks = chunks
        self.lexicon = lexicon
        self.found: list[Clause] = []
        self.pending: Phrase | None = None  # a subject still waiting for its verb
        self.skip = ""

    def run(self) -> list[Clause]:
        piece: list[Chunk] = []
        opener = ""
        for k, item in enumerate(self.chunks):
            if item.kind in ("COMMA", "CC", "SUB", "REL"):
                if item.kind == "CC" and piece and self._lists(k, piece):
                    piece.append(item)
                    continue
                self._piece(piece, opener)
                piece = []
                if item.kind == "COMMA":
                    opener = ","
                elif item.kind == "SUB":
                    opener = item.word
                    if opener == "as" and k + 1 < len(self.chunks) and self.chunks[k + 1].word in ("if", "though"):
                        opener = "as if"
                elif item.word in ("if", "though") and opener == "as if":
                    pass
                else:
                    opener = item.word
                if item.kind == "SUB" and k and self.chunks[k - 1].word == "as" and item.word in ("if", "though"):
                    opener = "as if"
                continue
            piece.append(item)
        self._piece(piece, opener)
        return self.found

    def _lists(self, k: int, piece: list[Chunk]) -> bool:
        """Whether the conjunction at k joins two noun phrases of this piece."""
        if k + 1 >= len(self.chunks) or piece[-1].kind not in ("NP", "ADJ"):
            return False
        after = self.chunks[k + 1]
        if after.kind == "ADJ" and piece[-1].kind == "ADJ":
            return True
        if after.kind != "NP" or piece[-1].kind != "NP" or self.chunks[k].word not in ("and", "or", "&"):
            return False
        subject = not any(item.kind == "V" for item in piece)
        if subject:
            return True
        # An object list, unless the second phrase has a finite verb of its own.
        for item in self.chunks[k + 2 :]:
            if item.kind == "V" and item.verb is not None:
                return item.verb.form != "fin"
            if item.kind in ("COMMA", "CC", "SUB", "REL"):
                return True
        return True

    def _piece(self, piece: list[Chunk], opener: str) -> None:
        if not piece:
            return
        verbs = [k for k, item in enumerate(piece) if item.kind == "V"]
        if not verbs:
            self._verbless(piece, opener)
            return
        skipped = opener in UNREAL
        before, rest = piece[: verbs[0]], piece[verbs[0] :]
        phrases, places, other = _arguments(before)
        there = any(item.kind == "THERE" for item in before)
        subject = phrases[-1] if phrases else None
        start = piece[0].start
        first = piece[verbs[0]].verb
        assert first is not None
        if opener in ("who", "which"):
            subject = self._antecedent()
        elif subject is not None and self.pending is not None and opener in ("and", ",", "&") and self._joins():
            self.pending.others.append(subject)
            self.pending.others.extend(subject.others)
            subject = self.pending
            start = subject.start
        elif subject is None and self.pending is not None and first.form != "inf":
            subject = self.pending
        if subject is None and first.form == "ing" and len(self.found) == 1 and self.found[0].verb is None:
            subject = self.found[-1].subject  # "Footsteps, retreating."
        if opener not in ("who", "which") and first.form in ("fin",) and not skipped:
            self.pending = None
        bare_ing = subject is None and first.form == "ing" and not self.found
        clause = self._clause(rest, first, subject, start, skipped)
        clause.there = there
        clause.topics = places
        clause.after_subject = bare_ing
        clause.opening = next((item.word for item in other if item.kind == "PART"), "")
        clause.adverbs[:0] = [item.word for item in other if item.kind == "ADV"]
        if any(item.kind == "P" and item.word == "without" for item in before) or any(i.kind == "NEG" for i in before):
            clause.skipped = True
        if bare_ing is False and first.form == "ing" and before and before[-1].kind == "P":
            clause.skipped = clause.skipped or before[-1].word in ("without", "before", "for", "of", "about", "instead")

    def _joins(self) -> bool:
        pending = self.pending
        return pending is not None and bool(
            pending.role or pending.pronoun or pending.head in self.lexicon.words["person"] or _named(pending)
        )

    def _antecedent(self) -> Phrase | None:
        if self.pending is not None:
            return self.pending
        for clause in reversed(self.found):
            for _, phrase in reversed(clause.places):
                if phrase.role or phrase.head in self.lexicon.words["person"]:
                    return phrase
            for phrase in reversed(clause.objects):
                return phrase
            return clause.subject
        return None

    def _verbless(self, piece: list[Chunk], opener: str) -> None:
        phrases, places, _ = _arguments(piece)
        if phrases and self.found and opener in (",", "and", "or", "&") and self._continues(phrases[0]):
            last = self.found[-1]
            if last.objects or not last.places:
                if last.objects:
                    last.objects[-1].others.extend(phrases)
            else:
                last.places[-1][1].others.extend(phrases)
            last.end = piece[-1].end
            return
        if phrases and not self._person(phrases[0]) and self.pending is not None:
            return  # an apposition: "Clara, her back to him,"
        named = self.pending is not None and bool(self.pending.role)
        if (
            phrases
            and named
            and opener == ","
            and phrases[0].determiner in ("a", "an", "the", "poss")
            and not phrases[0].role
        ):
            return  # "Lena, a girl in a raincoat,": says who she is
        if phrases and self._person(phrases[0]):
            if self.pending is not None and opener in (",", "and", "&") and self._joins():
                self.pending.others.append(phrases[0])
                if len(piece) == 1 and self.found and self.found[-1].verb is None:
                    self.found[-1].end = piece[-1].end
                    return  # one more name of a list
            else:
                self.pending = phrases[0]
        fragment = Clause(
            None, phrases[0] if phrases else None, piece[0].start, piece[-1].end, objects=phrases[1:], places=places
        )
        fragment.skipped = opener in UNREAL
        fragment.adjectives = [item.word for item in piece if item.kind == "ADJ"]
        fragment.adverbs = [item.word for item in piece if item.kind in ("ADV", "PART")]
        if opener == "then" and places and not phrases and self.found and self.found[-1].verb is not None:
            # "looks at her, then at the door": the verb again.
            last = self.found[-1]
            again = replace(last, objects=[], places=places, start=piece[0].start, end=piece[-1].end, embedding=None)
            self.found.append(again)
            return
        if not phrases and self.found and opener != "":
            # "..., alone" or "..., by the door": says more about the clause before.
            if self.pending is None and places and self.found[-1].verb is not None and not self.found[-1].places:
                self.found[-1].places.extend(places)
            self.found[-1].adverbs.extend(fragment.adverbs)
            self.found[-1].adjectives.extend(fragment.adjectives)
            return
        self.found.append(fragment)

    def _continues(self, phrase: Phrase) -> bool:
        """Whether a phrase after a comma goes on a list of things."""
        last = self.found[-1]
        if self.pending is not None or last.verb is None or phrase.determiner == "poss" or phrase.pronoun:
            return False
        return bool(last.objects) and not (phrase.role and not last.objects[-1].role)

    def _person(self, phrase: Phrase) -> bool:
        words = self.lexicon.words
        known = phrase.head in words["person"] or phrase.head in words["animal"]
        return bool(phrase.role or phrase.pronoun or known or _named(phrase))

    def _clause(self, rest: list[Chunk], verb: VerbGroup, subject: Phrase | None, start: int, skipped: bool) -> Clause:
        """Reads one verb's arguments; a further verb in the same piece opens its own clause."""
        clause = Clause(verb, subject, start, verb.end, skipped=skipped)
        self.found.append(clause)
        k = 1
        while k < len(rest):
            item = rest[k]
            if item.kind == "V":
                assert item.verb is not None
                self._embedded(rest[k:], item.verb, clause, skipped)
                return clause
            if item.kind == "NP" and item.phrase is not None:
                follower = rest[k + 1] if k + 1 < len(rest) else None
                if (
                    follower is not None
                    and follower.kind == "V"
                    and follower.verb is not None
                    and follower.verb.form == "fin"
                    and k > 1
                ):
                    # "laughs so hard he falls": a new subject and its verb.
                    self._clause(rest[k + 1 :], follower.verb, item.phrase, item.start, skipped)
                    return clause
                if k >= 2 and rest[k - 1].kind == "CC":
                    (
                        clause.places[-1][1]
                        if _in_place(rest, k) and clause.places
                        else clause.objects[-1]
                        if clause.objects
                        else item.phrase
                    ).others.append(item.phrase)
                elif rest[k - 1].kind == "P":
                    clause.places.append((_preposition(rest, k), item.phrase))
                else:
                    clause.objects.append(item.phrase)
                clause.end = item.end
            elif item.kind == "PART":
                clause.particles.append(item.word)
                clause.end = item.end
            elif item.kind == "P":
                follow = rest[k + 1] if k + 1 < len(rest) else None
                if follow is None or follow.kind not in ("NP", "P") or (follow.kind == "P" and follow.word != "of"):
                    clause.particles.append(item.word)
                clause.end = item.end
            elif item.kind == "ADV":
                clause.adverbs.append(item.word)
                clause.end = item.end
            elif item.kind == "ADJ":
                clause.adjectives.append(item.word)
                clause.end = item.end
            k += 1
        return clause

    def _embedded(self, rest: list[Chunk], verb: VerbGroup, outer: Clause, skipped: bool) -> None:
        words = self.lexicon.words
        assert outer.verb is not None
        subject = outer.subject
        lemma = outer.verb.lemma
        if (verb.form in ("bare", "ing") and outer.objects and lemma in words["perception"]) or (
            verb.form == "part" and outer.objects
        ):
            subject = outer.objects[-1]
        elif verb.form == "inf" and lemma in ("want", "ask", "tell", "order", "force", "allow", "help", "beg", "urge"):
            skipped = True
        elif verb.form == "ing" and outer.places and not outer.objects and outer.places[-1][1].role:
            subject = outer.subject
        unreal = lemma in words["hypothetical"] or (lemma == "be" and verb.form == "inf")
        if lemma == "let" and verb.form == "bare":
            skipped = True
        before = [item for item in self.chunks if item.end <= rest[0].start]
        gerund = verb.form in ("ger", "ing") and bool(before) and before[-1].kind == "P"
        if gerund and before[-1].word in ("without", "before", "for", "of", "about", "instead", "from"):
            skipped = True
        if outer.verb.negated or outer.verb.unreal:
            unreal = True
        inner = self._clause(
            rest, verb, subject, verb.start, skipped or (unreal and verb.form in ("inf", "ing", "bare", "ger"))
        )
        inner.embedding = outer


def _named(phrase: Phrase) -> bool:
    """Whether a phrase is somebody's given name, though nobody speaks under it."""
    return phrase.proper and phrase.head in given_names()


def _in_place(rest: list[Chunk], k: int) -> bool:
    """Whether the list that item k goes on hangs on a preposition."""
    while k >= 2 and rest[k - 1].kind == "CC":
        k -= 2
    return rest[k - 1].kind == "P"


def _preposition(rest: list[Chunk], k: int) -> str:
    """The preposition before item k, with the one before it ("out of", "next to")."""
    word = rest[k - 1].word
    if (
        k >= 2
        and rest[k - 2].kind in ("P", "PART")
        and (word == "of" or (word == "to" and rest[k - 2].word in ("next", "close")))
    ):
        return f"{rest[k - 2].word} {word}"
    return word


def _arguments(items: list[Chunk]) -> tuple[list[Phrase], list[tuple[str, Phrase]], list[Chunk]]:
    """Phrases, prepositional phrases and the rest of a piece without a verb."""
    phrases: list[Phrase] = []
    places: list[tuple[str, Phrase]] = []
    other: list[Chunk] = []
    for k, item in enumerate(items):
        if item.kind == "NP" and item.phrase is not None:
            before = items[k - 1] if k else None
            if before is not None and before.kind == "P":
                places.append((_preposition(items, k), item.phrase))
            elif before is not None and before.kind == "CC":
                if _in_place(items, k) and places:
                    places[-1][1].others.append(item.phrase)
                elif phrases:
                    phrases[-1].others.append(item.phrase)
            else:
                phrases.append(item.phrase)
        else:
            other.append(item)
    return phrases, places, other
