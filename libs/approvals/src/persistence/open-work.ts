import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';

/** What waits for somebody, of one kind. */
export interface OpenWork {
  readonly kind: string;
  readonly waiting: number;
  readonly oldest: Date;
  readonly nextDeadline: Date;
}

/** Proposals of holders within reach that wait for approval, by kind. */
export function readOpenWork(reader: Reader, reach: Reach): Promise<OpenWork[]> {
  return reader.query<OpenWork>(
    `select kind, count(*)::int as waiting, min(proposed_at) as oldest, min(deadline) as "nextDeadline"
       from approvals.task
      where state = 'proposed' and ($1::uuid[] is null or holder_id = any($1))
      group by kind order by kind`,
    [reachIds(reach)],
  );
}
