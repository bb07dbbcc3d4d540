import { Refusal } from '@carbon/kernel';
import { NOW, newKeys, openPrivacyFixture, type PrivacyFixture, residentId } from './privacy.spec-support';
import { SealedPersonVault } from './sealed-person-vault';

const ADULT = residentId('1990-01-01');
const SECRETS = {
  name: '王小明',
  email: 'Wang.XiaoMing@Example.org',
  phone: '+86 138 0013 8000',
  identityNumber: ADULT,
  birthDate: '1990-01-01',
  address: '江苏省盐城市亭湖区 1 号',
};

describe('the vault of persons', () => {
  let privacy: PrivacyFixture;
  const vault = new SealedPersonVault(newKeys());

  beforeAll(async () => {
    privacy = await openPrivacyFixture();
  });
  afterAll(() => privacy.close());

  const enter = (fields: Parameters<typeof vault.enter>[1]) =>
    privacy.database.transaction((tx) => vault.enter(tx, fields, NOW));
  const own = (id: string) => privacy.database.transaction((tx) => vault.own(tx, id));
  const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof Refusal) return error;
    throw new Error('was not refused', { cause: error });
  };

  it('gives back what was entered, and the database holds none of it in the clear', async () => {
    const id = await enter(SECRETS);
    expect(await own(id)).toEqual(SECRETS);
    const dump = await privacy.dump();
    expect(dump).toContain(id);
    for (const value of [...Object.values(SECRETS), '13800138000', 'wang.xiaoming@example.org']) {
      expect(dump).not.toContain(value);
      expect(dump).not.toContain(Buffer.from(value).toString('hex'));
    }
  });

  it('PII-004 a digest that needs no key to be guessed is nowhere', async () => {
    await enter(SECRETS);
    const { createHash } = await import('node:crypto');
    const dump = await privacy.dump();
    for (const algorithm of ['sha1', 'sha256', 'sha512', 'md5']) {
      expect(dump).not.toContain(createHash(algorithm).update(ADULT).digest('hex'));
    }
  });

  it('two accounts of one identity number are one person; what stands is kept, what is new is added', async () => {
    const identityNumber = residentId('1985-05-05');
    const first = await enter({ identityNumber, name: 'first' });
    const second = await enter({
      identityNumber: ` ${identityNumber.toLowerCase()} `,
      name: 'other',
      phone: '13900000000',
    });
    expect(second).toBe(first);
    expect(await own(first)).toEqual({ identityNumber, name: 'first', phone: '13900000000' });
  });

  it('fifty who enter one identity number at once make one person', async () => {
    const identityNumber = residentId('1986-06-06');
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, n) => enter({ identityNumber, name: `n${n}` })),
    );
    expect(new Set(ids).size).toBe(1);
    const [{ count }] = (await privacy.database.query<{ count: string }>(
      'select count(*) from privacy.person where id = any($1)',
      [ids],
    )) as [{ count: string }];
    expect(count).toBe('1');
    const orphans = await privacy.database.query(
      'select id from privacy.person p where erased_at is null and not exists (select from privacy.person_key where person_id = p.id)',
    );
    expect(orphans).toEqual([]);
  });

  it('a field moved to another person or column does not open', async () => {
    const [a, b] = [await enter({ name: 'A', address: 'road' }), await enter({ name: 'B' })];
    await privacy.database.query(
      `update privacy.person_field set sealed = (select sealed from privacy.person_field where person_id = $1 and field = 'address')
        where person_id = $1 and field = 'name'`,
      [a],
    );
    await expect(own(a)).rejects.toThrow('does not open');
    await privacy.database.query(
      `update privacy.person_key set wrapped = (select wrapped from privacy.person_key where person_id = $1) where person_id = $2`,
      [a, b],
    );
    await expect(own(b)).rejects.toThrow('does not open');
  });

  it('a read of somebody else is recorded with its reason and no value; own reads are not', async () => {
    const id = await enter({ name: '李四', email: 'li@example.org' });
    await own(id);
    const reads = async () =>
      (await privacy.audited('person.read')).filter(({ subject_id }) => subject_id === id);
    expect(await reads()).toEqual([]);
    const read = await privacy.database.transaction((tx) =>
      vault.read(tx, id, { reason: 'complaint 7', now: NOW }),
    );
    expect(read).toEqual({ name: '李四', email: 'li@example.org' });
    expect(await reads()).toMatchObject([
      { personal: true, reason: 'complaint 7', after: { fields: ['name', 'email'] } },
    ]);
    const without = privacy.database.transaction((tx) => vault.read(tx, id, { reason: ' ', now: NOW }));
    expect((await refusal(without)).code).toBe('INPUT_MALFORMED');
  });

  it('a refusal repeats no value', async () => {
    const error = await refusal(
      enter({ identityNumber: '110101199001011235', email: 'no-mail', phone: 'x', birthDate: '1990-02-30' }),
    );
    expect(error.fields.map(({ field }) => field).sort()).toEqual([
      'birthDate',
      'email',
      'identityNumber',
      'phone',
    ]);
    expect(JSON.stringify(error) + error.message).not.toMatch(/110101|no-mail|02-30/);
  });

  it('the birth date must be that of the identity number, also when only one of them is changed', async () => {
    const wrong = enter({ identityNumber: residentId('1991-01-01'), birthDate: '1991-01-02' });
    expect((await refusal(wrong)).fields).toMatchObject([{ field: 'birthDate' }]);
    const id = await enter({ identityNumber: residentId('1992-01-01') });
    const change = privacy.database.transaction((tx) =>
      vault.change(tx, id, { birthDate: '1992-01-02' }, NOW),
    );
    expect((await refusal(change)).fields).toMatchObject([{ field: 'birthDate' }]);
  });

  it('a change does not take the identity number of another', async () => {
    const identityNumber = residentId('1993-01-01');
    await enter({ identityNumber });
    const other = await enter({ name: 'other' });
    const change = privacy.database.transaction((tx) => vault.change(tx, other, { identityNumber }, NOW));
    const error = await refusal(change);
    expect(error).toMatchObject({ code: 'PERSON_IDENTITY_TAKEN', status: 409 });
    expect(await own(other)).toEqual({ name: 'other' });
  });

  it('PII-001 a child is not entered without a guardian', async () => {
    const child = enter({ identityNumber: residentId('2012-03-03') });
    expect(await refusal(child)).toMatchObject({ code: 'PERSON_NEEDS_GUARDIAN', rule: 'PII-001' });
    const fourteen = enter({ identityNumber: residentId('2012-03-02') });
    await expect(fourteen).resolves.toBeDefined();
    const id = await enter({ name: 'age unknown' });
    const told = privacy.database.transaction((tx) => vault.change(tx, id, { birthDate: '2012-03-03' }, NOW));
    expect((await refusal(told)).code).toBe('PERSON_NEEDS_GUARDIAN');
  });

  it('nobody is there who was not entered', async () => {
    const id = '01900000-0000-7000-8000-000000000001';
    expect((await refusal(own(id))).code).toBe('PERSON_UNKNOWN');
    expect((await refusal(own('no-uuid'))).code).toBe('PERSON_UNKNOWN');
  });

  it('PII-005 what another room sealed for a person opens for it alone, and not once the person is erased', async () => {
    const [one, other] = [await enter({ name: 'one' }), await enter({ name: 'other' })];
    const run = privacy.database.transaction.bind(privacy.database);
    const sealed = await run((tx) => vault.sealFor(tx, one, 'room.salt', Buffer.from('salt')));
    const open = (id: string, context = 'room.salt') => run((tx) => vault.openFor(tx, id, context, sealed));
    expect((await open(one))?.toString()).toBe('salt');
    await expect(open(other)).rejects.toThrow('does not open');
    await expect(open(one, 'room.other')).rejects.toThrow('does not open');
    await run((tx) => vault.forget(tx, one, NOW));
    expect(await open(one)).toBeUndefined();
    const late = run((tx) => vault.sealFor(tx, one, 'room.salt', Buffer.from('late')));
    expect(await refusal(late)).toMatchObject({ code: 'PERSON_ERASED', rule: 'PII-005' });
  });
});
