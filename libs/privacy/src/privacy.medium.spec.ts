import { openPrivacyApp, OPERATOR, type PrivacyApp, residentId } from './privacy.spec-support';
import type { KeepingDuty } from './personal-data-sources';
import { runRetention } from './run-retention';

const EVIDENCE = 'ab'.repeat(32);
const NOBODY = '01900000-0000-7000-8000-000000000001';

describe('the rights of persons over HTTP', () => {
  let privacy: PrivacyApp;
  let duty: KeepingDuty | undefined;
  const calls: string[] = [];

  beforeAll(async () => {
    privacy = await openPrivacyApp();
    privacy.sources.register({
      room: 'rides',
      exportOf: () => Promise.resolve({ rides: 2 }),
      mustKeep: () => Promise.resolve(duty),
      erase: (_, personId) => {
        calls.push(`erase ${personId}`);
        return Promise.resolve();
      },
      restrict: (_, personId) => {
        calls.push(`restrict ${personId}`);
        return Promise.resolve();
      },
    });
  });
  afterAll(() => privacy.close());
  beforeEach(() => {
    duty = undefined;
    calls.length = 0;
  });

  const enter = (name: string) => privacy.enter({ name });
  const consent = (more: object = {}) => ({
    purpose: 'carbon-inclusion',
    source: 'metro',
    textVersion: '2026.1',
    granted: true,
    ...more,
  });
  const standing = async (who: string, ward = '') => {
    const list = await privacy.get(`/v1/me/consents?limit=500${ward}`, who);
    return list.json<{ items: { purpose: string; standing: boolean }[] }>().items.filter((c) => c.standing);
  };

  it('PII-002 people take away everything every room holds of them, unrecorded; machines have nothing of their own', async () => {
    const me = await privacy.enter({ name: '甲', phone: '13800138000' });
    await privacy.post('/v1/me/consents', consent(), me);
    const answer = await privacy.get('/v1/me/data', me);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toMatchObject({
      personId: me,
      rooms: {
        privacy: {
          person: { id: me, name: '甲', phone: '13800138000' },
          consents: [{ purpose: 'carbon-inclusion' }],
        },
        rides: { rides: 2 },
      },
    });
    const reads = await privacy.audited('person.read');
    expect(reads.filter(({ subject_id }) => subject_id === me)).toEqual([]);
    expect((await privacy.get('/v1/me/data', OPERATOR)).json()).toMatchObject({
      status: 403,
      code: 'CALLER_NOT_A_PERSON',
    });
    expect((await privacy.app.inject('/v1/me/data')).statusCode).toBe(401);
  });

  it('PII-002 people correct their data; what they are known by needs proof; nothing of it is kept in the clear', async () => {
    const me = await enter('乙');
    const address = 'A very particular road 4711';
    const changed = await privacy.post('/v1/me/person', { address }, me, 'correct-me-1');
    expect(changed.json()).toEqual({ id: me, changed: ['address'] });
    const repeated = await privacy.post('/v1/me/person', { address }, me, 'correct-me-1');
    expect(repeated.headers['idempotent-replay']).toBe('true');
    const other = await privacy.post('/v1/me/person', { address: 'other' }, me, 'correct-me-1');
    expect(other.statusCode).toBe(409);
    const identityNumber = residentId('1970-01-01', 7);
    expect((await privacy.post('/v1/me/person', { identityNumber }, me)).statusCode).toBe(400);

    const body = { fields: { identityNumber }, evidence: EVIDENCE, reason: 'request 1' };
    expect((await privacy.post(`/v1/persons/${me}/corrections`, body, me)).statusCode).toBe(403);
    const corrected = await privacy.post(`/v1/persons/${me}/corrections`, body, OPERATOR);
    expect(corrected.json()).toEqual({ id: me, changed: ['identityNumber'] });
    const [record] = (await privacy.audited('person.changed')).filter((r) => r['reason'] === 'request 1');
    expect(record).toMatchObject({ personal: true, after: { fields: ['identityNumber'] } });
    const dump = await privacy.dump();
    for (const secret of [address, identityNumber]) expect(dump).not.toContain(secret);
  });

  it('the registry reads with a reason, which is recorded, and finds people without writing what it looked for', async () => {
    const email = 'found.me@example.org';
    const id = await privacy.enter({ name: '丙', email });
    expect((await privacy.get(`/v1/persons/${id}`, OPERATOR)).statusCode).toBe(400);
    expect((await privacy.get(`/v1/persons/${id}?reason=r`, id)).statusCode).toBe(403);
    const read = await privacy.get(`/v1/persons/${id}?reason=complaint%203`, OPERATOR);
    expect(read.json()).toEqual({ id, name: '丙', email });
    expect(
      (await privacy.audited('person.read')).filter(({ subject_id }) => subject_id === id),
    ).toMatchObject([{ actor: 'op', reason: 'complaint 3', personal: true }]);
    const search = { by: 'email', value: ' FOUND.me@example.org', reason: 'complaint 3' };
    const found = await privacy.post('/v1/persons/searches', search, OPERATOR);
    expect(found.json()).toEqual({ items: [{ id }] });
    expect(await privacy.dump()).not.toMatch(/found\.me@/i);
    expect((await privacy.get(`/v1/persons/${NOBODY}?reason=r`, OPERATOR)).json()).toMatchObject({
      status: 404,
      code: 'PERSON_UNKNOWN',
    });
  });

  it('PII-001 consents are a history: given, withdrawn in one step, given again', async () => {
    const me = await enter('丁');
    const given = await privacy.post('/v1/me/consents', consent(), me);
    expect(given.statusCode).toBe(201);
    const { id } = given.json<{ id: string }>();
    expect(await standing(me)).toHaveLength(1);
    const other = await enter('戊');
    expect((await privacy.remove(`/v1/me/consents/${id}`, other)).statusCode).toBe(404);
    const withdrawn = await privacy.remove(`/v1/me/consents/${id}`, me);
    expect(withdrawn.json()).toMatchObject({ granted: false, withdraws: id });
    expect((await privacy.remove(`/v1/me/consents/${id}`, me)).json()).toEqual(withdrawn.json());
    expect(await standing(me)).toEqual([]);
    await privacy.post('/v1/me/consents', consent(), me);
    await privacy.post('/v1/me/consents', consent({ granted: false }), me);
    const list = await privacy.get('/v1/me/consents?limit=3', me);
    const first = list.json<{ items: { granted: boolean }[]; next: string }>();
    expect(first.items.map(({ granted }) => granted)).toEqual([true, false, true]);
    const rest = await privacy.get(`/v1/me/consents?limit=3&cursor=${first.next}`, me);
    expect(rest.json()).toMatchObject({ items: [{ granted: false, standing: false }] });
    await expect(privacy.database.query('update privacy.consent set granted = true')).rejects.toThrow(
      'permission denied',
    );
  });

  it('a consent withdrawn twenty times at once is withdrawn once', async () => {
    const me = await enter('己');
    // the first rounds open the connections that make the later ones meet
    for (let round = 0; round < 6; round++) {
      const { id } = (await privacy.post('/v1/me/consents', consent(), me)).json<{ id: string }>();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => privacy.remove(`/v1/me/consents/${id}`, me)),
      );
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    }
  });

  it('PII-001 sensitive purposes need a consent asked for alone, to the text as it is', async () => {
    const me = await enter('庚');
    const location = consent({ purpose: 'precise-location' });
    expect((await privacy.post('/v1/me/consents', location, me)).json()).toMatchObject({
      status: 422,
      code: 'CONSENT_NOT_SEPARATE',
      rule: 'PII-001',
    });
    expect((await privacy.post('/v1/me/consents', { ...location, separate: true }, me)).statusCode).toBe(201);
    const old = consent({ textVersion: '1999.1' });
    expect((await privacy.post('/v1/me/consents', old, me)).json()).toMatchObject({
      status: 409,
      code: 'CONSENT_TEXT_CHANGED',
      details: { current: '2026.1' },
    });
    const unknown = consent({ purpose: 'anything' });
    expect((await privacy.post('/v1/me/consents', unknown, me)).json()).toMatchObject({ status: 404 });
    const listed = await privacy.app.inject('/v1/consent-purposes?limit=500');
    const { items } = listed.json<{ items: { id: string; textZh: string }[] }>();
    expect(items.find(({ id }) => id === 'precise-location')).toMatchObject({
      sensitive: true,
      separateConsent: true,
      certainty: 'M+',
    });
  });

  it('PII-001 a child consents through its guardian only, and loses that with the guardian', async () => {
    const guardian = await enter('guardian');
    const stranger = await enter('stranger');
    const child = { name: 'child', identityNumber: residentId('2016-06-01', 2) };
    const body = { guardian, child, evidence: EVIDENCE };
    expect((await privacy.post('/v1/guardianships', body, guardian)).statusCode).toBe(403);
    const entered = await privacy.post('/v1/guardianships', body, OPERATOR);
    expect(entered.statusCode).toBe(201);
    const { id, ward } = entered.json<{ id: string; ward: string }>();
    expect((await privacy.get('/v1/me/wards', guardian)).json()).toMatchObject({ items: [{ id, ward }] });
    expect((await privacy.get('/v1/me/wards', stranger)).json()).toEqual({ items: [] });

    const alone = consent({ separate: true });
    expect((await privacy.post('/v1/me/consents', alone, ward)).json()).toMatchObject({
      status: 422,
      code: 'PERSON_NEEDS_GUARDIAN',
      rule: 'PII-001',
    });
    const strangers = await privacy.post('/v1/me/consents', { ...alone, ward }, stranger);
    expect(strangers.json()).toMatchObject({ status: 404, code: 'PERSON_UNKNOWN' });
    const bundled = await privacy.post('/v1/me/consents', { ...consent(), ward }, guardian);
    expect(bundled.json()).toMatchObject({ code: 'CONSENT_NOT_SEPARATE' });
    const given = await privacy.post('/v1/me/consents', { ...alone, ward }, guardian);
    expect(given.json()).toMatchObject({ personId: ward, givenBy: 'guardian' });
    expect(await standing(guardian, `&ward=${ward}`)).toHaveLength(1);
    expect((await privacy.get(`/v1/me/data?ward=${ward}`, stranger)).statusCode).toBe(404);
    expect((await privacy.get(`/v1/me/data?ward=${ward}`, guardian)).json()).toMatchObject({
      rooms: { privacy: { person: { name: 'child' } } },
    });
    const reads = await privacy.audited('person.read');
    expect(reads.filter(({ subject_id }) => subject_id === ward)).toMatchObject([
      { actor: `user:${guardian}`, reason: 'guardian' },
    ]);

    const asked = { personId: ward, purpose: 'carbon-inclusion', source: 'metro', now: privacy.clock.now() };
    const allowed = (about = asked) =>
      privacy.database.transaction((tx) => privacy.consents.stands(tx, about));
    expect(await allowed()).toBe(true);
    expect(await allowed({ ...asked, source: 'bus' })).toBe(false);
    const ended = await privacy.post(`/v1/guardianships/${id}/end`, { reason: 'court' }, OPERATOR);
    expect(ended.statusCode).toBe(201);
    expect(await allowed()).toBe(false);
    expect((await privacy.post('/v1/me/consents', { ...alone, ward }, guardian)).statusCode).toBe(404);
  });

  it('PII-001 guardians are others than the ward and no children; wards are children', async () => {
    const [a, b] = [await enter('a'), await enter('b')];
    const evidence = EVIDENCE;
    const unfit = [
      { guardian: a, ward: b, evidence },
      { guardian: a, ward: a, evidence },
      { guardian: a, child: { birthDate: '1980-01-01' }, evidence },
    ];
    for (const body of unfit) {
      expect((await privacy.post('/v1/guardianships', body, OPERATOR)).json()).toMatchObject({
        code: 'GUARDIAN_UNFIT',
      });
    }
    for (const body of [
      { guardian: a, evidence },
      { guardian: a, ward: b, child: {}, evidence },
    ]) {
      expect((await privacy.post('/v1/guardianships', body, OPERATOR)).statusCode).toBe(400);
    }
    const child = { guardian: a, child: { birthDate: '2020-01-01' }, evidence };
    const { ward } = (await privacy.post('/v1/guardianships', child, OPERATOR)).json<{ ward: string }>();
    const again = await privacy.post('/v1/guardianships', { guardian: a, ward, evidence }, OPERATOR);
    expect(again.json()).toMatchObject({ code: 'GUARDIANSHIP_STANDS' });
    const byChild = { guardian: ward, child: { birthDate: '2021-01-01' }, evidence };
    expect((await privacy.post('/v1/guardianships', byChild, OPERATOR)).json()).toMatchObject({
      code: 'GUARDIAN_UNFIT',
    });
  });

  it('PII-005 after erasure nobody reads it, the key is gone, and others are still read', async () => {
    const identityNumber = residentId('1971-01-01', 3);
    const me = await privacy.enter({ name: '辛', identityNumber });
    const other = await enter('壬');
    await privacy.post('/v1/me/consents', consent(), me);
    expect((await privacy.post('/v1/me/erasure', {}, me)).statusCode).toBe(400);
    const erased = await privacy.post('/v1/me/erasure', { confirm: 'erase' }, me);
    expect(erased.json()).toEqual({ state: 'erased', kept: [] });
    expect(calls).toEqual([`erase ${me}`]);
    for (const gone of [
      await privacy.get(`/v1/persons/${me}?reason=r`, OPERATOR),
      await privacy.get('/v1/me/data', me),
      await privacy.post('/v1/me/person', { name: 'x' }, me),
      await privacy.post('/v1/me/consents', consent(), me),
      await privacy.post('/v1/me/erasure', { confirm: 'erase' }, me),
    ]) {
      expect(gone.json()).toMatchObject({ status: 410, code: 'PERSON_ERASED', rule: 'PII-005' });
    }
    expect(await privacy.database.transaction((tx) => privacy.vault.own(tx, me))).toBeUndefined();
    for (const table of ['person_key', 'person_field', 'person_index']) {
      expect(await privacy.database.query(`select from privacy.${table} where person_id = $1`, [me])).toEqual(
        [],
      );
    }
    expect((await privacy.get(`/v1/persons/${other}?reason=r`, OPERATOR)).json()).toMatchObject({
      name: '壬',
    });
    // the number is free: who comes back is somebody new
    const back = await privacy.enter({ name: '辛', identityNumber });
    expect(back).not.toBe(me);
  });

  it('PII-003 what law has kept is restricted: stored, shown to the person, and erased when the duty ends', async () => {
    const identityNumber = residentId('1972-01-01', 4);
    const me = await privacy.enter({ name: '癸', identityNumber });
    await privacy.post('/v1/me/consents', consent(), me);
    duty = { until: '2026-09-01', rule: 'PII-003', reason: { zh: '法定保存', en: 'kept by law' } };
    const answer = await privacy.post(`/v1/persons/${me}/erasure`, { reason: 'letter' }, OPERATOR);
    expect(answer.json()).toEqual({
      state: 'restricted',
      until: '2026-09-01',
      kept: [
        {
          room: 'rides',
          until: '2026-09-01',
          rule: 'PII-003',
          reasonZh: '法定保存',
          reasonEn: 'kept by law',
        },
      ],
    });
    expect(calls).toEqual([`restrict ${me}`]);
    const restricted = { status: 422, code: 'PERSON_RESTRICTED', details: { until: '2026-09-01' } };
    expect((await privacy.get(`/v1/persons/${me}?reason=r`, OPERATOR)).json()).toMatchObject(restricted);
    expect((await privacy.post('/v1/me/person', { name: 'x' }, me)).json()).toMatchObject(restricted);
    await expect(privacy.enter({ identityNumber })).rejects.toMatchObject({ code: 'PERSON_RESTRICTED' });
    expect(await privacy.database.transaction((tx) => privacy.vault.own(tx, me))).toBeUndefined();
    const about = { personId: me, purpose: 'carbon-inclusion', source: 'metro', now: privacy.clock.now() };
    expect(await privacy.database.transaction((tx) => privacy.consents.stands(tx, about))).toBe(false);
    expect((await privacy.get('/v1/me/data', me)).statusCode).toBe(200);

    const run = (moment: string) => runRetention(privacy.database, privacy.sources, new Date(moment));
    expect(await run('2026-09-01T15:59:59Z')).toMatchObject({ personsErased: 0 });
    duty = { ...duty, until: '2026-10-01' };
    expect(await run('2026-09-01T16:00:00Z')).toMatchObject({ personsErased: 0 });
    duty = undefined;
    expect(await run('2026-09-30T16:00:00Z')).toMatchObject({ personsErased: 0 });
    expect(await run('2026-10-01T16:00:00Z')).toMatchObject({ personsErased: 1 });
    expect((await privacy.get('/v1/me/data', me)).statusCode).toBe(410);
    expect(await privacy.audited('person.erased')).toContainEqual(
      expect.objectContaining({ actor: 'system', subject_id: me }),
    );
  });

  it('erasures at the same time as changes leave either all or nothing', async () => {
    for (let round = 0; round < 5; round++) {
      const me = await enter('race');
      const changes = Array.from({ length: 10 }, (_, n) =>
        privacy.post('/v1/me/person', { name: `n${n}` }, me),
      );
      const erasures = Array.from({ length: 10 }, () =>
        privacy.post('/v1/me/erasure', { confirm: 'erase' }, me),
      );
      const answers = await Promise.all([...changes, ...erasures]);
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201, 410]));
      const states = answers.filter(({ body }) => body.includes('"state":"erased"'));
      expect(states).toHaveLength(1);
      expect(
        await privacy.database.query('select from privacy.person_field where person_id = $1', [me]),
      ).toEqual([]);
    }
  });
});
