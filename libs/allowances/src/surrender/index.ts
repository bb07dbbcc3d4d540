export { type ComplianceLine, type ObligationYear } from './domain/compliance-status';
export { complianceRate, type ComplianceRate } from './domain/compliance-rate';
export { type Surrender, SURRENDER_GROUNDS, SURRENDER_STATES, type SurrenderLot } from './domain/surrender';
export { surrenderMigrations } from './persistence/migrations/index';
export { findSurrender, readLots, surrendersOf } from './persistence/read-surrenders';
export { type SurrenderChange, type SurrenderListener, SurrenderListeners } from './surrender-listeners';
export { type Arrears, arrearsOf, type ArrearsQuery, deadlineOf, isOverdue } from './use-cases/arrears-of';
export { complianceOf, complianceOfOne, type ComplianceQuery } from './use-cases/compliance-of';
export { complianceRateOf, isInTime } from './use-cases/rate-of';
