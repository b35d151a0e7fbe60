"""Engines against the definition."""
