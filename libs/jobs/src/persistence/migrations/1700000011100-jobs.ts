import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long work: what was asked, how far it is, what came of it. */
export class Jobs1700000011100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema jobs;
      grant usage on schema jobs to carbon_app;

      create table jobs.job (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        kind text not null,
        payload jsonb not null,
        requested_by text not null,
        -- for whom the caller acted; null for the operator
        holder_id uuid,
        -- null for everything, else the holders (and days) the caller could see when it asked
        reach jsonb,
        state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
        step_zh text,
        step_en text,
        done bigint not null default 0 check (done >= 0),
        total bigint check (total >= 0),
        result jsonb,
        problem jsonb,
        cancel_requested boolean not null default false,
        attempts int not null default 0,
        -- the process that runs it, and until when it is believed to live
        runner uuid,
        lease_until timestamptz,
        created_at timestamptz not null,
        started_at timestamptz,
        ended_at timestamptz,
        check ((state in ('queued', 'running')) = (ended_at is null)),
        check ((state = 'running') = (runner is not null and lease_until is not null)),
        check ((state = 'failed') = (problem is not null))
      );
      create index job_open on jobs.job (seq) where ended_at is null;
      create index job_requested on jobs.job (requested_by, seq);
      create index job_holder on jobs.job (holder_id, seq);

      create table jobs.file (
        job_id uuid primary key references jobs.job,
        name text not null,
        media_type text not null,
        bytes bytea not null,
        kept_until timestamptz not null
      );
      create index file_kept on jobs.file (kept_until);

      grant select, insert on jobs.job to carbon_app;
      grant update (state, step_zh, step_en, done, total, result, problem, cancel_requested, attempts, runner,
        lease_until, started_at, ended_at) on jobs.job to carbon_app;
      grant select, insert, update, delete on jobs.file to carbon_app;
      grant usage on all sequences in schema jobs to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema jobs cascade`);
  }
}
