"""The seed's own case: what precedent compelled on the facts of Balistreri, the day the panel divided and today."""

from __future__ import annotations

import sys
from datetime import date

from afortiori.cli import main

print("=== 1. August 23, 1988: the law that the panel had before it ===\n")
status = main(["decide", "balistreri", "--forum", "ca9", "--as-of", "1988-08-23"])
print("\n=== 2. Today: the same facts, the law as it now stands ===\n")
status = status or main(["decide", "balistreri", "--forum", "ca9", "--as-of", date.today().isoformat()])
sys.exit(status)
