"""Writers: records become a file."""
