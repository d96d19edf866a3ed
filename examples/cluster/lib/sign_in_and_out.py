"""Starts sessions through nginx and ends them again, and writes down what was acknowledged.

Usage: sign_in_and_out.py URL SECONDS FILE

Each line of FILE has the time of an answer, "SessionStarted" or "SessionTerminated", and the id of the session. At the
end, or at SIGTERM, it prints how the starts were answered.
"""

import base64
import collections
import http.client
import json
import signal
import sys
import threading
import time
import urllib.parse
import uuid

WORKERS = 6
PAUSE = 0.1  # seconds between two requests of a worker
PATIENCE = 3  # seconds that a worker waits for an answer
CLIENT = "Basic " + base64.b64encode(b"gateway:gateway-secret").decode()  # exists because of rollcall.demo-users

url = urllib.parse.urlsplit(sys.argv[1])
end = time.monotonic() + float(sys.argv[2])
acknowledged = open(sys.argv[3], "a", buffering=1)
answers = collections.Counter()
lock = threading.Lock()


def post(path, authorization):
    """A new connection for each request: an answer can never belong to an earlier request."""
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=PATIENCE)
    try:
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        connection.request("POST", path, "{}", headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def note(event, session):
    with lock:
        acknowledged.write(f"{time.time():.3f} {event} {session}\n")


def start_and_end(user):
    status, body = post(f"/users/{user}/sessions", CLIENT)
    if status == 201:
        answer = json.loads(body)
        session = answer["session"]["sessionId"]
        note("SessionStarted", session)
        if post("/auth/logout", "Bearer " + answer["access_token"])[0] == 200:
            note("SessionTerminated", session)
    return status


def work(user):
    while time.monotonic() < end:
        try:
            outcome = start_and_end(user)
        except TimeoutError:
            outcome = "no answer"
        except (OSError, http.client.HTTPException):
            outcome = "broken off"
        with lock:
            answers[outcome] += 1
        time.sleep(PAUSE)


def stop(signal_number, frame):
    global end
    end = 0


signal.signal(signal.SIGTERM, stop)
workers = [threading.Thread(target=work, args=(f"try-{uuid.uuid4()}",)) for _ in range(WORKERS)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(", ".join(f"{answer}: {count}" for answer, count in sorted(answers.items(), key=str)))
