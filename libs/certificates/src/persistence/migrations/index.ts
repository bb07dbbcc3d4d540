import { Certificates1700000004000 } from './1700000004000-certificates';

export const certificateMigrations = [Certificates1700000004000];
