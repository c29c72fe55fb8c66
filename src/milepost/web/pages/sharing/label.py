"""The brand's own look on what is shared and sent: logo, colour, footer, and how its figures are written."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.errors import InvalidValue
from milepost.reports.formats.labelled import labelled
from milepost.reports.labels import report_label
from milepost.web.access import Visit, brand_page
from milepost.web.forms import told_to_reader
from milepost.workspace.labels.label import label_of, set_label
from milepost.workspace.people.role import Role

_MOST = 1024 * 1024


class LabelForm(forms.Form):
    """What may be changed of a label."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or SVG of at most 1 MB."),
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Without a logo"), required=False)
    colour = forms.CharField(
        label=gettext_lazy("Colour"),
        required=False,
        max_length=7,
        help_text=gettext_lazy("As #23468f; it must be readable on white."),
    )
    footer = forms.CharField(label=gettext_lazy("Line at the foot"), required=False, max_length=200)
    language = forms.CharField(
        label=gettext_lazy("Language of its pages and reports"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("en_GB, en_US, de, es or fr, for everybody; empty: that of each reader."),
    )

    def clean_logo(self) -> bytes | None:
        """The logo's bytes; None leaves the one that is kept."""
        given = self.cleaned_data["logo"]
        if given is None:
            return None
        if given.size > _MOST:
            raise forms.ValidationError(_("The logo is larger than 1 MB."))
        return bytes(given.read())


@brand_page(Role.OWNER, writes="label.set", least_to_write=Role.OWNER)
def brand_settings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The label and what the brand is judged in."""
    kept = label_of(visit.workspace, visit.brand.name).settings
    initial = {"colour": kept.colour, "footer": kept.footer, "language": kept.language}
    form = LabelForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _label, advice = set_label(
                visit.workspace,
                brand=visit.brand.name,
                logo=b"" if said["without_logo"] else said["logo"],
                colour=said["colour"],
                footer=said["footer"],
                language=said["language"],
            )
        except InvalidValue as error:
            form.add_error(None, told_to_reader(error))
        else:
            for text in advice:
                messages.warning(request, text)
            messages.success(request, _("Saved."))
            return redirect("brand_settings", visit.slug)
    label, notes = report_label(visit.workspace, visit.brand.name)
    told = {"form": form, "label": labelled(label), "footer": label.footer, "notes": notes}
    return render(request, "site/sharing/label.html", told, status=422 if form.is_bound else 200)
