"""The office's colours, corrected until they are readable on every surface."""

from functools import lru_cache

from portal.office.colour import Colour, format_colour, get_contrast, mend_contrast, parse_colour

DEFAULT_ACCENT = "#1d4f5c"
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
# The surfaces of tokens.css; a test keeps the two in step.
SURFACES = {
    "light": ["#f6f4ef", "#ffffff", "#ece8df"],
    "dark": ["#14181a", "#1d2326", "#0f1214"],
    "light-strong": ["#ffffff", "#ffffff", "#ffffff"],
    "dark-strong": ["#000000", "#000000", "#000000"],
}
# The contrast of the accent with every surface. In the dark, a little more than needed reads better.
RATIOS = {"light": 4.6, "dark": 6.5, "light-strong": 7.0, "dark-strong": 7.0}
MEDIA = {
    "light": "",
    "dark": "(prefers-color-scheme: dark)",
    "light-strong": "(prefers-contrast: more)",
    "dark-strong": "(prefers-contrast: more) and (prefers-color-scheme: dark)",
}


@lru_cache(maxsize=32)
def make_office_style(accent: str) -> str:
    """The style sheet that sets the office's accent in each scheme."""
    parts = []
    for scheme, media in MEDIA.items():
        rule = (
            ":root{"
            + "".join(f"--{name}:{value};" for name, value in make_accents(accent, scheme).items())
            + "}"
        )
        parts.append(f"@media {media}{{{rule}}}" if media else rule)
    return "\n".join(parts) + "\n"


def make_accents(accent: str, scheme: str) -> dict[str, str]:
    """The accent and the text upon it for a scheme: at least 4.5:1 everywhere, 7:1 in high contrast."""
    try:
        wanted = parse_colour(accent)
    except ValueError:
        wanted = parse_colour(DEFAULT_ACCENT)
    ratio = RATIOS[scheme]
    mended = mend_contrast(
        wanted, against=[parse_colour(surface) for surface in SURFACES[scheme]], ratio=ratio
    )
    text = max((WHITE, BLACK), key=lambda colour: get_contrast(colour, mended))
    return {"accent": format_colour(mended), "accent-text": format_colour(text)}
