"""Documents of law: their numbers, their lives, and where a text names them."""
