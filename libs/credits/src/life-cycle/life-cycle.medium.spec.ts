import { CommentSweeps } from './comment-sweeps';
import { CreditWorld, done } from '../../../../tests/support/credit-world';
import { PROJECT_LIFE } from '../projects/domain/project-steps';
import { REPORT_LIFE } from '../reductions/domain/report-steps';
import { sqlState } from '@carbon/database';
import { Client } from 'pg';

let world: CreditWorld;
let plant: string;
beforeAll(async () => {
  world = await CreditWorld.open();
  plant = await world.plant();
});
afterAll(() => world.close());

const sqlStateOf = (work: Promise<unknown>) => work.then(() => 'done', sqlState);

it('CCR-003 CCR-004 the database holds everybody to the very steps of the rules', async () => {
  const rows = await world.platform.database.query<Record<string, string>>(
    'select subject, act, from_state, to_state from credits.life_step',
  );
  const line = ({ subject, act, from_state, to_state }: Record<string, string>) =>
    `${subject} ${act} ${from_state} ${to_state}`;
  const ours = [
    ...PROJECT_LIFE.steps.map(({ act, from, to }) => `project ${act} ${from} ${to}`),
    ...REPORT_LIFE.steps.map(({ act, from, to }) => `report ${act} ${from} ${to}`),
  ];
  expect(rows.map(line).sort()).toEqual(ours.sort());
});

it('CL081 a step that is not in the table, or not from where the project is, is refused by the database', async () => {
  const number = await world.file(plant);
  const step = (from: string, act: string, to: string) =>
    sqlStateOf(
      world.platform.database.query(
        `insert into credits.project_event (subject_id, act, from_state, to_state, at, by_whom, details)
         select id, $2, $3, $4, now(), 'test', '{}' from credits.project where number = $1`,
        [number, act, from, to],
      ),
    );
  expect(await step('drafted', 'register', 'registered')).toBe('CL081');
  expect(await step('under-review', 'register', 'registered')).toBe('CL081');
  expect(
    await sqlStateOf(
      world.platform.database.query(`update credits.project set state = 'registered' where number = $1`, [
        number,
      ]),
    ),
  ).toBe('42501');
});

it('INV-08 histories are added to and never changed, not even by the owner of the database', async () => {
  await world.file(plant);
  const client = new Client({ connectionString: world.platform.superuserUrl });
  await client.connect();
  for (const table of ['project_event', 'judgement', 'month_not_creditable', 'forced_cancellation', 'ban']) {
    expect(await sqlStateOf(client.query(`delete from credits.${table}`))).toBe('CL080');
  }
  await client.end();
});

it('CCR-003 public times end by themselves when their last day is over, and it is told', async () => {
  const number = await world.file(plant);
  await world.stepped('maker', number, 'publication');
  const sweeps = world.platform.app.get(CommentSweeps);
  await world.on('2026-03-30');
  expect(await sweeps.sweep()).toBe(0);
  await world.on('2026-03-31');
  expect(await sweeps.sweep()).toBe(1);
  expect(await sweeps.sweep()).toBe(0);
  expect(done(await world.get('maker', `/v1/projects/${number}`)).json()).toMatchObject({
    state: 'comment-closed',
  });
  expect(await world.audited('project.comment-closed')).toMatchObject([
    { actor: 'system', subject_id: number },
  ]);
});

it('ETS-015 projects of a merged owner go over to its successor', async () => {
  await world.on('2026-03-02');
  const number = await world.file(await world.plant());
  const document = await world.document('registryMaker');
  const merge = { from: 'OWNER', to: 'OTHER', reason: '吸收合并（示例）' };
  const task = done(await world.propose('registryMaker', 'holder-merge', merge, document));
  const ended = await world.approved(task.json<{ id: string }>().id, ['registryChecker']);
  expect(ended).toMatchObject({ state: 'executed' });
  expect(done(await world.get('otherMaker', `/v1/projects/${number}`)).json()).toMatchObject({
    owner: 'OTHER',
  });
  expect(await world.stepped('otherMaker', number, 'withdrawal', { reason: '示例' })).toBe('withdrawn');
});
