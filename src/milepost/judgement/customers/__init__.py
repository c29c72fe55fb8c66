"""What customers are worth: who buys again, how often, for how much, and when a new one has paid for itself.

`orders` holds who bought when; `buying` (BG/NBD) and `spending` (Gamma-Gamma) are the two models;
`lifetime` puts them together, with the error that `looking_back` measured on the same shop; `retention` and
`earning_back` answer beside them.
"""
