"""What is said in the project of the access tests."""

from annotations.actions.publications import publish
from annotations.actions.replies import add_reply
from annotations.actions.team_notes import write_team_note
from annotations.models import Annotation
from newsroom import log
from newsroom.models import Article, Membership, User
from tests.access.marks import MARK


def talked_about(people: dict[str, User | None], article: Article, annotation: Annotation) -> None:
    """Let the colleague reply, the analyst write the team note, and the editor publish a claim."""
    bob, alice, edgar = people["colleague"], people["analyst"], people["editor"]
    assert bob is not None and alice is not None and edgar is not None
    add_reply(by=bob, annotation=annotation, text=f"Reply {MARK} @alice", token=log.make_token())
    holder = Membership.objects.get(project=annotation.project, user=bob)
    text = f"Team note {MARK} @bob"
    write_team_note(by=alice, article=article, version=1, text=text, holder=holder, token=log.make_token())
    claim = annotation.taggings.get().claim
    publish(by=edgar, claim=claim, options=[], frozen=None, days=7, token=log.make_token())
