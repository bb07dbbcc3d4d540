import { chinaDate } from '@carbon/kernel';
import approvals2026 from '../../packs/registry-approvals.2026-1.json';
import manifest from '../../packs/manifest.json';
import type { Certainty } from './certainty';
import { fields, optional, positiveNumber, type Reader, units } from './readers';
import { type PackSource, releasedPacks, RulePacks } from './rule-packs';

/** How many other people must approve an act. Zero: whoever proposes it does it. */
export type Approvals = 0 | 1 | 2;

export interface ApprovalPolicy {
  readonly approvals: Approvals;
  /** Calendar days after which an undecided proposal lapses. */
  readonly deadlineDays: number;
  readonly rules: string[];
  readonly certainty: Certainty;
}

/** What of an act its approval can depend on. */
export interface ApprovalFacts {
  /** Whole units moved. */
  readonly quantity?: bigint;
  readonly at: Date;
  /** The rules to judge by; the released ones when absent. */
  readonly packs?: PackSource;
}

const count: Reader<Approvals> = (value) => {
  if (value !== 0 && value !== 1 && value !== 2) throw new RangeError('must be 0, 1 or 2');
  return value;
};

/** Of one kind of act; more people are asked above a quantity. */
const policy = fields({
  approvals: count,
  deadlineDays: positiveNumber,
  above: optional(fields({ quantity: units, approvals: count })),
});

export const approvalPacks = new RulePacks(
  'registry-approvals',
  { keys: { default: policy }, others: policy },
  [approvals2026],
  manifest,
);

/** By how many other people an act must be approved; one for a kind that the pack does not know. */
export function approvalPolicy(
  kind: string,
  { quantity, at, packs = releasedPacks }: ApprovalFacts,
): ApprovalPolicy {
  const pack = packs.on(approvalPacks, chinaDate(at));
  const found = pack.find(kind) as ReturnType<typeof pack.value<'default'>> | undefined;
  const { value, rules, certainty } = found ?? pack.value('default');
  const { approvals, deadlineDays, above } = value;
  const more = above !== undefined && quantity !== undefined && quantity > above.quantity;
  return {
    approvals: more ? above.approvals : approvals,
    deadlineDays,
    rules: [...rules],
    certainty,
  };
}
