"""This file names what can go wrong in a use case, in facts that a page can put into words."""

from questionnaires.errors import QuestionnaireError, translatable


class NotFoundError(QuestionnaireError):
    """It is not there, or not this person's to see; the two look the same (assurance C3)."""

    message = translatable("This does not exist, or you have no access to it.")


class ChangedMeanwhileError(QuestionnaireError):
    """Somebody else changed the same thing; nothing was stored."""

    message = translatable(
        "Somebody else changed this while you were working on it. Your change is not saved. "
        "Look at the new version and save again."
    )


class TooManyGuessesError(QuestionnaireError):
    """So many wrong passwords were tried that no more are checked for a while."""

    message = translatable(
        "Too many wrong passwords or codes were tried. Wait and try again in %(minutes)s min."
    )


class TooManyLinksError(TooManyGuessesError):
    """A link for a new password was asked so often that no more are sent for a while."""

    message = translatable(
        "A link was asked several times already. Look in your mail, also among the unwanted, or "
        "try again in %(minutes)s min."
    )


class PasswordLinkError(QuestionnaireError):
    """A link for a new password is not one, was used, is too old, or was followed by another."""

    message = translatable(
        "This link no longer works: it works once, for 15 minutes, and only the newest one does. "
        "Ask a new one on the page for signing in."
    )


class WrongCodeError(QuestionnaireError):
    """A code for a new second factor does not come from its secret."""

    message = translatable("This code is not right. Enter the code that the app shows now.")


class UnreadableFactorError(QuestionnaireError):
    """A second factor was enciphered with another key than the one in use now."""

    message = translatable(
        "Your second factor cannot be read, because the key of this service changed. "
        "Ask who manages this service to reset it."
    )


class RightNeededError(QuestionnaireError):
    """Somebody asked for what takes a right that this person does not hold."""

    message = translatable("%(problem)s")


class RightOfOtherRoleError(QuestionnaireError):
    """A right was given to somebody whose role can do nothing with it."""

    message = translatable("The right “%(right)s” means nothing for somebody in the role %(role)s.")


class AlreadyExistsError(QuestionnaireError):
    """A name that must be unique is in use."""

    message = translatable("%(what)s is already in use. Choose another.")


class AlreadyColleagueError(QuestionnaireError):
    """Who is invited belongs to the organisation already, or did."""

    message = translatable(
        "%(what)s already has an account in your organisation. You find it in the list of "
        "colleagues."
    )


class ElsewhereError(QuestionnaireError):
    """Who takes up an invitation has an account already, at another organisation."""

    message = translatable(
        "%(email)s has an account at another organisation already, and an account belongs to one "
        "organisation. Ask your colleague to invite you at another mail address."
    )


class LastHolderError(QuestionnaireError):
    """Nobody of an organisation would be left to do something."""

    message = translatable(
        "%(name)s is the last one who may do this. Give a colleague the same right first."
    )


class NotInNormError(QuestionnaireError):
    """A requirement names a measure of another norm that is not there, or not in force."""

    message = translatable(
        "%(norm)s has no measure %(number)s that is in force. Look the number up in the catalogue."
    )


class AlreadyPublishedError(QuestionnaireError):
    """What is published cannot be tailored."""

    message = translatable("The requirement set is published and can no longer be changed.")


class NotAmendableError(QuestionnaireError):
    """A published set can be changed only while suppliers can still respond to the change."""

    message = translatable(
        "The requirements can be changed only while they are published and the deadline has not "
        "passed."
    )


class InvitingIsOverError(QuestionnaireError):
    """Who is invited after the deadline could hand nothing in."""

    message = translatable("The deadline has passed: nobody can be invited any more.")


class OutdatedRevisionError(QuestionnaireError):
    """A response was filled in under a revision that has been followed by another."""

    message = translatable(
        "The buyer changed the requirements: there is a revision %(number)s now. Look at what "
        "changed first, and go on with that one."
    )


class AlreadyDecidedError(QuestionnaireError):
    """Judgements no longer change once they led to a decision."""

    message = translatable("The procurement is decided: its judgements no longer change.")


class NotReachedError(QuestionnaireError):
    """A milestone cannot be reached now."""

    message = translatable("%(problem)s")


class NotEmptyError(QuestionnaireError):
    """A set that has requirements cannot be started from an earlier one."""

    message = translatable(
        "This procurement has requirements already. Only an empty one can start from an earlier "
        "set."
    )


class EmptySetError(QuestionnaireError):
    """A set has nothing that can be kept or taken along."""

    message = translatable("There is nothing in this set to keep or to take along.")


class TakesPlaceError(QuestionnaireError):
    """A template would take the place of others, and nobody said that this is meant."""

    message = translatable(
        "This takes the place of the template %(names)s. Replace it only if you mean that."
    )


class NotPublishedError(QuestionnaireError):
    """There is nothing published yet to work with."""

    message = translatable("Publish the requirement set first.")


class NoReviewerError(QuestionnaireError):
    """Nobody would be left to review the responses."""

    message = translatable("Name at least one reviewer.")


class NotAskedError(QuestionnaireError):
    """There is no approval to give: nobody asks for it, or somebody decided already."""

    message = translatable(
        "Nobody waits for this approval any more: a colleague may have decided meanwhile."
    )


class FourEyesError(QuestionnaireError):
    """Who asks for approval does not give it; somebody else of security does."""

    message = translatable("Somebody of security who did not ask for the approval gives it.")


class NotApprovableError(QuestionnaireError):
    """A decision about a set lacks something."""

    message = translatable("%(problem)s")


class DeadlineError(QuestionnaireError):
    """The deadline asked for cannot be."""

    message = translatable("%(problem)s")


class DeadlinePassedError(QuestionnaireError):
    """It arrived after the deadline (assurance B10)."""

    message = translatable(
        "The deadline was %(deadline)s. Your request arrived at %(received)s and is not accepted."
    )


class AskingNotOpenError(QuestionnaireError):
    """The buyer did not say until when suppliers can ask questions."""

    message = translatable("The buyer has not said until when questions can be asked.")


class AskingIsOverError(QuestionnaireError):
    """A question arrived after the last moment for it (Aanbestedingswet 2012, article 2.54)."""

    message = translatable(
        "Questions could be asked until %(until)s. Yours arrived at %(received)s and is not "
        "accepted: asking is over."
    )


class ClarificationIsFixedError(QuestionnaireError):
    """What was published to all, or withdrawn, no longer changes."""

    message = translatable("This question was published or withdrawn: it no longer changes.")


class AnswerIsTakenError(QuestionnaireError):
    """Procurement goes on with an answer that a colleague was asked to write."""

    message = translatable(
        "Procurement goes on with this question itself. Ask a colleague there to change the answer."
    )


class NotaIsOverError(QuestionnaireError):
    """Suppliers can do nothing any more with what would be published."""

    message = translatable(
        "The requirements are not published or the deadline has passed: no answer goes out."
    )


class EmptyNotaError(QuestionnaireError):
    """There is nothing to publish."""

    message = translatable("No answer is marked as ready yet.")


class LateNotaError(QuestionnaireError):
    """Less than ten days are left, and nobody said to have seen that."""

    message = translatable(
        "Less than ten days are left to the deadline. Confirm that you saw this, or move the "
        "deadline first."
    )


class SameQuestionError(QuestionnaireError):
    """A question cannot be answered together with that other one."""

    message = translatable("%(problem)s")


class StillSealedError(QuestionnaireError):
    """Responses cannot be opened before the term ends (Directive 2014/24, annex IV)."""

    message = translatable(
        "The responses stay sealed until %(opens)s, one minute after the deadline: by then "
        "everything that arrived in time is stored."
    )


class AlreadySubmittedError(QuestionnaireError):
    """A response that was handed in no longer changes."""

    message = translatable("Your response was handed in and can no longer be changed.")


class AlreadyOpenedError(QuestionnaireError):
    """A response came in time but was not stored before the others were opened."""

    message = translatable(
        "Your response arrived in time, but could not be stored before the responses were opened. "
        "It is not handed in. Tell the buyer at once that you tried at %(received)s."
    )


class NotWithdrawnError(QuestionnaireError):
    """A withdrawal came in time but was not stored before the responses were opened."""

    message = translatable(
        "Your withdrawal arrived in time, but could not be stored before the responses were "
        "opened. Your response is not withdrawn. Tell the buyer at once that you tried at "
        "%(received)s."
    )


class AlreadyToldError(QuestionnaireError):
    """Colleagues were told a moment ago that a response is ready; they are not told again yet."""

    message = translatable(
        "Your colleagues were told less than an hour ago that the response is ready. "
        "You can tell them again later."
    )


class IncompleteError(QuestionnaireError):
    """A response with open questions cannot be handed in."""

    message = translatable("%(count)s questions have no answer yet.")


class InvitationError(QuestionnaireError):
    """An invitation link does not work (any more)."""

    message = translatable(
        "This link does not work. It may have been used already, replaced or expired. "
        "Ask the buyer for a new one, or sign in if you have an account."
    )


class UnacceptableFileError(QuestionnaireError):
    """An uploaded file is of a kind or size that is not accepted."""

    message = translatable("%(problem)s")


class LateFileError(DeadlinePassedError):
    """A file arrived after the deadline, however long it was under way (assurance B3)."""

    message = translatable(
        "The deadline was %(deadline)s. Your file arrived at %(received)s and is not part of your "
        "response. What you handed in before stays as it is."
    )


class HeldBackError(QuestionnaireError):
    """A file may not be given out: it waits to be scanned, or malware was found in it."""

    message = translatable("%(problem)s")


class AlreadyInVaultError(QuestionnaireError):
    """The vault holds this very file already, in ``item``."""

    message = translatable("This file is in your vault already, as “%(title)s”.")


class QuotaError(QuestionnaireError):
    """There is no room for one more file."""

    message = translatable("%(problem)s")


class UnknownDocumentError(QuestionnaireError):
    """A document is of no revision of the own organisation, whosever else it may be."""

    message = translatable(
        "This is not a document of a revision of your organisation, or it no longer names one."
    )


class UnfaithfulDocumentError(QuestionnaireError):
    """A document would not hold all that the revision says (assurance F1)."""

    message = translatable(
        "This document would lose a text of the revision, so it is not given out. "
        "Try another format, and tell who manages this service."
    )
