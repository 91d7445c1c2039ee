"""What scripts in many languages say of time and of ways of speaking: words, by what they mean.

English, French, German and Spanish have their words where they are used (`headings`, `delivery`); here
stand those of the other languages that a screenplay may be written in.
"""

from __future__ import annotations

from collections.abc import Mapping

from fairtake.model.breakdown import Delivery

__all__ = ["MANNERS", "TIMES"]


def _rows(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_DAY = _rows(
    "mattino, pomeriggio, mezzogiorno, manhã, meio-dia, dag, ochtend, middag, namiddag, morgen, eftermiddag, förmiddag, "
    "formiddag, ettermiddag, dzień, rano, poranek, popołudnie, południe, den, ráno, odpoledne, poledne, deň, gündüz, gün, "
    "sabah, öğle, öğleden sonra, день, утро, полдень, ранок, ημέρα, ημερα, μέρα, μερα, πρωί, πρωι, μεσημέρι, μεσημερι, απόγευμα, απογευμα, نهار, صباح, ظهر, יום, "
    "בוקר, צהריים, روز, صبح, ظهر, दिन, सुबह, दोपहर, 白天, 日, 早上, 早晨, 上午, 中午, 下午, 昼, 朝, 午後, 午前, 日中, 낮, 아침, 오후, "
    "오전, hari, siang, pagi, ngày, buổi sáng, sáng, trưa, chiều, กลางวัน, วัน, เช้า, บ่าย, päivä, aamu, iltapäivä, nappal, "
    "nap, reggel, délután, délelőtt, zi, ziua, dimineața, dimineață, dan, jutro, ден, сутрин"
)
_NIGHT = _rows(
    "mezzanotte, nacht, middernacht, natt, midnatt, nat, midnat, noc, północ, půlnoc, gece, gece yarısı, ночь, полночь, "
    "ніч, північ, νύχτα, νυχτα, μεσάνυχτα, μεσανυχτα, ليل, ليلاً, منتصف الليل, לילה, חצות, شب, نیمه شب, रात, आधी रात, 夜, 夜晚, 晚上, 深夜, 半夜, "
    "真夜中, 밤, 한밤, 심야, malam, tengah malam, đêm, nửa đêm, ban đêm, กลางคืน, คืน, เที่ยงคืน, yö, keskiyö, éjszaka, éjjel, "
    "éjfél, noapte, noaptea, miezul nopții, noć, нощ, ноћ"
)
_DAWN = _rows(
    "amanhecer, aurora, dageraad, zonsopgang, gryning, daggry, świt, úsvit, svítání, şafak, gün doğumu, рассвет, світанок, "
    "αυγή, αυγη, χάραμα, χαραμα, فجر, שחר, זריחה, سپیده‌دم, सवेरा, भोर, 黎明, 拂晓, 日出, 夜明け, 明け方, 새벽, subuh, fajar, bình minh, rạng đông, "
    "รุ่งเช้า, aamunkoitto, hajnal, zori, zora, зора"
)
_DUSK = _rows(
    "crepuscolo, anoitecer, crepúsculo, pôr do sol, avond, schemering, kväll, skymning, aften, skumring, kveld, wieczór, "
    "zmierzch, večer, soumrak, akşam, alacakaranlık, вечер, сумерки, вечір, сутінки, βράδυ, βραδυ, σούρουπο, σουρουπο, مساء, غروب, ערב, "
    "דמדומים, عصر, शाम, संध्या, 黄昏, 傍晚, 日落, 夕方, 夕暮れ, 日没, 저녁, 황혼, senja, petang, sore, hoàng hôn, chạng vạng, "
    "พลบค่ำ, เย็น, ilta, hämärä, este, alkonyat, seara, amurg, veče"
)

TIMES: Mapping[str, str] = {
    **dict.fromkeys(_DAY, "day"),
    **dict.fromkeys(_DUSK, "dusk"),
    **dict.fromkeys(_DAWN, "dawn"),
    **dict.fromkeys(_NIGHT, "night"),
}
"""Times of day by word, as a Setting has them."""

MANNERS: Mapping[Delivery, tuple[str, ...]] = {
    Delivery.WHISPER: _rows(
        r"sussur\w*, bisbigli\w*, sottovoce, cochich\w*, fluister\w*, visk\w*, hvisk\w*, szept\w*, szepc\w*, šept\w*, šepot\w*, "
        r"fısılda\w*, fısıltı\w*, шёпот\w*, шепот\w*, шепч\w*, шепнув\w*, пошепки, шепоч\w*, ψιθυρ\w*, همس\w*, يهمس, تهمس, "
        r"בלחישה, לוחש\w*, בלחש, نجوا\w*, زمزمه\w*, फुसफुसा\w*, 小声\w*, 低声\w*, 耳语\w*, 悄声\w*, ささや\w*, 囁\w*, 小声で, "
        r"속삭이\w*, 귓속말\w*, berbisik\w*, bisik\w*, thì thầm\w*, กระซิบ\w*, kuiska\w*, suttog\w*, în șoaptă, șopt\w*, šapat\w*, "
        r"šapuć\w*, шепнешком, шапат\w*"
    ),
    Delivery.SHOUT: _rows(
        r"grida\w*, urla\w*, gritan\w*, berr\w*, schreeuw\w*, roep\w*, skrik\w*, ropar\w*, råb\w*, roper, krzycz\w*, woła\w*, "
        r"křič\w*, volá\w*, bağır\w*, haykır\w*, крич\w*, кричит, вигук\w*, φωνάζ\w*, ουρλιάζ\w*, صارخ\w*, يصرخ, تصرخ, "
        r"צועק\w*, בצעקה, فریاد\w*, داد می\w*, चिल्ला\w*, 大喊\w*, 喊\w*, 大声\w*, 吼\w*, 叫\w*, 叫んで, 大声で, 怒鳴\w*, 외치\w*, 소리치\w*, "
        r"고함\w*, berteriak\w*, teriak\w*, hét\w*, la lên, ตะโกน\w*, huuta\w*, huutaen, kiabál\w*, kiált\w*, strig\w*, viče\w*"
    ),
    Delivery.SOFT: _rows(
        r"piano, dolcemente, a bassa voce, baixinho, suavemente, zacht\w*, zachtjes, mjukt, lågt, tyst, blødt, stille, lavt, mykt, "
        r"cicho, łagodnie, tiše, tiho, jemně, yavaşça, sessizce, usulca, тихо, мягко, ласково, лагідно, σιγά, απαλά, بهدوء, "
        r"בשקט, ברכות, آرام\w*, धीरे\w*, धीमे\w*, 轻声\w*, 温柔\w*, 柔声\w*, 静かに, やさしく, 優しく, 조용히, 부드럽게, pelan\w*, lembut\w*, "
        r"nhẹ nhàng, khẽ, เบาๆ, แผ่วเบา, hiljaa, pehmeästi, halkan, csendesen, încet, blând"
    ),
    Delivery.TIRED: _rows(
        r"stanc\w*, cansad\w*, moe, vermoeid, trött\w*, træt\w*, trett\w*, zmęczon\w*, unaven\w*, yorgun\w*, устал\w*, втомлен\w*, "
        r"κουρασμέν\w*, متعب\w*, עייפ\w*, בעייפות, خسته\w*, थका\w*, थकी\w*, 疲惫\w*, 累\w*, 疲れ\w*, 지친\w*, 피곤\w*, lelah\w*, "
        r"mệt mỏi, เหนื่อย\w*, väsyn\w*, fáradt\w*, obosit\w*"
    ),
    Delivery.HESITANT: _rows(
        r"esita\w*, hesitan\w*, aarzel\w*, tvek\w*, tøv\w*, nøl\w*, waha\w*, z wahaniem, váhav\w*, tereddüt\w*, нерешительно, "
        r"запина\w*, вагаючись, διστακτικ\w*, متردد\w*, בהיסוס, מהסס\w*, مردد\w*, با تردید, हिचकिचा\w*, झिझक\w*, 犹豫\w*, 迟疑\w*, "
        r"ためら\w*, 躊躇\w*, 망설이\w*, 머뭇\w*, ragu\w*, ngập ngừng, do dự, ลังเล\w*, epäröi\w*, tétov\w*, ezitan\w*"
    ),
}
"""Ways of speaking: regular expressions of words."""
