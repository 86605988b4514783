"""A credit line as structure (``parse``), and its place in a caption (``split``)."""
