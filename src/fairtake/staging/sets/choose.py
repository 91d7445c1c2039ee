"""Choosing a kit: a Setting in, the name of the kit that knows such places out.

Words are compared without accents and case. The last part of a heading that names a place
wins ("OFFICE - KITCHEN"), in it the longest phrase, and among equals the one named last.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from fairtake.model.breakdown import Setting
from fairtake.staging.sets.nouns import plain
from fairtake.staging.sets.places_abroad import TABLE

__all__ = ["GENERIC", "PLACES", "choose_kit"]

GENERIC = ("generic room", "open ground")

_TABLE = """
living room: lounge, sitting room, drawing room, apartment, flat, house, home, salon, séjour, appartement, maison, wohnzimmer, stube, wohnung, haus, sala, sala de estar, salón, piso, casa, apartamento, den, family room, front room, cottage, cabin, villa, mansion, study, loft, studio apartment, penthouse, living, farmhouse, farm house, bauernhaus
dining room: dining hall, salle à manger, esszimmer, speisezimmer, comedor, breakfast room
kitchen: kitchenette, galley, cuisine, küche, cocina, pantry, scullery
bedroom: bed room, guest room, chambre, chambre à coucher, schlafzimmer, dormitorio, habitación, alcoba, recámara, dorm, dorm room, boudoir, master bedroom
bathroom: bath room, bath, shower, shower room, toilet, restroom, rest room, washroom, lavatory, ladies room, mens room, salle de bain, salle de bains, toilettes, badezimmer, bad, toilette, baño, cuarto de baño, aseo, laundry room
attic: loft space, garret, grenier, mansarde, dachboden, speicher, dachkammer, ático, desván, buhardilla
cellar: basement, wine cellar, crypt, vault, boiler room, cave à vin, cave, sous sol, keller, weinkeller, gewölbe, sótano, bodega
nursery: kindergarten, childs room, childrens room, kids room, playroom, chambre d'enfant, crèche, kinderzimmer, cuarto de niños, guardería, preschool, day care
hotel room: motel room, motel, hotel, hotel suite, suite, chambre d'hôtel, hôtel, hotelzimmer, habitación de hotel, motel bedroom
parlour: parlor, victorian parlour, victorian drawing room, boudoir parlour, petit salon, herrenzimmer, salita, smoking room, gentlemens club
office: bureau, büro, oficina, despacho, workplace, cubicle, newsroom, kanzlei, fire station, radio station, headquarters, detective bureau, agency, studio, bank, arbeitszimmer, town hall, city hall, mairie, rathaus, ayuntamiento, principals office, recording studio, tv studio, embassy, consulate
conference room: boardroom, board room, meeting room, briefing room, situation room, war room, salle de réunion, besprechungsraum, konferenzraum, sitzungssaal, sala de reuniones, sala de juntas
café: cafe, coffee shop, coffeehouse, diner, tea room, tearoom, canteen, cafeteria, cantine, kantine, kaffeehaus, konditorei, cafetería, bakery, boulangerie, bäckerei, panadería, ice cream parlour, burger joint, salon de thé
restaurant: bistro, bistrot, brasserie, gaststätte, gasthaus, restaurante, trattoria, pizzeria, steakhouse, speiselokal
bar: pub, nightclub, night club, club, kneipe, cocktail bar, wine bar, disco, discotheque, discothèque, boîte de nuit, jazz club, hotel bar, casino
tavern: taverne, inn, saloon, wirtshaus, schenke, taberna, cantina, auberge, posada, alehouse, medieval tavern
hospital room: hospital, ward, hospital ward, sickroom, clinic, emergency room, operating room, operating theatre, surgery, intensive care, icu, infirmary, hôpital, chambre d'hôpital, clinique, krankenhaus, krankenzimmer, klinik, habitación de hospital, clínica, doctors office, examination room, delivery room, salle d'opération, operationssaal, quirófano, retirement home, nursing home
hospital corridor: waiting room, hospital hallway, hospital waiting room, clinic reception, reception, emergency entrance, salle d'attente, couloir d'hôpital, wartezimmer, krankenhausflur, sala de espera, pasillo del hospital, airport, airport terminal, airport lounge, airport gate, departure lounge, aéroport, flughafen, aeropuerto
classroom: class room, school, schoolroom, lecture hall, lecture room, auditorium, salle de classe, école, klassenzimmer, schule, hörsaal, aula, escuela, clase, university, college, seminar room, high school, collège, lycée, universität, universidad
library: bibliothèque, bibliothek, biblioteca, reading room, archive, archives, archiv, archivo, school library, university library
shop: store, grocery, grocery store, corner shop, boutique, magasin, épicerie, laden, geschäft, tienda, pharmacy, pharmacie, apotheke, farmacia, bookshop, bookstore, librairie, buchladen, librería, convenience store, florist, flower shop, antique shop, pawn shop, toy shop, barber shop, gas station, drugstore
supermarket: super market, hypermarket, shopping mall, mall, shopping centre, shopping center, department store, supermarché, supermarkt, supermercado, kaufhaus, warenhaus, grand magasin
theatre: theater, stage, theatre stage, backstage, opera, opera house, concert hall, théâtre, scène, bühne, teatro, escenario, concert, music hall, playhouse
cinema: movie theater, movie theatre, movie house, multiplex, cinéma, kino, cine, screening room, projection room, projection booth, salle de cinéma, kinosaal
gallery: art gallery, museum, exhibition, musée, galerie, galerie d'art, museo, galería, showroom, auction house
court room: courtroom, court, courthouse, trial, tribunal, salle d'audience, gericht, gerichtssaal, juzgado, sala del tribunal, court of law, judges chambers
interview room: interrogation room, questioning room, police interview room, police interrogation room, salle d'interrogatoire, verhörraum, vernehmungsraum, sala de interrogatorios
cell: prison cell, jail cell, jail, prison, holding cell, dungeon, cellule, cachot, zelle, gefängnis, gefängniszelle, kerker, verlies, celda, cárcel, prisión, calabozo, drunk tank
police station: precinct, police precinct, commissariat, polizeiwache, polizeirevier, comisaría, squad room, sheriffs office, gendarmerie, police headquarters
laboratory: lab, science lab, laboratoire, labor, laboratorio, research facility, morgue, autopsy room, workshop of the scientist
garage: workshop, work shop, auto shop, repair shop, parking garage, underground car park, factory, warehouse, hangar, shed, tool shed, atelier, usine, entrepôt, werkstatt, autowerkstatt, fabrik, lagerhaus, halle, taller, fábrica, almacén, cochera, smithy, forge
barn: stable, stables, cowshed, hayloft, hay loft, grange, étable, écurie, scheune, stall, pferdestall, granero, establo, cuadra
castle hall: castle, great hall, throne room, banquet hall, palace, fortress, château, salle du trône, grande salle, burg, schloss, rittersaal, thronsaal, palast, castillo, palacio, salón del trono, feast hall, kings chamber, ballroom, ball room, dance hall, ballsaal
spaceship: space ship, starship, spacecraft, space station, space shuttle, spaceship bridge, space capsule, shuttle, rocket, ufo, mothership, vaisseau spatial, vaisseau, station spatiale, raumschiff, raumstation, nave espacial, estación espacial, cockpit of the spaceship, moon base, escape pod, command module
plane: airplane, aeroplane, aircraft, jet, airliner, plane cabin, airplane cabin, aircraft cabin, private jet, cockpit, avion, flugzeug, avión, flugzeugkabine, cabine d'avion, helicopter, chopper
ship's cabin: captains cabin, ships cabin, submarine, ship bridge, bridge of the ship, below deck, ship hold, cabine de bateau, kajüte, schiffskabine, camarote, u boot, sous marin, submarino, ships galley, houseboat
staircase: entrance hall, front hall, entry hall, entryway, foyer, vestibule, vestibül, grand staircase, main staircase, stair hall, landing, hall of the house, great staircase, diele, eingangshalle, vestíbulo, recibidor, entrée
front steps: courthouse steps, court steps, church steps, museum steps, library steps, palace steps, temple steps, town hall steps, city hall steps, capitol steps, cathedral steps, temple, capitol, palace gates, portico
stairwell: stairs, stairway, stair, fire stairs, emergency stairs, back stairs, escalator, escalier, cage d'escalier, treppenhaus, treppe, escalera, escaleras, hueco de la escalera, subway stairs, subway entrance, metro stairs, steps
corridor: hallway, hall, passage, couloir, flur, gang, korridor, pasillo, corredor, lift, elevator, school corridor, tunnel, hotel lobby, lobby, ascenseur, fahrstuhl, aufzug, ascensor, hotel corridor, hotel hallway
church: chapel, cathedral, altar, nave, vestry, temple, église, chapelle, cathédrale, kirche, kapelle, dom, iglesia, capilla, catedral, abbey, monastery, convent, kloster, synagogue, mosque
train: train carriage, carriage, railway carriage, railcar, dining car, subway car, metro car, subway train, metro, wagon de train, wagon, zug, eisenbahn, tren, vagón, u bahn, speisewagen, bus, coach, school bus, tram
train compartment: compartment, sleeping car, sleeper, railway compartment, compartiment, wagon lit, zugabteil, abteil, schlafwagen, compartimento, coche cama
station platform: platform, train platform, railway platform, train station, railway station, station, railway, quai, quai de gare, gare, bahnsteig, bahnhof, gleis, andén, estación, estación de tren, subway station, metro station, subway platform
street: road, avenue, boulevard, sidewalk, pavement, city, town, city street, village street, pavé, rue, trottoir, ville, strasse, straße, gehweg, bürgersteig, stadt, calle, avenida, acera, ciudad, bus stop, crossing, intersection, high street, shop front, storefront, entrance, harbour street, ampel, kreuzung, downtown, neighborhood, neighbourhood, suburb, parking lot, car park, driveway, carretera, block
alley: alleyway, back alley, back street, lane, ruelle, gasse, hintergasse, callejón, dark alley, gangway
bridge: stone bridge, footbridge, overpass, pont, brücke, puente, viaduct, river bridge
rooftop: roof, roof top, roof terrace, toit, toits, dach, dächer, dachterrasse, azotea, tejado, terraza, balcony, balcon, balkon, balcón, fire escape
market square: square, plaza, piazza, market, marketplace, market place, town square, village square, village, bazaar, fair, fairground, place du marché, place du village, marktplatz, platz, dorf, dorfplatz, mercado, pueblo, marché, fountain, market stall
park: public garden, gardens, city park, parc, jardin public, square vert, stadtpark, parque, tennis court, golf course, botanical garden, zoo
garden: backyard, back yard, back garden, front yard, front garden, yard, lawn, courtyard, patio, terrace, orchard, vineyard, vegetable garden, greenhouse, porch, veranda, jardin, cour, terrasse, verger, garten, hof, innenhof, hinterhof, obstgarten, jardín, huerto, front porch
playground: school yard, schoolyard, school playground, aire de jeux, cour d'école, spielplatz, schulhof, patio de recreo, parque infantil
cemetery: graveyard, churchyard, grave, graveside, tomb, cimetière, friedhof, cementerio, burial ground
field: wheat field, corn field, cornfield, meadow, fields, countryside, country road, country lane, dirt road, prairie, plain, pasture, champ, champs, prairie verte, campagne, feld, wiese, acker, landstraße, weizenfeld, campo, prado, pradera, battlefield, route de campagne
farm yard: farm, farmyard, barnyard, ranch, ferme, cour de ferme, bauernhof, granja, rancho, corral, finca
mountain: mountains, mountain top, mountain path, mountainside, hill, hilltop, hillside, cliff, ridge, summit, pass, valley, canyon, montagne, colline, falaise, sommet, berg, berge, gipfel, hügel, felswand, tal, montaña, colina, acantilado, cumbre, sierra, quarry
desert: dunes of sand, wasteland, wüste, désert, desierto, sahara, badlands, oasis
snow: snowfield, snowy field, snowy plain, tundra, glacier, arctic, ice field, north pole, ski slope, frozen lake, neige, plaine enneigée, schnee, schneefeld, gletscher, nieve, campo nevado, glaciar
forest: wood, woods, woodland, clearing, trail, jungle, grove, forêt, bois, sous bois, clairière, wald, lichtung, waldweg, bosque, selva, sendero, forest path, campsite, camp, swamp, camping, zeltplatz, rainforest
beach: shore, seashore, seaside, coast, sea, ocean, dunes, dune, island, plage, rivage, bord de mer, mer, côte, île, strand, küste, ufer, meer, insel, playa, costa, orilla, mar, isla
riverside: river, riverbank, river bank, lake, lakeside, lake shore, lakeshore, stream, creek, brook, canal, waterfall, pond, ford, reservoir, fleuve, rivière, lac, étang, canal bank, fluss, ufer des flusses, bach, see, seeufer, teich, kanal, wasserfall, río, arroyo, lago, laguna, estanque, ribera, cascada
harbour: harbor, quay, quayside, wharf, dock, docks, dockside, marina, port, waterfront, fishing port, fish market, lighthouse, boatyard, harbour wall, harbour master, mole, hafen, kai, anleger, leuchtturm, puerto, muelle, faro, marinas
pier: jetty, boardwalk, landing stage, seebrücke, steg, jetée, embarcadère, embarcadero
highway: motorway, freeway, expressway, interstate, autobahn, autoroute, autopista, autovía, roadside, hard shoulder
swimming pool: pool, poolside, lido, swimming baths, piscine, schwimmbad, freibad, piscina, alberca
stadium: football stadium, arena, football pitch, pitch, sports field, football field, soccer field, running track, playing field, race track, stade, stadion, sportplatz, estadio, cancha, racetrack, velodrome
ship's deck: ship, boat, deck, ferry, ferry deck, boat deck, sailboat, yacht, sailing ship, pirate ship, fishing boat, cruise ship, steamer, bateau, navire, pont du bateau, voilier, schiff, boot, fähre, segelboot, barco, buque, cubierta, velero
car: automobile, taxi, cab, van, truck, vehicle, voiture, camion, auto, wagen, fahrzeug, coche, carro, camioneta, car interior, limousine, moving car, police car, pickup, pick up, lorry, ambulance, patrol car
"""

PLACES: dict[str, tuple[str, ...]] = {}
for _row in _TABLE.strip().splitlines():
    _name, _, _rest = _row.partition(":")
    PLACES[_name] = (_name, *(w.strip() for w in _rest.split(",")))


def _index() -> dict[str, str]:
    return {plain(word): kit for kit in reversed(PLACES) for word in reversed(PLACES[kit])}


_WORDS = _index()
_ABROAD = {
    plain(word): kit
    for kit, _, words in reversed([row.partition(":") for row in TABLE.strip().splitlines()])
    for word in words.split(",")
}
"""Only where no word above is found: "gang" is a corridor in Dutch, and no place at all in English."""
_LONGEST = max(word.count(" ") + 1 for word in _WORDS)
_UNDER_SKY = frozenset(
    {
        "alley", "beach", "bridge", "cemetery", "desert", "farm yard", "field", "forest", "front steps", "garden", "harbour", "highway",
        "market square", "mountain", "park", "pier", "playground", "riverside", "rooftop", "ship's deck", "snow", "stadium", "station platform", "street",
        "swimming pool",
    }
)  # fmt: skip
_HOUSES = frozenset(
    {"house", "home", "maison", "haus", "casa", "cottage", "villa", "mansion", "cabin", "hut", "farmhouse", "bungalow"}
)
_FROM_OUTSIDE = {
    # Where one stands outside what is a room inside.
    "barn": "farm yard",
    "plane": "",
    "spaceship": "",
    "ship's cabin": "ship's deck",
    "train": "station platform",
    "train compartment": "station platform",
    "nursery": "playground",
    "castle hall": "market square",
    "tavern": "market square",
    "court room": "front steps",
    "gallery": "front steps",
    "library": "front steps",
    "stairwell": "front steps",
    "attic": "rooftop",
    "parlour": "garden",
    "dining room": "garden",
}
_SHIPS_OF_SPACE = tuple(plain(word) for word in PLACES["spaceship"])
_FROM_INSIDE = {
    # What a place under the sky is when it is written as an interior.
    "farm yard": "barn",
    "ship's deck": "ship's cabin",
    "bridge": "ship's cabin",
    "market square": "supermarket",
    "station platform": "station platform",
    "garden": "living room",
}
_PERIODS = (
    (frozenset({"victorian", "edwardian", "georgian", "viktorianisch", "victorien", "victorienne", "victoriano", "victoriana"}), {"living room": "parlour"}),
    (
        frozenset({"medieval", "mittelalterlich", "mittelalterliche", "mittelalterlicher", "medievale", "viking", "tudor", "elven"}),
        {"bar": "tavern", "restaurant": "tavern", "café": "tavern", "living room": "castle hall", "dining room": "castle hall", "corridor": "castle hall"},
    ),
    (frozenset({"western", "frontier"}), {"bar": "tavern"}),
)  # fmt: skip
_CLUES = {
    # Things that give a place away when its name does not; two of a kind are needed.
    "church": "altar pew priest pulpit congregation choir crucifix",
    "court room": "judge gavel jury witness lawyer verdict bailiff",
    "hospital room": "patient nurse doctor drip stethoscope scalpel bandage syringe",
    "classroom": "teacher blackboard pupil pupils chalk homework students",
    "kitchen": "stove oven fridge sink saucepan cupboard",
    "bedroom": "bed nightstand pillow wardrobe",
    "living room": "sofa couch armchair television fireplace",
    "spaceship": "airlock console hyperdrive crewman viewscreen thruster captain",
    "bar": "bartender barman cocktail barstool jukebox",
    "restaurant": "waiter menu chef waitress",
    "laboratory": "microscope beaker flask scientist specimen",
    "castle hall": "king queen throne knight crown",
    "ship's deck": "sail mast sailor anchor helm",
    "forest": "trees undergrowth branches moss trunk",
    "beach": "waves sand surf tide",
    "street": "traffic pavement cars lamppost taxi",
    "office": "desk computer printer secretary",
    "cell": "bars bunk prisoner guard",
    "train": "conductor passengers carriage",
}
_STAIRS = frozenset(
    ["stairs", "stair", "staircase", "upstairs", "downstairs", "stairway", "steps", "landing", "banister", "banisters", "treppe", "treppen", "oben", "escalier", "escaliers", "escalera", "escaleras"]
)  # fmt: skip
_DOWNSTAIRS = frozenset(
    ["sofa", "couch", "armchair", "television", "tv", "fireplace", "hearth", "piano", "stove", "oven", "fridge", "sink", "bed", "wardrobe"]
)  # fmt: skip
"""What is in a room of a house and not in its hall: where it is spoken of, the room it is."""
_PASSAGES = frozenset(
    {"hallway", "hall", "passage", "couloir", "flur", "korridor", "pasillo", "corredor", "corridor", "lobby"}
)
_ENDINGS = (
    # German writes places in one word; what it ends in says what it is.
    ("kuche", "kitchen"), ("wohnzimmer", "living room"), ("schlafzimmer", "bedroom"), ("zimmer", "living room"), ("strasse", "street"),
    ("gasse", "alley"), ("wald", "forest"), ("garten", "garden"), ("keller", "cellar"), ("flur", "corridor"), ("saal", "castle hall"), ("laden", "shop"),
    ("platz", "market square"), ("werkstatt", "garage"), ("kirche", "church"), ("brucke", "bridge"), ("haus", "living room"), ("buro", "office"),
    ("schule", "classroom"), ("strand", "beach"), ("schiff", "ship's deck"), ("wiese", "field"), ("wagen", "car"), ("dach", "rooftop"),
)  # fmt: skip


def _longest(words: list[str], known: Mapping[str, str] = _WORDS) -> tuple[str, str] | None:
    """The kit of the longest known phrase, the last among equals, and that phrase."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - count, -1, -1):
            phrase = " ".join(words[start : start + count])
            for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                if form in known:
                    return known[form], form
    return None


def _of_clues(words: Collection[str], open_air: bool) -> str:
    """The kit that at least two of a scene's nouns give away, or none."""
    known = {plain(word).rsplit(" ", 1)[-1] for word in words}
    scores = {kit: len(known & set(clues.split())) for kit, clues in _CLUES.items() if (kit in _UNDER_SKY) == open_air}
    best = max(scores, key=lambda kit: scores[kit], default="")
    return best if best and scores[best] >= 2 else ""


def _of_ending(place: str) -> tuple[str, str] | None:
    """The kit of a German compound, by what it ends in, and that ending."""
    for word in reversed(plain(place).split()):
        for ending, kit in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return kit, ending
    return None


def choose_kit(setting: Setting, words: Collection[str] = ()) -> tuple[str, bool]:
    """The kit for a setting, and whether it is a generic one (no kit knew the place, nor do two
    of the scene's nouns, `words`, give it away)."""
    best = None
    for part in reversed(
        re.split(r"\s[-–—]+\s|[/,;(]", setting.place)
    ):  # "POLICE STATION - HALLWAY": headings narrow down
        best = best or _longest(plain(re.sub(r"['’]s?\b", _possessive, part)).split())
    open_air = setting.exterior and not setting.interior
    best = best or _of_ending(setting.place) or _longest(plain(setting.place).split(), _ABROAD)
    if best is None:
        guess = _of_clues(words, open_air)
        if guess:
            return guess, False
        return GENERIC[1] if open_air else GENERIC[0], True
    kit, form = best
    if kit in ("ship's cabin", "ship's deck", "corridor", "office") and not open_air and _in_space(setting.place):
        kit = "spaceship"
    said = set(plain(setting.place).split())
    for period, instead in _PERIODS:
        if said & period:
            kit = instead.get(kit, kit)
    if open_air and kit not in _UNDER_SKY and kit != "car":
        # Outside a house, a café, an office: that is in the street; outside a cabin, a garden.
        if form in _HOUSES:
            return "garden", False
        outside = _FROM_OUTSIDE.get(kit, "street")
        return (outside, False) if outside else (GENERIC[1], True)
    if setting.interior and not setting.exterior and kit in _UNDER_SKY:
        if kit == "bridge" and _in_space(setting.place):
            return "spaceship", False
        inside = _FROM_INSIDE.get(kit, "")
        return (inside, False) if inside else (GENERIC[0], True)
    return _with_stairs(kit, form, words), False


def _with_stairs(kit: str, form: str, words: Collection[str]) -> str:
    """The kit itself, or one with stairs where somebody goes up or down them: a house of which no more
    is said, a hallway."""
    known = {plain(word).rsplit(" ", 1)[-1] for word in words}
    if not known & _STAIRS or known & _DOWNSTAIRS:
        return kit
    if kit == "living room" and form in _HOUSES:
        return "staircase"
    return "stairwell" if kit == "corridor" and form in _PASSAGES else kit


def _in_space(place: str) -> bool:
    """Whether a place named otherwise is on a ship of space ("SPACE SHIP - BRIDGE")."""
    said = f" {plain(place)} "
    return any(f" {word} " in said for word in _SHIPS_OF_SPACE)


def _possessive(match: re.Match[str]) -> str:
    """The s of "captain's", as the table writes it ("captains"), without the apostrophe."""
    return match.group().lstrip("'’")
