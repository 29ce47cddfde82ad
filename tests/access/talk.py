"""What is said in the project of the access tests."""

from annotations.actions.publications import publish
from annotations.actions.replies import add_reply
from annotations.actions.team_notes import write_team_note
from annotations.models import Annotation
from newsroom import log
from newsroom.actions.taking_back import take_back
from newsroom.models import Action, Article, Membership, Project, User
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


def taken_back(project: Project) -> Action:
    """Return what the editor took back of the analyst's: nothing, as yet."""
    return Action.objects.get(project=project, kind="take_back")


def take_nothing_back(people: dict[str, User | None], project: Project) -> None:
    """Let the editor take back what the analyst did in a period in which they did nothing."""
    alice, edgar = people["analyst"], people["editor"]
    assert alice is not None and edgar is not None
    membership = Membership.objects.select_related("project").get(project=project, user=edgar)
    period = {"since": "2020-01-01T00:00+00:00", "until": "2020-01-02T00:00+00:00", "kinds": ["highlights"]}
    token, nothing = log.make_token(), Action.objects.none()
    take_back(by=edgar, membership=membership, person=alice, actions=nothing, period=period, token=token)
