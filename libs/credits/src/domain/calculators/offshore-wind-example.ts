import type { CalculatorExample } from '@carbon/rules/domain';

const step = (
  name: string,
  expression: string,
  inputs: Record<string, string>,
  value: string,
  unit: string,
) => ({
  name,
  expression,
  inputs,
  value,
  unit,
});

/** A million MWh of a farm whose meter was not calibrated in time; the factors are invented. */
export const OFFSHORE_WIND_EXAMPLE: CalculatorExample = {
  title: { zh: '电表未按期校准，最大允许误差 0.2%', en: 'A meter not calibrated in time, error up to 0.2 %' },
  today: '2026-11-21',
  input: {
    exportMwh: '1000000',
    importMwh: '2000',
    efOm: '0.8',
    efBm: '0.4',
    weightOm: '0.75',
    weightBm: '0.25',
    meterErrorPercent: '0.2',
  },
  output: {
    creditedExportMwh: '998000',
    countedImportMwh: '2004',
    netMwh: '995996',
    combinedMargin: '0.7',
    exactT: '697197.2',
    reductionT: '697197',
    steps: [
      step(
        'creditedExport',
        'exportMwh * (1 - meterErrorPercent * 0.01)',
        { exportMwh: '1000000', meterErrorPercent: '0.2' },
        '998000',
        'MWh',
      ),
      step(
        'countedImport',
        'importMwh * (1 + meterErrorPercent * 0.01)',
        { importMwh: '2000', meterErrorPercent: '0.2' },
        '2004',
        'MWh',
      ),
      step(
        'netEnergy',
        'sum(creditedExport) - sum(countedImport)',
        { creditedExport: '998000', countedImport: '2004' },
        '995996',
        'MWh',
      ),
      step(
        'combinedMargin',
        'efOm * weightOm + efBm * weightBm',
        { efOm: '0.8', weightOm: '0.75', efBm: '0.4', weightBm: '0.25' },
        '0.7',
        'tCO2/MWh',
      ),
      step(
        'baselineEmissions',
        'netEnergy * combinedMargin',
        { netEnergy: '995996', combinedMargin: '0.7' },
        '697197.2',
        'tCO2',
      ),
      step('projectEmissions', '0', {}, '0', 'tCO2'),
      step('leakage', '0', {}, '0', 'tCO2'),
      step(
        'reduction',
        'baselineEmissions - projectEmissions - leakage',
        { baselineEmissions: '697197.2', projectEmissions: '0', leakage: '0' },
        '697197.2',
        'tCO2',
      ),
    ],
    rules: ['CCM-02', 'CCM-03'],
    pack: { id: 'methodology-CCER-01-002-V01', version: '2023.1', certainty: 'F' },
  },
};
