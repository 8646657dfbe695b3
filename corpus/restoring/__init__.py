"""What `corpus.restore` knows: counts of syllables in the genre, and what recognisers make of them. See build.py."""
