import type { Reader, Transaction } from '@carbon/database';

/** SUR-013: what a holder agreed that another surrenders for it. */
export interface AssistanceConsent {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly assistantId: string;
  readonly limitT: bigint;
}

export async function insertConsent(
  tx: Transaction,
  { id, market, year, holderId, assistantId, limitT }: AssistanceConsent,
  given: { readonly at: Date; readonly by: string; readonly approvedBy: string },
): Promise<void> {
  await tx.query(
    `insert into allowances.assistance_consent (id, market, year, holder_id, assistant_id, limit_t, given_at, given_by,
       approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, market, year, holderId, assistantId, limitT.toString(), given.at, given.by, given.approvedBy],
  );
}

/** How much of what was agreed an assistant has not used, applications under review taken off; in tonnes. */
export async function consentLeft(
  reader: Reader,
  of: Pick<AssistanceConsent, 'market' | 'year' | 'holderId' | 'assistantId'>,
): Promise<bigint> {
  const [row] = await reader.query<{ left: string }>(
    `select (coalesce((select sum(c.limit_t) from allowances.assistance_consent c
               where c.market = $1 and c.year = $2 and c.holder_id = $3 and c.assistant_id = $4), 0)
           - coalesce((select sum(s.allowances_t + s.credits_t) from allowances.surrender s
               where s.market = $1 and s.year = $2 and s.holder_id = $3 and s.payer_id = $4
                 and s.ground = 'assistance-consented' and s.state in ('pending', 'completed')), 0))::bigint as left`,
    [of.market, of.year, of.holderId, of.assistantId],
  );
  return BigInt(row?.left ?? 0);
}

/** Whether units of a holder are out of its reach: under a court's freeze, or in accounts on which it may not act. */
export async function isBlocked(reader: Reader, holderId: string, market: string): Promise<boolean> {
  const [row] = await reader.query<{ blocked: boolean }>(
    `select exists (
       select from ledger.account a
         left join ledger.balance b on b.account_id = a.id
         left join ledger.instrument i on i.id = b.instrument_id and i.kind = 'allowance' and i.scheme = 'ETS-' || $2::text
        where a.holder_id = $1 and a.kind = 'holding'
          and (a.state in ('all-transactions-restricted', 'suspended-partially', 'suspended')
            or i.id is not null and b.judicial > 0)) as blocked`,
    [holderId, market],
  );
  return row?.blocked === true;
}
