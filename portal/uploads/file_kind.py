"""What kind of file somebody sent, by its content: its name and what the browser says prove nothing."""

HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def find_kind(content: bytes) -> str:
    """What it is by its first bytes: "jpeg", "png", "heif", "pdf", or "" for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return "heif"
    # Some programs write an empty line or the mark of a text file before it.
    return "pdf" if content[:64].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-") else ""
