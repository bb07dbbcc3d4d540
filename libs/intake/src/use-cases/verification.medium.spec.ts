import type { Person } from '../../../../tests/support/platform-fixture';
import { csvOf, IntakeFixture, intervals } from '../intake.spec-support';
import { refuseSameBody } from './verification-case';

const MARCH = '2026-03-01T00:00:00+08:00';
const code = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

describe("the verifier's workspace", () => {
  let desk: IntakeFixture;
  let verifierId: string;
  let verifier: Person;
  beforeAll(async () => {
    desk = await IntakeFixture.open();
    verifierId = await desk.platform.holder('VERIFIER', 'verifier');
    verifier = await desk.platform.person(verifierId, 'maker');
    await desk.platform.holder('VERIFIER2', 'verifier');
  });
  afterAll(() => desk.close());

  const opening = (more: object = {}) => ({
    ...{ purpose: 'verification', subjectKind: 'reductions', subjectId: 'P-1/2025', project: 'P-1' },
    ...{ verifier: 'VERIFIER', requiredDocuments: ['meter-reading'] },
    ...more,
  });
  const open = (more: object = {}, who = desk.maker) =>
    desk.send('POST', '/v1/verification-cases', opening(more), who);
  const opened = async (project: string) => (await open({ project })).json<{ id: string }>().id;
  const act = (id: string, path: string, body: object, who: Person) =>
    desk.send('POST', `/v1/verification-cases/${id}/${path}`, body, who);
  const filed = async (text: string, who: Person) =>
    (await desk.upload(`${text}.txt`, text, who, '/v1/documents')).json<{ sha256: string }>().sha256;

  it('from opening to conclusion, and the draft tells all of it', async () => {
    const id = await opened('P-story');
    const reading = await filed('readings of March', desk.maker);
    const number = async (path: string, body: object, who: Person) => {
      const answer = await act(id, path, body, who);
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json<{ number: number }>().number;
    };
    await number('documents', { documentKind: 'meter-reading', sha256: reading }, desk.maker);
    const read = await desk.send(
      'GET',
      `/v1/verification-cases/${id}/documents/${reading}`,
      undefined,
      verifier,
    );
    expect([read.statusCode, read.body]).toEqual([200, 'readings of March']);
    await number('document-reviews', { sha256: reading, review: 'accepted', note: '' }, verifier);
    await number('facilities', { facility: 'substation', place: 'gate' }, verifier);
    const photo = await filed('a photo', verifier);
    const visit = {
      ...{ facility: 'substation', place: 'gate', visitedOn: '2026-03-12', visitor: 'lead verifier' },
      ...{ met: 'head of production', photos: [photo], note: 'seals unbroken' },
    };
    await number('site-visits', visit, verifier);
    const finding = await number(
      'findings',
      { severity: 'clarification', text: 'which meter is it?' },
      verifier,
    );
    const conclude = () => act(id, 'conclusion', { opinion: 'positive', text: 'as stated' }, verifier);
    expect(code(await conclude())).toBe('VERIFICATION_NOT_READY');
    await number(`findings/${finding}/answers`, { text: 'the one at the gate', documents: [] }, desk.maker);
    await number(`findings/${finding}/decisions`, { decision: 'closed', text: 'seen on site' }, verifier);
    expect((await conclude()).statusCode).toBe(201);
    expect(code(await act(id, 'findings', { severity: 'observation', text: 'late' }, verifier))).toBe(
      'VERIFICATION_CONCLUDED',
    );
    const draft = (await desk.send('GET', `/v1/verification-cases/${id}/draft-report`)).json<{
      markdown: string;
      state: { documentCoveragePercent: number; facilityCoveragePercent: number };
    }>();
    expect(draft.state).toMatchObject({ documentCoveragePercent: 100, facilityCoveragePercent: 100 });
    for (const text of [
      'OWNER（示例）',
      'VERIFIER（示例）',
      reading,
      'which meter is it?',
      '**positive**: as stated',
    ]) {
      expect(draft.markdown).toContain(text);
    }
  });

  it('both sides see a case, nobody else; each does its own part only', async () => {
    const id = await opened('P-sides');
    for (const who of [desk.maker, verifier]) {
      expect((await desk.send('GET', `/v1/verification-cases/${id}`, undefined, who)).statusCode).toBe(200);
    }
    for (const path of ['', '/draft-report', `/documents/${'0'.repeat(64)}`]) {
      const url = `/v1/verification-cases/${id}${path}`;
      expect((await desk.send('GET', url, undefined, desk.stranger)).statusCode).toBe(404);
    }
    const answer = { text: 'ours', documents: [] };
    expect((await act(id, 'findings/1/answers', answer, desk.stranger)).statusCode).toBe(404);
    expect((await act(id, 'findings', { severity: 'observation', text: 'x' }, desk.maker)).statusCode).toBe(
      403,
    );
    expect((await act(id, 'findings/1/answers', answer, verifier)).statusCode).toBe(403);
    const other = await filed('nobody provided this', desk.maker);
    const url = `/v1/verification-cases/${id}/documents/${other}`;
    expect((await desk.send('GET', url, undefined, verifier)).statusCode).toBe(404);
  });

  it('CCR-005 the validator of a project may not verify its reductions', async () => {
    expect((await open({ project: 'P-5', purpose: 'validation', subjectKind: 'project' })).statusCode).toBe(
      201,
    );
    const refused = await open({ project: 'P-5' });
    expect([refused.statusCode, code(refused), refused.json<{ rule: string }>().rule]).toEqual([
      422,
      'VERIFICATION_SAME_BODY',
      'CCR-005',
    ]);
    expect((await open({ project: 'P-5', verifier: 'VERIFIER2' })).statusCode).toBe(201);
    const ask = (bodyId: string) =>
      desk.platform.database.transaction((tx) =>
        refuseSameBody(tx, { project: 'P-5', purpose: 'verification', bodyId }),
      );
    await expect(ask(verifierId)).rejects.toThrow('VERIFICATION_SAME_BODY');
    await expect(ask(desk.holderId)).resolves.toBeUndefined();
  });

  it('CCR-005 asked for both at once, one body gets one of them', async () => {
    const answers = await Promise.all([
      open({ project: 'P-race', purpose: 'validation' }),
      open({ project: 'P-race', purpose: 'verification' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 422]);
  });

  it('CCR-013 a body is a verifier, and not the owner itself', async () => {
    expect(code(await open({ project: 'P-13', verifier: 'OTHER' }))).toBe('VERIFICATION_NO_VERIFIER');
    expect(code(await open({ project: 'P-13', verifier: 'NOBODY' }))).toBe('HOLDER_UNKNOWN');
  });

  it('a sample is drawn by its seed: nobody chooses, everybody can draw it again', async () => {
    const id = await opened('P-sample');
    const meter = await desk.device('sampled');
    const batch = (await desk.upload('r.csv', csvOf(meter, intervals(MARCH, 200, 15, '1000')))).json<{
      id: string;
    }>();
    await desk.send('POST', `/v1/intake-batches/${batch.id}/commit`, {});
    const draw = async (seed: string) =>
      (await act(id, 'samples', { meter, month: '2026-03', count: 20, seed }, verifier)).json<{
        readings: { start: string }[];
      }>().readings;
    const first = await draw('one');
    expect(first).toHaveLength(20);
    expect(await draw('one')).toEqual(first);
    expect(await draw('two')).not.toEqual(first);
    const theirs = await act(
      id,
      'samples',
      { meter: 'MD-999999', month: '2026-03', count: 1, seed: 'x' },
      verifier,
    );
    expect(theirs.statusCode).toBe(404);
  });

  it('what happened in a case is kept as it was entered', async () => {
    const change = desk.platform.database.query(`update intake.case_entry set kind = 'x'`);
    await expect(change).rejects.toThrow('permission denied');
  });
});
