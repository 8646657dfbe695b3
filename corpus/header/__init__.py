"""From the first and the last lines of a plan to its header: who issued it, what it is, who signs."""

from corpus.header.fields import find_header

__all__ = ["find_header"]
