import { id } from 'ethers';
import { deployLedger, events, mined, refusal, type Stage } from './support/chain';
import { allowance, credit, issuance, maxUint64, source, supply, unknownInstrument } from './support/samples';

let stage: Stage;
beforeEach(async () => {
  stage = await deployLedger();
});

const setCap = (instrument: string, cap: bigint) => mined(stage.capper.ledger.setCaps([{ instrument, cap }]));
const record = (changes: Parameters<typeof issuance>[0] = {}) =>
  mined(stage.issuer.ledger.recordIssuance(issuance(changes)));
const refused = (changes: Parameters<typeof issuance>[0] = {}) =>
  refusal(stage.ledger, stage.issuer.ledger.recordIssuance.staticCall(issuance(changes)));
const supplyOf = async (instrument: string) => (await stage.ledger.supplyOf(instrument)).toObject();

describe('caps', () => {
  it('are set together and announced one by one', async () => {
    const receipt = await mined(
      stage.capper.ledger.setCaps([
        { instrument: credit, cap: 5n },
        { instrument: allowance, cap: maxUint64 },
      ]),
    );
    expect(events(stage.ledger, receipt)).toEqual([
      { name: 'CapSet', args: [credit, 5n] },
      { name: 'CapSet', args: [allowance, maxUint64] },
    ]);
    expect(await supplyOf(credit)).toEqual(supply({ cap: 5n }));
    expect(await supplyOf(allowance)).toEqual(supply({ cap: maxUint64 }));
  });

  it('go down to what is recorded, and not below', async () => {
    await setCap(credit, 1_000n);
    await record({ quantity: 100n });
    const below = stage.capper.ledger.setCaps.staticCall([{ instrument: credit, cap: 99n }]);
    expect(await refusal(stage.ledger, below)).toEqual({
      name: 'CapBelowRecorded',
      args: [credit, 99n, 100n],
    });
    await setCap(credit, 100n);
    expect(await supplyOf(credit)).toEqual(supply({ cap: 100n, recorded: 100n }));
  });

  it('are set all or none', async () => {
    await setCap(credit, 100n);
    await record({ quantity: 100n });
    const caps = [
      { instrument: allowance, cap: 7n },
      { instrument: credit, cap: 1n },
    ];
    const call = stage.capper.ledger.setCaps(caps, { gasLimit: 200_000 });
    await expect(mined(call)).rejects.toThrow();
    expect(await supplyOf(allowance)).toEqual(supply());
  });
});

describe('an issuance', () => {
  it('is recorded with its serials, its source and its evidence', async () => {
    await setCap(credit, 1_000n);
    const receipt = await record({ firstSerial: 11n, quantity: 100n });
    expect(events(stage.ledger, receipt)).toEqual([
      {
        name: 'IssuanceRecorded',
        args: [credit, source('wind farm, May'), 11n, 110n, id('meter readings and report')],
      },
    ]);
    expect(await supplyOf(credit)).toEqual(supply({ cap: 1_000n, recorded: 100n }));
    expect(await stage.ledger.isSourceUsed(source('wind farm, May'))).toBe(true);
    expect(await stage.ledger.isSourceUsed(source('wind farm, June'))).toBe(false);
  });

  it('of an instrument without a cap is refused', async () => {
    expect(await refused({ instrument: unknownInstrument, quantity: 1n })).toEqual({
      name: 'CapExceeded',
      args: [unknownInstrument, 0n, 0n, 1n],
    });
  });

  it('fills the cap to its last unit, and not one more', async () => {
    await setCap(credit, 150n);
    await record({ quantity: 100n });
    const next = { sourceKey: source('June'), firstSerial: 101n };
    expect(await refused({ ...next, quantity: 51n })).toEqual({
      name: 'CapExceeded',
      args: [credit, 150n, 100n, 51n],
    });
    await record({ ...next, quantity: 50n });
    expect(await supplyOf(credit)).toEqual(supply({ cap: 150n, recorded: 150n }));
  });

  it('of nothing is refused', async () => {
    await setCap(credit, 150n);
    expect(await refused({ quantity: 0n })).toEqual({
      name: 'QuantityZero',
      args: [source('wind farm, May')],
    });
  });

  it('from a source used before is refused, whatever the instrument', async () => {
    await setCap(credit, 1_000n);
    await setCap(allowance, 1_000n);
    await record();
    for (const instrument of [credit, allowance]) {
      expect(await refused({ instrument, firstSerial: 500n })).toEqual({
        name: 'SourceAlreadyUsed',
        args: [source('wind farm, May')],
      });
    }
  });

  it.each([1n, 50n, 100n])('with serials used before is refused: from %d', async (firstSerial) => {
    await setCap(credit, 1_000n);
    await record({ firstSerial: 1n, quantity: 100n });
    expect(await refused({ sourceKey: source('June'), firstSerial })).toEqual({
      name: 'SerialRangeAlreadyUsed',
      args: [credit, firstSerial, 100n],
    });
    await record({ sourceKey: source('June'), firstSerial: 101n });
  });

  it('from serial 0 is refused, and instruments have serials of their own', async () => {
    await setCap(credit, 1_000n);
    await setCap(allowance, 1_000n);
    expect(await refused({ firstSerial: 0n })).toEqual({
      name: 'SerialRangeAlreadyUsed',
      args: [credit, 0n, 0n],
    });
    await record({ firstSerial: 1n });
    await record({ instrument: allowance, sourceKey: source('allocation'), firstSerial: 1n });
  });

  it('with serials beyond 64 bits is refused; up to the last one it is not', async () => {
    await setCap(credit, maxUint64);
    expect(await refused({ firstSerial: maxUint64 - 8n, quantity: 10n })).toEqual({
      name: 'SerialOverflow',
      args: [credit, maxUint64 - 8n, 10n],
    });
    expect(await refused({ firstSerial: 2n, quantity: maxUint64 })).toEqual({
      name: 'SerialOverflow',
      args: [credit, 2n, maxUint64],
    });
    await record({ firstSerial: maxUint64 - 9n, quantity: 10n });
    expect(await refused({ sourceKey: source('June'), firstSerial: maxUint64, quantity: 1n })).toEqual({
      name: 'SerialRangeAlreadyUsed',
      args: [credit, maxUint64, maxUint64],
    });
  });

  it('of every serial at once is taken', async () => {
    await setCap(credit, maxUint64);
    await record({ firstSerial: 1n, quantity: maxUint64 });
    expect(await supplyOf(credit)).toEqual(supply({ cap: maxUint64, recorded: maxUint64 }));
  });
});

describe('issuances together', () => {
  it('are recorded in order', async () => {
    await setCap(credit, 1_000n);
    const receipt = await mined(
      stage.issuer.ledger.recordIssuances([
        issuance({ sourceKey: source('a'), firstSerial: 1n, quantity: 10n }),
        issuance({ sourceKey: source('b'), firstSerial: 11n, quantity: 10n }),
      ]),
    );
    expect(events(stage.ledger, receipt).map(({ args }) => args.slice(1, 4))).toEqual([
      [source('a'), 1n, 10n],
      [source('b'), 11n, 20n],
    ]);
  });

  it('are refused together for one that repeats a source', async () => {
    await setCap(credit, 1_000n);
    const twice = [
      issuance({ firstSerial: 1n, quantity: 10n }),
      issuance({ firstSerial: 11n, quantity: 10n }),
    ];
    expect(await refusal(stage.ledger, stage.issuer.ledger.recordIssuances.staticCall(twice))).toEqual({
      name: 'SourceAlreadyUsed',
      args: [source('wind farm, May')],
    });
    await expect(mined(stage.issuer.ledger.recordIssuances(twice, { gasLimit: 300_000 }))).rejects.toThrow();
    expect(await stage.ledger.isSourceUsed(source('wind farm, May'))).toBe(false);
  });
});
