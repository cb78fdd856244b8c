from django.urls import path

from reports.views import (
    comparing,
    components,
    house_style,
    norm,
    organisation,
    region,
    report,
    report_files,
    report_steps,
    reports,
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
    path("beheer/huisstijl/", house_style.house_style, name="house_style"),
    path(
        "beheer/huisstijl/<slug:kind>/standaard-terug/",
        house_style.reset,
        name="house_style_reset",
    ),
    path(
        "beheer/huisstijl/<slug:kind>/<slug:which>/", house_style.download, name="house_style_file"
    ),
    path("rapporten/", reports.reports, name="report_list"),
    path(
        "rapporten/ronde/<code:code>/<slug:kind>/", reports.standard_report, name="report_standard"
    ),
    path("rapporten/ronde/<code:code>/<slug:kind>/concept/", reports.begin, name="report_begin"),
    path(
        "rapporten/ronde/<code:code>/<slug:kind>/<slug:format>/",
        report_files.standard_file,
        name="report_standard_file",
    ),
    path("rapporten/<int:pk>/", report.detail, name="report_detail"),
    path("rapporten/<int:pk>/tekst/", report.text, name="report_text"),
    path("rapporten/<int:pk>/instellingen/", report.settings, name="report_settings"),
    path("rapporten/<int:pk>/aanbieden/", report_steps.offer, name="report_offer"),
    path("rapporten/<int:pk>/terugsturen/", report_steps.give_back, name="report_return"),
    path("rapporten/<int:pk>/goedkeuren/", report_steps.approve, name="report_approve"),
    path("rapporten/<int:pk>/vernieuwen/", report_steps.renew, name="report_renew"),
    path("rapporten/<int:pk>/versies/<int:number>/", report.version, name="report_version"),
    path(
        "rapporten/<int:pk>/versies/<int:number>/<slug:format>/",
        report_files.file,
        name="report_version_file",
    ),
    path("rapporten/<int:pk>/bestand/<slug:format>/", report_files.file, name="report_file"),
    path("componenten/", components.components, name="components"),
]
