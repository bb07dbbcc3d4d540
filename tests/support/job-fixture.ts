import { setTimeout as pause } from 'node:timers/promises';
import { type JobKind, JobKinds, JobStopped, type RunningJob } from '@carbon/jobs';
import type { Json } from '@carbon/kernel';
import { Client } from 'pg';
import type { Person, PlatformFixture } from './platform-fixture';

export interface Job {
  readonly id: string;
  readonly state: string;
  readonly result: Record<string, unknown>;
  readonly problem: { readonly code: string; readonly text: { readonly en: string } } | null;
  readonly file: string | null;
}

type Who = Pick<Person, 'headers'>;

/** Long work over HTTP, as people ask for it. */
export class JobFixture {
  private variants = 0;

  constructor(readonly platform: PlatformFixture) {}

  /** Asks for a job and waits for its end. */
  async run(who: Who, kind: string, payload: object): Promise<Job> {
    return this.ended(who, await this.ask(who, kind, payload));
  }

  async ask(who: Who, kind: string, payload: object): Promise<string> {
    const answer = await this.platform.send('POST', '/v1/jobs', who.headers, { kind, payload });
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return answer.json<Job>().id;
  }

  async ended(who: Who, id: string): Promise<Job> {
    for (let tries = 0; tries < 1_000; tries++) {
      const job = (await this.platform.send('GET', `/v1/jobs/${id}`, who.headers)).json<Job>();
      if (!['queued', 'running'].includes(job.state)) return job;
      await pause(20);
    }
    throw new Error('the job does not end');
  }

  async file(who: Who, { id }: Pick<Job, 'id'>): Promise<Buffer> {
    const answer = await this.platform.send('GET', `/v1/jobs/${id}/file`, who.headers);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.rawPayload;
  }

  /** Files a document, as people do; gives its hash. */
  async document(who: Who, name: string, bytes: Buffer): Promise<string> {
    const form = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    const answer = await this.platform.app.inject({
      method: 'POST',
      url: '/v1/documents',
      headers: {
        ...who.headers,
        'content-type': 'multipart/form-data; boundary=edge',
        'idempotency-key': `document-${++this.variants}-of-the-test`,
      },
      payload: Buffer.concat([Buffer.from(form), bytes, Buffer.from('\r\n--edge--\r\n')]),
    });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ sha256: string }>().sha256;
  }

  /**
   * A kind that works like another and is cancelled by whoever asked for it before its second step; gives the end of it.
   */
  async cancelledInTheMiddle(who: Who, kind: string, payload: object): Promise<Job> {
    const name = this.vary(kind, (job, run) => {
      let steps = 0;
      return run({
        ...job,
        progress: async (...step) => {
          if (++steps === 2) {
            await this.platform.send('POST', `/v1/jobs/${job.id}/cancellations`, who.headers, {});
          }
          return job.progress(...step);
        },
      });
    });
    return this.run(who, name, payload);
  }

  /**
   * A kind that works like another, in a process that dies when all is done but the job's end: another process begins it
   * again. Gives the end of it and the files of both.
   */
  async afterACrash(who: Who, kind: string, payload: object): Promise<{ job: Job; files: Buffer[] }> {
    const files: Buffer[] = [];
    const name = this.vary(kind, async (job, run) => {
      const result = await run({
        ...job,
        keepFile: (file) => {
          files.push(file.bytes);
          return job.keepFile(file);
        },
      });
      if (job.attempt > 1) return result;
      await this.expireLease(job.id);
      throw new JobStopped('lost');
    });
    return { job: await this.run(who, name, payload), files };
  }

  private vary(
    kind: string,
    run: (job: RunningJob, inner: (job: RunningJob) => Promise<Json>) => Promise<Json>,
  ): string {
    const kinds = this.platform.app.get(JobKinds);
    const original = kinds.find(kind);
    if (original === undefined) throw new Error(`no kind ${kind}`);
    const name = `${kind}-variant-${String.fromCharCode(96 + ++this.variants)}`;
    const variant: JobKind = {
      ...original,
      kind: name,
      run: (job) => run(job, (inner) => original.run(inner)),
    };
    kinds.register(variant);
    return name;
  }

  private async expireLease(id: string): Promise<void> {
    const client = new Client({ connectionString: this.platform.superuserUrl });
    await client.connect();
    await client.query(`update jobs.job set lease_until = now() - interval '1 second' where id = $1`, [id]);
    await client.end();
  }
}
