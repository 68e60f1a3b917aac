// The closest peer: Val Town's deno-http-worker behind node:http, answering with the same envelope (no key check).
// Usage: node valtown_worker.mjs <port> <path to deno>
import http from "node:http";
import { newDenoHTTPWorker } from "@valtown/deno-http-worker";

const source = `export default { async fetch(request) {
  const { input, echo } = await request.json();
  return Response.json({ answer: "ok", n: String(input).length, ...(echo && { echo: input }) });
} }`;
const worker = await newDenoHTTPWorker(source, {
  runFlags: ["--allow-net"],
  denoExecutable: process.argv[3],
});

http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const started = performance.now();
    const headers = { "content-type": "application/json", "content-length": body.length };
    const call = worker.request("http://localhost/", { method: "POST", headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(
          `{"data":{"status":${answer.statusCode},"ok":${answer.statusCode < 300},` +
            `"latencyMs":${Math.round(performance.now() - started)},"response":${Buffer.concat(parts)}}}`,
        );
      });
    });
    call.on("error", (error) => response.writeHead(502).end(String(error)));
    call.end(body);
  });
}).listen(Number(process.argv[2]), "127.0.0.1");
