"""Why a file cannot be taken. Knows no Django."""

MOST_PAGES = 60


class Refused(Exception):
    """What was sent cannot be taken: ``code`` says why."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.name = name
