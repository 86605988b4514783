"""What kind of page it is, by what it declares and by how it is made."""

import pytest

from crawler.extract import extract
from crawler.items import PageKind
from tests.extract.pages import STORY, story

SITE = "https://courier.example"
STORIES = [*STORY, *(f"{text} So it was said in the town at noon." for text in STORY)]


def kind(body: str, path: str = "/sea/lighthouse", head: str = "") -> PageKind:
    html = f"<html><head>{head}</head><body><main>{body}</main></body></html>"
    return extract(html.encode(), SITE + path).kind


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def teasers(name: str = "The sea") -> str:
    items = (
        f'<div class="item"><h3><a href="/a{i}">Story {i} of the harbour and its boats</a></h3>'
        f"<p>{text}</p><span>By Ida Brandt</span></div>"
        for i, text in enumerate(STORIES)
    )
    return f"<h1>{name}</h1>{''.join(items)}"


@pytest.mark.parametrize("og_type", ["website", "profile"])
def test_a_page_of_teasers_is_a_section(og_type: str) -> None:
    assert kind(teasers(), "/tag/sea", meta("og:type", og_type)) is PageKind.SECTION


def test_headlines_and_nothing_under_them_are_a_section() -> None:
    links = [f'<li><a href="/a{i}">Story {i} of the harbour and its boats</a>' for i in range(9)]
    page = f"<h1>The sea</h1><ul>{''.join(links)}</ul>"
    assert kind(page) is PageKind.SECTION
    assert kind(page.replace("<h1>The sea</h1>", ""), "/") is PageKind.SECTION
    assert kind(page.replace("<h1>The sea</h1>", "")) is PageKind.OTHER
    assert kind(page, head=meta("og:type", "article")) is PageKind.OTHER
    assert kind(f"<h1>The sea</h1><ul>{''.join(links[:5])}</ul>") is PageKind.OTHER


def test_teasers_may_have_headlines_that_are_links_and_no_headings() -> None:
    items = (f'<div><a href="/a">{text[:40]}</a><p>{text}</p></div>' for text in STORIES)
    assert kind(f"<h1>The sea</h1>{''.join(items)}") is PageKind.SECTION
    text = (f'<p>{text}</p><p><a href="/a">{text[:40]}</a></p>' for text in STORIES)
    assert kind(f"<h1>A lighthouse</h1><div>{''.join(text)}</div>") is PageKind.ARTICLE


def test_a_front_page_is_a_section() -> None:
    assert kind(teasers("The Ellery Courier"), "/") is PageKind.SECTION


def test_a_declared_collection_is_a_section() -> None:
    text = "".join(f"<p>{text}</p>" for text in STORIES)
    declared = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    assert kind(f"<h1>The sea</h1>{text}", head=declared) is PageKind.SECTION
    assert kind(f"<h1>The sea</h1>{text}") is PageKind.ARTICLE


def test_a_story_is_none_for_linked_subheads_or_a_query_at_the_root() -> None:
    parts = (f'<h2><a href="#{i}">Part {i}</a></h2><p>{text}</p>' for i, text in enumerate(STORIES))
    assert kind(f"<h1>A lighthouse</h1>{''.join(parts)}") is PageKind.ARTICLE
    text = "".join(f"<p>{text}</p>" for text in STORY)
    assert kind(f"<h1>A lighthouse</h1>{text}", "/?p=217") is PageKind.ARTICLE
    dated = meta("article:published_time", "2026-03-03T18:20:00Z")
    assert kind(teasers("Five walks"), "/walks", dated) is PageKind.ARTICLE


def posts(name: str) -> str:
    items = (
        f'<div><time datetime="2026-03-03T1{i}:05:00Z">1{i}:05</time><p>{text}</p></div>'
        for i, text in enumerate(STORIES[:6])
    )
    return f'<h1>The storm</h1><div class="{name}">{"".join(items)}</div>'


def test_posts_with_times_are_live_where_the_page_says_so() -> None:
    assert kind(posts("posts"), "/live/2026/storm") is PageKind.LIVE
    assert kind(posts("liveblog")) is PageKind.LIVE
    assert kind(posts("posts")) is PageKind.ARTICLE
    text = "".join(f"<p>{text}</p>" for text in STORY)
    assert kind(f"<h1>The storm</h1>{text}", "/live/2026/storm") is PageKind.ARTICLE


@pytest.mark.parametrize(
    "title",
    [
        *("The storm – live updates", "Liveticker: Der Sturm", "EN DIRECT : la tempête"),
        *("La tormenta, minuto a minuto", "Na żywo: sztorm", "Шторм: онлайн"),
        *("Stormen minut för minut", "Stormen – minutt for minutt", "Stormen minut for minut"),
        *("Suora seuranta: Myrsky", "Sztorm minuta po minucie", "ONLINE: Bouře", "ÉLŐ: Vihar"),
    ],
)
def test_posts_with_times_are_live_where_the_title_says_so(title: str) -> None:
    head = f"<title>{title}</title>"
    assert kind(posts("posts"), head=head) is PageKind.LIVE
    text = "".join(f"<p>{text}</p>" for text in STORY)
    assert kind(f"<h1>{title}</h1>{text}", head=head) is PageKind.ARTICLE


def test_little_text_that_is_locked_or_above_a_paywall_is_a_stub() -> None:
    head = meta("og:type", "article")
    text = f"<h1>A lighthouse</h1><p>{STORY[0]} {STORY[1]}</p>"
    assert kind(text, head=head + meta("article:content_tier", "locked")) is PageKind.STUB
    wall = '<div class="paywall"><h2>Read on with Courier Plus</h2></div>'
    assert kind(text + wall, head=head) is PageKind.STUB
    assert kind(text, head=head) is PageKind.ARTICLE


@pytest.mark.parametrize(
    "words",
    [
        "This article is for subscribers only.",
        *("Already a subscriber? Log in", "Jetzt weiterlesen mit Courier+", "残り1,234文字"),
        *("Il vous reste 65 % de cet article à lire.", "Para seguir leyendo, suscríbete"),
        *("Contenuto riservato agli abbonati", "Artikeln är för prenumeranter"),
        *("Mit Abo weiterlesen", "Toegankelijk voor abonnees", "Det här är en låst artikel"),
        *("Kun for abonnenter", "Læs videre med et abonnement", "Artikkeli on maksullinen"),
        *("Czytaj dalej za 1 zł", "Už máte předplatné? Přihlaste se", "Odomknúť článok"),
        "A cikk csak előfizetőink számára elérhető",
        *("Artykuł dostępny tylko dla subskrybentów", "Материал доступен только подписчикам"),
        *("Subscribe to continue reading", "To keep reading, please log in"),
        "You’ve reached your limit of free articles.",
        "Contenido exclusivo para suscriptores",
        "Cet article est réservé aux abonnés",
        "［有料会員限定］ この記事は会員限定です。",
        "残り 540 文字",
    ],
)
def test_little_text_above_words_that_sell_the_rest_is_a_stub(words: str) -> None:
    head = meta("og:type", "article")
    text = f"<h1>A lighthouse</h1><p>{STORY[0]} {STORY[1]}</p>"
    assert kind(f"{text}<p>And then …</p><div>{words}</div>", head=head) is PageKind.STUB
    assert kind(f"{text}<div>The ferry is for subscribers.</div>", head=head) is PageKind.ARTICLE


def test_captions_with_hardly_any_text_are_a_gallery() -> None:
    photos = [
        f'<figure><img src="/{i}.jpg" width="800" height="600"><figcaption>{text}</figcaption>'
        "</figure>"
        for i, text in enumerate(STORIES[:8])
    ]
    few = ["The harbour of Port Ellery after the storm, in pictures."]
    for paragraphs, shown, is_gallery in (few, 8, True), (few, 3, False), (STORY, 8, False):
        added = f"</div>{''.join(photos[:shown])}</article>"
        html = story(paragraphs=paragraphs).replace("</div></article>", added)
        found = extract(html.encode(), SITE + "/pictures/harbour").kind
        assert (found is PageKind.GALLERY) is is_gallery


@pytest.mark.parametrize(
    "title",
    [
        *("This article has been removed", "Pagina non trovata"),
        "Pagina niet gevonden",
        "Nie znaleziono strony",
        "Strona nie istnieje",
        "Página não encontrada",
        "Страница не найдена",
        "Sidan hittades inte",
        "Aradığınız sayfa bulunamadı",
        "451: Unavailable due to legal reasons",
        *("Fehler 404", "Dieser Artikel ist nicht mehr verfügbar", "Wartungsarbeiten"),
        *("הדף לא נמצא", "पृष्ठ नहीं मिला", "Service Unavailable", "We’ll be right back"),
        "Stránka nenalezena",
        "Az oldal nem található",
        "Η σελίδα δεν βρέθηκε",
        "Halaman tidak ditemukan",
        "Không tìm thấy trang",
        "الصفحة غير موجودة",
        "お探しのページは見つかりませんでした",
        "页面不存在",
    ],
)
def test_error_pages_in_other_languages(title: str) -> None:
    text = "<p>We see that you come from a country in which we do not show our pages. " * 4
    assert kind(f"<h1>{title}</h1>{text}") is PageKind.ERROR


@pytest.mark.parametrize(
    "words",
    [
        "Press &amp; Hold to confirm you are a human (and not a bot).",
        "Please enable JS and disable any ad blocker",
        "Zustimmung zur Datenverarbeitung",
        "Jouw privacy-instellingen",
        "Szanujemy Twoją prywatność",
        "Valoramos tu privacidad",
        "Vážíme si vašeho soukromí",
        "Gizliliğinize önem veriyoruz",
        *("Human verification", "访问验证", "Bitte bestätigen Sie, dass Sie kein Roboter sind."),
        "Noi e i nostri partner archiviamo e/o accediamo a informazioni su un dispositivo.",
    ],
)
def test_bot_checks_and_walls(words: str) -> None:
    assert kind(f"<h1>courier.example</h1><p>{words}</p>") is PageKind.BLOCK


@pytest.mark.parametrize("title", ["Security check delays the ferry", "Ferry: we will be back"])
def test_a_brief_with_such_words_in_its_headline_is_news(title: str) -> None:
    assert kind(f"<h1>{title}</h1><p>{STORY[0]} {STORY[1]} {STORY[2]}") is PageKind.ARTICLE


def test_short_posts_are_live_as_well() -> None:
    at = "2026-03-03T1"
    words = ("The boats sail again.", "Power is back.", "Schools are closed.", "A tree is down.")
    items = "".join(
        f'<div class="item"><time datetime="{at}{i}:05:00Z">1{i}:05</time><p>{text}</p></div>'
        for i, text in enumerate((STORIES[0], *words))
    )
    page = f'<h1>The storm</h1><article class="liveblog">{items}</article>'
    assert kind(page, head=meta("og:type", "article")) is PageKind.LIVE


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (("article:published_time", "2026-03-03T18:20:00Z"), PageKind.ARTICLE),
        (("og:type", "article"), PageKind.ARTICLE),
        (("og:type", "website"), PageKind.OTHER),
    ],
)
def test_a_brief_is_news_where_the_page_says_so(told: tuple[str, str], found: PageKind) -> None:
    brief = f"<h1>Herring season ends</h1><article><p>{STORY[0][:150]}</p></article>"
    assert kind(brief, head=meta(*told)) is found


def test_a_front_page_is_a_section_in_each_of_its_languages_and_if_it_has_a_date() -> None:
    assert kind(teasers("The Ellery Courier"), "/en") is PageKind.SECTION
    assert kind(teasers("The Ellery Courier"), "/pt-br/") is PageKind.SECTION
    dated = meta("article:published_time", "2026-03-03T18:20:00Z") + meta("og:type", "website")
    news = '<script type="application/ld+json">{"@type": "Article", "headline": "Home"}</script>'
    links = "".join(f'<p><a href="/a{n}">Story {n} of the harbour</a></p>' for n in range(9))
    assert kind(f"<h1>The Ellery Courier</h1>{links}", "/", dated + news) is PageKind.SECTION


SOLD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A light",
"isAccessibleForFree": false}</script>"""
PARTLY_SOLD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A light",
"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}}</script>"""


@pytest.mark.parametrize("head", [SOLD, PARTLY_SOLD])
def test_little_text_that_is_not_free_is_a_stub_or_a_brief_that_its_makers_sign(head: str) -> None:
    text = f"<h1>A lighthouse</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>"
    assert kind(text, head=head) is PageKind.STUB
    for line in ("Reporting by Ann Lee; Editing by Bo Ek", "ab/cde/fg", "Reportage de Ann Lee"):
        assert kind(f"{text}<p>{line}</p>", head=head) is PageKind.ARTICLE


def test_a_text_that_is_not_free_and_breaks_off_is_a_stub() -> None:
    paragraphs = [*STORY, f"{STORY[0]} {STORY[1]}"]
    text = "".join(f"<p>{text}</p>" for text in paragraphs)
    for end, found in (("And this is what they said :", PageKind.STUB), ("", PageKind.ARTICLE)):
        page = f"<h1>A lighthouse</h1>{text}<p>{STORY[2]} {end}</p>"
        assert kind(page, head=SOLD) is found


def test_little_text_on_a_page_of_videos_that_has_one_is_a_video() -> None:
    video = (
        '<script type="application/ld+json">{"@type": "VideoObject", "name": "A light"}</script>'
    )
    text = f"<h1>A lighthouse</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>"
    assert kind(text, "/videos/sea/lighthouse", video) is PageKind.VIDEO
    assert kind(text, "/sea/lighthouse", video) is PageKind.ARTICLE
    assert kind(text, "/videos/sea/lighthouse") is PageKind.ARTICLE
