"""Addresses of signing in and of one's own account.

django-allauth's views are named one by one, so that what is not here does not exist: nobody
registers, and an e-mail address is changed by who manages the users.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from accounts.reauthentication import identity_confirmed
from accounts.views import account as own_account
from accounts.views import invitation, notices, second_step, sso
from accounts.views.atomic import atomic_post

urlpatterns = [
    path("aanmelden/", account.login, name="account_login"),
    path("aanmelden/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("aanmelden/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("afmelden/", account.logout, name="account_logout"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/bevestigen/passkey/",
        second_step.confirm_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/wachtwoord/",
        atomic_post(account.password_change),
        name="account_change_password",
    ),
    path(
        "account/wachtwoord/instellen/",
        identity_confirmed(atomic_post(account.password_set)),
        name="account_set_password",
    ),
    path("wachtwoord-vergeten/", own_account.password_reset, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    # Not `path`: the key holds a "-" itself.
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        atomic_post(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/", own_account.account_home, name="account_home"),
    path("account/berichten/", notices.account_notices, name="account_notices"),
    path("account/tweede-stap/", mfa.index, name="mfa_index"),
    path("account/tweede-stap/kiezen/", own_account.second_factor, name="second_factor"),
    path("account/tweede-stap/app/qr.svg", second_step.totp_qr, name="totp_qr"),
    path(
        "account/tweede-stap/app/",
        identity_confirmed(atomic_post(totp.activate_totp)),
        name="mfa_activate_totp",
    ),
    path(
        "account/tweede-stap/app/verwijderen/",
        atomic_post(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/tweede-stap/herstelcodes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/tweede-stap/herstelcodes/maken/",
        atomic_post(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/tweede-stap/herstelcodes/bestand/",
        second_step.recovery_codes_file,
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(
        "account/passkeys/toevoegen/",
        atomic_post(second_step.add_passkey),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/naam/",
        atomic_post(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/verwijderen/",
        atomic_post(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/apparaten/", atomic_post(usersessions.list_usersessions), name="usersessions_list"
    ),
    path("uitnodiging/", invitation.accept, name="invitation_accept"),
    path("uitnodiging/<str:token>/", invitation.follow, name="invitation"),
    path("aanmelden/organisatie/", sso.start, name="sso_login"),
    path("aanmelden/organisatie/terug/", sso.callback, name="sso_callback"),
    path("account/bevestigen/organisatie/", sso.confirm, name="sso_confirm"),
    path("account/organisatie/", sso.account, name="sso_account"),
    path("account/organisatie/loskoppelen/", sso.disconnect, name="sso_disconnect"),
]
