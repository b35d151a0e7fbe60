"""Proposals of factor values: made from an opinion, kept on a sheet, accepted by a person into a case file, never by themselves."""
