"""Chromium without a window, spoken to over a pipe (chromium --remote-debugging-pipe): JSON messages
of the DevTools protocol, each ended by a zero byte. It needs nothing but Debian's chromium."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE_S = 30
KEYS = {"ArrowRight": 39, "ArrowLeft": 37, "PageUp": 33, "PageDown": 34, "Home": 36, "End": 35,
        "Escape": 27}


class Chromium:
    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="stickylab-chromium-",
                                                   ignore_cleanup_errors=True)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        script = f"exec 3<&{theirs_in} 4>&{theirs_out}; exec \"$@\""
        options = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
                   "--hide-scrollbars", f"--user-data-dir={self.profile.name}", "about:blank"]
        if os.geteuid() == 0:
            options.insert(0, "--no-sandbox")
        self.process = subprocess.Popen(["bash", "-c", script, "bash", PROGRAM, *options],
                                        pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.from_it = ours_in
        self.text = b""  # received, not yet read
        self.to_it = open(ours_out, "wb", buffering=0)
        self.count = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self):
        self.to_it.close()  # it ends itself then
        self.process.wait(PATIENCE_S)
        os.close(self.from_it)
        self.profile.cleanup()

    def receive(self):
        while b"\0" not in self.text:
            more = os.read(self.from_it, 1 << 16)
            if not more:
                raise AssertionError("chromium ended")
            self.text += more
        message, _, self.text = self.text.partition(b"\0")
        return json.loads(message)

    def call(self, method, **params):
        self.count += 1
        request = {"id": self.count, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        self.to_it.write(json.dumps(request).encode() + b"\0")
        while True:
            message = self.receive()
            if message.get("id") != self.count:
                self.events.append(message)
            elif "error" in message:
                raise AssertionError(f"{method}: {message['error']['message']}")
            else:
                return message["result"]

    def seen(self, method):
        return [event["params"] for event in self.events if event.get("method") == method]

    def view(self, width, height, scheme="light", contrast="no-preference", motion="reduce",
             forced="none"):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", media="", features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-contrast", "value": contrast},
            {"name": "forced-colors", "value": forced},
            {"name": "prefers-reduced-motion", "value": motion}])

    def open(self, path, fragment=""):
        """Seconds until it is drawn."""
        self.call("Page.navigate", url="about:blank")  # a fragment alone would load nothing
        self.events.clear()
        start = time.monotonic()
        self.call("Page.navigate", url=f"file://{path}{fragment}")
        self.until("document.readyState === 'complete' && document.querySelector('h1') !== null")
        return time.monotonic() - start

    def value(self, expression):
        done = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                         awaitPromise=True)
        if "exceptionDetails" in done:
            raise AssertionError(f"{expression}: {done['exceptionDetails']}")
        return done["result"].get("value")

    def until(self, expression):
        deadline = time.monotonic() + PATIENCE_S
        while not self.value(expression):
            if time.monotonic() > deadline:
                raise AssertionError(f"never true: {expression}")

    def press(self, *keys):
        for key in keys:
            text = {} if key in KEYS else {"text": key}
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key,
                      windowsVirtualKeyCode=KEYS.get(key, 0), **text)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def complaints(self):
        """What the page said on the console, and what it threw."""
        return ([event["args"] for event in self.seen("Runtime.consoleAPICalled")]
                + [event["exceptionDetails"] for event in self.seen("Runtime.exceptionThrown")]
                + [event["entry"] for event in self.seen("Log.entryAdded")])

    def requests(self):
        return [event["request"]["url"] for event in self.seen("Network.requestWillBeSent")]

    def screenshot(self):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True,
                                          printBackground=True)["data"])

    def told(self):
        """The words that a screen reader is told, node by node."""
        return [node for node in self.call("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]

    def roles(self):
        return [node["role"]["value"] for node in self.told()]

    def names(self, role):
        return [node["name"]["value"] for node in self.told() if node["role"]["value"] == role]

    def nameless(self):
        """The roles of what takes the keyboard's focus and has no name; bytes that can be pointed at say themselves."""
        return [node["role"]["value"] for node in self.told()
                if not node.get("name", {}).get("value") and node["role"]["value"] not in ("RootWebArea", "code")
                and any(one["name"] == "focusable" and one["value"]["value"] for one in node.get("properties", []))]
