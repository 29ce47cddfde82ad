"""The newsroom's own pages: projects, import, articles' facts."""

from django.urls import URLPattern, include, path

from newsroom.addresses import articles, blinding, feeds, imports, jobs, mappings, members, outlets, projects, stories

in_project: list[URLPattern] = [
    *imports.urlpatterns,
    *jobs.urlpatterns,
    *mappings.urlpatterns,
    *articles.urlpatterns,
    *blinding.urlpatterns,
    *feeds.urlpatterns,
    *members.urlpatterns,
    *outlets.urlpatterns,
    *stories.urlpatterns,
]

urlpatterns = [*projects.urlpatterns, path("p/<slug:project>/", include(in_project))]
