import type { Reader } from '@carbon/database';
import type { Ground } from '../destination-grounds';
import type { RoundPhase } from '../domain/round-state';
import type { Destination, Settlement } from './settlements';

interface Row {
  readonly roundId: string;
  readonly holderId: string;
  readonly sequence: number;
  readonly lineVersion: number;
  readonly market: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly province: string;
  readonly sector: string;
  readonly amountT: string;
  readonly earlierT: string;
  readonly owedBeforeT: string;
  readonly deductedT: string;
  readonly issueT: string;
  readonly returnT: string;
  readonly destination: Destination;
  readonly grounds: readonly Ground[];
}

const COLUMNS = `s.round_id as "roundId", s.holder_id as "holderId", s.sequence, s.line_version as "lineVersion", s.market,
  s.year, s.phase, s.province, s.sector, s.amount_t as "amountT", s.earlier_t as "earlierT",
  s.owed_before_t as "owedBeforeT", s.deducted_t as "deductedT", s.issue_t as "issueT", s.return_t as "returnT",
  s.destination, s.destination_reasons as grounds`;

const settlementOf = (row: Row): Settlement => ({
  ...row,
  amountT: BigInt(row.amountT),
  earlierT: BigInt(row.earlierT),
  owedBeforeT: BigInt(row.owedBeforeT),
  deductedT: BigInt(row.deductedT),
  issueT: BigInt(row.issueT),
  returnT: BigInt(row.returnT),
});

/** Everything that was settled in a round, or of one enterprise of it, in the order it was. */
export async function readSettlements(
  reader: Reader,
  roundId: string,
  holderId?: string,
): Promise<Settlement[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from allowances.allocation_settlement s
      where s.round_id = $1 and ($2::uuid is null or s.holder_id = $2) order by s.holder_id, s.sequence`,
    [roundId, holderId ?? null],
  );
  return rows.map(settlementOf);
}

/** Whether the final round of an enterprise was settled on top of this one. */
export async function isCountedOn(
  reader: Reader,
  { id, phase }: { readonly id: string; readonly phase: RoundPhase },
): Promise<boolean> {
  if (phase === 'final') return false;
  const rows = await reader.query(
    `select from allowances.allocation_claim p
       join allowances.allocation_claim f on f.market = p.market and f.year = p.year and f.phase = 'final'
        and f.holder_id = p.holder_id
      where p.round_id = $1 limit 1`,
    [id],
  );
  return rows.length > 0;
}
