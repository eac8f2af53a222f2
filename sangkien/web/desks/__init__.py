"""The pages of the desks: an officer's own work, what is late below, and how the desks of a union are doing."""
