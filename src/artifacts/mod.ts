/**
 * A backend's files, at rest and on the wire.
 *
 * `packZip` makes the download: the same bytes for the same files, so that an artifact's hash says what is in it.
 * `unpackZip` and `checkFiles` are the two ways in for a caller's own code; both end in the same rules (`rules.ts`),
 * and whatever breaks them comes back as a list of issues, each with its path and how to mend it, never as an exception.
 * `createBlobStore` keeps bytes under their SHA-256. What the files *do* is judged elsewhere, in validation.
 */
export { type BlobStore, createBlobStore, sha256Hex } from "./blobs.ts";
export {
  checkFiles,
  DEFAULT_LIMITS,
  ENTRY_PATHS,
  entryOf,
  type FileIssue,
  type FileLimits,
  type FilesResult,
} from "./rules.ts";
export { unpackZip } from "./unzip.ts";
export { packZip } from "./zip.ts";
