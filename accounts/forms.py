"""The sign-in form."""

from typing import Any

from allauth.account.forms import LoginForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.urls import reverse


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail address and password, in Dutch and without placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mailadres"
        self.fields["password"].label = "Wachtwoord"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.helper = FormHelper(self)
        self.helper.form_action = reverse("account_login")
        self.helper.add_input(Submit("aanmelden", "Aanmelden"))
