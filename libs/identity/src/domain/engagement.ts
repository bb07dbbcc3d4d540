import type { ChinaDate } from '@carbon/kernel';

/** An auditor's leave to look at holders: which of their days, and when. */
export interface Engagement {
  readonly id: string;
  readonly auditorId: string;
  /** Codes; null for all instruments. */
  readonly instruments: readonly string[] | null;
  /** Days of China, both included. */
  readonly windowFrom: ChinaDate;
  readonly windowTo: ChinaDate;
  /** From this moment until just before that one. */
  readonly accessFrom: Date;
  readonly accessUntil: Date;
  readonly purpose: string;
  /** SHA-256, hex. */
  readonly documentHash: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly holders: readonly EngagedHolder[];
}

/** One of the holders an engagement is about; its part ends by itself. */
export interface EngagedHolder {
  readonly id: string;
  readonly code: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

/** When the last part ended; null while one stands. */
export function endOf(holders: readonly EngagedHolder[]): Pick<EngagedHolder, 'endedAt' | 'endedBy'> {
  if (holders.some(({ endedAt }) => endedAt === null)) return { endedAt: null, endedBy: null };
  const last = holders.reduce<EngagedHolder | undefined>(
    (latest, each) => (latest === undefined || (each.endedAt ?? 0) > (latest.endedAt ?? 0) ? each : latest),
    undefined,
  );
  return { endedAt: last?.endedAt ?? null, endedBy: last?.endedBy ?? null };
}
