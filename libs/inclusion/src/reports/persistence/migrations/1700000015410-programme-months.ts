import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of programmes by month and method, counted anew while acts of the month may be told, and then kept as they are. */
export class ProgrammeMonths1700000015410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table inclusion.programme_month (
        programme_id smallint not null references inclusion.programme,
        -- first day of the China month
        month date not null,
        -- different residents with acts that count, those who left since included
        residents int not null,
        joined int not null,
        -- who left the programme in the month
        departed int not null,
        -- at its end
        members int not null,
        counted_at timestamptz not null,
        -- from then on it stays as it is
        final_at timestamptz,
        primary key (programme_id, month)
      );
      create table inclusion.programme_cell (
        programme_id smallint not null,
        month date not null,
        -- number of a method; 0 for all acts of residents who left for good, whose acts nobody knows any more
        method smallint not null,
        residents int not null,
        acts bigint not null,
        refused bigint not null,
        amount bigint not null,
        points bigint not null,
        reduced_ug numeric not null,
        emitted_ug numeric not null,
        primary key (programme_id, month, method),
        foreign key (programme_id, month) references inclusion.programme_month on delete cascade
      );

      create function inclusion.keep_final_month() returns trigger language plpgsql as $$
      begin
        if old.final_at is not null then
          raise exception 'figures of a final month are kept' using errcode = 'CL107';
        end if;
        return coalesce(new, old);
      end $$;
      create trigger programme_month_is_kept before update or delete on inclusion.programme_month
        for each row execute function inclusion.keep_final_month();

      grant select, insert, delete on inclusion.programme_month, inclusion.programme_cell to carbon_app;
      grant update (final_at) on inclusion.programme_month to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table inclusion.programme_cell, inclusion.programme_month;
      drop function inclusion.keep_final_month();
    `);
  }
}
