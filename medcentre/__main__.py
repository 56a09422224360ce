"""`python -m medcentre`: every command that needs no screen."""

import sys

from medcentre.cli import main

sys.exit(main())
