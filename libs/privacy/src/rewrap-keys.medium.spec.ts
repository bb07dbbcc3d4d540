import { newId, type Progress } from '@carbon/kernel';
import {
  newKeys,
  newMasterKey,
  NOW,
  openPrivacyFixture,
  type PrivacyFixture,
  residentId,
} from './privacy.spec-support';
import { rewrapKeys } from './rewrap-keys';
import { SealedPersonVault } from './sealed-person-vault';

const MANY = 2_100;

describe('changing the master key', () => {
  let privacy: PrivacyFixture;
  const before = newKeys();
  const old = new SealedPersonVault(before);
  const current = newMasterKey('k2');
  const both = new SealedPersonVault({ ...before, current, former: [before.current] });
  const alone = new SealedPersonVault({ ...before, current });

  beforeAll(async () => {
    privacy = await openPrivacyFixture();
    const ids = Array.from({ length: MANY }, newId);
    const keys = ids.map((id) => old.ring.wrap(id, old.ring.newDataKey()).wrapped);
    await privacy.database.transaction(async (tx) => {
      await tx.query('insert into privacy.person (id, created_at) select unnest($1::uuid[]), $2', [ids, NOW]);
      await tx.query(
        `insert into privacy.person_key select id, 'k1', wrapped from unnest($1::uuid[], $2::bytea[]) as n(id, wrapped)`,
        [ids, keys],
      );
    });
  });
  afterAll(() => privacy.close());

  it('rewraps in batches while persons are read, changed and erased; then the former key is not needed', async () => {
    const { database } = privacy;
    const identityNumber = residentId('1988-08-08');
    const enter = (vault: SealedPersonVault, fields: object) =>
      database.transaction((tx) => vault.enter(tx, fields, NOW));
    const id = await enter(old, { name: '王', identityNumber });
    const told: Progress[] = [];
    const changes = Array.from({ length: 20 }, (_, n) =>
      database.transaction((tx) => both.change(tx, id, { address: `road ${n}` }, NOW)),
    );
    const [rewrapped] = await Promise.all([
      rewrapKeys(database, both, (progress) => told.push(progress)),
      rewrapKeys(database, both),
      ...changes,
    ]);
    expect(rewrapped).toBeGreaterThan(0);
    expect(told[0]).toEqual({ step: 'rewrap keys', done: 0, total: MANY + 1 });
    expect(await database.query('select master_key_id, count(*) from privacy.person_key group by 1')).toEqual(
      [{ master_key_id: 'k2', count: String(MANY + 1) }],
    );
    expect(await database.transaction((tx) => alone.own(tx, id))).toMatchObject({
      name: '王',
      identityNumber,
    });
    expect(await enter(alone, { identityNumber })).toBe(id);
    expect(await rewrapKeys(database, both)).toBe(0);
    await expect(database.transaction((tx) => old.own(tx, id))).rejects.toThrow('does not hold');
  });
});
