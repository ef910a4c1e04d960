"""A corpus of any size to measure with: reports made up by a seed, with the facts planted in them written beside."""
