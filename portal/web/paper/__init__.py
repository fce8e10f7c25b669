"""Paper: the one kit of everything the portal prints as PDF: its font, its words, its QR codes."""
