"""The agents by whose names publishers say what is reserved."""

from __future__ import annotations

from crawler.items import Use

_AI = """
    ai2bot amazonbot anthropic-ai applebot-extended bytespider ccbot chatgpt-user claude-searchbot
    claude-user claude-web claudebot cohere-ai cohere-training-data-crawler diffbot duckassistbot
    facebookbot google-cloudvertexbot google-extended gptbot icc-crawler imagesiftbot
    kangaroo-bot meta-externalagent meta-externalfetcher mistralai-user oai-searchbot omgili
    omgilibot pangubot perplexity-user perplexitybot semrushbot-ocob timpibot
    velenpublicwebcrawler webzio-extended youbot
"""
_ARCHIVES = "archive.org_bot arquivo-web-crawler heritrix ia_archiver ia_archiver-web.archive.org"

# product token in lower case -> the use that it stands for
AGENTS: dict[str, Use] = {
    **dict.fromkeys(_AI.lower().split(), Use.AI),
    **dict.fromkeys(_ARCHIVES.split(), Use.ARCHIVE),
}
