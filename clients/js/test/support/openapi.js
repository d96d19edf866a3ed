import openapiTS, { astToString } from "openapi-typescript";

export const TYPES = new URL("../../src/openapi.ts", import.meta.url);

/** Returns the TypeScript types of what a running node sends and takes. */
export async function typesOf(address) {
  const description = await (await fetch(`${address}/v3/api-docs`)).json();
  return `// Generated from the OpenAPI description by "npm run types".\n\n${astToString(
    await openapiTS({ ...description, paths: {} }, { alphabetize: true }),
  )}`;
}
