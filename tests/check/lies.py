"""The lying labs, checked once in one format."""

from harness import run

FIXED_IS_NOT, FLOODS, NOT_UTF8, LEAVES_A_CHILD = "01", "09", "10", "11"
GATE_NEVER_MET, NEVER_LISTENS = "07", "13"


def check(*args, **options):
    return run("check", *args, "--net", "loopback", "--timeout", "1", "--lang", "en", **options)


def document(form, *args):
    """The exit status, and what is on standard output: UTF-8, without a control character."""
    done = check(*args, "--format", form)
    assert done.stderr == b"", done.stderr
    text = done.stdout.decode()
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)], text
    return done.returncode, text
