export { drawFacts } from './draw-facts';
export { drawHead } from './draw-head';
export { drawQr } from './draw-qr';
export { drawRules, FOUNDED } from './draw-rules';
export { COLOURS, PRINT_LANGUAGES, type PrintLanguage, Sheet, type SheetOptions } from './sheet';
