"""The operations of Tagor, a module for each part of its document; ``endpoint`` calls them."""
