import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents have a kind and versions, may be kept outside of the database, and are private until published. */
export class DocumentVersions1700000011400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the bytes are here, or where 'place' says under the same hash
      alter table documents.content
        add column place text not null default 'database' check (place in ('database', 's3')),
        alter column bytes drop not null,
        add constraint bytes_are_in_their_place check ((place = 'database') = (bytes is not null));

      alter table documents.document
        add column kind text not null default 'other' check (kind in ('meter-reading', 'design-document',
          'validation-report', 'verification-report', 'contract', 'settlement-proof', 'statement', 'photo', 'letter',
          'other')),
        add column scan text not null default 'not-scanned' check (scan in ('clean', 'not-scanned')),
        -- the version before; each has at most one after it
        add column supersedes uuid unique references documents.document (id),
        add constraint no_version_of_itself check (supersedes is distinct from id);
      create index document_of_holder on documents.document (holder_id, id);

      create function documents.supersede_own() returns trigger language plpgsql as $$
      begin
        if not exists (select from documents.document d
                        where d.id = new.supersedes and d.holder_id is not distinct from new.holder_id) then
          raise exception 'a document supersedes one of its own owner' using errcode = 'CL051';
        end if;
        return new;
      end $$;
      create trigger document_supersedes_own before insert on documents.document
        for each row when (new.supersedes is not null) execute function documents.supersede_own();

      create table documents.publication (
        document_id uuid primary key references documents.document (id),
        reason text not null check (reason <> '' and length(reason) <= 300),
        published_by text not null,
        published_at timestamptz not null
      );
      create trigger publication_is_kept before update or delete or truncate on documents.publication
        for each statement execute function documents.refuse_change();
      grant select, insert on documents.publication to carbon_app;
    `);
  }

  /** What stands outside of the database cannot be brought back by a statement: then this fails, and loses nothing. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table documents.publication;
      drop trigger document_supersedes_own on documents.document;
      drop function documents.supersede_own();
      drop index documents.document_of_holder;
      alter table documents.document
        drop constraint no_version_of_itself, drop column supersedes, drop column scan, drop column kind;
      alter table documents.content
        alter column bytes set not null,
        drop constraint bytes_are_in_their_place, drop column place;
    `);
  }
}
