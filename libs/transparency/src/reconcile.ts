import type { Database, Transaction } from '@carbon/database';
import { type Clock, LeafHasher, newId, type Page, type PageRequest, systemClock } from '@carbon/kernel';
import { blockAccounts } from '@carbon/ledger';
import type { CarbonContract } from './chain/carbon-contract';
import { chainErrorText } from './chain/chain-errors';
import { NodeHasher, type NoteSigner } from './domain/index';
import { LeaderLease } from './leader-lease';
import { raiseAlert } from './persistence/alerts';
import { latestCheckpoint } from './persistence/checkpoints';
import {
  endRun,
  insertDifferences,
  insertRun,
  noteProgress,
  readDifferences,
  readRun,
  readRuns,
  type ReconciliationRun,
  type StoredDifference,
} from './persistence/reconciliations';
import type { Difference } from './reconciliation/difference';
import { LogCheck } from './reconciliation/log-check';
import { runSetCheck, SET_CHECKS } from './reconciliation/set-checks';
import { type ChainSupply, checkSupply, readChainSupply } from './reconciliation/supply-check';
import { reconciliationRunning, unknownReconciliation } from './refusals';

export interface ReconciliationOptions {
  /** The contract to compare with, if there is one now. */
  readonly contract?: () => Promise<CarbonContract | undefined>;
  readonly onFault?: (error: unknown) => void;
  /** When accounts were blocked; the system's clock when absent. */
  readonly clock?: Clock;
}

/** Differences a run stores at most; it counts them all. */
const MAX_STORED = 10_000;
const PROGRESS_EVERY_MS = 500;
const LOCK = 'log.reconciliation';

/**
 * Compares everything with everything else (REG-013): rows with their leaves, the log with its signed roots, balances
 * with postings and blocks, blocks with issuances, the supply with the contract. Each difference is named, the accounts
 * it concerns are blocked, and an alert is raised.
 */
export class ReconciliationService {
  private background: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly signer: NoteSigner,
    private readonly options: ReconciliationOptions = {},
  ) {}

  /**
   * Begins a run in the background; returns its id. A run that has begun under this id already is not begun again.
   * @throws Refusal RECONCILIATION_RUNNING
   */
  async start(startedBy: string, id: string = newId()): Promise<string> {
    if ((await readRun(this.database, id)) !== undefined) return id;
    const lease = new LeaderLease(this.database, LOCK);
    if (!(await lease.hold())) throw reconciliationRunning();
    try {
      await this.database.transaction((tx) => insertRun(tx, id, startedBy));
    } catch (error) {
      await lease.release();
      throw error;
    }
    this.background = this.finish(id, lease);
    return id;
  }

  /** A whole run. @throws Refusal RECONCILIATION_RUNNING */
  async run(startedBy: string): Promise<ReconciliationRun> {
    const id = await this.start(startedBy);
    await this.settled();
    return this.get(id);
  }

  /** Waits for the run that was begun here, if one is going on. */
  async settled(): Promise<void> {
    await this.background;
  }

  /** @throws Refusal RECONCILIATION_UNKNOWN */
  async get(id: string): Promise<ReconciliationRun> {
    const run = await readRun(this.database, id);
    if (run === undefined) throw unknownReconciliation(id);
    return run;
  }

  list(page: PageRequest): Promise<Page<ReconciliationRun>> {
    return readRuns(this.database, page);
  }

  differences(id: string, limit = MAX_STORED): Promise<StoredDifference[]> {
    return readDifferences(this.database, id, limit);
  }

  private async finish(id: string, lease: LeaderLease): Promise<void> {
    try {
      const { chain, text } = await this.askChain();
      const differences = await this.compare(id, chain);
      await this.conclude(id, differences, text);
    } catch (error) {
      this.options.onFault?.(error);
      const failed = { status: 'FAILED', summary: {}, error: chainErrorText(error) } as const;
      await endRun(this.database, id, failed).catch((fault: unknown) => this.options.onFault?.(fault));
    } finally {
      await lease.release().catch((error: unknown) => this.options.onFault?.(error));
    }
  }

  /** Before the ledger is looked at: the contract then never knows more than the snapshot. */
  private async askChain(): Promise<{ chain: ChainSupply | undefined; text: string }> {
    try {
      const contract = await this.options.contract?.();
      if (contract === undefined) return { chain: undefined, text: 'not checked: no contract is bound' };
      return { chain: await readChainSupply(contract, this.database), text: 'checked' };
    } catch (error) {
      return { chain: undefined, text: `not checked: ${chainErrorText(error)}` };
    }
  }

  /** Everything is read in one snapshot, so that business may go on meanwhile. */
  private compare(id: string, chain: ChainSupply | undefined): Promise<Difference[]> {
    return this.database.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      const found: Difference[] = [];
      await this.checkLog(tx, id, found);
      for (const [at, check] of SET_CHECKS.entries()) {
        await noteProgress(this.database, id, { step: check.step, done: at, total: SET_CHECKS.length });
        found.push(...(await runSetCheck(tx, check)));
      }
      await noteProgress(this.database, id, { step: 'supply', done: 0, total: 1 });
      found.push(...(await checkSupply(tx, chain)));
      return found;
    });
  }

  private async checkLog(tx: Transaction, id: string, found: Difference[]): Promise<void> {
    const total = (await latestCheckpoint(tx))?.size ?? 0n;
    let told = 0;
    const check = new LogCheck({
      reader: tx,
      signer: this.signer,
      leaves: await LeafHasher.create(),
      nodes: await NodeHasher.create(),
      onDifference: (difference) => found.push(difference),
      onProgress: async (done) => {
        if (Date.now() - told < PROGRESS_EVERY_MS) return;
        told = Date.now();
        await noteProgress(this.database, id, { step: 'log', done: Number(done), total: Number(total) });
      },
    });
    await check.run();
  }

  private async conclude(id: string, differences: readonly Difference[], chain: string): Promise<void> {
    const kinds: Record<string, number> = {};
    for (const { kind } of differences) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const consistent = differences.length === 0;
    await this.database.transaction(async (tx) => {
      await insertDifferences(tx, id, differences.slice(0, MAX_STORED));
      const blocked = await blockDiffering(tx, id, differences, (this.options.clock ?? systemClock).now());
      await endRun(tx, id, {
        status: consistent ? 'COMPLETED' : 'INCONSISTENT',
        summary: { differences: differences.length, kinds, blocked, chain },
      });
      await noteProgress(tx, id, { step: 'done', done: 1, total: 1 });
      if (!consistent) await raiseInconsistent(tx, id, differences.length, blocked);
    });
  }
}

/** Accounts that a difference concerns stand still until somebody has looked (REG-013); returns their numbers. */
function blockDiffering(
  tx: Transaction,
  id: string,
  differences: readonly Difference[],
  now: Date,
): Promise<string[]> {
  const ids = [...new Set(differences.flatMap(({ accountIds }) => accountIds ?? []))];
  const numbers = [...new Set(differences.flatMap(({ accountNumbers }) => accountNumbers ?? []))];
  const cause = { reason: `reconciliation ${id}`, actor: 'reconciliation' };
  return blockAccounts(tx, { ids, numbers }, cause, now);
}

async function raiseInconsistent(
  tx: Transaction,
  id: string,
  count: number,
  blocked: readonly string[],
): Promise<void> {
  await raiseAlert(tx, {
    code: 'LEDGER_INCONSISTENT',
    subject: id,
    severity: 'critical',
    text: {
      zh: `对账发现 ${count} 处不一致，已冻结 ${blocked.length} 个账户。`,
      en: `The reconciliation found ${count} differences; ${blocked.length} accounts were blocked.`,
    },
    details: { reconciliation: id, blocked },
  });
}
