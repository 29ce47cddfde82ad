"""Addresses of the codebook."""

from django.urls import URLPattern, path

from annotations.views import (
    claim_examples,
    claim_merging,
    claim_moves,
    claim_pages,
    claim_splitting,
    claims,
    codebook_files,
    contradictions,
    coverage,
    coverage_time,
    publications,
)

urlpatterns: list[URLPattern] = [
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/coverage/", coverage.claims_coverage, name="claims_coverage"),
    path("claims/coverage/time/", coverage_time.claims_time, name="claims_time"),
    path("claims/coverage/time/csv/", coverage_time.claims_time_csv, name="claims_time_csv"),
    path("claims/coverage/csv/", coverage.claims_coverage_csv, name="claims_coverage_csv"),
    path("claims/coverage/graphml/", coverage.claims_coverage_graphml, name="claims_coverage_graphml"),
    path("claims/new/", claims.claim_new, name="claim_new"),
    path("claims/<uuid:claim>/", claim_pages.claim_show, name="claim_show"),
    path("claims/<uuid:claim>/wordings/", claim_pages.claim_wordings, name="claim_wordings"),
    path("claims/<uuid:claim>/edit/", claims.claim_edit, name="claim_edit"),
    path("claims/<uuid:claim>/archive/", claims.claim_archive, name="claim_archive"),
    path("claims/<uuid:claim>/restore/", claims.claim_restore, name="claim_restore"),
    path("claims/<uuid:claim>/merge/", claim_merging.claim_merge, name="claim_merge"),
    path("claims/<uuid:claim>/move/", claim_moves.claim_move, name="claim_move"),
    path("claims/<uuid:claim>/shift/", claim_moves.claim_shift, name="claim_shift"),
    path("claims/<uuid:claim>/split/", claim_splitting.claim_split, name="claim_split"),
    path("claims/<uuid:claim>/separate/", claim_merging.claim_separate, name="claim_separate"),
    path("claims/<uuid:claim>/contradict/", contradictions.claim_contradict, name="claim_contradict"),
    path("claims/<uuid:claim>/reconcile/", contradictions.claim_reconcile, name="claim_reconcile"),
    path("claims/<uuid:claim>/publish/", publications.claim_publish, name="claim_publish"),
    path("published/", publications.publication_list, name="publication_list"),
    path("published/<uuid:uuid>/revoke/", publications.publication_revoke, name="publication_revoke"),
    path("published/<uuid:uuid>/extend/", publications.publication_extend, name="publication_extend"),
    path("annotations/<uuid:annotation>/example/", claim_examples.example_choose, name="example_choose"),
    path("examples/<uuid:example>/remove/", claim_examples.example_remove, name="example_remove"),
    path("claims/export/", codebook_files.codebook_export, name="codebook_export"),
    path("claims/import/", codebook_files.codebook_import, name="codebook_import"),
    path("claims/similar/", claim_merging.claims_similar, name="claims_similar"),
]
