/** One event of a stream of server-sent events. */
export interface ServerSentEvent {
  type: string;
  data: string;
}

/** Characters of one event. A stream with more is not one of Rollcall's. */
const LONGEST = 4_000_000;

/**
 * Reads server-sent events (HTML Standard, section 9.2.6), without ids and the reconnection time.
 *
 * @param received called whenever anything arrives, also a comment
 */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  received: () => void,
): AsyncGenerator<ServerSentEvent, void> {
  let type = "";
  let data: string[] = [];
  for await (const line of linesOf(body, received)) {
    if (line === "") {
      if (data.length > 0) {
        yield { type: type || "message", data: data.join("\n") };
      }
      type = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      type = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
}

/** Lines end with CR LF, LF or CR, wherever the chunks end. */
async function* linesOf(body: ReadableStream<Uint8Array>, received: () => void): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      received();
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST) {
        throw new Error("An event is too long");
      }
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
