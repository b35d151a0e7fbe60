"""Engines: rows of words asked by words. They know no law; each answers as testing row by row would."""
