"""What analysts say about the articles: one module a noun."""

from annotations.models.anchor import Anchor, AnchorStatus, Decision
from annotations.models.annotation import Annotation
from annotations.models.claim import Claim
from annotations.models.claim_example import ClaimExample
from annotations.models.claim_relation import ClaimRelation
from annotations.models.claim_split import ClaimSplit
from annotations.models.correction import Correction, CorrectionKind
from annotations.models.handover import Handover
from annotations.models.notice import Notice, NoticeKind
from annotations.models.preference import Preference, Show
from annotations.models.publication import Publication
from annotations.models.reading_state import ReadingState, State
from annotations.models.reply import Reply
from annotations.models.response import Answer, Response
from annotations.models.speaker import ALIAS_HEAD, Speaker, SpeakerAlias, SpeakerKind
from annotations.models.tagging import CLAIM_SHOWN, SPEAKER_SHOWN, Certainty, Form, SaidPrecision, Stance, Tagging
from annotations.models.team_note import TeamNote
from annotations.models.visibility import Visibility

__all__ = [
    "ALIAS_HEAD",
    "CLAIM_SHOWN",
    "SPEAKER_SHOWN",
    "Anchor",
    "AnchorStatus",
    "Annotation",
    "Answer",
    "Certainty",
    "Claim",
    "ClaimExample",
    "ClaimRelation",
    "ClaimSplit",
    "Correction",
    "CorrectionKind",
    "Decision",
    "Form",
    "Handover",
    "Notice",
    "NoticeKind",
    "Preference",
    "Publication",
    "ReadingState",
    "Reply",
    "Response",
    "SaidPrecision",
    "Show",
    "Speaker",
    "SpeakerAlias",
    "SpeakerKind",
    "Stance",
    "State",
    "Tagging",
    "TeamNote",
    "Visibility",
]
