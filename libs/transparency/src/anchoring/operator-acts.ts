import type { Database } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import type { ChainClient } from '../chain/chain-client';
import { deployContract } from '../chain/deploy';
import { recordAttempt } from '../persistence/anchor-attempts';
import {
  currentBinding,
  haltBinding,
  insertBinding,
  type NewBinding,
  retireBinding,
} from '../persistence/chain-binding';
import { markBuiltAfter } from '../persistence/checkpoints';
import { markIssuancesPendingFrom } from '../persistence/issuance-records';

/**
 * Lets anchoring go on with the same contract, after the former chain was brought back. The next round looks at the
 * chain again and halts again if it is still another.
 * @throws Refusal CHAIN_NOT_HALTED
 */
export async function resumeAnchoring(database: Database, actor: string): Promise<void> {
  await database.transaction(async (tx) => {
    const binding = await currentBinding(tx);
    if (binding?.haltedCode === undefined) throw notHalted();
    await haltBinding(tx, undefined);
    await recordAttempt(tx, {
      subject: 'chain',
      happened: 'resumed',
      details: { actor, code: binding.haltedCode },
    });
  });
}

/**
 * Gives a halted log another contract: a named one, or a new one. The former binding and every attempt are kept; all
 * checkpoints wait to be anchored anew.
 * @throws Refusal CHAIN_NOT_HALTED, CHAIN_NO_CONTRACT
 */
export async function rebindChain(
  database: Database,
  client: ChainClient,
  actor: string,
  contract?: string,
): Promise<NewBinding> {
  const former = await currentBinding(database);
  if (former?.haltedCode === undefined) throw notHalted();
  const fresh = contract === undefined ? await deployContract(client) : await bindContract(client, contract);
  await database.transaction(async (tx) => {
    await retireBinding(tx);
    await insertBinding(tx, fresh, actor);
    await markBuiltAfter(tx, 0n);
    await markIssuancesPendingFrom(tx, 0n);
    await recordAttempt(tx, {
      subject: 'chain',
      happened: 'rebound',
      details: { actor, former: former.contract, contract: fresh.contract, code: former.haltedCode ?? '' },
    });
  });
  return fresh;
}

/** What is known of a contract that somebody else deployed. @throws Refusal CHAIN_NO_CONTRACT */
export async function bindContract(client: ChainClient, contract: string): Promise<NewBinding> {
  if (!(await client.hasCode(contract))) {
    throw new Refusal('CHAIN_NO_CONTRACT', 503, {
      zh: `链上地址 ${contract} 没有合约。`,
      en: `There is no contract at ${contract} on the chain.`,
    });
  }
  const { chainId, genesisHash } = await client.identify();
  return { chainId, contract: contract.toLowerCase(), deployedBlock: 0n, genesisHash };
}

function notHalted(): Refusal {
  return new Refusal('CHAIN_NOT_HALTED', 409, {
    zh: '锚定没有停止，无需处理。',
    en: 'Anchoring is not halted: there is nothing to resume or rebind.',
  });
}
