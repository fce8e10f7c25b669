"""The letter kit: inserts with a link, a QR code and check words, for many files at once."""
