import { Approvals1700000007000 } from './1700000007000-approvals';

export const approvalMigrations = [Approvals1700000007000];
