from django.urls import path

from reports.views import (
    checking,
    comparing,
    components,
    norm,
    organisation,
    region,
    results,
    search,
    start,
    trail,
    waterbed,
    what_if,
)

urlpatterns = [
    path("", start.start, name="start"),
    path("regio/", region.dashboard, name="region_dashboard"),
    path("regio/waterbed/", waterbed.waterbed, name="waterbed"),
    path("vergelijken/", comparing.rounds, name="compare_rounds"),
    path("vergelijken/organisaties/", comparing.organisations, name="compare_organisations"),
    path("wat-als/", what_if.what_if, name="what_if"),
    path("organisaties/<code:code>/", organisation.organisation, name="organisation_detail"),
    path("ambitiepunten/<code:norm>/<code:version>/<code:code>/", norm.point, name="point_detail"),
    path("zoeken/", search.search, name="search"),
    path("normen/", norm.norms, name="norm_list"),
    path("normen/<code:code>/<code:version>/", norm.norm, name="norm_detail"),
    path("rondes/<code:code>/resultaten/", results.results, name="result_list"),
    path("rondes/<code:code>/cijfer/", trail.trail, name="figure_trail"),
    path("rondes/<code:code>/cijfer/rijen.csv", trail.rows, name="figure_rows"),
    path("rondes/<code:code>/export/<code:format>/", results.export_file, name="round_export"),
    path("controleren/", checking.file_check, name="file_check"),
    path("controleren/sleutel.pem", checking.signing_key, name="signing_key"),
    path("controleren/sleutels/<code:key_id>.pem", checking.known_key, name="known_key"),
    path(
        "controleren/<code:code>/<int:number>/zegel.json",
        checking.statement,
        name="seal_statement",
    ),
    path(
        "controleren/<code:code>/<int:number>/zegel.sig",
        checking.signature,
        name="seal_signature",
    ),
    path("componenten/", components.components, name="components"),
]
