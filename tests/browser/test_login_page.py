import pytest


@pytest.mark.smoke
def test_stranger_sees_a_login_page_without_barriers(page, accessible):
    page.goto("/account/login/")
    assert page.locator("input[name=password]").is_visible()
    accessible(page)


def test_a_script_from_elsewhere_is_a_complaint(page, complaints):
    complaints.expect("policy violated: script-src|Content Security Policy|fetched http://127.0.0.1:9/")
    page.goto("/account/login/")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {src: 'http://127.0.0.1:9/x.js'}))"
    )
    page.wait_for_timeout(200)
    assert any("script-src" in text for text in complaints.found)
