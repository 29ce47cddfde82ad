"""Recovery codes: shown until one says that they are kept, then never again."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from newsroom.actions.accounts import keep_codes


@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.mfa")
def recovery_codes_show(request: HttpRequest) -> HttpResponse:
    """Show the codes that were made, once; looking again is harmless until the person says that they are kept."""
    authenticator = _own(request)
    codes = authenticator.wrap()
    if request.method == "POST":
        keep_codes(authenticator=authenticator)
        return redirect("account_show")
    unused = codes.get_unused_codes()
    context = {"codes": [] if codes.did_view else unused, "left": len(unused), "was_shown": codes.did_view}
    return render(request, "mfa/recovery_codes/index.html", context)


@never_cache
@require_GET
@reauthentication_required(app="allauth.mfa")
def recovery_codes_download(request: HttpRequest) -> HttpResponse:
    """Send the same codes as a text file; 403 once they are kept."""
    codes = _own(request).wrap()
    if codes.did_view:
        raise PermissionDenied(_("These codes were kept: they are not shown again. Make new ones."))
    context = {"unused_codes": codes.get_unused_codes(), "host": request.get_host(), "person": request.user}
    response = render(request, "mfa/recovery_codes/download.txt", context, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="margin-recovery-codes.txt"'
    return response


def _own(request: HttpRequest) -> Authenticator:
    found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if found is None:
        raise Http404
    return found
