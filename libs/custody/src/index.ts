export { AccountsDeskModule } from './accounts/accounts-desk.module';
export { type ClosureCheck, ClosureChecks } from './accounts/closure-checks';
export { accountDeskMigrations } from './accounts/persistence/migrations/index';
export { CalendarDeskModule } from './calendar/calendar-desk.module';
export { PeopleActsModule } from './people/people-acts.module';
export { HolderActsModule } from './holders/holder-acts.module';
export { HolderSuccession, type Succession } from './holders/holder-succession';
export { MembersDeskModule } from './members/members-desk.module';
export * from './transfers/index';
export { PledgesModule } from './pledges/pledges.module';
export { pledgeMigrations } from './pledges/persistence/migrations/index';
export {
  countOf,
  fromMultirange,
  fromRecord,
  type Serials,
  takeLowest,
  toMultirange,
  toRecord,
} from './accounts/domain/serial-ranges';
export { CustodyExportsModule } from './exports/custody-exports.module';
export { instrumentLimits, withinLimits } from './instrument-limits';
export { serialsApart } from './serials-apart';
export { requireHolderMayAct } from './trusted/use-cases/holder-may-act';
