"""The people of the review: who codes what, how far everybody has come, and files that go out and come back."""
