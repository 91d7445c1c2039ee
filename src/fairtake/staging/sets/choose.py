"""Choosing a kit: a Setting in, the name of the kit that knows such places out.

Words are compared without accents and case. The last part of a heading that names a place
wins ("OFFICE - KITCHEN"), in it the longest phrase, and among equals the one named last.
"""

from __future__ import annotations

import re

from fairtake.model.breakdown import Setting
from fairtake.staging.sets.nouns import plain

__all__ = ["GENERIC", "PLACES", "choose_kit"]

GENERIC = ("generic room", "open ground")

_TABLE = """
living room: lounge, sitting room, parlour, parlor, drawing room, apartment, flat, house, home, salon, séjour, appartement, maison, wohnzimmer, stube, wohnung, haus, sala, sala de estar, salón, piso, casa, apartamento, den, family room, front room, cottage, cabin, villa, mansion, library, bibliothèque, bibliothek, biblioteca, study, loft, studio apartment, hotel lobby, lobby, dining room, salle à manger, esszimmer, comedor
kitchen: kitchenette, galley, cuisine, küche, cocina, pantry, scullery
bedroom: bed room, guest room, hotel room, motel room, motel, chambre, chambre à coucher, chambre d'hôtel, schlafzimmer, kinderzimmer, hotelzimmer, dormitorio, habitación, alcoba, recámara, nursery, dorm, dorm room, cell, attic, boudoir
office: bureau, büro, oficina, despacho, workplace, cubicle, boardroom, conference room, meeting room, newsroom, salle de réunion, besprechungsraum, kanzlei, precinct, police station, fire station, radio station, commissariat, polizeiwache, comisaría, headquarters, detective bureau, agency, studio, laboratory, lab, bank, clinic reception, arbeitszimmer
café: cafe, coffee shop, coffeehouse, restaurant, bistro, brasserie, diner, tea room, tearoom, canteen, cafeteria, cantine, kantine, kaffeehaus, gaststätte, konditorei, cafetería, restaurante, bakery, boulangerie, ice cream parlour
bar: pub, tavern, saloon, inn, nightclub, club, kneipe, wirtshaus, taverne, taberna, cantina, cocktail bar, auberge
hospital room: hospital, ward, hospital ward, sickroom, clinic, emergency room, intensive care, infirmary, hôpital, chambre d'hôpital, clinique, krankenhaus, krankenzimmer, klinik, hospital habitación, clínica, doctor's office, examination room
classroom: class room, school, schoolroom, lecture hall, lecture room, auditorium, salle de classe, école, klassenzimmer, schule, hörsaal, aula, escuela, clase, university, college, seminar room
shop: store, supermarket, grocery, grocery store, corner shop, boutique, magasin, épicerie, supermarché, laden, geschäft, supermarkt, tienda, supermercado, pharmacy, pharmacie, apotheke, farmacia, bookshop, bookstore, librairie, buchladen, librería, convenience store, florist, flower shop, antique shop, pawn shop
corridor: hallway, hall, passage, couloir, flur, gang, korridor, pasillo, corredor, stairwell, staircase, landing, stairs, escalier, treppenhaus, escalera, foyer, entrance hall, vestibule, vestibül, lift, elevator, hospital corridor, school corridor, tunnel
church: chapel, cathedral, altar, nave, vestry, temple, église, chapelle, cathédrale, kirche, kapelle, dom, iglesia, capilla, catedral
train: train compartment, compartment, train carriage, carriage, railway carriage, railcar, sleeping car, dining car, subway car, metro car, wagon de train, compartiment, zug, abteil, zugabteil, eisenbahn, tren, vagón, compartimento
station platform: platform, train platform, railway platform, train station, railway station, station, railway, quai, quai de gare, gare, bahnsteig, bahnhof, gleis, andén, estación, estación de tren
street: road, avenue, boulevard, sidewalk, pavement, city, town, village street, square, plaza, market, market square, pavé, rue, ruelle, trottoir, ville, place du marché, strasse, straße, gasse, gehweg, bürgersteig, stadt, marktplatz, calle, avenida, acera, ciudad, mercado, alley, lane, bus stop, crossing, intersection, high street, shop front, storefront, entrance, harbour street, ampel, kreuzung, village, dorf, pueblo, downtown, neighborhood, parking lot, car park, driveway
park: garden, gardens, playground, public garden, backyard, back yard, yard, lawn, courtyard, parc, jardin, jardin public, square vert, stadtpark, garten, hof, spielplatz, parque, jardín, patio, cemetery, graveyard, cimetière, friedhof, cementerio, terrace, orchard
forest: wood, woods, woodland, clearing, trail, jungle, grove, forêt, bois, sous bois, clairière, wald, lichtung, waldweg, bosque, selva, sendero, forest path, campsite, camp, swamp
beach: shore, seashore, seaside, coast, sea, ocean, dunes, dune, island, plage, rivage, bord de mer, mer, côte, île, strand, küste, ufer, meer, insel, playa, costa, orilla, mar, isla, lake, lakeside, lac, see, lago, harbour, harbor, pier, jetty, riverbank, river
car: automobile, taxi, cab, van, truck, vehicle, voiture, camion, auto, wagen, fahrzeug, coche, carro, camioneta, car interior, limousine, moving car, police car, pickup
"""

PLACES: dict[str, tuple[str, ...]] = {}
for _row in _TABLE.strip().splitlines():
    _name, _, _rest = _row.partition(":")
    PLACES[_name] = (_name, *(w.strip() for w in _rest.split(",")))


def _index() -> dict[str, str]:
    return {plain(word): kit for kit in reversed(PLACES) for word in reversed(PLACES[kit])}


_WORDS = _index()
_LONGEST = max(word.count(" ") + 1 for word in _WORDS)
_UNDER_SKY = frozenset({"street", "park", "forest", "beach", "station platform"})
_HOUSES = frozenset(
    {"house", "home", "maison", "haus", "casa", "cottage", "villa", "mansion", "cabin", "apartment", "flat"}
)


def _longest(words: list[str]) -> tuple[str, str] | None:
    """The kit of the longest known phrase, the last among equals, and that phrase."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - count, -1, -1):
            phrase = " ".join(words[start : start + count])
            for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                if form in _WORDS:
                    return _WORDS[form], form
    return None


def choose_kit(setting: Setting) -> tuple[str, bool]:
    """The kit for a setting, and whether it is a generic one (no kit knew the place)."""
    best = None
    for part in reversed(
        re.split(r"\s[-–—]+\s|[/,;(]", setting.place)
    ):  # "POLICE STATION - HALLWAY": headings narrow down
        best = best or _longest(plain(part).split())
    open_air = setting.exterior and not setting.interior
    if best is None:
        return GENERIC[1] if open_air else GENERIC[0], True
    kit, form = best
    if open_air and kit not in _UNDER_SKY and kit != "car":
        # Outside a house, a café, an office: that is in the street; outside a cabin, a garden.
        return ("park", False) if form in _HOUSES and form not in ("apartment", "flat") else ("street", False)
    if setting.interior and not setting.exterior and kit in _UNDER_SKY and kit != "station platform":
        return GENERIC[0], True
    return kit, False
