"""Reports that may be in the review twice: shown side by side, joined or kept apart."""
