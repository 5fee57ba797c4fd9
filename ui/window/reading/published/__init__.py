"""The pages of a report as they were published, with what lies on its text shown on them."""
