"""The index of words: kept true with every change, asked where it is worth looking, made anew."""
