"""Pages are read in the encoding that they are in, whatever they say or do not say of it."""

import pytest

from crawler.extract import extract
from tests.extract.pages import STORY, story

URL = "https://courier.example/sea/lighthouse"
DECLARED = '<meta charset="utf-8">'

KOREAN = (
    "등대를 다시 세우는 항구 도시",
    "항구 의회는 화요일 폭풍으로 무너진 등대를 다시 세우기로 결정했다고 밝혔다. "
    "공사는 봄에 시작된다.",
)
JAPANESE = (
    "港の灯台、春に再建へ",
    "港町の議会は火曜日、嵐で倒れた灯台を建て直すことを決めました。工事は春に始まり、費用は町と国が分け合います。",
)
CHINESE = (
    "港口小镇将重建灯塔",
    "港口小镇议会周二决定重建被风暴摧毁的灯塔。工程将于春天开始，费用由镇里和国家共同承担，渔民们表示欢迎。",
)
RUSSIAN = (
    "Порт восстановит маяк",
    "Совет портового города решил во вторник восстановить маяк, который разрушила буря. "
    "Работы начнутся весной, а расходы поделят город и государство.",
)
GREEK = (
    "Το λιμάνι ξαναχτίζει τον φάρο",
    "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να ξαναχτίσει τον φάρο που γκρέμισε η καταιγίδα. "
    "Οι εργασίες θα αρχίσουν την άνοιξη.",
)
TURKISH = (
    "Liman feneri yeniden yapılıyor",
    "Kasaba meclisi salı günü, fırtınada yıkılan feneri yeniden yapmaya karar verdi. Çalışmalar "
    "ilkbaharda başlayacak, giderleri kasaba ile devlet paylaşacak. Balıkçılar karara sevindi.",
)
POLISH = (
    "Port odbuduje latarnię morską",
    "Rada miasteczka postanowiła we wtorek odbudować latarnię, którą zniszczyła burza. Prace "
    "zaczną się wiosną, a koszty podzielą między siebie miasto i państwo. Rybacy są zadowoleni.",
)
GERMAN = (
    "Hafenstadt baut den Leuchtturm wieder auf",
    "Der Rat der Hafenstadt hat am Dienstag beschlossen, den Leuchtturm wieder aufzubauen, den "
    "die Stürme zerstört haben. Im Frühjahr geht es los. Über die Kosten müssen Stadt und Land "
    "noch verhandeln, ließ die Bürgermeisterin wissen.",
)


def read(text: tuple[str, str], encoding: str, page: str = "") -> tuple[str | None, list[str]]:
    """Headline and paragraphs of a page in an encoding of which neither page nor server tells."""
    headline, paragraph = text
    page = page or story(headline=headline, paragraphs=[f"{paragraph} {paragraph}"] * 4)
    body = page.replace(DECLARED, "").encode(encoding, "xmlcharrefreplace")
    found = extract(body, URL).article
    assert found is not None
    return found.headline, [p.text for p in found.paragraphs]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *(("utf-8", KOREAN), ("utf-16", KOREAN), ("cp949", KOREAN)),
        *(("shift_jis", JAPANESE), ("euc_jp", JAPANESE), ("iso2022_jp", JAPANESE)),
        *(("gb2312", CHINESE), ("cp1251", RUSSIAN), ("koi8_r", RUSSIAN), ("cp1253", GREEK)),
        *(("cp1254", TURKISH), ("cp1250", POLISH), ("cp1252", GERMAN)),
    ],
)
def test_an_encoding_that_is_not_told_is_found(encoding: str, text: tuple[str, str]) -> None:
    headline, paragraphs = read(text, encoding)
    assert headline == text[0]
    assert paragraphs[0] == f"{text[1]} {text[1]}"


def test_few_umlauts_in_much_markup_are_not_lost() -> None:
    markup = "<nav>" + '<a href="/section/of/the/paper">Paper</a> ' * 2000 + "</nav>"
    page = story(headline=GERMAN[0], paragraphs=[GERMAN[1]] * 3)
    _, paragraphs = read(GERMAN, "cp1252", page.replace("<body>", "<body>" + markup))
    assert paragraphs[0] == GERMAN[1]


def test_a_broken_letter_among_many_leaves_the_page_utf8() -> None:
    page = story(headline=GERMAN[0], paragraphs=[GERMAN[1]] * 3)
    broken = page.encode().replace("Stürme".encode(), b"St\xfcrme", 1)
    found = extract(broken, URL).article
    assert found is not None
    assert found.paragraphs[1].text == GERMAN[1]


def test_a_page_that_is_not_in_the_utf8_it_declares_is_read_as_it_is() -> None:
    page = story(headline=GERMAN[0], paragraphs=[GERMAN[1]] * 3)
    assert DECLARED in page
    found = extract(page.encode("cp1252"), URL, charset="utf-8").article
    assert found is not None
    assert found.paragraphs[0].text == GERMAN[1]


def test_english_is_read_in_any_encoding() -> None:
    _, paragraphs = read(
        ("", ""), "cp1252", story(paragraphs=[f"{p} “Yes,” she said — twice." for p in STORY])
    )
    assert paragraphs[0] == f"{STORY[0]} “Yes,” she said — twice."


@pytest.mark.parametrize("label", ["idna", "punycode", "hex", "undefined", "x-unknown", "\x00", ""])
def test_a_label_that_is_none_is_as_good_as_none(label: str) -> None:
    page = story(headline=GERMAN[0], paragraphs=[GERMAN[1]] * 3)
    found = extract(page.replace(DECLARED, "").encode("cp1252"), URL, charset=label).article
    assert found is not None
    assert found.paragraphs[0].text == GERMAN[1]
