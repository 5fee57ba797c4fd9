"""JSON Lines: every record of a review and every text, one to a line, for programs and for keeping."""
