import type { Hands } from '../houses';
import type { Stage } from '../stage';
import { MERCHANTS, rewardProposals } from './reward-rows';

/**
 * Merchants and a cause come in, and the people of a programme put the rewards of `rewards.csv` on sale.
 * @param programme code of a programme that is there
 * @param by two people of the house that runs it
 */
export async function openRewards(stage: Stage, programme: string, by: Hands): Promise<void> {
  await stage.enter(...MERCHANTS);
  for (const proposal of rewardProposals(programme)) await stage.act('inclusion-reward', proposal, by);
}
