"""A process that is killed while an editor takes back an import, and while that is undone: the next press finishes it."""

import json

import pytest

from tests.annotations.test_killed import KILLED
from tests.browser.site import make_site

ROOM = """
from newsroom.models import Membership, Project, User
owner = User.objects.create_user("alice", password="a longer word")
Membership.objects.create(project=Project.objects.create(key="talks", name="Talks"), user=owner, role="owner")
"""
TAKEN = (
    ROOM
    + KILLED
    + """
from uuid import UUID
from newsroom import log
from newsroom.actions import long_undo
from newsroom.actions.articles import import_articles
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Action, Article
long_undo.LONG, long_undo.PIECE = 3, 1
drafts = [read(f"Story {number}\\n\\nBody of {number}.".encode(), filename="a.txt") for number in range(6)]
import_articles(by=member.user, project=member.project, items=[(prepare(draft), None) for draft in drafts], token=log.make_token())
since = Action.objects.latest("pk").created_at.strftime("%Y-%m-%dT%H:%M")
period = {"person": member.user.username, "since": since, "until": "2099-01-01T00:00", "kinds": ["articles"], "do": "take"}

def press(path, fields, dies_at=0):
    died = send(path, fields, dies_at)
    stories = Article.objects.filter(title__startswith="Story", deleted_at=None).count()
    return died, stories, Action.objects.filter(answer__has_key="under").count()

uuids = [str(UUID(int=number, version=4)) for number in range(1, 9)]
found = [press("activity/take-back/", period | {"action": uuids[0]}, 4)]
place = f"activity/taken/{uuids[0]}/"
found += [press(place, {"action": uuids[1]}, 3), press(place, {"action": uuids[2]}), press(place, {"action": uuids[3]})]
undo = {"undo": uuids[0]}
found += [press(place, undo | {"action": uuids[4]}, 4), press(place, undo | {"action": uuids[5]}, 2)]
page = client.get("/p/" + member.project.key + "/" + place).content.decode()
found += [press(place, undo | {"action": uuids[6]})]
kinds = [Action.objects.filter(kind=kind).count() for kind in ("take_back", "undo")]
print(json.dumps([found, "All of it is undone." in page, "Go on undoing" in page, kinds]))
"""
)


@pytest.mark.sqlite
def test_what_was_half_taken_back_and_half_undone_is_finished_by_the_next_press(tmp_path):
    site = make_site(tmp_path)
    found, is_shown_as_undone, goes_on, kinds = json.loads(site.run(TAKEN))
    (killed, some, half), (again, fewer, still), *taken = found[:4]
    assert (killed, half, again, still) == (9, 1, 9, 1) and 6 > some > fewer > 0
    assert taken == [[0, 0, 0], [0, 0, 0]]
    (killed, some, half), (again, more, still), whole = found[4:]
    assert (killed, half, again, still) == (9, 1, 9, 1) and 0 < some < more < 6
    assert not is_shown_as_undone and goes_on
    assert whole == [0, 6, 0] and kinds == [1, 1]
