"""Nothing that is sent to an archived project is written, but what somebody sets for themselves."""

from django.utils import timezone

from newsroom.models import Project
from tests.access.bodies import body
from tests.access.tables import digests

OPEN = {"member_end", "member_role", "project_archive", "project_remove"}
ONES_OWN = {"annotations_preference", "annotations_notice"}
"""Tables of what a person keeps for themselves: how pages look to them, what they have read."""


def test_no_address_writes_in_the_archive(world):
    Project.objects.filter(pk=world.project.pk).update(archived_at=timezone.now())
    urls = {name: url for name, url in world.urls().items() if "/p/talks/" in url and name not in OPEN}
    for who in ("owner", "analyst"):
        client, before = world.client(who), digests()
        for name, url in urls.items():
            answer = client.post(url, body(world, name))
            changed = {table for table, digest in digests().items() if digest != before[table]}
            assert changed <= ONES_OWN, name
            assert answer.status_code != 403 or "in the archive" in answer.content.decode(), name
