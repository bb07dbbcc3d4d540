import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that acts rest on: found by the SHA-256 of their bytes, each owner with an entry of its own. */
export class Documents1700000002800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema documents;
      grant usage on schema documents to carbon_app;

      create table documents.content (
        sha256 bytea primary key check (sha256 = sha256(bytes)),
        bytes bytea not null
      );
      -- what is uploaded is compressed already, mostly
      alter table documents.content alter column bytes set storage external;

      create table documents.document (
        id uuid primary key,
        sha256 bytea not null references documents.content (sha256),
        -- whose it is; null for the operator's own
        holder_id uuid,
        name text not null check (name <> '' and length(name) <= 120 and name !~ '[[:cntrl:]/\\\\]'),
        type text not null,
        size integer not null check (size > 0),
        uploaded_by text not null,
        uploaded_at timestamptz not null,
        unique nulls not distinct (sha256, holder_id)
      );

      create function documents.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'documents are kept as they came' using errcode = 'CL050';
      end $$;
      create trigger content_is_kept before update or delete or truncate on documents.content
        for each statement execute function documents.refuse_change();
      create trigger document_is_kept before update or delete or truncate on documents.document
        for each statement execute function documents.refuse_change();

      grant select, insert on documents.content, documents.document to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema documents cascade`);
  }
}
