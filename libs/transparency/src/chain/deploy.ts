import { AbiCoder } from 'ethers';
import type { NewBinding } from '../persistence/chain-binding';
import type { ChainClient, ChainReceipt } from './chain-client';
import { ChainRefused } from './chain-errors';
import { contractArtifact } from './contract-artifact';
import { contractInterface } from './contract-abi';

const DEPLOY_TIMEOUT_MS = 120_000;

export interface DeployOptions {
  /** Seconds that a change of admin takes to come into force. Default: two days. */
  readonly adminDelaySeconds?: number;
}

/**
 * Puts a new contract on the chain with its roles: the notary's key issues and anchors, the cap key sets caps, the admin
 * may pause. @throws ChainRefused
 */
export async function deployContract(client: ChainClient, options: DeployOptions = {}): Promise<NewBinding> {
  client.forgetNonces();
  const { genesisHash } = await client.identify();
  const delay = options.adminDelaySeconds ?? 172_800;
  const args = AbiCoder.defaultAbiCoder().encode(['uint48', 'address'], [delay, client.address('admin')]);
  const deployed = await send(client, undefined, contractArtifact().bytecode + args.slice(2));
  if (deployed.contractAddress === null) throw new ChainRefused('REVERTED', 'no contract was made');
  const contract = deployed.contractAddress;
  for (const [role, holder] of [
    ['ISSUER_ROLE', 'notary'],
    ['ANCHOR_ROLE', 'notary'],
    ['CAP_ROLE', 'cap'],
    ['PAUSER_ROLE', 'admin'],
  ] as const) {
    const id = await client.call(contract, contractInterface.encodeFunctionData(role));
    await send(
      client,
      contract,
      contractInterface.encodeFunctionData('grantRole', [id, client.address(holder)]),
    );
  }
  return { chainId: client.chainId, contract, deployedBlock: deployed.blockNumber, genesisHash };
}

async function send(client: ChainClient, to: string | undefined, data: string): Promise<ChainReceipt> {
  const signed = await client.sign('admin', to, data);
  await client.broadcast(signed);
  const receipt = await client.waitForReceipt(signed.hash, DEPLOY_TIMEOUT_MS);
  if (receipt?.succeeded === true) return receipt;
  throw new ChainRefused(
    'REVERTED',
    receipt === undefined ? 'not in a block in time' : 'the transaction failed',
  );
}
