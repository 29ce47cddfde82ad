"""What is taken out of style sheets and modules, and what is not."""

import pytest

from newsroom.shrinking import shrink


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("// why\nlet a = 1;\n", "\nlet a = 1;\n"),
        ("  /* one\n     two */\n  .a { }\n", "\n\n.a { }\n"),
        ("/** x */\nexport function f() {\n  return 1;\n}\n", "\nexport function f() {\nreturn 1;\n}\n"),
    ],
)
def test_comments_that_begin_a_line_and_indentation_go(written, sent):
    assert shrink(written) == sent


@pytest.mark.parametrize(
    "text",
    [
        'const place = "https://example.org"; // kept\n',
        "/* a */ f();\ng(); /* b */\n",
        'a { background: url("data:image/svg+xml,%3Csvg/*%3E"); }\n',
    ],
)
def test_what_stands_beside_code_stays(text):
    assert shrink(text) == text
