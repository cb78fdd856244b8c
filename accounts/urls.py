from allauth.account.views import login, logout
from django.urls import path

# Only these two of allauth's pages: nobody registers, and the other pages follow with invitations.
urlpatterns = [
    path("aanmelden/", login, name="account_login"),
    path("afmelden/", logout, name="account_logout"),
]
