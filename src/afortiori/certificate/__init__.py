"""A verdict written out so that it can be checked again (``writing``), and the checker (``check``), which shares nothing with us."""
