from __future__ import annotations

import pytest

from fairtake.breakdown.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You kept it. It was raining the day that you went.", "en"),
        ("Tu n'es pas couchée ? Je t'attendais. Le dernier train est parti.", "fr"),
        ("Ich habe dich nicht gesehen. Das ist der Schlüssel, und er gehört dir.", "de"),
        ("No lo sé. El coche está en la calle y las llaves no son mías.", "es"),
        ("Non lo so. La macchina è per strada, ma le chiavi non sono mie.", "it"),
        ("Eu não sei. O carro está na rua, mas você não tem as chaves.", "pt"),
        ("Ik weet het niet. De sleutel is van jou, maar hij past niet op het slot.", "nl"),
        ("Jag vet inte. Det är din nyckel, men den passar inte.", "sv"),
        ("Nie wiem. To jest twój klucz, ale nie pasuje do zamka.", "pl"),
        ("Я не знаю. Это твой ключ.", "ru"),
        ("Я не знаю, чий це ключ і де їхній дім.", "uk"),
        ("Δεν ξέρω. Αυτό είναι το κλειδί σου.", "el"),
        ("אני לא יודעת. זה המפתח שלך.", "he"),
        ("لا أعرف. هذا مفتاحك.", "ar"),
        ("わたしは知りません。これはあなたの鍵です。", "ja"),
        ("我不知道。这是你的钥匙。", "cmn"),
        ("나는 몰라요. 이것은 당신의 열쇠예요.", "ko"),
    ],
)
def test_languages_are_told_apart(text, language):
    assert detect_language([text]) == language


@pytest.mark.parametrize("text", ["", "…", "Hm.", "1234"])
def test_too_little_to_tell(text):
    assert detect_language([text], default="nl") == "nl"


def test_a_foreign_name_changes_nothing():
    assert detect_language(["The letter is from René, and it was for you.", "Пётр?"]) == "en"
