import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

let platform: PlatformFixture;
let administrator: Person;
let checker: Person;
let lost: Person;
let document: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  const registry = await platform.holder('REGISTRY', 'registry-operator');
  administrator = await platform.person(registry, 'administrator');
  checker = await platform.person(registry, 'checker');
  lost = await platform.person(await platform.holder('COMPANY', 'organisation'), 'maker');
  const boundary = 'b0undary';
  const uploaded = await platform.send(
    'POST',
    '/v1/documents',
    { ...administrator.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="identity.txt"\r\ncontent-type: text/plain\r\n\r\nseen\r\n--${boundary}--\r\n`,
  );
  document = uploaded.json<{ sha256: string }>().sha256;
});
afterAll(() => platform.close());

const propose = (who: Person, user: string, proof?: string) =>
  platform.send('POST', '/v1/tasks', who.headers, {
    kind: 'second-factor-reset',
    payload: { user, reason: 'seen in person' },
    ...(proof === undefined ? {} : { document: proof }),
  });
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code;

describe('a lost second factor', () => {
  it('is taken away by two people on a document; all sessions end and its owner is told', async () => {
    await platform.database.query(
      `update identity.user_account set totp_secret = '\\x00', totp_confirmed_at = now() where id = $1`,
      [lost.userId],
    );
    const proposed = await propose(administrator, lost.userId, document);
    expect(proposed.statusCode).toBe(201);
    const { id } = proposed.json<{ id: string }>();
    const own = await platform.send('POST', `/v1/tasks/${id}/approvals`, administrator.headers, {});
    expect(codeOf(own)).toBe('PERMISSION_MISSING');
    const approved = await platform.send('POST', `/v1/tasks/${id}/approvals`, checker.headers, {});
    expect(approved.json()).toMatchObject({ state: 'executed' });

    const [account] = await platform.database.query(
      'select totp_secret, totp_confirmed_at from identity.user_account where id = $1',
      [lost.userId],
    );
    expect(account).toEqual({ totp_secret: null, totp_confirmed_at: null });
    expect(codeOf(await platform.send('GET', '/v1/me', lost.headers))).toBe('SESSION_REVOKED');
    const mails = await platform.database.query(`select template from identity.mail where person_id = $1`, [
      lost.personId,
    ]);
    expect(mails).toEqual([{ template: 'security-notice' }]);
  });

  it('is not taken away without a document, nor one’s own, nor of somebody who is not there', async () => {
    expect(codeOf(await propose(administrator, lost.userId))).toBe('TASK_DOCUMENT_NEEDED');
    expect(codeOf(await propose(administrator, administrator.userId, document))).toBe('SECOND_FACTOR_OWN');
    const nobody = await propose(administrator, '00000000-0000-7000-8000-000000000000', document);
    expect([nobody.statusCode, codeOf(nobody)]).toEqual([404, 'USER_UNKNOWN']);
  });

  it('REG-001 is not taken away by the approval of the very person', async () => {
    const proposed = await propose(administrator, checker.userId, document);
    const { id } = proposed.json<{ id: string }>();
    const approved = await platform.send('POST', `/v1/tasks/${id}/approvals`, checker.headers, {});
    expect(approved.json()).toMatchObject({ state: 'failed', failure: { code: 'SECOND_FACTOR_OWN' } });
    expect((await platform.send('GET', '/v1/me', checker.headers)).statusCode).toBe(200);
  });
});
