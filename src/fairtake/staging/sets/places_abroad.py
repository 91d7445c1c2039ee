"""Words for the commonest places in languages beyond English, French, German and Spanish."""

from __future__ import annotations

__all__ = ["TABLE"]

TABLE = """
living room: soggiorno, salotto, casa, appartamento, sala de estar, apartamento, woonkamer, huis, appartement, vardagsrum, hus, lägenhet, stue, lejlighed, leilighet, salon, mieszkanie, dom, pokój, pokój dzienny, obývací pokoj, byt, dům, oturma odası, salonu, ev, daire, гостиная, квартира, комната, дом, вітальня, кімната, будинок, σαλόνι, καθιστικό, σπίτι, διαμέρισμα, غرفة المعيشة, غرفة الجلوس, شقة, بيت, منزل, סלון, דירה, בית, اتاق نشیمن, پذیرایی, آپارتمان, خانه, बैठक, घर, कमरा, फ्लैट, 客厅, 公寓, 家, 房间, 居間, リビング, アパート, 部屋, 거실, 아파트, 집, 방, ruang tamu, rumah, apartemen, phòng khách, nhà, căn hộ, ห้องนั่งเล่น, บ้าน, olohuone, asunto, koti, nappali, lakás, ház, sufragerie, casă, apartament
kitchen: cucina, cozinha, keuken, kök, køkken, kjøkken, kuchnia, kuchyně, kuchyňa, mutfak, кухня, κουζίνα, مطبخ, מטבח, آشپزخانه, रसोई, रसोईघर, 厨房, 台所, キッチン, 부엌, 주방, dapur, bếp, nhà bếp, ห้องครัว, keittiö, konyha, bucătărie, kuhinja, кухиња
bedroom: camera da letto, quarto, slaapkamer, sovrum, soveværelse, soverom, sypialnia, ložnice, yatak odası, спальня, υπνοδωμάτιο, κρεβατοκάμαρα, غرفة نوم, חדר שינה, اتاق خواب, शयनकक्ष, 卧室, 寝室, 침실, kamar tidur, kamar, phòng ngủ, ห้องนอน, makuuhuone, hálószoba, dormitor
bathroom: bagno, banheiro, casa de banho, badkamer, badrum, badeværelse, baderom, łazienka, koupelna, banyo, ванная, ванна кімната, μπάνιο, حمام, חדר אמבטיה, स्नानघर, 浴室, 洗手间, 風呂場, 浴室, 욕실, 화장실, kamar mandi, phòng tắm, ห้องน้ำ, kylpyhuone, fürdőszoba, baie
office: ufficio, escritório, kantoor, kontor, biuro, kancelář, ofis, büro, офис, кабинет, офіс, кабінет, γραφείο, مكتب, משרד, دفتر, दफ़्तर, दफ्तर, कार्यालय, 办公室, 事務所, オフィス, 사무실, kantor, văn phòng, สำนักงาน, toimisto, iroda, birou
café: caffè, bar caffè, koffiehuis, kafé, kafe, kawiarnia, kavárna, kahvehane, кафе, кав'ярня, καφετέρια, καφενείο, مقهى, בית קפה, کافه, चाय की दुकान, कैफ़े, 咖啡馆, 咖啡厅, 茶馆, 喫茶店, カフェ, 카페, kedai kopi, warung kopi, quán cà phê, ร้านกาแฟ, kahvila, kávézó, cafenea
restaurant: ristorante, restauracja, restaurace, lokanta, restoran, ресторан, εστιατόριο, ταβέρνα, مطعم, מסעדה, رستوران, रेस्टोरेंट, ढाबा, 餐厅, 饭馆, レストラン, 食堂, 식당, 레스토랑, rumah makan, nhà hàng, ร้านอาหาร, ravintola, étterem
hospital room: ospedale, stanza d'ospedale, quarto de hospital, ziekenhuis, sjukhus, sygehus, sykehus, szpital, nemocnice, hastane, больница, палата, лікарня, νοσοκομείο, مستشفى, בית חולים, بیمارستان, अस्पताल, 医院, 病房, 病院, 病室, 병원, 병실, rumah sakit, bệnh viện, โรงพยาบาล, sairaala, kórház, spital
classroom: scuola, aula scolastica, escola, sala de aula, klaslokaal, klassrum, klasseværelse, klasserom, skole, skola, szkoła, klasa, škola, třída, okul, sınıf, школа, класс, клас, σχολείο, τάξη, مدرسة, فصل, בית ספר, כיתה, مدرسه, کلاس, स्कूल, कक्षा, 教室, 学校, 교실, 학교, sekolah, kelas, trường học, lớp học, โรงเรียน, ห้องเรียน, koulu, luokka, iskola, osztályterem, școală
shop: negozio, loja, winkel, affär, butik, butikk, sklep, obchod, dükkan, mağaza, магазин, крамниця, μαγαζί, κατάστημα, متجر, دكان, חנות, مغازه, دکان, दुकान, 商店, 店, 가게, 상점, toko, cửa hàng, ร้านค้า, kauppa, bolt, üzlet, magazin
corridor: corridoio, gang, corredor, korridor, korytarz, chodba, koridor, коридор, διάδρομος, ممر, מסדרון, راهرو, गलियारा, 走廊, 廊下, 복도, koridor, lorong, hành lang, ทางเดิน, käytävä, folyosó, coridor, hol
car: macchina, automobile, carro, bil, samochód, araba, otomobil, машина, автомобиль, αυτοκίνητο, سيارة, מכונית, ماشین, خودرو, गाड़ी, कार, 汽车, 车里, 車, 車内, 자동차, 차 안, mobil, ô tô, xe hơi, รถยนต์, auto, autó, mașină
train: treno, trem, comboio, trein, tåg, tog, pociąg, vlak, tren, поезд, потяг, τρένο, قطار, רכבת, रेलगाड़ी, ट्रेन, 火车, 列车, 電車, 列車, 기차, 열차, kereta api, xe lửa, tàu hỏa, รถไฟ, juna, vonat
station platform: stazione, binario, estação, perron, treinstation, station, banegård, stasjon, dworzec, peron, nádraží, nástupiště, istasyon, вокзал, станция, платформа, σταθμός, محطة, תחנה, ایستگاه, स्टेशन, 车站, 站台, 駅, ホーム, 기차역, 역, 승강장, stasiun, nhà ga, สถานี, asema, állomás, pályaudvar, gară
church: chiesa, igreja, kerk, kyrka, kirke, kościół, kostel, kilise, церковь, церква, храм, εκκλησία, كنيسة, כנסייה, کلیسا, गिरजाघर, 教堂, 教会, 교회, 성당, gereja, nhà thờ, โบสถ์, kirkko, templom, biserică
street: strada, città, rua, cidade, straat, stad, gata, gade, ulica, miasto, ulice, město, sokak, cadde, şehir, улица, город, вулиця, місто, δρόμος, οδός, πόλη, شارع, مدينة, רחוב, עיר, خیابان, کوچه, شهر, सड़क, गली, शहर, 街道, 街, 马路, 城市, 通り, 道, 路上, 街角, 거리, 길, 골목, 도시, jalan, kota, đường phố, phố, con đường, ถนน, เมือง, katu, kaupunki, utca, város, stradă, oraș
park: parco, parque público, plantsoen, parken, park miejski, парк, πάρκο, حديقة عامة, حديقة, פארק, پارک, उद्यान, बाग, पार्क, 公园, 公園, 공원, taman, taman kota, công viên, สวนสาธารณะ, puisto, közpark, parc
garden: giardino, quintal, jardim, tuin, trädgård, hage, ogród, zahrada, bahçe, сад, двор, двір, κήπος, αυλή, فناء, גינה, חצר, باغ, حیاط, बगीचा, आंगन, 花园, 院子, 庭, 정원, 마당, kebun, halaman, khu vườn, sân, สวน, puutarha, piha, kert, udvar, grădină, curte
forest: bosco, foresta, floresta, bos, woud, skog, skov, orman, лес, ліс, δάσος, غابة, יער, جنگل, जंगल, वन, 森林, 树林, 森, 숲, hutan, rừng, ป่า, metsä, erdő, pădure, šuma
beach: spiaggia, mare, praia, strand, stranden, plaża, morze, pláž, moře, plaj, sahil, deniz, пляж, берег моря, море, παραλία, θάλασσα, شاطئ, بحر, חוף, ים, ساحل, دریا, समुद्र तट, समुद्र, 海滩, 海边, 海, 海岸, 浜辺, 砂浜, 해변, 바닷가, 바다, pantai, laut, bãi biển, biển, ชายหาด, ทะเล, ranta, meri, tengerpart, tenger, plajă
riverside: fiume, lago, rio, rivier, meer, flod, sjö, elv, innsjø, rzeka, jezioro, řeka, jezero, nehir, göl, река, озеро, ріка, річка, ποτάμι, λίμνη, نهر, بحيرة, נהר, אגם, رودخانه, دریاچه, नदी, झील, 河边, 湖, 河, 川, 川辺, 강가, 호수, 강, sungai, danau, sông, hồ, แม่น้ำ, joki, järvi, folyó, tó, râu, lac
mountain: montagna, montanha, berg, fjäll, fjell, bjerg, góra, góry, hora, hory, dağ, гора, горы, гори, βουνό, جبل, הר, کوه, पहाड़, 山, 산, gunung, núi, ภูเขา, vuori, hegy, munte
bridge: ponte, brug, bro, köprü, мост, міст, γέφυρα, جسر, גשר, پل, पुल, 桥, 橋, 다리, jembatan, cây cầu, สะพาน, silta, híd
"""
"""As in `choose`: the kit, and what it is called. One word of two languages means the first kit here."""
