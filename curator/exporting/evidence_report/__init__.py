"""The evidence report: what the claims say, therapy by therapy and outcome by outcome, for a co-author to read."""
