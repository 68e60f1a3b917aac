import type { Json, JsonObject } from "../lib/json.ts";
import { isDeeperThan, MAX_JSON_DEPTH } from "../lib/json_text.ts";
import { Turns } from "../lib/turns.ts";
import type { CapabilityCall } from "../runtime/mod.ts";
import {
  DEFAULT_LIST_LIMIT,
  type Entry,
  MAX_KEY_BYTES,
  MAX_LIST_LIMIT,
  MAX_TTL_SECONDS,
  MAX_VALUE_BYTES,
  type Store,
} from "../store/mod.ts";
import { argsOf, type Handler, isProbe, optionsOf, Refusal } from "./handler.ts";

/** Connections of the pool that one agent may hold at once. The rest of its calls wait in its own line. */
const AT_ONCE_PER_AGENT = 4;

const encoder = new TextEncoder();

/** Does its work on the store of the one who asked: `owner` is the agent or, for a probe, the probe itself. */
type Work = (store: Store, owner: string, args: JsonObject) => Promise<Json>;

export function storeHandlers(store: Store, probeStore: Store): [string, Handler][] {
  const turns = new Turns(AT_ONCE_PER_AGENT);
  const handler = (work: Work): Handler => async (call: CapabilityCall) => {
    const args = argsOf(call);
    if (isProbe(call)) return { value: await work(probeStore, call.deploymentId, args) };
    return { value: await turns.run(call.agentId, () => work(store, call.agentId, args)) };
  };
  return [
    ["store.get", handler(get)],
    ["store.put", handler(put)],
    ["store.delete", handler(remove)],
    ["store.list", handler(list)],
    ["store.increment", handler(increment)],
  ];
}

const get: Work = async (store, owner, { key }) => {
  const entry = await store.get(owner, keyOf(key));
  return entry ? entryView(entry) : { key: String(key), value: null, version: null, expiresAt: null };
};

const put: Work = async (store, owner, { key, value, options }) => {
  const { ifVersion, ttlSeconds } = optionsOf(options, ["ifVersion", "ttlSeconds"]);
  const outcome = await store.put(owner, keyOf(key), valueTextOf(value), {
    ...(ifVersion !== undefined && { ifVersion: versionOf(ifVersion) }),
    ...(ttlSeconds !== undefined && { ttlSeconds: ttlOf(ttlSeconds) }),
  });
  if (outcome.kind === "quota") throw quotaExceeded();
  return outcome.kind === "stored" ? { ok: true, version: outcome.version } : { ok: false, version: null };
};

const remove: Work = (store, owner, { key }) => store.delete(owner, keyOf(key));

const list: Work = async (store, owner, { options }) => {
  const { prefix = "", limit, cursor } = optionsOf(options, ["prefix", "limit", "cursor"]);
  const page = await store.list(owner, {
    prefix: textBytes(prefix, "prefix"),
    limit: limitOf(limit),
    ...(typeof cursor === "string" && { after: fromCursor(cursor) }),
  });
  const last = page.more ? page.entries.at(-1) : undefined;
  return { entries: page.entries.map(entryView), cursor: last ? toCursor(last.key) : null };
};

const increment: Work = async (store, owner, { key, by }) => {
  if (typeof by !== "number") throw new Refusal("store_invalid_number", "a store adds finite numbers only");
  const outcome = await store.increment(owner, keyOf(key), by);
  if (outcome.kind === "quota") throw quotaExceeded();
  if (outcome.kind === "stored") return outcome.value;
  throw new Refusal(
    "store_not_a_number",
    "what is stored under this key is no number that could be added to",
  );
};

function entryView({ key, value, version, expiresAt }: Entry): JsonObject {
  return { key, value, version, expiresAt: expiresAt?.toISOString() ?? null };
}

function keyOf(key: Json | undefined): Uint8Array<ArrayBuffer> {
  const bytes = textBytes(key, "key");
  if (bytes.length > 0) return bytes;
  throw new Refusal("store_invalid_key", "a key has at least one character");
}

/** A lone surrogate has no UTF-8: stored, it would meet another key under one and the same replacement character. */
function textBytes(text: Json | undefined, what: string): Uint8Array<ArrayBuffer> {
  if (typeof text !== "string" || !text.isWellFormed()) {
    throw new Refusal("store_invalid_key", `a ${what} is a string of well-formed Unicode`);
  }
  const bytes = encoder.encode(text);
  if (bytes.length <= MAX_KEY_BYTES) return bytes;
  throw new Refusal(
    "store_invalid_key",
    `a ${what} has at most ${MAX_KEY_BYTES} bytes; this has ${bytes.length}`,
  );
}

function valueTextOf(value: Json | undefined): string {
  if (value === undefined) throw new Refusal("store_invalid_value", "a value is JSON, and undefined is not");
  const text = toText(value);
  const bytes = encoder.encode(text);
  if (bytes.length > MAX_VALUE_BYTES) {
    const message = `a value has at most ${MAX_VALUE_BYTES} bytes as JSON; this has ${bytes.length}`;
    throw new Refusal("store_value_too_large", message);
  }
  if (isDeeperThan(text, MAX_JSON_DEPTH)) throw tooDeep();
  return text;
}

/** What can be parsed can still be nested too deeply to be written: that uses the stack. */
function toText(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw tooDeep();
  }
}

function tooDeep(): Refusal {
  return new Refusal("store_invalid_value", `a value is nested at most ${MAX_JSON_DEPTH} deep`);
}

function versionOf(version: Json): string | null {
  if (version === null || typeof version === "string") return version;
  throw new Refusal("invalid_arguments", "ifVersion takes a version as get and put give it, or null");
}

function ttlOf(ttlSeconds: Json): number {
  const isFine = typeof ttlSeconds === "number" && ttlSeconds > 0 && ttlSeconds <= MAX_TTL_SECONDS;
  if (isFine) return ttlSeconds;
  throw new Refusal("invalid_arguments", `ttlSeconds takes a number above 0 and up to ${MAX_TTL_SECONDS}`);
}

function limitOf(limit: Json | undefined): number {
  if (limit === undefined || limit === null) return DEFAULT_LIST_LIMIT;
  if (Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= MAX_LIST_LIMIT) return Number(limit);
  throw new Refusal("invalid_arguments", `limit takes a whole number from 1 to ${MAX_LIST_LIMIT}`);
}

function quotaExceeded(): Refusal {
  return new Refusal("store_quota_exceeded", "the agent's store is full: delete what is not needed any more");
}

/** The last key shown, as text that nobody is tempted to build by hand. */
function toCursor(key: string): string {
  return encoder.encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromCursor(cursor: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
  } catch {
    throw new Refusal("invalid_arguments", "cursor takes the cursor of an earlier answer");
  }
}
