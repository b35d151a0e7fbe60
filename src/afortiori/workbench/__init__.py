"""The workbench: pages on which a lawyer works the facts. An edge: it asks, shows and saves, and decides no law."""
