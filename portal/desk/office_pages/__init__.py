"""Settings of the office itself: who it is, its hours, its look, its own texts, its mails to staff."""
