"""Headings in ordinary words find their kit, and no word is taken for another that looks like it."""

from __future__ import annotations

import pytest

from fairtake.model.breakdown import Setting
from fairtake.staging.sets import choose_kit, kit_names

TABLE = """
INT. DINING ROOM | dining room
INT. SALLE À MANGER | dining room
INT. ESSZIMMER | dining room
INT. COMEDOR | dining room
INT. BATHROOM | bathroom
INT. SALLE DE BAIN | bathroom
INT. BADEZIMMER | bathroom
INT. LADIES' ROOM | bathroom
INT. ATTIC | attic
INT. DACHBODEN | attic
INT. GRENIER | attic
INT. WINE CELLAR | cellar
INT. BASEMENT | cellar
INT. KELLER | cellar
INT. SÓTANO | cellar
INT. KINDERGARTEN | nursery
INT. CHILD'S ROOM | nursery
INT. CHILDREN'S ROOM | nursery
INT. HOTEL ROOM | hotel room
INT. MOTEL | hotel room
INT. HOTEL BAR | bar
INT. HOTEL LOBBY | corridor
INT. VICTORIAN PARLOUR | parlour
INT. VICTORIAN LIVING ROOM | parlour
INT. LIVING ROOM | living room
INT. ANNA'S APARTMENT | living room
INT. ANNA'S APARTMENT - KITCHEN | kitchen
INT. BAR | bar
INT. BARN | barn
EXT. BARN | farm yard
INT. BARNEY'S | generic room
INT. BARBER SHOP | shop
INT. JAZZ CLUB | bar
INT. TAVERN | tavern
INT. SALOON | tavern
INT. MEDIEVAL INN | tavern
INT. RESTAURANT | restaurant
INT. BISTRO | restaurant
INT. CAFÉ | café
INT. DINER | café
INT. BÄCKEREI | café
INT. COURT | court room
INT. COURTROOM | court room
INT. GERICHTSSAAL | court room
EXT. COURTYARD | garden
EXT. TENNIS COURT | park
INT. POLICE STATION | police station
INT. POLICE STATION - INTERVIEW ROOM | interview room
INT. INTERROGATION ROOM | interview room
INT. POLICE STATION - HALLWAY | corridor
INT. FIRE STATION | office
INT. PRISON CELL | cell
INT. GEFÄNGNISZELLE | cell
INT. CELDA | cell
INT. LIBRARY | library
INT. BIBLIOTHÈQUE | library
INT. LIBRAIRIE | shop
INT. HOSPITAL ROOM | hospital room
INT. HOSPITAL CORRIDOR | hospital corridor
INT. HOSPITAL - WAITING ROOM | hospital corridor
INT. WARTEZIMMER | hospital corridor
INT. AIRPORT | hospital corridor
INT. OPERATING THEATRE | hospital room
INT. THEATRE | theatre
INT. THEATRE - STAGE | theatre
INT. MOVIE THEATER | cinema
INT. KINO | cinema
INT. CINEMA LOBBY | corridor
INT. SUPERMARKET | supermarket
INT. SUPERMARCHÉ | supermarket
EXT. MARKET | market square
INT. MARKET | supermarket
INT. CORNER SHOP | shop
INT. WORKSHOP | garage
INT. AUTOWERKSTATT | garage
INT. LABORATORY | laboratory
INT. LABOR | laboratory
INT. ART GALLERY | gallery
INT. MUSEUM | gallery
INT. BOARDROOM | conference room
INT. OFFICE | office
INT. CLASSROOM | classroom
INT. LECTURE HALL | classroom
INT. GREAT HALL | castle hall
INT. CASTLE - THRONE ROOM | castle hall
INT. CASTLE - DUNGEON | cell
INT. CASTLE KITCHEN | kitchen
INT. RITTERSAAL | castle hall
INT. HALL | corridor
INT. CONCERT HALL | theatre
INT. TOWN HALL | office
INT. SPACESHIP - BRIDGE | spaceship
INT. SPACE STATION | spaceship
INT. RAUMSCHIFF | spaceship
EXT. BRIDGE | bridge
EXT. PONT NEUF | bridge
EXT. BRÜCKE | bridge
INT. AIRPLANE | plane
INT. AVION | plane
INT. FLUGZEUG | plane
INT. CAPTAIN'S CABIN | ship's cabin
INT. CABIN | living room
EXT. CABIN | garden
EXT. SHIP'S DECK | ship's deck
EXT. FERRY | ship's deck
INT. FERRY | ship's cabin
EXT. SCHIFF | ship's deck
INT. TRAIN | train
INT. TRAIN COMPARTMENT | train compartment
INT. ZUGABTEIL | train compartment
EXT. TRAIN STATION | station platform
INT. TRAIN STATION | station platform
EXT. TRAIN | station platform
EXT. GAS STATION | street
INT. TRAINING ROOM | generic room
EXT. STREET | street
EXT. STREET CORNER | street
EXT. DARK ALLEY | alley
EXT. RUELLE | alley
EXT. CALLEJÓN | alley
EXT. ROOFTOP | rooftop
EXT. AZOTEA | rooftop
EXT. DACHTERRASSE | rooftop
EXT. VILLAGE SQUARE | market square
EXT. GARDEN | garden
EXT. GARTEN | garden
EXT. JARDIN | garden
EXT. JARDIN PUBLIC | park
EXT. PARK | park
EXT. CAR PARK | street
INT. CAR | car
INT. CARAVAN | generic room
EXT. PARKING LOT | street
EXT. PLAYGROUND | playground
EXT. SCHOOL YARD | playground
EXT. CEMETERY | cemetery
EXT. FRIEDHOF | cemetery
EXT. CHURCHYARD | cemetery
INT. CHURCH | church
EXT. WHEAT FIELD | field
EXT. COUNTRY ROAD | field
EXT. FELD | field
EXT. AIRFIELD | open ground
EXT. MOUNTAIN PATH | mountain
EXT. MONTAGNE | mountain
EXT. CLIFF | mountain
EXT. DESERT | desert
EXT. WÜSTE | desert
EXT. SNOWFIELD | snow
EXT. FROZEN LAKE | snow
EXT. LAKE | riverside
EXT. RIVERBANK | riverside
EXT. HARBOUR | harbour
EXT. FISHING PIER | pier
EXT. MOTORWAY | highway
EXT. SWIMMING POOL | swimming pool
EXT. STADIUM | stadium
EXT. FARM | farm yard
EXT. BAUERNHOF | farm yard
INT. STABLE | barn
EXT. FOREST | forest
EXT. WALDLICHTUNG | open ground
EXT. BEACH | beach
EXT. HAFENSTRASSE | street
INT. BAUERNKÜCHE | kitchen
INT. SHED | garage
EXT. OLD HOUSE | garden
EXT. OFFICE BUILDING | street
EXT. THE MOON | open ground
INT. FLUX CHAMBER | generic room
"""
ROWS = [tuple(part.strip() for part in row.split("|")) for row in TABLE.strip().splitlines()]


def _setting(heading: str) -> Setting:
    prefix, _, place = heading.partition(" ")
    return Setting(heading, prefix == "INT.", prefix == "EXT.", place, "day", ())


@pytest.mark.parametrize(("heading", "kit"), ROWS)
def test_a_heading_finds_its_kit(heading: str, kit: str) -> None:
    assert choose_kit(_setting(heading)) == (kit, kit in ("generic room", "open ground"))


def test_the_table_is_long_and_names_most_kits() -> None:
    assert len(ROWS) >= 120
    assert len(kit_names()) >= 50
    assert len({kit for _, kit in ROWS} & set(kit_names())) >= 48


def test_words_of_the_scene_give_an_unknown_place_away() -> None:
    place = _setting("INT. ROOM 101")
    assert choose_kit(place) == ("generic room", True)
    assert choose_kit(place, ("judge", "gavel", "table")) == ("court room", False)
    assert choose_kit(place, ("judge", "table")) == ("generic room", True)
    assert choose_kit(_setting("EXT. NOWHERE"), ("waves", "sand")) == ("beach", False)


@pytest.mark.parametrize(
    ("place", "kit"),
    [
        ("CUCINA", "kitchen"), ("УЛИЦА", "street"), ("公园", "park"), ("駅", "station platform"), ("مطبخ", "kitchen"), ("रसोई", "kitchen"),
        # No word of another language takes an English one's place.
        ("GARDEN GATE", "garden"), ("OFFICE WITH A GATE", "office"),
    ],
)  # fmt: skip
def test_places_are_known_in_other_languages(place, kit):
    exterior = kit in ("street", "park", "garden")
    assert choose_kit(Setting(place, not exterior, exterior, place, "day"))[0] == kit


def test_a_house_in_which_somebody_goes_upstairs_has_stairs() -> None:
    house = _setting("INT. HOUSE")
    assert choose_kit(house) == ("living room", False)
    assert choose_kit(house, ("suitcase", "upstairs")) == ("staircase", False)
    assert choose_kit(house, ("sofa", "upstairs")) == ("living room", False)
    assert choose_kit(_setting("INT. KITCHEN"), ("upstairs",)) == ("kitchen", False)
