"""Headings, manners and languages beyond English, French, German and Spanish."""

from __future__ import annotations

import pytest

from fairtake.breakdown.delivery import read_manner
from fairtake.breakdown.headings import read_heading
from fairtake.breakdown.language import detect_language
from fairtake.model.breakdown import Delivery


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Hvorfor kommer du så sent? Fordi jeg glemte nøkkelen min, og døra var åpen. Hva sa du til meg?"),
        ("da", "Hvorfor kommer du så sent? Fordi jeg glemte min nøgle, og døren var åben. Hvad sagde du til mig?"),
        ("fa", "چون کلیدم را فراموش کردم و در باز بود."),
        ("ar", "لأنني نسيت مفتاحي وكان الباب مفتوحاً."),
        ("ur", "میں اپنی چابی بھول گیا تھا اور دروازہ کھلا تھا، ہے نا؟ ٹھیک ہے۔"),
        (
            "id",
            "Mengapa kamu pulang larut, ketika semua orang sudah tidur? Karena aku lupa kunciku dan pintu itu terbuka.",
        ),
        ("vi", "Tại sao anh về muộn như vậy, khi mọi người đã ngủ hết rồi?"),
        ("bg", "Защо се върна толкова късно, когато всички вече спят? Забравих ключа си."),
        ("uk", "Чому ти повернувся так пізно?"),
        ("bn", "তুমি এত দেরি করে ফিরলে কেন?"),
        ("en", "I kept it, and you never asked me for it. That is all there is to say."),
    ],
)
def test_languages_are_told_apart(language, text):
    assert detect_language([text]) == language


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("INT. KÖK - NATT", "night"),
        ("INT. МАСТЕРСКАЯ - НОЧЬ", "night"),
        ("INT. ΚΟΥΖΙΝΑ - ΝΥΧΤΑ", "night"),
        ("INT. 台所 - 夜", "night"),
        ("EXT. PANTAI - PAGI", "day"),
        ("INT. مطبخ - ليل", "night"),
        ("EXT. PLAŻA - ŚWIT", "dawn"),
        ("EXT. 公园 - 傍晚", "dusk"),
    ],
)
def test_headings_tell_the_time(heading, time):
    assert read_heading(heading).time == time


@pytest.mark.parametrize(
    ("words", "delivery"),
    [
        ("шёпотом", Delivery.WHISPER),
        ("szeptem", Delivery.WHISPER),
        ("小声", Delivery.WHISPER),
        ("大声で", Delivery.SHOUT),
        ("кричит", Delivery.SHOUT),
        ("yorgun", Delivery.TIRED),
        ("בשקט", Delivery.SOFT),
        ("tvekande", Delivery.HESITANT),
    ],
)
def test_parentheticals_tell_the_manner(words, delivery):
    assert read_manner(words).delivery is delivery
