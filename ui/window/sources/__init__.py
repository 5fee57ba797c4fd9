"""The Sources room: the reports of the review, their details, and how texts and tables come in."""
