"""Pages of publishers that do not exist, in the layouts that the press uses."""

import json
from collections.abc import Sequence

STORY = [
    "The harbour council of Port Ellery voted on Tuesday to rebuild the old lighthouse, which a "
    "storm had damaged beyond use three winters ago.",
    "Seven of the nine members were in favour, and the two who were not said that the money was "
    "needed for the ferry landing instead.",
    "“We have waited long enough,” said the chair of the council, Maren Holt, after the vote had "
    "been counted twice.",
    "Work is to begin in the spring, and the light should be back before the herring season "
    "opens in the following year.",
    "Fishermen who had signed a petition for the lighthouse cheered in the gallery when the "
    "result was read out.",
]
RELATED = [
    "Ferry landing closed for the third time this month as repairs drag on",
    "Herring season ends early after warm weeks, and the fleet looks north",
    "Council chair Maren Holt will not stand again in the autumn vote",
]


def story(
    headline: str = "Port Ellery to rebuild its lighthouse",
    paragraphs: Sequence[str] = STORY,
    published: str = "2026-03-03T18:20:00+01:00",
) -> str:
    """An article page with header, menu, story, related links and footer."""
    news = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": published,
        "author": [{"@type": "Person", "name": "Ida Brandt"}],
        "publisher": {"@type": "Organization", "name": "The Ellery Courier"},
    }
    related = "".join(f'<li><a href="/x{i}">{text}</a></li>' for i, text in enumerate(RELATED))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{headline} | The Ellery Courier</title>
<meta property="og:title" content="{headline}">
<meta property="og:site_name" content="The Ellery Courier">
<script type="application/ld+json">{json.dumps(news)}</script></head><body>
<header><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav></header>
<main><article><h1>{headline}</h1><div class="byline">By Ida Brandt</div>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
<div class="article-body">{text}</div></article>
<section class="related"><h2>More from the coast</h2><ul>{related}</ul></section></main>
<footer><p>© 2026 The Ellery Courier. All rights reserved.</p></footer></body></html>"""


ENGLISH = story().encode()
