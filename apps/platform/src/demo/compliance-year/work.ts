import { setTimeout as pause } from 'node:timers/promises';
import type { Stage, Who } from '../stage';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly result: Readonly<Record<string, unknown>>;
}

const LOOK_EVERY_MS = 20;

/** Waits for long work; gives what came of it. @throws Error unless it was done */
export async function ended(stage: Stage, who: Who, job: string): Promise<Job['result']> {
  for (;;) {
    const { state, result, ...rest } = await stage.get<Job>(who, `/v1/jobs/${job}`);
    if (state === 'done') return result;
    if (!['queued', 'running'].includes(state)) throw new Error(JSON.stringify({ state, result, ...rest }));
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks for long work and waits for it. */
export async function worked(stage: Stage, who: Who, kind: string, payload: object): Promise<Job['result']> {
  const { id } = await stage.post<Job>(who, '/v1/jobs', { kind, payload });
  return ended(stage, who, id);
}
