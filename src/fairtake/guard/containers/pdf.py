"""PDF: written anew with what its pages show; information, attachments, comments and earlier versions are left out."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pikepdf

from fairtake.errors import GuardError
from fairtake.guard.containers import jpeg
from fairtake.guard.finding import Done, Kind, shown
from fairtake.guard.metadata import xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["pages", "strip"]

_LARGEST = 1 << 30
_MOST = 500_000
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
_ROOT = (
    "/Metadata",
    "/AF",
    "/PieceInfo",
    "/OpenAction",
    "/AA",
    "/SpiderInfo",
    "/Perms",
    "/Legal",
    "/DSS",
    "/Collection",
    "/LastModified",
)
_COMMENTS = ("/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Stamp", "/Caret", "/RichMedia", "/Screen")
_NOTES = ("/T", "/M", "/CreationDate", "/NM", "/Contents", "/RC", "/Subj", "/Popup", "/IRT", "/PieceInfo", "/AA")


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
                contents = page.obj.get("/Contents")
                for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
                    if one is not None:
                        digest.update(one.read_bytes())
                found.append(([float(one) for one in page.mediabox], digest.digest()))
            return found
    except (pikepdf.PdfError, KeyError, TypeError, AttributeError, ValueError, RuntimeError) as error:
        raise malformed("is not a well-formed PDF") from error


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
    _attachments(root, plan)
    for key in _ROOT:
        if key in root:
            if key == "/Metadata":
                plan.findings += xmp.findings(root[key].read_bytes())
            elif key == "/OpenAction" and not _acts(root[key]):
                continue
            elif key not in ("/AF", "/LastModified"):
                plan.tell(Kind.HIDDEN, key[1:], "something that is done or noted when it is opened")
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
        del names["/JavaScript"]


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
        for key in _NOTES:
            if key in one and not (kind_ == "/FreeText" and key in ("/Contents", "/RC")):
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
                plan.findings += xmp.findings(one[key].read_bytes(), "XMP of a picture in it")
            del one[key]
    if isinstance(one, pikepdf.Stream) and one.get("/Filter") in ("/DCTDecode",) and one.get("/Subtype") == "/Image":
        raw = one.read_raw_bytes()
        inner = Plan()
        try:
            jpeg.strip(raw, inner, declare=False)
        except GuardError:
            if b"Exif\0" in raw or b"http://ns.adobe.com" in raw or b"Photoshop 3.0" in raw:
                raise
            return
        if inner.findings:
            plan.findings += inner.findings
            out = io.BytesIO()
            inner.write(raw, out)
            one.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
