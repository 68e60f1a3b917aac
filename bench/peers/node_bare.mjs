// The benchmark's handler straight on node:http: what a user writes by hand. Usage: node node_bare.mjs <port>
import http from "node:http";

http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { input, echo } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = JSON.stringify({ answer: "ok", n: String(input).length, ...(echo && { echo: input }) });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(answer),
    });
    response.end(answer);
  });
}).listen(Number(process.argv[2]), "127.0.0.1");
