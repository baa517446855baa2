"""From schedules and a span of time to airings in order."""
