from django.urls import path

from reports.views import norm, organisation, region, results, start

urlpatterns = [
    path("", start.start, name="start"),
    path("regio/", region.dashboard, name="region_dashboard"),
    path("organisaties/<str:code>/", organisation.organisation, name="organisation_detail"),
    path("ambitiepunten/<str:norm>/<str:version>/<str:code>/", norm.point, name="point_detail"),
    path("normen/", norm.norms, name="norm_list"),
    path("normen/<str:code>/<str:version>/", norm.norm, name="norm_detail"),
    path("rondes/<str:code>/resultaten/", results.results, name="result_list"),
    path("rondes/<str:code>/export/<str:format>/", results.export_file, name="round_export"),
]
