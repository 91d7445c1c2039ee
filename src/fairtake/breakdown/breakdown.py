"""The whole stage: walks the screenplay once and builds scenes of beats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fairtake.breakdown.action import ActionReader
from fairtake.breakdown.animal_words import is_noise, noise_verb
from fairtake.breakdown.cast import Company
from fairtake.breakdown.crowds import full_place
from fairtake.breakdown.cues import read_cue
from fairtake.breakdown.dialogue import Speech, read_speech
from fairtake.breakdown.directions import scene_directions, whole_film
from fairtake.breakdown.discourse import Discourse
from fairtake.breakdown.foreign import ForeignReader
from fairtake.breakdown.headings import read_heading, weather_in
from fairtake.breakdown.intercuts import beside, intercut
from fairtake.breakdown.language import detect_language
from fairtake.breakdown.lexicon import Lexicon, lexicon
from fairtake.breakdown.light_words import begun_weather, with_light
from fairtake.breakdown.props import described, props_of
from fairtake.breakdown.sound_words import with_sounds
from fairtake.breakdown.source import plain
from fairtake.breakdown.structure import Draft, draft_scenes
from fairtake.breakdown.tension import tension_of
from fairtake.breakdown.tokens import join_names, sentences, tokenize
from fairtake.breakdown.wardrobe import clothes_told
from fairtake.errors import ScriptError
from fairtake.model.breakdown import Action, Beat, Breakdown, Event, Line, Pause, Scene, Setting
from fairtake.model.screenplay import Element, ElementKind, Note, Screenplay
from fairtake.model.span import Gap, Span

__all__ = ["break_down"]

_SPEECH = (ElementKind.PARENTHETICAL, ElementKind.DIALOGUE, ElementKind.LYRIC)
_EDITING = re.compile(
    r"^\W*(?:fade (?:in|out|up|to \w+|from \w+)|cut to \w+|over black|black|blackout|(?:the )?end)\W*$", re.IGNORECASE
)
_PLAYED = (ElementKind.ACTION, ElementKind.CHARACTER, ElementKind.DIALOGUE, ElementKind.LYRIC)


def break_down(screenplay: Screenplay, language: str = "") -> Breakdown:
    """What a screenplay asks for: scenes, settings, roles, props and beats.

    `language` is the film's language code; left empty, the title page's "Language:" or the
    words of the script tell it. Action lines are read in full for English, by a
    table of common stage verbs for French, German and Spanish, and become gaps in any other.
    Headings, roles and dialogue are read in every language. Raises ScriptError when there
    is nothing to film.
    """
    if not language:
        language = screenplay.field("language") or detect_language(
            e.text for e in screenplay.elements if e.kind in (ElementKind.DIALOGUE, ElementKind.ACTION)
        )
    code = language.lower().replace("_", "-").split("-")[0] or "en"
    gaps: list[Gap] = []
    drafts = beside(_scenes(screenplay.elements, gaps), gaps)
    if not drafts:
        raise ScriptError(
            "the screenplay is empty",
            fix="Write a scene: a heading such as INT. KITCHEN - DAY and below it what happens.",
            file=screenplay.file,
            line=1,
        )
    return _Stage(screenplay, language, code, drafts, gaps).run()


def _scenes(elements: Sequence[Element], gaps: list[Gap]) -> list[Draft]:
    """Elements by scene; what stands before the first heading is a scene only if it plays."""
    return draft_scenes([e for e in elements if not (e.kind is ElementKind.ACTION and _EDITING.match(e.text))], gaps)


class _Stage:
    def __init__(self, screenplay: Screenplay, language: str, code: str, drafts: list[Draft], gaps: list[Gap]) -> None:
        self.screenplay = screenplay
        self.language = language
        self.code = code
        self.drafts = drafts
        words = lexicon(code)
        english = lexicon("en")
        assert english is not None
        self.lexicon: Lexicon | None = words
        self.english = english
        forms = frozenset(words.forms) if words is not None else frozenset()
        written = detect_language(e.text for e in screenplay.elements if e.kind in _PLAYED)
        self.company = Company(english, code == "en", forms, written == "en")
        self.gaps = gaps
        self.line = 1
        self.recent: tuple[str, ...] = ()
        """Who was in the scene before: a moment of a montage may say "she"."""
        self.notes: list[list[Note]] = []
        """The notes of each scene."""

    def run(self) -> Breakdown:
        play = self.screenplay
        self.company.gather([draft.elements for draft in self.drafts], play.source)
        scenes: list[Scene] = []
        before: Setting | None = None
        numbers = _numbers(self.drafts)
        for k, draft in enumerate(self.drafts):
            scene = self._scene(draft, numbers[k], before)
            before = scene.setting
            scenes.append(scene)
        scenes, self.notes = intercut(scenes, self.drafts, self.notes, self.gaps)
        scenes = self._directed(scenes)
        title = play.field("title")
        author = play.field("author") or play.field("authors")
        return Breakdown(
            title=_unmarked(title),
            author=_unmarked(author),
            language=self.language,
            roles=self.company.roles(),
            scenes=described(scenes, [e.text for e in play.elements if e.kind is ElementKind.ACTION]),
            gaps=tuple(self.gaps),
        )

    def _directed(self, scenes: list[Scene]) -> list[Scene]:
        """The scenes with what their notes ask of the camera."""
        first = self.drafts[0]
        opening = first.heading or first.elements[0]
        before = [n for e in self.screenplay.elements if e.span.start < opening.span.start for n in e.notes]
        film = whole_film(before, self.gaps)
        roles = self.company.roles()
        source = self.screenplay.source
        return [
            replace(scene, directions=(*film, *scene_directions(scene, notes, roles, source, self.gaps)))
            for scene, notes in zip(scenes, self.notes, strict=True)
        ]

    # -- a scene -----------------------------------------------------------------------

    def _scene(self, draft: Draft, number: str, before: Setting | None) -> Scene:
        setting = self._setting(draft, before)
        discourse = Discourse(self.company, self.english)
        for role in self.recent if draft.copied or draft.montage else ():
            discourse.mention(role)
        reader: ActionReader | ForeignReader
        if self.code == "en":
            reader = ActionReader(discourse, self.english, self.screenplay.source)
        else:
            reader = ForeignReader(discourse, self.lexicon, self.screenplay.source, self.code)
        beats: list[Beat] = []
        transition = ""
        notes = list(draft.heading.notes if draft.heading else ())
        said: list[str] = []
        for item in _speeches(draft.elements):
            notes.extend(_notes(item))
            if isinstance(item, Speech):
                beats.extend(self._speech(item, discourse, reader))
                continue
            if item.kind is ElementKind.ACTION:
                said.append(item.text)
                gaps = len(reader.gaps)
                read = reader.read(item)
                late = reader.gaps[gaps:]
                lit = with_light(item, self.screenplay.source, read, late)
                beats.extend(with_sounds(item, self.screenplay.source, lit, late, self.code))
                reader.gaps[gaps:] = late
            elif item.kind is ElementKind.TRANSITION:
                transition = item.text.strip().rstrip(":").strip()
            elif item.kind is ElementKind.CENTERED and item.text.strip():
                self._gap(
                    item.text, "centred text is not shown in the picture", "Put titles into film.toml.", item.span
                )
            elif item.kind in (ElementKind.DIALOGUE, ElementKind.PARENTHETICAL, ElementKind.LYRIC):
                self._gap(item.text, "nobody's name stands above this dialogue", "Write a cue above it.", item.span)
        full = full_place(setting.place, heading=True) if self.code == "en" else 0
        if full and sum(discourse.extras.values()) < full:
            discourse.extras["people"] = full
        nouns = discourse.extra_nouns()
        self.gaps.extend(reader.gaps)
        notes.sort(key=lambda note: note.span.start)
        self.notes.append(notes)
        if draft.montage:  # what is said over a montage is said over it
            beats = [replace(beat, voice_over=True) if isinstance(beat, Line) else beat for beat in beats]
        span = _span(draft)
        if not beats:
            beats.append(Pause(_establishing(said), span))
        weather = tuple(
            dict.fromkeys(
                (*setting.weather, *(weather_in(" ".join(said)) if setting.exterior or self._window(said) else ()))
            )
        )
        begun = begun_weather(beats) - set(setting.weather)
        setting = replace(setting, weather=tuple(kind for kind in weather if kind not in begun))
        roles = _appeared(beats, discourse)
        self.recent = roles or self.recent
        props = props_of(beats, discourse.thing_order, self.company.people, self.english)
        return Scene(
            number=number,
            setting=setting,
            span=span,
            beats=tuple(beats),
            roles=roles,
            props=props,
            extras=len(nouns),
            extra_nouns=nouns,
            wardrobe=self._wardrobe(said) if self.code == "en" else (),
            notes=tuple(note.text for note in notes if note.text.strip()),
            tension=tension_of(beats),
            transition=transition,
            memory=draft.memory,
            montage=draft.montage,
            act=draft.act,
        )

    def _wardrobe(self, said: list[str]) -> tuple[tuple[str, str], ...]:
        """What roles wear from this scene on."""
        people = self.company.people
        written = [
            (text[tokens[0].start : tokens[-1].end], tokens)
            for text in map(plain, said)
            for tokens in sentences(join_names(tokenize(text), self.company.names), text)
        ]
        return clothes_told(written, lambda name: people[name].description, lambda name: people[name].gender)

    @staticmethod
    def _window(said: list[str]) -> bool:
        """Weather named in an interior counts: it is seen through the window or heard."""
        return bool(said)

    def _setting(self, draft: Draft, before: Setting | None) -> Setting:
        if draft.heading is not None:
            return read_heading(_unmarked(draft.heading.text), before)
        first = next(e for e in draft.elements if e.kind in _PLAYED and e.text.strip())
        self._gap(
            first.text.strip().split("\n")[0][:60],
            "no scene heading stands above it, so the place and time are guessed",
            "Write a heading such as INT. KITCHEN - DAY above it.",
            first.span,
        )
        return Setting("", True, False, "", "day", ())

    def _speech(self, speech: Speech, discourse: Discourse, reader: ActionReader | ForeignReader) -> list[Beat]:
        gaps_before = 0

        def act(part: Element, role: str) -> tuple[list[Beat], bool]:
            nonlocal gaps_before
            gaps_before = len(reader.gaps)
            beats = reader.read(part, role)
            understood = len(reader.gaps) == gaps_before and bool(beats)
            del reader.gaps[gaps_before:]
            return beats, understood

        beats = read_speech(speech, self.company, self.screenplay.source, self.line, act, self.gaps)
        beats = self._uttered(beats)
        lines = [beat for beat in beats if isinstance(beat, Line)]
        self.line += len(lines)
        speakers = tuple(dict.fromkeys(line.role for line in lines))
        discourse.fresh.clear()
        for role in speakers or tuple(self.company.name_of(name) for name in speech.cue.names):
            discourse.mention(role)
        if speakers and not any(line.voice_over for line in lines):
            discourse.subject = speakers
        if not lines and not any(isinstance(beat, Event) for beat in beats):
            self._gap(
                speech.element.text,
                "a cue without dialogue",
                "Write what is said below it, or remove the cue.",
                speech.element.span,
            )
        return beats

    def _uttered(self, beats: list[Beat]) -> list[Beat]:
        """A line that is only an animal's noise is something it does."""
        found: list[Beat] = []
        number = self.line
        for beat in beats:
            if isinstance(beat, Line):
                kind = self.company.species(beat.role)
                if kind and is_noise(beat.text):
                    self.company.people[beat.role].lines -= 1
                    found.append(Event(Action.EMOTE, (beat.role,), beat.span, beat.text, noise_verb(beat.text, kind)))
                    continue
                beat = replace(beat, number=number)
                number += 1
            found.append(beat)
        return found

    def _gap(self, what: str, why: str, fix: str, span: Span) -> None:
        self.gaps.append(Gap("breakdown", " ".join(what.split()), why, fix, span))


def _speeches(elements: Sequence[Element]) -> Iterator[Element | Speech]:
    """Elements, with each cue and what belongs to it as one Speech."""
    i = 0
    while i < len(elements):
        element = elements[i]
        i += 1
        if element.kind is not ElementKind.CHARACTER:
            yield element
            continue
        parts: list[Element] = []
        while i < len(elements) and (elements[i].kind in _SPEECH or elements[i].kind is ElementKind.NOTE):
            parts.append(elements[i])
            i += 1
        notes = [part for part in parts if part.kind is ElementKind.NOTE]
        yield Speech(read_cue(element), element, tuple(part for part in parts if part.kind in _SPEECH))
        yield from notes


def _notes(item: Element | Speech) -> list[Note]:
    elements = (item.element, *item.parts) if isinstance(item, Speech) else (item,)
    return [note for element in elements for note in element.notes]


def _numbers(drafts: Sequence[Draft]) -> list[str]:
    """The script's own scene numbers; scenes without one count on, never twice the same."""
    own = [draft.heading.number.strip() if draft.heading and draft.heading.number else "" for draft in drafts]
    taken = {number for number in own if number}
    numbers: list[str] = []
    for k, number in enumerate(own):
        if not number or number in numbers:
            base = number or str(k + 1)
            number, letter = base, ord("A")
            while number in taken or number in numbers:
                number, letter = f"{base}{chr(letter)}", letter + 1
        numbers.append(number)
    return numbers


def _span(draft: Draft) -> Span:
    elements = [draft.heading, *draft.elements] if draft.heading is not None else draft.elements
    spans = [element.span for element in elements if element is not None]
    return Span(spans[0].file, spans[0].start, max(span.end for span in spans), spans[0].line)


def _appeared(beats: Sequence[Beat], discourse: Discourse) -> tuple[str, ...]:
    """Roles in order of first beat, then those only mentioned as being there."""
    seen: dict[str, None] = {}
    for beat in beats:
        if isinstance(beat, Line):
            seen.setdefault(beat.role)
        elif isinstance(beat, Event):
            for role in beat.agents:
                seen.setdefault(role)
            for name in (beat.theme, beat.goal, beat.source):
                if name in discourse.company.people:
                    seen.setdefault(name)
    return tuple(seen)


def _establishing(said: Sequence[str]) -> float:
    """Seconds a scene without any beat is shown: reading time of its description."""
    words = sum(len(text.split()) for text in said)
    return round(min(6.0, max(2.0, 0.3 * words)), 2)


def _unmarked(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).split())
