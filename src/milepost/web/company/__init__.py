"""Signing in with an account elsewhere: one OpenID Connect provider, asked by the guarded way out."""
