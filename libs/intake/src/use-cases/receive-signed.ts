import { createPublicKey, verify } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { malformed, parseMoment } from '@carbon/kernel';
import { obstacle } from '../domain/readings/preview';
import { type ReadingRow, readReadingRow } from '../domain/readings/reading-row';
import { type SentBatch, signedBytes } from '../domain/readings/signed-batch';
import { referenceReused, signatureWrong } from '../domain/refusals';
import { batchByReference, batchFor, lockBatch } from '../persistence/batches';
import { type Device, deviceFor } from '../persistence/devices';
import { commitPreviewed } from './decide-batch';
import { previewBatch } from './preview-batch';
import { bodyHashOf, enterBatch, placeReadings } from './stage-batch';

export interface SignedBatch extends SentBatch {
  /** Ed25519 over `signedBytes`, 64 bytes. */
  readonly signature: Buffer;
}

/**
 * Takes a batch that a device or its data partner signed. It counts at once when nothing speaks against it; else it is
 * staged, for a person to decide. Sent again it is the same batch, whoever sends it.
 * @returns the batch's id
 * @throws Refusal INTAKE_DEVICE_UNKNOWN, INTAKE_SIGNATURE_WRONG, INTAKE_REFERENCE_REUSED, INPUT_MALFORMED
 */
export async function receiveSigned(
  tx: Transaction,
  sent: SignedBatch,
  caller: Caller,
  now: Date,
): Promise<string> {
  const device = await deviceFor(tx, sent.meter, caller);
  const bytes = signedBytes(sent);
  const keyId = await keyThatSigned(tx, device, bytes, sent, now);
  if (keyId === undefined) throw signatureWrong();
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('intake.device ' || $1::int, 0))`, [
    device.id,
  ]);
  const bodyHash = bodyHashOf(bytes);
  const before = await batchByReference(tx, device.id, sent.batch);
  if (before !== undefined) {
    if (before.bodyHash !== bodyHash.toString('hex')) throw referenceReused(sent.batch);
    return before.id;
  }
  const { placed, faults } = await placeReadings(tx, readingsOf(sent), caller);
  if (faults.length > 0) {
    throw malformed(
      faults.map(({ row, column, rule, message }) => ({ field: fieldOf(row, column), rule, message })),
    );
  }
  const signed = { deviceId: device.id, reference: sent.batch, keyId, signature: sent.signature };
  const batch = {
    ...{ source: 'signed' as const, holderId: device.holderId, bodyHash, signed },
    ...{ faults: [], faultCount: 0 },
  };
  const id = await enterBatch(tx, batch, placed, caller, now);
  await lockBatch(tx, id);
  const preview = await previewBatch(tx, id, now);
  const stored = await batchFor(tx, id, caller);
  if (obstacle(preview, { ...stored, corrections: false, overridden: false }) === undefined) {
    await commitPreviewed(tx, stored, preview, {}, caller, now);
  }
  return id;
}

/** @throws Refusal INPUT_MALFORMED naming `readings[n].start` */
function readingsOf({ meter, readings }: SentBatch): ReadingRow[] {
  const read = readings.map(({ start, end, energyWh, registerStartWh, registerEndWh }, row) =>
    readReadingRow(
      {
        ...{ meter, start, end, energy_wh: energyWh ?? null },
        ...{ register_start_wh: registerStartWh ?? null, register_end_wh: registerEndWh ?? null },
      },
      row,
    ),
  );
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) {
    throw malformed(
      faults
        .slice(0, 50)
        .map(({ row, column, rule, message }) => ({ field: fieldOf(row, column), rule, message })),
    );
  }
  return read.flatMap((one) => ('reading' in one ? [one.reading] : []));
}

const JSON_FIELDS: Readonly<Record<string, string>> = {
  energy_wh: 'energyWh',
  register_start_wh: 'registerStartWh',
  register_end_wh: 'registerEndWh',
};
const fieldOf = (row: number, column: string) => `readings[${row}].${JSON_FIELDS[column] ?? column}`;

/** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** A clock of a device may run a little ahead of ours. */
const AHEAD_MS = 5 * 60_000;

/** The device's key that signed these bytes: valid when they were signed, by what they say, and still now. */
async function keyThatSigned(
  tx: Transaction,
  device: Device,
  bytes: Buffer,
  { signedAt, signature }: SignedBatch,
  now: Date,
): Promise<string | undefined> {
  const moment = parseMoment(signedAt, 'signedAt');
  if (moment.getTime() > now.getTime() + AHEAD_MS) return undefined;
  const keys = await tx.query<{ id: string; publicKey: Buffer }>(
    `select k.id, k.public_key as "publicKey" from intake.device_key k
      where k.device_id = $1 and k.valid_from <= $2 and (k.valid_to is null or k.valid_to > greatest($2, $3))
        and not exists (select from intake.device_key_end e where e.key_id = k.id)
      order by k.id`,
    [device.id, moment, now],
  );
  return keys.find(({ publicKey }) => {
    const key = createPublicKey({ key: Buffer.concat([ED25519, publicKey]), format: 'der', type: 'spki' });
    return verify(null, bytes, key, signature);
  })?.id;
}
