"""A grant to try things on."""

from datetime import UTC, datetime

from fairtake.model.grant import Asset, Compensation, Grant, Modality, Share, Subject

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def a_grant(**terms):
    subject = terms.pop("subject", Subject("Anna Berg"))
    return Grant(
        **{
            "id": "anna-1",
            "subject": subject,
            "modality": (Modality.FACE, Modality.VOICE),
            "project": "ten-years",
            "use": "plays ANNA in Ten Years",
            "start": "2026-11-20",
            "end": "2027-11-20",
            "assets": (Asset("a/1.wav", "0" * 64, 4), Asset("a/2.wav", "1" * 64, 4)),
            "compensation": (
                Compensation("second", "12.50", "EUR", "100", "1000", shares=(Share("A", "60"), Share("B", "40"))),
            ),
            **terms,
        }
    )
