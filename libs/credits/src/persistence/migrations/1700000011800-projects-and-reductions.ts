import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FRAUD } from './fraud-tables';
import { PROJECTS } from './project-tables';
import { REDUCTIONS } from './reduction-tables';

/**
 * The life cycle of projects and reductions. Histories are append-only; a state follows from the events, which a trigger
 * holds to the table of steps. Where units are is the ledger's to say.
 */
export class ProjectsAndReductions1700000011800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOUNDATIONS);
    await runner.query(PROJECTS);
    await runner.query(REDUCTIONS);
    await runner.query(FRAUD);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema credits cascade`);
  }
}

const FOUNDATIONS = `
  create schema credits;
  grant usage on schema credits to carbon_app;

  create function credits.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '%.% is only added to', tg_table_schema, tg_table_name using errcode = 'CL080';
  end $$;

  -- CCR-003, CCR-004: the steps of projects/domain and reductions/domain, as the database holds everybody to them
  create table credits.life_step (
    subject text not null check (subject in ('project', 'report')),
    act text not null,
    from_state text not null,
    to_state text not null,
    primary key (subject, act, from_state)
  );
  insert into credits.life_step (subject, act, from_state, to_state) values
    ('project', 'file', 'new', 'drafted'),
    ('project', 'disclose', 'drafted', 'disclosed'),
    ('project', 'publish', 'drafted', 'in-comment'),
    ('project', 'publish', 'disclosed', 'in-comment'),
    ('project', 'close-comment', 'in-comment', 'comment-closed'),
    ('project', 'validate', 'comment-closed', 'validated'),
    ('project', 'validate', 'returned', 'validated'),
    ('project', 'refuse-validation', 'comment-closed', 'not-validated'),
    ('project', 'refuse-validation', 'returned', 'not-validated'),
    ('project', 'apply', 'validated', 'applied'),
    ('project', 'apply', 'comment-closed', 'applied'),
    ('project', 'apply', 'returned', 'applied'),
    ('project', 'take-up', 'applied', 'under-review'),
    ('project', 'return', 'under-review', 'returned'),
    ('project', 'register', 'under-review', 'registered'),
    ('project', 'reject', 'under-review', 'rejected'),
    ('project', 'withdraw', 'drafted', 'withdrawn'),
    ('project', 'withdraw', 'disclosed', 'withdrawn'),
    ('project', 'withdraw', 'in-comment', 'withdrawn'),
    ('project', 'withdraw', 'comment-closed', 'withdrawn'),
    ('project', 'withdraw', 'validated', 'withdrawn'),
    ('project', 'withdraw', 'returned', 'withdrawn'),
    ('project', 'cancel', 'registered', 'cancelled'),
    ('report', 'file', 'new', 'in-comment'),
    ('report', 'close-comment', 'in-comment', 'comment-closed'),
    ('report', 'verify', 'comment-closed', 'verified'),
    ('report', 'verify', 'returned', 'verified'),
    ('report', 'refuse-verification', 'comment-closed', 'not-verified'),
    ('report', 'refuse-verification', 'returned', 'not-verified'),
    ('report', 'apply', 'verified', 'applied'),
    ('report', 'apply', 'comment-closed', 'applied'),
    ('report', 'apply', 'returned', 'applied'),
    ('report', 'take-up', 'applied', 'under-review'),
    ('report', 'return', 'under-review', 'returned'),
    ('report', 'register', 'under-review', 'registered'),
    ('report', 'reject', 'under-review', 'rejected'),
    ('report', 'withdraw', 'in-comment', 'withdrawn'),
    ('report', 'withdraw', 'comment-closed', 'withdrawn'),
    ('report', 'withdraw', 'verified', 'withdrawn'),
    ('report', 'withdraw', 'returned', 'withdrawn');
  grant select on credits.life_step to carbon_app;

  -- CL081: a step that is not in the table, or not from where the subject is. Argument: the subject, which names its table.
  create function credits.take_step() returns trigger
  language plpgsql security definer set search_path = credits, pg_temp as $$
  declare moved int;
  begin
    if not exists (
      select from credits.life_step s
       where (s.subject, s.act, s.from_state, s.to_state) = (tg_argv[0], new.act, new.from_state, new.to_state))
    then
      raise exception 'a % does not % from % to %', tg_argv[0], new.act, new.from_state, new.to_state
        using errcode = 'CL081';
    end if;
    execute format('update credits.%I set state = $1 where id = $2 and state = $3', tg_argv[0])
      using new.to_state, new.subject_id, new.from_state;
    get diagnostics moved = row_count;
    if moved <> 1 then
      raise exception 'the % % is not %', tg_argv[0], new.subject_id, new.from_state using errcode = 'CL081';
    end if;
    return new;
  end $$;
  revoke all on function credits.take_step() from public;
`;
