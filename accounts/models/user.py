from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an account belongs to one person, known by a work e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, *, name: str, **fields: Any
    ) -> "User":
        """Stores a user; without a password the account cannot be used until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """Stores a technical administrator, who holds no role in a region."""
        return self.create_user(
            email, password, name=name or email, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in; roles are memberships (`ambitions.Membership`)."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150)
    is_active = models.BooleanField("actief", default=True)
    is_staff = models.BooleanField("technisch beheerder", default=False)
    date_joined = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    last_seen_at = models.DateTimeField("laatst gezien", null=True, blank=True)
    left_at = models.DateTimeField("persoonsgegevens gewist op", null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="Er is al een account met dit e-mailadres.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
