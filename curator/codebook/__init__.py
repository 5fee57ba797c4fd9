"""The codebook read as trees, and altered."""
