"""``python -m benchmarks.linear``: does the reader's time grow linearly with the page?

Reads pages of our own that hold ever more of one thing, far beyond any news page. Prints the
seconds, and by how much the last doubling made them grow: 2 is linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from crawler.extract import extract

WORDS = "The last wooden ferry of the bay came home on Friday after eleven years in a dock. "
CAPTION = "The gate of the port is mended. Ann Oak/AP"
PAGE = "<html><body><article><h1>Ferry returns to the bay</h1>{}<p>{}</p></article></body></html>"
DOUBLINGS = 4

Kind = tuple[int, Callable[[int], str]]  # the largest number of things, and a page with so many
KINDS: dict[str, Kind] = {
    "figures with captions": (
        10_000,
        lambda n: "".join(
            f'<figure><img src="/{i}.jpg"><figcaption>{i} {CAPTION}</figcaption></figure>'
            for i in range(n)
        ),
    ),
    "figures without": (10_000, lambda n: '<figure><img src="/a.jpg" width="900"></figure>' * n),
    "images": (20_000, lambda n: '<img src="/a.jpg" width="900">' * n),
    "images in noscripts": (
        20_000,
        lambda n: '<noscript><img src="/a.jpg" width="900"></noscript>' * n,
    ),
    "images in boxes": (
        10_000,
        lambda n: "".join(
            f'<div class="photo"><img src="/{i}.jpg"><div class="caption">{i} {CAPTION}</div></div>'
            for i in range(n)
        ),
    ),
    "paragraphs": (20_000, lambda n: f"<p>{WORDS}</p>" * n),
    "text, 10 MB": (120_000, lambda n: WORDS * n),
    "links": (50_000, lambda n: '<a href="/x">Ferry</a> ' * n),
    "nested tables": (10_000, lambda n: "<table><tr><td>" * n + WORDS),
    "nested boxes": (10_000, lambda n: "<div>" * n + WORDS),
    "unclosed inline elements": (20_000, lambda n: "<b><i>word " * n),
    "attributes of one element": (
        100_000,
        lambda n: f"<div {' '.join(f'a{i}=1' for i in range(n))}>{WORDS}</div>",
    ),
    "comments": (50_000, lambda n: "<!-- x -->" * n),
    "metadata": (20_000, lambda n: '<meta property="article:tag" content="ferry">' * n),
}


def main() -> None:
    print(f"{'':28} {'most':>8} {'seconds':>8}  growth of the last doubling")
    for name, (most, make) in KINDS.items():
        seconds = [_seconds(make(most >> down)) for down in range(DOUBLINGS, -1, -1)]
        print(f"{name:28} {most:8} {seconds[-1]:8.2f}  {seconds[-1] / seconds[-2]:.2f}×")


def _seconds(inner: str) -> float:
    """Processor seconds; the faster of two runs."""
    body = PAGE.format(inner, WORDS * 5).encode()
    times = []
    for _ in range(2):
        begun = time.process_time()
        extract(body, "https://herald.example/news/1")
        times.append(time.process_time() - begun)
    return min(times)


if __name__ == "__main__":
    main()
