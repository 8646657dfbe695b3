"""Measures of quality and speed, each with its baseline in the same run. Not used by the program itself."""
