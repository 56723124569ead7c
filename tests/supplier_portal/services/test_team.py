"""This file looks after a team of a supplier: never without somebody who may, and all written."""

from dataclasses import replace

import pytest
from factories.world import NOW, PASSWORD

from questionnaires.catalogue import Theme
from supplier_portal.records.team import PresenceRecord
from supplier_portal.services import (
    accounts,
    assignments,
    colleagues,
    journal,
    notes,
    presence,
    rights,
    team,
)
from supplier_portal.services.errors import (
    AlreadyColleagueError,
    ChangedMeanwhileError,
    ElsewhereError,
    InvitationError,
    LastHolderError,
    NotFoundError,
    RightNeededError,
)
from supplier_portal.services.presence import FORGOTTEN_AFTER
from supplier_portal.services.rights import Right

EMAIL = "bas@leverancier.example"
OPEN = "BIO2-5.20.05.q3"
TIMES = 5


@pytest.fixture
def anna(scene):
    return scene.supplier


@pytest.fixture
def bas(scene):
    """A second one who may do everything."""
    return scene.colleague()


def _do(scene, act, person, *args, **kwargs):
    with scene.database.writing.begin() as session:
        return act(session, person.actor, *args, at=NOW, **kwargs)


def _claim(scene, token, name="Bas"):
    with scene.database.writing.begin() as session:
        found = colleagues.claim(
            session, token, name=name, password=PASSWORD, at=NOW, origin="test"
        )
        return found.id, found.organisation_id


def _holders(scene, right):
    with scene.database.reading() as session:
        home = scene.supplier.actor.organisation_id
        return [
            one.name for one in team.members(session, home) if one.is_active and right in one.rights
        ]


def test_a_colleague_belongs_to_the_organisation_that_invited(scene, anna):
    account_id, home = _claim(scene, scene.world.colleague_link(anna))
    assert home == anna.actor.organisation_id
    with scene.database.reading() as session:
        assert rights.held_by(session, account_id) == frozenset()


def test_of_many_who_use_a_link_at_once_one_comes_in(scene, anna, at_once):
    token = scene.world.colleague_link(anna)
    results = at_once(TIMES, lambda _: _claim(scene, token))
    assert sum(isinstance(found, tuple) for found in results) == 1


def test_a_link_that_is_a_week_old_is_refused(scene, anna):
    token = scene.world.colleague_link(anna)
    with scene.database.reading() as session, pytest.raises(InvitationError):
        colleagues.of_link(session, token, at=NOW + colleagues.VALID_FOR)


def test_a_link_is_kept_as_a_digest_only(scene, anna, everything):
    token = scene.world.colleague_link(anna)
    assert token not in everything("colleague_invitation", "journal")


def test_whose_address_has_an_account_elsewhere_cannot_use_the_link(scene, anna):
    rival = scene.another("Rivaal").supplier
    token = scene.world.colleague_link(anna, email=rival.email)
    with pytest.raises(ElsewhereError):
        _claim(scene, token)


def test_a_colleague_in_whatever_case_is_not_invited_again(scene, anna, bas):
    with pytest.raises(AlreadyColleagueError):
        scene.world.colleague_link(anna, email=bas.email.upper())


def test_the_last_with_a_right_can_neither_be_ended_nor_lose_it(scene, anna):
    scene.world.person("supplier", organisation=anna, rights=())
    with pytest.raises(LastHolderError):
        _do(scene, team.deactivate, anna, anna.id)
    with pytest.raises(LastHolderError):
        _do(scene, team.change_rights, anna, anna.id, {Right.TEAM}, seen=anna.actor.rights)
    assert _holders(scene, Right.SIGN) == ["Persoon van Leverancier"]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_end_each_other_at_once_one_stays(attempt, scene, anna, bas, at_once):
    people = (anna, bas)
    results = at_once(
        2, lambda number: _do(scene, team.deactivate, people[number], people[1 - number].id)
    )
    assert sum(isinstance(found, LastHolderError) for found in results) == 1, attempt
    assert len(_holders(scene, Right.TEAM)) == 1


def test_rights_that_a_colleague_changed_meanwhile_are_not_overwritten(scene, anna, bas):
    _do(scene, team.change_rights, anna, bas.id, {Right.SIGN}, seen=bas.actor.rights)
    with pytest.raises(ChangedMeanwhileError):
        _do(scene, team.change_rights, anna, bas.id, set(), seen=bas.actor.rights)


def test_nobody_looks_after_the_team_of_another_organisation(scene, anna):
    rival = scene.another("Rivaal").supplier
    for act in (team.deactivate, team.readmit):
        with pytest.raises(NotFoundError):
            _do(scene, act, anna, rival.id)


def test_who_may_not_is_refused_by_the_services_too(scene, anna):
    plain = replace(anna, actor=replace(anna.actor, rights=frozenset()))
    for act in (team.deactivate, team.readmit, colleagues.revoke):
        with pytest.raises(RightNeededError):
            _do(scene, act, plain, anna.id)
    with pytest.raises(RightNeededError):
        scene.world.colleague_link(plain)


def test_ending_an_account_ends_its_sessions_frees_its_themes_and_stops_its_links(scene, anna, bas):
    with scene.database.writing.begin() as session:
        secret = accounts.sign_in(session, bas.id, at=NOW, origin="test")
    scene.world.assign(anna, scene.response_id, {Theme.TECHNOLOGICAL: bas.id})
    link = scene.world.colleague_link(bas)
    _do(scene, team.deactivate, anna, bas.id)
    with scene.database.reading() as session:
        assert accounts.signed_in(session, secret, at=NOW, origin="test") is None
        owners = assignments.of_response(session, scene._response(session))
        assert owners[Theme.TECHNOLOGICAL] is None
        with pytest.raises(InvitationError):
            colleagues.of_link(session, link, at=NOW)


def test_who_is_let_in_again_holds_no_right(scene, anna, bas):
    _do(scene, team.deactivate, anna, bas.id)
    _do(scene, team.readmit, anna, bas.id)
    with scene.database.reading() as session:
        assert rights.held_by(session, bas.id) == frozenset()


def test_each_act_is_in_the_chain_of_the_organisation(scene, anna, bas):
    _claim(scene, scene.world.colleague_link(anna))
    _do(scene, team.change_rights, anna, bas.id, {Right.SIGN}, seen=bas.actor.rights)
    _do(scene, team.deactivate, anna, bas.id)
    _do(scene, team.readmit, anna, bas.id)
    chain = journal.of_organisation(anna.actor.organisation_id)
    assert [entry.action for entry in scene.journal(chain)] == [
        "invite_colleague",
        "join_team",
        "take_right",
        "deactivate_colleague",
        "readmit_colleague",
    ]
    with scene.database.reading() as session:
        assert journal.first_broken(session, chain) is None
        assert len(team.history(session, anna.actor.organisation_id)) == 5


def test_a_theme_goes_to_nobody_outside_the_team(scene, anna):
    rival = scene.another("Rivaal").supplier
    with pytest.raises(NotFoundError):
        scene.world.assign(anna, scene.response_id, {Theme.TECHNOLOGICAL: rival.id})


def test_of_many_who_assign_at_once_one_succeeds(scene, anna, bas, at_once):
    people = (anna, bas)
    results = at_once(
        TIMES,
        lambda number: scene.world.assign(
            anna, scene.response_id, {Theme.TECHNOLOGICAL: people[number % 2].id}
        ),
    )
    assert sum(found is None for found in results) == 1
    assert sum(isinstance(found, ChangedMeanwhileError) for found in results) == TIMES - 1


def test_a_note_of_a_colleague_cannot_be_taken_back(scene, anna, bas):
    note_id = scene.world.note(anna, scene.response_id, "Van Anna.")
    with pytest.raises(NotFoundError):
        scene.world.remove_note(bas, scene.response_id, note_id)
    [note] = scene.world.notes(anna, scene.response_id)
    assert note.text == "Van Anna."


def test_a_note_about_what_is_not_asked_is_refused(scene, anna):
    with pytest.raises(NotFoundError):
        scene.world.note(anna, scene.response_id, "Waarover?", "BIO2-9.99.99")


def test_the_journal_tells_that_a_note_was_written_and_not_what_it_says(scene, anna, everything):
    note_id = scene.world.note(anna, scene.response_id, "KANARIE")
    scene.world.remove_note(anna, scene.response_id, note_id)
    scene.world.remove_note(anna, scene.response_id, note_id)
    told = [entry.action for entry in scene.journal() if entry.action.endswith("_note")]
    assert told == ["write_note", "remove_note"]
    assert "KANARIE" not in everything("journal")
    with scene.database.reading() as session:
        assert notes.count_of(session, scene._response(session)) == 0


def test_where_people_were_long_ago_is_forgotten(scene, anna, bas):
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        presence.be_at(session, bas.actor, response, OPEN, at=NOW)
        late = NOW + FORGOTTEN_AFTER * 2
        assert presence.others(session, anna.actor, response, at=late) == {}
        presence.be_at(session, anna.actor, response, OPEN, at=late)
        assert session.query(PresenceRecord).count() == 1


def test_who_goes_on_to_another_question_is_there_only(scene, anna, bas):
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        for item in (OPEN, "BIO2-8.08.01.q1"):
            presence.be_at(session, bas.actor, response, item, at=NOW)
        found = presence.others(session, anna.actor, response, at=NOW)
    assert found == {"BIO2-8.08.01.q1": ["Persoon supplier"]}
