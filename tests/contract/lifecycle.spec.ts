import { id } from 'ethers';
import { chain, deployLedger, mined } from './support/chain';
import { consistencyProof, inclusionProof, leafHash, rootOf } from './support/merkle-model';
import { credit, delta, issuance, source, supply } from './support/samples';

it('a credit from its cap to its retirement, provable at every step to anybody', async () => {
  const { ledger, capper, issuer, anchorer, stranger } = await deployLedger();
  const day = ['issue 100', 'transfer 40', 'retire 40'].map(leafHash);
  const nextDay = [...day, ...['retire 10', 'reverse 10', 'surrender 20'].map(leafHash)];

  await mined(capper.ledger.setCaps([{ instrument: credit, cap: 100n }]));
  const evidenceHash = id('verification report');
  const issued = await mined(
    issuer.ledger.recordIssuance(issuance({ sourceKey: source('forest'), evidenceHash, quantity: 100n })),
  );
  const first = await mined(
    anchorer.ledger.anchor(3, rootOf(day), [], [delta({ issued: 100n, retired: 40n })]),
  );
  const second = await mined(
    anchorer.ledger.anchor(6, rootOf(nextDay), consistencyProof(3, nextDay), [delta({ surrendered: 20n })]),
  );

  // A stranger with nothing but the address of the contract reads the whole story from its events.
  const read = stranger.ledger;
  const history = await chain.getLogs({
    address: await ledger.getAddress(),
    fromBlock: issued.blockNumber,
    toBlock: second.blockNumber,
  });
  expect(history.map((log) => read.interface.parseLog(log)?.name)).toEqual([
    'IssuanceRecorded',
    'Anchored',
    'SupplyChanged',
    'Anchored',
    'SupplyChanged',
  ]);
  expect((await read.supplyOf(credit)).toObject()).toEqual(
    supply({ issued: 100n, retired: 40n, surrendered: 20n, recorded: 100n, cap: 100n }),
  );

  // The retirement stands in the head, and in the older tree that an earlier certificate was given from.
  expect(await read.verifyInclusion(day[2]!, 2, 6, inclusionProof(2, nextDay))).toBe(true);
  const older = read.interface.parseLog(first.logs[0]!)!.args.toObject() as { size: bigint; root: string };
  expect(await read.verifyInclusionIn(day[2]!, 2, older.size, older.root, inclusionProof(2, day))).toBe(true);
  const [size, root] = await read.head();
  expect(
    await read.verifyConsistencyBetween(older.size, older.root, size, root, consistencyProof(3, nextDay)),
  ).toBe(true);
});
