"""Update days: their pages for officers, the page behind the QR code, the shared machine, the projector."""
