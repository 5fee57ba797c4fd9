"""What a reviewer does while reading, each act a change."""
