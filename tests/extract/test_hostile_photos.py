"""Pages with very many of one thing that photos are made of. Each is read in a second or two, or
would take a minute and more where all are compared with all."""

import json

import pytest

from crawler.extract import extract
from tests.extract.pages import STORY, story

IMAGE = '<img src="/gate.jpg" width="900">'
AROUND = '<div class="article-body">'


def figure(words: str, times: int = 1) -> str:
    return f"<figure>{IMAGE}<figcaption>{words}</figcaption></figure>" * times


def with_value(value: str) -> str:
    return f"<figure><img data-x='{value}'></figure>"


def nested(begin: str, end: str, times: int) -> str:
    return begin * times + end * times


def lines(form: str, times: int) -> str:
    return "".join(form.format(number) for number in range(times))


def told(*objects: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(objects)}</script>'


NAMED = {
    "@type": "NewsArticle",
    "headline": "x",
    "articleBody": STORY[0],
    "author": "Ida Brandt",
    "image": [{"@id": f"#{number}"} for number in range(20_000)],
}
BRACKETS = "AP" + ")" * 1_000_000
OTHERS = [{"@type": "Thing", "@id": f"other {number}"} for number in range(2000)]


PAGES = {
    "figures inside each other": nested(f"<figure>{IMAGE}<figcaption>Gate", "</figure>", 800),
    "pictures inside each other": nested(
        f'<picture><source srcset="/gate.jpg 900w">{IMAGE}', "</picture>", 4000
    ),
    "articles inside each other": nested(f"<article>{IMAGE}", "</article>", 3000),
    "boxes around much text": f"<div>{IMAGE}" * 1500 + STORY[0] * 8000 + "</div>" * 1500,
    "texts in two figures": figure(lines("<p>Show {}</p>", 2000), 2),
    "credits in a figure": figure(
        lines('<p class="credit">Show {} of the houses beside the port.</p>', 1500)
    ),
    "labels in a figure": figure("<p>Photo:</p>" * 8000),
    "texts cut off in a figure": figure(lines("<p>Show {} of the port …</p>", 12_000)),
    "digits in a linked figure": f'<figure><a href="/a">{IMAGE}Gate</a>{"1" * 90_000}</figure>',
    "images in one link": f'<a href="/gate.jpg">{f"{IMAGE} gate " * 8000}</a>',
    "images in one button": f'<button class="{"x" * 300_000}">{IMAGE * 3000}</button>',
    "images in one picture": "<picture>{}{}</picture>".format(
        '<source srcset="/gate.jpg 900w">' * 2000, '<img src="/gate.jpg">' * 2000
    ),
    "small images in one paragraph": "<p>{}</p>".format(
        f'<img src="/gate.jpg" width="220" height="220">{STORY[0]}' * 3000
    ),
    "credits beside images": "<div>{}</div>".format(
        f'<img src="/gate.jpg" alt="The gate (Photo: AP)"> {STORY[0]}' * 3000
    ),
    "words below a gallery": "<figure>{}<figcaption>{}</figcaption></figure>".format(
        figure("Gate", 1000), STORY[0] * 16_000
    ),
    "files in a value that a script reads": with_value('"/' + "a.jpg" * 100_000),
    "files in the value of an attribute": with_value("/" + "a.jpg?" * 100_000 + " x"),
    "files in the address of a link": f'<a href="/{"a.jpg?" * 100_000} x">{IMAGE}</a>',
    "backgrounds": f'<div style="{"background" * 50_000}"></div><p class="caption">Gate (AP)</p>',
    "brackets behind a credit": told({"@type": "ImageObject", "url": "/a", "creditText": BRACKETS}),
    "images that metadata names": told(NAMED) + told(*OTHERS) * 20,
}


@pytest.mark.parametrize("inner", PAGES.values(), ids=PAGES.keys())
def test_a_page_of_very_many_is_read(inner: str) -> None:
    html = story().replace(AROUND, AROUND + inner)
    assert extract(html.encode(), "https://x.example/a").reason


def test_metadata_tells_of_no_more_photos_than_boxes_do() -> None:
    images = [
        {"@type": "ImageObject", "url": f"/{n}/gate.jpg", "caption": f"Gate {n}", "author": "AP"}
        for n in range(1000)
    ]
    html = story().replace(AROUND, told({**NAMED, "image": images}) + AROUND)
    article = extract(html.encode(), "https://x.example/a").article
    assert article is not None
    assert len(article.photos) == 400
