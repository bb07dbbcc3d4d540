import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { getProgramme, type Programme, programmeUnknown } from '../../programmes/programme';
import { rewardUnknown } from '../domain/refusals';
import type { RewardTerms } from '../domain/reward';
import { findReward } from '../persistence/rewards';

/** A programme that a caller's house runs. @throws Refusal PROGRAMME_UNKNOWN */
export async function programmeOfOperator(
  tx: Transaction,
  code: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<Programme> {
  const programme = await getProgramme(tx, code);
  if (!reaches(reach, programme.operatorId)) throw programmeUnknown(code);
  return programme;
}

/** A reward of such a programme. @throws Refusal PROGRAMME_UNKNOWN, REWARD_UNKNOWN */
export async function rewardOfOperator(
  tx: Transaction,
  name: { readonly programme: string; readonly code: string },
  caller: Pick<Caller, 'reach'>,
): Promise<{ readonly programme: Programme; readonly reward: RewardTerms }> {
  const programme = await programmeOfOperator(tx, name.programme, caller);
  const reward = await findReward(tx, name);
  if (reward === undefined) throw rewardUnknown({ reward: name.code });
  return { programme, reward };
}
