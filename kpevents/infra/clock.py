"""The only place that asks what time it is. Rules and actions are handed ``now``."""

import zoneinfo
from datetime import UTC, datetime

# Time zones come from the pinned package, not from whatever the machine has: every installation knows the same law.
zoneinfo.reset_tzpath(to=())


def now() -> datetime:
    return datetime.now(UTC)
