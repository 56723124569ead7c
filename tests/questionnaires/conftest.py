"""This file makes hypothesis repeatable: the same examples each run, and no clock to fail on."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=50,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("searching", deadline=None, max_examples=2000, print_blob=True)
if settings.get_current_profile_name() in {"default", "ci"}:  # --hypothesis-profile=searching wins
    settings.load_profile("repeatable")
