"""Entry point."""


def main() -> int:
    """Run the command."""
    return 0
