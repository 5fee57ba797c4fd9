"""What the agreement of a review is computed from, and each of its parts."""
