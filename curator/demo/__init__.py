"""The demo review, written for this purpose."""
