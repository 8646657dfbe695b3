"""The two ways in which a call can fail that are no defects. Messages are one Vietnamese sentence each."""

from __future__ import annotations


class InputError(Exception):
    """The call or the input is at fault: no such file, unreadable, too large, wrong option. Exit code 2.

    Raised before anything is written. Not for what a check finds in a readable plan.
    """

    exit_code = 2


class NotAvailableError(Exception):
    """Something optional is not there (OCR engine, LibreOffice, model weights, language model). Exit code 3.

    The message says how to get it.
    """

    exit_code = 3
