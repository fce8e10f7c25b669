"""The data of the file's pages: all of it is text already, in the active language."""
