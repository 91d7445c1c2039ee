"""Who says a quotation, and how: the words before it ("she whispers:") and after it
(", says the man, standing up.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fairtake.screenplay.prose_people import Cast, Mention, Token, tokens
from fairtake.screenplay.prose_words import (
    DETERMINERS,
    INSCRIBED,
    MANNERS,
    PRONOUNS,
    SPEECH_VERBS,
    THINK_VERBS,
    word_set,
)

__all__ = ["Attribution", "after_quote", "before_quote", "first_sentence_end", "last_sentence_start"]

_ABBREVIATIONS = ("mr", "mrs", "ms", "dr", "st", "mme", "prof", "no")
_END = re.compile(r"[.!?…]+[\"”»'’)]*(?=\s|$)")
_JOINTS = frozenset(
    ("and", "then", "but", "while", "et", "puis", "und", "dann", "y", "luego", "e", "poi", "who", "qui", "и")
)
_ADVERBS = ("ly", "ment", "mente")
_LONGEST_TAIL = 9
_NOT_ONLY_SPEECH = word_set(
    "laugh sigh sob gasp giggle chuckle moan groan pant wheeze breathe sing cry call wail begin"
)
_EMPTY_OBJECTS = word_set("him her them me us you himself herself themselves that this so")
_TAKES_LISTENER = word_set("ask tell answer warn beg order urge greet command interrupt tease")


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` is a role's name; `manner` the parenthetical (may be empty); `start` and
    `end` are the offsets of the words it was read from; `thought` if nobody hears it;
    `goes_on` if it ends on a comma, so that the next quotation finishes the sentence;
    `inscribed` if a sign or a letter says it and nobody speaks; `aside` is what the speaker
    does besides, a sentence for the action, or empty."""

    speaker: str
    manner: str
    start: int
    end: int
    thought: bool = False
    goes_on: bool = False
    inscribed: bool = False
    aside: str = ""


def last_sentence_start(text: str, start: int, end: int) -> int:
    """Where the last sentence of a stretch begins (one that has ended counts)."""
    limit = start + len(text[start:end].rstrip().rstrip(".!?…\"”»'’,:;"))
    begin = start
    for match in _END.finditer(text, start, limit):
        if not _abbreviated(text, match.start()):
            begin = match.end()
    while begin < end and text[begin].isspace():
        begin += 1
    return begin


def first_sentence_end(text: str, start: int, end: int) -> int:
    """Where the first sentence of a stretch ends, mark included."""
    for match in _END.finditer(text, start, end):
        if not _abbreviated(text, match.start()):
            return match.end()
    return end


def before_quote(text: str, start: int, end: int, cast: Cast, mentions: Sequence[Mention]) -> Attribution | None:
    """Who speaks, from what is told before a quotation, or None.

    A colon or a comma makes the subject speak even without a verb of speech; after a full
    stop only a bare "she whispers." does.
    """
    begin = last_sentence_start(text, start, end)
    told = text[begin:end].rstrip()
    if not told:
        return None
    words = tokens(text, begin, end)
    here = [m for m in mentions if m.start >= begin]
    verb = next((i for i in range(len(words) - 1, -1, -1) if _speaks(words[i])), -1)
    ended = told[-1] in ".!?…"
    tail = words[verb + 1 :] if verb >= 0 else []
    if verb < 0 or len(tail) > _LONGEST_TAIL or (ended and tail):
        if ended or told[-1] not in ":,":
            return None
        if any(w.low in INSCRIBED for w in words):
            return Attribution("", "", end, end, inscribed=True)
        return Attribution(cast.resolve(here[0]), "", end, end) if here else None
    subject = _subject(words, verb, here)
    if any(w.low in INSCRIBED for w in words[:verb]) and (subject is None or _nearest_is_thing(words, verb, subject)):
        return Attribution("", "", end, end, inscribed=True)
    if subject is None:
        subject = next(
            (m for n in (4, 3, 2) if (m := cast.stranger(text, words[max(0, verb - n) : verb])) is not None), None
        )
    if subject is None:
        return None
    cut = _cut(text, begin, words, verb, subject)
    manner = _manner(words[verb], text[words[verb].end : end])
    return Attribution(cast.resolve(subject), manner, cut, end, thought=words[verb].low in THINK_VERBS)


def after_quote(
    text: str, start: int, end: int, cast: Cast, mentions: Sequence[Mention], *, quote: str
) -> Attribution | None:
    """Who spoke, from what is told after a quotation ("says the man", "she asks"), or None.

    `quote` is what was said: after its full stop a capital opens a new sentence, and after
    "?" or "!" one with a verb that is not always speech does ("What?" Anna laughs.).
    """
    stop = first_sentence_end(text, start, end)
    words = tokens(text, start, stop)[: _LONGEST_TAIL + 8]
    if not words:
        return None
    new_sentence = words[0].word[0].isupper() and not quote.endswith(",")
    if new_sentence and quote.endswith("."):
        return None
    if words[0].low == "it" and len(words) > 1 and _speaks(words[1]):
        # A letter, a screen: what "it says" is read and not spoken.
        return Attribution("", "", start, stop, inscribed=True)
    inverted = _inverted(words[0])
    here = [m for m in mentions if m.start < stop]
    if inverted is not None:
        verb, pronoun = inverted
        subject: Mention | None = Mention("", words[0].start, words[0].end, pronoun=pronoun)
        last = words[0].end
    else:
        verb, subject, last = _verb_and_subject(text, words, here, cast)
    if subject is None or (new_sentence and SPEECH_VERBS.get(verb.low) in _NOT_ONLY_SPEECH):
        return None
    tail_end = stop
    following = [m for m in here if m.start >= last]
    joint = next((w for w in tokens(text, last, stop) if w.low in _JOINTS), None)
    aside = ""
    if joint is not None:
        told = text[joint.end : stop].strip()
        begins = text[joint.end : stop].find(told) + joint.end
        if any(m.start == begins for m in following):
            # "..., says Anna, and Ben replies, ...": the rest is somebody else's.
            tail_end, stop = joint.start, begins
        elif told:
            who = text[subject.start : subject.end] if not inverted else subject.pronoun
            aside = f"{who[0].upper()}{who[1:]} {told}"
            tail_end = joint.start
    tail = text[last:tail_end]
    goes_on = text[start:stop].rstrip().endswith(",")
    return Attribution(
        cast.resolve(subject), _manner(verb, tail), start, stop, verb.low in THINK_VERBS, goes_on, aside=aside
    )


def _verb_and_subject(
    text: str, words: Sequence[Token], here: Sequence[Mention], cast: Cast
) -> tuple[Token, Mention | None, int]:
    """Either order: "says the man", "the man quietly says"."""
    if _speaks(words[0]):
        for mention in here:
            if mention.start >= words[0].end and _words_between(words, words[0].end, mention.start) == 0:
                return words[0], mention, mention.end
        for n in (4, 3, 2):
            if (stranger := cast.stranger(text, words[1 : 1 + n])) is not None:
                return words[0], stranger, stranger.end
        return words[0], None, words[0].end
    for i, word in enumerate(words[:5]):
        if _speaks(word):
            adverbs = 0
            while adverbs < i and words[i - 1 - adverbs].low.endswith(_ADVERBS):
                adverbs += 1
            if here and here[0].start <= words[0].start and _words_between(words, here[0].end, word.start) == adverbs:
                return word, here[0], word.end
            return word, cast.stranger(text, words[: i - adverbs]), word.end
    return words[0], None, words[0].end


def _words_between(words: Sequence[Token], start: int, end: int) -> int:
    return sum(start <= w.start < end for w in words)


def _inverted(word: Token) -> tuple[Token, str] | None:
    """French "dit-elle", "demande-t-il"."""
    parts = word.word.casefold().split("-")
    if len(parts) > 1 and parts[0] in SPEECH_VERBS and parts[-1] in PRONOUNS:
        return Token(parts[0], word.start, word.end), parts[-1]
    return None


def _speaks(word: Token) -> bool:
    return word.word.casefold() in SPEECH_VERBS or word.word.casefold() in THINK_VERBS


def _subject(words: Sequence[Token], verb: int, here: Sequence[Mention]) -> Mention | None:
    """The mention right before the verb, or else the first of the sentence."""
    before = [m for m in here if m.end <= words[verb].start]
    if not before:
        return None
    between = [w for w in words[:verb] if w.start >= before[-1].end]
    if all(w.low.endswith(_ADVERBS) for w in between):
        return before[-1]
    return before[0]


def _nearest_is_thing(words: Sequence[Token], verb: int, subject: Mention) -> bool:
    """ "A sign beside the man says": the thing comes first; "Anna lifts the letter and says": Anna."""
    thing = next(w for w in words[:verb] if w.low in INSCRIBED)
    return thing.start < subject.start


def _cut(text: str, begin: int, words: Sequence[Token], verb: int, subject: Mention) -> int:
    """Where the attribution begins; what stands before it in the sentence is action."""
    i = verb
    while i > 0 and words[i - 1].low.endswith(_ADVERBS) and words[i - 1].start >= subject.end:
        i -= 1
    if i > 0 and words[i - 1].start >= subject.end and words[i - 1].low in _JOINTS:
        while i > 0 and words[i - 1].low in _JOINTS:
            i -= 1
        return words[i].start
    if i == 0 or words[i - 1].end <= subject.end:
        # The subject stands right before the verb; an "and" before it goes too.
        cut = subject.start
        before = [w for w in words if w.end <= cut]
        while before and before[-1].low in _JOINTS:
            cut = before.pop().start
        return cut
    return words[i].start


def _manner(verb: Token, tail: str) -> str:
    """The parenthetical: the verb's own manner and the words that follow it."""
    told = " ".join(tail.split()).strip(" ,:;.!?…—–-")
    lemma = SPEECH_VERBS.get(verb.word.casefold(), "")
    first = told.split()[0].casefold() if told else ""
    if told.casefold() in _EMPTY_OBJECTS:
        told = ""
    elif lemma in _TAKES_LISTENER and first and (first in DETERMINERS or told[0].isupper()):
        told = f"to {told}"
    own = MANNERS.get(lemma, "")
    return ", ".join(part for part in (own, told) if part)


def _abbreviated(text: str, dot: int) -> bool:
    word = re.search(r"(\w+)$", text[max(0, dot - 8) : dot])
    return text[dot] == "." and word is not None and word.group(1).casefold() in _ABBREVIATIONS
