/** Money that came in and went out, each movement on one reference of the bank. */
export const CASH = `
  create table market.cash_movement (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    direction text not null check (direction in ('deposit', 'withdrawal')),
    account text not null,
    amount_fen bigint not null check (amount_fen > 0),
    bank_reference text not null,
    state text not null default 'proposed' check (state in ('proposed', 'booked', 'abandoned')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    approved_by text,
    booked_at timestamptz,
    transaction_id bigint unique,
    ended_at timestamptz,
    check ((state = 'booked') = (transaction_id is not null)),
    check ((state = 'booked') = (approved_by is not null) and (state = 'booked') = (booked_at is not null)),
    check ((state = 'proposed') = (ended_at is null))
  );
  -- one reference of the bank stands for one movement; one of which nothing came may be proposed again
  create unique index cash_movement_bank_reference on market.cash_movement (bank_reference)
    where state <> 'abandoned';
  create index cash_movement_account on market.cash_movement (account, seq);

  -- CL081
  create function market.keep_cash_movement() returns trigger language plpgsql as $$
  begin
    if (new.id, new.seq, new.direction, new.account, new.amount_fen, new.bank_reference, new.proposed_by,
        new.proposed_at)
       is distinct from
       (old.id, old.seq, old.direction, old.account, old.amount_fen, old.bank_reference, old.proposed_by,
        old.proposed_at)
      or old.state <> 'proposed'
    then raise exception 'a movement of cash is decided once, as it was proposed' using errcode = 'CL081';
    end if;
    return new;
  end $$;
  create trigger cash_movement_is_kept before update on market.cash_movement
    for each row execute function market.keep_cash_movement();
  create trigger cash_movement_stays before delete or truncate on market.cash_movement
    for each statement execute function market.refuse_change();

  grant select, insert on market.cash_movement to carbon_app;
  grant update (state, approved_by, booked_at, transaction_id, ended_at) on market.cash_movement to carbon_app;
`;
