import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@carbon/database';
import type { Text } from '@carbon/kernel';
import type { Anchorer, RoundOutcome } from './anchoring/anchorer';
import { chainRefuses, sequencingStopped } from './anchoring/alerts';
import { ChainRefused, chainErrorText } from './chain/chain-errors';
import { TileIncomplete } from './domain/index';
import { LeaderLease } from './leader-lease';
import { recordAttempt } from './persistence/anchor-attempts';
import { raiseAlert } from './persistence/alerts';
import type { Sequencer } from './sequencer';
import { SequencingFault } from './sequencing-fault';

export interface NotaryOptions {
  /** How often committed records are looked for. */
  readonly sequenceEveryMs?: number;
  /** How often the chain is looked at when everything is anchored. */
  readonly inspectEveryMs?: number;
  readonly firstRetryMs?: number;
  readonly lastRetryMs?: number;
  /** What nobody else would hear of: faults of the database and of our own. */
  readonly onFault?: (error: unknown) => void;
}

/** How anchoring stands in this process; `off` without a chain, `unknown` before the first look. */
export type ChainStanding = 'off' | 'unknown' | RoundOutcome | 'refused' | 'unreachable';

export interface NotaryState {
  readonly role: 'stopped' | 'standby' | 'leader';
  readonly chain: ChainStanding;
  /** The last thing that went wrong with the chain, while it does. */
  readonly chainError: string | undefined;
  readonly retryAt: Date | undefined;
}

const DEFAULTS = {
  sequenceEveryMs: 500,
  inspectEveryMs: 30_000,
  firstRetryMs: 1_000,
  lastRetryMs: 60_000,
};
const LEASE = 'log.notary';

/**
 * Sequences, anchors, and tries again: one process leads, others stand by. Nothing it meets is thrown at anyone; what
 * goes wrong is recorded, shown in its state and, where somebody must act, raised as an alert.
 */
export class Notary {
  private readonly lease: LeaderLease;
  private readonly options: typeof DEFAULTS & Pick<NotaryOptions, 'onFault'>;
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private woken = new AbortController();
  private current: NotaryState;
  private retryMs = 0;
  private nextRoundAt = 0;

  constructor(
    private readonly database: Database,
    private readonly sequencer: Sequencer,
    private readonly anchorer: Anchorer | undefined,
    options: NotaryOptions = {},
  ) {
    this.lease = new LeaderLease(database, LEASE);
    this.options = { ...DEFAULTS, ...options };
    this.current = {
      role: 'stopped',
      chain: anchorer === undefined ? 'off' : 'unknown',
      chainError: undefined,
      retryAt: undefined,
    };
  }

  get state(): NotaryState {
    return this.current;
  }

  /** Begins to work in the background; starting twice is fine. */
  start(): void {
    if (this.running !== undefined) return;
    this.stopping = new AbortController();
    this.running = this.loop(this.stopping.signal);
  }

  /** Finishes the step at hand and makes way for another process. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.running = undefined;
  }

  /** Looks for work now, also at the chain, whatever the waiting times. */
  wake(): void {
    this.nextRoundAt = 0;
    this.woken.abort();
  }

  /** One turn of the loop, for those who drive it themselves: sequences, then looks at the chain if it is time. */
  async turn(): Promise<NotaryState> {
    if (!(await this.lease.hold())) {
      this.update({ role: 'standby' });
      return this.current;
    }
    this.update({ role: 'leader' });
    const sequenced = await this.sequence();
    if (sequenced && this.retryMs === 0) this.nextRoundAt = 0;
    if (this.anchorer !== undefined && Date.now() >= this.nextRoundAt) await this.anchor(this.anchorer);
    return this.current;
  }

  private async loop(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.turn();
      } catch (error) {
        this.options.onFault?.(error);
      }
      await this.pause(stop);
    }
    await this.lease.release().catch((error: unknown) => this.options.onFault?.(error));
    this.update({ role: 'stopped' });
  }

  private async pause(stop: AbortSignal): Promise<void> {
    this.woken = new AbortController();
    const signal = AbortSignal.any([stop, this.woken.signal]);
    await sleep(this.options.sequenceEveryMs, undefined, { signal }).catch(() => undefined);
  }

  /** Returns whether anything was new. */
  private async sequence(): Promise<boolean> {
    try {
      return (await this.sequencer.sequenceAll()).length > 0;
    } catch (error) {
      if (!(error instanceof SequencingFault || error instanceof TileIncomplete)) throw error;
      const code = error instanceof SequencingFault ? error.code : 'LOG_TILES_DAMAGED';
      await raiseAlert(this.database, sequencingStopped(code, error.message));
      return false;
    }
  }

  private async anchor(anchorer: Anchorer): Promise<void> {
    try {
      const outcome = await anchorer.round();
      this.retryMs = 0;
      this.nextRoundAt = outcome === 'waiting' ? 0 : Date.now() + this.options.inspectEveryMs;
      this.update({ chain: outcome, chainError: undefined, retryAt: undefined });
    } catch (error) {
      await this.anchoringFailed(error);
    }
  }

  private async anchoringFailed(error: unknown): Promise<void> {
    const message = chainErrorText(error);
    const refused = error instanceof ChainRefused;
    this.retryMs = Math.min(Math.max(this.retryMs * 2, this.options.firstRetryMs), this.options.lastRetryMs);
    this.nextRoundAt = Date.now() + this.retryMs;
    this.update({
      chain: refused ? 'refused' : 'unreachable',
      chainError: message,
      retryAt: new Date(this.nextRoundAt),
    });
    await recordAttempt(this.database, {
      subject: 'chain',
      happened: refused ? 'refused' : 'unreachable',
      error: message,
    });
    if (refused) await raiseAlert(this.database, chainRefuses(error.code, message));
  }

  private update(change: Partial<NotaryState>): void {
    this.current = { ...this.current, ...change };
  }
}

/** The standing of the chain as a sentence. */
export const CHAIN_STANDINGS: Readonly<Record<ChainStanding, Text>> = {
  off: { zh: '未配置链，检查点不锚定', en: 'no chain is configured: checkpoints are not anchored' },
  unknown: { zh: '尚未查看链', en: 'the chain has not been looked at yet' },
  settled: { zh: '全部检查点已锚定并确认', en: 'every checkpoint is anchored and final' },
  waiting: { zh: '等待交易上链或确认', en: 'waiting for a transaction to be mined or to become final' },
  halted: { zh: '锚定已停止，须由操作员处理', en: 'anchoring has stopped until an operator acts' },
  refused: { zh: '合约拒绝了交易，将重试', en: 'the contract refused a transaction; it will be tried again' },
  unreachable: {
    zh: '链不可达，检查点排队等待，业务不受影响',
    en: 'the chain cannot be reached; checkpoints queue and business goes on',
  },
};
