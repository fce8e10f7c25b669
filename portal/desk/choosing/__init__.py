"""What one person changes for the office: the difference first, then the trail, and a way back."""
