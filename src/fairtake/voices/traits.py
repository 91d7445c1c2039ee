"""What a script says of somebody, as numbers for a voice.

Words of a description, a role's name, an age and a gender go in; Traits come out. English
words, with the commonest of a few neighbours' languages for gender.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

__all__ = ["Traits", "is_trait", "traits_of"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Traits:
    """`pitch` in semitones against the ordinary voice of that age and gender, `formants` and
    `rate` factors, `range`, `roughness`, `breath` added to the ordinary; `accent` an English
    accent's language code or ""; `gender` and `age` as for a Role."""

    gender: str = ""
    age: int | None = None
    pitch: float = 0.0
    formants: float = 1.0
    rate: float = 1.0
    range: float = 0.0
    roughness: float = 0.0
    breath: float = 0.0
    accent: str = ""


_VOICES: tuple[tuple[str, Traits], ...] = (
    (
        "gravelly gravel gruff raspy rasping hoarse croaky grizzled smoker smoking rough",
        Traits(pitch=-2, roughness=0.7),
    ),
    ("husky smoky throaty weathered whisky whiskey", Traits(pitch=-1.5, roughness=0.35, breath=0.2)),
    ("booming thunderous stentorian commanding imposing", Traits(pitch=-3.5, formants=0.94, range=0.15)),
    ("deep bass baritone low lower sonorous", Traits(pitch=-3.5, formants=0.95)),
    (
        "huge giant hulking enormous massive burly towering heavyset big bulky fat stout",
        Traits(pitch=-3, formants=0.93),
    ),
    ("tall broad muscular strong", Traits(pitch=-1, formants=0.97)),
    ("tiny petite small slight little short skinny wiry", Traits(pitch=1.5, formants=1.04)),
    ("high higher squeaky shrill piping reedy high-pitched treble falsetto nasal", Traits(pitch=3.5, formants=1.04)),
    (
        "frail feeble fragile ailing sickly dying weak",
        Traits(pitch=1, range=-0.1, roughness=0.25, breath=0.35, rate=0.86),
    ),
    ("breathy sultry velvet velvety sensual dreamy", Traits(breath=0.4, rate=0.94)),
    ("soft soft-spoken gentle shy timid quiet meek mild demure", Traits(breath=0.25, range=-0.12, rate=0.95)),
    ("nervous jittery anxious twitchy frantic hyper manic fast quick fast-talking", Traits(pitch=0.7, rate=1.13)),
    (
        "slow languid weary tired exhausted sleepy drawling laconic ponderous drunk drunken",
        Traits(rate=0.88, range=-0.08),
    ),
    (
        "cheerful bubbly lively energetic exuberant bright perky excitable animated vivacious",
        Traits(range=0.22, rate=1.06),
    ),
    ("deadpan monotone flat cold stern robot android machine computer robotic expressionless", Traits(range=-0.32)),
    ("sharp clipped precise crisp brisk severe", Traits(rate=1.06, range=-0.05)),
    ("elegant dignified refined stately regal calm composed", Traits(rate=0.95, range=0.05)),
    ("warm kind kindly friendly motherly fatherly", Traits(breath=0.1, rate=0.97, range=0.06)),
    ("tough hard-bitten menacing sinister brutal villainous", Traits(pitch=-1.5, roughness=0.3, range=-0.08)),
    ("scottish scot scots glaswegian", Traits(accent="en-gb-scotland")),
    ("irish", Traits(accent="en-gb-scotland")),
    ("jamaican caribbean trinidadian barbadian", Traits(accent="en-029")),
    ("lancashire northern mancunian", Traits(accent="en-gb-x-gbclan")),
    ("brummie birmingham midlands", Traits(accent="en-gb-x-gbcwmd")),
    ("british english posh oxford london londoner aristocratic", Traits(accent="en-gb-x-rp")),
    ("american yankee", Traits(accent="en-us")),
)

_GENDERS: dict[str, str] = {
    **dict.fromkeys(
        _words(
            "woman women lady girl mother mom mum mommy mummy grandmother grandma granny nana aunt auntie daughter sister wife "
            "widow niece bride queen princess duchess countess actress waitress hostess stewardess nun goddess witch priestess "
            "heroine landlady barmaid maid housewife girlfriend schoolgirl mrs ms miss madam madame ma'am she her hers female "
            "femme frau mujer donna fille mädchen madre mère mutter señora signora"
        ),
        "female",
    ),
    **dict.fromkeys(
        _words(
            "man men gentleman boy father dad daddy grandfather grandpa gramps uncle son brother husband widower nephew groom "
            "king prince duke count lord actor waiter host steward monk god wizard priest hero landlord barman guy dude bloke "
            "lad fellow boyfriend schoolboy mr sir mister he his him male bearded beard mustached moustached fisherman fireman "
            "policeman salesman doorman homme mann hombre uomo garçon junge padre père vater señor signor herr monsieur"
        ),
        "male",
    ),
}

_AGES: tuple[tuple[str, int], ...] = (
    ("toddler infant baby", 4),
    ("child kid", 8),
    ("boy girl schoolboy schoolgirl", 10),
    ("teen teenager teenage teenaged adolescent", 15),
    ("young youthful student", 23),
    ("middle-aged", 48),
    (
        "grandmother grandma granny nana grandfather grandpa gramps elderly aged ancient old pensioner retired wizened",
        74,
    ),
)

_FEMALE_NAMES = _words(
    "abigail agnes aisha alice amy ana andrea angela ann anna anne annie april astrid audrey ava barbara beatrice becky beth "
    "betty brenda carmen carol caroline catherine cathy charlotte chloe christine claire clara claudia daisy dana dawn deborah "
    "diana diane donna dora doris dorothy edith eileen elaine eleanor elena elise elizabeth ella ellen ellie elsa emily emma "
    "erin esther eva eve evelyn fatima fiona florence frances freya gail gina gloria grace greta gwen hannah harriet hazel "
    "heather heidi helen helena holly ida imogen ines ingrid irene iris isabel isabella isla jane janet jean jen jenna jennifer "
    "jenny jess jessica jill joan joanna josephine joy joyce judith judy julia julie june karen kate katherine kathleen kathy "
    "katie kay kelly kim kirsten lara laura lauren leah lena leila lily linda lisa liz lois lola lorraine louise lucia lucy "
    "lydia mabel madeleine mae maggie maisie margaret maria marie marina marion martha mary matilda maud maya meg megan mei "
    "melissa mia michelle mildred millie mina miranda miriam moira molly monica nadia nancy naomi natalie nell nina noor nora "
    "norma olga olive olivia pam pamela pat patricia paula pauline penny petra phoebe polly priya rachel rebecca rita rosa "
    "rose rosie rosemary ruby ruth sadie sally samantha sandra sara sarah sharon sheila shirley silvia sofia sonia sophia "
    "sophie stella stephanie sue susan sylvia tamara tanya tara teresa tess thelma theresa tina ursula valerie vanessa vera "
    "veronica victoria viola violet virginia wendy winifred yasmin yoko yuki yvonne zara zelda zoe"
)
_MALE_NAMES = _words(
    "aaron adam adrian ahmed al alan albert alec alejandro alex alexander alfred ali andre andrew andy angus anthony antoine "
    "antonio arjun art arthur barry ben benjamin bernard bert bill billy bob bobby boris brad brendan brian bruce bruno bryan "
    "callum calvin carl carlos charles charlie chris christopher clark claude clive colin connor craig cyril dan daniel danny "
    "darren dave david dean dennis derek diego dirk dominic don donald doug douglas duncan dylan ed eddie edgar edmund edward "
    "edwin eli elias elliot emil eric ernest ethan eugene evan felix fergus finn floyd francis francois frank fred frederick "
    "gabriel gareth gary gavin geoffrey george gerald gilbert giles glen gordon graham greg gregory gus guy hamid hank hans "
    "harold harry hassan hector henri henry herbert herman hiro horace howard hugh hugo ian igor isaac ivan ivor jack jacob "
    "jake james jamie jan jason jasper jay jeff jeremy jerome jerry jim jimmy joe joel john johnny jon jonas jonathan jorge "
    "jose joseph josh joshua juan karl keith ken kenji kenneth kevin klaus kofi kurt kyle lars laurence lee len leo leon "
    "leonard leroy lewis liam louis lucas luigi luis luke malcolm marc marcel marco marcus mario mark martin marty marvin mateo "
    "matt matthew maurice max mehmet michael michel miguel mike miles mohammed morris nathan ned neil nicholas nick nigel "
    "noah norman oleg oliver omar oscar otto owen pablo paolo patrick paul pedro percy pete peter phil philip pierre rafael "
    "raj ralph raymond reg rex richard rick rob robert robin rodney roger roland ron ronald ross roy rupert russell ryan sam "
    "samuel scott sean sebastian seth sid simon stan stanley stefan stephen steve steven stewart stuart sven ted terry theo "
    "thomas tim timothy toby todd tom tommy tony travis trevor tyler victor vince vincent vlad wallace walter warren wayne "
    "wilfred will william winston xavier yuri yusuf zach"
)

_OF_THINGS_TOO = _words(
    "small slight little short big high higher low lower soft cold warm fast quick slow sharp rough tall broad strong weak deep "
    "flat bright crisp calm kind fat light severe northern english british american clipped precise old young ancient aged "
    "gentle quiet regal elegant weary tired dying dreamy velvet smoking retired slow computer machine"
)
"""Words that also describe coats and rooms: they count beside a person or a voice only."""

_BESIDE = _words("voice voiced tone laugh speaker talker accent spoken person people kid child teenager baby and but")

_TOKENS = re.compile(r"[^\W_]+(?:[-'’][^\W\d_]+)*")
_AGE_IN_WORDS = (
    re.compile(r"\b(\d{1,2})\s*-?\s*years?\b"),
    re.compile(r"\(\s*(\d{1,2})s?\s*\)"),
    re.compile(r"(?:^|,)\s*(?:early |mid |late |mid-|late-|early-)?(\d{1,2})(?:'?s)?\s*(?:,|$|\.)"),
    re.compile(r"\b(\d0)'?s\b"),
)
_VOICE_WORDS: dict[str, Traits] = {word: traits for words, traits in _VOICES for word in words.split()}
_AGE_WORDS: dict[str, int] = {word: age for words, age in _AGES for word in words.split()}


def is_trait(word: str) -> bool:
    """Whether a word means something for a voice."""
    word = word.casefold()
    return word in _VOICE_WORDS or word in _GENDERS or word in _AGE_WORDS


def traits_of(name: str, description: str, gender: str = "", age: int | None = None) -> Traits:
    """Traits from a role's name and what is said of it; a given gender or age is not
    questioned."""
    described = _telling(description)
    named = _tokens(name)
    words = [*named, *described]
    found = [_VOICE_WORDS[word] for word in dict.fromkeys(words) if word in _VOICE_WORDS]
    total = Traits(
        gender=gender or _gender(named, described),
        age=age if age is not None else _age(description, words),
        accent=next((traits.accent for traits in found if traits.accent), ""),
    )
    for traits in found:
        total = replace(
            total,
            pitch=total.pitch + traits.pitch,
            formants=total.formants * traits.formants,
            rate=total.rate * traits.rate,
            range=total.range + traits.range,
            roughness=total.roughness + traits.roughness,
            breath=total.breath + traits.breath,
        )
    return replace(
        total,
        pitch=min(max(total.pitch, -5.0), 5.0),
        formants=min(max(total.formants, 0.9), 1.08),
        rate=min(max(total.rate, 0.78), 1.25),
    )


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKENS.findall(text)]


def _telling(description: str) -> list[str]:
    """The description's words without those that seem to tell of a thing ("in an old coat")."""
    told: list[str] = []
    joined = re.sub(r"\b(an?|the|his|her|their) ([\w-]+),", r"\1 \2", description)  # "a deep, heavy box" is one phrase
    for phrase in re.split(r"[,.;:()\u2013\u2014]", joined):
        person = True  # whether what follows is somebody, or the phrase ends
        kept = []
        for token in reversed(_tokens(phrase)):
            if token in _OF_THINGS_TOO:
                if person:
                    kept.append(token)
                continue
            kept.append(token)
            person = token in _BESIDE or is_trait(token)
        told += reversed(kept)
    return told


def _gender(named: Iterable[str], described: Iterable[str]) -> str:
    """By the words of the name ("OLD WOMAN"), else of the description (the first that
    tells), else by a well-known first name."""
    named = list(named)
    for word in (*named, *described):
        if word in _GENDERS:
            return _GENDERS[word]
    for word in named:
        if word in _FEMALE_NAMES:
            return "female"
        if word in _MALE_NAMES:
            return "male"
    return ""


def _age(description: str, words: Iterable[str]) -> int | None:
    for pattern in _AGE_IN_WORDS:
        match = pattern.search(description.casefold())
        if match is not None:
            return int(match.group(1))
    ages = [_AGE_WORDS[word] for word in words if word in _AGE_WORDS]
    return ages[-1] if ages else None
