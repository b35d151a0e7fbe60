"""The MCP server: an assistant asks here, and gets answers with their citations, assumptions and certificate, or a refusal.

Nothing is written and no file is opened for an assistant: packs and matters go by name, documents come as text.
"""
