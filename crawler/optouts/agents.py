"""The agents whose names stand for a reserved use when publishers name them."""

from __future__ import annotations

from crawler.items import Use

_AI = """
    ai2bot ai2bot-dolma aihitbot amazonbot andibot anthropic-ai applebot-extended bedrockbot
    bytespider ccbot chatgpt-user claude-searchbot claude-user claude-web claudebot cohere-ai
    cohere-training-data-crawler cotoyogi deepseekbot diffbot duckassistbot facebookbot
    firecrawlagent friendlycrawler gemini-deep-research google-cloudvertexbot google-extended
    google-notebooklm googleother googleother-image googleother-video gptbot grokbot iaskspider
    icc-crawler imagesiftbot img2dataset kangaroo-bot linkupbot meta-externalagent
    meta-externalfetcher mistralai-user novaact oai-searchbot omgili omgilibot pangubot petalbot
    perplexity-user perplexitybot phindbot quillbot sbintuitionsbot semrushbot-ocob tiktokspider
    timpibot velenpublicwebcrawler webzio-extended xai-bot youbot
"""
_ARCHIVES = "archive.org_bot arquivo-web-crawler heritrix ia_archiver ia_archiver-web.archive.org"

# product token in lower case -> the use it stands for
AGENTS: dict[str, Use] = {
    **dict.fromkeys(_AI.lower().split(), Use.AI),
    **dict.fromkeys(_ARCHIVES.split(), Use.ARCHIVE),
}
