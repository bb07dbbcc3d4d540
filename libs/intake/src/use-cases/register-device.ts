import { recordAudit } from '@carbon/audit';
import { sqlState, type Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { requireDocument } from '@carbon/documents';
import { holderInReach, requireSecondFactor } from '@carbon/identity';
import { EVERYTHING } from '@carbon/http';
import { assetInReach } from '@carbon/sources';
import { refuseSmallOrder } from '../domain/keys/small-order';
import { deviceKeyUnknown, deviceRegistered } from '../domain/refusals';
import { type Device, deviceFor, type DeviceRole } from '../persistence/devices';

export interface NewDevice {
  readonly asset: string;
  readonly serial: string;
  readonly role: DeviceRole;
  readonly maxErrorPercent: string;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
  /** Nameplate behind the meter; the asset's own where the meter is at its output. */
  readonly capacityKw?: string | undefined;
  /** Code of a data partner that may send for it. */
  readonly partner?: string | undefined;
}

/** Enters a meter at an asset of the caller's reach. @throws Refusal SOURCE_ASSET_UNKNOWN, INTAKE_DEVICE_REGISTERED */
export async function registerDevice(
  tx: Transaction,
  filing: NewDevice,
  caller: Caller,
  now: Date,
): Promise<Device> {
  const asset = await assetInReach(tx, filing.asset, caller.reach);
  const partner =
    filing.partner === undefined ? undefined : await holderInReach(tx.manager, filing.partner, EVERYTHING);
  const atOutput = filing.role === 'export' || filing.role === 'generation';
  const rows = await tx
    .query<{ number: string }>(
      `insert into intake.device (asset_id, asset_number, holder_id, partner_id, serial, role, technology, capacity_kw,
         max_error_percent, valid_from, valid_to, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (asset_id, serial, role) do nothing returning number`,
      [
        ...[asset.id, asset.number, asset.holderId, partner?.id ?? null, filing.serial, filing.role],
        atOutput ? (asset.technology ?? null) : null,
        filing.capacityKw ?? (atOutput ? (asset.capacityKw ?? null) : null),
        ...[filing.maxErrorPercent, filing.validFrom, filing.validTo ?? null, caller.id, now],
      ],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === '23505' ? deviceRegistered(filing.serial) : error;
    });
  const number = rows[0]?.number;
  if (number === undefined) throw deviceRegistered(filing.serial);
  await recordAudit(
    tx,
    {
      action: 'intake.device-registered',
      subject: { kind: 'device', id: number },
      holderId: asset.holderId,
      after: { asset: asset.number, serial: filing.serial, role: filing.role },
    },
    now,
  );
  return deviceFor(tx, number, caller);
}

export interface NewKey {
  readonly keyOf: 'device' | 'data-partner';
  /** 32 bytes of an Ed25519 public key (RFC 8032). */
  readonly publicKey: Buffer;
  readonly validFrom: Date;
  readonly validTo?: Date | undefined;
}

/**
 * Gives a device a key that its batches may be signed with; a key it has already stays as it is. What it signs counts at
 * once, so people show their second factor.
 * @throws Refusal INPUT_MALFORMED for a key of small order, SECOND_FACTOR_NEEDED, INTAKE_DEVICE_UNKNOWN
 */
export async function registerKey(
  tx: Transaction,
  number: string,
  key: NewKey,
  caller: Caller,
  now: Date,
): Promise<{ readonly id: string }> {
  refuseSmallOrder(key.publicKey);
  requireSecondFactor(caller, now);
  const device = await deviceFor(tx, number, { reach: caller.reach });
  const [entered] = await tx.query<{ id: string }>(
    `insert into intake.device_key (id, device_id, key_of, public_key, valid_from, valid_to, registered_by, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (device_id, public_key) do nothing returning id`,
    [newId(), device.id, key.keyOf, key.publicKey, key.validFrom, key.validTo ?? null, caller.id, now],
  );
  if (entered !== undefined) {
    const after = { device: number, keyOf: key.keyOf, publicKey: key.publicKey.toString('hex') };
    await recordAudit(
      tx,
      {
        action: 'intake.key-registered',
        subject: { kind: 'device-key', id: entered.id },
        holderId: device.holderId,
        after,
      },
      now,
    );
    return entered;
  }
  const [known] = await tx.query<{ id: string }>(
    `select id from intake.device_key where device_id = $1 and public_key = $2`,
    [device.id, key.publicKey],
  );
  if (known === undefined) throw new Error('a key was neither entered nor there');
  return known;
}

/** Nothing signed with a key counts from now on. Ending it again changes nothing. @throws Refusal INTAKE_KEY_UNKNOWN */
export async function endKey(
  tx: Transaction,
  { number, keyId, reason }: { readonly number: string; readonly keyId: string; readonly reason: string },
  caller: Caller,
  now: Date,
): Promise<void> {
  const device = await deviceFor(tx, number, { reach: caller.reach });
  const [key] = await tx.query(`select id from intake.device_key where id = $1 and device_id = $2`, [
    keyId,
    device.id,
  ]);
  if (key === undefined) throw deviceKeyUnknown(keyId);
  const ended = await tx.query(
    `insert into intake.device_key_end (key_id, reason, ended_by, ended_at) values ($1, $2, $3, $4)
     on conflict do nothing returning key_id`,
    [keyId, reason, caller.id, now],
  );
  if (ended.length === 0) return;
  await recordAudit(
    tx,
    {
      action: 'intake.key-ended',
      subject: { kind: 'device-key', id: keyId },
      holderId: device.holderId,
      after: { device: number },
      reason,
    },
    now,
  );
}

export interface NewCalibration {
  readonly calibratedOn: string;
  readonly dueOn: string;
  readonly maxErrorPercent: string;
  readonly documentHash?: string | undefined;
}

/** Records that a meter was calibrated (CCM-03 asks when, and how well). The same day again changes nothing. */
export async function recordCalibration(
  tx: Transaction,
  number: string,
  { calibratedOn, dueOn, maxErrorPercent, documentHash }: NewCalibration,
  caller: Caller,
  now: Date,
): Promise<void> {
  const device = await deviceFor(tx, number, { reach: caller.reach });
  if (documentHash !== undefined) await requireDocument(tx, documentHash, caller);
  const entered = await tx.query(
    `insert into intake.calibration (id, device_id, calibrated_on, due_on, max_error_percent, document_hash, recorded_by,
       recorded_at)
     values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8) on conflict do nothing returning id`,
    [newId(), device.id, calibratedOn, dueOn, maxErrorPercent, documentHash ?? null, caller.id, now],
  );
  if (entered.length === 0) return;
  await recordAudit(
    tx,
    {
      action: 'intake.calibrated',
      subject: { kind: 'device', id: number },
      holderId: device.holderId,
      after: { calibratedOn, dueOn, maxErrorPercent },
      ...(documentHash === undefined ? {} : { documentHash }),
    },
    now,
  );
}
