"""Single sign-on by OpenID Connect, with the account that people have at their organisation.

django-allauth does the steps; here stands what it leaves open or does too loosely: which answers
of the provider count (`client`, `tokens`), what is asked of it (`provider`), and who gets in
(`completion`). There is one provider, from the environment; what is in the database of providers
does not count.
"""
