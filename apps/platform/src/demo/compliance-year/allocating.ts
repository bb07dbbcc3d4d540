import { byAuthority, NATIONAL } from '../authorities';
import { byHouse } from '../houses';
import type { Stage } from '../stage';
import { MARKET, SHORT, YEAR } from './emitters';
import { ended } from './work';

/** Whole tonnes; invented. */
export const CAP_T = '11000000';

/** The national authority sets how many allowances of a year there may be (REG-007). */
export async function setCap(stage: Stage, year = YEAR): Promise<void> {
  const payload = { market: MARKET, year, capT: CAP_T, reason: '示例总量 invented' };
  await stage.act('allowance-cap', payload, byAuthority(NATIONAL.code, 2));
}

export interface Draft {
  readonly number: string;
  /** Last day to appeal (ETS-013). */
  readonly appealsUntil: string;
}

/** An authority opens a round, has it calculated and shows the draft. */
export async function publishDraft(
  stage: Stage,
  authority: string,
  scope: { readonly year: number; readonly phase: 'pre' | 'final'; readonly sectors: readonly string[] },
): Promise<Draft> {
  const { maker } = byAuthority(authority);
  const body = { market: MARKET, ...scope, note: '示例 example' };
  const { number } = await stage.post<Draft>(maker, '/v1/allocation-rounds', body);
  const { job } = await stage.post<{ job: string }>(maker, `/v1/allocation-rounds/${number}/calculations`);
  await ended(stage, maker, job);
  return stage.post(maker, `/v1/allocation-rounds/${number}/publications`);
}

/** The short one wants its third-class unit treated as one of the second (ALC-006); gives the number of its appeal. */
export async function appeal(stage: Stage, round: string): Promise<string> {
  const grounds = '2 号机组应按 II 类机组核定（示例）';
  const { number = '' } = await stage.act('allocation-appeal', { round, grounds }, byHouse(SHORT));
  return number;
}

/** It burns gangue in a fluidised bed: the authority dismisses the appeal. */
export async function dismissAppeal(stage: Stage, authority: string, number: string): Promise<void> {
  const reason = '循环流化床机组属 III 类（示例）';
  const payload = { appeal: number, outcome: 'dismissed', reason };
  await stage.act('allocation-appeal-decision', payload, byAuthority(authority));
}

/** After the time for appeals: reviewed and approved (CYC-04). */
export async function approve(stage: Stage, authority: string, { number: round }: Draft): Promise<void> {
  const hands = byAuthority(authority);
  await stage.post(hands.maker, `/v1/allocation-rounds/${round}/reviews`);
  await stage.act('allocation-approval', { round }, hands);
}

/** Issued to the accounts, with serials (CYC-05). */
export async function issue(
  stage: Stage,
  authority: string,
  { number: round }: Draft,
): Promise<Readonly<Record<string, unknown>>> {
  const hands = byAuthority(authority, 2);
  const { job = '' } = await stage.act('allocation-issue', { round }, hands);
  return ended(stage, hands.maker, job);
}
