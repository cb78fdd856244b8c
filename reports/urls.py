from django.urls import path

from reports.views import components, norm, organisation, region, results, start, waterbed

urlpatterns = [
    path("", start.start, name="start"),
    path("regio/", region.dashboard, name="region_dashboard"),
    path("regio/waterbed/", waterbed.waterbed, name="waterbed"),
    path("organisaties/<code:code>/", organisation.organisation, name="organisation_detail"),
    path("ambitiepunten/<code:norm>/<code:version>/<code:code>/", norm.point, name="point_detail"),
    path("normen/", norm.norms, name="norm_list"),
    path("normen/<code:code>/<code:version>/", norm.norm, name="norm_detail"),
    path("rondes/<code:code>/resultaten/", results.results, name="result_list"),
    path("rondes/<code:code>/export/<code:format>/", results.export_file, name="round_export"),
    path("componenten/", components.components, name="components"),
]
