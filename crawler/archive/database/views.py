"""The views: what SQL users and the rest of the code read.

They are the contract; the tables behind them may change. docs/sql.md explains every column, and a
test compares it with the database. Both databases run the same text except for one function, which
joins the rows of an ordered sub-select into one string.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

# Each article with its current version; for a gone article that is the last that stood.
_CURRENT = """FROM article a
            JOIN source s ON s.id = a.source_id
            JOIN observation o ON o.article_id = a.id AND o.observed_until IS NULL
            JOIN version v ON v.id = o.version_id"""


def _join(dialect: str, column: str, separator: str, rows: str, order: str) -> str:
    """A scalar sub-select that joins one column of ``rows`` in order; null if there are no rows.

    SQLite before 3.44 allows no ORDER BY inside an aggregate, but feeds it in the order of the
    sub-select.
    """
    if dialect == "postgresql":
        literal = separator.replace("\n", "\\n")
        return f"(SELECT string_agg({column}, E'{literal}' ORDER BY {order}) {rows})"
    literal = " || ".join("char(10)" if c == "\n" else f"'{c}'" for c in separator)
    ordered = f"SELECT {column} AS joined {rows} ORDER BY {order}"
    return f"(SELECT group_concat(joined, {literal}) FROM ({ordered}))"


def view_definitions(dialect: str) -> dict[str, str]:
    """View name -> its SELECT, for "sqlite" or "postgresql", in the order of creation."""
    body = _join(
        dialect,
        "p.text",
        "\n\n",
        "FROM version_paragraph vp JOIN paragraph p ON p.id = vp.paragraph_id "
        "WHERE vp.version_id = v.id",
        "vp.position",
    )
    authors = _join(
        dialect,
        "au.name",
        "; ",
        "FROM version_author va JOIN author au ON au.id = va.author_id "
        "WHERE va.version_id = v.id AND va.kind = 'person'",
        "va.position",
    )
    agencies = _join(
        dialect,
        "coalesce(ag.name, at.name)",
        "; ",
        "FROM attribution at LEFT JOIN agency ag ON ag.id = at.agency_id "
        "WHERE at.version_id = v.id",
        "at.position",
    )
    wires = _join(
        dialect,
        "wire.name",
        "; ",
        """FROM (SELECT DISTINCT coalesce(ag.name, at.name) AS name
                 FROM story member
                 JOIN observation o ON o.article_id = member.article_id
                                   AND o.observed_until IS NULL
                 JOIN attribution at ON at.version_id = o.version_id
                 LEFT JOIN agency ag ON ag.id = at.agency_id
                 WHERE member.leader_id = st.leader_id) wire""",
        "wire.name",
    )
    return {
        "articles": f"""
            SELECT a.id AS article_id, s.name AS source, s.publisher, s.country,
                   a.canonical_url AS url, v.kind, v.headline, v.alternative_headline,
                   v.standfirst, {body} AS body, v.byline, {authors} AS authors,
                   {agencies} AS agencies, v.dateline, v.dateline_place,
                   v.published_at, v.published_raw, v.modified_at, v.modified_raw,
                   v.language, v.section, v.topics, v.number AS version,
                   (SELECT count(*) FROM version n WHERE n.article_id = a.id) AS versions,
                   a.first_seen_at, o.last_seen_at,
                   CASE o.state WHEN 'gone' THEN o.observed_from END AS gone_at
            {_CURRENT}""",
        "versions": f"""
            SELECT v.id AS version_id, v.article_id, v.number AS version, s.name AS source,
                   a.canonical_url AS url, v.kind, v.headline, v.headline_raw,
                   v.alternative_headline, v.standfirst, {body} AS body, v.byline,
                   {authors} AS authors, v.dateline, v.published_at, v.published_raw,
                   v.modified_at, v.modified_raw, v.language, v.section,
                   seen.observed_from, seen.last_seen_at, seen.observed_until, seen.observations,
                   v.content_sha256, v.extractor_version
            FROM version v
            JOIN article a ON a.id = v.article_id
            JOIN source s ON s.id = a.source_id
            JOIN (SELECT version_id, min(observed_from) AS observed_from,
                         max(last_seen_at) AS last_seen_at,
                         CASE WHEN count(*) = count(observed_until)
                              THEN max(observed_until) END AS observed_until,
                         count(*) AS observations
                  FROM observation WHERE state = 'live' GROUP BY version_id) seen
              ON seen.version_id = v.id""",
        "changes": """
            SELECT a.id AS article_id, s.name AS source, a.canonical_url AS url,
                   f.number AS from_version, t.number AS to_version, o.observed_from AS seen_at,
                   b.last_seen_at AS unchanged_at, e.classes, e.silent, e.notice, e.share,
                   f.extractor_version = t.extractor_version AS same_reader,
                   f.headline AS headline_before, t.headline
            FROM observation o
            JOIN observation b ON b.id = (
                SELECT p.id FROM observation p
                WHERE p.article_id = o.article_id
                  AND (p.observed_from, p.id) < (o.observed_from, o.id)
                ORDER BY p.observed_from DESC, p.id DESC LIMIT 1)
            JOIN version f ON f.id = b.version_id
            JOIN version t ON t.id = o.version_id AND t.id <> f.id
            JOIN article a ON a.id = o.article_id
            JOIN source s ON s.id = a.source_id
            LEFT JOIN edit e ON e.from_version_id = f.id AND e.to_version_id = t.id""",
        "photos": f"""
            SELECT p.id AS photo_id, a.id AS article_id, s.name AS source,
                   a.canonical_url AS article_url, v.headline, v.number AS version,
                   vp.position, p.url, p.caption, p.alt_text, p.credit_line, p.credit_terms,
                   p.rights_note, p.width, p.height
            {_CURRENT}
            JOIN version_photo vp ON vp.version_id = v.id
            JOIN photo p ON p.id = vp.photo_id""",
        "pictures": """
            SELECT p.id AS picture_id, u.url, u.fetched_at, p.sha256, p.media_type, p.size,
                   p.width, p.height, coalesce(p.like_id, p.id) AS first_alike_id,
                   p.embedded_credit, p.embedded_byline, p.embedded_caption,
                   p.embedded_copyright, p.embedded_source
            FROM picture_url u JOIN picture p ON p.id = u.picture_id""",
        "credits": """
            SELECT ph.photo_id, ph.article_id, ph.source, ph.article_url, ph.headline,
                   ph.position AS photo_position, ph.credit_line, c.position, c.role,
                   coalesce(ag.name, c.name) AS name, ag.key AS agency, c.name AS printed
            FROM photos ph
            JOIN credit c ON c.photo_id = ph.photo_id
            LEFT JOIN agency ag ON ag.id = c.agency_id""",
        "attributions": f"""
            SELECT a.id AS article_id, s.name AS source, a.canonical_url AS article_url,
                   v.headline, at.position, coalesce(ag.name, at.name) AS name,
                   ag.key AS agency, at.evidence, at.printed
            {_CURRENT}
            JOIN attribution at ON at.version_id = v.id
            LEFT JOIN agency ag ON ag.id = at.agency_id""",
        "agencies": """
            SELECT ag.key AS agency, ag.name, ag.kind, ag.country, ag.wikidata
            FROM agency ag""",
        "stories": f"""
            SELECT st.leader_id AS story_id, s.name AS source, a.canonical_url AS url, v.headline,
                   a.first_seen_at, st.last_joined_at, st.articles, st.sources,
                   {wires} AS agencies
            FROM (SELECT m.leader_id, count(*) AS articles,
                         count(DISTINCT c.source_id) AS sources,
                         max(c.first_seen_at) AS last_joined_at
                  FROM story m JOIN article c ON c.id = m.article_id
                  GROUP BY m.leader_id HAVING count(*) > 1) st
            JOIN article a ON a.id = st.leader_id
            JOIN source s ON s.id = a.source_id
            JOIN observation o ON o.article_id = a.id AND o.observed_until IS NULL
            JOIN version v ON v.id = o.version_id""",
        "copies": """
            SELECT st.leader_id AS story_id, a.id AS article_id, s.name AS source,
                   a.canonical_url AS url, a.first_seen_at, c.id AS copy_article_id,
                   cs.name AS copy_source, c.canonical_url AS copy_url,
                   c.first_seen_at AS copy_first_seen_at, p.share,
                   CASE WHEN p.article_id = a.id THEN p.words_only
                        ELSE p.other_words_only END AS words_cut,
                   CASE WHEN p.article_id = a.id THEN p.other_words_only
                        ELSE p.words_only END AS words_added
            FROM story st
            JOIN story followed ON followed.leader_id = st.leader_id
            JOIN article a ON a.id = st.article_id
            JOIN article c ON c.id = followed.article_id
                          AND (c.first_seen_at > a.first_seen_at
                               OR (c.first_seen_at = a.first_seen_at
                                   AND c.canonical_url > a.canonical_url))
            JOIN copy_pair p ON (p.article_id = a.id AND p.other_id = c.id)
                             OR (p.article_id = c.id AND p.other_id = a.id)
            JOIN source s ON s.id = a.source_id
            JOIN source cs ON cs.id = c.source_id""",
        "extractions": """
            SELECT v.article_id, v.number AS version, s.name AS source, e.extractor_version,
                   e.extracted_at, e.changed, e.said_before
            FROM extraction e
            JOIN version v ON v.id = e.version_id
            JOIN article a ON a.id = v.article_id
            JOIN source s ON s.id = a.source_id""",
        "captures": """
            SELECT c.id AS capture_id, c.run_id, s.name AS source, c.url, c.captured_at, c.status,
                   c.kind, c.content_type, c.page_kind, c.page_reason, c.article_id,
                   v.number AS version, c.redirect_to, c.payload_digest, c.record_id,
                   c.warc_file, c.warc_offset, c.warc_length
            FROM capture c
            JOIN source s ON s.id = c.source_id
            LEFT JOIN version v ON v.id = c.version_id""",
        "optouts": """
            SELECT c.id AS capture_id, c.article_id, s.name AS source, c.url, c.captured_at,
                   o.use, o.place, o.printed
            FROM capture c
            JOIN source s ON s.id = c.source_id
            JOIN optout o ON o.set_id = c.optout_set_id""",
        "runs": """
            SELECT r.id AS run_id, s.name AS source, r.command, r.started_at, r.finished_at,
                   r.exit_reason, r.stats, r.warc_prefix
            FROM crawl_run r LEFT JOIN source s ON s.id = r.source_id""",
        "health": """
            SELECT source, trouble, subject, since, until, detail, told_at FROM trouble""",
        "coverage": """
            SELECT source, since, until, detail FROM trouble WHERE trouble = 'unwatched'""",
        "failures": """
            SELECT f.id AS failure_id, f.run_id, s.name AS source, f.url, f.stage, f.reason,
                   f.detail, f.status, f.attempts, f.first_failed_at, f.last_failed_at,
                   f.resolved_at
            FROM failure f JOIN source s ON s.id = f.source_id""",
    }


def create_views(connection: Connection) -> None:
    """Create every view. Raises if one of them exists."""
    for name, select in view_definitions(connection.dialect.name).items():
        connection.execute(text(f"CREATE VIEW {name} AS {select}".replace(":", "\\:")))


def drop_views(connection: Connection) -> None:
    """Drop our views where they exist; views made by a user stay."""
    existing = set(inspect(connection).get_view_names())
    for name in reversed(view_definitions(connection.dialect.name)):
        if name in existing:
            connection.execute(text(f"DROP VIEW {name}"))
