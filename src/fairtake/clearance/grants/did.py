"""did:key of Ed25519 keys: "did:key:z6Mk..." (W3C CCG did:key method 0.7; Multibase base58btc; multicodec 0xed)."""

from __future__ import annotations

__all__ = ["base58", "did_of", "from_base58", "public_of"]

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PREFIX = b"\xed\x01"
_PRIME = 2**255 - 19
# Points of small order: under such a "key" one signature fits every message (libsodium's list, sign bit off).
_WEAK = {
    0,
    1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
    _PRIME - 1,
}


def did_of(public: bytes) -> str:
    """The did:key of a raw Ed25519 public key (32 bytes)."""
    return "did:key:z" + base58(_PREFIX + public)


def public_of(did: str) -> bytes:
    """The raw public key (32 bytes) a did:key names. Raises ValueError for everything but the one
    canonical spelling of a sound Ed25519 key."""
    if not did.startswith("did:key:z") or len(did) > 80:
        raise ValueError("not a did:key")
    raw = from_base58(did[len("did:key:z") :])
    if raw[:2] != _PREFIX or len(raw) != 34:
        raise ValueError("not an Ed25519 key")
    public = raw[2:]
    height = int.from_bytes(public, "little") & (2**255 - 1)
    if height >= _PRIME or height in _WEAK:
        raise ValueError("a key under which anybody could sign")
    if did_of(public) != did:
        raise ValueError("not written in its canonical form")
    return public


def base58(data: bytes) -> str:
    """`data` in base 58 with Bitcoin's letters."""
    number = int.from_bytes(data, "big")
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = _LETTERS[digit] + text
    return _LETTERS[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The bytes of a text in base 58 (at most 200 letters). Raises ValueError."""
    if len(text) > 200:
        raise ValueError("too long")
    number = 0
    for letter in text:
        digit = _LETTERS.find(letter)
        if digit < 0:
            raise ValueError("not base 58")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(_LETTERS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
