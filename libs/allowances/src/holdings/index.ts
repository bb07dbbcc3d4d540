export { allowanceScheme } from './domain/allowance-scheme';
export { describeLots } from './domain/lot';
export { type SubBalance, SUB_BALANCES } from './domain/sub-balances';
export { AllowanceLotBody, IsHolderName, IsMarket } from './http/fields';
export { holdingMigrations } from './persistence/migrations/index';
export { type Holding, type HoldingQuery, readHoldings } from './persistence/read-holdings';
export { requireAllowances, requireOwnPeople, requireRegistrySide } from './use-cases/accounts-of-holder';
export { holderAskedFor } from './use-cases/holder-asked-for';
export { giveLotsBack, releases, stillApart, submitOne, WAITING } from './use-cases/set-apart';
