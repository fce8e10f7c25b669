"""The practice office: real HTTP servers that play the systems behind the portal.

For the demo, for training, for tests and for load runs. It holds invented people only, runs in its own
process (``manage.py sandbox``), and imports nothing of the portal: it is written from the vendors' documents
only, so that a mistake in one of the portal's clients shows.
"""
