"""Lines that point from a story to the publisher's other pages, in the languages of the press.

They stand between the paragraphs of a story, often set as one of them. What may begin a sentence
of the story as well counts only as a label: before a colon, a stroke or nothing.
"""

from __future__ import annotations

import re

_LONGEST = 200  # characters
_POINTS = re.compile(
    r"[\W_]*(?:you (?:may|might) also like|recommended for you|join the conversation\b|"
    r"(?:click here|tap here|clique aqui|haga clic aquí|klik hier) (?:to (?:join|follow)|para se)|"
    r"(?:stay|keep) (?:informed|updated) (?:with|by following) (?:our|us)\b|"
    r"le[ae] además|también (?:te|le) puede interesar|(?:te|le) puede interesar|te recomendamos|"
    r"ve[ar] también|sigue leyendo|(?:síganos|síguenos|siga nosso canal|pratite nas|"
    r"śledź nas|urmăriți-ne|следвайте ни|rejoignez notre chaîne)\b|veja também|saiba mais|"
    r"(?:recevez|retrouvez) .{0,40}\b(?:newsletter|chaîne)|"
    r"[aà]? ?lire également|lire également|voir aussi|lesen sie (?:mehr|dazu)|mehr dazu lesen|"
    r"leggi pure|przeczytaj (?:także|też|również)|mohlo by (?:vás|vám) |pročitajte (?:još|i\b)|"
    r"čitajte (?:još|i\b)|citiți și|olvassa (?:el )?ezt is|читать также|подписывайся|"
    r"смотрите также|дивіться також|(?:прочетете|вижте) още|прочитајте (?:још|и\b)|"
    r"(?:διαβάστε ακόμα|δείτε (?:επίσης|ακόμα))|i\u0307?lginizi çekebilir|bunu da okuyun|"
    r"baca selengkapnya|mời (?:bạn đọc|quý độc giả) xem|إقرأ (?:أيض|المزيد)|"
    r"تابعنا (?:على|عبر)|شاهد أيض|بیشتر بخوانید|مزید پڑھیں|یہ بھی پڑھیں|"
    r"इसे भी पढ़ें|আরো পড়ুন|மேலும் படிக்க|อ่านข่าวเพิ่มเติม|ข่าวอื่นที่น่าสนใจ|次のページへ|"
    r"請繼續往下閱讀|请继续往下阅读|(?:更多|相关)[^。]{0,12}(?:请|欢迎)关注|"
    r"soma (?:pia|zaidi)\b|läs även|loe ka\b|skaitykite taip pat|"
    r"lasi arī)"
)
_LABELS = re.compile(
    r"[\W_]*(?:read|watch|listen|ver más|no te pierdas|confira(?: também)?|"
    r"pour aller plus loin|per approfondire|polecamy|zobacz|bonus video|للمزيد من الأخبار|"
    r"相关新闻|相關新聞|此前报道|更多(?:新聞|新闻|報導|报道)|看更多|点击查看|點擊查看|热门新闻|熱門新聞|続きを読む|"
    r"다른 기사 보기)\s*(?:[:：|>→]|$)"
)


def points_elsewhere(text: str) -> bool:
    """Whether it is a line such as "Lea además: …", in small letters."""
    return len(text) <= _LONGEST and bool(_POINTS.match(text) or _LABELS.match(text))
