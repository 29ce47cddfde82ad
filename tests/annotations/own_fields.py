"""What the tests of a project's own fields share."""

import csv
from io import StringIO
from uuid import uuid4

from django.core.management import call_command
from django.urls import reverse

from newsroom import log
from newsroom.models import Action


def url(name, target):
    return reverse(name, args=[target.project.key, target.uuid])


def how(by, field):
    return {"by": by, "field": field, "version": field.version, "token": log.make_token()}


def exported(project, *options):
    out = StringIO()
    call_command("export_annotations", "--project", project.key, *options, stdout=out)
    return out.getvalue()


def lines(project, *options):
    return list(csv.DictReader(StringIO(exported(project, *options))))


def found(client, project, query):
    answer = client.get(reverse("passages_list", args=[project.key]) + f"?{query}")
    return answer.status_code, len(answer.context.get("passages", ())) if answer.status_code == 200 else answer


def retagged(client, project, **values):
    sent = {"action": str(uuid4()), "deed": "replace", "all": "1", **values}
    assert client.post(reverse("passages_retag", args=[project.key]), sent).status_code == 303


def newest():
    return Action.objects.latest("pk").uuid
