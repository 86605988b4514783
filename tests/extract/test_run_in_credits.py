"""A caption with its credit run in at the end, cut in two, in the ways the press prints it."""

from __future__ import annotations

import pytest

from crawler.extract.credits.parse import parse_credit
from crawler.extract.credits.split import split_caption
from crawler.extract.credits.unlabelled import is_credit
from tests.extract.photo_pages import figure, photos_of

CAPTION = "Masons mend the gate of Port Ellery."


@pytest.mark.parametrize(
    "credit",
    [
        "Ann Oak/ECHO",
        "Ann Oak / The Ellery Echo",
        "Ann Oak/Echo Staff",
        "ECHO/Ann Oak",
        "ECHO / Ann Oak",
        "Ann Oak, The Ellery Echo",
        "ellery.example/Ann Oak",
        "ellery.example/Ann",
        "File photo/Ann Oak",
        "ECHO FILE PHOTO",
        "ANN OAK",
    ],
)
def test_a_person_and_a_house_after_a_sentence_are_the_credit_as_a_whole(credit: str) -> None:
    assert split_caption(f"{CAPTION} {credit}") == (CAPTION, credit)


@pytest.mark.parametrize("stroke", [" | ", "—", " —", " — ", " - ", " / "])
def test_names_behind_a_dash_or_the_last_stroke_are_the_credit(stroke: str) -> None:
    assert split_caption(f"{CAPTION}{stroke}Ann Oak/The Echo") == (CAPTION, "Ann Oak/The Echo")
    assert split_caption(f"{CAPTION}{stroke}ANN OAK") == (CAPTION, "ANN OAK")


@pytest.mark.parametrize("credit", ["Echo photo by Ann Oak", "Ellery Echo Photo by Ann Oak"])
def test_a_houses_photo_in_brackets_is_the_credit(credit: str) -> None:
    assert split_caption(f"Masons at the gate ({credit})") == ("Masons at the gate", credit)


def test_a_person_and_a_house_in_brackets_are_the_credit() -> None:
    assert split_caption("Masons at the gate (Ann Oak/elleryecho)") == (
        "Masons at the gate",
        "Ann Oak/elleryecho",
    )
    assert split_caption(f"{CAPTION} (Ellery.example/Ann Oak)")[0] == CAPTION


@pytest.mark.parametrize(
    "caption",
    [
        "Masons in Port Ellery / Tideway",
        "Masons mend the gate. Ellery Town won 2-1",
        "Ann Oak, chief executive of Reuters",
        "Sana, right, with her father",
        "Mayor Bea Roll (Ap)",
        "Before / after",
        "Bea Roll – mayor of Port Ellery",
        "Source: the river springs from the rock above the village.",
        "FILE PHOTO: Masons mend the gate of Port Ellery",
        "The gate (and the wall / the quay",
    ],
)
def test_words_of_a_caption_are_no_credit(caption: str) -> None:
    assert split_caption(caption) == (caption, None)


@pytest.mark.parametrize("house", ["Getty Images", "Inmar Photos"])
def test_a_house_that_is_called_images_is_no_label_before_the_stroke(house: str) -> None:
    assert split_caption(f"{CAPTION} {house} / Ann Oak") == (CAPTION, f"{house} / Ann Oak")
    assert photos_of(figure(f"{CAPTION} Photo: {house} / Ann Oak")) == [
        (CAPTION, f"{house} / Ann Oak")
    ]


def test_the_label_of_a_file_photo_belongs_to_the_caption_it_opens() -> None:
    caption = "FILE PHOTO: Mayor Bea Roll speaks at the gate, March 3."
    assert split_caption(f"{caption} REUTERS/Ann Oak/File Photo") == (
        caption,
        "REUTERS/Ann Oak/File Photo",
    )


def test_a_label_before_a_sentence_with_a_credit_of_its_own_is_neither() -> None:
    assert split_caption("Foto: Masons mend the gate (Ann Oak/echocom)") == (
        "Masons mend the gate",
        "Ann Oak/echocom",
    )
    assert photos_of(figure("Foto: Ann Oak (Keystone)")) == [(None, "Ann Oak (Keystone)")]


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("Les maçons au travail. Photo Anne Chêne", "Anne Chêne"),
        ("Les maçons au travail. Photo DNA / Anne Chêne", "DNA / Anne Chêne"),
        ("El muro, cerrado. Foto Ana Roble", "Ana Roble"),
        ("De muur is dicht.Beeld ANP", "ANP"),
        ("Mur jest zamknięty Fot. Anna Dąb", "Anna Dąb"),
        ("Il muro chiuso (foto Anna Quercia)", "Anna Quercia"),
        ("Masons mend the gate. Credit...Ann Oak/The Echo", "Ann Oak/The Echo"),
        ("Tường đã đóng. Ảnh: Anh Sồi", "Anh Sồi"),
        ("Veggurinn er lokaður. Mynd: Anna Eik", "Anna Eik"),
        ("दीवार बंद है। - फोटो : अमर", "अमर"),
        ("Mur jest zamknięty / autor: PAP/Anna Dąb", "PAP/Anna Dąb"),
        ("Το τείχος έκλεισε. (Φωτ. ANNA OAK)", "ANNA OAK"),
        ("Το τείχος έκλεισε. Φωτογραφία: EUROKINISSI", "EUROKINISSI"),
        ("দেয়াল বন্ধ। ছবি: আনা", "আনা"),
        ("Стената е затворена. Снимка: БТА", "БТА"),
        ("دیوار (عکس: ایسنا)", "ایسنا"),
        ("성문을 고치고 있다. /김한솔 기자", "김한솔"),
        ("성문을 고치고 있다. 김한솔 기자 oak@echo.example", "김한솔"),
        ("성문을 고치고 있다. 군산=김한솔 기자 oak@echo.example", "김한솔"),
        ("성문을 고치고 있다 [촬영 김한솔]", "김한솔"),
        ("성문 [연합뉴스 자료사진. 재판매 및 DB 금지]", "연합뉴스 자료사진. 재판매 및 DB 금지"),
        ("城門を直す職人（13日、港町）=AP", "AP"),
        ("城門を直す職人、佐々木健太撮影", "佐々木健太"),
        ("匠人修城門。（李文海攝）", "李文海攝"),
        ("匠人修城門。（受访者供图）", "受访者供图"),
        ("匠人修城門。翻攝自海港臉書", "翻攝自海港臉書"),
        ("ช่างซ่อมประตูเมือง (ภาพจากเพจคลองบาง)", "ภาพจากเพจคลองบาง"),
        ("匠人修城門。記者李文海／攝影", "記者李文海／攝影"),
        ("匠人修城门。新华社记者李文海摄", "新华社记者李文海摄"),
    ],
)
def test_labels_without_colon_and_in_the_languages_of_the_press(printed: str, credit: str) -> None:
    ((caption, line),) = photos_of(figure(printed))
    assert line == credit
    assert caption
    assert printed.startswith(caption)
    assert not caption.endswith(("Photo", "Foto", "Fot.", ":", "/", "=", "、"))


def test_only_a_line_whose_other_parts_are_names_is_a_credit() -> None:
    assert is_credit("Bea Roll, Harlow Times / Reuters")
    assert not is_credit("Striker Bea Roll runs after the ball, Reuters says")


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("Ann Oak for The Ellery Echo", "Ann Oak for The Ellery Echo"),
        ("Photo via X/@ellery", "via X/@ellery"),
        ("Photo from Ellery Council Facebook page", "Ellery Council Facebook page"),
        ("| BNS nuotr.", "BNS nuotr."),
        ("| Asmeninio archyvo nuotr.", "Asmeninio archyvo nuotr."),
        ("(Anne Lys pour « L’Écho »)", "Anne Lys pour « L’Écho »"),
        ("(Ana Ruiz para EL FARO)", "Ana Ruiz para EL FARO"),
        ("ΦΩΤΟΓΡΑΦΙΑ: REUTERS", "REUTERS"),
        ("人民网记者 李文海摄", "人民网记者 李文海摄"),
    ],
)
def test_further_forms_after_a_sentence(printed: str, credit: str) -> None:
    assert photos_of(
        figure(f"城门。{printed}" if printed[0] == "人" else f"{CAPTION} {printed}")
    ) == [("城门。" if printed[0] == "人" else CAPTION, credit)]


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        # the label of a language, or a maker's name for himself
        ("دروازه بندر — عکس از مهر", "دروازه بندر", "مهر"),
        ("बंदरगाह का द्वार। (फोटो- तटरेखा)", "बंदरगाह का द्वार।", "तटरेखा"),
        ("बंदरगाह का द्वार। फोटो- अमर", "बंदरगाह का द्वार।", "अमर"),
        ("石匠修門。圖／港口日報", "石匠修門。", "港口日報"),
        ("ประตูท่าเรือ ขอบคุณภาพจาก Harbour FM", "ประตูท่าเรือ", "ขอบคุณภาพจาก Harbour FM"),
        (
            "석공들이 문을 고친다. [사진 해안 동호회 캡처]",
            "석공들이 문을 고친다.",
            "해안 동호회 캡처",
        ),
        ("Masons at the gate. Photographer: Ann Oak", "Masons at the gate.", "Ann Oak"),
        ("Das Tor. Bildrechte: Hafenfunk", "Das Tor.", "Hafenfunk"),
        # the label behind the name
        ("石匠在修门 海岸图社 图", "石匠在修门", "海岸图社"),
        ("石匠在修门。海岸报记者 李石 图", "石匠在修门。", "海岸报记者 李石"),
        ("Vartai. Asmeninio archyvo nuotr.", "Vartai.", "Asmeninio archyvo nuotr."),
        # behind a dash or a sentence: rights, a screenshot, names in a script without capitals
        ("Il cancello - RIPRODUZIONE RISERVATA", "Il cancello", "RIPRODUZIONE RISERVATA"),
        (
            "La porte - Capture d'écran Facebook - Mairie d'Ellery",
            "La porte",
            "Capture d'écran Facebook - Mairie d'Ellery",
        ),
        ("বন্দরের ফটক। —উপকূল চিত্র।", "বন্দরের ফটক।", "উপকূল চিত্র।"),
        (
            "修理前の門＝3月（資料写真、ロイター＝共同）",
            "修理前の門＝3月",
            "資料写真、ロイター＝共同",
        ),
        ("El portón. Foto: Cortesía de la cofradía", "El portón.", "Cortesía de la cofradía"),
        ("Brama. Źródło zdjęć: © archiwum prywatne", "Brama.", "archiwum prywatne"),
        # agencies in a row, a place before them, initials behind, quotation marks among names
        ("Kőművesek a kapunál. MTI/EPA/Ann Oak", "Kőművesek a kapunál.", "MTI/EPA/Ann Oak"),
        ("문을 고치는 석공들. 런던=AP 뉴시스", "문을 고치는 석공들.", "AP 뉴시스"),
        ("문을 고치는 석공들. ⓒ 로이터=뉴스1", "문을 고치는 석공들.", "로이터=뉴스1"),
        ("Tukang batu di gerbang. ECHO/Ann Oak/rwa", "Tukang batu di gerbang.", "ECHO/Ann Oak/rwa"),
        ("La porte. Archives « L’Écho » / Ann Oak", "La porte.", "Archives « L’Écho » / Ann Oak"),
        # an agency behind a space, in scripts without; screenshots; the label in a bracket's end
        ("石匠在修门 路透社", "石匠在修门", "路透社"),
        ("ช่างหินซ่อมประตู ภาพรอยเตอร์", "ช่างหินซ่อมประตู", "รอยเตอร์"),
        ("文告贴在门上（社交媒体截图）", "文告贴在门上", "社交媒体截图"),
        (
            "안내문이 문에 붙어 있다. 해안 동호회 캡처",
            "안내문이 문에 붙어 있다.",
            "해안 동호회 캡처",
        ),
        ("修理中の門（本社ヘリから、石門太郎撮影）", "修理中の門（本社ヘリから）", "石門太郎"),
        ("Thợ xây sửa cổng (Ảnh minh họa: Ann Oak).", "Thợ xây sửa cổng", "Ann Oak"),
        ("石匠在修门。图源：海岸图社", "石匠在修门。", "海岸图社"),
        ("Zdroje mědi. Grafika: Ann Oak", "Zdroje mědi.", "Ann Oak"),
        ("Ferry routes. Map: Ann Oak", "Ferry routes.", "Ann Oak"),
        (
            "The gate in winter (Ann Oak/Ellery Dispatch)",
            "The gate in winter",
            "Ann Oak/Ellery Dispatch",
        ),
        ("द्वार की मरम्मत | फोटो साभार: पीटीआई", "द्वार की मरम्मत", "पीटीआई"),
        # when it was taken stands behind
        (
            "石匠在修門。中央社記者王大明攝 114年10月8日",
            "石匠在修門。",
            "中央社記者王大明攝 114年10月8日",
        ),
        ("The gate. CNA photo May 13, 2025", "The gate.", "CNA photo May 13, 2025"),
        ("O portão. - (crédito: Ann Oak/CB)", "O portão.", "Ann Oak/CB"),
        ("El portón. Créditos: Ann Oak", "El portón.", "Ann Oak"),
    ],
)
def test_labels_of_many_languages_before_and_behind(text: str, caption: str, credit: str) -> None:
    assert photos_of(figure(text)) == [(caption, credit)]


def test_behind_a_label_of_the_source_stands_no_caption() -> None:
    assert photos_of(figure("Источник: читатель «Берега»")) == [(None, "читатель «Берега»")]


@pytest.mark.parametrize(
    "caption",
    [
        "The gate. — Port Ellery, May 13, 2025",
        "The gate. Screenshot of what the masons drew",
        "Map: Where the gates were mended",
        "Chart: Repairs of gates since 1900",
        "石匠 修门",
        "ประตูท่าเรือก่อนซ่อม",
        "석공들이 문을 고친다 (사진 왼쪽)",
        "石匠在看一幅地图",
    ],
)
def test_what_only_sounds_like_a_label_stays_in_the_caption(caption: str) -> None:
    assert split_caption(caption) == (caption, None)


@pytest.mark.parametrize("house", ["© ECHO", "© 2026 The Ellery Echo"])
def test_a_maker_between_two_labels_is_a_part_of_the_credit(house: str) -> None:
    text = f"{CAPTION} Photo: Ann Oak {house}"
    assert split_caption(text) == (CAPTION, f"Photo: Ann Oak {house}")
    text = f"Фото: {CAPTION} {house}"
    assert split_caption(text)[1] == house


def test_a_credit_may_say_who_took_a_screenshot_and_for_whom() -> None:
    assert split_caption("Screenshot by Ann Oak/Echo") == (None, "Screenshot by Ann Oak/Echo")


def test_who_put_pictures_together_is_a_credit() -> None:
    assert photos_of(figure(f"{CAPTION} Photo composite by Ann Oak")) == [
        (CAPTION, "Photo composite by Ann Oak")
    ]


@pytest.mark.parametrize("mark", ["**FILE**", "** FILE **"])
def test_behind_a_credit_may_stand_that_the_photo_is_from_the_archive(mark: str) -> None:
    assert split_caption(f"{CAPTION} (AP Photo/Ann Oak) {mark}") == (CAPTION, "AP Photo/Ann Oak")


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("小区内的充电桩 周敏 摄", "周敏 摄"),
        ("市民在湖边 骑行 记者周敏 摄", "记者周敏 摄"),
        ("市民在湖边骑行。新华社发（周敏 摄）", "新华社发（周敏 摄）"),
        ("등대를 다시 짓는 현장. 2026.11.12/뉴스1 ⓒ News1 김하늘 기자", "ⓒ News1 김하늘 기자"),
        ("등대를 다시 짓는 현장. 2026.11.12/뉴스1", "뉴스1"),
        ("Le phare, samedi. Photo d’archives Marie Lenoir", "Photo d’archives Marie Lenoir"),
        (
            "Le phare, samedi. Photo d’illustration : Marie Lenoir",
            "Photo d’illustration : Marie Lenoir",
        ),
        (
            "소방대원들이 진화하고 있다. (사진=소방본부 제공) 2026.11.12. oak@wire.example",
            "사진=소방본부 제공",
        ),
    ],
)
def test_a_name_behind_a_space_and_a_day_behind_brackets(text: str, credit: str) -> None:
    assert split_caption(text)[1] == credit


@pytest.mark.parametrize(
    ("opening", "line", "agencies"),
    [
        ("(엘러리=연합뉴스) 김하늘 기자 = ", "(엘러리=연합뉴스) 김하늘", ["yonhap"]),
        ("[엘러리=뉴시스] 김하늘 기자 = ", "[엘러리=뉴시스] 김하늘", ["newsis"]),
        ("(파리 AFP=연합뉴스) ", "파리 AFP=연합뉴스", ["afp", "yonhap"]),
        ("[런던=AP/뉴시스] ", "런던=AP/뉴시스", ["ap", "newsis"]),
        ("(런던=AP 뉴시스) ", "런던=AP 뉴시스", ["ap", "newsis"]),
        ("(엘러리=하늘) 김하늘 기자 = ", "(엘러리=하늘) 김하늘", None),
        ("(너비=높이) ", None, None),
    ],
)
def test_the_wires_of_korea_open_a_caption_with_its_credit(
    opening: str, line: str | None, agencies: list[str] | None
) -> None:
    """Behind a title, if there is one, and with the day and the reporter's address at the end."""
    text = "5일 오전 등대가 물에 비치고 있다."
    end = " 2026.11.12 sky@echo.example"
    others = (" 2026.11.12. sky@echo.example", f"{end} *재판매 및 DB 금지")
    filings = [("", end), ("다시 선 등대 ", end), *(("", other) for other in others)]
    for title, filed in filings:
        caption, credit = split_caption(f"{title}{opening}{text}{filed}")
        read = parse_credit(credit) if credit else None
        assert (read.line if read else None) == line
        if read and agencies:
            assert caption == title + text
            assert [agency.key for agency in read.agencies] == agencies
            assert read.photographers == (("김하늘",) if "김하늘" in opening else ())


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("最後の給食。献立は児童が選んだ＝2023年3月、北里町、", "北里町教育委員会提供"),
        ("桐谷財務相", "（Ｃ）共同通信社"),
        ("貨車と社宅。1968年ごろの白鹿駅＝", "飛水市教育委員会提供"),
        ("国道で止まった車（18日午後10時ごろ）", "視聴者提供"),
        ("かつての白鹿駅。左端が分校の児童＝1963年ごろ、", "白鹿の駅を守る会提供"),
        ("민가을이 기뻐하고 있다.", "사진 한국배구연맹"),
        ("村民在采摘连翘。", "王晓楠摄（人民视觉）"),
        ("消費者文教協會提醒慎選湯底。", "聯合報系資料照片"),
        ("火鍋湯底鈉含量比較。", "資料來源／消費者文教協會"),
        ("조개를 캐던 주민들. 공사가 끝난 봄이다.", "진소림 작가 제공"),
        ("작가가 작품 앞에 서 있다.", "한승혁 선임기자"),
        ("बाढ़ से पहले की तस्वीर।", "(सोर्स: इसरो)"),
        ("Letters from the dean", "(Obtained by the Ellery Courier)"),
    ],
)
def test_who_gave_or_took_it_behind_the_last_words(caption: str, credit: str) -> None:
    assert split_caption(f"{caption} {credit}") == (caption.rstrip("、＝"), credit.strip("()"))


def test_to_give_is_a_verb_as_well() -> None:
    for sentence in ("町は、弁当を提供", "교사들이 모였다. 시는 무료 급식을 제공"):
        assert split_caption(f"港の人々。{sentence}")[0] != "港の人々。"


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("A bus waits in Ottawa on Tuesday, Nov. 3, 2026.", "THE CANADIAN PRESS/Ann Oak"),
        ("A bus waits in Ottawa on Nov. 3.", "AP"),
        ("Sandbags are carried in St. Louis, Mo.", "Ann Oak/The Herald"),
        ("Sen. Ann Oak waves.", "Getty Images"),
        ("On Monday, Dec. 1, the gate was mended.", "AP Photo/Ann Oak"),
        # which are ends all the same
        ("The gate, in June.", "Getty Images"),
        ("The ship sails at 5 p.m.", "Getty Images"),
        ("The gate in Rome.", "Ann Oak/AP"),
        ("The gate in Rome.", "Ann Oak. AP"),
    ],
)
def test_a_stop_behind_an_abbreviation_ends_no_caption(caption: str, credit: str) -> None:
    assert split_caption(f"{caption} {credit}") == (caption, credit)


def test_a_wire_before_the_reporters_name_is_no_part_of_it() -> None:
    credit = parse_credit("ⓒ News1 김하늘 기자")
    assert credit is not None
    assert credit.photographers == ("김하늘",)
    assert [agency.key for agency in credit.agencies] == ["news1"]
    archive = parse_credit("Photo d’archives Marie Lenoir")
    assert archive is not None
    assert archive.photographers == ("Marie Lenoir",)


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("MTI Fotó: Ann Oak", "mti"),
        ("AFP Photo: Ann Oak", "afp"),
        ("dpa-Foto: Ann Oak", "dpa"),
        ("PAP Fot. Ann Oak", "pap"),
        ("Associated Press photo: Ann Oak", "ap"),
    ],
)
def test_an_agency_right_before_the_label_is_a_part_of_the_credit(credit: str, agency: str) -> None:
    assert split_caption(f"{CAPTION} {credit}") == (CAPTION, credit)
    assert split_caption(f"Masons at the gate {credit}") == ("Masons at the gate", credit)
    read = parse_credit(credit)
    assert read is not None
    assert (read.photographers, [a.key for a in read.agencies]) == (("Ann Oak",), [agency])


def test_words_before_a_label_that_are_no_agency_stay_in_the_caption() -> None:
    assert split_caption("They came to AP. Photo: Ann Oak")[0] == "They came to AP."
    assert split_caption("The Mayor of Rome Photo: Ann Oak")[0] == "The Mayor of Rome"


def test_a_maker_may_call_himself_by_one_word_before_his_agency() -> None:
    credit = "Fot. cloudberry/iStockphoto"
    assert split_caption(credit) == (None, credit)
    assert split_caption(f"{CAPTION} Foto gatehouse / Shutterstock")[0] == CAPTION


def test_what_stands_in_brackets_alone_is_whose_photo_it_is() -> None:
    assert split_caption("(Coinwatch)") == (None, "Coinwatch")
    assert split_caption("(left)") == ("(left)", None)


@pytest.mark.parametrize(
    "credit",
    [
        "Photo by Ann Oak, public domain.",
        "Ann Oak, CC BY-SA 4.0, via Wikimedia Commons",
        "(Ann Oak, CC BY 2.0)",
    ],
)
def test_a_licence_is_a_part_of_the_credit(credit: str) -> None:
    assert split_caption(f"{CAPTION} {credit}") == (CAPTION, credit.strip("()"))


def test_a_licence_in_a_sentence_is_no_credit() -> None:
    sentence = "The film about the gate is now in the public domain."
    assert split_caption(sentence) == (sentence, None)


def test_what_has_no_width_is_no_part_of_a_credit() -> None:
    shown = photos_of(figure(f"{CAPTION} Ann Oak/\u200bAFP"))
    assert shown == [(CAPTION, "Ann Oak/AFP")]


def test_a_dot_between_caption_and_credit_is_part_of_neither() -> None:
    assert split_caption("Masons at the gate ∙ © ECHO") == ("Masons at the gate", "© ECHO")


@pytest.mark.parametrize("agencies", ["AFP/Getty Images", "AFP via Getty Images", "Pool/Reuters"])
def test_a_person_and_two_agencies_are_one_credit(agencies: str) -> None:
    assert split_caption(f"Ann Oak/{agencies}") == (None, f"Ann Oak/{agencies}")
    assert split_caption(f"{CAPTION} Ann Oak/{agencies}") == (CAPTION, f"Ann Oak/{agencies}")
    assert split_caption(f"Masons at work Ann Oak / {agencies}")[0] == "Masons at work"


@pytest.mark.parametrize(
    "credit",
    [
        "Foto: Ann Oak © ECHO",
        "Featured image by Ann Oak/ECHO",
        "Titelbild: Ann Oak",
    ],
)
def test_labels_of_one_credit_are_not_parted(credit: str) -> None:
    assert split_caption(f"{CAPTION} {credit}") == (CAPTION, credit)


def test_a_line_that_a_label_begins_is_a_credit_as_a_whole() -> None:
    assert split_caption("图片来源：海港报记者 李明 摄") == (None, "图片来源：海港报记者 李明 摄")
    told = "图为新开放的码头。海港报记者 李明 摄"
    assert split_caption(told) == ("图为新开放的码头。", "海港报记者 李明 摄")


def test_copyright_in_a_sentence_is_no_label() -> None:
    sentence = "Read more about the map and its copyright licences"
    assert split_caption(sentence) == (sentence, None)
    assert split_caption("The gate, copyright Ann Oak")[1] == "copyright Ann Oak"


def test_a_lead_images_label_is_no_part_of_its_caption() -> None:
    assert split_caption(f"Header image: {CAPTION} Credit: Ann Oak") == (
        CAPTION,
        "Credit: Ann Oak",
    )


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (f"{CAPTION} Foto: Ann Oak (EFE)", "Foto: Ann Oak (EFE)"),
        ("Festungsmauern, 5 m. hoch | A. Oak / ECHO", "A. Oak / ECHO"),
        (f"{CAPTION} picture alliance / dpa | Ann Oak", "picture alliance / dpa | Ann Oak"),
        ("港の灯台「のぞみ」（Ｃ）港新聞", "（Ｃ）港新聞"),
        ("港の灯台「のぞみ」©港新聞", "©港新聞"),
    ],
)
def test_a_credit_is_cut_off_as_a_whole(line: str, credit: str) -> None:
    caption, found = split_caption(line)
    assert found == credit
    assert caption == line.removesuffix(credit).rstrip(" |")


def test_a_year_in_brackets_behind_a_labelled_view_is_no_agency() -> None:
    line = "The gate. Photo: the view from the north (1920)"
    assert split_caption(line) == (line, None)
