"""The practice office: real HTTP servers that play the systems behind the portal.

For the demo, for training, for tests and for load runs. It holds invented people only, runs in its own
process (``manage.py sandbox``), and imports nothing of the portal: what it knows of the wire it knows from
the documents, so that a mistake in a client shows.
"""
