import type { Database } from '@carbon/database';
import type { Permission, Reach } from '@carbon/http';
import type { Json, Text } from '@carbon/kernel';
import type { Type } from '@nestjs/common';

/** A file that a job leaves for whoever asked for it. */
export interface JobFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** A job while it runs. */
export interface RunningJob<P extends object = object> {
  readonly id: string;
  readonly payload: P;
  /** Who asked for it, and whose objects that caller could see then. */
  readonly requestedBy: string;
  readonly reach: Reach;
  readonly holderId: string | null;
  readonly database: Database;
  /** 1 the first time; more when a process died on it and the work is done again. */
  readonly attempt: number;
  /**
   * Says how far it is, and learns whether it should stop: to be called between batches, outside of transactions.
   * @throws JobStopped when it was cancelled, or is another process's by now
   */
  progress(step: Text, done: number, total?: number): Promise<void>;
  /** Keeps a file for a while; a second replaces the first. */
  keepFile(file: JobFile): Promise<void>;
}

/** Thrown by `progress`; kinds let it pass. */
export class JobStopped extends Error {
  constructor(readonly why: 'cancelled' | 'lost') {
    super(`the job was ${why}`);
  }
}

/** One kind of long work. Rooms bring theirs and register them with JobKinds. */
export interface JobKind<P extends object = object> {
  readonly kind: string;
  readonly title: Text;
  /** The class-validator body of what it is asked. */
  readonly payload: Type<P>;
  /** Who may start one over HTTP; null where only the room itself does, e.g. when a task is approved. */
  readonly permission: Permission | null;
  /** What one must be allowed to read besides, where the work tells it. */
  readonly reads?: Permission;
  /**
   * Does the work, in transactions of its own. It may be run again from its start after a crash and must then find what
   * is done already. What it gives is kept as the job's result.
   */
  run(job: RunningJob<P>): Promise<Json>;
}

export type OpenJobKind = JobKind & { readonly permission: Permission };

/** The kinds that the rooms of this process brought. */
export class JobKinds {
  private readonly kinds = new Map<string, JobKind>();

  register<P extends object>(kind: JobKind<P>): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two rooms bring the job kind ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  find(kind: string): JobKind | undefined {
    return this.kinds.get(kind);
  }

  all(): JobKind[] {
    return [...this.kinds.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }

  /** Those that may be asked for over HTTP, with what it takes. */
  open(): OpenJobKind[] {
    return this.all().filter((kind): kind is OpenJobKind => kind.permission !== null);
  }
}
