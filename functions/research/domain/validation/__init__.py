"""Do the figures of a payload, and of a company, agree with themselves and with each other?

Nothing is corrected here. What cannot be used is a HARD finding and its payload goes to quarantine; what is
odd is kept, flagged and paid for in confidence (SOFT); what is merely worth knowing is a NOTE.
"""

from functions.research.domain.validation.company import validate_company
from functions.research.domain.validation.known import validate_known
from functions.research.domain.validation.payload import validate_payload

__all__ = ["validate_company", "validate_known", "validate_payload"]
