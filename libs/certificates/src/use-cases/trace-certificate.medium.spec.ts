import { breaches } from '../../../../tests/support/ledger-invariants';
import { codeOf, refusalOf } from './certificates.spec-support';
import { CertificateStory } from './certificate-story.spec-support';
import { noProofs } from './proof-source';
import { traceCertificate } from './trace-certificate';

let story: CertificateStory;
beforeEach(async () => {
  story = await CertificateStory.open();
});
afterEach(async () => {
  expect(await breaches(story.registry.database)).toEqual([]);
  await story.registry.close();
});

describe('tracing a certificate', () => {
  it('GEC-018 from its 32 digits to the meter readings behind it, its changes of hands and its validity', async () => {
    await story.transfer([story.codes('2025-02', 1n)]);
    const found = await story.trace('2025-02', 1n);
    expect(found).toMatchObject({
      state: 'held',
      account: story.registry.buyer,
      plant: { shortCode: 'TEST1' },
      validity: { validThrough: '2027-01-31', basis: 'months' },
      pastValidity: false,
      claim: undefined,
    });
    // 0.4 kWh of January were left over and stand in the first certificate of February
    expect(found.energy.map(({ range, meter }) => [range, meter.month, meter.reportedBy])).toEqual([
      [{ month: '2025-01', fromWh: 10_000_000n, toWh: 10_000_400n }, '2025-01', 'grid-company'],
      [{ month: '2025-02', fromWh: 0n, toWh: 999_600n }, '2025-02', 'grid-company'],
    ]);
    expect(found.steps.map(({ entry, proof }) => [entry.record.kind, proof])).toEqual([
      ['issue', { anchoring: 'pending' }],
      ['transfer', { anchoring: 'pending' }],
    ]);
    expect(found.steps[0]!.entry.record.documentHash).toBe(
      found.energy[1]!.meter.evidenceHash.toString('hex'),
    );
  });

  it('GEC-018 a code that is none is malformed, one that was never issued unknown', async () => {
    const look = (code: string) =>
      refusalOf(traceCertificate(story.registry.database, story.registry.desk, noProofs, code));
    expect(await look('123')).toMatchObject({ code: 'INPUT_MALFORMED' });
    expect(await look(codeOf(story.plant, '2025-01', 11n))).toMatchObject({
      code: 'GEC_CERTIFICATE_UNKNOWN',
      status: 404,
    });
  });
});
