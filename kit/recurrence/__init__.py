"""Things that come again: rules of RFC 5545 of the kinds we allow, their days, and how they are said."""

from kit.recurrence.days import dates_of
from kit.recurrence.reading import parse_rule
from kit.recurrence.rule import BadRule, Rule, monthly_like
from kit.recurrence.wording import words

__all__ = ["BadRule", "Rule", "dates_of", "monthly_like", "parse_rule", "words"]
