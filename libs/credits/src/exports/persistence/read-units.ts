import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { UnitStatus } from '../domain/cad-trust-unit';

/** A run of tonnes as the ledger and the retirements have it. */
export interface ExportedRun {
  readonly instrument: string;
  readonly period: string | null;
  readonly first: string;
  readonly last: string;
  readonly holderId: string;
  readonly country: string;
  readonly status: UnitStatus;
  /** What it was retired for, or why it was cancelled; null of what is held or expired. */
  readonly purpose: string | null;
  readonly vintage: string | null;
  readonly declaration: string | null;
  readonly adjustment: string | null;
}

/**
 * Tonnes of the credit schemes within reach: held, retired, cancelled, expired (what a reversal gave back is held again),
 * in the order of instruments and serials. What ended is of whom it was when it ended. Certificates of energy are no
 * carbon units.
 */
export async function readUnits(
  reader: Reader,
  reach: Reach,
  schemes: readonly string[],
  now: Date,
  page: PageRequest,
): Promise<Page<ExportedRun>> {
  const [instrument = '', serial = '0'] = page.after ?? [];
  const rows = await reader.query<ExportedRun>(
    `with run as (
       select i.code as instrument, i.period, b.first_serial, b.last_serial, a.holder_id, 'Held' as status,
              null::text as purpose
         from ledger.block b
         join ledger.instrument i on i.id = b.instrument_id
         join ledger.account a on a.id = b.account_id and a.holder_id is not null
        where i.scheme = any($1::text[]) and i.unit = 't' and ${inReach(5, { holder: 'a.holder_id', moment: '$8::timestamptz' })}
          and (i.code, b.first_serial) > ($2, $3::bigint)
       union all
       select l.instrument, i.period, l.first_serial, l.last_serial, r.holder_id, 'Retired', r.purpose
         from credits.retirement r
         join credits.retirement_lot l on l.retirement_id = r.id
         join ledger.instrument i on i.code = l.instrument
        where r.scheme = any($1::text[]) and r.unit = 't' and ${inReach(5, { holder: 'r.holder_id', moment: 'r.retired_at' })}
          and not exists (select from credits.retirement_void v where v.retirement_id = r.id)
          and (l.instrument, l.first_serial) > ($2, $3::bigint)
       union all
       select i.code, i.period, b.first_serial, b.last_serial, a.holder_id,
              case e.kind when 'expiry' then 'Expired' else 'Cancelled' end,
              case e.kind when 'cancellation' then coalesce(j.reason, j.reference, e.kind) end
         from ledger.account e
         join ledger.block b on b.account_id = e.id
         join ledger.instrument i on i.id = b.instrument_id
         join ledger.journal j on j.id = b.journal_id
         join ledger.account a on a.id = j.debit_account and a.holder_id is not null
        where e.id < 1024 and e.kind in ('cancellation', 'expiry') and i.scheme = any($1::text[]) and i.unit = 't'
          and ${inReach(5, { holder: 'a.holder_id', moment: 'j.recorded_at' })}
          and (i.code, b.first_serial) > ($2, $3::bigint)
     )
     select run.instrument, run.period, run.first_serial as first, run.last_serial as last,
            run.holder_id as "holderId", h.country, run.status, run.purpose, x.vintage,
            x.adjustment_declaration as declaration, x.adjustment_state as adjustment
       from run
       join identity.holder h on h.id = run.holder_id
       left join lateral (select * from credits.external_lot e where e.instrument = run.instrument
          and run.first_serial between e.first_serial and e.last_serial limit 1) x on true
      order by run.instrument, run.first_serial limit $4`,
    [schemes, instrument, serial, page.limit + 1, ...reachValues(reach), now],
  );
  return toPage(rows, page.limit, (row) => [row.instrument, row.first]);
}
