import type { Command, SimpleCommand } from '@carbon/ledger';
import { energyKey } from '@carbon/sources/domain';
import { certificatesOfMonths } from '../domain/class-issue';
import { instrumentCode, issueSourceKey } from '../domain/instrument-code';
import type { Actor } from './desk';
import type { IssuingLot, ReadyIssue } from './ready-issue';

/**
 * What the ledger is asked for a plant-month: its lots in the order of serials, each to its account, and in the same
 * transaction the freeze of those whose energy a credit project has reserved (EXC-003).
 */
export function issueCommand(ready: ReadyIssue, by: Actor): Command {
  const { plant, planned, lots } = ready;
  const reference = issueSourceKey(plant.code, planned.issue.month);
  const cause = { ...by, reference, documentHash: planned.meter.evidenceHash };
  const making = lots.filter(({ plan }) => plan.issue.certificates > 0n);
  const commands = [
    ...making.map((lot, at) => issueLot(ready, lot, at)),
    ...making.flatMap((lot) => freezes(ready, lot)),
  ];
  const [only, ...others] = commands;
  if (only === undefined) throw new Error(`nothing to issue of ${reference}`);
  return others.length === 0 ? { ...only, cause } : { kind: 'linked', commands, cause };
}

function issueLot({ plant, planned }: ReadyIssue, { plan, account }: IssuingLot, at: number): SimpleCommand {
  const { month } = planned.issue;
  const event = issueSourceKey(plant.code, month);
  return {
    kind: 'issue',
    instrument: instrumentCode(plant.code, month),
    quantity: plan.issue.certificates,
    to: account,
    // one event of one plant-month, lot by lot
    sourceKey: at === 0 ? event : `${event}:${at + 1}`,
    sources: plan.issue.consumed.map((range) => ({
      key: energyKey(plant.code, range.month),
      from: range.fromWh,
      to: range.toWh,
    })),
    evidenceHash: planned.meter.evidenceHash,
  };
}

function freezes({ plant, planned, reserved }: ReadyIssue, lot: IssuingLot): SimpleCommand[] {
  const serials = certificatesOfMonths(lot.plan.issue, (month) => reserved.has(month)).map(
    ({ first, last }) => ({
      first: lot.firstSerial + first,
      last: lot.firstSerial + last,
    }),
  );
  if (serials.length === 0) return [];
  return [
    {
      kind: 'freeze',
      instrument: instrumentCode(plant.code, planned.issue.month),
      account: lot.account,
      part: 'locked',
      quantity: serials.reduce((sum, { first, last }) => sum + last - first + 1n, 0n),
      serials,
    },
  ];
}
