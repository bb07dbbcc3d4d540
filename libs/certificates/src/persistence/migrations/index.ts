import { ClaimsByNumber1700000011790 } from './1700000011790-claims-by-number';
import { Certificates1700000004000 } from './1700000004000-certificates';
import { PersonsSalesAndSuccessors1700000010000 } from './1700000010000-persons-sales-and-successors';
import { ClassesAndCorrections1700000011700 } from './1700000011700-classes-and-corrections';
import { AccountsAndTrades1700000011701 } from './1700000011701-accounts-and-trades';

export const certificateMigrations = [
  Certificates1700000004000,
  PersonsSalesAndSuccessors1700000010000,
  ClassesAndCorrections1700000011700,
  AccountsAndTrades1700000011701,
  ClaimsByNumber1700000011790,
];
