"""Every account page, notice and mail is Margin's own, in its frame and its words."""

from pathlib import Path

import allauth
from django.template.loader import get_template, render_to_string

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(
    str(path.relative_to(THEIRS))
    for part in ("account", "allauth/layouts", "mfa", "usersessions")
    for path in (THEIRS / part).rglob("*.*")
)


def test_every_template_of_allauth_is_replaced():
    assert len(NAMES) > 50
    assert [name for name in NAMES if Path(get_template(name).template.origin.name) != OURS / name] == []


def test_the_mail_that_resets_a_password_holds_the_link_unchanged_and_no_markup():
    link = "https://margin.example.org/account/password/reset/key/1-a?b=1&c=2"
    text = render_to_string("account/email/password_reset_key_message.txt", {"password_reset_url": link})
    assert f"\n{link}\n" in text
    assert "<" not in text


def test_subjects_of_mails_are_one_line():
    for name in NAMES:
        if name.endswith("_subject.txt"):
            assert len(render_to_string(name).strip().splitlines()) == 1, name
