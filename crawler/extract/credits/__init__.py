"""Read a credit line as structure (``parse``), and find it in a caption (``split``)."""
