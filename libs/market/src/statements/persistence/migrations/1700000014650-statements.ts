import type { MigrationInterface, QueryRunner } from 'typeorm';

/** TRD-016: what each account did in a day of its market, and the file of the market's day; each version as it was made. */
export class Statements1700000014650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- one row a time a day was ended: what it covers, and whether it adds up
      create table market.day_end (
        market text not null,
        day date not null,
        version integer not null check (version > 0),
        -- what was recorded after the one and up to the other moment
        from_at timestamptz not null,
        to_at timestamptz not null,
        accounts integer not null check (accounts >= 0),
        changed integer not null check (changed >= 0),
        faulty integer not null check (faulty >= 0),
        figures jsonb not null,
        faults jsonb not null,
        made_at timestamptz not null,
        primary key (market, day, version),
        check (from_at < to_at)
      );

      create table market.day_file (
        market text not null,
        day date not null,
        version integer not null,
        form text not null check (form in ('public', 'full')),
        trades integer not null,
        content text not null,
        json_hash bytea not null check (octet_length(json_hash) = 32),
        csv_hash bytea not null check (octet_length(csv_hash) = 32),
        primary key (market, day, version, form),
        foreign key (market, day, version) references market.day_end
      );

      create table market.account_statement (
        trading_account text not null,
        day date not null,
        version integer not null check (version > 0),
        market text not null,
        holder_id uuid not null,
        state text not null check (state in ('balanced', 'faulty')),
        content text not null,
        content_hash bytea not null check (octet_length(content_hash) = 32),
        made_at timestamptz not null,
        primary key (trading_account, day, version)
      );
      create index account_statement_faulty on market.account_statement (market, day) where state = 'faulty';

      create trigger day_end_stays before update or delete or truncate on market.day_end
        for each statement execute function market.refuse_change();
      create trigger day_file_stays before update or delete or truncate on market.day_file
        for each statement execute function market.refuse_change();
      create trigger account_statement_stays before update or delete or truncate on market.account_statement
        for each statement execute function market.refuse_change();

      -- who was asked to end a day, so that two processes do not both ask
      create table market.day_end_request (
        market text not null,
        day date not null,
        job uuid not null,
        requested_at timestamptz not null,
        primary key (market, day)
      );

      grant select, insert on market.day_end, market.day_file, market.account_statement, market.day_end_request
        to carbon_app;
      grant update (job, requested_at) on market.day_end_request to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table market.day_end_request, market.account_statement, market.day_file, market.day_end',
    );
  }
}
