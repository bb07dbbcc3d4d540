import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, when, from where and why (INV-08). Append-only. */
export class AuditTrail1700000002500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema audit;
      grant usage on schema audit to carbon_app;

      create table audit.record (
        id bigint primary key generated always as identity,
        at timestamptz not null,
        actor text not null,
        role text,
        holder_id uuid,
        action text not null,
        subject_kind text not null,
        subject_id text not null,
        ip text,
        agent text,
        correlation_id text,
        before jsonb,
        after jsonb,
        reason text,
        approver text,
        document_hash bytea check (length(document_hash) = 32),
        personal boolean not null default false,
        salt bytea not null check (length(salt) = 16),
        leaf bytea not null check (length(leaf) = 32)
      );
      create index record_subject on audit.record (subject_kind, subject_id, id);
      create index record_holder on audit.record (holder_id, id);
      create index record_actor on audit.record (actor, id);

      create function audit.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit trail is append-only' using errcode = 'CL030';
      end $$;
      create trigger record_is_kept before update or delete or truncate on audit.record
        for each statement execute function audit.refuse_change();

      grant select, insert on audit.record to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema audit cascade`);
  }
}
