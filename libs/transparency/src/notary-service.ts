import type { Database } from '@carbon/database';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Anchorer, type AnchorerOptions } from './anchoring/anchorer';
import { rebindChain, resumeAnchoring } from './anchoring/operator-acts';
import { CarbonContract } from './chain/carbon-contract';
import { ChainClient, type ChainClientOptions } from './chain/chain-client';
import type { NoteSigner } from './domain/index';
import { Notary, type NotaryOptions, type NotaryState } from './notary';
import { acknowledgeAlert } from './persistence/alerts';
import { currentBinding, type NewBinding } from './persistence/chain-binding';
import { Sequencer, type SequencerOptions } from './sequencer';

export interface NotaryServiceOptions {
  readonly signer: NoteSigner;
  /** Without it checkpoints are signed but not anchored. */
  readonly chain?: ChainClientOptions & AnchorerOptions;
  readonly sequencer?: SequencerOptions;
  readonly notary?: NotaryOptions;
  /** Whether this process does the notary's work, or only serves what it made. Default true. */
  readonly runs?: boolean;
}

/** The notary with the life of the application, and what operators can ask of it. */
export class NotaryService implements OnApplicationBootstrap, OnModuleDestroy {
  private constructor(
    private readonly database: Database,
    private readonly notary: Notary,
    private readonly client: ChainClient | undefined,
    private readonly runs: boolean,
  ) {}

  static async create(database: Database, options: NotaryServiceOptions): Promise<NotaryService> {
    const { chain, signer } = options;
    const sequencer = await Sequencer.create(database, signer, options.sequencer);
    const client = chain === undefined ? undefined : new ChainClient(chain);
    const anchorer = client === undefined ? undefined : new Anchorer(database, client, chain);
    const notary = new Notary(database, sequencer, anchorer, options.notary);
    return new NotaryService(database, notary, client, options.runs ?? true);
  }

  onApplicationBootstrap(): void {
    if (this.runs) this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
    this.client?.close();
  }

  start(): void {
    this.notary.start();
  }

  stop(): Promise<void> {
    return this.notary.stop();
  }

  /** Sequences and looks at the chain now rather than at the next tick. */
  wake(): void {
    this.notary.wake();
  }

  get state(): NotaryState {
    return this.notary.state;
  }

  /** The contract in force, for those who read it; nothing without a chain or before the first binding. */
  async contract(): Promise<CarbonContract | undefined> {
    const binding = this.client === undefined ? undefined : await currentBinding(this.database);
    return this.client === undefined || binding === undefined
      ? undefined
      : new CarbonContract(this.client, binding.contract);
  }

  /** After the former chain was brought back. @throws Refusal CHAIN_NOT_HALTED */
  async resume(actor: string): Promise<void> {
    await resumeAnchoring(this.database, actor);
    this.wake();
  }

  /** Anchors anew on another contract. @throws Refusal CHAIN_NOT_HALTED, CHAIN_NO_CONTRACT */
  async rebind(actor: string, contract?: string): Promise<NewBinding> {
    if (this.client === undefined) throw new Error('no chain is configured');
    const binding = await rebindChain(this.database, this.client, actor, contract);
    this.wake();
    return binding;
  }

  /** Returns whether there was such an open alert. */
  acknowledge(alertId: bigint, actor: string): Promise<boolean> {
    return acknowledgeAlert(this.database, alertId, actor);
  }
}
