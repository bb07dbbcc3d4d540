import type { Reader } from '@carbon/ledger';
import { edgeTiles, type Tile, type TileId, tileKey, type TileReader } from '../domain/index';

const EMPTY = new Uint8Array(0);

/** The stored tiles of the log; a tile that is not there reads as empty. */
export class StoredTiles implements TileReader {
  constructor(private readonly reader: Reader) {}

  async read(tiles: readonly TileId[]): Promise<Uint8Array[]> {
    const rows = await this.reader.query<{ hashes: Buffer | null }>(
      `select t.hashes
         from unnest($1::smallint[], $2::bigint[]) with ordinality as k(level, index, n)
         left join log.tile t on t.level = k.level and t.index = k.index
        order by k.n`,
      [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index.toString())],
    );
    return rows.map((row) => row.hashes ?? EMPTY);
  }

  /** The partial tiles at the right edge of a tree of this size: what `TreeBuilder.resume` asks for. */
  async edge(size: bigint): Promise<Tile[]> {
    const ids = edgeTiles(size);
    const hashes = ids.length === 0 ? [] : await this.read(ids);
    return ids.map(({ level, index }, at) => ({ level, index, hashes: hashes[at] ?? EMPTY }));
  }
}

/** Remembers what it read: for many proofs from one tree. */
export class RememberedTiles implements TileReader {
  private readonly known = new Map<string, Uint8Array>();

  constructor(private readonly source: TileReader) {}

  async read(tiles: readonly TileId[]): Promise<Uint8Array[]> {
    const missing = tiles.filter((tile) => !this.known.has(tileKey(tile)));
    const read = missing.length === 0 ? [] : await this.source.read(missing);
    missing.forEach((tile, at) => this.known.set(tileKey(tile), read[at] ?? EMPTY));
    return tiles.map((tile) => this.known.get(tileKey(tile)) ?? EMPTY);
  }
}

/** Writes the tiles of one append in one statement; the database refuses any that does not extend what is stored. */
export async function storeTiles(writer: Reader, tiles: readonly Tile[]): Promise<void> {
  await writer.query(
    `insert into log.tile (level, index, hashes)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, index) do update set hashes = excluded.hashes`,
    [
      tiles.map((tile) => tile.level),
      tiles.map((tile) => tile.index.toString()),
      tiles.map((tile) => Buffer.from(tile.hashes)),
    ],
  );
}
