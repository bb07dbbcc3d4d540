import type { Database } from '@carbon/database';
import { CarbonContract } from '../chain/carbon-contract';
import type { ChainClient } from '../chain/chain-client';
import { deployContract, type DeployOptions } from '../chain/deploy';
import { recordAttempt } from '../persistence/anchor-attempts';
import { type ChainBinding, currentBinding, insertBinding } from '../persistence/chain-binding';
import { latestCheckpoint } from '../persistence/checkpoints';
import { align, confirm } from './align';
import { anchorNext } from './anchor-checkpoint';
import { ANCHORING_DEFAULTS, type AnchoringContext, type AnchoringSettings } from './context';
import { inspectChain } from './inspect-chain';
import { bindContract } from './operator-acts';
import { recordIssuances } from './record-issuances';

export interface AnchorerOptions extends Partial<AnchoringSettings>, DeployOptions {
  /** Address of a contract that was deployed beforehand; without it the first round deploys one. */
  readonly contract?: string;
  /** Gives the addresses of our keys coin before the first deployment, on a chain of our own. */
  readonly fund?: (addresses: readonly string[]) => Promise<void>;
}

/**
 * What a round came to: everything anchored and final; anchored and waiting for depth, or for a transaction on its way;
 * or halted until an operator acts.
 */
export type RoundOutcome = 'settled' | 'waiting' | 'halted';

/** Brings the log to the chain, a round at a time. */
export class Anchorer {
  private readonly settings: AnchoringSettings;

  constructor(
    private readonly database: Database,
    readonly client: ChainClient,
    private readonly options: AnchorerOptions = {},
  ) {
    this.settings = { ...ANCHORING_DEFAULTS, ...options };
  }

  /**
   * One round: look at the chain, make our notes agree with it, record issuances, anchor the newest checkpoint. Does as
   * much as it can; whatever stops it is thrown (ChainRefused from the contract, anything else from the connection) and
   * the next round takes up from what the chain says.
   */
  async round(): Promise<RoundOutcome> {
    const binding = (await currentBinding(this.database)) ?? (await this.bind());
    if (binding.haltedCode !== undefined) return 'halted';
    this.client.forgetNonces();
    const contract = new CarbonContract(this.client, binding.contract);
    const context: AnchoringContext = {
      database: this.database,
      contract,
      binding,
      settings: this.settings,
    };
    const head = await inspectChain(context);
    if (head === undefined) return 'halted';
    const onItsWay = await align(context, head);
    await confirm(context);
    if (onItsWay) return 'waiting';
    return this.send(context, head.size);
  }

  private async send(context: AnchoringContext, contractSize: bigint): Promise<RoundOutcome> {
    // Taken before issuances are recorded, so that every issuance it counts is recorded when it is anchored.
    const newest = (await latestCheckpoint(this.database))?.size ?? 0n;
    if (!(await recordIssuances(context))) return 'waiting';
    let held = contractSize;
    while (held < newest) {
      const size = await anchorNext(context, held, newest);
      if (size === undefined) return 'waiting';
      held = size;
    }
    await confirm(context);
    const latest = await latestCheckpoint(this.database);
    return latest === undefined || latest.state === 'final' ? 'settled' : 'waiting';
  }

  private async bind(): Promise<ChainBinding> {
    const { contract, fund } = this.options;
    if (contract === undefined) {
      await fund?.([this.client.address('admin'), this.client.address('notary'), this.client.address('cap')]);
    }
    const fresh =
      contract === undefined
        ? await deployContract(this.client, this.options)
        : await bindContract(this.client, contract);
    await this.database.transaction(async (tx) => {
      await insertBinding(tx, fresh, 'notary');
      await recordAttempt(tx, {
        subject: 'chain',
        happened: contract === undefined ? 'deployed' : 'bound',
        details: { contract: fresh.contract, chainId: fresh.chainId.toString() },
      });
    });
    const binding = await currentBinding(this.database);
    if (binding === undefined) throw new Error('the binding vanished');
    return binding;
  }
}
