import { CreditWorld } from '../../credit-world';

/** Projects of a holder of the code OWNER, as they stand on the morning of the estate. */
export interface ProjectsRoom {
  /** A draft. */
  readonly draft: string;
  /** A registered one, and a report of its January that is in public comment. */
  readonly registered: string;
  readonly report: string;
  readonly account: string;
}

/** The winter before: a project takes its public times. */
export const WINTER = new Date('2026-01-05T02:00:00.000Z');
export const MORNING = new Date('2026-03-02T02:00:00.000Z');

/** @throws Error when a step is refused */
export async function openProjectsRoom(world: CreditWorld): Promise<ProjectsRoom> {
  const registered = await world.file(await world.plant());
  await world.stepped('maker', registered, 'publication');
  await world.on('2026-02-27');
  await world.stepped('validator', registered, 'validation', await world.statement('validator'));
  await world.stepped('maker', registered, 'application');
  await world.stepped('registryMaker', registered, 'review');
  const task = await world.agreed('project-registration', {
    ...{ project: registered, decision: 'register', reason: '示例' },
  });
  if (task.state !== 'executed') throw new Error(JSON.stringify(task));
  const draft = await world.file(await world.plant());
  world.platform.clock.set(MORNING);
  await world.on('2026-03-02');
  const report = await world.reported(registered, ['2026-01']);
  return { draft, registered, report, account: world.accounts.OWNER };
}
