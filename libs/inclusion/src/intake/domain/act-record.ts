import { type Json, SALT_BYTES } from '@carbon/kernel';
import { createSHA256, type IHasher } from 'hash-wasm';

/** Separates commitments to acts from those to every other record. */
export const ACT_DOMAIN = 'carbon-ledger/act/v1\0';

/** An act as it is committed to: what was told, of whom (a number that leads nowhere after erasure), and by whom. */
export interface ActRecord {
  readonly act: string;
  /** Base units of the method. */
  readonly amount: string;
  readonly durationS: string;
  readonly eventId: string;
  readonly method: string;
  readonly partner: string;
  readonly programme: string;
  readonly resident: string;
  /** UTC, to the millisecond. */
  readonly startedAt: string;
}

export const ACT_FIELDS = [
  ...(['act', 'amount', 'durationS', 'eventId', 'method', 'partner'] as const),
  ...(['programme', 'resident', 'startedAt'] as const),
];

/**
 * The canonical JSON (RFC 8785) of an act's record, written by hand: its fields in their order. Codes and numbers hold
 * nothing that JSON escapes; event ids may, and `JSON.stringify` escapes well-formed text as RFC 8785 does.
 */
export function canonicalAct(record: ActRecord): string {
  return (
    `{"act":"${record.act}","amount":"${record.amount}","durationS":"${record.durationS}",` +
    `"eventId":${JSON.stringify(record.eventId)},"method":"${record.method}","partner":"${record.partner}",` +
    `"programme":"${record.programme}","resident":"${record.resident}","startedAt":"${record.startedAt}"}`
  );
}

/**
 * Hashes the acts of a batch and their tree: the same leaves as `LeafHasher` of the kernel gives, put together in one
 * buffer that is reused, in half the time. Not re-entrant; each call is synchronous.
 */
export class ActHasher {
  private readonly commitment = Buffer.alloc(4_096);
  private readonly leaf = Buffer.alloc(1 + 32);

  private constructor(private readonly sha256: IHasher) {
    this.commitment.write(ACT_DOMAIN, 'latin1');
  }

  static async create(): Promise<ActHasher> {
    return new ActHasher(await createSHA256());
  }

  /** The leaf of an act in the tree of its batch: `SHA-256(0x00 ‖ SHA-256(domain ‖ salt ‖ canonical JSON))`. */
  leafOf(salt: Uint8Array, record: ActRecord): Uint8Array {
    this.commitment.set(salt, ACT_DOMAIN.length);
    const from = ACT_DOMAIN.length + SALT_BYTES;
    const text = canonicalAct(record);
    if (from + text.length * MOST_BYTES_A_UNIT > this.commitment.length)
      throw new RangeError('no record of an act');
    const length = from + this.commitment.write(text, from);
    this.leaf.set(this.hash(this.commitment.subarray(0, length)), 1);
    return this.hash(this.leaf);
  }

  /** SHA-256 in one call. */
  readonly hash = (bytes: Uint8Array): Uint8Array => this.sha256.init().update(bytes).digest('binary');
}

/** UTF-8 bytes of a UTF-16 code unit at most. */
const MOST_BYTES_A_UNIT = 3;

/** Whether a JSON value is the record of an act. */
export function isActRecord(value: Json | undefined): value is Json & ActRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value as Readonly<Record<string, Json>>);
  return (
    fields.length === ACT_FIELDS.length &&
    fields.every(([name, one]) => (ACT_FIELDS as readonly string[]).includes(name) && typeof one === 'string')
  );
}
