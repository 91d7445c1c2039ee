"""What a description says: age in years, gender, whether somebody is a child."""

from __future__ import annotations

import re

from fairtake.breakdown.lexicon import given_names

__all__ = ["age_in", "gender_in", "gender_of_name", "looks_like_introduction"]

_DECADES = {
    "teens": 15, "twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65, "seventies": 75,
    "eighties": 85, "nineties": 95, "vingtaine": 25, "trentaine": 35, "quarantaine": 45, "cinquantaine": 55,
    "soixantaine": 65, "zwanziger": 25, "dreißiger": 35, "vierziger": 45, "fünfziger": 55, "sechziger": 65,
}  # fmt: skip
_WORDS = {
    "infant": 1, "baby": 1, "toddler": 2, "little girl": 7, "little boy": 7, "child": 8, "kid": 9, "girl": 10,
    "boy": 10, "teenage": 16, "teenager": 16, "teen": 16, "young": 24, "middle-aged": 50, "middle aged": 50,
    "elderly": 76, "old": 72, "aged": 72, "ancient": 85, "grandmother": 70, "grandma": 70, "granny": 70,
    "grandfather": 70, "grandpa": 70, "enfant": 8, "fillette": 8, "garçon": 10, "jeune": 24, "vieux": 72,
    "vieille": 72, "vieil": 72, "âgé": 76, "kind": 8, "mädchen": 10, "junge": 10, "jung": 24, "alt": 72, "alte": 72,
    "alter": 72, "niño": 8, "niña": 8, "joven": 24, "viejo": 72, "vieja": 72, "anciano": 78, "anciana": 78,
}  # fmt: skip
_PART = {"early": -3, "mid": 0, "late": 3, "anfang": -3, "mitte": 0, "ende": 3, "début": -3, "fin": 3}
_DECADE = re.compile(
    r"\b(?:(early|mid|late|anfang|mitte|ende)[\s-]*(?:to[\s-]*\w+[\s-]*)?)?(?:his|her|their|the)?\s*"
    r"(?:([1-9]0)(?:['’]?s\b|er\b|-something)|([1-9]0)\b(?=\s*(?:$|,)))",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(early|mid|late|anfang|mitte|ende|début|fin)\b[\s-]*(?:his|her|their|der|la)?\s*([1-9]0)\b", re.IGNORECASE
)
_YEARS = re.compile(
    r"(?<![\d:.])([1-9]?\d|1[01]\d)(?![\d:.]|\s*%)\s*(?:[-\s]?years?[-\s]old|ans\b|jahre\b|años\b|y\.?o\.?\b)?",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"\b(?:woman|women|girl|lady|mother|mom|mum|wife|daughter|sister|grandmother|grandma|granny|aunt|queen|princess|waitress|"
    r"actress|nun|maid|widow|bride|girlfriend|hostess|policewoman|witch|housewife|female|she|her|herself|mrs|ms|miss|niece|"
    r"landlady|stewardess|saleswoman|femme|fille|fillette|mère|sœur|elle|frau|mädchen|mutter|schwester|tochter|kellnerin|mujer|chica|niña|"
    r"señora|madre|hermana|hija|madame|mademoiselle|signora|fiancée|duchess|empress|heroine|businesswoman)\b",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(?:man|men|boy|gentleman|guy|father|dad|husband|son|brother|grandfather|grandpa|uncle|king|prince|waiter|policeman|"
    r"monk|priest|butler|widower|groom|boyfriend|fireman|fisherman|wizard|male|he|him|his|himself|mr|sir|lad|nephew|landlord|"
    r"steward|salesman|postman|barman|homme|garçon|père|frère|fils|mann|junge|vater|bruder|sohn|herr|kellner|hombre|chico|niño|señor|"
    r"padre|hermano|hijo|monsieur|signor|fiancé|duke|emperor|businessman|cowboy)\b",
    re.IGNORECASE,
)


_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "quatre-vingts": 80,
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
}  # fmt: skip
_SPELLED = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(_TENS, key=len, reverse=True))})(?=\s*(?:[,.]|$|years?\b|ans\b|jahre\b|años\b))"
)
"""Round ages in words, alone between commas or before "years": "fifty minutes" is no age."""


def age_in(text: str) -> int | None:
    """The age a description tells, or None. Decades count from their middle ("70s" is 75)."""
    low = text.lower()
    part = _PART_OF.search(low)
    if part:
        return int(part.group(2)) + 5 + _PART[part.group(1)]
    decade = _DECADE.search(low)
    if decade and decade.group(2):
        shift = _PART.get(decade.group(1) or "", 0)
        return int(decade.group(2)) + 5 + shift
    for word, middle in _DECADES.items():
        if re.search(rf"\b{word}\b", low):
            return middle + next((value for key, value in _PART.items() if re.search(rf"\b{key}\b", low)), 0)
    years = _YEARS.search(low)
    if years:
        value = int(years.group(1))
        if 0 < value < 115:
            return value
    spelled = _SPELLED.search(low)
    if spelled:
        return _TENS[spelled.group(1)]
    for word, value in _WORDS.items():
        if re.search(rf"\b{re.escape(word)}\b", low):
            return value
    return None


def gender_in(text: str) -> str:
    """ "female", "male" or "" as the words of a description tell; the first such word decides."""
    female, male = _FEMALE.search(text), _MALE.search(text)
    if female and (not male or female.start() < male.start()):
        return "female"
    return "male" if male else ""


def gender_of_name(name: str) -> str:
    """A guess from the given name ("ANNA BERG"), "" when the name tells nothing."""
    said = gender_in(name)
    if said:
        return said
    names = given_names()
    for word in name.lower().replace(".", " ").split():
        if word in names:
            return names[word]
    return ""


_AGE_LIKE = re.compile(
    r"^\s*(?:an?\s+|in\s+(?:his|her|their)\s+)?(?:early|mid|late|about|around|barely|almost|nearly)?[\s-]*"
    r"(?:\d{1,3}(?:['’]?s)?\b|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)",
    re.IGNORECASE,
)


def looks_like_introduction(text: str) -> bool:
    """Whether words after a name in capitals describe a person: an age or a gender."""
    return bool(_AGE_LIKE.match(text)) or bool(gender_in(text)) or age_in(text) is not None
