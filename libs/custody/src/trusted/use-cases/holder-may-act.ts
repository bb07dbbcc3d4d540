import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { type AccountView, holderMayAct } from '@carbon/ledger';

/** The registry's people, and the operator's own machines. */
export function isRegistry(caller: Caller): boolean {
  return caller.kind === 'service-key' || caller.holder?.kind === 'registry-operator';
}

/**
 * In some states only the registry acts on an account (REG-004).
 * @throws Refusal ACCOUNT_HOLDER_MAY_NOT_ACT
 */
export function requireHolderMayAct(account: AccountView, caller: Caller): void {
  if (holderMayAct(account.state) || isRegistry(caller)) return;
  throw new Refusal(
    'ACCOUNT_HOLDER_MAY_NOT_ACT',
    422,
    {
      zh: `账户 ${account.number} 目前只能由登记机构办理业务`,
      en: `Only the registry acts on account ${account.number} at present`,
    },
    { rule: 'REG-004', details: { account: account.number, state: account.state } },
  );
}
