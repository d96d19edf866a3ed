"use strict";

// Checks in the browser what the server says about an event: that its line leads to the root of the checkpoint
// (RFC 6962 section 2.1.1), and that the checkpoint is signed with the key of the log (c2sp.org/signed-note).
(() => {
  const evidence = document.querySelector("#evidence");
  const line = document.querySelector("#line");
  if (!line || !globalThis.crypto?.subtle) {
    return;
  }

  const LEAF = 0;
  const NODE = 1;
  const ED25519 = 1;
  const KEY_ID_LENGTH = 4;
  const verdict = document.querySelector("#verdict");
  const utf8 = (text) => new TextEncoder().encode(text);
  const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

  const sha256 = async (type, ...parts) => {
    const bytes = await new Blob([new Uint8Array([type]), ...parts]).arrayBuffer();
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  };

  // Returns the hashes from the line to the root; none if the proof has more or fewer hashes than the path has steps.
  const pathToRoot = async (hashes) => {
    let hash = await sha256(LEAF, utf8(line.textContent));
    let node = Number(evidence.dataset.index);
    let last = Number(evidence.dataset.size) - 1;
    const path = [hash];
    for (const beside of hashes) {
      if (last === 0) {
        return [];
      }
      const isRight = node % 2 === 1 || node === last;
      hash = isRight ? await sha256(NODE, beside, hash) : await sha256(NODE, hash, beside);
      path.push(hash);
      while (isRight && node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? path : [];
  };

  const checkInclusion = async () => {
    const hashes = [...document.querySelectorAll("#proof code")].map((code) => fromBase64(code.textContent));
    const path = (await pathToRoot(hashes)).map(toBase64);
    const root = document.querySelector("#signed").textContent.split("\n")[2];
    document.querySelector("#way").replaceChildren(
      ...path.map((hash) => {
        const code = document.createElement("code");
        code.textContent = hash;
        const step = document.createElement("li");
        step.append(code);
        return step;
      }),
    );
    return path.length > 0 && path[path.length - 1] === root;
  };

  // Returns null if the browser does not support Ed25519.
  const checkSignature = async () => {
    const signed = document.querySelector("#signed").textContent;
    const end = signed.indexOf("\n\n") + 1;
    const [, name, key] = document.querySelector("#key").textContent.match(/^([^+]+)\+[0-9a-f]{8}\+(.+)$/);
    const typed = fromBase64(key);
    const start = `— ${name} `;
    const signature = signed
      .slice(end + 1)
      .split("\n")
      .find((candidate) => candidate.startsWith(start));
    if (typed[0] !== ED25519 || !signature) {
      return false;
    }
    try {
      const verifier = await crypto.subtle.importKey("raw", typed.slice(1), "Ed25519", false, ["verify"]);
      const bytes = fromBase64(signature.slice(start.length)).slice(KEY_ID_LENGTH);
      return await crypto.subtle.verify("Ed25519", verifier, bytes, utf8(signed.slice(0, end)));
    } catch {
      return null;
    }
  };

  const check = async () => {
    const texts = evidence.dataset;
    const signature = await checkSignature();
    const proven = await checkInclusion();
    verdict.classList.toggle("good", proven && signature !== false);
    document.querySelector("#inclusion").textContent = proven ? texts.proven : texts.notProven;
    document.querySelector("#signature").textContent =
      signature === null ? texts.cannot : signature ? texts.signed : texts.notSigned;
  };

  check();
})();
