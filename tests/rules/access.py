"""This file states who gets which answer: every endpoint, method, visitor and state (C1, C2).

A row that is missing fails the tests, and so does one that is no longer about anything.

out      nobody is signed in                   script   the same, asking for JSON
buyer    procurement of the own organisation   buyer2   procurement of another organisation
A        the supplier whose response it is     B        a supplier in the same procurement
C        a supplier in another procurement
review   security of the own organisation      review2  security of another organisation
revoked  somebody who may see it, until the account was revoked

"any" is each of the first states of a procurement: draft, published, submitted (published, and A
handed in), closed (B handed in, A did not) and opened; the draft waits for approval. The later
states have rows where the answer is another: amending, amended (there is a revision 2, and A still
answers the first), judged, decided, notified and contracted. A "-" is a page that is about no
procurement.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from factories.stage import FIRST, State

MATRIX = """
endpoint                    method states            out script buyer buyer2   A   B   C review review2 revoked

static                      GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.home                GET  -                   302   302   302   302   302 302 302   302   302     302
sign_in.start               GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.start               POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.stop                POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.language            POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.invitation          GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.invitation          POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.colleague           GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.colleague           POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.stop_reminders      GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.stop_reminders      POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.give_code           GET  -                   302   302   302   302   302 302 302   302   302     302
sign_in.give_code           POST -                   302   302   302   302   302 302 302   302   302     302
sign_in.set_up              GET  -                   302   302   200   200   200 200 200   200   200     302
sign_in.set_up              POST -                   302   302   200   200   200 200 200   200   200     302
sign_in.square              GET  -                   404   404   200   200   200 200 200   200   200     404
sign_in.ask_link            GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.ask_link            POST -                   200   200   200   200   200 200 200   200   200     200
sign_in.choose_password     GET  -                   200   200   200   200   200 200 200   200   200     200
sign_in.choose_password     POST -                   302   302   302   302   302 302 302   302   302     302
account.show                GET  -                   302   401   200   200   200 200 200   200   200     302
account.change_password     GET  -                   302   401   200   200   200 200 200   200   200     302
account.change_password     POST -                   302   401   302   302   302 302 302   302   302     302
account.renew_codes         GET  -                   302   401   302   302   302 302 302   302   302     302
account.renew_codes         POST -                   302   401   302   302   302 302 302   302   302     302
account.sign_out_elsewhere  POST -                   302   401   302   302   302 302 302   302   302     302
account.time_left           GET  -                   302   401   200   200   200 200 200   200   200     302
account.stay                POST -                   302   401   200   200   200 200 200   200   200     302
styleguide.show             GET  -                   200   200   200   200   200 200 200   200   200     200
theme                       GET  -                   404   404   404   404   404 404 404   404   404     404
information.glossary        GET  -                   200   200   200   200   200 200 200   200   200     200
information.accessibility   GET  -                   200   200   200   200   200 200 200   200   200     200
information.security_txt    GET  -                   404   404   404   404   404 404 404   404   404     404
information.receipt_keys    GET  -                   200   200   200   200   200 200 200   200   200     200

procurement.home            GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.all_procurements GET -                   302   401   200   200   403 403 403   403   403     302
procurement.all_catalogues  GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.catalogue       GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.search_catalogue GET -                   302   401   200   200   403 403 403   403   403     302
procurement.measure         GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.compare         GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.upload_catalogue GET -                   302   401   200   200   403 403 403   403   403     302
procurement.upload_catalogue POST -                  302   401   302   302   403 403 403   403   403     302
procurement.catalogue_template GET -                 302   401   200   200   403 403 403   403   403     302
procurement.preview_catalogue GET any                302   401   200   404   403 403 403   403   403     302
procurement.import_catalogue POST any                302   401   302   404   403 403 403   403   403     302
procurement.discard_upload  POST any                 302   401   302   404   403 403 403   403   403     302
procurement.own_texts       GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.annex_templates_page GET -               302   401   200   200   403 403 403   403   403     302
procurement.annex_template  GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.annex_template  POST -                   302   401   302   409   403 403 403   403   403     302
procurement.withdraw_annex_template POST -           302   401   302   404   403 403 403   403   403     302
procurement.annex_placeholders GET -                 302   401   200   200   403 403 403   403   403     302
procurement.annex_starter   GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.annex_template_file GET any              302   401   200   404   403 403 403   403   403     302
procurement.preview_annex_template GET any           302   401   200   404   403 403 403   403   403     302
procurement.house_text      GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.house_text      POST -                   302   401   302   200   403 403 403   403   403     302
procurement.add_own_measure GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.add_own_measure POST -                   302   401   302   302   403 403 403   403   403     302
procurement.own_measure     GET  -                   302   401   200   404   403 403 403   403   403     302
procurement.own_measure     POST -                   302   401   302   404   403 403 403   403   403     302
procurement.add_own_segment GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.add_own_segment POST -                   302   401   302   302   403 403 403   403   403     302
procurement.own_segment     GET  -                   302   401   200   404   403 403 403   403   403     302
procurement.own_segment     POST -                   302   401   302   404   403 403 403   403   403     302
procurement.withdraw        POST -                   302   401   302   404   403 403 403   403   403     302
procurement.start           GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.start           POST -                   302   401   302   302   403 403 403   403   403     302
procurement.show            GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.deadline        GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.deadline        POST not-opened          302   401   302   404   403 403 403   403   403     302
procurement.deadline        POST opened              302   401   200   404   403 403 403   403   403     302
procurement.reviewers       GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.reviewers       POST any                 302   401   302   404   403 403 403   403   403     302
procurement.ask_approval    POST draft               302   401   302   404   403 403 403   403   403     302
procurement.ask_approval    POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.publish         GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.publish         GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.publish         POST draft               302   401   200   404   403 403 403   403   403     302
procurement.publish         POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.revision        GET  draft               302   401   404   404   403 403 403   403   403     302
procurement.revision        GET  not-draft           302   401   200   404   403 403 403   403   403     302
procurement.check_document  GET  -                   302   401   200   200   403 403 403   403   403     302
procurement.check_document  POST -                   302   401   200   200   403 403 403   403   403     302
procurement.documents       GET  draft               302   401   404   404   403 403 403   403   403     302
procurement.documents       GET  not-draft           302   401   200   404   403 403 403   403   403     302
procurement.document        GET  draft               302   401   404   404   403 403 403   403   403     302
procurement.document        GET  not-draft           302   401   200   404   403 403 403   403   403     302
procurement.amend           GET  draft               302   401   404   404   403 403 403   403   403     302
procurement.amend           GET  not-draft           302   401   200   404   403 403 403   403   403     302
procurement.amend           POST draft               302   401   404   404   403 403 403   403   403     302
procurement.amend           POST published,submitted 302   401   302   404   403 403 403   403   403     302
procurement.amend           GET  amending            302   401   200   404   403 403 403   403   403     302
procurement.amend           POST amending            302   401   302   404   403 403 403   403   403     302
procurement.publish         GET  amending            302   401   200   404   403 403 403   403   403     302
procurement.publish         POST amending            302   401   200   404   403 403 403   403   403     302
procurement.tailor          GET  amending            302   401   200   404   403 403 403   403   403     302
procurement.tailor          POST amending            302   401   302   404   403 403 403   403   403     302
procurement.drop            POST amending            302   401   302   404   403 403 403   403   403     302
procurement.pick            POST amending            302   401   302   404   403 403 403   403   403     302
procurement.weigh           POST amending            302   401   302   404   403 403 403   403   403     302
procurement.copy_set        POST amending            302   401   409   404   403 403 403   403   403     302
procurement.take_back       POST amending            302   401   302   404   403 403 403   403   403     302
procurement.revision_changes GET amended             302   401   200   404   403 403 403   403   403     302
procurement.tailor          POST amended             302   401   409   404   403 403 403   403   403     302
procurement.amend           POST closed,opened       302   401   409   404   403 403 403   403   403     302
procurement.take_back       POST any                 302   401   404   404   403 403 403   403   403     302
procurement.revision_changes GET any                 302   401   404   404   403 403 403   403   403     302
procurement.decide          GET  not-opened          302   401   404   404   403 403 403   403   403     302
procurement.decide          GET  opened              302   401   200   404   403 403 403   403   403     302
procurement.decide          POST not-opened          302   401   404   404   403 403 403   403   403     302
procurement.decide          POST opened              302   401   409   404   403 403 403   403   403     302
procurement.decide          GET  judged,decided,notified,contracted 302 401 200 404 403 403 403 403 403 302
procurement.decide          POST judged              302   401   302   404   403 403 403   403   403     302
procurement.decide          POST decided,notified,contracted 302 401 409 404 403 403 403   403   403     302
procurement.notify          POST decided             302   401   302   404   403 403 403   403   403     302
procurement.notify          POST judged,notified,contracted 302 401 409 404  403 403 403   403   403     302
procurement.contract        POST notified            302   401   302   404   403 403 403   403   403     302
procurement.contract        POST judged,decided,contracted 302 401 409 404   403 403 403   403   403     302
procurement.withdraw_award  POST not-opened          302   401   404   404   403 403 403   403   403     302
procurement.withdraw_award  POST opened              302   401   409   404   403 403 403   403   403     302
procurement.withdraw_award  POST notified            302   401   302   404   403 403 403   403   403     302
procurement.withdraw_award  POST judged,decided,contracted 302 401 409 404   403 403 403   403   403     302
procurement.archive         POST contracted          302   401   302   404   403 403 403   403   403     302
procurement.archive         POST judged,decided,notified 302 401 409 404     403 403 403   403   403     302
procurement.notify          POST not-opened          302   401   404   404   403 403 403   403   403     302
procurement.notify          POST opened              302   401   409   404   403 403 403   403   403     302
procurement.contract        POST not-opened          302   401   404   404   403 403 403   403   403     302
procurement.contract        POST opened              302   401   409   404   403 403 403   403   403     302
procurement.archive         POST not-opened          302   401   404   404   403 403 403   403   403     302
procurement.archive         POST opened              302   401   409   404   403 403 403   403   403     302
procurement.invite          GET  draft               302   401   409   404   403 403 403   403   403     302
procurement.invite          GET  not-draft           302   401   200   404   403 403 403   403   403     302
procurement.invite          POST draft               302   401   409   404   403 403 403   403   403     302
procurement.invite          POST published,submitted 302   401   200   404   403 403 403   403   403     302
procurement.invite          POST closed,opened       302   401   409   404   403 403 403   403   403     302
procurement.clarifications  GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.ask_by          GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.ask_by          POST draft,published,submitted 302 401 302 404 403 403 403   403   403     302
procurement.ask_by          POST closed,opened       302   401   200   404   403 403 403   403   403     302
procurement.add_clarification GET draft,closed,opened 302  401   409   404   403 403 403   403   403     302
procurement.add_clarification GET published,submitted 302  401   200   404   403 403 403   403   403     302
procurement.add_clarification POST draft,closed,opened 302 401   409   404   403 403 403   403   403     302
procurement.add_clarification POST published,submitted 302 401   302   404   403 403 403   403   403     302
procurement.clarification   GET  draft,closed,opened 302   401   404   404   403 403 403   403   403     302
procurement.clarification   GET  published,submitted 302   401   200   404   403 403 403   403   403     302
procurement.clarification   POST draft,closed,opened 302   401   404   404   403 403 403   403   403     302
procurement.clarification   POST published,submitted 302   401   302   404   403 403 403   403   403     302
procurement.publish_nota    GET  draft,closed,opened 302   401   409   404   403 403 403   403   403     302
procurement.publish_nota    GET  published,submitted 302   401   200   404   403 403 403   403   403     302
procurement.publish_nota    POST draft,closed,opened 302   401   409   404   403 403 403   403   403     302
procurement.publish_nota    POST submitted           302   401   409   404   403 403 403   403   403     302
procurement.publish_nota    POST published           302   401   200   404   403 403 403   403   403     302
procurement.nota_document   GET  draft,submitted,closed,opened 302 401 404 404 403 403 403 403 403   302
procurement.nota_document   GET  published           302   401   200   404   403 403 403   403   403     302
supplier.nota_document      GET  draft,submitted,closed,opened 302 401 403 403 404 404 404 403 403   302
supplier.nota_document      GET  published           302   401   403   403   200 404 404   403   403     302
supplier.clarifications     GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.clarifications     GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.clarifications     POST draft               302   401   403   403   404 404 404   403   403     302
supplier.clarifications     POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.clarifications     POST closed,opened       302   401   403   403   409 404 404   403   403     302
supplier.see_notas          POST draft               302   401   403   403   404 404 404   403   403     302
supplier.see_notas          POST not-draft           302   401   403   403   302 404 404   403   403     302
supplier.withdraw_question  POST draft               302   401   403   403   404 404 404   403   403     302
supplier.withdraw_question  POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.withdraw_question  POST closed,opened       302   401   403   403   404 404 404   403   403     302
procurement.revoke_invitation POST draft             302   401   404   404   403 403 403   403   403     302
procurement.revoke_invitation POST not-draft         302   401   302   404   403 403 403   403   403     302
procurement.profile         GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.profile         GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.profile         POST draft               302   401   302   404   403 403 403   403   403     302
procurement.profile         POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.proposal        GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.proposal        GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.proposal        POST draft               302   401   302   404   403 403 403   403   403     302
procurement.proposal        POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.list_exceptions GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.list_exceptions POST draft               302   401   302   404   403 403 403   403   403     302
procurement.list_exceptions POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.requirements    GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.coverage        GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.copy_set        GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.copy_set        GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.copy_set        POST draft               302   401   302   404   403 403 403   403   403     302
procurement.copy_set        POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.save_template   GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.save_template   POST any                 302   401   302   404   403 403 403   403   403     302
procurement.remove_template POST any                 302   401   302   404   403 403 403   403   403     302
procurement.pick            GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.pick            GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.pick            POST draft               302   401   302   404   403 403 403   403   403     302
procurement.pick            POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.start_trial     GET  any                 302   401   302   404   403 403 403   403   403     302
procurement.trial           GET  any                 302   401   200   404   403 403 403   403   403     302
procurement.trial           POST any                 302   401   200   404   403 403 403   403   403     302
procurement.tailor          GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.tailor          GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.tailor          POST draft               302   401   302   404   403 403 403   403   403     302
procurement.tailor          POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.ask             GET  draft               302   401   200   404   403 403 403   403   403     302
procurement.ask             GET  not-draft           302   401   409   404   403 403 403   403   403     302
procurement.ask             POST draft               302   401   302   404   403 403 403   403   403     302
procurement.ask             POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.move            POST draft               302   401   302   404   403 403 403   403   403     302
procurement.move            POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.weigh           POST draft               302   401   302   404   403 403 403   403   403     302
procurement.weigh           POST not-draft           302   401   409   404   403 403 403   403   403     302
procurement.drop            POST draft               302   401   302   404   403 403 403   403   403     302
procurement.drop            POST not-draft           302   401   409   404   403 403 403   403   403     302

supplier.home               GET  -                   302   401   403   403   200 200 200   403   403     302
supplier.show               GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.show               GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.questions          GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.questions          GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.whole              GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.whole              GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.changes            GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.changes            GET  not-draft           302   401   403   403   302 404 404   403   403     302
supplier.changes            POST draft               302   401   403   403   404 404 404   403   403     302
supplier.changes            POST not-draft           302   401   403   403   302 404 404   403   403     302
supplier.changes            GET  amended             302   401   403   403   200 404 404   403   403     302
supplier.changes            POST amended             302   401   403   403   302 404 404   403   403     302
supplier.save               POST amending,amended    302   401   403   403   302 404 404   403   403     302
supplier.submit             POST amending            302   401   403   403   302 404 404   403   403     302
supplier.submit             POST amended             302   401   403   403   409 404 404   403   403     302
supplier.offline            GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.offline            GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.offline            POST draft               302   401   403   403   404 404 404   403   403     302
supplier.offline            POST published           302   401   403   403   302 404 404   403   403     302
supplier.offline            POST after               302   401   403   403   409 404 404   403   403     302
supplier.answer_sheet       GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.answer_sheet       GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.looked             GET  draft,closed,opened 302   401   403   403   404 404 404   403   403     302
supplier.looked             GET  published,submitted 302   401   403   403   200 404 404   403   403     302
supplier.take_sheet         POST draft               302   401   403   403   404 404 404   403   403     302
supplier.take_sheet         POST published           302   401   403   403   302 404 404   403   403     302
supplier.take_sheet         POST submitted           302   401   403   403   409 404 404   403   403     302
supplier.take_sheet         POST closed,opened       302   401   403   403   404 404 404   403   403     302
supplier.discard_sheet      POST draft,closed,opened 302   401   403   403   404 404 404   403   403     302
supplier.discard_sheet      POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.earlier_answers    GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.earlier_answers    GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.reuse_answers      POST draft               302   401   403   403   404 404 404   403   403     302
supplier.reuse_answers      POST published           302   401   403   403   302 404 404   403   403     302
supplier.reuse_answers      POST after               302   401   403   403   409 404 404   403   403     302
supplier.section            GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.section            GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.save               POST draft               302   401   403   403   404 404 404   403   403     302
supplier.save               POST published           302   401   403   403   302 404 404   403   403     302
supplier.save               POST after               302   401   403   403   409 404 404   403   403     302
supplier.attach             GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.attach             GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.attach             POST draft               302   401   403   403   404 404 404   403   403     302
supplier.attach             POST published           302   401   403   403   302 404 404   403   403     302
supplier.attach             POST after               302   401   403   403   409 404 404   403   403     302
supplier.remove             POST draft               302   401   403   403   404 404 404   403   403     302
supplier.remove             POST published           302   401   403   403   302 404 404   403   403     302
supplier.remove             POST after               302   401   403   403   409 404 404   403   403     302
supplier.download           GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.download           GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.attach_from_vault  POST draft                302   401   403   403   404 404 404   403   403     302
supplier.attach_from_vault  POST published            302   401   403   403   302 404 404   403   403     302
supplier.attach_from_vault  POST after                302   401   403   403   409 404 404   403   403     302
supplier.vault              GET  -                    302   401   403   403   200 200 200   403   403     302
supplier.add_to_vault       GET  -                    302   401   403   403   200 200 200   403   403     302
supplier.add_to_vault       POST -                    302   401   403   403   302 302 302   403   403     302
supplier.vault_item         GET  draft                302   401   403   403   404 404 404   403   403     302
supplier.vault_item         GET  not-draft            302   401   403   403   200 404 404   403   403     302
supplier.correct_in_vault   GET  draft                302   401   403   403   404 404 404   403   403     302
supplier.correct_in_vault   GET  not-draft            302   401   403   403   200 404 404   403   403     302
supplier.correct_in_vault   POST draft                302   401   403   403   404 404 404   403   403     302
supplier.correct_in_vault   POST not-draft            302   401   403   403   302 404 404   403   403     302
supplier.replace_in_vault   GET  draft                302   401   403   403   404 404 404   403   403     302
supplier.replace_in_vault   GET  not-draft            302   401   403   403   200 404 404   403   403     302
supplier.replace_in_vault   POST draft                302   401   403   403   404 404 404   403   403     302
supplier.replace_in_vault   POST not-draft            302   401   403   403   302 404 404   403   403     302
supplier.withdraw_from_vault POST draft                302   401   403   403   404 404 404   403   403     302
supplier.withdraw_from_vault POST not-draft            302   401   403   403   302 404 404   403   403     302
supplier.vault_file         GET  draft                302   401   403   403   404 404 404   403   403     302
supplier.vault_file         GET  not-draft            302   401   403   403   200 404 404   403   403     302
supplier.submit             GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.submit             GET  published,closed    302   401   403   403   200 404 404   403   403     302
supplier.submit             GET  submitted,opened    302   401   403   403   302 404 404   403   403     302
supplier.submit             POST draft               302   401   403   403   404 404 404   403   403     302
supplier.submit             POST published           302   401   403   403   302 404 404   403   403     302
supplier.submit             POST submitted,opened    302   401   403   403   302 404 404   403   403     302
supplier.submit             POST closed              302   401   403   403   409 404 404   403   403     302
supplier.receipt            GET  draft,published,closed  302   401   403   403   404 404 404   403   403     302
supplier.receipt            GET  submitted,opened    302   401   403   403   200 404 404   403   403     302
supplier.earlier_receipt    GET  draft,published,closed  302   401   403   403   404 404 404   403   403     302
supplier.earlier_receipt    GET  submitted,opened    302   401   403   403   200 404 404   403   403     302
supplier.receipt_file       GET  draft,published,closed  302   401   403   403   404 404 404   403   403     302
supplier.receipt_file       GET  submitted,opened    302   401   403   403   200 404 404   403   403     302
supplier.ready              POST draft               302   401   403   403   404 404 404   403   403     302
supplier.ready              POST published           302   401   403   403   302 404 404   403   403     302
supplier.ready              POST after               302   401   403   403   409 404 404   403   403     302
supplier.withdraw           GET  draft,published,closed  302   401   403   403   404 404 404   403   403     302
supplier.withdraw           GET  submitted,opened    302   401   403   403   200 404 404   403   403     302
supplier.withdraw           POST draft,published     302   401   403   403   404 404 404   403   403     302
supplier.withdraw           POST submitted           302   401   403   403   302 404 404   403   403     302
supplier.withdraw           POST closed,opened       302   401   403   403   409 404 404   403   403     302

supplier.team               GET  -                   302   401   403   403   200 200 200   403   403     302
supplier.invite_colleague   POST -                   302   401   403   403   302 302 302   403   403     302
supplier.choose_reminders   POST -                   302   401   403   403   302 302 302   403   403     302
supplier.invite_again       POST any                 302   401   403   403   302 404 404   403   403     302
supplier.revoke_colleague   POST any                 302   401   403   403   302 404 404   403   403     302
supplier.change_rights      POST any                 302   401   403   403   302 404 404   403   403     302
supplier.deactivate         POST any                 302   401   403   403   302 404 404   403   403     302
supplier.readmit            POST any                 302   401   403   403   302 404 404   403   403     302
supplier.assign             POST draft               302   401   403   403   404 404 404   403   403     302
supplier.assign             POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.assign             POST closed,opened       302   401   403   403   409 404 404   403   403     302
supplier.notes_about        GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.notes_about        GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.notes_about        POST draft               302   401   403   403   404 404 404   403   403     302
supplier.notes_about        POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.notes_about        POST closed,opened       302   401   403   403   409 404 404   403   403     302
supplier.remove_note        POST draft               302   401   403   403   404 404 404   403   403     302
supplier.remove_note        POST published,submitted 302   401   403   403   302 404 404   403   403     302
supplier.remove_note        POST closed,opened       302   401   403   403   409 404 404   403   403     302
supplier.present            GET  draft               302   401   403   403   404 404 404   403   403     302
supplier.present            GET  not-draft           302   401   403   403   200 404 404   403   403     302
supplier.present            POST draft               302   401   403   403   404 404 404   403   403     302
supplier.present            POST not-draft           302   401   403   403   200 404 404   403   403     302

review.home                 GET  -                   302   401   403   403   403 403 403   200   200     302
review.all_procurements     GET  -                   302   401   403   403   403 403 403   200   200     302
review.questions            GET  -                   302   401   403   403   403 403 403   200   200     302
review.answer_question      GET  submitted           302   401   403   403   403 403 403   200   404     302
review.answer_question      GET  draft,published,closed,opened 302 401 403 403 403 403 403 404   404     302
review.answer_question      POST submitted           302   401   403   403   403 403 403   302   404     302
review.answer_question      POST draft,published,closed,opened 302 401 403 403 403 403 403 404  404     302
review.show                 GET  any                 302   401   403   403   403 403 403   200   404     302
review.approve              GET  draft               302   401   403   403   403 403 403   200   404     302
review.approve              GET  not-draft           302   401   403   403   403 403 403   409   404     302
review.approve              GET  amending            302   401   403   403   403 403 403   200   404     302
review.approve              GET  amended             302   401   403   403   403 403 403   409   404     302
review.show                 GET  amending,judged,contracted 302 401 403  403 403 403 403   200   404     302
review.approve              POST draft               302   401   403   403   403 403 403   302   404     302
review.approve              POST not-draft           302   401   403   403   403 403 403   409   404     302
review.open_responses       POST sealed              302   401   403   403   403 403 403   409   404     302
review.open_responses       POST closed,opened       302   401   403   403   403 403 403   302   404     302
review.judge                GET  not-opened          302   401   403   403   403 403 403   404   404     302
review.judge                GET  opened              302   401   403   403   403 403 403   200   404     302
review.judge                POST not-opened          302   401   403   403   403 403 403   404   404     302
review.judge                POST opened              302   401   403   403   403 403 403   302   404     302
review.scorecard            GET  not-opened          302   401   403   403   403 403 403   404   404     302
review.scorecard            GET  opened              302   401   403   403   403 403 403   200   404     302
review.download             GET  not-opened          302   401   403   403   403 403 403   404   404     302
review.download             GET  opened              302   401   403   403   403 403 403   200   404     302
"""  # noqa: E501 - a table is read across
_STATES = {
    "-": (State.PUBLISHED,),
    "any": FIRST,
    "not-draft": tuple(state for state in FIRST if state is not State.DRAFT),
    "not-opened": tuple(state for state in FIRST if state is not State.OPENED),
    "after": (State.SUBMITTED, State.CLOSED, State.OPENED),
    "sealed": (State.DRAFT, State.PUBLISHED, State.SUBMITTED),
}


@dataclass(frozen=True)
class Row:
    """What each visitor gets of one endpoint by one method, in these states."""

    endpoint: str
    method: str
    states: tuple[State, ...]
    is_about_object: bool
    expected: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {'+'.join(self.states)}"


def rows() -> tuple[Row, ...]:
    """The matrix, read."""
    return tuple(_read(MATRIX))


def _read(text: str) -> Iterator[Row]:
    head, *lines = (line.split() for line in text.splitlines() if line)
    for endpoint, method, states, *statuses in lines:
        yield Row(
            endpoint=endpoint,
            method=method,
            states=_STATES.get(states) or tuple(State(name) for name in states.split(",")),
            is_about_object=states != "-",
            expected=dict(zip(head[3:], map(int, statuses), strict=True)),
        )
