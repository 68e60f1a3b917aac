import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();
let made: Promise<{ agentId: string; slug: string }> | undefined;
const agent = () => made ??= platform.deployed("Downloadable", ECHO);

test("GET /latest redirects to the file, and the redirect opens with no header", async () => {
  const { agentId, slug } = await agent();
  const redirect = await platform.api("GET", `/v1/downloads/${agentId}/latest`);
  assert.equal(redirect.status, 302);
  const location = redirect.headers.get("Location")!;
  assert.match(location, new RegExp(`^${platform.url}/v1/downloads/${agentId}/${slug}-v1\\.zip\\?token=`));
  const file = await fetch(location);
  assert.equal(file.headers.get("Content-Type"), "application/zip");
  const files = unzipSync(await file.bytes());
  assert.equal(strFromU8(files["src/handler.ts"]!), ECHO);
  assert.ok(files["reports/ctrf.json"] && files["reports/junit.xml"]);
});

test("the redirect's URL is valid for 3600 s, and opens that file alone", async () => {
  const { agentId } = await agent();
  const redirect = await platform.api("GET", `/v1/downloads/${agentId}/latest`);
  const url = new URL(redirect.headers.get("Location")!);
  const claims = JSON.parse(atob(url.searchParams.get("token")!.split(".")[1]!));
  const remainingSeconds = claims.exp - Date.now() / 1000;
  assert.ok(remainingSeconds > 3590 && remainingSeconds <= 3600, String(remainingSeconds));
  const other = await platform.api("GET", `${url.pathname.replace("v1.zip", "v2.zip")}${url.search}`, {
    token: null,
  });
  assert.equal(other.status, 401);
  assert.equal(other.json.error.code, "invalid_download_token");
});

test("a download token is valid for 60 s and opens the agent's files", async () => {
  const { agentId, slug } = await agent();
  const minted = await platform.api("POST", `/v1/downloads/${agentId}/token`);
  const { token, expiresAt } = minted.json.data;
  const remainingMs = Date.parse(expiresAt) - Date.now();
  assert.ok(remainingMs > 50_000 && remainingMs <= 60_000, String(remainingMs));
  const path = `/v1/downloads/${agentId}/${slug}-v1.zip`;
  assert.equal((await platform.api("GET", `${path}?token=${token}`, { token: null })).status, 200);
  const forged = await platform.api("GET", `${path}?token=${token.slice(0, -2)}xx`, { token: null });
  assert.equal(forged.status, 401);
});

test("the file opens with a platform token of its workspace, and not without", async () => {
  const { agentId, slug } = await agent();
  const path = `/v1/downloads/${agentId}/${slug}-v1.zip`;
  assert.equal((await platform.api("GET", path)).status, 200);
  assert.equal((await platform.api("GET", path, { token: null })).json.error.code, "missing_platform_token");
  assert.equal(
    (await platform.api("GET", path, { token: platform.strangerToken })).json.error.code,
    "agent_not_found",
  );
  const nothing = await platform.api("GET", `/v1/downloads/${agentId}/other.zip`);
  assert.equal(nothing.json.error.code, "artifact_not_found");
});

test("the same requirements give the same artifact, byte for byte", async () => {
  const prompt = await Deno.readTextFile(new URL("../../examples/support-triage.md", import.meta.url));
  const hashes = [];
  for (let i = 0; i < 2; i++) {
    const started = await platform.api("POST", "/v1/generate", {
      body: { name: "Same bytes", prompt, ...(i === 1 && { agentId: hashes[0]!.agentId }) },
    });
    const { agent, job } = started.json.data;
    const end = await platform.finished(job.id);
    assert.equal(end.status, "completed", JSON.stringify(end.failure));
    hashes.push({ agentId: agent.id, sha256: (end.artifact as { sha256: string }).sha256 });
  }
  assert.equal(hashes[0]!.sha256, hashes[1]!.sha256);
});
