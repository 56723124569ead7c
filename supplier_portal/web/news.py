"""This file puts what happened into sentences, for the start page of each role."""

from collections.abc import Callable, Mapping

from flask_babel import gettext, ngettext

from supplier_portal.services.news import News

_SENTENCES: Mapping[str, Callable[[str, int], object]] = {
    "start_procurement": lambda who, _: gettext("%(who)s started the procurement.", who=who),
    "keep_profile": lambda who, _: gettext("%(who)s described the risks.", who=who),
    "pick": lambda who, _: gettext("%(who)s added measures to the requirements.", who=who),
    "copy_set": lambda who, _: gettext("%(who)s started from an earlier set.", who=who),
    "save_template": lambda who, _: gettext("%(who)s kept the set as a template.", who=who),
    "remove_template": lambda who, _: gettext("%(who)s removed the template.", who=who),
    "tailor": lambda who, num: ngettext(
        "%(who)s changed a requirement.",
        "%(who)s changed requirements %(num)d times.",
        num,
        who=who,
    ),
    "ask": lambda who, _: gettext("%(who)s changed questions and proof.", who=who),
    "move": lambda who, _: gettext("%(who)s changed the order of the requirements.", who=who),
    "weigh": lambda who, _: gettext("%(who)s changed the weights.", who=who),
    "drop": lambda who, num: ngettext(
        "%(who)s dropped a requirement.", "%(who)s dropped %(num)d requirements.", num, who=who
    ),
    "give_reason": lambda who, num: ngettext(
        "%(who)s gave the reason for an exception.",
        "%(who)s gave the reasons for %(num)d exceptions.",
        num,
        who=who,
    ),
    "set_deadline": lambda who, _: gettext("%(who)s set the deadline.", who=who),
    "set_use": lambda who, _: gettext("%(who)s said what becomes of the responses.", who=who),
    "name_reviewer": lambda who, num: ngettext(
        "%(who)s named a reviewer.", "%(who)s named %(num)d reviewers.", num, who=who
    ),
    "remove_reviewer": lambda who, num: ngettext(
        "%(who)s removed a reviewer.", "%(who)s removed %(num)d reviewers.", num, who=who
    ),
    "ask_approval": lambda who, _: gettext("%(who)s asked security for approval.", who=who),
    "approve": lambda who, _: gettext("%(who)s approved the requirements.", who=who),
    "return_set": lambda who, _: gettext("%(who)s returned the requirements with a note.", who=who),
    "publish": lambda who, _: gettext("%(who)s published the requirements.", who=who),
    "amend": lambda who, _: gettext("%(who)s changes what is published.", who=who),
    "take_back": lambda who, _: gettext("%(who)s took a change back.", who=who),
    "revoke_invitation": lambda who, num: ngettext(
        "%(who)s took an invitation back.",
        "%(who)s took %(num)d invitations back.",
        num,
        who=who,
    ),
    "invite": lambda who, num: ngettext(
        "%(who)s invited a supplier.", "%(who)s invited %(num)d suppliers.", num, who=who
    ),
    "set_ask_by": lambda who, _: gettext(
        "%(who)s set until when suppliers can ask questions.", who=who
    ),
    "draft_answer": lambda who, num: ngettext(
        "%(who)s worked on an answer to a question.",
        "%(who)s worked on answers to questions %(num)d times.",
        num,
        who=who,
    ),
    "add_clarification": lambda who, _: gettext(
        "%(who)s wrote a clarification of the buyer's own.", who=who
    ),
    "publish_nota": lambda who, _: gettext("%(who)s published answers to all suppliers.", who=who),
    "open": lambda who, _: gettext("%(who)s opened the responses.", who=who),
    "judge": lambda who, num: ngettext(
        "%(who)s gave a judgement.", "%(who)s gave %(num)d judgements.", num, who=who
    ),
    "decide": lambda who, _: gettext("%(who)s took the decision.", who=who),
    "notify": lambda who, _: gettext("%(who)s told every supplier the decision.", who=who),
    "contract": lambda who, _: gettext("%(who)s closed the contract.", who=who),
    "withdraw_award": lambda who, _: gettext("%(who)s withdrew the award.", who=who),
    "archive": lambda who, _: gettext("%(who)s archived the procurement.", who=who),
    "save_answer": lambda who, _: gettext("%(who)s worked on the answers.", who=who),
    "attach_evidence": lambda who, num: ngettext(
        "%(who)s attached a file.", "%(who)s attached %(num)d files.", num, who=who
    ),
    "remove_evidence": lambda who, num: ngettext(
        "%(who)s removed a file.", "%(who)s removed %(num)d files.", num, who=who
    ),
    "submit": lambda who, _: gettext("%(who)s handed in the response.", who=who),
    "take_sheet": lambda who, _: gettext(
        "%(who)s saved answers from an offline questionnaire.", who=who
    ),
    "reuse_answers": lambda who, _: gettext("%(who)s took over earlier answers.", who=who),
    "withdraw_response": lambda who, _: gettext("%(who)s withdrew the response.", who=who),
    "tell_ready": lambda who, _: gettext(
        "%(who)s told colleagues that the response is ready to hand in.", who=who
    ),
    "assign_themes": lambda who, _: gettext("%(who)s divided the themes.", who=who),
    "write_note": lambda who, num: ngettext(
        "%(who)s wrote a note to colleagues.",
        "%(who)s wrote %(num)d notes to colleagues.",
        num,
        who=who,
    ),
    "take_up": lambda who, _: gettext("%(who)s went on with the changed requirements.", who=who),
    "ask_question": lambda who, num: ngettext(
        "%(who)s asked the buyer a question.",
        "%(who)s asked the buyer %(num)d questions.",
        num,
        who=who,
    ),
    "withdraw_question": lambda who, _: gettext("%(who)s withdrew a question.", who=who),
    "see_nota": lambda who, _: gettext("%(who)s read answers of the buyer.", who=who),
}
_REFUSALS: Mapping[str, Callable[[str], object]] = {
    "refused_sealed": lambda who: gettext(
        "%(who)s tried to open the responses too early; this was refused.", who=who
    ),
    "refused_late": lambda who: gettext(
        "%(who)s was too late: the deadline had passed, and nothing was changed.", who=who
    ),
    "refused_asking": lambda who: gettext(
        "%(who)s was too late with a question: asking was over.", who=who
    ),
    "refused_sign_in": lambda who: gettext(
        "%(who)s could not sign in: the password was wrong.", who=who
    ),
    "refused_code": lambda who: gettext("%(who)s could not sign in: the code was wrong.", who=who),
    "refused_opened": lambda who: gettext(
        "%(who)s was refused: the responses had been opened already.", who=who
    ),
}


def sentence(news: News) -> str:
    """Say who did what, in the visitor's language; what it is about is named beside it."""
    who = news.who or str(gettext("Somebody"))
    if news.result in _REFUSALS:
        return str(_REFUSALS[news.result](who))
    return str(_SENTENCES[news.action](who, news.count))
