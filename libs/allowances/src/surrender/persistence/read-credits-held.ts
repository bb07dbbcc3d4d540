import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** Credits of one batch that a holder can dispose of on the registry side. */
export interface CreditsHeld {
  readonly instrument: string;
  readonly scheme: string;
  readonly availableT: bigint;
}

/** By instrument; only what is available: what is set apart is somebody else's claim. */
export async function readCreditsHeld(
  reader: Reader,
  {
    holderId,
    instruments,
  }: { readonly holderId: string; readonly instruments?: readonly string[] | undefined },
  page: PageRequest,
): Promise<Page<CreditsHeld>> {
  const rows = await reader.query<{ code: string; scheme: string; available: string }>(
    `select i.code, i.scheme, sum(b.available)::bigint as available
       from ledger.account a join ledger.balance b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.holder_id = $1 and a.kind = 'holding' and i.kind in ('credit', 'inclusion-reduction') and i.unit = 't'
        and b.available > 0 and i.code > $2 and ($4::text[] is null or i.code = any($4))
      group by i.code, i.scheme order by i.code limit $3`,
    [holderId, page.after?.[0] ?? '', page.limit + 1, instruments ?? null],
  );
  const held = rows.map(({ code, scheme, available }) => ({
    instrument: code,
    scheme,
    availableT: BigInt(available),
  }));
  return toPage(held, page.limit, ({ instrument }) => [instrument]);
}
