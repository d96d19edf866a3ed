import { writeFile } from "node:fs/promises";
import { TYPES, typesOf } from "./openapi.js";
import { startRollcall } from "./rollcall.js";

const rollcall = await startRollcall();
try {
  await writeFile(TYPES, await typesOf(rollcall.address));
} finally {
  await rollcall.stop();
}
