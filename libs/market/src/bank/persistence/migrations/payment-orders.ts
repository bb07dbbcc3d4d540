/** Orders to banks: written with the decision, sent afterwards, ended by the bank's last word. */
export const PAYMENT_ORDERS = `
  create table market.payment_order (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    kind text not null check (kind in ('withdrawal', 'return')),
    settlement_account integer not null references market.settlement_account,
    -- ours; the bank pays once however often it hears it
    end_to_end text not null unique,
    -- of a withdrawal: whose money it is, in which funds account it is set apart, and its movement of cash
    holder_id uuid,
    account text,
    movement uuid unique,
    -- of a return: the entry that goes back
    entry bigint,
    payee_name text not null,
    payee_account text not null,
    payee_bank text not null,
    amount_fen bigint not null check (amount_fen > 0),
    text text not null,
    state text not null default 'queued' check (state in ('queued', 'sent', 'paid', 'rejected')),
    attempts integer not null default 0,
    next_try_at timestamptz not null,
    last_fault text,
    bank_reference text,
    reject_reason text,
    ordered_by text not null,
    approved_by text not null,
    made_at timestamptz not null,
    sent_at timestamptz,
    ended_at timestamptz,
    check ((kind = 'withdrawal') = (account is not null) and (kind = 'withdrawal') = (holder_id is not null)
      and (kind = 'withdrawal') = (movement is not null) and (kind = 'return') = (entry is not null)),
    check ((state in ('paid', 'rejected')) = (ended_at is not null)),
    check ((state = 'paid') = (bank_reference is not null)),
    check ((state = 'rejected') = (reject_reason is not null))
  );
  create index payment_order_due on market.payment_order (next_try_at) where state in ('queued', 'sent');
  create index payment_order_holder on market.payment_order (holder_id, seq);

  -- CL099: an order is what was decided, and ends once
  create function market.keep_payment_order() returns trigger language plpgsql as $$
  begin
    if (new.id, new.seq, new.kind, new.settlement_account, new.end_to_end, new.holder_id, new.account, new.movement,
        new.entry, new.payee_name, new.payee_account, new.payee_bank, new.amount_fen, new.text, new.ordered_by,
        new.approved_by, new.made_at)
       is distinct from
       (old.id, old.seq, old.kind, old.settlement_account, old.end_to_end, old.holder_id, old.account, old.movement,
        old.entry, old.payee_name, old.payee_account, old.payee_bank, old.amount_fen, old.text, old.ordered_by,
        old.approved_by, old.made_at)
      or old.state in ('paid', 'rejected')
      or (old.state = 'sent' and new.state = 'queued')
    then raise exception 'payment order % stays what it is', old.id using errcode = 'CL099';
    end if;
    return new;
  end $$;
  create trigger payment_order_is_kept before update on market.payment_order
    for each row execute function market.keep_payment_order();
  create trigger payment_order_stays before delete or truncate on market.payment_order
    for each statement execute function market.refuse_change();

  grant select, insert on market.payment_order to carbon_app;
  grant update (state, attempts, next_try_at, last_fault, bank_reference, reject_reason, sent_at, ended_at)
    on market.payment_order to carbon_app;
`;
export const PAYMENT_ORDERS_DOWN = `
  drop table market.payment_order;
  drop function market.keep_payment_order();
`;
