"""The language of a story: as the page tells it, unless the text says otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.extract import extract
from crawler.extract.language import _ALIKE, _reads_like
from crawler.extract.languages.vocabulary import languages, words

SAMPLES = {
    "en": "The harbour council has voted to rebuild the old lighthouse, which was damaged by "
    "a storm that came from the north. Work is to begin in the spring, said the chair "
    "of the council.",
    "de": "Der Rat des Hafens hat beschlossen, den alten Leuchtturm wieder aufzubauen, den "
    "ein Sturm vor drei Wintern zerstört hatte. Die Arbeit soll im Frühling beginnen "
    "und ein Jahr dauern.",
    "fr": "Le conseil du port a décidé de reconstruire le vieux phare, qui avait été détruit "
    "par une tempête il y a trois hivers. Les travaux commenceront au printemps pour "
    "les pêcheurs du nord.",
    "es": "El consejo del puerto decidió reconstruir el viejo faro, que una tormenta había "
    "destruido hace tres inviernos. Los trabajos comenzarán en primavera para que la "
    "luz vuelva con el verano.",
    "pt": "O conselho do porto decidiu reconstruir o velho farol, que uma tempestade tinha "
    "destruído há três invernos. Os trabalhos começam na primavera e não são pagos pela"
    " cidade do norte.",
    "no": "Havnerådet har vedtatt å bygge opp igjen det gamle fyret, som ble ødelagt av en "
    "storm for tre vintre siden. Arbeidet skal begynne til våren, og det er ikke dyrt, "
    "sier lederen.",
    "pl": "Rada portu zdecydowała, że stara latarnia zostanie odbudowana. Prace rozpoczną się"
    " na wiosnę i nie potrwają długo, jak mówi przewodnicząca rady, która jest za tym "
    "od lat.",
    "ru": "Совет порта решил восстановить старый маяк, который был разрушен бурей три зимы "
    "назад. Работы начнутся весной и продлятся не больше года, сказала на заседании "
    "глава совета.",
    "ko": "항구 위원회는 화요일 오래된 등대를 다시 세우기로 결정했다. 등대는 세 해 전 "
    "겨울에 폭풍으로 무너졌다. 공사는 봄에 시작되고 다음 해 청어 철이 오기 전에 "
    "불빛이 다시 켜질 것이라고 위원장은 말했다. 어부들은 이 소식을 반겼다.",
    "ja": "港の評議会は火曜日、三年前の冬に嵐で壊れた古い灯台を再建することを決めた。工事は春に始ま"
    "り、翌年のニシンの季節までには光が戻る見込みだと議長は話した。漁師たちは傍聴席で喜びの声"
    "を上げた。町の人々も、長い間この日を待っていたと語った。",
    "zh": "港口委员会星期二决定重建三年前冬天被暴风雨毁坏的旧灯塔。工程将在春天开始，灯光应该在第二"
    "年的鲱鱼季节之前恢复，委员会主席说。渔民们在旁听席上欢呼，他们说这是等了很久的一天，也有"
    "人认为钱应该用在渡口上，不过他们是少数。会后还有一场庆祝。",
    "ar": "قرر مجلس الميناء إعادة بناء المنارة القديمة التي دمرتها عاصفة قبل ثلاثة شتاءات، "
    "على أن تبدأ الأعمال في الربيع، وقالت رئيسة المجلس إن الضوء سيعود قبل موسم الصيد من"
    " العام التالي.",
}
OTHERS = {
    "sw": "Baraza la bandari limeamua kujenga upya mnara wa zamani wa taa ambao uliharibiwa "
    "na dhoruba miaka mitatu iliyopita. Kazi itaanza wakati wa masika, alisema "
    "mwenyekiti wa baraza hilo.",
    "zu": "Umkhandlu wetheku unqume ukwakha kabusha isibani sakudala esalimala ngenxa "
    "yesiphepho eminyakeni emithathu edlule. Umsebenzi uzoqala entwasahlobo, kusho "
    "usihlalo womkhandlu.",
    "hy": "Նավահանգստի խորհուրդը որոշել է վերակառուցել հին փարոսը, որը երեք տարի առաջ ավերվել"
    " էր փոթորկից։ Աշխատանքները կսկսվեն գարնանը, ասել է խորհրդի նախագահը։",
}


def language(
    text: str, told: str = "", *, in_json: str | None = None, source: str | None = None
) -> tuple[str | None, str | None]:
    """The language of a page that says this, and the rule that told it."""
    news = {"@type": "NewsArticle", "headline": "1234", "inLanguage": in_json}
    html = (
        f"<html {f'lang={told}' if told else ''}><head><script type='application/ld+json'>"
        f"{json.dumps(news)}</script></head><body><article><h1>1234</h1><p>{text}</p></article>"
    )
    found = extract(html.encode(), "https://courier.example/a", language=source).article
    assert found is not None
    return found.language, found.provenance.get("language")


@pytest.mark.parametrize("code", SAMPLES)
def test_a_language_that_the_text_is_in_is_believed(code: str) -> None:
    assert _reads_like(SAMPLES[code], code)
    assert language(SAMPLES[code], f"{code}-XX") == (code, "html_lang")
    assert language(SAMPLES[code], in_json=code) == (code, "json_ld")
    assert language(SAMPLES[code], source=code) == (code, "source")


@pytest.mark.parametrize("code", SAMPLES | OTHERS)
def test_where_none_is_told_or_a_theme_tells_another_the_text_decides(code: str) -> None:
    text = (SAMPLES | OTHERS)[code]
    assert language(text) == (code, "text")
    if code != "en":
        assert language(text, "en-US", in_json="en") == (code, "text")
    assert language(text, "en", in_json=code)[0] == code


@pytest.mark.parametrize("code", SAMPLES)
def test_common_words_part_a_language_from_others(code: str) -> None:
    alike = {other for group in _ALIKE if code in group for other in group} | {code}
    assert {other for other in languages() if _reads_like(SAMPLES[code], other)} <= alike


def test_a_countrys_code_is_no_language() -> None:
    assert language(SAMPLES["ko"], "ko", in_json="kr") == ("ko", "html_lang")
    assert language(SAMPLES["ko"], in_json="kr") == ("ko", "text")


@pytest.mark.parametrize("told", ["nb", "nn"])
def test_a_language_by_its_narrower_name_is_kept(told: str) -> None:
    assert language(SAMPLES["no"], told) == (told, "html_lang")


def test_a_language_that_the_classifier_does_not_know_is_believed() -> None:
    alemannic = (
        "De Hafeniroot het bschlosse, de alt Lüüchtturm wider uufzboue, wo vor drei Winter vomene "
        "Sturm kabutt gmacht worde isch. D Arbet söll im Früelig aafange."
    )
    assert language(alemannic, "gsw") == ("gsw", "html_lang")


def test_a_name_that_was_given_up_is_told_by_the_one_in_use() -> None:
    hebrew = (
        "מועצת הנמל החליטה לבנות מחדש את המגדלור הישן, שנהרס בסערה לפני שלושה חורפים. "
        "העבודה תתחיל באביב, אמרה יושבת ראש המועצה, וזה לא יעלה הרבה, היא הוסיפה גם כי כל העיר "
    )
    assert language(hebrew, "iw") == ("he", "html_lang")


def test_too_little_text_tells_no_language() -> None:
    brief = "Der Leuchtturm wird nun doch wieder gebaut, hat der Rat des Hafens am Abend gesagt."
    assert language(brief) == (None, None)
    assert language(brief, "en") == ("en", "html_lang")


def test_a_full_disk_leaves_the_language_as_told(tmp_path: Path) -> None:
    """The classifier unpacks its weights to a temporary file."""
    program = (
        "import resource, sys, tests.extract.test_language as t; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16)); "
        "print(t.language(t.SAMPLES['de'], 'en'), t.language(t.SAMPLES['de']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "('en', 'html_lang') (None, None)\n", done.stderr


def test_the_files_with_common_words_are_of_languages_that_are_read() -> None:
    assert len([code for code in languages() if words("text.common", language=code)]) > 40
