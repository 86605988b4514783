"""The lines of a news page that are the publisher's own service, in the languages of the press."""

from __future__ import annotations

import re

from crawler.extract.body.pointers import points_elsewhere

_SERVICE = re.compile(
    r"[\W_]*(?:sign up (?:to|for|here|now)|subscribe (?:to|here|now)|join our|follow us on|"
    r"download (?:the|our) |read (?:more|also|next)\b|see also\b|also read\b|related:|"
    r"get (?:our|the) .{0,60}(?:newsletter|app\b|inbox|stories of the day|daily\b)|"
    r"(?:stay|be) (?:informed|up to date)[.:!] (?:sign|subscribe|follow)|"
    r"see more (?:coverage|stories|news|videos)\b|"
    r"for more (?:on )?(?:news|stories)\b.{0,80} visit |"
    r"follow .{2,40} on (?:facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok)\b.{0,40} "
    r"for (?:more|the latest|news|updates)\b|"
    r"this content is imported from |"
    r"(?:just a heads[- ]up,? )?some (?:of the )?links (?:on|in) .{0,60}\baffiliate\b|"
    r"our website is (?:the|your) (?:place|home) |"
    r"except for the headline, this (?:story|article|report) has not been (?:edited|reviewed)|"
    r"recib[ae] (?:en (?:tu|su) (?:correo|e-?mail)|nuestr[ao]s? (?:newsletter|bolet|alert))|"
    r"receba (?:um alerta|alertas|no seu e-?mail|as (?:principais )?(?:notícias|newsletters))|"
    r"don['’]t miss\b|more:|advertisement\b|thank you for reading (?:our|the|this)|"
    r"by (?:signing up|subscribing|registering)\b.{0,40} you (?:agree|acknowledge|accept|consent)|"
    r"(?:[\w’']+ ){1,6}newsletter (?:is our|brings you|delivers)|you can comment on|"
    r"(?:this|our) (?:website|newspaper)[\w ]{0,40} adheres? to |"
    r"(?:article|story) continue[sd] (?:below|after)|continue reading (?:below|after)|"
    r"[^.?!]{10,150}+[.?!] (?:sign up|subscribe)(?: now)? (?:to|for|here) .{0,60}"
    r"\b(?:stories|emails?|inbox|newsletters?)\b|"
    r"support (?:us(?: by| today| now|[:.!])|our (?:journalism|newsroom|reporting)\b)|"
    r"(?:do you have|have you got|got) an? (?:news )?(?:tip|story|lead)\b[^.?!]{0,60}\? |"
    r"privacy notice:|this article contains (?:affiliate|content provided)|"
    r"this entry was posted (?:on|in|by)|you can follow any responses to this entry|"
    r"(?:posted|filed) (?:in|under)\s?:|abgelegt unter|"
    r"dieser (?:beitrag|eintrag|artikel) wurde .{0,80}\b(?:veröffentlicht|abgelegt|verfasst)\b|"
    r"(?:folgst|folge|folgen sie) (?:du schon|uns|unserem)|an dieser stelle (?:findest|finden)|"
    r"jetzt (?:anmelden|abonnieren)|abonnieren sie|hier (?:anmelden|abonnieren)|lesen sie auch|"
    r"auch interessant|mehr zum thema|mehr dazu:|lies auch|empfohlener redaktioneller inhalt|"
    r"mit (?:der|ihrer|deiner) anmeldung (?:stimm|erklär|akzept|willig)|"
    r"diskutieren sie mit|(?:weiter|artikel) nach der anzeige|"
    r"lire aussi|à lire aussi|abonnez-vous|inscrivez-vous|en vous inscrivant|suivez-nous|"
    r"la suite après (?:la|cette) pub|merci d['’]avoir lu|"
    r"lea también|lee también|leer más|te puede interesar|suscríbe|apúntate a nuestr|síguenos|"
    r"puedes? comentar (?:esta|este|la|el)\b|"
    r"al (?:suscribirte|registrarte)|gracias por leer|mirá también|únete a nuestro|"
    r"leia (?:também|mais)|assine |siga-nos|inscreva-se|ao se inscrever|vídeos?: assista|"
    r"continua (?:após|depois d)a publicidade|leggi anche|iscriviti|iscrivendoti|seguici|"
    r"gentil[ei] lettor[ei]\b|i commenti (?:per|a|di) (?:ogni|quest)|"
    r"l['’]articolo (?:prosegue|continua) (?:dopo|sotto)|"
    r"lees ook|lees verder|schrijf je in|abonneer je|volg ons|tekst gaat (?:verder|door) onder|"
    r"artikel gaat verder|les også|læs også|läs också|läs mer\b|følg oss|følg os |följ oss|"
    r"(?:artikkelen|saken) fortsetter|artiklen fortsætter|artikeln fortsätter|"
    r"meld deg på|tilmeld dig|anmäl dig till|du kan (?:diskutere|kommentere|kommentera) |"
    r"lue myös|lue lisää|juttu jatkuu|(?:[^.?!]{0,60}[.?!] )?voit keskustella aiheesta|"
    r"czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|zapisz się (?:na|do) |"
    r"(?:dalszy ciąg|dalsza część) (?:artykułu|tekstu|materiału)|"
    r"dziękujemy, że (?:przeczyta|czyta|jesteś)|"
    r"(?:jesteś|byłeś|byłaś) świadkiem .{0,60}\? |"
    r"masz (?:dla nas )?(?:temat|informacj)\w*.{0,40}\? |"
    r"obserwuj nas|čtěte také|přečtěte si|sledujte nás|čítajte aj|citește și|abonează-te|"
    r"urmărește(?:-ne| știrile)|iratkozz(?:on)? fel|kövessen minket|"
    r"(?:поддержите|підтримайте) (?:нас\b|наш[ уі]|редакц)|"
    r"читайте (?:также|нас|[\w ]{2,20} в (?:telegram|дзене))|"
    r"подпишитесь|подписывайтесь|читайте також|підписуйтесь|підпишіться|"
    r"διαβάστε (?:επίσης|ακόμη)|ακολουθήστε (?:μας|το)|"
    r"ayrıca oku|haberin devamı|abone ol(?:un)?\b|bizi takip|"
    r"baca juga|scroll untuk (?:melanjutkan|lanjut)|"
    r"(?:yuk,? )?simak (?:breaking|juga|berita)|ikuti (?:kami|saluran|berita)|lihat juga|"
    r"انتهای پیام|(?:مطالب|اخبار) مرتبط|"
    r"קראו גם|לקריאה נוספת|כתבות נוספות|הצטרפו (?:אלינו|לערוץ|לקבוצת)|מצאתם טעות|"
    r"xem thêm|đọc thêm|اقرأ (?:أيض|المزيد)|اشترك (?:الآن|في (?:نشرت|قنات))|تابعونا|הירשמו ל|"
    r"यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|ติดตามข่าว|"
    r"(?:อ่าน)?(?:ข่าว|เรื่อง)ที่เกี่ยวข้อง|"
    r"関連記事|あわせて読みたい|관련기사|相关阅读|延伸阅读|延伸閱讀|"
    r"questions\? comments\?|original (?:print )?headline:|"
    # the headline that a reprinted story had elsewhere, who edited it, where it is from
    r"(?=[\u3400-\u9fff])(?:"
    r"(?:本文)?原(?:标题|標題|题|題)[为為]?\s*[:：《]|"
    r"(?:(?:责任|責任)?(?:编辑|編輯|校对|校對)|[责責][编編])"
    r"(?:\s*[:：|｜/／]|\s+[\u3400-\u9fff]{2,4}(?:\s|$))|"
    r"(?:文章|信息|内容)?[来來]源\s*[:：|｜][^。]{1,30}$|"
    r"(?:本文)?(?:[图圖]片|信息|内容)均?[来來](?:自|源于)网络|"
    r"(?:特别|免责|版权)声明\s*[:：]|(?:长按|扫描|识别)[^。]{0,12}二维码))",
)
# that one should follow the paper elsewhere: a verb, and where; one of these is in each:
_NETWORKS = ("google", "whatsapp", "telegram", "viber", "instagram", "facebook", "tiktok")
_FOLLOWS = re.compile(
    r"[\W_]*(?:folge|folgen sie|suivez|retrouvez|rejoignez|sígue(?:nos)?|síganos"
    r"|sigue (?:nuestr|toda|el canal)\w*|seguici|seguiteci|volg|följ|følg|seuraa|únete"
    r"|urmăr(?:ește|iți)(?:-ne)?|intră (?:în|pe) (?:grupul|canalul)|obserwuj(?:cie)?|śledź|dołącz"
    r"|sleduj(?:te)?|pratite|kövess\w*|csatlakozz\w*|следите|подписывайтесь|читайте|стежте|слідкуйте"
    r"|долучайтесь|приєднуйтесь|последвайте|пратите|ακολουθήστε|ikuti|dapatkan|mari bergabung"
    r"|theo dõi|tham gia|تابع(?:وا|ونا|نا)?|انضم(?:وا)?|עקבו|הצטרפו)\b.{0,120}\b"
    r"(?:google (?:news|noticias|notícias|haberler|nieuws|новост[иь]|новини|ειδήσεις|berita)"
    r"|whatsapp|telegram|viber|instagram|facebook|tiktok)\b"
)
_BROWSERS = ("brows", "braus", "naviga", "navega")
_BROWSER = re.compile(  # what is said to readers whose browser is old
    r"you(?:['’]re| are)? us(?:e|ing) an? (?:older|outdated|unsupported)[\w ]{0,20} browser|"
    r"vanemat brauseri versiooni|your browser (?:is out|does(?: not|n['’]t) support)|"
    r"(?:ihr|dein) browser (?:ist veraltet|unterstützt)|votre navigateur (?:est obsol|ne )|"
    r"(?:tu|su) navegador (?:no |está )|il tuo browser (?:non |è )"
)
_RIGHTS = (
    *("©", "ⓒ", "(c) ", "all rights reserved", "alle rechte vorbehalten", "tous droits réservés"),
    *("todos los derechos", "無断転載", "저작권자", "무단전재", "무단 전재", "재배포금지"),
    "재배포 금지",
)
_COPYRIGHT = re.compile(r"[\W_]*copyright\b")  # at its beginning: a story may be about copyright
_RIGHTS_FIRST = re.compile(  # a notice of some sentences begins so
    r"[\W_]*(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|(?:griežtai )?draudžiama .{0,60}\b(?:informacij|medžiag)|"
    r"(?:kopírování|publikování)\b.{0,60}(?:bez (?:předchozího )?souhlasu|je zakázáno)|"
    r"(?:copying|reproduction|republication)\b.{0,60}(?:without (?:prior|written)|is pro)|"
    r"(?:this|the) (?:material|content|article) (?:may|must) not be )"
)
# an offer tells a price, for how long, and that one may leave or should join; a story seldom in one
# breath
_SIGNS, _CODES = "$€£¥₩₹₺", ("kr", "chf", "zł", "usd", "eur")
_MONEY = (*_SIGNS, *_CODES)  # one is in every price; quicker than these as words:
_PRICE = re.compile(rf"[{_SIGNS}]|\b(?:{'|'.join(_CODES)})\b")
_PERIOD = re.compile(
    r"month|week|monat|woche|mois|\bmes|maand|måned|månad|kuukau|miesi|месяц|місяц"
)
_LEAVING = re.compile(  # the reader, that is: flights are cancelled too
    r"cancel (?:any|at any|when|before|online|your)|kündbar|jederzeit kündigen|résiliable|"
    r"sans engagement|cancel(?:a|e|ar) (?:cuando|quando|a qualquer|en cualquier)|"
    r"disdi\w* (?:quando|in qualsiasi)|opzegbaar|ingen bindn?ing|(?:avslutt|opsig|säg upp) n[åä]r|"
    r"peru(?:uta)? milloin|anuluj|отмен\w+ в любо|скасу\w+ будь"
)
_JOINING = re.compile(
    r"become an? (?:member|subscriber|supporter)|(?:word|wordt) (?:lid|abonnee|vriend)\b|"
    r"werden sie (?:mitglied|abonnent)|jetzt (?:mitglied|abonnent)|bliv? medlem|"
    r"devenez (?:membre|abonné)|hazte (?:soci|suscript)"
)
# what a box says that asks to store data, in the words of the IAB's framework for consent
_CONSENT = (
    *("store and/or access information on a device", "precise geolocation data"),
    *("personalised ads", "informationen auf einem gerät speichern"),
    *("informationen auf einem gerät zu speichern", "genaue standortdaten"),
    *("personalisierte anzeigen", "personalisierte inhalte", "externe inhalte einbinden"),
    *("empfohlener externer inhalt", "stocker et/ou accéder"),
    *("données de géolocalisation précises", "almacenar información en un dispositivo"),
    *("almacenar la información en un dispositivo", "archiviare informazioni su dispositivo"),
    *("armazenar e/ou aceder", "informatie op een apparaat opslaan"),
)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_AFFILIATES = re.compile(r"\blinks sind (?:so ?genannte )?affiliate")
_PICTURES = re.compile(  # whose the story's pictures are
    r"[(\[]?(?:(?:featured|lead|cover|header|top) (?:image|photo|picture)s?(?: credits?)?\s?"
    r"(?:by\b|via\b|courtesy\b|from\b|:)|(?:images?|photos?|pictures?)(?: credits?)?\s?:"
    r"|(?:(?:titel|beitrags|symbol|archiv|arkiv)?(?:foto|bild)(?:[’']?s|er)?|beeld|kuvat?"
    r"|zdjęci[ea])\s?:)"
    r"[^.!?]*[)\]]?$"
)
COVER = re.compile(  # what the picture above the headline shows, told below the story
    r"[(\[（【]?(?:borítóképünk|borítókép|nyitókép|címlapkép|titelbild|beitragsbild|aufmacherbild"
    r"|(?:imagen|foto) (?:de portada|principal)|foto (?:de capa|di copertina|in apertura)"
    r"|(?:photo|image) (?:de une|à la une|d['’]ouverture)|(?:zdjęcie|fot\.) (?:główne|tytułowe)"
    r"|(?:úvodní|ilustrační|titulní) fot(?:o|ografie)|omslagsfoto|hoofdfoto|kansikuva"
    r"|naslovna (?:fotografija|foto)"
    r"|(?:фото|изображение) на обложке|обложка|(?:головне|титульне) фото|κεντρική φωτογραφία"
    r"|kapak fotoğrafı|ảnh (?:đại diện|bìa)|封面[图圖]片?|首[图圖]|[题題][图圖]"
    r"|トップ画像|アイキャッチ)"
    r"\s?[:：]"
)
_LONGEST_CONSENT = 800  # characters
_LONGEST_SERVICE = 400
_LONGEST_RIGHTS = 220
_LONGEST_OFFER = 300
_LONGEST_SIGNATURE = 80
_LONGEST_PICTURES = 200
_EDITOR_BEHIND = re.compile(
    r"(?:编辑|編輯|责编|責編|校对|摄影|攝影)\s*[:：|｜/／]\s*[\u3400-\u9fff]{2,4}[）)】\]]?$"
)
_HOST = re.compile(r"[\s—–-]+[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}")  # "– courier.example"


def is_service(text: str) -> bool:
    """Whether it is the publisher's own line: a pointer to other pages, the notice of copyright,
    the reporter's address."""
    if len(text) > _LONGEST_CONSENT:
        return False
    text = text.lower()
    if any(map(text.__contains__, _CONSENT)):
        return True
    if len(text) > _LONGEST_SERVICE:
        return False
    if any(map(text.__contains__, _BROWSERS)) and _BROWSER.search(text):
        return True
    if " affiliate" in text and _AFFILIATES.search(text):
        return True
    if points_elsewhere(text) or _shows_the_cover(text):
        return True
    if any(map(text.__contains__, _NETWORKS)) and _FOLLOWS.match(text):
        return True
    is_signature = len(text) <= _LONGEST_SIGNATURE and _signs(text)
    if is_signature or (text[:1] in "[(flchtipbaskz" and _names_pictures(text)):
        return True
    return bool(_SERVICE.match(text) or _claims_rights(text) or _offers(text))


def _signs(text: str) -> bool:
    """Whether it has the reporter's address in it, ends in who took the photos or edited it, or is
    the site's own name below the story."""
    if text[-1:] >= "\u3400" and _EDITOR_BEHIND.search(text):
        return True
    return bool(("@" in text and _MAIL.search(text)) or _HOST.fullmatch(text))


def _shows_the_cover(text: str) -> bool:
    return (":" in text or "：" in text) and COVER.match(text) is not None


def _names_pictures(text: str) -> bool:
    return len(text) <= _LONGEST_PICTURES and _PICTURES.match(text) is not None


def _offers(text: str) -> bool:
    if len(text) > _LONGEST_OFFER or not any(map(text.__contains__, _MONEY)):
        return False
    if not (_PRICE.search(text) and _PERIOD.search(text)):
        return False
    return bool(_LEAVING.search(text) or _JOINING.search(text))


def _claims_rights(text: str) -> bool:
    if len(text) > _LONGEST_RIGHTS:
        return _RIGHTS_FIRST.match(text) is not None
    return any(map(text.__contains__, _RIGHTS)) or _COPYRIGHT.match(text) is not None
