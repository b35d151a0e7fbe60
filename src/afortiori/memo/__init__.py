"""The written answer: an analysis composed into blocks, and blocks into a format."""
