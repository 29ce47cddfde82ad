"""What colleagues say to the highlights of a page: who answered how, and what one may answer oneself.

Only what the reader may see is in it: answers to what is shown, by the rule of ``ResponseQuerySet.shown_to``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from annotations.agreed import Agreed, Range, agreed_among
from annotations.agreement import Agreement
from annotations.models import Answer, Response
from annotations.page_keys import page_key
from annotations.places import stretches
from annotations.reading import Mark
from newsroom.models import Membership, User
from newsroom.prepared import Prepared

_NOWHERE = UUID(int=0)
_NAMELESS = str(_NOWHERE)


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
    analysts: tuple[str, ...] = ()
    """Who marked the place, where that is more than one."""
    is_contested: bool = False

    @property
    def mine(self) -> Said | None:
        """The reader's own answer."""
        return next((said for said in self.answers if said.is_mine), None)

    @property
    def told(self) -> list[Said]:
        """The answers that a card tells of: those that agree stand as notes of their own beside it."""
        return [said for said in self.answers if said.is_against or said.is_mine]


def beside_of(agreement: Agreement, people: Mapping[int, User]) -> Beside:
    """Return what is told of an agreement alone."""
    return Beside(analysts=names_of(agreement, people), is_contested=agreement.is_contested)


def names_of(agreement: Agreement, people: Mapping[int, User]) -> tuple[str, ...]:
    """Return the names of the analysts of a place; none where it is only one."""
    names = sorted(people[pk].name for pk in agreement.analysts if pk in people)
    return tuple(names) if len(names) > 1 else ()


@lru_cache(maxsize=64)
def _answering(project: str) -> dict[str, str]:
    """Return the addresses for answers in a project, whose key never changes."""
    return {name: reverse(f"response_{name}", args=[project, _NOWHERE]) for name in Answer.values}


class Sayings:
    """What is said beside some notes of a page, asked when the first is: one query, three where passages of people overlap.

    ``marks`` are those that the page shows, in text order; how they agree is worked out for ``shown`` alone.
    """

    def __init__(
        self, membership: Membership, shown: Sequence[Mark], marks: Sequence[Mark], people: Mapping[int, User]
    ) -> None:
        self._membership = membership
        self._shown = {mark.annotation_id for mark in shown}
        self._marks = marks
        self._people = people

    def of(self, mark: Mark) -> Beside:
        """Return what stands beside a note."""
        answers = tuple(self._by_annotation.get(mark.annotation_id, ()))
        agreement = self._agreed.annotation(mark.annotation_id, mark.author_id)
        return Beside(answers, self._urls(mark), names_of(agreement, self._people), agreement.is_contested)

    def _urls(self, mark: Mark) -> Mapping[str, str] | None:
        if not self._membership.can_annotate or mark.author_id == self._membership.user_id:
            return None
        named = str(mark.uuid)
        return {name: url.replace(_NAMELESS, named) for name, url in self._addresses.items()}

    @cached_property
    def _agreed(self) -> Agreed:
        """How the shown notes are agreed on; those that hang together with them are looked at too."""
        found: dict[int, Range] = {}
        for start, stop in stretches([(mark.start, mark.end) for mark in self._marks]):
            together = self._marks[start:stop]
            is_asked = any(mark.annotation_id in self._shown for mark in together)
            # Where one person alone marked something, nobody agrees or not; the database need not be asked.
            if is_asked and len({mark.author_id for mark in together}) > 1:
                found |= {mark.annotation_id: (0, 0, mark.start, mark.end) for mark in together}
        agreed = agreed_among(found, self._membership)
        doubted = {pk for pk, answers in self._by_annotation.items() if any(said.is_against for said in answers)}
        return replace(agreed, doubted=agreed.doubted | doubted)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return _answering(self._membership.project.key)

    @cached_property
    def _by_annotation(self) -> dict[int, list[Said]]:
        found: dict[int, list[Said]] = {}
        for response in self._rows():
            found.setdefault(response.annotation_id, []).append(self._said(response))
        return found

    def _rows(self) -> Iterable[Response]:
        if not self._shown or not _ANSWERED.rows(annotations=list(self._shown)):
            return ()
        shown = Response.objects.current().shown_to(self._membership).filter(annotation__in=self._shown)
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


# Most notes are not answered; asking that alone is compiled once, and costs a tenth of asking who may see what.
_ANSWERED = Prepared(
    lambda annotations: Response.objects.current().filter(annotation__in=annotations).values_list("pk", "pk")
)
