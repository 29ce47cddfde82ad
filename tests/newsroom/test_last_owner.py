"""Two owners who demote each other, or leave, at the same moment: one of them stays. In two processes, on both databases."""

import json

import pytest

from tests.browser.site import make_site

SETUP = """
from newsroom.actions.projects import add_member, create_project
from newsroom.models import Role, User
ann, ben = [User.objects.create_user(name, f"{name}@example.org", "not used here") for name in ("ann", "ben")]
for number in range(6):
    project = create_project(by=ann, name=f"Room {number}", key=f"room-{number}")
    add_member(by=ann, project=project, user=ben, role=Role.OWNER)
"""
# Each child opens a connection of its own and waits until both are ready: the pipe ends for both at once.
RACE = """
import json, os
from newsroom import log
from newsroom.actions.members import change_role, end_membership
from newsroom.models import Membership, Role, User

def go(name, project, verb):
    by = User.objects.get(username=name)
    rows = Membership.objects.current().filter(project__key=project).select_related("project", "user")
    row = rows.exclude(user=by).get() if verb == "demote" else rows.get(user=by)
    os.write(ready_in, b"x")
    os.read(start_out, 1)
    try:
        if verb == "demote":
            change_role(by=by, membership=row, role=Role.READER, token=log.make_token())
        else:
            end_membership(by=by, membership=row, token=log.make_token())
    except log.Conflict:
        return 3
    return 0

told = []
for number in range(6):
    (ready_out, ready_in), (start_out, start_in) = os.pipe(), os.pipe()
    children = []
    for name in ("ann", "ben"):
        child = os.fork()
        if not child:
            os.close(start_in)
            status = 1
            try:
                status = go(name, f"room-{number}", "demote" if number % 2 else "leave")
            finally:
                os._exit(status)
        children.append(child)
    for _child in children:
        os.read(ready_out, 1)
    os.close(start_in)
    told.append(sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
print(json.dumps(told))
"""
OWNERS = """
import json
from newsroom.models import Membership, Project
print(json.dumps([Membership.objects.owners(project).count() for project in Project.objects.filter(key__startswith="room-")]))
"""


@pytest.mark.django_db  # on PostgreSQL too; the site has a database of its own
def test_of_two_owners_who_go_at_once_one_stays(tmp_path):
    site = make_site(tmp_path)
    site.run(SETUP)
    told = json.loads(site.run(RACE))
    assert told == [[0, 3]] * 6
    assert json.loads(site.run(OWNERS)) == [1] * 6
