"""What the reported figures say about a company, as one number that can be taken apart again.

A rating is a pure function of the rule set and of what was known at a moment: same input, same bytes.
"""

from functions.research.domain.rating.assessment import rate
from functions.research.domain.rating.result import Rating

__all__ = ["Rating", "rate"]
