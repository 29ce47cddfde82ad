"""The newsroom's own pages: projects, import, articles' facts."""

from django.urls import URLPattern, include, path

from newsroom.addresses import articles, imports, projects

in_project: list[URLPattern] = [*imports.urlpatterns, *articles.urlpatterns]

urlpatterns = [*projects.urlpatterns, path("p/<slug:project>/", include(in_project))]
