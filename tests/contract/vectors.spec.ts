import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deployLedger, type Stage } from './support/chain';

/** Published vectors (transparency-dev/merkle); they stand beside the repository and are no part of it. */
const folder = resolve(__dirname, '../../../shared/data/rfc6962');
const present = existsSync(folder);

interface ConsistencyVector {
  case: string;
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}
interface InclusionVector {
  case: string;
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}

/** Some vectors count up to 2^64 - 1: their numbers are read as text, before JSON rounds them. */
function read<V>(file: string): (V & { text: (key: keyof V & string) => bigint })[] {
  const text = readFileSync(resolve(folder, file), 'utf8');
  const exact = JSON.parse(text.replace(/("(?:leafIdx|treeSize|size1|size2)": )(\d+)/g, '$1"$2"')) as V[];
  return exact.map((vector) => ({ ...vector, text: (key) => BigInt(String(vector[key])) }));
}

/** As a hash, or null for bytes that are none: such a vector cannot even be written down in a call. */
const hash = (base64: string): string | null => {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === 32 ? `0x${bytes.toString('hex')}` : null;
};
const hashes = (all: string[]): string[] | null => {
  const read32 = all.map(hash);
  return read32.every((one) => one !== null) ? read32 : null;
};

const suite = present ? describe : describe.skip;
suite(`published vectors of RFC 6962${present ? '' : ' (skipped: not found beside the repository)'}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await deployLedger();
  });

  it('consistency: all are answered as published', async () => {
    const vectors = read<ConsistencyVector>('consistency.json');
    expect(vectors.length).toBeGreaterThan(0);
    for (const { case: name, root1, root2, proof, wantErr, text } of vectors) {
      const [ends, nodes] = [hashes([root1, root2]), hashes(proof ?? [])];
      const holds =
        ends !== null &&
        nodes !== null &&
        (await stage.ledger.verifyConsistencyBetween(
          text('size1'),
          ends[0]!,
          text('size2'),
          ends[1]!,
          nodes,
        ));
      expect([name, holds]).toEqual([name, !wantErr]);
    }
  });

  it('inclusion: all are answered as published', async () => {
    const vectors = read<InclusionVector>('inclusion.json');
    expect(vectors.length).toBeGreaterThan(0);
    for (const { case: name, root, leafHash, proof, wantErr, text } of vectors) {
      const [ends, nodes] = [hashes([leafHash, root]), hashes(proof ?? [])];
      const holds =
        ends !== null &&
        nodes !== null &&
        (await stage.ledger.verifyInclusionIn(ends[0]!, text('leafIdx'), text('treeSize'), ends[1]!, nodes));
      expect([name, holds]).toEqual([name, !wantErr]);
    }
  });
});
