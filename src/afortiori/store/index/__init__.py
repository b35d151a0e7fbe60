"""A table of decided cases saved as an index: one file, opened by mapping it into memory, that answers at once."""
