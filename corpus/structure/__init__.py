"""From the text of a plan to the tree of its sections."""

from corpus.structure.tree import body_of, find_sections

__all__ = ["body_of", "find_sections"]
