import { fileURLToPath } from "node:url";

/** The API reference: Swagger UI from npm, served by us, so that it works with no network. */

const ASSETS: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

const START_SCRIPT = `
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, persistAuthorization: true });
`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AXTL API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** Scripts come from this origin alone; Swagger UI sets styles inline. */
const CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

export interface Asset {
  body: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

export const DOCS_PAGE: Asset = {
  body: PAGE,
  headers: {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  },
};

/** Null: the page has no such asset. */
export async function docsAsset(name: string): Promise<Asset | null> {
  if (name === "start.js") {
    return { body: START_SCRIPT, headers: { "Content-Type": "text/javascript; charset=utf-8" } };
  }
  const contentType = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  if (contentType === undefined) return null;
  const path = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`));
  return {
    body: await Deno.readFile(path),
    headers: { "Content-Type": contentType, "Cache-Control": "public, max-age=3600" },
  };
}
