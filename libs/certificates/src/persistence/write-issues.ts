import type { Transaction } from '@carbon/database';
import type { NewInstrument } from '@carbon/ledger';
import { storeRanges, storeWithheld } from './columns';
import type { Issue } from './issue.entity';
import type { IssueLot } from './issue-lot.entity';

/** Makes the instruments of plant-months known, all in one statement; those that are known stay as they are. */
export async function defineInstruments(
  tx: Transaction,
  instruments: readonly NewInstrument[],
): Promise<void> {
  if (instruments.length === 0) return;
  const text = (of: (instrument: NewInstrument) => unknown) => instruments.map(of);
  await tx.query(
    `insert into ledger.instrument (code, kind, unit, scheme, period, serialised, source_per_unit, cap)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[],
       $8::bigint[])
     on conflict (code) do nothing`,
    [
      text(({ code }) => code),
      text(({ kind }) => kind),
      text(({ unit }) => unit),
      text(({ scheme }) => scheme),
      text(({ period }) => period ?? null),
      text(({ serialised }) => serialised),
      text(({ sourcePerUnit }) => sourcePerUnit?.toString() ?? null),
      text(({ cap }) => cap?.toString() ?? null),
    ],
  );
}

/** Writes issues, all in one statement. */
export async function insertIssues(tx: Transaction, issues: readonly Issue[]): Promise<void> {
  await tx.query(
    `insert into certificates.issue
       (id, plant_id, month, meter_month_id, instrument, transaction_id, certificates, energy_wh, carried_in_wh,
        remainder_wh, wh_per_certificate, consumed, carried, added_wh, withheld_wh, withheld, locked_for, pack_id,
        pack_version, issued_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[],
       $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::jsonb[], $13::jsonb[], $14::bigint[],
       $15::bigint[], $16::jsonb[], $17::text[], $18::text[], $19::text[], $20::timestamptz[])`,
    [
      issues.map((issue) => issue.id),
      issues.map((issue) => issue.plantId),
      issues.map((issue) => issue.month),
      issues.map((issue) => issue.meterMonthId),
      issues.map((issue) => issue.instrument),
      issues.map((issue) => issue.transactionId?.toString() ?? null),
      issues.map((issue) => issue.certificates.toString()),
      issues.map((issue) => issue.energyWh.toString()),
      issues.map((issue) => issue.carriedInWh.toString()),
      issues.map((issue) => issue.remainderWh.toString()),
      issues.map((issue) => issue.whPerCertificate.toString()),
      issues.map((issue) => JSON.stringify(storeRanges(issue.consumed))),
      issues.map((issue) => JSON.stringify(storeRanges(issue.carried))),
      issues.map((issue) => issue.addedWh.toString()),
      issues.map((issue) => issue.withheldWh.toString()),
      issues.map((issue) => JSON.stringify(storeWithheld(issue.withheld))),
      issues.map((issue) => issue.lockedFor),
      issues.map((issue) => issue.packId),
      issues.map((issue) => issue.packVersion),
      issues.map((issue) => issue.issuedAt),
    ],
  );
}

/** Writes lots of issues, all in one statement. */
export async function insertLots(tx: Transaction, lots: readonly IssueLot[]): Promise<void> {
  await tx.query(
    `insert into certificates.issue_lot
       (issue_id, ordinal, electricity_class, trade_class, account_number, first_serial, certificates, carried_in_wh,
        energy_wh, added_wh, issued_wh, withheld_wh, remainder_wh, owed_wh, carried)
     select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
       $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
       $15::jsonb[])`,
    [
      lots.map((lot) => lot.issueId),
      lots.map((lot) => lot.ordinal),
      lots.map((lot) => lot.electricityClass),
      lots.map((lot) => lot.tradeClass),
      lots.map((lot) => lot.accountNumber),
      lots.map((lot) => lot.firstSerial.toString()),
      lots.map((lot) => lot.certificates.toString()),
      lots.map((lot) => lot.carriedInWh.toString()),
      lots.map((lot) => lot.energyWh.toString()),
      lots.map((lot) => lot.addedWh.toString()),
      lots.map((lot) => lot.issuedWh.toString()),
      lots.map((lot) => lot.withheldWh.toString()),
      lots.map((lot) => lot.remainderWh.toString()),
      lots.map((lot) => lot.owedWh.toString()),
      lots.map((lot) => JSON.stringify(storeRanges(lot.carried))),
    ],
  );
}
