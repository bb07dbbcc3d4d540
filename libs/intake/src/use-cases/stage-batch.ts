import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import { BinaryCopy, type Transaction } from '@carbon/database';
import { fileDocument, type ReceivedFile } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { chinaDate, fault, malformed, newId } from '@carbon/kernel';
import { evidenceHash } from '../domain/readings/evidence';
import type { ReadingRow } from '../domain/readings/reading-row';
import type { ReadingTable } from '../domain/readings/reading-table';
import { MOST_FAULTS, type RowFault, rowFault } from '../domain/readings/row-fault';
import { type Device, devicesFor } from '../persistence/devices';

/** A reading whose meter is known. */
export interface PlacedReading extends ReadingRow {
  readonly device: Device;
}

/** What a batch is stored with, whichever way it came. */
export interface NewBatch {
  readonly source: 'signed' | 'csv' | 'xlsx';
  readonly holderId: string;
  readonly bodyHash: Buffer;
  readonly documentHash?: string;
  readonly faults: readonly RowFault[];
  readonly faultCount: number;
  readonly signed?: {
    readonly deviceId: number;
    readonly reference: string;
    readonly keyId: string;
    readonly signature: Buffer;
  };
}

/**
 * Stages a file: nothing of it counts until it is committed. Faulty rows are kept in mind and hold up the commit. The
 * file itself is filed as evidence; unsigned, and shown as such.
 * @throws Refusal INPUT_MALFORMED when it is neither CSV nor XLSX
 */
export async function stageFile(
  tx: Transaction,
  file: ReceivedFile,
  table: ReadingTable,
  caller: Caller,
  now: Date,
): Promise<string> {
  const { placed, faults } = await placeReadings(tx, table.readings, caller);
  const document = await fileDocument(tx, file, { kind: 'meter-reading' }, caller, now);
  const all = [...table.faults, ...faults].sort((one, other) => one.row - other.row);
  const holderId = placed[0]?.device.holderId ?? caller.holder?.id;
  if (holderId === undefined) {
    throw malformed([
      fault('file', 'no-meter', 'names no meter that could be found', '文件中没有可识别的计量设备'),
    ]);
  }
  return enterBatch(
    tx,
    {
      source: sourceOf(file),
      holderId,
      bodyHash: Buffer.from(file.sha256, 'hex'),
      documentHash: document.sha256,
      faults: all.slice(0, MOST_FAULTS),
      faultCount: table.faultCount + faults.length,
    },
    placed,
    caller,
    now,
  );
}

/** @throws Refusal INPUT_MALFORMED */
export function sourceOf({ type }: Pick<ReceivedFile, 'type'>): 'csv' | 'xlsx' {
  if (type === 'text/csv') return 'csv';
  if (type.endsWith('spreadsheetml.sheet')) return 'xlsx';
  throw malformed([fault('file', 'type', 'must be a CSV or XLSX file', '应为 CSV 或 XLSX 文件')]);
}

/** Finds the meters of rows: within reach, of one owner, in use on those days. */
export async function placeReadings(
  tx: Transaction,
  readings: readonly ReadingRow[],
  caller: Pick<Caller, 'reach' | 'holder'>,
): Promise<{ readonly placed: readonly PlacedReading[]; readonly faults: readonly RowFault[] }> {
  const devices = await devicesFor(
    tx,
    readings.map(({ meter }) => meter),
    caller,
  );
  const owner = [...devices.values()][0]?.holderId;
  const faults: RowFault[] = [];
  const placed = readings.flatMap((reading): PlacedReading[] => {
    const device = devices.get(reading.meter);
    const wrong = faultOfPlace(reading, device, owner);
    if (wrong === undefined && device !== undefined) return [{ ...reading, device }];
    if (wrong !== undefined) faults.push(wrong);
    return [];
  });
  return { placed, faults };
}

function faultOfPlace(
  { row, start, end }: ReadingRow,
  device: Device | undefined,
  owner: string | undefined,
): RowFault | undefined {
  if (device === undefined) {
    return rowFault(row, 'meter', 'unknown', 'there is no such device', '没有此计量设备');
  }
  if (device.holderId !== owner) {
    return rowFault(
      row,
      'meter',
      'one-owner',
      'is of another owner than the rows above',
      '与其他行的设备不属同一业主',
    );
  }
  const [first, last] = [chinaDate(start), chinaDate(new Date(end.getTime() - 1))];
  if (first < device.validFrom || (device.validTo !== null && last > device.validTo)) {
    return rowFault(
      row,
      'start',
      'in-use',
      'is outside of the days the device is in use',
      '不在设备使用期内',
    );
  }
  return undefined;
}

/** Writes a batch and its rows in two statements. */
export async function enterBatch(
  tx: Transaction,
  batch: NewBatch,
  placed: readonly PlacedReading[],
  caller: Pick<Caller, 'id' | 'holder'>,
  now: Date,
): Promise<string> {
  const id = newId();
  const senderId =
    caller.holder === undefined || caller.holder.id === batch.holderId ? null : caller.holder.id;
  const evidence = evidenceHash(placed);
  await tx.query(
    `insert into intake.batch (id, holder_id, sender_id, source, device_id, reference, key_id, signature, document_hash,
       body_hash, evidence_hash, rows, faults, fault_count, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[id, batch.holderId, senderId, batch.source, batch.signed?.deviceId ?? null],
      ...[batch.signed?.reference ?? null, batch.signed?.keyId ?? null, batch.signed?.signature ?? null],
      ...[batch.documentHash ?? null, batch.bodyHash, evidence, placed.length],
      ...[JSON.stringify(batch.faults), batch.faultCount, caller.id, now],
    ],
  );
  await tx.copy(
    `copy intake.staged_reading (batch_id, line, device_id, starts_at, ends_at, energy_wh, register_start_wh,
       register_end_wh) from stdin (format binary)`,
    [copyOf(id, placed)],
  );
  await recordAudit(
    tx,
    {
      action: 'intake.batch-staged',
      subject: { kind: 'meter-batch', id },
      holderId: batch.holderId,
      after: {
        ...{ source: batch.source, rows: placed.length, faults: batch.faultCount },
        evidenceHash: evidence.toString('hex'),
      },
      ...(batch.documentHash === undefined ? {} : { documentHash: batch.documentHash }),
    },
    now,
  );
  return id;
}

/** The rows of a batch in binary, a third of the server's work of `unnest`. */
function copyOf(batchId: string, placed: readonly PlacedReading[]): Buffer {
  const id = Buffer.from(batchId.replaceAll('-', ''), 'hex');
  const copy = new BinaryCopy(8, 1 << 20);
  for (const { row, device, start, end, energyWh, registerStartWh, registerEndWh } of placed) {
    copy.row().bytes(id).int4(row).int4(device.id).timestamp(start).timestamp(end).int8(energyWh);
    for (const wh of [registerStartWh, registerEndWh]) {
      if (wh === null) copy.null();
      else copy.int8(wh);
    }
  }
  return copy.finish();
}

/** SHA-256 of a body as it came. */
export function bodyHashOf(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer');
}
