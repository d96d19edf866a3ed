"""Calls of Rollcall through the gateway, or at the entrance of one cell."""

import base64
import collections
import concurrent.futures
import http.client
import json
import urllib.parse

CLIENT = "Basic " + base64.b64encode(b"gateway:gateway-secret").decode()  # exists because of rollcall.demo-users


class Answer(collections.namedtuple("Answer", "status headers body")):
    """An answer. Its fields are read by name, and are None if there are none of that name."""

    def __getitem__(self, name):
        return self.json().get(name)

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


class Door:
    """The gateway, or the entrance of a cell."""

    def __init__(self, port):
        self.port = port
        self.tokens = {}

    def call(self, method, path, body=None, authorization=None, form=None, cookies=None):
        """A new connection for each request: an answer can never belong to an earlier request. A body that is text is
        sent as it is."""
        headers = {}
        if authorization:
            headers["Authorization"] = authorization
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            content = urllib.parse.urlencode(form)
        elif body is not None:
            headers["Content-Type"] = "application/json"
            content = body if isinstance(body, str) else json.dumps(body)
        else:
            content = None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, content, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        except (OSError, http.client.HTTPException) as broken:
            return Answer(0, {}, str(broken))
        finally:
            connection.close()

    def start(self, user):
        return self.call("POST", f"/users/{user}/sessions", {}, CLIENT)

    def starts_at_once(self, user, count):
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            return list(pool.map(self.start, [user] * count))

    def login(self, user, password):
        return self.call("POST", "/auth/login", {"user_name": user, "password": password})

    def profile(self, tokens):
        return self.call("GET", "/auth/profile", authorization=bearer(tokens))

    def refresh(self, tokens):
        return self.call("POST", "/auth/refresh-token", {"refresh_token": tokens["refresh_token"]})

    def logout(self, tokens):
        return self.call("POST", "/auth/logout", {}, bearer(tokens))

    def introspect(self, token):
        return self.call("POST", "/oauth2/introspect", authorization=CLIENT, form={"token": token})

    def as_user(self, user, password):
        """Logs in once, and returns the authorization for further calls."""
        if user not in self.tokens:
            self.tokens[user] = bearer(self.login(user, password))
        return self.tokens[user]

    def live_sessions(self, user):
        """What the administrator of a cell sees. A user who is unknown in a cell has no sessions there."""
        answer = self.call("GET", f"/users/{user}/sessions", authorization=self.as_user("admin", "admin123"))
        if answer["code"] == "USER_NOT_FOUND":
            return []
        if answer.status != 200:
            raise RuntimeError(f"the sessions of {user} at port {self.port}: {answer}")
        return answer["sessions"]

    def settings(self, user, settings):
        admin = self.as_user("admin", "admin123")
        return self.call("PUT", f"/users/{user}/security-settings", settings, admin)

    def timeline(self, user):
        """What the auditor of a cell sees."""
        auditor = self.as_user("auditor", "audit123")
        return self.call("GET", f"/audit/users/{user}/timeline", authorization=auditor)["entries"]


class Browser:
    """A browser that keeps cookies, and sends forms with their hidden token."""

    def __init__(self, door):
        self.door = door
        self.cookies = {}

    def get(self, path):
        return self.keep(self.door.call("GET", path, cookies=self.cookies))

    def post(self, path, form):
        return self.keep(self.door.call("POST", path, form=form, cookies=self.cookies))

    def login(self, user, password, path="/login"):
        page = self.get("/login").body
        token = page.split('name="_csrf"')[1].split('value="')[1].split('"')[0]
        return self.post(path, {"userName": user, "password": password, "_csrf": token})

    def keep(self, answer):
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer


def bearer(tokens):
    return "Bearer " + (tokens["access_token"] or "none")


def cell_of(tokens):
    """The name before a refresh token."""
    return tokens["refresh_token"].split(".")[0]
