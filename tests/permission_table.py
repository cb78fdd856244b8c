"""The permission matrix as a table; `tests/test_permissions.py` goes through it.

Addresses of things stand in it for the own organisation, another one, and another region. What
somebody may not see is not there: 404. Subjects of a module each are in `tests.permission_rows`.
"""

from itertools import chain

from allauth.mfa.models import Authenticator

from ambitions.choices import NormState
from monitoring.choices import AssessmentState, RoundState
from monitoring.models import Round
from tests.conftest import CAST, World
from tests.factories import make_norm, make_round, make_user, set_assessment
from tests.permission_row import (
    ALMERE,
    ALMERE_READS,
    CLOSED,
    DISTRICT,
    ELSEWHERE,
    EVERYBODY,
    FORGOTTEN,
    INVALID_BY_MANAGERS,
    LELYSTAD_HANDED_IN,
    MANAGERS,
    NOBODY,
    OPEN,
    PLANNED,
    PUBLISHED,
    READS,
    RECOVERY,
    REGION,
    REGION_ROLES,
    Row,
)
from tests.permission_rows import (
    activities,
    checking,
    comparing,
    entry,
    evidence,
    exemptions,
    exports,
    handing_in,
    help_requests,
    house_styles,
    improvements,
    notices,
    reports,
    rounds,
    sheets,
    trail,
    waterbed,
    work,
)

SUBJECTS = (
    rounds,
    entry,
    evidence,
    exemptions,
    exports,
    handing_in,
    improvements,
    sheets,
    work,
    activities,
    notices,
    comparing,
    trail,
    help_requests,
    waterbed,
    house_styles,
    checking,
    reports,
)

GENERAL: tuple[Row, ...] = (
    # What a visitor may see
    Row("start", "/", EVERYBODY, post="200", visitor="200 200"),
    Row("health", "/gezond/", EVERYBODY, visitor=READS),
    Row("privacy", "/privacy/", EVERYBODY, visitor=READS),
    Row("definitions", "/begrippen/", EVERYBODY, visitor=READS),
    Row("accessibility", "/toegankelijkheid/", EVERYBODY, visitor=READS),
    Row("security_txt", "/.well-known/security.txt", EVERYBODY, visitor=READS),
    Row("robots_txt", "/robots.txt", EVERYBODY, visitor=READS),
    # Signing in and out; without a provider there is no single sign-on
    Row("account_login", "/aanmelden/", "302", post="302", visitor="200 200"),
    Row("account_logout", "/afmelden/", EVERYBODY, post="302", to="/"),
    Row("mfa_authenticate", "/aanmelden/tweede-stap/", "302", post="302", to="/aanmelden/"),
    Row("mfa_login_webauthn", "/aanmelden/passkey/", "302", post="302", to="/aanmelden/"),
    Row("sso_login", "/aanmelden/organisatie/", NOBODY, post=NOBODY, visitor="404 404"),
    Row("sso_callback", "/aanmelden/organisatie/terug/", NOBODY, post=NOBODY, visitor="404 404"),
    Row("account_reset_password", FORGOTTEN, EVERYBODY, post="200", visitor="200 200"),
    Row("account_reset_password_done", f"{FORGOTTEN}verstuurd/", EVERYBODY, visitor=READS),
    Row(
        "account_reset_password_from_key",
        f"{FORGOTTEN}1-abc-def/",
        EVERYBODY,
        post="200",
        visitor="200 200",
    ),
    Row("account_reset_password_from_key_done", f"{FORGOTTEN}klaar/", EVERYBODY, visitor=READS),
    Row("invitation", "/uitnodiging/abc/", "302", visitor="302 405", to="/uitnodiging/"),
    Row("invitation_accept", "/uitnodiging/", NOBODY, post=NOBODY, visitor="404 404"),
    # One's own account: everybody the same; the passkey is somebody else's
    Row("account_home", "/account/", EVERYBODY),
    Row("account_change_password", "/account/wachtwoord/", EVERYBODY, post="200"),
    Row("account_set_password", "/account/wachtwoord/instellen/", "302", post="302"),
    Row("account_reauthenticate", "/account/bevestigen/", EVERYBODY, post="200"),
    Row("mfa_reauthenticate", "/account/bevestigen/code/", "302", post="302"),
    Row(
        "mfa_reauthenticate_webauthn",
        "/account/bevestigen/passkey/",
        "302",
        post="302",
    ),
    Row("sso_confirm", "/account/bevestigen/organisatie/", NOBODY, post=NOBODY),
    Row("sso_account", "/account/organisatie/", NOBODY, post=NOBODY),
    Row("sso_disconnect", "/account/organisatie/loskoppelen/", NOBODY, post=NOBODY),
    Row("mfa_index", "/account/tweede-stap/", EVERYBODY),
    Row("second_factor", "/account/tweede-stap/kiezen/", EVERYBODY),
    Row("totp_qr", "/account/tweede-stap/app/qr.svg", NOBODY),
    Row("mfa_activate_totp", "/account/tweede-stap/app/", EVERYBODY, post="200"),
    Row("mfa_deactivate_totp", "/account/tweede-stap/app/verwijderen/", NOBODY, post=NOBODY),
    Row("mfa_view_recovery_codes", RECOVERY, NOBODY),
    Row("mfa_generate_recovery_codes", f"{RECOVERY}maken/", EVERYBODY, post="200"),
    Row("mfa_download_recovery_codes", f"{RECOVERY}bestand/", "405", post=NOBODY),
    Row("mfa_list_webauthn", "/account/passkeys/", EVERYBODY),
    Row("mfa_add_webauthn", "/account/passkeys/toevoegen/", EVERYBODY, post="200"),
    Row("mfa_edit_webauthn", "/account/passkeys/{passkey}/naam/", NOBODY, post=NOBODY),
    Row("mfa_remove_webauthn", "/account/passkeys/{passkey}/verwijderen/", NOBODY, post=NOBODY),
    Row("usersessions_list", "/account/apparaten/", EVERYBODY, post="302"),
    # For who makes screens, while DEBUG is on
    Row("components", "/componenten/", NOBODY),
    # The region
    Row("region_dashboard", "/regio/", "200 200 200 200 200 200 404 404"),
    Row("region_dashboard", "/regio/?regio=flevoland", REGION),
    Row("region_dashboard", "/regio/?regio=elders", ELSEWHERE),
    Row("region_dashboard", "/regio/?regio=nergens", NOBODY),
    Row("region_dashboard", f"/regio/?ronde={PUBLISHED}", REGION),
    Row("region_dashboard", f"/regio/?ronde={CLOSED}", REGION),
    Row("region_dashboard", f"/regio/?ronde={OPEN}", REGION_ROLES),
    Row("region_dashboard", f"/regio/?ronde={PLANNED}", NOBODY),
    Row("region_dashboard", "/regio/?ronde=ronde-elders", ELSEWHERE),
    # An organisation: Almere is at it, Lelystad has handed in
    Row("organisation_detail", "/organisaties/GM0034/", REGION),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={PUBLISHED}", REGION),
    Row(
        "organisation_detail",
        f"/organisaties/GM0034/?ronde={CLOSED}",
        "200 200 200 200 404 404 404 404",
    ),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={OPEN}", ALMERE),
    Row("organisation_detail", f"/organisaties/GM0995/?ronde={OPEN}", LELYSTAD_HANDED_IN),
    Row("organisation_detail", f"/organisaties/GM0184/?ronde={OPEN}", DISTRICT),
    Row("organisation_detail", f"/organisaties/GM0034/?ronde={PLANNED}", NOBODY),
    Row("organisation_detail", "/organisaties/GM9999/", ELSEWHERE),
    Row("organisation_detail", "/organisaties/GM0000/", NOBODY),
    # Search: everybody finds what they may see
    Row("search", "/zoeken/", EVERYBODY),
    Row("search", "/zoeken/?q=A1", EVERYBODY),
    # Norms
    Row("norm_list", "/normen/", EVERYBODY),
    Row("norm_detail", "/normen/norm/1.0/", REGION),
    Row("norm_detail", "/normen/concept-norm/1.0/", DISTRICT),
    Row("norm_detail", "/normen/andere-norm/1.0/", ELSEWHERE),
    Row("norm_detail", "/normen/norm/9.9/", NOBODY),
    Row("point_detail", "/ambitiepunten/norm/1.0/A1/", REGION),
    Row("point_detail", "/ambitiepunten/concept-norm/1.0/A1/", DISTRICT),
    Row("point_detail", "/ambitiepunten/andere-norm/1.0/A1/", ELSEWHERE),
    Row("point_detail", "/ambitiepunten/norm/1.0/Z9/", NOBODY),
    # Exports: a whole round once it is closed, an organisation's part as soon as it may be read
    Row("round_export", f"/rondes/{PUBLISHED}/export/json/", REGION_ROLES),
    Row("round_export", f"/rondes/{CLOSED}/export/csv/", REGION_ROLES),
    Row("round_export", f"/rondes/{OPEN}/export/json/", NOBODY),
    Row("round_export", f"/rondes/{PLANNED}/export/json/", NOBODY),
    Row("round_export", f"/rondes/{OPEN}/export/csv/?organisatie=GM0034", ALMERE_READS),
    Row("round_export", f"/rondes/{OPEN}/export/csv/?organisatie=GM0995", LELYSTAD_HANDED_IN),
    Row(
        "round_export",
        f"/rondes/{PUBLISHED}/export/json/?organisatie=GM0034",
        "200 200 200 200 404 404 404 404",
    ),
    Row("round_export", f"/rondes/{PUBLISHED}/export/exe/", NOBODY),
    Row("round_export", "/rondes/ronde-elders/export/json/", NOBODY),
    # Administration: the users, the rights and the log of one's own region
    Row("administration", "/beheer/", MANAGERS),
    Row("user_list", "/beheer/gebruikers/", MANAGERS),
    Row("user_invite", "/beheer/gebruikers/uitnodigen/", MANAGERS, post=INVALID_BY_MANAGERS),
    Row("rights_list", "/beheer/rechten/", MANAGERS),
    Row("rights_list", "/beheer/rechten/?regio=flevoland", DISTRICT),
    Row("rights_list", "/beheer/rechten/?regio=elders", ELSEWHERE),
    Row("rights_review", "/beheer/rechten/beoordelen/", MANAGERS, post=INVALID_BY_MANAGERS),
    Row("rights_export", "/beheer/rechten/export/", MANAGERS),
    Row("rights_export", "/beheer/rechten/export/?regio=flevoland", DISTRICT),
    Row("rights_export", "/beheer/rechten/export/?regio=elders", ELSEWHERE),
    Row("audit_log", "/beheer/logboek/", MANAGERS),
    Row("audit_export", "/beheer/logboek/export/", MANAGERS),
    # What is done to somebody: an answer, or 422 for an empty form, 409 for what cannot be. The
    # outsider meets themself: nobody changes their own role, nor is the last to lead a region.
    *(
        Row(
            name,
            f"/beheer/gebruikers/{{{person}}}/{page}".replace("PERSON", person),
            get,
            post=other if other == "405" else get.replace("200", answer),
        )
        for name, page, other, themself in (
            ("user_detail", "", "405", "405"),
            ("user_rename", "naam/", "422", "422"),
            ("role_give", "rol/", "422", "422"),
            ("role_last_day", "rol/{role_of_PERSON}/laatste-dag/", "302", "409"),
            ("role_end", "rol/{role_of_PERSON}/beeindigen/", "302", "409"),
            ("invitation_send_again", "uitnodiging/", "409", "409"),
            ("invitation_withdraw", "uitnodiging/intrekken/", "409", "409"),
            ("second_factor_reset", "tweede-stap/", "409", "409"),
            ("user_switch", "account/uitschakelen/", "302", "409"),
        )
        for person, get in (
            ("coordinator", DISTRICT),
            ("other_coordinator", DISTRICT),
            ("outsider", ELSEWHERE),
            ("nobody", NOBODY),
            ("administrator", NOBODY),
        )
        for answer in (themself if person == "outsider" else other,)
    ),
    Row(
        "role_end",
        "/beheer/gebruikers/{coordinator}/rol/{role_of_other_coordinator}/beeindigen/",
        NOBODY,
        post=NOBODY,
    ),
)

TABLE: tuple[Row, ...] = (*GENERAL, *chain.from_iterable(subject.ROWS for subject in SUBJECTS))


def make_things(world: World) -> dict[str, object]:
    """Makes what the rows are about; maps names in their paths to keys.

    That is a round in each state, one of the other region, and what the subjects make; Lelystad has
    handed in the open round. `open_round` and `published_round` are there already.
    """
    open_round = Round.objects.get(code=OPEN)
    set_assessment(round=open_round, organisation=world.lelystad, state=AssessmentState.SUBMITTED)
    make_round(norm=world.norm, code=CLOSED, state=RoundState.CLOSED)
    make_round(norm=world.norm, code=PLANNED, state=RoundState.PLANNED)
    make_round(norm=world.other_norm, code="ronde-elders", state=RoundState.OPEN)
    make_norm(region=world.region, code="concept-norm", state=NormState.DRAFT)
    passkey = Authenticator.objects.create(
        user=make_user(email="passkey@voorbeeld.test"),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Tablet", "passwordless": True, "credential": {}},
    )
    things: dict[str, object] = {"passkey": passkey.pk}
    for name in CAST:
        user = world.user(name)
        membership = user.memberships.first()
        things |= {name: user.pk, f"role_of_{name}": membership.pk if membership else 0}
    for subject in SUBJECTS:
        things |= subject.make(world)
    return things
