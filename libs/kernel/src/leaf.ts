import { createSHA256 } from 'hash-wasm';

/** Separates the commitments of one kind of record from every other use of SHA-256. */
export const JOURNAL_DOMAIN = 'carbon-ledger/journal/v1\0';

/** Bytes of salt of a record: 128 bits, so that a commitment to guessable data cannot be guessed (PII-004). */
export const SALT_BYTES = 16;

/**
 * Commits to records for the transparency log.
 *
 * `commitment = SHA-256(domain ‖ salt ‖ canonical JSON)`, `leaf = SHA-256(0x00 ‖ commitment)` (RFC 9162 section 2.1.1
 * with the commitment as the leaf's data). Not re-entrant: one hasher is reused for speed, each call is synchronous.
 */
export class LeafHasher {
  private constructor(private readonly sha256: Awaited<ReturnType<typeof createSHA256>>) {}

  static async create(): Promise<LeafHasher> {
    return new LeafHasher(await createSHA256());
  }

  /** The 32 bytes of the commitment to a record. */
  commitment(domain: string, salt: Uint8Array, canonicalRecord: string): Uint8Array {
    return this.sha256.init().update(domain).update(salt).update(canonicalRecord).digest('binary');
  }

  /** The 32 bytes of the log leaf of a commitment. */
  leaf(commitment: Uint8Array): Uint8Array {
    return this.sha256.init().update(LEAF_PREFIX).update(commitment).digest('binary');
  }

  /** The log leaf of a record in one call. */
  leafOf(domain: string, salt: Uint8Array, canonicalRecord: string): Uint8Array {
    return this.leaf(this.commitment(domain, salt, canonicalRecord));
  }
}

const LEAF_PREFIX = Uint8Array.of(0x00);
