"""What an importer has to say to a person: a code, an English sentence and its parameters.

The sentence is a message id: the site translates it and fills in the parameters, so that a stored
notice can be shown in another language later.

>>> str(Notice("kept", "Lines kept: %(count)d.", {"count": 2}))
'Lines kept: 2.'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Parameter = str | int


def gettext_noop(message: str) -> str:
    """Mark a message for translation and return it as it is (makemessages looks for this name)."""
    return message


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark: ``message`` is the English message id, ``params`` its named placeholders."""

    code: str
    message: str
    params: Mapping[str, Parameter] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


class Refused(Exception):
    """The input cannot become an article; ``notice`` says why and what to do."""

    def __init__(self, code: str, message: str, **params: Parameter) -> None:
        self.notice = Notice(code, message, params)
        super().__init__(str(self.notice))

    @property
    def code(self) -> str:
        return self.notice.code

    @property
    def params(self) -> Mapping[str, Parameter]:
        return self.notice.params
