"""Colours by word: of cloth, hair and skin. sRGB 0..1, chosen to sit well side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairtake.model.mesh import Color

__all__ = ["COLORS", "HAIR_COLORS", "SKINS"]


def _hex(code: str) -> Color:
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


_COLOR_WORDS: Mapping[str, str] = MappingProxyType(
    {
        word.strip(): code
        for words, code in (
            ("red, crimson, scarlet, rouge, rot, rote, roten, roter, rojo, roja, rosso, rossa", "c23b33"),
            ("burgundy, maroon, wine-red, bordeaux", "7c2f3c"),
            ("orange, rust", "d8733a"),
            ("yellow, jaune, gelb, gelbe, gelben, amarillo, amarilla, giallo, gialla", "e8c63f"),
            ("mustard, golden, gold, ochre", "d9a441"),
            ("green, vert, verte, grün, grüne, grünen, gruen, verde", "5d8a5e"),
            ("olive, khaki", "7f7d4c"),
            ("teal, turquoise", "3f8580"),
            ("blue, bleu, bleue, blau, blaue, blauen, azul, blu", "4a6ea0"),
            ("navy, dark blue, marine", "35436b"),
            ("light blue, pale blue, sky blue, azzurro, azzurra", "9dbdd6"),
            ("purple, violet, lila, morado, morada, viola", "7d5a86"),
            ("pink, rose, rosa", "d98a9a"),
            ("brown, marron, brun, brune, braun, braune, braunen, brauner, marrón, marrone, castano", "7d5a43"),
            ("tan, beige, camel, sand", "c8aa82"),
            ("black, noir, noire, schwarz, schwarze, schwarzen, schwarzer, negro, negra, nero, nera", "35313b"),
            ("white, blanc, blanche, weiß, weiße, weißen, blanco, blanca, bianco, bianca", "f0e9dc"),
            ("cream, ivory", "efe3cc"),
            ("grey, gray, gris, grise, grau, graue, grauen, grauer, grigio, grigia", "8a8a92"),
            ("charcoal, dark grey, dark gray", "4b4a55"),
            ("silver", "b9bac2"),
            ("dark, dunkle, dunkler, dunklen, sombre, oscuro, oscura", "464450"),
        )
        for word in words.split(",")
    }
)
COLORS: Mapping[str, Color] = MappingProxyType({word: _hex(code) for word, code in _COLOR_WORDS.items()})
"""Cloth colours by word."""

HAIR_COLORS: Mapping[str, Color] = MappingProxyType(
    {
        word.strip(): _hex(code)
        for words, code in (
            ("silver, silvery, argentés, argentée, argenté", "c9c8cf"),
            (
                "grey, gray, greying, graying, gris, grise, grauer, grigia, grigio, gris, graues, graue, grauen, grigi, salt-and-pepper",
                "9a969c",
            ),
            (
                "white, snow-white, blancs, blanche, blanc, weißer, blanca, bianca, weißes, weiße, weißen, blanco, bianchi",
                "e2dedb",
            ),
            (
                "blond, blonde, fair, golden, flaxen, sandy, blonds, blonde, blonder, blondes, blonden, rubio, rubia, biondi",
                "d9b26a",
            ),
            (
                "red, ginger, auburn, copper, roux, rousse, rotes, rote, roter, rossa, rojo, roja, roten, pelirrojo, pelirroja, rossi",
                "b0582f",
            ),
            (
                "brown, chestnut, brunette, bruns, brune, brun, braunes, braune, brauner, châtain, châtains, castaño, castaña, castani",
                "5b3d34",
            ),
            (
                "black, jet-black, raven, noirs, noire, noir, schwarzer, nera, nero, schwarzes, schwarze, schwarzen, negro, neri",
                "2f2a33",
            ),
            ("dark, dunkle, dunkles, dunklen, oscuro, scuri", "3b2d30"),
            ("pink, dyed pink", "cf7f9a"),
            ("blue, dyed blue", "50699f"),
            ("green", "5f8f66"),
        )
        for word in words.split(",")
    }
)
"""Hair colours by word."""

SKINS: Mapping[str, Color] = MappingProxyType(
    {
        "pale": _hex("f5d6c2"),
        "light": _hex("f3cdb0"),
        "rosy": _hex("f0bfa6"),
        "olive": _hex("e2b48c"),
        "tan": _hex("cf9a70"),
        "brown": _hex("a9714e"),
        "deep": _hex("7b4d38"),
        "dark": _hex("5f3b2d"),
    }
)
"""Skin tones by name."""
