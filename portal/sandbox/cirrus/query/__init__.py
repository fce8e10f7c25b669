"""What a list can be asked: filters, conditions, sorting, pages, distance and masks."""
