import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of key emitters by market and year: each publication, and what it put on the list or took off it (CYC-07). */
export class EmitterLists1700000013200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.emitter_publication (
        id uuid primary key,
        market text not null,
        year int not null check (year between 2000 and 2199),
        number int not null check (number > 0),
        -- 'national-list': a local list loses whom the national one takes (ETS-005); 'succession': a merger (ETS-015)
        cause text not null check (cause in ('list', 'national-list', 'succession')),
        published_on date not null,
        due_on date,
        authority_id uuid,
        task_id uuid,
        pack jsonb,
        document_hash bytea check (length(document_hash) = 32),
        reason text not null,
        added int not null check (added >= 0),
        removed int not null check (removed >= 0),
        recorded_at timestamptz not null,
        recorded_by text not null,
        approved_by text,
        unique (market, year, number)
      );

      create table allowances.emitter_listing (
        seq bigint generated always as identity primary key,
        publication_id uuid not null references allowances.emitter_publication,
        market text not null,
        year int not null,
        holder_id uuid not null,
        act text not null check (act in ('add', 'remove')),
        sector text not null,
        gases text[] not null check (cardinality(gases) > 0),
        class_text text not null,
        province text,
        included_since int not null,
        reason text not null,
        verdict text not null check (verdict in ('within-rule', 'against-rule', 'not-judged')),
        rule text,
        ground text,
        basis jsonb not null,
        check (verdict = 'within-rule' or ground is not null)
      );
      create index emitter_listing_of on allowances.emitter_listing (market, year, holder_id, seq desc);
      create index emitter_listing_holder on allowances.emitter_listing (holder_id);
      create index emitter_listing_publication on allowances.emitter_listing (publication_id);

      -- the last word on each holder counts
      create view allowances.listed_now as
        select l.* from (
          select distinct on (market, year, holder_id) * from allowances.emitter_listing
          order by market, year, holder_id, seq desc) l
        where l.act = 'add';

      create trigger emitter_publication_is_kept before update or delete or truncate on allowances.emitter_publication
        for each statement execute function allowances.refuse_change();
      create trigger emitter_listing_is_kept before update or delete or truncate on allowances.emitter_listing
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.emitter_publication, allowances.emitter_listing to carbon_app;
      grant select on allowances.listed_now to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view allowances.listed_now;
      drop table allowances.emitter_listing;
      drop table allowances.emitter_publication;
    `);
  }
}
