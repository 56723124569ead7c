"""This file asks for work and does it: each job once, later when it goes wrong, at last no more."""

from datetime import timedelta

import pytest
from factories.world import NOW

from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import jobs
from supplier_portal.services.jobs import JobKind, JobState

KINDS = (JobKind.INVITATION_MAIL,)
SECOND = timedelta(seconds=1)
WORKERS = 20


class Bench:
    """Where jobs are asked for and done; each method is one committed transaction."""

    def __init__(self, database) -> None:
        self.database = database

    def __getattr__(self, name):
        """A function of the service in a transaction of its own."""

        def run(*arguments, **options):
            with self.database.writing.begin() as session:
                return getattr(jobs, name)(session, *arguments, **options)

        return run

    def ask(self, payload="geheim", **options):
        return self.enqueue(KINDS[0], {"what": payload}, **{"at": NOW, **options})

    def take(self, at=NOW):
        return self.lease(KINDS, at=at)

    def row(self):
        with self.database.reading() as session:
            return session.query(JobRecord).one()


@pytest.fixture
def bench(database):
    return Bench(database)


def test_a_job_is_done_once(bench):
    bench.ask()
    job = bench.take()
    assert (job.payload, job.attempt, job.created_at) == ({"what": "geheim"}, 1, NOW)
    assert bench.take() is None
    bench.finish(job, at=NOW)
    assert bench.take(NOW + jobs.LEASE) is None
    assert bench.row().finished_at == NOW


def test_what_a_job_held_is_forgotten_when_it_is_done(bench, everything):
    bench.ask()
    assert "geheim" in everything("job")
    bench.finish(bench.take(), at=NOW)
    assert "geheim" not in everything("job")


def test_a_job_waits_until_it_is_due(bench):
    bench.ask(due_at=NOW + SECOND)
    assert bench.take() is None
    assert bench.take(NOW + SECOND) is not None


def test_the_job_that_waits_longest_goes_first(bench):
    bench.ask("later", due_at=NOW)
    bench.ask("eerder", due_at=NOW - SECOND)
    assert [bench.take().payload["what"] for _ in range(2)] == ["eerder", "later"]


def test_two_jobs_with_one_key_are_one(bench):
    assert bench.ask("een", key="k")
    assert not bench.ask("twee", key="k")
    assert bench.row().payload == {"what": "een"}
    bench.finish(bench.take(), at=NOW)
    assert not bench.ask("drie", key="k"), "also after it was done"


def test_jobs_without_a_key_are_all_done(bench):
    assert [bench.ask(), bench.ask()] == [True, True]
    assert [bench.take() is None, bench.take() is None] == [False, False]


def test_who_knows_only_other_kinds_leaves_a_job_alone(bench):
    bench.ask()
    assert bench.lease((JobKind.CHANGE_MAIL,), at=NOW) is None
    assert not bench.is_any_due((JobKind.CHANGE_MAIL,), at=NOW)
    assert bench.is_any_due(KINDS, at=NOW)


@pytest.mark.slow
def test_of_twenty_workers_one_gets_the_job(bench, at_once):
    bench.ask()
    found = at_once(WORKERS, lambda _: bench.take())
    assert [item for item in found if isinstance(item, Exception)] == []
    assert found.count(None) == WORKERS - 1


@pytest.mark.slow
def test_twenty_workers_share_twenty_jobs(bench, at_once):
    for number in range(WORKERS):
        bench.ask(str(number))
    found = at_once(WORKERS, lambda _: bench.take())
    # A worker may see nothing while others choose, but no two ever take the same.
    taken = [item.payload["what"] for item in found if item is not None]
    while (job := bench.take()) is not None:
        taken.append(job.payload["what"])
    assert sorted(taken, key=int) == [str(number) for number in range(WORKERS)]


def test_a_job_whose_worker_never_came_back_is_taken_up_again(bench):
    bench.ask()
    first = bench.take()
    assert bench.take(NOW + jobs.LEASE - SECOND) is None
    second = bench.take(NOW + jobs.LEASE)
    assert (second.id, second.attempt) == (first.id, 2)


@pytest.mark.parametrize("settle", ["finish", "put_back", "postpone", "give_up"])
def test_a_worker_that_comes_back_too_late_changes_nothing(bench, settle):
    bench.ask()
    slow = bench.take()
    quick = bench.take(NOW + jobs.LEASE)
    problem = () if settle == "finish" else ("Late",)
    getattr(bench, settle)(slow, *problem, at=NOW + jobs.LEASE)
    row = bench.row()
    assert (row.leased_until, row.finished_at, row.failed_at) == (quick.until, None, None)
    assert row.payload == {"what": "geheim"}


def test_what_goes_wrong_is_tried_again_later_each_time_and_at_last_fails(bench, everything):
    bench.ask()
    at, waited = NOW, []
    while (job := bench.take(at)) is not None:
        bench.put_back(job, "OSError", at=at)
        if bench.row().failed_at is not None:
            break
        due = bench.row().due_at
        assert bench.take(due - SECOND) is None
        waited.append(due - at)
        at = due
    assert waited == list(jobs.WAITS)
    assert sorted(waited) == waited
    assert bench.take(at + timedelta(days=365)) is None
    assert bench.row().last_problem == "OSError"
    assert "geheim" not in everything("job")


def test_a_job_that_kills_its_worker_every_time_fails_too(bench):
    bench.ask()
    at = NOW
    for _ in range(jobs.MOST_ATTEMPTS):
        assert bench.take(at) is not None
        at += jobs.LEASE
    assert bench.take(at) is None
    assert bench.row().failed_at == at


def test_a_server_that_is_away_costs_no_attempt_and_is_called_again_within_minutes(bench):
    bench.ask()
    at = NOW
    for _ in range(100):
        job = bench.take(at)
        assert job.attempt == 1
        bench.postpone(job, "ConnectionRefusedError", at=at)
        at = bench.row().due_at
    assert at - NOW == 100 * jobs.BETWEEN_CALLS
    assert timedelta(minutes=5) > jobs.BETWEEN_CALLS


def test_a_server_that_is_away_for_more_than_a_week_is_waited_for_no_longer(bench, everything):
    bench.ask()
    late = NOW + jobs.WAITS_FOR_SERVER + SECOND
    bench.postpone(bench.take(late), "ConnectionRefusedError", at=late)
    assert bench.row().failed_at == late
    assert "geheim" not in everything("job")


def test_what_can_never_be_done_fails_at_once(bench, everything):
    bench.ask()
    bench.give_up(bench.take(), "UndeliverableError", at=NOW)
    assert bench.take(NOW + timedelta(days=1)) is None
    assert "geheim" not in everything("job")


def test_a_job_that_is_withdrawn_is_not_done(bench, everything):
    bench.ask(key="k")
    bench.withdraw("k", at=NOW)
    assert bench.take() is None
    assert "geheim" not in everything("job")


def test_each_state_is_counted_with_its_problem_and_without_content(bench):
    for number in range(6):
        bench.ask(key=str(number), due_at=NOW + SECOND * number)
    for number, settle in enumerate(("finish", "give_up", "put_back", "postpone")):
        problem = () if settle == "finish" else (settle,)
        getattr(bench, settle)(bench.take(NOW + SECOND * number), *problem, at=NOW)
    bench.take(NOW + SECOND * 4)
    with bench.database.reading() as session:
        counted = jobs.summary(session)
        assert {(item.state, item.number, item.problem) for item in counted} == {
            (JobState.DONE, 1, ""),
            (JobState.FAILED, 1, "give_up"),
            (JobState.AGAIN, 1, "put_back"),
            (JobState.AGAIN, 1, "postpone"),
            (JobState.UNDER_WAY, 1, ""),
            (JobState.WAITING, 1, ""),
        }
        assert {(item.kind, item.oldest) for item in counted} == {(KINDS[0].value, NOW)}
        assert "geheim" not in repr(counted)
        assert jobs.states(session, ["0", "5", "never asked"]) == {
            "0": JobState.DONE,
            "5": JobState.WAITING,
        }
