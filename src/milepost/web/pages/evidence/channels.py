"""Where visits and attention come from: the channels side by side, and each by itself."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from milepost.reports.documents.channels import KPIS, channel_document, channels_document
from milepost.reports.documents.kpi import file_rows_of
from milepost.web.access import Visit, brand_page
from milepost.web.documents import Shown, as_shown
from milepost.web.kept import kept
from milepost.workspace.evidence.channels import channels as found_channels
from milepost.workspace.evidence.channels import one_channel
from milepost.workspace.judging.known import channel_title
from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    """The document and the channels that have a page of their own (id, name)."""

    shown: Shown
    channels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """The document of one channel, and its files (import, name, days, rows)."""

    shown: Shown
    files: tuple[tuple[str, str, str, str], ...]


@brand_page(Role.VIEWER)
def channels(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All channels."""

    def make() -> ChannelsPage:
        found = found_channels(visit.workspace, KPIS, brand=visit.brand.name, today=visit.today)
        named = tuple((channel, channel_title(channel)) for channel in found.channels)
        return ChannelsPage(as_shown(visit, channels_document(found)), named)

    page = kept(visit, "channels", make)
    return render(request, "site/evidence/channels.html", {"shown": page.shown, "channels": page.channels})


@brand_page(Role.VIEWER)
def channel(request: HttpRequest, visit: Visit, channel_id: str) -> HttpResponse:
    """One channel."""

    def make() -> ChannelPage | str:
        found = one_channel(visit.workspace, channel_id, KPIS, brand=visit.brand.name, today=visit.today)
        if found is None:
            return ""
        rows = zip(found.files, file_rows_of(found.files), strict=True)
        files = tuple((one.import_id, *row) for one, row in rows)
        return ChannelPage(as_shown(visit, channel_document(found, links=True)), files)

    page = kept(visit, "channel", make, channel_id)
    if isinstance(page, str):
        raise Http404
    return render(request, "site/evidence/channel.html", {"shown": page.shown, "files": page.files})
