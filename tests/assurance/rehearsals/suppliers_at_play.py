"""This file is what suppliers try in a play; what they write before the opening is a secret."""

from factories.world import some_answer

from questionnaires.answers import Entry, OpenText
from questionnaires.questions import QuestionKind
from supplier_portal.services import (
    answers,
    enquiries,
    evidence,
    notes,
    responses,
    submissions,
    taking_up,
    withdrawals,
)
from supplier_portal.services.answers import Write
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.withdrawals import TakingBack

REQUIREMENT = "BIO2-8.08.01"
MOST_ROUNDS = 4  # an answer may ask for a further one
SECRET = "verzegeld-7f3a"  # which is in no text of ours


class SuppliersAtPlay:
    """What suppliers try; ``number`` says which of them."""

    def _response(self, session, number: int):
        """A response with who fills it in and a colleague."""
        people, response_id = self.suppliers[number % len(self.suppliers)]
        owner, colleague = people[0].actor, people[-1].actor
        return owner, colleague, responses.of_supplier(session, owner, response_id)

    def _try(self, name: str, number: int, work) -> bool:
        def by_its_owner(session):
            owner, _, response = self._response(session, number)
            work(session, owner, response)

        return self.act(name, by_its_owner)

    def claim(self) -> None:
        """Take part, by the last link that nobody used."""

        def work():
            if not self.known.invitations:
                raise NotFoundError
            name = f"Ander{self.counted()}"
            person, response_id = self.world.claim(
                self.known.invitations.pop(), name=name, at=self.now
            )
            self.suppliers.append(((person,), response_id))

        self.act_by_world("claim", work)

    def save(self, number: int, *, again: bool = False) -> None:
        """Save an answer, perhaps twice as a page does that heard nothing."""
        kept = {}

        def work(session, actor, response):
            item = self._open_item(response)
            entry = OpenText(f"{SECRET} {self.counted()}")
            write = Write(entry, self._version(session, response, item))
            for _ in range(1 + again):
                saved = answers.save(session, actor, response, item, write, received_at=self.now)
                kept[response.id, item, saved.version] = entry

        if self._try("repeat" if again else "save", number, work):
            assert len(kept) == 1, "I2: a write that came twice was kept twice"
            self.known.answers |= kept

    def conflict(self, number: int) -> None:
        """Save as a colleague whose page is behind."""
        found = []

        def work(session):
            _, colleague, response = self._response(session, number)
            item = self._open_item(response)
            newest = self._version(session, response, item)
            write = Write(OpenText(f"{SECRET} {self.counted()}"), max(0, newest - 1))
            saved = answers.save(session, colleague, response, item, write, received_at=self.now)
            if saved.is_conflict:
                found.append(saved)
            else:
                self._know(response, item, saved.version, write.entry)

        self.act("conflict", work)
        for saved in found:
            assert saved.stored.version == saved.version, "I2: a conflict that shows another answer"

    def answer_all(self, number: int) -> None:
        """Answer everything that is still missing."""
        kept = {}

        def work(session, actor, response):
            asked = responses.questionnaire_of(response)
            for _ in range(MOST_ROUNDS):
                for item in asked.missing(answers.given(answers.stored(session, response))):
                    entry = self._some_answer(item.question)
                    write = Write(entry, self._version(session, response, item.key))
                    saved = answers.save(
                        session, actor, response, item.key, write, received_at=self.now
                    )
                    kept[response.id, item.key, saved.version] = entry

        if self._try("answer all", number, work):
            self.known.answers |= kept

    def _some_answer(self, question) -> Entry:
        if question.kind is QuestionKind.OPEN:
            return OpenText(f"{SECRET} {self.counted()}, en dit is hoe het werkt.")
        return some_answer(question)

    def _know(self, response, item: str, version: int, entry: Entry) -> None:
        self.known.answers[response.id, item, version] = entry

    @staticmethod
    def _open_item(response) -> str:
        asked = responses.questionnaire_of(response).items.values()
        return next(i.key for i in asked if i.question and i.question.kind is QuestionKind.OPEN)

    @staticmethod
    def _version(session, response, item: str) -> int:
        kept = answers.stored(session, response).get(item)
        return kept.version if kept else 0

    def attach(self, number: int) -> None:
        """Attach a file."""

        def work(session, actor, response):
            content = f"{SECRET} {self.counted()}".encode()
            file = evidence.attach(
                session,
                actor,
                response,
                REQUIREMENT,
                name=f"{SECRET}.txt",
                content=content,
                store=self.store,
                received_at=self.now,
            )
            attached.append((file.id, response.id))

        attached = []
        if self._try("attach", number, work):
            self.known.files |= dict(attached)

    def remove(self, number: int) -> None:
        """Take a file out again."""
        removed = []

        def work(session, actor, response):
            responses.refuse_closed(session, response, self.now)
            for file in evidence.all_of(session, response)[:1]:
                evidence.remove(session, actor, response, file.id, received_at=self.now)
                removed.append(file.id)

        if self._try("remove", number, work):
            for file_id in removed:
                del self.known.files[file_id]

    def note(self, number: int) -> None:
        """Write to colleagues."""

        def work(session, actor, response):
            words = f"{SECRET} {self.counted()}"
            notes.write(session, actor, response, REQUIREMENT, words, received_at=self.now)

        self._try("note", number, work)

    def submit(self, number: int) -> None:
        """Hand in, and hand in again after a withdrawal or under a newer revision."""

        def work(session, actor, response):
            signing = self.world.signing(f"{SECRET} de Vries")
            submissions.submit(session, actor, response, signing, received_at=self.now)

        self._try("submit", number, work)

    def withdraw(self, number: int) -> None:
        """Take back what was handed in."""

        def work(session, actor, response):
            last = submissions.last_of(session, response)
            if last is None:
                raise NotFoundError
            what = TakingBack(last.id, self.world.issuer())
            withdrawals.withdraw(session, actor, response, what, received_at=self.now)

        self._try("withdraw", number, work)

    def take_up(self, number: int) -> None:
        """Go on with the newest revision."""

        def work(session, actor, response):
            newest = taking_up.newest(session, response).number
            taking_up.take_up(session, actor, response, number=newest, received_at=self.now)

        self._try("take up", number, work)

    def ask(self, number: int) -> None:
        """Ask a question; who asks is for nobody to know."""
        asked = []

        def work(session, actor, response):
            words = f"Mag bewijs nummer {self.counted()} ook in het Engels?"
            question = enquiries.ask(session, actor, response, text=words, received_at=self.now)
            asked.append((question, response.id))

        if self._try("ask", number, work):
            self.known.questions |= dict(asked)

    def unask(self, number: int) -> None:
        """Withdraw one's first question that was not answered yet."""

        def work(session, actor, response):
            mine = enquiries.of_response(session, response)
            question = next((one.id for one in mine if one.can_be_withdrawn), None)
            if question is None:
                raise NotFoundError
            enquiries.withdraw(session, actor, response, question, at=self.now)

        self._try("unask", number, work)
