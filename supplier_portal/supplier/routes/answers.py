"""This file shows the questionnaire, a theme a page, and keeps each answer as it is given."""

import re
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from questionnaires.answers import Entry
from questionnaires.errors import UnacceptableAnswerError, UnsafeTextError
from questionnaires.questionnaire import Item
from questionnaires.questions import Severity
from questionnaires.weakness import is_weak, risks_of
from supplier_portal.services import answers, ask_by, notas, responses
from supplier_portal.services.answers import Saved, Write
from supplier_portal.services.errors import OutdatedRevisionError
from supplier_portal.supplier import together, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.views import Mistake, Workspace
from supplier_portal.web import section_views, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.names import name_of
from supplier_portal.web.question_forms import Shown, entry_from, shown, shown_again
from supplier_portal.web.section_views import Place, place_of

_EDITOR = re.compile(r"[0-9A-Za-z-]{1,40}")
_SEQUENCES = range(1, 1_000_000_000)
Answer = str | Response | tuple[str | Response, int]


@pages.get("/<uuid:response_id>/themes/<theme>")
def section(response_id: UUID, theme: str) -> str:
    """The questions of one theme."""
    work = views.workspace(response_id)
    return _section_page(work, place_of(work.questionnaire, theme))


@pages.post("/<uuid:response_id>/answers/<item>")
def save(response_id: UUID, item: str) -> Answer:
    """Keep one answer; for a script the reply is JSON, for a form a page."""
    response = responses.of_supplier(transaction.session(), actor(), response_id)
    _refuse_other_revision(response)
    found = responses.questionnaire_of(response).item(item)
    try:
        saved = answers.save(
            transaction.session(),
            actor(),
            response,
            item,
            _write(found),
            received_at=transaction.received_at(),
        )
    except (UnacceptableAnswerError, UnsafeTextError) as error:
        transaction.roll_back()
        return _refused(response_id, found, told(error))
    if saved.is_conflict:
        return _conflict(response, found, saved)
    return _kept(response, found, saved)


def _refuse_other_revision(response: responses.Response) -> None:
    """Refuse what a page of another revision sends before it is read: it may ask other things."""
    if request.form.get("revision", type=int) not in {None, response.revision.number}:
        raise OutdatedRevisionError(number=response.revision.number)


def _write(item: Item) -> Write:
    entry = entry_from(item, request.form)
    based_on = request.form.get("version", type=int, default=0)
    editor = request.form.get("editor", "")
    sequence = request.form.get("sequence", type=int, default=0)
    revision = request.form.get("revision", type=int)
    if _EDITOR.fullmatch(editor) and sequence in _SEQUENCES:
        return Write(entry, based_on, editor, sequence, revision=revision)
    return Write(entry, based_on, revision=revision)


def _kept(response: responses.Response, item: Item, saved: Saved) -> Answer:
    theme, language = item.requirement.theme, response.procurement.language
    if _is_for_script():
        facts = _progress(response.id, item)
        facts["weakness"] = _weakness(item, saved.stored.entry, language)
        return jsonify(version=saved.version, message=gettext("Saved"), **facts)
    flash(gettext("Your answer is saved."))
    address = url_for("supplier.section", response_id=response.id, theme=theme.value)
    return redirect(f"{address}#{item.requirement.identifier}")


def _progress(response_id: UUID, item: Item) -> dict[str, object]:
    """What the page of a script shows around an answer."""
    work = views.workspace(response_id)
    progress = work.progress(item.requirement.theme)
    waiting = section_views.waiting_items(work.questionnaire, item.requirement, work.given)
    count = progress.undetermined
    more = ngettext(
        "%(num)d question depends on an answer", "%(num)d questions depend on an answer", count
    )
    return {
        "visible": sorted(work.visible_items(item.requirement)),
        "waiting": {key: first.key for key, first in waiting.items()},
        "more": more if count else "",
        "answered": progress.answered,
        "total": progress.total,
        "progress": gettext(
            "%(answered)s of %(total)s answered", answered=progress.answered, total=progress.total
        ),
    }


def _weakness(item: Item, entry: Entry | None, language: str) -> dict[str, object]:
    """What a script shows beside a weak answer: the risks it leaves, in words."""
    if item.question is None:
        return {"is_weak": False, "risks": []}
    risks = []
    for option in risks_of(item.question, entry):
        hint = option.hint.choose(language)
        words = name_of(option.severity) if option.severity else ""
        severity = option.severity or Severity.LOW
        risks.append(
            {"severity": severity, "words": words, "text": hint.text, "language": hint.language}
        )
    return {"is_weak": is_weak(item.question, entry), "risks": risks}


def _refused(response_id: UUID, item: Item, message: str) -> Answer:
    if _is_for_script():
        return jsonify(message=message), 400
    work = views.workspace(response_id)
    place = place_of(work.questionnaire, item.requirement.theme.value)
    return _section_page(work, place, Mistake(item.key, request.form, message)), 400


def _conflict(response: responses.Response, item: Item, saved: Saved) -> Answer:
    theirs, mine = shown(saved.stored.entry), shown_again(request.form)
    language = response.procurement.language
    if _is_for_script():
        stored = {
            "version": saved.version,
            "lines": _lines(item, theirs, language),
            "options": theirs.options,
            "number": theirs.number,
            "text": theirs.text,
            "compensation": theirs.compensation,
            "weakness": _weakness(item, saved.stored.entry, language),
        }
        return jsonify(
            message=gettext("A colleague changed this answer. Compare both below the question."),
            version=saved.version,
            stored=stored,
            given=_lines(item, mine, language),
            **_progress(response.id, item),
        ), 409
    page = render_template(
        "supplier/conflict.html",
        response=response,
        item=item,
        theirs=theirs,
        mine=mine,
        version=saved.version,
    )
    return page, 409


def _lines(item: Item, view: Shown, language: str) -> list[str]:
    """An answer of any kind in words, line by line."""
    options = item.question.options if item.question else ()
    labels = [
        option.label.choose(language).text for option in options if option.key in view.options
    ]
    claim = gettext("Not applicable") if view.is_claimed else ""
    measure = gettext("Compensating measure: %(text)s", text=view.compensation)
    texts = (view.text, measure if view.compensation else "")
    return [line for line in (claim, *labels, view.number, *texts) if line]


def _section_page(work: Workspace, place: Place, mistake: Mistake | None = None) -> str:
    return render_template(
        "supplier/section.html",
        work=work,
        response=work.response,
        place=place,
        requirements=views.section(work, place.theme, mistake),
        progress=work.progress(place.theme),
        company=together.company_of(work),
        mistake=mistake,
        answered=notas.by_requirement(
            notas.published(transaction.session(), work.response.procurement_id)
        ),
        can_ask=ask_by.is_open(work.response.procurement, work.received_at),
    )


def _is_for_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
