"""Documents (văn bản): papers that the product writes, as DOCX to go on editing and as PDF to print.

It lays out what it is handed and knows no rule of any other room.
"""
