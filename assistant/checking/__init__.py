"""Check a plan like a careful deputy head would: `check(plan, register=…)` returns a `CheckReport` of findings."""

from assistant.checking.finding import Finding, Fix, Severity
from assistant.checking.run import CheckReport, check

__all__ = ["CheckReport", "Finding", "Fix", "Severity", "check"]
