"""Whether the archive agrees with itself."""
