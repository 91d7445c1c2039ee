"""Boards: shots of a performance become storyboard panels, floor plans and lessons.

In come a scene's performance and shots (and frames that a renderer drew of them); out go panel
pictures, PDF pages, a plan seen from above, and what a shot's costs teach.
"""

from __future__ import annotations

from fairtake.boards.binding import bind
from fairtake.boards.caption import caption_texts
from fairtake.boards.figures import draw_figures
from fairtake.boards.floor import Plan, floor_plan, survey
from fairtake.boards.lessons import LESSONS, Cost, Explanation, Lesson, explain
from fairtake.boards.pages import PER_PAGE, Page, Production, page_count, write_pages
from fairtake.boards.panels import Caption, Panel, Passage, panels_of
from fairtake.boards.sheet import draw_frame, draw_panel

__all__ = [
    "LESSONS",
    "PER_PAGE",
    "Caption",
    "Cost",
    "Explanation",
    "Lesson",
    "Page",
    "Panel",
    "Passage",
    "Plan",
    "Production",
    "bind",
    "caption_texts",
    "draw_figures",
    "draw_frame",
    "draw_panel",
    "explain",
    "floor_plan",
    "page_count",
    "panels_of",
    "survey",
    "write_pages",
]
