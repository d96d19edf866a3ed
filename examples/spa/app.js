import { createClient } from "@rollcall/client";

const { rollcall } = await (await fetch("/config.json")).json();
const element = (id) => document.getElementById(id);
const say = (message) => (element("message").textContent = message);

const client = createClient({
  baseUrl: rollcall,
  allowedOrigins: [location.origin],
  onEnded: (reason, ended) => say(`${ended.detail} (${reason})`),
});

let stopWatching = () => undefined;

function show(state) {
  const session = state.status === "signed-in" ? state.session : undefined;
  element("sign-in").hidden = state.status !== "signed-out";
  element("signed-in").hidden = !session;
  element("user").textContent = session?.userId ?? "";
  element("answer").textContent = "";
  stopWatching();
  stopWatching = session ? client.sessions.watch(showDevices) : () => undefined;
}

function showDevices(sessions) {
  element("devices").replaceChildren(...sessions.map(device));
}

function device(session) {
  const item = document.createElement("li");
  item.textContent = session.current ? `${session.device.label} (this one) ` : `${session.device.label} `;
  if (!session.current) {
    const end = document.createElement("button");
    end.textContent = "Sign out";
    end.addEventListener("click", reporting(() => client.sessions.end(session.sessionId)));
    item.append(end);
  }
  return item;
}

/** Failures are shown. That a session ended is told by onEnded. */
function reporting(action) {
  return (event) => {
    event.preventDefault();
    action(event).catch((failure) => failure.code === "SIGNED_OUT" || say(failure.message));
  };
}

element("sign-in").addEventListener(
  "submit",
  reporting(async (event) => {
    const { userName, password } = Object.fromEntries(new FormData(event.target));
    await client.signIn({ userName, password });
    say("");
    event.target.reset();
  }),
);
element("orders").addEventListener(
  "click",
  reporting(async () => {
    const response = await client.fetch("/orders");
    element("answer").textContent = await response.text();
  }),
);
element("sign-out").addEventListener("click", reporting(() => client.signOut()));
element("end-others").addEventListener("click", reporting(() => client.sessions.endOthers()));

client.subscribe(show);
client.resume().catch((failure) => say(failure.message));
