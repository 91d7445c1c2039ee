"""The words by which prose is read: who can speak, verbs of speech, places and times.

English in some depth; French, German, Spanish and Italian as far as a prompt goes.
"""

from __future__ import annotations

__all__ = [
    "DETERMINERS",
    "INDEFINITE",
    "INSCRIBED",
    "MANNERS",
    "NOT_NAMES",
    "NOUN_GENDER",
    "PLACES",
    "PRONOUNS",
    "SPEECH_VERBS",
    "THINK_VERBS",
    "TIMES",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


DETERMINERS = word_set("""a an the her his their my our your this that another one some first second third other
    un une le la l' les ce cet cette son sa mon ma une autre
    ein eine einen einem einer der die das den dem ihr ihre sein seine
    el los las una este esta su mi otro otra uno il lo gli i uno questo questa""")
INDEFINITE = word_set("a an another one some second third un une ein eine einen una uno otro otra autre")

_FEMALE = """woman girl lady mother mum mom mommy grandmother grandma granny daughter sister wife aunt niece queen
princess actress waitress hostess nun witch bride widow policewoman businesswoman saleswoman fisherwoman heroine
girlfriend stewardess ballerina maid femme fille dame mère grand-mère soeur sœur reine vieille serveuse voisine
frau mädchen mutter tochter schwester großmutter oma königin kellnerin nachbarin ärztin
mujer chica niña señora madre hija женщина девочка девушка мать бабушка hermana abuela reina camarera donna ragazza signora figlia sorella nonna"""
_MALE = """man boy guy gentleman father dad daddy grandfather grandpa son brother husband uncle nephew king prince
actor waiter priest monk wizard groom widower policeman businessman salesman fisherman fireman postman mailman
doorman craftsman cowboy hero boyfriend butler steward homme garçon père grand-père fils frère roi vieux vieillard
serveur voisin monsieur mann junge herr vater sohn bruder großvater opa könig kellner nachbar arzt
hombre chico niño señor padre hijo мужчина мальчик парень отец дед старик hermano abuelo rey camarero vecino uomo ragazzo signore figlio fratello nonno"""
_EITHER = """child kid baby teenager person stranger student teacher doctor nurse detective officer cop soldier guard
driver pilot captain sailor farmer baker chef cook barista bartender clerk cashier lawyer judge scientist artist
painter singer dancer musician pianist violinist writer poet journalist reporter photographer director manager boss
worker builder mechanic engineer plumber gardener shopkeeper librarian scholar professor president mayor minister
thief robber burglar killer hunter knight warrior ghost robot android alien neighbor neighbour friend lover partner
cousin twin passenger traveler traveller tourist customer client guest host patient prisoner beggar runner swimmer
rider courier messenger conductor inspector agent spy hacker astronaut magician clown mime ranger vet dentist
surgeon paramedic firefighter lifeguard coach referee player figure enfant élève médecin personne keeper leader speaker fox cat dog bear wolf rabbit mouse bird owl lion horse dragon fairy monster creature
inconnu étranger
kind fremder arzt lehrer gast fahrer médico persona desconocido bambino dottore straniero voice"""
NOUN_GENDER: dict[str, str] = {
    **dict.fromkeys(_EITHER.split(), ""),
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MALE.split(), "male"),
}
"""Nouns for somebody who can speak, with the gender they tell ("" if none)."""

PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "il", "er", "él", "lui", "egli", "он"), "male"),
    **dict.fromkeys(("she", "elle", "sie", "ella", "lei", "она"), "female"),
    **dict.fromkeys(("they", "someone", "somebody", "i", "je", "ich", "yo"), ""),
}

_REGULAR = """whisper shout ask answer yell scream mutter murmur mumble call add exclaim sigh laugh beg plead snap hiss
growl bark declare announce explain insist admit agree repeat continue stammer stutter sob warn order command demand
promise remark joke tease gasp croak breathe interrupt respond greet state inquire protest grumble chuckle giggle
scoff roar bellow shriek squeal wail moan groan purr urge suggest offer confess propose conclude echo object muse sneer wonder counter pant wheeze"""
_IRREGULAR = {
    "say": "says said saying",
    "reply": "replies replied replying",
    "cry": "cries cried crying",
    "tell": "tells told telling",
    "begin": "begins began beginning",
    "sing": "sings sang singing",
    "speak": "speaks spoke speaking",
    "retort": "retorts retorted retorting",
    "go on": "goes on",
}


def _forms(lemma: str) -> tuple[str, ...]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    double = lemma + lemma[-1] if lemma in ("beg", "snap", "sob") else stem
    third = lemma + "es" if lemma.endswith(("s", "sh", "ch")) else lemma + "s"
    return lemma, third, double + "ed", double + "ing"


SPEECH_VERBS: dict[str, str] = {form: lemma for lemma in _REGULAR.split() for form in _forms(lemma)}
SPEECH_VERBS |= {form: lemma for lemma, forms in _IRREGULAR.items() for form in (lemma, *forms.split())}
SPEECH_VERBS |= {
    form: lemma
    for lemma, forms in {
        "say": """dit répond demande ajoute déclare sagt fragt antwortet erwidert meint dice pregunta responde contesta
        añade chiede risponde aggiunge répondit demanda sagte fragte dijo preguntó respondió disse chiese rispose говорит спрашивает отвечает сказал сказала спросил спросила ответил ответила""",
        "whisper": "murmure chuchote souffle flüstert murmelt susurra sussurra mormora шепчет",
        "shout": "crie hurle s'écrie schreit ruft grita urla grida кричит",
        "sing": "chante singt canta",
    }.items()
    for form in forms.split()
}
"""Form → English lemma; what other languages only say is "say"."""

THINK_VERBS = word_set("thinks thought thinking pense denkt piensa pensa")
"""Speech that nobody hears: the cue becomes a voice-over."""

MANNERS: dict[str, str] = {
    **{
        lemma: _forms(lemma)[3]
        for lemma in word_set("""whisper shout yell scream mutter murmur mumble sigh laugh beg plead snap hiss growl bark stammer stutter sob
    gasp croak grumble chuckle giggle scoff roar bellow shriek squeal wail moan groan purr joke tease protest
    pant wheeze breathe""")
    },
    "cry": "crying out",
    "sing": "singing",
    "call": "calling",
}
"""Verbs that say how a line is spoken, as the parenthetical that says the same."""

INSCRIBED = word_set("""sign letter note label poster card screen book page newspaper headline message text postcard banner
    inscription plaque title caption clock display tattoo t-shirt envelope pancarte lettre schild brief cartel carta""")
"""Things that "say" or "read" something without a voice."""

NOT_NAMES = word_set("""the a an and but or so then now when while as after before in on at from to into with without under over behind
    beside between through across near by for of if because since until once where there here this that these those
    it its he she they we i you his her their our my your him them us who what why how which one two three four five six
    seven eight nine ten no yes not never always suddenly slowly quickly quietly finally meanwhile later outside inside
    rain snow wind fog thunder lightning night day dawn dusk morning evening midnight noon sunset sunrise silence music
    light lights darkness waves sunlight moonlight everyone everybody nobody someone somebody nothing something all both
    each some many several few another other monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december spring summer autumn winter close cut fade
    film show make create generate animate imagine picture draw render video interior exterior scene shot wide is are was were has have let just only even still again back down up out off close-up
    le la les un une des et mais il elle ils elles dans sur sous avec sans puis alors soudain der die das ein eine und
    aber er sie es wir dann plötzlich im am auf el los las una y pero él ella en con sin luego entonces il lo gli uno e
    ma lui lei nel nella poi""")
"""Words that stand capitalised at the start of a sentence without being anybody's name."""

PLACES: dict[str, tuple[bool, str]] = {
    **{
        word: (True, name)
        for name, words in {
            "KITCHEN": "kitchen cuisine küche cocina cucina кухня кухню кухне",
            "LIVING ROOM": "living-room dining-room lounge parlor parlour sofa couch fireplace salon wohnzimmer salón soggiorno",
            "BEDROOM": "bedroom bed chambre schlafzimmer dormitorio",
            "BATHROOM": "bathroom bathtub",
            "OFFICE": "office police-station meeting-room desk bureau büro oficina ufficio",
            "CAFÉ": "café cafe diner coffeehouse caffè cafetería",
            "BAR": "bar pub tavern saloon kneipe",
            "RESTAURANT": "restaurant ristorante restaurante",
            "CORRIDOR": "corridor hallway hall couloir flur pasillo corridoio",
            "CLASSROOM": "classroom schoolroom",
            "LIBRARY": "library bibliothek biblioteca bibliothèque",
            "HOSPITAL ROOM": "hospital-room waiting-room hospital ward clinic",
            "CHURCH": "church chapel cathedral église kirche iglesia chiesa",
            "SHOP": "shop store supermarket bakery boutique laden tienda negozio",
            "WAREHOUSE": "warehouse factory workshop garage",
            "BASEMENT": "basement cellar dungeon",
            "ATTIC": "attic loft",
            "ELEVATOR": "elevator lift",
            "TRAIN": "train carriage compartment",
            "SPACESHIP": "spaceship spacecraft cockpit",
            "LABORATORY": "lab laboratory",
            "THEATER": "theater theatre stage",
            "CELL": "cell prison jail",
            "ROOM": "room apartment flat house home zimmer habitación stanza pièce maison haus casa дом доме комната комнате",
        }.items()
        for word in words.split()
    },
    **{
        word: (False, name)
        for name, words in {
            "STREET": "street road alley sidewalk pavement crosswalk avenue rue straße calle strada улица улице улицу",
            "PARK": "park playground bench parc parco parque",
            "GARDEN": "garden backyard yard jardin garten jardín giardino сад саду",
            "FOREST": "forest woods wood jungle forêt wald bosque foresta bosco лес лесу",
            "BEACH": "beach shore seashore sea ocean plage strand playa spiaggia",
            "FIELD": "field meadow prairie hill hillside champ feld campo",
            "MOUNTAIN": "mountain mountains cliff summit montagne berg montaña montagna",
            "DESERT": "desert dune dunes désert wüste desierto deserto",
            "ROOFTOP": "rooftop roof",
            "BRIDGE": "bridge pont brücke puente ponte",
            "HARBOR": "harbor harbour pier dock quay port hafen puerto porto",
            "RIVER": "river riverbank lake lakeside rivière fluss río fiume lac see lago",
            "SQUARE": "plaza piazza marketplace market place",
            "PARKING LOT": "parking-lot carpark",
            "TRAIN PLATFORM": "platform train-platform train-station bus-stop station gare bahnhof estación stazione",
            "CEMETERY": "cemetery graveyard cimetière friedhof cementerio cimitero",
        }.items()
        for word in words.split()
    },
}
"""Word → (inside, place). "in the car" is looked for apart: a car is inside and outside."""

TIMES: dict[str, str] = {
    word: name
    for name, words in {
        "NIGHT": "night midnight nighttime moon moonlight moonlit stars starlight nuit minuit nacht noche notte ночь ночью",
        "DUSK": "dusk evening sunset twilight nightfall crépuscule soir abend dämmerung atardecer tramonto sera",
        "DAWN": "dawn sunrise daybreak aube morgengrauen amanecer alba",
    }.items()
    for word in words.split()
}
"""Word → time of day; without one it is DAY."""
