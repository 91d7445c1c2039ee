"""Signing: every file that leaves for others says how it was made, with what, and by whose leave.

The last thing of a make, after all else was written. Pictures and sound carry their manifest inside; subtitles
have theirs beside them (film.srt.c2pa). A file that was signed and says the same still is left alone; one that has
to say something else is signed anew. What earlier steps remember of a file's size and time of
change follows, so that signing makes nothing out of date.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fairtake.clearance import credentials
from fairtake.clearance.credentials import SIDECAR, GrantNote, Identity, Ingredient, Manifest, Mark, Signed, SourceType
from fairtake.editing.clips import follow_clips
from fairtake.errors import ClearanceError
from fairtake.model.clearance import Basis, Cleared, ReferenceKind
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline.marking import is_marked
from fairtake.pipeline.work import Work
from fairtake.project import Manifest as Finished
from fairtake.project import file_name, file_sha256
from fairtake.store import replace_file

__all__ = ["Made", "boards_say", "open_identity", "sign_boards", "sign_film"]

SOUND_ALGORITHM = "org.fairtake.sound.1"
"""How credentials name the mark in a film's sound."""

_RECORD = "credentials.json"
_BESIDE = ("statement.json", "usage.json", "shots.json", "shots.csv", "performance.json", "film.otio")
"""Files whose hashes film.mp4 vouches for, with its subtitles."""

_HEARD = (ReferenceKind.RECORDING, ReferenceKind.VOICE, ReferenceKind.MUSIC)
_SEEN = (ReferenceKind.CHARACTER, ReferenceKind.PLACE, ReferenceKind.PLATE)
_SAID = (ReferenceKind.RECORDING, ReferenceKind.VOICE)

_FORMATS = {
    ".wav": "audio/wav", ".mp3": "audio/mpeg", ".flac": "audio/flac", ".m4a": "audio/mp4", ".mp4": "video/mp4",
    ".mov": "video/quicktime", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp", ".glb": "model/gltf-binary", ".vrm": "model/gltf-binary",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What signing needs to know of a film beyond its Work: its `shots`, what machines (`synthetic`) and
    people (`human`) did, whether a trained model spoke (`trained`), and the watermark in its pictures, if any."""

    shots: tuple[Shot, ...]
    synthetic: tuple[str, ...]
    human: tuple[str, ...]
    trained: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What a file is made of: the departments heard or seen in it, the kinds of references it can hold, and
    how it came about."""

    departments: tuple[str, ...]
    kinds: tuple[ReferenceKind, ...]
    how: str


_ALL = (
    "pictures",
    "voices",
    "sound",
    "music",
    "staging",
    "camera",
    "cut",
    "screenplay",
    "plates",
    "shots edited by hand",
)
_FILM = _Part(
    _ALL, (*_SEEN, *_HEARD), "An animated film: staged, shot, drawn, spoken, scored and cut from a screenplay"
)
_DUB = _Part(_ALL, (*_SEEN, ReferenceKind.MUSIC), "The film in another language, spoken by a synthetic voice")
_TOLD = _Part(("voices", "sound", "music", "screenplay"), _HEARD, "The film's sound with a synthetic narrator")
_CLIP = _Part(("pictures", "staging", "camera", "screenplay"), _SEEN, "One shot of an animated film, without sound")
_PLATE = _Part(("plates",), _SEEN, "One shot of a film, filmed or drawn by people")
_TEXT = _Part(("screenplay",), (), "Subtitles: the screenplay's words with the film's times")
_BOARD = _Part(("pictures", "staging", "camera", "screenplay"), _SEEN, "A storyboard of an animated film")
_STEMS = {
    "dialogue": _Part(("voices", "screenplay"), _SAID, "The film's dialogue"),
    "effects": _Part(("sound",), (), "The film's sound effects"),
    "ambience": _Part(("sound",), (), "The film's ambience"),
    "music": _Part(("music",), (ReferenceKind.MUSIC,), "The film's music"),
    "music-and-effects": _Part(("sound", "music"), (ReferenceKind.MUSIC,), "The film's sound without speech"),
    "mix-5.1": _Part(("voices", "sound", "music", "screenplay"), _HEARD, "The film's sound in 5.1"),
}

_HOW = {
    SourceType.TRAINED: "; a voice in it comes from a model made of a person's recordings",
    SourceType.COMPOSITE: ", with what people recorded, played, filmed or modelled; nothing in it comes from a model "
    "trained on samples",
    SourceType.ALGORITHMIC: ", by rules and computation; nothing in it comes from a model trained on samples",
    SourceType.HUMAN: "",
}


def open_identity(work: Work) -> Identity | None:
    """Who signs this film. None, and a gap that says why, when this machine's certificate can neither be
    made nor read. Raises ClearanceError when a certificate of the user's own is not usable, and when something that
    was lent says of itself that it was tampered with: before anything is made, and not when all is done."""
    own = _own_certificate(work)
    try:
        identity = credentials.signing_identity(*own)
    except ClearanceError as error:
        if any(own) or os.environ.get("FAIRTAKE_CERTIFICATE") or os.environ.get("FAIRTAKE_PRIVATE_KEY"):
            raise
        why = f"the film is not signed: {error.what}"
        work.gaps.append(Gap("clearance", "credentials", why, error.fix))
        return None
    for cleared in work.clearing.cleared:
        try:
            credentials.check_ingredient(_ingredient(cleared, _credits(work)))
        except ClearanceError as error:
            error.file, error.key = cleared.reference.path, cleared.reference.key
            raise
    return identity


def _own_certificate(work: Work) -> tuple[Path | None, Path | None]:
    """[clearance] certificate and private_key, in the film's folder."""
    terms = work.settings.clearance
    first, second = (
        Path(work.settings.root) / name if name else None for name in (terms.certificate, terms.private_key)
    )
    return first, second


def sign_film(
    work: Work, identity: Identity | None, files: Sequence[str], made: Made
) -> tuple[list[str], Signed | None]:
    """Sign what a make left: `files` are the names of all it wrote. Returns the names of the manifests
    that were written beside files, and what film.mp4's own is. Raises ClearanceError when something lent was
    tampered with, naming it."""
    if identity is None:
        _Signer(work, None).finish([])
        return [], None
    lent = _Lent.of(work, made)
    shots = {f"shots/{file_name(shot.number)}.mp4": shot for shot in made.shots}
    signed = [name for name in files if Path(name).suffix in (".wav", ".m4a", ".mp4") and name != "film.mp4"]
    texts = [name for name in files if Path(name).suffix in (".srt", ".vtt") and (work.out / name).stat().st_size]
    work.progress.begin("Signing", len(signed) + len(texts) + 1)
    with work.timed("signing"):
        signer = _Signer(work, identity)
        for name in signed:
            part, shot = _part(name), shots.get(name)
            if shot is not None and shot.number in work.plates:
                part = _PLATE
            own = lent.in_shot(shot) if part in (_CLIP, _PLATE) else lent.of_kinds(part.kinds)
            if part is _DUB or Path(name).stem.startswith("dialogue."):
                own += lent.in_dubs(work)
            beside = _dub_texts(name, texts)
            signer.sign(name, _manifest(work, name, part, made, own, beside, lent))
            work.progress.advance()
        for name in texts:
            signer.sign_beside(name, _manifest(work, name, _TEXT, made, [], [], lent))
            work.progress.advance()
        beside = [name for name in (*_BESIDE, *_dub_texts("film.mp4", texts)) if (work.out / name).is_file()]
        film = _manifest(work, "film.mp4", _FILM, made, lent.of_kinds(_FILM.kinds), beside, lent)
        told = signer.sign("film.mp4", film)
        work.progress.advance()
        sidecars = [f"{name}{SIDECAR}" for name in texts]
        signer.finish(sidecars)
    whose = "a certificate only this machine knows" if identity.local else identity.name
    work.progress.end(f"{len(signed) + len(texts) + 1} files, by {whose}")
    return sidecars, told


def boards_say(work: Work, identity: Identity | None, shots: Iterable[Shot]) -> str:
    """What the storyboard's credentials would say, and who says it, as one hash: a board is bound anew when
    it changes."""
    made = _boarded(shots)
    lent = _Lent.of(work, made)
    manifest = _manifest(work, "boards.pdf", _BOARD, made, lent.of_kinds(_SEEN), [], lent)
    who = identity.fingerprint if identity is not None else ""
    return hashlib.sha256(f"{who} {credentials.said(manifest)}".encode()).hexdigest()


def sign_boards(work: Work, identity: Identity | None, panels: Mapping[str, Shot]) -> None:
    """Sign boards.pdf and the `panels`, the shots they are of by file name."""
    if identity is None:
        return
    made = _boarded(panels.values())
    lent = _Lent.of(work, made)
    signer = _Signer(work, identity, "boards-credentials.json")
    for name, shot in panels.items():
        signer.sign(name, _manifest(work, name, _BOARD, made, lent.in_shot(shot), [], lent))
    signer.sign("boards.pdf", _manifest(work, "boards.pdf", _BOARD, made, lent.of_kinds(_SEEN), [], lent))
    signer.finish([])


def _boarded(shots: Iterable[Shot]) -> Made:
    return Made(tuple(shots), ("pictures", "staging", "camera"), ("screenplay",))


# -- what each file says ------------------------------------------------------------------------


def _part(name: str) -> _Part:
    """What kind of file it is, by its name."""
    if name.startswith("shots/"):
        return _CLIP
    stem = Path(name).stem
    if stem in _STEMS:
        return _STEMS[stem]
    if stem.startswith("dialogue."):
        return _Part(("voices", "screenplay"), (), "The dialogue of a dubbed version, spoken by a synthetic voice")
    return _TOLD if name.endswith(".m4a") else _DUB


def _dub_texts(name: str, texts: Sequence[str]) -> list[str]:
    """The subtitles of a version: film.fr.srt goes with film.fr.mp4."""
    return [text for text in texts if Path(text).stem == Path(name).stem]


def _manifest(
    work: Work,
    name: str,
    part: _Part,
    made: Made,
    own: Sequence[tuple[Cleared, Ingredient]],
    beside: Sequence[str],
    lent: _Lent,
) -> Manifest:
    others = [kind for kind in part.kinds if kind is not ReferenceKind.VOICE]
    human = [what for what in made.human if what in part.departments]
    synthetic = [what for what in made.synthetic if what in part.departments]
    if part is _DUB or part is _TOLD or name.startswith("stems/dialogue."):
        synthetic = list(dict.fromkeys([*synthetic, *(["voices"] if part is not _STEMS["dialogue"] else [])]))
        human = [what for what in human if what != "voices" or part is _TOLD or part is _STEMS["dialogue"]]
    brought = any(one.reference.kind is ReferenceKind.VOICE for one, _ in own)
    trained = made.trained and (ReferenceKind.VOICE in part.kinds or brought)
    captured = not {"voices", "music", "plates"}.isdisjoint(human) or any(
        one.reference.kind in others for one, _ in own
    )
    source = SourceType.TRAINED if trained else SourceType.COMPOSITE if captured else SourceType.ALGORITHMIC
    if part is _TEXT:
        source = SourceType.HUMAN
    grants = {sha256 for _, ingredient in own for sha256 in ingredient.grants}
    return Manifest(
        title=Path(name).name,
        film=work.title,
        source=source,
        made=f"{part.how}{_HOW[source]}.",
        ingredients=tuple(ingredient for _, ingredient in own),
        grants=tuple(note for note in lent.notes if note.sha256 in grants),
        synthetic=tuple(synthetic),
        human=tuple(human),
        training=_training(work) and all(note.sha256 in lent.trainable for note in lent.notes if note.sha256 in grants),
        beside={one: file_sha256(work.out / one) for one in beside},
        marks=_marks(work, name, part, made),
        time=_time(),
    )


def _marks(work: Work, name: str, part: _Part, made: Made) -> tuple[Mark, ...]:
    """The watermarks a file carries: films in their pictures and sound, clips of marked shots in their pictures."""
    if made.mark is None:
        return ()
    heard = Mark(made.mark.value, SOUND_ALGORITHM)
    if part in (_CLIP, _PLATE):
        shown = any(f"shots/{file_name(shot.number)}.mp4" == name and is_marked(work, shot) for shot in made.shots)
        return (made.mark,) if shown else ()
    return {_FILM: (made.mark, heard), _DUB: (made.mark, heard), _TOLD: (heard,)}.get(part, ())


def _training(work: Work) -> bool:
    """Whether [clearance] training lets models be trained on the film."""
    return work.settings.clearance.training == "allowed"


def _time() -> str:
    """When the file was made, if whoever makes it gives a time that can be given again (reproducible-builds.org)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch(r"[0-9]{1,11}", given):
        return ""
    return datetime.fromtimestamp(int(given), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- what was lent ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lent:
    """References the film uses, each as an ingredient, and the grants they stand on; `trainable` are
    the hashes of grants that allow training."""

    used: tuple[tuple[Cleared, Ingredient], ...]
    notes: tuple[GrantNote, ...]
    trainable: frozenset[str]

    @classmethod
    def of(cls, work: Work, made: Made) -> _Lent:
        clearing = work.clearing
        signed = dict(clearing.grants)
        credit = _credits(work)
        standing = {grant for shot in made.shots for grant in shot.grants}
        used = []
        for cleared in clearing.cleared:
            reference = cleared.reference
            if reference.kind not in (*_SEEN, *_HEARD):
                continue
            if reference.kind is ReferenceKind.RECORDING and Path(reference.path).name not in work.recorded.values():
                continue
            if reference.kind is ReferenceKind.PLATE and reference.shot not in work.plates:
                continue
            if cleared.basis is Basis.GRANT and not standing.intersection(cleared.grants):
                continue
            used.append((cleared, _ingredient(cleared, credit)))
        notes = tuple(
            GrantNote(sha256, credit[sha256], tuple(str(one) for one in signed[sha256].grant.modality))
            for sha256 in sorted({grant for cleared, _ in used for grant in cleared.grants} & signed.keys())
        )
        return cls(tuple(used), notes, frozenset(sha256 for sha256, one in signed.items() if one.grant.training))

    def of_kinds(self, kinds: Sequence[ReferenceKind]) -> list[tuple[Cleared, Ingredient]]:
        """What is used of these kinds."""
        return [pair for pair in self.used if pair[0].reference.kind in kinds]

    def in_dubs(self, work: Work) -> list[tuple[Cleared, Ingredient]]:
        """The voice files that speak in every version: of roles that keep a language of their own."""
        roles = {role for role, entry in work.settings.cast.items() if entry.language}
        return [pair for pair in self.of_kinds([ReferenceKind.VOICE]) if pair[0].reference.role in roles]

    def in_shot(self, shot: Shot | None) -> list[tuple[Cleared, Ingredient]]:
        """What is seen in one shot; a card shows nothing that was lent."""
        if shot is None:
            return []
        return [pair for pair in self.of_kinds(_SEEN) if _in_shot(pair[0], shot)]


def _credits(work: Work) -> dict[str, str]:
    """How those who signed a grant want to be named, by the grant's hash."""
    return {sha256: one.grant.credited for sha256, one in work.clearing.grants.items()}


def _in_shot(cleared: Cleared, shot: Shot) -> bool:
    reference = cleared.reference
    if reference.kind is ReferenceKind.PLATE:
        return reference.shot == shot.number
    if cleared.basis is Basis.GRANT:
        return bool(set(cleared.grants) & set(shot.grants))
    return reference.role in shot.subjects if reference.role else shot.scene in reference.scenes


def _ingredient(cleared: Cleared, credit: dict[str, str]) -> Ingredient:
    """A reference as the credentials tell it: by its giver's wish where somebody lent it, never by its path."""
    reference = cleared.reference
    path = cleared.checked()
    kind = str(reference.kind)
    names = " and ".join(dict.fromkeys(credit[one] for one in cleared.grants if one in credit))
    whose = f"lent by {names}" if names else str(cleared.basis)
    return Ingredient(
        f"{kind[:1].upper()}{kind[1:]}, {whose}",
        path,
        _FORMATS.get(path.suffix.lower(), "application/octet-stream"),
        kind,
        str(cleared.basis),
        cleared.sha256,
        cleared.grants,
    )


# -- signing, and what is remembered of it ------------------------------------------------------


class _Signer:
    """Signs files of the output folder where they lie, those that do not say yet what they should."""

    def __init__(self, work: Work, identity: Identity | None, record: str = _RECORD) -> None:
        self._out = work.out
        self._identity = identity
        self._path = work.out / ".fairtake" / record
        self._known = _read(self._path)
        self._entries: dict[str, Any] = {}
        self._changed: dict[str, tuple[list[int], list[int]]] = {}

    def sign(self, name: str, manifest: Manifest) -> Signed:
        """Sign a file in its place."""
        path = self._out / name
        known = self._kept(name, path, manifest)
        if known is None:
            before = _state(path)
            with replace_file(path) as temporary:
                signed = credentials.sign_file(path, temporary, manifest, self._who)
            known = self._remember(name, path, manifest, signed)
            self._changed[name] = (before, known["file"])
        return Signed(known["identifier"], known["sha256"])

    def sign_beside(self, name: str, manifest: Manifest) -> Signed:
        """Write a file's manifest beside it."""
        path, sidecar = self._out / name, f"{name}{SIDECAR}"
        with replace_file(self._out / sidecar, keep_equal=True) as temporary:
            store, signed = credentials.sign_beside(path, manifest, self._who)
            temporary.write_bytes(store)
        self._entries[sidecar] = {}
        return signed

    def finish(self, sidecars: Sequence[str]) -> None:
        """Remember what was signed, in every record that speaks of the files; manifests beside files that
        are no more, or were not signed, go."""
        for old in self._known:
            if old.endswith(SIDECAR) and old not in sidecars and re.fullmatch(r"[^/\\]+", old):
                (self._out / old).unlink(missing_ok=True)
        Finished(self._out, "mix").follow(self._changed)
        clips = {Path(name).name: both for name, both in self._changed.items() if name.startswith("shots/")}
        follow_clips(self._out / ".fairtake" / "clips.json", clips, replace_file)
        if self._entries != self._known:
            with replace_file(self._path) as temporary:
                temporary.write_text(json.dumps(self._entries, indent=1), encoding="utf-8")

    @property
    def _who(self) -> Identity:
        if self._identity is None:
            raise ClearanceError("nobody is there to sign", fix="Please report this as a defect.")
        return self._identity

    def _kept(self, name: str, path: Path, manifest: Manifest) -> dict[str, Any] | None:
        entry = self._known.get(name)
        if (
            not isinstance(entry, dict)
            or entry.get("file") != _state(path)
            or entry.get("says") != self._says(manifest)
        ):
            return None
        self._entries[name] = entry
        return entry

    def _remember(self, name: str, path: Path, manifest: Manifest, signed: Signed) -> dict[str, Any]:
        entry = {
            "says": self._says(manifest),
            "file": _state(path),
            "identifier": signed.identifier,
            "sha256": signed.sha256,
        }
        self._entries[name] = entry
        return entry

    def _says(self, manifest: Manifest) -> str:
        """One hash of everything the manifest says, and of who says it."""
        return hashlib.sha256(f"{self._who.fingerprint} {credentials.said(manifest)}".encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return data
    return {}


def _state(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]
