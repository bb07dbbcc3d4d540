import type { AllocationRules } from '../../domain/allocation/index';
import type { VerifiedYear } from '../../verified/verified-records';
import { adjustFigures } from '../domain/adjust-figures';
import { calculateLine } from '../domain/calculate-line';
import { documentHash, type InputAdjustment, jsonOf } from '../domain/line-document';
import type { SectorBasis } from '../persistence/calculations';
import type { LineReason, NewLine } from '../persistence/lines';
import type { Round } from '../persistence/rounds';

/**
 * An enterprise's line with its document: who, by which rules, from which figures, step by step. The document's canonical
 * bytes are what the ledger will keep the hash of.
 */
export function buildLine(
  of: {
    readonly round: Round;
    readonly calculation: number;
    readonly rules: AllocationRules;
    readonly basis: SectorBasis;
    readonly figures: VerifiedYear;
  },
  how: {
    readonly why: LineReason;
    readonly reason?: string | undefined;
    readonly adjustments?: readonly InputAdjustment[];
  },
): NewLine {
  const { round, calculation, rules, basis, figures } = of;
  const { why, reason, adjustments = [] } = how;
  const adjusted = adjustFigures(figures, adjustments);
  const calculated = calculateLine(rules, { phase: round.phase, balance: basis.balance?.value }, adjusted);
  const province = figures.province ?? '';
  const document = jsonOf({
    kind: 'allocation-line',
    round: round.number,
    ...{ market: round.market, year: round.year, phase: round.phase },
    ...{ holder: figures.holderId, sector: figures.sector, province, calculation },
    ...{ asOf: rules.asOf, pack: basis.pack, method: rules.method.kind },
    balance: basis.balance,
    rules: calculated.rules,
    notes: rules.notes,
    verified: {
      ...{ id: figures.id, version: figures.version, year: figures.year, source: figures.source },
      verifiedT: figures.verifiedT,
    },
    ...{ why, reason, adjustments },
    inputs: calculated.inputs,
    steps: calculated.steps,
    ...(calculated.fault === undefined
      ? { amountT: calculated.amountT }
      : { fault: { code: calculated.fault.code, text: calculated.fault.text } }),
  });
  return {
    ...{ roundId: round.id, holderId: figures.holderId, calculation },
    ...{ sector: figures.sector, province, verifiedId: figures.id },
    ...{ verifiedT: figures.verifiedT, amountT: calculated.amountT },
    ...{ why, reason: reason ?? null, adjustments, fault: calculated.fault?.code ?? null },
    ...{ document, hash: documentHash(document).toString('hex') },
  };
}
