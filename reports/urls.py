from django.urls import path

from reports.views import norm, organisation, region, results, search, start

urlpatterns = [
    path("", start.start, name="start"),
    path("regio/", region.dashboard, name="region_dashboard"),
    path("organisaties/<code:code>/", organisation.organisation, name="organisation_detail"),
    path("ambitiepunten/<code:norm>/<code:version>/<code:code>/", norm.point, name="point_detail"),
    path("zoeken/", search.search, name="search"),
    path("normen/", norm.norms, name="norm_list"),
    path("normen/<code:code>/<code:version>/", norm.norm, name="norm_detail"),
    path("rondes/<code:code>/resultaten/", results.results, name="result_list"),
    path("rondes/<code:code>/export/<code:format>/", results.export_file, name="round_export"),
]
