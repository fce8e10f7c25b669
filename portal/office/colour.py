"""Colours and their contrast (WCAG 2.2, relative luminance), to correct an office's choice."""

from colorsys import hls_to_rgb, rgb_to_hls

Colour = tuple[int, int, int]

STEPS = 100


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
    """The nearest shade of the hue that reaches the ratio: darker on light surfaces, lighter on dark.

    Saturation drops on the way: a bright, light shade would glare on black.
    """
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in colour))
    end = 0.0 if _get_luminance(against[0]) > 0.18 else 1.0
    for step in range(STEPS + 1):
        share = step / STEPS
        parts = hls_to_rgb(hue, light + (end - light) * share, saturation * (1 - 0.6 * share))
        shade: Colour = (round(parts[0] * 255), round(parts[1] * 255), round(parts[2] * 255))
        if all(get_contrast(shade, surface) >= ratio for surface in against):
            return shade
    return shade
