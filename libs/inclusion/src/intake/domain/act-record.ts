import { type Json, LeafHasher } from '@carbon/kernel';

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

/** The leaf of an act in the tree of its batch. */
export function leafOfAct(hasher: LeafHasher, salt: Uint8Array, record: ActRecord): Uint8Array {
  return hasher.leafOf(ACT_DOMAIN, salt, canonicalAct(record));
}

/** Whether a JSON value is the record of an act. */
export function isActRecord(value: Json | undefined): value is Json & ActRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value as Readonly<Record<string, Json>>);
  return (
    fields.length === ACT_FIELDS.length &&
    fields.every(([name, one]) => (ACT_FIELDS as readonly string[]).includes(name) && typeof one === 'string')
  );
}
