"""Drafting: request -> base -> roll-forward -> slots -> (model) -> verification -> `Draft`."""

from __future__ import annotations

from assistant.drafting.draft import Draft, Request
from assistant.drafting.drafter import Drafter, draft
from assistant.drafting.session import Session
from assistant.drafting.understand import understand

__all__ = ["Draft", "Drafter", "Request", "Session", "draft", "understand"]
