/**
 * Whose model a workspace asks: the one of its own settings, else the operator's, else none.
 *
 * A key goes in by `set`, is sealed before it reaches the database (`lib/seal.ts`), and is opened for the endpoint alone.
 * A workspace's endpoint is reached through `egress/`, as a backend's `fetch` is: on the public internet only, by the
 * address that was checked, unless the operator lets workspaces into private networks. Settings that are replaced stay
 * for as long as a job that began with them is not over.
 */
export { createProviders, type Providers, type ProvidersSettings, type WorkspaceModel } from "./providers.ts";
export { MAX_KEY_CHARACTERS, type ModelSettingsInput, type StoredSettings } from "./settings.ts";
