"""The Evidence room: every claim of the review, sorted, filtered, and read beside the list."""
