import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type RoundPhase, type RoundState, SHOWN_STATES } from '../domain/round-state';
import type { LineReason } from './lines';
import { REMARKABLE } from './totals';

/** A line in a list: what it gives, and how far it has come. */
export interface ShownLine {
  readonly round: string;
  readonly roundId: string;
  readonly market: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly state: RoundState;
  readonly holderId: string;
  readonly holder: string;
  readonly sector: string;
  readonly province: string;
  readonly version: number;
  readonly verifiedT: string;
  readonly amountT: string;
  readonly why: LineReason;
  readonly reason: string | null;
  readonly fault: string | null;
  readonly hash: string;
  readonly remarkable: boolean;
  readonly issuedT: string;
  readonly returnedT: string;
}

const COLUMNS = `r.number as round, l.round_id as "roundId", r.market, r.year, r.phase, r.state,
  l.holder_id as "holderId", h.code as holder, l.sector, l.province, l.version, l.verified_t as "verifiedT",
  l.amount_t as "amountT", l.why, l.reason, l.fault, encode(l.hash, 'hex') as hash, ${REMARKABLE} as remarkable,
  coalesce(m.issued, 0) as "issuedT", coalesce(m.returned, 0) as "returnedT"`;
const FROM = `allowances.allocation_line_now l
  join allowances.allocation_round r on r.id = l.round_id
  join identity.holder h on h.id = l.holder_id
  left join lateral (
    select sum(quantity) filter (where kind = 'issue') as issued, sum(quantity) filter (where kind = 'return') as returned
      from allowances.allocation_movement where round_id = l.round_id and holder_id = l.holder_id) m on true`;

/** Lines of one round within reach, by the enterprise's code. */
export async function readRoundLines(
  reader: Reader,
  roundId: string,
  reach: Reach,
  page: PageRequest,
  filter: {
    readonly remarkable?: boolean | undefined;
    readonly remarkablePercent: number;
    readonly sector?: string | undefined;
  },
): Promise<Page<ShownLine>> {
  const rows = await reader.query<ShownLine>(
    `select ${COLUMNS} from ${FROM}
      where l.round_id = $1 and ${inReach(3, { holder: 'l.holder_id', moment: 'l.at' })}
        and ($6::boolean is null or ${REMARKABLE} = $6) and ($7::text is null or l.sector = $7) and h.code > $8
      order by h.code limit $9`,
    [
      ...[roundId, filter.remarkablePercent, ...reachValues(reach), filter.remarkable ?? null],
      ...[filter.sector ?? null, page.after?.[0] ?? '', page.limit + 1],
    ],
  );
  return toPage(rows, page.limit, ({ holder }) => [holder]);
}

/** Lines of enterprises within reach over all rounds that show them, the latest round first. */
export async function readShownLines(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  filter: {
    readonly market?: string | undefined;
    readonly year?: number | undefined;
    readonly phase?: RoundPhase | undefined;
    readonly holderId?: string | undefined;
    readonly remarkablePercent: number;
  },
): Promise<Page<ShownLine>> {
  const [number, code] = page.after ?? [];
  const rows = await reader.query<ShownLine>(
    `select ${COLUMNS} from ${FROM}
      where r.state = any($1) and ${inReach(3, { holder: 'l.holder_id', moment: 'l.at' })}
        and ($6::text is null or r.market = $6) and ($7::int is null or r.year = $7)
        and ($8::text is null or r.phase = $8) and ($9::uuid is null or l.holder_id = $9)
        and ($10::text is null or r.number < $10 or r.number = $10 and h.code > $11)
      order by r.number desc, h.code limit $12`,
    [
      ...[SHOWN_STATES, filter.remarkablePercent, ...reachValues(reach), filter.market ?? null],
      ...[filter.year ?? null, filter.phase ?? null, filter.holderId ?? null, number ?? null, code ?? ''],
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, ({ round, holder }) => [round, holder]);
}
