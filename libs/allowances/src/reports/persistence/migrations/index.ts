import { EmissionReports1700000013300 } from './1700000013300-emission-reports';
import { ObjectionsAndImports1700000013310 } from './1700000013310-objections-and-imports';

export const emissionReportMigrations = [EmissionReports1700000013300, ObjectionsAndImports1700000013310];
