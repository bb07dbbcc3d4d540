import { createHash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';

/** What a batch holds, for its evidence: the same rows in the same order give the same hash. */
export interface EvidenceRow {
  readonly row: number;
  readonly meter: string;
  readonly start: Date;
  readonly end: Date;
  readonly energyWh: bigint;
  readonly registerStartWh: bigint | null;
  readonly registerEndWh: bigint | null;
}

const DOMAIN = 'carbon-ledger meter-batch v1';

/** SHA-256 over a line that names the purpose, then a line of canonical JSON (RFC 8785) for each row, in their order. */
export function evidenceHash(rows: readonly EvidenceRow[]): Buffer {
  const hash = createHash('sha256').update(DOMAIN);
  for (const { row, meter, start, end, energyWh, registerStartWh, registerEndWh } of rows) {
    const line = canonicalJson({
      ...{ row, meter, start: start.toISOString(), end: end.toISOString(), energyWh: energyWh.toString() },
      registerStartWh: registerStartWh?.toString() ?? null,
      registerEndWh: registerEndWh?.toString() ?? null,
    });
    hash.update(`\n${line}`);
  }
  return hash.digest();
}
