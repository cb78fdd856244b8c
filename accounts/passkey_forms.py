"""The forms of passkeys: django-allauth's, in Dutch and in our form."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator

from accounts.forms import MESSAGES, Dressed
from accounts.models import User

NO_PASSKEY = "Uw browser stuurde geen passkey mee. Probeer het opnieuw."
NO_ANSWER = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading an answer that no browser gave may end in."""
UNKNOWN_PASSKEY = "Deze passkey werd niet herkend. Probeer het opnieuw of kies een andere manier."
PASSKEY_ERROR = '<p class="fn-passkey__error" role="alert" data-passkey-error></p>'


class CredentialField(forms.JSONField):
    """What the browser answers for a passkey, put into a hidden field by `passkey.js`."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NO_PASSKEY, "invalid": NO_PASSKEY}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:  # nothing but brackets
            raise forms.ValidationError(NO_PASSKEY) from error

    def bound_data(self, data: Any, initial: Any) -> str:  # noqa: ARG002
        """Nothing: an answer is to one question, so it is no use in the form that comes back."""
        return ""


class _CredentialForm(Dressed):
    """allauth expects an answer as browsers give it; anything else is refused, not an error."""

    messages = MESSAGES | {"incorrect_code": UNKNOWN_PASSKEY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]  # the stubs do not tell of it
        except NO_ANSWER:
            self.add_error("credential", NO_PASSKEY)

    def _clean_form(self) -> None:
        try:
            super()._clean_form()  # type: ignore[misc]
        except NO_ANSWER:
            self.add_error("credential", NO_PASSKEY)


class PasskeySignInForm(_CredentialForm, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        """Not for an account that was switched off; who asks cannot tell it from an unknown one."""
        authenticator: Authenticator = super().clean_credential()
        if not authenticator.user.is_active:
            raise get_adapter().validation_error("incorrect_code")
        return authenticator


class PasskeyStepForm(_CredentialForm, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ConfirmPasskeyForm(_CredentialForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(_CredentialForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and how its owner calls it; always one that works without a password."""

    labels = {"name": "Naam van deze passkey"}
    helps = {"name": "Bijvoorbeeld: telefoon, laptop van het werk, sleutel aan mijn sleutelbos."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.usual_name = _usual_name(user)
        kwargs["initial"] = {"name": self.usual_name}
        super().__init__(*args, user=user, **kwargs)
        # Not asked: the view asks the browser for nothing less.
        del self.fields["passwordless"]
        _limit_name(self)
        self.helper.attrs = {"data-passkey": "create"}
        self.helper.layout = Layout("name", "credential", HTML(PASSKEY_ERROR))
        self.helper.add_input(Submit("verder", "Passkey maken", hidden="hidden"))

    def clean_name(self) -> str:
        """Without a name the usual one: the browser has made the passkey by now."""
        return self.cleaned_data["name"] or self.usual_name


class RenamePasskeyForm(Dressed, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": "Naam van deze passkey"}
    button = "Naam opslaan"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit_name(self)


def _usual_name(user: User) -> str:
    present = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return f"Passkey {present.count() + 1}"


def _limit_name(form: forms.Form) -> None:
    name = form.fields["name"]
    name.widget.attrs |= {"maxlength": "60", "autocomplete": "off"}
    name.validators.append(MaxLengthValidator(60))
