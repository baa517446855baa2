"""`python -m broadcaster` is the `broadcaster` command."""

import sys

from broadcaster.cli.main import main

sys.exit(main())
