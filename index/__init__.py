"""From passages to ranked passages: embedding, the store, lexical search, retrieval. Importing it is cheap."""
