"""The pages a film ends with, once its scenes are staged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fairtake.editing import Credit
from fairtake.model.reading import VoiceSpec
from fairtake.pipeline.casting import brought_models
from fairtake.pipeline.clearing import lenders
from fairtake.pipeline.credits import end_credits
from fairtake.pipeline.recordings import spoken_by
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.tune import music_name, music_right
from fairtake.pipeline.work import Work

__all__ = ["credit_pages"]


def credit_pages(work: Work, voices: Mapping[str, VoiceSpec]) -> list[Credit]:
    """Who made the film and with what, page by page."""
    music = music_name(work)
    models, places = brought_models(work), brought_places(work)
    return end_credits(
        work.breakdown,
        voices,
        human_lines=len(work.recorded),
        models=models,
        scored=work.step("score") and not music,
        music={Path(music).name: music_right(work)} if music else None,
        places=places,
        spoken=spoken_by(work, voices),
        lent=lenders(work, models, places),
    )
