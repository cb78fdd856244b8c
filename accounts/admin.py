"""What the technical administration does not show: ways round the actions and the audit log.

Accounts are shown by `ambitions.admin`, which knows their roles.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

HIDDEN = (
    Authenticator,
    EmailAddress,
    Group,
    SocialAccount,
    SocialApp,
    SocialToken,
    UserSession,
)

for model in HIDDEN:
    if admin.site.is_registered(model):
        admin.site.unregister(model)
