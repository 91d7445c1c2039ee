"""English action text → beats: sentences are tagged, cut into clauses and staged one by one.

In: an action element (or a parenthetical) and the scene's memory. Out: events and pauses in
order, and a gap for everything that was not understood.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fairtake.breakdown.animals import animal_draft, led_draft, resting_draft
from fairtake.breakdown.clauses import Clause, clauses
from fairtake.breakdown.crowds import EVERYBODY, NO_FIGURE, crowd_in, full_place
from fairtake.breakdown.discourse import Discourse, Reference
from fairtake.breakdown.emotions import EMOTION_WORDS, VERB_EMOTIONS, Feeling, face_idiom, intensity_of, read_feeling
from fairtake.breakdown.events import Draft, interpret
from fairtake.breakdown.lexicon import Lexicon, Sense
from fairtake.breakdown.pauses import pause_seconds
from fairtake.breakdown.phrases import Phrase, chunk
from fairtake.breakdown.source import locate, plain
from fairtake.breakdown.tagging import tag
from fairtake.breakdown.tokens import Token, join_names, mask, sentences, tokenize
from fairtake.model.breakdown import Action, Beat, Event, Pause
from fairtake.model.screenplay import Element
from fairtake.model.span import Gap, Span

__all__ = ["ActionReader"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_QUOTES = re.compile(r"[\"“”«][^\"“”«»]*[\"”»]")
_CAMERA = re.compile(
    r"^\s*(?:close(?:[- ]?up)? on|angle on|insert|pov|back to|wide on|(?:super|title|chyron|card)\b.*:|smash|montage|"
    r"series of shots|intercut|match cut|cut to|dissolve|fade|the camera|camera\b|we (?:see|hear|pan|move|pull|push|follow|are)|"
    r"establishing|extreme close|split screen)\b",
    re.IGNORECASE,
)
_ALL = frozenset({"everyone", "everybody", "all"})
_BY_CROWDS = frozenset({Action.EMOTE, Action.TURN, Action.LOOK_AT, Action.STAND, Action.SIT, Action.WAVE, Action.NOD, Action.SHAKE_HEAD, Action.EXIT, Action.KNEEL, Action.POINT})  # fmt: skip
_SOUND_OF = {"knock": "door", "ring": "phone", "doorbell": "door", "bell": "bell", "gunshot": "gun", "shot": "gun"}


class ActionReader:
    """Reads the action of one scene, keeping its memory in `discourse`."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon, source: str) -> None:
        self.discourse = discourse
        self.lexicon = lexicon
        self.source = source
        self.gaps: list[Gap] = []
        self._current: list[Clause] = []  # the sentence in hand
        self._written = ""
        self._thing: Reference | None = None  # a thing that is the subject so far

    def read(self, element: Element, speaker: str = "") -> list[Beat]:
        """The beats of an action element; with a `speaker`, of a parenthetical they act."""
        text = plain(element.text)
        quoted = list(_QUOTES.finditer(text))
        masked = mask(mask(text, _BRACKETS), _QUOTES)
        tokens = join_names(tokenize(masked), self.discourse.company.names)
        if speaker:
            self.discourse.subject = (speaker,)
        beats: list[Beat] = []
        for sentence in sentences(tokens, masked):
            beats.extend(self._sentence(sentence, element, masked))
        for match in quoted:
            if not speaker and _SAYS.search(text[max(0, match.start() - 40) : match.start()]):
                span = locate(element, self.source, match.start(), match.end())
                self._gap(
                    match.group(),
                    "speech inside an action line is not spoken",
                    "Write it as dialogue under a cue.",
                    span,
                )
        return beats

    # -- sentences ---------------------------------------------------------------------

    def _sentence(self, tokens: list[Token], element: Element, text: str) -> list[Beat]:
        start, end = tokens[0].start, tokens[-1].end
        written = text[start:end]
        seconds = pause_seconds(written)
        if seconds:
            return [Pause(seconds, locate(element, self.source, start, end))]
        if _CAMERA.match(written):
            span = locate(element, self.source, start, end)
            self._gap(
                written,
                "shots and titles are not read from action lines",
                "Say what happens; lock shots in the shot list or with a [[note]].",
                span,
            )
            tokens = self._after_camera(tokens)
            if not tokens:
                return []
        crowd = self._crowd(tokens, element, written)
        if crowd is not None:
            return crowd
        words = tag(tokens, self.lexicon)
        after_colon = text[max(0, tokens[0].start - 4) : tokens[0].start].rstrip().endswith(":") and any(
            c.verb for c in self._current
        )
        found = clauses(chunk(words, self.lexicon), self.lexicon)
        if not found:
            return []
        beats: list[Beat] = []
        self._current, self._written, self._thing = found, text, None
        idiom, told = face_idiom(written), False
        for k, clause in enumerate(found):
            if clause.after_subject:
                clause.subject = next((c.subject for c in found[k + 1 :] if c.subject is not None and c.verb), None)
            alone = not after_colon and all(c.verb is None for c in found)
            mine = idiom is not None and clause.start < start + idiom[2] and clause.end > start + idiom[1]
            if mine and told:
                # "tries / not / to laugh" is one turn of phrase.
                continue
            drafts = self._face(clause, idiom, start) if mine and idiom is not None else []
            if drafts and idiom is not None:
                told = True
                place = locate(element, self.source, start, end)
                beats.extend(_event(draft, place, " ".join(written.split()), idiom[0]) for draft in drafts)
                continue
            drafts = self._clause(clause, found, element, alone)
            span = self._span(clause, element)
            for draft in drafts:
                self.discourse.mention(*draft.agents)
                if draft.action is Action.EXIT:
                    self.discourse.leave(*draft.agents)
                beats.append(_event(draft, span, _quote(text, clause)))
        return beats

    def _crowd(self, tokens: list[Token], element: Element, written: str) -> list[Beat] | None:
        """The events of a sentence in which only unnamed people, or a herd, do something; None when it
        is no such sentence."""
        full = full_place(written)
        if full:
            self.discourse.extras.setdefault("people", full)
        if any(token.role for token in tokens):
            return None
        crowd = crowd_in(written, self.lexicon)
        if crowd is not None and crowd.noun in NO_FIGURE:
            span = locate(element, self.source, tokens[0].start, tokens[-1].end)
            self._gap(written, f"no {crowd.noun} can be staged", "Dogs, cats, horses and birds can.", span)
            return []
        noun = self.discourse.meet(crowd) if crowd is not None else ""
        if crowd is None or not noun:
            return None
        self._thing = None
        self.discourse.subject = ()
        span = locate(element, self.source, tokens[0].start, tokens[-1].end)
        drafts = [Draft(d.action, (), d.verb, theme=noun, goal=d.goal, emotion=d.emotion) for d in crowd.deeds]
        drafts = drafts or [Draft(Action.APPEAR, (), "be", theme=noun)]
        return [_event(draft, span, " ".join(written.split())) for draft in drafts]

    def _face(self, clause: Clause, idiom: tuple[Feeling, int, int], start: int) -> list[Draft]:
        """A clause that says no more than an idiom about a face; nothing when it does more."""
        verb, (feeling, first, last) = clause.verb, idiom
        if verb is not None and verb.lemma != "be" and not start + first <= verb.start < start + last:
            return []
        subject = clause.subject
        roles = self.discourse.refer(subject).roles if subject is not None else self.discourse.subject
        for _, phrase in clause.places:
            # "Tears well up in her eyes."
            roles = roles or self.discourse.refer(phrase).roles
        if not roles:
            return []
        self.discourse.subject = roles
        self.discourse.mention(*roles)
        return [Draft(Action.EMOTE, roles, verb.lemma if verb is not None else "show", emotion=feeling.emotion)]

    def _after_camera(self, tokens: list[Token]) -> list[Token]:
        """What follows "WE SEE" or "CLOSE ON": played as if it stood alone."""
        low = [token.low for token in tokens[:2]]
        if low[:1] == ["we"] and low[1:2] in (["see"], ["hear"], ["follow"]):
            return tokens[2:]
        if low in (["close", "on"], ["angle", "on"], ["back", "to"]):
            return tokens[2:]
        return []

    def _span(self, clause: Clause, element: Element) -> Span:
        return locate(element, self.source, clause.start, clause.end)

    def _gap(self, what: str, why: str, fix: str, span: Span) -> None:
        self.gaps.append(Gap("breakdown", " ".join(what.split()), why, fix, span))

    # -- one clause --------------------------------------------------------------------

    def _clause(self, clause: Clause, found: list[Clause], element: Element, alone: bool) -> list[Draft]:
        span = self._span(clause, element)
        if clause.verb is None:
            return self._fragment(clause, span, alone)
        if clause.skipped:
            return []
        lemma = clause.verb.lemma
        if clause.there and lemma == "be":
            return self._there(clause, span)
        if lemma == "be" and clause.subject is None and clause.objects and (clause.topics or clause.opening):
            return self._inverted(clause, span)
        self._invert(clause)
        if lemma in ("enter", "exit", "exeunt") and clause.subject is None and clause.objects:
            named = clause.objects[0]
            if named.role or named.head in self.lexicon.words["person"]:
                clause.subject = clause.objects.pop(0)
        agents = self._agents(clause, span)
        if agents.nobody:
            return []
        if clause.verb.unreal:
            return []
        if clause.verb.negated:
            if lemma in ("move", "budge", "stir", "react") and agents.roles and not clause.objects:
                return [Draft(Action.WAIT, agents.roles, "wait")]
            return []
        if clause.verb.passive:
            resting = resting_draft(clause, agents, self.discourse)
            return [resting] if resting is not None else self._passive(clause, agents, span)
        if agents.part and agents.roles:
            return self._body_subject(clause, agents, span)
        drafts = self._staged(clause, agents, span)
        if agents.roles and self.discourse.extras and clause.subject is not None and clause.subject.head in _ALL:
            # "Everybody turns": those without a name too.
            drafts += [replace(draft, agents=(), theme=EVERYBODY) for draft in drafts if draft.action in _BY_CROWDS]
        self.discourse.subject = agents.roles or self.discourse.subject
        if agents.roles:
            self.discourse.mention(*agents.roles)
        return drafts

    def _invert(self, clause: Clause) -> None:
        """ "Across from her sits Viktor": what stands after the verb is its subject."""
        if clause.subject is not None or not clause.objects or not (clause.topics or clause.opening):
            return
        sense = self._sense(clause)
        still = sense is not None and sense.frame in ("posture", "motion", "enter", "wait")
        if still and clause.verb is not None and clause.verb.form == "fin" and not clause.objects[0].pronoun:
            clause.subject = clause.objects.pop(0)
            if clause.opening:
                clause.particles.append(clause.opening)
            clause.places.extend(place for place in clause.topics if place[0] != "with")

    def _agents(self, clause: Clause, span: Span) -> Reference:
        """Who acts: the subject, or who acted last."""
        assert clause.verb is not None
        subject = clause.subject
        if subject is None and self._thing is not None:
            # "The phone falls and shatters"; what a thing does besides ("barking") is not staged.
            return self._thing if clause.verb.form == "fin" else Reference()
        if subject is None:
            if self.discourse.subject:
                return Reference(self.discourse.subject)
            last = self.discourse.people[:1]
            return Reference(tuple(last))
        acts = clause.verb.lemma in self.lexicon.heads and clause.verb.lemma not in self.lexicon.words["stative"]
        found = self.discourse.refer(subject, (), span, acts)
        if found.roles:
            self.discourse.mention(*found.roles)
        self._thing = found if found.thing and not found.roles and not found.part else None
        if not found.roles and found.thing and not subject.pronoun and not found.part:
            self.discourse.handle(found.thing, subject.plural)
        return found

    def _staged(self, clause: Clause, agents: Reference, span: Span) -> list[Draft]:
        assert clause.verb is not None
        lemma = clause.verb.lemma
        words = self.lexicon.words
        if not agents.roles and not agents.extras and not agents.animate:
            return self._thing_acts(clause, agents, span)
        if lemma == "let" and any(phrase.head == "go" for phrase in clause.objects):
            return self._let_go(clause, agents)
        led = led_draft(clause, agents, self.discourse) if agents.roles else None
        if led is not None:
            return [led]
        if agents.roles and all(self.discourse.company.species(role) for role in agents.roles):
            beastly = animal_draft(clause, agents, self.discourse, self._written[: clause.start])
            if beastly is not None:
                return [beastly]
        gesture = self._gesture(clause, agents)
        if gesture is not None:
            return gesture
        light = self._light(clause, agents)
        if light is not None:
            return light
        if lemma == "be":
            return self._being(clause, agents)
        if lemma in ("look", "seem", "feel", "appear", "get", "grow", "become", "go", "turn") and clause.adjectives:
            feeling = next((EMOTION_WORDS[w] for w in clause.adjectives if w in EMOTION_WORDS), "")
            if feeling:
                return [Draft(Action.EMOTE, agents.roles, lemma, emotion=feeling)]
            if lemma in ("seem", "feel", "become", "grow") or (
                lemma == "look" and not clause.objects and not clause.places
            ):
                return []
        sense = self._sense(clause)
        if sense is None:
            self._unknown(clause, span)
            return []
        draft = interpret(clause, agents, sense, self.discourse, self.lexicon)
        if not agents.roles and not draft.theme:
            draft.theme = agents.thing
        if clause.verb.lemma in words["catenative"] and self._goes_on(clause):
            return []
        if lemma == "stop" and any(c.embedding is clause and not self._moves(c) for c in self._current):
            return []
        return [draft]

    def _let_go(self, clause: Clause, agents: Reference) -> list[Draft]:
        """ "lets go of the rope": a thing drops; of a person, the hold ends."""
        thing = next((phrase.of for phrase in clause.objects if phrase.of is not None), None)
        found = self.discourse.refer(thing, agents.roles) if thing is not None else None
        if found is not None and found.roles:
            return [Draft(Action.WAIT, agents.roles, "let go", theme=found.name)]
        held = [name for name in self.discourse.things if self.discourse.holder.get(name) in agents.roles]
        theme = found.thing if found is not None else (held[0] if held else "")
        self.discourse.holder.pop(theme, None)
        return [Draft(Action.PUT_DOWN if theme else Action.WAIT, agents.roles, "let go", theme=theme)]

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the verb only opens another ("begins to cry"); its own event is dropped."""
        assert clause.verb is not None
        return clause.verb.lemma in (
            "try", "begin", "start", "continue", "keep", "manage", "proceed", "attempt", "seem", "resume", "commence",
            "pretend", "get",
        ) and not clause.objects and not clause.particles and any(
            other.embedding is clause for other in self._current
        )  # fmt: skip

    def _moves(self, clause: Clause) -> bool:
        sense = self._sense(clause)
        return sense is not None and sense.frame == "motion"

    def _sense(self, clause: Clause) -> Sense | None:
        """The longest entry of the lexicon that the verb and its particle or preposition make."""
        assert clause.verb is not None
        lemma = clause.verb.lemma
        senses = self.lexicon.senses
        after = [*clause.particles, *(p.split(" ")[0] for p, _ in clause.places), *(p for p, _ in clause.places)]
        after.extend(clause.adverbs)
        after.extend(clause.adjectives)
        keys = [f"{lemma} {word}" for word in after]
        if clause.objects:
            # "puts a hand on her arm" is not "puts on": with an object, only a particle makes a phrasal verb.
            loose = {p for p, _ in clause.places} - set(clause.particles)
            keys = [
                key
                for key in keys
                if not (
                    key in senses and key.split(" ", 1)[1] in loose and senses[key].frame in ("handle", "take", "throw")
                )
            ]
        keys.append(lemma)
        thing = clause.objects[0] if clause.objects else None
        if (
            thing is not None
            and not thing.role
            and thing.head not in self.lexicon.words["body"] | self.lexicon.words["rooms"]
        ):
            for key in keys:
                if key in self.lexicon.transitive and (not thing.pronoun or thing.head in ("it", "one", "them")):
                    return self.lexicon.transitive[key]
                if key in senses and key != lemma:
                    break
        if lemma == "jump" and not (clause.objects or clause.places or clause.particles):
            return senses["startle"]
        return next((senses[key] for key in keys if key in senses), None)

    def _unknown(self, clause: Clause, span: Span) -> None:
        assert clause.verb is not None
        words = self.lexicon.words
        lemma = clause.verb.lemma
        if lemma in words["stative"] or lemma in words["catenative"]:
            if lemma == "wear" and clause.subject is not None and clause.subject.role:
                self.discourse.company.describe(clause.subject.role, self._object_text(clause))
            return
        what = self._text(clause)
        if lemma in words["unseen"]:
            self._gap(what, f'"{lemma}" cannot be seen', "Show it through something somebody does.", span)
        else:
            self._gap(
                what, f'no stage action for "{lemma}"', "Use a plainer verb, such as walk, take, open or look.", span
            )

    def _text(self, clause: Clause) -> str:
        return self._written[clause.start : clause.end]

    def _object_text(self, clause: Clause) -> str:
        first = clause.objects[0] if clause.objects else None
        return self._written[first.start : first.end] if first is not None else ""

    # -- special clauses ---------------------------------------------------------------

    def _gesture(self, clause: Clause, agents: Reference) -> list[Draft] | None:
        """Something done with one's own body ("shakes her head")."""
        assert clause.verb is not None
        for phrase in clause.objects:
            entry = self.lexicon.body.get(f"{clause.verb.lemma} {phrase.head}")
            if entry is None:
                continue
            if phrase.owner is not None:
                owner = self.discourse.owner(phrase.owner, agents.roles, None)
                if owner.roles and owner.roles != agents.roles and not set(owner.roles) <= set(agents.roles):
                    continue
            what, emotion = entry
            if phrase.head == "arm":
                held = [
                    self.discourse.refer(p, agents.roles)
                    for prep, p in clause.places
                    if prep in ("around", "round", "about")
                ]
                if held and held[0].roles and held[0].roles != agents.roles:
                    return [Draft(Action.EMBRACE, agents.roles, clause.verb.lemma, theme=held[0].name)]
            if what == "none":
                return []
            action, _, goal = what.partition(":")
            draft = Draft(Action(action), agents.roles, clause.verb.lemma, goal=goal, emotion=emotion)
            if draft.action in (Action.EMOTE, Action.WAIT):
                draft.instrument = phrase.head  # which part of one's own body it is done with
            if phrase.head in ("face", "head") and clause.verb.lemma in ("bury", "hide", "rest"):
                for preposition, place in clause.places:
                    if preposition in ("in", "into", "against", "on"):
                        target = self.discourse.refer(place, agents.roles)
                        if target.roles and target.roles != agents.roles:
                            return [Draft(Action.EMBRACE, agents.roles, clause.verb.lemma, theme=target.name)]
            if draft.action in (Action.EMOTE, Action.WAVE, Action.NOD, Action.SHAKE_HEAD):
                for preposition, place in clause.places:
                    if preposition in ("at", "to", "toward", "towards"):
                        target = self.discourse.refer(place, agents.roles)
                        draft.theme = target.name if target.roles != agents.roles else ""
            elif draft.action is Action.TOUCH:
                other = next(
                    (self.discourse.refer(p, agents.roles) for prep, p in clause.places if prep == "with"), None
                )
                draft.theme = other.name if other is not None else ""
                if len(agents.roles) == 1 and not draft.theme:
                    draft.theme = next((r for r in self.discourse.people if r not in agents.roles), "")
            elif draft.action is Action.TURN:
                for preposition, place in clause.places:
                    if preposition in ("to", "toward", "towards", "on", "away from"):
                        draft.goal = self.discourse.refer(place, agents.roles).name
            draft.manner = tuple(word for word in clause.adverbs if word.endswith("ly"))
            return [draft]
        return None

    def _light(self, clause: Clause, agents: Reference) -> list[Draft] | None:
        """ "takes a seat", "gives him a look": the noun is the verb."""
        assert clause.verb is not None
        names = {clause.verb.lemma, *(f"{clause.verb.lemma} {particle}" for particle in clause.particles)}
        if not (names & self.lexicon.light_verbs) or not clause.objects:
            return None
        noun = clause.objects[-1]
        verb = self.lexicon.light.get(noun.head)
        if verb is None or noun.determiner in ("the", "poss", "that") or noun.role:
            return None
        if noun.owner is not None or (
            noun.head in ("picture", "photo", "note", "drink", "place", "position")
            and clause.verb.lemma in ("give", "place", "offer", "have", "press")
        ):
            return None
        sense = self.lexicon.senses.get(verb)
        if sense is None:
            return None
        inner = Clause(clause.verb, clause.subject, clause.start, clause.end)
        inner.particles, inner.adverbs = list(clause.particles), list(clause.adverbs)
        inner.objects = list(clause.objects[:-1])
        if noun.of is not None:
            inner.objects.append(noun.of)
        inner.places = list(clause.places)
        mutual = clause.verb.lemma in ("exchange", "share", "trade") and sense.frame in ("look", "emote", "contact")
        if mutual and (len(agents.roles) > 1 or not any(p == "with" for p, _ in clause.places)):
            theme = "each other" if sense.frame != "contact" else ""
            roles = agents.roles if len(agents.roles) > 1 else self.discourse.group or agents.roles
            return [Draft(sense.action, roles, verb, theme=theme, emotion=sense.emotion)]
        draft = interpret(inner, agents, sense, self.discourse, self.lexicon)
        if sense.frame == "contact" and not draft.theme:
            for preposition, phrase in clause.places:
                if preposition in ("to", "on", "at"):
                    draft.theme = self.discourse.refer(phrase, agents.roles).name
        return [draft]

    def _being(self, clause: Clause, agents: Reference) -> list[Draft]:
        """ "Anna is at the window", "Ben is furious", "she is asleep"."""
        if "asleep" in clause.adjectives or "asleep" in clause.adverbs:
            return [Draft(Action.LIE_DOWN, agents.roles, "sleep", goal=self._where(clause, agents))]
        for word in clause.adjectives:
            if word in EMOTION_WORDS:
                return [Draft(Action.EMOTE, agents.roles, "be", emotion=EMOTION_WORDS[word])]
        if agents.roles or agents.animate:
            for preposition, phrase in clause.places:
                if preposition in (
                    "at",
                    "by",
                    "in",
                    "on",
                    "behind",
                    "near",
                    "beside",
                    "next to",
                    "under",
                    "opposite",
                    "against",
                ):
                    place = self.discourse.refer(phrase, agents.roles)
                    if place.thing == "phone" and preposition == "on":
                        return [Draft(Action.USE, agents.roles, "phone", theme="phone")]
                    if place.name and not place.part and phrase.head not in _STATES and place.roles != agents.roles:
                        return [
                            Draft(
                                Action.APPEAR,
                                agents.roles,
                                "be",
                                theme="" if agents.roles else agents.thing,
                                goal=place.name,
                            )
                        ]
        if clause.objects and agents.roles and not clause.places and clause.objects[0].determiner in ("a", "an"):
            text = self._object_text(clause)
            if clause.subject is not None and clause.subject.role and len(text) < 80:
                self.discourse.company.describe(clause.subject.role, text)
        return []

    def _where(self, clause: Clause, agents: Reference) -> str:
        for preposition, phrase in clause.places:
            if preposition in ("in", "on", "at", "by", "under"):
                return self.discourse.refer(phrase, agents.roles).name
        return ""

    def _there(self, clause: Clause, span: Span) -> list[Draft]:
        if (clause.verb is not None and clause.verb.negated) or not clause.objects:
            return []
        return self._presence(clause.objects[0], clause, span)

    def _presence(self, phrase: Phrase, clause: Clause, span: Span) -> list[Draft]:
        """Somebody or something is there: people and animals appear, sounds are heard."""
        words = self.lexicon.words
        if phrase.head in words["sounds"]:
            place = next((p for prep, p in clause.places if prep in ("at", "on", "of", "from")), phrase.of)
            thing = self.discourse.refer(place).name if place is not None else _SOUND_OF.get(phrase.head, "")
            if thing:
                return [Draft(Action.USE, (), phrase.head, theme=thing)]
            self._gap(
                self._text(clause),
                f'nothing in the scene makes the sound "{phrase.head}"',
                "Name what makes it: The phone rings.",
                span,
            )
            return []
        found = self.discourse.refer(phrase, (), span, acts=True)
        goal = ""
        for preposition, place in (*clause.places, *clause.topics):
            if preposition not in ("with", "of", "for", "about", "like", "as", "without", "from"):
                goal = goal or self.discourse.refer(place, found.roles).name
        if found.roles:
            self.discourse.mention(*found.roles)
            self.discourse.subject = found.roles
            return [Draft(Action.APPEAR, found.roles, "be", goal=goal)]
        if found.animate:
            self.discourse.handle(found.thing)
            return [Draft(Action.APPEAR, (), "be", theme=found.thing, goal=goal)]
        if found.thing:
            self._shown(phrase)
        return []

    def _shown(self, phrase: Phrase) -> None:
        """Things that are listed can be handled later: they come to mind as "it"."""
        for item in (phrase, *phrase.others):
            thing = self.discourse.refer(item).thing if not item.others else item.head
            if thing and item.head not in self.lexicon.words["body"]:
                self.discourse.handle(thing, item.plural)
                self.discourse.thing_order.append(thing)

    def _fragment(self, clause: Clause, span: Span, alone: bool) -> list[Draft]:
        """A phrase without a verb: "Helena at the table." or "A knock." or a thing."""
        phrase = clause.subject
        if clause.skipped:
            return []
        if phrase is None:
            for _, place in clause.places:
                found = self.discourse.refer(place)
                if found.thing:
                    self.discourse.handle(found.thing)
            return []
        if not alone:
            if phrase.head in self.lexicon.words["group"] or phrase.plural:
                self.discourse.refer(phrase)
            return []
        words = self.lexicon.words
        is_person = (
            phrase.role
            or phrase.head in words["person"]
            or phrase.head in words["animal"]
            or phrase.head in words["group"]
        )
        if phrase.head in words["sounds"] or (is_person and not phrase.pronoun):
            if is_person and not clause.places and not clause.adjectives and phrase.plural:
                self.discourse.refer(phrase)
                return []
            return self._presence(phrase, clause, span)
        if not phrase.pronoun:
            self._shown(phrase)
        return []

    def _passive(self, clause: Clause, patient: Reference, span: Span) -> list[Draft]:
        """ "is pushed by Ben": Ben acts; without a doer nothing is staged."""
        assert clause.verb is not None
        doer = next((phrase for preposition, phrase in clause.places if preposition == "by"), None)
        if doer is None:
            if clause.verb.lemma in EMOTION_WORDS:
                return []
            if clause.verb.lemma in ("seat", "startle", "surprise", "shock", "frighten", "stun"):
                emotion = {"seat": "", "frighten": "fear"}.get(clause.verb.lemma, "surprise")
                action = Action.SIT if clause.verb.lemma == "seat" else Action.EMOTE
                return [
                    Draft(action, patient.roles, clause.verb.lemma, goal=self._where(clause, patient), emotion=emotion)
                ]
            return []
        agents = self.discourse.refer(doer, (), span, acts=True)
        if not agents.roles and not agents.animate:
            return []
        if clause.verb.lemma == "follow":
            # "enter, followed by a nurse": the nurse does the same.
            before = self._before_passive(clause)
            self.discourse.mention(*agents.roles)
            return [Draft(before, agents.roles, "follow", theme="" if agents.roles else agents.thing)]
        sense = self._sense(clause)
        if sense is None:
            self._unknown(clause, span)
            return []
        inner = Clause(clause.verb, doer, clause.start, clause.end)
        if clause.subject is not None:
            inner.objects = [clause.subject]
        inner.places = [place for place in clause.places if place[1] is not doer]
        inner.particles = clause.particles
        inner.adverbs = clause.adverbs
        draft = interpret(inner, agents, sense, self.discourse, self.lexicon)
        return [draft]

    def _before_passive(self, clause: Clause) -> Action:
        position = self._current.index(clause)
        for other in reversed(self._current[:position]):
            if other.verb is not None:
                sense = self._sense(other)
                if sense is not None:
                    return sense.action
        return Action.GO

    def _body_subject(self, clause: Clause, owner: Reference, span: Span) -> list[Draft]:
        """ "Her hands shake", "A smile crosses her face"."""
        assert clause.verb is not None
        lemma = clause.verb.lemma
        self.discourse.mention(*owner.roles)
        if lemma == "meet" and owner.part in ("eye", "gaze", "look"):
            roles = owner.roles if len(owner.roles) > 1 else self.discourse.group
            return [Draft(Action.LOOK_AT, roles or owner.roles, "meet", theme="each other")]
        emotion = self.lexicon.part.get(f"{owner.part} {lemma}")
        if emotion is not None:
            return [Draft(Action.EMOTE, owner.roles, lemma, emotion=emotion)]
        if owner.part in ("eye", "gaze") and lemma in (
            "follow",
            "find",
            "fall",
            "go",
            "dart",
            "drift",
            "turn",
            "settle",
            "rest",
        ):
            theme = ""
            if clause.objects:
                theme = self.discourse.refer(clause.objects[0], owner.roles).name
            for _, place in clause.places:
                theme = theme or self.discourse.refer(place, owner.roles).name
            return [Draft(Action.LOOK_AT, owner.roles, lemma, theme=theme)]
        if owner.part in ("hand", "finger", "arm", "thumb", "palm") and lemma in (
            "find",
            "reach",
            "touch",
            "close",
            "brush",
            "grab",
            "rest",
        ):
            theme = self.discourse.refer(clause.objects[0], owner.roles).name if clause.objects else ""
            for _, place in clause.places:
                theme = theme or self.discourse.refer(place, owner.roles).name
            return [Draft(Action.TOUCH, owner.roles, lemma, theme=theme)]
        if lemma in self.lexicon.words["stative"] or lemma in self.lexicon.words["scenery"]:
            return []
        sense = self._sense(clause)
        if sense is not None and sense.action is Action.EMOTE:
            return [Draft(Action.EMOTE, owner.roles, lemma, emotion=sense.emotion)]
        self._unknown(clause, span)
        return []

    def _thing_acts(self, clause: Clause, agents: Reference, span: Span) -> list[Draft]:
        """A thing does something by itself; scenery only describes."""
        assert clause.verb is not None
        words = self.lexicon.words
        lemma = clause.verb.lemma
        thing = agents.thing
        if thing and lemma in _LIES and self._laid(clause):
            self.discourse.thing_order.append(thing)
        if agents.part and not agents.roles:
            return self._loose_part(clause, agents, span)
        if lemma == "be":
            return self._inverted(clause, span)
        if not thing and clause.subject is not None and clause.subject.pronoun:
            return []  # "it", "something": nothing to see
        if thing in words["weather_subjects"] or not thing or lemma in words["stative"]:
            return []
        after = [*clause.particles, *clause.adverbs, *(p for p, _ in clause.places)]
        sound = next(
            (self.lexicon.sounds[f"{lemma} {w}"] for w in after if f"{lemma} {w}" in self.lexicon.sounds), None
        )
        sound = sound or self.lexicon.sounds.get(lemma)
        sense = self._sense(clause)
        if thing in _MOVERS and {"past", "by", "away", "off", "up", "along", "over"} & set(clause.particles):
            leaving = {"away", "off"} & set(clause.particles)
            return [
                Draft(
                    Action.EXIT if leaving else Action.GO,
                    (),
                    lemma,
                    theme=thing,
                    goal="" if leaving else clause.particles[0],
                )
            ]
        if thing in words["sounds"] and sense is not None:
            return []
        if sound is not None and (sense is None or sense.action not in (Action.OPEN, Action.CLOSE)):
            return [Draft(Action.USE, (), sound.verb, theme=thing)]
        if sense is not None and sense.action in (
            Action.OPEN, Action.CLOSE, Action.FALL, Action.GO, Action.RUN, Action.ENTER, Action.EXIT, Action.TURN, Action.WAIT, Action.STRIKE,
        ):  # fmt: skip
            if (
                lemma in words["scenery"]
                and thing not in _MOVERS
                and sense.action is not Action.FALL
                and lemma not in ("roll",)
            ):
                return []
            return [interpret(clause, agents, sense, self.discourse, self.lexicon)]
        if lemma in words["scenery"]:
            return []
        self._unknown(clause, span)
        return []

    def _laid(self, clause: Clause) -> bool:
        """Whether one thing lies on a piece of furniture, where it can be seen and taken."""
        subject = clause.subject
        if subject is None or subject.plural or subject.determiner not in ("a", "an", "the", "poss", "another"):
            return False
        if subject.head in _UNHELD:
            return False
        return any(prep in ("on", "upon") and place.head in _SURFACES for prep, place in clause.places)

    def _loose_part(self, clause: Clause, agents: Reference, span: Span) -> list[Draft]:
        """A hand without an owner in view grabs somebody; "A smile crosses her face"."""
        assert clause.verb is not None
        for phrase in [*clause.objects, *(place for _, place in clause.places)]:
            owner = self.discourse.refer(phrase)
            if owner.roles:
                emotion = self.lexicon.part.get(f"{agents.part} {clause.verb.lemma}")
                if emotion is not None:
                    return [Draft(Action.EMOTE, owner.roles, clause.verb.lemma, emotion=emotion)]
                sense = self._sense(clause)
                if sense is not None:
                    action = (
                        Action.TOUCH
                        if sense.frame in ("take", "contact") and sense.action is not Action.STRIKE
                        else sense.action
                    )
                    return [Draft(action, (), clause.verb.lemma, theme=owner.name)]
        sense = self._sense(clause)
        if sense is not None and sense.frame == "contact":
            met = next((self.discourse.refer(p) for prep, p in clause.places if prep in ("on", "at", "against")), None)
            met = met or next((self.discourse.refer(p) for p in clause.objects), None)
            if met is not None and met.name:
                return [Draft(sense.action, (), clause.verb.lemma, theme=met.name)]
        if clause.verb.lemma not in self.lexicon.words["scenery"] | self.lexicon.words["stative"]:
            self._unknown(clause, span)
        return []

    def _inverted(self, clause: Clause, span: Span) -> list[Draft]:
        """ "Inside is a tiny frog", "On the bench is an old man"."""
        phrase = clause.objects[0] if clause.objects and clause.subject is None else None
        if phrase is None:
            return []
        return self._presence(phrase, clause, span)


_SAYS = re.compile(
    r"\b(?:says?|said|shouts?|whispers?|asks?|asked|yells?|replies|replied|cries|calls?|mutters?)\b", re.IGNORECASE
)
_STATES = frozenset({"tear", "shock", "silence", "pain", "trouble", "love", "charge", "black", "white", "red", "uniform", "suit",
                     "dress", "coat", "time", "way", "hurry", "mood", "panic", "awe", "disbelief", "middle", "thirty", "forty"})  # fmt: skip
_LIES = frozenset({"lie", "rest", "sit", "stand", "lean"})
_SURFACES = frozenset({"table", "desk", "bed", "chair", "armchair", "counter", "shelf", "bench", "sofa", "couch", "nightstand",
                       "bar", "piano", "tablecloth", "windowsill", "dresser"})  # fmt: skip
_UNHELD = frozenset({"shadow", "dust", "light", "silence", "smoke", "dirt", "mess", "pile", "meal", "feast", "rest"})
_MOVERS = frozenset({"car", "taxi", "bus", "truck", "van", "train", "boat", "plane", "bicycle", "bike", "motorcycle", "ball", "elevator",
                     "lift", "door", "people", "crowd", "ship", "ambulance", "cab", "helicopter", "tram", "cart", "carriage", "orange"})  # fmt: skip


def _quote(text: str, clause: Clause) -> str:
    return " ".join(text[clause.start : clause.end].split())


def _event(draft: Draft, span: Span, text: str, feeling: Feeling | None = None) -> Event:
    emotion = draft.emotion or VERB_EMOTIONS.get(draft.verb, "")
    if feeling is None:
        # Only where something is felt anyway do the clause's words say how it looks.
        feeling = read_feeling(text) if emotion or draft.action is Action.EMOTE else Feeling()
        if emotion and not feeling.emotion:
            feeling = replace(feeling, intensity=intensity_of(text))
    return Event(
        action=draft.action,
        agents=draft.agents,
        span=span,
        text=text,
        verb=draft.verb,
        theme=draft.theme,
        goal=draft.goal,
        source=draft.source,
        instrument=draft.instrument,
        manner=draft.manner,
        emotion=emotion,
        expression=feeling.expression,
        intensity=feeling.intensity,
    )
