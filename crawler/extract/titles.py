"""The words of titles: which are the site's name, and when two titles say the same."""

from __future__ import annotations

import re

from crawler.extract.document import LONGEST_SITE_NAME, Document, host_of
from crawler.extract.words import overlap, words

TELLING = 12  # characters from which a heading that begins a page's title is its headline
_SEPARATOR = re.compile(r"\s+[|·•–—«»‹›-]\s+|\s*[|｜ㅣ]\s*|\s+::\s+")
_TAIL = re.compile(r"\s+[|·•*–—«»‹›-]\s|\s*[|｜ㅣ：-]")
_BETWEEN = " |·•–—«»‹›-｜ㅣ:"  # what may stand between a headline and the site's name
_GUILLEMETS = "«»‹›"
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "les", "el", "il", "de", "het", "o"})
_MOST_NAMES = 3  # of the site, one after the other, at the beginning of a title
_SHORTEST_HOST = 4  # letters of a name that is looked for in the host
_SHORTEST_INITIALS = 3
_LONGEST_BY = 5  # words of "by Ann Lee"
_QUOTES = str.maketrans(dict.fromkeys('‘’‚“”„«»"´`', "'") | {"\u00ad": "", "–": "-", "—": "-"})


def without_site(title: str, site: str, host: str = "") -> str:
    """A page title without the site's name, as the site gives it or its host spells it, and without
    an author or a motto behind that: "Headline | Site | by Ann Lee". The name may also begin the
    title: "Site - Headline", "Site: Headline"."""
    for _ in range(_MOST_NAMES):
        first, colon, told = title.partition(": ")
        is_told = colon and len(told) >= TELLING
        if not (is_told and names_site(first, site, host) and may_name_site(first, host)):
            break
        title = told
    bare = title
    parts = _SEPARATOR.split(title)
    for part in reversed(parts[1:]):
        is_author = part.lower().startswith("by ") and len(part.split()) <= _LONGEST_BY
        is_site = names_site(part, site, host)
        if not is_author and not is_site:
            break
        bare = _without_separator(bare[: bare.rfind(part)])
        if is_site:
            return bare
    if len(parts) > 2 and names_site(parts[-2], site, host) and may_name_site(parts[-2], host):
        return _without_separator(title[: title.rfind(parts[-2])])
    rest = _without_separator(title[len(parts[0]) :][::-1])[::-1]  # the same at its beginning
    is_whole = may_name_site(parts[0], host)
    return rest if len(rest) >= TELLING and is_whole and names_site(parts[0], site, host) else title


def _without_separator(text: str) -> str:
    """A headline without the signs at its end, before the site's name. A quotation mark right
    behind a word is the headline's own."""
    bare = text.rstrip(_BETWEEN)
    sign = text[len(bare) : len(bare) + 1]
    return bare + sign if sign and sign in _GUILLEMETS else bare


def may_name_site(part: str, host: str) -> bool:
    """Whether a part is long enough to be the site's name: "Paris" on parisnews.example is a
    kicker."""
    return 2 * len("".join(words(part))) >= len(host)


def names_site(part: str, site: str, host: str) -> bool:
    """Whether a part of a title is the site's name, as the site gives it or its host spells it."""
    return overlap(part, site) > 0.5 or is_spelt_in(part, host)


def is_spelt_in(name: str, host: str) -> bool:
    """Whether a host contains a name, or begins with its initials: "NZZ" on nzz.ch."""
    spelt = _spelt(name)
    if name.isupper() and len(spelt) >= _SHORTEST_INITIALS and host.startswith(spelt):
        return True
    return len(spelt) >= _SHORTEST_HOST and spelt in host


def _spelt(part: str) -> str:
    """A name as a host spells it: without spaces, and without "The" and the like before it."""
    spelt = words(part)
    return "".join(spelt[1:] if len(spelt) > 1 and spelt[0] in _ARTICLES else spelt)


def is_same(title: str, headline: str) -> bool:
    """Whether a title is a headline, apart from what sites add to it or cut off."""
    if words(title) == words(headline) or is_cut_off(title, headline):
        return True
    return _has_tail(title, headline) or is_labelled(title, headline)


def is_cut_off(title: str, heading: str) -> bool:
    """Whether a title in the metadata is a heading cut off at an unescaped quotation mark."""
    return folded(heading).startswith(folded(title) + " '") or heading.startswith(f'{title}"')


def is_labelled(title: str, heading: str) -> bool:
    """Whether a title is a heading with a section's name before it, "Opinion | Headline", or the
    kind of story in capitals, "INTERVIEW - Headline"."""
    label = folded(title).removesuffix(folded(heading)).rstrip()
    is_kind = label.endswith(" -") and title[: len(label)].isupper()
    return label != folded(title) and (label.endswith("|") or is_kind)


def _has_tail(title: str, heading: str) -> bool:
    """Whether a title is a heading with what sites put after it: section, date, author, name."""
    told, words_of_it = folded(title), folded(heading)
    return told.startswith(words_of_it) and _TAIL.match(told[len(words_of_it) :]) is not None


def folded(text: str) -> str:
    """A title in lower case, with one kind of quotation marks and dashes."""
    return " ".join(text.translate(_QUOTES).lower().split())


def site_of(document: Document) -> tuple[str, str]:
    """The site's name as the site gives it, and as its host spells it."""
    site = document.site_name or (document.first_meta("application-name") or "")[:LONGEST_SITE_NAME]
    return site, "".join(words(host_of(document.url).removeprefix("www.")))
