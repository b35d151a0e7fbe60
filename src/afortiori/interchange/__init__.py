"""What other programs take and give: every value as JSON with its schema, argument trees, the base as tables, a test suite."""
