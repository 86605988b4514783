"""Read back what the archive holds, and what it knew at an instant."""
