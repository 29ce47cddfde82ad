import logging

from newsroom.log_lines import OneLine, escaped


def test_a_name_with_line_breaks_and_colours_stays_one_line():
    assert escaped("/x\r\n2026 ERROR fake\x1b[31m") == "/x\\x0d\\x0a2026 ERROR fake\\x1b[31m"


def test_traceback_is_kept_below_its_line():
    try:
        raise ValueError("bad\x1b[2J")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "it broke", None, (type(error), error, error.__traceback__)
        )
    lines = OneLine().format(record).splitlines()
    assert lines[0].endswith("ERROR x it broke")
    assert lines[-1] == "ValueError: bad\\x1b[2J"
