"""Which claims of different reviewers are about the same thing, and why."""
