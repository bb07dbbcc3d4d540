import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyConsistency, verifyInclusion } from './verify-proofs';

/** Vectors of transparency-dev/merkle; they stand beside the repository where they are available. */
const FOLDER = join(__dirname, '../../../../../shared/data/rfc6962');

interface InclusionVector {
  readonly case: string;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string | null;
  readonly leafHash: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface ConsistencyVector {
  readonly case: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? '', 'base64'));
const nodes = (proof: readonly string[] | null) => (proof ?? []).map(bytes);
const vectorsOf = (file: string) =>
  Object.values(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>);

if (existsSync(FOLDER)) {
  describe('published vectors of RFC 6962', () => {
    const inclusions = vectorsOf('inclusion.json') as InclusionVector[];
    it.each(inclusions.map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
      const { leafIdx, treeSize, proof, leafHash, root, wantErr } = vector;
      const index = BigInt(leafIdx);
      expect(verifyInclusion(bytes(leafHash), index, BigInt(treeSize), nodes(proof), bytes(root))).toBe(
        !wantErr,
      );
    });

    const consistencies = vectorsOf('consistency.json') as ConsistencyVector[];
    it.each(consistencies.map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
      const { size1, size2, root1, root2, proof, wantErr } = vector;
      const holds = verifyConsistency(BigInt(size1), BigInt(size2), bytes(root1), bytes(root2), nodes(proof));
      expect(holds).toBe(!wantErr);
    });
  });
} else {
  it.skip('published vectors of RFC 6962: skipped, ../shared/data/rfc6962 is not there', () => undefined);
}
