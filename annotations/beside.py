"""What colleagues say to the highlights of a page: who answered how, and what one may answer oneself.

Only what the reader may see is in it: answers to what is shown, by the rule of ``ResponseQuerySet.shown_to``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from annotations.models import Answer, Response
from annotations.page_keys import page_key
from newsroom.models import Membership

_NOWHERE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: by whom, of which kind, why; ``own`` is the page key of the highlight that was made of it."""

    kind: str
    name: str
    reason: str
    is_mine: bool
    own: str
    version: str
    remove_url: str

    @property
    def words(self) -> str:
        """The answer in words, without its author."""
        return {
            Answer.SAME.value: _("same here"),
            Answer.DIFFERS.value: _("reads it differently"),
            Answer.WOULD_NOT_TAG.value: _("would not tag"),
        }[self.kind]

    @property
    def is_against(self) -> bool:
        """Whether it disagrees."""
        return self.kind != Answer.SAME


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on one card beside the annotation itself; without ``urls`` the reader may not answer it."""

    answers: tuple[Said, ...] = ()
    urls: Mapping[str, str] | None = None

    @property
    def mine(self) -> Said | None:
        """The reader's own answer."""
        return next((said for said in self.answers if said.is_mine), None)

    @property
    def told(self) -> list[Said]:
        """The answers that a card tells of: those that agree stand as notes of their own beside it."""
        return [said for said in self.answers if said.is_against or said.is_mine]


class Sayings:
    """The answers to some annotations: one query, when the first is asked for."""

    def __init__(self, membership: Membership, annotations: Collection[int]) -> None:
        self._membership = membership
        self._annotations = annotations

    def of(self, annotation: int, uuid: UUID, author: int) -> Beside:
        """Return what stands beside an annotation of ``author``."""
        answers = tuple(self._by_annotation.get(annotation, ()))
        can_answer = self._membership.can_annotate and author != self._membership.user_id
        if not can_answer:
            return Beside(answers)
        text = str(uuid)
        return Beside(answers, {name: url.replace(str(_NOWHERE), text) for name, url in self._addresses.items()})

    @cached_property
    def _addresses(self) -> dict[str, str]:
        where = [self._membership.project.key, _NOWHERE]
        return {name: reverse(f"response_{name}", args=where) for name in Answer.values}

    @cached_property
    def _by_annotation(self) -> dict[int, list[Said]]:
        found: dict[int, list[Said]] = {}
        for response in self._rows():
            found.setdefault(response.annotation_id, []).append(self._said(response))
        return found

    def _rows(self) -> Iterable[Response]:
        if not self._annotations:
            return ()
        shown = Response.objects.current().shown_to(self._membership.user).filter(annotation__in=self._annotations)
        return shown.select_related("by", "own").order_by("id")

    def _said(self, response: Response) -> Said:
        key = self._membership.project.key
        return Said(
            kind=response.kind,
            name=response.by.name,
            reason=response.reason,
            is_mine=response.by_id == self._membership.user_id,
            own=page_key(response.own.uuid) if response.own else "",
            version=str(response.version),
            remove_url=reverse("response_remove", args=[key, response.uuid]),
        )
