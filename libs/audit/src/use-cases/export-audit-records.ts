import type { Database } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { auditRecordJson } from '../domain/audit-leaf';
import {
  type AuditFilter,
  countAuditRecords,
  readAuditRun,
  type StoredAuditRecord,
} from '../persistence/read-audit-records';
import { recordAudit } from '../record-audit';

export interface ExportRequest {
  readonly reach: Reach;
  readonly filter: AuditFilter;
  /** Origins tell of persons: for the registry only. */
  readonly withOrigins: boolean;
  /** The holder of who asks: its administrators see that the trail was exported. */
  readonly holderId?: string | undefined;
}

/** Records read at once, and kept in memory. */
const RUN = 500;

/**
 * The filtered trail as lines of JSON, oldest first. The export is recorded before its first line is read, so that none
 * goes unrecorded, however it ends; it reaches up to the last record there was then. A record whose transaction was
 * still open may come in addition to those counted.
 */
export async function exportAuditRecords(
  database: Database,
  request: ExportRequest,
  now: Date,
): Promise<AsyncGenerator<string>> {
  const { reach, filter, withOrigins, holderId } = request;
  const last = await database.transaction(async (tx) => {
    const { count, personal, lastId } = await countAuditRecords(tx, reach, filter);
    await recordAudit(
      tx,
      {
        action: 'audit.exported',
        subject: { kind: 'audit-trail', id: lastId.toString() },
        ...(holderId === undefined ? {} : { holderId }),
        // names of the filters only: somebody may have searched for a person
        after: { count, personal, origins: withOrigins, filters: namesOf(filter) },
      },
      now,
    );
    return lastId;
  });
  return lines(database, request, last);
}

async function* lines(
  database: Database,
  { reach, filter, withOrigins }: ExportRequest,
  last: bigint,
): AsyncGenerator<string> {
  for (let after = 0n; ;) {
    const records = await readAuditRun(database, reach, filter, { after, last, limit: RUN });
    for (const stored of records) {
      yield `${JSON.stringify(line(stored, withOrigins))}\n`;
      after = stored.id;
    }
    if (records.length < RUN) return;
  }
}

function line({ id, record, salt, leaf, origin }: StoredAuditRecord, withOrigins: boolean): object {
  return {
    id: id.toString(),
    record: auditRecordJson(record),
    salt: salt.toString('hex'),
    leaf: leaf.toString('hex'),
    ...(withOrigins && origin !== undefined
      ? { origin: { ip: origin.ip, agent: origin.agent, salt: origin.salt.toString('hex') } }
      : {}),
  };
}

function namesOf(filter: AuditFilter): string[] {
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .sort();
}
