import type { Database } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { consistencyProof, type NoteSigner, type Proof, TILE_WIDTH } from './domain/index';
import { type Alert, openAlerts } from './persistence/alerts';
import { countUnsealed } from './persistence/audit-seals';
import { type ChainBinding, currentBinding } from './persistence/chain-binding';
import {
  checkpointsBefore,
  latestAnchored,
  latestCheckpoint,
  type StoredCheckpoint,
} from './persistence/checkpoints';
import { StoredTiles } from './persistence/tile-store';
import { noCheckpoint, noTile, sizesOutsideLog } from './refusals';

export interface LogStatus {
  readonly head: StoredCheckpoint | undefined;
  readonly anchored: StoredCheckpoint | undefined;
  /** Records, of the journal and of the audit trail, that are committed and in no checkpoint yet. */
  readonly unsequenced: bigint;
  /** Leaves in a checkpoint that no chain holds yet. */
  readonly unanchored: bigint;
  readonly binding: ChainBinding | undefined;
  readonly verifierKey: string;
  readonly alerts: readonly Alert[];
}

/** What anybody may know of the log. Hashes and signatures only: no record can be read from it. */
export class PublicLog {
  private readonly tiles: StoredTiles;

  constructor(
    private readonly database: Database,
    private readonly signer: NoteSigner,
  ) {
    this.tiles = new StoredTiles(database);
  }

  /** All of one moment: what is sequenced meanwhile shows neither as waiting nor as in the log. */
  status(): Promise<LogStatus> {
    return this.database.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      const head = await latestCheckpoint(tx);
      const anchored = await latestAnchored(tx);
      const [row] = await tx.query<{ waiting: string }>(
        'select coalesce(sum(transfer_count), 0) as waiting from ledger.batch where log_position is null',
      );
      return {
        head,
        anchored,
        unsequenced: BigInt(row?.waiting ?? 0) + (await countUnsealed(tx)),
        unanchored: (head?.size ?? 0n) - (anchored?.size ?? 0n),
        binding: await currentBinding(tx),
        verifierKey: this.signer.verifierKey,
        alerts: await openAlerts(tx),
      };
    });
  }

  /** Newest first. */
  async checkpoints(page: PageRequest): Promise<Page<StoredCheckpoint>> {
    const before = page.after?.[0] === undefined ? undefined : BigInt(page.after[0]);
    const rows = await checkpointsBefore(this.database, before, page.limit + 1);
    return toPage(rows, page.limit, ({ size }) => [size.toString()]);
  }

  /** @throws Refusal LOG_EMPTY */
  async latestNote(): Promise<string> {
    const head = await latestCheckpoint(this.database);
    if (head === undefined) throw noCheckpoint();
    return head.note;
  }

  /** The hashes a tile holds now: up to 256 of 32 bytes. @throws Refusal LOG_NO_TILE */
  async tile(level: number, index: bigint): Promise<Uint8Array> {
    const [hashes] = level > MAX_LEVEL ? [] : await this.tiles.read([{ level, index }]);
    if (hashes === undefined || hashes.length === 0) throw noTile(level, index);
    return hashes;
  }

  /** @throws Refusal LOG_SIZES_OUTSIDE */
  async consistency(from: bigint, to: bigint): Promise<Proof> {
    const size = (await latestCheckpoint(this.database))?.size ?? 0n;
    if (from > to || to > size) throw sizesOutsideLog(size);
    return consistencyProof(from, to, this.tiles);
  }
}

/** Levels of a tree of at most 2^64 leaves. */
const MAX_LEVEL = 64 / Math.log2(TILE_WIDTH) - 1;
