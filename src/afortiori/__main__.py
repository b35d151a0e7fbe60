"""``python -m afortiori``."""

import sys

from afortiori.cli import main

sys.exit(main())
