"""When and where the tests take place."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BASE = "https://kp.example.org"
