"""What one has agreed to, and taking it back."""
