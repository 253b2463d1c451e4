"""The documents room: frozen figures in, PDF bytes out.

Nothing is imported here, so that naming the room costs nothing; ReportLab, the reshaper and the fonts are loaded by the
first paper that is drawn (`documents.invoice`).
"""
