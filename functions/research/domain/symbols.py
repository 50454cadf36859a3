"""What a symbol looks like: the broker's spelling, in which class shares have a dot (BRK.B)."""

import re

# Five letters are not enough: preferreds (ABR.PRD), units (ABC.U), warrants (ABC.WS) and pairs (BTC/USD).
SYMBOL = re.compile(r"[A-Z0-9]{1,6}([.\-/][A-Z0-9]{1,5})?")
