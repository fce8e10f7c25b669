"""What holds guessing off when wrong PINs rise above the usual: a question more, then letters only."""
