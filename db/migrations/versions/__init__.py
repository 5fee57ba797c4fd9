"""The versions of the tables. Each module says by itself what it does; none reads today's record types."""
