from insights.kinds import kind_name, kinds


def test_a_kind_has_its_name_and_one_that_the_vocabulary_lacks_keeps_its_id() -> None:
    assert kind_name("time-series") == "Time series"
    assert kind_name("not-there-yet") == "not-there-yet"


def test_tasks_name_only_kinds_of_the_vocabulary_as_more_exact() -> None:
    assert kinds()["classification"].group == "task"
    assert all(kind.unless <= kinds().keys() for kind in kinds().values())
