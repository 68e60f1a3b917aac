/** The benchmark's handler straight on Deno.serve: the floor. Usage: deno run -A deno_bare.ts <tcp port | /path/to.sock> */
const where = Deno.args[0]!;
const onListen = () => {};

async function handler(request: Request): Promise<Response> {
  const { input, echo } = await request.json();
  return Response.json({ answer: "ok", n: String(input).length, ...(echo && { echo: input }) });
}

if (where.startsWith("/")) Deno.serve({ path: where, onListen }, handler);
else Deno.serve({ port: Number(where), hostname: "127.0.0.1", onListen }, handler);
