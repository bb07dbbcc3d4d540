import { BaseContract, type ContractMethod, type ContractTransactionResponse } from 'ethers';
import { chain, deploy, deployLedger, mined, type Stage } from './support/chain';
import { consistencyProof, leavesOf, rootOf } from './support/merkle-model';
import { delta, issuance, source, credit } from './support/samples';

interface Credit1155 extends BaseContract {
  mint: ContractMethod<[string, bigint, bigint], void, ContractTransactionResponse>;
  safeTransferFrom: ContractMethod<
    [string, string, bigint, bigint, string],
    void,
    ContractTransactionResponse
  >;
}

/** The EVM is deterministic: these numbers are the same on every machine. They stand in docs/gas.md. */
const measured: Record<string, number> = {};
async function gasOf(name: string, sent: Promise<ContractTransactionResponse>): Promise<number> {
  const gas = Number((await mined(sent)).gasUsed);
  measured[name] = gas;
  return gas;
}

/** Sizes whose proof is as long as proofs of such trees get: 18 nodes. */
const oldSize = 109_999;
const newSize = oldSize + 10_000;

describe('gas', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await deployLedger();
  });
  afterAll(() => {
    const width = Math.max(...Object.keys(measured).map((name) => name.length));
    const lines = Object.entries(measured).map(([name, gas]) => `${name.padEnd(width)}  ${gas}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  });

  it('an anchor of 10,000 records costs at most a 6,000th of an ERC-1155 transfer for each record', async () => {
    const leaves = leavesOf(newSize);
    const proof = consistencyProof(oldSize, leaves);
    await gasOf(
      'first anchor',
      stage.anchorer.ledger.anchor(oldSize, rootOf(leaves.slice(0, oldSize)), [], []),
    );
    const anchor = await gasOf(
      `anchor of 10,000 records, proof of ${proof.length} nodes`,
      stage.anchorer.ledger.anchor(newSize, rootOf(leaves), proof, []),
    );

    const token = (await deploy('ReferenceCredit1155')) as Credit1155;
    const [from, to] = [(await chain.getSigner(0)).address, (await chain.getSigner(6)).address];
    await gasOf('ERC-1155 mint, new id', token.mint(from, 1n, 1_000n));
    await gasOf('ERC-1155 transfer, new holder', token.safeTransferFrom(from, to, 1n, 1n, '0x'));
    const transfer = await gasOf(
      'ERC-1155 transfer, existing holder',
      token.safeTransferFrom(from, to, 1n, 1n, '0x'),
    );

    expect(anchor / 10_000).toBeLessThanOrEqual(transfer / 6_000);
  });

  it('the other acts, for the record', async () => {
    const { capper, issuer, anchorer } = stage;
    const leaves = leavesOf(newSize + 1);
    await gasOf('set a cap', capper.ledger.setCaps([{ instrument: credit, cap: 1_000_000n }]));
    await gasOf('first issuance of an instrument', issuer.ledger.recordIssuance(issuance()));
    const more = (n: number) => issuance({ sourceKey: source(`${n}`), firstSerial: 1_000n * BigInt(n) });
    await gasOf('issuance', issuer.ledger.recordIssuance(more(1)));
    const batch = Array.from({ length: 100 }, (_, n) => more(n + 2));
    await gasOf('100 issuances at once', issuer.ledger.recordIssuances(batch));
    const proof = consistencyProof(newSize, leaves);
    await gasOf(
      `anchor with one change of supply, proof of ${proof.length} nodes`,
      anchorer.ledger.anchor(newSize + 1, rootOf(leaves), proof, [delta({ issued: 100n, retired: 1n })]),
    );
  });
});
