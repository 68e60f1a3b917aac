/**
 * Agents, the main resource, and their versions.
 *
 * An agent is a name, a slug and a status; everything that can be run is a version, numbered from 1 and never changed.
 * A version names two blobs: the artifact that people download, and the bundle that a sandbox loads. Every look-up
 * takes the workspace, so that another workspace's agent looks like one that does not exist.
 */
export * from "./agents.ts";
export * from "./versions.ts";
