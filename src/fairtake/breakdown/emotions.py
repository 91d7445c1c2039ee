"""Words of feeling: what a face shows when a script says so, and how strongly.

A feeling has a family (one of the ten emotions, which voices and tension also hear) and, where
the words say more, an expression of its own ("thin smile", "fighting tears"). English first;
French, German and Spanish where the words are plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "ADVERB_EMOTIONS",
    "EMOTION_NOUNS",
    "EMOTION_WORDS",
    "VERB_EMOTIONS",
    "Feeling",
    "face_idiom",
    "implied_feeling",
    "intensity_of",
    "read_feeling",
]


@dataclass(frozen=True, slots=True)
class Feeling:
    """`emotion` is one of the ten or "", `expression` what the face does where that says more
    or "", `intensity` 1 plainly, below it slightly, above it beyond measure."""

    emotion: str = ""
    expression: str = ""
    intensity: float = 1.0


EMOTION_NOUNS = {
    "horror": "fear", "terror": "fear", "fear": "fear", "panic": "fear", "dread": "fear", "disgust": "disgust",
    "anger": "anger", "rage": "anger", "fury": "anger", "joy": "joy", "delight": "joy", "relief": "joy",
    "surprise": "surprise", "shock": "surprise", "disbelief": "surprise", "wonder": "surprise", "awe": "surprise",
    "amazement": "surprise", "sadness": "sadness", "grief": "sadness", "sorrow": "sadness", "despair": "sadness",
    "tenderness": "tenderness", "love": "tenderness", "affection": "tenderness", "confusion": "doubt", "doubt": "doubt",
    "suspicion": "doubt", "determination": "determination", "resolve": "determination", "tear": "sadness",
    "contempt": "disgust", "scorn": "disgust", "embarrassment": "tenderness", "anguish": "sadness",
    "frustration": "anger", "alarm": "fear", "astonishment": "surprise", "amusement": "joy", "pride": "joy",
    "bewilderment": "doubt", "disappointment": "sadness", "worry": "fear", "concern": "fear", "defiance": "determination",
}  # fmt: skip
"""By the singular of a noun: "in horror", "with relief"."""

EMOTION_WORDS = {
    "happy": "joy", "glad": "joy", "delighted": "joy", "excited": "joy", "cheerful": "joy", "amused": "joy",
    "relieved": "joy", "pleased": "joy", "proud": "joy", "thrilled": "joy", "overjoyed": "joy", "ecstatic": "joy",
    "elated": "joy", "triumphant": "joy", "jubilant": "joy", "sad": "sadness", "unhappy": "sadness", "upset": "sadness",
    "heartbroken": "sadness", "tearful": "sadness", "depressed": "sadness", "disappointed": "sadness",
    "devastated": "sadness", "hurt": "sadness", "lonely": "sadness", "crestfallen": "sadness", "dejected": "sadness",
    "miserable": "sadness", "teary": "sadness", "wistful": "sadness", "melancholy": "sadness", "forlorn": "sadness",
    "angry": "anger", "furious": "anger", "annoyed": "anger", "irritated": "anger", "mad": "anger", "livid": "anger",
    "enraged": "anger", "exasperated": "anger", "incensed": "anger", "outraged": "anger", "frustrated": "anger",
    "indignant": "anger", "afraid": "fear", "scared": "fear", "frightened": "fear", "terrified": "fear",
    "nervous": "fear", "anxious": "fear", "worried": "fear", "panicked": "fear", "alarmed": "fear", "uneasy": "fear",
    "horrified": "fear", "petrified": "fear", "apprehensive": "fear", "surprised": "surprise", "shocked": "surprise",
    "stunned": "surprise", "astonished": "surprise", "amazed": "surprise", "startled": "surprise",
    "flabbergasted": "surprise", "dumbfounded": "surprise", "speechless": "surprise", "disgusted": "disgust",
    "revolted": "disgust", "repulsed": "disgust", "appalled": "disgust", "contemptuous": "disgust", "confused": "doubt",
    "puzzled": "doubt", "doubtful": "doubt", "unsure": "doubt", "uncertain": "doubt", "skeptical": "doubt",
    "sceptical": "doubt", "suspicious": "doubt", "thoughtful": "doubt", "bewildered": "doubt", "perplexed": "doubt",
    "baffled": "doubt", "unconvinced": "doubt", "wary": "doubt", "pensive": "doubt", "embarrassed": "tenderness",
    "ashamed": "tenderness", "sheepish": "tenderness", "mortified": "tenderness", "shy": "tenderness",
    "tender": "tenderness", "touched": "tenderness", "moved": "tenderness", "determined": "determination",
    "resolute": "determination", "defiant": "determination", "resolved": "determination",
}  # fmt: skip
"""By an adjective: "Ben is furious", "she looks worried"."""

ADVERB_EMOTIONS = {
    "happily": "joy", "cheerfully": "joy", "gladly": "joy", "joyfully": "joy", "enthusiastically": "joy",
    "proudly": "joy", "triumphantly": "joy", "gleefully": "joy", "sadly": "sadness", "mournfully": "sadness",
    "tearfully": "sadness", "miserably": "sadness", "wistfully": "sadness", "angrily": "anger", "furiously": "anger",
    "indignantly": "anger", "nervously": "fear", "anxiously": "fear", "fearfully": "fear", "uneasily": "fear",
    "tenderly": "tenderness", "lovingly": "tenderness", "gently": "tenderness", "fondly": "tenderness",
    "shyly": "tenderness", "sheepishly": "tenderness", "doubtfully": "doubt", "suspiciously": "doubt", "warily": "doubt",
    "uncertainly": "doubt", "hesitantly": "doubt", "thoughtfully": "doubt", "firmly": "determination",
    "resolutely": "determination", "defiantly": "determination", "contemptuously": "disgust",
}  # fmt: skip
"""By an adverb: "slams the door angrily"."""

VERB_EMOTIONS = {
    "glare": "anger", "glower": "anger", "gape": "surprise", "gawk": "surprise", "goggle": "surprise",
    "cower": "fear", "recoil": "disgust", "embrace": "tenderness", "hug": "tenderness", "caress": "tenderness",
    "kiss": "tenderness", "storm": "anger", "punch": "anger", "slap": "anger", "hit": "anger",
}  # fmt: skip
"""What goes with a deed whose words name no feeling."""

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("joy", r"smil\w*|smirk\w*|laugh\w*|grin\w*|happ(?:y|ily)|amused|cheerful(?:ly)?|excited(?:ly)?|delighted|chuckl\w*|joking(?:ly)?|playful(?:ly)?|giggl\w*|beaming|brightly|joyeu\w*|souri\w*|riant|fröhlich|lächel\w*|lach\w*|sonri\w*|riendo|alegre\w*|proud(?:ly)?|relieved|teasing|overjoyed|ecstatic\w*|elated|thrilled|triumphant\w*|gleeful\w*|mischievous\w*"),
    ("sadness", r"sad(?:ly)?|crying|cries|tearful(?:ly)?|sobbing|weeping|in tears|sigh\w*|heartbroken|mournful(?:ly)?|hurt|broken|choked(?: up)?|triste\w*|en pleurs|pleurant|traurig|weinend|llorando|resigned|bitter(?:ly)?|voice (?:breaking|cracking)|disappoint\w*|dejected\w*|crestfallen|devastated|grie[fv]\w*|wistful\w*|forlorn\w*|miserabl\w*"),
    ("anger", r"ang(?:ry|rily)|furious(?:ly)?|annoyed|irritated|cold(?:ly)?|sharp(?:ly)?|hiss\w*|snapp\w*|snarl\w*|through (?:\w+ )?teeth|mad|exasperated|impatient(?:ly)?|en colère|furieu\w*|wütend|zornig|enojad\w|furios\w|sarcastic(?:ally)?|harsh(?:ly)?|icy|threaten\w*|dangerous(?:ly)?|menac\w*|accusing(?:ly)?|bristling|growl\w*|livid|enraged|seeth\w*|outraged|indignant\w*|glar(?:es|ing)|fuming"),
    ("fear", r"afraid|scared|frightened|terrified|fear\w*|panick?\w*|trembl\w*|shaking|nervous(?:ly)?|anxious(?:ly)?|worried|alarmed|effray\w*|apeur\w*|ängstlich|asustad\w|con miedo|horrified|breathless|uneas(?:y|ily)|apprehensive\w*|petrified|desperate\w*|pleading\w*"),
    ("surprise", r"surprised|shocked|stunned|astonished|amazed|startled|incredulous(?:ly)?|gasp\w*|disbelie\w*|surpris\w*|überrascht|erstaunt|sorprendid\w|taken aback|realiz\w*|realis(?:es|ing)|wide[- ]eyed|dumbfounded|flabbergasted|speechless"),
    ("disgust", r"disgust\w*|revolted|dégoût\w*|angewidert|asquead\w|contempt\w*|disdain\w*|sneer\w*|scoff\w*|repuls\w*|scornful\w*"),
    ("tenderness", r"tender(?:ly)?|loving(?:ly)?|affectionate(?:ly)?|warm(?:ly)?|gent(?:ly|le)|fond(?:ly)?|tendre\w*|zärtlich|liebevoll|con ternura|cariños\w|soothing|compassionate\w*|touched|moved|sympathetic\w*|embarrass\w*|blush\w*|sheepish(?:ly)?|asham\w*"),
    ("doubt", r"doubtful(?:ly)?|skeptical(?:ly)?|sceptical(?:ly)?|suspicious(?:ly)?|confused|puzzled|unsure|uncertain(?:ly)?|thinking|thoughtful(?:ly)?|wary|warily|unconvinced|dubious(?:ly)?|sceptique|zweifelnd|skeptisch|con duda|wondering|perplexed|shrug\w*|bewildered|baffled|pensive(?:ly)?"),
    ("determination", r"determined|firm(?:ly)?|resolute(?:ly)?|steely|decisive(?:ly)?|steady|steadily|stern(?:ly)?|insist\w*|déterminé\w*|entschlossen|decidid\w|defiant(?:ly)?|serious(?:ly)?"),
    ("neutral", r"flat(?:ly)?|deadpan|matter[- ]of[- ]fact(?:ly)?|neutral|even(?:ly)?|dry|dryly|drily|monotone|casual(?:ly)?|blank(?:ly)?"),
)  # fmt: skip

_WHOSE = r"(?:his|her|their|its|a|an|the|my|your)\s+(?:own\s+|lower\s+|bottom\s+|upper\s+)?"
_HELD = r"(?:hold|held|stifl|suppress|bit|fight|fought|swallow|chok|conceal|hid|repress)\w*(?:\s+(?:back|down))?\s+"
_TRIES = r"tr(?:y|ies|ied|ying)\s+(?:\w+ly\s+|hard\s+)?not\s+to\s+"
_COOL = r"(?:thin|tight|forced|faint|weak|wan|polite|cold|wry|strained|brittle|icy|humou?rless|grim|bitter|sad|rueful|pained|crooked)"
_EXPRESSIONS: tuple[tuple[str, str, str], ...] = (
    ("smile through tears", "tenderness", r"(?:smil|laugh|grin)\w*\s+through\s+(?:\w+\s+)?tears|tears\s+of\s+(?:joy|happiness|relief)|happy\s+tears|tearful\s+smile|smil\w*\s+tearful\w*"),
    ("held laugh", "joy", rf"{_HELD}(?:{_WHOSE})?(?:laugh\w*|giggl\w*|smil\w*|grin\w*|chuckl\w*|smirk\w*)|{_TRIES}(?:laugh|smile|grin|giggle)|straight face"),
    ("fighting tears", "sadness", rf"(?:fight|fought|hold|held|blink|chok|bit|forc|keep)\w*\s+(?:back\s+|away\s+|down\s+)?(?:{_WHOSE})?(?:tears?|sobs?)\b|(?:close|near|nearly|almost|moved)\s+(?:to\s+|in\s+)?tears|(?:verge|brink|edge)\s+of\s+(?:tears|crying)|{_TRIES}(?:cry|sob|weep)|about\s+to\s+cry|tears?\s+(?:fill|well|brim|sting|prick|glisten|shin|shimmer|form|gather|in\s+(?:his|her|their)\s+eye)\w*|eyes?\s+(?:\w+\s+)?(?:fill|well|brim|moisten|water|glisten|mist|tear)\w*|(?:wet|misty|teary)[- ]eyed|teary|tear(?:s|ing)?\s+up|tearful\w*|chok(?:ed|es|ing)\s+up|chin\s+(?:trembl|quiver|wobbl)\w*|lips?\s+(?:trembl|quiver|wobbl)\w*|voice\s+(?:breaking|cracking|breaks|cracks|catches)|(?:eyes?|she|he|they)\s+wells?\s+up|wells?\s+up"),
    ("crying", "sadness", r"crying|cries(?!\s+out)|cry(?!\s+out)|sob(?:s|bing|bed)?|weep\w*|wept|bawl\w*|wail\w*|blubber\w*|(?:in|into)\s+tears|breaks?\s+down|broke\s+down|tears\s+(?:run|roll|stream|fall|pour|flow)\w*|pleur\w+|weinend|weint|llora\w*"),
    ("disappointment", "sadness", r"face\s+(?:falls|fell|drops|crumples|sinks|darkens|falling)|smile\s+(?:fades|dies|vanishes|drops|falters|freezes|slips|disappears|fading)|disappoint\w*|crestfallen|deflat\w*|dejected\w*|downcast|heart\s+sinks|hangs?\s+(?:his|her|their)\s+head|shoulders\s+(?:sag|slump)\w*"),
    ("thin smile", "joy", rf"{_COOL}(?:[- ]lipped)?\s*(?:little\s+|half[- ])?smil\w*|smil\w*\s+(?:\w+\s+)?(?:thin|tight|weak|faint|polite|wan|cold|grim|bitter|sad|wry|rueful|stiff)\w*|half[- ]?smil\w*|(?:ghost|hint|trace|flicker)\s+of\s+a\s+smile|(?:forc|manag|attempt)\w*\s+(?:\w+\s+)*?(?:a\s+)?(?:\w+\s+)?smile|tr(?:ies|ying)\s+to\s+smile"),
    ("exasperation", "doubt", rf"roll\w*\s+(?:{_WHOSE})?eyes?|eye[- ]roll\w*|exasperat\w*|long[- ]suffering"),
    ("bitten lip", "doubt", rf"(?:bit|chew)\w*\s+(?:down\s+)?(?:on\s+)?(?:{_WHOSE})?lips?"),
    ("pursed lips", "doubt", rf"(?:purs|press|tighten)\w*\s+(?:{_WHOSE})?lips?|lips?\s+(?:purse|tighten|press|thin)\w*|tight[- ]lipped"),
    ("closed eyes", "", rf"(?:clos|shut)\w*\s+(?:{_WHOSE})?eyes?|eyes?\s+(?:closed?|closes|shut)"),
    ("suspicion", "doubt", rf"suspicio\w*|narrow\w*\s+(?:{_WHOSE})?eyes?|eyes?\s+narrow\w*|squint\w*|war(?:y|ily)|distrust\w*|mistrust\w*"),
    ("surprise", "surprise", rf"eyes?\s+(?:widen|go\s+wide|grow\s+wide|pop|bulge)\w*|widen\w*\s+(?:{_WHOSE})?eyes?|(?:jaw|mouth)\s+(?:drops|falls|hangs)|wide[- ]eyed|double[- ]take"),
    ("doubt", "doubt", rf"(?:rais|cock|lift|arch)\w*\s+(?:{_WHOSE}|one\s+)?(?:eye)?brows?"),
    ("frown", "anger", rf"frown\w*|scowl\w*|(?:knit|furrow|wrinkl|creas)\w*\s+(?:{_WHOSE})?(?:eye)?brows?|brows?\s+(?:knit|furrow|crease|darken)\w*|displeased"),
    ("laughter", "joy", r"laugh(?!\w*\s+(?:bitter|nervous|cold))\w*|giggl\w*|cackl\w*|guffaw\w*|chortl\w*|crack(?:s|ing)?\s+up|hysterics|riant|lach(?:t|end|en)|riendo|ríe"),
    ("amusement", "joy", r"amus\w*|chuckl\w*|smirk\w*|teas(?:es|ing|ed)\w*|playful\w*|mischiev\w*|wink\w*|jok(?:es|ing|ingly)|wry\w*|snicker\w*|snigger\w*|titter\w*|impish\w*|sly(?:ly)?|coy(?:ly)?|flirt\w*|knowing(?:ly)?|laugh\w*"),
    ("grin", "joy", r"grin\w*|beam(?:s|ing|ed)?|broad(?:ly)?\s+smil\w*|smil\w*\s+broad\w*|ear\s+to\s+ear"),
    ("smile", "joy", r"smil\w*|pleased|content(?:ed|edly)?|glad(?:ly)?|friendly|brighten\w*|lights?\s+up|cheerful\w*|bright(?:ly)?|souri\w*|lächel\w*|sonri\w*|satisfied|reliev\w*|relief"),
    ("embarrassment", "tenderness", r"embarrass\w*|blush\w*|sheepish\w*|asham\w*|mortified|humiliat\w*|flush\w*|redden\w*|bashful\w*|awkward\w*|self[- ]conscious\w*|shy(?:ly)?|guilt(?:y|ily)"),
    ("yawn", "", r"yawn\w*"),
    ("weariness", "", r"tired\w*|wear(?:y|ily)|exhaust\w*|sleep(?:y|ily)|drained|worn\s+out|half[- ]asleep|grogg(?:y|ily)|fatigu\w*|müde|cansad\w|drows\w*"),
    ("pain", "", r"winc\w*|grimac\w*|in\s+(?:great\s+|terrible\s+)?(?:pain|agony)|with\s+pain|agoni[sz]\w*|pained"),
    ("contempt", "disgust", rf"contempt\w*|disdain\w*|sneer\w*|scoff\w*|scorn\w*|curl\w*\s+(?:{_WHOSE})?lips?|derisi\w*|haught\w*|snid\w*|mocking\w*|sarcas\w*|condescend\w*"),
    ("worry", "fear", r"worr\w*|anxious\w*|nervous\w*|concern\w*|uneas\w*|apprehensi\w*|troubled|on\s+edge|fret\w*|plead\w*|begging\w*|desperat\w*|tense(?:ly)?|imploring\w*|hesita\w*"),
    ("thought", "doubt", r"think(?:s|ing)|ponder\w*|mus(?:es|ing)|reflect(?:s|ing|ive|ively)|consider(?:s|ing)|thoughtful\w*|pensive\w*|lost\s+in\s+thought|contemplat\w*|wonder(?:s|ing)|remember(?:s|ing)|calculating|mulls?"),
)  # fmt: skip

_WEAK = re.compile(
    r"\b(?:slight\w*|an?\s+(?:little|bit|touch|hint|trace|flicker|shade)|faint\w*|mild\w*|somewhat|half|almost|ghost\s+of|"
    r"vague\w*|barely|small|brief\w*|suppress\w*|restrain\w*|controlled|annoyed|irritated|miffed|impatient\w*|uneas\w*|"
    r"sigh\w*|chuckl\w*|quiet\w*|un\s+peu|ein\s+wenig|un\s+poco|leicht)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:very|deep\w*|utter\w*|extreme\w*|complete\w*|beside\s+(?:him|her|them)sel\w*|furious\w*|enrag\w*|livid|rag(?:e|es|ing)|"
    r"fury|terrif\w*|terror|horrif\w*|horror|petrified|scream\w*|hysteric\w*|ecstatic\w*|overjoyed|elated|thrilled|wild\w*|broad\w*|"
    r"uncontroll\w*|heartbroken|devastat\w*|stunned|shocked|appalled|aghast|seeth\w*|explod\w*|violent\w*|sobbing|roar\w*|howl\w*|"
    r"ear\s+to\s+ear|desperate\w*|agony|bursts?|panick?\w*|guffaw\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:without|not|never|no\s+longer|stops?|isn't|doesn't|don't|aren't|wasn't)\s+(?:(?:even|really|very|a|any)\s+)?\w+",
    re.IGNORECASE,
)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_FAMILY = tuple((name, _whole(words)) for name, words in _FAMILIES)
_FACES = tuple((name, family, _whole(words)) for name, family, words in _EXPRESSIONS)
_HELD_BACK = frozenset({"held laugh", "fighting tears", "smile through tears"})
_PLAIN = frozenset(name for name, _ in _FAMILIES)


_IDIOMATIC = frozenset(
    {
        "held laugh", "fighting tears", "smile through tears", "disappointment", "exasperation", "bitten lip", "pursed lips", "closed eyes",
        "suspicion", "surprise", "doubt", "frown", "thin smile",
    }
)  # fmt: skip


def read_feeling(text: str) -> Feeling:
    """What a parenthetical or a clause of action ("with a thin smile", "rolls her eyes") makes
    a face do; Feeling() when it speaks of no feeling. What is denied is not felt, except that
    whoever tries not to laugh shows just that."""
    found = [(name, family, match) for name, family, pattern in _FACES if (match := pattern.search(text))]
    held = next((f for f in found if f[0] in _HELD_BACK), None)
    if held is None and _NOT.search(text):
        text = _NOT.sub(" ", text)
        found = [(name, family, match) for name, family, pattern in _FACES if (match := pattern.search(text))]
    expression, family = (held or found[0])[:2] if held or found else ("", "")
    emotion = (
        family
        if expression in _IDIOMATIC
        else next((name for name, pattern in _FAMILY if pattern.search(text)), family)
    )
    if not emotion and not expression:
        return Feeling()
    if expression == emotion or expression in _PLAIN:
        emotion, expression = emotion or expression, "" if expression == emotion else expression
    # A thin smile is small already.
    return Feeling(emotion, expression, 1.0 if expression == "thin smile" else intensity_of(text))


def intensity_of(text: str) -> float:
    """How strongly the words say something is felt: 1.25 "furious", 0.55 "slightly", else 1."""
    return 1.25 if _STRONG.search(text) else 0.55 if _WEAK.search(text) else 1.0


_IDIOMS = (
    *((name, family, pattern) for name, family, pattern in _FACES if name in _IDIOMATIC),
    ("crying", "sadness", _whole(r"bursts?\s+into\s+tears|breaks?\s+down|dissolves?\s+(?:in|into)\s+tears")),
    ("", "", _whole(rf"(?:is|are|looks?|seems?)\s+(?:\w+ly\s+|very\s+|a\s+little\s+)?(?:{'|'.join(EMOTION_WORDS)}|exhausted|tired|weary)")),
)  # fmt: skip


def face_idiom(text: str) -> tuple[Feeling, int, int] | None:
    """A turn of phrase that is about the face alone ("fights back tears", "rolls her eyes", "is
    slightly annoyed"): the feeling, and where in the text it stands."""
    hits = [(m.start(), name, family, m) for name, family, pattern in _IDIOMS if (m := pattern.search(text))]
    if not hits or (_NOT.search(text) and not any(name in _HELD_BACK for _, name, _, _ in hits)):
        return None
    held = next((hit for hit in hits if hit[1] in _HELD_BACK), None)
    _, _, family, match = held or min(hits, key=lambda hit: hit[0])
    feeling = read_feeling(text)
    if not feeling.emotion:
        feeling = Feeling(family or "neutral", feeling.expression, feeling.intensity)
    return feeling, match.start(), match.end()


_IMPLIED: tuple[tuple[str, float, str], ...] = (
    ("laughter", 0.6, r"(?:ha[ ,-]*){2,}h?|hah!|hee hee|heh"),
    ("tenderness", 0.6, r"i love you|my (?:love|darling|dearest)|sweetheart|je t'aime|ich liebe dich|te (?:amo|quiero)"),
    ("anger", 0.6, r"get out(?! of the)|shut up|leave me alone|how dare|go to hell|damn (?:you|it)|you liar|enough!|stop (?:it|that|this)!|i hate|you idiot|get away from|halt die klappe|tais[- ]toi|cállate|raus"),
    ("fear", 0.6, r"help(?: me)?!|oh,? no|run!|watch out|look out|don't (?:move|shoot|hurt)|please,? (?:no|don't)|au secours|hilfe|socorro"),
    ("disgust", 0.6, r"ew+|yuck|gross|disgusting|revolting|horrid"),
    ("surprise", 0.55, r"what\?!|what the|you(?:'re| are) (?:kidding|joking)|no way|oh my god|my god|good (?:lord|heavens)|impossible|unbelievable|mon dieu|mein gott|dios mío"),
    ("sadness", 0.45, r"(?:i'm|i am|we're) (?:so |very |truly |really )?sorry|forgive me|goodbye|farewell|i miss|(?:is|are|he's|she's|they're) (?:dead|gone)|died|désolé\w*|es tut mir leid|lo siento"),
    ("joy", 0.6, r"congratulations|wonderful|brilliant|fantastic|bravo|hooray|hurrah|we did it|amazing!|merveilleux|wunderbar|maravilloso"),
    ("smile", 0.55, r"thank(?:s| you)|welcome|good (?:morning|evening|afternoon)|hello|hi|nice to (?:meet|see)|good to see|how are you|merci|danke|gracias|bonjour|guten (?:tag|morgen|abend)|hola|buenos días"),
    ("determination", 0.45, r"i (?:promise|swear)|we (?:have to|must)|let's go|trust me|never again|i will not|i won't|not until"),
    ("worry", 0.45, r"please|be careful|are you (?:all right|okay|ok|hurt)|what(?:'s| is) wrong|what happened|i'm (?:scared|afraid)|we're late|bitte|por favor"),
    ("doubt", 0.4, r"i don't (?:know|understand|believe|think)|are you sure|maybe|perhaps|hm+|what do you mean|i'm not sure|really\?|you think so|peut-être|vielleicht|quizás"),
)  # fmt: skip
_SPOKEN = tuple((name, strength, _whole(words)) for name, strength, words in _IMPLIED)


_DENIED = _whole(r"no|not|never|nobody|nothing|none|\w+n't|cannot|kein\w*|nicht|nie|jamais|rien|nunca|nada")


def implied_feeling(text: str) -> Feeling:
    """What words alone put into the face of who says them, when nothing else is said of it:
    a thank-you smiles a little. Only the face: `emotion` stays ""."""
    for name, strength, pattern in _SPOKEN:
        if pattern.search(text):
            return Feeling("", name, min(1.0, strength + 0.1 * min(text.count("!"), 2)))
    if "?!" in text or "!?" in text:
        return Feeling("", "surprise", 0.5)
    if text.rstrip(" '\"”’").endswith("?"):
        return Feeling("", "interest", 0.7)
    if text.rstrip(" '\"”’").endswith("!"):
        return Feeling("", "determination", 0.45)
    if _DENIED.search(text):
        return Feeling("", "frown", 0.35)
    return Feeling()
