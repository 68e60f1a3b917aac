import assert from "node:assert/strict";
import { ConfigError, readConfig } from "./config.ts";

Deno.test("an empty environment gives the documented defaults", () => {
  const config = readConfig({});
  assert.equal(config.port, 8787);
  assert.equal(config.host, "127.0.0.1");
  assert.equal(config.databaseUrl, null);
  assert.deepEqual([...config.roles], ["control", "gateway", "jobs"]);
});

Deno.test("every bad value is named, all at once, with what it takes", () => {
  const bad = {
    AXTL_PORT: "70000",
    AXTL_ROLES: "control,king",
    AXTL_SECRET: "short",
    DATABASE_URL: "mysql://x",
    AXTL_BOOTSTRAP_TOKEN: "with space ".repeat(4),
    AXTL_INVOKE_TIMEOUT_MS: "1.5",
    AXTL_REQUIRE_OS_SANDBOX: "yes",
    AXTL_TRUSTED_PROXIES: "10.0.0.0/8, proxy.local",
    AXTL_CORS_ORIGINS: "https://app.example.com/",
  };
  assert.throws(() => readConfig(bad), (error) => {
    assert.ok(error instanceof ConfigError);
    for (const name of Object.keys(bad)) assert.match(error.message, new RegExp(`^${name} takes `, "m"));
    return true;
  });
});

Deno.test("an empty variable counts as one that is not set", () => {
  assert.equal(readConfig({ AXTL_PORT: "", DATABASE_URL: "" }).port, 8787);
});

Deno.test("a list may have spaces, and is empty when it is not set", () => {
  assert.deepEqual(readConfig({}).corsOrigins, []);
  const { corsOrigins, trustedProxies } = readConfig({
    AXTL_CORS_ORIGINS: "https://app.example.com, http://localhost:5173",
    AXTL_TRUSTED_PROXIES: "10.0.0.0/8,::1",
  });
  assert.deepEqual(corsOrigins, ["https://app.example.com", "http://localhost:5173"]);
  assert.deepEqual(trustedProxies, ["10.0.0.0/8", "::1"]);
});

Deno.test("a public URL loses its trailing slash", () => {
  assert.equal(
    readConfig({ AXTL_PUBLIC_URL: "https://api.example.com/" }).publicUrl,
    "https://api.example.com",
  );
});

Deno.test("with the URL of a model's endpoint a model is configured, and Anthropic's is known by its host", () => {
  assert.equal(readConfig({ AXTL_MODEL: "unused" }).model, null);
  const { model } = readConfig({
    AXTL_MODEL_BASE_URL: "http://localhost:11434/v1/",
    AXTL_MODEL: "qwen3, gemma3",
  });
  assert.equal(model?.baseUrl, "http://localhost:11434/v1");
  assert.deepEqual([model?.provider, model?.names], ["openai-compatible", ["qwen3", "gemma3"]]);
  const anthropic = readConfig({ AXTL_MODEL_BASE_URL: "https://api.anthropic.com/v1" }).model;
  assert.deepEqual([anthropic?.provider, anthropic?.names], ["anthropic", ["gpt-5.2"]]);
});

Deno.test("models have prices for a million tokens in and out, and names as providers write them", () => {
  const { modelPrices } = readConfig({ AXTL_MODEL_PRICES: "gpt-5.2=1.75/14, a/b=c=0/0.5" });
  assert.deepEqual(modelPrices, {
    "gpt-5.2": { perMillionInput: 1.75, perMillionOutput: 14 },
    "a/b=c": { perMillionInput: 0, perMillionOutput: 0.5 },
  });
  assert.throws(
    () => readConfig({ AXTL_MODEL_PRICES: "gpt-5.2=cheap" }),
    /AXTL_MODEL_PRICES takes the dollars .*, not "gpt-5.2=cheap"/,
  );
  for (const odd of ["gpt-5.2", "gpt-5.2=1", "gpt-5.2=-1/2", "gpt-5.2=1/1e99", "=1/2", "a=1/2,a=1/3"]) {
    assert.throws(() => readConfig({ AXTL_MODEL_PRICES: odd }), ConfigError, odd);
  }
});

Deno.test("a model's endpoint that is no web address stops the start", () => {
  assert.throws(
    () => readConfig({ AXTL_MODEL_BASE_URL: "localhost:11434" }),
    /AXTL_MODEL_BASE_URL takes a URL/,
  );
});
