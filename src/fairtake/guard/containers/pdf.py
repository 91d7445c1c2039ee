"""PDF: written anew with what its pages show; information, attachments, comments and earlier versions are left out."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import Any

import pikepdf

from fairtake.guard.containers import jpeg
from fairtake.guard.finding import Done, Kind, shown
from fairtake.guard.metadata import xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["pages", "strip"]

_LARGEST = 1 << 30
_MOST = 500_000
_LARGEST_PACKET = 1 << 18
_INFO = {
    "/Author": (Kind.PERSON, "author"),
    "/Title": (Kind.TEXT, "title"),
    "/Subject": (Kind.TEXT, "subject"),
    "/Keywords": (Kind.TEXT, "keywords"),
    "/Creator": (Kind.SOFTWARE, "written with"),
    "/Producer": (Kind.SOFTWARE, "made with"),
    "/CreationDate": (Kind.TIME, "made"),
    "/ModDate": (Kind.TIME, "last changed"),
}


def _names(text: str) -> frozenset[str]:
    return frozenset(f"/{one}" for one in text.split())


_TRAILER = _names("Root Size ID Prev XRefStm Type W Index Length Filter DecodeParms Encrypt")
_ROOT = _names(
    "Type Version Extensions Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines OpenAction URI AcroForm "
    "StructTreeRoot MarkInfo Lang OutputIntents OCProperties NeedsRendering"
)
_PAGE = _names(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots Dur Trans StructParents Tabs UserUnit"
)
_STREAM = _names("Type Subtype Filter DecodeParms Length StructParent StructParents OC Name")
_DRAWN = {
    "/Image": _STREAM
    | _names(
        "Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte"
    ),
    "/Form": _STREAM | _names("FormType BBox Matrix Resources Group"),
}
_LINK = _names(
    "Type Subtype Rect Border BS C CA ca H Dest A AP AS F QuadPoints StructParent OC DA DS Q CL LE IC RD Vertices InkList L BE PA"
)
"""What stays, of the whole, of pages, of what they draw, and of links: other entries show nothing."""
_FILTERS = _names(
    "FlateDecode LZWDecode ASCII85Decode ASCIIHexDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode Crypt Fl LZW A85 AHx RL CCF"
)
_COMMENTS = ("/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Stamp", "/Caret", "/RichMedia", "/Screen")


def strip(data: Data, plan: Plan) -> None:
    """Keep what the pages show, links and forms."""
    if len(data) > _LARGEST:
        raise malformed("is larger than a document can be here")
    try:
        with pikepdf.open(io.BytesIO(data[:])) as pdf:
            if pdf.is_encrypted:
                raise malformed("is locked with a password")
            _look(pdf, data, plan)
            out = io.BytesIO()
            pdf.save(
                out,
                static_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise malformed("is not a well-formed PDF, or is locked") from error
    plan.put(out.getvalue())


def pages(data: bytes) -> list[object]:
    """What stands on the pages: their size and a hash of what draws them."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found: list[object] = []
            for page in pdf.pages:
                digest = hashlib.sha256()
                # As it is packed: unpacking it could take for ever, and saving does not pack it anew.
                contents = page.obj.get("/Contents")
                for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
                    if one is not None:
                        digest.update(_packed(one))
                found.append(([float(one) for one in page.mediabox], digest.digest()))
            return found
    except (pikepdf.PdfError, KeyError, TypeError, AttributeError, ValueError, RuntimeError) as error:
        raise malformed("is not a well-formed PDF") from error


def _packed(stream: Any) -> bytes:
    """A stream's bytes: as they are packed, or packed if they are not."""
    raw = bytes(stream.read_raw_bytes())
    return raw if stream.get("/Filter") is not None else zlib.compress(raw, 6)


def _xmp(stream: Any) -> bytes:
    """The packet in a stream, when it is not so large that it could not be one."""
    raw = bytes(stream.read_raw_bytes())
    return bytes(stream.read_bytes()) if len(raw) < _LARGEST_PACKET else b"<"


def _look(pdf: pikepdf.Pdf, data: Data, plan: Plan) -> None:
    root: Any = pdf.Root
    info: Any = pdf.trailer.get("/Info")
    if info is not None:
        for key in list(info.keys()):
            kind, said = _INFO.get(key, (Kind.TEXT, key[1:]))
            text = shown(str(info[key]))
            if text:
                plan.tell(kind, "information", f"{said}: {text}")
        del pdf.trailer["/Info"]
    for key in list(pdf.trailer.keys()):
        if key not in _TRAILER:
            plan.tell(Kind.HIDDEN, "trailer", f"something it does not need ({shown(key[1:])})")
            del pdf.trailer[key]
    _attachments(root, plan)
    for key in list(root.keys()):
        if key in _ROOT and (key != "/OpenAction" or not _acts(root[key])):
            continue
        if key == "/Metadata" and isinstance(root[key], pikepdf.Stream):
            plan.findings += xmp.findings(_xmp(root[key]))
        elif key != "/AF":
            plan.tell(Kind.HIDDEN, shown(key[1:]), "something that is done or noted when it is opened")
        del root[key]
    if "/OCProperties" in root:
        plan.tell(
            Kind.HIDDEN, "layers", "layers, some of which may be hidden: look whether you want them in it", Done.KEPT
        )
    earlier = _count(data, b"startxref") - (2 if pdf.is_linearized else 1)
    if earlier > 0:
        plan.tell(Kind.HIDDEN, "earlier versions", f"{earlier} earlier versions of it, with what was deleted since")
    for page in pdf.pages:
        _page(page.obj, plan)
    for number, one in enumerate(pdf.objects):
        if number > _MOST:
            raise malformed("has more parts than any document needs")
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            _object(pdf, one, plan)
    root["/Metadata"] = pdf.make_indirect(
        pikepdf.Stream(pdf, PACKET, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    )


def _count(data: Data, word: bytes) -> int:
    found, at = 0, data.find(word)
    while at >= 0 and found < 10_000:
        found, at = found + 1, data.find(word, at + 1)
    return found


def _acts(action: Any) -> bool:
    """Whether opening the document does more than going to a page."""
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") not in ("/GoTo", None)


def _attachments(root: Any, plan: Plan) -> None:
    names = root.get("/Names")
    if names is not None and "/EmbeddedFiles" in names:
        for name, said, own in _files(names["/EmbeddedFiles"], 0):
            if not own:
                plan.tell(Kind.HIDDEN, "attachment", f"a file in it: {name}{f', {said} bytes' if said else ''}")
        del names["/EmbeddedFiles"]
    if names is not None and "/JavaScript" in names:
        plan.tell(Kind.HIDDEN, "script", "a program that runs when it is opened")
    for key in list(names.keys()) if names is not None else ():
        if key != "/Dests":
            del names[key]


def _files(node: Any, depth: int) -> list[tuple[str, int, bool]]:
    found: list[tuple[str, int, bool]] = []
    if depth > 16:
        return found
    listed = node.get("/Names", [])
    for at in range(1, min(len(listed), 2000), 2):
        entry = listed[at]
        held = entry.get("/EF") if isinstance(entry, pikepdf.Dictionary) else None
        stream = held.get("/F") if isinstance(held, pikepdf.Dictionary) else None
        body = stream.read_raw_bytes() if isinstance(stream, pikepdf.Stream) else b""
        own = b"fairtake.safe-copy" in body
        found.append((shown(str(entry.get("/UF", entry.get("/F", "")))), len(body), own))
    for child in list(node.get("/Kids", []))[:1000]:
        found += _files(child, depth + 1)
    return found


def _page(page: Any, plan: Plan) -> None:
    for key, kind, said in (
        ("/Thumb", Kind.THUMBNAIL, "a small picture of a page"),
        ("/PieceInfo", Kind.SOFTWARE, "a program's notes on a page"),
        ("/LastModified", Kind.TIME, "when a page was changed"),
        ("/AA", Kind.HIDDEN, "something that is done when a page is opened"),
        ("/Metadata", Kind.TEXT, "notes on a page"),
    ):
        if key in page:
            if key == "/LastModified":
                said = f"{said}: {shown(str(page[key]))}"
            plan.tell(kind, "page", said)
            del page[key]
    for key in [one for one in page.keys() if one not in _PAGE]:  # noqa: SIM118 - a PDF dictionary
        plan.tell(Kind.HIDDEN, "page", f"something its pages do not show ({shown(key[1:])})")
        del page[key]
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    left = []
    for one in annotations:
        kind_ = str(one.get("/Subtype", ""))
        author, text = (shown(str(one.get(key, ""))) for key in ("/T", "/Contents"))
        if kind_ == "/Widget":
            left.append(one)
            continue
        if author:
            plan.tell(Kind.PERSON, "comment", f"by {author}")
        if text:
            plan.tell(Kind.TEXT, "comment", text)
        if kind_ in _COMMENTS:
            plan.tell(Kind.TEXT, "comment", f"a comment ({kind_[1:]})")
            continue
        for key in list(one.keys()):
            if key not in _LINK and not (kind_ == "/FreeText" and key in ("/Contents", "/RC")):
                del one[key]
        left.append(one)
    page["/Annots"] = pikepdf.Array(left)


def _object(pdf: pikepdf.Pdf, one: Any, plan: Plan) -> None:
    """What any part of a document can carry: XMP, a program's notes, and photos with Exif of their own."""
    if one.get("/Type") == "/Metadata":
        return
    for key in ("/Metadata", "/PieceInfo", "/LastModified"):
        if key in one and one.get("/Type") != "/Catalog":
            if key == "/Metadata" and isinstance(one[key], pikepdf.Stream):
                plan.findings += xmp.findings(_xmp(one[key]), "XMP of a picture in it")
            del one[key]
    needed = _DRAWN.get(str(one.get("/Subtype", ""))) if isinstance(one, pikepdf.Stream) else None
    for key in [name for name in one.keys() if needed is not None and name not in needed]:  # noqa: SIM118
        plan.tell(Kind.HIDDEN, "picture", f"something it does not show ({shown(key[1:])})")
        del one[key]
    if isinstance(one, pikepdf.Stream):
        _photo(one, plan)


def _photo(one: Any, plan: Plan) -> None:
    """Strip a JPEG in the document; raises GuardError on streams packed in ways that are not known."""
    said = one.get("/Filter")
    filters = [str(part) for part in said] if isinstance(said, pikepdf.Array) else [] if said is None else [str(said)]
    if not set(filters) <= _FILTERS:
        raise malformed("has a part that is packed in an unknown way")
    if "/JPXDecode" in filters and any(word in one.read_raw_bytes() for word in (b"xml ", b"uuid")):
        plan.tell(Kind.HIDDEN, "picture", "a JPEG 2000 picture with notes of its own, which stay", Done.KEPT)
    if "/DCTDecode" not in filters:
        if not filters and one.read_raw_bytes()[:3] == b"\xff\xd8\xff":
            raise malformed("has a photo that does not say it is one")
        return
    if len(filters) > 1:
        raise malformed("has a photo that is packed twice")
    raw, inner = one.read_raw_bytes(), Plan()
    jpeg.strip(raw, inner, declare=False)
    if inner.findings:
        plan.findings += inner.findings
        out = io.BytesIO()
        inner.write(raw, out)
        one.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
