"""The forms of signing in and of one's own account: django-allauth's, in Dutch and in our form."""

from hashlib import sha256
from typing import Any, NoReturn

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as totp
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.urls import reverse

from accounts.models import User
from accounts.validators import MAX_LENGTH

ADVICE = "Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden."
CODE_VALID_SECONDS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
"""How long one code of an app is accepted: its own period, and the tolerance on both sides."""
MAX_CODE_LENGTH = 40
DIFFERENT = "De twee wachtwoorden zijn niet gelijk."
MESSAGES = {
    "enter_current_password": "Dit is niet uw huidige wachtwoord.",
    "incorrect_password": "Dit wachtwoord klopt niet.",
    "incorrect_code": "Deze code klopt niet of is al gebruikt.",
    "rate_limited": "Te veel mislukte pogingen. Probeer het over een paar minuten opnieuw.",
    "cannot_generate_recovery_codes": "U kunt pas herstelcodes maken als u een tweede stap hebt.",
    "cannot_delete_authenticator": "U kunt deze tweede stap niet verwijderen.",
    "unverified_email": "Uw e-mailadres is nog niet bevestigd.",
}
"""What we say instead of allauth, by the code of its error; allauth's Dutch is informal."""


class Dressed(forms.Form):
    """A form with our labels and one button: `labels` by field, `button` is its text."""

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}
    messages: dict[str, str] = MESSAGES
    button = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.PasswordInput):
                # Not on the control: a browser would cut off what is pasted without a word.
                field.validators.append(MaxLengthValidator(MAX_LENGTH))
        self.helper = FormHelper(self)
        if self.button:
            self.helper.add_input(Submit("verder", self.button))

    def add_error(self, field: str | None, error: Any) -> None:
        """Says it in our words."""
        if (code := getattr(error, "code", None)) in self.messages:
            error = forms.ValidationError(self.messages[code], code=code)
        elif field == "password2" and not isinstance(error, forms.ValidationError):
            error = DIFFERENT  # allauth's text for it has no code
        super().add_error(field, error)


# --- Passwords ------------------------------------------------------------------------------------


class SignInForm(Dressed, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail address and password."""

    labels = {"login": "E-mailadres", "password": "Wachtwoord"}
    button = "Aanmelden"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.helper.form_action = reverse("account_login")


class ConfirmPasswordForm(Dressed, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": "Wachtwoord"}
    button = "Bevestigen"


class ChangePasswordForm(Dressed, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": "Huidig wachtwoord",
        "password1": "Nieuw wachtwoord",
        "password2": "Herhaal het nieuwe wachtwoord",
    }
    helps = {"password1": ADVICE}
    button = "Wachtwoord wijzigen"


class SetPasswordForm(Dressed, account.SetPasswordForm):  # type: ignore[misc]
    labels = {"password1": "Kies een wachtwoord", "password2": "Herhaal het wachtwoord"}
    helps = {"password1": ADVICE}
    button = "Wachtwoord instellen"


class ForgottenPasswordForm(Dressed, account.ResetPasswordForm):  # type: ignore[misc]
    users: list[User]
    labels = {"email": "E-mailadres"}
    button = "Stuur mij een link"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        """Not for an account without a password: an invitation or single sign-on is its way in."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email


class NewPasswordForm(Dressed, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {"password1": "Nieuw wachtwoord", "password2": "Herhaal het nieuwe wachtwoord"}
    helps = {"password1": ADVICE}
    button = "Wachtwoord opslaan"


class ResetLinkForm(account.UserTokenForm):  # type: ignore[misc]
    """The link of a mail; of an account that was switched off meanwhile it works no more."""

    def _get_user(self, uidb36: str) -> User | None:
        user: User | None = super()._get_user(uidb36)
        return user if user is not None and user.is_active else None


# --- The second step: codes -----------------------------------------------------------------------


class _CodeForm(Dressed):
    labels = {"code": "Code"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}
        code.validators.append(MaxLengthValidator(MAX_CODE_LENGTH))


class _OnceForm(_CodeForm):
    """A code of an app counts once, as long as it is valid; allauth remembers it for 30 seconds."""

    helps = {"code": "Zes cijfers uit uw app, of acht cijfers van een herstelcode."}

    def clean_code(self) -> str:
        if was_used(self.user, self.cleaned_data["code"]):  # type: ignore[attr-defined]
            # Before allauth looks, which would take it for right and count guesses from zero.
            check_rate_limit(self.user)  # type: ignore[attr-defined]
            self._refuse()
        code: str = super().clean_code()  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if is_app and not is_first_use(self.user, code):  # type: ignore[attr-defined]
            self._refuse()
        return code

    def _refuse(self) -> NoReturn:
        apps = Authenticator.objects.filter(user=self.user)  # type: ignore[attr-defined]
        for app in apps.filter(type=Authenticator.Type.TOTP):
            self._emit_authentication_failed(app)  # type: ignore[attr-defined]
        raise get_mfa_adapter().validation_error("incorrect_code")


class SecondStepForm(_OnceForm, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code, after the password."""

    button = "Verder"


class ConfirmCodeForm(_OnceForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    button = "Bevestigen"


class ActivateAppForm(_CodeForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just set up; it does not count again for signing in."""

    labels = {"code": "Code uit de app"}
    helps = {"code": "Zes cijfers."}
    button = "App in gebruik nemen"

    def clean_code(self) -> str:
        code: str = super().clean_code()
        is_first_use(self.user, code)
        return code

    @property
    def secret_in_groups(self) -> str:
        """The secret as text to type, four characters at a time."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class RemoveAppForm(Dressed, totp.DeactivateTOTPForm):  # type: ignore[misc]
    button = "App verwijderen"


class MakeRecoveryCodesForm(Dressed, GenerateRecoveryCodesForm):  # type: ignore[misc]
    button = "Nieuwe codes maken"


def is_first_use(user: User, code: str) -> bool:
    """Remembers that this person used this code of an app; whether that was the first time."""
    return cache.add(_use_of(user, code), True, timeout=CODE_VALID_SECONDS)


def was_used(user: User, code: str) -> bool:
    """Whether this person used this code of an app as long as it may still be valid."""
    return cache.get(_use_of(user, code)) is not None


def _use_of(user: User, code: str) -> str:
    """Under which name a use is kept; no code itself, which may hold anything."""
    return f"second-step:{user.pk}:{sha256(normalize_user_code(code).encode()).hexdigest()}"
