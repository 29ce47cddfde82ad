"""Sending things to be imported, and a worker that does what is waiting."""

import json
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.job_files import Upload
from newsroom.models import Job
from newsroom.working.loop import Worker


def work():
    """Do all jobs that are waiting."""
    worker = Worker()
    while worker.one():
        pass


def upload(name, data, media_type="text/plain"):
    """A file as the actions take it."""
    return Upload(name, media_type, len(data), lambda: [data])


def texts(count, start=0):
    """So many plain articles as uploads."""
    return [
        upload(f"a{number:04}.txt", f"Headline {number}\n\nThe words of article {number} stand here.".encode())
        for number in range(start, start + count)
    ]


def send(client, *files, text="", addresses="", how="look", action=None):
    """Send the form of the import page; files are pairs of name and bytes."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    data = {"action": str(action or uuid4()), "text": text, "addresses": addresses, "how": how, "files": uploads}
    return client.post("/p/talks/import/", data)


def sent_job(client, *files, **values):
    """Send the form and return the job that it made."""
    answer = send(client, *files, **values)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Job.objects.get(uuid=answer["Location"].split("/jobs/")[1].split("/")[0])


def rows(count, start=0):
    """A JSONL table of so many articles."""
    lines = [
        {
            "title": f"Headline {number}",
            "text": f"The words of row {number} stand here, and there are some more of them.",
            "url": f"https://daily.example/{number}",
            "date": "2026-02-03",
        }
        for number in range(start, start + count)
    ]
    return "\n".join(json.dumps(line) for line in lines).encode()
