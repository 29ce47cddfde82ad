from tests.newsroom.test_settings import PRODUCTION, show


def test_production_settings_pass_djangos_deployment_check(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = show(code, tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_only_two_checks_are_silenced(settings):
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W005", "security.W021"]
