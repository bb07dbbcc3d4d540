import { changeHolder, type HolderKind } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../support/platform-fixture';

const NOW = new Date('2026-03-02T02:00:00.000Z');

let platform: PlatformFixture;
let head: Person;
let eye: Person;
let letter: string;

beforeAll(async () => {
  platform = await openPlatformFixture(NOW);
  const registry = await platform.holder('REGISTRY', 'registry-operator');
  head = await platform.person(registry, 'administrator');
  eye = await platform.person(registry, 'checker');
  const boundary = 'b0undary';
  const uploaded = await platform.send(
    'POST',
    '/v1/documents',
    { ...head.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="letter.txt"\r\ncontent-type: text/plain\r\n\r\nwe authorise\r\n--${boundary}--\r\n`,
  );
  letter = uploaded.json<{ sha256: string }>().sha256;
});
afterAll(() => platform.close());

let companies = 0;
async function company(kind: HolderKind = 'organisation') {
  const code = `COMPANY-${++companies}`;
  return { code, id: await platform.holder(code, kind) };
}

const post = (who: Person, path: string, body: object = {}) => platform.send('POST', path, who.headers, body);
const mailOf = (code: string) => `first@${code.toLowerCase()}.example`;
const invite = (who: Person, holder: string, { role = 'administrator', email = mailOf(holder) } = {}) =>
  post(who, '/v1/invitations', { email, role, name: '王先生', holder });
const propose = (invitation: string, who = head, proof: { document?: string } = { document: letter }) =>
  post(who, '/v1/tasks', {
    kind: 'first-administrator',
    payload: { invitation, reason: '授权书原件已核' },
    ...proof,
  });
const idOf = (answer: Answer) => answer.json<{ id: string }>().id;
const codeOf = (answer: Answer) => answer.json<{ code?: string }>().code;
const approve = (who: Person, task: string) => post(who, `/v1/tasks/${task}/approvals`);

/** Invited and proposed, not yet approved. */
async function proposed(code: string, email = mailOf(code)) {
  const invitation = idOf(await invite(head, code, { email }));
  return { invitation, task: idOf(await propose(invitation)) };
}

/** Tokens of the invitations that were mailed to a holder's people. */
async function tokens(invitation: string): Promise<string[]> {
  const mails = await platform.database.query<{ id: string; letter_values: Buffer }>(
    `select m.id, m.letter_values from identity.mail m join identity.invitation i on i.person_id = m.person_id
      where i.id = $1 and m.template = 'invitation'`,
    [invitation],
  );
  return mails.map(({ id, letter_values: sealed }) => {
    const values = JSON.parse(platform.vault.open(`mail:${id}`, sealed).toString()) as { token: string };
    return values.token;
  });
}

const membersOf = (holderId: string) =>
  platform.database.query('select role from identity.membership where holder_id = $1 and ended_at is null', [
    holderId,
  ]);

async function shownTo(who: Person, invitation: string) {
  const list = await platform.send('GET', '/v1/invitations', who.headers);
  return list
    .json<{ items: { id: string; email: string | null; state: string }[] }>()
    .items.find(({ id }) => id === invitation);
}

it('REG-001 REG-003 the first administrator comes in by a letter, two people of the registry, and the mail', async () => {
  const { code, id } = await company();
  const made = await invite(head, code);
  expect([made.statusCode, made.json()]).toMatchObject([
    201,
    { holder: code, role: 'administrator', state: 'awaiting-approval', expiresAt: null },
  ]);
  const invitation = idOf(made);
  const task = await propose(invitation);
  expect(task.statusCode).toBe(201);
  expect(await tokens(invitation)).toEqual([]);
  expect(codeOf(await approve(head, idOf(task)))).toBe('PERMISSION_MISSING');

  expect((await approve(eye, idOf(task))).json()).toMatchObject({ state: 'executed' });
  const [token = ''] = await tokens(invitation);
  const accepted = await platform.send(
    'POST',
    `/v1/invitations/${token}/acceptances`,
    {},
    {
      name: '王五',
      password: 'velvet turbine orchard nine',
    },
  );
  expect([accepted.statusCode, accepted.json()]).toMatchObject([
    201,
    { holder: { code }, role: 'administrator' },
  ]);
  expect(await membersOf(id)).toEqual([{ role: 'administrator' }]);
  const [audit] = await platform.database.query(
    `select actor, approver, holder_id as holder, encode(document_hash, 'hex') as document from audit.record
      where action = 'invitation.approved' and subject_id = $1`,
    [invitation],
  );
  expect(audit).toEqual({
    actor: `user:${head.userId}`,
    approver: `user:${eye.userId}`,
    holder: id,
    document: letter,
  });
});

it('who it is stands in no task, audit or log; proposer and approver read it while it waits, others never', async () => {
  const { code, id } = await company();
  const own = await platform.person(id, 'checker');
  const { invitation, task } = await proposed(code);
  const email = mailOf(code);
  expect(await shownTo(head, invitation)).toMatchObject({ email });
  expect(await shownTo(eye, invitation)).toMatchObject({ email });
  expect(await shownTo(own, invitation)).toMatchObject({ email: null });
  await approve(eye, task);
  for (const who of [head, eye, own]) expect(await shownTo(who, invitation)).toMatchObject({ email: null });
  const stored = await platform.database.query<{ text: string }>(
    `select t::text as text from approvals.task t union all select a::text from audit.record a
      union all select r::text from platform.request r union all select i::text from identity.invitation i`,
  );
  const kept = [...platform.logged, ...stored.map(({ text }) => text)].join('\n');
  for (const secret of [email, '王先生']) expect(kept).not.toContain(secret);
  const looks = await platform.database.query(
    `select from audit.record where action = 'invitation.names-read' and holder_id = $1 and personal`,
    [id],
  );
  expect(looks).toHaveLength(2);
});

describe('refused', () => {
  it('an enterprise administrator, and a maker or reader invited by the registry: the field is not theirs', async () => {
    const { id } = await company();
    const other = await company();
    const boss = await platform.person(id, 'administrator');
    for (const answer of [
      await invite(boss, other.code),
      await invite(boss, other.id),
      await invite(boss, 'NOT-THERE'),
      await invite(head, other.code, { role: 'maker' }),
      await invite(head, other.code, { role: 'reader' }),
    ]) {
      expect([answer.statusCode, answer.json()]).toMatchObject([
        400,
        { code: 'INPUT_MALFORMED', fields: [{ field: 'holder' }] },
      ]);
    }
    expect(await membersOf(other.id)).toEqual([]);
  });

  it('a holder with an administrator, also one whose account is locked', async () => {
    const { code, id } = await company();
    const boss = await platform.person(id, 'administrator');
    expect(codeOf(await invite(head, code))).toBe('MEMBER_FIRST_STANDS');
    await platform.database.query(`update identity.user_account set state = 'locked' where id = $1`, [
      boss.userId,
    ]);
    expect(codeOf(await invite(head, code))).toBe('MEMBER_FIRST_STANDS');
    expect(codeOf(await invite(head, 'REGISTRY'))).toBe('MEMBER_FIRST_STANDS');
  });

  it('residents, what is not there, and holders that are not active', async () => {
    const resident = await company('resident');
    expect(codeOf(await invite(head, resident.code))).toBe('HOLDER_UNKNOWN');
    expect(codeOf(await invite(head, 'NOT-THERE'))).toBe('HOLDER_UNKNOWN');
    const { code, id } = await company();
    const review = {
      by: 'test',
      approver: null,
      taskId: newId(),
      reason: 'test',
      documentHash: null,
      now: NOW,
    };
    await platform.database.transaction((tx) => changeHolder(tx, id, { act: 'suspend' }, review));
    expect(codeOf(await invite(head, code))).toBe('HOLDER_NOT_ACTIVE');
  });

  it('REG-003 a proposal without the letter, by others, or of an invitation of one’s own holder', async () => {
    const { code } = await company();
    const invitation = idOf(await invite(head, code));
    expect(codeOf(await propose(invitation, head, {}))).toBe('TASK_DOCUMENT_NEEDED');
    expect(codeOf(await propose(invitation, eye))).toBe('PERMISSION_MISSING');
    expect(codeOf(await propose(newId()))).toBe('INVITATION_UNKNOWN');
    const maker = await post(head, '/v1/invitations', { email: 'maker@registry.example', role: 'maker' });
    expect(codeOf(await propose(idOf(maker)))).toBe('MEMBER_ROLE_OTHER');
  });

  it('REG-001 who is invited neither proposes nor approves', async () => {
    const { code } = await company();
    const registry = await platform.database.query<{ id: string }>(
      `select id from identity.holder where code = 'REGISTRY'`,
    );
    const both = await platform.person(registry[0]?.id ?? '', 'checker');
    const email = await addressOf(both);
    const { task } = await proposed(code, email);
    expect((await approve(both, task)).json()).toMatchObject({
      state: 'failed',
      failure: { code: 'MEMBER_OWN_ROLE' },
    });
    const own = await company();
    const invitation = idOf(await invite(head, own.code, { email: await addressOf(head) }));
    expect(codeOf(await propose(invitation))).toBe('MEMBER_OWN_ROLE');
  });
});

it('of twenty invitations at once, to different people, one stands; and one proposal', async () => {
  const { code } = await company();
  const twenty = Array.from({ length: 20 }, (_, at) => `first-${at}@${code.toLowerCase()}.example`);
  const answers = await Promise.all(twenty.map((email) => invite(head, code, { email })));
  const made = answers.filter(({ statusCode }) => statusCode === 201);
  expect(made).toHaveLength(1);
  expect(new Set(answers.filter(({ statusCode }) => statusCode !== 201).map(codeOf))).toEqual(
    new Set(['MEMBER_FIRST_INVITED']),
  );
  const invitation = made.map(idOf)[0] ?? '';
  const tasks = await Promise.all(twenty.map(() => propose(invitation)));
  expect(tasks.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
});

it('an administrator who came meanwhile is not joined by another', async () => {
  const { code, id } = await company();
  const { invitation, task } = await proposed(code);
  await platform.person(id, 'administrator');
  expect((await approve(eye, task)).json()).toMatchObject({
    state: 'failed',
    failure: { code: 'MEMBER_FIRST_STANDS' },
  });
  expect(await tokens(invitation)).toEqual([]);
});

it('a rejection ends the invitation and forgets who was invited; another may be invited', async () => {
  const { code } = await company();
  const { invitation, task } = await proposed(code);
  await post(eye, `/v1/tasks/${task}/rejections`, { comment: '授权书不符' });
  expect(await endOf(invitation)).toEqual({ ended: true, known: null });
  expect(await tokens(invitation)).toEqual([]);
  expect((await invite(head, code)).statusCode).toBe(201);
});

it('the registry takes a mailed invitation back while the holder has no administrator; an enterprise does not', async () => {
  const { code } = await company();
  const { invitation, task } = await proposed(code);
  await approve(eye, task);
  const boss = await platform.person((await company()).id, 'administrator');
  const take = (who: Person) => platform.send('DELETE', `/v1/invitations/${invitation}`, who.headers);
  expect((await take(boss)).statusCode).toBe(404);
  expect((await take(head)).statusCode).toBe(204);
  expect(await endOf(invitation)).toEqual({ ended: true, known: null });
  const established = await company();
  const second = await platform.person(established.id, 'administrator');
  const theirs = await post(second, '/v1/invitations', {
    email: 'second@theirs.example',
    role: 'administrator',
  });
  const taken = await platform.send('DELETE', `/v1/invitations/${idOf(theirs)}`, head.headers);
  expect(codeOf(taken)).toBe('MEMBER_OF_ANOTHER_HOLDER');
});

async function addressOf({ personId }: Person): Promise<string> {
  const person = await platform.database.transaction((tx) => platform.vault.own(tx, personId));
  return person?.email ?? '';
}

async function endOf(invitation: string) {
  const [row] = await platform.database.query(
    `select i.withdrawn_at is not null as ended, k.person_id as known
       from identity.invitation i left join privacy.person_key k on k.person_id = i.person_id where i.id = $1`,
    [invitation],
  );
  return row;
}
