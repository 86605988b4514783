"""What a page's names for its elements say: a small vocabulary, in groups.

News sites name their elements in English or in a few words of their own language, whatever system
makes the page. A name is cut into words (``articleBody__text--lead`` is article, body, text, lead)
and every word found here adds its group. Groups are bits of an integer.
"""

from __future__ import annotations

import re
from functools import lru_cache


class Hint:
    """Groups of words in class, id, role and similar attributes: bits of a plain integer, since an
    enum's own arithmetic takes ten times as long."""

    NONE = 0
    ARTICLE = 1
    BODY = 2
    PARAGRAPH = 4
    HEADLINE = 8
    STANDFIRST = 16
    BYLINE = 32
    DATE = 64
    CAPTION = 128
    RELATED = 256
    PROMO = 512
    SHARE = 1024
    COMMENT = 2048
    MENU = 4096
    FOOTER = 8192
    LEGAL = 16384
    TOPIC = 32768
    EMBED = 65536
    PAYWALL = 131072
    AUTHOR_BOX = 262144
    HIDDEN = 524288
    SUBHEAD = 1048576
    FACTBOX = 2097152
    CORRECTION = 4194304
    LIVE = 8388608
    CONSENT = 16777216


_WORDS: dict[int, str] = {
    Hint.ARTICLE: "article story post entry artikel articulo noticia nota news beitrag articolo",
    Hint.BODY: "body content text richtext wysiwyg inhalt corps cuerpo texto contenu copy "
    "prose main",
    Hint.PARAGRAPH: "paragraph para p absatz parrafo texte textblock",
    Hint.HEADLINE: "headline title titel titre titulo heading hed",
    Hint.STANDFIRST: "standfirst lead lede intro teaser summary dek subtitle subheadline chapo "
    "subline strapline kicker excerpt subtitulo bajada vorspann abstract sapo deck description "
    "synopsis ingress einleitung entradilla catenaccio sommario perex manchet zajawka",
    Hint.BYLINE: "byline author autor auteur autore writer reporter contributor journalist "
    "columnist redactor credits authors signature firma szerzo yazar penulis skribent toimittaja",
    Hint.DATE: "date time datetime timestamp published updated datum fecha pubdate publish",
    Hint.CAPTION: "caption figcaption credit image photo figure picture img legend bild "
    "bildunterschrift foto cutline copyright thumbnail slide gallery lightbox carousel media "
    "video player galerie",
    Hint.RELATED: "related recommend recommended recommendation recommendations more mehr readmore "
    "also similar popular trending latest next outbrain taboola recirc recirculation mostread "
    "rel relacionadas relacionados verwandt inread crosslink linklist further teasers reads "
    "suggested relatednews hotnews rank ranking top list cards card feed",
    Hint.PROMO: "promo promotion newsletter subscribe subscription signup ad ads advert "
    "advertisement advertising adv sponsor sponsored banner app download donate donation "
    "marketing campaign cta anzeige werbung publicidad pub dfp affiliate shop product membership "
    "register follow notification alert",
    Hint.SHARE: "share social sharing facebook twitter whatsapp print bookmark tools toolbar "
    "actions like reaction reactions sns button btn",
    Hint.COMMENT: "comment comments disqus kommentar kommentare comentarios discussion reply "
    "respond commentaires",
    Hint.MENU: "nav navigation menu navbar breadcrumb breadcrumbs sidebar header topbar masthead "
    "tabs pagination pager toc search skip",
    Hint.FOOTER: "footer bottom foot colophon imprint",
    Hint.LEGAL: "legal disclaimer cookie cookies consent gdpr privacy rights license terms "
    "onetrust optanon didomi usercentrics ccpa",
    Hint.TOPIC: "tag tags topic topics keyword keywords category categories section label labels "
    "eyebrow schlagwort themen",
    Hint.EMBED: "embed embedded tweet instagram twitter youtube iframe social infogram widget "
    "datawrapper poll quiz",
    Hint.PAYWALL: "paywall premium login regwall piano gate locked meter abo subscriber",
    Hint.AUTHOR_BOX: "bio biography profile about aboutauthor authorbox autorbox vita",
    Hint.HIDDEN: "hidden hide invisible visuallyhidden sr only screenreader offscreen collapsed "
    "tooltip modal popup overlay",
    Hint.SUBHEAD: "subhead subheading crosshead crossheading zwischentitel subtitle intertitle "
    "heading",
    Hint.FACTBOX: "factbox infobox fact facts box sidebar aside explainer faq info keypoints "
    "tldr takeaways keyfacts highlights pullquote quote",
    Hint.CORRECTION: "correction corrections clarification editorsnote editornote",
    Hint.LIVE: "liveblog ticker live",
    Hint.CONSENT: "cookie cookies consent gdpr onetrust optanon didomi usercentrics ccpa "
    "sourcepoint cookiebot",
}
_GROUP_OF: dict[str, int] = {}
for _hint, _words in _WORDS.items():
    for _word in _words.split():
        _GROUP_OF[_word] = _GROUP_OF.get(_word, 0) | _hint

_WORD = re.compile(r"[a-z]+")
_CAMEL_WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")  # "readMore" is two
_LONGEST = 400  # characters of a name that are looked at


@lru_cache(maxsize=16_384)
def hints_in(name: str) -> int:
    """The groups of all words in a class attribute or another name, as bits of :class:`Hint`."""
    bits = 0
    name = name[:_LONGEST]
    if name.islower():
        words = _WORD.findall(name)
    else:
        words = [word.lower() for word in _CAMEL_WORD.findall(name)]
    for word in words:
        bits |= _GROUP_OF.get(word, 0)
    return bits
