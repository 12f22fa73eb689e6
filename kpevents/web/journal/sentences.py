"""The sentences that lines of the journal are told in. A deed or a subject that is added to the rules adds its own."""

from kpevents.core.text import N_, Sentence
from kpevents.features.journal.rules import Deed, Subject

DEEDS: dict[str, Sentence] = {
    Deed.CREATED: N_("%(who)s created %(what)s."),
    Deed.CHANGED: N_("%(who)s changed %(what)s."),
    Deed.DELETED: N_("%(who)s deleted %(what)s."),
    Deed.DUPLICATED: N_("%(who)s made %(what)s as a copy."),
    Deed.INVITED: N_("%(who)s made %(what)s, with an invitation."),
    Deed.GRANTED: N_("%(who)s gave a role to %(what)s."),
    Deed.GRANT_ENDED: N_("%(who)s took a role from %(what)s."),
    Deed.PASSWORD_SET: N_("%(who)s set a new password for %(what)s."),
    Deed.SIGNED_OUT: N_("%(who)s ended all sessions of %(what)s."),
    Deed.FACTOR_SET: N_("%(who)s set up the second factor of %(what)s."),
    Deed.FACTOR_REMOVED: N_("%(who)s removed the second factor of %(what)s."),
    Deed.SIGNED_OUT: N_("%(who)s ended all sessions of %(what)s."),
    Deed.ADDRESS_CHANGED: N_("%(who)s gave another address to %(what)s."),
    Deed.CLOSED: N_("%(who)s closed %(what)s."),
    Deed.REOPENED: N_("%(who)s opened %(what)s again."),
    Deed.ERASED: N_("%(who)s erased %(what)s."),
    Deed.REFUSED: N_("%(who)s refused %(what)s."),
    Deed.REVEALED: N_("%(who)s looked at the secret link in %(what)s."),
    Deed.TRIED_AGAIN: N_("%(who)s asked to try %(what)s again."),
    Deed.KEPT: N_("%(who)s kept %(what)s for later."),
    Deed.ACCEPTED: N_("%(who)s accepted %(what)s."),
    Deed.DECLINED: N_("%(who)s declined %(what)s."),
    Deed.WITHDRAWN: N_("%(who)s withdrew %(what)s."),
    Deed.ENDORSED: N_("%(who)s recorded the endorsement of %(what)s."),
    Deed.HANDED_OVER: N_("%(who)s recorded the handover that concludes %(what)s."),
    Deed.REPLACED: N_("%(who)s replaced %(what)s by a new version."),
    Deed.LOADED: N_("%(who)s loaded the facts of the Process into %(what)s."),
}
"""In English and French the one who acts comes first: it is written with a capital there."""

ANOTHER_DEED = N_("%(who)s, %(what)s: %(deed)s.")
"""For a word that this release does not know."""

SUBJECTS: dict[str, Sentence] = {
    Subject.MEETING: N_("the meeting “%(name)s”"),
    Subject.PAPER: N_("the paper “%(name)s”"),
    Subject.OFFER: N_("the offer to host “%(name)s”"),
    Subject.PARTNER: N_("the partner %(name)s"),
    Subject.CONTACT: N_("a contact of %(name)s"),
    Subject.TERM: N_("the term of office of %(name)s"),
    Subject.CHAIRMANSHIP: N_("the chairmanship of %(name)s"),
    Subject.CANDIDATURE: N_("the candidature of %(name)s for the chair"),
    Subject.TYPE: N_("the type of meeting “%(name)s”"),
    Subject.SERIES: N_("the series “%(name)s”"),
    Subject.PAGE: N_("the text “%(name)s”"),
    Subject.PERSON: N_("the account of %(name)s"),
    Subject.REQUEST: N_("a request for an account"),
    Subject.MESSAGE: N_("a message to %(name)s"),
    Subject.INSTALLATION: N_("this installation"),
}

WITHOUT_NAME = N_("something without a name (%(subject)s)")
OWN_ACCOUNT = N_("their own account")
ERASED_WHO, ERASED = N_("A person who was erased"), N_("a person who was erased")

CAME = N_("%(field)s: %(after)s")
MOVED = N_("%(field)s: from %(before)s to %(after)s")
WENT = N_("%(field)s: %(before)s, taken out")
PERSONAL = N_("%(field)s: changed; no value is kept here")
IN_LANGUAGE = N_("%(field)s (%(language)s)")
