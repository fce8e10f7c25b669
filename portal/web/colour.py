"""Colours and the contrast between them (WCAG 2.2, relative luminance), to mend what an office chooses."""

Colour = tuple[int, int, int]


def parse_colour(text: str) -> Colour:
    """``#rrggbb`` as three numbers. Raises: ValueError."""
    digits = text.strip().removeprefix("#")
    if len(digits) != 6:
        raise ValueError(text)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def format_colour(colour: Colour) -> str:
    """Three numbers as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def get_contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio, 1 to 21."""
    lights = sorted((_get_luminance(one), _get_luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _get_luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mend_contrast(colour: Colour, *, against: list[Colour], ratio: float) -> Colour:
    """The nearest mix with black (on light surfaces) or white (on dark ones) that reaches the ratio."""
    light = _get_luminance(against[0]) > 0.18
    target: Colour = (0, 0, 0) if light else (255, 255, 255)
    for step in range(101):
        mixed = _mix(colour, target, step / 100)
        if all(get_contrast(mixed, surface) >= ratio for surface in against):
            return mixed
    return target


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
