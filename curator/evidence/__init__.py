"""Claims as evidence: how they read in a line, and which of them a person asks to see."""
