"""What analysts say about the articles: one module a noun."""

from annotations.models.anchor import Anchor, AnchorStatus, Decision
from annotations.models.annotation import Annotation
from annotations.models.claim import Claim
from annotations.models.handover import Handover
from annotations.models.notice import Notice, NoticeKind
from annotations.models.preference import Preference, Show
from annotations.models.reading_state import ReadingState, State
from annotations.models.reply import Reply
from annotations.models.response import Answer, Response
from annotations.models.speaker import Speaker, SpeakerKind
from annotations.models.tagging import CLAIM_SHOWN, Certainty, Form, SaidPrecision, Stance, Tagging
from annotations.models.team_note import TeamNote
from annotations.models.visibility import Visibility

__all__ = [
    "CLAIM_SHOWN",
    "Anchor",
    "AnchorStatus",
    "Annotation",
    "Answer",
    "Certainty",
    "Claim",
    "Decision",
    "Form",
    "Handover",
    "Notice",
    "NoticeKind",
    "Preference",
    "ReadingState",
    "Reply",
    "Response",
    "SaidPrecision",
    "Show",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "State",
    "Tagging",
    "TeamNote",
    "Visibility",
]
