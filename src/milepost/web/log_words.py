"""The log of the site in words: what each of its codes says was done. The log itself keeps the codes."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: Final[dict[str, Promise]] = {
    "account.change": _("changed their name or language"),
    "account.made": _("made an account"),
    "audience.add": _("wrote an audience profile"),
    "audience.amend": _("changed an audience profile"),
    "audience.drop": _("took an audience profile back"),
    "backup.make": _("asked for a backup"),
    "backup.take": _("took a backup away"),
    "brand.erase": _("had a brand erased"),
    "brand.make": _("made a brand"),
    "brand.rest": _("put a brand to rest"),
    "brand.wake": _("looked after a brand again"),
    "competitor.add": _("wrote a competitor down"),
    "competitor.amend": _("changed a competitor"),
    "competitor.drop": _("took a competitor back"),
    "competitor.figure": _("wrote down a competitor's figure"),
    "competitor.own": _("named the brand's own profiles"),
    "decision.add": _("wrote a decision down"),
    "decision.close": _("closed a decision"),
    "demo.make": _("had the demo brand made"),
    "goal.add": _("wrote a goal down"),
    "goal.amend": _("changed a goal"),
    "goal.close": _("closed a goal or gave it up"),
    "import.answer": _("answered a question about a file"),
    "import.ask": _("sent files to import"),
    "import.columns": _("said what the columns of a file are"),
    "import.dismiss": _("put a file aside"),
    "import.retry": _("tried an import again"),
    "import.undo": _("took an import back"),
    "invitation.accept": _("accepted an invitation"),
    "invitation.make": _("invited somebody"),
    "invitation.withdraw": _("took an invitation back"),
    "label.set": _("changed the label of a brand"),
    "objective.add": _("wrote an objective down"),
    "objective.amend": _("changed an objective"),
    "objective.drop": _("gave an objective up"),
    "owner.invite": _("invited an owner of the workspace"),
    "password.link": _("made or took back a new-password link"),
    "password.set": _("set a new password"),
    "person.change": _("locked somebody out, let them in again, or changed who owns the workspace"),
    "plan.about": _("wrote down what the brand is for"),
    "plan.apply": _("took a plan file over"),
    "plan.capacity": _("wrote down what the team can carry"),
    "plan.look": _("looked at what a plan file would change"),
    "restore.check": _("had a backup checked for a restore"),
    "restore.confirm": _("confirmed a restore"),
    "restore.earlier": _("went back to an earlier state, or deleted one"),
    "review.hold": _("held a review"),
    "role.change": _("changed somebody's role"),
    "share.make": _("made a share link"),
    "share.revoke": _("took a share link back"),
    "sign_in.connected": _("signed in with a company account for the first time"),
    "sign_in_failed": _("could not sign in"),
    "signed_in": _("signed in"),
    "signed_out": _("signed out"),
    "workspace.restored": _("restored the workspace"),
}


def done_in_words(code: str) -> str:
    """What a line of the log says was done; a code that this version no longer knows stands for itself."""
    return str(DONE.get(code, code))
