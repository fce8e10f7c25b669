"""Tools for everything that the portal prints as PDF: font, text, QR codes."""
