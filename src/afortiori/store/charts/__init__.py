"""Case charts: the spreadsheets in which people keep their cases, read as hostile, mapped, imported, exported, compared."""
