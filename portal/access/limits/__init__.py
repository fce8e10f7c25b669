"""How often a stranger may try: PINs and letter links, and forms that need no secret."""
