import { monthsBefore } from './kept-since';
import { openPrivacyFixture, type PrivacyFixture } from './privacy.spec-support';
import { PersonalDataSources, type RetentionSweep } from './personal-data-sources';
import { RETENTION_RULES } from './rules/privacy-pack';
import { runRetention } from './run-retention';

const nothing = () => Promise.resolve(null);

describe('PII-003 retention', () => {
  let privacy: PrivacyFixture;

  beforeAll(async () => {
    privacy = await openPrivacyFixture();
  });
  afterAll(() => privacy.close());

  const mails: RetentionSweep = {
    category: 'mails',
    removeDue: async (tx, before, limit) => {
      const rows = await tx.query(
        `delete from test_mail where ctid in (select ctid from test_mail where sent_at < $1 limit $2) returning 1`,
        [before, limit],
      );
      return rows.length;
    },
  };

  it('removes what is older than its rule says, in batches, and counts it in the audit trail', async () => {
    const owner = await privacy.asOwner();
    await owner.query(`create table test_mail (sent_at timestamptz); grant all on test_mail to carbon_app`);
    await owner.query(
      `insert into test_mail select timestamptz '2025-09-01T15:59:59Z' from generate_series(1, 2500)
       union all select timestamptz '2025-09-01T16:00:00Z'`,
    );
    await owner.end();
    const sources = new PersonalDataSources();
    sources.register({ room: 'notices', exportOf: nothing, retention: [mails] });
    const report = await runRetention(privacy.database, sources, new Date('2026-03-02T02:00:00Z'));
    expect(report).toEqual({ removed: { mails: 2500 }, personsErased: 0 });
    expect(await privacy.database.query('select count(*)::int as left from test_mail')).toEqual([
      { left: 1 },
    ]);
    const records = await privacy.audited('retention.removed');
    expect(records.map(({ after }) => (after as { removed: number }).removed)).toEqual([1000, 1000, 500]);
    expect(records[0]).toMatchObject({ actor: 'system', subject_id: 'mails' });
  });

  it('a room cannot remove what no rule lets it remove, nor register twice', () => {
    const sources = new PersonalDataSources();
    const sweep = (category: string) => ({
      room: category,
      exportOf: nothing,
      retention: [{ ...mails, category }],
    });
    expect(() => sources.register(sweep('anything'))).toThrow('no rule says');
    expect(() => sources.register(sweep('audit-personal'))).toThrow('no rule says');
    sources.register(sweep('sessions'));
    expect(() => sources.register(sweep('sessions'))).toThrow('twice');
  });

  it('nothing is removed before law lets it be, and every rule names its source', () => {
    for (const { minimumMonths = 0, maximumMonths = Infinity, rules, source } of RETENTION_RULES) {
      expect(maximumMonths).toBeGreaterThanOrEqual(minimumMonths);
      expect(rules[0]).toMatch(/^PII-\d{3}$/);
      expect(source).not.toBe('');
    }
  });

  it.each([
    ['2026-03-02T02:00:00Z', 6, '2025-09-01T16:00:00.000Z'],
    ['2026-08-30T17:00:00Z', 6, '2026-02-27T16:00:00.000Z'],
    ['2026-01-15T00:00:00Z', 12, '2025-01-14T16:00:00.000Z'],
  ])('%s less %s months is %s, in days of China', (now, months, expected) => {
    expect(monthsBefore(new Date(now), months).toISOString()).toBe(expected);
  });
});
