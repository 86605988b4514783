"""``python -m benchmarks.disguises [NAME ...]``: is a page still read when it is made otherwise?

Each page of the corpus is rewritten in other ways in which news pages are made: paragraphs boxed,
class names scrambled, metadata or semantic elements removed, teasers and offers set between
paragraphs. What people see stays the same, so the scores should too. A score that falls shows what
the reader depends on, and so how it will fare with publishers that nobody has looked at.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from benchmarks.corpus import labelled_pages, truth_files
from benchmarks.extraction import prediction, scores

Disguise = Callable[[bytes], bytes]
_P = rb"<p(?:\s[^>]*)?>"
_P_END = rb"</p\s*>"
METRICS = ("headline_f1", "authors_f1", "date_day", "cap_f1", "cred_f1", "pair_f1")
CARD = (
    b'<div class="zq"><a href="/other/story-1.html"><img src="/2.jpg" width="300"><h3>Two towns '
    b"agree on a plan for their ferry</h3></a><p>They will share the costs of the new boats, said "
    b"the council on Monday, and the line opens in spring.</p></div>"
)
OFFER = (
    b'<div class="zq"><h4>Our morning letter</h4><p>The stories that matter, in your inbox every '
    b'weekday at seven.</p><form><input type="email"><button>Get it</button></form></div>'
)
PLEA = (
    b'<div class="zq"><h4>Stand by our work</h4><p>Reporting from the coast costs money. If you '
    b"value what we do, please think of a membership for five dollars a month; every gift helps."
    b'</p><a href="/give">Become a member</a></div>'
)
CARDS = b"<div>%s</div>" % (CARD * 8)
COMMENTS = b"<div>%s</div>" % b"".join(
    b'<div class="zq"><span>reader%d</span><span>%d hours ago</span><p>I have lived here for %d '
    b"years and never seen the council finish a thing in time. Let us hope that the new boats are "
    b"better than the old ones, and cheaper.</p><button>Reply</button></div>" % (n, n, 10 + n)
    for n in range(1, 13)
)
NEXT_STORY = (
    b'<div class="zq"><h2><a href="/other/ferries.html">Two towns agree on a plan for their ferry'
    b"</a></h2><p>By Ann Lee</p><time>3 May 2021, 14:05</time>%s</div>"
    % b"".join(
        b"<p>The new boat of the %s island is to be built at a yard in the north, which asked for "
        b"less than the others, and will sail in spring, the mayor said after the vote.</p>" % name
        for name in b"first second third fourth fifth sixth".split()
    )
)
POINTER = (
    b'<p><strong>Read also: </strong><a href="/other/1.html">Two towns agree on a plan</a></p>'
)


def swap(pattern: bytes, new: bytes) -> Disguise:
    return lambda page: re.sub(pattern, new, page, flags=re.IGNORECASE | re.DOTALL)


def both(*disguises: Disguise) -> Disguise:
    def worn(page: bytes) -> bytes:
        for disguise in disguises:
            page = disguise(page)
        return page

    return worn


def boxed(opened: bytes, closed: bytes) -> Disguise:
    return both(swap(rb"(" + _P + rb")", opened + rb"\1"), swap(_P_END, rb"</p>" + closed))


def renamed(tags: bytes, new: bytes) -> Disguise:
    return swap(rb"<(/?)(?:" + tags + rb")(?=[\s>])", rb"<\1" + new)


def after_each(count: int, what: bytes) -> Disguise:
    """Insert something after every ``count`` paragraphs."""

    def worn(page: bytes) -> bytes:
        parts = re.split(rb"(?<=</p>)", page)
        return b"".join(
            part + (what if n % count == 0 and part.endswith(b"</p>") else b"")
            for n, part in enumerate(parts, 1)
        )

    return worn


def scrambled(page: bytes) -> bytes:
    """Scramble class names as some build tools do."""

    def hashed(match: re.Match[bytes]) -> bytes:
        names = (b"c" + sha256(name).hexdigest()[:6].encode() for name in match[2].split())
        return match[1] + b" ".join(names) + b'"'

    return re.sub(rb'(\sclass=")([^"]*)"', hashed, page)


without_json_ld = swap(rb"<script[^>]*ld\+json[^>]*>.*?</script>", b"")
without_metadata = both(without_json_ld, swap(rb"<meta(?![^>]*charset)[^>]*>", b""))
without_semantics = renamed(rb"article|main|section|header|footer|nav|aside", rb"div")
DISGUISES: dict[str, Disguise] = {
    "as it is": lambda page: page,
    "paragraphs boxed": boxed(b'<div class="x"><div>', b"</div></div>"),
    "page of parts": boxed(
        b'<div class="part part-widget"><div class="widget-container">', b"</div></div>"
    ),
    "paragraphs are div": renamed(rb"p", rb"div"),
    "paragraphs by <br><br>": swap(_P_END + rb"\s*" + _P, b"<br><br>"),
    "no h1": renamed(rb"h1", rb"div"),
    "subheads are bold": both(
        swap(rb"<h[23](?:\s[^>]*)?>", b"<p><strong>"), swap(rb"</h[23]\s*>", b"</strong></p>")
    ),
    "class names scrambled": scrambled,
    "no semantic elements": without_semantics,
    "no JSON-LD": without_json_ld,
    "no metadata": without_metadata,
    "none of these": both(scrambled, without_semantics, without_metadata),
    "teasers between": after_each(5, CARD),
    "offers between": after_each(6, OFFER),
    "pleas between": after_each(6, PLEA),
    "pointers between": after_each(4, POINTER),
    "teasers above": swap(rb"(<body[^>]*>)", rb"\1" + CARDS),
    "teasers below": swap(rb"(</body>)", CARDS + rb"\1"),
    "another story below": swap(rb"(</body>)", NEXT_STORY + rb"\1"),
    "comments below": swap(rb"(</body>)", COMMENTS + rb"\1"),
    "figures are div": renamed(rb"figure|figcaption", rb"div"),
    "captions are p": renamed(rb"figcaption", rb"p"),
    "captions after figures": swap(
        rb"(<figcaption.*?</figcaption>)(.{,200}?)</figure>", rb"\2</figure>\1"
    ),
    "images load late": swap(
        rb'(<img[^>]*?\s)src="', rb'\1src="data:image/gif;base64,R0" data-src="'
    ),
    "no alternative text": swap(rb'\salt="[^"]*"', b""),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[*DISGUISES, []], metavar="NAME", default=[])
    chosen = parser.parse_args().names or list(DISGUISES)
    pages = [page for truth in truth_files() for page in labelled_pages(truth)]
    print(f"{'body F1 of each set; of fundus:':46}" + "".join(f"{m:>12}" for m in METRICS))
    for name in chosen:
        dressed = [replace(page, body=DISGUISES[name](page.body)) for page in pages]
        result = scores(dressed, [prediction(page) for page in dressed], rouge=False)
        bodies = "".join(f"{100 * row['body_f1']:7.1f}" for row in result.values())
        others = "".join(f"{100 * result['fundus'][metric]:12.1f}" for metric in METRICS)
        print(f"{name:25}{bodies}{others}", flush=True)


if __name__ == "__main__":
    main()
