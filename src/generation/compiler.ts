/** What `job.provider` and `job.model` say when the built-in compiler did the work. */
export const BUILTIN_COMPILER = { provider: "builtin", model: "axtl-compiler-1" } as const;
