"""The words of credit lines: labels, terms, rights notes, and what tells a person from a house."""

from __future__ import annotations

import re

from crawler.items import CreditTerm

# "photo" in the languages of the press: what stands before a credit, in a line and in a caption
PICTURE = (
    r"(?:photos? d['’](?:archives?|illustration)|photo(?:graph)?s?|photographie|pictures?|pics?"
    r"|images?|foto(?:graf(?:ie|ia|ía|i|ë|as?)?)?s?"
    r"|fot\.|fotoğraf|bild(?:er)?|beeld|kuvat?|immagine|imagem|imagen|isithombe|fotó"
    r"|zdję(?:cie|cia|ć)|ảnh(?: minh h[oọ]a| tư liệu)?"
    r"|mynd(?:ir)?|nuotr\.|slika|снимк[аи]|фото(?:графи[яії])?|світлина|здымак"
    r"|φωτογραφ[ίι](?:α|ες)|φωτ[οό]?\.?|լուսանկար\w*|ფოტო"
    r"|عکس|صورة|تصوير|تصویر|צילום|फोटो|छायाचित्र|ছবি|ภาพ"
    r"|写真|撮影|사진|[图圖][片源]?|照片)"
)
SAID = (
    r"(?:credits?|quelle|nachweis|rechte|source|copyright|crédit[os]*|kredit|źródło|zdroj|fuente|fonte"
    r"|bron|kilde|källa|lähde|forrás|sursa|kaynak|sumber|nguồn|πηγή|источник|джерело|المصدر|מקור"
    r"|autore?|автор|photograph(?:er|e)s?|fotógraf[oa]s?|fotograf(?:o|in)?"
    r"|साभार|सौजन्य|출처|出典|来源|來源|資料來源|коллаж|колаж)"
)
# what stands before the maker of a chart or a drawing
DRAWING = (
    r"(?:charts?|(?:info)?graphics?|(?:info)?graphique|maps?|karten?|carte|mapa|infographie|(?:info)?grafi[kc]a?|infografía"
    r"|gráfico|composites?|(?:photo|foto)?montage|illustrati(?:e|on)|illustrazione|illustrasjon|ilustraci[oó]n|ilustração|ilustracja"
    r"|иллюстрация|ілюстрація|инфографика)"
)
# labels before a credit, in the languages of the table in tests/extract
LABEL = re.compile(
    rf"(?:(?:{PICTURE}[\s-]*{SAID}|{SAID}\s*{PICTURE}|{SAID})"
    rf"\s*(?:by\b|[:：=/／.…]+)"
    rf"|{PICTURE}\s*(?:(?:by|von|de|di|af|av|par|por|from|از)\b|[:：=/／・©ⓒ]+|[-–—](?=\s))"
    rf"|satellite image(?= ?[©(])|(?:fotos?|fot\.|φωτ\.)(?=\s+\w)|beeld(?=\s+[A-Z])"
    r"|photo(?: d['’](?:archives?|illustration))?(?=\s+[A-ZÀ-Þ]\w+\s+[A-ZÀ-Þ/])"
    r"|[©ⓒ]|\(c\)|copyright\b|via\b(?=\s+\w+$)(?!)|credit\b|(?:촬영|사진)(?=\s))\s*",
    re.IGNORECASE,
)
# labels and openings that name a term beside the label
OPENINGS: tuple[tuple[CreditTerm, re.Pattern[str]], ...] = tuple(
    (term, re.compile(rf"(?:{pattern})[\s:：=/.]*", re.IGNORECASE))
    for term, pattern in (
        (
            CreditTerm.ILLUSTRATION,
            r"(?:photo[ -])?illustrations?(?:\s*by\b|(?=\s*[:.])|$)|cartoons?\s+by\b"
            r"|symbol(?:foto|bild)\s*(?=:|$)"
            rf"|(?:photo[ -])?{DRAWING}(?:\s*by\b|(?=\s*[:：]))",
        ),
        (CreditTerm.FILE, r"(?:archiv|arkiv)(?:foto|bild)e?r?\s*(?=[:/]|$)|foto de archivo"),
        (CreditTerm.POOL, r"pool photo(?:\s*by\b|(?=\s*/)|$)"),
        (
            CreditTerm.COURTESY,
            r"(?:photo(?:graph)?s?\s+|images?\s+)?courtesy(?:\s*(?:of|:)(?:\s+the\b)?|\s+the\b"
            r"|(?=\s+\S)|$)"
            r"|cedida(?: por(?: la| el)?)?\b|cortes[ií]a(?: del?(?: la| los| las)?)?\b"
            r"|ขอบคุณ(?:ภาพ)?(?:จาก)?",
        ),
        (
            CreditTerm.HANDOUT,
            r"(?:supplied|submitted|provided|handed out)(?:\s+by\b|\s+image|(?=\s*:)|$)"
            r"|(?:사진\s*)?제공\s*(?==)|(?:照片|图片|圖片|写真)?提供\s*(?=[:：])",
        ),
        (
            CreditTerm.SCREENSHOT,
            r"screen ?shots?(?: (?:from|of))?|(?:screen )?captured? from|skjermdump"
            r"|capture d['’]écran|captura de pantalla|reprodução",
        ),
    )
)
# what a whole part of the line, or its end, may say
TERMS: dict[CreditTerm, str] = {
    CreditTerm.POOL: r"pool|공동취재단?|사진공동취재단|joint press corps|代表撮影",
    CreditTerm.HANDOUT: r"hand-?out|supplied(?: image)?|submitted|divulgação"
    r"|sithunyelwe|제공|提供写真",
    CreditTerm.COURTESY: r"courtesy(?: photo)?|privat|zvg|dr|d\.r\.|cedida|cortesía|especial"
    r"|dok\.? ?pribadi|arquivo pessoal|pribadi|archivo (?:personal|particular)|archivio privato"
    r"|archives? personnelles?|privatarchiv|archiwum prywatne|soukromý archiv|личный архив"
    r"|особистий архів",
    CreditTerm.FILE: r"file(?: (?:photo|pic|image))?|files|files? photo|archives?|archivo|archiv"
    r"|arkiv|자료사진|자료|資料写真|archivbild|foto de archivo|zdj(?:ęcie|\.)? archiwalne"
    r"|foto d['’]archivio|foto di repertorio|архивное фото",
    CreditTerm.ILLUSTRATION: r"illustration|symbolbild|symbolfoto|grafik"
    r"|zdj(?:ęcie|\.)? ilustracyjne|ilustrační foto|imagen ilustrativa|foto ilustrativa",
    CreditTerm.SCREENSHOT: r"screen ?shots?|(?:방송)?화면\s*캡[처쳐]|캡[처쳐]|skjermdump|reprodução"
    r"|capture d['’]écran|captura de pantalla",
    CreditTerm.AI_GENERATED: r"(?:ai|ki)[- ](?:generated|generiert)|generated (?:with|by) ai"
    r"|生成AI|ai 생성(?: 이미지)?|생성 이미지",
}
TERM_WHOLE = {t: re.compile(rf"(?:{p})$", re.IGNORECASE) for t, p in TERMS.items()}
TERM_END = {
    t: re.compile(rf"(?<=[\w)])\s+(?:{p})$", re.IGNORECASE)
    for t, p in TERMS.items()
    if t not in (CreditTerm.POOL, CreditTerm.COURTESY, CreditTerm.ILLUSTRATION)
}
# where a line may say that a picture was given, and not whose it is
_GIVEN = (CreditTerm.POOL, CreditTerm.HANDOUT, CreditTerm.COURTESY)
SAYS_GIVEN = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(TERMS[term] for term in _GIVEN)})(?!\w)"
    rf"|{'|'.join(opening.pattern for term, opening in OPENINGS if term in _GIVEN)})",
    re.IGNORECASE,
)
# what agencies add for editors, from its first word to the end of the line
RIGHTS = re.compile(
    r"(?:attention editors\b|editors['’]? note\b|this (?:image|handout) (?:has been|was)\b|"
    r"third[- ]party\b|no (?:resales?|archives?|sales|commercial|use|licensing)\b"
    r"|mandatory credit\b|"
    r"restricted to editorial\b|editorial use only\b|all rights reserved|alle rechte vorbehalten|"
    r"tous droits réservés|riproduzione riservata|無断転載|무단\s*전재|재판매 및 DB 금지|"
    r"\b[A-Z]{4,}(?: [A-Z]{3,})? OUT\b|"
    r"\bCC[ -](?:BY|0)[-A-Z0-9. ]*|\bPTI\d{2}_\w+).*$",
)
RIGHTS_ANY_CASE = re.compile(RIGHTS.pattern.replace(r"\b[A-Z]{4,}(?: [A-Z]{3,})? OUT\b|", ""), re.I)
# of the notes on rights those that may be all that stands where a credit does
RESERVED = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|riproduzione riservata"
    r"|(?:todos los )?derechos reservados|(?:todos os )?direitos reservados",
    re.IGNORECASE,
)
# when a picture was taken, behind whose it is: "12.05.2025", "May 13, 2025", "114年10月8日"
DATE_END = re.compile(
    r"(?<=[\w)）])[\s,;|•(（–-]+(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{2,4}年\d{1,2}月\d{1,2}日|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.? (?:19|20)\d\d)[)）.]*$"
)
NOBODY = re.compile(
    r"uncredited|unknown|n/a\b|(?:getty images )?(?:contributor|stringer)|"
    r"\d{4}|all|\W*|foto|photo|image|bild|by|攝影|摄影|撮影",
    re.IGNORECASE,
)
# one of these words makes a name that of an organisation
_HOUSE = re.compile(
    r"\b(?:the|le|la les|los|photos?|images?|pictures?|pics?|press|news\w*|media|agency|agencia"
    r"|agentur|"
    r"police|polizei\w*|polisen|policía|sheriff\S*|department|dept|ministry|minister\w*|ministère|"
    r"office|government|govern\w*|university|universit\w+|school|college|institute?|"
    r"museum|gallery|galerie|family|association|foundation|stiftung|verein|club|fc|county|city|"
    r"council|board|stadt\w*|gemeinde|feuerwehr\w*|plataforma|parliament|street|hospital|church|"
    r"studios?|productions?|films?|entertainment|records|tv|television|radio|broadcasting|corp\w*|"
    r"inc|ltd|gmbh|ag|co|company|group|holdings?|technologies|electronics|sports?|daily|times|post|"
    r"herald|tribune|journal|gazette|staff|photographer|shimbun|zeitung|zaobao|army|navy|force|forces|defen[cs]e|command|nasa|"
    r"house|party|bank|center|centre|archive|library|arrangement|collection|connect|services?|"
    r"network|bundes\w+|landes\w+|fire|rescue|court|commission|union|league|federation|team|"
    r"culture|cultura|national|international|world|wikimedia|europe\w*|instagram|youtube|tiktok|"
    r"social|facebook|twitter|truth|telegram|linkedin|google|apple|microsoft|"
    # what papers are called, but for what is a surname as well
    r"wire|bulletin|chronicle|observer|independent|dispatch|examiner|sentinel|telegraph|globe|"
    r"guardian|inquirer|enquirer|advertiser|"
    # public bodies elsewhere
    r"ayuntamiento|ajuntament|junta|diputaci[oó]n?|gobierno|ministerio|mairie|ville|préfecture|"
    r"gendarmerie|comune|regione|carabinieri|polizia|polícia|prefeitura|câmara|município|governo|"
    r"gemeente|politie|kommune|kommun|regjeringen|politi|poliisi|urząd|policja|straż|sąd|"
    r"ministerstwo|belediye\w*|valili\w*|bakanlı\w*|kementerian|polri|pemkab|pemkot|"
    r"министерств\w*|администрац\w*|полици\w*|мвд|мчс|минобороны|правительств\w*)\b",
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
        "ibn",
        "y",
        "e",
        "zu",
        "zum",
        "af",
        "av",
        "und",
        "mac",
    ]
)
_NO_NAME = re.compile(r"[\d@&:+_]")
_INITIALLED = re.compile(r"[A-ZÀ-Þ]\.(?:[A-Z]\.)*\s?[A-ZÀ-Þ][\w'’-]+$")
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추"
)
_HANGUL = re.compile(r"[가-힣]+$")
_HAN = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff々]+$")
_HAN_HOUSE = re.compile(
    r"[社市県庁省館会局部署学区町村府院所隊党団台報网網]|通信|新聞|視聴|図書|[\u3040-\u30ff]{4}"
)


def is_house(name: str) -> bool:
    """Whether a name says of itself that it is an organisation's."""
    return bool(_HOUSE.search(name.lower()))


def is_person(name: str) -> bool:
    """Whether a name reads like one or more persons' rather than an organisation's."""
    if _HANGUL.match(name):
        return len(name) == 3 and name[0] in _KOREAN_SURNAMES
    if _HAN.match(name):
        return 2 <= len(name) <= 5 and not _HAN_HOUSE.search(name)
    if _INITIALLED.match(name):
        return True
    if _NO_NAME.search(name) or is_house(name):
        return False
    parts = name.split()
    big = [p for p in parts if p.lower() not in PARTICLES]
    if not 2 <= len(parts) <= 5 or len(big) < 2 - (len(parts) > 2):
        return False
    return all(p[0].isupper() or p[0] in "'’‘\"“" for p in big) and parts[0][0].isupper()
