from django.urls import path

from reports.views import (
    comparing,
    components,
    exports,
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
    path("rondes/<code:code>/export/<code:format>/", exports.export_file, name="round_export"),
    path("componenten/", components.components, name="components"),
]
