"""Addresses of what analysts say to each other: threads, team notes, the inbox, handing over."""

from django.urls import URLPattern, path

from annotations.views import handovers, inbox, people, replies, team_notes

urlpatterns: list[URLPattern] = [
    path("annotations/<uuid:annotation>/thread/", replies.thread_show, name="thread_show"),
    path("annotations/<uuid:annotation>/replies/", replies.reply_add, name="reply_add"),
    path("replies/<uuid:reply>/", replies.reply_show, name="reply_show"),
    path("replies/<uuid:reply>/edit/", replies.reply_edit, name="reply_edit"),
    path("replies/<uuid:reply>/remove/", replies.reply_remove, name="reply_remove"),
    path("people/", people.people_list, name="people_list"),
    path("articles/<uuid:article>/team-note/", team_notes.team_note_edit, name="team_note_edit"),
    path("hand-over/", handovers.hand_over, name="hand_over"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("inbox/<uuid:notice>/", inbox.notice_open, name="notice_open"),
]
