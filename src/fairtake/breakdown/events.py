"""Clauses → events: each verb class fills agents, theme, goal, source and instrument its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fairtake.breakdown.clauses import Clause
from fairtake.breakdown.discourse import Discourse, Reference
from fairtake.breakdown.emotions import ADVERB_EMOTIONS, EMOTION_NOUNS, EMOTION_WORDS
from fairtake.breakdown.lexicon import Lexicon, Sense, word_set
from fairtake.breakdown.phrases import Phrase
from fairtake.model.breakdown import Action

__all__ = ["Draft", "interpret"]


@dataclass(slots=True)
class Draft:
    """An event before it has its place in the file."""

    action: Action
    agents: tuple[str, ...]
    verb: str
    theme: str = ""
    goal: str = ""
    source: str = ""
    instrument: str = ""
    manner: tuple[str, ...] = ()
    emotion: str = ""


_TO = ("to", "into", "onto", "toward", "towards", "on", "in", "at", "behind", "under", "by", "beside", "near", "next to",
       "through", "across", "along", "down", "up", "over", "around", "round", "past", "for", "after", "before", "between",
       "against", "above", "below", "inside", "beneath", "close to", "up to", "over to", "back to", "out to", "opposite",
       "among", "underneath", "in front of", "down to", "within", "outside", "beyond", "off to", "out onto", "out into",
       "front of", "at the foot of", "top of", "upon", "across to", "back into", "back in", "back on", "ahead of", "alongside")  # fmt: skip
_FROM = ("from", "out of", "off", "off of", "away from", "out from", "back from")
_AIM = ("at", "to", "toward", "towards", "into", "through", "over", "in", "on", "upon", "out of", "around", "for", "under",
        "after", "down", "up", "across", "behind", "past", "beyond", "between", "along", "inside", "round", "back at", "up at", "down at")  # fmt: skip
_DIRECTIONS = ("up", "down", "away", "around", "round", "back", "out", "over", "forward", "forwards", "aside", "left",
               "right", "inside", "outside", "off", "upstairs", "downstairs", "home", "closer", "backward", "backwards",
               "ahead", "along", "together", "apart", "in")  # fmt: skip
_MANNER_NOT = frozenset({"then", "now", "still", "just", "again", "also", "too", "only", "there", "here", "back", "almost",
                         "already", "so", "even", "very", "other", "another", "instead", "long", "enough", "far"})  # fmt: skip
_SELF_PROPELLED = (Action.GO, Action.ENTER, Action.EXIT, Action.RUN, Action.FALL, Action.WAIT, Action.THROW)
_IDLE = word_set("way time moment silence word turn case breath thought surprise last once first all while course rate least "
                  "most pace speed purpose fact particular pain haste unison tandem peace second minute hour")  # fmt: skip
_CARRIERS = frozenset({"pocket", "bag", "purse", "handbag", "coat", "jacket", "backpack", "wallet", "suitcase"})
_TOGETHER = frozenset({Action.STAND, Action.SIT, Action.WAIT, Action.ENTER, Action.KNEEL, Action.LIE_DOWN})
_RISES = frozenset({"stagger to", "climb to", "struggle to", "scramble to", "get to"})
_SMALL_AWAY = frozenset({"pull", "back", "step", "move", "edge", "shrink", "draw", "turn", "inch", "lean"})


def interpret(clause: Clause, agents: Reference, sense: Sense, discourse: Discourse, lexicon: Lexicon) -> Draft:
    """The event of a clause whose verb has a sense and whose agents are known."""
    return _Filler(clause, agents, sense, discourse, lexicon).fill()


class _Filler:
    def __init__(self, clause: Clause, agents: Reference, sense: Sense, discourse: Discourse, lexicon: Lexicon) -> None:
        self.clause = clause
        self.agents = agents
        self.sense = sense
        self.discourse = discourse
        self.words = lexicon.words
        self.verb = sense.verb
        self.used: set[str] = set(sense.verb.split()[1:])
        self.objects = [self.refer(phrase) for phrase in clause.objects]

    def refer(self, phrase: Phrase) -> Reference:
        """What a phrase of this clause means, remembered."""
        found = self.discourse.refer(phrase, self.agents.roles)
        self.remember(phrase, found)
        return found

    def remember(self, phrase: Phrase, found: Reference) -> None:
        """Things named become "it"."""
        if found.thing and not found.part and found.thing != "each other" and not phrase.pronoun:
            self.discourse.handle(
                found.thing, phrase.plural or bool(phrase.others) or (phrase.of is not None and phrase.of.plural)
            )

    def fill(self) -> Draft:
        draft = Draft(
            self.sense.action, self.agents.roles, self.verb, emotion=self.sense.emotion, manner=self._manner()
        )
        self._frames()[self.sense.frame](draft)
        if not draft.emotion:
            draft.emotion = self._feeling()
        if self.objects and self.clause.objects and self.objects[0].thing:
            self.remember(self.clause.objects[0], self.objects[0])
        for preposition, phrase in (*self.clause.topics, *self.clause.places):
            # "enters with a lantern": what somebody has in hand while doing it
            if preposition == "with" and draft.agents and not draft.instrument and phrase.owner is None:
                found = self.discourse.refer(phrase, self.agents.roles)
                if found.roles and not found.part and draft.action in _TOGETHER and not draft.goal:
                    # "stands with Eve": she stands there too.
                    draft.agents += tuple(role for role in found.roles if role not in draft.agents)
                if (
                    found.thing
                    and not found.part
                    and not found.animate
                    and phrase.head not in EMOTION_NOUNS
                    and phrase.head not in _IDLE
                ):
                    draft.instrument = found.thing
                    self.discourse.holder[found.thing] = draft.agents[0]
        others = [name for name in (draft.source, draft.goal, draft.theme) if name in self.discourse.company.people]
        for name in others:
            if name not in draft.agents:
                self.discourse.mention(name)
        self.discourse.mention(*draft.agents)
        if draft.theme == "each other":
            roles = self.agents.roles
            if len(roles) < 2 and self.discourse.group:
                draft.agents = self.discourse.group
        return draft

    def _frames(self) -> Mapping[str, Callable[[Draft], None]]:
        return {
            "motion": self._motion,
            "enter": self._enter,
            "exit": self._exit,
            "turn": self._turn,
            "look": self._look,
            "posture": self._posture,
            "transfer": self._transfer,
            "take": self._take,
            "catch": self._catch,
            "place": self._put,
            "throw": self._throw,
            "handle": self._handle,
            "contact": self._contact,
            "point": self._point,
            "wait": self._wait,
            "fall": self._fall,
            "emote": self._emote,
        }

    # -- parts -------------------------------------------------------------------------

    def _manner(self) -> tuple[str, ...]:
        words = [self.sense.verb.split()[0]] if self.sense.manner else []
        words.extend(word for word in self.clause.adverbs if word.endswith("ly") and word not in _MANNER_NOT)
        if self.clause.embedding is not None and self.clause.embedding.verb is not None:
            outer = self.clause.embedding.verb.lemma
            if outer in ("try", "attempt") and self.clause.verb is not None and self.clause.verb.form in ("inf", "ing"):
                words.append("try")
        return tuple(dict.fromkeys(words))

    def _feeling(self) -> str:
        for word in self.clause.adverbs:
            if word in ADVERB_EMOTIONS:
                return ADVERB_EMOTIONS[word]
        for word in self.clause.adjectives:
            if word in EMOTION_WORDS:
                return EMOTION_WORDS[word]
        for preposition, phrase in self.clause.places:
            if preposition in ("in", "with") and phrase.head in EMOTION_NOUNS and phrase.owner is None:
                return EMOTION_NOUNS[phrase.head]
        return ""

    def _place(self, wanted: tuple[str, ...], reference: bool = False) -> Reference | None:
        """What stands after one of the prepositions."""
        for preposition, phrase in self.clause.places:
            if preposition not in wanted or phrase.head in EMOTION_NOUNS:
                continue
            if phrase.head in _IDLE:
                continue
            found = self.refer(self._landmark(phrase))
            if found.part and not reference:
                if found.roles and found.roles != self.agents.roles:
                    return found
                continue
            if found.name:
                return found
        return None

    def _landmark(self, phrase: Phrase) -> Phrase:
        """ "the other side of the street": the street."""
        if phrase.of is not None and phrase.head in self.words["collectives"]:
            return self._landmark(phrase.of)
        return phrase

    def _target(self, *wanted: str) -> str:
        found = self._place(tuple(wanted), reference=True)
        return found.name if found else ""

    def _direction(self) -> str:
        for word in self.clause.particles:
            if word in _DIRECTIONS and word not in self.used:
                return {"round": "around"}.get(word, word) if self.sense.frame != "turn" else word
        for word in self.clause.adverbs:
            if word in ("closer", "upstairs", "downstairs", "outside", "inside", "home", "left", "right", "back"):
                return word
        for word in self.sense.verb.split()[1:]:
            if word in ("up", "down", "away", "around", "round", "back", "out", "over", "forward", "aside"):
                return word
        return ""

    # -- frames ------------------------------------------------------------------------

    def _actor_or_thing(self, draft: Draft) -> None:
        """A thing that moves by itself is the theme of an event without agents."""
        if not draft.agents and self.agents.thing:
            draft.theme = self.agents.thing

    def _motion(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        if self.verb == "slip" and not draft.agents:
            draft.action = Action.FALL
        particles = set(self.clause.particles) | set(self.verb.split()[1:])
        head = self.verb.split()[0]
        source = self._place(_FROM)
        # "catches up with Ben" goes to him; "walks with Ben" does not.
        goal = self._place((*_TO, "with") if self.verb == "catch up" else _TO)
        if source:
            draft.source = source.name
        if self.objects and not goal and not (self.objects[0].part and self.objects[0].roles == self.agents.roles):
            goal = self.objects[0]
        if goal:
            draft.goal = goal.name
            self.discourse.mention(*[r for r in goal.roles if r not in self.agents.roles]) if goal.roles else None
        coming = head in ("come", "step", "emerge", "appear")
        if draft.action in (Action.GO, Action.RUN):
            rooms = self.words["rooms"]
            into = any(p in ("into", "inside") and ph.head in rooms for p, ph in self.clause.places)
            if into or ("in" in particles and not self.clause.objects and "lean" not in head):
                draft.action = Action.ENTER
            elif "out" in particles and not draft.goal and head not in ("lean", "reach", "stretch"):
                draft.action = Action.ENTER if coming and head == "come" else Action.EXIT
            elif any(p == "out of" for p, _ in self.clause.places):
                draft.action = Action.ENTER if head == "come" else Action.EXIT
            elif (
                ("off" in particles and not draft.goal)
                or ("away" in particles and head not in _SMALL_AWAY and not draft.goal and not draft.source)
                or (head == "go" and not (draft.goal or draft.source or particles or self.clause.adverbs))
            ):
                draft.action = Action.EXIT
            if head == "run" and draft.action in (Action.ENTER, Action.EXIT):
                draft.manner = tuple(dict.fromkeys((*draft.manner, "run")))
        if draft.action in (Action.GO, Action.RUN) and not draft.goal:
            draft.goal = self._direction()

    def _enter(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        source = self._place(_FROM)
        goal = self._place(_TO)
        if self.objects and not goal:
            goal = self.objects[0]
        if goal and goal.roles != self.agents.roles:
            draft.goal = goal.name
        if source:
            draft.source = source.name
        if self.verb == "return" and "to" in [p for p, _ in self.clause.places]:
            draft.action = Action.GO

    def _exit(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        if self.verb == "leave" and self.objects and self.objects[0].thing:
            thing = self.objects[0].thing
            if thing not in self.words["rooms"] and thing not in (
                "building",
                "world",
                "scene",
                "stage",
                "table",
                "place",
            ):
                draft.action = Action.PUT_DOWN
                draft.theme = thing
                goal = self._place(_TO)
                draft.goal = goal.name if goal else ""
                self.discourse.holder.pop(thing, None)
                return
        source = self._place(_FROM)
        if source:
            draft.source = source.name
        elif self.objects:
            draft.source = self.objects[0].name
        goal = self._place(("to", "into", "through", "by", "toward", "towards", "onto", "for", "via", "along", "down"))
        if goal and goal.name not in draft.source:
            draft.goal = goal.name

    def _turn(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        goal = self._place(("to", "toward", "towards", "on", "into", "back to", "at"), reference=True)
        if self.objects and not goal:
            thing = self.objects[0]
            if (
                thing.thing
                and not thing.part
                and self.verb in ("turn", "spin", "twist", "rotate", "swivel", "wheel")
                and draft.agents != ()
            ):
                draft.action = Action.USE
                draft.theme = thing.thing
                return
            if not (thing.part and thing.roles == self.agents.roles):
                goal = thing
        source = self._place(("from", "away from"))
        if source:
            draft.source = source.name
        if goal and goal.part != "heel" and goal.name not in ("heel",):
            draft.goal = goal.name
        draft.goal = draft.goal or self._direction()

    def _look(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        if self.verb in ("find", "discover") and first is not None and first.thing and not first.part and draft.agents:
            held_in = [
                p for preposition, p in self.clause.places if preposition in ("in", "inside") and p.head in _CARRIERS
            ]
            if held_in:
                # "finds a key in her pocket": it is in the hand then.
                draft.action, draft.theme, draft.source = Action.PICK_UP, first.name, held_in[0].head
                self.discourse.holder[draft.theme] = draft.agents[0]
                return
        if "from" in [p for p, _ in self.clause.places] and len(self.clause.places) > 1 and not self.objects:
            first = self._place(("from",))
            if first and first.roles:
                draft.theme = first.name
                return
        if self.objects:
            seen = self.objects[0]
            draft.theme = seen.name if not (seen.roles == self.agents.roles and not seen.part) else ""
            if seen.each_other:
                draft.theme = "each other"
        else:
            seen_place = self._place(("at", "for", "back at", "up at", "down at", "over at", "out at"), reference=True)
            seen_place = seen_place or self._place(_AIM, reference=True)
            if seen_place:
                draft.theme = "each other" if seen_place.each_other else seen_place.name
                if any(p in ("out of", "out", "through") for p, _ in self.clause.places):
                    out = self._place(("out of", "out", "through"))
                    draft.theme = out.name if out else draft.theme
        if draft.theme in self.agents.roles:
            # "Everyone looks at Ben": everyone else does.
            draft.agents = tuple(role for role in draft.agents if role != draft.theme)
            draft.theme = draft.theme if draft.agents else ""
            draft.agents = draft.agents or self.agents.roles
        source = self._place(("from", "up from"))
        if source and source.name != draft.theme:
            draft.source = source.name
        if not draft.theme:
            draft.goal = self._direction()
        if self.objects and self.objects[0].roles and not self.objects[0].part:
            self.discourse.mention(*self.agents.roles)

    def _posture(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        if (
            self.objects
            and self.objects[0].thing
            and draft.agents
            and self.verb
            in ("lean", "rest", "lie", "stand", "settle", "lower", "seat", "sink", "prop", "lay down", "drop into")
        ):
            if self.objects[0].part:
                touched = self._place(("on", "against", "upon", "in"), reference=True)
                if touched and touched.part and touched.roles and touched.roles != self.agents.roles:
                    draft.action, draft.theme = Action.TOUCH, touched.name
                    return
            elif self.objects[0].thing not in ("moment", "way", "ground") and self.verb not in ("seat", "settle"):
                draft.action, draft.theme = Action.PUT_DOWN, self.objects[0].thing
                goal = self._place(_TO)
                draft.goal = goal.name if goal else ""
                return
        if self.objects and self.objects[0].part:
            touched = self._place(("on", "against", "upon", "in", "into"), reference=True)
            if touched and touched.roles and touched.roles != self.agents.roles:
                draft.action, draft.theme = Action.TOUCH, touched.name
                return
        goal = self._place(_TO)
        if goal and goal.roles != self.agents.roles:
            draft.goal = goal.name
        source = self._place(_FROM)
        if source:
            draft.source = source.name
        if draft.action is Action.STAND and draft.goal in ("foot",):
            draft.goal = ""
        elif draft.action is Action.STAND and draft.goal and self.verb in _RISES:
            # "staggers to his feet" stands up, "staggers to the window" goes there.
            draft.action = Action.GO
            draft.manner = tuple(dict.fromkeys((*draft.manner, self.verb.split()[0])))

    def _give(self, draft: Draft) -> None:
        things = [o for o in self.objects if not (o.roles and not o.part)]
        people = [o for o in self.objects if o.roles and not o.part and o.roles != self.agents.roles]
        to = self._place(
            ("to", "back to", "over to", "toward", "towards", "across to", "over", "around", "round", "at"),
            reference=True,
        )
        if people:
            draft.goal = people[0].name
        elif to and to.roles and to.roles != self.agents.roles:
            draft.goal = to.name
        if things:
            draft.theme = things[0].thing
        if draft.theme:
            if self.verb in ("offer", "hold out", "extend", "present", "show", "offer up", "proffer") and draft.agents:
                self.discourse.holder[draft.theme] = draft.agents[0]
            elif draft.goal:
                self.discourse.holder[draft.theme] = draft.goal
            else:
                self.discourse.holder.pop(draft.theme, None)

    def _transfer(self, draft: Draft) -> None:
        objects = self.objects
        if len(objects) == 1 and objects[0].part and self.verb in ("offer", "extend", "hold out"):
            draft.action, draft.theme = Action.TOUCH, self._target("to") or self._other()
            return
        if objects and objects[0].part and (objects[0].roles == self.agents.roles or not objects[0].roles):
            touched = self._place(
                ("around", "round", "over", "on", "onto", "into", "in", "across", "to"), reference=True
            )
            draft.action, draft.theme = Action.TOUCH, touched.name if touched else ""
            return
        self._give(draft)
        if not draft.theme and len(objects) == 1 and objects[0].roles and self.verb in ("slide", "slip", "pass"):
            draft.action, draft.goal = Action.GO, objects[0].name
        if self.verb in ("pass", "slide", "slip") and not objects:
            draft.action = Action.GO
            self._motion(draft)
        elif self.verb in ("slide", "slip", "push across", "send") and not draft.goal and draft.theme:
            inside = self._place(("into", "in", "under", "onto", "on", "behind"), reference=True)
            if inside and inside.thing and self.verb in ("slide", "slip"):
                draft.action, draft.goal = Action.PUT_DOWN, inside.name
        elif self.verb in ("bring",) and not draft.theme and draft.goal:
            draft.theme, draft.goal = draft.goal, ""

    def _other(self) -> str:
        """The other person, when there is just one."""
        others = [role for role in self.discourse.people if role not in self.agents.roles]
        return others[0] if others else ""

    def _take(self, draft: Draft) -> None:
        discourse = self.discourse
        source = self._place((*_FROM, "in", "on"), reference=True)
        first = self.objects[0] if self.objects else None
        if first is not None and first.part and first.roles:
            # "takes her hand", "grabs Ben's arm"
            if first.roles != self.agents.roles:
                draft.action, draft.theme = Action.TOUCH, first.name
            else:
                draft.action = Action.EMOTE if self.verb not in ("raise", "lift", "hold up") else Action.WAVE
            return
        if first is not None and first.part and self.agents.roles != () and self.verb in ("lift", "raise", "hold up"):
            draft.action = Action.WAVE
            return
        if first is not None and first.roles:
            arms = any(ph.head == "arm" for _, ph in self.clause.places)
            draft.action = (
                Action.EMBRACE if arms or self.verb in ("hold", "cradle", "hug to", "clutch") else Action.TOUCH
            )
            draft.theme = first.name
            return
        draft.theme = first.name if first else ""
        if not draft.theme and self.verb in ("draw", "lift", "pick", "hold"):
            draft.theme = ""
        if source and source.name != draft.theme:
            draft.source = source.name
        from_person = bool(source and source.roles and not source.part and source.roles != self.agents.roles)
        holder = discourse.holder.get(draft.theme, "")
        if (
            holder
            and holder not in draft.agents
            and not draft.source
            and self.verb in ("take", "grab", "snatch", "pluck", "seize", "take away", "get")
        ):
            draft.source, from_person = holder, True
        if from_person and self.verb not in ("fetch", "collect"):
            draft.action = Action.TAKE
        if draft.agents and draft.theme:
            if self.verb in ("hold", "carry", "clutch", "cradle") and holder in draft.agents:
                draft.action = Action.USE
            discourse.holder[draft.theme] = draft.agents[0]
        if not draft.agents and self.agents.thing and not draft.theme:
            draft.theme = self.agents.thing

    def _catch(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        if first is not None and first.roles:
            draft.action, draft.theme = Action.TOUCH, first.name
            return
        draft.theme = first.name if first else ""
        source = self._place(_FROM, reference=True)
        draft.source = source.name if source else self.discourse.holder.get(draft.theme, "")
        if draft.agents and draft.theme:
            self.discourse.holder[draft.theme] = draft.agents[0]

    def _placed(self, draft: Draft, goal: Reference | None) -> None:
        first = self.objects[0] if self.objects else None
        if (first is not None and not first.roles) or (first is not None and not first.part):
            draft.theme = first.name
        if goal:
            draft.goal = goal.name
        self.discourse.holder.pop(draft.theme, None)

    def _put(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        goal = self._place((*_TO, "with"), reference=True)
        worn = goal is not None and goal.part and goal.roles
        if first is not None and first.part and first.roles:
            # "puts her hand on his arm"
            if goal and goal.roles and goal.roles != self.agents.roles:
                draft.action, draft.theme = Action.TOUCH, goal.name
            elif goal and goal.thing:
                draft.action, draft.theme = Action.TOUCH, goal.thing
            else:
                draft.action = Action.EMOTE
            return
        if first is None and self.agents.thing:
            draft.action, draft.theme = Action.FALL, self.agents.thing
            return
        if first is None and draft.agents:
            if self.verb in ("drop", "let go"):
                draft.action = Action.FALL
                draft.goal = goal.name if goal else ""
                return
            if self.verb == "hang up":
                self.discourse.handle("phone")
                draft.theme = "phone"
                return
            if self.verb in ("lower", "rest", "return", "settle"):
                draft.action = Action.WAIT if self.verb != "return" else Action.GO
                draft.goal = goal.name if goal else ""
                return
        if first is not None and first.roles and not first.part and first.roles == self.agents.roles:
            draft.action = Action.SIT
            draft.goal = goal.name if goal else ""
            return
        self._placed(draft, goal if not worn else None)
        if worn and goal is not None:
            if goal.roles == self.agents.roles:
                draft.action = Action.USE
            else:
                draft.action, draft.goal = Action.GIVE, goal.name

    def _throw(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        if first is not None:
            draft.theme = first.name
        if not draft.agents and self.agents.thing:
            draft.theme = draft.theme or self.agents.thing
        goal = self._place(_TO, reference=True)
        people = [o for o in self.objects if o.roles and not o.part]
        if len(self.objects) > 1 and people:
            draft.goal = people[0].name
            draft.theme = next((o.thing for o in self.objects if o.thing), draft.theme)
        elif goal:
            draft.goal = goal.name
        self.discourse.holder.pop(draft.theme, None)

    def _handle(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        if first is not None and len(self.objects) > 1 and first.roles and not first.part:
            first = self.objects[1]
        if first is not None:
            draft.theme = first.name if not (first.part and first.roles == self.agents.roles) else first.part
            if first.roles and not first.part and self.verb in ("feed", "dress", "dry", "wash"):
                draft.theme = first.name
        else:
            thing = self._place(
                ("on", "at", "with", "through", "in", "into", "from", "over", "of", "to"), reference=True
            )
            if thing and (thing.thing or self.sense.action is not Action.USE):
                draft.theme = thing.name
                if self.clause.topics:
                    pass
        if not draft.theme and not draft.agents and self.agents.thing:
            draft.theme = self.agents.thing
        if not draft.theme:
            draft.theme = _IMPLIED.get(self.verb, "")
        if not draft.theme and self.verb in ("read", "drink", "eat", "sip", "open", "close"):
            held = (thing for thing in self.discourse.things if self.discourse.holder.get(thing) in draft.agents)
            draft.theme = next(held, "")
        if self.verb == "take off" and not draft.theme and draft.agents:
            draft.action = Action.EXIT
        if self.verb in ("type", "work") and not first:
            goal = self._place(("at", "on"))
            if goal:
                draft.goal, draft.theme = goal.name, ""
        if self.verb == "write" and first is not None and not first.name:
            place = self._place(("in", "on"))
            draft.theme = place.name if place else draft.theme
        tool = self._place(("with", "using"))
        if tool and tool.thing and tool.thing != draft.theme:
            draft.instrument = tool.thing

    def _contact(self, draft: Draft) -> None:
        first = self.objects[0] if self.objects else None
        if first is not None:
            draft.theme = "" if first.each_other else first.name
            if first.part and first.roles == self.agents.roles:
                other = self._place(("against", "on", "in", "to", "into", "over"), reference=True)
                draft.theme = other.name if other and other.roles != self.agents.roles else ""
            elif first.part and not first.roles and len(self.objects) < 2:
                other = self._place(("from", "of", "on", "against", "in", "to"), reference=True)
                draft.theme = other.name if other else first.thing
            elif first.thing and not first.part:
                touched = self._place(("from", "off"), reference=True)
                if touched and touched.part and touched.roles and touched.roles != self.agents.roles:
                    draft.theme = touched.name
        else:
            found = self._place(
                ("at", "on", "to", "against", "into", "for", "with", "across", "in", "over", "by"), reference=True
            )
            if found:
                draft.theme = "" if found.each_other else found.name
        if draft.action is Action.EMBRACE and draft.theme and draft.theme not in self.discourse.company.people:
            draft.action = Action.TOUCH
        if not draft.theme and not draft.agents and self.agents.thing:
            draft.theme = self.agents.thing
        tool = self._place(("with",))
        if tool and tool.thing and tool.name != draft.theme:
            draft.instrument = tool.name
        if first is not None and (first.thing and not first.part) and draft.action is not Action.EMBRACE:
            goal = self._place(("against", "into", "to", "toward", "onto", "across", "through"))
            if goal and goal.name != draft.theme:
                draft.goal = goal.name
                if goal.thing and self.verb in ("push", "shove") and goal.thing in ("desk", "table", "counter"):
                    draft.action, draft.goal = Action.GIVE, ""
            elif self.verb in ("push", "shove") and "back" in self.clause.particles:
                draft.action = Action.GIVE

    def _point(self, draft: Draft) -> None:
        target = self._place(("at", "to", "toward", "towards", "out", "on", "over at"), reference=True)
        first = self.objects[0] if self.objects else None
        if target:
            draft.theme = target.name
            if first is not None and first.thing:
                draft.instrument = first.thing
        elif first is not None:
            draft.theme = first.name
        draft.goal = draft.goal or ("" if draft.theme else self._direction())

    def _wait(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        if (
            self.objects
            and self.objects[0].roles
            and self.verb in ("stop", "halt", "stall")
            and self.objects[0].roles != self.agents.roles
        ):
            draft.action, draft.theme = Action.TOUCH, self.objects[0].name
            return
        if self.objects and self.objects[0].thing and self.verb in ("stop", "start"):
            draft.action, draft.theme = Action.USE, self.objects[0].thing
            return
        goal = self._place(tuple(p for p in _TO if p not in ("for", "to", "after", "before")))
        if goal and goal.roles != self.agents.roles:
            draft.goal = goal.name
        wanted = self._place(("for", "to"), reference=True)
        if wanted and wanted.roles:
            draft.theme = wanted.name

    def _fall(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        source = self._place(_FROM)
        if source:
            draft.source = source.name
        over = self._place(("over", "on")) if self.verb.startswith(("trip", "stumble", "slip")) else None
        if over is None and self.verb in ("trip over", "stumble over", "slip on") and self.objects:
            over = self.objects[0]
        if over:
            draft.theme = draft.theme or over.name
            return
        goal = self._place(_TO)
        if goal and goal.name not in ("foot",) and not goal.roles:
            draft.goal = goal.name

    def _emote(self, draft: Draft) -> None:
        self._actor_or_thing(draft)
        target = self._place(("at", "to", "with", "toward", "towards", "on", "over", "for"), reference=True)
        first = self.objects[0] if self.objects else None
        if (
            self.verb == "shake"
            and first is not None
            and (first.roles or first.thing)
            and first.roles != self.agents.roles
        ):
            draft.action = Action.TOUCH if first.roles else Action.USE
            draft.theme, draft.emotion = first.name, ""
        elif first is not None and first.roles and first.roles != self.agents.roles:
            draft.theme = first.name
        elif target and not target.each_other and (target.roles != self.agents.roles):
            draft.theme = target.name
        elif (target and target.each_other) or (first is not None and first.each_other):
            draft.theme = "each other"
        elif first is not None and first.thing and not first.part and draft.action is Action.WAVE:
            draft.theme, draft.action = first.thing, Action.USE


_IMPLIED = {"shoot": "gun", "fire": "gun", "reload": "gun", "dial": "phone", "hang up": "phone", "call": "phone", "text": "phone",
            "phone": "phone", "smoke": "cigarette", "knock": "door", "knock on": "door", "knock at": "door",
            "row": "boat", "pedal": "bicycle", "flip through": "book", "leaf through": "book", "strum": "guitar"}  # fmt: skip
