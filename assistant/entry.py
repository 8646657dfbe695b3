"""Where ``kehoach`` begins: a check runs at once, everything else goes through the command line of all commands."""

from __future__ import annotations

import sys

from assistant.terminal import guarded


def main() -> None:
    """Run what the command line says and leave with its exit code."""
    if sys.argv[1:2] == ["check"]:
        from assistant.checkcommand import run_check

        sys.exit(guarded(lambda: run_check(sys.argv[2:])))
    from assistant.cli import main as run_any

    run_any()


if __name__ == "__main__":
    main()
