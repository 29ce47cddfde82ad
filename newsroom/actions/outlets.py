"""Outlets: found by name or made while importing."""

from newsroom import log
from newsroom.folding import fold
from newsroom.models import Outlet


def get_or_make_outlet(act: log.Act, name: str, domain: str = "") -> Outlet | None:
    """Return the outlet with this name in any spelling, or a new one; None for an empty name."""
    name = " ".join(name.split())[:200]
    if not name:
        return None
    known = Outlet.objects.current().filter(project=act.project, folded=fold(name)).first()
    if known is not None:
        return known
    outlet = Outlet.objects.create(project=act.project, name=name, folded=fold(name), domain=domain[:253])
    act.made(outlet)
    return outlet
