import type { LeafHasher } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import {
  isCheckpointOf,
  type NodeHasher,
  type NoteSigner,
  parseCheckpoint,
  readVerifierKey,
  type Tile,
  tileKey,
  TreeBuilder,
} from '../domain/index';
import { type AuditSeal, sealsBetween } from '../persistence/audit-seals';
import { checkpointsAfter, type StoredCheckpoint } from '../persistence/checkpoints';
import { StoredTiles } from '../persistence/tile-store';
import { checkUnsealed, judgeSeal, sightSeal } from './audit-check';
import type { Difference } from './difference';
import {
  type BatchRow,
  batchesBetween,
  type LeafSight,
  type RowSight,
  loggedLeaves,
  sightBatch,
  waitingBatches,
} from './leaf-pages';

export interface LogCheckParts {
  readonly reader: Reader;
  readonly signer: NoteSigner;
  readonly leaves: LeafHasher;
  readonly nodes: NodeHasher;
  readonly onDifference: (difference: Difference) => void;
  readonly onProgress: (leaves: bigint) => Promise<void>;
}

/** What has places of the log. */
type LogPart = { readonly position: bigint } & ({ readonly batch: BatchRow } | { readonly seal: AuditSeal });

const CHECKPOINTS_A_PAGE = 200;
const BATCHES_A_PAGE = 500;

/**
 * Goes through the log from its first leaf, checkpoint by checkpoint: rows (and seals) against their leaves, leaves
 * against the tiles, tiles against the roots that were signed. Where row and tile disagree, the signed root tells which is right.
 */
export class LogCheck {
  private builder: TreeBuilder;
  private edge = new Map<string, Tile>();
  private rootKnown = true;

  constructor(private readonly parts: LogCheckParts) {
    this.builder = TreeBuilder.resume(parts.nodes, 0n, []);
  }

  async run(): Promise<void> {
    let size = 0n;
    for (;;) {
      const page = await checkpointsAfter(this.parts.reader, size, CHECKPOINTS_A_PAGE);
      if (page.length === 0) break;
      for (const checkpoint of page) {
        if (checkpoint.previousSize !== size) {
          this.tell({
            kind: 'CHECKPOINT_MISSING',
            place: `checkpoint ${checkpoint.previousSize.toString()}`,
          });
        }
        this.checkSignature(checkpoint);
        await this.checkSegment(size, checkpoint);
        size = checkpoint.size;
        await this.parts.onProgress(size);
      }
    }
    await this.checkWaiting();
  }

  /** What is signed, and by whom. */
  private checkSignature(checkpoint: StoredCheckpoint): void {
    const place = `checkpoint ${checkpoint.size.toString()}`;
    try {
      const signed = parseCheckpoint(checkpoint.note);
      const verifier = readVerifierKey(this.parts.signer.verifierKey);
      if (!isCheckpointOf(signed, verifier)) this.tell({ kind: 'CHECKPOINT_NOT_SIGNED', place });
      if (signed.size !== checkpoint.size || !checkpoint.root.equals(signed.root)) {
        this.tell({
          kind: 'CHECKPOINT_ALTERED',
          place,
          expected: Buffer.from(signed.root).toString('hex'),
          found: checkpoint.root.toString('hex'),
        });
      }
    } catch {
      this.tell({ kind: 'CHECKPOINT_NOT_SIGNED', place });
    }
  }

  private async checkSegment(from: bigint, checkpoint: StoredCheckpoint): Promise<void> {
    const sights = await this.sight(from, checkpoint.size);
    const root = signedRoot(checkpoint);
    // The tiles first; when they do not give the signed root, what the rows state, then what the rows give.
    const versions = [
      sights.map((sight) => sight.logged ?? statedLeaf(sight)),
      sights.map((sight) => statedLeaf(sight) ?? sight.logged),
      sights.map((sight) => sight.row?.computed ?? sight.seal?.computed ?? sight.logged),
    ];
    const right = this.rootKnown ? this.firstThatGives(from, versions, root) : undefined;
    if (right === undefined && this.rootKnown) {
      this.tell({ kind: 'ROOT_DIFFERS', place: `checkpoint ${checkpoint.size.toString()}` });
      this.rootKnown = false;
    }
    sights.forEach((sight, at) => {
      this.judge(sight, from + BigInt(at), right === undefined ? sight.logged : right[at]);
    });
    if (right !== undefined) await this.checkUpperTiles();
  }

  /** The rows, seals and tile hashes of the places `from` to `to`; a place of neither has nothing but its hash. */
  private async sight(from: bigint, to: bigint): Promise<LeafSight[]> {
    const { reader, leaves, nodes } = this.parts;
    const logged = await loggedLeaves(reader, from, to);
    const sights: LeafSight[] = [];
    const gapTo = (end: bigint) => {
      const start = from + BigInt(sights.length);
      if (start >= end) return;
      this.tell({ kind: 'BATCH_MISSING', place: `log ${start.toString()}-${(end - 1n).toString()}` });
      while (from + BigInt(sights.length) < end) {
        sights.push({ journalId: 0n, row: undefined, logged: logged[sights.length] });
      }
    };
    for (const part of await this.partsBetween(from, to)) {
      gapTo(part.position);
      if (part.position !== from + BigInt(sights.length)) {
        this.tell({
          kind: 'BATCH_MISPLACED',
          ...('batch' in part
            ? { journalId: part.batch.id }
            : { place: `audit seal ${part.seal.id.toString()}` }),
          expected: (from + BigInt(sights.length)).toString(),
          found: part.position.toString(),
        });
        continue;
      }
      const first = sights.length;
      if ('batch' in part) {
        sights.push(...(await sightBatch(reader, leaves, part.batch, (offset) => logged[first + offset])));
      } else {
        const seal = await sightSeal(reader, nodes, part.seal);
        sights.push({ journalId: 0n, row: undefined, seal, logged: logged[first] });
      }
    }
    gapTo(to);
    return sights.slice(0, Number(to - from));
  }

  /** The journal batches and audit seals with these places, in the order of the log. */
  private async partsBetween(from: bigint, to: bigint): Promise<LogPart[]> {
    const { reader } = this.parts;
    const batches = await batchesBetween(reader, from, to);
    const seals = await sealsBetween(reader, from, to);
    return [
      ...batches.map((batch) => ({ batch, position: batch.position ?? from })),
      ...seals.map((seal) => ({ seal, position: seal.position })),
    ].sort((one, other) => (one.position < other.position ? -1 : 1));
  }

  /** Appends the first version of the leaves that gives the root; the builder stands behind it afterwards. */
  private firstThatGives(
    from: bigint,
    versions: readonly (readonly (Buffer | undefined)[])[],
    root: Uint8Array,
  ): readonly Buffer[] | undefined {
    for (const version of versions) {
      const whole = version.filter((leaf) => leaf !== undefined);
      if (whole.length !== version.length) continue;
      const edge = [...this.edge.values()];
      const builder = this.builder.size === from ? this.builder : this.resumeAt(from);
      const { newRoot, changedTiles } = builder.append(Buffer.concat(whole));
      if (Buffer.compare(newRoot, root) === 0) {
        this.builder = builder;
        this.edge = new Map([...edge, ...changedTiles].map((tile) => [tileKey(tile), tile]));
        return whole;
      }
      this.builder = this.resumeAt(from);
    }
    return undefined;
  }

  private resumeAt(size: bigint): TreeBuilder {
    const edge: Tile[] = [];
    let hashes = size;
    for (let level = 0; hashes > 0n; level++) {
      const width = hashes & 0xffn;
      hashes >>= 8n;
      const tile = this.edge.get(tileKey({ level, index: hashes }));
      if (width > 0n && tile !== undefined) edge.push(tile);
    }
    return TreeBuilder.resume(this.parts.nodes, size, edge);
  }

  /** Tiles above the leaves must begin with what the leaves give; only those of the edge are kept afterwards. */
  private async checkUpperTiles(): Promise<void> {
    const built = [...this.edge.values()];
    const upper = built.filter(({ level }) => level > 0);
    const stored = upper.length === 0 ? [] : await new StoredTiles(this.parts.reader).read(upper);
    upper.forEach((tile, at) => {
      const found = Buffer.from(stored[at] ?? []).subarray(0, tile.hashes.length);
      if (found.equals(tile.hashes)) return;
      this.tell({ kind: 'TILE_ALTERED', place: `tile ${tileKey(tile)}` });
    });
    this.edge = new Map(
      built
        .filter(({ level, index }) => index === this.builder.size >> BigInt(8 * (level + 1)))
        .map((tile) => [tileKey(tile), tile]),
    );
  }

  private judge(sight: LeafSight, place: bigint, right: Buffer | undefined): void {
    const { row, logged, journalId } = sight;
    const hex = (bytes: Buffer | undefined) =>
      bytes === undefined ? {} : { expected: bytes.toString('hex') };
    if (right !== undefined && logged?.equals(right) !== true) {
      this.tell({
        kind: 'TILE_ALTERED',
        place: `tile 0/${(place >> 8n).toString()} hash ${(place & 0xffn).toString()}`,
        ...hex(right),
        ...(logged === undefined ? {} : { found: logged.toString('hex') }),
      });
    }
    if (sight.seal !== undefined) {
      for (const difference of judgeSeal(sight.seal, right)) this.tell(difference);
    } else if (row !== undefined) this.judgeRow(journalId, row, right);
    else if (journalId > 0n) this.tell({ kind: 'JOURNAL_ROW_MISSING', journalId, ...hex(right) });
  }

  private judgeRow(journalId: bigint, row: RowSight, right: Buffer | undefined): void {
    const truth = right ?? row.leaf;
    const contentRight = row.computed.equals(truth);
    const leafRight = row.leaf.equals(truth);
    if (contentRight && leafRight) return;
    const altered = leafRight ? 'JOURNAL_ROW_ALTERED' : 'JOURNAL_ROW_REWRITTEN';
    this.tell({
      kind: contentRight ? 'JOURNAL_LEAF_ALTERED' : altered,
      journalId,
      transactionId: BigInt(row.transaction),
      instrument: row.instrument,
      expected: truth.toString('hex'),
      found: (contentRight ? row.leaf : row.computed).toString('hex'),
      accountNumbers: row.accounts,
    });
  }

  /** Rows that are not in the log yet have only their own leaf to stand by. */
  private async checkWaiting(): Promise<void> {
    const { reader, leaves } = this.parts;
    await checkUnsealed(reader, (difference) => this.tell(difference));
    for (let after = 0n; ;) {
      const page = await waitingBatches(reader, after, BATCHES_A_PAGE);
      for (const batch of page) {
        const sights = await sightBatch(reader, leaves, batch, () => undefined);
        for (const sight of sights) this.judge(sight, 0n, undefined);
        after = batch.id;
      }
      if (page.length < BATCHES_A_PAGE) return;
    }
  }

  private tell(difference: Difference): void {
    this.parts.onDifference(difference);
  }
}

/** The leaf as the row, or the seal, states it. */
function statedLeaf({ row, seal }: LeafSight): Buffer | undefined {
  return row?.leaf ?? seal?.stated;
}

function signedRoot(checkpoint: StoredCheckpoint): Uint8Array {
  try {
    return parseCheckpoint(checkpoint.note).root;
  } catch {
    return checkpoint.root;
  }
}
