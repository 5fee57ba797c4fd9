"""The Compare room: how far reviewers agree, on what not, and how each disagreement was settled."""
