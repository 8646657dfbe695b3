"""What the user talks to: settings, library, checking, drafting, export, chat, the page and the command line."""
