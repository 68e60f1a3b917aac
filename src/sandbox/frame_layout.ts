/**
 * A frame on the wire, numbers big-endian:
 *
 *     0  u32  bytes of head and body together
 *     4  u8   type
 *     5  u8   1 when no more chunks of this body follow, else 0
 *     6  u32  call id
 *    10  u32  bytes of the head
 *    14       the head (UTF-8 JSON), then the body
 */
export const FRAME_HEADER_BYTES = 14;

/** The largest head and body together. A length above it is a broken or hostile peer, never a large message. */
export const MAX_FRAME_BYTES = 1024 * 1024;
