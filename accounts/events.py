"""What the audit log calls the things that happen."""

from django.db import models


class EventType(models.TextChoices):
    """Every kind of event; the value is stored for good, so it is never given another meaning."""

    SIGNED_IN = "sign_in", "aangemeld"
    SIGN_IN_FAILED = "sign_in_failed", "aanmelden mislukt"
    SIGNED_OUT = "sign_out", "afgemeld"
    SESSIONS_ENDED = "sessions_ended", "andere apparaten afgemeld"
    ACCESS_REFUSED = "access_refused", "geweigerd"
    PASSWORD_RESET_ASKED = "password_reset_asked", "nieuw wachtwoord aangevraagd"
    PASSWORD_SET = "password_set", "wachtwoord ingesteld"
    FACTOR_ADDED = "factor_added", "tweede stap toegevoegd"
    FACTOR_REMOVED = "factor_removed", "tweede stap verwijderd"
    FACTOR_FAILED = "factor_failed", "tweede stap mislukt"
    FACTORS_RESET = "factors_reset", "tweede stap gewist door beheer"
    SSO_LINKED = "sso_linked", "organisatieaccount gekoppeld"
    SSO_UNLINKED = "sso_unlinked", "organisatieaccount losgekoppeld"
    SSO_REFUSED = "sso_refused", "organisatieaccount geweigerd"

    ACCOUNT_MADE = "account_made", "account gemaakt"
    ACCOUNT_CHANGED = "account_changed", "account gewijzigd"
    ACCOUNT_PSEUDONYMISED = "account_pseudonymised", "persoonsgegevens gewist"
    INVITED = "invited", "uitgenodigd"
    INVITATION_ACCEPTED = "invitation_accepted", "uitnodiging aanvaard"
    ROLE_GIVEN = "role_given", "rol gegeven"
    ROLE_CHANGED = "role_changed", "rol gewijzigd"
    ROLE_ENDED = "role_ended", "rol beëindigd"
    RIGHTS_EXPORTED = "rights_exported", "rechtenlijst geëxporteerd"
    RIGHTS_REVIEWED = "rights_reviewed", "rechten beoordeeld"
    AUDIT_EXPORTED = "audit_exported", "logboek geëxporteerd"
    PURGED = "purged", "verlopen gegevens gewist"

    ORGANISATIONS_IMPORTED = "organisations_imported", "organisaties geïmporteerd"
    NORM_IMPORTED = "norm_imported", "norm geïmporteerd"
    NORM_PUBLISHED = "norm_published", "norm gepubliceerd"

    ROUND_PLANNED = "round_planned", "ronde gepland"
    ROUND_OPENED = "round_opened", "ronde geopend"
    ROUND_CLOSED = "round_closed", "ronde gesloten"
    ROUND_PUBLISHED = "round_published", "ronde gepubliceerd"
    RESULT_CHANGED = "result_changed", "resultaat gewijzigd"
    EXEMPTION_GRANTED = "exemption_granted", "vrijstelling verleend"
    EXPORTED = "exported", "geëxporteerd"
