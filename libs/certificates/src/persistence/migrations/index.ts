import { Certificates1700000004000 } from './1700000004000-certificates';
import { PersonsSalesAndSuccessors1700000010000 } from './1700000010000-persons-sales-and-successors';

export const certificateMigrations = [Certificates1700000004000, PersonsSalesAndSuccessors1700000010000];
