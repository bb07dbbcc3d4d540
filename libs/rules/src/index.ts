export * from './domain/index';
export { rulesMigrations } from './persistence/migrations/index';
export { type CalendarDay, readCalendar, readCalendarDays } from './persistence/read-calendar';
export { type CalendarChange, recordCalendarDays } from './persistence/record-calendar-days';
export { RulesModule, type RulesParts } from './rules.module';
