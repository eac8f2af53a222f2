"""Sáng Kiến: the platform on which trade unions run worker-initiative programmes."""
