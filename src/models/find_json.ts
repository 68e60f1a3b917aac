import type { Json } from "../lib/json.ts";

const FENCE = /```[a-z]*\s*\n([\s\S]*?)\n\s*```/gi;

/** The JSON object in a model's answer: the whole of it, in a fence, or with prose around it. */
export function findJson(text: string): Json | undefined {
  const whole = parsed(text.trim());
  if (whole !== undefined) return whole;
  for (const [, fenced = ""] of text.matchAll(FENCE)) {
    const value = parsed(fenced.trim());
    if (value !== undefined) return value;
  }
  return parsed(outermost(text));
}

/** From the first brace to its partner; braces inside strings do not count. */
function outermost(text: string): string {
  const start = text.indexOf("{");
  if (start === -1) return "";
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isString) {
      if (character === "\\") at++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return text.slice(start, at + 1);
  }
  return "";
}

/** Objects and lists only: a bare word or number is prose. */
function parsed(text: string): Json | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
