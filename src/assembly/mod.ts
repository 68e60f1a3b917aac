/**
 * The pieces that `app.ts` puts together, in the order in which it does: the services that need nothing but the database,
 * the sandboxes with all that a backend may ask for, the job runner, and the server in front. What two folders need of
 * each other and none of them owns (validation's view of the runtime, what happens to a replaced version, what is kept
 * of a call, its trace) is here as well, so that they need not know each other.
 */
export { startJobs } from "./jobs.ts";
export { priceWarning } from "./prices.ts";
export { openRuntime } from "./sandboxes.ts";
export { startServer } from "./server.ts";
export { type AppOverrides, openServices, type Services } from "./services.ts";
