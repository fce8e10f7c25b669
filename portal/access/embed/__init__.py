"""The sign-in box for the office's own site: the one page that another site may show in a frame."""
