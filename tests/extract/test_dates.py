"""Times as pages of many countries print them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.extract import extract
from crawler.extract.times.dates import read_stamp
from crawler.extract.times.stamp import instant
from crawler.extract.times.zones import zone_named
from crawler.items import Article
from crawler.sources.dates import parse_date
from tests.extract.pages import STORY, story

KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("raw", "wall", "zone"),
    [
        ("2026-01-06T16:46:00+09:00", "2026-01-06T16:46", KST),
        ("2026-01-06T16:46:00.123Z", "2026-01-06T16:46", UTC),
        ("2026-01-06T16:46:00ZZ", "2026-01-06T16:46", UTC),
        ("January 6, 2026 4:46 pm JSTTopics: Harbour", "2026-01-06T16:46", KST),
        ("송고2026-01-06 16:46", "2026-01-06T16:46", None),
        ("Posted : 2022-07-28 16:35", "2022-07-28T16:35", None),
        ("Updated : 2022-07-28 16:35 KST", "2022-07-28T16:35", KST),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-28T04:35:05", KST),
        ("28. Juli 2022, 16.35 Uhr", "2022-07-28T16:35", None),
        ("6 de enero de 2026 10:11", "2026-01-06T10:11", None),
        ("2026년 1월 6일 오후 3:04", "2026-01-06T15:04", None),
        ("06.01.2026 - 13:52 Uhr", "2026-01-06T13:52", None),
        ("January 6, 2026 5:09 pm", "2026-01-06T17:09", None),
        ("12 janvier 2026 à 9h05", "2026-01-12T09:05", None),
        ("4. marec 2026 ob 14.05", "2026-03-04T14:05", None),
        ("4. marts, 2026, 11:42", "2026-03-04T11:42", None),
        ("2026. gada 4. marts", "2026-03-04T00:00", None),
        ("2026 m. kovo 4 d. 12:55", "2026-03-04T12:55", None),
        ("4. märts 2026 10:25", "2026-03-04T10:25", None),
        ("Rabu, 4 Maret 2026 10:25", "2026-03-04T10:25", None),
        ("17 Agustus 2026", "2026-08-17T00:00", None),
        ("4 сакавіка 2026, 10:25", "2026-03-04T10:25", None),
        ("2026. márc. 4. 10:25", "2026-03-04T10:25", None),
        ("04/mar/2026 às 10:25", "2026-03-04T10:25", None),
        ("4 mar 26 | 5h27", "2026-03-04T05:27", None),
        ("2026-03-04 10:25:00Europe/Madrid", "2026-03-04T10:25", ZoneInfo("Europe/Madrid")),
        ("4 de marzo de 2026 a las 02:10 p. m.", "2026-03-04T14:10", None),
        ("4 مارس 2026 02:10 م", "2026-03-04T14:10", None),
        ("02:10 ص - الأربعاء 4 مارس 2026", "2026-03-04T02:10", None),
        ("Mar - 04 - 2026 , 10:25", "2026-03-04T10:25", None),
        ("Jumanne, Machi 04, 2026", "2026-03-04T00:00", None),
        ("04 مارچ ، 2026", "2026-03-04T00:00", None),
        ("04 மார்ச் 2026, 9:40 am", "2026-03-04T09:40", None),
        ("4 במרץ 2026, 13:05", "2026-03-04T13:05", None),
        ("4 март 2026", "2026-03-04T00:00", None),
        ("1736150000", "2025-01-06T07:53:20", UTC),
        ("20260106T1646", "2026-01-06T16:46", None),
        ("20260106T164600Z", "2026-01-06T16:46", UTC),
        ("06.01.26, 16:46", "2026-01-06T16:46", None),
        ("16:46, 6/1/26", "2026-01-06T16:46", None),
        ("2026 01 / 06 16:46", "2026-01-06T16:46", None),
        ("6 Ιανουαρίου 2026, 16:46", "2026-01-06T16:46", None),
        ("6 يناير 2026 16:46", "2026-01-06T16:46", None),
        ("٦ يناير/كانون الثاني ٢٠٢٦", "2026-01-06", None),
        ("6 जनवरी 2026, 16:46", "2026-01-06T16:46", None),
        ("০৬ জানুয়ারি ২০২৬, ১৬: ৪৬", "2026-01-06T16:46", None),
        ("০৬ জানু\u09dfারি ২০২৬", "2026-01-06", None),  # a letter in one character, not in two
        ("6 ม.ค. 2569 16:46 น.", "2026-01-06T16:46", None),
        ("6 tháng 1, 2026", "2026-01-06", None),
        ("16:46, 6 tháng 01 năm 2026", "2026-01-06T16:46", None),
        ("6 јануари 2026, 16:46", "2026-01-06T16:46", None),
        ("6. siječnja 2026.", "2026-01-06", None),
        ("6. led 2026", "2026-01-06", None),
        ("令和8年1月6日 16時46分", "2026-01-06T16:46", None),
        ("平成31年4月1日", "2019-04-01T00:00", None),
        ("中華民國115年1月6日 16:46", "2026-01-06T16:46", None),
        ("6 มกราคม พ.ศ. 2569 16:46 น.", "2026-01-06T16:46", None),
        ("سه‌شنبه ۱۶ دی ۱۴۰۴ - ۱۶:۴۶", "2026-01-06T16:46", None),
        ("۱۶ دی‌ماه ۱۴۰۴ ساعت ۱۶:۴۶", "2026-01-06T16:46", None),
        ("۱۴۰۴/۱۰/۱۶ ۱۶:۴۶", "2026-01-06T16:46", None),
        ("۳۰ اسفند ۱۴۰۳", "2025-03-20T00:00", None),  # of a leap year
        ("۱ فروردین ۱۴۰۵", "2026-03-21T00:00", None),
        ("۶ ژانویه ۲۰۲۶", "2026-01-06T00:00", None),
        ("čtvrtek 12. listopadu 2026 v 9:50", "2026-11-12T09:50", None),
        ("12 Kas 2026 18:05", "2026-11-12T18:05", None),
        ("12 noi. 2026, 18:05", "2026-11-12T18:05", None),
        ("12 нояб. 2026, 18:05", "2026-11-12T18:05", None),
        ("12 лист. 2026 18:05", "2026-11-12T18:05", None),
        ("2026 жылғы 12 қараша 18:05", "2026-11-12T18:05", None),
        ("2026-yil 12-noyabr, 18:05", "2026-11-12T18:05", None),
        ("12 พ.ย. 69 18:05 น.", "2026-11-12T18:05", None),
        ("12 Jan 23 05:27", "2023-01-12T05:27", None),
        ("2026年11月12日 午後6時5分", "2026-11-12T18:05", None),
        ("12 नवंबर 2026, शाम 06:05 बजे", "2026-11-12T18:05", None),
        ("প্রকাশিত: ০৬:০৫ পিএম, ১২ নভেম্বর ২০২৬", "2026-11-12T18:05", None),
        ("01/06/2026 04:46 PM EST", "2026-01-06T16:46", timezone(timedelta(hours=-5))),
        ("06/01/2026 16:46", "2026-01-06T16:46", None),
        ("4:46 PM CST, January 6, 2026", "2026-01-06T16:46", timezone(timedelta(hours=-6))),
        ("2026-01-06 16:46 CST", "2026-01-06T16:46", None),
        ("Tue, 6 Jan 2026 16:46:99999999999999999999 GMT", "2026-01-06T16:46", UTC),
        ("Tue Jan 06 16:46:00 CET 2026", "2026-01-06T16:46", timezone(timedelta(hours=1))),
    ],
)
def test_a_printed_time_is_read(raw: str, wall: str, zone: timezone | None) -> None:
    stamp = read_stamp(raw)
    assert stamp is not None
    assert stamp.wall == datetime.fromisoformat(wall)
    assert stamp.zone == zone


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "soon",
        "1234",
        "12 Jan 23:05",
        "12 Jan 23 boats",
        "10.30.45",
        "1.2.34.5",
        "2026-13-40",
        "99/99/9999",
        "vor 2 Stunden",
    ],
)
def test_what_is_no_time_is_not_guessed(raw: str) -> None:
    assert read_stamp(raw) is None


def test_what_is_kept_is_as_printed() -> None:
    stamp = read_stamp("০৬ জানুয়ারি ২০২৬")
    assert stamp is not None
    assert stamp.raw == "০৬ জানুয়ারি ২০২৬"


def test_a_relative_time_counts_from_the_capture() -> None:
    stamp = read_stamp("vor 2 Stunden", now=datetime(2026, 1, 6, 12, 0, tzinfo=UTC))
    assert instant(stamp, None) == datetime(2026, 1, 6, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "back"),
    [
        ("5 minutes ago", timedelta(minutes=5)),
        ("vor einer Stunde", timedelta(hours=1)),
        ("hace 3 días", timedelta(days=3)),
        ("5분 전", timedelta(minutes=5)),
        ("2小时前", timedelta(hours=2)),
        ("vor 9 StundenAktualisiert", timedelta(hours=9)),
        ("3 godziny temu", timedelta(hours=3)),
        ("před 2 hodinami", timedelta(hours=2)),
        ("5 минут назад", timedelta(minutes=5)),
        ("2 години тому", timedelta(hours=2)),
        ("преди 3 часа", timedelta(hours=3)),
        ("преди 6 часове", timedelta(hours=6)),
        ("2 saat önce", timedelta(hours=2)),
        ("4 tuntia sitten", timedelta(hours=4)),
        ("2 órája", timedelta(hours=2)),
        ("20 perccel ezelőtt", timedelta(minutes=20)),
        ("acum 3 zile", timedelta(days=3)),
        ("πριν 2 ώρες", timedelta(hours=2)),
        ("prije 5 sati", timedelta(hours=5)),
        ("منذ 3 ساعات", timedelta(hours=3)),
        ("۲ ساعت پیش", timedelta(hours=2)),
        ("לפני 4 שעות", timedelta(hours=4)),
        ("2 घंटे पहले", timedelta(hours=2)),
        ("3 ชั่วโมงที่แล้ว", timedelta(hours=3)),
        ("5 phút trước", timedelta(minutes=5)),
        ("2 jam yang lalu", timedelta(hours=2)),
    ],
)
def test_relative_times_of_languages(raw: str, back: timedelta) -> None:
    now = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
    assert instant(read_stamp(raw, now=now), None) == now - back


@pytest.mark.parametrize(
    "raw", ["Heute vor 50 Jahren", "Kuscheln vor dem Kamin", "ago, a hundred", "vor 3 Zimmern"]
)
def test_words_that_hold_a_unit_are_no_relative_time(raw: str) -> None:
    assert read_stamp(raw, now=datetime(2026, 1, 6, 12, 0, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("raw", "days", "clock"),
    [
        *(("Today at 10:20", 0, "10:20"), ("Published: Today, 9:05 pm", 0, "21:05")),
        *(("Heute, 10:20 Uhr", 0, "10:20"), ("gestern um 18:02", 1, "18:02")),
        *(
            ("Aujourd’hui à 10h20", 0, "10:20"),
            ("Hoy 10:20", 0, "10:20"),
            ("dnes 10:20", 0, "10:20"),
        ),
        *(("Сегодня, 10:20", 0, "10:20"), ("Вчора, 10:20", 1, "10:20"), ("오늘 10:20", 0, "10:20")),
    ],
)
def test_a_day_may_be_named_as_seen_from_the_capture(raw: str, days: int, clock: str) -> None:
    now = datetime(2026, 3, 5, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    stamp = read_stamp(raw, now=now)
    assert stamp is not None
    assert (stamp.wall.date(), f"{stamp.wall:%H:%M}") == (now.date() - timedelta(days), clock)


@pytest.mark.parametrize("raw", ["Today", "Today in history", "Quiz: today at 10:20", "10:20"])
def test_a_named_day_without_its_time_or_in_a_sentence_is_none(raw: str) -> None:
    assert read_stamp(raw, now=datetime(2026, 1, 6, 12, 0, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "raw",
    [
        *("Mon, 04 Mar 0900 10:00:00 GMT", "0900-03-04T10:00:00Z", "8913-03-04T10:00:00Z"),
        *("9913-03-04", "4 March 8913", "Mon, 04 Mar 8913 10:00:00 GMT", "9999999999"),
    ],
)
def test_no_news_page_is_of_such_a_year(raw: str) -> None:
    assert read_stamp(raw) is None


@pytest.mark.parametrize(
    "raw", ["2026-01-08T16:46:00+14:00", "6 March 2026, 10:20", "Sun, 04 Mar 2035 10:00:00 GMT"]
)
def test_a_time_well_after_the_capture_is_not_the_pages(raw: str) -> None:
    now = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
    assert read_stamp(raw) is not None
    assert read_stamp(raw, now=now) is None
    assert read_stamp(raw, now=now + timedelta(days=3650)) is not None


def test_of_a_publication_that_is_yet_to_come_only_the_text_is_kept() -> None:
    page = story("Ferry returns", published="2027-01-01T09:00:00Z").encode()
    before = datetime(2026, 3, 4, tzinfo=UTC)
    found = extract(page, "https://herald.example/1", captured_at=before).article
    assert found is not None
    assert (found.published_at, found.published_raw) == (None, "2027-01-01T09:00:00Z")


def test_a_page_may_be_dated_the_day_after_its_capture() -> None:
    assert read_stamp("2026-01-07", now=datetime(2026, 1, 6, tzinfo=UTC)) is not None


def test_what_day_it_is_depends_on_the_sources_zone() -> None:
    html = f"<main><h1>A headline of some length</h1><p>오늘 08:20</p><p>{'</p><p>'.join(STORY)}"
    late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # the next day in Seoul
    page = extract(html.encode(), "https://example.com/a", time_zone="Asia/Seoul", captured_at=late)
    assert page.article is not None
    assert page.article.published_at == datetime(2026, 3, 4, 23, 20, tzinfo=UTC)


def test_of_a_change_on_the_same_day_only_the_time_may_be_printed() -> None:
    article = page("<p>Publié le 04/03/2026 à 10h20, mis à jour à 11h30</p>", zone="Europe/Paris")
    assert article.modified_at == datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    assert page("<p>Publié le 04/03/2026 à 10h20, mis à jour à 9h30</p>").modified_at is None


def test_of_a_change_on_a_printed_day_only_the_time_may_be_printed_and_its_zone() -> None:
    article = page("<p>الأربعاء، 4 مارس 2026، آخر تحديث 02:21 (GMT+0400)</p>", zone=None)
    assert article.modified_at == datetime(2026, 3, 3, 22, 21, tzinfo=UTC)
    assert article.published_raw == "الأربعاء، 4 مارس 2026،"


@pytest.mark.parametrize("zone", ["CST", "IST", "HKT", "SGT", "PKT", "NZST", "UT", "EST", "+0530"])
def test_a_page_and_a_feed_read_one_time_alike(zone: str) -> None:
    raw = f"Thu, 28 Jul 2022 16:35:05 {zone}"
    stamp = read_stamp(raw)
    assert stamp is not None
    assert stamp.zone == zone_in_feed(raw)


def zone_in_feed(raw: str) -> timezone | None:
    """The offset at which a feed's time was read; None if its zone is not known."""
    at = parse_date(raw)
    wall = datetime(2022, 7, 28, 16, 35, 5, tzinfo=UTC)
    return timezone(wall - at) if at else None


def test_summer_time_is_the_zones_own() -> None:
    zone = zone_named("Europe/Berlin")
    assert instant(read_stamp("2026-07-01 12:00"), zone) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert instant(read_stamp("2026-01-01 12:00"), zone) == datetime(2026, 1, 1, 11, tzinfo=UTC)


def page(
    below: str = "",
    *,
    over: str = "",
    after: str = "",
    head: str = "",
    zone: str | None = "Asia/Seoul",
) -> Article:
    """The article of a page with this below the headline, over it, after the story, in its head."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    top = f"{over}<h1><a href='/a'>A headline of some length</a></h1>{below}"
    html = f"<html><head>{head}</head><body><main>{top}{text}{after}</main></body></html>"
    found = extract(html.encode(), "https://example.com/a", time_zone=zone).article
    assert found is not None
    return found


def test_the_digits_of_a_later_date_are_no_offset() -> None:
    stamp = read_stamp("Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02")
    assert stamp is not None
    assert stamp.wall == datetime(2022, 7, 28, 16, 35)  # noqa: DTZ001
    assert stamp.zone is None


@pytest.mark.parametrize(
    ("printed", "published", "modified"),
    [
        ("Posted : 2022-07-28 16:35 Updated : 2022-07-29 10:02", (28, 16, 35), (29, 10, 2)),
        ("송고 2022-07-28 16:35 수정 2022-07-28 18:00", (28, 16, 35), (28, 18, 0)),
        ("28.07.2022, 16.35 Uhr, aktualisiert 29.07.2022, 10.02 Uhr", (28, 16, 35), (29, 10, 2)),
        ("Posted : 2022-07-28 16:35", (28, 16, 35), None),
        ("Updated : 2022-07-29 10:02", None, (29, 10, 2)),
        ("Diperbarui 29 Jul 2022, 10:02 Diterbitkan 28 Jul 2022, 16:35", (28, 16, 35), (29, 10, 2)),
        ("28.07.2022 16:35 Endret: 29.07.2022 10:02", (28, 16, 35), (29, 10, 2)),
        ("Udgivet 28.07.2022 16:35 Opdateret 29.07.2022 10:02", (28, 16, 35), (29, 10, 2)),
        ("Julkaistu 28.7.2022 16:35 | Muokattu 29.7.2022 10:02", (28, 16, 35), (29, 10, 2)),
        ("Modyfikacja: 29.07.2022 10:02, 28.07.2022 16:35", None, (29, 10, 2)),
        ("Zveřejněno: 28. 7. 2022 16:35 Upraveno: 29. 7. 2022 10:02", (28, 16, 35), (29, 10, 2)),
        ("Aktualizácia: 29. 7. 2022 10:02 Vydané: 28. 7. 2022 16:35", (28, 16, 35), (29, 10, 2)),
        ("Publikálva: 2022.07.28. 16:35 Frissítés: 2022.07.29. 10:02", (28, 16, 35), (29, 10, 2)),
        ("<b>28/07/2022 16:35</b><b>Actualizada 29/07/2022 10:02</b>", (28, 16, 35), (29, 10, 2)),
        ("<i>16:35 28.07.2022</i><i>Güncellenme: 29.07.2022 10:02</i>", (28, 16, 35), (29, 10, 2)),
    ],
)
def test_one_line_may_print_publication_and_change(
    printed: str, published: tuple[int, int, int], modified: tuple[int, int, int] | None
) -> None:
    found = page(f'<div class="dates">{printed}</div>')
    seoul = ZoneInfo("Asia/Seoul")

    def on(parts: tuple[int, int, int] | None) -> datetime | None:
        return datetime(2022, 7, *parts, tzinfo=seoul) if parts else None

    assert (found.published_at, found.modified_at) == (on(published), on(modified))


NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="date">Published <time datetime="2026-01-06T12:00Z">6 January</time></p>',
        '<p><abbr class="published" title="2026-01-06T12:00:00Z">noon, Tuesday</abbr></p>',
        '<p><abbr itemprop="datePublished" title="2026-01-06T12:00:00Z">noon</abbr></p>',
        '<p><span property="dc:date dc:created" content="2026-01-06T13:00:00+01:00">'
        "Gespeichert von <b>Ida Brandt</b> am Di., 06.01.2026 - 13:00</span></p>",
        '<span property="schema:datePublished" content="2026-01-06T12:00:00Z"></span>',
        '<p><relative-time datetime="2026-01-06T12:00:00Z">6 January</relative-time></p>',
        '<p class="showDate" data-published="2026-01-06T12:00:00Z">6 January at noon</p>',
        '<span data-timestamp="1767700800000"></span>',
        '<p>Actualizat: <time datetime="2026-01-07T12:00Z">7 ianuarie 2026</time> Publicat: '
        '<time datetime="2026-01-06T12:00Z">6 ianuarie 2026</time></p>',
    ],
)
def test_what_is_told_to_machines_beside_the_story(line: str) -> None:
    assert page(line).published_at == NOON


def test_an_identifier_is_no_time() -> None:
    assert page('<p class="date" data-id="1736150000">Port Ellery</p>').published_raw is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="dcterms.date" content="2026-01-06T12:00Z">',
        '<meta name="cXenseParse:publishtime" content="2026-01-06T12:00Z">',
        '<script type="application/ld+json">'
        '{"@type": "WebPage", "datePublished": "2026-01-06T12:00Z"}</script>',
    ],
)
def test_dates_of_further_metadata(head: str) -> None:
    assert page(head=head).published_at == NOON


def test_a_script_may_print_the_time_in_the_line_of_the_byline() -> None:
    time = '<span class="time" data-date="2026-01-06T21:00:00+09:00"></span>'
    assert page(f"<p>By <a href='/ann'>Ann Lee</a> | {time}</p>").published_at == NOON
    others = f"<div><p>Another story</p><p>By Bea Dole</p>{time}</div>"
    assert page(after=others).published_at is None


def test_a_change_before_the_publication_is_believed_where_no_other_is_told() -> None:
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"datePublished": "2026-01-06T12:00Z", "dateModified": "2026-01-06T07:00:10Z"}</script>'
    )
    other = '<meta property="article:modified_time" content="2026-01-06T{}:00:10Z">'
    assert page(head=told + other.format("12")).modified_at == NOON + timedelta(seconds=10)
    planned = NOON - timedelta(hours=5) + timedelta(seconds=10)
    assert page(head=told + other.format("08")).modified_at == planned


def test_when_a_page_was_created_counts_less_than_what_it_prints() -> None:
    head = '<meta itemprop="dateCreated" content="2026-03-09T12:00:52Z">'
    assert page("<p>06.01.2026, 16:46 Uhr</p>", head=head).published_raw == "06.01.2026, 16:46 Uhr"
    assert page(head=head).published_at == datetime(2026, 3, 9, 12, 0, 52, tzinfo=UTC)


def test_the_page_adds_the_time_to_a_printed_day_only() -> None:
    head = (
        '<script type="application/ld+json">'
        '{"@type": "WebPage", "datePublished": "2026-01-06T12:00Z"}</script>'
    )
    assert page("<p>January 6, 2026</p>", head=head).published_at == NOON
    other = page("<p>January 9, 2026</p>", head=head)
    assert other.published_raw == "January 9, 2026"


@pytest.mark.parametrize(("clock", "moment"), [("13:00", NOON), ("17:30", NOON), ("13:07", None)])
def test_the_page_tells_the_zone_of_a_printed_time(clock: str, moment: datetime | None) -> None:
    head = (
        '<script type="application/ld+json">'
        '{"@type": "WebPage", "datePublished": "2026-01-06T12:00:30Z"}</script>'
    )
    found = page(f"<p>January 6, 2026 {clock}</p>", head=head, zone=None)
    assert (found.published_at, found.published_raw) == (moment, f"January 6, 2026 {clock}")


def test_a_printed_day_may_be_the_one_of_a_change_that_metadata_of_the_page_tells() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "WebPage", '
        '"datePublished": "2026-01-06T12:00Z", "dateModified": "2026-01-09T08:00Z"}</script>'
    )
    assert page("<p>January 9, 2026</p>", head=head).published_at == NOON
    assert page("<p>January 8, 2026</p>", head=head).published_raw == "January 8, 2026"


def test_the_line_adds_the_time_to_a_day_that_metadata_tells() -> None:
    head = '<meta name="date" content="2026-01-06">'
    assert page("<p>January 6, 2026 10:11</p>", head=head).published_raw == "January 6, 2026 10:11"
    for other in ("January 9, 2026 10:11", "January 6, 2026"):
        assert page(f"<p>{other}</p>", head=head).published_raw == "2026-01-06"


def test_a_date_may_stand_over_the_headline_or_after_the_story() -> None:
    assert page(over="<p>January 6, 2026</p>").published_raw == "January 6, 2026"
    after = "<p>Published on January 6, 2026</p>"
    assert page(after=after).published_raw == "Published on January 6, 2026"
    both = page("<p>January 9, 2026</p>", over="<p>January 6, 2026</p>", after=after)
    assert both.published_raw == "January 9, 2026"


def test_one_line_far_below_may_say_when_it_was_published() -> None:
    facts = "<ul>" + "".join(f"<li>Fact {i}</li>" for i in range(6)) + "</ul>"
    line = "<div>发布日期：2026-01-06 10:11 分类：海港</div>"
    assert page(after=facts + line).published_raw == "发布日期：2026-01-06 10:11 分类：海港"
    assert page(after=facts + "<div>Founded on January 6, 1926</div>").published_raw is None
    others = "<div>Published on May 4, 2025</div>"
    assert page(after=facts + line + others).published_raw is None
    assert page(after=f'<div class="comments">{facts}{line}</div>').published_raw is None


def test_a_time_elsewhere_is_that_of_the_printed_day_or_of_something_else() -> None:
    comment = '<ul><li>Ann: <time datetime="2026-01-{}T21:00+09:00">late</time></li></ul>'
    day = "<p>January 6, 2026</p>"
    assert page(day, after=comment.format("09")).published_raw == "January 6, 2026"
    assert page(day, after=comment.format("06")).published_at == NOON


def test_the_time_of_a_change_may_be_told_by_its_elements_name() -> None:
    changed = '<span class="updated hidden">2026-01-09T21:00:00+09:00</span>'
    found = page(f"<p>Ann{changed}<span>January 6, 2026</span></p>")
    assert found.published_at == datetime(2026, 1, 6, tzinfo=ZoneInfo("Asia/Seoul"))
    assert found.modified_at == datetime(2026, 1, 9, 12, tzinfo=UTC)
    alone = page(f"<p>Ann {changed}</p>")
    assert alone.published_at == datetime(2026, 1, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "Von Holger am 06.01.2026 | 3 Stimmen dazu | Der Hafen, der Leuchtturm und das Meer",
        "06.01.2026 von Ida Brandt in Der Hafen, Der Leuchtturm, Nachrichten von der See",
    ],
)
def test_a_line_below_the_story_may_tell_author_or_day_first(line: str) -> None:
    seoul = ZoneInfo("Asia/Seoul")
    assert page(after=f"<p>{line}</p>").published_at == datetime(2026, 1, 6, tzinfo=seoul)


def test_the_line_of_blog_software_below_a_story_tells_its_day() -> None:
    line = (
        "This entry was posted on Tuesday, January 6th, 2026 at 21:00 and is filed under The Sea. "
        "You can follow any responses to this entry, and leave one of your own as long as you like."
    )
    assert page(after=f"<p>{line}</p>").published_at == NOON


def test_an_entry_of_a_live_blog_does_not_stand_for_the_page() -> None:
    entry = (
        '{"@type": "BlogPosting", "headline": "Later", "datePublished": "2026-01-07T12:00Z",'
        ' "articleBody": "The port is closed."}'
    )
    head = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "A headline '
        f'of some length", "datePublished": "2026-01-06T12:00Z", "liveBlogUpdate": [{entry}]}}'
        "</script>"
    )
    assert page(head=head).published_at == NOON


def test_a_title_may_tell_the_day_where_nothing_else_does() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    for title, day in (("Light | Courier | 28.04.2023", "28.04.2023"), ("Light | Courier", None)):
        html = f"<title>{title}</title><h1>Light</h1>{text}"
        article = extract(html.encode(), "https://courier.example/a").article
        assert article is not None
        assert article.published_raw == day


def test_a_date_may_stand_between_a_standfirst_and_the_lede() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    lead = (
        "<h2>The council of Port Ellery votes for the old light.</h2><div>04.03.2026 - 13:20</div>"
    )
    article = extract(
        f"<h1>The light</h1>{lead}{text}".encode(), "https://courier.example/a"
    ).article
    assert article is not None
    assert article.published_raw == "04.03.2026 - 13:20"


def test_a_day_that_metadata_tell_gets_its_time_from_what_is_printed() -> None:
    head = '<meta name="pubdate" content="2026-01-06">'
    time = "<div>2026-01-06 16:46</div>"
    assert page(time, head=head).published_raw == "2026-01-06 16:46"
    other = "<div>2026-01-07 16:46</div>"
    assert page(other, head=head).published_raw == "2026-01-06"
    later = '<aside><time datetime="2026-01-06T20:00">another story</time></aside>'
    assert page(after=later, head=head).published_raw == "2026-01-06"


def test_the_time_of_another_day_elsewhere_is_not_the_storys() -> None:
    elsewhere = '<aside><time datetime="2026-01-09T10:00Z">later</time></aside>'
    assert page("<div>6 January 2026</div>", after=elsewhere).published_raw == "6 January 2026"
    same_day = elsewhere.replace("-09T", "-06T")
    assert page("<div>6 January 2026</div>", after=same_day).published_raw == "2026-01-06T10:00Z"


def test_a_time_without_its_zone_gets_that_of_the_printed_time_which_it_is() -> None:
    for told in ("2026-01-06 12:00:20", "2026-01-06 07:00:20"):  # of machines, and of New York
        head = f'<meta name="datePublished" content="{told}">'
        found = page("<p>Jan 6, 2026 at 7:00 am ET</p>", head=head)
        assert found.published_at == NOON + timedelta(seconds=20)
        assert found.published_raw == told
        for other in ("Jan 6, 2026 at 8:10 am ET", "Jan 6, 2026 at 7:00 am"):
            of_source = page(head=head).published_at
            assert page(f"<p>{other}</p>", head=head).published_at == of_source


def test_the_zone_of_a_printed_clock_is_that_of_the_same_time_of_a_change() -> None:
    head = (
        '<meta name="datePublished" content="2026-01-06T05:12:09">'
        '<meta name="dateModified" content="2026-01-06T07:00:20">'
    )
    found = page("<p>7:00 am ET</p>", head=head)
    assert found.modified_at == NOON + timedelta(seconds=20)
    assert found.published_at == datetime(2026, 1, 6, 10, 12, 9, tzinfo=UTC)
    other = page("<p>7:02 am ET</p>", head=head)
    assert other.published_at == page(head=head).published_at


def test_a_clock_of_the_town_that_is_told_as_one_of_utc_is_in_the_towns_zone() -> None:
    head = '<meta name="datePublished" content="2026-01-06T21:00:20{}">'
    change = '<meta name="dateModified" content="2026-01-06T21:00:20{}">'
    for wrong in ("Z", "+00:00"):
        found = page(head=head.format(wrong) + change.format("+09:00"))
        assert found.published_at == found.modified_at == NOON + timedelta(seconds=20)
        printed = page("<p>Jan 6, 2026, 21:00 KST</p>", head=head.format(wrong))
        assert printed.published_at == NOON + timedelta(seconds=20)
    later = change.replace("21:00:20", "21:04:20").format("+09:00")
    assert page(head=head.format("Z") + later).published_at == NOON + timedelta(hours=9, seconds=20)
    bare = head.format("") + change.format("Z")  # the same clock may be the town's, too
    assert (
        page(head=bare, zone="Europe/Oslo").published_at
        == page(head=head.format(""), zone="Europe/Oslo").published_at
    )
    other = page(head=head.format("+08:00") + change.format("+09:00"))
    assert other.published_at == NOON + timedelta(hours=1, seconds=20)


def test_a_zones_name_that_several_countries_use_is_read_like_the_pages_other_time() -> None:
    head = '<meta name="datePublished" content="05:30:00 PM IST Jan 06, 2026">'
    changed = '<meta name="dateModified" content="2026-01-06T19:00:00{}">'
    assert page(head=head + changed.format("+05:30")).published_at == NOON
    seoul = page(head=head).published_at
    assert seoul is not None
    assert page(head=head + changed.format("+09:00")).published_at == seoul


def test_a_long_line_above_the_headline_may_tell_that_it_is_of_publication() -> None:
    facts = "<div>کد خبر: ۵۵۲۱۰ تاریخ انتشار: ۲۱ آبان ۱۴۰۵ - ۱۲:۲۵ - 12 November 2026 گروه</div>"
    story = "".join(f"<p>{text}</p>" for text in STORY)
    html = f"<html><body>{facts}<h1>A gate is mended</h1><div>{story}</div></body></html>"
    found = extract(html.encode(), "https://x.example/a", time_zone="UTC").article
    assert found is not None
    assert found.published_at == datetime(2026, 11, 12, 12, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("March 3, 2026 -- ", "March 3, 2026"),
        ("PORT ELLERY, March 3, 2026 (Reuters) - ", "March 3, 2026"),
        ("(03.03.2026) ", "03.03.2026"),
        ("Port Ellery, 3 de marzo de 2026.- ", None),
        ("On March 3, 2026 ", None),
        ("Born in Rome on 3 March 1926 ", None),
    ],
)
def test_the_dateline_may_tell_the_day_where_nothing_else_does(
    opening: str, day: str | None
) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in [opening + STORY[0], *STORY[1:]])
    article = extract(f"<h1>Light</h1>{text}".encode(), "https://courier.example/a").article
    assert article is not None
    assert article.published_raw == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/sea/2026/03/04/light.html", "2026-03-04"),
        ("/sea/light/2026/3/4/1a2b_story.html", "2026-03-04"),
        ("/sea/20260304/light", "2026-03-04"),
        ("/sea/2026-03-04/light", "2026-03-04"),
        ("/sea/2026/mar/04/light", "04 mar 2026"),
        ("/sea/2026/03/light", None),
        ("/sea/20261304/light", None),
        ("/sea/120260304/light", None),
    ],
)
def test_the_address_may_tell_the_day_where_nothing_else_does(path: str, day: str | None) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    url = f"https://courier.example{path}"
    article = extract(f"<h1>Light</h1>{text}".encode(), url).article
    assert article is not None
    assert article.published_raw == day
    printed = f"<h1>Light</h1><div>3 March 2026</div>{text}"
    other = extract(printed.encode(), url).article
    assert other is not None
    assert other.published_raw == "3 March 2026"


def test_a_date_between_the_first_lines_is_the_storys() -> None:
    lead = f'<div id="toplead"><p>{STORY[0]}</p></div>'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY[1:])
    for line, day in (
        ("<div><sub>2026.03.04 10:28</sub></div>", "2026.03.04 10:28"),
        ("<div>The vote was on 4 March 2026 at 10:28, in the old hall.</div>", None),
        ('<div><a href="/x">2026.03.04 10:28</a></div>', None),
    ):
        html = f"<h1>The light</h1>{lead}{line}{text}"
        article = extract(html.encode(), "https://courier.example/a").article
        assert article is not None
        assert article.published_raw == day
        assert next(p.text for p in article.paragraphs) == STORY[0]


def test_figures_without_end_are_searched_once_for_a_label() -> None:
    """It took a quarter of an hour where a label might begin at each of them."""
    assert page(after=f"<time datetime='2026'>{'1' * 200_000}</time>").published_at is None


@pytest.mark.parametrize("told", ["1861-04-13T05:00:00.000Z", "April 13, 1861", "13 avril 1861"])
def test_old_newspapers_stand_on_the_web_too(told: str) -> None:
    stamp = read_stamp(told)
    assert stamp is not None
    assert stamp.wall.date().isoformat() == "1861-04-13"
