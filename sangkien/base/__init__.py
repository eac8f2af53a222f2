"""The ground room: what every other room stands on, and which knows none of them.

Reasons why something cannot be done (`problems`), Vietnamese text (`text`, `encodings`), numbers and money
(`numbers`), days (`days`) and telephone numbers (`phones`). No models and, but for `clock`, no database.
"""
