"""The load generator: what a newsroom does to Margin, at times fixed in advance, with a book of what was promised.

Open loop: a save is due at its time, whether or not the server keeps up, and its latency runs from then. Each save is
written into the book before it is sent and again when it was answered; a separate verifier compares the book with the
database, in plain SQL, and with the CSV.
"""
