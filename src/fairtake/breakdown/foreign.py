"""Action lines in French, German and Spanish (a table of common stage verbs), and the honest
gap for every other language.

No tagger: the forms of the table are looked up as they stand, the subject is the name or
pronoun before the verb (after it in a German inversion), the object the noun after it. Things
get their English noun where the table has one, so that sets and props are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fairtake.breakdown.animal_words import OF_ANIMALS
from fairtake.breakdown.discourse import Discourse
from fairtake.breakdown.lexicon import Lexicon, Sense
from fairtake.breakdown.pauses import pause_seconds
from fairtake.breakdown.phrases import Phrase
from fairtake.breakdown.source import locate, plain
from fairtake.breakdown.tokens import Token, join_names, mask, sentences, tokenize
from fairtake.model.breakdown import Action, Beat, Event, Pause
from fairtake.model.screenplay import Element
from fairtake.model.span import Gap

__all__ = ["ForeignReader"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INDIRECT = {"fr": ("lui", "leur"), "es": ("le", "les", "se"), "de": ()}
_REFLEXIVE = {"fr": "se {}", "de": "{} sich", "es": "{}se"}


@dataclass(slots=True)
class _Clause:
    """Words of one clause: the verb stands at `at`."""

    tokens: list[Token]
    at: int
    sense: Sense
    reflexive: bool = False
    slots: dict[str, str] = field(default_factory=dict)


class ForeignReader:
    """Reads the action of one scene in a language other than English."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon | None, source: str, code: str) -> None:
        self.discourse = discourse
        self.lexicon = lexicon
        self.source = source
        self.code = code
        self.gaps: list[Gap] = []

    def read(self, element: Element, speaker: str = "") -> list[Beat]:
        """The beats of an action element; with a `speaker`, of a parenthetical they act."""
        text = mask(plain(element.text), _BRACKETS)
        if speaker:
            self.discourse.subject = (speaker,)
        beats: list[Beat] = []
        tokens = join_names(self._elisions(tokenize(text)), self.discourse.company.names)
        for sentence in sentences(tokens, text):
            start, end = sentence[0].start, sentence[-1].end
            written = " ".join(text[start:end].split())
            seconds = pause_seconds(written)
            span = locate(element, self.source, start, end)
            if seconds:
                beats.append(Pause(seconds, span))
                continue
            events = self._sentence(sentence, element, text)
            beats.extend(events)
            if not events and not self._describes(sentence):
                why = "no stage action of this language's table is in it"
                if self.lexicon is None:
                    why = f'action lines in "{self.code}" cannot be read'
                fix = "Write it in English, or use a plainer verb."
                self.gaps.append(Gap("breakdown", written, why, fix, span))
        return beats

    # -- words -------------------------------------------------------------------------

    def _words(self, name: str) -> frozenset[str]:
        return self.lexicon.words.get(name, frozenset()) if self.lexicon is not None else frozenset()

    def _elisions(self, tokens: Sequence[Token]) -> list[Token]:
        """ "s'assoit" is two words."""
        elisions = self._words("elision")
        found: list[Token] = []
        for token in tokens:
            head, mark, tail = token.low.replace("’", "'").partition("'")
            if mark and tail and f"{head}'" in elisions:
                cut = token.start + len(head) + 1
                found.append(Token(token.text[: len(head) + 1], f"{head}'", token.start, cut))
                found.append(Token(token.text[len(head) + 1 :], tail, cut, token.end))
            else:
                found.append(token)
        return found

    def _describes(self, tokens: list[Token]) -> bool:
        """Whether a sentence only says how things are: a form of "to be", or no verb and no person."""
        if any(token.low in self._words("being") for token in tokens):
            return True
        if any(token.low in self._words("negative") for token in tokens):
            return True
        people = any(token.role or token.low in self._words("subject") for token in tokens)
        return self.lexicon is not None and not people and len(tokens) <= 6

    # -- clauses -----------------------------------------------------------------------

    def _sentence(self, tokens: list[Token], element: Element, text: str) -> list[Beat]:
        if self.lexicon is None:
            return []
        pieces: list[list[Token]] = [[]]
        for token in tokens:
            if token.text == "," or token.low in self._words("join"):
                pieces.append([])
            else:
                pieces[-1].append(token)
        pieces = self._joined(pieces)
        beats: list[Beat] = []
        waiting: tuple[str, ...] = ()
        begin = -1  # where the first of those waiting is named
        for piece in pieces:
            clause = self._clause(piece)
            if clause is None:
                waiting = waiting + tuple(token.role for token in piece if token.role)
                begin = piece[0].start if waiting and begin < 0 else begin
                continue
            if any(token.low in self._words("negative") for token in piece):
                continue
            listed = begin >= 0 and any(token.role for token in piece[: clause.at])
            event = self._event(clause, element, text, waiting, begin if listed else piece[0].start)
            waiting, begin = (), -1
            if event is not None:
                beats.append(event)
        return beats

    def _joined(self, pieces: list[list[Token]]) -> list[list[Token]]:
        """ "Anna und Ben sitzen": names before the conjunction belong to the verb after it."""
        return [piece for piece in pieces if piece]

    def _clause(self, piece: list[Token]) -> _Clause | None:
        assert self.lexicon is not None
        reflexives = self._words("reflexive")
        for k, token in enumerate(piece):
            lemma = self.lexicon.forms.get(token.low)
            if token.role or lemma is None:
                continue
            before = piece[k - 1].low if k else ""
            if before in self._words("determiner") - self._words("clitic"):
                continue  # "la porte": a noun
            if before in ("la", "le", "l'", "les", "los", "las") and not self._subject_before(piece, k - 1):
                continue
            reflexive = before in reflexives if self.code != "de" else any(t.low in reflexives for t in piece[k + 1 :])
            sense = self._sense(lemma, reflexive, [t.low for t in piece[k + 1 :]])
            if sense is not None:
                return _Clause(piece, k, sense, reflexive)
        return None

    def _subject_before(self, piece: list[Token], k: int) -> bool:
        """Whether a pronoun at k is an object: a name or a subject stands before it."""
        return any(token.role or token.low in self._words("subject") for token in piece[:k])

    def _sense(self, lemma: str, reflexive: bool, after: list[str]) -> Sense | None:
        assert self.lexicon is not None
        senses = self.lexicon.senses
        keys = [lemma]
        if reflexive:
            form = _REFLEXIVE[self.code].format(lemma)
            keys[:0] = [form]
            if self.code == "fr" and lemma[0] in "aeéèêhiou":
                keys[:0] = [f"s'{lemma}"]
        particles = [word for word in after[-1:] + after if word in self._words("particle")]
        keys = [f"{key} {particle}" for key in keys for particle in particles] + keys
        return next((senses[key] for key in keys if key in senses), None)

    def _event(
        self, clause: _Clause, element: Element, text: str, waiting: tuple[str, ...], start: int
    ) -> Event | None:
        piece, at = clause.tokens, clause.at
        agents, inverted, thing = self._subject(piece, at)
        if waiting and agents:
            agents = tuple(dict.fromkeys((*waiting, *agents)))
        if not agents and not thing:
            agents = waiting or self.discourse.subject or tuple(self.discourse.people[:1])
        theme, goal, source = self._arguments(piece, at, agents, inverted, clause.sense.frame == "thing")
        action = clause.sense.action
        roles = self.discourse.company.people
        if clause.sense.frame == "motion":
            if theme and not goal:
                goal = theme
            theme = thing if thing and not agents else ""
            if action is Action.EXIT and goal and not source:
                goal, source = "", goal
        elif clause.sense.frame == "look":
            theme, goal = theme or goal, ""
            if clause.reflexive and len(agents) > 1:
                theme = "each other"
        elif not theme and thing and not agents:
            theme = thing
        if action is Action.PICK_UP and source in roles:
            action = Action.TAKE
        if not agents and not theme:
            return None
        self.discourse.mention(*agents)
        if agents:
            self.discourse.subject = agents
        if theme and theme not in roles and theme != "each other":
            self.discourse.handle(theme)
        end = piece[-1].end
        return Event(
            action=action,
            agents=agents,
            span=locate(element, self.source, start, end),
            text=" ".join(text[start:end].split()),
            verb=OF_ANIMALS.get(clause.sense.verb, clause.sense.verb),
            theme=theme,
            goal=goal,
            source=source,
            emotion=clause.sense.emotion,
        )

    def _subject(self, piece: list[Token], at: int) -> tuple[tuple[str, ...], int, str]:
        """Who acts: (roles, index of an inverted subject or -1, the thing that acts)."""
        roles = tuple(token.role for token in piece[:at] if token.role)
        if roles:
            return roles, -1, ""
        for token in piece[:at]:
            if token.low in self._words("subject"):
                return self._pronoun(token.low, ()), -1, ""
        noun = self._noun(piece, 0, at)
        if noun:
            return (), -1, noun
        if at + 1 < len(piece) and self.code == "de" and at > 0:
            token = piece[at + 1]
            if token.role:
                return (token.role,), at + 1, ""
            if token.low in self._words("subject"):
                return self._pronoun(token.low, ()), at + 1, ""
        return (), -1, ""

    def _pronoun(self, word: str, subject: tuple[str, ...]) -> tuple[str, ...]:
        """The roles a pronoun means, through the English one of the same sense."""
        if word in self._words("she") and not (word == "sie" and len(self.discourse.group) > 1 and not subject):
            english = "she" if not subject else "her"
        elif word in self._words("he"):
            english = "he" if not subject else "him"
        elif word in ("tous", "toutes", "alle", "todos", "todas"):
            english = "everyone"
        elif word in ("on", "es"):
            return ()
        else:
            english = "they" if not subject else "them"
        return self.discourse.refer(Phrase(english, 0, 0, pronoun=True), subject).roles

    def _noun(self, piece: list[Token], start: int, end: int) -> str:
        """The first noun after a determiner between two places."""
        assert self.lexicon is not None
        determiners = self._words("determiner")
        for k in range(start, end):
            low = piece[k].low
            if low in determiners and k + 1 < end:
                for token in piece[k + 1 : min(end, k + 4)]:
                    if token.role:
                        return token.role
                    english = self._english(token.low)
                    if english:
                        return english
                follower = piece[k + 1]
                if self.code == "de":
                    follower = next((t for t in piece[k + 1 : min(end, k + 4)] if t.text[:1].isupper()), follower)
                if follower.low not in determiners and follower.text[:1].isalpha():
                    return self._english(follower.low) or follower.low
        return ""

    def _english(self, word: str) -> str:
        """The English noun of the table for a word or, where it is a plural in -s or -x, its singular."""
        assert self.lexicon is not None
        nouns = self.lexicon.nouns
        singular = word[:-1] if self.code != "de" and word[-1:] in ("s", "x") else word
        return nouns.get(word) or nouns.get(singular, "")

    def _arguments(
        self, piece: list[Token], at: int, agents: tuple[str, ...], inverted: int, handled: bool
    ) -> tuple[str, str, str]:
        """Theme, goal and source after the verb (and clitics before it)."""
        theme = goal = source = ""
        clitic = piece[at - 1].low if at and self.code != "de" else ""
        if clitic in self._words("clitic") and clitic not in self._words("reflexive"):
            others = [name for name in self.discourse.people if name not in agents]
            if clitic in _INDIRECT[self.code]:
                goal = others[0] if others else ""
            elif handled or clitic in ("y", "en"):
                theme = self.discourse.things[0] if self.discourse.things else ""
            else:
                meant = self._pronoun(clitic, agents) or tuple(others[:1])
                theme = meant[0] if meant else ""
        to, away = self._words("to"), self._words("from")
        edges = [k for k in range(at + 1, len(piece)) if piece[k].low in to or piece[k].low in away]
        first = edges[0] if edges else len(piece)
        for token in piece[at + 1 : first]:
            if token.role and token.role not in agents:
                if self._noun(piece, at + 1, first) and clitic != token.low and self.code == "de":
                    goal = goal or token.role
                else:
                    theme = theme or token.role
        start = at + 1 if inverted < 0 else inverted + 1
        if self.code == "de" and handled:
            # "gibt ihr den Brief": a pronoun right before an article is whom it is given to.
            for k in range(start, first - 1):
                if piece[k].low in self._words("clitic") and piece[k + 1].low in self._words("determiner"):
                    goal = goal or self._object(piece[k].low, agents)
                    start = k + 1
                    break
        noun = self._noun(piece, start, first)
        if noun and noun not in agents and noun != goal:
            theme = theme or noun
        if not theme:
            theme = next(
                (self._object(t.low, agents) for t in piece[start:first] if t.low in self._words("clitic")), ""
            )
        for number, k in enumerate(edges):
            end = edges[number + 1] if number + 1 < len(edges) else len(piece)
            place = next((t.role for t in piece[k + 1 : end] if t.role), "")
            if not place:
                place = self._noun(piece, k, end) or self._bare(piece, k + 1, end)
            if not place or place in agents:
                continue
            if piece[k].low in away and piece[k].low not in to:
                source = source or place
            else:
                goal = goal or place
        return theme, goal, source

    def _object(self, word: str, agents: tuple[str, ...]) -> str:
        meant = self._pronoun(word, agents) if word != "es" else ()
        return meant[0] if meant else (self.discourse.things[0] if self.discourse.things else "")

    def _bare(self, piece: list[Token], start: int, end: int) -> str:
        """A known noun without a determiner ("zum Fenster")."""
        assert self.lexicon is not None
        return next((self.lexicon.nouns[t.low] for t in piece[start:end] if t.low in self.lexicon.nouns), "")
