"""Passwords by argon2id (R14): hashed, never shown or logged."""

from __future__ import annotations


class Argon2Passwords:
    """Argon2id with the library's present defaults (RFC 9106, the low-memory choice)."""

    def hash(self, password: str) -> str:
        """Return the text that may be stored of a password."""
        from argon2 import PasswordHasher

        return PasswordHasher().hash(password)

    def fits(self, kept: str, password: str) -> bool:
        """Tell whether the password is the one that was kept."""
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        try:
            return PasswordHasher().verify(kept, password)
        except VerificationError:
            return False
