"""The letter reached somebody else: told in a minute, without signing in, without any data of a debt."""
