"""Footage and Mix become the film and what lies beside it.

In come frames (shots, cards), the master sound, the shot list and the line timings; out go
film.mp4, subtitles, the timeline and the stills' contact sheet.
"""

from __future__ import annotations

from fairtake.editing.assemble import Change, Piece, assemble, decoded_sound, encode_sound, write_clip
from fairtake.editing.burning import burned, unlettered
from fairtake.editing.captions import Sound, caption_languages, captions
from fairtake.editing.cards import Credit, Hand, byline, card_frames, credit_frames, credits_seconds, title_frames
from fairtake.editing.clips import write_clips
from fairtake.editing.plates import MOVING, STILL, Plate, plate_frames, read_plate
from fairtake.editing.segment import SegmentWriter, frames_of, write_segment
from fairtake.editing.subtitles import Shown, Subtitle, lay_out, write_shown, write_subtitles
from fairtake.editing.timeline import Clip, write_timeline
from fairtake.editing.veil import veil_shares, veiled

__all__ = [
    "MOVING",
    "STILL",
    "Change",
    "Clip",
    "Credit",
    "Hand",
    "Piece",
    "Plate",
    "SegmentWriter",
    "Shown",
    "Sound",
    "Subtitle",
    "assemble",
    "burned",
    "byline",
    "caption_languages",
    "captions",
    "card_frames",
    "credit_frames",
    "credits_seconds",
    "decoded_sound",
    "encode_sound",
    "frames_of",
    "lay_out",
    "plate_frames",
    "read_plate",
    "title_frames",
    "unlettered",
    "veil_shares",
    "veiled",
    "write_clip",
    "write_clips",
    "write_segment",
    "write_shown",
    "write_subtitles",
    "write_timeline",
]
