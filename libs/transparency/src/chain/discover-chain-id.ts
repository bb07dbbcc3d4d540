import type { Database } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { currentBinding } from '../persistence/chain-binding';
import { chainErrorText } from './chain-errors';
import { callNode } from './embedded-rpc';

/**
 * The id of the chain to anchor on: that of the binding, so that a chain that is down, or another one, does not matter
 * here; before the first binding, what the node says.
 * @throws Refusal CHAIN_UNREACHABLE
 */
export async function discoverChainId(database: Database, rpcUrl: string): Promise<number> {
  const binding = await currentBinding(database);
  if (binding !== undefined) return Number(binding.chainId);
  try {
    return Number(await callNode(rpcUrl, 'eth_chainId'));
  } catch (error) {
    throw new Refusal(
      'CHAIN_UNREACHABLE',
      503,
      {
        zh: `无法连接链节点（${chainErrorText(error)}）。首次启动须能连上链，或设置 CHAIN_ID。`,
        en: `The chain node cannot be reached (${chainErrorText(error)}). The first start needs it, or set CHAIN_ID.`,
      },
      { cause: error },
    );
  }
}
