"""A process that is killed while it re-tags or undoes: the same request again does what is missing, and nothing twice."""

import json
from uuid import uuid4

import pytest

from tests.annotations.retagging import DISPUTES
from tests.browser.site import make_site

KILLED = """
import os, json
from django.db import connection, connections
from django.test import Client
from annotations.actions import retag_pieces
from newsroom.models import Membership
from newsroom.actions import putting_many
retag_pieces.PIECE = putting_many.PIECE = 4
putting_many.MANY = 3
client = Client(SERVER_NAME="localhost")
member = Membership.objects.select_related("user", "project").filter(role="owner").get()
client.force_login(member.user)

def dying_at(third):
    begun = []
    def wrapper(execute, sql, params, many, context):
        if sql.startswith("UPDATE newsroom_project SET sequence"):
            begun.append(1)
            if len(begun) == third:
                os.kill(os.getpid(), 9)
        return execute(sql, params, many, context)
    return wrapper

def send(path, fields, dies_at=0):
    connections.close_all()
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    with connection.execute_wrapper(dying_at(dies_at)):
        answer = client.post(f"/p/{member.project.key}/{path}", fields)
    os._exit(0 if answer.status_code == 303 else 1)
"""
ASSERTED = """
from annotations.models import Tagging
print(Tagging.objects.current().filter(stance="asserts").count())
"""
RETAG = (
    KILLED
    + """
from annotations.models import Annotation, Tagging
from newsroom.models import Action
fields = json.loads('''FIELDS''')
found = []
for dies_at in (3, 4, 0, 0):
    died = send("passages/retag/", fields, dies_at)
    found.append((died, Tagging.objects.current().filter(stance="asserts").count()))
action = Action.objects.get(kind="passages_retag")
events = list(action.events.filter(object_kind="annotation").values_list("object_uuid", flat=True))
print(json.dumps([found, len(events), len(set(events)), action.answer["passages"], action.is_open]))
"""
)
UNDO = (
    KILLED
    + """
from annotations.models import Tagging
from newsroom.models import Action
done = Action.objects.get(kind="passages_retag")
fields = {"action": "00000000-0000-4000-8000-000000000009", "undo": str(done.uuid)}
found = [(send("undo/", fields, dies_at), Tagging.objects.current().filter(stance="asserts").count()) for dies_at in (3, 0, 0)]
print(json.dumps([found, Action.objects.filter(kind="undo").count(), Action.objects.get(kind="undo").is_open]))
"""
)


@pytest.mark.sqlite
def test_a_process_that_is_killed_between_pieces_loses_nothing_and_does_nothing_twice(tmp_path):
    site = make_site(tmp_path)
    site.manage("demo")
    asserted = int(site.run(ASSERTED))
    fields = {"action": str(uuid4()), **DISPUTES, "stance": "asserts", "all": "1"}
    tries, events, different, passages, is_open = json.loads(site.run(RETAG.replace("FIELDS", json.dumps(fields))))
    (first, some), (second, fewer), *whole = tries
    assert (first, second, whole) == (9, 9, [[0, 0], [0, 0]]) and asserted > some > fewer > 0
    assert events == different == passages and not is_open
    ((died, back), *whole), undos, is_open = json.loads(site.run(UNDO))
    assert died == 9 and 0 < back < asserted and whole == [[0, asserted], [0, asserted]]
    assert undos == 1 and not is_open


SPLIT = (
    KILLED
    + """
from annotations.models import Claim, ClaimSplit, Tagging
from newsroom.models import Action
fields, source = json.loads('''FIELDS'''), Claim.objects.get(uuid="CLAIM")
whole = Tagging.objects.current().filter(claim=source).count()
found = []
for dies_at in (3, 4, 0, 0):
    died = send(f"claims/{source.uuid}/split/", fields, dies_at)
    moved = Tagging.objects.current().filter(claim__label="Split off").count()
    found.append((died, moved, Tagging.objects.current().filter(claim=source).count()))
action = Action.objects.get(kind="claim_split")
events = list(action.events.filter(object_kind="annotation").values_list("object_uuid", flat=True))
made = [Claim.objects.filter(label="Split off").count(), ClaimSplit.objects.count()]
print(json.dumps([whole, found, len(events), len(set(events)), made, action.is_open]))
"""
)
LARGEST = """
import json
from django.db.models import Count, Q
from annotations.models import Claim
current = Count("taggings", filter=Q(taggings__deleted_at=None, taggings__annotation__deleted_at=None))
claim = Claim.objects.current().annotate(count=current).order_by("-count", "pk")[0]
print(json.dumps([str(claim.uuid), claim.version, claim.count]))
"""


@pytest.mark.sqlite
def test_a_split_whose_process_is_killed_between_pieces_is_finished_by_the_same_request(tmp_path):
    site = make_site(tmp_path)
    site.manage("demo")
    claim, version, count = json.loads(site.run(LARGEST))
    assert count > 8  # three pieces of four at least
    fields = {"action": str(uuid4()), "version": version, "all": "1", "where": "new", "label": "Split off"}
    done = json.loads(site.run(SPLIT.replace("FIELDS", json.dumps(fields)).replace("CLAIM", claim)))
    whole, tries, events, different, made, is_open = done
    (first, some, _), (second, more, _), *rest = tries
    assert (first, second) == (9, 9) and 0 < some < more < whole
    assert all(moved + stays == whole for _died, moved, stays in tries)
    assert rest == [[0, whole, 0]] * 2
    assert events == different == whole and made == [1, 1] and not is_open
