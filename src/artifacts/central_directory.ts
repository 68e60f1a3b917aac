/**
 * The zip format's tables, read strictly: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (section 4).
 * Where readers disagree on odd archives (names in two places, several ends) attacks live, so the odd is refused.
 */
export interface ZipEntry {
  name: string;
  method: number;
  encrypted: boolean;
  /** The Unix file type bits, 0 when the archive has none. */
  fileType: number;
  crc32: number;
  declaredBytes: number;
  /** The compressed bytes. */
  data: Uint8Array;
}

export type ZipTables = { ok: true; entries: ZipEntry[] } | { ok: false; message: string };

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
const ZIP64_MARK = 0xffffffff;

/** Thrown and caught in this file alone: one way out of the nested reading. */
class Malformed extends Error {}

export function readTables(bytes: Uint8Array, maxEntries: number): ZipTables {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { ok: true, entries: readEntries(view, readEnd(view), maxEntries) };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, message: error.message };
    if (error instanceof RangeError) return { ok: false, message: "the zip is cut short" };
    throw error;
  }
}

interface End {
  count: number;
  offset: number;
  endOffset: number;
}

/** The end record must close the archive exactly, so that no second one can hide in a comment. */
function readEnd(view: DataView): End {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) !== view.byteLength) continue;
    return parseEnd(view, at);
  }
  throw new Malformed("this is not a zip file");
}

function parseEnd(view: DataView, at: number): End {
  const disks = view.getUint16(at + 4, true) + view.getUint16(at + 6, true);
  const count = view.getUint16(at + 10, true);
  if (disks !== 0 || view.getUint16(at + 8, true) !== count) {
    throw new Malformed("the zip is split over several files");
  }
  const offset = view.getUint32(at + 16, true);
  if (count === 0xffff || offset === ZIP64_MARK) {
    throw new Malformed("Zip64 archives are not taken: make a plain zip");
  }
  return { count, offset, endOffset: at };
}

function readEntries(view: DataView, end: End, maxEntries: number): ZipEntry[] {
  if (end.count > maxEntries) {
    throw new Malformed(`the zip lists ${end.count} entries; at most ${maxEntries} are read`);
  }
  const entries: ZipEntry[] = [];
  let at = end.offset;
  for (let index = 0; index < end.count; index++) {
    const { entry, nextOffset } = readEntry(view, at);
    entries.push(entry);
    at = nextOffset;
  }
  if (at > end.endOffset) throw new Malformed("the zip's directory runs past its end");
  return entries;
}

function readEntry(view: DataView, at: number): { entry: ZipEntry; nextOffset: number } {
  if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) throw new Malformed("the zip's directory is damaged");
  const nameBytes = view.getUint16(at + 28, true);
  const name = readName(view, at + CENTRAL_BYTES, nameBytes);
  const compressedBytes = view.getUint32(at + 20, true);
  const declaredBytes = view.getUint32(at + 24, true);
  if (compressedBytes === ZIP64_MARK || declaredBytes === ZIP64_MARK) {
    throw new Malformed("Zip64 archives are not taken: make a plain zip");
  }
  const entry: ZipEntry = {
    name,
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    fileType: (view.getUint32(at + 38, true) >>> 16) & 0o170000,
    crc32: view.getUint32(at + 16, true),
    declaredBytes,
    data: readData(view, view.getUint32(at + 42, true), name, compressedBytes),
  };
  const trailerBytes = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  return { entry, nextOffset: at + CENTRAL_BYTES + nameBytes + trailerBytes };
}

/** Each name stands twice, in the directory and before the data: a reader of the one must see what the other sees. */
function readData(view: DataView, at: number, name: string, sizeBytes: number): Uint8Array {
  if (view.getUint32(at, true) !== LOCAL_SIGNATURE) {
    throw new Malformed(`the header of ${JSON.stringify(name)} is damaged`);
  }
  const nameBytes = view.getUint16(at + 26, true);
  if (readName(view, at + LOCAL_BYTES, nameBytes) !== name) {
    throw new Malformed(`${JSON.stringify(name)} has another name before its data`);
  }
  const start = at + LOCAL_BYTES + nameBytes + view.getUint16(at + 28, true);
  return slice(view, start, sizeBytes);
}

function readName(view: DataView, at: number, sizeBytes: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(slice(view, at, sizeBytes));
  } catch (error) {
    if (error instanceof TypeError) throw new Malformed("a file name in the zip is not UTF-8");
    throw error;
  }
}

function slice(view: DataView, at: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
  if (at + sizeBytes > view.byteLength) throw new Malformed("the zip is cut short");
  return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + at, sizeBytes);
}
